#include "source/extract.h"

#include <sys/stat.h>

#include "base/cache.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "source/child.h"
#include "source/extract_form.h"

#define KEY_BYTES MIB(1)

static void add_value(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, "%s %zu ", name, value.len);
	buf_add(b, value);
}

/* Whatever the document depends on, in words; they are stored too and compared, so that no two keys are mixed up. */
static int name_key(struct arena *a, struct buf *b, const struct source *source, struct str bytes, struct str digest)
{
	const struct source_format *f = source->format;
	char hex[65];

	if (digest.len == 0) {
		sha256_hex(bytes, hex);
		digest = (struct str){ hex, 64 };
	}
	buf_addf(b, "%s %s %u\n" STR_FMT "\n", CITECHECK_VERSION, f->name, f->version, STR_ARG(digest));
	for (const char *const *p = f->programs; p != NULL && *p != NULL; p++) {
		struct str path = child_find(a, *p);
		struct stat st;

		if (path.ptr == NULL || stat(path.ptr, &st) < 0)
			buf_addf(b, "%s: none\n", *p);
		else
			buf_addf(b, STR_FMT " %lld %lld.%09ld\n", STR_ARG(path), (long long)st.st_size,
			         (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
	}
	add_value(b, "type", source->record.fetch_type.text);
	for (size_t i = 0; i < source->record.n_skip; i++)
		add_value(b, "skip", source->record.skip[i].text);
	return b->failed ? CC_ENOMEM : CC_OK;
}

static bool take(struct arena *a, const struct cache *cache, struct cache_key key, struct str words,
                 const struct source *source, struct document *out)
{
	struct document d = *out;
	struct cached kept;
	bool ok;

	if (!cache_load(cache, key, &kept))
		return false;
	ok = extract_decode(a, kept.bytes, words, source, &d);
	cached_release(&kept);
	if (ok)
		*out = d;
	return ok;
}

static void keep(struct cache *cache, struct cache_key key, struct str words, const struct document *d)
{
	struct buf b;
	struct str all;

	buf_init(&b, LIMIT_PDF_LAYOUT_BYTES);
	extract_encode(&b, words, d);
	all = buf_str(&b);
	if (!b.failed)
		(void)cache_store(cache, key, &all, 1);
	buf_release(&b);
}

int extract(struct arena *a, struct cache *cache, const struct source *source, struct str bytes, struct document *out,
            struct error *e)
{
	const struct source_format *f = source->format;
	struct cache_key key = { .version = EXTRACT_FORM };
	struct buf words;
	int rc = CC_OK;

	if (cache == NULL || f->version == 0 || bytes.len < f->least)
		return f->load(a, source, bytes, out, e);
	buf_init(&words, KEY_BYTES);
	/* without a key nothing is kept, and the document is read all the same */
	if (name_key(a, &words, source, bytes, out->sha256) == CC_OK) {
		key.hash = str_hash(buf_str(&words));
		key.length = bytes.len;
	} else {
		cache = NULL;
	}
	if (cache == NULL || !take(a, cache, key, buf_str(&words), source, out)) {
		rc = f->load(a, source, bytes, out, e);
		if (rc == CC_OK && cache != NULL && !out->passing)
			keep(cache, key, buf_str(&words), out);
	}
	buf_release(&words);
	return rc;
}

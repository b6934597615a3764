#include "lint/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/vec.h"
#include "text/fold.h"

/* Of the stored form and of what goes into a print: another number makes what was stored unknown. */
#define OUTLINE_VERSION 2

/* One content at two paths has two outlines: claims without an id take the file's name. */
struct key {
	struct tree_identity content;
	uint64_t path;
};

struct entry {
	struct key key;
	uint64_t flags;
	uint64_t first_name, n_names, first_print, n_prints;
};

struct head {
	uint64_t n_entries, n_names, n_prints, unused;
};

struct known {
	struct entry entry;
	struct outline outline;
	bool asked;
};

struct outlines {
	struct arena *arena;
	struct cache *cache;
	struct cache_key key;
	struct cached stored;
	VEC(struct known *) known;
	struct map by_key; /* identity and path -> known */
	bool added;
};

uint64_t outline_name(struct str id)
{
	return str_hash(id);
}

/* --- of a parsed file --- */

static void add_number(struct buf *b, uint64_t n)
{
	buf_add(b, (struct str){ (const char *)&n, sizeof n });
}

static void add_field(struct buf *b, const struct field *f)
{
	add_number(b, f->set ? f->value.len + 1 : 0);
	buf_add(b, f->value);
}

static void add_fields(struct buf *b, const struct field *v, size_t n)
{
	add_number(b, n);
	for (size_t i = 0; i < n; i++)
		add_field(b, &v[i]);
}

/* What all claims of a file share: dates count from its date, its bibliographies say what ids mean, and a comment that
 * suppresses may speak of any of them. */
static void add_file(struct buf *b, const struct claim_file *f)
{
	add_field(b, &f->date);
	add_fields(b, f->bibliographies, f->n_bibliographies);
	for (size_t i = 0; i < f->n_ignores; i++) {
		if (f->ignores[i].claim != SIZE_MAX)
			continue;
		buf_add(b, str_span(f->file->text, f->ignores[i].place));
		buf_add_char(b, '\0');
	}
}

static void add_claim(struct buf *b, const struct claim_file *f, const struct claim *c)
{
	if (c->id_given)
		buf_add(b, c->id);
	buf_add_char(b, '\0');
	buf_add(b, str_trim(str_span(f->file->text, c->place)));
	add_field(b, &c->date);
	add_field(b, &c->speaker);
	add_field(b, &c->event);
	add_fields(b, c->after, c->n_after);
	add_fields(b, c->before, c->n_before);
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct evidence *e = &c->evidence[i];

		add_field(b, &e->source);
		add_field(b, &e->quote);
		add_field(b, &e->prefix);
		add_field(b, &e->suffix);
		add_field(b, &e->locator);
		add_field(b, &e->original);
	}
}

static int find_prints(const struct claim_file *f, struct print *out)
{
	struct buf shared, b;
	int rc;

	buf_init(&shared, SIZE_MAX / 2);
	buf_init(&b, SIZE_MAX / 2);
	add_file(&shared, f);
	for (size_t i = 0; i < f->n_claims; i++) {
		buf_clear(&b);
		add_claim(&b, f, &f->claims[i]);
		buf_add(&b, buf_str(&shared));
		*out++ = (struct print){ outline_name(f->claims[i].id), str_hash(buf_str(&b)) };
	}
	for (size_t i = 0; i < f->n_events; i++) {
		buf_clear(&b);
		buf_add(&b, f->events[i].id);
		add_field(&b, &f->events[i].name);
		add_field(&b, &f->events[i].date);
		add_field(&b, &f->date);
		*out++ = (struct print){ outline_name(f->events[i].id), str_hash(buf_str(&b)) };
	}
	rc = shared.failed || b.failed ? CC_ENOMEM : 0;
	buf_release(&b);
	buf_release(&shared);
	return rc;
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t find_names(const struct claim_file *f, uint64_t *out)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < f->n_claims; i++) {
		const struct claim *c = &f->claims[i];

		out[n++] = outline_name(c->id);
		if (c->event.set)
			out[n++] = outline_name(c->event.value);
		for (size_t k = 0; k < c->n_evidence; k++) {
			out[n++] = outline_name(c->evidence[k].source.value);
			for (size_t m = 0; m < c->evidence[k].n_also; m++)
				out[n++] = outline_name(c->evidence[k].also[m].value);
		}
	}
	if (n > 1)
		qsort(out, n, sizeof *out, by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || out[i] != out[kept - 1])
			out[kept++] = out[i];
	return kept;
}

int outline_of(struct arena *a, const struct claim_file *f, struct outline *out)
{
	struct print *prints = arena_array(a, struct print, f->n_claims + f->n_events + 1);
	size_t n = 1;
	bool ordered = false;
	uint64_t *names;

	for (size_t i = 0; i < f->n_claims; i++) {
		n += 2 + f->claims[i].n_evidence;
		for (size_t k = 0; k < f->claims[i].n_evidence; k++)
			n += f->claims[i].evidence[k].n_also;
		ordered = ordered || f->claims[i].n_after || f->claims[i].n_before;
	}
	names = arena_array(a, uint64_t, n);
	if (!prints || !names || find_prints(f, prints) < 0)
		return CC_ENOMEM;
	*out = (struct outline){ .names = names, .prints = prints, .n_prints = f->n_claims + f->n_events };
	out->n_names = find_names(f, names);
	if (f->references.end > f->references.start || f->n_bibliographies)
		out->flags |= OUTLINE_REFERENCES | OUTLINE_ALWAYS;
	if (ordered || f->n_events)
		out->flags |= OUTLINE_ALWAYS;
	return 0;
}

/* --- those of a root --- */

static struct str key_of(const struct key *k)
{
	return (struct str){ (const char *)k, sizeof *k };
}

static int remember(struct outlines *o, const struct entry *e, const struct outline *x, bool asked)
{
	struct known *k = arena_new(o->arena, struct known), **slot = vec_add(o->arena, &o->known);

	if (!k || !slot)
		return CC_ENOMEM;
	*k = (struct known){ *e, *x, asked };
	*slot = k;
	return map_put(o->arena, &o->by_key, key_of(&k->entry.key), o->known.n - 1, NULL) < 0 ? CC_ENOMEM : 0;
}

static bool within(uint64_t first, uint64_t n, uint64_t of)
{
	return first <= of && n <= of - first;
}

static int load(struct outlines *o)
{
	struct str bytes = o->stored.bytes;
	const struct head *h = (const struct head *)(const void *)bytes.ptr;
	const struct entry *entries;
	const uint64_t *names;
	const struct print *prints;
	size_t most = bytes.len / sizeof(uint64_t);

	if (bytes.len < sizeof *h || h->n_entries > most || h->n_names > most || h->n_prints > most ||
	    bytes.len != sizeof *h + h->n_entries * sizeof *entries + h->n_names * sizeof *names + h->n_prints * sizeof *prints)
		return 0;
	entries = (const struct entry *)(const void *)(h + 1);
	names = (const uint64_t *)(const void *)(entries + h->n_entries);
	prints = (const struct print *)(const void *)(names + h->n_names);
	for (size_t i = 0; i < h->n_entries; i++) {
		const struct entry *e = &entries[i];
		struct outline x = { (uint32_t)e->flags, names + e->first_name, (size_t)e->n_names, prints + e->first_print, (size_t)e->n_prints };

		if (!within(e->first_name, e->n_names, h->n_names) || !within(e->first_print, e->n_prints, h->n_prints))
			return 0;
		if (remember(o, e, &x, false) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

int outlines_open(struct outlines **out, struct arena *a, const struct lint_options *options)
{
	struct outlines *o = arena_new(a, struct outlines);
	/* git may write other bytes to the working tree than it keeps (line ends, Git LFS) */
	struct str key = str_fmt(a, "outlines %d %s %d %d " STR_FMT, OUTLINE_VERSION, CITECHECK_VERSION,
	                         options->config->require_quotes, options->tree != NULL, STR_ARG(options->config->root));

	*out = o;
	if (!o || !key.ptr)
		return CC_ENOMEM;
	o->arena = a;
	o->cache = options->cache;
	o->key = (struct cache_key){ str_hash(key), key.len, FOLD_VERSION };
	return o->cache && cache_load(o->cache, o->key, &o->stored) ? load(o) : 0;
}

const struct outline *outlines_find(struct outlines *o, const struct tree_identity *content, struct str full)
{
	struct key key = { *content, str_hash(full) };
	size_t i = map_get(&o->by_key, key_of(&key));

	if (i == MAP_NONE)
		return NULL;
	o->known.v[i]->asked = true;
	return &o->known.v[i]->outline;
}

int outlines_add(struct outlines *o, const struct tree_identity *content, struct str full, const struct outline *x)
{
	struct entry e = { .key = { *content, str_hash(full) }, .flags = x->flags };

	if (map_get(&o->by_key, key_of(&e.key)) != MAP_NONE)
		return 0;
	o->added = true;
	return remember(o, &e, x, true);
}

static bool store(struct outlines *o)
{
	struct head h = { 0 };
	struct entry *entries = arena_array(o->arena, struct entry, o->known.n + 1);
	struct buf names, prints;
	bool done = false;

	buf_init(&names, SIZE_MAX / 2);
	buf_init(&prints, SIZE_MAX / 2);
	for (size_t i = 0; entries && i < o->known.n; i++) {
		const struct known *k = o->known.v[i];
		struct entry *e = &entries[h.n_entries];

		if (!k->asked)
			continue;
		*e = k->entry;
		e->first_name = h.n_names;
		e->first_print = h.n_prints;
		e->n_names = k->outline.n_names;
		e->n_prints = k->outline.n_prints;
		buf_add(&names, (struct str){ (const char *)k->outline.names, k->outline.n_names * sizeof *k->outline.names });
		buf_add(&prints, (struct str){ (const char *)k->outline.prints, k->outline.n_prints * sizeof *k->outline.prints });
		h.n_names += e->n_names;
		h.n_prints += e->n_prints;
		h.n_entries++;
	}
	if (entries && !names.failed && !prints.failed) {
		struct str pieces[] = { { (const char *)&h, sizeof h }, { (const char *)entries, h.n_entries * sizeof *entries },
			                buf_str(&names), buf_str(&prints) };
		done = cache_store(o->cache, o->key, pieces, sizeof pieces / sizeof *pieces);
	}
	buf_release(&names);
	buf_release(&prints);
	return done;
}

void outlines_close(struct outlines *o)
{
	if (!o)
		return;
	if (o->cache && o->added)
		store(o);
	if (o->stored.map)
		cached_release(&o->stored);
}

/* libFuzzer: the baseline, and with it the lock's reader. The first byte says what the rest is: a whole file, an entry, the
 * name of a claim. What can be read is written, read again, and is the same; every fault names a place in the file. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "lint/baseline.h"
#include "lint/lock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum tree_kind kind(const struct tree *t, struct str path)
{
	(void)t;
	return path.len ? TREE_FILE : TREE_FOLDER;
}

static int list(const struct tree *t, struct arena *a, struct str path, struct tree_entry **out, size_t *n,
                struct error *e)
{
	(void)t, (void)a, (void)path, (void)out, (void)e;
	*n = 0;
	return 0;
}

static int read(const struct tree *t, struct arena *a, struct str path, size_t max, struct str *out, struct error *e)
{
	(void)a, (void)path, (void)max, (void)e;
	*out = *(const struct str *)t->ctx;
	return 0;
}

static int load(struct arena *a, struct str bytes, struct baseline *out)
{
	struct tree tree = { .root = STR("/r"), .kind = kind, .list = list, .read = read, .ctx = &bytes };
	struct error e = { 0 };
	int rc;

	*out = (struct baseline){ 0 };
	rc = baseline_read(a, &tree, STR("/r/known.yaml"), STR("known.yaml"), out, &e);
	if (rc < 0 && strncmp(e.text, "known.yaml", 10) != 0)
		abort();
	return rc;
}

static void add_file(struct buf *b, uint8_t what, struct str rest)
{
	static const char *const around[][2] = {
		{ "", "" },
		{ "version: 1\nfindings:\n  - {", "}\n" },
		{ "version: 1\nfindings:\n  - {rule: x, fingerprint: 0123456789abcdef, claim: ", "}\n" },
	};

	buf_add(b, str_from(around[what % 3][0]));
	buf_add(b, rest);
	buf_add(b, str_from(around[what % 3][1]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct baseline first, second;
	struct arena a;
	struct buf b;

	if (size == 0)
		return 0;
	arena_init(&a);
	buf_init(&b, MIB(64));
	add_file(&b, data[0], (struct str){ (const char *)data + 1, size - 1 });
	if (load(&a, str_copy(&a, buf_str(&b)), &first) == 0) {
		buf_clear(&b);
		if (baseline_write(&b, &first) < 0 || load(&a, buf_str(&b), &second) < 0 || first.n != second.n)
			abort();
		for (size_t i = 0; i < first.n; i++)
			if (!str_eq(first.entries[i].claim, second.entries[i].claim) ||
			    !str_eq(first.entries[i].file, second.entries[i].file) ||
			    !str_eq(first.entries[i].rule, second.entries[i].rule) ||
			    !str_eq(first.entries[i].fingerprint, second.entries[i].fingerprint))
				abort();
	}
	buf_release(&b);
	arena_release(&a);
	return 0;
}

/* libFuzzer: the baseline and the lock. What can be read is written, read again, and is the same; every fault names a place
 * in the file. */
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct baseline first, second;
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b, MIB(64));
	if (load(&a, (struct str){ (const char *)data, size }, &first) == 0) {
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

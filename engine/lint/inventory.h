/* Every source with its state: what `citecheck sources` lists. */
#ifndef LINT_INVENTORY_H
#define LINT_INVENTORY_H

#include "lint/lint.h"

/* A source is present, missing or unreadable; the other states may join. */
enum inventory_state {
	INVENTORY_PRESENT = 1 << 0,
	INVENTORY_MISSING = 1 << 1,    /* no file, or none at its place */
	INVENTORY_UNREADABLE = 1 << 2,
	INVENTORY_CHANGED = 1 << 3,    /* differs from its sha256 */
	INVENTORY_UNDATED = 1 << 4,    /* no `issued` */
	INVENTORY_UNPINNED = 1 << 5,   /* no sha256 and no revision */
	INVENTORY_UNUSED = 1 << 6,     /* no claim cites it */
	INVENTORY_UNTRACKED = 1 << 7,  /* git does not know it */
	INVENTORY_IGNORED = 1 << 8,    /* git is told not to */
	INVENTORY_ABSTRACT = 1 << 9,
	INVENTORY_LANDING = 1 << 10,   /* the page that leads to the document */
};
#define INVENTORY_STATES 11

/* Its word, for bit 0 to INVENTORY_STATES - 1, and what it means. */
const char *inventory_state_name(unsigned bit);

struct inventory_entry {
	const struct source *source;
	unsigned states;
	size_t claims;      /* that cite it */
	struct str note;    /* why it can't be read; else what the state rests on; or empty */
};

struct inventory {
	struct inventory_entry *v; /* by id */
	size_t n;
};

/* Where git is asked: INVENTORY_UNTRACKED, INVENTORY_IGNORED, or 0 for a file that it knows. Asked from one thread. */
struct inventory_git {
	unsigned (*look)(void *ctx, struct str full_path);
	void *ctx;
};

/* Reads claim files and every source; no quote is looked up. `read` holds the corpus that the entries point into, and is
 * released with lint_result_release. `git` may be NULL. */
int inventory_take(struct arena *a, const struct lint_options *options, const struct inventory_git *git,
                   struct lint_result *read, struct inventory *out, struct error *e);

#endif

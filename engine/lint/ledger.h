/* Files that citecheck writes and people review: the baseline and the lock.
 *
 * A ledger is one YAML map: `version: 1`, and one list of flat maps, an entry a line, sorted, so that a diff shows what
 * came and went. It is read like any stranger's file: bounded, every key and value checked, every fault with its place.
 * An entry's struct begins with `struct span place` (of the entry in the file); its shape is a table of fields. */
#ifndef LINT_LEDGER_H
#define LINT_LEDGER_H

#include "base/file.h"
#include "base/tree.h"

enum ledger_kind {
	LEDGER_TEXT,   /* struct str, not empty */
	LEDGER_HEX,    /* struct str of exactly `digits` lower-case hexadecimal digits */
	LEDGER_NUMBER, /* size_t, up to nine digits */
	LEDGER_DAY,    /* struct str, YYYY-MM-DD */
};

struct ledger_field {
	const char *name;
	enum ledger_kind kind;
	size_t digits;
	bool optional;   /* left out where it is empty or 0 */
	size_t member;   /* offset in the entry */
};

struct ledger_shape {
	const char *list;     /* the key of the list */
	const char *about;    /* the comment that the file opens with, a line */
	const struct ledger_field *fields; /* NULL-named row at the end */
	size_t entry_size;
};

/* Reads `full` from a tree (NULL: the file system); `shown` is its name in messages. *file is set where it could be read
 * at all, so that entries have places. CC_ENOENT when it is not there; every other fault is CC_EUSAGE or CC_ELIMIT with
 * "FILE:LINE:COLUMN: message". */
int ledger_read(struct arena *a, const struct ledger_shape *shape, const struct tree *tree, struct str full,
                struct str shown, struct file **file, void *entries /* ENTRY ** */, size_t *n, struct error *e);
/* The whole file. */
int ledger_write(struct buf *b, const struct ledger_shape *shape, const void *entries, size_t n);

#endif

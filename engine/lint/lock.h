/* The lock: evidence that was found in a source which is not everywhere (a book that may not be passed on, a PDF that is
 * not committed), so that a run without the source can tell what was verified from what never was.
 *
 * Only claims that end as supported are locked, and by everything that their verdict rests on but the source itself: the
 * claim's words, dates and evidence, the bibliography's record, the numbers that rules were configured with. When any of
 * it changes, the entry is void. A source that is present is always read itself; an entry stands in only where its file is
 * not there at all, and never where the change under review removes it. Such claims are "verified earlier", a state of
 * their own that is not "supported". */
#ifndef LINT_LOCK_H
#define LINT_LOCK_H

#include "lint/lint.h"

#define LOCK_FILE "citecheck.lock"
#define LOCK_DIGITS 32 /* of its hashes: nobody finds a second text for one */

struct lock_entry {
	struct span place;          /* in the lock's file */
	struct str claim;           /* for the reader: numbered ids may have moved */
	size_t evidence;            /* from 1 */
	struct str source;          /* as cited */
	struct str said, quote, record; /* hashes: of the whole claim, of this evidence, of the bibliography's record */
	struct str sha256;          /* of the source's bytes */
	struct str file, at, span;  /* where the words stood, LINE:COLUMN-LINE:COLUMN, and the hash of the source's words */
	struct str date, version;   /* when, and by which citecheck */
	bool foreign;               /* the revision that limits the lock does not hold it */
};

struct lock {
	const struct tree *tree;    /* what it is read from */
	struct str full, shown;
	const struct tree *limit;   /* a revision that must hold every entry; NULL: none */
	struct str limit_name;
	/* read when the first absent source asks for it */
	const struct file *file;
	struct lock_entry *entries;
	size_t n;
};

/* Evidence whose source is absent and that the lock knows becomes EVIDENCE_LOCKED; of the rest ef->void_lock says why it
 * does not. Reads the lock when it is needed. A damaged one is an error with its place. */
int lock_apply(struct run *run, const struct lint_options *options, struct error *e);
/* Entries for the claims of a result that are supported, and those that were in force. The run must have been one with
 * lint_options.locking. *n_claims is how many claims they are of. */
int lock_make(struct arena *a, const struct lint_result *result, const struct lint_options *options, struct str version,
              struct lock *out, size_t *n_claims, struct error *e);
int lock_write(struct buf *b, const struct lock *from);

#endif

/* Where fetched files go: a folder, one fetch at a time. Files appear under their names only as a whole, and a record that
 * names one appears after it; what an interrupted fetch left behind is cleared away by the next one.
 *
 * A file that is there is never written over: a changed page gets a name of its own, and the old file goes when no record
 * names it any more. So there is no moment at which a record and its file disagree. */
#ifndef CMD_FETCH_STORE_H
#define CMD_FETCH_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct store; /* opaque */

/* One file on its way into the folder. */
struct store_item {
	struct str stem, extension; /* of the name wished for */
	bool exact;                 /* that name and no other */
	struct str temporary;       /* full paths, from store_put */
	struct str full;            /* where it ended; empty until store_place */
	char sha256[65];
	size_t bytes;
};

/* Makes the folder where it is missing and locks it. CC_EIO when another fetch is at work there. The caller's signals are
 * not touched. */
int store_open(struct store **out, struct arena *a, struct str folder, struct error *e);
/* Clears what an interrupted fetch left; `named` tells whether a record names the file (full path). */
int store_recover(struct store *s, bool (*named)(void *ctx, struct str full), void *ctx, struct error *e);
/* Writes a temporary file; it is on its way to the disk while the caller goes on. */
int store_put(struct store *s, struct str bytes, struct store_item *item, struct error *e);
/* Waits for the disk, then gives the files their names. What fails has an empty `full`. `old`: files that will go, with the
 * content that they are known to have. */
int store_place(struct store *s, struct store_item **items, size_t n, const struct str *old, const struct str *old_sha256,
                size_t n_old, struct error *e);
/* Records are written: the old files go, unless they were changed since (old_sha256). */
void store_settle(struct store *s, const struct str *old, const struct str *old_sha256, size_t n);
/* Takes a file back whose record could not be written. */
void store_withdraw(struct store *s, struct store_item *item);
/* Removes what has no name yet, and the lock. */
void store_close(struct store *s);

/* Writes a file anew, onto the disk, and puts it in its place, with the mode that it had. Links are followed. */
int store_replace(struct store *s, struct str path, struct str bytes, struct error *e);

#endif

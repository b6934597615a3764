/* The past of the sources: for a quote that no longer stands in its source, and for a source that is not the one that was
 * recorded, the versions of the file are looked through, newest first, for the last that had the words (the sum). What is
 * found is told beside the finding; it decides nothing.
 *
 * Bounded by the configuration's `history` (commits of one source) and LIMIT_HISTORY_*; versions with equal bytes are read
 * once; nothing is asked where no quote is at fault. */
#ifndef LINT_HISTORY_H
#define LINT_HISTORY_H

#include "lint/facts.h"

struct lint_options;

struct history_facts {
	struct place place;      /* where the words stood, in the last version that had them; of a sum the file's 1:1 */
	struct str commit, date; /* that took them away; empty: a change that is not committed yet */
	struct str change;       /* "changed \"mud\" to \"sand\"", or empty */
	bool moved;              /* the words stand in another source now, which did not have them then */
	/* what stands in their place now, where that is clear */
	struct str replacement;
	struct place replacement_place;
};

/* Fills history of run->claims[].evidence[] and run->sources[]. Negative only when memory ran out. */
int history_facts_build(struct run *run, const struct lint_options *options, struct error *e);

/* "stood here until 3f2a1bc9de (2026-05-02), which changed \"mud\" to \"sand\"". */
struct str history_words(struct arena *a, const struct history_facts *h);

#endif

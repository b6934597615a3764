/* Only what changed: which claims a run is about when it is given an earlier state to compare with.
 *
 * A claim is looked at when it changed (its words, its evidence, what suppresses it: wherever in whichever file it stands
 * now), or when something that it rests on did: its source, the bibliography's record, an event, a claim that it is
 * ordered against. What did not change is known by its outline (lint/outline.h) and parsed only when it may hold such a
 * claim; only what those claims need is matched. */
#ifndef LINT_FILTER_H
#define LINT_FILTER_H

#include "lint/reading.h"
#include "lint/reporter.h"

struct lint_filter {
	const struct tree *old;  /* the earlier state; holds all of `changed` */
	struct path_set changed; /* absolute paths that differ, were added or removed */
	struct str since;        /* what the earlier state is called: "HEAD", "main" */
};

/* The state of a selection; NULL-safe to close. */
struct selection;

/* Says which files must be read (reading->wanted): all, or of a run about changes those that changed or that nothing is
 * known of. */
int filter_start(struct selection **out, struct reading *reading, struct error *e);
/* What is known of the tree's files, for corpus_open. */
struct corpus_heads filter_heads(struct selection *s);
/* Fills run->claims[].selected, .skipped, .covered and .ordered; reads what more it needs. Needs run->corpus. CC_EGIT when
 * the earlier state can't be read. */
int filter_select(struct selection *s, struct error *e);
void filter_close(struct selection *s);
/* The first claim of a file at or behind `at`. */
size_t filter_first_claim(const struct claim_file *f, size_t at);
/* Drops findings that are not about what was selected, and the claims that were not. */
int filter_apply(struct reporter *r, struct run *run);
/* Whether a file (as found; SIZE_MAX: none) changed. */
bool filter_file_changed(const struct lint_options *options, struct str shown);

#endif

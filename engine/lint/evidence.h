/* Inside the linter: from evidence to facts. Finds each quote in its cited source, then those that are not there in the
 * whole corpus, on several threads. */
#ifndef LINT_EVIDENCE_H
#define LINT_EVIDENCE_H

#include "lint/lint.h"

/* Decides what each piece of evidence cites: fills run->claims[].evidence[] (state, source) and run->sources. Needs
 * run->files, run->corpus and run->claims (claim, file, index). */
int evidence_resolve(struct run *run, struct error *e);
/* The words that are looked up: of a translation the original's. */
const struct field *evidence_words(const struct evidence *ev);
/* Matches. workers[] are arenas, one per job, that outlive the run. */
int evidence_match(struct run *run, const struct lint_options *options, struct arena *workers, unsigned jobs,
                   struct error *e);

#endif

/* Inside the linter: quotes that their cited sources lack, or have in other words, are looked for in the whole corpus. */
#ifndef LINT_ELSEWHERE_H
#define LINT_ELSEWHERE_H

#include <stdatomic.h>

#include "lint/lint.h"

/* One quote to be looked up. */
struct task {
	struct evidence_facts *facts;
	size_t claim;
	size_t order;
};

/* What is kept of sources that were read, so that looking for words in all of them needs no second reading; as many as
 * there is memory for. */
struct traces {
	struct text_trace **v; /* by source; NULL: not kept */
	size_t n, most;
	atomic_size_t bytes;
	struct arena *arenas; /* by worker */
	unsigned jobs;
};
int traces_open(struct traces *t, struct run *run, const struct lint_options *options, unsigned jobs, struct error *e);
void traces_release(struct traces *t);
/* From one thread for each source at a time. Without memory nothing is kept. */
void traces_keep(struct traces *t, unsigned worker, size_t source, const struct text_index *index);

/* Fills other, other_source and other_place of the tasks' facts; what is found elsewhere only becomes
 * VERDICT_ELSEWHERE. */
int elsewhere_search(struct run *run, const struct lint_options *options, const struct traces *traces,
                     struct task *tasks, size_t n, struct arena *workers, unsigned jobs, struct error *e);

/* Better places first: 2 for the words themselves, 1 for the passage with words changed, 0 for the rest. */
int match_rank(const struct match *m);

/* --- evidence.c's and evidence_notes.c's, for both --- */

struct quote evidence_quote(const struct run *run, const struct lint_options *options, const struct task *t);
int evidence_copy_diffs(struct arena *a, const struct document *d, const struct match *m, struct evidence_facts *ef);

#endif

/* The past of one source while it is looked through. Of history.c (which looks), history_version.c (which reads) and
 * history_describe.c (which tells) only. */
#ifndef LINT_HISTORY_LINE_H
#define LINT_HISTORY_LINE_H

#include <time.h>

#include "lint/history.h"
#include "lint/lint.h"
#include "lint/probe.h"

#define NONE SIZE_MAX /* no version */

/* One thing that a source has lost: a quote's words, or its recorded sum. */
struct loss {
	size_t source;
	struct evidence_facts *evidence; /* NULL: the sum */
	struct str quote;
	struct probe probe;
	size_t found; /* the newest version of the line that has it, or NONE */
};

/* A version as a document, while it is asked. */
struct reading {
	struct arena arena;
	struct document document;
	struct text_index *index;
	bool opened, readable;
};

/* All that a run looks through, with what it has cost. */
struct search {
	struct run *run;
	const struct lint_options *options;
	const struct past *past;
	struct loss *losses;
	size_t n;
	size_t commits, bytes, pdfs; /* of the run, so far */
	size_t sources;              /* that are still to be looked through */
	struct timespec start;
	bool spent;
};

/* The line that is looked at, for some losses of one source. */
struct line {
	struct search *search;
	struct arena *arena;
	size_t source;
	struct past_versions versions;
	struct loss **losses;
	size_t n;
};

/* --- one version --- */

bool history_is_pdf(struct str path);
/* A commit in which the version stood. */
struct str history_revision(const struct past_versions *v, size_t version);
/* The version's bytes, in r->arena. 1: read; 0: it can't be; negative: memory. */
int history_read(struct line *l, struct reading *r, size_t version, struct str *out);
/* The version as a document, once; r->readable tells whether it is one. Negative: memory. */
int history_open(struct line *l, struct reading *r, size_t version, struct str bytes);
void history_close(struct reading *r);
/* Whether an open document has the words. Negative: memory. */
int history_stands(struct reading *r, struct str quote, struct match *m, bool *stands);

/* Fills the facts of a loss whose newest version with the words is known (found). Negative: memory. */
int history_describe(struct line *l, const struct loss *loss);

#endif

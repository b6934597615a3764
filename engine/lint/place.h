/* A place in a file, ready to be shown: computed when a finding is made, so that nothing of a source need stay in
 * memory for the report. */
#ifndef LINT_PLACE_H
#define LINT_PLACE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

struct document;
struct source;
struct value;

struct place {
	struct str path;      /* as shown, raw bytes (reports make it harmless) */
	struct str rev;       /* the revision that it is a place of; empty: as everything else of the run */
	unsigned page;        /* 0: no pages */
	struct line_column start, end; /* end exclusive */
	struct span bytes;    /* in the file's decoded text (PDF: in the page's text) */
	/* the line of `start` for excerpts: at most PLACE_EXCERPT bytes of it, cut at code points */
	struct str excerpt;
	struct span mark;     /* the part of the excerpt that is meant */
	bool cut_left, cut_right;
	size_t line_start;    /* byte offset of the excerpt in its line */
	struct span utf16;    /* columns from 0 in UTF-16 units, for editors */
	struct span utf8;     /* columns from 0 in bytes */
};
#define PLACE_EXCERPT 400

int place_in_file(struct arena *a, const struct file *f, struct span span, struct place *out);
/* Where a bibliography says `v` of a source; 1:1 of the source's own file where no bibliography does. */
int place_of_value(struct arena *a, const struct source *s, const struct value *v, struct place *out);
int place_in_document(struct arena *a, const struct document *d, struct span span, struct place *out);

#endif

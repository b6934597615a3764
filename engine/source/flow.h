/* The text of a word processor's document, composed as a reader sees it. What comes out is the text that places count in:
 * there is no file behind it whose lines people could look at. */
#ifndef SOURCE_FLOW_H
#define SOURCE_FLOW_H

#include "source/compose.h"

struct flow {
	struct composer c;
	size_t origin;  /* of the composer's, which wants one */
	/* the row of a table that is open: its cells stand side by side until one of them has several paragraphs */
	bool in_cell, long_cell;
	size_t cell_paragraphs;
};

void flow_init(struct flow *f, struct arena *a);
void flow_release(struct flow *f);
/* A paragraph, heading or caption begins; in a table's cell the first one stands in the row's block. */
void flow_paragraph(struct flow *f, enum block_kind kind, unsigned level);
/* A block of its own begins, whatever stands before. */
void flow_block(struct flow *f, enum block_kind kind, unsigned level);
void flow_row(struct flow *f);
void flow_cell(struct flow *f);
void flow_row_end(struct flow *f);
/* Runs of white space count as one space. Raised text is a reference mark where it is short: what is raised next to it
 * belongs to it. */
void flow_text(struct flow *f, struct str text, bool raised);
void flow_tab(struct flow *f);
void flow_line(struct flow *f);
/* A reference mark of its own. */
void flow_mark(struct flow *f, struct str text);
/* Fills text, file, blocks and marks of the document; `path` is shown. CC_EKIND where there is no word in it. */
int flow_finish(struct flow *f, struct str path, struct document *out, struct error *e);

/* The text of the whole, once text, blocks and marks are there: the file that places count in. */
int flow_own_file(struct arena *a, struct str path, struct document *out, struct error *e);

#endif

/* From boxes on pages to text in reading order: columns, running heads and feet, notes at the foot, line by line.
 *
 * Each page becomes its head, its body, its notes, its foot, then a form feed; pages are the PDF's own. Heads, feet and
 * notes are furniture there, so that a sentence may run over the page's end; the notes stand once more behind the last
 * page, where they are text, and the map leads back to their page. */
#ifndef SOURCE_PDF_LAYOUT_H
#define SOURCE_PDF_LAYOUT_H

#include "source/pdf_boxes.h"
#include "source/source.h"

/* What a line of a page is. */
enum pdf_role { PDF_BODY, PDF_HEAD, PDF_FOOT, PDF_NOTE };

struct pdf_layout {
	struct arena *a;
	const struct pdf_boxes *boxes;
	unsigned char *roles; /* enum pdf_role, by line */
	size_t *order;        /* lines in reading order, page by page */
	float size;           /* height of most lines */
	struct str *labels;   /* printed page numbers, by page; empty: not known */
	bool labelled;        /* any is known */
};

/* The boxes with their lines made anew from their words (pdf_rows.c). CC_ENOMEM. */
int pdf_rows_make(struct arena *a, const struct pdf_boxes *in, struct pdf_boxes *out);
/* Roles, order and labels. CC_ENOMEM. */
int pdf_layout_find(struct arena *a, const struct pdf_boxes *boxes, struct pdf_layout *out);
/* Heads, feet and the numbers printed in them (pdf_edges.c). CC_ENOMEM. */
int pdf_edges_find(struct pdf_layout *l);
/* Text, file text, map, pages, furniture and labels of the document, all in `a`. CC_ENOMEM. */
int pdf_layout_print(struct arena *a, const struct pdf_layout *l, struct file *f, struct document *out, struct error *e);

#endif

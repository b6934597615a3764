/* The words of a PDF with the boxes that they stand in, as `pdftotext -bbox-layout` prints them. */
#ifndef SOURCE_PDF_BOXES_H
#define SOURCE_PDF_BOXES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* In points, from the page's top left corner. */
struct pdf_box {
	float x0, y0, x1, y1;
};

struct pdf_word {
	struct pdf_box box;
	struct str text; /* decoded */
};

/* Words that poppler found on one line of one column. */
struct pdf_line {
	struct pdf_box box;
	size_t first, n; /* words */
	float height;    /* of its words: the middle one */
};

struct pdf_page {
	float width, height;
	size_t first, n; /* lines */
};

struct pdf_boxes {
	struct { struct pdf_word *v; size_t n, cap; } words;
	struct { struct pdf_line *v; size_t n, cap; } lines;
	struct { struct pdf_page *v; size_t n, cap; } pages;
	struct str created, changed; /* metadata, ISO 8601; empty: none */
};

/* Box and height of a line from its words; it has one at least. */
void pdf_line_measure(const struct pdf_boxes *b, struct pdf_line *l);
/* Texts point into `xml` or lie in `a`. CC_ENOMEM; CC_ESYNTAX where it is nothing that pdftotext prints; CC_ELIMIT for too
 * many pages. */
int pdf_boxes_read(struct arena *a, struct str xml, struct pdf_boxes *out, struct error *e);

#endif

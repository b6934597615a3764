/* The words of a source, read once for all quotes that stand near each other: a document in pages, each read at the
 * first need. What a page holds depends on the document alone, so that the order of the quotes changes nothing. Used by
 * one thread at a time. */
#ifndef LINT_SURROUND_PAGE_H
#define LINT_SURROUND_PAGE_H

#include "source/source.h"
#include "text/prose.h"

struct surround_page;

struct surround_pages {
	struct arena arena;
	struct arena work; /* for whoever reads them, cleared between quotes */
	struct str text;
	struct surround_page *v;
	size_t n, cap;
};

void surround_pages_init(struct surround_pages *pages);
/* Turns to another document; nothing of it is read yet. */
void surround_pages_open(struct surround_pages *pages, struct str text);
void surround_pages_release(struct surround_pages *pages);
/* The words of text[need), which lies around the offset `at`. *out is borrowed from the pages. */
int surround_pages_read(struct surround_pages *pages, size_t at, struct span need, struct prose *out, struct error *e);

#endif

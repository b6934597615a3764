/* The package document of a book: which of its members are read, in which order. Standard: EPUB 3.3, chapters 4 and 5;
 * OPF 2.0.1 for EPUB 2. Nobody but the EPUB reader includes this. */
#ifndef SOURCE_EPUB_PACKAGE_H
#define SOURCE_EPUB_PACKAGE_H

#include "source/package.h"

struct epub_book {
	struct str opf;      /* its name */
	struct str metadata; /* its bytes */
	struct { struct package_member *v; size_t n, cap; } chapters; /* each once, in reading order; not read yet */
};

/* Reads container.xml and the package document. Tables of contents are left out. CC_EKIND: no book, or one whose
 * chapters are encrypted. */
int epub_book_read(struct epub_book *out, struct package *p, struct error *e);

#endif

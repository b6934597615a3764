/* The form in which extract.c keeps a document: numbers of eight bytes, strings with their length before them, padded
 * to eight bytes. */
#ifndef SOURCE_EXTRACT_FORM_H
#define SOURCE_EXTRACT_FORM_H

#include "source/source.h"

enum { EXTRACT_FORM = 0x64000001 }; /* count up with every change of the form; far from the versions of other files */

/* Appends the document as its reader filled it: without what document_prepare adds. */
void extract_encode(struct buf *b, struct str words, const struct document *d);
/* The document again, all of it in `a`; false when `bytes` are none, were stored for other `words`, or when an offset
 * in them leaves its text. */
bool extract_decode(struct arena *a, struct str bytes, struct str words, const struct source *source,
                    struct document *out);

#endif

/* What a PDF's metadata says: weak evidence, as it tells of the file and not of the text. */
#ifndef SOURCE_PDF_INFO_H
#define SOURCE_PDF_INFO_H

#include "base/arena.h"
#include "base/error.h"
#include "source/source.h"

/* Title and author, and the day on which the file was made (YYYY-MM-DD; empty where it is not told), through pdfinfo in a
 * bounded process. What can't be read is left empty; CC_ENOMEM. */
int pdf_info(struct arena *a, struct str path, struct stated_words *words, struct str *made, struct error *e);

#endif

/* Page furniture of plain text: running heads and feet, page numbers, page breaks, and lines that match a source's
 * `skip` patterns.
 *
 * What is known without configuration, and the evidence that each needs:
 * - a foot line that closes in "[Page 12]", as RFC 2223 section 3 prints it, with or without the form feed behind it,
 *   and the head line of the next page ("RFC 2119    Key Words    March 1997");
 * - heads and feet at form feeds that a neighbouring page repeats but for its numbers; a number alone at a form feed;
 * - without form feeds, a number alone between blank lines where the sentence goes on behind it, or in a sequence of
 *   such numbers a page apart.
 * A number in a list or a table has none of this evidence and stays text. */
#ifndef SOURCE_FURNITURE_H
#define SOURCE_FURNITURE_H

#include "base/arena.h"
#include "base/error.h"
#include "source/source.h"

/* Sorted spans that do not overlap, each of whole lines (with the line breaks). `at` is the offset that is looked at
 * first (front matter lies before it). CC_ELIMIT when a skip pattern takes too long, CC_ESYNTAX when one is broken. */
int furniture_find(struct arena *a, struct str text, size_t at, const struct value *skip, size_t n_skip,
                   struct span **out, size_t *n, struct error *e);
/* The lines that match a skip pattern, and those in `known`, which is sorted: where a reader knows the rest better. */
int furniture_skip(struct arena *a, struct str text, const struct span *known, size_t n_known, const struct value *skip,
                   size_t n_skip, struct span **out, size_t *n, struct error *e);

#endif

/* The ends of an alignment: what stands before the first word that is the same and behind the last one. */
#ifndef TEXT_EDGE_H
#define TEXT_EDGE_H

#include "text/rectangle.h"

/* At the ends a changed word stands for one of the same sentence of the source. Where the source's words are those of the
 * sentence before or behind, the quote's are added ones, lest the finding name, and its fix copy, words of another
 * sentence (or the number of a verse). No step becomes cheaper than an added word. */
void edge_keep_sentence(const struct aligner *al, struct steps *steps);

#endif

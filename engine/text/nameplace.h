/* Where a word stands in a text as a word of its own. */
#ifndef TEXT_NAMEPLACE_H
#define TEXT_NAMEPLACE_H

#include "base/str.h"

/* A byte of a word? */
bool name_letter(struct str text, size_t at);
/* The first place of the word, in small letters and without case, at or behind `at`; SIZE_MAX when there is none. */
size_t name_next(struct str text, struct str word, size_t at);
/* Does the word, letters without case, stand in the text? Its apostrophes may be curled there. */
bool name_occurs(struct str text, struct str word);

#endif

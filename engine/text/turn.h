/* Inside the reader of speech: texts whose form gives words to somebody, transcripts ("SMITH: ..."), questions and
 * answers, and narrators who speak of themselves. */
#ifndef TEXT_TURN_H
#define TEXT_TURN_H

#include "text/prose.h"

/* Does a paragraph start at token i? */
bool turn_paragraph(const struct prose *p, size_t i);
/* The name before the colon that opens the paragraph of token i, or one of the paragraphs before it that have none:
 * tokens [*from, *to). */
bool turn_at(const struct prose *p, size_t i, size_t *from, size_t *to);
/* Is the label that of a question or an answer, "Q:"? */
bool turn_is_letter(const struct prose *p, size_t from, size_t to);
/* Do so many lines of the text open with the name, or with a phrase that it ends, and a colon? */
bool turn_labels(struct str text, struct str name, size_t times);
/* Whoever tells the paragraph of token i speaks of himself or answers a question: "I", "our"; it need not be the
 * author. `end` is the token behind the words in question. */
bool turn_first_person(const struct prose *p, size_t i, size_t end);

#endif

/* Noun phrases behind a number: "33 other likely council members of the Assembly". What the reader of quantities needs
 * of them. */
#ifndef TEXT_QUANTITY_PHRASE_H
#define TEXT_QUANTITY_PHRASE_H

#include "text/prose.h"

/* Token i; one that fits nothing behind the end. */
const struct prose_token *phrase_token(const struct prose *p, size_t i);
/* Is the word, in small letters, a plural by its ending or by a table? */
bool phrase_plural(struct str word);
/* A view of the word's singular, in `a` where it had to be made. */
struct str phrase_singular(struct arena *a, struct str word);
/* A word that ends a noun phrase: a preposition, a conjunction, a pronoun. */
bool phrase_ends(const struct prose_token *t);
bool phrase_determiner(const struct prose_token *t);
/* Behind words that stand before the noun without telling it apart: "more", "other", "outside". */
size_t phrase_skip(const struct prose *p, size_t i);
/* The head of the noun phrase that starts at i: *head its index; false when there is none. `one`: in the singular. */
bool phrase_head(const struct prose *p, size_t i, bool one, size_t *head);
/* "of the council's members": the head behind "of" at i, singular, or empty. */
struct str phrase_of(struct arena *a, const struct prose *p, size_t i);

#endif

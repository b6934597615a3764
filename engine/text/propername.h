/* Proper names that two texts spell in two ways: slips of the pen and transliterations, told apart from other people
 * and places of similar name. */
#ifndef TEXT_PROPERNAME_H
#define TEXT_PROPERNAME_H

#include "text/nameplace.h"
#include "text/prose.h"

struct name_pair {
	struct span claim;  /* the word in the claim's text */
	struct span source; /* the word in the source's text */
};

/* Names of `claim` that `context` spells otherwise. `document` is searched for the claim's spelling: a source that
 * knows it raises nothing. In order of the claim. */
int name_variants(struct arena *a, const struct prose *claim, const struct prose *context, struct str document,
                  struct name_pair **out, size_t *n, struct error *e);
/* Where another text spells the name of claim[word) as the claim does, and nothing beside it makes it another one's;
 * an empty span when it does not. */
int name_elsewhere(struct arena *a, const struct prose *claim, struct span word, struct str text, struct span *out,
                   struct error *e);
/* Where another text spells the name of claim[word) in yet another way than the claim and `source` do; an empty span when it
 * does not. */
int name_respelled(struct arena *a, const struct prose *claim, struct span word, struct str source, struct str text,
                   struct span *out, struct error *e);
/* Is there a capitalised word in the claim that the text lacks? When not, name_variants need not be asked. */
bool name_missing(const struct prose *claim, struct str text);

#endif

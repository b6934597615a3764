/* The letters of names: what slips of the pen and transliterations change in them. */
#ifndef TEXT_NAMEFORM_H
#define TEXT_NAMEFORM_H

#include "base/str.h"

enum { NAME_MAX = 32 };

/* A word's letters without case, accents, apostrophes and hyphens. */
struct name_form {
	char low[NAME_MAX];
	size_t len;
};

/* False when the word, in small letters, is too long or of another script. */
bool name_fold(struct str low, struct name_form *out);
struct str name_form_str(const struct name_form *f);
/* Insertions, deletions, substitutions and transpositions. */
size_t name_distance(const struct name_form *x, const struct name_form *y);
/* One is the other with an ending, or its pet name: Iran and Iranian, Haqqani and Haqqanis, Kate and Katie. `agrees`: the
 * other half of the name is the same. */
bool name_inflected(const struct name_form *x, const struct name_form *y, bool agrees);
/* British and American forms of one word are no slips. */
bool name_same_spelling(const struct name_form *x, const struct name_form *y);
/* Names that other ways of transliteration write otherwise: Kiev, Kyiv. */
bool name_known_pair(struct str a, struct str b);
/* The consonants are the same, as transliterations share them. */
bool name_sounds(const struct name_form *x, const struct name_form *y);
/* May the claim's `x`, at the distance d of `y`, be a slip for it where no other half of the name agrees? What differs
 * must be little, and the name long enough. */
bool name_slip(const struct name_form *x, const struct name_form *y, size_t d);

#endif

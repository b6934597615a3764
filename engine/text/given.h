/* Given names: whose they are, and which of them are settled in their spelling; titles that tell a man from a woman. */
#ifndef TEXT_GIVEN_H
#define TEXT_GIVEN_H

#include "base/str.h"

enum gender { GENDER_OPEN, GENDER_WOMAN, GENDER_MAN };

/* Of a word in small letters: "margaret", "mrs", "countess", "chairman". */
enum gender given_gender(struct str low);
/* Of a word in small letters: a common given name in its own spelling, so that two of them are two people. */
bool given_is_settled(struct str low);

#endif

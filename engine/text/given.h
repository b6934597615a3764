/* Given names and titles that tell a man from a woman. */
#ifndef TEXT_GIVEN_H
#define TEXT_GIVEN_H

#include "base/str.h"

enum gender { GENDER_OPEN, GENDER_WOMAN, GENDER_MAN };

/* Of a word in small letters: "margaret", "mrs", "countess", "chairman". */
enum gender given_gender(struct str low);

#endif

/* Words that names share or that everybody knows, as tables. Each takes a word in small letters. */
#ifndef TEXT_NAMELIST_H
#define TEXT_NAMELIST_H

#include "base/str.h"

/* A noun of institutions and places that names share: bank, ministry, rail. */
bool name_is_common(struct str low);
/* A title before a name: mrs, general. */
bool name_is_title(struct str low);
/* A country, a people, a month: who writes one means it. */
bool name_is_known(struct str low);

#endif

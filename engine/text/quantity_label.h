/* Numbers that name, date or refer instead of counting: "chapter 3", "3 May", "Boeing 747". */
#ifndef TEXT_QUANTITY_LABEL_H
#define TEXT_QUANTITY_LABEL_H

#include "text/number.h"

/* Is it the name of a month? */
bool quantity_month(const struct prose_token *t);
/* Does the amount that starts at token i and ends before `end` count nothing? */
bool quantity_label(const struct prose *p, size_t i, size_t end, const struct amount *am);

#endif

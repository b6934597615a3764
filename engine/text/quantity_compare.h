/* What the comparison of two quantities and the choice among several share. */
#ifndef TEXT_QUANTITY_COMPARE_H
#define TEXT_QUANTITY_COMPARE_H

#include "text/quantity.h"

/* Two forms of one word, by what they begin with: "raised", "raising"; "Republican", "Republicans". */
bool quantity_stem(struct str a, struct str b);
/* The same number in another unit of the same dimension: "12 hours" for "12 minutes", "$5m" for "£5m", "3 percent" for
 * "3 percentage points". */
bool quantity_unit_changed(const struct quantity *claim, const struct quantity *source);
/* Either end of "from 30 to 40", to be compared with a range or with one amount. */
struct quantity quantity_end(const struct quantity *q, bool high);
/* Does one of `list` agree with the quantity? Ends of a path are not taken apart. */
bool quantities_give(const struct quantities *list, const struct quantity *q);

#endif

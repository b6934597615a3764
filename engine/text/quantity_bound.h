/* Hedges by a number: "more than", "nearly", "as many as", "or so". */
#ifndef TEXT_QUANTITY_BOUND_H
#define TEXT_QUANTITY_BOUND_H

#include "text/quantity.h"

/* The bound that the words before token i set. */
enum quantity_bound quantity_bound_before(const struct prose *p, size_t i);
/* "40 or more", "20-odd", "100-plus", "30 or so": the bound behind the number that ends before *at, which goes behind it;
 * `bound` when there is none. */
enum quantity_bound quantity_bound_behind(const struct prose *p, size_t *at, enum quantity_bound bound);
/* Behind the hedge that stands at i: the number in "to nearly 40". */
size_t quantity_skip_hedge(const struct prose *p, size_t i);

#endif

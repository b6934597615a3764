/* Whether two records of one id speak of one work. */
#ifndef SOURCE_SAME_WORK_H
#define SOURCE_SAME_WORK_H

#include <stdbool.h>

#include "source/source.h"

/* They do unless what they say of it differs: neither the address is the same nor, as far as the shorter one goes, the
 * letters and digits of the title; records that share no field are taken for one. */
bool same_work(const struct record *a, const struct record *b);

#endif

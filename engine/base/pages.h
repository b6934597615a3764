/* Memory of long texts in large pages: fewer faults when it is first written, fewer misses where it is written at random. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/* Asks the system for large pages below these bytes, of which nothing has been written yet; those of less than a few
 * megabytes are left alone. Only how fast it goes depends on it. */
void pages_large(void *p, size_t size);

#endif

#include "cmd/bound.h"

#include <limits.h>
#include <unistd.h>

/* Three quarters of the machine's memory; 0 where the system does not tell. */
static size_t of_machine(void)
{
#ifdef _SC_PHYS_PAGES
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
	size_t bound = pages > 0 && size > 0 ? (size_t)pages / 4 * 3 * (size_t)size : 0;

	return bound >= MEMORY_LEAST ? bound : 0;
#else
	return 0;
#endif
}

void bound_set(struct memory *out, size_t option, long configured)
{
	out->strict = option > 0 || configured != LONG_MAX;
	out->bound = option > 0 ? option : out->strict ? (size_t)configured << 10 : of_machine();
	if (out->strict)
		memory_return_early();
}

#include "cmd/bound.h"

#include <limits.h>
#include <unistd.h>

static size_t of_machine(void)
{
#ifdef _SC_PHYS_PAGES
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);

	return pages > 0 && size > 0 ? (size_t)pages * (size_t)size : 0;
#else
	return 0;
#endif
}

/* Three quarters of what the machine has, or its container; 0 where the system does not tell. */
static size_t usual(void)
{
	size_t machine = of_machine(), group = memory_of_groups("/proc/self/cgroup", "/sys/fs/cgroup");
	size_t all = machine == 0 || (group > 0 && group < machine) ? group : machine, bound = all / 4 * 3;

	return bound >= MEMORY_LEAST || all == 0 ? bound : MEMORY_LEAST;
}

void bound_set(struct memory *out, size_t option, long configured)
{
	out->strict = option > 0 || configured != LONG_MAX;
	out->bound = option > 0 ? option : out->strict ? (size_t)configured << 10 : usual();
	if (out->strict)
		memory_return_early();
}

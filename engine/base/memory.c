#include "base/memory.h"

#include <stdint.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/arena.h"

/* The program and its libraries, threads' stacks, buffers of a report: measured at 13 to 20 MiB. */
#define BASE ((size_t)20 << 20)
#define BLOCK_OF_ITS_OWN (512 << 10) /* blocks from here on are the system's own */

size_t memory_share(const struct memory *m)
{
	if (m == NULL || m->bound == 0)
		return SIZE_MAX;
	return m->bound > BASE ? m->bound - BASE : 0;
}

size_t memory_left(const struct memory *m)
{
	size_t share = memory_share(m), kept;

	if (share == SIZE_MAX)
		return SIZE_MAX;
	kept = atomic_load_explicit(&m->kept, memory_order_relaxed);
	return share > kept ? share - kept : 0;
}

void memory_return(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

void memory_return_early(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, BLOCK_OF_ITS_OWN);
	mallopt(M_TRIM_THRESHOLD, BLOCK_OF_ITS_OWN);
#endif
}

static unsigned shift_of(char unit)
{
	switch (unit) {
	case 'K':
	case 'k':
		return 10;
	case 'M':
	case 'm':
		return 20;
	case 'G':
	case 'g':
		return 30;
	case 'T':
	case 't':
		return 40;
	default:
		return 0;
	}
}

bool memory_parse(struct str s, size_t *out)
{
	size_t n = 0, i = 0;
	unsigned shift = 0;

	for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		n = n > MEMORY_MOST ? n : n * 10 + (size_t)(s.ptr[i] - '0');
	if (i == 0)
		return false;
	if (i < s.len && (shift = shift_of(s.ptr[i])) > 0)
		i++;
	if (shift > 0 && i < s.len && s.ptr[i] == 'i')
		i++;
	if (i < s.len && (s.ptr[i] == 'B' || s.ptr[i] == 'b'))
		i++;
	*out = n > MEMORY_MOST >> shift ? MEMORY_MOST + 1 : n << shift;
	return i == s.len;
}

struct str memory_say(struct arena *a, size_t bytes)
{
	return str_fmt(a, "%zuM", (bytes + ((size_t)1 << 20) - 1) >> 20);
}

#include "base/memory.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
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

/* --- control groups --- */

#define GROUPS_BYTES 8192 /* of a list of groups; one that is longer is read so far */

static struct str read_short(const char *path, char *to, size_t most)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	size_t n = 0;
	ssize_t got;

	if (fd < 0)
		return (struct str){ 0 };
	while (n < most && (got = read(fd, to + n, most - n)) > 0)
		n += (size_t)got;
	close(fd);
	return (struct str){ to, n };
}

/* The least limit that the group or one above it has. A container may see its own group as the root, under a path that is not
 * there: the root is always asked. */
static size_t least_limit(const char *root, const char *below, struct str group, const char *file)
{
	size_t least = SIZE_MAX, limit;
	char path[4096], number[32];

	while (group.len > 0 && group.ptr[group.len - 1] == '/')
		group.len--;
	for (;;) {
		int n = snprintf(path, sizeof path, "%s%s" STR_FMT "/%s", root, below, STR_ARG(group), file);
		struct str text = n > 0 && (size_t)n < sizeof path ? str_trim(read_short(path, number, sizeof number)) : (struct str){ 0 };

		if (text.len > 0 && memory_parse(text, &limit) && limit < least)
			least = limit;
		if (group.len == 0)
			return least;
		while (group.len > 0 && group.ptr[--group.len] != '/')
			;
	}
}

static bool has_memory(struct str controllers)
{
	struct str one;

	while (str_split(&controllers, ',', &one))
		if (str_is(one, "memory"))
			return true;
	return false;
}

size_t memory_of_groups(const char *list, const char *root)
{
	char bytes[GROUPS_BYTES];
	struct str rest = read_short(list, bytes, sizeof bytes), line;
	size_t least = SIZE_MAX;

	while (str_split(&rest, '\n', &line)) {
		struct str number, controllers;
		size_t limit = SIZE_MAX;

		if (!str_split(&line, ':', &number) || !str_split(&line, ':', &controllers))
			continue;
		if (has_memory(controllers))
			limit = least_limit(root, "/memory", line, "memory.limit_in_bytes");
		else if (controllers.len == 0)
			limit = least_limit(root, "", line, "memory.max");
		least = limit < least ? limit : least;
	}
	return least <= MEMORY_MOST ? least : 0;
}

/* --- sizes --- */

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

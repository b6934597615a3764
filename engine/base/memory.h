/* How much memory a run may take, and how much of it is taken for good.
 *
 * Two kinds are told apart: what is *kept* to the end of the run (claims, facts, findings: arenas that count, see
 * base/arena.h), and what is taken for a source while it is worked on (source/corpus.c hands that out, waits and says no). The
 * bound is of the whole process: what it takes before the first claim is set aside. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/str.h"

#define MEMORY_LEAST ((size_t)32 << 20)  /* the smallest bound that may be set */
#define MEMORY_MOST ((size_t)1 << 46)

struct memory {
	size_t bound;       /* of the process, in bytes; 0: none */
	bool strict;        /* it was asked for, so that what is given back goes back to the system too */
	atomic_size_t kept; /* by what lives to the end of the run */
};

/* What may be taken beside what is kept; SIZE_MAX without a bound. `m` may be NULL: no bound. */
size_t memory_left(const struct memory *m);
/* The bound without what the process takes before its work; SIZE_MAX without a bound. */
size_t memory_share(const struct memory *m);
/* Gives free blocks back to the system, where its allocator can. */
void memory_return(void);
/* From now on large blocks go back as soon as they are free. State of the whole process: for the program, not for the
 * engine. */
void memory_return_early(void);

/* What the control groups of a process may take, in bytes; 0: no limit, or none that is told. `list` is the process's own
 * (/proc/self/cgroup), `root` where the groups are mounted (/sys/fs/cgroup): version 2, or the memory controller of
 * version 1 (cgroups(7)). */
size_t memory_of_groups(const char *list, const char *root);

/* Reads "512M", "2G", "2GiB", "1500K", "4T" or bytes. False when it is no size. */
bool memory_parse(struct str s, size_t *out);
struct arena;
/* Whole mebibytes, rounded up: "96M". In the arena. */
struct str memory_say(struct arena *a, size_t bytes);

#endif

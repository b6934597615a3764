/* Arenas: memory that is released all at once.
 *
 * One arena for the run, one per worker, one per file. Objects in an arena are never freed singly. Under
 * AddressSanitizer every allocation is a malloc of its own, so that overruns show. Not thread-safe: one arena is used
 * by one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdatomic.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *head;
	size_t used;  /* bytes handed out */
	size_t held;  /* bytes of its blocks */
	atomic_size_t *count; /* what the blocks of several arenas are added up in (arena_count_in); NULL: nothing */
};

void arena_init(struct arena *a);
void arena_release(struct arena *a);

/* From now on its blocks, those that are there too, count in *count, which several threads may share; NULL: no more. What
 * counts is kept over arena_release and arena_clear. */
void arena_count_in(struct arena *a, atomic_size_t *count);

/* As release and init, but the largest block is kept for what comes next. */
void arena_clear(struct arena *a);

/* Zeroed memory, aligned for any type; NULL when memory ran out or n * size overflows. Size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t n, size_t size);
#define arena_new(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), (n), sizeof(type)))

/* Makes a failing allocator for tests: the n-th allocation from now on fails, once (0: never). Counts per process. */
void arena_fail_after(size_t n);

#endif

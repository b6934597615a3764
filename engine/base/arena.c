#include "base/arena.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_SINGLE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_SINGLE 1
#endif
#endif
#ifndef ARENA_SINGLE
#define ARENA_SINGLE 0
#endif

#define ALIGNMENT _Alignof(max_align_t)
#define CHUNK_FIRST ((size_t)4096)
#define CHUNK_MOST ((size_t)1 << 20)
#define BIG (CHUNK_MOST / 4) /* an object of this size has a chunk of its own */

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char bytes[];
};

/* Of the tests only: how many allocations are left before one fails; the one mutable global of the engine. */
static atomic_size_t fail_in;

void arena_fail_after(size_t n)
{
	atomic_store(&fail_in, n);
}

static int must_fail(void)
{
	if (atomic_load_explicit(&fail_in, memory_order_relaxed) == 0)
		return 0;
	return atomic_fetch_sub(&fail_in, 1) == 1;
}

void arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void hold(struct arena *a, size_t bytes)
{
	a->held += bytes;
	if (a->count)
		atomic_fetch_add_explicit(a->count, bytes, memory_order_relaxed);
}

static void give_back(struct arena *a, size_t bytes)
{
	a->held -= bytes;
	if (a->count)
		atomic_fetch_sub_explicit(a->count, bytes, memory_order_relaxed);
}

void arena_count_in(struct arena *a, atomic_size_t *count)
{
	size_t held = a->held;

	give_back(a, held);
	a->count = count;
	hold(a, held);
}

void arena_release(struct arena *a)
{
	struct arena_chunk *c = a->head;

	while (c) {
		struct arena_chunk *next = c->next;
		free(c);
		c = next;
	}
	give_back(a, a->held);
	*a = (struct arena){ .count = a->count };
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *keep = ARENA_SINGLE ? NULL : a->head;

	for (struct arena_chunk *c = keep; c; c = c->next)
		keep = c->size > keep->size ? c : keep;
	for (struct arena_chunk *c = a->head; c;) {
		struct arena_chunk *next = c->next;
		if (c != keep) {
			give_back(a, sizeof *c + c->size);
			free(c);
		}
		c = next;
	}
	if (keep) {
		keep->used = 0;
		keep->next = NULL;
	}
	*a = (struct arena){ .head = keep, .held = a->held, .count = a->count };
}

static struct arena_chunk *chunk_new(struct arena *a, size_t need)
{
	bool big = need >= BIG;
	size_t size = ARENA_SINGLE || big ? need : CHUNK_FIRST;
	struct arena_chunk *c;

	if (!ARENA_SINGLE && !big) {
		while (size < CHUNK_MOST && size < a->used)
			size *= 2;
		if (size < need)
			size = need;
	}
	if (size > SIZE_MAX - sizeof *c)
		return NULL;
	/* large blocks come zeroed from the system without being touched; what small objects share is zeroed as it is used */
	c = big ? calloc(1, sizeof *c + size) : malloc(sizeof *c + size);
	if (!c)
		return NULL;
	c->used = 0;
	c->size = size;
	hold(a, sizeof *c + size);
	/* a block for one big object goes behind the chunk that is being filled */
	if (a->head && big) {
		c->next = a->head->next;
		a->head->next = c;
	} else {
		c->next = a->head;
		a->head = c;
	}
	return c;
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
	size_t need;
	struct arena_chunk *c = a->head;
	bool fresh = false;
	void *p;

	if (must_fail() || (size != 0 && n > (SIZE_MAX / 2) / size))
		return NULL;
	need = n * size;
	need = (need + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (need == 0)
		need = ALIGNMENT;
	if (ARENA_SINGLE || !c || c->size - c->used < need) {
		c = chunk_new(a, ARENA_SINGLE && n * size > 0 ? n * size : need);
		if (!c)
			return NULL;
		fresh = need >= BIG;
	}
	p = c->bytes + c->used;
	if (!fresh)
		memset(p, 0, ARENA_SINGLE ? n * size : need);
	c->used = ARENA_SINGLE ? c->size : c->used + need;
	a->used += need;
	return p;
}

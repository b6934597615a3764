#include "text/trace.h"

#include "base/arena.h"

struct counts {
	size_t marks, hyphens;
};

static struct counts count(const struct fold *f)
{
	struct counts c = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		c.marks += (f->v[i].flags & (TOKEN_REFERENCE | TOKEN_HYPHEN)) != 0;
		c.hyphens += (f->v[i].flags & TOKEN_HYPHEN) != 0;
	}
	return c;
}

static void fill(const struct fold *f, uint32_t *hash, struct trace_mark *marks, struct joined *joined)
{
	size_t m = 0, j = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct token *t = &f->v[i];

		hash[i] = t->hash;
		if (!(t->flags & (TOKEN_REFERENCE | TOKEN_HYPHEN)))
			continue;
		marks[m] = (struct trace_mark){ .token = (uint32_t)i, .reference = (t->flags & TOKEN_REFERENCE) != 0 };
		if (t->flags & TOKEN_HYPHEN && i > 0) {
			marks[m].n_joined = (uint16_t)index_joined(f, i, joined + j);
			j += marks[m].n_joined;
		}
		m++;
	}
}

int text_trace_make(struct arena *a, struct text_trace **out, const struct fold *f, struct error *e)
{
	struct counts c = count(f);
	struct text_trace *t;
	struct trace_mark *marks;
	struct joined *joined;

	*out = NULL;
	t = arena_alloc(a, sizeof *t + c.hyphens * JOINED_KEYS * sizeof *joined + c.marks * sizeof *marks +
	                f->n * sizeof(uint32_t), 1);
	if (!t)
		return error_memory(e);
	joined = (struct joined *)(void *)(t + 1);
	marks = (struct trace_mark *)(void *)(joined + c.hyphens * JOINED_KEYS);
	*t = (struct text_trace){ .n = f->n, .n_marks = c.marks, .joined = joined, .marks = marks };
	t->hash = (const uint32_t *)(const void *)(marks + c.marks);
	fill(f, (uint32_t *)(void *)(marks + c.marks), marks, joined);
	*out = t;
	return 0;
}

size_t text_trace_memory(const struct text_trace *t)
{
	return (size_t)((const char *)(t->hash + t->n) - (const char *)t);
}

/* The hash of folded bytes: sixteen a step, two multiplications, as most words have no more. Bit 5 of every byte is
 * cleared, which raises ASCII letters and keeps digits apart. Shared by the files of text/ only. */
#ifndef TEXT_FOLD_HASH_H
#define TEXT_FOLD_HASH_H

#include <string.h>

#include "base/str.h"

#define FOLD_HASH_BITS UINT64_C(0xDFDFDFDFDFDFDFDF)

struct hasher {
	uint64_t h, low, word; /* low: the eight bytes before word, when upper */
	unsigned fill;         /* bytes in word */
	bool upper;
	bool script;
};

/* Up to sixteen bytes, zeroes behind them. */
static inline uint64_t hash_step(uint64_t h, uint64_t low, uint64_t high)
{
	h = (h ^ low) * UINT64_C(0x9E3779B97F4A7C15);
	return ((h ^ h >> 29) + high) * UINT64_C(0xD6E8FEB86659FD93);
}

static inline uint32_t hash_finish(uint64_t h)
{
	return (uint32_t)(h >> 32);
}

/* The lowest n bytes of a word, n up to 8. */
static inline uint64_t hash_keep(uint64_t word, size_t n)
{
	return n == 0 ? 0 : word & FOLD_HASH_BITS >> (64 - 8 * n);
}

/* n bytes, up to 8, the first one lowest. */
static inline void hash_bytes(struct hasher *s, uint64_t bytes, unsigned n)
{
	unsigned fill = s->fill;

	bytes = hash_keep(bytes, n);
	s->word |= bytes << 8 * fill;
	s->fill = fill + n;
	if (s->fill < 8)
		return;
	if (s->upper)
		s->h = hash_step(s->h, s->low, s->word);
	else
		s->low = s->word;
	s->upper = !s->upper;
	s->word = fill == 0 ? 0 : bytes >> (64 - 8 * fill);
	s->fill -= 8;
}

static inline void hash_byte(struct hasher *s, unsigned char c)
{
	hash_bytes(s, c, 1);
}

static inline uint32_t hash_end(const struct hasher *s)
{
	uint64_t h = s->h;

	if (s->upper)
		h = hash_step(h, s->low, s->word);
	else if (s->fill > 0)
		h = hash_step(h, s->word, 0);
	return hash_finish(s->script ? hash_step(h, 1, 0) : h);
}

#endif

/* The common case of the folding: sixty-four bytes at a time, then plain ASCII words from the bits. */
#include "text/folder.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* A bit for each of sixty-four bytes. */
struct block {
	uint64_t letters, digits, high, apostrophes, brackets, dots;
	uint64_t small; /* of letters: the small ones */
};

#if defined(__SSE2__)

static inline uint64_t bits_of(__m128i marks)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(marks);
}

/* Bytes b with low <= b <= low + n. */
static inline __m128i in_range(__m128i bytes, char low, char n)
{
	__m128i t = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

	return _mm_cmpeq_epi8(_mm_min_epu8(t, _mm_set1_epi8(n)), t);
}

static inline void read_part(struct block *b, const char *p, unsigned at)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
	__m128i apostrophe = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\'')), _mm_cmpeq_epi8(x, _mm_set1_epi8('`')));

	b->letters |= bits_of(in_range(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 25)) << at;
	b->small |= bits_of(_mm_slli_epi16(x, 2)) << at; /* bit 5 of every byte */
	b->digits |= bits_of(in_range(x, '0', 9)) << at;
	b->high |= bits_of(x) << at;
	b->apostrophes |= bits_of(apostrophe) << at;
	b->brackets |= bits_of(_mm_cmpeq_epi8(x, _mm_set1_epi8('['))) << at;
	b->dots |= bits_of(_mm_cmpeq_epi8(x, _mm_set1_epi8('.'))) << at;
}

static inline struct block read_block(const char *p)
{
	struct block b = { 0 };

	read_part(&b, p, 0);
	read_part(&b, p, 16);
	read_part(&b, p, 32);
	read_part(&b, p, 48);
	return b;
}

#else

static inline struct block read_block(const char *p)
{
	struct block b = { 0 };

	for (unsigned i = 0; i < 64; i++) {
		enum byte_class class = class_of(p[i]);

		b.letters |= (uint64_t)(class == LETTER) << i;
		b.small |= (uint64_t)(class == LETTER && p[i] & 0x20) << i;
		b.digits |= (uint64_t)(class == DIGIT) << i;
		b.high |= (uint64_t)(class == HIGH) << i;
		b.apostrophes |= (uint64_t)(p[i] == '\'' || p[i] == '`') << i;
		b.brackets |= (uint64_t)(p[i] == '[') << i;
		b.dots |= (uint64_t)(p[i] == '.') << i;
	}
	return b;
}

#endif

/* The block at `at`; what lies behind the limit is as if it were not there. */
static struct block read_last(const struct folder *f, size_t at)
{
	char bytes[64] = { 0 };

	memcpy(bytes, f->text.ptr + at, f->limit - at);
	return read_block(bytes);
}

/* Bytes that end the plain words before them: what other tokens may start with, and what may belong to the word that it
 * touches. */
static inline uint64_t stops(const struct block *b)
{
	uint64_t last = UINT64_C(1) << 63, behind = b->letters << 1;

	return b->digits | b->high | b->brackets | (b->dots & (b->digits >> 1 | last)) |
	       (b->apostrophes & behind & ((b->letters | b->high) >> 1 | last)) |
	       (b->dots & behind & ~(b->letters << 2) & (b->letters >> 1 | last)); /* "U.S." */
}

enum { READ_AHEAD = 64 + 16 }; /* bytes that hash_word may read from the block's start on */

static const char keep[32] = "\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377";

/* Without a branch for the length, up to sixteen letters: lengths can't be foreseen. */
static inline uint32_t hash_word(const char *p, size_t n)
{
	uint64_t h = 0, low, high;

	for (; n > 16; n -= 16, p += 16)
		h = hash_step(h, load_bytes(p, 8) | FOLD_HASH_LOWER, load_bytes(p + 8, 8) | FOLD_HASH_LOWER);
	low = (load_bytes(p, 8) | FOLD_HASH_LOWER) & load_bytes(keep + 16 - n, 8);
	high = (load_bytes(p + 8, 8) | FOLD_HASH_LOWER) & load_bytes(keep + 24 - n, 8);
	return hash_finish(hash_step(h, low, high));
}

static inline unsigned lowest(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

/* Is what stands before the token at `start` neither furniture nor a mark, so that the token's own gap tells all? */
static inline bool plain_gap(const struct folder *f)
{
	return f->n > 0 && !f->furniture && !f->mark;
}

/* Words with a start and an end in one block, none of them glued to what stands before it but perhaps the first, whose
 * flags are given. */
struct words {
	uint64_t starts, ends, shouted; /* shouted: ends of words in capitals */
	unsigned first;
};

_Static_assert(TOKEN_CAPITAL == 0x20, "the bit that tells a capital from a small letter, turned round");

static void put_words(struct folder *f, size_t base, struct words w)
{
	const char *text = f->text.ptr + base;
	struct token *t = f->v + f->n;
	unsigned flags = w.first | TOKEN_PLAIN, end = 0;

	for (;;) {
		unsigned start = lowest(w.starts);

		if (end && text[end] == '-' && folder_hyphen_gap(f, base + end, base + start)) {
			flags |= TOKEN_HYPHEN;
			t[-1].flags |= TOKEN_LAST_HYPHEN;
			f->n_hyphens++;
		}
		end = lowest(w.ends);
		flags |= ~(unsigned)text[start] & TOKEN_CAPITAL;
		if (w.shouted >> end & 1)
			flags |= TOKEN_CAPITALS;
		t->start = (uint32_t)(base + start);
		t->hash = hash_word(text + start, end - start);
		t->len = (uint16_t)(end - start);
		t->flags = (uint16_t)flags;
		t++;
		w.ends &= w.ends - 1;
		if (!w.ends)
			break;
		w.starts &= w.starts - 1;
		flags = TOKEN_PLAIN;
	}
	f->n = (size_t)(t - f->v);
	f->prev_end = base + end;
}

/* What the gap before the first word says. */
static unsigned first_flags(struct folder *f, size_t start)
{
	struct token *last = &f->v[f->n - 1];

	if (start == f->prev_end)
		return TOKEN_GLUED;
	if (!folder_may_hyphen(f->text.ptr[f->prev_end]) || !letter_token(last) || !folder_hyphen_gap(f, f->prev_end, start))
		return 0;
	last->flags |= TOKEN_LAST_HYPHEN;
	f->n_hyphens++;
	return TOKEN_HYPHEN;
}

/* Takes the plain words of the block from the bit `from` to the first stop; returns the first bit that is left, 64 when
 * there is none, a word's first where the block cuts the word. */
static unsigned take_plain(struct folder *f, const struct block *b, size_t base, unsigned from, uint64_t stop)
{
	uint64_t letters = b->letters >> from << from, until = stop & -stop, before = until - 1;
	struct words w = { .starts = letters & ~(letters << 1), .ends = ~letters & letters << 1 & before };

	if (w.ends && plain_gap(f)) {
		w.first = first_flags(f, base + lowest(w.starts));
		w.shouted = ((letters & ~b->small) + (w.starts & ~b->small)) & w.ends & ~(w.starts << 1);
		put_words(f, base, w);
		from = (unsigned)(f->prev_end - base);
		w.starts = w.starts >> from << from;
	}
	w.starts |= until;
	return w.starts ? lowest(w.starts) : 64;
}

/* A number of digits alone that stands apart, at the bit `from`; returns the bit behind it, or 0 when it is another. */
static unsigned take_digits(struct folder *f, const struct block *b, size_t base, unsigned from)
{
	const char *p = f->text.ptr + base;
	uint64_t others = ~(b->digits >> from);
	unsigned end = others ? from + lowest(others) : 64;

	if (end > 62 || end - from > 16 || (unsigned char)p[end] >= 0x80 || !plain_gap(f) || !folder_stands_apart(f, base + from))
		return 0;
	if (folder_separator(p[end]) && (class_of(p[end + 1]) == DIGIT || class_of(p[end + 1]) == HIGH))
		return 0;
	f->v[f->n++] = (struct token){ (uint32_t)(base + from), hash_word(p + from, end - from), (uint16_t)(end - from),
		                       TOKEN_NUMBER | TOKEN_PLAIN };
	f->prev_end = base + end;
	return end;
}

static int take_block(struct folder *f, const struct block *b, size_t *at, struct error *e)
{
	size_t base = *at, next;
	bool room = f->text.len - base >= READ_AHEAD && f->limit - base >= 64;
	uint64_t stop = stops(b);
	unsigned from = 0, end;

	for (;;) {
		uint64_t left = (b->letters | stop) >> from << from;
		int rc;

		if (room)
			from = take_plain(f, b, base, from, stop >> from << from);
		else
			from = left ? lowest(left) : 64;
		/* a word that the block cuts is the next block's */
		if (from == 64 || (from > 0 && b->letters >> from == ~UINT64_C(0) >> from)) {
			*at = base + from;
			return 0;
		}
		if (room && b->digits >> from & 1 && (end = take_digits(f, b, base, from)) > 0) {
			from = end;
			continue;
		}
		rc = folder_take(f, base + from, &next, e);
		if (rc < 0 || next >= base + 64) {
			*at = next;
			return rc;
		}
		from = (unsigned)(next - base);
	}
}

int folder_run(struct folder *f, size_t at, struct error *e)
{
	int rc = 0;

	while (at < f->limit && rc == 0) {
		struct block b = f->limit - at >= 64 ? read_block(f->text.ptr + at) : read_last(f, at);

		if (f->cap - f->n < 64)
			rc = folder_grow(f, e);
		if (rc == 0)
			rc = take_block(f, &b, &at, e);
	}
	return rc;
}

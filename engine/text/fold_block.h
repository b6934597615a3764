/* The common case of the folding: sixty-four bytes at a time, then plain ASCII words from the bits.
 *
 * The body of fold_block.c and of fold_block_wide.c, which nobody else includes: the same code, once for every processor
 * and once with FOLD_WIDE for those that read thirty-two bytes at once. */
#ifndef TEXT_FOLD_BLOCK_H
#define TEXT_FOLD_BLOCK_H

#include "text/folder.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* A bit for each of sixty-four bytes. */
struct block {
	uint64_t letters; /* and the apostrophes between them */
	uint64_t small;   /* of letters: the small ones */
	uint64_t figures;
	uint64_t digits;  /* figures and the separators between them, of numbers that need no care */
	uint64_t high;    /* bytes beyond ASCII, but those of marks that are only a gap */
	uint64_t hyphens;
	uint64_t marks;   /* full stops, apostrophes and brackets: they may belong to a word */
	uint64_t inner;   /* apostrophes between letters */
	uint64_t stops;   /* where the plain words end: what needs care starts here */
	uint64_t numbers; /* of stops: digits */
	uint64_t cut;     /* of stops: a number that may go on behind the block */
};

static const uint64_t last_bit = UINT64_C(1) << 63;

#if defined(FOLD_WIDE)

enum { PART = 32 };
typedef __m256i part;

static inline uint64_t bits_of(part marks)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(marks);
}

static inline part load_part(const char *p, unsigned at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)(p + at));
}

static inline part equal_to(part bytes, char c)
{
	return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

static inline part either(part a, part b)
{
	return _mm256_or_si256(a, b);
}

/* Bytes b with low <= b <= low + n. */
static inline part in_range(part bytes, char low, char n)
{
	part t = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(t, _mm256_set1_epi8(n)), t);
}

static inline part lower(part bytes)
{
	return _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
}

/* Bit 5 of every byte at bit 7, where bits_of sees it. */
static inline part fifth_bits(part bytes)
{
	return _mm256_slli_epi16(bytes, 2);
}

#elif defined(__SSE2__)

enum { PART = 16 };
typedef __m128i part;

static inline uint64_t bits_of(part marks)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(marks);
}

static inline part load_part(const char *p, unsigned at)
{
	return _mm_loadu_si128((const __m128i *)(const void *)(p + at));
}

static inline part equal_to(part bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline part either(part a, part b)
{
	return _mm_or_si128(a, b);
}

static inline part in_range(part bytes, char low, char n)
{
	part t = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

	return _mm_cmpeq_epi8(_mm_min_epu8(t, _mm_set1_epi8(n)), t);
}

static inline part lower(part bytes)
{
	return _mm_or_si128(bytes, _mm_set1_epi8(0x20));
}

static inline part fifth_bits(part bytes)
{
	return _mm_slli_epi16(bytes, 2);
}

#endif

#if defined(FOLD_WIDE) || defined(__SSE2__)

static inline void read_part(struct block *b, const char *p, unsigned at)
{
	part x = load_part(p, at);

	b->letters |= bits_of(in_range(lower(x), 'a', 25)) << at;
	b->small |= bits_of(fifth_bits(x)) << at;
	b->figures |= bits_of(in_range(x, '0', 9)) << at;
	b->high |= bits_of(x) << at;
	b->hyphens |= bits_of(equal_to(x, '-')) << at;
	b->marks |= bits_of(either(either(equal_to(x, '.'), equal_to(x, '\'')), either(equal_to(x, '`'), equal_to(x, '[')))) << at;
}

static inline struct block read_block(const char *p)
{
	struct block b = { 0 };

	read_part(&b, p, 0);
	if (PART == 16)
		read_part(&b, p, 16);
	read_part(&b, p, 32);
	if (PART == 16)
		read_part(&b, p, 48);
	return b;
}

static inline uint64_t find_byte(const char *p, char c)
{
	uint64_t bits = 0;

	for (unsigned at = 0; at < 64; at += PART)
		bits |= bits_of(equal_to(load_part(p, at), c)) << at;
	return bits;
}

#else

static inline struct block read_block(const char *p)
{
	struct block b = { 0 };

	for (unsigned i = 0; i < 64; i++) {
		enum byte_class class = class_of(p[i]);

		b.letters |= (uint64_t)(class == LETTER) << i;
		b.small |= (uint64_t)(p[i] >> 5 & 1) << i;
		b.figures |= (uint64_t)(class == DIGIT) << i;
		b.high |= (uint64_t)(class == HIGH) << i;
		b.hyphens |= (uint64_t)(p[i] == '-') << i;
		b.marks |= (uint64_t)(p[i] == '.' || p[i] == '\'' || p[i] == '`' || p[i] == '[') << i;
	}
	return b;
}

static inline uint64_t find_byte(const char *p, char c)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < 64; i++)
		bits |= (uint64_t)(p[i] == c) << i;
	return bits;
}

#endif

static inline unsigned lowest(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

/* How many bits are set. */
static inline unsigned count_bits(uint64_t v)
{
	v -= v >> 1 & UINT64_C(0x5555555555555555);
	v = (v & UINT64_C(0x3333333333333333)) + (v >> 2 & UINT64_C(0x3333333333333333));
	v = (v + (v >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return (unsigned)(v * UINT64_C(0x0101010101010101) >> 56);
}

/* --- characters beyond ASCII that are nothing but a gap --- */

/* The length of such a character at p[i], 0 for any other, or where the block does not hold what tells. A single
 * quotation mark is one unless it may be an apostrophe. */
static unsigned gap_mark(const struct block *b, const char *p, unsigned i)
{
	uint64_t words = b->letters | b->high;
	unsigned n = folder_gap_mark(p + i, 64 - i);

	if (n > 0)
		return n;
	if (i > 61 || (memcmp(p + i, "\xE2\x80\x98", 3) != 0 && memcmp(p + i, "\xE2\x80\x99", 3) != 0))
		return 0;
	if (i > 0 && !(words >> (i - 1) & 1))
		return 3;
	return i < 61 && !(words >> (i + 3) & 1) ? 3 : 0;
}

static void drop_gap_marks(struct block *b, const char *p)
{
	uint64_t starts = b->high & ~(b->high << 1), gaps = 0;

	for (; starts; starts &= starts - 1) {
		unsigned i = lowest(starts), n;

		for (; i < 64 && (n = gap_mark(b, p, i)) > 0; i += n)
			gaps |= ((UINT64_C(1) << n) - 1) << i;
	}
	b->high &= ~gaps;
}

/* --- bytes that end the plain words before them: what other tokens may start with, and what may belong to the word
 * that it touches --- */

/* Marks with a letter or a digit behind them. */
static void judge_marks(struct block *b, const char *p)
{
	uint64_t behind = b->letters << 1, before = b->letters >> 1 | last_bit, dots = find_byte(p, '.') & b->marks;
	uint64_t apostrophes = find_byte(p, '\'') & b->marks & behind, graves = find_byte(p, '`') & b->marks & behind;
	uint64_t brackets = find_byte(p, '[') & b->marks;

	b->inner = apostrophes & b->letters >> 1;
	b->stops |= ((apostrophes & ~b->inner) | graves | brackets) & (before | b->high >> 1);
	b->stops |= dots & (b->figures >> 1 | last_bit);
	b->stops |= dots & behind & ~(b->letters << 2) & before; /* "U.S." */
	b->letters |= b->inner;
}

/* Can the number from the bit `from` to the bit `end` be no reference mark, and can nothing behind it belong to it? */
static bool plain_number(const struct folder *f, const struct block *b, size_t base, unsigned from, unsigned end)
{
	const char *p = f->text.ptr + base;
	char before;

	if (end > 62 || b->high >> end & 1 || (folder_separator(p[end]) && b->high >> (end + 1) & 1) || base + from == 0)
		return false;
	before = p[(ptrdiff_t)from - 1];
	if (class_of(before) == OTHER)
		return !folder_closing[(unsigned char)before];
	if (class_of(before) != LETTER || from < 2)
		return false;
	/* "x86", "ext4fs", "RFC2119": the word before lets it be none, what follows, or its four digits */
	return !(b->letters >> (from - 2) & 1) || class_of(p[end]) == LETTER || (b->figures >> from & 15) == 15;
}

/* Leaves the numbers that need no care. */
static void judge_numbers(const struct folder *f, struct block *b, size_t base)
{
	const char *p = f->text.ptr + base;
	uint64_t separators = find_byte(p, '.') | find_byte(p, ',') | find_byte(p, ':') | find_byte(p, '/');
	uint64_t runs = b->figures | (separators & b->figures << 1 & b->figures >> 1), starts = runs & ~(runs << 1), care = 0;

	for (; starts; starts &= starts - 1) {
		unsigned from = lowest(starts);
		uint64_t rest = ~(runs >> from);
		unsigned end = rest ? from + lowest(rest) : 64;

		if (plain_number(f, b, base, from, end))
			continue;
		care |= (end < 64 ? (UINT64_C(1) << end) - (UINT64_C(1) << from) : ~UINT64_C(0) << from);
		if (end > 62)
			b->cut = UINT64_C(1) << from;
	}
	/* each part of a number: the first may go with digits of another script before it */
	b->numbers = care & b->figures & ~(b->figures << 1);
	b->digits = runs & ~care;
	b->stops = (b->stops & ~b->digits) | b->numbers;
}

static inline void judge_block(const struct folder *f, struct block *b, size_t base)
{
	const char *p = f->text.ptr + base;

	if (b->high)
		drop_gap_marks(b, p);
	b->stops = b->high;
	b->marks &= (b->letters | b->figures | b->high) >> 1 | last_bit;
	if (b->marks)
		judge_marks(b, p);
	if (b->figures)
		judge_numbers(f, b, base);
}

/* --- plain words and numbers --- */

enum { READ_AHEAD = 64 + 16 }; /* bytes that hash_word may read from the block's start on */

#define EIGHT_FOLDED "\337\337\337\337\337\337\337\337"

static const char keep[33] = EIGHT_FOLDED EIGHT_FOLDED;

/* Without a branch for the length, up to sixteen bytes: lengths can't be foreseen. */
static inline uint32_t hash_word(const char *p, size_t n)
{
	const char *mask = keep + 16 - n;

	if (__builtin_expect(n > 16, 0))
		return hash_plain(p, n, n + 16);
	return hash_finish(hash_step(0, load_bytes(p, 8) & load_bytes(mask, 8), load_bytes(p + 8, 8) & load_bytes(mask + 8, 8)));
}

/* Is what stands before the next token neither furniture nor a mark, so that the token's own gap tells all? */
static inline bool plain_gap(const struct folder *f)
{
	return f->n > 0 && !f->furniture && !f->mark;
}

/* Words and numbers with a start and an end in one block. */
struct words {
	uint64_t starts, ends;
	uint64_t shouted; /* ends of words in capitals */
};

#define FIVE(flags) flags, flags, flags, flags, flags
#define TEN(flags) FIVE(flags), FIVE(flags)
#define LETTERS(flags) TEN(flags), TEN(flags), FIVE(flags), flags

/* By a token's first byte. */
static const uint8_t first_flags[256] = {
	['0'] = TEN(TOKEN_NUMBER),
	['A'] = LETTERS(TOKEN_CAPITAL),
};

static void mark_hyphen(struct folder *f, struct token *t)
{
	if (!letter_token(t) || !letter_token(t - 1) || !folder_hyphen_gap(f, token_end(t - 1), t->start))
		return;
	t->flags |= TOKEN_HYPHEN;
	t[-1].flags |= TOKEN_LAST_HYPHEN;
	f->n_hyphens++;
}

/* What few of the words have. `v`: the first of them, `end`: of the last. */
static void mark_words(struct folder *f, const struct block *b, const struct words *w, struct token *v, unsigned end)
{
	uint64_t within = (UINT64_C(1) << end) - (w->starts & -w->starts);
	uint64_t glued = w->starts & w->ends & within, hyphens = b->hyphens & w->ends & within, inner = b->inner & within;
	uint64_t left = w->shouted | inner | hyphens | glued;

	for (; left; left &= left - 1) {
		uint64_t bit = left & -left;
		struct token *t = v + count_bits(w->ends & (bit - 1));

		if (bit & w->shouted)
			t->flags |= TOKEN_CAPITALS;
		if (bit & inner)
			t->flags &= (uint16_t)~TOKEN_PLAIN;
		if (bit & glued)
			t[1].flags |= TOKEN_GLUED;
		else if (bit & hyphens)
			mark_hyphen(f, t + 1);
	}
}

/* `first`: flags of the first one. */
static void put_words(struct folder *f, const struct block *b, size_t base, const struct words *w, unsigned first)
{
	const char *text = f->text.ptr + base;
	struct token *v = f->v + f->n, *t = v;
	uint64_t starts = w->starts, ends = w->ends;
	unsigned end;

	do {
		unsigned start = lowest(starts);

		end = lowest(ends);
		t->start = (uint32_t)(base + start);
		t->hash = hash_word(text + start, end - start);
		t->len = (uint16_t)(end - start);
		t->flags = TOKEN_PLAIN | first_flags[(unsigned char)text[start]];
		t++;
		starts &= starts - 1;
		ends &= ends - 1;
	} while (ends);
	f->n = (size_t)(t - f->v);
	f->prev_end = base + end;
	v->flags |= (uint16_t)first;
	mark_words(f, b, w, v, end);
}

/* What the gap before a word says. */
static unsigned gap_flags(struct folder *f, size_t start)
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
static unsigned take_plain(struct folder *f, const struct block *b, size_t base, unsigned from)
{
	uint64_t stop = b->stops >> from << from, until = stop & -stop, before = (until - 1) | (until & b->numbers);
	uint64_t letters = b->letters >> from << from, digits = b->digits >> from << from, capitals;
	struct words w = {
		.starts = (letters & ~(letters << 1)) | (digits & ~(digits << 1)),
		.ends = ((~letters & letters << 1) | (~digits & digits << 1)) & before,
	};

	if (w.ends && plain_gap(f)) {
		unsigned start = lowest(w.starts), first = 0;

		if (!(digits >> start & 1))
			first = gap_flags(f, base + start);
		else if (base + start == f->prev_end || f->v[f->n - 1].flags & TOKEN_REFERENCE)
			return start;
		capitals = (letters & ~b->small) | b->inner;
		w.shouted = (capitals + (w.starts & capitals)) & w.ends & ~(w.starts << 1);
		put_words(f, b, base, &w, first);
		from = (unsigned)(f->prev_end - base);
		w.starts = w.starts >> from << from;
	}
	w.starts |= until;
	return w.starts ? lowest(w.starts) : 64;
}

static int take_block(struct folder *f, size_t *at, struct error *e)
{
	size_t base = *at, next;
	struct block b = read_block(f->text.ptr + base);
	unsigned from = 0;

	judge_block(f, &b, base);
	for (;;) {
		int rc;

		from = take_plain(f, &b, base, from);
		/* what the block cuts is the next block's */
		if (from == 64 || (from > 0 && ((b.cut >> from & 1) || b.letters >> from == ~UINT64_C(0) >> from))) {
			*at = base + from;
			return 0;
		}
		rc = folder_take(f, base + from, &next, e);
		if (rc < 0 || next >= base + 64) {
			*at = next;
			return rc;
		}
		from = (unsigned)(next - base);
		b.letters &= ~(b.inner & UINT64_C(1) << from); /* "e.g.'s": what was taken ended before it */
	}
}

static int take_rest(struct folder *f, size_t at, struct error *e)
{
	const char *p = f->text.ptr;
	int rc = 0;

	while (rc == 0 && at < f->limit) {
		if (class_of(p[at]) == OTHER && p[at] != '[' && p[at] != '.')
			at++;
		else
			rc = folder_take(f, at, &at, e);
	}
	return rc;
}

static int run_blocks(struct folder *f, size_t at, struct error *e)
{
	size_t blocks = f->limit < 64 || f->text.len < READ_AHEAD ? 0 : f->text.len - READ_AHEAD + 1;
	int rc = 0;

	if (blocks > 0 && f->limit - 63 < blocks)
		blocks = f->limit - 63;
	while (at < blocks && rc == 0) {
		if (f->cap - f->n < 64)
			rc = folder_grow(f, e);
		if (rc == 0)
			rc = take_block(f, &at, e);
	}
	return rc < 0 ? rc : take_rest(f, at, e);
}

#endif

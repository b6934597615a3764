/* Characters and words of the folding: what a code point becomes, and whether two words are the same. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/fold_char.h"
#include "text/fold_hash.h"
#include "text/folder.h"

bool fold_is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || c == 0xAD;
}

bool fold_is_quote_mark(uint32_t c)
{
	return c == '"' || c == '\'' || c == '`' || c == 0xB4 || c == 0xAB || c == 0xBB ||
	       (c >= 0x2018 && c <= 0x201F) || (c >= 0x2032 && c <= 0x2036) || c == 0x2039 || c == 0x203A ||
	       c == 0x2BC || c == 0x2BB || (c >= 0x300C && c <= 0x300F) || c == 0xFF02 || c == 0xFF07;
}

bool fold_is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x2BB || c == 0xB4 || c == '`' ||
	       c == 0x2032 || c == 0xFF07;
}

/* Scripts that are written without spaces: one token a character. */
bool fold_is_single(uint32_t c)
{
	return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
	       (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) ||
	       (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Letters that Unicode does not decompose, though print takes them for ligatures. */
static size_t own_ligature(uint32_t c, uint32_t out[2])
{
	static const struct {
		uint32_t c;
		char a, b;
	} table[] = { { 0xC6, 'a', 'e' }, { 0xE6, 'a', 'e' }, { 0x152, 'o', 'e' }, { 0x153, 'o', 'e' },
		      { 0x1E9E, 's', 's' }, { 0xDF, 's', 's' } };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (table[i].c == c) {
			out[0] = (uint32_t)table[i].a;
			out[1] = (uint32_t)table[i].b;
			return 2;
		}
	}
	return 0;
}

/* One code point of a word, folded. */
size_t fold_character(uint32_t c, char *out)
{
	uint32_t points[32];
	size_t n, len = 0;

	if (fold_is_apostrophe(c)) {
		out[0] = '\'';
		return 1;
	}
	if (c < 0x80) {
		out[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		return 1;
	}
	if (utf8_class(c) == UTF8_IGNORED)
		return 0;
	n = own_ligature(c, points);
	if (n == 0)
		n = utf8_decompose(c, true, points, 32);
	if (n == 0) {
		points[0] = c;
		n = 1;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t p = points[i] == 0x2044 ? '/' : points[i];

		len += own_ligature(p, points + 30) == 2 ? utf8_encode(out + len, points[30]) + utf8_encode(out + len + 1, points[31])
		                                         : utf8_encode(out + len, p);
	}
	return len;
}

/* --- the folded bytes of a run of tokens, one after another --- */

struct reader {
	const struct fold *f;
	size_t token, last; /* last: behind the last token */
	size_t at, end;     /* in the text */
	char bytes[160];
	size_t n, i;
};

static void reader_open(struct reader *r, const struct fold *f, size_t token, size_t n)
{
	r->f = f;
	r->token = token;
	r->last = token + n;
	r->at = f->v[token].start;
	r->end = token_end(&f->v[token]);
	r->n = r->i = 0;
}

/* The next folded byte, or -1. */
static int reader_next(struct reader *r)
{
	while (r->i == r->n) {
		const struct token *t = &r->f->v[r->token];
		uint32_t c;

		if (r->at >= r->end) {
			if (++r->token >= r->last)
				return -1;
			r->at = r->f->v[r->token].start;
			r->end = token_end(&r->f->v[r->token]);
			continue;
		}
		c = utf8_next(r->f->text, &r->at);
		r->i = 0;
		if (utf8_is_space(c) || (!(t->flags & TOKEN_NUMBER) && (c == '.' || c == '[' || c == ']')))
			r->n = 0;
		else
			r->n = fold_character(c, r->bytes);
	}
	return (unsigned char)r->bytes[r->i++];
}

size_t fold_word(const struct fold *f, size_t i, char *out, size_t cap)
{
	struct reader r;
	size_t n = 0;
	int c;

	reader_open(&r, f, i, 1);
	while (n < cap && (c = reader_next(&r)) >= 0)
		out[n++] = (char)c;
	return n;
}

bool fold_equal_joined(const struct fold *a, size_t i, size_t n, const struct fold *b, size_t k, size_t m)
{
	struct reader x, y;
	int c;

	reader_open(&x, a, i, n);
	reader_open(&y, b, k, m);
	do {
		c = reader_next(&x);
		if (c != reader_next(&y))
			return false;
	} while (c >= 0);
	return true;
}

static bool all_plain(const struct fold *f, size_t i, size_t n)
{
	while (n > 0 && f->v[i].flags & TOKEN_PLAIN) {
		i++;
		n--;
	}
	return n == 0;
}

static void hash_plain_token(struct hasher *h, const struct fold *f, size_t i)
{
	size_t at = f->v[i].start, end = token_end(&f->v[i]);

	for (; at < end; at += 8)
		hash_bytes(h, load_bytes(f->text.ptr + at, f->text.len - at), end - at < 8 ? (unsigned)(end - at) : 8);
}

/* The most of them: two plain words of up to eight bytes each. */
static inline bool hash_short_pair(const struct fold *f, size_t i, size_t n, uint32_t *out)
{
	const struct token *a = &f->v[i], *b = a + 1;
	uint64_t first, second;

	if (n != 2 || !(a->flags & b->flags & TOKEN_PLAIN) || a->len > 8 || b->len > 8)
		return false;
	first = hash_keep(load_bytes(f->text.ptr + a->start, f->text.len - a->start), a->len);
	second = hash_keep(load_bytes(f->text.ptr + b->start, f->text.len - b->start), b->len);
	*out = hash_finish(a->len == 8 ? hash_step(0, first, second)
	                               : hash_step(0, first | second << 8 * a->len, second >> (64 - 8 * a->len)));
	return true;
}

uint32_t fold_hash_joined(const struct fold *f, size_t i, size_t n)
{
	struct hasher h = { 0 };
	struct reader r;
	uint32_t hash;
	int c;

	if (hash_short_pair(f, i, n, &hash))
		return hash;
	if (all_plain(f, i, n)) {
		for (size_t k = 0; k < n; k++)
			hash_plain_token(&h, f, i + k);
		return hash_end(&h);
	}
	reader_open(&r, f, i, n);
	while ((c = reader_next(&r)) >= 0)
		hash_byte(&h, (unsigned char)c);
	return hash_end(&h);
}

static bool equal_plain(const char *p, const char *q, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((p[i] | 0x20) != (q[i] | 0x20))
			return false;
	return true;
}

bool fold_equal(const struct fold *a, size_t i, const struct fold *b, size_t k)
{
	const struct token *x = &a->v[i], *y = &b->v[k];

	if (x->hash != y->hash || (x->flags & TOKEN_SCRIPT) != (y->flags & TOKEN_SCRIPT))
		return false;
	if (x->flags & y->flags & TOKEN_PLAIN)
		return x->len == y->len && equal_plain(a->text.ptr + x->start, b->text.ptr + y->start, x->len);
	return fold_equal_joined(a, i, 1, b, k, 1);
}

size_t fold_skip(const struct fold *f, size_t at, size_t end)
{
	size_t low = 0, high = f->n_furniture;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f->furniture[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	while (low < f->n_furniture && f->furniture[low].start <= at && at < end)
		at = f->furniture[low++].end;
	return at < end ? at : end;
}

void fold_release(struct fold *f)
{
	union {
		const struct token *borrowed;
		struct token *owned;
	} v = { .borrowed = f->v };

	free(v.owned);
	*f = (struct fold){ 0 };
}

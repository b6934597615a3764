#include "lint/probe.h"

#include <string.h>

#define TAG_BYTES 300
#define ENTITY_BYTES 10
#define MARK_DIGITS 3 /* of a reference glued to a word */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool same_letter(char a, char b)
{
	return a == b || ((a | 32) == (b | 32) && (a | 32) >= 'a' && (a | 32) <= 'z');
}

/* The bytes of a mark that stands for omitted or inserted words, or 0. */
static size_t mark_at(struct str s, size_t i)
{
	if (s.ptr[i] == '[') {
		size_t end = str_find_char(s, ']', i);
		return end == SIZE_MAX ? 1 : end + 1 - i;
	}
	if (str_starts(str_slice(s, i, s.len), STR("…")))
		return sizeof "…" - 1;
	return str_starts(str_slice(s, i, s.len), STR("...")) || str_starts(str_slice(s, i, s.len), STR(". . .")) ? 3 : 0;
}

static struct str longest_stretch(struct str quote)
{
	struct str best = { 0 };
	size_t from = 0;

	for (size_t i = 0; i <= quote.len; i++) {
		size_t mark = i < quote.len ? mark_at(quote, i) : 1;

		if (mark == 0)
			continue;
		if (i - from > best.len)
			best = str_slice(quote, from, i);
		from = i + mark;
		i = from - 1;
	}
	return best;
}

/* The longest word that is none of the first `n` anchors; the quote's first may begin with another letter. */
static size_t next_anchor(const struct probe *p, size_t n)
{
	size_t best = PROBE_WORDS;

	for (size_t k = 0; k < p->n; k++) {
		bool taken = false;

		for (size_t a = 0; a < n; a++)
			taken = taken || p->anchors[a] == k;
		if (!taken && (best == PROBE_WORDS || p->words[k].len > p->words[best].len ||
		               (best == 0 && p->words[k].len == p->words[0].len)))
			best = k;
	}
	return best;
}

void probe_make(struct probe *p, struct str quote)
{
	struct str s = longest_stretch(quote);
	size_t i = 0;

	*p = (struct probe){ 0 };
	while (i < s.len && p->n < PROBE_WORDS) {
		size_t from = i;

		while (i < s.len && is_word(s.ptr[i]))
			i++;
		if (i > from)
			p->words[p->n++] = str_slice(s, from, i);
		else
			i++;
	}
	for (size_t a = 0; a < PROBE_ANCHORS; a++)
		p->anchors[a] = next_anchor(p, a);
}

/* What may stand between words, forward from `at`. */
static size_t skip(struct str s, size_t at, char next)
{
	while (at < s.len) {
		char c = s.ptr[at];
		size_t end = at + 1;

		if (c == '<' || c == '&') {
			size_t most = at + (c == '<' ? TAG_BYTES : ENTITY_BYTES), close = at;
			while (close < s.len && close < most && s.ptr[close] != (c == '<' ? '>' : ';'))
				close++;
			if (close < s.len && close < most)
				end = close + 1;
		} else if (is_digit(c) && !is_digit(next)) {
			while (end < s.len && is_digit(s.ptr[end]))
				end++;
			if (end - at > MARK_DIGITS)
				return at;
		} else if (is_word(c)) {
			return at;
		}
		at = end;
	}
	return at;
}

static size_t skip_back(struct str s, size_t at, char next)
{
	while (at > 0) {
		char c = s.ptr[at - 1];
		size_t start = at - 1;

		if (c == '>' || c == ';') {
			size_t most = c == '>' ? TAG_BYTES : ENTITY_BYTES, open = start;
			while (open > 0 && at - open < most && s.ptr[open] != (c == '>' ? '<' : '&'))
				open--;
			if (s.ptr[open] == (c == '>' ? '<' : '&'))
				start = open;
		} else if (is_digit(c) && !is_digit(next)) {
			while (start > 0 && is_digit(s.ptr[start - 1]))
				start--;
			if (at - start > MARK_DIGITS)
				return at;
		} else if (is_word(c)) {
			return at;
		}
		at = start;
	}
	return at;
}

/* Behind a hyphen at a line's end, where the word goes on; `at` when there is none. */
static size_t behind_hyphen(struct str s, size_t at)
{
	size_t i = at;

	if (i < s.len && s.ptr[i] == '-')
		i++;
	else if (i + 1 < s.len && (unsigned char)s.ptr[i] == 0xC2 && (unsigned char)s.ptr[i + 1] == 0xAD)
		i += 2;
	else
		return at;
	while (i < s.len && is_space(s.ptr[i]))
		i++;
	return i;
}

static size_t before_hyphen(struct str s, size_t at)
{
	size_t i = at;

	while (i > 0 && is_space(s.ptr[i - 1]))
		i--;
	if (i > 0 && s.ptr[i - 1] == '-')
		return i - 1;
	return i > 1 && (unsigned char)s.ptr[i - 1] == 0xAD && (unsigned char)s.ptr[i - 2] == 0xC2 ? i - 2 : at;
}

static bool goes_on(const struct probe *p, size_t anchor, struct str s, size_t at)
{
	for (size_t k = anchor + 1; k < p->n; k++) {
		struct str w = p->words[k];

		at = skip(s, at, w.ptr[0]);
		for (size_t i = 0; i < w.len; i++) {
			if (i > 0 && at < s.len && !is_word(s.ptr[at]))
				at = behind_hyphen(s, at);
			if (at >= s.len || !same_letter(s.ptr[at], w.ptr[i]))
				return false;
			at++;
		}
	}
	return at >= s.len || p->n == 1 || !is_word(s.ptr[at]) || is_digit(s.ptr[at]);
}

static bool led_to(const struct probe *p, size_t anchor, struct str s, size_t at)
{
	for (size_t k = anchor; k-- > 0;) {
		struct str w = p->words[k];

		at = skip_back(s, at, w.ptr[w.len - 1]);
		for (size_t i = w.len; i-- > 0;) {
			if (i + 1 < w.len && at > 0 && !is_word(s.ptr[at - 1]))
				at = before_hyphen(s, at);
			if (at == 0 || !same_letter(s.ptr[at - 1], w.ptr[i]))
				return false;
			at--;
		}
	}
	return true;
}

static bool sees_around(const struct probe *p, size_t anchor, struct str bytes)
{
	struct str word = p->words[anchor];
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

	while (at < end && (at = memmem(at, (size_t)(end - at), word.ptr, word.len)) != NULL) {
		size_t here = (size_t)(at - bytes.ptr);

		if (goes_on(p, anchor, bytes, here + word.len) && led_to(p, anchor, bytes, here))
			return true;
		at++;
	}
	return false;
}

/* The word that is looked for may be one that a line's end cuts in two. */
static bool has_hyphens(struct str bytes)
{
	return str_find(bytes, STR("-\n"), 0) != SIZE_MAX || str_find(bytes, STR("-\r"), 0) != SIZE_MAX ||
	       str_find(bytes, STR("\xc2\xad"), 0) != SIZE_MAX;
}

bool probe_sees(const struct probe *p, struct str bytes)
{
	bool seen;

	/* two bytes a letter: the words can't be seen */
	if (bytes.len >= 2 && ((unsigned char)bytes.ptr[0] ^ (unsigned char)bytes.ptr[1]) == 0x01 &&
	    (unsigned char)bytes.ptr[0] >= 0xFE)
		return true;
	if (p->n == 0)
		return true;
	seen = sees_around(p, p->anchors[0], bytes);
	if (seen || p->anchors[1] == PROBE_WORDS || !has_hyphens(bytes))
		return seen;
	for (size_t a = 1; !seen && a < PROBE_ANCHORS && p->anchors[a] != PROBE_WORDS; a++)
		seen = sees_around(p, p->anchors[a], bytes);
	return seen;
}

#include "text/prose.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/sentence.h"
#include "text/verb.h"

struct reader {
	struct str text;
	size_t at, end;
	char *low;       /* where small letters are written */
	size_t low_len;
	bool open;       /* a straight quotation mark would close */
	size_t single;   /* where the open single quotation mark closes; 0: none is open */
};

/* ASCII is nearly all there is: it is decided here, without a call. */
static uint32_t peek(const struct reader *r, size_t at, size_t *next)
{
	if (at < r->end && (unsigned char)r->text.ptr[at] < 0x80) {
		*next = at + 1;
		return (unsigned char)r->text.ptr[at];
	}
	struct str head = { r->text.ptr, r->end };
	*next = at;
	return utf8_next(head, next);
}

static bool is_upper(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8_is_upper(c);
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : utf8_is_letter(c);
}

static bool is_digit(uint32_t c)
{
	return c < 0x80 ? c >= '0' && c <= '9' : utf8_is_digit(c);
}

static bool is_space(uint32_t c)
{
	return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : utf8_is_space(c);
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC;
}

static bool is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

static bool is_mark_of_letter(uint32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

static void put(struct reader *r, uint32_t c)
{
	char bytes[4];
	if (c < 0x80) {
		r->low[r->low_len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		return;
	}
	size_t n = utf8_encode(bytes, c);
	for (size_t i = 0; i < n; i++)
		r->low[r->low_len++] = bytes[i];
}

/* "U.S.", "e.g.": single letters with a full stop each. */
static size_t acronym_end(const struct reader *r, size_t at)
{
	size_t letters = 0, next, end = at;
	for (;;) {
		uint32_t c = peek(r, end, &next);
		if (end >= r->end || !is_letter(c) || next >= r->end || r->text.ptr[next] != '.')
			break;
		end = next + 1;
		letters++;
	}
	return letters > 1 ? end : at;
}

/* Small and capital letters and digits of ASCII. */
static const char ascii_class[256] = {
	['0'] = 'd', ['1'] = 'd', ['2'] = 'd', ['3'] = 'd', ['4'] = 'd', ['5'] = 'd', ['6'] = 'd', ['7'] = 'd', ['8'] = 'd',
	['9'] = 'd', ['A'] = 'u', ['B'] = 'u', ['C'] = 'u', ['D'] = 'u', ['E'] = 'u', ['F'] = 'u', ['G'] = 'u', ['H'] = 'u',
	['I'] = 'u', ['J'] = 'u', ['K'] = 'u', ['L'] = 'u', ['M'] = 'u', ['N'] = 'u', ['O'] = 'u', ['P'] = 'u', ['Q'] = 'u',
	['R'] = 'u', ['S'] = 'u', ['T'] = 'u', ['U'] = 'u', ['V'] = 'u', ['W'] = 'u', ['X'] = 'u', ['Y'] = 'u', ['Z'] = 'u',
	['a'] = 'l', ['b'] = 'l', ['c'] = 'l', ['d'] = 'l', ['e'] = 'l', ['f'] = 'l', ['g'] = 'l', ['h'] = 'l', ['i'] = 'l',
	['j'] = 'l', ['k'] = 'l', ['l'] = 'l', ['m'] = 'l', ['n'] = 'l', ['o'] = 'l', ['p'] = 'l', ['q'] = 'l', ['r'] = 'l',
	['s'] = 'l', ['t'] = 'l', ['u'] = 'l', ['v'] = 'l', ['w'] = 'l', ['x'] = 'l', ['y'] = 'l', ['z'] = 'l',
};

static void read_word(struct reader *r, struct prose_token *t)
{
	size_t next, behind, start = r->low_len, letters = 0, upper = 0;
	uint32_t c = peek(r, r->at, &next);
	t->kind = PROSE_WORD;
	t->capital = is_upper(c);
	size_t acronym = next < r->end && r->text.ptr[next] == '.' ? acronym_end(r, r->at) : r->at;
	while (r->at < r->end) {
		/* nearly every letter is a plain one */
		const char *from = r->text.ptr + r->at, *stop = r->text.ptr + r->end, *p = from;
		char *to = r->low + r->low_len;
		for (char k; p < stop && (k = ascii_class[(unsigned char)*p]) != 0; p++) {
			letters += k != 'd';
			upper += k == 'u';
			*to++ = (char)(*p | (k == 'u' ? 32 : 0));
		}
		r->low_len += (size_t)(p - from);
		r->at += (size_t)(p - from);
		if (p == stop || *p == ' ' || *p == ',' || *p == '\n')
			break;
		c = peek(r, r->at, &next);
		bool inner = r->at < acronym && c == '.';
		if (!is_letter(c) && !is_digit(c) && !is_mark_of_letter(c) && c != 0xAD && !inner) {
			if ((!is_apostrophe(c) && !is_hyphen(c)) || next >= r->end ||
			    !is_letter(peek(r, next, &behind)))
				break;
		}
		letters += is_letter(c);
		upper += is_upper(c);
		if (c != 0xAD)
			put(r, is_apostrophe(c)            ? '\''
			       : is_hyphen(c)              ? '-'
			       : c >= 0x80 && is_letter(c) ? utf8_to_lower(c)
			                                   : c);
		r->at = next;
	}
	t->low = (struct str){ r->low + start, r->low_len - start };
	t->capitals = letters > 1 && upper == letters;
	if (t->low.len > 2 && t->low.ptr[t->low.len - 1] == 's' && t->low.ptr[t->low.len - 2] == '\'') {
		t->possessive = true;
		t->low.len -= 2;
	}
}

static void read_number(struct reader *r, struct prose_token *t)
{
	t->kind = PROSE_NUMBER;
	while (r->at < r->end) {
		char c = r->text.ptr[r->at];
		bool digit = c >= '0' && c <= '9';
		bool separator = (c == ',' || c == '.') && r->at + 1 < r->end && r->text.ptr[r->at + 1] >= '0' &&
		                 r->text.ptr[r->at + 1] <= '9';
		if (!digit && !separator)
			break;
		r->at++;
	}
	t->low = str_slice(r->text, t->span.start, r->at);
}

/* Where the speech closes that a single mark before `at` opens: at a mark behind punctuation, before a blank line and
 * any other opening. 0 when it is no such speech, but a term or an apostrophe. */
static size_t single_close(const struct reader *r, size_t at)
{
	enum { REACH = 1200 };
	size_t next, end = r->end - at < REACH ? r->end : at + REACH, lines = 0;
	uint32_t before = ' ';
	if (at >= r->end || !is_letter(peek(r, at, &next)))
		return 0;
	for (; at < end; at = next) {
		uint32_t c = peek(r, at, &next);
		lines = c == '\n' ? lines + 1 : is_space(c) ? lines : 0;
		bool opens = c == 0x2018 || c == '"' || c == 0x201C || (c == '\'' && (is_space(before) || before == '\''));
		if (lines > 1 || opens)
			return 0;
		if ((c == 0x2019 || c == '\'') && (before == ',' || before == '.' || before == '?' || before == '!'))
			return at;
		before = c;
	}
	return 0;
}

static uint32_t quotation_mark(struct reader *r, uint32_t c, bool spaced, size_t next)
{
	size_t behind;
	switch (c) {
	case 0x2018: case 0x2019: case '\'':
		if (r->single > 0 && r->at == r->single) {
			r->single = 0;
			return PROSE_CLOSE;
		}
		if (c == 0x2019 || !spaced || r->open || r->single > 0)
			return c;
		r->single = single_close(r, next);
		return r->single > 0 ? PROSE_OPEN : c;
	case 0x201C: case 0x201E: case 0xAB:
		r->open = true;
		return PROSE_OPEN;
	case 0x201D: case 0xBB:
		r->open = false;
		return PROSE_CLOSE;
	case '"':
		/* a straight one opens where a word follows and none stands before it */
		if (next < r->end && !is_space(peek(r, next, &behind)) && (spaced || !r->open)) {
			r->open = true;
			return PROSE_OPEN;
		}
		r->open = false;
		return PROSE_CLOSE;
	default:
		return c;
	}
}

static void mark_sentences(struct prose *p)
{
	size_t s = 0;
	for (size_t i = 0, open = 1; i < p->n; i++) {
		struct prose_token *t = &p->v[i];
		while (s < p->n_sentences && t->span.start >= p->sentences[s].end) {
			s++;
			open = 1;
		}
		if (open && t->kind != PROSE_MARK) {
			t->first = true;
			open = 0;
		}
	}
}

static bool paragraph_between(struct str text, size_t from, size_t to)
{
	size_t lines = 0;
	for (; from < to; from++)
		lines += text.ptr[from] == '\n';
	return lines > 1;
}

static void mark_quotations(struct prose *p)
{
	bool open = false;
	for (size_t i = 0; i < p->n; i++) {
		struct prose_token *t = &p->v[i];
		if (open && t->spaced && i > 0 && paragraph_between(p->text, p->v[i - 1].span.end, t->span.start))
			open = false;
		t->quoted = open;
		open = prose_mark(t, PROSE_OPEN) || (open && !prose_mark(t, PROSE_CLOSE));
	}
}

int prose_read(struct arena *a, struct str text, struct span within, struct prose *out, struct error *e)
{
	size_t end = within.end < text.len ? within.end : text.len;
	struct reader r = { .text = text, .at = within.start < end ? within.start : end, .end = end };
	VEC(struct prose_token) list = { 0 };
	bool spaced = true;
	*out = (struct prose){ .text = text };
	r.low = arena_array(a, char, (end - r.at) * 2 + 4);
	list.cap = (end - r.at) / 5 + 16;
	list.v = arena_array(a, struct prose_token, list.cap);
	if (!r.low || !list.v)
		return error_memory(e);
	while (r.at < r.end) {
		size_t next;
		uint32_t c = peek(&r, r.at, &next);
		if (is_space(c)) {
			spaced = true;
			r.at = next;
			continue;
		}
		struct prose_token *t = vec_add(a, &list);
		if (!t)
			return error_memory(e);
		*t = (struct prose_token){ .span = { r.at, next }, .kind = PROSE_MARK, .spaced = spaced };
		if (is_letter(c)) {
			read_word(&r, t);
		} else if (c >= '0' && c <= '9') {
			read_number(&r, t);
		} else {
			/* ''two of these'', as wire copy and LaTeX write them, are one */
			if ((c == '\'' || c == '`') && next < r.end && r.text.ptr[next] == (char)c) {
				next++;
				c = '"';
			}
			t->mark = quotation_mark(&r, c, spaced, next);
			t->low = str_slice(text, r.at, next);
			r.at = next;
		}
		t->span.end = r.at;
		spaced = false;
	}
	out->v = list.v;
	out->n = list.n;
	int rc = sentences(a, text, (struct span){ within.start, end }, &out->sentences, &out->n_sentences, e);
	if (rc == 0)
		mark_sentences(out);
	mark_quotations(out);
	return rc;
}

size_t prose_at(const struct prose *p, size_t offset)
{
	size_t lo = 0, hi = p->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (p->v[mid].span.end > offset)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

bool prose_is(const struct prose_token *t, const char *low)
{
	/* the first letter decides nearly all */
	return t->kind == PROSE_WORD && t->low.len > 0 && t->low.ptr[0] == low[0] && str_is(t->low, low);
}

bool prose_in(const struct prose_token *t, const char *const *table, size_t n)
{
	return t->kind == PROSE_WORD && wordlist_has(table, n, t->low);
}

bool prose_mark(const struct prose_token *t, uint32_t c)
{
	return t->kind == PROSE_MARK && t->mark == c;
}

bool prose_negates(const struct prose_token *t)
{
	static const char *const words[] = {
		"barely", "cannot", "hardly", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing",
		"nowhere", "rarely", "scarcely", "seldom", "without",
	};
	if (t->kind != PROSE_WORD)
		return false;
	return (t->low.len > 3 && str_ends(t->low, STR("n't"))) || PROSE_IN(t, words);
}

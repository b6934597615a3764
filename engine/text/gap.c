#include "text/gap.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fold_char.h"
#include "text/lexicon.h"

struct reader {
	struct gap *g;
	const struct fold *f;
	size_t prev, next;   /* tokens */
	bool passed;         /* tokens between them are passed over */
	bool stop, ellipsis, blank;
	bool numbers;        /* numbers on both sides */
	size_t lead;         /* end of the marks that open this line */
	bool others;         /* marks that are no hyphen and no quotation mark */
	unsigned dots;       /* in a row */
};

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D ||
	       c == 0x2043 || c == 0x207B || c == 0x208B;
}

/* Marks of lines, which may be missing on the other side, go first: "// | 0 | 1 |". False: the new one is one of them. */
static bool make_room(struct gap *g, bool optional)
{
	if (optional)
		return false;
	for (unsigned i = 0; i < g->n_symbols; i++) {
		if (!g->symbols[i].optional)
			continue;
		memmove(&g->symbols[i], &g->symbols[i + 1], (g->n_symbols - i - 1) * sizeof *g->symbols);
		g->n_symbols--;
		break;
	}
	return true;
}

static void add_symbol(struct reader *r, uint32_t c, size_t start, size_t end)
{
	struct gap *g = r->g;

	g->any = true;
	if (c == '|' && g->n_symbols > 0 && g->symbols[g->n_symbols - 1].c == '|')
		return; /* the columns of a table */
	if (g->n_symbols == GAP_SYMBOLS && !make_room(g, start < r->lead))
		return;
	if (g->n_symbols < GAP_SYMBOLS)
		g->symbols[g->n_symbols++] = (struct gap_symbol){ c, { start, end }, start < r->lead };
	else /* whatever does not fit changes the last one, so that a difference is not lost */
		g->symbols[GAP_SYMBOLS - 1].c = g->symbols[GAP_SYMBOLS - 1].c * 31 + c;
}

static void add_mark(struct reader *r, char c, size_t start, size_t end)
{
	struct gap *g = r->g;

	if (c == 'Q' && g->n_marks > 0 && g->marks[g->n_marks - 1] == 'Q')
		return;
	if (c != 'Q') {
		g->any = true;
		r->others = true;
	}
	if (g->n_marks == 0)
		g->place.start = start;
	g->place.end = end;
	if (g->n_marks < GAP_MARKS)
		g->marks[g->n_marks++] = c;
}

static bool next_is_number(const struct reader *r)
{
	return r->next != GAP_NONE && r->f->v[r->next].flags & TOKEN_NUMBER;
}

static bool touches_next(const struct reader *r, size_t at)
{
	return r->next != GAP_NONE && at == r->f->v[r->next].start;
}

static bool touches_prev(const struct reader *r, size_t at)
{
	return r->prev != GAP_NONE && at == token_end(&r->f->v[r->prev]);
}

static bool opens(struct str s, size_t at)
{
	size_t i = at;
	uint32_t c = utf8_prev(s, &i);

	return at == 0 || utf8_is_space(c) || c == '(' || c == '[' || c == '{' || c == '<' || c == '>' || c == '=' || c == '$' ||
	       c == 0x20AC || c == 0xA3 || c == 0x2248 || c == 0xB1 || fold_is_quote_mark(c);
}

static bool quoted_before(struct str s, size_t at)
{
	return fold_is_quote_mark(utf8_prev(s, &at));
}

/* One dash or a run of them at [start, end). */
static void take_dash(struct reader *r, uint32_t c, size_t start, size_t end, unsigned n)
{
	struct gap *g = r->g;
	bool behind_space = opens(r->f->text, start);

	if (start < r->lead)
		return; /* a bullet */
	if (touches_next(r, end) && next_is_number(r) && n == 1 && behind_space) {
		add_symbol(r, '-', start, end); /* a minus */
	} else if (r->numbers) {
		add_symbol(r, '-', start, end); /* a range or a difference */
	} else if (c == '-' && touches_next(r, end) && behind_space && start > 0 && !quoted_before(r->f->text, start)) {
		for (unsigned i = 0; i < n && i < 2; i++)
			add_symbol(r, '-', start, end); /* an option: -v, --verbose */
	} else if (n == 1 && touches_prev(r, start) && !g->any && c != 0x2014 && c != 0x2015) {
		g->any = true;
		g->hyphen = true;
		if (g->n_marks == 0)
			g->place = (struct span){ start, end };
	} else {
		add_mark(r, '-', start, end);
	}
}

static bool is_insignificant(uint32_t c)
{
	/* bullets, boxes, daggers, marks of trade and note signs */
	return (c >= 0x2500 && c <= 0x27BF) || c == 0x2022 || c == 0x2020 || c == 0x2021 || c == 0xB6 || c == 0xA7 ||
	       c == 0xB7 || c == 0x2122 || c == 0xAE || c == 0xA9 || c == 0x2120 || c == 0xFFFC || c == 0xFFFD || c == 0xB8 ||
	       c == 0xA8 || c == 0xAF;
}

/* `*` and `_`: operators and parts of identifiers only where they stand like that; emphasis, notes and bullets else. */
static void take_star(struct reader *r, uint32_t c, size_t start, size_t end)
{
	bool inside = touches_prev(r, start) && touches_next(r, end);
	bool spaced = c == '*' && r->numbers;

	if (inside || spaced)
		add_symbol(r, c, start, end);
}

static void take_ascii(struct reader *r, uint32_t c, size_t start, size_t end)
{
	struct gap *g = r->g;

	switch (c) {
	case '?':
		g->question = g->any = r->others = true;
		break;
	case '!':
		g->exclamation = g->any = r->others = true;
		break;
	case '.':
		r->stop = true;
		add_mark(r, '.', start, end);
		break;
	case ',':
	case ';':
	case ':':
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
		if ((c == '[' || c == ']') && r->passed)
			break;
		add_mark(r, (char)c, start, end);
		break;
	case '*':
	case '_':
		take_star(r, c, start, end);
		break;
	default:
		if (c > ' ' && c < 0x7F)
			add_symbol(r, c, start, end);
	}
}

static void take_high(struct reader *r, uint32_t c, size_t start, size_t end)
{
	enum utf8_class class = utf8_class(c);

	if (class == UTF8_IGNORED || is_insignificant(c) || class == UTF8_MARK)
		return;
	if (c == 0x3002 || c == 0xFF0E || c == 0x0964 || c == 0x06D4) {
		r->stop = true;
		add_mark(r, '.', start, end);
	} else if (c == 0xFF1F || c == 0x037E || c == 0x061F) {
		take_ascii(r, '?', start, end);
	} else if (c == 0xFF01) {
		take_ascii(r, '!', start, end);
	} else if (c >= 0xFF01 && c <= 0xFF5E) {
		take_ascii(r, c - 0xFF01 + '!', start, end);
	} else if (class == UTF8_SYMBOL || c == 0x2030 || c == 0x2044) {
		add_symbol(r, c == 0x2044 ? '/' : c == 0x2215 ? '/' : c, start, end);
	} else if (class == UTF8_OTHER) {
		add_mark(r, c == 0x3001 || c == 0xFF0C ? ',' : '~', start, end);
	}
}

static bool digit_follows(struct str s, size_t at)
{
	while (at < s.len && s.ptr[at] == ' ')
		at++;
	return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* One mark that opens a line at `at`, white space behind it or the line's end: "> ", "# ", " * ", "// ", "//! ", "#: ", "%% ",
 * "- ". Returns behind it, or `at`. */
static size_t lead_mark(const struct reader *r, size_t at, size_t end)
{
	struct str s = r->f->text;
	bool behind_number = r->prev != GAP_NONE && r->f->v[r->prev].flags & TOKEN_NUMBER && !r->stop;
	size_t i = at, first;

	while (i < end && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
		i++;
	first = i;
	while (i < end && i - first < 4 && memchr(">#*|/-+;%", s.ptr[i], 9))
		i++;
	if (i > first && i < end && memchr("!:<", s.ptr[i], 3) && (s.ptr[first] == '/' || s.ptr[first] == '#'))
		i++;
	if (i == first || i >= end || !memchr(" \t\r\n", s.ptr[i], 4))
		return at;
	if (s.ptr[first] == '%' && behind_number)
		return at; /* per cent */
	if (!memchr(">-+/", s.ptr[first], 4) || !digit_follows(s, i))
		return i;
	/* it may be an operator, unless it is a comment's */
	return i - first > 1 && s.ptr[first] == '/' && s.ptr[first + 1] == '/' && !behind_number ? i : at;
}

/* What opens a quoted or listed line, one mark or several: "// > ", "> > ". Returns behind it, or `at`. */
static size_t line_lead(const struct reader *r, size_t at, size_t end)
{
	for (unsigned n = 0; n < 3; n++) {
		size_t next = lead_mark(r, at, end), first = next;

		if (next == at)
			break;
		while (first > at && !memchr(" \t", r->f->text.ptr[first - 1], 2))
			first--;
		if (n > 0 && !memchr(">*-|\r\n", r->f->text.ptr[first], 6))
			break; /* behind a comment's mark, those of quotations, lists and tables only */
		at = next;
	}
	return at;
}

/* "...", "…", ". . .": moves *at behind it. */
static bool take_ellipsis(struct reader *r, size_t *at, size_t end)
{
	struct str s = r->f->text;
	size_t i = *at, last = *at;
	unsigned dots = 0;

	while (i < end && (s.ptr[i] == '.' || s.ptr[i] == ' ')) {
		if (s.ptr[i] == '.') {
			dots++;
			last = i + 1;
		} else if (i + 1 < end && s.ptr[i + 1] != '.') {
			break;
		}
		i++;
	}
	if (dots < 3)
		return false;
	r->ellipsis = true;
	add_mark(r, 'E', *at, last);
	*at = last;
	return true;
}

static void take(struct reader *r, uint32_t c, size_t start, size_t *at, size_t end)
{
	struct str s = r->f->text;

	if (start < r->lead && (c == '!' || c == ':'))
		return; /* "//! ", "#: " */
	if (utf8_is_space(c)) {
		r->g->space = true;
		if (c == '\n') {
			size_t i = *at;

			while (i < end && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r'))
				i++;
			r->blank = r->blank || (i < end && s.ptr[i] == '\n');
			r->lead = line_lead(r, *at, end);
		}
	} else if (c == 0x2026) {
		r->ellipsis = true;
		add_mark(r, 'E', start, *at);
	} else if (is_dash(c)) {
		unsigned n = 1;

		while (*at < end && n < 3 && s.ptr[*at] == '-' && c == '-') {
			++*at;
			n++;
		}
		take_dash(r, c, start, *at, n);
	} else if (fold_is_quote_mark(c)) {
		add_mark(r, 'Q', start, *at);
	} else if (c < 0x80) {
		size_t run = start;

		while (memchr("=~#+<>^_", (int)c, 8) && run < end && s.ptr[run] == (char)c)
			run++;
		if (run - start >= 4)
			*at = run; /* a ruler */
		else
			take_ascii(r, c, start, *at);
	} else {
		take_high(r, c, start, *at);
	}
}

/* "8.1.2": the number of a section, which a full stop may close. */
static bool is_outline_number(struct str number)
{
	unsigned dots = 0;

	for (size_t i = 0; i < number.len; i++) {
		if (number.ptr[i] == '.')
			dots++;
		else if (number.ptr[i] < '0' || number.ptr[i] > '9')
			return false;
	}
	return dots > 1;
}

/* A full stop may belong to the word before it. */
static bool may_abbreviate(const struct fold *f, size_t token)
{
	const struct token *t = &f->v[token];
	char word[8];
	size_t n;

	if (t->flags & TOKEN_NUMBER)
		return is_outline_number((struct str){ f->text.ptr + t->start, t->len });
	n = fold_word(f, token, word, sizeof word);
	/* a lone letter is an initial, unless it is the tail of a number ("the 1970s.") */
	if (n == 1 && token > 0 && token_end(&f->v[token - 1]) == t->start)
		return false;
	return n <= 1 || memchr(f->text.ptr + t->start, '.', t->len) ||
	       lexicon_has((struct str){ word, n }, LEXICON_ABBREVIATION);
}

static enum sentence_break judge(const struct reader *r)
{
	const struct gap *g = r->g;
	const struct fold *f = r->f;
	bool mark = r->stop || g->question || g->exclamation;
	const struct token *next;

	if (r->prev == GAP_NONE || r->next == GAP_NONE || r->blank || r->ellipsis)
		return BREAK_MAYBE;
	if (!mark || !(g->space || g->n_marks > 1))
		return BREAK_NO;
	next = &f->v[r->next];
	if (next->flags & TOKEN_NUMBER || next->flags & TOKEN_SINGLE || g->hyphen)
		return BREAK_MAYBE;
	if (!(next->flags & TOKEN_CAPITAL))
		return BREAK_NO;
	return !g->question && !g->exclamation && may_abbreviate(f, r->prev) ? BREAK_MAYBE : BREAK_YES;
}

static bool next_char_is_dot(struct str s, size_t at, size_t end)
{
	return at < end && s.ptr[at] == '.';
}

void gap_read(struct gap *g, const struct fold *f, size_t prev, size_t next)
{
	struct reader r = { .g = g, .f = f, .prev = prev, .next = next };
	size_t at = prev == GAP_NONE ? 0 : token_end(&f->v[prev]);
	size_t end = next == GAP_NONE ? f->text.len : f->v[next].start;
	size_t first = prev == GAP_NONE ? 0 : prev + 1, last = next == GAP_NONE ? f->n : next;

	r.passed = first < last;
	*g = (struct gap){ .from = at, .to = end, .place = { at, at } };
	/* the common case */
	if (end - at == 1 && f->text.ptr[at] == ' ') {
		g->space = true;
		return;
	}
	r.numbers = prev != GAP_NONE && next != GAP_NONE && f->v[prev].flags & f->v[next].flags & TOKEN_NUMBER;
	while (at < end) {
		size_t start;
		uint32_t c;

		if (first < last && at >= f->v[first].start) {
			at = token_end(&f->v[last - 1]);
			first = last;
			continue;
		}
		if (f->n_furniture > 0) {
			size_t skipped = fold_skip(f, at, end);

			if (skipped != at) {
				g->space = true;
				at = skipped;
				continue;
			}
		}
		start = at;
		if (next_char_is_dot(f->text, at, end) && take_ellipsis(&r, &at, end))
			continue;
		c = utf8_next(f->text, &at);
		take(&r, c, start, &at, end);
	}
	if (g->hyphen && (r.others || g->n_symbols > 0))
		g->hyphen = false;
	g->sentence = judge(&r);
}

/* Symbols must be the same in the same order; those that open a line may be missing on the other side. */
static bool symbols_differ(const struct gap *q, const struct gap *s, struct span *in_quote, struct span *in_source)
{
	unsigned i = 0, k = 0;

	while (i < q->n_symbols || k < s->n_symbols) {
		bool has_q = i < q->n_symbols, has_s = k < s->n_symbols;

		if (has_q && has_s && q->symbols[i].c == s->symbols[k].c) {
			i++;
			k++;
		} else if (has_s && s->symbols[k].optional) {
			k++;
		} else if (has_q && q->symbols[i].optional) {
			i++;
		} else {
			*in_quote = has_q ? q->symbols[i].place : (struct span){ q->to, q->to };
			*in_source = has_s ? s->symbols[k].place : (struct span){ s->to, s->to };
			return true;
		}
	}
	return false;
}

/* Marks that note typography: quotation marks count where one side has none at all. */
static bool marks_differ(const struct gap *q, const struct gap *s)
{
	if ((q->hyphen && s->n_marks == 1 && s->marks[0] == '-') || (s->hyphen && q->n_marks == 1 && q->marks[0] == '-'))
		return false;
	return q->n_marks != s->n_marks || memcmp(q->marks, s->marks, q->n_marks) != 0;
}

enum gap_difference gap_compare(const struct gap *q, const struct gap *s, struct span *in_quote, struct span *in_source)
{
	if (symbols_differ(q, s, in_quote, in_source))
		return GAP_SYMBOL;
	*in_quote = q->place.end > q->place.start ? q->place : (struct span){ q->from, q->to };
	*in_source = s->place.end > s->place.start ? s->place : (struct span){ s->from, s->to };
	if (q->question != s->question || q->exclamation != s->exclamation)
		return GAP_BREAK;
	/* behind the same marks a capital is a matter of letter case alone */
	if (marks_differ(q, s) && ((q->sentence == BREAK_YES && s->sentence == BREAK_NO) || (q->sentence == BREAK_NO && s->sentence == BREAK_YES)))
		return GAP_BREAK;
	if (!q->any && !s->any && q->space != s->space)
		return GAP_JOINED;
	return marks_differ(q, s) ? GAP_TYPOGRAPHY : GAP_SAME;
}

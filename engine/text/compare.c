#include "text/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/bracket.h"
#include "text/gap.h"
#include "text/leading.h"
#include "text/lexicon.h"
#include "text/spelling.h"

#define WORD_MOST 64
#define LINES_AROUND 1000 /* bytes before and behind a line's end in which lines are as long as it might be */

struct comparer {
	struct arena *a;
	const struct aligner *al;
	const struct placement *p;
	struct comparison *out;
	size_t prev_q, prev_s; /* the last words that are the same; GAP_NONE when something else came between */
	bool bracket;          /* the quote's bracket stands between them and the next words */
	struct diff slash;     /* the first slash of the quote that marks where a line of the source ends */
	bool slashes;
	/* words that differ, one after another */
	bool open;
	size_t q0, q1, s0, s1;
};

static struct span token_span(const struct fold *f, size_t from, size_t to)
{
	return (struct span){ f->v[from].start, token_end(&f->v[to - 1]) };
}

/* The span of tokens [from, to) of f, or the gap before `from`. */
static struct span words_span(const struct fold *f, size_t from, size_t to)
{
	size_t at;

	if (to > from)
		return token_span(f, from, to);
	at = from > 0 && f->n > 0 ? token_end(&f->v[from - 1]) : 0;
	return (struct span){ at, at };
}

static int add(struct comparer *c, struct diffs *to, struct diff d, struct error *e)
{
	struct diff *slot = vec_add(c->a, to);

	if (!slot)
		return error_memory(e);
	*slot = d;
	return 0;
}

/* --- what differing words are about --- */

static unsigned classes_of(const struct fold *f, size_t i)
{
	char word[WORD_MOST];
	unsigned classes;

	if (f->v[i].flags & TOKEN_NUMBER)
		return LEXICON_NUMBER;
	classes = lexicon_classes((struct str){ word, fold_word(f, i, word, sizeof word) });
	if (classes & LEXICON_DATE && !(f->v[i].flags & TOKEN_CAPITAL))
		classes &= ~(unsigned)LEXICON_DATE;
	return classes;
}

static bool stands_in(const struct fold *f, size_t i, const struct fold *g, size_t from, size_t n)
{
	for (size_t k = from; k < from + n; k++)
		if (f->v[i].hash == g->v[k].hash)
			return true;
	return false;
}

/* The weightiest word of f[i..i+n) that the other side lacks. */
static enum diff_weight weigh_side(const struct fold *f, size_t i, size_t n, const struct fold *other, size_t k, size_t m)
{
	enum diff_weight best = WEIGHT_WORD;

	for (size_t at = i; at < i + n; at++) {
		unsigned classes;
		enum diff_weight w = WEIGHT_WORD;

		if (stands_in(f, at, other, k, m))
			continue;
		classes = classes_of(f, at);
		if (classes & LEXICON_NEGATION)
			w = WEIGHT_NEGATION;
		else if (classes & LEXICON_NUMBER)
			w = WEIGHT_NUMBER;
		else if (classes & LEXICON_DATE)
			w = WEIGHT_DATE;
		else if (token_is_name(f, at))
			w = WEIGHT_NAME;
		best = w < best ? w : best;
	}
	return best;
}

enum diff_weight diff_weigh(const struct aligner *al, size_t q, size_t nq, size_t s, size_t ns)
{
	const struct fold *quote = &al->quote->fold, *source = al->source;
	enum diff_weight a = weigh_side(quote, q, nq, source, s, ns), b = weigh_side(source, s, ns, quote, q, nq);
	char x[WORD_MOST], y[WORD_MOST];

	a = b < a ? b : a;
	if ((a == WEIGHT_WORD || a == WEIGHT_NAME) && nq == 1 && ns == 1) {
		struct str v = { x, fold_word(quote, q, x, sizeof x) }, w = { y, fold_word(source, s, y, sizeof y) };

		if (spelling_variant(v, w))
			return WEIGHT_SPELLING;
	}
	return a;
}

/* --- differing words --- */

static int flush(struct comparer *c, struct error *e)
{
	const struct aligner *al = c->al;
	size_t nq = c->q1 - c->q0, ns = c->s1 - c->s0;
	struct diff d;

	if (!c->open)
		return 0;
	c->open = false;
	d = (struct diff){
		.kind = nq > 0 && ns > 0 ? DIFF_CHANGED : nq > 0 ? DIFF_ADDED : DIFF_DROPPED,
		.weight = diff_weigh(al, c->q0, nq, c->s0, ns),
		.quote = words_span(&al->quote->fold, c->q0, c->q1),
		.source = words_span(al->source, c->s0, c->s1),
	};
	return add(c, &c->out->counted, d, e);
}

static void collect(struct comparer *c, const struct step *t)
{
	if (!c->open) {
		c->open = true;
		c->q0 = c->q1 = t->q;
		c->s0 = c->s1 = t->s;
	}
	c->q1 = t->q + t->nq;
	c->s1 = t->s + t->ns;
	c->prev_q = c->prev_s = GAP_NONE;
	c->bracket = false;
}

/* A bracket that it must not be: the words at fault, not the whole bracket. */
static int bad_bracket(struct comparer *c, const struct step *t, struct error *e)
{
	const struct fold *q = &c->al->quote->fold, *s = c->al->source;
	enum diff_weight heavy = WEIGHT_WORD;
	struct diff d = { .kind = DIFF_CHANGED, .bracket = true };
	size_t bad_q = t->nq, bad_s = t->ns;

	for (size_t i = 0; i < t->nq; i++) {
		enum diff_weight w = weigh_side(q, t->q + i, 1, s, t->s, t->ns);

		if (w < heavy) {
			heavy = w;
			bad_q = i;
		}
	}
	for (size_t k = 0; k < t->ns; k++) {
		enum diff_weight w = weigh_side(s, t->s + k, 1, q, t->q, t->nq);

		if (w < heavy) {
			heavy = w;
			bad_s = k;
		}
	}
	d.weight = heavy;
	d.quote = bad_q < t->nq && bad_s == t->ns ? token_span(q, t->q + bad_q, t->q + bad_q + 1)
	                                          : token_span(q, t->q, t->q + t->nq);
	if (bad_s < t->ns)
		d.source = token_span(s, t->s + bad_s, t->s + bad_s + 1);
	else
		d.source = words_span(s, t->s, t->s + t->ns);
	if (d.source.start == d.source.end)
		d.kind = DIFF_ADDED;
	return add(c, &c->out->counted, d, e);
}

/* --- words that are the same: case, and the gap before them --- */

static bool leads(const struct comparer *c, const struct step *t)
{
	for (size_t i = c->p->part->first; i < t->q; i++)
		if (!quote_bracketed(c->al->quote, i))
			return false;
	return true;
}

static int check_case(struct comparer *c, const struct step *t, struct error *e)
{
	const struct fold *q = &c->al->quote->fold, *s = c->al->source;
	const struct token *x = &q->v[t->q], *y = &s->v[t->s];
	unsigned a = x->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS), b = y->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS);
	struct diff d = { DIFF_CHANGED, WEIGHT_CASE, token_span(q, t->q, t->q + 1), token_span(s, t->s, t->s + 1), false };

	if (a == b && (!(x->flags & y->flags & TOKEN_PLAIN) ||
	               memcmp(q->text.ptr + x->start, s->text.ptr + y->start, x->len) == 0))
		return 0;
	if ((a & TOKEN_CAPITALS && b == 0) || (b & TOKEN_CAPITALS && a == 0))
		return add(c, &c->out->counted, d, e);
	if (x->flags & TOKEN_BRACKET || y->flags & TOKEN_BRACKET || (leads(c, t) && (a ^ b) & TOKEN_CAPITAL))
		return 0;
	return add(c, &c->out->typography, d, e);
}

/* All of the gap but the white space around it: what makes or removes a sentence's end stands there. */
static struct span gap_marks(const struct fold *f, const struct gap *g)
{
	struct str inner = str_trim(str_slice(f->text, g->from, g->to));
	size_t start = inner.len ? (size_t)(inner.ptr - f->text.ptr) : g->from;

	return (struct span){ start, start + inner.len };
}

/* An editor's bracket around the source's own words is no difference of typography. */
static bool beside_bracket(const struct comparer *c, const struct step *t)
{
	return quote_bracketed(c->al->quote, t->q) || quote_bracketed(c->al->quote, c->prev_q);
}

/* A power that the source has in superscripts may be typed with a caret: "2^31", "12 km^2". */
static bool is_typed_power(const struct comparer *c, const struct step *t, const struct gap *q, const struct gap *s)
{
	const struct fold *f = c->al->source;
	const struct token *power = &f->v[t->s], *base = &f->v[c->prev_s];

	if (q->to - q->from != 1 || q->n_symbols != 1 || q->symbols[0].c != '^' || s->from != s->to || c->prev_s + 1 != t->s ||
	    !(power->flags & TOKEN_NUMBER))
		return false;
	/* numbers that touch are two only where one is set as a superscript, and so is a mark that touches its word */
	if (base->flags & TOKEN_NUMBER || power->flags & TOKEN_REFERENCE)
		return true;
	return base->len <= 2 && c->prev_s > 0 && f->v[c->prev_s - 1].flags & TOKEN_NUMBER;
}

static bool holds_line_end(const struct fold *f, const struct gap *g)
{
	return memchr(f->text.ptr + g->from, '\n', g->to - g->from) != NULL;
}

/* Verse that runs on in prose: " / " where a line of the source ends, " // " where a stanza does. */
static bool is_line_mark(const struct comparer *c, const struct gap *q, const struct gap *s)
{
	struct str text = c->al->quote->fold.text;
	size_t start, end;

	if (q->n_symbols == 0 || q->n_symbols > 2 || s->n_symbols > 0 || q->symbols[0].optional)
		return false;
	start = q->symbols[0].place.start;
	end = q->symbols[q->n_symbols - 1].place.end;
	for (unsigned i = 0; i < q->n_symbols; i++)
		if (q->symbols[i].c != '/')
			return false;
	return end - start == q->n_symbols && start > q->from && end < q->to && text.ptr[start - 1] == ' ' && text.ptr[end] == ' ' &&
	       holds_line_end(c->al->source, s);
}

struct lines {
	size_t n, capitals; /* lines, and those that begin with a capital */
	size_t longest;     /* bytes */
};

/* The lines around `at`. */
static struct lines lines_around(struct str text, size_t at)
{
	size_t from = at > LINES_AROUND ? at - LINES_AROUND : 0, to = text.len - at > LINES_AROUND ? at + LINES_AROUND : text.len;
	struct lines l = { 0 };

	for (size_t i = from, start = from; i <= to; i++) {
		if (i < to && text.ptr[i] != '\n')
			continue;
		l.longest = i - start > l.longest ? i - start : l.longest;
		while (start < i && memchr(" \t\r\"'`(\xE2\x80\x9C\x98", text.ptr[start], 11))
			start++;
		l.n += start < i;
		l.capitals += start < i && text.ptr[start] >= 'A' && text.ptr[start] <= 'Z';
		start = i + 1;
	}
	return l;
}

/* Does verse end a line between these tokens? Its lines begin with capitals, or end although the next word would have had
 * room in them; lines of prose are full. */
static bool ends_verse_line(const struct fold *f, size_t before, size_t s)
{
	size_t at = token_end(&f->v[before]), start;
	struct lines l;

	while (f->text.ptr[at] != '\n')
		at++;
	l = lines_around(f->text, at);
	if (l.capitals * 5 >= l.n * 4)
		return true;
	for (start = at; start > 0 && at - start < LINES_AROUND && f->text.ptr[start - 1] != '\n';)
		start--;
	return at - start + 1 + f->v[s].len <= l.longest;
}

/* Who marks line ends marks all of them, and prose has none to mark: a slash is a slash there. */
static int check_line_marks(struct comparer *c, struct error *e)
{
	const struct step *prev = NULL;
	bool verse = false;

	for (size_t i = 0; c->slashes && i < c->p->n_steps; i++) {
		const struct step *t = &c->p->steps[i];
		struct gap q, s;

		if (t->op == STEP_SKIP)
			continue;
		if (prev && (t->op == STEP_EQUAL || t->op == STEP_JOIN)) {
			gap_read(&q, &c->al->quote->fold, prev->q + prev->nq - 1, t->q);
			gap_read(&s, c->al->source, prev->s + prev->ns - 1, t->s);
			if (!holds_line_end(c->al->source, &s))
				;
			else if (!is_line_mark(c, &q, &s))
				return add(c, &c->out->counted, c->slash, e);
			else
				verse = verse || ends_verse_line(c->al->source, prev->s + prev->ns - 1, t->s);
		}
		prev = t->op == STEP_EQUAL || t->op == STEP_JOIN ? t : NULL;
	}
	return c->slashes && !verse ? add(c, &c->out->counted, c->slash, e) : 0;
}

static int check_gap(struct comparer *c, const struct step *t, struct error *e)
{
	const struct fold *q = &c->al->quote->fold, *s = c->al->source;
	struct gap a, b;
	struct diff d = { .kind = DIFF_CHANGED };
	bool single = q->v[t->q].flags & TOKEN_SINGLE || (c->prev_q != GAP_NONE && q->v[c->prev_q].flags & TOKEN_SINGLE);

	if (c->prev_q == GAP_NONE)
		return 0;
	gap_read(&a, q, c->prev_q, t->q);
	gap_read(&b, s, c->prev_s, t->s);
	if (a.n_symbols > 0 && is_line_mark(c, &a, &b)) {
		if (!c->slashes)
			c->slash = (struct diff){ DIFF_ADDED, WEIGHT_NUMBER, a.symbols[0].place, { b.from, b.from }, false };
		c->slashes = true;
		a.n_symbols = 0;
	}
	switch (gap_compare(&a, &b, &d.quote, &d.source)) {
	case GAP_SYMBOL:
		if (is_typed_power(c, t, &a, &b))
			return 0;
		d.weight = WEIGHT_NUMBER;
		d.kind = d.quote.start == d.quote.end ? DIFF_DROPPED : d.source.start == d.source.end ? DIFF_ADDED : DIFF_CHANGED;
		return add(c, &c->out->counted, d, e);
	case GAP_BREAK:
		if (leading_mark(s, c->prev_s) == LEADING_NUMBER)
			return 0;
		d.weight = WEIGHT_BREAK;
		d.kind = DIFF_JOINED;
		d.quote = gap_marks(q, &a);
		d.source = gap_marks(s, &b);
		return add(c, &c->out->counted, d, e);
	case GAP_JOINED:
		d.weight = WEIGHT_WORD;
		d.kind = DIFF_JOINED;
		if (single || leading_mark(s, c->prev_s) == LEADING_NUMBER)
			return 0;
		return add(c, &c->out->counted, d, e);
	case GAP_TYPOGRAPHY:
		d.weight = WEIGHT_WORD;
		return c->bracket || beside_bracket(c, t) ? 0 : add(c, &c->out->typography, d, e);
	case GAP_SAME:
		break;
	}
	return 0;
}

static int same_words(struct comparer *c, const struct step *t, struct error *e)
{
	int rc = flush(c, e);

	if (rc == 0)
		rc = check_gap(c, t, e);
	if (rc == 0 && t->op == STEP_EQUAL)
		rc = check_case(c, t, e);
	c->prev_q = t->q + t->nq - 1;
	c->prev_s = t->s + t->ns - 1;
	c->bracket = false;
	return rc;
}

static int take(struct comparer *c, const struct step *t, struct error *e)
{
	int rc;

	switch (t->op) {
	case STEP_EQUAL:
		if (!fold_equal(&c->al->quote->fold, t->q, c->al->source, t->s) && !bracket_in_word(c->al, t->q, t->s)) {
			collect(c, t); /* equal hashes of different words */
			return 0;
		}
		return same_words(c, t, e);
	case STEP_JOIN:
		return same_words(c, t, e);
	case STEP_SKIP:
		if (leading_mark(c->al->source, t->s) == LEADING_SYMBOL)
			collect(c, t);
		return 0;
	case STEP_BRACKET:
		rc = flush(c, e);
		c->bracket = true;
		return rc;
	case STEP_BRACKET_BAD:
		rc = flush(c, e);
		c->prev_q = c->prev_s = GAP_NONE;
		return rc < 0 ? rc : bad_bracket(c, t, e);
	case STEP_CHANGED:
	case STEP_DROPPED:
	case STEP_ADDED:
		collect(c, t);
		return 0;
	}
	return 0;
}

/* --- the ends: a quote must not start or stop inside a word, a number or its sign --- */

static bool binds(uint32_t c)
{
	return c == '-' || c == '+' || c == 0xB1 || c == '<' || c == '>' || c == 0x2264 || c == 0x2265 || c == '~' || c == 0x2248;
}

static bool measures(uint32_t c)
{
	return c == '%' || c == 0x2030 || c == 0xB0;
}

static int cut_word(struct comparer *c, const struct step *t, struct span source, struct error *e)
{
	const struct fold *q = &c->al->quote->fold;
	struct diff d = { DIFF_CHANGED, WEIGHT_WORD, token_span(q, t->q, t->q + t->nq), source, false };

	if (q->v[t->q].flags & TOKEN_NUMBER)
		d.weight = WEIGHT_NUMBER;
	return add(c, &c->out->counted, d, e);
}

static int check_start(struct comparer *c, const struct step *t, struct error *e)
{
	const struct fold *q = &c->al->quote->fold, *s = c->al->source;
	struct gap a, b;
	struct diff d = { .kind = DIFF_CHANGED, .weight = WEIGHT_NUMBER };

	if (s->v[t->s].flags & TOKEN_GLUED && !(s->v[t->s].flags & TOKEN_SINGLE) && t->s > 0)
		return s->v[t->s].flags & TOKEN_REFERENCE || leading_mark(s, t->s - 1) == LEADING_NUMBER ? 0
		                                          : cut_word(c, t, token_span(s, t->s - 1, t->s + 1), e);
	if (!(q->v[t->q].flags & TOKEN_NUMBER))
		return 0;
	gap_read(&a, q, t->q > 0 ? t->q - 1 : GAP_NONE, t->q);
	if (t->s == 0 && s->v[0].start > 64)
		return 0;
	gap_read(&b, s, t->s > 0 ? t->s - 1 : GAP_NONE, t->s);
	d.quote = (struct span){ q->v[t->q].start, q->v[t->q].start };
	d.source = (struct span){ s->v[t->s].start, s->v[t->s].start };
	if (b.n_symbols > 0 && b.symbols[b.n_symbols - 1].place.end == s->v[t->s].start)
		d.source = b.symbols[b.n_symbols - 1].place;
	if (a.n_symbols > 0 && a.symbols[a.n_symbols - 1].place.end == q->v[t->q].start)
		d.quote = a.symbols[a.n_symbols - 1].place;
	if (d.quote.start < d.quote.end && (d.source.start == d.source.end ||
	                                    a.symbols[a.n_symbols - 1].c != b.symbols[b.n_symbols - 1].c))
		return add(c, &c->out->counted, d, e);
	if (d.quote.start == d.quote.end && d.source.start < d.source.end && binds(b.symbols[b.n_symbols - 1].c) &&
	    !(t->s > 0 && s->v[t->s - 1].flags & TOKEN_NUMBER)) {
		d.kind = DIFF_DROPPED;
		return add(c, &c->out->counted, d, e);
	}
	return 0;
}

static int check_end(struct comparer *c, const struct step *t, struct error *e)
{
	const struct fold *q = &c->al->quote->fold, *s = c->al->source;
	size_t last_q = t->q + t->nq - 1, last_s = t->s + t->ns - 1, next = last_s + 1;
	struct gap a, b;
	struct diff d = { .kind = DIFF_CHANGED, .weight = WEIGHT_NUMBER };
	bool has_a, has_b;

	if (next < s->n && s->v[next].flags & TOKEN_GLUED && !(s->v[next].flags & (TOKEN_SINGLE | TOKEN_REFERENCE)))
		return cut_word(c, t, token_span(s, last_s, next + 1), e);
	if (!(q->v[last_q].flags & TOKEN_NUMBER))
		return 0;
	next = index_core(s, next);
	if (next >= s->n)
		next = GAP_NONE;
	if (next == GAP_NONE && s->text.len - token_end(&s->v[last_s]) > 4096)
		return 0;
	gap_read(&a, q, last_q, last_q + 1 < q->n ? last_q + 1 : GAP_NONE);
	gap_read(&b, s, last_s, next);
	has_a = a.n_symbols > 0 && a.symbols[0].place.start == token_end(&q->v[last_q]);
	has_b = b.n_symbols > 0 && b.symbols[0].place.start == token_end(&s->v[last_s]);
	d.quote = has_a ? a.symbols[0].place : (struct span){ a.from, a.from };
	d.source = has_b ? b.symbols[0].place : (struct span){ b.from, b.from };
	if (has_a && measures(a.symbols[0].c) && !(has_b && a.symbols[0].c == b.symbols[0].c))
		return add(c, &c->out->counted, d, e);
	if (!has_a && has_b && measures(b.symbols[0].c)) {
		d.kind = DIFF_DROPPED;
		return add(c, &c->out->counted, d, e);
	}
	return 0;
}

static int check_ends(struct comparer *c, struct error *e)
{
	const struct placement *p = c->p;
	int rc = 0;

	if (p->n_steps > 0 && p->steps[0].op == STEP_EQUAL)
		rc = check_start(c, &p->steps[0], e);
	if (rc == 0 && p->n_steps > 0 && p->steps[p->n_steps - 1].op == STEP_EQUAL)
		rc = check_end(c, &p->steps[p->n_steps - 1], e);
	return rc;
}

int compare_part(struct arena *a, const struct aligner *al, const struct placement *p, struct comparison *out,
                 struct error *e)
{
	struct comparer c = { .a = a, .al = al, .p = p, .out = out, .prev_q = GAP_NONE, .prev_s = GAP_NONE };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->n_steps; i++)
		rc = take(&c, &p->steps[i], e);
	if (rc == 0)
		rc = flush(&c, e);
	if (rc == 0)
		rc = check_line_marks(&c, e);
	return rc < 0 ? rc : check_ends(&c, e);
}

/* --- words that only changed their places --- */

static bool same_text(const struct aligner *al, struct span q, struct span s)
{
	struct str a = str_span(al->quote->fold.text, q), b = str_span(al->source->text, s);

	return a.len > 0 && str_eq_ci(a, b);
}

static bool moved(const struct aligner *al, const struct diff *x, const struct diff *y)
{
	if (x->kind == DIFF_ADDED && y->kind == DIFF_DROPPED)
		return same_text(al, x->quote, y->source);
	if (x->kind == DIFF_CHANGED && y->kind == DIFF_CHANGED && !x->bracket && !y->bracket)
		return same_text(al, x->quote, y->source) && same_text(al, y->quote, x->source);
	return false;
}

static int by_weight(const void *a, const void *b)
{
	const struct diff *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	if (x->quote.start != y->quote.start)
		return x->quote.start < y->quote.start ? -1 : 1;
	return x->source.start < y->source.start ? -1 : x->source.start > y->source.start;
}

void diffs_finish(struct diffs *d, const struct aligner *al)
{
	size_t reach = d->n < 200 ? d->n : 200;

	for (size_t i = 0; i < d->n; i++) {
		for (size_t k = 0; k < reach; k++) {
			struct diff *x = &d->v[i], *y = &d->v[k];

			if (i == k || k >= d->n || i >= d->n || !moved(al, x, y))
				continue;
			*x = (struct diff){ DIFF_MOVED, WEIGHT_ORDER, x->quote, y->source, false };
			*y = d->v[--d->n];
			if (k < i)
				break;
		}
	}
	if (d->n > 1)
		qsort(d->v, d->n, sizeof *d->v, by_weight);
}

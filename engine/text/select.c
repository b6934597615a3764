#include "text/select.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "source/source.h"
#include "text/fold_char.h"

/* --- prefix and suffix --- */

/* Does folded word k of the source end (or start) with the folded word i of the selector, which may be cut? */
static bool cut_word(const struct fold *p, size_t i, const struct fold *s, size_t k, bool at_end)
{
	char a[256], b[256];
	size_t n = fold_word(p, i, a, sizeof a), m = fold_word(s, k, b, sizeof b);

	return n <= m && memcmp(a, at_end ? b + m - n : b, n) == 0;
}

static bool prefix_fits(const struct fold *p, const struct fold *s, size_t first)
{
	size_t i = p->n, k = first;

	while (i > 0) {
		i--;
		do {
			if (k == 0)
				return false;
			k--;
		} while (s->v[k].flags & TOKEN_REFERENCE && s->v[k].hash != p->v[i].hash);
		if (s->v[k].hash != p->v[i].hash && !(i == 0 && p->n > 1 && cut_word(p, i, s, k, true)))
			return false;
	}
	return true;
}

static bool suffix_fits(const struct fold *p, const struct fold *s, size_t last)
{
	size_t k = last;

	for (size_t i = 0; i < p->n; i++, k++) {
		while (k < s->n && s->v[k].flags & TOKEN_REFERENCE && s->v[k].hash != p->v[i].hash)
			k++;
		if (k >= s->n)
			return false;
		if (s->v[k].hash != p->v[i].hash && !(i + 1 == p->n && p->n > 1 && cut_word(p, i, s, k, false)))
			return false;
	}
	return true;
}

struct selector {
	const struct quote *q;
	struct fold prefix, suffix;
	bool given;
};

static void selector_open(struct selector *s, const struct quote *q)
{
	*s = (struct selector){ .q = q };
	/* without memory a selector selects nothing; the places stand all the same */
	if (q->prefix.len > 0 && fold_text(&s->prefix, q->prefix, NULL, NULL) < 0)
		s->prefix = (struct fold){ 0 };
	if (q->suffix.len > 0 && fold_text(&s->suffix, q->suffix, NULL, NULL) < 0)
		s->suffix = (struct fold){ 0 };
	s->given = s->prefix.n > 0 || s->suffix.n > 0;
}

static void selector_close(struct selector *s)
{
	fold_release(&s->prefix);
	fold_release(&s->suffix);
}

static bool selector_fits(const struct selector *s, const struct fold *f, size_t first, size_t last)
{
	return prefix_fits(&s->prefix, f, first) && suffix_fits(&s->suffix, f, last);
}

static bool located(const struct quote *q, struct span at)
{
	return q->within.start <= q->within.end && at.start >= q->within.start && at.end <= q->within.end;
}

/* --- candidates of either sort: their span in tokens --- */

struct option {
	size_t first, last;
	size_t typography;
	bool verbatim;
};

struct choice {
	size_t best, other; /* SIZE_MAX: none */
	size_t fits, located, main;
	size_t n;
};

static struct span option_span(const struct fold *f, const struct option *o)
{
	return (struct span){ f->v[o->first].start, token_end(&f->v[o->last - 1]) };
}

static bool is_verbatim(const struct matcher *m, const struct quote *q, const struct option *o)
{
	const struct fold *f = &m->quote.fold;
	struct span at = option_span(&m->index->fold, o);
	size_t first = f->v[0].start, end = token_end(&f->v[f->n - 1]);

	return at.end - at.start == end - first &&
	       memcmp(m->index->fold.text.ptr + at.start, q->text.ptr + first, end - first) == 0;
}

enum { RANK_GIVEN = 32, RANK_LOCATED = 16, RANK_MAIN = 8, RANK_VERBATIM = 4, RANK_TYPOGRAPHY = 2 };

/* Outside what the page marks as its text? */
static bool set_aside(const struct document *d, struct span at)
{
	const struct block *blocks;
	size_t n;

	if (d->blocks == NULL)
		return false;
	n = document_blocks(d, &blocks);
	return n > 0 && blocks[document_block_at(d, at.start)].kind == BLOCK_ASIDE;
}

/* What the writer said about the place first, then where it is and its bytes. */
static int rank(const struct matcher *m, const struct selector *s, const struct option *o)
{
	const struct fold *f = &m->index->fold;
	int score = 0;

	if (s->given && selector_fits(s, f, o->first, o->last))
		score += RANK_GIVEN;
	if (located(s->q, option_span(f, o)))
		score += RANK_LOCATED;
	if (!set_aside(m->index->document, option_span(f, o)))
		score += RANK_MAIN;
	if (o->verbatim)
		score += RANK_VERBATIM;
	if (o->typography == 0)
		score += RANK_TYPOGRAPHY;
	return score;
}

static struct choice choose(const struct matcher *m, const struct selector *s, const struct option *v, size_t n)
{
	struct choice c = { .best = SIZE_MAX, .other = SIZE_MAX, .n = n };
	int best = -1;

	for (size_t i = 0; i < n; i++) {
		int score = rank(m, s, &v[i]);

		c.fits += (score & RANK_GIVEN) != 0;
		c.located += (score & RANK_LOCATED) != 0;
		c.main += (score & RANK_MAIN) != 0;
		if (score > best) {
			best = score;
			c.other = c.best;
			c.best = i;
		} else if (c.other == SIZE_MAX) {
			c.other = i;
		}
	}
	return c;
}

static void report(const struct matcher *m, const struct selector *s, const struct option *v, const struct choice *c,
                   struct match *out)
{
	const int all = RANK_GIVEN | RANK_LOCATED;
	size_t both = 0;

	for (size_t i = 0; i < c->n; i++)
		both += (rank(m, s, &v[i]) & all) == all;
	out->n_places = c->n;
	out->selector_misfit = s->given && c->fits == 0;
	out->told_apart = c->n == 1 || c->fits == 1 || (c->fits == 0 && c->located == 1) || both == 1 ||
	                 (!s->given && c->located == 0 && c->main == 1);
	if (c->n > 1 && c->other != SIZE_MAX)
		out->other = option_span(&m->index->fold, &v[c->other]);
}

struct place *select_place(struct matcher *m, const struct quote *q, const struct places *p, struct match *out)
{
	struct selector s;
	struct choice c = { .best = 0 };
	struct option *v = arena_array(m->scratch, struct option, p->n);

	selector_open(&s, q);
	if (v) {
		for (size_t i = 0; i < p->n; i++) {
			v[i] = (struct option){ p->v[i].at.first, p->v[i].at.last, p->v[i].how.typography.n, false };
			v[i].verbatim = p->n > 1 && is_verbatim(m, q, &v[i]);
		}
		c = choose(m, &s, v, p->n);
		report(m, &s, v, &c, out);
	}
	selector_close(&s);
	return &p->v[c.best];
}

int select_chain(struct matcher *m, const struct quote *q, struct places *places, unsigned window, struct chain *c,
                 struct match *out, struct error *e)
{
	int rc = chain_find(m, places, window, 0, c, e);
	struct option *v;
	struct selector s;
	struct choice choice;
	size_t n = 0, count;

	if (rc < 0 || !c->complete || !c->clean)
		return rc;
	count = c->count;
	v = arena_array(m->scratch, struct option, count + 1);
	if (!v)
		return error_memory(e);
	for (size_t i = 0; rc == 0 && i < count && i < 16; i++) {
		struct chain one;

		rc = count > 1 ? chain_find(m, places, window, i, &one, e) : 0;
		if (count == 1)
			one = *c;
		if (rc == 0 && one.complete && one.clean)
			v[n++] = (struct option){ one.at[0]->at.first, one.at[m->quote.n_parts - 1]->at.last, 0, false };
	}
	if (rc < 0 || n == 0)
		return rc;
	selector_open(&s, q);
	choice = choose(m, &s, v, n);
	report(m, &s, v, &choice, out);
	selector_close(&s);
	return choice.best > 0 ? chain_find(m, places, window, choice.best, c, e) : 0;
}

void select_exact(struct str source, struct str quote, const struct parsed_quote *parsed, struct match *out)
{
	const struct fold *f = &parsed->fold;
	size_t first = f->v[0].start, end = token_end(&f->v[f->n - 1]), lead, tail;
	struct str bare = str_trim(quote);
	size_t offset = (size_t)(bare.ptr - quote.ptr);

	out->verdict = VERDICT_FOLDED;
	lead = first - offset;
	tail = offset + bare.len - end;
	if (out->span.start >= lead && source.len - out->span.end >= tail &&
	    out->span.end - out->span.start == end - first &&
	    memcmp(source.ptr + out->span.start - lead, bare.ptr, bare.len) == 0) {
		out->verdict = VERDICT_VERBATIM;
		out->span.start -= lead;
		out->span.end += tail;
		out->parts[0].start = out->span.start;
		out->parts[out->n_parts - 1].end = out->span.end;
		return;
	}
	select_widen(source, quote, parsed, out);
}

/* The same mark for the folding: equal, or both quotation marks, or both dashes. */
static bool same_mark(uint32_t a, uint32_t b)
{
	bool dash_a = a == '-' || (a >= 0x2010 && a <= 0x2015), dash_b = b == '-' || (b >= 0x2010 && b <= 0x2015);

	return a == b || (fold_is_quote_mark(a) && fold_is_quote_mark(b)) || (dash_a && dash_b);
}

/* The next mark that is no white space, backwards or forwards; 0 at the border. Moves *at behind it. */
static uint32_t next_mark(struct str s, size_t *at, size_t border, bool back)
{
	uint32_t c = 0;

	while (back ? *at > border : *at < border) {
		c = back ? utf8_prev(s, at) : utf8_next(s, at);
		if (!utf8_is_space(c))
			return c;
	}
	return 0;
}

static size_t widen(struct str source, size_t at, struct str quote, size_t from, size_t border, bool back)
{
	for (;;) {
		size_t next = at;
		uint32_t c = next_mark(quote, &from, border, back);

		if (c == 0 || !same_mark(c, next_mark(source, &next, back ? 0 : source.len, back)))
			return at;
		at = next;
	}
}

void select_widen(struct str source, struct str quote, const struct parsed_quote *parsed, struct match *out)
{
	const struct fold *f = &parsed->fold;

	out->span.start = widen(source, out->span.start, quote, f->v[0].start, 0, true);
	out->span.end = widen(source, out->span.end, quote, token_end(&f->v[f->n - 1]), quote.len, false);
}

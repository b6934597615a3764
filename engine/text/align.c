#include "text/align.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/vec.h"
#include "text/bracket.h"
#include "text/edge.h"
#include "text/rectangle.h"
#include "text/spelling.h"

#define RUNS_MOST 400

struct run {
	uint32_t q, s, len;
	int64_t score;
	int32_t from; /* the run before it in its chain, -1: none */
};

static bool same(const struct aligner *al, size_t i, size_t k)
{
	return al->quote->fold.v[i].hash == al->source->v[k].hash;
}

/* A run must not end inside a bracket: that would tear the editor's mark apart. */
static void trim_run(const struct parsed_quote *q, struct run *r)
{
	while (r->len > 0 && q->bracket_of[r->q] != 0) {
		const struct bracket *b = &q->brackets[q->bracket_of[r->q] - 1];

		if (b->first >= r->q && b->last <= r->q + r->len)
			break;
		r->q++;
		r->s++;
		r->len--;
	}
	while (r->len > 0 && q->bracket_of[r->q + r->len - 1] != 0) {
		const struct bracket *b = &q->brackets[q->bracket_of[r->q + r->len - 1] - 1];

		if (b->first >= r->q && b->last <= r->q + r->len)
			break;
		r->len--;
	}
}

static struct run extend(struct aligner *al, const struct quote_part *part, const struct hit *h)
{
	size_t i = h->q, k = h->s, n = 0;

	while (i > part->first && k > 0 && same(al, i - 1, k - 1)) {
		i--;
		k--;
	}
	while (i + n < part->last && k + n < al->source->n && same(al, i + n, k + n))
		n++;
	al->steps += n + 1;
	return (struct run){ (uint32_t)i, (uint32_t)k, (uint32_t)n, 0, -1 };
}

static size_t find_runs(struct aligner *al, const struct quote_part *part, const struct hit *hits, size_t n,
                        struct run *runs)
{
	size_t count = 0;
	int64_t diagonal = 0;
	size_t done = 0; /* how far the last run of this diagonal goes, in the quote */

	for (size_t i = 0; i < n && count < RUNS_MOST; i++) {
		struct run r;

		if (i > 0 && hits[i].diagonal == diagonal && hits[i].q < done)
			continue;
		r = extend(al, part, &hits[i]);
		diagonal = hits[i].diagonal;
		done = r.q + r.len;
		trim_run(al->quote, &r);
		if (r.len > 0)
			runs[count++] = r;
	}
	return count;
}

/* A lone word beside a bracket is no anchor where there are runs: what lies between those is aligned as a whole. */
static size_t drop_lone(struct run *runs, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (runs[i].len > 1)
			runs[kept++] = runs[i];
	return kept > 0 ? kept : n;
}

static int by_place(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	if (x->q != y->q)
		return x->q < y->q ? -1 : 1;
	return x->s < y->s ? -1 : x->s > y->s;
}

/* How far run b must be cut at its start to follow a in both texts. */
static uint32_t overlap(const struct run *a, const struct run *b)
{
	uint32_t q = a->q + a->len > b->q ? a->q + a->len - b->q : 0;
	uint32_t s = a->s + a->len > b->s ? a->s + a->len - b->s : 0;

	return q > s ? q : s;
}

/* The heaviest chain of runs; returns its last run, or -1. */
static int32_t chain(struct run *runs, size_t n)
{
	int32_t best = -1;

	for (size_t i = 0; i < n; i++) {
		runs[i].score = runs[i].len * (int64_t)8;
		for (size_t k = 0; k < i; k++) {
			uint32_t cut = overlap(&runs[k], &runs[i]);
			int64_t shift = ((int64_t)runs[i].s - runs[i].q) - ((int64_t)runs[k].s - runs[k].q), score;

			if (cut >= runs[i].len || runs[k].s > runs[i].s)
				continue;
			score = runs[k].score + (int64_t)(runs[i].len - cut) * 8 - 4 - (shift < 0 ? -shift : shift);
			if (score > runs[i].score) {
				runs[i].score = score;
				runs[i].from = (int32_t)k;
			}
		}
		if (best < 0 || runs[i].score > runs[best].score)
			best = (int32_t)i;
	}
	return best;
}

/* Writes the chain's runs in order to the front of `runs`, cut where they overlap; returns how many. */
static size_t unroll(const struct parsed_quote *q, struct run *runs, struct run *order, int32_t last)
{
	size_t n = 0, kept = 0;

	for (int32_t i = last; i >= 0; i = runs[i].from)
		order[n++] = runs[i];
	for (size_t i = n; i-- > 0;) {
		struct run r = order[i];
		uint32_t cut = kept > 0 ? overlap(&runs[kept - 1], &r) : 0;

		if (cut >= r.len)
			continue;
		r.q += cut;
		r.s += cut;
		r.len -= cut;
		trim_run(q, &r);
		if (r.len > 0)
			runs[kept++] = r;
	}
	return kept;
}

size_t part_words(const struct parsed_quote *q, const struct quote_part *part)
{
	size_t n = 0;

	for (size_t i = part->first; i < part->last; i++)
		n += !(q->fold.v[i].flags & TOKEN_REFERENCE) && q->bracket_of[i] == 0;
	return n;
}

static size_t run_words(const struct parsed_quote *q, const struct run *r)
{
	struct quote_part part = { r->q, r->q + r->len, { 0 } };

	return part_words(q, &part);
}

static int add_run(struct steps *steps, struct arena *a, const struct run *r, struct error *e)
{
	for (uint32_t i = 0; i < r->len; i++)
		if (steps_add(steps, a, (struct step){ STEP_EQUAL, r->q + i, 1, r->s + i, 1 }, e) < 0)
			return CC_ENOMEM;
	return 0;
}

/* How many source words the ends of an alignment may reach beyond the quote's own. */
static size_t slack(const struct parsed_quote *q, size_t words)
{
	return 8 + words / 2 + 8 * (q->n_brackets > 4 ? 4 : q->n_brackets);
}

/* A misspelt or otherwise spelt word still shows which passage is meant. */
static bool resembles(const struct aligner *al, const struct step *t)
{
	char a[64], b[64];
	struct str x = { a, fold_word(&al->quote->fold, t->q, a, sizeof a) }, y = { b, fold_word(al->source, t->s, b, sizeof b) };
	size_t head = 0, tail = 0, least = x.len < y.len ? x.len : y.len, most = x.len < y.len ? y.len : x.len;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[x.len - 1 - tail] == b[y.len - 1 - tail])
		tail++;
	return (least >= 4 && head + tail + 2 >= most) || spelling_variant(x, y);
}

static void count_words(struct placement *p, const struct aligner *al, const struct step *t)
{
	for (uint32_t k = 0; k < t->nq; k++)
		p->matched += al->quote->bracket_of[t->q + k] == 0 && !(al->quote->fold.v[t->q + k].flags & TOKEN_REFERENCE);
}

static void count_run(struct placement *p, const struct step *t, size_t *run, size_t *first)
{
	if (*run == 0)
		*first = t->s;
	*run += t->nq;
	if (*run <= p->longest)
		return;
	p->longest = *run;
	p->stop_q = t->q + t->nq;
	p->stop_first = *first;
	p->stop_last = t->s + t->ns;
}

static void summarise(struct placement *p, const struct aligner *al, const struct steps *steps)
{
	size_t run = 0, first = 0;

	p->steps = steps->v;
	p->n_steps = steps->n;
	p->first = SIZE_MAX;
	p->last = 0;
	for (size_t i = 0; i < steps->n; i++) {
		const struct step *t = &steps->v[i];

		p->cost += step_cost(t->op, t->ns);
		if (t->ns > 0 && t->op != STEP_SKIP && t->op != STEP_DROPPED) {
			p->first = t->s < p->first ? t->s : p->first;
			p->last = t->s + t->ns;
		}
		if (t->op == STEP_EQUAL || t->op == STEP_JOIN) {
			count_words(p, al, t);
			count_run(p, t, &run, &first);
		} else if (t->op != STEP_SKIP) {
			run = 0;
			if (t->op == STEP_CHANGED && resembles(al, t))
				count_words(p, al, t);
		}
	}
	if (p->first == SIZE_MAX)
		p->first = p->last = 0;
}

/* What lies between the runs, and the runs. */
static int fill_between(struct aligner *al, const struct run *runs, size_t n, struct steps *steps, struct error *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = add_run(steps, al->scratch, &runs[i], e);
		if (rc == 0 && i + 1 < n)
			rc = rectangle_align(al, (struct rectangle){ runs[i].q + runs[i].len, runs[i + 1].q,
			                                             runs[i].s + runs[i].len, runs[i + 1].s, false, false },
			                     steps, e);
	}
	return rc;
}

static int fill_behind(struct aligner *al, const struct quote_part *part, const struct run *last, struct steps *steps,
                       struct error *e)
{
	size_t from = last->s + last->len, reach = part->last - (last->q + last->len);

	reach += slack(al->quote, reach);
	reach = al->source->n - from < reach ? al->source->n : from + reach;
	return rectangle_align(al, (struct rectangle){ last->q + last->len, part->last, from, reach, false, true }, steps, e);
}

static int fill_before(struct aligner *al, const struct quote_part *part, const struct run *first, struct steps *steps,
                       struct error *e)
{
	size_t reach = first->q - part->first, from;

	reach += slack(al->quote, reach);
	from = first->s > reach ? first->s - reach : 0;
	return rectangle_align(al, (struct rectangle){ part->first, first->q, from, first->s, true, false }, steps, e);
}

/* Do these steps over the quote's tokens from..to leave too many words unmatched, whatever the others match? */
static bool leaves_too_little(const struct aligner *al, const struct placement *p, const struct steps *steps, size_t from, size_t to)
{
	struct quote_part range = { from, to, { 0 } };
	struct placement got = { 0 };

	if (al->least_matched == 0)
		return false;
	summarise(&got, al, steps);
	if (al->least_matched > p->words)
		return got.cost >= COST_WORD;
	return part_words(al->quote, &range) - got.matched > p->words - al->least_matched;
}

/* Fills what lies between, behind and before the runs, in this order: mostly there is least in between, and the rest need
 * not be looked at where that is too far already. No steps then. */
static int fill(struct aligner *al, const struct quote_part *part, const struct run *runs, size_t n,
                const struct placement *p, struct steps *steps, struct error *e)
{
	const struct run *last = &runs[n - 1];
	struct steps rest = { 0 };
	int rc = fill_between(al, runs, n, &rest, e);

	if (rc < 0 || leaves_too_little(al, p, &rest, runs[0].q, last->q + last->len))
		return rc;
	rc = fill_behind(al, part, last, &rest, e);
	if (rc < 0 || leaves_too_little(al, p, &rest, runs[0].q, part->last))
		return rc;
	rc = fill_before(al, part, &runs[0], steps, e);
	for (size_t i = 0; rc == 0 && i < rest.n; i++)
		rc = steps_add(steps, al->scratch, rest.v[i], e);
	return rc;
}

/* Only its longest run of equal words is told. */
static void tell_run(struct placement *out, const struct run *r, size_t covered)
{
	out->first = r->s;
	out->last = r->s + r->len;
	out->longest = r->len;
	out->stop_q = r->q + r->len;
	out->stop_first = out->first;
	out->stop_last = out->last;
	out->matched = covered;
}

int align_part(struct aligner *al, const struct quote_part *part, const struct hit *hits, size_t n, size_t least,
               struct placement *out, struct error *e)
{
	struct run few[16], *runs = few, *order = few + 8;
	struct steps steps = { 0 };
	size_t count, covered = 0, longest = 0;
	int rc;

	*out = (struct placement){ .part = part, .words = part_words(al->quote, part) };
	if (n > 8) {
		size_t room = n < RUNS_MOST ? n : RUNS_MOST;

		runs = arena_array(al->scratch, struct run, 2 * room);
		if (!runs)
			return error_memory(e);
		order = runs + room;
	}
	count = find_runs(al, part, hits, n, runs);
	if (!al->lone_words)
		count = drop_lone(runs, count);
	if (count > 1) {
		qsort(runs, count, sizeof *runs, by_place);
		al->steps += count * count / 2;
		count = unroll(al->quote, runs, order, chain(runs, count));
	}
	for (size_t i = 0; i < count; i++) {
		covered += run_words(al->quote, &runs[i]);
		if (runs[i].len > runs[longest].len)
			longest = i;
	}
	if (count > 0)
		tell_run(out, &runs[longest], covered);
	if (count == 0 || covered < least)
		return 0;
	rc = fill(al, part, runs, count, out, &steps, e);
	if (al->steps > LIMIT_MATCH_STEPS)
		al->spent = true;
	if (rc == 0 && steps.n > 0) {
		*out = (struct placement){ .part = part, .words = out->words };
		edge_keep_sentence(al, &steps);
		summarise(out, al, &steps);
	}
	return rc;
}

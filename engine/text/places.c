#include "text/places.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/vec.h"
#include "text/candidates.h"
#include "text/bracket.h"

#define NEAR_MOST 12   /* places that are aligned although they are not the same */
#define SCATTERED_RUN 5 /* words in a row that are no accident */
#define COMMON_WORDS 16 /* parts up to this long are also looked for by their common trigrams */
#define SHORT_WORDS 10 /* parts up to this long are also looked for word by word */

size_t part_size(const struct parsed_quote *q, const struct quote_part *part)
{
	size_t n = 0;

	for (size_t i = part->first; i < part->last; i++)
		n += i == part->first || !(q->fold.v[i].flags & TOKEN_GLUED) || q->fold.v[i].flags & TOKEN_SINGLE;
	return n;
}

bool place_agrees(const struct matcher *m, const struct placement *p)
{
	size_t extra = p->last - p->first > p->words ? p->last - p->first - p->words : 0;

	if (part_size(&m->quote, p->part) < 3 || p->words < 3)
		return false;
	if (extra > p->words + 8)
		return false;
	if (p->words < 6) /* two of three, three of four, three of five */
		return p->matched >= 2 && p->matched * 5 >= p->words * 3;
	if (p->words < 12)
		return p->matched * 100 >= p->words * 65 && p->longest >= 2;
	return (p->matched * 100 >= p->words * 55 && p->longest >= 3) || (p->matched * 10 >= p->words * 7 && p->longest >= 2);
}

static int add_place(struct matcher *m, struct places *out, const struct place *p, struct error *e)
{
	struct place *slot = vec_add(m->scratch, out);

	if (!slot)
		return error_memory(e);
	*slot = *p;
	return 0;
}

/* What is asked of a place of one part, in per mille of its words: of several parts one may stand nowhere. */
static unsigned least_of_part(const struct matcher *m)
{
	return m->least_near >= SAME_WORDS || m->quote.n_parts == 1 ? m->least_near : 0;
}

/* Is a place that differs too far from the quote to be asked for? */
static bool too_far(const struct matcher *m, const struct placement *p)
{
	return p->matched * 1000 < p->words * least_of_part(m) || least_of_part(m) >= SAME_WORDS;
}

/* What is left at the least of the quote's trigrams, and of the words that stand in runs, where the place is of use: a word
 * that differs tears three trigrams, and at most two equal words out of a run. Of the very words few are torn by what is
 * free: words written together in one text and apart in the other, and what the quote shows itself. */
static size_t least_left(const struct matcher *m, const struct quote_part *part, size_t words)
{
	size_t least = least_of_part(m), torn = words, loose = 0;

	for (size_t i = part->first; least >= SAME_WORDS && i < part->last; i++)
		loose += quote_is_loose(&m->quote, i);
	if (least >= SAME_WORDS)
		torn = words / 8 + 6 + 4 * loose;
	else if (least > 0)
		torn = 3 * (words - (words * least + 999) / 1000) + 2;
	return torn < words ? words - torn : 0;
}

/* Words that equal runs must cover. */
static size_t least_covered(size_t words, size_t left)
{
	size_t most = words < 10 ? 3 : 5, least = (words + most - 1) / most;

	return left > least ? left : least;
}

/* The cheapest places that differ, in order of cost; the first of equals stays first. */
static void keep_near(const struct matcher *m, struct places *out, const struct place *p)
{
	size_t i;

	if (too_far(m, &p->at))
		return;
	if (out->n_near == NEAR_KEPT && p->at.cost >= out->near_v[NEAR_KEPT - 1].at.cost)
		return;
	out->n_near += out->n_near < NEAR_KEPT;
	for (i = out->n_near - 1; i > 0 && p->at.cost < out->near_v[i - 1].at.cost; i--)
		out->near_v[i] = out->near_v[i - 1];
	out->near_v[i] = *p;
}

/* Compares an aligned place and files it: the same, or nearer than the nearest one so far. */
static int judge(struct matcher *m, struct places *out, struct placement at, struct error *e)
{
	struct place p = { .at = at };
	int rc;

	if (at.longest > out->stop.longest)
		out->stop = at;
	if (at.cost >= COST_WORD) { /* compared when it is chosen */
		keep_near(m, out, &p);
		return 0;
	}
	rc = compare_part(m->scratch, &m->al, &at, &p.how, e);
	if (rc < 0)
		return rc;
	if (p.how.counted.n == 0)
		return out->n < PLACES_MOST ? add_place(m, out, &p, e) : 0;
	p.at.cost += (unsigned)p.how.counted.n * COST_WORD;
	p.compared = true;
	keep_near(m, out, &p);
	return 0;
}

int place_compare(struct matcher *m, struct place *p, struct error *e)
{
	if (p->compared)
		return 0;
	p->compared = true;
	return compare_part(m->scratch, &m->al, &p->at, &p->how, e);
}

/* Does the whole part stand at source token s, word by word? */
static bool stands_at(struct matcher *m, const struct quote_part *part, int64_t s)
{
	const struct fold *q = &m->quote.fold, *f = &m->index->fold;
	size_t n = part->last - part->first;

	if (s < 0 || (size_t)s + n > f->n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (q->v[part->first + i].hash != f->v[(size_t)s + i].hash) {
			m->al.steps += i;
			return false;
		}
	}
	m->al.steps += n;
	return true;
}

static int exact(struct matcher *m, const struct quote_part *part, size_t s, struct places *out, struct error *e)
{
	size_t n = part->last - part->first;
	struct placement at = { .part = part, .first = s, .last = s + n, .longest = n, .stop_q = part->last,
		                .stop_first = s, .stop_last = s + n };

	at.words = at.matched = part_words(&m->quote, part);
	at.steps = arena_array(m->scratch, struct step, n);
	if (!at.steps)
		return error_memory(e);
	at.n_steps = n;
	for (size_t i = 0; i < n; i++)
		at.steps[i] = (struct step){ STEP_EQUAL, (uint32_t)(part->first + i), 1, (uint32_t)(s + i), 1 };
	return judge(m, out, at, e);
}

/* Places on which all words are the same, one after another. */
static int try_exact(struct matcher *m, const struct quote_part *part, struct places *out, struct error *e)
{
	uint32_t token;
	struct postings p = candidates_rarest(&m->al, part, &token);
	int rc = 0;

	if (p.n == UINT32_MAX)
		return 0;
	POSTINGS_EACH(at, &p) {
		int64_t s = (int64_t)postings_token(&p, at) - (int64_t)(token - part->first);

		if (rc < 0 || out->n >= PLACES_MOST || m->al.steps >= LIMIT_MATCH_STEPS)
			break;
		m->al.steps++;
		if (stands_at(m, part, s))
			rc = exact(m, part, (size_t)s, out, e);
	}
	if (m->al.steps >= LIMIT_MATCH_STEPS)
		m->al.spent = true;
	return rc;
}

/* The places that most hits point to. */
static int try_clusters(struct matcher *m, const struct quote_part *part, struct clusters *all, size_t least,
                        struct places *out, struct error *e)
{
	size_t near = 0;
	int rc = candidates_cluster(&m->al, part, all, e);

	for (size_t i = 0; rc == 0 && i < all->n && near < NEAR_MOST && !m->al.spent; i++) {
		const struct cluster *c = &all->v[i];
		struct placement at;

		if (c->votes * 2 < all->v[0].votes && i >= 2)
			break;
		rc = align_part(&m->al, part, c->hits, c->n, least, &at, e);
		if (rc < 0)
			return rc;
		near += at.cost >= COST_WORD || !at.steps;
		if (at.steps)
			rc = judge(m, out, at, e);
		else if (at.longest > out->stop.longest)
			out->stop = at;
	}
	return rc;
}

/* Words of the part that stand in the source in runs of some length, wherever: several passages written as one. */
static int count_scattered(struct matcher *m, const struct quote_part *part, const struct clusters *c,
                           struct places *out, struct error *e)
{
	const struct fold *q = &m->quote.fold, *f = &m->index->fold;
	bool *seen = arena_array(m->scratch, bool, part->last - part->first);

	if (!seen)
		return error_memory(e);
	for (size_t i = 0; i < c->n_hits && m->al.steps < LIMIT_MATCH_STEPS; i++) {
		size_t a = c->hits[i].q, s = c->hits[i].s, n = 0;

		if (seen[a - part->first] && a + 2 < part->last && seen[a + 2 - part->first])
			continue;
		while (a + n < part->last && s + n < f->n && q->v[a + n].hash == f->v[s + n].hash)
			n++;
		m->al.steps += n + 1;
		for (size_t k = 0; n >= SCATTERED_RUN && k < n; k++)
			seen[a + k - part->first] = true;
	}
	for (size_t i = part->first; i < part->last; i++)
		out->scattered += seen[i - part->first] && !quote_bracketed(&m->quote, i) && !(q->v[i].flags & TOKEN_REFERENCE);
	return 0;
}

struct place *places_agreeing(const struct matcher *m, struct places *p)
{
	for (size_t i = 0; i < p->n_near; i++)
		if (place_agrees(m, &p->near_v[i].at) && (i == 0 || p->near_v[i].at.matched * 5 >= p->near_v[i].at.words * 4))
			return &p->near_v[i];
	return NULL;
}

static bool has_agreeing(const struct matcher *m, struct places *p)
{
	return p->n > 0 || places_agreeing(m, p);
}

static int by_position(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->at.first < y->at.first ? -1 : x->at.first > y->at.first;
}

/* By position, each once: a bucket of the index may hold a token under two keys. */
static void sort_places(struct places *p)
{
	size_t n = 0;

	if (p->n < 2)
		return;
	qsort(p->v, p->n, sizeof *p->v, by_position);
	for (size_t i = 0; i < p->n; i++)
		if (n == 0 || p->v[i].at.first != p->v[n - 1].at.first || p->v[i].at.last != p->v[n - 1].at.last)
			p->v[n++] = p->v[i];
	p->n = n;
}

int places_find(struct matcher *m, const struct quote_part *part, struct places *out, struct error *e)
{
	struct clusters clusters;
	size_t words = part_words(&m->quote, part), left;
	int rc;

	*out = (struct places){ 0 };
	if (part->last - part->first < 3)
		return places_scan(m, part, 0, m->index->fold.n, PLACES_MOST, out, e);
	rc = try_exact(m, part, out, e);
	if (rc < 0 || out->n > 0) {
		sort_places(out);
		return rc;
	}
	left = least_left(m, part, words);
	m->al.least_matched = least_of_part(m) >= SAME_WORDS ? words + 1 : (words * least_of_part(m) + 999) / 1000;
	rc = candidates_find(&m->al, part, left, &clusters, e);
	if (rc == 0)
		rc = try_clusters(m, part, &clusters, least_covered(words, m->least_near >= SAME_WORDS ? 0 : left), out, e);
	if (least_of_part(m) == 0 && rc == 0 && words > SHORT_WORDS && !has_agreeing(m, out))
		rc = count_scattered(m, part, &clusters, out, e);
	if (rc == 0 && words <= COMMON_WORDS && !m->al.spent && !has_agreeing(m, out)) {
		rc = candidates_common(&m->al, part, &clusters, e);
		if (rc == 0)
			rc = try_clusters(m, part, &clusters, least_covered(words, 0), out, e);
	}
	if (least_of_part(m) == 0 && rc == 0 && words <= SHORT_WORDS && !m->al.spent && !has_agreeing(m, out)) {
		rc = candidates_words(&m->al, m->index, part, &clusters, e);
		if (rc == 0)
			rc = try_clusters(m, part, &clusters, (words + 2) / 3, out, e);
	}
	if (rc == 0)
		sort_places(out);
	return rc;
}

/* Matches a short part at source token s, with marks left out and words written together; the number of source tokens
 * it takes, 0 when it does not stand there. */
static size_t match_short(struct matcher *m, const struct quote_part *part, size_t s, struct step *steps, size_t *n_steps)
{
	const struct fold *q = &m->quote.fold, *f = &m->index->fold;
	size_t i = part->first, k = s, n = 0;

	while (i < part->last) {
		if (n > 0)
			for (; k < f->n && n < 6 && f->v[k].flags & TOKEN_REFERENCE && f->v[k].hash != q->v[i].hash; k++)
				steps[n++] = (struct step){ STEP_SKIP, (uint32_t)i, 0, (uint32_t)k, 1 };
		if (k >= f->n || n > 6)
			return 0;
		if (q->v[i].hash == f->v[k].hash) {
			steps[n++] = (struct step){ STEP_EQUAL, (uint32_t)i++, 1, (uint32_t)k++, 1 };
		} else if (k + 1 < f->n && f->v[k + 1].flags & TOKEN_HYPHEN && joins(&m->al, i, 1, k, 2)) {
			steps[n++] = (struct step){ STEP_JOIN, (uint32_t)i++, 1, (uint32_t)k, 2 };
			k += 2;
		} else if (i + 1 < part->last && q->v[i + 1].flags & TOKEN_HYPHEN && joins(&m->al, i, 2, k, 1)) {
			steps[n++] = (struct step){ STEP_JOIN, (uint32_t)i, 2, (uint32_t)k++, 1 };
			i += 2;
		} else {
			return 0;
		}
	}
	*n_steps = n;
	return k - s;
}

/* May a short part start at this token at all? A cheap test before match_short. */
static bool may_start(const struct fold *f, size_t s, uint32_t plain, bool hyphen_in_quote)
{
	return f->v[s].hash == plain || hyphen_in_quote || f->v[s].flags & TOKEN_LAST_HYPHEN;
}

int places_scan(struct matcher *m, const struct quote_part *part, size_t from, size_t to, size_t most,
                struct places *out, struct error *e)
{
	const struct fold *f = &m->index->fold;
	uint32_t first = m->quote.fold.v[part->first].hash;
	bool hyphen = m->quote.fold.v[part->first].flags & TOKEN_LAST_HYPHEN;
	int rc = 0;

	for (size_t s = from; rc == 0 && s < to && s < f->n && out->n < most; s++) {
		struct placement at = { .part = part, .first = s };
		struct step steps[16];
		size_t n, taken;

		if (!may_start(f, s, first, hyphen))
			continue;
		taken = match_short(m, part, s, steps, &n);
		m->al.steps += 4;
		if (taken == 0)
			continue;
		at.steps = arena_array(m->scratch, struct step, n);
		if (!at.steps)
			return error_memory(e);
		for (size_t i = 0; i < n; i++)
			at.steps[i] = steps[i];
		at.n_steps = n;
		at.last = s + taken;
		at.words = at.matched = at.longest = part_words(&m->quote, part);
		at.stop_q = part->last;
		at.stop_first = s;
		at.stop_last = at.last;
		rc = judge(m, out, at, e);
	}
	m->al.steps += to - from < f->n ? (to - from) / 8 : f->n / 8;
	return rc;
}

/* Which documents are worth an alignment with a quote: those that hold most of its rare keys, close together. */
#include "text/quote_set.h"

#define LIKELY_MOST 48 /* documents whose places are looked at, before QUOTE_SET_DOCUMENTS of them are chosen */
#define PLACES_MOST 64 /* keys of one quote in one of them */

/* One changed word spoils three trigrams. A place is near when four fifths of the words agree: what is left then of a
 * quote's trigrams in the worst case, or a third of a long quote's. The very words keep nearly all: what is lost are those
 * across an ellipsis, a bracket or a mark. */
static size_t needed(size_t keys, enum share how)
{
	size_t spoilt = (keys + 2) / 5 * 3, share = keys >= 20 ? keys / 3 : (keys + 4) / 5;

	switch (how) {
	case SHARE_SAME:
		return (keys * 3 + 4) / 5;
	case SHARE_AROUND:
		return (keys * 2 + 2) / 3;
	case SHARE_THINNED:
		return (keys + 2) / 3;
	case SHARE_NEAR:
		break;
	}
	return spoilt + share < keys ? keys - spoilt : share;
}

static bool is_near(enum share how)
{
	return how == SHARE_NEAR || how == SHARE_THINNED;
}

struct chosen {
	uint32_t rare;
	uint64_t weight; /* by rare keys first where the very words are asked for: they have all of those; of the common keys
	                  * only the first documents that hold them are known */
	uint32_t document;
};

struct choice {
	struct chosen v[LIKELY_MOST];
	size_t n, most;
};

static bool heavier(const struct chosen *a, const struct chosen *b)
{
	return a->weight != b->weight ? a->weight > b->weight : a->document < b->document;
}

/* Keeps the heaviest, in order; of equal ones the first document stays first. */
static void keep(struct choice *c, struct chosen one)
{
	size_t i;

	if (c->n == c->most && !heavier(&one, &c->v[c->n - 1]))
		return;
	c->n += c->n < c->most;
	for (i = c->n - 1; i > 0 && heavier(&one, &c->v[i - 1]); i--)
		c->v[i] = c->v[i - 1];
	c->v[i] = one;
}

/* What a document must hold. */
struct bar {
	size_t least;      /* keys of any sort */
	size_t least_rare; /* the same share of the rare keys that stand anywhere at all */
	size_t common;     /* all common keys of the quote */
	size_t there;      /* rare keys of those that differ in the cited source */
};

/* A document that holds its share of the rare keys may hold any of the common ones: they are not followed that far. */
static bool suffices(const struct bar *b, size_t rare, size_t common)
{
	return rare > 0 && rare >= b->least_rare ? rare + b->common >= b->least : rare + common >= b->least;
}

/* Votes of every document that holds keys of the quote. Where one of the keys around a difference stands in none, no document
 * has the very words: keys whose words may have another form, as far as the quote shows, were left out (quote_keys.c). */
static struct bar vote(const struct quote_set *s, struct looker *l, const struct asked *q)
{
	struct bar bar = { .least = needed(q->n, q->share) };
	size_t rare = 0, common_there = 0;

	l->n_voted = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct key *k = &s->keys[s->of_quotes[q->first + i].key];
		bool full = k->n >= s->kept;

		bar.common += full;
		rare += !full && k->n > 0;
		common_there += full && i < q->there;
		for (uint32_t d = 0; d < k->n; d++) {
			uint32_t document = s->held[k->first + d].document;
			struct vote *v = &l->votes[document];

			if (v->rare == 0 && v->common == 0)
				l->voted[l->n_voted++] = document;
			v->rare += !full;
			v->common += full;
			v->there += !full && i < q->there;
		}
	}
	bar.least_rare = q->n > 0 ? (rare * bar.least + q->n - 1) / q->n : 0;
	if (q->share == SHARE_AROUND && rare + bar.common < q->n)
		bar.least = SIZE_MAX;
	bar.there = (q->there + 1) / 2 > common_there ? (q->there + 1) / 2 - common_there : 0;
	return bar;
}

/* The places of a quote's keys in one document, as distances from the quote's own. */
struct spread {
	int64_t v[PLACES_MOST];
	bool rare[PLACES_MOST];
	size_t n;
	size_t anywhere[2]; /* common and rare keys without a place of their own */
};

static void add_place(struct spread *p, int64_t at, bool rare)
{
	size_t i;

	if (p->n == PLACES_MOST)
		return;
	for (i = p->n++; i > 0 && p->v[i - 1] > at; i--) {
		p->v[i] = p->v[i - 1];
		p->rare[i] = p->rare[i - 1];
	}
	p->v[i] = at;
	p->rare[i] = rare;
}

/* Do enough of them lie together? */
static bool together(const struct spread *p, const struct asked *q, const struct bar *bar)
{
	int64_t reach = 16 + (q->words < 800 ? q->words / 2 : 400);

	if (q->parts > 1 || p->n == PLACES_MOST || suffices(bar, p->anywhere[1], p->anywhere[0]))
		return true;
	for (size_t i = 0; i < p->n; i++) {
		size_t n[2] = { p->anywhere[0], p->anywhere[1] };

		for (size_t k = i; k < p->n && p->v[k] - p->v[i] <= reach; k++)
			n[p->rare[k]]++;
		if (suffices(bar, n[1], n[0]))
			return true;
	}
	return false;
}

static int find_places(struct arena *a, const struct quote_set *s, const struct looker *l, const struct asked *q,
                       size_t likely, struct spread **out, struct error *e)
{
	*out = arena_array(a, struct spread, likely);
	if (!*out)
		return error_memory(e);
	for (size_t i = 0; i < q->n; i++) {
		const struct own *own = &s->of_quotes[q->first + i];
		const struct key *k = &s->keys[own->key];

		for (uint32_t d = 0; d < k->n; d++) {
			const struct held *h = &s->held[k->first + d];
			uint32_t at = l->votes[h->document].likely;

			if (at > 0 && h->word == ANYWHERE)
				(*out)[at - 1].anywhere[k->n < s->kept]++;
			else if (at > 0)
				add_place(&(*out)[at - 1], (int64_t)h->word - own->token, k->n < s->kept);
		}
	}
	return 0;
}

/* Documents that hold enough of the quote's keys. */
static struct choice likely_ones(const struct looker *l, const struct asked *q, const struct bar *bar)
{
	struct choice c = { .most = LIKELY_MOST };

	for (size_t i = 0; i < l->n_voted; i++) {
		const struct vote *v = &l->votes[l->voted[i]];
		uint64_t weight = is_near(q->share) ? 4 * (uint64_t)v->rare + v->common : (uint64_t)v->rare << 32 | v->common;

		if (v->there >= bar->there && suffices(bar, v->rare, v->common))
			keep(&c, (struct chosen){ v->rare, weight, l->voted[i] });
	}
	return c;
}

/* A guess: who has the very words has their rare keys, but for those across what is free, so that no other document has many
 * more. */
static bool may_be_same(const struct choice *c, size_t i)
{
	uint32_t most = 0;

	for (size_t k = 0; k < c->n; k++)
		most = c->v[k].rare > most ? c->v[k].rare : most;
	return c->v[i].rare * 5 >= most * 3;
}

int quote_set_choose(struct arena *a, struct quote_set *s, unsigned worker, size_t quote, struct quote_choice **out,
                     size_t *n, struct error *e)
{
	const struct asked *q = &s->asked[quote];
	struct looker *l = &s->lookers[worker];
	struct spread *places = NULL;
	struct bar bar = vote(s, l, q);
	struct choice likely = likely_ones(l, q, &bar);
	int rc = 0;

	*n = 0;
	*out = NULL;
	for (size_t i = 0; i < likely.n; i++)
		l->votes[likely.v[i].document].likely = (uint32_t)i + 1;
	if (likely.n > 0) {
		rc = find_places(a, s, l, q, likely.n, &places, e);
		*out = arena_array(a, struct quote_choice, QUOTE_SET_DOCUMENTS);
		if (rc == 0 && !*out)
			rc = error_memory(e);
	}
	for (size_t i = 0; rc == 0 && i < likely.n && *n < QUOTE_SET_DOCUMENTS; i++) {
		bool same = may_be_same(&likely, i);

		if ((same || is_near(q->share)) && together(&places[i], q, &bar))
			(*out)[(*n)++] = (struct quote_choice){ likely.v[i].document, same };
	}
	for (size_t i = 0; i < l->n_voted; i++)
		l->votes[l->voted[i]] = (struct vote){ 0 };
	return rc;
}

#include "text/candidates.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/limits.h"

#define RARE 48           /* a trigram with more places than this votes only when no other does */
#define COMMON_PLACES 2048 /* places of common trigrams that one short part may have looked at */
#define FEW 4             /* so few places are looked at without looking for a rarer trigram */
#define HITS_MOST 200000
#define WORD_RARE 64      /* the same for single words */
#define VIEW_MOST 3
#define CLUSTERS_MOST 64

/* One word of a view of the quote: its hash, and the token that it starts at. */
struct item {
	uint32_t hash, token;
};

struct seed {
	uint64_t key;
	uint32_t hash[3];
	uint32_t token;
	struct postings postings;
};

struct seeds {
	struct seed *v;
	size_t n;
};

struct hits {
	struct hit *v;
	size_t n, cap;
	bool cut;
};

static int add_hit(struct aligner *al, struct hits *h, size_t q, size_t s, struct error *e)
{
	if (h->n >= HITS_MOST) {
		h->cut = true;
		return 0;
	}
	if (h->n == h->cap) {
		size_t cap = h->cap * 2 + 64;
		struct hit *v = arena_array(al->scratch, struct hit, cap);

		if (!v)
			return error_memory(e);
		for (size_t i = 0; i < h->n; i++)
			v[i] = h->v[i];
		h->v = v;
		h->cap = cap;
	}
	h->v[h->n++] = (struct hit){ (int64_t)s - (int64_t)q, (uint32_t)q, (uint32_t)s };
	return 0;
}

/* The words of the part as they stand, without its brackets' words, or with hyphenated words written together. */
enum view { VIEW_LITERAL, VIEW_WITHOUT_BRACKETS, VIEW_JOINED };

static size_t read_view(const struct parsed_quote *q, const struct quote_part *part, enum view view, struct item *out)
{
	const struct fold *f = &q->fold;
	size_t n = 0;

	for (size_t i = part->first; i < part->last; i++) {
		if (f->v[i].flags & TOKEN_REFERENCE || (view != VIEW_LITERAL && q->bracket_of[i] != 0))
			continue;
		out[n++] = (struct item){ f->v[i].hash, (uint32_t)i };
		if (view == VIEW_JOINED && i + 1 < part->last && f->v[i + 1].flags & TOKEN_HYPHEN) {
			out[n - 1].hash = fold_hash_joined(f, i, 2);
			i++;
		}
	}
	return n;
}

static bool needs_view(const struct parsed_quote *q, const struct quote_part *part, enum view view)
{
	if (view == VIEW_LITERAL)
		return true;
	if (view == VIEW_WITHOUT_BRACKETS)
		return q->n_brackets > 0;
	for (size_t i = part->first + 1; i < part->last; i++)
		if (q->fold.v[i].flags & TOKEN_HYPHEN)
			return true;
	return false;
}

/* Is the trigram's first word at token i, and the other two behind it? A hyphenated word may stand for one of them. */
static bool stands(const struct fold *f, size_t i, const uint32_t hash[3])
{
	bool joined = false;

	for (int k = 0; k < 3; k++) {
		if (k > 0)
			i = index_core(f, i);
		if (i >= f->n)
			return false;
		if (f->v[i].hash == hash[k]) {
			i++;
		} else if (!joined && f->v[i].flags & TOKEN_LAST_HYPHEN && i + 1 < f->n && fold_hash_joined(f, i, 2) == hash[k]) {
			joined = true;
			i += 2;
		} else {
			return false;
		}
	}
	return true;
}

static int take_seed(struct aligner *al, struct hits *h, const struct seed *s, struct error *e)
{
	int rc = 0;

	al->steps += s->postings.n;
	POSTINGS_EACH(at, &s->postings) {
		uint32_t token = postings_token(&s->postings, at);

		if (rc == 0 && stands(al->source, token, s->hash))
			rc = add_hit(al, h, s->token, token, e);
	}
	return rc;
}

/* All trigrams of the part, in every view that it needs. */
static int find_seeds(struct arena *a, const struct parsed_quote *q, const struct quote_part *part, struct seeds *out,
                      struct error *e)
{
	size_t most = part->last - part->first;
	struct item *items = arena_array(a, struct item, most);

	out->n = 0;
	out->v = arena_array(a, struct seed, VIEW_MOST * most);
	if (!items || !out->v)
		return error_memory(e);
	for (enum view view = VIEW_LITERAL; view <= VIEW_JOINED; view++) {
		size_t n = needs_view(q, part, view) ? read_view(q, part, view, items) : 0;

		for (size_t i = 0; i + 2 < n; i++)
			out->v[out->n++] = (struct seed){
				index_trigram(items[i].hash, items[i + 1].hash, items[i + 2].hash),
				{ items[i].hash, items[i + 1].hash, items[i + 2].hash },
				items[i].token,
				{ 0 },
			};
	}
	return 0;
}

int candidates_keys(struct arena *a, const struct parsed_quote *q, struct quote_key **out, size_t *n, struct error *e)
{
	size_t total = 0;

	*n = 0;
	*out = arena_array(a, struct quote_key, VIEW_MOST * q->fold.n + 1);
	if (!*out)
		return error_memory(e);
	for (size_t i = 0; i < q->n_parts; i++) {
		struct seeds seeds;
		int rc = find_seeds(a, q, &q->parts[i], &seeds, e);

		if (rc < 0)
			return rc;
		for (size_t k = 0; k < seeds.n; k++)
			(*out)[total++] = (struct quote_key){ seeds.v[k].key, seeds.v[k].token };
	}
	*n = total;
	return 0;
}

int candidates_few(struct arena *a, const struct parsed_quote *q, struct quote_key **out, size_t *n, struct error *e)
{
	struct item *items = arena_array(a, struct item, q->fold.n);

	*n = 0;
	*out = arena_array(a, struct quote_key, VIEW_MOST * q->n_parts + 1);
	if (!*out || !items)
		return error_memory(e);
	for (size_t i = 0; i < q->n_parts; i++) {
		const struct quote_part *part = &q->parts[i];

		for (enum view view = VIEW_LITERAL; view <= VIEW_JOINED; view++) {
			size_t words = needs_view(q, part, view) ? read_view(q, part, view, items) : 0;

			if (words == 1 || words == 2)
				(*out)[(*n)++] = (struct quote_key){
					words == 1 ? index_word(items[0].hash) : index_pair(items[0].hash, items[1].hash), items[0].token
				};
		}
	}
	return 0;
}

static int by_diagonal(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->diagonal != y->diagonal)
		return x->diagonal < y->diagonal ? -1 : 1;
	if (x->q != y->q)
		return x->q < y->q ? -1 : 1;
	return x->s < y->s ? -1 : x->s > y->s;
}

static int by_votes(const void *a, const void *b)
{
	const struct cluster *x = a, *y = b;

	if (x->votes != y->votes)
		return x->votes > y->votes ? -1 : 1;
	return x->hits->s < y->hits->s ? -1 : x->hits->s > y->hits->s;
}

static void sort_hits(struct hit *v, size_t n)
{
	if (n > 24) {
		qsort(v, n, sizeof *v, by_diagonal);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct hit h = v[i];
		size_t k = i;

		for (; k > 0 && by_diagonal(&v[k - 1], &h) > 0; k--)
			v[k] = v[k - 1];
		v[k] = h;
	}
}

static void collect(struct clusters *out, struct hits *h)
{
	sort_hits(h->v, h->n);
	out->hits = h->v;
	out->n_hits = h->n;
	out->cut = h->cut;
}

/* The hits on one diagonal. */
struct group {
	size_t first, n;
	bool used; /* lies in a cluster already */
};

static int by_size(const void *a, const void *b)
{
	const struct group *const *x = a, *const *y = b;

	if ((*x)->n != (*y)->n)
		return (*x)->n > (*y)->n ? -1 : 1;
	return (*x)->first < (*y)->first ? -1 : (*x)->first > (*y)->first;
}

static size_t find_groups(const struct clusters *c, struct group *groups)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_hits; i++) {
		if (i == 0 || c->hits[i].diagonal != c->hits[i - 1].diagonal)
			groups[n++] = (struct group){ i, 0, false };
		groups[n - 1].n++;
	}
	return n;
}

/* The cluster around a diagonal: words dropped and added shift its neighbours. */
static struct cluster around(const struct clusters *c, struct group *groups, size_t n, size_t centre, int64_t reach)
{
	int64_t diagonal = c->hits[groups[centre].first].diagonal;
	size_t low = centre, high = centre + 1;
	struct cluster out;

	while (low > 0 && diagonal - c->hits[groups[low - 1].first].diagonal <= reach)
		low--;
	while (high < n && c->hits[groups[high].first].diagonal - diagonal <= reach)
		high++;
	out.votes = 0; /* each hit votes once */
	for (size_t i = low; i < high; i++) {
		out.votes += groups[i].used ? 0 : groups[i].n;
		groups[i].used = true;
	}
	out.hits = &c->hits[groups[low].first];
	out.n = groups[high - 1].first + groups[high - 1].n - groups[low].first;
	return out;
}

int candidates_cluster(struct aligner *al, const struct quote_part *part, struct clusters *c, struct error *e)
{
	size_t words = part->last - part->first;
	int64_t reach = 8 + (int64_t)(words < 800 ? words / 4 : 200) + 8 * (int64_t)(al->quote->n_brackets & 7);
	struct group *groups = arena_array(al->scratch, struct group, c->n_hits);
	struct group **order = arena_array(al->scratch, struct group *, c->n_hits);
	size_t n;

	c->n = 0;
	c->v = arena_array(al->scratch, struct cluster, CLUSTERS_MOST);
	if (!groups || !order || !c->v)
		return error_memory(e);
	n = find_groups(c, groups);
	for (size_t i = 0; i < n; i++)
		order[i] = &groups[i];
	if (n > 1)
		qsort(order, n, sizeof *order, by_size);
	for (size_t i = 0; i < n && c->n < CLUSTERS_MOST; i++)
		if (!order[i]->used)
			c->v[c->n++] = around(c, groups, n, (size_t)(order[i] - groups), reach);
	if (c->n > 1)
		qsort(c->v, c->n, sizeof *c->v, by_votes);
	al->steps += c->n_hits + n;
	return 0;
}

int candidates_find(struct aligner *al, const struct quote_part *part, size_t least, struct clusters *out, struct error *e)
{
	struct seeds seeds;
	struct hits hits = { 0 };
	const struct seed *rarest = NULL;
	size_t held = 0;
	int rc = find_seeds(al->scratch, al->quote, part, &seeds, e);

	*out = (struct clusters){ 0 };
	al->lone_words = false;
	for (size_t i = 0; rc == 0 && i < seeds.n; i++) {
		struct seed *s = &seeds.v[i];
		size_t before = hits.n;

		s->postings = index_find(al->view, s->key);
		if (s->postings.n > 0 && s->postings.n <= RARE)
			rc = take_seed(al, &hits, s, e);
		else if (s->postings.n > RARE && (!rarest || s->postings.n < rarest->postings.n))
			rarest = s;
		held += s->postings.n > RARE || hits.n > before || hits.cut;
	}
	if (rc == 0 && hits.n == 0 && rarest)
		rc = take_seed(al, &hits, rarest, e);
	if (rc == 0 && held >= least)
		collect(out, &hits);
	return rc;
}

static int by_places(const void *a, const void *b)
{
	const struct seed *x = a, *y = b;

	if (x->postings.n != y->postings.n)
		return x->postings.n < y->postings.n ? -1 : 1;
	return x->token < y->token ? -1 : x->token > y->token;
}

int candidates_common(struct aligner *al, const struct quote_part *part, struct clusters *out, struct error *e)
{
	struct seeds seeds;
	struct hits hits = { 0 };
	size_t left = COMMON_PLACES;
	int rc = find_seeds(al->scratch, al->quote, part, &seeds, e);

	*out = (struct clusters){ 0 };
	al->lone_words = false;
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < seeds.n; i++)
		seeds.v[i].postings = index_find(al->view, seeds.v[i].key);
	if (seeds.n > 1)
		qsort(seeds.v, seeds.n, sizeof *seeds.v, by_places);
	for (size_t i = 0; rc == 0 && i < seeds.n && seeds.v[i].postings.n <= left; i++) {
		left -= seeds.v[i].postings.n;
		rc = take_seed(al, &hits, &seeds.v[i], e);
	}
	if (rc == 0)
		collect(out, &hits);
	return rc;
}

struct postings candidates_rarest(struct aligner *al, const struct quote_part *part, uint32_t *token)
{
	const struct fold *f = &al->quote->fold;
	struct postings best = { .n = UINT32_MAX };
	uint32_t at[3];
	size_t n = 0;

	for (size_t i = part->first; i < part->last && best.n > FEW; i++) {
		struct postings p;

		if (f->v[i].flags & TOKEN_REFERENCE)
			continue;
		if (n == 3) {
			at[0] = at[1];
			at[1] = at[2];
			n = 2;
		}
		at[n++] = (uint32_t)i;
		if (n < 3)
			continue;
		p = index_find(al->view, index_trigram(f->v[at[0]].hash, f->v[at[1]].hash, f->v[at[2]].hash));
		if (p.n < best.n) {
			best = p;
			*token = at[0];
		}
	}
	return best;
}

int candidates_words(struct aligner *al, const struct text_index *t, const struct quote_part *part,
                     struct clusters *out, struct error *e)
{
	struct index_view words;
	struct hits hits = { 0 };
	int rc = index_words(t, &words, e);

	*out = (struct clusters){ 0 };
	al->lone_words = true;
	for (size_t i = part->first; rc == 0 && i < part->last; i++) {
		struct postings p = index_find(&words, index_word(al->quote->fold.v[i].hash));

		if (p.n > WORD_RARE)
			continue;
		al->steps += p.n;
		POSTINGS_EACH(at, &p) {
			uint32_t token = postings_token(&p, at);

			if (rc == 0 && t->fold.v[token].hash == al->quote->fold.v[i].hash)
				rc = add_hit(al, &hits, i, token, e);
		}
	}
	if (rc == 0)
		collect(out, &hits);
	return rc;
}

#include "text/quote_keys.h"

#include "base/arena.h"
#include "text/bracket.h"

#define AROUND 5u /* keys of a quote of which only what the cited source has otherwise is asked for */
#define OTHERS 3u
#define THINNED 16u
#define FAR UINT32_MAX

/* The first token that ends at this byte or behind it. */
static size_t token_at(const struct fold *f, size_t byte)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (token_end(&f->v[middle]) < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* By token: how many tokens away the cited source differs. */
static uint32_t *measure(struct arena *a, const struct quote *quote, const struct fold *f)
{
	uint32_t *away = arena_array(a, uint32_t, f->n + 1);

	if (!away)
		return NULL;
	for (size_t i = 0; i < f->n; i++)
		away[i] = FAR;
	for (size_t i = 0; i < quote->n_differs; i++) {
		struct span d = quote->differs[i].quote;
		size_t at = token_at(f, d.start);

		if (at > 0 && (at == f->n || f->v[at].start > d.start))
			away[at - 1] = 0;
		for (size_t k = at; k < f->n && (k == at || f->v[k].start <= d.end); k++)
			away[k] = 0;
	}
	for (size_t i = 1; i < f->n; i++)
		if (away[i - 1] < FAR && away[i] > away[i - 1] + 1)
			away[i] = away[i - 1] + 1;
	for (size_t i = f->n - 1; i-- > 0;)
		if (away[i + 1] < FAR && away[i] > away[i + 1] + 1)
			away[i] = away[i + 1] + 1;
	return away;
}

/* Of three words the one that is nearest to a difference. */
static uint32_t away_of(const uint32_t *away, size_t n, size_t token)
{
	uint32_t least = away[token];

	for (size_t i = token + 1; i < n && i < token + 3; i++)
		least = away[i] < least ? away[i] : least;
	return least;
}

/* How far from the differences AROUND keys lie: so far away is the last of the nearest ones. */
static uint32_t find_reach(const struct quote_keys *k, const uint32_t *away, size_t tokens)
{
	uint32_t nearest[AROUND];
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		uint32_t here = away_of(away, tokens, k->v[i].token);
		size_t at;

		if (n == AROUND && here >= nearest[AROUND - 1])
			continue;
		n += n < AROUND;
		for (at = n - 1; at > 0 && nearest[at - 1] > here; at--)
			nearest[at] = nearest[at - 1];
		nearest[at] = here;
	}
	return nearest[n - 1];
}

static bool may_differ(const struct parsed_quote *q, size_t token)
{
	return quote_is_loose(q, token) || word_may_split(&q->fold, token);
}

/* OTHERS of the keys behind the kept ones: where very many documents have a phrase around the difference, they tell which. */
static size_t add_others(struct quote_keys *k, const struct parsed_quote *q, size_t kept)
{
	size_t stride = (k->n - kept) / OTHERS + 1;

	for (size_t i = kept + stride / 2; i < k->n; i += stride) {
		struct quote_key key = k->v[i];
		bool differs = false;

		for (size_t t = key.token; t < q->fold.n && t < (size_t)key.token + 3; t++)
			differs = differs || may_differ(q, t);
		if (!differs)
			k->v[kept++] = key;
	}
	return kept;
}

/* Leaves the keys that are nearest to the differences: what has the very words has those. All are left where one of their
 * words may have another form. */
static int keep_around(struct arena *a, struct quote_keys *k, const struct quote *quote, const struct parsed_quote *q,
                       struct error *e)
{
	const struct fold *f = &q->fold;
	uint32_t *away = measure(a, quote, f), reach;
	size_t kept = 0;

	if (!away)
		return error_memory(e);
	reach = find_reach(k, away, f->n);
	for (size_t i = 0; i < f->n; i++)
		if (away[i] <= reach + 2 && may_differ(q, i))
			return 0;
	for (int there = 1; there >= 0; there--) {
		for (size_t i = kept; i < k->n; i++) {
			struct quote_key key = k->v[i];
			uint32_t here = away_of(away, f->n, key.token);

			if (there ? here > 0 : here > reach)
				continue;
			k->v[i] = k->v[kept];
			k->v[kept++] = key;
		}
		k->n_there = there ? kept : k->n_there;
	}
	k->n = add_others(k, q, kept);
	k->share = SHARE_AROUND;
	return 0;
}

/* Leaves THINNED of many keys, or up to half as many more: a document that holds the passage holds most of them as well. */
static void thin_out(struct quote_keys *k)
{
	size_t stride = (k->n + THINNED / 2) / THINNED, kept = 0;

	for (size_t i = 0; stride > 1 && i < k->n; i += stride)
		k->v[kept++] = k->v[i];
	if (stride > 1) {
		k->n = kept;
		k->share = SHARE_THINNED;
	}
}

static int choose(struct arena *a, struct quote_keys *out, const struct quote *quote, const struct parsed_quote *q,
                  struct error *e)
{
	int rc = candidates_keys(a, q, &out->v, &out->n, e);

	out->share = quote->least_near >= SAME_WORDS ? SHARE_SAME : SHARE_NEAR;
	if (rc == 0 && out->n == 0) {
		rc = candidates_few(a, q, &out->v, &out->n, e);
		out->few = out->n > 0;
	} else if (rc == 0 && quote->n_differs > 0 && out->n > AROUND) {
		rc = keep_around(a, out, quote, q, e);
	}
	if (rc == 0 && out->share == SHARE_NEAR && !out->few)
		thin_out(out);
	return rc;
}

int quote_keys_choose(struct arena *a, struct quote_keys *out, const struct quote *quote, struct error *e)
{
	struct parsed_quote q;
	int rc = quote_parse(a, &q, quote->text, e);

	*out = (struct quote_keys){ 0 };
	if (rc < 0)
		return rc;
	out->words = (uint32_t)q.fold.n;
	out->parts = (uint32_t)q.n_parts;
	rc = choose(a, out, quote, &q, e);
	quote_close(&q);
	return rc;
}

/* Many quotes against a stream of documents. The word trigrams of all quotes are keys of one table; each document is
 * asked once which of them it holds. A key keeps the first documents that hold it, and the keys that few documents hold
 * decide which are worth an alignment: what one quote costs does not grow with the corpus. (Prefix filtering of
 * similarity joins, Chaudhuri, Ganti and Kaushik 2006, with a bound on both sides.) */
#include <stdlib.h>
#include <string.h>

#include "text/candidates.h"
#include "text/match.h"

#define ENTRIES_MOST ((size_t)8 << 20) /* documents kept with keys, where there are not very many keys */
#define KEPT_LEAST 16u
#define KEPT_MOST 64u

struct slot {
	uint32_t key; /* the key's lower half */
	uint32_t id;  /* + 1; 0: free */
};

/* A key of some quotes, and the documents that hold it, the first `kept` of them. */
struct key {
	uint32_t last; /* entry + 1 */
	uint32_t n;
};

struct entry {
	uint32_t document, before; /* entry + 1 */
};

/* Keys that one document holds. */
struct looked {
	uint32_t *v;
	size_t n;
};

struct looker {
	uint64_t *seen; /* by key: a bit, while one document is looked at */
	uint32_t *v;
	size_t n, cap;
};

struct asked {
	size_t first, n; /* its keys */
	bool same_words;
};

struct quote_set {
	struct arena arena;
	struct slot *slots;
	size_t mask;
	uint64_t *filter; /* a bit for each key's upper bits, small enough to stay near */
	unsigned filter_shift;
	bool few_words;   /* some quote has no trigram: pairs and single words are keys too */
	struct key *keys;
	size_t n_keys;
	uint32_t kept;
	uint32_t *of_quotes; /* the keys of each quote, one after another */
	struct asked *asked;
	size_t n;
	struct entry *entries;
	size_t n_entries, entries_cap;
	struct looker *lookers;
	unsigned n_lookers;
	struct looked looked[QUOTE_SET_BATCH];
	size_t base; /* the document that looked[0] is */
};

/* --- the keys of all quotes --- */

static struct slot *find_slot(const struct quote_set *s, uint64_t key)
{
	size_t at = (size_t)(key >> 20) & s->mask;

	while (s->slots[at].id != 0 && s->slots[at].key != (uint32_t)key)
		at = (at + 1) & s->mask;
	return &s->slots[at];
}

struct collected {
	uint64_t *v;
	size_t n, cap;
};

static int keep_keys(struct collected *c, const uint64_t *keys, size_t n, struct error *e)
{
	if (c->cap - c->n < n) {
		size_t cap = c->cap * 2 + n;
		uint64_t *v = realloc(c->v, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		c->v = v;
		c->cap = cap;
	}
	if (n > 0)
		memcpy(c->v + c->n, keys, n * sizeof *keys);
	c->n += n;
	return 0;
}

static int collect_one(struct quote_set *s, struct collected *c, size_t i, const struct quote *quote, struct error *e)
{
	struct arena scratch;
	struct parsed_quote q;
	uint64_t *keys;
	size_t n = 0;
	int rc;

	arena_init(&scratch);
	rc = quote_parse(&scratch, &q, quote->text, e);
	if (rc == 0) {
		rc = candidates_keys(&scratch, &q, &keys, &n, e);
		if (rc == 0 && n == 0) {
			rc = candidates_few(&scratch, &q, &keys, &n, e);
			s->few_words = s->few_words || n > 0;
		}
		quote_close(&q);
	}
	s->asked[i] = (struct asked){ c->n, n, quote->same_words };
	if (rc == 0)
		rc = keep_keys(c, keys, n, e);
	arena_release(&scratch);
	return rc;
}

static int make_table(struct quote_set *s, size_t keys, struct error *e)
{
	size_t slots = 64, bits = 16;

	while (slots < 2 * keys)
		slots *= 2;
	while (bits < 26 && ((size_t)1 << bits) < 16 * keys)
		bits++;
	s->mask = slots - 1;
	s->filter_shift = 64 - (unsigned)bits;
	s->slots = arena_array(&s->arena, struct slot, slots);
	s->filter = arena_array(&s->arena, uint64_t, (size_t)1 << (bits - 6));
	s->of_quotes = arena_array(&s->arena, uint32_t, keys);
	return s->slots && s->filter && s->of_quotes ? 0 : error_memory(e);
}

/* A key that a quote holds twice counts once. */
static bool held(const uint32_t *v, size_t n, uint32_t id)
{
	size_t from = n > 256 ? n - 256 : 0;

	for (size_t i = from; i < n; i++)
		if (v[i] == id)
			return true;
	return false;
}

static void number_keys(struct quote_set *s, const struct collected *c)
{
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct asked *q = &s->asked[i];
		const uint64_t *keys = c->v + q->first;
		size_t n = q->n;

		q->first = at;
		q->n = 0;
		for (size_t k = 0; k < n; k++) {
			struct slot *slot = find_slot(s, keys[k]);
			size_t bit = (size_t)(keys[k] >> s->filter_shift);

			s->filter[bit / 64] |= UINT64_C(1) << bit % 64;
			if (slot->id == 0)
				*slot = (struct slot){ (uint32_t)keys[k], (uint32_t)++s->n_keys };
			if (!held(s->of_quotes + q->first, q->n, slot->id - 1))
				s->of_quotes[q->first + q->n++] = slot->id - 1;
		}
		at += q->n;
	}
}

static int fill(struct quote_set *s, const struct quote *quotes, struct error *e)
{
	struct collected c = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n; i++)
		rc = collect_one(s, &c, i, &quotes[i], e);
	if (rc == 0)
		rc = make_table(s, c.n, e);
	if (rc == 0) {
		number_keys(s, &c);
		s->keys = arena_array(&s->arena, struct key, s->n_keys);
		rc = s->keys ? 0 : error_memory(e);
	}
	free(c.v);
	s->kept = (uint32_t)(ENTRIES_MOST / (s->n_keys + 1));
	s->kept = s->kept < KEPT_LEAST ? KEPT_LEAST : s->kept > KEPT_MOST ? KEPT_MOST : s->kept;
	for (unsigned i = 0; rc == 0 && i < s->n_lookers; i++) {
		s->lookers[i].seen = arena_array(&s->arena, uint64_t, s->n_keys / 64 + 1);
		rc = s->lookers[i].seen ? 0 : error_memory(e);
	}
	return rc;
}

int quote_set_create(struct quote_set **out, const struct quote *quotes, size_t n, unsigned workers, struct error *e)
{
	struct quote_set *s = calloc(1, sizeof *s);
	int rc;

	*out = NULL;
	if (!s)
		return error_memory(e);
	arena_init(&s->arena);
	s->n = n;
	s->n_lookers = workers;
	s->asked = arena_array(&s->arena, struct asked, n);
	s->lookers = arena_array(&s->arena, struct looker, workers);
	rc = s->asked && s->lookers ? fill(s, quotes, e) : error_memory(e);
	if (rc < 0) {
		quote_set_release(s);
		return rc;
	}
	*out = s;
	return 0;
}

void quote_set_release(struct quote_set *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < QUOTE_SET_BATCH; i++)
		free(s->looked[i].v);
	for (unsigned i = 0; s->lookers && i < s->n_lookers; i++)
		free(s->lookers[i].v);
	free(s->entries);
	arena_release(&s->arena);
	free(s);
}

/* --- one document --- */

static int found_key(const struct quote_set *s, struct looker *l, uint64_t key, struct error *e)
{
	const struct slot *slot = find_slot(s, key);
	uint32_t id;

	if (slot->id == 0)
		return 0;
	id = slot->id - 1;
	if (s->keys[id].n >= s->kept || l->seen[id / 64] >> id % 64 & 1)
		return 0;
	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 256;
		uint32_t *v = realloc(l->v, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		l->v = v;
		l->cap = cap;
	}
	l->seen[id / 64] |= UINT64_C(1) << id % 64;
	l->v[l->n++] = id;
	return 0;
}

static inline int look_for(const struct quote_set *s, struct looker *l, uint64_t key, struct error *e)
{
	size_t bit = (size_t)(key >> s->filter_shift);

	return s->filter[bit / 64] >> bit % 64 & 1 ? found_key(s, l, key, e) : 0;
}

static int look_joined(const struct quote_set *s, struct looker *l, const struct fold *f, size_t i, struct error *e)
{
	struct joined joined[JOINED_KEYS];
	size_t n = index_joined(f, i, joined);
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < n; k++)
		rc = look_for(s, l, joined[k].key, e);
	return rc;
}

static int look(const struct quote_set *s, struct looker *l, const struct fold *f, struct error *e)
{
	uint32_t a = 0, b = 0;
	size_t seen = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		const struct token *t = &f->v[i];

		if (t->flags & TOKEN_HYPHEN && i > 0)
			rc = look_joined(s, l, f, i, e);
		if (t->flags & TOKEN_REFERENCE)
			continue;
		if (rc == 0 && seen >= 2)
			rc = look_for(s, l, index_trigram(a, b, t->hash), e);
		if (rc == 0 && s->few_words)
			rc = look_for(s, l, index_word(t->hash), e);
		if (rc == 0 && s->few_words && seen >= 1)
			rc = look_for(s, l, index_pair(b, t->hash), e);
		seen++;
		a = b;
		b = t->hash;
	}
	return rc;
}

int quote_set_look(struct quote_set *s, unsigned worker, size_t document, const struct text_index *t, struct error *e)
{
	struct looker *l = &s->lookers[worker];
	struct looked *to = &s->looked[document - s->base];
	int rc = look(s, l, &t->fold, e);

	for (size_t i = 0; i < l->n; i++)
		l->seen[l->v[i] / 64] = 0;
	if (rc == 0 && l->n > 0) {
		to->v = malloc(l->n * sizeof *to->v);
		rc = to->v ? 0 : error_memory(e);
	}
	if (rc == 0 && l->n > 0) {
		memcpy(to->v, l->v, l->n * sizeof *to->v);
		to->n = l->n;
	}
	l->n = 0;
	return rc;
}

static int add_entry(struct quote_set *s, struct key *k, size_t document, struct error *e)
{
	if (s->n_entries == s->entries_cap) {
		size_t cap = s->entries_cap * 2 + 1024;
		struct entry *v = realloc(s->entries, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		s->entries = v;
		s->entries_cap = cap;
	}
	s->entries[s->n_entries++] = (struct entry){ (uint32_t)document, k->last };
	k->last = (uint32_t)s->n_entries;
	k->n++;
	return 0;
}

int quote_set_settle(struct quote_set *s, struct error *e)
{
	int rc = 0;

	for (size_t d = 0; d < QUOTE_SET_BATCH; d++) {
		struct looked *l = &s->looked[d];

		for (size_t i = 0; rc == 0 && i < l->n; i++)
			if (s->keys[l->v[i]].n < s->kept)
				rc = add_entry(s, &s->keys[l->v[i]], s->base + d, e);
		free(l->v);
		*l = (struct looked){ 0 };
	}
	s->base += QUOTE_SET_BATCH;
	return rc;
}

/* --- which documents are worth an alignment --- */

/* A document's votes for one quote: of the keys that few documents hold, and of the others. */
struct vote {
	uint32_t document, rare, common;
};

/* One changed word spoils three trigrams. A place is near when four fifths of the words agree, which leaves a third of a
 * long quote's trigrams; in a short one chance weighs more. The very words keep nearly all: what is lost are those across
 * an ellipsis, a bracket or a mark. */
static size_t needed(size_t keys, bool same_words)
{
	if (same_words)
		return (keys * 3 + 4) / 5;
	return keys >= 20 ? keys / 3 : (keys + 4) / 5;
}

static int by_document(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;

	return (x->document > y->document) - (x->document < y->document);
}

static int by_weight(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;
	uint64_t v = 2 * (uint64_t)x->rare + x->common, w = 2 * (uint64_t)y->rare + y->common;

	if (v != w)
		return v > w ? -1 : 1;
	return by_document(a, b);
}

static size_t add_up(struct vote *v, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(v, n, sizeof *v, by_document);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && v[kept - 1].document == v[i].document) {
			v[kept - 1].rare += v[i].rare;
			v[kept - 1].common += v[i].common;
		} else {
			v[kept++] = v[i];
		}
	}
	return kept;
}

/* All votes for one quote, `room` of them at most. */
static size_t gather(const struct quote_set *s, const struct asked *q, struct vote *v, size_t *common)
{
	size_t n = 0;

	*common = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct key *k = &s->keys[s->of_quotes[q->first + i]];
		bool full = k->n >= s->kept;

		*common += full;
		for (uint32_t at = k->last; at != 0; at = s->entries[at - 1].before)
			v[n++] = (struct vote){ s->entries[at - 1].document, !full, full };
	}
	return n;
}

int quote_set_choose(struct arena *a, const struct quote_set *s, size_t quote, size_t **out, size_t *n, struct error *e)
{
	const struct asked *q = &s->asked[quote];
	size_t least = needed(q->n, q->same_words), total = 0, kept = 0, common;
	struct vote *v;

	*n = 0;
	*out = NULL;
	for (size_t i = 0; i < q->n; i++)
		total += s->keys[s->of_quotes[q->first + i]].n;
	if (total == 0)
		return 0;
	v = malloc(total * sizeof *v);
	if (!v)
		return error_memory(e);
	total = add_up(v, gather(s, q, v, &common));
	for (size_t i = 0; i < total; i++) /* a document that holds a rare key may hold any of the others */
		if (v[i].rare + (v[i].rare > 0 ? common : v[i].common) >= least)
			v[kept++] = v[i];
	if (kept > QUOTE_SET_DOCUMENTS)
		qsort(v, kept, sizeof *v, by_weight);
	kept = kept < QUOTE_SET_DOCUMENTS ? kept : QUOTE_SET_DOCUMENTS;
	*out = kept > 0 ? arena_array(a, size_t, kept) : NULL;
	for (size_t i = 0; *out && i < kept; i++)
		(*out)[i] = v[i].document;
	free(v);
	if (kept > 0 && !*out)
		return error_memory(e);
	*n = kept;
	return 0;
}

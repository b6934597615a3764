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

/* A key of some quotes. */
struct key {
	uint32_t n;     /* documents that hold it, `kept` at most */
	uint32_t bit;   /* of the filter */
	uint32_t first; /* after quote_set_ready: where its documents start */
};

/* A document holds a key. */
struct entry {
	uint32_t document, key;
};

/* Keys that one document holds. */
struct looked {
	uint32_t *v;
	size_t n;
};

/* A document's votes for one quote: of the keys that few documents hold, and of the others. */
struct vote {
	uint32_t rare, common;
};

/* What one thread works with. */
struct looker {
	uint64_t *seen; /* by key: a bit, while one document is looked at */
	uint32_t *v;    /* the keys that it holds; later the documents that a quote's keys are in */
	size_t n, cap;
	struct vote *votes; /* by document */
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
	size_t full, full_out; /* keys that have all the documents they may have; those that the filter lets pass no more */
	uint32_t *of_quotes; /* the keys of each quote, one after another */
	struct asked *asked;
	size_t n;
	struct entry *entries;
	size_t n_entries, entries_cap;
	uint32_t *documents; /* of each key in turn, ascending */
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
	s->keys = arena_array(&s->arena, struct key, keys);
	s->of_quotes = arena_array(&s->arena, uint32_t, keys);
	return s->slots && s->filter && s->keys && s->of_quotes ? 0 : error_memory(e);
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

			if (slot->id == 0) {
				s->keys[s->n_keys].bit = (uint32_t)(keys[k] >> s->filter_shift);
				*slot = (struct slot){ (uint32_t)keys[k], (uint32_t)++s->n_keys };
			}
			if (!held(s->of_quotes + q->first, q->n, slot->id - 1))
				s->of_quotes[q->first + q->n++] = slot->id - 1;
		}
		at += q->n;
	}
}

/* A key that is full is looked for no more. */
static void make_filter(struct quote_set *s)
{
	memset(s->filter, 0, ((size_t)1 << (64 - s->filter_shift)) / 8);
	for (size_t i = 0; i < s->n_keys; i++)
		if (s->keys[i].n < s->kept)
			s->filter[s->keys[i].bit / 64] |= UINT64_C(1) << s->keys[i].bit % 64;
	s->full_out = s->full;
}

static int fill(struct quote_set *s, const struct quote *quotes, struct error *e)
{
	struct collected c = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->n; i++)
		rc = collect_one(s, &c, i, &quotes[i], e);
	if (rc == 0)
		rc = make_table(s, c.n, e);
	if (rc == 0)
		number_keys(s, &c);
	free(c.v);
	s->kept = (uint32_t)(ENTRIES_MOST / (s->n_keys + 1));
	s->kept = s->kept < KEPT_LEAST ? KEPT_LEAST : s->kept > KEPT_MOST ? KEPT_MOST : s->kept;
	if (rc == 0)
		make_filter(s);
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
	free(s->documents);
	arena_release(&s->arena);
	free(s);
}

/* --- one document --- */

static int note(struct looker *l, uint32_t id, struct error *e)
{
	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 256;
		uint32_t *v = realloc(l->v, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = id;
	return 0;
}

static int found_key(const struct quote_set *s, struct looker *l, uint64_t key, struct error *e)
{
	const struct slot *slot = find_slot(s, key);
	uint32_t id = slot->id - 1;

	if (slot->id == 0 || l->seen[id / 64] >> id % 64 & 1 || s->keys[id].n >= s->kept)
		return 0;
	l->seen[id / 64] |= UINT64_C(1) << id % 64;
	return note(l, id, e);
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

static int add_entry(struct quote_set *s, uint32_t key, size_t document, struct error *e)
{
	if (s->n_entries == s->entries_cap) {
		size_t cap = s->entries_cap * 2 + 1024;
		struct entry *v = realloc(s->entries, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		s->entries = v;
		s->entries_cap = cap;
	}
	s->entries[s->n_entries++] = (struct entry){ (uint32_t)document, key };
	s->full += ++s->keys[key].n == s->kept;
	return 0;
}

int quote_set_settle(struct quote_set *s, struct error *e)
{
	int rc = 0;

	for (size_t d = 0; d < QUOTE_SET_BATCH; d++) {
		struct looked *l = &s->looked[d];

		for (size_t i = 0; rc == 0 && i < l->n; i++)
			if (s->keys[l->v[i]].n < s->kept)
				rc = add_entry(s, l->v[i], s->base + d, e);
		free(l->v);
		*l = (struct looked){ 0 };
	}
	s->base += QUOTE_SET_BATCH;
	if (s->full - s->full_out > s->n_keys / 32)
		make_filter(s);
	return rc;
}

int quote_set_ready(struct quote_set *s, struct error *e)
{
	uint32_t at = 0;

	for (unsigned i = 0; i < s->n_lookers; i++) {
		s->lookers[i].votes = arena_array(&s->arena, struct vote, s->base);
		if (!s->lookers[i].votes)
			return error_memory(e);
	}
	s->documents = malloc((s->n_entries + 1) * sizeof *s->documents);
	if (!s->documents)
		return error_memory(e);
	for (size_t i = 0; i < s->n_keys; i++) {
		s->keys[i].first = at;
		at += s->keys[i].n;
	}
	for (size_t i = 0; i < s->n_entries; i++)
		s->documents[s->keys[s->entries[i].key].first++] = s->entries[i].document;
	for (size_t i = 0; i < s->n_keys; i++)
		s->keys[i].first -= s->keys[i].n;
	free(s->entries);
	s->entries = NULL;
	return 0;
}

/* --- which documents are worth an alignment --- */

/* One changed word spoils three trigrams. A place is near when four fifths of the words agree, which leaves a third of a
 * long quote's trigrams; in a short one chance weighs more. The very words keep nearly all: what is lost are those across
 * an ellipsis, a bracket or a mark. */
static size_t needed(size_t keys, bool same_words)
{
	if (same_words)
		return (keys * 3 + 4) / 5;
	return keys >= 20 ? keys / 3 : (keys + 4) / 5;
}

struct chosen {
	uint64_t weight;
	uint32_t document;
};

/* The documents that hold keys of the quote go to l->v, what they hold to l->votes. */
static int gather(const struct quote_set *s, struct looker *l, const struct asked *q, size_t *common, struct error *e)
{
	int rc = 0;

	*common = 0;
	l->n = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct key *k = &s->keys[s->of_quotes[q->first + i]];
		bool full = k->n >= s->kept;

		*common += full;
		for (uint32_t d = 0; rc == 0 && d < k->n; d++) {
			uint32_t document = s->documents[k->first + d];
			struct vote *v = &l->votes[document];

			if (v->rare == 0 && v->common == 0)
				rc = note(l, document, e);
			v->rare += !full;
			v->common += full;
		}
	}
	return rc;
}

/* Keeps the heaviest, in order; of equal ones the first document stays first. */
static void keep(struct chosen *v, size_t *n, struct chosen c)
{
	size_t i;

	if (*n == QUOTE_SET_DOCUMENTS && !(c.weight > v[*n - 1].weight ||
	                                   (c.weight == v[*n - 1].weight && c.document < v[*n - 1].document)))
		return;
	*n += *n < QUOTE_SET_DOCUMENTS;
	for (i = *n - 1; i > 0 && (c.weight > v[i - 1].weight ||
	                           (c.weight == v[i - 1].weight && c.document < v[i - 1].document)); i--)
		v[i] = v[i - 1];
	v[i] = c;
}

int quote_set_choose(struct arena *a, struct quote_set *s, unsigned worker, size_t quote, size_t **out, size_t *n,
                     struct error *e)
{
	const struct asked *q = &s->asked[quote];
	struct looker *l = &s->lookers[worker];
	struct chosen best[QUOTE_SET_DOCUMENTS];
	size_t least = needed(q->n, q->same_words), common;
	int rc = gather(s, l, q, &common, e);

	*n = 0;
	for (size_t i = 0; i < l->n; i++) {
		struct vote *v = &l->votes[l->v[i]];

		/* a document that holds a rare key may hold any of the others */
		if (v->rare + (v->rare > 0 ? common : v->common) >= least)
			keep(best, n, (struct chosen){ 2 * (uint64_t)v->rare + v->common, l->v[i] });
		*v = (struct vote){ 0 };
	}
	*out = rc == 0 && *n > 0 ? arena_array(a, size_t, *n) : NULL;
	for (size_t i = 0; *out && i < *n; i++)
		(*out)[i] = best[i].document;
	return rc == 0 && *n > 0 && !*out ? error_memory(e) : rc;
}

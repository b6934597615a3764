/* Many quotes against a stream of documents. The word trigrams of all quotes are keys of one table; each document is
 * asked once which of them it holds. A key keeps the first documents that hold it, and the keys that few documents hold
 * decide which are worth an alignment: what one quote costs does not grow with the corpus. (Prefix filtering of
 * similarity joins, Chaudhuri, Ganti and Kaushik 2006, with a bound on both sides.) */
#include "text/quote_set.h"

#include <stdlib.h>
#include <string.h>

#include "text/quote_keys.h"
#include "text/trace.h"

#define ENTRIES_MOST ((size_t)8 << 20) /* documents kept with keys, where there are not very many keys */
#define KEPT_LEAST 16u
#define KEPT_MOST 64u
/* Words of the filter, as powers of two. One size for a few hundred quotes and for some thousands: what a text costs to
 * look at then does not depend on their number. */
#define FILTER_FEW 8u      /* for as many keys as it has words */
#define FILTER_USUAL 16u
#define FILTER_MOST 20u    /* its bits and the twelve that choose two bits of a word are all that there are */
#define KEYS_A_WORD (size_t)8      /* more of them, and a larger filter is taken */

struct slot {
	uint32_t key; /* the key's lower half */
	uint32_t id;  /* + 1; 0: free */
};

/* --- the keys of all quotes --- */

static size_t slot_of(const struct quote_set *s, uint64_t key)
{
	return (size_t)(key >> 20) & s->mask;
}

static struct slot *find_slot(const struct quote_set *s, uint64_t key)
{
	size_t at = slot_of(s, key);

	while (s->slots[at].id != 0 && s->slots[at].key != (uint32_t)key)
		at = (at + 1) & s->mask;
	return &s->slots[at];
}

struct collected {
	struct quote_key *v;
	size_t n, cap;
};

static int keep_keys(struct collected *c, const struct quote_key *keys, size_t n, struct error *e)
{
	if (c->cap - c->n < n) {
		size_t cap = c->cap * 2 + n;
		struct quote_key *v = realloc(c->v, cap * sizeof *v);

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
	struct quote_keys keys;
	int rc;

	arena_init(&scratch);
	rc = quote_keys_choose(&scratch, &keys, quote, e);
	if (rc == 0) {
		s->few_words = s->few_words || keys.few;
		s->asked[i] = (struct asked){ c->n, keys.n, keys.words, keys.parts, keys.share, (uint32_t)keys.n_there };
		rc = keep_keys(c, keys.v, keys.n, e);
	}
	arena_release(&scratch);
	return rc;
}

static int make_table(struct quote_set *s, size_t keys, struct error *e)
{
	size_t slots = 64;
	unsigned bits = keys <= (size_t)1 << FILTER_FEW ? FILTER_FEW : FILTER_USUAL;

	while (slots < 2 * keys)
		slots *= 2;
	while (bits < FILTER_MOST && KEYS_A_WORD << bits < keys)
		bits++;
	s->mask = slots - 1;
	s->filter_bits = bits;
	s->slots = arena_array(&s->arena, struct slot, slots);
	s->filter = arena_array(&s->arena, uint64_t, (size_t)1 << bits);
	s->keys = arena_array(&s->arena, struct key, keys);
	s->of_quotes = arena_array(&s->arena, struct own, keys);
	return s->slots && s->filter && s->keys && s->of_quotes ? 0 : error_memory(e);
}

/* A key that a quote holds twice counts once. */
static bool has_key(const struct own *v, size_t n, uint32_t id)
{
	size_t from = n > 256 ? n - 256 : 0;

	for (size_t i = from; i < n; i++)
		if (v[i].key == id)
			return true;
	return false;
}

static void number_keys(struct quote_set *s, const struct collected *c)
{
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct asked *q = &s->asked[i];
		const struct quote_key *keys = c->v + q->first;
		size_t n = q->n, there = q->there;

		q->first = at;
		q->n = q->there = 0;
		for (size_t k = 0; k < n; k++) {
			struct slot *slot = find_slot(s, keys[k].key);

			if (slot->id == 0) {
				s->keys[s->n_keys].upper = (uint32_t)(keys[k].key >> 32);
				*slot = (struct slot){ (uint32_t)keys[k].key, (uint32_t)++s->n_keys };
			}
			if (has_key(s->of_quotes + q->first, q->n, slot->id - 1))
				continue;
			s->of_quotes[q->first + q->n++] = (struct own){ slot->id - 1, keys[k].token };
			q->there += k < there;
		}
		at += q->n;
	}
}

/* Where the upper half of a key leads in a filter of 2^bits words, and which two bits it has there. */
static inline size_t filter_word(uint32_t upper, unsigned bits)
{
	return upper >> (32 - bits);
}

static inline unsigned first_bit(uint32_t upper)
{
	return upper & 63;
}

static inline unsigned second_bit(uint32_t upper)
{
	return upper >> 6 & 63;
}

/* A key that is full is looked for no more. */
static void make_filter(struct quote_set *s)
{
	memset(s->filter, 0, sizeof *s->filter << s->filter_bits);
	for (size_t i = 0; i < s->n_keys; i++) {
		uint32_t upper = s->keys[i].upper;

		if (s->keys[i].n < s->kept)
			s->filter[filter_word(upper, s->filter_bits)] |= UINT64_C(1) << first_bit(upper) |
			                                                 UINT64_C(1) << second_bit(upper);
	}
}

static int fill(struct quote_set *s, const struct quote *quotes, uint32_t kept, struct error *e)
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
	s->kept = kept > 0 ? kept : s->kept;
	if (rc == 0)
		make_filter(s);
	for (unsigned i = 0; rc == 0 && i < s->n_lookers; i++) {
		s->lookers[i].seen = arena_array(&s->arena, uint64_t, s->n_keys / 64 + 1);
		s->lookers[i].again = arena_array(&s->arena, uint64_t, s->n_keys / 64 + 1);
		rc = s->lookers[i].seen && s->lookers[i].again ? 0 : error_memory(e);
	}
	return rc;
}

int quote_set_create(struct quote_set **out, const struct quote *quotes, size_t n, unsigned workers, uint32_t kept,
                     struct error *e)
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
	rc = s->asked && s->lookers ? fill(s, quotes, kept, e) : error_memory(e);
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
	free(s->held);
	arena_release(&s->arena);
	free(s);
}

uint32_t quote_set_kept(const struct quote_set *s)
{
	return s->kept;
}

size_t quote_set_most(const struct quote_set *s, size_t documents)
{
	size_t entries = s->n_keys * (documents < s->kept ? documents : s->kept);

	return s->arena.held + entries * (sizeof *s->entries + sizeof *s->held) +
	       s->n_lookers * documents * (sizeof *s->lookers->votes + sizeof *s->lookers->voted);
}

size_t quote_set_most_looked(const struct quote_set *s)
{
	return s->n_keys * sizeof *s->looked->v;
}

/* --- one document --- */

static int note(struct looker *l, uint32_t id, size_t word, struct error *e)
{
	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 256;
		struct found *v = realloc(l->v, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = (struct found){ id, (uint32_t)word };
	return 0;
}

static int found_key(const struct quote_set *s, struct looker *l, uint32_t id, uint32_t word, struct error *e)
{
	uint64_t bit = UINT64_C(1) << id % 64;

	if (l->seen[id / 64] & bit) {
		l->again[id / 64] |= bit;
		return 0;
	}
	if (s->keys[id].n >= s->kept) {
		l->wasted++;
		return 0;
	}
	l->seen[id / 64] |= bit;
	return note(l, id, word, e);
}

/* In three rounds, each of which asks for the memory that the next one needs. */
static int look_at_pending(const struct quote_set *s, struct looker *l, struct error *e)
{
	struct pending *p = l->pending;
	int rc = 0;

	for (size_t i = 0; i < l->n_pending; i++)
		__builtin_prefetch(&s->slots[slot_of(s, p[i].key)]);
	for (size_t i = 0; i < l->n_pending; i++) {
		p[i].id = find_slot(s, p[i].key)->id;
		__builtin_prefetch(&s->keys[p[i].id]);
	}
	for (size_t i = 0; rc == 0 && i < l->n_pending; i++)
		if (p[i].id != 0)
			rc = found_key(s, l, p[i].id - 1, p[i].word, e);
	l->n_pending = 0;
	return rc;
}

/* Adds to the n that are pending; returns how many there are now. Without a branch, since nobody could foretell it. */
static inline size_t look_for(const uint64_t *filter, unsigned bits, struct pending *pending, size_t n, uint64_t key,
                              size_t word)
{
	uint32_t upper = (uint32_t)(key >> 32);
	uint64_t w = filter[filter_word(upper, bits)];

	pending[n].key = key;
	pending[n].word = (uint32_t)word;
	return n + ((w >> first_bit(upper) & 1) & (w >> second_bit(upper) & 1));
}

static size_t look_joined(const struct quote_set *s, struct pending *pending, size_t n, const struct fold *f, size_t i)
{
	struct joined joined[JOINED_KEYS];
	size_t keys = index_joined(f, i, joined);

	for (size_t k = 0; k < keys; k++)
		n = look_for(s->filter, s->filter_bits, pending, n, joined[k].key, joined[k].token);
	return n;
}

/* Where the look at a text has come. */
struct look {
	size_t at, seen; /* the next word; words before it that are no reference marks */
	uint32_t a, b;   /* the last two of them */
	size_t mark, joined; /* the next ones of a trace */
};

/* The keys that the next word ends; pairs and single words too, where some quote is that short. */
static inline size_t look_at_word(const uint64_t *filter, unsigned bits, struct pending *pending, size_t n,
                                  struct look *k, uint32_t hash, bool few)
{
	if (k->seen >= 2)
		n = look_for(filter, bits, pending, n, index_trigram(k->a, k->b, hash), k->at);
	if (few)
		n = look_for(filter, bits, pending, n, index_word(hash), k->at);
	if (few && k->seen >= 1)
		n = look_for(filter, bits, pending, n, index_pair(k->b, hash), k->at);
	k->seen++;
	k->a = k->b;
	k->b = hash;
	return n;
}

/* The two ways to look at a document: at its token stream, or at what was kept of that. */
static inline size_t look_on(const struct quote_set *s, struct pending *pending, const struct fold *f, struct look *look,
                             bool few)
{
	const uint64_t *filter = s->filter;
	unsigned bits = s->filter_bits;
	struct look k = *look;
	size_t n = 0;

	for (; k.at < f->n && n <= PENDING - PENDING_ROOM; k.at++) {
		unsigned flags = f->v[k.at].flags;

		if (flags & TOKEN_HYPHEN && k.at > 0)
			n = look_joined(s, pending, n, f, k.at);
		if (!(flags & TOKEN_REFERENCE))
			n = look_at_word(filter, bits, pending, n, &k, f->v[k.at].hash, few);
	}
	*look = k;
	return n;
}

static inline size_t trace_on(const struct quote_set *s, struct pending *pending, const struct text_trace *t,
                              struct look *look, bool few)
{
	const uint64_t *filter = s->filter;
	unsigned bits = s->filter_bits;
	struct look k = *look;
	size_t n = 0;

	while (k.at < t->n && n <= PENDING - PENDING_ROOM) {
		const struct trace_mark *m = &t->marks[k.mark];
		size_t end = k.mark < t->n_marks ? m->token : t->n;

		for (; k.at < end && n <= PENDING - PENDING_ROOM; k.at++)
			n = look_at_word(filter, bits, pending, n, &k, t->hash[k.at], few);
		if (k.at < end || k.at == t->n || n > PENDING - PENDING_ROOM)
			continue;
		for (size_t i = 0; i < m->n_joined; i++, k.joined++)
			n = look_for(filter, bits, pending, n, t->joined[k.joined].key, t->joined[k.joined].token);
		if (!m->reference)
			n = look_at_word(filter, bits, pending, n, &k, t->hash[k.at], few);
		k.at++;
		k.mark++;
	}
	*look = k;
	return n;
}

static int look(const struct quote_set *s, struct looker *l, const struct fold *f, struct error *e)
{
	struct look k = { 0 };
	int rc = 0;

	while (rc == 0 && k.at < f->n) {
		l->n_pending = s->few_words ? look_on(s, l->pending, f, &k, true) : look_on(s, l->pending, f, &k, false);
		rc = look_at_pending(s, l, e);
	}
	return rc;
}

static int look_trace(const struct quote_set *s, struct looker *l, const struct text_trace *t, struct error *e)
{
	struct look k = { 0 };
	int rc = 0;

	while (rc == 0 && k.at < t->n) {
		l->n_pending = s->few_words ? trace_on(s, l->pending, t, &k, true) : trace_on(s, l->pending, t, &k, false);
		rc = look_at_pending(s, l, e);
	}
	return rc;
}

/* Keeps what the document holds until the batch is settled. */
static int end_look(struct quote_set *s, struct looker *l, size_t document, int rc, struct error *e)
{
	struct looked *to = &s->looked[document - s->base];

	for (size_t i = 0; i < l->n; i++)
		if (l->again[l->v[i].key / 64] >> l->v[i].key % 64 & 1)
			l->v[i].word = ANYWHERE;
	for (size_t i = 0; i < l->n; i++)
		l->seen[l->v[i].key / 64] = l->again[l->v[i].key / 64] = 0;
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

int quote_set_look(struct quote_set *s, unsigned worker, size_t document, const struct text_index *t, struct error *e)
{
	struct looker *l = &s->lookers[worker];

	return end_look(s, l, document, look(s, l, &t->fold, e), e);
}

int quote_set_look_trace(struct quote_set *s, unsigned worker, size_t document, const struct text_trace *t,
                         struct error *e)
{
	struct looker *l = &s->lookers[worker];

	return end_look(s, l, document, look_trace(s, l, t, e), e);
}

static int add_entry(struct quote_set *s, const struct found *f, size_t document, struct error *e)
{
	if (s->n_entries == s->entries_cap) {
		size_t cap = s->entries_cap + s->entries_cap / 2 + 1024;
		struct entry *v = realloc(s->entries, cap * sizeof *v);

		if (!v)
			return error_memory(e);
		s->entries = v;
		s->entries_cap = cap;
	}
	s->entries[s->n_entries++] = (struct entry){ f->key, { (uint32_t)document, f->word } };
	s->keys[f->key].n++;
	return 0;
}

int quote_set_settle(struct quote_set *s, size_t n, struct error *e)
{
	size_t wasted = 0;
	int rc = 0;

	for (size_t d = 0; d < n; d++) {
		struct looked *l = &s->looked[d];

		for (size_t i = 0; rc == 0 && i < l->n; i++)
			if (s->keys[l->v[i].key].n < s->kept)
				rc = add_entry(s, &l->v[i], s->base + d, e);
		free(l->v);
		*l = (struct looked){ 0 };
	}
	s->base += n;
	for (unsigned i = 0; i < s->n_lookers; i++)
		wasted += s->lookers[i].wasted;
	if (wasted > s->n_keys / 16) { /* a new filter costs less than they do */
		make_filter(s);
		for (unsigned i = 0; i < s->n_lookers; i++)
			s->lookers[i].wasted = 0;
	}
	return rc;
}

int quote_set_ready(struct quote_set *s, struct error *e)
{
	uint32_t at = 0;

	for (unsigned i = 0; i < s->n_lookers; i++) {
		s->lookers[i].votes = arena_array(&s->arena, struct vote, s->base);
		s->lookers[i].voted = arena_array(&s->arena, uint32_t, s->base);
		if (!s->lookers[i].votes || !s->lookers[i].voted)
			return error_memory(e);
	}
	s->held = malloc((s->n_entries + 1) * sizeof *s->held);
	if (!s->held)
		return error_memory(e);
	for (size_t i = 0; i < s->n_keys; i++) {
		s->keys[i].first = at;
		at += s->keys[i].n;
	}
	for (size_t i = 0; i < s->n_entries; i++)
		s->held[s->keys[s->entries[i].key].first++] = s->entries[i].at;
	for (size_t i = 0; i < s->n_keys; i++)
		s->keys[i].first -= s->keys[i].n;
	free(s->entries);
	s->entries = NULL;
	return 0;
}

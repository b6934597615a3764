#include "text/index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"
#include "source/source.h"
#include "text/match.h"

/* What a view of this index is made of, on the heap. */
struct chains {
	uint64_t *slots;
	uint32_t *next, *joined;
};

/* What is built at need. The flags are published last, so that readers need no lock. */
struct lazy_index {
	pthread_mutex_t lock;
	atomic_bool ready, words_ready;
	struct index_view view, words;
	struct chains chains, word_chains;
};

uint64_t index_word(uint32_t a)
{
	uint64_t h = a * UINT64_C(0x9E3779B97F4A7C15);

	return (h ^ h >> 32) * UINT64_C(0xA0761D6478BD642F);
}

size_t index_core(const struct fold *f, size_t i)
{
	while (i < f->n && f->v[i].flags & TOKEN_REFERENCE)
		i++;
	return i;
}

struct postings index_find(const struct index_view *v, uint64_t key)
{
	uint64_t slot = v->slots[key >> v->shift];

	return (struct postings){ v, (uint32_t)(slot >> 32), (uint32_t)slot };
}

static size_t core_before(const struct fold *f, size_t i)
{
	while (i > 0)
		if (!(f->v[--i].flags & TOKEN_REFERENCE))
			return i;
	return SIZE_MAX;
}

size_t index_joined(const struct fold *f, size_t i, struct joined out[JOINED_KEYS])
{
	uint32_t h = fold_hash_joined(f, i - 1, 2);
	size_t b = core_before(f, i - 1), a = b == SIZE_MAX ? b : core_before(f, b);
	size_t c = index_core(f, i + 1), d = c < f->n ? index_core(f, c + 1) : f->n;
	size_t n = 0;

	out[n++] = (struct joined){ index_word(h), (uint32_t)(i - 1) };
	if (a != SIZE_MAX)
		out[n++] = (struct joined){ index_trigram(f->v[a].hash, f->v[b].hash, h), (uint32_t)a };
	if (b != SIZE_MAX && c < f->n)
		out[n++] = (struct joined){ index_trigram(f->v[b].hash, h, f->v[c].hash), (uint32_t)b };
	if (d < f->n)
		out[n++] = (struct joined){ index_trigram(h, f->v[c].hash, f->v[d].hash), (uint32_t)(i - 1) };
	return n;
}

bool index_hyphenated(const struct index_view *view, const struct fold *f, uint32_t hash)
{
	struct postings p = index_find(view, index_word(hash));

	POSTINGS_EACH(at, &p) {
		uint32_t i = postings_token(&p, at);

		if (i + 1 < f->n && f->v[i + 1].flags & TOKEN_HYPHEN && fold_hash_joined(f, i, 2) == hash)
			return true;
	}
	return false;
}

/* --- the chains: made from the last place to the first, so that they ascend. One pass, and what is written at random is
 * one slot a place --- */

static inline void put_first(struct chains *c, uint64_t bucket, size_t place)
{
	uint64_t slot = c->slots[bucket];

	c->next[place] = (uint32_t)slot;
	c->slots[bucket] = ((slot >> 32) + 1) << 32 | (uint32_t)(place + 1);
}

static void drop_chains(struct chains *c)
{
	free(c->slots);
	free(c->next);
	free(c->joined);
	*c = (struct chains){ 0 };
}

/* The keys of all hyphenated words written together; their buckets are the caller's to free. */
static int list_joined(struct chains *c, const struct fold *f, struct index_view *v, uint32_t **buckets, struct error *e)
{
	size_t most = JOINED_KEYS * f->n_hyphens, n = 0;

	*buckets = malloc((most + 1) * sizeof **buckets);
	c->joined = malloc((most + 1) * sizeof *c->joined);
	if (!*buckets || !c->joined)
		return error_memory(e);
	for (size_t i = 1; n < most && i < f->n; i++) {
		struct joined keys[JOINED_KEYS];
		size_t m = f->v[i].flags & TOKEN_HYPHEN ? index_joined(f, i, keys) : 0;

		for (size_t k = 0; k < m; k++) {
			(*buckets)[n] = (uint32_t)(keys[k].key >> v->shift);
			c->joined[n++] = keys[k].token;
		}
	}
	v->n_joined = (uint32_t)n;
	return 0;
}

static void put_trigrams(struct chains *chains, const struct fold *f, unsigned shift)
{
	struct chains c = *chains;
	size_t last = core_before(f, f->n), middle = last == SIZE_MAX ? last : core_before(f, last);
	uint64_t x, y;

	if (middle == SIZE_MAX) {
		memset(c.next, 0, f->n * sizeof *c.next);
		return;
	}
	memset(c.next + middle, 0, (f->n - middle) * sizeof *c.next);
	x = f->v[middle].hash;
	y = f->v[last].hash;
	for (size_t i = middle; i-- > 0;) {
		uint64_t w = f->v[i].hash;

		if (f->v[i].flags & TOKEN_REFERENCE) {
			c.next[i] = 0;
			continue;
		}
		put_first(&c, index_key(w, x, y) >> shift, i);
		y = x;
		x = w;
	}
}

static void put_words(struct chains *chains, const struct fold *f, unsigned shift)
{
	for (size_t i = f->n; i-- > 0;)
		put_first(chains, index_word(f->v[i].hash) >> shift, i);
}

static int make_chains(struct chains *c, const struct fold *f, bool words, struct index_view *v, struct error *e)
{
	uint32_t *buckets = NULL;
	unsigned bits = 4;
	int rc = 0;

	while (bits < 30 && (size_t)2 << bits < f->n)
		bits++;
	*v = (struct index_view){ .n_tokens = (uint32_t)f->n, .shift = 64 - bits };
	if (!words && f->n_hyphens > 0)
		rc = list_joined(c, f, v, &buckets, e);
	if (rc == 0) {
		c->slots = calloc((size_t)1 << bits, sizeof *c->slots);
		c->next = malloc((f->n + v->n_joined + 1) * sizeof *c->next);
		rc = c->slots && c->next ? 0 : error_memory(e);
	}
	if (rc == 0)
		pages_large(c->slots, sizeof *c->slots << bits);
	if (rc == 0)
		pages_large(c->next, f->n * sizeof *c->next);
	for (size_t i = v->n_joined; rc == 0 && i-- > 0;)
		put_first(c, buckets[i], f->n + i);
	if (rc == 0 && words)
		put_words(c, f, v->shift);
	else if (rc == 0)
		put_trigrams(c, f, v->shift);
	free(buckets);
	v->slots = c->slots;
	v->next = c->next;
	v->joined = c->joined;
	if (rc < 0)
		drop_chains(c);
	return rc;
}

int index_ready(const struct text_index *t, struct index_view *out, struct error *e)
{
	struct lazy_index *l = t->lazy;
	int rc = 0;

	if (!atomic_load_explicit(&l->ready, memory_order_acquire)) {
		pthread_mutex_lock(&l->lock);
		if (!atomic_load_explicit(&l->ready, memory_order_relaxed)) {
			rc = make_chains(&l->chains, &t->fold, false, &l->view, e);
			if (rc == 0)
				atomic_store_explicit(&l->ready, true, memory_order_release);
		}
		pthread_mutex_unlock(&l->lock);
	}
	if (rc == 0)
		*out = l->view;
	return rc;
}

int index_words(const struct text_index *t, struct index_view *out, struct error *e)
{
	struct lazy_index *l = t->lazy;
	int rc = 0;

	if (!atomic_load_explicit(&l->words_ready, memory_order_acquire)) {
		pthread_mutex_lock(&l->lock);
		if (!atomic_load_explicit(&l->words_ready, memory_order_relaxed)) {
			rc = make_chains(&l->word_chains, &t->fold, true, &l->words, e);
			if (rc == 0)
				atomic_store_explicit(&l->words_ready, true, memory_order_release);
		}
		pthread_mutex_unlock(&l->lock);
	}
	if (rc == 0)
		*out = l->words;
	return rc;
}

/* --- the cache: slots, tokens and chains as they lie in memory, behind numbers that leave the slots aligned --- */

struct stored {
	uint64_t tokens, hyphens, joined;
	uint32_t shift, pad;
};

static struct cache_key key_of(const struct document *d)
{
	return (struct cache_key){ d->text_hash, d->text.len, FOLD_VERSION };
}

static bool may_cache(const struct document *d, const struct cache *cache)
{
	return cache && d->text_hash != 0 && d->text.len >= CACHE_LEAST_TEXT;
}

static size_t buckets_of(unsigned shift)
{
	return (size_t)1 << (64 - shift);
}

/* No token of a stored stream leaves the text. */
static bool tokens_are_sound(const struct document *d, const struct token *tokens, size_t n)
{
	size_t end = 0;

	for (size_t i = 0; i < n; i++) {
		if (tokens[i].start < end)
			return false;
		end = token_end(&tokens[i]);
	}
	return end <= d->text.len;
}

/* No chain leaves the places or goes on for ever. */
static bool chains_are_sound(const struct index_view *v)
{
	uint64_t places = (uint64_t)v->n_tokens + v->n_joined;

	for (size_t b = 0; b < buckets_of(v->shift); b++)
		if ((uint32_t)v->slots[b] > places || v->slots[b] >> 32 > places)
			return false;
	for (size_t i = 0; i < places; i++)
		if (v->next[i] != 0 && (v->next[i] <= i + 1 || v->next[i] > places))
			return false;
	for (size_t i = 0; i < v->n_joined; i++)
		if (v->joined[i] >= v->n_tokens)
			return false;
	return true;
}

static bool load_stored(struct text_index *t, const struct cache *cache)
{
	const struct document *d = t->document;
	struct lazy_index *l = t->lazy;
	const struct token *tokens;
	struct index_view v;
	struct stored s;

	if (!cache_load(cache, key_of(d), &t->cached))
		return false;
	if (t->cached.bytes.len < sizeof s || (uintptr_t)t->cached.bytes.ptr % sizeof *v.slots != 0)
		goto damaged;
	memcpy(&s, t->cached.bytes.ptr, sizeof s);
	if (s.shift < 34 || s.shift > 60 || s.tokens > UINT32_MAX || s.joined > UINT32_MAX - s.tokens)
		goto damaged;
	v = (struct index_view){ .n_tokens = (uint32_t)s.tokens, .n_joined = (uint32_t)s.joined, .shift = s.shift };
	if (t->cached.bytes.len != sizeof s + buckets_of(s.shift) * sizeof *v.slots + s.tokens * (sizeof *tokens + sizeof *v.next) +
	                                   s.joined * (sizeof *v.next + sizeof *v.joined))
		goto damaged;
	v.slots = (const uint64_t *)(const void *)(t->cached.bytes.ptr + sizeof s);
	tokens = (const struct token *)(const void *)(v.slots + buckets_of(s.shift));
	v.next = (const uint32_t *)(const void *)(tokens + s.tokens);
	v.joined = v.next + s.tokens + s.joined;
	if (!tokens_are_sound(d, tokens, s.tokens) || !chains_are_sound(&v))
		goto damaged;
	t->fold = (struct fold){ d->text, tokens, s.tokens, s.hyphens, d->furniture, d->n_furniture };
	l->view = v;
	atomic_store_explicit(&l->ready, true, memory_order_release);
	return true;
damaged:
	cached_release(&t->cached);
	return false;
}

/* Builds the index at once, since it is to be stored. Nothing depends on whether that works. */
static int store_built(struct text_index *t, struct cache *cache, struct error *e)
{
	struct index_view v;
	struct stored s = { .tokens = t->fold.n, .hyphens = t->fold.n_hyphens };
	struct str pieces[5];
	int rc = index_ready(t, &v, e);

	if (rc < 0)
		return rc;
	s.shift = v.shift;
	s.joined = v.n_joined;
	pieces[0] = (struct str){ (const char *)&s, sizeof s };
	pieces[1] = (struct str){ (const char *)v.slots, buckets_of(v.shift) * sizeof *v.slots };
	pieces[2] = (struct str){ (const char *)t->fold.v, t->fold.n * sizeof *t->fold.v };
	pieces[3] = (struct str){ (const char *)v.next, ((size_t)v.n_tokens + v.n_joined) * sizeof *v.next };
	pieces[4] = (struct str){ (const char *)v.joined, v.n_joined * sizeof *v.joined };
	(void)cache_store(cache, key_of(t->document), pieces, 5);
	return 0;
}

static int build(struct text_index *t, struct cache *cache, struct error *e)
{
	const struct document *d = t->document;
	bool may = may_cache(d, cache);
	int rc;

	if (may && load_stored(t, cache))
		return 0;
	rc = fold_text(&t->fold, d->text, &t->layout, e);
	return rc == 0 && may ? store_built(t, cache, e) : rc;
}

int text_index_open(struct text_index **out, const struct document *d, struct cache *cache, struct error *e)
{
	struct text_index *t = calloc(1, sizeof *t);
	int rc;

	*out = NULL;
	if (!t)
		return error_memory(e);
	t->lazy = calloc(1, sizeof *t->lazy);
	if (!t->lazy || pthread_mutex_init(&t->lazy->lock, NULL) != 0) {
		free(t->lazy);
		free(t);
		return error_memory(e);
	}
	t->document = d;
	t->layout = (struct fold_layout){ d->furniture, d->n_furniture, d->marks, d->n_marks };
	rc = build(t, cache, e);
	if (rc < 0) {
		text_index_close(t);
		return rc;
	}
	*out = t;
	return 0;
}

void text_index_close(struct text_index *t)
{
	if (!t)
		return;
	if (t->cached.map)
		cached_release(&t->cached);
	else
		fold_release(&t->fold);
	drop_chains(&t->lazy->chains);
	drop_chains(&t->lazy->word_chains);
	pthread_mutex_destroy(&t->lazy->lock);
	free(t->lazy);
	free(t);
}

static size_t view_memory(const struct index_view *v)
{
	return buckets_of(v->shift) * sizeof *v->slots + v->n_tokens * sizeof *v->next +
	       v->n_joined * (sizeof *v->next + sizeof *v->joined);
}

size_t text_index_memory(const struct text_index *t)
{
	const struct lazy_index *l = t->lazy;
	size_t n = sizeof *t + sizeof *l + t->fold.n * sizeof(struct token);

	if (atomic_load_explicit(&l->ready, memory_order_acquire))
		n += view_memory(&l->view);
	if (atomic_load_explicit(&l->words_ready, memory_order_acquire))
		n += view_memory(&l->words);
	return n;
}

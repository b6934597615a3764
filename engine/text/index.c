#include "text/index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "source/source.h"
#include "text/match.h"

/* What is built at need. The flags are published last, so that readers need no lock. */
struct lazy_index {
	pthread_mutex_t lock;
	atomic_bool ready, words_ready;
	struct index_view view, words;
	uint32_t *heads, *tokens, *word_heads, *word_tokens;
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
	size_t bucket = (size_t)(key >> v->shift);

	return (struct postings){ v->tokens + v->heads[bucket], v->heads[bucket + 1] - v->heads[bucket] };
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

	for (size_t i = 0; i < p.n; i++)
		if (p.v[i] + 1 < f->n && f->v[p.v[i] + 1].flags & TOKEN_HYPHEN && fold_hash_joined(f, p.v[i], 2) == hash)
			return true;
	return false;
}

/* --- the counting sort: buckets are counted while the keys are made, then the tokens are put in their places. Of a long
 * text they are parted by the bucket's upper bits first, so that what is written next lies near --- */

enum { PART_BITS = 8, PARTS = 1 << PART_BITS, LONG_TEXT = 1 << 18 /* tokens */ };

struct entry {
	uint32_t bucket, token;
};

struct sorter {
	uint32_t *counts;  /* of buckets, or of parts; two ahead: that of bucket b at b + 2 */
	uint32_t *buckets; /* by token; `nowhere` where no trigram starts */
	struct entry *joined;
	size_t n_joined;
	uint32_t nowhere;  /* a bucket behind the last */
	unsigned shift;
	unsigned down;     /* from bucket to part; 0: none */
};

static inline void sorter_add(struct sorter *s, uint32_t bucket, size_t token)
{
	s->buckets[token] = bucket;
	s->counts[(bucket >> s->down) + 2]++;
}

static void add_joined(struct sorter *s, const struct fold *f, size_t i)
{
	struct joined keys[JOINED_KEYS];
	size_t n = index_joined(f, i, keys);

	for (size_t k = 0; k < n; k++) {
		struct entry e = { (uint32_t)(keys[k].key >> s->shift), keys[k].token };

		s->joined[s->n_joined++] = e;
		s->counts[(e.bucket >> s->down) + 2]++;
	}
}

/* The trigrams that end at the tokens from i to the next one that is more than a word. `first` and `second` are the two
 * words before; returns where it stopped. */
static inline size_t run_of(struct sorter *s, const struct fold *f, size_t i, size_t *first, size_t *second, unsigned down)
{
	const struct token *v = f->v;
	uint32_t *counts = s->counts + 2, *buckets = s->buckets, a = v[*first].hash, b = v[*second].hash, c;
	size_t n = f->n, x = *first, y = *second;
	unsigned shift = s->shift;

	for (; i < n && !(v[i].flags & (TOKEN_HYPHEN | TOKEN_REFERENCE)); i++) {
		uint32_t bucket;

		c = v[i].hash;
		bucket = (uint32_t)(index_trigram(a, b, c) >> shift);
		buckets[x] = bucket;
		counts[bucket >> down]++;
		x = y;
		y = i;
		a = b;
		b = c;
	}
	*first = x;
	*second = y;
	return i;
}

/* Without a shift in the common case. */
static size_t add_run(struct sorter *s, const struct fold *f, size_t i, size_t *first, size_t *second)
{
	return s->down == 0 ? run_of(s, f, i, first, second, 0) : run_of(s, f, i, first, second, s->down);
}

static void add_trigrams(struct sorter *s, const struct fold *f)
{
	size_t first = SIZE_MAX, second = SIZE_MAX, i = 0;

	while (i < f->n) {
		const struct token *t;

		if (first != SIZE_MAX && (i = add_run(s, f, i, &first, &second)) == f->n)
			break;
		t = &f->v[i];
		if (t->flags & TOKEN_HYPHEN && i > 0)
			add_joined(s, f, i);
		if (t->flags & TOKEN_REFERENCE) {
			sorter_add(s, s->nowhere, i++);
			continue;
		}
		if (first != SIZE_MAX)
			sorter_add(s, (uint32_t)(index_trigram(f->v[first].hash, f->v[second].hash, t->hash) >> s->shift), first);
		first = second;
		second = i++;
	}
	if (first != SIZE_MAX)
		sorter_add(s, s->nowhere, first);
	if (second != SIZE_MAX)
		sorter_add(s, s->nowhere, second);
}

static void add_words(struct sorter *s, const struct fold *f)
{
	for (size_t i = 0; i < f->n; i++)
		sorter_add(s, (uint32_t)(index_word(f->v[i].hash) >> s->shift), i);
}

/* From counts to starts; that of bucket b at b + 1, to be counted up to the next one's. */
static void add_up(uint32_t *counts, size_t n)
{
	uint32_t at = 0;

	for (size_t b = 0; b < n; b++) {
		at += counts[b + 2];
		counts[b + 2] = at;
	}
}

static void place_tokens(const struct sorter *s, size_t n, uint32_t *tokens)
{
	uint32_t *h = s->counts;

	add_up(h, (size_t)s->nowhere + 1);
	for (size_t i = 0; i < n; i++)
		tokens[h[s->buckets[i] + 1]++] = (uint32_t)i;
	for (size_t i = 0; i < s->n_joined; i++)
		tokens[h[s->joined[i].bucket + 1]++] = s->joined[i].token;
}

static void part_tokens(const struct sorter *s, size_t n, struct entry *out)
{
	uint32_t *h = s->counts;

	add_up(h, PARTS + 1);
	for (size_t i = 0; i < n; i++)
		out[h[(s->buckets[i] >> s->down) + 1]++] = (struct entry){ s->buckets[i], (uint32_t)i };
	for (size_t i = 0; i < s->n_joined; i++)
		out[h[(s->joined[i].bucket >> s->down) + 1]++] = s->joined[i];
}

static void place_parts(const struct entry *v, size_t n, uint32_t nowhere, uint32_t *heads, uint32_t *tokens)
{
	for (size_t i = 0; i < n; i++)
		heads[v[i].bucket + 2]++;
	add_up(heads, (size_t)nowhere + 1);
	for (size_t i = 0; i < n; i++)
		tokens[heads[v[i].bucket + 1]++] = v[i].token;
}

/* Makes the keys; the buckets lie on the heap until sorter_drop. */
static int sort_keys(struct sorter *s, const struct fold *f, bool words, uint32_t *counts, struct error *e)
{
	size_t joined = words ? 0 : JOINED_KEYS * f->n_hyphens;

	s->counts = counts;
	s->buckets = malloc((f->n + 1) * sizeof *s->buckets + joined * sizeof *s->joined);
	if (!s->buckets)
		return error_memory(e);
	s->joined = (struct entry *)(void *)(s->buckets + f->n + 1);
	if (words)
		add_words(s, f);
	else
		add_trigrams(s, f);
	return 0;
}

static void sorter_drop(struct sorter *s)
{
	free(s->buckets);
	s->buckets = NULL;
}

/* What is kept is asked for first: what is given back then lies at the heap's end. */
static int sort_short(struct sorter *s, const struct fold *f, bool words, uint32_t *heads, uint32_t **tokens,
                      size_t most, struct error *e)
{
	int rc;

	*tokens = malloc((most + 1) * sizeof **tokens);
	rc = *tokens ? sort_keys(s, f, words, heads, e) : error_memory(e);
	if (rc == 0)
		place_tokens(s, f->n, *tokens);
	sorter_drop(s);
	return rc;
}

/* The buckets are given back before the tokens are asked for, since a long text's take much memory. */
static int sort_long(struct sorter *s, const struct fold *f, bool words, uint32_t *heads, uint32_t **tokens,
                     size_t most, struct error *e)
{
	uint32_t parts[PARTS + 3] = { 0 };
	struct entry *v = malloc((most + 1) * sizeof *v);
	int rc = v ? sort_keys(s, f, words, parts, e) : error_memory(e);

	if (rc == 0)
		part_tokens(s, f->n, v);
	sorter_drop(s);
	if (rc == 0 && !(*tokens = malloc((most + 1) * sizeof **tokens)))
		rc = error_memory(e);
	if (rc == 0)
		place_parts(v, f->n + s->n_joined, s->nowhere, heads, *tokens);
	free(v);
	return rc;
}

static int sort_tokens(const struct fold *f, bool words, uint32_t **heads, uint32_t **tokens, unsigned *shift,
                       struct error *e)
{
	size_t most = f->n + (words ? 0 : JOINED_KEYS * f->n_hyphens);
	struct sorter s = { 0 };
	unsigned bits = 4;

	while (bits < 30 && (size_t)2 << bits < f->n)
		bits++;
	s.shift = *shift = 64 - bits;
	s.nowhere = (uint32_t)1 << bits;
	*heads = calloc((size_t)s.nowhere + 3, sizeof **heads);
	if (!*heads)
		return error_memory(e);
	if (f->n < LONG_TEXT)
		return sort_short(&s, f, words, *heads, tokens, most, e);
	s.down = bits - PART_BITS;
	return sort_long(&s, f, words, *heads, tokens, most, e);
}

static void drop_index(struct lazy_index *l)
{
	free(l->heads);
	free(l->tokens);
	l->heads = l->tokens = NULL;
}

int index_ready(const struct text_index *t, struct index_view *out, struct error *e)
{
	struct lazy_index *l = t->lazy;
	int rc = 0;

	if (!atomic_load_explicit(&l->ready, memory_order_acquire)) {
		pthread_mutex_lock(&l->lock);
		if (!atomic_load_explicit(&l->ready, memory_order_relaxed)) {
			rc = sort_tokens(&t->fold, false, &l->heads, &l->tokens, &l->view.shift, e);
			if (rc == 0) {
				l->view.heads = l->heads;
				l->view.tokens = l->tokens;
				atomic_store_explicit(&l->ready, true, memory_order_release);
			} else {
				drop_index(l);
			}
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
			rc = sort_tokens(&t->fold, true, &l->word_heads, &l->word_tokens, &l->words.shift, e);
			if (rc == 0) {
				l->words.heads = l->word_heads;
				l->words.tokens = l->word_tokens;
				atomic_store_explicit(&l->words_ready, true, memory_order_release);
			} else {
				free(l->word_heads);
				free(l->word_tokens);
				l->word_heads = l->word_tokens = NULL;
			}
		}
		pthread_mutex_unlock(&l->lock);
	}
	if (rc == 0)
		*out = l->words;
	return rc;
}

/* --- the cache: tokens, heads and positions as they lie in memory --- */

struct stored {
	uint64_t tokens, hyphens, entries;
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

/* No offset of a stored stream leaves the text, none of an index leaves the stream. */
static bool stored_is_sound(const struct document *d, const struct stored *s, const struct token *tokens,
                            const uint32_t *heads, const uint32_t *entries)
{
	size_t end = 0, buckets = (size_t)1 << (64 - s->shift);

	for (size_t i = 0; i < s->tokens; i++) {
		if (tokens[i].start < end)
			return false;
		end = token_end(&tokens[i]);
	}
	if (end > d->text.len || heads[0] != 0 || heads[buckets] != s->entries)
		return false;
	for (size_t b = 0; b < buckets; b++)
		if (heads[b] > heads[b + 1])
			return false;
	for (size_t i = 0; i < s->entries; i++)
		if (entries[i] >= s->tokens)
			return false;
	return true;
}

static bool load_stored(struct text_index *t, const struct cache *cache)
{
	const struct document *d = t->document;
	struct lazy_index *l = t->lazy;
	const struct token *tokens;
	const uint32_t *heads;
	struct stored s;
	size_t buckets;

	if (!cache_load(cache, key_of(d), &t->cached))
		return false;
	if (t->cached.bytes.len < sizeof s)
		goto damaged;
	memcpy(&s, t->cached.bytes.ptr, sizeof s);
	if (s.shift < 34 || s.shift > 60 || s.tokens > UINT32_MAX || s.entries > UINT32_MAX)
		goto damaged;
	buckets = (size_t)1 << (64 - s.shift);
	if (t->cached.bytes.len != sizeof s + s.tokens * sizeof *tokens + (buckets + 1 + s.entries) * sizeof *heads)
		goto damaged;
	tokens = (const struct token *)(const void *)(t->cached.bytes.ptr + sizeof s);
	heads = (const uint32_t *)(const void *)(tokens + s.tokens);
	if (!stored_is_sound(d, &s, tokens, heads, heads + buckets + 1))
		goto damaged;
	t->fold = (struct fold){ d->text, tokens, s.tokens, s.hyphens, d->furniture, d->n_furniture };
	l->view = (struct index_view){ heads, heads + buckets + 1, s.shift };
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
	struct str pieces[4];
	size_t buckets;
	int rc = index_ready(t, &v, e);

	if (rc < 0)
		return rc;
	buckets = (size_t)1 << (64 - v.shift);
	s.shift = v.shift;
	s.entries = v.heads[buckets];
	pieces[0] = (struct str){ (const char *)&s, sizeof s };
	pieces[1] = (struct str){ (const char *)t->fold.v, t->fold.n * sizeof *t->fold.v };
	pieces[2] = (struct str){ (const char *)v.heads, (buckets + 1) * sizeof *v.heads };
	pieces[3] = (struct str){ (const char *)v.tokens, s.entries * sizeof *v.tokens };
	(void)cache_store(cache, key_of(t->document), pieces, 4);
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
	drop_index(t->lazy);
	free(t->lazy->word_heads);
	free(t->lazy->word_tokens);
	pthread_mutex_destroy(&t->lazy->lock);
	free(t->lazy);
	free(t);
}

static size_t view_memory(const struct index_view *v)
{
	size_t buckets = (size_t)1 << (64 - v->shift);

	return (buckets + 1 + v->heads[buckets]) * sizeof(uint32_t);
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

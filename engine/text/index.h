/* The index of one document: word trigrams to positions, a chain for each bucket. Reference marks are passed over. A word
 * hyphenated in the source is also indexed written together. Built at the first question, then immutable; safe to ask
 * from several threads. */
#ifndef TEXT_INDEX_H
#define TEXT_INDEX_H

#include "base/cache.h"
#include "text/fold.h"

struct document;
struct lazy_index;

struct text_index {
	struct fold fold;
	const struct document *document;
	struct fold_layout layout;
	struct lazy_index *lazy;
	struct cached cached; /* what the tokens and the index lie in, when they come from the cache */
};

/* A key that does not come from three words as they stand: one of them is a hyphenated word written together, or such
 * a word alone. */
struct joined {
	uint64_t key;
	uint32_t token; /* where it starts */
};

enum { JOINED_KEYS = 4 };

/* A place is a token, or behind them a joined key; counted from 1, as 0 ends a chain. */
struct index_view {
	const uint64_t *slots;  /* by bucket: how many places (upper half), and the first one */
	const uint32_t *next;   /* by place, ascending */
	const uint32_t *joined; /* tokens of the joined keys */
	uint32_t n_tokens, n_joined;
	unsigned shift;
};

/* Tokens that start a trigram whose hash falls into one bucket with this one, in ascending order, then those of joined
 * keys: a guess to be proven. */
struct postings {
	const struct index_view *view;
	uint32_t n, first;
};

#define POSTINGS_EACH(at, p) for (uint32_t at = (p)->first; at != 0; at = (p)->view->next[at - 1])

static inline uint32_t postings_token(const struct postings *p, uint32_t at)
{
	return at <= p->view->n_tokens ? at - 1 : p->view->joined[at - 1 - p->view->n_tokens];
}

/* The trigram index, built if need be. CC_ENOMEM. */
int index_ready(const struct text_index *t, struct index_view *out, struct error *e);
/* The same for single words; only few questions need it. */
int index_words(const struct text_index *t, struct index_view *out, struct error *e);

/* `view` is borrowed. */
struct postings index_find(const struct index_view *view, uint64_t key);

/* Multilinear hashing (Carter and Wegman 1979; Lemire and Kaser 2014): the upper bits are the good ones. */
static inline uint64_t index_key(uint64_t a, uint64_t b, uint64_t c)
{
	return a * UINT64_C(0x9E3779B97F4A7C15) + b * UINT64_C(0xD6E8FEB86659FD93) + c * UINT64_C(0xA0761D6478BD642F);
}

static inline uint64_t index_trigram(uint32_t a, uint32_t b, uint32_t c)
{
	return index_key(a, b, c);
}

static inline uint64_t index_pair(uint32_t a, uint32_t b)
{
	return index_trigram(a, b, 0x2D2D2D2D);
}

uint64_t index_word(uint32_t a);
/* The keys that hold the words i - 1 and i as one word: itself first, then up to three trigrams; returns how many. */
size_t index_joined(const struct fold *f, size_t i, struct joined out[JOINED_KEYS]);
/* Does a hyphenated word of the source, written together, have this hash? */
bool index_hyphenated(const struct index_view *view, const struct fold *f, uint32_t hash);
/* The next token at or behind i that is no reference mark; f->n at the end. */
size_t index_core(const struct fold *f, size_t i);

#endif

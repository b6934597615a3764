/* What quote_set.c and quote_choice.c share. Nobody else includes this. */
#ifndef TEXT_QUOTE_SET_H
#define TEXT_QUOTE_SET_H

#include "base/arena.h"
#include "text/match.h"
#include "text/quote_keys.h"

struct slot; /* of the table of keys */

/* A key of some quotes. */
struct key {
	uint32_t n;     /* documents that hold it, `kept` at most */
	uint32_t upper; /* half of it, for the filter */
	uint32_t first; /* after quote_set_ready: where its documents start */
};

/* Where a document holds a key: ANYWHERE when in several places. */
struct held {
	uint32_t document, word;
};

#define ANYWHERE UINT32_MAX

struct entry {
	uint32_t key;
	struct held at;
};

/* A key of a quote, and the token that it starts at. */
struct own {
	uint32_t key, token;
};

/* Keys that one document holds. */
struct looked {
	struct found {
		uint32_t key, word;
	} *v;
	size_t n;
};

/* A document's votes for one quote: of the keys that few documents hold, and of the others. */
struct vote {
	uint32_t rare, common;
	uint32_t there;  /* of those that differ in the cited source */
	uint32_t likely; /* its number among the likely ones, + 1 */
};

enum { PENDING = 256, PENDING_ROOM = 8 /* what one word may add */ };

/* What one thread works with. */
struct looker {
	/* what the filter let pass and nobody looked at yet: many at a time, so that the table's cold places are fetched at
	 * once */
	struct pending {
		uint64_t key;
		uint32_t word, id;
	} pending[PENDING];
	size_t n_pending;
	size_t wasted; /* hits of keys that are full */
	uint64_t *seen, *again; /* by key: a bit, while one document is looked at */
	struct found *v; /* the keys that it holds */
	size_t n, cap;
	struct vote *votes;  /* by document, for one quote */
	uint32_t *voted;     /* documents that have votes */
	size_t n_voted;
};

struct asked {
	size_t first, n; /* its keys */
	uint32_t words, parts;
	enum share share;
	uint32_t there; /* SHARE_AROUND: keys that differ in the cited source, the first ones */
};

struct quote_set {
	struct arena arena;
	struct slot *slots;
	size_t mask;
	uint64_t *filter; /* two bits for each key, both in the word that its upper bits name; small enough to stay near */
	unsigned filter_bits; /* log2 of its words */
	bool few_words;   /* some quote has no trigram: pairs and single words are keys too */
	struct key *keys;
	size_t n_keys;
	uint32_t kept;
	struct own *of_quotes; /* the keys of each quote, one after another */
	struct asked *asked;
	size_t n;
	struct entry *entries;
	size_t n_entries, entries_cap;
	struct held *held; /* of each key in turn, documents ascending */
	struct looker *lookers;
	unsigned n_lookers;
	struct looked looked[QUOTE_SET_BATCH];
	size_t base; /* the document that looked[0] is */
};

#endif

/* The keys (word trigrams) by which a quote is looked for in documents that it does not cite. */
#ifndef TEXT_QUOTE_KEYS_H
#define TEXT_QUOTE_KEYS_H

#include "text/candidates.h"
#include "text/match.h"

/* How many of them a document must hold to be worth an alignment. */
enum share {
	SHARE_NEAR,   /* what four fifths of the words leave */
	SHARE_THINNED, /* the same, of every second key or fewer */
	SHARE_SAME,   /* most: all the words stand there */
	SHARE_AROUND, /* nearly all, and half of those that differ in the cited source: they are the ones around there */
};

struct quote_keys {
	struct quote_key *v;
	size_t n;
	size_t n_there; /* SHARE_AROUND: the first ones reach to a difference */
	bool few; /* pairs and lone words, for want of a trigram */
	enum share share;
	uint32_t words, parts; /* of the quote */
};

/* In `a`. CC_ENOMEM. */
int quote_keys_choose(struct arena *a, struct quote_keys *out, const struct quote *quote, struct error *e);

#endif

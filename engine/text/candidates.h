/* Where may a part of a quote stand? Word trigrams of the quote are looked up in the source's index; hits on one
 * diagonal vote for one place. */
#ifndef TEXT_CANDIDATES_H
#define TEXT_CANDIDATES_H

#include "text/align.h"

/* Hits that point to one place; clusters may share hits. */
struct cluster {
	struct hit *hits; /* sorted by diagonal, then q */
	size_t n;
	size_t votes;
};

struct clusters {
	struct hit *hits; /* all of them, sorted like a cluster's */
	size_t n_hits;
	struct cluster *v;
	size_t n; /* most votes first, then by place */
	bool cut; /* there were more hits than are looked at */
};

/* All trigram hits; no clusters yet. None where the source lacks so many trigrams that it holds fewer than `least`.
 * CC_ENOMEM. */
int candidates_find(struct aligner *al, const struct quote_part *part, size_t least, struct clusters *out, struct error *e);
/* The same of a short part by its common trigrams, the rarest first, as far as they are worth it: formulas that a source
 * holds in many forms. CC_ENOMEM. */
int candidates_common(struct aligner *al, const struct quote_part *part, struct clusters *out, struct error *e);
/* Where one rare trigram of the part may stand, and the quote's token that it starts at: every place of the very words is
 * among them. n is SIZE_MAX for a part without a trigram. */
struct postings candidates_rarest(struct aligner *al, const struct quote_part *part, uint32_t *token);
/* A trigram of a quote, and the token that it starts at. */
struct quote_key {
	uint64_t key;
	uint32_t token;
};

/* All trigrams of a quote, in `a`. CC_ENOMEM. */
int candidates_keys(struct arena *a, const struct parsed_quote *q, struct quote_key **out, size_t *n, struct error *e);
/* The same of a quote without trigrams: its pairs of words and lone words. */
int candidates_few(struct arena *a, const struct parsed_quote *q, struct quote_key **out, size_t *n, struct error *e);
/* Clusters the hits around the diagonals that have most of them. CC_ENOMEM. */
int candidates_cluster(struct aligner *al, const struct quote_part *part, struct clusters *c, struct error *e);
/* Hits of single words, for short parts in which every trigram is broken. */
int candidates_words(struct aligner *al, const struct text_index *t, const struct quote_part *part,
                     struct clusters *out, struct error *e);

#endif

/* The places of one part of a quote in one source: those that are the same but for what is free, and the nearest one. */
#ifndef TEXT_PLACES_H
#define TEXT_PLACES_H

#include "text/compare.h"

enum { PLACES_MOST = 1000, NEAR_KEPT = 6 };

struct place {
	struct placement at;
	struct comparison how;
	bool compared; /* a near place is compared only when it is chosen: place_compare */
};

struct places {
	struct place *v; /* the same words: nothing counted; by position */
	size_t n, cap;
	struct place near_v[NEAR_KEPT]; /* the nearest others, cheapest first */
	size_t n_near;
	size_t scattered;      /* words of the part that stand in runs somewhere, when no place agrees */
	struct placement stop; /* the longest run of equal words anywhere; longest 0: none */
};

struct matcher {
	struct arena *scratch;
	const struct text_index *index;
	struct aligner al;
	struct parsed_quote quote;
	struct index_view view;
	unsigned least_near; /* of the quote; 0: every place is of use */
};

/* Every place of the part, and the nearest one when there is none. CC_ENOMEM. */
int places_find(struct matcher *m, const struct quote_part *part, struct places *out, struct error *e);
/* A part of few words: exact places with their first token in [from, to), at most `most` of them. */
int places_scan(struct matcher *m, const struct quote_part *part, size_t from, size_t to, size_t most,
                struct places *out, struct error *e);
/* Compares a near place with its part, once. CC_ENOMEM. */
int place_compare(struct matcher *m, struct place *p, struct error *e);
/* Do the words mostly agree, so that the place is meant and the quote altered? */
bool place_agrees(const struct matcher *m, const struct placement *p);
/* The cheapest near place where its words mostly agree, or a dearer one that leaves out much but has nearly all words;
 * NULL: none. */
struct place *places_agreeing(const struct matcher *m, struct places *p);
/* Words of a part, glued tokens counted with the word before them. */
size_t part_size(const struct parsed_quote *q, const struct quote_part *part);

#endif

/* Aligning a part of a quote with a place of a source, word by word, with typed costs: editorial differences cost next
 * to nothing, every other one counts.
 *
 * Maximal runs of equal words are chained first; only what lies between them is aligned by dynamic programming
 * (Needleman and Wunsch, with jumps for brackets and for words written together), so a faithful quote costs one walk
 * along its words. */
#ifndef TEXT_ALIGN_H
#define TEXT_ALIGN_H

#include "text/index.h"
#include "text/quote.h"

struct arena;

enum step_op {
	STEP_EQUAL,
	STEP_JOIN,        /* the same letters, written together on one side */
	STEP_SKIP,        /* a reference mark of the source that the quote leaves out */
	STEP_BRACKET,     /* the quote's bracket stands for ns words of the source */
	STEP_BRACKET_BAD, /* the same, but it brings in or covers up what a bracket must not */
	STEP_CHANGED,
	STEP_DROPPED,     /* a word of the source only */
	STEP_ADDED,       /* a word of the quote only */
};

struct step {
	enum step_op op;
	uint32_t q, nq; /* tokens of the quote */
	uint32_t s, ns; /* tokens of the source */
};

struct placement {
	const struct quote_part *part;
	struct step *steps; /* in order; they cover the part and [first, last) */
	size_t n_steps;
	size_t first, last;
	unsigned cost;      /* 0 to COST_FREE per editorial step, COST_WORD per other one */
	size_t matched;     /* words of the quote that are the same or a variant's, without brackets */
	size_t words;       /* all of them */
	size_t longest;     /* longest run of equal words */
	size_t stop_q;      /* the quote's token behind that run */
	size_t stop_first, stop_last; /* the run in the source */
};

enum { COST_WORD = 64 };

struct aligner {
	struct arena *scratch;
	const struct parsed_quote *quote;
	const struct fold *source;
	const struct index_view *view;
	bool lone_words; /* the hits are of single rare words, not of trigrams */
	size_t least_matched; /* words of the part: a place that matches fewer is of no use; more than it has: it must not differ */
	size_t steps;  /* spent so far */
	bool spent;    /* LIMIT_MATCH_STEPS was reached */
};

/* A word trigram of the quote that stands at a place of the source. */
struct hit {
	int64_t diagonal; /* s - q */
	uint32_t q, s;
};

/* Aligns the part where these hits (sorted by diagonal, then q) point to. `least`: do not align when the equal runs
 * cover fewer of the part's words; out->steps is then NULL, and out->first/last is the longest run;
 * so too when less than al->least_matched is left. CC_ENOMEM. */
int align_part(struct aligner *al, const struct quote_part *part, const struct hit *hits, size_t n, size_t least,
               struct placement *out, struct error *e);

/* Words of a part that must be matched: those outside brackets and without reference marks. */
size_t part_words(const struct parsed_quote *q, const struct quote_part *part);

#endif

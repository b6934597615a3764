/* Quote matching: where do these words stand, and how do they differ?
 *
 * Source: W3C Web Annotation, TextQuoteSelector, for exact, prefix and suffix; the method is word-trigram votes that
 * give diagonals, then token alignment with typed costs. No similarity score decides anything: each difference has a
 * type; editorial ones cost nothing, every other one counts. */
#ifndef TEXT_MATCH_H
#define TEXT_MATCH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct document;

enum verdict {
	VERDICT_VERBATIM,  /* byte-equal */
	VERDICT_FOLDED,    /* equal after folding and editors' marks */
	VERDICT_ALTERED,   /* the same passage with words changed */
	VERDICT_SPLICED,   /* parts of an ellipsis in another order or too far apart */
	VERDICT_ELSEWHERE, /* words of another source */
	VERDICT_ABSENT,
	VERDICT_UNCHECKED, /* a limit was reached or the source could not be read */
};
const char *verdict_name(enum verdict v);

enum diff_kind {
	DIFF_CHANGED, /* quote and source spans both hold words */
	DIFF_DROPPED, /* words of the source that the quote lacks; the quote span is empty, at the gap */
	DIFF_ADDED,   /* words of the quote that the source lacks; the source span is empty, at the gap */
	DIFF_MOVED,   /* the same words in another order */
	DIFF_JOINED,  /* a sentence break or a word break made or removed */
};

/* What a difference is about; the order is the order of weight. */
enum diff_weight {
	WEIGHT_NEGATION, /* not, never, no, without, modals, limiters */
	WEIGHT_NUMBER,   /* digits, signs, operators, number words */
	WEIGHT_NAME,
	WEIGHT_DATE,
	WEIGHT_ORDER,
	WEIGHT_WORD,
	WEIGHT_CASE,     /* MUST against must */
	WEIGHT_BREAK,    /* ? ! and sentence breaks */
	WEIGHT_SPELLING, /* British against American */
};
const char *diff_weight_name(enum diff_weight w);

struct diff {
	enum diff_kind kind;
	enum diff_weight weight;
	struct span quote;  /* bytes of the quote's value */
	struct span source; /* bytes of document.text */
	bool bracket;       /* brought in or stood for by the editor's bracket */
};

enum splice_kind { SPLICE_ORDER, SPLICE_FAR };

enum { SAME_WORDS = 1001 }; /* of quote.least_near: more than all words sharing, nothing may differ */

/* What is asked about one quote. Views are borrowed for the call. */
struct quote {
	struct str text;
	struct str prefix, suffix; /* empty: none */
	/* the place that the locator allows, as a span of document.text, resolved by the caller; start > end: none */
	struct span within;
	/* An ALTERED place that shares fewer of the quote's words than this, in per mille, is of no use: ABSENT then, and what an
	 * absent quote has nearest may not be told. 0: whatever is nearest. SAME_WORDS: nothing ALTERED at all. SPLICED and
	 * UNCHECKED are answered as ever. */
	unsigned least_near;
	/* quote_set, for SAME_WORDS: where the cited source differs. What has the very words has them there: only these places
	 * are looked for. Without any, and where a word beside them may have another form: the whole quote. */
	const struct diff *differs;
	size_t n_differs;
	unsigned splice_paragraphs; /* window of an ellipsis: the same or the next N paragraphs; default 2 */
};

struct match {
	enum verdict verdict;
	/* where the words (or the nearest ones) stand in the document that was asked; empty for ABSENT without a near place */
	struct span span;
	struct span *parts;     /* of an ellipsis: each part's place; one part otherwise */
	size_t n_parts;
	/* ALTERED: what differs, weightiest first, then by place. ABSENT: the differences to the nearest passage, if any */
	struct diff *diffs;
	size_t n_diffs;
	/* VERBATIM, FOLDED: supported, but punctuation or letter case inside differs (quote-typography), by place */
	struct diff *typography;
	size_t n_typography;
	size_t n_places;        /* how many places of the document match as well (1: one; counted up to 1,000) */
	struct span other;      /* when n_places > 1: another one of them */
	bool told_apart;        /* prefix, suffix or locator picked one place, or there is only one */
	bool selector_misfit;   /* a prefix or suffix was given and fits no place */
	enum splice_kind splice;
	struct span splice_quote; /* SPLICED: the ellipsis at fault, in the quote's value */
	size_t splice_part;     /* SPLICED: the part behind it */
	size_t stop_quote;      /* ABSENT: where the longest match ends, in the quote's value (0: nothing matched) */
	struct span stop_source; /* ABSENT: the passage of the longest match */
	const char *limit;      /* UNCHECKED: which budget, in words */
	unsigned near;          /* words of the quote that the nearest passage shares, in per mille; for choosing among
	                         * documents what to show, never for a verdict */
};

/* A document ready to be matched against: its token stream and its trigram index. Immutable; shared by threads. */
struct text_index;

struct cache; /* base/cache.h; NULL: none */

/* Builds it, or takes it from the cache. The document must outlive it. */
int text_index_open(struct text_index **out, const struct document *d, struct cache *cache, struct error *e);
void text_index_close(struct text_index *t);
size_t text_index_memory(const struct text_index *t);

/* Matches one quote against one document; never ELSEWHERE. The result lives in `a`. 0 also for ABSENT and UNCHECKED;
 * negative only when memory ran out. */
int match_quote(struct arena *a, const struct text_index *t, const struct quote *q, struct match *out,
                struct error *e);

/* Which of many documents may hold some of many quotes: built once over the quotes that their cited sources lack; each
 * document of the corpus is looked at once, in batches; then each quote has its few best documents. The answer depends on
 * the documents' numbers only, not on the order in which threads look at a batch. */
struct quote_set;
enum {
	QUOTE_SET_BATCH = 512,    /* the most documents between two calls of quote_set_settle */
	QUOTE_SET_DOCUMENTS = 16, /* the most that are chosen for a quote */
};
/* `workers`: how many threads will look, numbered from 0. `kept`: how many documents are kept with a key; 0: as many as suit
 * the number of keys. Quotes in several sets are answered as in one when each gets the `kept` of all together. */
int quote_set_create(struct quote_set **out, const struct quote *quotes, size_t n, unsigned workers, uint32_t kept,
                     struct error *e);
void quote_set_release(struct quote_set *s);
uint32_t quote_set_kept(const struct quote_set *s);
/* Bytes that it may come to take in a corpus of so many documents, and those that one document under way may take. */
size_t quote_set_most(const struct quote_set *s, size_t documents);
size_t quote_set_most_looked(const struct quote_set *s);
/* Notes what the document holds; `document` lies in the present batch: QUOTE_SET_BATCH documents at most, from the one
 * that was settled last. Workers may look at documents of a batch at the same time. CC_ENOMEM. */
int quote_set_look(struct quote_set *s, unsigned worker, size_t document, const struct text_index *t, struct error *e);
/* The same from what was kept of the document (text/trace.h). */
struct text_trace;
int quote_set_look_trace(struct quote_set *s, unsigned worker, size_t document, const struct text_trace *t,
                         struct error *e);
/* Ends a batch of `n` documents. */
int quote_set_settle(struct quote_set *s, size_t n, struct error *e);
/* After the last batch: the documents worth a match_quote for each quote, the likeliest first; in `a`. Workers may ask at
 * the same time. */
struct quote_choice {
	size_t document;
	bool may_be_same; /* it may hold the very words, by its rare keys: a guess */
};
int quote_set_ready(struct quote_set *s, struct error *e);
int quote_set_choose(struct arena *a, struct quote_set *s, unsigned worker, size_t quote, struct quote_choice **out,
                     size_t *n, struct error *e);

/* Words as the folding counts them ("don't" is one, numbers are one): for quote-short and Markdown's terms. */
size_t text_count_words(struct str s);

#endif

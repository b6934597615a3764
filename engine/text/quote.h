/* A quote as its editor wrote it: words, the parts between ellipses, the groups in brackets. */
#ifndef TEXT_QUOTE_H
#define TEXT_QUOTE_H

#include "text/fold.h"

struct arena;

struct quote_part {
	size_t first, last;   /* tokens [first, last) */
	struct span ellipsis; /* before it, in the quote; empty for the first */
};

struct bracket {
	size_t first, last; /* its tokens, at least one */
	struct span place;  /* with the brackets */
};

struct parsed_quote {
	struct fold fold;
	struct quote_part *parts;
	size_t n_parts;
	struct bracket *brackets;
	size_t n_brackets;
	uint32_t *bracket_of; /* by token: index of its bracket + 1, or 0 */
	size_t n_ellipses;
};

/* Reads a quote. Everything but the tokens (quote_close) lives in `a`. CC_ENOMEM, CC_ELIMIT. */
int quote_parse(struct arena *a, struct parsed_quote *out, struct str text, struct error *e);
void quote_close(struct parsed_quote *q);

/* Is token i in the quote's brackets? */
static inline bool quote_bracketed(const struct parsed_quote *q, size_t i)
{
	return q->bracket_of[i] != 0;
}

/* May the word stand in a source in another form, so that a trigram with it does not? */
static inline bool quote_is_loose(const struct parsed_quote *q, size_t i)
{
	unsigned flags = q->fold.v[i].flags;

	return quote_bracketed(q, i) || flags & (TOKEN_HYPHEN | TOKEN_LAST_HYPHEN | TOKEN_REFERENCE | TOKEN_BRACKET) ||
	       (flags & TOKEN_GLUED && !(flags & TOKEN_SINGLE));
}

#endif

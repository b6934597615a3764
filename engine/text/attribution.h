/* Inside the reader of speech: the attributions of one sentence, "X said", "according to X". */
#ifndef TEXT_ATTRIBUTION_H
#define TEXT_ATTRIBUTION_H

#include "text/prose.h"

struct attribution {
	size_t verb;        /* token */
	size_t from, to;    /* tokens of the speaker's phrase, [from, to) */
	bool according;     /* governs all of its sentence */
	bool inverted;      /* the speaker stands behind the verb */
	bool unclear;       /* somebody speaks, but who can't be read */
	bool denies;        /* "denied", "did not say" */
	bool clause;        /* a clause or quotation follows: the verb gives words, it does not only tell of an act */
};

/* Attributions among tokens [from, to), at most `max`, in order. */
size_t attributions_read(const struct prose *p, size_t from, size_t to, struct attribution *out, size_t max);

/* Parts of it that other constructions share. A word that may stand between subject and verb: "later", "openly". */
bool attribution_adverb(const struct prose_token *t);
/* Does another clause with a name for its subject start behind a comma among tokens [from, to)? "When X said that …, Y
 * fired back: “…”" */
bool attribution_broken(const struct prose *p, size_t from, size_t to);
/* The token behind the phrase that starts at `from`. */
size_t attribution_phrase(const struct prose *p, size_t from, size_t to);
/* The phrase that ends before token `end`, back to `floor` at most, appositions and parentheses included. */
bool attribution_subject(const struct prose *p, size_t floor, size_t end, struct attribution *out);

#endif

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
	bool noun;          /* "X's statement" */
	bool clause;        /* a clause or quotation follows: the verb gives words, it does not only tell of an act */
};

/* Attributions among tokens [from, to), at most `max`, in order. */
size_t attributions_read(const struct prose *p, size_t from, size_t to, struct attribution *out, size_t max);

enum word_class {
	WORD_PRONOUN,    /* he, who */
	WORD_DETERMINER, /* the, several */
	WORD_JOINT,      /* what joins the words of a phrase: of, and */
	WORD_STOP,       /* what begins another clause: when, that */
	WORD_CALENDAR,   /* Friday, May, yesterday */
};
bool attribution_is(const struct prose_token *t, enum word_class c);
/* A word of the calendar at token i; "Theresa May" is none. */
bool attribution_calendar(const struct prose *p, size_t i);

/* Parts of it that other constructions share. The full stop of "Dr.", "J."? */
bool attribution_abbreviates(const struct prose *p, size_t i);
/* "X, who lost her home in Aurora, Colorado, in 2012, said": the name that opens the clause, when all between its comma
 * and the one before token `end` hangs on it. Its range in out, or false. */
bool attribution_opening(const struct prose *p, size_t floor, size_t end, struct attribution *out);
/* A word that may stand between subject and verb: "later", "openly". */
bool attribution_adverb(const struct prose_token *t);
/* Does another clause with a name for its subject start behind a comma among tokens [from, to)? "When X said that …, Y
 * fired back: “…”" */
bool attribution_broken(const struct prose *p, size_t from, size_t to);
/* The name or pronoun that is the subject of the last clause among tokens [floor, to): [*from, *end). How many clauses
 * have such a subject. */
size_t attribution_clause_subject(const struct prose *p, size_t floor, size_t to, size_t *from, size_t *end);
/* "X of Columbia, South Carolina says": the place of the speaker is not he; where his phrase starts. */
size_t attribution_place(const struct prose *p, size_t floor, size_t from, size_t end);
/* "X in a statement credited": the token before what the words are given in. */
size_t attribution_medium(const struct prose *p, size_t floor, size_t end);
/* The token behind the phrase that starts at `from`. */
size_t attribution_phrase(const struct prose *p, size_t from, size_t to);
/* The phrase that ends before token `end`, back to `floor` at most, appositions and parentheses included. */
bool attribution_subject(const struct prose *p, size_t floor, size_t end, struct attribution *out);

#endif

/* Reported speech: who says the words at a place of a text, as the text itself tells it.
 *
 * "X says", "according to X", "X told Y", inverted, passive, the colon, quotations that run on over sentences,
 * pronouns. Precision before reach: where the text leaves it open, so does the result. */
#ifndef TEXT_SPEECH_H
#define TEXT_SPEECH_H

#include "text/prose.h"

enum speaker_kind {
	SPEAKER_UNCLEAR,
	SPEAKER_AUTHOR,  /* nobody else speaks there */
	SPEAKER_NAMED,   /* a phrase with a proper name */
	SPEAKER_ROLE,    /* a phrase without one: "the former president" */
	SPEAKER_PRONOUN,
	SPEAKER_NARRATOR, /* "I said" */
};

#define SPEECH_OTHERS 6

struct speech {
	enum speaker_kind kind;
	struct span words;    /* the phrase that names the speaker, appositions included */
	struct span verb;     /* what attributes the words to it */
	struct span meant;    /* whom a pronoun means; empty when unknown */
	bool meant_speaks;    /* he gave words in the sentence that names him */
	bool inside;          /* between quotation marks of the text */
	bool thing;           /* "it said": no person */
	bool nested;          /* within it somebody speaks whom a pronoun names: "she said she was poor" */
	bool weak;            /* carried over from a sentence before */
	bool turn;            /* the label of a transcript: "SMITH:" */
	struct span others[SPEECH_OTHERS]; /* further speakers in the sentence */
	size_t n_others;
};

/* Who speaks at text[part)? `p` should start a paragraph or two before the part, for pronouns. */
void speech_at(const struct prose *p, struct span part, struct speech *out);
/* To whom does a claim's own prose give words? False when to nobody, or to several. */
bool speech_claimed(const struct prose *claim, struct span *speaker);

/* Can the claimed speaker be found to be another one? "The source says" can't: nothing need be read for it. */
bool speech_answerable(struct str claimed);

enum speech_relation { SPEECH_UNKNOWN, SPEECH_SAME, SPEECH_OTHER };
/* Is `claimed` the speaker that `found` describes? `document` is the text around (roles and their holders, and names
 * that a pronoun can mean); `author` may be empty. */
enum speech_relation speech_compare(struct arena *a, struct str claimed, const struct prose *p, struct span part,
                                    const struct speech *found, struct str document, struct str author);

#endif

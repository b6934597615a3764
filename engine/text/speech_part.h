/* Inside the reader of speech: what its files share. */
#ifndef TEXT_SPEECH_PART_H
#define TEXT_SPEECH_PART_H

#include "text/attribution.h"
#include "text/speech.h"

enum { ATTRIBUTIONS = 12 };

/* Tokens [from, to). */
struct range {
	size_t from, to;
};

/* The sentence that holds token i. */
struct range speech_sentence(const struct prose *p, size_t i);
/* Whom an attribution names, as kind and words. */
void speech_take(const struct prose *p, const struct attribution *a, struct speech *out);
/* Its phrase without marks at the end. */
struct span speech_words(const struct prose *p, const struct attribution *a);
bool speech_has_name(const struct prose *p, size_t from, size_t to);
/* Is the first word of a sentence, token `at`, a name: of the lists, or written with a capital elsewhere? */
bool speech_is_name(const struct prose *p, size_t at);
bool speech_is_pronoun(const struct prose_token *t);
/* Fills `meant` of a speech whose speaker is a pronoun. */
void speech_resolve(const struct prose *p, struct speech *out);

#endif

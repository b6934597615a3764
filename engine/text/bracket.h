/* What an editor's bracket may stand for, and words that may be written together. */
#ifndef TEXT_BRACKET_H
#define TEXT_BRACKET_H

#include "text/align.h"

enum { BRACKET_WORDS = 8 }; /* of the source, that one bracket may stand for */

/* May the bracket stand for the source tokens [s, s + n)? It never brings in, and never covers up, a negation, modal,
 * limiter, number, date or proper name that the other side lacks, save a name for a pronoun. */
bool bracket_may_stand(const struct aligner *al, const struct bracket *b, size_t s, size_t n);
/* Does a bracket of the source's own, no reference mark's, border on or hold the source tokens [s, s + n)? */
bool bracket_in_source(const struct fold *f, size_t s, size_t n);
/* Is the token of f a proper name by its form: a capital where no sentence starts, no function word? */
bool token_is_name(const struct fold *f, size_t i);
/* Are q[i..i+n) and s[k..k+m) (n == 1 or m == 1) the same word written together and apart, joined by hyphens, a known
 * compound, or a ligature in a run of its own? */
bool joins(const struct aligner *al, size_t i, size_t n, size_t k, size_t m);
/* May the word, or the word and the next one together, be written the other way in another text ("anyone", "any one")? */
bool word_may_split(const struct fold *f, size_t i);
/* "walk[ed]" for "walking": the same word but for the letters in brackets. */
bool bracket_in_word(const struct aligner *al, size_t i, size_t k);

#endif

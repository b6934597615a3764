/* Inside the reader of governors: the word classes and steps that its files share. */
#ifndef TEXT_GOVERN_PART_H
#define TEXT_GOVERN_PART_H

#include "text/govern.h"

/* What the lists hold is said where they stand. */
enum govern_list {
	GOVERN_DENIALS, GOVERN_UNTRUE, GOVERN_HEDGES, GOVERN_MODALS, GOVERN_FACTIVE, GOVERN_EMOTIVE, GOVERN_AFFIRMED,
	GOVERN_FOCUS, GOVERN_BETWEEN, GOVERN_ADVERBS, GOVERN_STOPS, GOVERN_FAILING, GOVERN_PREVENTING,
	GOVERN_DROPPING, GOVERN_COMPLETED, GOVERN_THINKS, GOVERN_AUXILIARIES, GOVERN_SUBJECTS, GOVERN_DETERMINERS,
	GOVERN_WHETHERS, GOVERN_ABSTRACT, GOVERN_LACKING, GOVERN_LINKING, GOVERN_UNIVERSALS, GOVERN_CHAIN,
};

/* A cut: token `k` is the last word before it, `cut` the first word behind, `start` where the sentence begins (or where
 * an ellipsis does). */
struct cutting {
	const struct prose *p;
	size_t start, k, cut;
	bool ellipsis;
};

bool govern_in(const struct prose_token *t, enum govern_list list);
/* A mark where `i` is out of range. */
const struct prose_token *govern_token(const struct prose *p, size_t i);
bool govern_word(const struct prose *p, size_t i, const char *low);
/* A quotation mark, a bracket, an emphasis. */
bool govern_quote_mark(const struct prose_token *t);
/* An adverb that may stand inside a verb phrase. */
bool govern_adverb(const struct prose_token *t);
/* Does token i deny what follows it? */
bool govern_negates(const struct prose *p, size_t i);
/* "needless to say", "no exaggeration": the denial affirms what follows. */
bool govern_affirms(const struct prose *p, size_t i);
/* Is the part that starts with token i a clause with a subject, and not the rest of a relative clause? */
bool govern_starts_clause(const struct prose *p, size_t i);
/* Do the words from token i on open a clause: a subject, and a finite verb soon? */
bool govern_opens_clause(const struct prose *p, size_t i);
/* Does token i go on with a verb: an auxiliary, a past, a third person? */
bool govern_opens_verb(const struct prose *p, size_t i);
/* Going back from `i` (exclusive), the next word of the same clause, over a parenthesis between commas ("not mean, of
 * course, that"). SIZE_MAX at the start of the clause. */
size_t govern_back(const struct prose *p, size_t start, size_t i);
/* The token before the auxiliaries and adverbs that end at `k`; `*any` tells whether there was an auxiliary. */
size_t govern_before_auxiliaries(const struct cutting *c, bool *any);
/* Fills `out`; true. */
bool govern_set(const struct cutting *c, size_t from, size_t words, enum governor g, struct govern *out);

/* Clauses that the cut leaves out: "that", a condition, a subject (govern_clause.c). */
bool govern_that(const struct cutting *c, size_t that, struct govern *out);
bool govern_comma(const struct cutting *c, struct govern *out);
bool govern_clause(const struct cutting *c, struct govern *out);
/* Verb phrases: a negation or a modal near the cut, "to", "from", "of" (govern_phrase.c). */
bool govern_phrase(const struct cutting *c, struct govern *out);
/* A negative subject that ends at or before token j: "No member of it". Its first token, or SIZE_MAX. */
size_t govern_negative_subject(const struct prose *p, size_t start, size_t j);

#endif

/* Persons by their names: can two names without a word in common be one person's? "Miss Maylie" and "Rose" can, "Rose
 * Maylie" and "Mrs. Bedwin" can't, and "Maylie" and "Rose" are when the document has a "Rose Maylie". */
#ifndef TEXT_PERSON_H
#define TEXT_PERSON_H

#include "text/given.h"

enum { PERSON_NAMES = 6 };

enum person_title {
	PERSON_PLAIN,
	PERSON_MISTER, /* before a surname: Mr, Mrs, Dr, Senator */
	PERSON_MISS,   /* before either: Miss, Lady, Sir, Uncle */
};

struct person {
	struct str names[PERSON_NAMES]; /* in small letters, without titles, in order */
	size_t n;
	enum person_title title;
	enum gender gender;
};

enum person_relation { PERSON_OPEN, PERSON_SAME, PERSON_OTHER };

/* Which kind of title is the word (in small letters) before a name? */
enum person_title person_title(struct str low);
/* A rank or office that alone is a role, capital or not: "the Marquis", "the President". */
bool person_is_rank(struct str low);
/* A given name of whatever list. */
bool person_is_given(struct str low);
/* One given name and a shorter form of it: "elizabeth" and "lizzy". */
bool person_short_form(struct str x, struct str y);
/* Of the bearer of a surname, by what stands before it in the document: "Mrs Calloway", "Dennis Okafor". Open when the
 * document has both. */
enum gender person_document_gender(struct str document, struct str name);
/* Does the document write the name of one word in full, so that it is known by which name he goes? */
bool person_named(struct str document, const struct person *x);
enum person_relation person_compare(const struct person *x, const struct person *y, struct str document);

#endif

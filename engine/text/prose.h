/* Running text as words, numbers and marks: what the readers of quantities, names, speech and negations share. */
#ifndef TEXT_PROSE_H
#define TEXT_PROSE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum prose_kind {
	PROSE_WORD,   /* letters with inner apostrophes and hyphens; "U.S." is one */
	PROSE_NUMBER, /* digits with inner separators: 1,400 or 3.5 */
	PROSE_MARK,   /* any other character that is no white space */
};

struct prose_token {
	enum prose_kind kind;
	struct span span; /* in the text */
	struct str low;   /* a word in small letters, apostrophes straight, without 's; else the bytes */
	uint32_t mark;    /* of PROSE_MARK; quotation marks as PROSE_OPEN or PROSE_CLOSE */
	bool capital;     /* starts with a capital letter */
	bool capitals;    /* more than one letter, all capitals */
	bool possessive;
	bool spaced;      /* white space before it */
	bool first;       /* first word of its sentence */
	bool quoted;      /* a quotation mark was opened before it in its paragraph, and not closed */
};

#define PROSE_OPEN 0x201Cu  /* an opening double quotation mark of any kind */
#define PROSE_CLOSE 0x201Du /* a closing one */

struct prose {
	struct str text;
	struct prose_token *v;
	size_t n;
	struct span *sentences;
	size_t n_sentences;
};

/* Reads text[within). Everything in `a`; views of `text` are borrowed. */
int prose_read(struct arena *a, struct str text, struct span within, struct prose *out, struct error *e);
/* Index of the first token that ends behind `offset`; n when there is none. */
size_t prose_at(const struct prose *p, size_t offset);
/* Is the token this word? */
bool prose_is(const struct prose_token *t, const char *low);
/* Is its small form in the sorted table? */
bool prose_in(const struct prose_token *t, const char *const *table, size_t n);
#define PROSE_IN(t, table) prose_in((t), (table), sizeof(table) / sizeof *(table))
/* Is it the mark `c`? */
bool prose_mark(const struct prose_token *t, uint32_t c);
/* "does not", "doesn't", "cannot": the word denies. */
bool prose_negates(const struct prose_token *t);

#endif

/* What a finding is about, as a number: rule, claim, the words at fault, and the evidence that they were judged by. It
 * stays when lines move, when files are put in another order or renamed, and when white space changes; it changes when
 * the words do. SHA-256 underneath, cut to 64 bits: nobody writes a second claim that has the number of a given one. */
#ifndef LINT_FINGERPRINT_H
#define LINT_FINGERPRINT_H

#include "base/arena.h"
#include "lint/facts.h"

/* What the findings about one claim and its evidence share is hashed once: zeroed before the first of a series. */
struct fingerprint_memo {
	bool set;
	size_t claim, evidence;
	char hex[65];
};
/* 0 only when memory ran out. */
uint64_t fingerprint_of(const struct run *run, const struct finding *f, struct fingerprint_memo *memo);
/* All that the claim says in its own words, as 16 hexadecimal digits, for a finding that stands in them: the same date or
 * number at fault in a claim that says something else is another finding. Empty for one that stands elsewhere; ptr NULL
 * when memory ran out. */
struct str fingerprint_said(struct arena *a, const struct run *run, const struct finding *f);
/* Parts of what is hashed, ended by a NUL each: words with every run of white space as one space; which claim: an id
 * that the writer gave, else the claim's words, since numbered ids move with their claims. */
void fingerprint_words(struct buf *b, struct str s);
void fingerprint_claim(struct buf *b, const struct claim *c);

#endif

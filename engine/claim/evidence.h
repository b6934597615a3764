/* How the prose of Markdown becomes claims with evidence. Private to engine/claim. */
#ifndef CLAIM_EVIDENCE_H
#define CLAIM_EVIDENCE_H

#include "claim/markdown.h"

/* One group of keys that a quotation may belong to. */
struct group {
	const struct cite *v;
	size_t n;
	struct span place;
};

struct group claim_group_of(const struct markdown_reader *m, const struct mark *mark);
/* Adds the quote to c->evidence, which has room for it: under the group's main key, the others beside it. */
int claim_add_evidence(struct markdown_reader *m, struct claim *c, const struct group *g, const struct field *quote,
                       struct span place);
/* Adds a claim with the id that one of the marks gives it, or the next number. */
int claim_add(struct markdown_reader *m, struct claim *c, const struct mark *marks, size_t n);
/* The part without white space around it. */
struct span claim_trimmed(struct str s, struct span part);

#endif

/* What a search in many documents asks of one: the hashes of its words, and the few places where more is to be known.
 * A third of the token stream, and it does not need the text: kept where a document is looked at again later. */
#ifndef TEXT_TRACE_H
#define TEXT_TRACE_H

#include "text/index.h"

/* A word that is a reference mark, or that is hyphenated with the one before it. */
struct trace_mark {
	uint32_t token;
	uint16_t n_joined; /* keys that hold both as one word, the next ones of text_trace.joined */
	bool reference;
};

struct text_trace {
	size_t n, n_marks;
	const uint32_t *hash; /* by token */
	const struct trace_mark *marks; /* by token */
	const struct joined *joined;
};

/* In the arena: many of them on the heap would lie between blocks that come and go. CC_ENOMEM. */
int text_trace_make(struct arena *a, struct text_trace **out, const struct fold *f, struct error *e);
size_t text_trace_memory(const struct text_trace *t);

#endif

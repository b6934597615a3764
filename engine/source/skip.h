/* The `skip` patterns of a source: lines that are none of its text. */
#ifndef SOURCE_SKIP_H
#define SOURCE_SKIP_H

#include "base/arena.h"
#include "base/error.h"
#include "source/source.h"

struct span_list {
	struct span *v;
	size_t n, cap;
};

/* Adds the lines of text[from...] that match one, with their breaks, in no order. CC_ELIMIT where a pattern, or their
 * number, is over a limit or takes too long; CC_ESYNTAX where one is broken. */
int skip_find(struct arena *a, struct str text, size_t from, const struct value *skip, size_t n, struct span_list *out,
              struct error *e);

#endif

/* A cheap look into raw bytes: may these words stand there? A file's history holds thousands of versions, and most of them
 * need not be read as documents to be ruled out. */
#ifndef LINT_PROBE_H
#define LINT_PROBE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define PROBE_WORDS 48
#define PROBE_ANCHORS 3

struct probe {
	struct str words[PROBE_WORDS]; /* runs of ASCII letters and digits, as they follow each other */
	size_t n;                      /* 0: nothing to look for */
	size_t anchors[PROBE_ANCHORS]; /* the longest, the next … that is looked for; PROBE_WORDS: none */
};

/* From a quote: of one with editors' marks, the longest stretch without them. Borrows it. */
void probe_make(struct probe *p, struct str quote);
/* Whether the words follow each other somewhere, with anything that is no letter or digit between them: white space, tags,
 * entities, hyphens at a line's end, marks of references. May be wrong in both directions, seldom: the answer "no" costs a
 * note, the answer "yes" a look at the document. */
bool probe_sees(const struct probe *p, struct str bytes);

#endif

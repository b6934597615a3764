/* What governs words of a sentence from outside: a negation, denial, hedge or condition before them, a limiter behind.
 *
 * Read from the words beside the cut, without a parser; where two negations meet, or the governor leaves its clause
 * true ("it should not be forgotten that"), nothing is said. */
#ifndef TEXT_GOVERN_H
#define TEXT_GOVERN_H

#include "text/prose.h"

enum governor {
	GOVERNOR_NONE,
	GOVERNOR_NEGATION,
	GOVERNOR_DENIAL,
	GOVERNOR_HEDGE,
	GOVERNOR_CONDITION,
	GOVERNOR_LIMITER,
};
const char *governor_name(enum governor g); /* "a negation" */

struct govern {
	enum governor governor;
	struct span words;  /* in the text: from the governor to the cut */
	unsigned distance;  /* words between the governor and the cut */
};

/* What stands before text[part), not before `floor`, and governs its first words. */
bool govern_before(const struct prose *p, struct span part, size_t floor, struct govern *out);
/* Can what follows text[at) open a limiter? By its first word alone, so that most need not be read. */
bool govern_may_limit(struct str text, size_t at);
/* What stands behind text[part), before `ceiling`, and limits its last words. */
bool govern_after(const struct prose *p, struct span part, size_t ceiling, struct govern *out);
/* Does a text of its own (a claim) speak of such a governor? Then nothing was kept from the reader. Words that
 * the quote has itself tell him nothing. */
bool govern_mentioned(const struct prose *claim, enum governor g, struct str quoted);

#endif

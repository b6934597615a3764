/* What rules and the lock need of a document beyond the match, copied while it is there. Of evidence.c only. All return 0, or
 * CC_ENOMEM. */
#ifndef LINT_EVIDENCE_NOTES_H
#define LINT_EVIDENCE_NOTES_H

#include "lint/facts.h"
#include "lint/locator.h"

/* Places of the match and of its differences, and whether the locator fits; `within` is the locator's span as it counts in
 * the file, NULL where it has none. */
int evidence_note_places(struct arena *a, const struct document *d, const struct locator *l, const struct span *within,
                         struct evidence_facts *ef);
/* The hash of the words, for the lock. */
int evidence_note_digest(struct arena *a, const struct document *d, struct evidence_facts *ef);
/* "no text on pages 3-5, 9": what is not found may stand there, so that nothing is decided. */
int evidence_note_textless(struct arena *a, const struct document *d, struct evidence_facts *ef);

#endif

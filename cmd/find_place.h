/* The places where `citecheck find` found some words. */
#ifndef CMD_FIND_PLACE_H
#define CMD_FIND_PLACE_H

#include "base/memory.h"
#include "lint/place.h"
#include "source/source.h"
#include "text/match.h"

struct cache;

struct find_place {
	const struct source *source;
	enum verdict verdict;
	unsigned near;          /* per mille of the words; for the order */
	struct place place;
	struct str locator;     /* "para. 19", "p. 4", "line 3" */
	struct str prefix;      /* words before it that tell it from other places of its source; empty where it is alone */
	struct str words;       /* of the source, white space folded */
	struct str before, after; /* the rest of its sentence, white space folded */
	struct str difference;  /* what differs, in words; empty where nothing does */
	size_t rank;            /* order within equals */
};

struct find_places {
	struct find_place *v;
	size_t n, cap;
	size_t n_unreadable; /* sources that could not be read */
	struct str unreadable; /* the first of them: why */
	struct arena *workers; /* what the threads made */
	unsigned n_workers;
};

#define FIND_PLACES 20  /* of one source */
#define FIND_NEAR 3     /* nearest passages shown when the words stand nowhere */

/* Every place in the corpus where the words stand, verbatim ones first; when there is none, the nearest passages. `jobs`:
 * threads, 0 for one per processor; the answer does not depend on it. What is found counts in `memory`, which may be NULL.
 * Negative: memory, a limit. */
int find_places(struct arena *a, struct corpus *corpus, struct cache *cache, struct memory *memory, struct str text,
                unsigned jobs, struct find_places *out, struct error *e);
void find_places_release(struct find_places *f);

#endif

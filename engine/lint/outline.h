/* Outlines: what claim files hold, remembered by the identity of their content in git, so that a run that looks at
 * changes parses what changed and what rests on it, and nothing else. Of a source the outline says whether it opens with
 * front matter.
 *
 * An outline is a function of the content, the path and the settings that the parser is given, and never goes stale. All
 * outlines of a configuration's root lie in one file of the cache (base/cache.h); without a cache nothing is remembered
 * and everything is parsed. Used by one thread. */
#ifndef LINT_OUTLINE_H
#define LINT_OUTLINE_H

#include "base/tree.h"
#include "claim/claim.h"
#include "lint/lint.h"

enum outline_flag {
	OUTLINE_PLAIN = 1,      /* a source without front matter */
	OUTLINE_REFERENCES = 2, /* a claim file with records of sources of its own */
	OUTLINE_ALWAYS = 4,     /* what it says concerns claims of other files whatever changed: parse it */
};

/* A claim or an event: equal hashes before and after mean unchanged. */
struct print {
	uint64_t id, hash;
};

struct outline {
	uint32_t flags;
	const uint64_t *names; /* hashes of every id that its claims have, cite or share */
	size_t n_names;
	const struct print *prints; /* claims first, in order, then events */
	size_t n_prints;
};

struct outlines;

/* With what was remembered for these options. CC_ENOMEM. */
int outlines_open(struct outlines **out, struct arena *a, const struct lint_options *options);
/* Keeps for the next run what this one asked for or added; a failure costs time only. */
void outlines_close(struct outlines *o);

/* NULL: not known. `full` is the path that the content stands at; empty for a source, whose path says nothing. */
const struct outline *outlines_find(struct outlines *o, const struct tree_identity *content, struct str full);
/* Takes a view of the outline's arrays. */
int outlines_add(struct outlines *o, const struct tree_identity *content, struct str full, const struct outline *x);

/* The hash of an id, as in names and prints. */
uint64_t outline_name(struct str id);
/* The outline of a parsed file. CC_ENOMEM. */
int outline_of(struct arena *a, const struct claim_file *f, struct outline *out);

#endif

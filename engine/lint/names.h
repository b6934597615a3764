/* Sets of ids, or of prints, by their hashes (lint/outline.h), each with how often it was added. A zeroed set is empty.
 * Functions that add return 0 or CC_ENOMEM. */
#ifndef LINT_NAMES_H
#define LINT_NAMES_H

#include "base/map.h"
#include "base/vec.h"
#include "claim/claim.h"

struct names {
	VEC(uint64_t) v;
	VEC(size_t) times; /* how often each was added */
	struct map map;    /* -> index in both */
};

int names_add_hash(struct arena *a, struct names *to, uint64_t hash);
int names_add(struct arena *a, struct names *to, struct str id);
int names_add_fields(struct arena *a, struct names *to, const struct field *v, size_t n);
/* Each of `from` once. */
int names_join(struct arena *a, struct names *to, const struct names *from);

size_t names_times(const struct names *in, uint64_t hash);
bool names_have_hash(const struct names *in, uint64_t hash);
bool names_have(const struct names *in, struct str id);
bool names_have_field(const struct names *in, const struct field *v, size_t n); /* one of them */

#endif

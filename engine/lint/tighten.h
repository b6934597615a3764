/* The configuration of a change may tighten what holds on the branch that it is for, not loosen it: of every key the
 * stricter value counts. Which one that is stands in the key's row (config/keys.def) and, for the keys of a rule, in its
 * own (lint/rule_key.h). */
#ifndef LINT_TIGHTEN_H
#define LINT_TIGHTEN_H

#include "config/config.h"

struct notices {
	struct str *v;
	size_t n, cap;
};

/* Changes *c so that it is nowhere looser than `floor`, which must live as long; what it would have loosened is added to
 * *notices, one line a key with both values. `name` is what the floor is called ("main"). 0 or CC_ENOMEM. */
int tighten(struct arena *a, struct config *c, const struct config *floor, struct str name, struct notices *notices);

#endif

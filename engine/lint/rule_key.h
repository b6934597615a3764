/* What the configuration must know of the rules: their names and their keys. A leaf header: config/ includes it, and
 * lint/rule.h does. */
#ifndef LINT_RULE_KEY_H
#define LINT_RULE_KEY_H

#include "base/str.h"

/* A rule's own key of the configuration: `quote-spliced: {paragraphs: 2}`. */
struct rule_key {
	const char *name;
	long min, max, standard;
	const char *unit; /* "d": written 1d; NULL: a bare number */
	const char *help;
	int stricter;     /* 1: the larger number reports more; -1: the smaller one does */
};

size_t rule_index(struct str name);       /* SIZE_MAX when unknown */
struct str rule_nearest(struct str name); /* or empty */
/* The keys of a rule, NULL-named row at the end; NULL: none. */
const struct rule_key *rule_keys(size_t rule);

#endif

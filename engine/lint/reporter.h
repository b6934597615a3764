/* Inside the linter: the list that rules report into, and what turns it into a result. Rules see lint/rule.h only. */
#ifndef LINT_REPORTER_H
#define LINT_REPORTER_H

#include "lint/lint.h"

struct reporter {
	struct arena *arena;
	const struct run *run;
	const struct lint_options *options;
	const struct rule *rule; /* the one that is being asked */
	VEC(struct finding) findings;
};

/* The level at which a rule is shown for a file: command line, per-file rules, rules, default; LEVEL_OFF: not at all. */
enum level setting_level(const struct lint_options *options, size_t rule, struct str path);
/* The same of one configuration alone. */
enum level setting_configured(const struct config *c, size_t rule, struct str path);
long setting_configured_number(const struct config *c, size_t rule, const struct rule_key *key, struct str path);
/* The value of a rule's key for a file's path (empty: none). */
long setting_number(const struct lint_options *options, const struct rule *rule, const char *key, struct str path);

/* Asks every rule; findings land in r->findings with the rule's default level. */
int reporter_ask_rules(struct reporter *r);
/* Marks findings that a suppression covers and fills run->ignores. */
int suppress(struct reporter *r, struct run *run);
/* States, levels, order, counts, exit status: from findings to the result. */
int judge(struct reporter *r, struct lint_result *out, struct error *e);

#endif

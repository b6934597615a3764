/* Rules: judgement only. A rule reads facts and reports findings; it loads, parses and prints nothing.
 *
 * A rule is one const struct in a file of its own in rules/ and one line RULE(name) in rules/rules.def. Its struct is
 * the one home of its documentation: `citecheck explain`, the README's table, the man page and SARIF come from it. */
#ifndef LINT_RULE_H
#define LINT_RULE_H

#include "lint/facts.h"
#include "lint/rule_key.h"

enum rule_effect {
	EFFECT_DEFAULT,
	EFFECT_UNCHECKED, /* the claim could not be decided */
	EFFECT_NONE,      /* says nothing about what the claim's evidence shows */
};

/* What a rule reports with; opaque. */
struct reporter;

struct rule {
	const char *name;
	enum level level;
	const char *summary; /* one line, no full stop */
	const char *explain; /* what it finds and why it matters; paragraphs parted by blank lines */
	/* Examples that run as tests: files, each opened by a line "=== PATH". In `bad` the rule reports, in `good` not. */
	const char *bad, *good;
	const struct rule_key *keys; /* NULL-named row at the end; NULL: none */
	/* What a finding about a claim means for the claim's state; the default is discrepant for rules of level warning
	 * and error, nothing for notes. */
	enum rule_effect effect;
	bool online;      /* reports where the run asks for the pages themselves (--online), and nothing else */
	bool every_claim; /* judges by all claims: a run about changes must read them all where the rule is on */
	/* Any of these may be NULL. Called in this order: files, sources, claims, evidence of each claim, run. */
	int (*check_file)(struct reporter *r, const struct run *run, size_t file);
	int (*check_source)(struct reporter *r, const struct run *run, size_t source);
	int (*check_claim)(struct reporter *r, const struct run *run, const struct claim_facts *c);
	int (*check_evidence)(struct reporter *r, const struct run *run, const struct claim_facts *c,
	                      const struct evidence_facts *ev);
	int (*check_run)(struct reporter *r, const struct run *run);
	/* After suppressions were applied: run->ignores says which did something. */
	int (*check_ignores)(struct reporter *r, const struct run *run);
};

#define RULE(name) extern const struct rule rule_##name;
#include "rules/rules.def"
#undef RULE

extern const struct rule *const rule_table[]; /* in the order of rules.def; NULL at the end */
extern const size_t rule_count;

/* The value of a rule's key as configured for a file (SIZE_MAX: no file). */
long rule_setting_of(struct reporter *r, const char *key, size_t file);

/* Reporting. A finding starts with report_*, which returns a zero-initialised finding that is already in the list, with
 * its level set from the rule; NULL when memory ran out (rules return CC_ENOMEM then). The builder calls below add to it.
 */
struct finding *report_at_claim(struct reporter *r, const struct claim_facts *c, struct span in_file,
                                const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Points into a field: bytes [start, end) of its value. */
struct finding *report_at_field(struct reporter *r, const struct claim_facts *c, const struct field *f,
                                struct span of_value, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
struct finding *report_at_evidence(struct reporter *r, const struct claim_facts *c, const struct evidence_facts *ev,
                                   const struct field *f, struct span of_value, const char *fmt, ...)
        __attribute__((format(printf, 6, 7)));
struct finding *report_at_file(struct reporter *r, size_t file, struct span in_file, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));
/* Anywhere else: a bibliography, a source. */
struct finding *report_at_place(struct reporter *r, const struct place *at, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

int finding_label(struct reporter *r, struct finding *f, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int finding_help(struct reporter *r, struct finding *f, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int finding_related(struct reporter *r, struct finding *f, const struct place *at, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));
/* Why the lock does not stand in for the absent source of a piece of evidence, as help where there is none yet. */
int finding_void_lock(struct reporter *r, struct finding *f, const struct evidence_facts *ev);
/* A fix of one edit at a range of a claim file. */
int finding_fix(struct reporter *r, struct finding *f, bool safe, const struct place *at, struct str text,
                const char *fmt, ...) __attribute__((format(printf, 6, 7)));
struct arena *reporter_arena(struct reporter *r);

#endif

/* A finding: one reported discrepancy. */
#ifndef LINT_FINDING_H
#define LINT_FINDING_H

#include "lint/level.h"
#include "lint/place.h"

struct rule;

struct related {
	struct place place;
	struct str message;
};

struct edit {
	struct place place; /* in a claim file or bibliography */
	struct str text;    /* what stands there afterwards, as bytes of the file */
};

struct fix {
	struct str description;
	bool safe;
	struct edit *edits;
	size_t n_edits;
};

struct finding {
	const struct rule *rule;
	enum level level;       /* after configuration; LEVEL_OFF findings are dropped before the report */
	bool minor;             /* a note at most, whatever the rule's level: the claim's state does not change */
	struct str claim;       /* id, or empty */
	struct place at;
	struct str message;     /* lower case, no full stop; may hold foreign bytes, reports make them harmless */
	struct str label;       /* beside the carets, or empty */
	struct related *related;
	size_t n_related;
	struct str help;        /* or empty */
	struct fix *fix;        /* or NULL */
	bool suppressed;
	bool baselined;         /* suppressed by the baseline */
	struct str reason;      /* of the suppression */
	/* for suppressions and states; SIZE_MAX: none */
	size_t file_index, claim_index, evidence_index;
	struct span in_claim_file; /* byte range in the claim file, for suppressions; empty when it points elsewhere */
	uint64_t fingerprint;   /* lint/fingerprint.h: survives moved lines; 0: not computed yet */
};

#endif

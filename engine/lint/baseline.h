/* The baseline: findings that were there when a project took citecheck up. They are hidden until they are mended; what
 * comes new is not. It hides findings and nothing else: states of claims and what could not be checked stay as they are.
 *
 * An entry is known by rule and fingerprint (lint/fingerprint.h), so that moved lines and reordered files keep it, and by
 * what the claim says where that is at fault; it hides one finding. One that hides nothing any more is stale, and a finding of ignore-unused. */
#ifndef LINT_BASELINE_H
#define LINT_BASELINE_H

#include "lint/lint.h"

#define BASELINE_FILE "citecheck-baseline.yaml"

enum baseline_use {
	BASELINE_OPEN,      /* not judged: its claim was not looked at, or could not be decided */
	BASELINE_HIDES,
	BASELINE_STALE,
	BASELINE_GROWN,     /* the revision that limits the baseline does not hold it: hides nothing */
};

struct baseline_entry {
	struct span place;      /* in the baseline's file */
	struct str claim, file; /* whose finding; the file of one about no claim: both for the reader, and for staleness */
	struct str rule, fingerprint;
	struct str said;        /* fingerprint_said; empty: the finding stands elsewhere, or the file is older than the field */
	struct str said_now;    /* after a run, of the finding that it hides: what an older entry lacks */
	enum baseline_use use;  /* after a run */
};

struct baseline {
	const struct file *file;
	struct baseline_entry *entries;
	size_t n;
	struct str limit;       /* the revision that limits it, for messages; empty: none */
	bool whole;             /* the run looks at everything: what it does not find is not there */
};

/* CC_ENOENT when there is none; other faults as ledger_read. */
int baseline_read(struct arena *a, const struct tree *tree, struct str full, struct str shown, struct baseline *out,
                  struct error *e);
/* Entries that `allowed` does not hold become BASELINE_GROWN. */
int baseline_limit(struct arena *a, struct baseline *b, const struct baseline *allowed, struct str name, struct error *e);
/* Marks the findings that it hides, and reports what is stale or grown. After the states are known. */
int baseline_apply(struct reporter *r, const struct lint_result *result);
/* Entries for all findings of a result that a baseline can hide, sorted. */
int baseline_make(struct arena *a, const struct lint_result *result, struct baseline *out, struct error *e);
int baseline_write(struct buf *b, const struct baseline *from);

#endif

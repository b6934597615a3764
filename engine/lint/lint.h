/* The pipeline: from a configuration and a list of claim files to judged claims and sorted findings. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "config/config.h"
#include "find/find.h"
#include "lint/finding.h"
#include "lint/rule.h"

struct baseline;    /* lint/baseline.h */
struct lock;        /* lint/lock.h */
struct online_asker; /* lint/online.h */
struct memory;      /* base/memory.h */
struct lint_filter; /* lint/filter.h */

struct lint_options {
	const struct lint_filter *filter; /* only what changed; NULL: everything */
	struct lock *lock;          /* what stands in for absent sources (lint/lock.h); NULL: nothing */
	bool locking;               /* the run is to make a lock: sources and spans are hashed */
	struct baseline *baseline;  /* what it hides; its entries are marked; NULL: none */
	const struct tree *tree;    /* what everything below its root is read from; NULL: files */
	const struct online_asker *online; /* who asks for the pages themselves (lint/online.h); NULL: nobody */
	const struct past *past;    /* pinned sources, and the versions that sources went through; NULL: none */
	const struct config *config;
	const struct found_file *files;
	size_t n_files;
	int stdin_fd;               /* for the file that is standard input */
	struct str cwd;
	const struct str *corpus;   /* --corpus: instead of the configuration's; relative to cwd */
	size_t n_corpus;
	/* --rule NAME=LEVEL and --only, by rule index; levels LEVEL_NEVER: not given */
	const enum level *rule_levels;
	const bool *only;           /* NULL: all */
	unsigned jobs;              /* 0: one per processor */
	struct memory *memory;      /* what the run may take, and what it keeps of it; NULL: no bound */
	struct str now;
	struct cache *cache;        /* of token streams and documents; NULL: none */
	const struct str *notices;  /* what the result is to tell beside findings; handed on */
	size_t n_notices;
	/* Progress, called from the main thread at most ten times a second; NULL: none. */
	void (*progress)(void *ctx, const char *what, size_t done, size_t total);
	void *progress_ctx;
};

struct lint_summary {
	size_t files, claims, quotes, sources; /* sources: cited and known */
	size_t supported, discrepant, unchecked;
	size_t verified_earlier;    /* their sources are not here, and the lock knows them (lint/lock.h) */
	size_t ignored;             /* suppressed findings */
	size_t baselined;           /* findings that the baseline hides */
	size_t errors, warnings, notes;
	size_t skipped_files;       /* in folders, without claims */
	size_t files_with_claims;
};

struct lint_result {
	struct run run;
	enum claim_state *states;   /* by claim */
	struct finding *findings;   /* level > OFF, not suppressed; sorted by file, line, column, rule */
	size_t n_findings;
	struct finding *suppressed; /* by `ignore:`, comments and the baseline */
	size_t n_suppressed;
	const struct baseline *baseline; /* that was in use; or NULL */
	struct lint_summary summary;
	/* What kept citecheck from doing its work, for standard error: "FILE:LINE:COL: message". Exit status 2. */
	struct str *diagnostics;
	size_t n_diagnostics;
	const struct str *notices;  /* "FILE: message": worth knowing, no trouble */
	size_t n_notices;
	int exit_status;            /* 0, 1 or 2 by the contract */
	struct arena *workers;      /* what the worker threads made; released with the result */
	size_t n_workers;
};

/* Fills *out in `a`. Negative for what no result can be given for (memory, a corpus path that is not there). */
int lint_run(struct arena *a, const struct lint_options *options, struct lint_result *out, struct error *e);
/* The first steps of it: claims, corpus and which claim cites which source; no quote is looked up, no rule asked. */
int lint_read(struct arena *a, const struct lint_options *options, struct lint_result *out, struct error *e);
/* Releases what is not in the arena (the corpus). */
void lint_result_release(struct lint_result *r);

#endif

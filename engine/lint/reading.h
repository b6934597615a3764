/* Claim files of a run: read in parallel, all at once or those first that a run about changes needs (lint/filter.h). */
#ifndef LINT_READING_H
#define LINT_READING_H

#include "lint/lint.h"

struct reading {
	const struct lint_options *options;
	struct run *run;
	struct arena *workers;
	unsigned jobs;
	struct claim_file *files; /* by options->files; only those that were read say something */
	bool *wanted, *read, *empty;
	size_t *found;            /* run->files[i] is options->files[found[i]] */
};

int reading_start(struct reading *r, struct run *run, const struct lint_options *options, struct arena *workers,
                  unsigned jobs, struct error *e);
/* Reads the files that are wanted and were not read yet. A file that can't be read is kept, with the reason as its
 * problem: nothing is lost. */
int reading_go_on(struct reading *r, struct error *e);
/* Fills run->files, run->claims and run->ids with what was read so far. Files of a folder without claims are left out,
 * and counted in *skipped. */
int reading_settle(struct reading *r, size_t *skipped, struct error *e);

#endif

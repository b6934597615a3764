/* A check from the command line to its result: what all commands that check share. */
#ifndef CMD_CHECKING_H
#define CMD_CHECKING_H

#include "base/memory.h"
#include "cmd/online.h"
#include "cmd/output.h"
#include "cmd/scope.h"
#include "lint/baseline.h"
#include "lint/lint.h"
#include "lint/lock.h"
#include "lint/tighten.h"

struct checking {
	struct app *app;
	struct scope scope;
	struct config config, floor;
	struct str now;
	const struct str *paths;     /* of the command line */
	size_t n_paths;
	struct str baseline_path;    /* absolute; empty: none is configured */
	bool usual_baseline;         /* where none is named, the one that is made without a name counts */
	struct baseline baseline;
	struct lock lock;            /* lint.lock points here where there is one */
	struct notices notices;
	struct repo *trusted;        /* for revisions that the author of a change cannot rewrite */
	struct online_net net;
	struct online_asker asker;
	struct memory memory;
	struct lint_options lint;
	struct lint_result result;
	struct progress progress;
};

/* What is read and compared with, and today; a failure with CC_EUSAGE is one of usage. */
int checking_open(struct app *app, const struct str *paths, size_t n_paths, struct checking *out, struct error *e);
/* The configuration and what it names: everything but the check. `with_baseline`: the baseline is read and used. */
int checking_prepare(struct checking *c, bool with_baseline, struct error *e);
int checking_run(struct checking *c, struct error *e);
void checking_close(struct checking *c);

#endif

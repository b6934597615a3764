/* The selection of a run about changes (lint/filter.h), between the files that make it: filter_prints.c tells by the prints
 * of claims and events which of them changed, filter.c what rests on those. */
#ifndef LINT_SELECTION_H
#define LINT_SELECTION_H

#include "lint/filter.h"
#include "lint/names.h"
#include "lint/outline.h"

struct old_file {
	struct str full;
	struct tree_identity content;
	bool identified, parsed;
	const struct outline *outline;
	struct outline made;
	struct claim_file file;
	struct error trouble; /* CC_EGIT */
};

struct selection {
	struct arena *arena;
	struct run *run;
	struct reading *reading;
	const struct lint_options *options;
	struct outlines *outlines;
	bool whole;                      /* every claim is needed */
	bool lock;                       /* what stands in for absent sources changed */
	const struct outline **outline;  /* by options->files: of those that changed, and of those that need not be read */
	struct old_file *old;            /* changed claim files as they were */
	size_t n_old;
	struct names before, now;        /* prints of changed files: claims and events */
	struct names touched;            /* ids of claims and events that changed, came or went */
	struct names wanted;             /* ids that changed claims are ordered against */
	struct names ordered;            /* ids that any claim is ordered against */
	struct corpus *old_corpus;       /* records of changed bibliographies, as they were */
	bool *sources;                   /* by source: it or its record changed */
	struct names lost;               /* ids of sources that went */
};

bool selection_has_changed(struct selection *s, struct str shown);
/* What a claim file holds, as git names it; false where that can't be said. */
bool selection_identify(struct selection *s, const struct found_file *f, bool changed, struct tree_identity *out);

/* Outlines of the files that were read, and of the changed ones as they were; CC_EGIT where the earlier state can't be read. */
int selection_outline_files(struct selection *s);
int selection_take_old(struct selection *s, struct error *e);
/* Then: ids of claims and events that changed, came or went; and the claims that did. */
int selection_find_touched(struct selection *s);
int selection_take_changed(struct selection *s);

#endif

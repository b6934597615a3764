/* What a run reads and looks at: --staged, --rev, --since, --merge-base, --patch. */
#ifndef CMD_SCOPE_H
#define CMD_SCOPE_H

#include "cmd/command.h"
#include "git/past.h"
#include "git/repo.h"
#include "lint/filter.h"

struct scope {
	struct repo *repo;
	const struct tree *tree;          /* NULL: the working tree */
	struct lint_filter filter_storage;
	const struct lint_filter *filter; /* NULL: everything */
	struct git_past *past;            /* opened when it is asked */
	struct str folder;                /* where the configuration is looked for */
};

/* Opens the repository where one of the options asks for it. CC_EUSAGE: options that do not go together. */
int scope_open(struct app *app, struct scope *out, struct error *e);
void scope_close(struct scope *s);

#endif

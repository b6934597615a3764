/* Runs that are kept: what the output of a check depends on beside its files. */
#ifndef CMD_KEPT_H
#define CMD_KEPT_H

#include "cmd/checking.h"
#include "git/past.h"
#include "lint/memo.h"

/* Begins a memo for this command line; one that keeps nothing where the input can't be told unchanged (standard input)
 * or --no-cache asks so. */
void kept_begin(struct memo *m, const struct app *app, struct str now, bool color, size_t width);
/* The inputs that the command line and the search for a configuration add to those of the run. */
void kept_add_inputs(struct memo *m, const struct checking *c);
/* The same for what was asked about the past. */
void kept_add_past(struct memo *m, const struct app *app, struct git_past *past);

#endif

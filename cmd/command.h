/* A command: one const struct in a file of its own and a line COMMAND(name) in commands.def. */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "cmd/options.h"

/* What a command works with; made by main. */
struct app {
	struct arena *arena;
	const struct options *options;
	struct str cwd; /* absolute, without links */
	int argc;       /* the command line as it was given */
	char **argv;
};

struct command {
	const char *name;
	const char *arguments; /* "[PATH…]", or "" */
	const char *summary;   /* one line, no full stop */
	const char *details;   /* paragraphs for its help */
	int options;           /* OF_…: which options it knows */
	size_t min_args, max_args;
	int (*run)(struct app *app); /* returns the exit status */
};

#define COMMAND(name) extern const struct command command_##name;
#include "cmd/commands.def"
#undef COMMAND

extern const struct command *const command_table[]; /* NULL at the end */
/* The name that is most like it; NULL where none is. */
const char *command_nearest(const struct command *const *commands, struct str name);
const struct command *command_named(const struct command *const *commands, struct str name); /* or NULL */

#define EXIT_CLEAN 0
#define EXIT_FINDINGS 1
#define EXIT_TROUBLE 2

#endif

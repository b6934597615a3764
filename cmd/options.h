/* The command line: a table of options (options.def), read into one immutable struct. */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "lint/level.h"

struct command;

/* Which commands know an option. */
enum {
	OF_CHECK = 1 << 0,
	OF_FIND = 1 << 1,
	OF_DATES = 1 << 2,
	OF_RULES = 1 << 3,
	OF_OTHER = 1 << 4, /* commands without options of their own */
	OF_BASELINE = 1 << 5,
	OF_LOCK = 1 << 6,
	OF_SOURCES = 1 << 8,
	OF_FETCH = 1 << 9,
	OF_ALL = ~0,
};

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum locked_choice { LOCKED_ACCEPT, LOCKED_REFUSE };
enum show_choice { SHOW_FINDINGS, SHOW_ALL };
enum as_choice { AS_TEXT, AS_YAML, AS_MARKDOWN };

struct str_list {
	struct str *v;
	size_t n, cap;
};

struct options {
	const struct command *command;
	bool named;           /* the command was, and is not check by default */
	struct str_list args; /* without the command's name */
	struct str_list formats, corpus, states;
	int color, show, fail_on /* index of its choices; -1: not given */, as, mode;
	bool quiet, statistics, no_cache, help, version;
	long jobs;
	size_t memory; /* bytes; 0: not given */
	bool staged, fix, with_unsafe, diff;
	bool url, online, refresh, from_archive, allow_private;
	long timeout, max_age;
	struct str cacert, into;
	struct str rev, since, merge_base, patch;
	struct str config, now, stdin_name, as_of;
	struct str config_from, baseline, baseline_from, lock_from;
	bool baseline_grow;
	int locked;
	enum level *rule_levels; /* by rule; LEVEL_NEVER: not given */
	bool *only;              /* by rule; NULL: not given */
};

enum option_type {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* struct str */
	OPTION_LIST,   /* struct str_list */
	OPTION_CHOICE, /* int: index of the word in choices */
	OPTION_NUMBER, /* long, min to max */
	OPTION_SIZE,   /* size_t, bytes */
	OPTION_RULE_LEVEL,
	OPTION_RULE,
};

/* One row of options.def. */
struct option_spec {
	const char *name;
	char letter; /* or 0 */
	enum option_type type;
	size_t member;
	long min, max;
	const char *choices;  /* parted by | */
	const char *standard; /* or NULL */
	int commands;         /* OF_… */
	const char *value;    /* what the help calls the value; NULL: takes none */
	const char *help;
};
extern const struct option_spec option_table[];
extern const size_t option_count;

/* Reads the command line. `commands` ends with NULL; its first entry is the command that needs no name. Strings are
 * borrowed from argv. CC_EUSAGE names the nearest option, command, rule or choice. On an error out->command may be set,
 * for a hint. */
int options_read(struct arena *a, int argc, char *const *argv, const struct command *const *commands,
                 struct options *out, struct error *e);

/* Which of a command's few formats --format names, for commands that report once to standard output; words[0] when it
 * is not given. */
int options_format(const struct options *o, const char *const *words, size_t n, size_t *out, struct error *e);

/* The level that --fail-on names, else the configured one. */
enum level options_fail_on(const struct options *o, enum level configured);

/* Whether to colour: flag, NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR, TERM=dumb, terminal. Variables may be NULL. */
struct color_environment {
	const char *no_color, *clicolor_force, *force_color, *term;
	bool terminal;
};
bool color_wanted(enum color_choice choice, const struct color_environment *env);

#endif

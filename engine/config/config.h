/* The configuration: found, read once, immutable. Keys are rows of a table (config/keys.def). */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/tree.h"
#include "lint/level.h"

/* `rules:` and `per-file-rules:` values: a level, or a map of the rule's parameters. */
struct rule_parameter {
	struct str name;   /* "paragraphs", "window", "tolerance" */
	long number;       /* parsed and inside the bounds that the rule declares */
	struct span place;     /* of the value, in config.file */
};

struct rule_setting {
	size_t rule;              /* index in rules.def */
	bool has_level;
	enum level level;         /* LEVEL_OFF … */
	struct rule_parameter *parameters;
	size_t n_parameters;
};

struct file_rules {
	struct str glob;
	struct rule_setting *settings;
	size_t n_settings;
};

struct config {
	struct str root;           /* absolute; the folder of the file, or the working directory */
	const struct file *file;   /* NULL: defaults */
	struct str *claims, *corpus, *exclude;
	size_t n_claims, n_corpus, n_exclude;
	bool corpus_given;         /* else defaults, where what is not there is no error */
	bool claims_given;
	struct str language;
	enum level fail_on;        /* LEVEL_NEVER: never */
	struct rule_setting *rules;
	size_t n_rules;
	struct file_rules *per_file;
	size_t n_per_file;
	bool require_quotes;
	long history;              /* commits of a source's history that are looked through; 0: none */
	long memory;               /* KiB that the program may take; LONG_MAX: nothing was said */
	struct str baseline;       /* relative to the root; empty: none */
	/* The configuration that this one may not loosen (lint/tighten.h): of every rule's level and keys the stricter counts.
	 * NULL: none. */
	const struct config *floor;
	bool claims_added;         /* some of `claims` are the floor's, and need not be there any more */
};

enum config_type {
	CONFIG_PATHS,
	CONFIG_PATH,
	CONFIG_LANGUAGE,
	CONFIG_FAIL_ON,
	CONFIG_RULES,
	CONFIG_FILE_RULES,
	CONFIG_TRUTH,
	CONFIG_NUMBER,
	CONFIG_SIZE,
};

/* Which of two values is the stricter. */
enum config_strict {
	STRICT_FREE,  /* neither: what is there may always change */
	STRICT_MORE,  /* of a list what either names */
	STRICT_FEWER, /* of a list what both name */
	STRICT_LOWER, /* the lower level */
	STRICT_LESS,  /* the lesser number */
	STRICT_RULES, /* of each rule the higher level, and of its keys what the rule says */
	STRICT_TRUE,
	STRICT_SAME,  /* it counts only where both say it */
};

/* One row of keys.def. */
struct config_key {
	const char *name;
	enum config_type type;
	size_t member;       /* offset in struct config */
	size_t max;          /* entries of a list or map; the greatest number */
	const char *choices; /* in words, or NULL */
	const char *standard; /* the default, in words */
	const char *help;
	enum config_strict strict;
};
extern const struct config_key config_keys[];
extern const size_t config_key_count;

#define CONFIG_FILE "citecheck.yaml"

/* Finds citecheck.yaml (in `tree`, where it is given) upward from `cwd` (absolute, without links), or reads `path` (relative to cwd) where it is not
 * empty, else gives the defaults with cwd as root. Every error names file, line, column and the nearest known key: e->text is the whole message. */
int config_load(struct arena *a, const struct tree *tree, struct str cwd, struct str path, struct config *out,
                struct error *e);

#endif

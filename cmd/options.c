#include "cmd/options.h"

#include <sys/stat.h>

#include "base/memory.h"
#include "base/vec.h"
#include "cmd/command.h"
#include "lint/rule.h"

const struct option_spec option_table[] = {
#define OPTION(name, letter, type, member, min, max, choices, standard, commands, value, help)                         \
	{ name, letter, OPTION_##type, offsetof(struct options, member), min, max, choices, standard, commands, value, \
	  help },
#include "cmd/options.def"
#undef OPTION
};
const size_t option_count = sizeof option_table / sizeof *option_table;

struct reader {
	struct arena *arena;
	struct options *out;
	struct error *error;
	int argc, at;
	char *const *argv;
};

static void *member(struct options *o, const struct option_spec *spec)
{
	return (char *)o + spec->member;
}

static int add(struct reader *r, struct str_list *list, struct str s)
{
	struct str *slot = vec_add(r->arena, list);

	if (!slot)
		return error_memory(r->error);
	*slot = s;
	return 0;
}

static size_t count_choices(const char *choices, struct str *words, size_t most)
{
	struct str rest = str_from(choices), word;
	size_t n = 0;

	while (n < most && str_split(&rest, '|', &word))
		words[n++] = word;
	return n;
}

static struct str word_at(const void *words, size_t i)
{
	return ((const struct str *)words)[i];
}

static int set_choice(struct reader *r, const struct option_spec *spec, struct str value)
{
	struct str words[8];
	size_t n = count_choices(spec->choices, words, 8), near;

	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i], value)) {
			*(int *)member(r->out, spec) = (int)i;
			return 0;
		}
	near = str_nearest(value, n, word_at, words);
	if (near == SIZE_MAX)
		return error_set(r->error, CC_EUSAGE, "'--%s' takes %s, not '" STR_FMT "'", spec->name, spec->choices,
		                 STR_ARG(value));
	return error_set(r->error, CC_EUSAGE, "'--%s' takes %s, not '" STR_FMT "'; did you mean '" STR_FMT "'?",
	                 spec->name, spec->choices, STR_ARG(value), STR_ARG(words[near]));
}

static int set_number(struct reader *r, const struct option_spec *spec, struct str value)
{
	long n = 0;
	size_t i = 0;

	for (; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9' && n <= spec->max; i++)
		n = n * 10 + (value.ptr[i] - '0');
	if (i == 0 || i < value.len || n < spec->min || n > spec->max)
		return error_set(r->error, CC_EUSAGE, "'--%s' takes a number from %ld to %ld, not '" STR_FMT "'",
		                 spec->name, spec->min, spec->max, STR_ARG(value));
	*(long *)member(r->out, spec) = n;
	return 0;
}

static int set_size(struct reader *r, const struct option_spec *spec, struct str value)
{
	size_t n;

	if (!memory_parse(value, &n) || n < MEMORY_LEAST || n > MEMORY_MOST)
		return error_set(r->error, CC_EUSAGE, "'--%s' takes a size like 512M or 2G, from 32M on, not '" STR_FMT "'",
		                 spec->name, STR_ARG(value));
	*(size_t *)member(r->out, spec) = n;
	return 0;
}

static int find_rule(struct reader *r, struct str name, size_t *out)
{
	struct str near;

	*out = rule_index(name);
	if (*out != SIZE_MAX)
		return 0;
	near = rule_nearest(name);
	if (!near.len)
		return error_set(r->error, CC_EUSAGE, "unknown rule '" STR_FMT "'; `citecheck rules` lists them",
		                 STR_ARG(name));
	return error_set(r->error, CC_EUSAGE, "unknown rule '" STR_FMT "'; did you mean '" STR_FMT "'?", STR_ARG(name),
	                 STR_ARG(near));
}

static int set_rule_level(struct reader *r, const struct option_spec *spec, struct str value)
{
	size_t equals = str_find_char(value, '=', 0), rule;
	enum level level;
	int rc;

	if (equals == SIZE_MAX)
		return error_set(r->error, CC_EUSAGE, "'--%s' takes NAME=LEVEL, not '" STR_FMT "'", spec->name,
		                 STR_ARG(value));
	if ((rc = find_rule(r, str_slice(value, 0, equals), &rule)) < 0)
		return rc;
	value = str_slice(value, equals + 1, value.len);
	if (!level_parse(value, &level))
		return error_set(r->error, CC_EUSAGE, "'--%s' takes the levels off, note, warning and error, not '" STR_FMT "'",
		                 spec->name, STR_ARG(value));
	r->out->rule_levels[rule] = level;
	return 0;
}

static int set_rule(struct reader *r, struct str value)
{
	size_t rule;
	int rc = find_rule(r, value, &rule);

	if (rc < 0)
		return rc;
	if (!r->out->only && !(r->out->only = arena_array(r->arena, bool, rule_count + 1)))
		return error_memory(r->error);
	r->out->only[rule] = true;
	return 0;
}

static int set_list(struct reader *r, const struct option_spec *spec, struct str value)
{
	struct str_list *list = member(r->out, spec);

	if ((long)list->n >= spec->max)
		return error_set(r->error, CC_EUSAGE, "'--%s' may stand at most %ld times", spec->name, spec->max);
	return add(r, list, value);
}

static int set_value(struct reader *r, const struct option_spec *spec, struct str value)
{
	switch (spec->type) {
	case OPTION_FLAG:
		*(bool *)member(r->out, spec) = true;
		return 0;
	case OPTION_TEXT:
		*(struct str *)member(r->out, spec) = value;
		return 0;
	case OPTION_LIST:
		return set_list(r, spec, value);
	case OPTION_CHOICE:
		return set_choice(r, spec, value);
	case OPTION_NUMBER:
		return set_number(r, spec, value);
	case OPTION_SIZE:
		return set_size(r, spec, value);
	case OPTION_RULE_LEVEL:
		return set_rule_level(r, spec, value);
	case OPTION_RULE:
		return set_rule(r, value);
	}
	return 0;
}

static struct str option_name(const void *table, size_t i)
{
	return str_from(((const struct option_spec *)table)[i].name);
}

static int unknown(struct reader *r, struct str name)
{
	size_t near = str_nearest(name, option_count, option_name, option_table);

	if (near == SIZE_MAX)
		return error_set(r->error, CC_EUSAGE, "unknown option '--" STR_FMT "'", STR_ARG(name));
	return error_set(r->error, CC_EUSAGE, "unknown option '--" STR_FMT "'; did you mean '--%s'?", STR_ARG(name),
	                 option_table[near].name);
}

/* Takes the value from behind = or from the next argument, and notes that the option stood. */
static int take(struct reader *r, const struct option_spec *spec, struct str value, bool has_value, bool *stood)
{
	if (!spec->value && has_value)
		return error_set(r->error, CC_EUSAGE, "'--%s' takes no value", spec->name);
	if (spec->value && !has_value) {
		if (r->at + 1 >= r->argc)
			return error_set(r->error, CC_EUSAGE, "'--%s' needs a value: %s", spec->name, spec->value);
		value = str_from(r->argv[++r->at]);
	}
	stood[spec - option_table] = true;
	return set_value(r, spec, value);
}

static int read_long(struct reader *r, struct str arg, bool *stood)
{
	size_t equals = str_find_char(arg, '=', 0);
	struct str name = str_slice(arg, 2, equals == SIZE_MAX ? arg.len : equals);
	struct str value = equals == SIZE_MAX ? (struct str){ 0 } : str_slice(arg, equals + 1, arg.len);

	for (size_t i = 0; i < option_count; i++)
		if (str_is(name, option_table[i].name))
			return take(r, &option_table[i], value, equals != SIZE_MAX, stood);
	return unknown(r, name);
}

static int read_short(struct reader *r, struct str arg, bool *stood)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option_spec *spec = &option_table[i];

		if (!spec->letter || spec->letter != arg.ptr[1])
			continue;
		if (arg.len > 2 && !spec->value)
			return error_set(r->error, CC_EUSAGE, "unknown option '" STR_FMT "'; one letter an option",
			                 STR_ARG(arg));
		return take(r, spec, str_slice(arg, 2, arg.len), arg.len > 2, stood);
	}
	return error_set(r->error, CC_EUSAGE, "unknown option '" STR_FMT "'", STR_ARG(arg));
}

static struct str command_name(const void *commands, size_t i)
{
	return str_from(((const struct command *const *)commands)[i]->name);
}

const char *command_nearest(const struct command *const *commands, struct str name)
{
	size_t n = 0, near;

	while (commands[n])
		n++;
	near = str_nearest(name, n, command_name, commands);
	return near == SIZE_MAX ? NULL : commands[near]->name;
}

const struct command *command_named(const struct command *const *commands, struct str name)
{
	for (; *commands; commands++)
		if (str_is(name, (*commands)->name))
			return *commands;
	return NULL;
}

/* The first argument is a command, a path for the first command, or a typo of a command. */
static int choose_command(struct reader *r, const struct command *const *commands, bool first_is_path)
{
	struct options *o = r->out;
	const struct command *named;
	struct stat st;
	const char *near;

	o->command = commands[0];
	if (o->args.n == 0 || first_is_path)
		return 0;
	named = command_named(commands, o->args.v[0]);
	if (named) {
		o->command = named;
		o->named = true;
		o->args.v++;
		o->args.n--;
		return 0;
	}
	near = command_nearest(commands, o->args.v[0]);
	/* argv is terminated, and views of it are whole arguments */
	if (!near || str_is(o->args.v[0], "-") || stat(o->args.v[0].ptr, &st) == 0)
		return 0;
	return error_set(r->error, CC_EUSAGE, "unknown command '" STR_FMT "'; did you mean '%s'?", STR_ARG(o->args.v[0]), near);
}

static int check_fit(struct reader *r, const bool *stood)
{
	const struct command *c = r->out->command;

	if (r->out->help || r->out->version)
		return 0;
	for (size_t i = 0; i < option_count; i++)
		if (stood[i] && !(option_table[i].commands & c->options))
			return error_set(r->error, CC_EUSAGE, "'%s' has no option '--%s'", c->name, option_table[i].name);
	if (r->out->args.n < c->min_args)
		return error_set(r->error, CC_EUSAGE, "'%s' needs %s", c->name, c->arguments);
	if (r->out->args.n > c->max_args)
		return error_set(r->error, CC_EUSAGE, "'%s' takes no '" STR_FMT "'", c->name,
		                 STR_ARG(r->out->args.v[c->max_args]));
	return 0;
}

static int set_standards(struct reader *r)
{
	struct options *o = r->out;
	int rc = 0;

	*o = (struct options){ .fail_on = -1 };
	o->rule_levels = arena_array(r->arena, enum level, rule_count + 1);
	if (!o->rule_levels)
		return error_memory(r->error);
	for (size_t i = 0; i < rule_count; i++)
		o->rule_levels[i] = LEVEL_NEVER;
	for (size_t i = 0; rc == 0 && i < option_count; i++)
		if (option_table[i].standard)
			rc = set_value(r, &option_table[i], str_from(option_table[i].standard));
	return rc;
}

int options_read(struct arena *a, int argc, char *const *argv, const struct command *const *commands,
                 struct options *out, struct error *e)
{
	struct reader r = { .arena = a, .out = out, .error = e, .argc = argc, .argv = argv };
	bool stood[sizeof option_table / sizeof *option_table] = { 0 }, only_paths = false;
	bool first_is_path = false;
	int rc = set_standards(&r);

	for (r.at = 1; rc == 0 && r.at < argc; r.at++) {
		struct str arg = str_from(argv[r.at]);

		if (only_paths || arg.len < 2 || arg.ptr[0] != '-') {
			rc = add(&r, &out->args, arg);
		} else if (str_is(arg, "--")) {
			only_paths = true;
			first_is_path = out->args.n == 0;
		} else if (arg.ptr[1] == '-') {
			rc = read_long(&r, arg, stood);
		} else {
			rc = read_short(&r, arg, stood);
		}
	}
	if (rc == 0)
		rc = choose_command(&r, commands, first_is_path);
	return rc == 0 ? check_fit(&r, stood) : rc;
}

static struct str format_at(const void *words, size_t i)
{
	return str_from(((const char *const *)words)[i]);
}

int options_format(const struct options *o, const char *const *words, size_t n, size_t *out, struct error *e)
{
	struct str name;
	size_t near;

	*out = 0;
	if (o->formats.n == 0)
		return 0;
	name = o->formats.v[o->formats.n - 1];
	for (size_t i = 0; i < n; i++)
		if (str_is(name, words[i])) {
			*out = i;
			return 0;
		}
	near = str_nearest(name, n, format_at, words);
	return error_set(e, CC_EUSAGE, "unknown format '" STR_FMT "'; '%s' has %s and %s%s%s%s", STR_ARG(name),
	                 o->command->name, words[0], words[1], near == SIZE_MAX ? "" : "; did you mean '",
	                 near == SIZE_MAX ? "" : words[near], near == SIZE_MAX ? "" : "'?");
}

enum level options_fail_on(const struct options *o, enum level configured)
{
	static const enum level levels[] = { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVEL_NEVER };

	return o->fail_on < 0 ? configured : levels[o->fail_on];
}

static bool is_set(const char *variable)
{
	return variable && *variable;
}

static bool is_on(const char *variable)
{
	return is_set(variable) && !str_is(str_from(variable), "0");
}

bool color_wanted(enum color_choice choice, const struct color_environment *env)
{
	if (choice != COLOR_AUTO)
		return choice == COLOR_ALWAYS;
	if (is_set(env->no_color))
		return false;
	if (is_on(env->clicolor_force) || is_on(env->force_color))
		return true;
	if (env->term && str_is(str_from(env->term), "dumb"))
		return false;
	return env->terminal;
}

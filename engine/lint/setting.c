/* Which level and which numbers hold: the precedence of the contract in one place. */
#include <string.h>

#include "lint/reporter.h"

static const struct rule_setting *find(const struct rule_setting *v, size_t n, size_t rule)
{
	const struct rule_setting *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (v[i].rule == rule)
			last = &v[i];
	return last;
}

enum level setting_configured(const struct config *c, size_t rule, struct str path)
{
	const struct rule_setting *s = find(c->rules, c->n_rules, rule);
	enum level level = rule_table[rule]->level;

	if (s && s->has_level)
		level = s->level;
	for (size_t i = 0; path.len && i < c->n_per_file; i++) {
		s = find(c->per_file[i].settings, c->per_file[i].n_settings, rule);
		if (s && s->has_level && path_glob(c->per_file[i].glob, path))
			level = s->level;
	}
	return level;
}

enum level setting_level(const struct lint_options *options, size_t rule, struct str path)
{
	const struct config *c = options->config;
	enum level level, floor;

	if (options->rule_levels && options->rule_levels[rule] != LEVEL_NEVER)
		return options->rule_levels[rule];
	level = setting_configured(c, rule, path);
	floor = c->floor ? setting_configured(c->floor, rule, path) : LEVEL_OFF;
	level = floor > level ? floor : level;
	if (options->only && options->only[rule] && level == LEVEL_OFF)
		level = rule_table[rule]->level == LEVEL_OFF ? LEVEL_NOTE : rule_table[rule]->level;
	return level;
}

static bool parameter(const struct rule_setting *s, const char *key, long *out)
{
	for (size_t i = 0; s && i < s->n_parameters; i++)
		if (str_is(s->parameters[i].name, key)) {
			*out = s->parameters[i].number;
			return true;
		}
	return false;
}

long setting_configured_number(const struct config *c, size_t rule, const struct rule_key *key, struct str path)
{
	long value = key->standard;

	parameter(find(c->rules, c->n_rules, rule), key->name, &value);
	for (size_t i = 0; path.len && i < c->n_per_file; i++)
		if (path_glob(c->per_file[i].glob, path))
			parameter(find(c->per_file[i].settings, c->per_file[i].n_settings, rule), key->name, &value);
	return value;
}

long setting_number(const struct lint_options *options, const struct rule *rule, const char *key, struct str path)
{
	const struct config *c = options->config;
	size_t index = rule_index(str_from(rule->name));
	const struct rule_key *k = rule->keys;
	long value, floor;

	while (k && k->name && strcmp(k->name, key) != 0)
		k++;
	if (!k || !k->name)
		return 0;
	value = setting_configured_number(c, index, k, path);
	floor = c->floor ? setting_configured_number(c->floor, index, k, path) : value;
	return (floor - value) * k->stricter > 0 ? floor : value;
}

long rule_setting_of(struct reporter *r, const char *key, size_t file)
{
	return setting_number(r->options, r->rule, key, file == SIZE_MAX ? (struct str){ 0 } : r->run->files[file].file->path);
}

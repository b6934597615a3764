#include "config/value.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"
#include "lint/rule_key.h"


int config_fault(struct config_reader *r, struct span at, const char *fmt, ...)
{
	va_list args;
	int rc;

	va_start(args, fmt);
	rc = file_fault(r->error, r->file, at, fmt, args);
	va_end(args);
	return rc;
}

static int wrong_type(struct config_reader *r, const struct node *value, const char *name, const char *wanted)
{
	return config_fault(r, value->place, "'%s' takes %s, not %s", name, wanted, node_kind_name(value));
}

static struct str word_at(const void *words, size_t i)
{
	return str_from(((const char *const *)words)[i]);
}

/* One of a few words; the error names them all, and the nearest. */
static int read_word(struct config_reader *r, const struct node *value, const char *name, const char *choices,
                     const char *const *words, size_t n, size_t *out)
{
	struct str s = node_str(value);
	size_t near;

	if (value->kind != NODE_SCALAR)
		return wrong_type(r, value, name, choices);
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i])) {
			*out = i;
			return 0;
		}
	near = str_nearest(s, n, word_at, words);
	if (near == SIZE_MAX)
		return config_fault(r, value->place, "'%s' takes %s, not '" STR_FMT "'", name, choices, STR_ARG(s));
	return config_fault(r, value->place, "'%s' takes %s, not '" STR_FMT "'; did you mean '%s'?", name, choices,
	                    STR_ARG(s), words[near]);
}

static const char *const level_words[] = { "off", "note", "warning", "error" };

static int read_level(struct config_reader *r, const struct node *value, const char *name, enum level *out)
{
	size_t word;
	int rc = read_word(r, value, name, "off, note, warning or error", level_words, 4, &word);

	if (rc == 0)
		level_parse(str_from(level_words[word]), out);
	return rc;
}

static int read_number(struct config_reader *r, const struct rule_key *key, const struct node *value, long *out)
{
	struct str s = str_trim(node_str(value));
	const char *unit = key->unit ? key->unit : "";
	long n = 0;
	size_t i = 0;

	if (value->kind != NODE_SCALAR)
		return wrong_type(r, value, key->name, "a number");
	for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		n = n > 100000000 ? n : n * 10 + (s.ptr[i] - '0');
	if (i == 0 || (i < s.len && (!*unit || !str_is(str_slice(s, i, s.len), unit))))
		return config_fault(r, value->place, "'%s' takes a number like %ld%s, not '" STR_FMT "'", key->name,
		                    key->standard, unit, STR_ARG(s));
	if (n < key->min || n > key->max)
		return config_fault(r, value->place, "'%s' takes %ld%s to %ld%s, not '" STR_FMT "'", key->name, key->min,
		                    unit, key->max, unit, STR_ARG(s));
	*out = n;
	return 0;
}

static size_t count_keys(const struct rule_key *keys)
{
	size_t n = 0;

	while (keys && keys[n].name)
		n++;
	return n;
}

static struct str rule_key_name(const void *keys, size_t i)
{
	return str_from(((const struct rule_key *)keys)[i].name);
}

static int unknown_rule_key(struct config_reader *r, const struct node_pair *pair, struct str rule)
{
	const struct rule_key *keys = rule_keys(rule_index(rule));
	size_t near = str_nearest(pair->key.value, count_keys(keys), rule_key_name, keys);

	if (near == SIZE_MAX && !str_eq(str_slice(pair->key.value, 0, 3), STR("lev")))
		return config_fault(r, pair->key.place, "rule '" STR_FMT "' has no key '" STR_FMT "'", STR_ARG(rule),
		                    STR_ARG(pair->key.value));
	return config_fault(r, pair->key.place, "rule '" STR_FMT "' has no key '" STR_FMT "'; did you mean '%s'?",
	                    STR_ARG(rule), STR_ARG(pair->key.value), near == SIZE_MAX ? "level" : keys[near].name);
}

static int read_parameter(struct config_reader *r, const struct node_pair *pair, struct str rule,
                          struct rule_setting *out)
{
	const struct rule_key *keys = rule_keys(out->rule);
	struct rule_parameter *p;

	for (size_t i = 0; i < count_keys(keys); i++) {
		if (!str_is(pair->key.value, keys[i].name))
			continue;
		p = &out->parameters[out->n_parameters++];
		*p = (struct rule_parameter){ .name = str_from(keys[i].name), .place = pair->value.place };
		return read_number(r, &keys[i], &pair->value, &p->number);
	}
	return unknown_rule_key(r, pair, rule);
}

static int read_setting(struct config_reader *r, const struct node_pair *pair, struct rule_setting *out)
{
	struct str rule = pair->key.value, near;
	const struct node *value = &pair->value;
	char name[64];
	int rc = 0;

	out->rule = rule_index(rule);
	if (out->rule == SIZE_MAX) {
		near = rule_nearest(rule);
		if (!near.len)
			return config_fault(r, pair->key.place, "unknown rule '" STR_FMT "'", STR_ARG(rule));
		return config_fault(r, pair->key.place, "unknown rule '" STR_FMT "'; did you mean '" STR_FMT "'?",
		                    STR_ARG(rule), STR_ARG(near));
	}
	snprintf(name, sizeof name, STR_FMT, STR_ARG(rule));
	if (value->kind == NODE_LIST || value->null)
		return wrong_type(r, value, name, "a level or a map");
	if (value->kind == NODE_SCALAR) {
		out->has_level = true;
		return read_level(r, value, name, &out->level);
	}
	out->parameters = arena_array(r->arena, struct rule_parameter, value->n + 1);
	if (!out->parameters)
		return error_memory(r->error);
	for (size_t i = 0; rc == 0 && i < value->n; i++) {
		if (!str_is(value->pairs[i].key.value, "level")) {
			rc = read_parameter(r, &value->pairs[i], rule, out);
			continue;
		}
		out->has_level = true;
		rc = read_level(r, &value->pairs[i].value, "level", &out->level);
	}
	return rc;
}

static int read_settings(struct config_reader *r, const struct node *value, const char *name,
                         struct rule_setting **out, size_t *n)
{
	int rc = 0;

	if (value->kind != NODE_MAP)
		return wrong_type(r, value, name, "a map of rules");
	*out = arena_array(r->arena, struct rule_setting, value->n + 1);
	if (!*out)
		return error_memory(r->error);
	for (size_t i = 0; rc == 0 && i < value->n; i++)
		rc = read_setting(r, &value->pairs[i], &(*out)[i]);
	*n = value->n;
	return rc;
}

static int too_many(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	return config_fault(r, value->place, "'%s' takes at most %zu entries, not %zu", key->name, key->max, value->n);
}

static int read_rules(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	if (value->kind == NODE_MAP && value->n > key->max)
		return too_many(r, key, value);
	return read_settings(r, value, key->name, &r->config->rules, &r->config->n_rules);
}

static int read_file_rules(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	struct config *c = r->config;
	int rc = 0;

	if (value->kind != NODE_MAP)
		return wrong_type(r, value, key->name, "a map of globs");
	if (value->n > key->max)
		return too_many(r, key, value);
	c->per_file = arena_array(r->arena, struct file_rules, value->n + 1);
	if (!c->per_file)
		return error_memory(r->error);
	for (size_t i = 0; rc == 0 && i < value->n; i++) {
		struct file_rules *f = &c->per_file[i];
		f->glob = value->pairs[i].key.value;
		rc = read_settings(r, &value->pairs[i].value, "per-file-rules", &f->settings, &f->n_settings);
	}
	c->n_per_file = value->n;
	return rc;
}

static int read_paths(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	struct str *paths;
	struct config *c = r->config;
	size_t n = 0;

	if (value->kind != NODE_LIST)
		return wrong_type(r, value, key->name, "a list of paths");
	if (value->n > key->max)
		return too_many(r, key, value);
	if (!(paths = arena_array(r->arena, struct str, value->n + 1)))
		return error_memory(r->error);
	for (size_t i = 0; i < value->n; i++) {
		const struct node *item = &value->items[i];
		if (item->kind != NODE_SCALAR || item->null || item->value.len == 0)
			return config_fault(r, item->place, "an entry of '%s' is a path, not %s", key->name,
			                    item->kind == NODE_SCALAR ? "nothing" : node_kind_name(item));
		paths[n++] = item->value;
	}
	if (key->member == offsetof(struct config, claims)) {
		c->claims = paths;
		c->n_claims = n;
		c->claims_given = true;
	} else if (key->member == offsetof(struct config, corpus)) {
		c->corpus = paths;
		c->n_corpus = n;
		c->corpus_given = true;
	} else {
		c->exclude = paths;
		c->n_exclude = n;
	}
	return 0;
}

static int read_path(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	if (value->kind != NODE_SCALAR || value->value.len == 0)
		return wrong_type(r, value, key->name, "a path");
	*(struct str *)(void *)((char *)r->config + key->member) = value->value;
	return 0;
}

static int read_language(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	static const char *const words[] = { "en" };
	size_t word;
	int rc = read_word(r, value, key->name, key->choices, words, 1, &word);

	if (rc == 0)
		r->config->language = str_from(words[word]);
	return rc;
}

static int read_fail_on(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	static const char *const words[] = { "error", "warning", "note", "never" };
	static const enum level levels[] = { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVEL_NEVER };
	size_t word;
	int rc = read_word(r, value, key->name, key->choices, words, 4, &word);

	if (rc == 0)
		r->config->fail_on = levels[word];
	return rc;
}

static int read_truth(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	static const char *const words[] = { "false", "true" };
	size_t word;
	int rc = read_word(r, value, key->name, key->choices, words, 2, &word);

	if (rc == 0)
		*(bool *)(void *)((char *)r->config + key->member) = word == 1;
	return rc;
}

static int read_count(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	struct str s = str_trim(node_str(value));
	size_t n = 0;

	if (value->kind != NODE_SCALAR)
		return wrong_type(r, value, key->name, "a number");
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return config_fault(r, value->place, "'%s' takes a number like %s, not '" STR_FMT "'", key->name, key->standard,
			                    STR_ARG(s));
		n = n > key->max ? n : n * 10 + (size_t)(s.ptr[i] - '0');
	}
	if (s.len == 0 || n > key->max)
		return config_fault(r, value->place, "'%s' takes 0 to %zu, not '" STR_FMT "'", key->name, key->max, STR_ARG(s));
	*(long *)(void *)((char *)r->config + key->member) = (long)n;
	return 0;
}

static int read_size(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	struct str s = str_trim(node_str(value));
	size_t n;

	if (value->kind != NODE_SCALAR)
		return wrong_type(r, value, key->name, "a size");
	if (!memory_parse(s, &n) || n < MEMORY_LEAST || n > MEMORY_MOST)
		return config_fault(r, value->place, "'%s' takes %s, not '" STR_FMT "'", key->name, key->choices, STR_ARG(s));
	*(long *)(void *)((char *)r->config + key->member) = (long)(n >> 10);
	return 0;
}

int config_value(struct config_reader *r, const struct config_key *key, const struct node *value)
{
	static int (*const read[])(struct config_reader *, const struct config_key *, const struct node *) = {
		[CONFIG_PATHS] = read_paths,           [CONFIG_LANGUAGE] = read_language,
		[CONFIG_FAIL_ON] = read_fail_on,       [CONFIG_RULES] = read_rules,
		[CONFIG_FILE_RULES] = read_file_rules, [CONFIG_TRUTH] = read_truth,
		[CONFIG_PATH] = read_path,
		[CONFIG_NUMBER] = read_count,
		[CONFIG_SIZE] = read_size,
	};

	if (value->kind == NODE_SCALAR && value->null)
		return config_fault(r, value->place, "'%s' has no value", key->name);
	return read[key->type](r, key, value);
}

int config_defaults(struct arena *a, struct config *out, struct error *e)
{
	struct str *paths = arena_array(a, struct str, 3);

	if (!paths)
		return error_memory(e);
	paths[0] = STR("claims/");
	paths[1] = STR("corpus/");
	paths[2] = STR("sources.yaml");
	if (!out->claims_given) {
		out->claims = paths;
		out->n_claims = 1;
	}
	if (!out->corpus_given) {
		out->corpus = paths + 1;
		out->n_corpus = 2;
	}
	return 0;
}

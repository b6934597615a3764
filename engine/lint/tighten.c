#include "lint/tighten.h"

#include <limits.h>

#include "base/memory.h"
#include "base/vec.h"
#include "lint/reporter.h"

struct work {
	struct arena *arena;
	struct config *config;
	const struct config *floor;
	struct str name;
	struct notices *notices;
};

static int note(struct work *w, struct str key, struct str here, struct str there)
{
	struct str *slot = vec_add(w->arena, w->notices);
	struct str path = w->config->file ? w->config->file->path : STR(CONFIG_FILE);

	if (!slot || !key.ptr || !here.ptr || !there.ptr)
		return CC_ENOMEM;
	*slot = str_fmt(w->arena, STR_FMT ": '" STR_FMT "' is loosened, which a change may not do: " STR_FMT " here, " STR_FMT
	                " in '" STR_FMT "'; the stricter counts", STR_ARG(path), STR_ARG(key), STR_ARG(here), STR_ARG(there),
	                STR_ARG(w->name));
	return slot->ptr ? 0 : CC_ENOMEM;
}

/* --- lists --- */

struct list {
	struct str *v;
	size_t n;
};

static struct str bare(struct str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	return path;
}

static bool has(struct list in, struct str path)
{
	for (size_t i = 0; i < in.n; i++)
		if (str_eq(bare(in.v[i]), bare(path)))
			return true;
	return false;
}

/* The member of a key that is a list of paths: in struct config its number of entries stands elsewhere. */
static struct list list_of(const struct config *c, const struct config_key *key)
{
	if (key->member == offsetof(struct config, claims))
		return (struct list){ c->claims, c->n_claims };
	if (key->member == offsetof(struct config, exclude))
		return (struct list){ c->exclude, c->n_exclude };
	return (struct list){ c->corpus, c->n_corpus };
}

static int more(struct work *w, const struct config_key *key)
{
	struct config *c = w->config;
	struct list here = list_of(c, key), there = list_of(w->floor, key);
	struct list all = { arena_array(w->arena, struct str, here.n + there.n + 1), 0 };
	int rc = 0;

	if (!all.v)
		return CC_ENOMEM;
	for (size_t i = 0; i < here.n; i++)
		all.v[all.n++] = here.v[i];
	for (size_t i = 0; rc == 0 && i < there.n; i++) {
		if (has(here, there.v[i]))
			continue;
		all.v[all.n++] = there.v[i];
		c->claims_added = true;
		rc = note(w, str_from(key->name), STR("none"), there.v[i]);
	}
	c->claims = all.v;
	c->n_claims = all.n;
	return rc;
}

static int fewer(struct work *w, const struct config_key *key)
{
	struct config *c = w->config;
	struct list here = list_of(c, key), there = list_of(w->floor, key);
	struct str *kept = arena_array(w->arena, struct str, here.n + 1);
	size_t n = 0;
	int rc = 0;

	if (!kept)
		return CC_ENOMEM;
	for (size_t i = 0; rc == 0 && i < here.n; i++)
		if (has(there, here.v[i]))
			kept[n++] = here.v[i];
		else
			rc = note(w, str_from(key->name), here.v[i], STR("none"));
	c->exclude = kept;
	c->n_exclude = n;
	return rc;
}

/* --- rules --- */

static struct str number_text(struct arena *a, long n, const struct rule_key *key)
{
	return str_fmt(a, "%ld%s", n, key->unit ? key->unit : "");
}

/* A rule for files like `glob` (empty: for all): what is looser here than there. */
static int compare_rule(struct work *w, size_t rule, struct str glob)
{
	enum level here = setting_configured(w->config, rule, glob), there = setting_configured(w->floor, rule, glob);
	struct str name = glob.len ? str_fmt(w->arena, "per-file-rules." STR_FMT ".%s", STR_ARG(glob), rule_table[rule]->name)
	                           : str_fmt(w->arena, "rules.%s", rule_table[rule]->name);
	int rc = name.ptr ? 0 : CC_ENOMEM;

	if (rc == 0 && here < there)
		rc = note(w, name, str_from(level_name(here)), str_from(level_name(there)));
	for (const struct rule_key *k = rule_table[rule]->keys; rc == 0 && k && k->name; k++) {
		long mine = setting_configured_number(w->config, rule, k, glob);
		long theirs = setting_configured_number(w->floor, rule, k, glob);

		if ((theirs - mine) * k->stricter > 0)
			rc = note(w, str_fmt(w->arena, STR_FMT ".%s", STR_ARG(name), k->name), number_text(w->arena, mine, k),
			          number_text(w->arena, theirs, k));
	}
	return rc;
}

static bool says(const struct config *c, struct str glob, size_t rule)
{
	for (size_t i = 0; i < c->n_per_file; i++)
		for (size_t k = 0; str_eq(c->per_file[i].glob, glob) && k < c->per_file[i].n_settings; k++)
			if (c->per_file[i].settings[k].rule == rule)
				return true;
	return false;
}

/* `told`: what it says of the same files was compared already; NULL: nothing was. */
static int compare_file_rules(struct work *w, const struct file_rules *v, size_t n, const struct config *told)
{
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; rc == 0 && k < v[i].n_settings; k++)
			if (!told || !says(told, v[i].glob, v[i].settings[k].rule))
				rc = compare_rule(w, v[i].settings[k].rule, v[i].glob);
	return rc;
}

/* Levels and numbers are compared file by file, when they are asked for (lint/setting.c); here they are only told. */
static int rules(struct work *w, const struct config_key *key)
{
	int rc = 0;

	w->config->floor = w->floor;
	for (size_t i = 0; key->type == CONFIG_RULES && rc == 0 && i < rule_count; i++)
		rc = compare_rule(w, i, (struct str){ 0 });
	if (key->type == CONFIG_FILE_RULES)
		rc = compare_file_rules(w, w->config->per_file, w->config->n_per_file, NULL);
	if (key->type == CONFIG_FILE_RULES && rc == 0)
		rc = compare_file_rules(w, w->floor->per_file, w->floor->n_per_file, w->config);
	return rc;
}

/* --- single values --- */

static void *member(const struct config *c, const struct config_key *key)
{
	return (char *)(uintptr_t)c + key->member;
}

static int lower(struct work *w, const struct config_key *key)
{
	enum level *here = member(w->config, key), there = *(const enum level *)member(w->floor, key), was = *here;

	if (was <= there)
		return 0;
	*here = there;
	return note(w, str_from(key->name), str_from(level_name(was)), str_from(level_name(there)));
}

static int less(struct work *w, const struct config_key *key)
{
	long *here = member(w->config, key), there = *(const long *)member(w->floor, key), was = *here;

	if (was <= there)
		return 0;
	*here = there;
	if (key->type == CONFIG_SIZE)
		return note(w, str_from(key->name), was == LONG_MAX ? STR("none") : memory_say(w->arena, (size_t)was << 10),
		            memory_say(w->arena, (size_t)there << 10));
	return note(w, str_from(key->name), str_fmt(w->arena, "%ld", was), str_fmt(w->arena, "%ld", there));
}

static int truth(struct work *w, const struct config_key *key)
{
	bool *here = member(w->config, key);

	if (*here || !*(const bool *)member(w->floor, key))
		return 0;
	*here = true;
	return note(w, str_from(key->name), STR("false"), STR("true"));
}

static int same(struct work *w, const struct config_key *key)
{
	struct str *here = member(w->config, key), there = *(const struct str *)member(w->floor, key), was = *here;

	if (was.len == 0 || str_eq(was, there))
		return 0;
	*here = (struct str){ 0 };
	return note(w, str_from(key->name), was, there.len ? there : STR("none"));
}

int tighten(struct arena *a, struct config *c, const struct config *floor, struct str name, struct notices *notices)
{
	static int (*const by[])(struct work *, const struct config_key *) = {
		[STRICT_MORE] = more,   [STRICT_FEWER] = fewer, [STRICT_LOWER] = lower, [STRICT_LESS] = less,
		[STRICT_RULES] = rules, [STRICT_TRUE] = truth,  [STRICT_SAME] = same,
	};
	struct work w = { .arena = a, .config = c, .floor = floor, .name = name, .notices = notices };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < config_key_count; i++)
		if (config_keys[i].strict != STRICT_FREE)
			rc = by[config_keys[i].strict](&w, &config_keys[i]);
	return rc;
}

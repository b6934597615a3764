/* Finding and reading citecheck.yaml. What a key may hold is in keys.def and read by config/value.c. */
#include "config/config.h"

#include <limits.h>

#include "base/limits.h"
#include "base/yaml.h"
#include "config/value.h"

const struct config_key config_keys[] = {
#define CONFIG_KEY(name, type, member, max, choices, standard, help, strict)                                           \
	{ name, CONFIG_##type, offsetof(struct config, member), max, choices, standard, help, STRICT_##strict },
#include "config/keys.def"
#undef CONFIG_KEY
};
const size_t config_key_count = sizeof config_keys / sizeof *config_keys;

static struct str key_name(const void *keys, size_t i)
{
	return str_from(((const struct config_key *)keys)[i].name);
}

static int read_key(struct config_reader *r, const struct node_pair *pair)
{
	struct str name = pair->key.value;
	size_t near;

	for (size_t i = 0; i < config_key_count; i++)
		if (str_is(name, config_keys[i].name))
			return config_value(r, &config_keys[i], &pair->value);
	near = str_nearest(name, config_key_count, key_name, config_keys);
	if (near == SIZE_MAX)
		return config_fault(r, pair->key.place, "unknown key '" STR_FMT "'", STR_ARG(name));
	return config_fault(r, pair->key.place, "unknown key '" STR_FMT "'; did you mean '%s'?", STR_ARG(name),
	                    config_keys[near].name);
}

static int read_tree(struct config_reader *r, const struct node_tree *tree)
{
	const struct node *root = tree->n_documents ? &tree->documents[0] : NULL;
	int rc = 0;

	if (tree->n_problems)
		return config_fault(r, tree->problems[0].place, STR_FMT, STR_ARG(tree->problems[0].message));
	if (tree->n_documents > 1)
		return config_fault(r, tree->documents[1].place, "a configuration is one YAML document");
	if (!root || (root->kind == NODE_SCALAR && root->null))
		return 0;
	if (root->kind != NODE_MAP)
		return config_fault(r, root->place, "a configuration is a map of keys, not %s", node_kind_name(root));
	for (size_t i = 0; rc == 0 && i < root->n; i++)
		rc = read_key(r, &root->pairs[i]);
	return rc;
}

static int read_file(struct arena *a, const struct tree *from, struct str full, struct str shown, struct config *out,
                     struct error *e)
{
	struct file *f = arena_new(a, struct file);
	struct config_reader r = { .arena = a, .config = out, .file = f, .error = e };
	struct node_tree tree = { 0 };
	struct str bytes;
	int rc;

	if (!f)
		return error_memory(e);
	f->path = shown;
	if ((rc = tree_read(from, a, full, LIMIT_CONFIG_BYTES, &bytes, e)) < 0)
		return rc;
	if (text_decode(a, bytes, true, &f->text, &f->converted, e) < 0)
		return error_wrap(e, STR_FMT, STR_ARG(shown));
	if ((rc = file_index_lines(a, f, e)) < 0)
		return rc;
	out->file = f;
	rc = yaml_read(a, f->text, (struct span){ 0, f->text.len }, &tree, e);
	if (rc == CC_ENOMEM)
		return rc;
	if (rc < 0) {
		struct error why = *e;
		struct span at = { why.offset, why.end };
		if (why.offset == ERROR_NO_OFFSET)
			at.start = at.end = 0;
		return config_fault(&r, at, "%s", why.text);
	}
	return read_tree(&r, &tree);
}

/* The configuration file of the nearest folder that has one; empty when none has. */
static int search(struct arena *a, const struct tree *tree, struct str cwd, struct str *out, struct error *e)
{
	struct str folder = cwd;

	for (;;) {
		struct str path = path_join(a, folder, STR(CONFIG_FILE));
		enum tree_kind kind;

		path = path.ptr ? str_copy(a, path) : path;
		if (!path.ptr)
			return error_memory(e);
		kind = tree_look(tree, a, path);
		if (kind != TREE_NONE && kind != TREE_FOLDER) {
			*out = path;
			return 0;
		}
		/* what lies above a repository is no part of its revisions */
		if (folder.len <= 1 || (tree && str_eq(folder, tree->root)))
			return 0;
		folder = path_folder(folder);
	}
}

/* The folder of the configuration, without links, so that paths below it can be told from others. */
static int root_of(struct arena *a, const struct tree *tree, struct str full, struct str *root, struct error *e)
{
	struct str folder = path_folder(full);

	return tree_resolve(tree, a, folder.len ? folder : STR("/"), root, e);
}

int config_load(struct arena *a, const struct tree *tree, struct str cwd, struct str path, struct config *out,
                struct error *e)
{
	struct str full = { 0 }, shown;
	int rc;

	*out = (struct config){ .root = cwd, .language = STR("en"), .fail_on = LEVEL_WARNING, .history = 5000, .memory = LONG_MAX };
	if (path.len) {
		full = path_join(a, cwd, path);
		rc = full.ptr ? 0 : error_memory(e);
	} else {
		rc = search(a, tree, cwd, &full, e);
	}
	if (rc < 0)
		return rc;
	if (full.len) {
		shown = path.len ? path : path_relative(a, cwd, full);
		if ((rc = root_of(a, tree, full, &out->root, e)) < 0 || (rc = read_file(a, tree, full, shown, out, e)) < 0)
			return rc;
	}
	return config_defaults(a, out, e);
}

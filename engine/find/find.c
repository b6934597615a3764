#include "find/find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "claim/claim.h"

struct folder {
	struct str path; /* absolute */
	unsigned depth;
};

struct walk {
	struct arena *arena;
	const struct find_options *options;
	VEC(struct found_file) files;
	VEC(struct folder) folders; /* still to be read */
	struct str below;           /* what links must not leave */
	struct str glob;            /* absolute pattern, or empty */
};

static bool excluded(const struct find_options *o, struct str shown)
{
	for (size_t i = 0; i < o->n_exclude; i++)
		if (path_glob(o->exclude[i], shown))
			return true;
	return false;
}

static int add_file(struct walk *w, struct str full, bool named, struct error *e)
{
	struct found_file *f;

	if (w->files.n >= LIMIT_FILES)
		return error_set(e, CC_ELIMIT, "more than %d claim files", LIMIT_FILES);
	if (!(f = vec_add(w->arena, &w->files)))
		return error_memory(e);
	*f = (struct found_file){ .path = path_relative(w->arena, w->options->root, full), .full_path = full,
		                  .named = named };
	return 0;
}

/* A link in a folder counts when it leads to a file below the folder's root. */
static int add_link(struct walk *w, struct str full, struct error *e)
{
	const struct tree *tree = w->options->tree;
	struct error why = { 0 };
	struct str real;
	int rc;

	if (tree_look(tree, w->arena, full) != TREE_FILE)
		return 0;
	rc = tree_below(tree, w->arena, w->below, w->below, full, &real, &why);
	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (add_file(w, full, false, e) < 0)
		return e ? e->code : CC_ENOMEM;
	if (rc < 0) {
		struct found_file *f = &w->files.v[w->files.n - 1];
		f->full_path = (struct str){ 0 };
		f->refused = str_copy(w->arena, str_from(why.text));
		if (!f->refused.ptr)
			return error_memory(e);
	}
	return 0;
}

static bool wanted(const struct walk *w, struct str full, struct str shown)
{
	if (w->glob.len && !path_glob(w->glob, full))
		return false;
	return claim_format_for(full) != NULL && !excluded(w->options, shown);
}

static int push_folder(struct walk *w, struct str path, unsigned depth, struct error *e)
{
	struct folder *f;

	if (depth > LIMIT_PATH_DEPTH)
		return error_set(e, CC_ELIMIT, "'" STR_FMT "' lies more than %d folders deep", STR_ARG(path),
		                 LIMIT_PATH_DEPTH);
	if (!(f = vec_add(w->arena, &w->folders)))
		return error_memory(e);
	*f = (struct folder){ path, depth };
	return 0;
}

static int visit(struct walk *w, const struct folder *in, struct str name, enum tree_kind kind, struct error *e)
{
	struct str full = path_join(w->arena, in->path, name);

	full = full.ptr ? str_copy(w->arena, full) : full;
	if (!full.ptr)
		return error_memory(e);
	if (kind == TREE_FOLDER) {
		/* a folder that is excluded as a whole is not walked */
		if (excluded(w->options, path_relative(w->arena, w->options->root, full)))
			return 0;
		return push_folder(w, full, in->depth + 1, e);
	}
	if (!wanted(w, full, path_relative(w->arena, w->options->root, full)))
		return 0;
	if (kind == TREE_LINK)
		return add_link(w, full, e);
	return kind == TREE_FILE ? add_file(w, full, false, e) : 0;
}

/* What the file system says of a name; TREE_NONE when it is gone since. */
static enum tree_kind kind_of(struct arena *a, const struct folder *in, const struct dirent *d)
{
	static const struct {
		unsigned char type;
		enum tree_kind kind;
	} types[] = { { DT_REG, TREE_FILE }, { DT_DIR, TREE_FOLDER }, { DT_LNK, TREE_LINK } };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (d->d_type == types[i].type)
			return types[i].kind;
	return d->d_type == DT_UNKNOWN ? tree_look_at(NULL, a, path_join(a, in->path, str_from(d->d_name))) : TREE_OTHER;
}

static int read_stored_folder(struct walk *w, const struct folder *in, struct error *e)
{
	struct tree_entry *entries = NULL;
	size_t n = 0;
	int rc = tree_list(w->options->tree, w->arena, in->path, &entries, &n, e);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (entries[i].name.ptr[0] != '.')
			rc = visit(w, in, entries[i].name, entries[i].kind, e);
	return rc;
}

static int read_folder(struct walk *w, struct folder in, struct error *e)
{
	struct str path = str_copy(w->arena, in.path);
	const struct dirent *d;
	DIR *dir;
	int rc = 0;

	if (!path.ptr)
		return error_memory(e);
	if (tree_holds(w->options->tree, path))
		return read_stored_folder(w, &in, e);
	dir = opendir(path.ptr);
	if (!dir)
		return error_set(e, CC_EIO, "can't read folder '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
	while (rc == 0 && (d = readdir(dir)) != NULL)
		if (d->d_name[0] != '.')
			rc = visit(w, &in, str_from(d->d_name), kind_of(w->arena, &in, d), e);
	closedir(dir);
	return rc;
}

static int walk_folder(struct walk *w, struct str path, struct error *e)
{
	int rc = push_folder(w, path, 0, e);

	while (rc == 0 && w->folders.n > 0)
		rc = read_folder(w, w->folders.v[--w->folders.n], e);
	w->folders.n = 0;
	return rc;
}

static bool is_glob(struct str path)
{
	return str_find_char(path, '*', 0) != SIZE_MAX || str_find_char(path, '?', 0) != SIZE_MAX ||
	       str_find_char(path, '[', 0) != SIZE_MAX;
}

/* The folder above the first part with a wildcard. */
static struct str glob_folder(struct str pattern)
{
	while (is_glob(pattern))
		pattern = path_folder(pattern);
	return pattern.len ? pattern : STR("/");
}

static struct str name_at(const void *names, size_t i)
{
	return ((const struct str *)names)[i];
}

/* The name in the folder of `full` that is most like its own. */
static struct str nearby(struct arena *a, struct str full)
{
	struct str folder = str_copy(a, path_folder(full));
	VEC(struct str) names = { 0 };
	const struct dirent *d;
	struct str *slot;
	DIR *dir = folder.ptr ? opendir(folder.ptr) : NULL;
	size_t best;

	if (!dir)
		return (struct str){ 0 };
	while (names.n < 10000 && (d = readdir(dir)) != NULL)
		if (d->d_name[0] != '.' && (slot = vec_add(a, &names)) != NULL)
			*slot = str_copy(a, str_from(d->d_name));
	closedir(dir);
	best = str_nearest(path_base(full), names.n, name_at, names.v);
	return best == SIZE_MAX ? (struct str){ 0 } : names.v[best];
}

static int not_there(struct walk *w, struct str path, struct str full, struct error *e)
{
	const char *where = w->options->from_command_line ? "" : ", which `claims:` in the configuration names";
	struct str near;

	if (w->options->optional)
		return 0;
	near = nearby(w->arena, full);
	if (!near.len)
		return error_set(e, CC_ENOENT, "no file or folder '" STR_FMT "'%s", STR_ARG(path), where);
	near = path_join(w->arena, path_folder(path), near);
	return error_set(e, CC_ENOENT, "no file or folder '" STR_FMT "'%s; did you mean '" STR_FMT "'?", STR_ARG(path), where,
	                 STR_ARG(near));
}

static int add_glob(struct walk *w, struct str path, struct str full, struct error *e)
{
	size_t before = w->files.n;
	struct str folder = str_copy(w->arena, glob_folder(full));
	int rc;

	if (!folder.ptr)
		return error_memory(e);
	w->glob = full;
	rc = tree_look(w->options->tree, w->arena, folder) == TREE_FOLDER ? walk_folder(w, folder, e) : 0;
	w->glob = (struct str){ 0 };
	if (rc == 0 && w->files.n == before && !w->options->optional)
		return error_set(e, CC_ENOENT, "no claim file matches '" STR_FMT "'", STR_ARG(path));
	return rc;
}

static int add_stdin(struct walk *w, struct error *e)
{
	const struct find_options *o = w->options;
	struct str name = o->stdin_name.len ? o->stdin_name : STR("stdin.yaml");
	struct found_file *f = vec_add(w->arena, &w->files);

	if (!f)
		return error_memory(e);
	name = path_relative(w->arena, o->root, path_join(w->arena, o->cwd, name));
	*f = (struct found_file){ .path = name, .named = true, .standard_input = true };
	return 0;
}

static int add_path(struct walk *w, struct str path, struct error *e)
{
	const struct find_options *o = w->options;
	struct str full, real;
	enum tree_kind kind;

	if (o->from_command_line && str_is(path, "-"))
		return add_stdin(w, e);
	full = path_join(w->arena, o->from_command_line ? o->cwd : o->root, path);
	full = full.ptr ? str_copy(w->arena, full) : full;
	if (!full.ptr)
		return error_memory(e);
	errno = 0;
	kind = tree_look(o->tree, w->arena, full);
	if (kind == TREE_NONE && errno != 0 && errno != ENOENT && errno != ENOTDIR && !tree_holds(o->tree, full))
		return error_set(e, CC_EIO, "can't read '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
	if (kind == TREE_NONE)
		return is_glob(path) ? add_glob(w, path, full, e) : not_there(w, path, full, e);
	/* what the command line names may lie anywhere; what the configuration names may not */
	if (!o->from_command_line && tree_below(o->tree, w->arena, o->root, o->root, path, &real, e) < 0)
		return e ? e->code : CC_EPATH;
	if (kind != TREE_FOLDER)
		return add_file(w, full, o->from_command_line, e);
	w->below = o->root;
	if (o->from_command_line && !str_starts(full, o->root)) {
		int rc = tree_resolve(o->tree, w->arena, full, &real, e);
		if (rc < 0)
			return rc;
		w->below = full = real;
	}
	return walk_folder(w, full, e);
}

/* By path; a file that is named comes before the same file found in a folder. */
static int compare(const void *x, const void *y)
{
	const struct found_file *a = x, *b = y;
	int c = str_cmp(a->path, b->path);

	if (c == 0)
		c = (int)a->standard_input - (int)b->standard_input;
	return c ? c : (int)b->named - (int)a->named;
}

static size_t unique(struct found_file *files, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || files[kept - 1].standard_input != files[i].standard_input ||
		    !str_eq(files[kept - 1].path, files[i].path))
			files[kept++] = files[i];
	return kept;
}

int find_claim_files(struct arena *a, const struct find_options *options, struct found_file **out, size_t *n,
                     struct error *e)
{
	struct walk w = { .arena = a, .options = options, .below = options->root };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < options->n_paths; i++)
		rc = add_path(&w, options->paths[i], e);
	if (rc < 0)
		return rc;
	if (w.files.n > 1)
		qsort(w.files.v, w.files.n, sizeof *w.files.v, compare);
	*out = w.files.v;
	*n = unique(w.files.v, w.files.n);
	return 0;
}

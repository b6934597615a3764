#include "base/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/vec.h"

#define LINKS 16 /* followed on the way to one file */
#define LINK_BYTES 4096

static bool below(struct str root, struct str path)
{
	return str_eq(root, path) || str_is(root, "/") ||
	       (str_starts(path, root) && path.len > root.len && path.ptr[root.len] == '/');
}

bool tree_holds(const struct tree *t, struct str full)
{
	return t && below(t->root, full);
}

static struct str inside(const struct tree *t, struct str full)
{
	size_t from = t->root.len + !str_is(t->root, "/");

	return full.len > from ? str_slice(full, from, full.len) : (struct str){ "", 0 };
}

static enum tree_kind kind_of(mode_t mode)
{
	return S_ISREG(mode) ? TREE_FILE : S_ISDIR(mode) ? TREE_FOLDER : S_ISLNK(mode) ? TREE_LINK : TREE_OTHER;
}

enum tree_kind tree_look_at(const struct tree *t, struct arena *a, struct str full)
{
	struct str name;
	struct stat st;

	if (tree_holds(t, full))
		return t->kind(t, inside(t, full));
	name = str_copy(a, full);
	return name.ptr && lstat(name.ptr, &st) == 0 ? kind_of(st.st_mode) : TREE_NONE;
}

enum tree_kind tree_look(const struct tree *t, struct arena *a, struct str full)
{
	struct str real, name;
	struct error why;
	struct stat st;

	if (tree_holds(t, full))
		return tree_resolve(t, a, full, &real, &why) == 0 ? tree_look_at(t, a, real) : TREE_NONE;
	name = str_copy(a, full);
	return name.ptr && stat(name.ptr, &st) == 0 ? kind_of(st.st_mode) : TREE_NONE;
}

bool tree_identify(const struct tree *t, struct str full, struct tree_identity *out)
{
	return tree_holds(t, full) && t->identify && t->identify(t, inside(t, full), out);
}

static int resolve_file(struct arena *a, struct str full, struct str *out, struct error *e)
{
	struct str name = str_copy(a, full);
	char *real = name.ptr ? realpath(name.ptr, NULL) : NULL;

	if (!real)
		return errno == ENOMEM || !name.ptr
		               ? error_memory(e)
		               : error_set(e, errno == ELOOP ? CC_EPATH : CC_ENOENT, "no file '" STR_FMT "'", STR_ARG(full));
	*out = str_copy(a, str_from(real));
	free(real);
	return out->ptr ? 0 : error_memory(e);
}

/* Where the first link on the way to `full` (behind `*done` bytes that hold none) leads, with the rest of the way behind
 * it; 0 when there is none. */
static int follow_first(const struct tree *t, struct arena *a, struct str *full, struct error *e)
{
	size_t at = t->root.len;

	while (at < full->len) {
		size_t slash = str_find_char(*full, '/', at + 1), end = slash == SIZE_MAX ? full->len : slash;
		struct str here = str_slice(*full, 0, end), target;
		enum tree_kind kind = t->kind(t, inside(t, here));

		if (kind == TREE_LINK) {
			int rc = t->read(t, a, inside(t, here), LINK_BYTES, &target, e);
			if (rc < 0)
				return rc;
			*full = path_join(a, path_join(a, path_folder(here), target),
			                  end < full->len ? str_slice(*full, end + 1, full->len) : (struct str){ "", 0 });
			return full->ptr ? 1 : error_memory(e);
		}
		if (kind == TREE_NONE)
			return error_set(e, CC_ENOENT, "no file '" STR_FMT "'", STR_ARG(*full));
		at = end;
	}
	return 0;
}

int tree_resolve(const struct tree *t, struct arena *a, struct str full, struct str *out, struct error *e)
{
	struct str path = path_join(a, (struct str){ "", 0 }, full);

	if (!path.ptr)
		return error_memory(e);
	if (!tree_holds(t, path))
		return resolve_file(a, path, out, e);
	for (unsigned links = 0; links <= LINKS; links++) {
		int rc = follow_first(t, a, &path, e);

		if (rc < 0)
			return rc;
		*out = path;
		if (rc == 0)
			return 0;
		if (!tree_holds(t, path))
			return error_set(e, CC_EPATH, "'" STR_FMT "' leads out of the repository", STR_ARG(full));
	}
	return error_set(e, CC_EPATH, "'" STR_FMT "' leads through too many links", STR_ARG(full));
}

int tree_below(const struct tree *t, struct arena *a, struct str root, struct str base, struct str path, struct str *out,
               struct error *e)
{
	struct str joined = path_join(a, base, path), real = { 0 };
	int rc;

	if (!joined.ptr)
		return error_memory(e);
	if (!tree_holds(t, joined))
		return path_below(a, root, base, path, out, e);
	*out = joined;
	if (!below(root, joined))
		return error_set(e, CC_EPATH, "'" STR_FMT "' lies outside the root '" STR_FMT "'", STR_ARG(path), STR_ARG(root));
	rc = tree_resolve(t, a, joined, &real, e);
	if (rc == 0 && !below(root, real))
		rc = error_set(e, CC_EPATH, "'" STR_FMT "' leads outside the root '" STR_FMT "'", STR_ARG(path), STR_ARG(root));
	return rc;
}

int tree_read(const struct tree *t, struct arena *a, struct str full, size_t max, struct str *out, struct error *e)
{
	struct str real;
	int rc;

	if (!tree_holds(t, full))
		return file_read(a, full, max, out, e);
	rc = tree_resolve(t, a, full, &real, e);
	return rc < 0 ? rc : t->read(t, a, inside(t, real), max, out, e);
}

int tree_list(const struct tree *t, struct arena *a, struct str full, struct tree_entry **out, size_t *n,
              struct error *e)
{
	return t->list(t, a, inside(t, full), out, n, e);
}

int path_set_add(struct arena *a, struct path_set *set, struct str path)
{
	int rc = map_put(a, &set->map, path, set->n, NULL);
	struct str *slot;

	if (rc != 0)
		return rc < 0 ? CC_ENOMEM : 0;
	if (!(slot = vec_add(a, set)))
		return CC_ENOMEM;
	*slot = path;
	return 0;
}

bool path_set_has(const struct path_set *set, struct str path)
{
	return map_get(&set->map, path) != MAP_NONE;
}

#include "git/handle.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/vec.h"
#include "git/trouble.h"

struct entry {
	struct str path;
	git_oid oid;
	uint32_t mode;
};

/* One tree with all its entries, by path. */
struct view {
	struct tree tree;
	struct repo *repo;
	struct entry *entries;
	size_t n;
	git_tree *git_tree; /* NULL for the index and the empty tree */
};

struct repo {
	struct arena *arena;
	git_repository *git;
	struct str top;
	pthread_mutex_t lock; /* libgit2's objects belong to one thread at a time */
	VEC(struct view *) views;
};

/* --- trees --- */

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

/* The first entry whose path is not before `path`. */
static size_t lower_bound(const struct view *v, struct str path)
{
	size_t low = 0, high = v->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (str_cmp(v->entries[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool is_below(struct str path, struct str folder)
{
	return folder.len == 0 || (str_starts(path, folder) && path.len > folder.len && path.ptr[folder.len] == '/');
}

/* The first entry below a folder; between "a" and "a/b" other names may stand ("a.txt"). */
static size_t first_below(const struct view *v, struct str folder, struct arena *a)
{
	struct str prefix;

	if (folder.len == 0)
		return 0;
	prefix = str_fmt(a, STR_FMT "/", STR_ARG(folder));
	return prefix.ptr ? lower_bound(v, prefix) : v->n;
}

static enum tree_kind kind_of(uint32_t mode)
{
	return mode == GIT_FILEMODE_LINK ? TREE_LINK : mode == GIT_FILEMODE_COMMIT ? TREE_OTHER : TREE_FILE;
}

static enum tree_kind view_kind(const struct tree *t, struct str path)
{
	const struct view *v = t->ctx;
	size_t i = lower_bound(v, path);
	struct arena scratch;

	if (path.len == 0)
		return TREE_FOLDER;
	if (i < v->n && str_eq(v->entries[i].path, path))
		return kind_of(v->entries[i].mode);
	arena_init(&scratch);
	i = first_below(v, path, &scratch);
	arena_release(&scratch);
	return i < v->n && is_below(v->entries[i].path, path) ? TREE_FOLDER : TREE_NONE;
}

static int view_list(const struct tree *t, struct arena *a, struct str path, struct tree_entry **out, size_t *n,
                     struct error *e)
{
	const struct view *v = t->ctx;
	VEC(struct tree_entry) list = { 0 };
	size_t from = path.len ? path.len + 1 : 0;

	for (size_t i = first_below(v, path, a); i < v->n && is_below(v->entries[i].path, path); i++) {
		struct str rest = str_slice(v->entries[i].path, from, v->entries[i].path.len);
		size_t slash = str_find_char(rest, '/', 0);
		struct tree_entry *slot, found = { rest, kind_of(v->entries[i].mode) };

		if (slash != SIZE_MAX)
			found = (struct tree_entry){ str_slice(rest, 0, slash), TREE_FOLDER };
		if (list.n && str_eq(list.v[list.n - 1].name, found.name))
			continue;
		if (!(slot = vec_add(a, &list)))
			return error_memory(e);
		*slot = found;
	}
	*out = list.v;
	*n = list.n;
	return 0;
}

static int read_blob(struct repo *r, struct arena *a, const struct entry *entry, size_t max, struct str *out,
                     struct error *e)
{
	git_blob *blob = NULL;
	struct str bytes;
	int rc = git_blob_lookup(&blob, r->git, &entry->oid);

	if (rc < 0)
		return trouble_object(r->git, entry->path, rc, e);
	bytes = (struct str){ git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob) };
	if (bytes.len > max)
		rc = error_set(e, CC_ELIMIT, "'" STR_FMT "' has %zu bytes, more than the limit of %zu", STR_ARG(entry->path),
		               bytes.len, max);
	else if (file_is_pointer(bytes))
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' is a pointer of Git LFS, not the file: git's objects do not hold it; "
		               "`git lfs pull`, and check the working tree", STR_ARG(entry->path));
	else if (!(*out = str_copy(a, bytes)).ptr)
		rc = error_memory(e);
	git_blob_free(blob);
	return rc;
}

static int view_read(const struct tree *t, struct arena *a, struct str path, size_t max, struct str *out,
                     struct error *e)
{
	const struct view *v = t->ctx;
	size_t i = lower_bound(v, path);
	int rc;

	*out = (struct str){ 0 };
	if (i == v->n || !str_eq(v->entries[i].path, path))
		return error_set(e, view_kind(t, path) == TREE_FOLDER ? CC_EPATH : CC_ENOENT,
		                 view_kind(t, path) == TREE_FOLDER ? "'" STR_FMT "' is a folder, not a regular file"
		                                                   : "no file '" STR_FMT "'", STR_ARG(path));
	if (kind_of(v->entries[i].mode) == TREE_OTHER)
		return error_set(e, CC_EPATH, "'" STR_FMT "' is a submodule, not a regular file", STR_ARG(path));
	pthread_mutex_lock(&v->repo->lock);
	rc = read_blob(v->repo, a, &v->entries[i], max, out, e);
	pthread_mutex_unlock(&v->repo->lock);
	return rc;
}

static bool view_identify(const struct tree *t, struct str path, struct tree_identity *out)
{
	const struct view *v = t->ctx;
	size_t i = lower_bound(v, path);

	if (i == v->n || !str_eq(v->entries[i].path, path) || kind_of(v->entries[i].mode) != TREE_FILE)
		return false;
	*out = (struct tree_identity){ 0 };
	memcpy(out->bytes, v->entries[i].oid.id, sizeof v->entries[i].oid.id);
	return true;
}

static struct view *new_view(struct repo *r)
{
	struct view *v = arena_new(r->arena, struct view), **slot = vec_add(r->arena, &r->views);

	if (!v || !slot)
		return NULL;
	v->tree = (struct tree){ .root = r->top, .kind = view_kind, .list = view_list, .read = view_read,
	                         .identify = view_identify, .ctx = v };
	v->repo = r;
	*slot = v;
	return v;
}

/* Copies the entries: the index is sorted without regard to case where core.ignorecase says so. */
static int take_entries(struct view *v, git_index *index, struct error *e)
{
	struct arena *a = v->repo->arena;
	size_t n = git_index_entrycount(index);

	v->entries = arena_array(a, struct entry, n + 1);
	if (!v->entries)
		return error_memory(e);
	for (size_t i = 0; i < n; i++) {
		const git_index_entry *from = git_index_get_byindex(index, i);
		struct entry *to = &v->entries[v->n];

		if (git_index_entry_is_conflict(from))
			return error_set(e, CC_EGIT, "the index holds an unmerged path, '%s': resolve it and `git add` it",
			                 from->path);
		if (from->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD)
			continue; /* is no part of the next commit */
		*to = (struct entry){ str_copy(a, str_from(from->path)), from->id, from->mode };
		if (!to->path.ptr)
			return error_memory(e);
		v->n++;
	}
	if (v->n > 1)
		qsort(v->entries, v->n, sizeof *v->entries, by_path);
	return 0;
}

int repo_index(struct repo *r, const struct tree **out, struct error *e)
{
	struct view *v = new_view(r);
	git_index *index = NULL;
	int rc;

	if (!v)
		return error_memory(e);
	if (git_repository_is_bare(r->git))
		return error_set(e, CC_EGIT, "a bare repository has no index; name a revision with --rev");
	rc = git_repository_index(&index, r->git);
	if (rc < 0)
		return trouble_index(rc, e);
	rc = take_entries(v, index, e);
	git_index_free(index);
	*out = &v->tree;
	return rc;
}

static int tree_of_object(struct repo *r, git_object *object, const struct tree **out, struct error *e)
{
	struct view *v = new_view(r);
	git_object *tree = NULL;
	git_index *index = NULL;
	int rc;

	if (!v)
		return error_memory(e);
	rc = git_object_peel(&tree, object, GIT_OBJECT_TREE);
	if (rc < 0)
		return trouble_object(r->git, STR("the tree of a revision"), rc, e);
	memcpy(&v->git_tree, &tree, sizeof tree); /* GIT_OBJECT_TREE was asked for */
	rc = git_index_new(&index);
	if (rc == 0)
		rc = git_index_read_tree(index, v->git_tree);
	rc = rc < 0 ? trouble_object(r->git, STR("the tree of a revision"), rc, e) : take_entries(v, index, e);
	git_index_free(index);
	*out = &v->tree;
	return rc;
}

int repo_object(struct repo *r, struct arena *a, struct str revision, git_object **out, struct error *e)
{
	struct str name = str_copy(a, revision);
	int rc;

	if (!name.ptr)
		return error_memory(e);
	rc = git_revparse_single(out, r->git, name.ptr);
	return rc < 0 ? trouble_revision(r->git, revision, rc, e) : 0;
}

int repo_revision(struct repo *r, struct str revision, const struct tree **out, struct error *e)
{
	git_object *object = NULL;
	int rc = repo_object(r, r->arena, revision, &object, e);

	if (rc == 0)
		rc = tree_of_object(r, object, out, e);
	git_object_free(object);
	return rc;
}

int repo_head(struct repo *r, const struct tree **out, struct error *e)
{
	struct view *v;

	if (git_repository_head_unborn(r->git) != 1)
		return repo_revision(r, STR("HEAD"), out, e);
	v = new_view(r);
	if (!v)
		return error_memory(e);
	*out = &v->tree;
	return 0;
}

static int find_commit(struct repo *r, struct str revision, git_oid *out, struct error *e)
{
	git_object *object = NULL, *commit = NULL;
	int rc = repo_object(r, r->arena, revision, &object, e);

	if (rc == 0 && git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0)
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' names no commit", STR_ARG(revision));
	if (rc == 0)
		git_oid_cpy(out, git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	return rc;
}

int repo_merge_base(struct repo *r, struct str one, struct str two, const struct tree **out, struct error *e)
{
	git_oid a, b, base;
	git_object *object = NULL;
	int rc = find_commit(r, one, &a, e);

	if (rc == 0)
		rc = find_commit(r, two, &b, e);
	if (rc < 0)
		return rc;
	rc = git_merge_base(&base, r->git, &a, &b);
	if (rc < 0)
		return trouble_merge_base(r->git, one, two, rc, e);
	rc = git_object_lookup(&object, r->git, &base, GIT_OBJECT_COMMIT);
	rc = rc < 0 ? trouble_object(r->git, STR("the merge base"), rc, e) : tree_of_object(r, object, out, e);
	git_object_free(object);
	return rc;
}

/* --- changes --- */

static int add_change(struct repo *r, struct arena *a, struct path_set *paths, struct str path, struct error *e)
{
	struct str full = str_fmt(a, STR_FMT "%s" STR_FMT, STR_ARG(r->top), str_is(r->top, "/") ? "" : "/", STR_ARG(path));

	return !full.ptr || path_set_add(a, paths, full) < 0 ? error_memory(e) : 0;
}

static int compare_views(struct repo *r, const struct view *old, const struct view *new, struct arena *a,
                         struct path_set *paths, struct error *e)
{
	size_t i = 0, k = 0;
	int rc = 0;

	while (rc == 0 && (i < old->n || k < new->n)) {
		const struct entry *x = i < old->n ? &old->entries[i] : NULL, *y = k < new->n ? &new->entries[k] : NULL;
		int order = !x ? 1 : !y ? -1 : str_cmp(x->path, y->path);

		if (order != 0 || !git_oid_equal(&x->oid, &y->oid) || kind_of(x->mode) != kind_of(y->mode))
			rc = add_change(r, a, paths, order > 0 ? y->path : x->path, e);
		i += order <= 0;
		k += order >= 0;
	}
	return rc;
}

static int compare_working_tree(struct repo *r, const struct view *old, struct arena *a, struct path_set *paths,
                                struct error *e)
{
	git_diff_options options;
	git_diff *diff = NULL;
	int rc;

	if (git_repository_is_bare(r->git))
		return error_set(e, CC_EGIT, "a bare repository has no working tree; name a revision with --rev");
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_IGNORE_SUBMODULES;
	rc = git_diff_tree_to_workdir_with_index(&diff, r->git, old->git_tree, &options);
	if (rc < 0)
		return trouble_index(rc, e);
	for (size_t i = 0; rc == 0 && i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);

		rc = add_change(r, a, paths, str_from(d->new_file.path ? d->new_file.path : d->old_file.path), e);
	}
	git_diff_free(diff);
	return rc;
}

int repo_changes(struct repo *r, const struct tree *old, const struct tree *new, struct arena *a, struct path_set *paths,
                 struct error *e)
{
	return new ? compare_views(r, old->ctx, new->ctx, a, paths, e)
	           : compare_working_tree(r, old->ctx, a, paths, e);
}

/* --- opening --- */

static struct str without_slash(struct str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	return path;
}

static int find_top(struct repo *r, struct error *e)
{
	const char *path = git_repository_workdir(r->git);
	char *real = realpath(path ? path : git_repository_path(r->git), NULL);

	if (!real)
		return error_set(e, CC_EGIT, "the repository's folder is gone");
	r->top = str_copy(r->arena, without_slash(str_from(real)));
	free(real);
	return r->top.ptr ? 0 : error_memory(e);
}

/* In a container that runs as another user HOME may be root's: git passes over a configuration that it may not look at,
 * libgit2 refuses the repository. */
static void pass_over_a_closed_home(void)
{
	const char *home = getenv("HOME");

	if (home == NULL || access(home, X_OK) == 0 || errno != EACCES)
		return;
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
	if (getenv("XDG_CONFIG_HOME") == NULL)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
}

int repo_open(struct repo **out, struct arena *a, struct str folder, struct error *e)
{
	const char *extensions[] = { "worktreeconfig" };
	struct str name = str_copy(a, folder);
	struct repo *r = calloc(1, sizeof *r);
	int rc;

	*out = NULL;
	if (!r || !name.ptr) {
		free(r);
		return error_memory(e);
	}
	r->arena = a;
	pthread_mutex_init(&r->lock, NULL);
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)1);
	pass_over_a_closed_home();
	rc = git_repository_open_ext(&r->git, name.ptr, GIT_REPOSITORY_OPEN_FROM_ENV, NULL);
	rc = rc < 0 ? trouble_open(folder, rc, e) : find_top(r, e);
	if (rc < 0)
		repo_close(r);
	else
		*out = r;
	return rc;
}

int repo_path_state(struct repo *r, struct str full, enum repo_path_state *out, struct error *e)
{
	struct str top = r->top, name;
	git_index *index = NULL;
	int rc, ignored = 0;

	*out = REPO_TRACKED;
	if (git_repository_is_bare(r->git) || !is_below(full, top) || full.ptr[top.len] != '/')
		return 0;
	name = str_copy(r->arena, str_slice(full, top.len + 1, full.len));
	if (!name.ptr)
		return error_memory(e);
	rc = git_repository_index(&index, r->git);
	if (rc < 0)
		return trouble_index(rc, e);
	if (!git_index_get_bypath(index, name.ptr, 0)) {
		rc = git_ignore_path_is_ignored(&ignored, r->git, name.ptr);
		*out = rc == 0 && ignored ? REPO_IGNORED : REPO_UNTRACKED;
	}
	git_index_free(index);
	return 0;
}

void repo_close(struct repo *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->views.n; i++)
		git_tree_free(r->views.v[i]->git_tree);
	git_repository_free(r->git);
	git_libgit2_shutdown();
	pthread_mutex_destroy(&r->lock);
	free(r);
}

git_repository *repo_handle(struct repo *r)
{
	return r->git;
}

void repo_lock(struct repo *r)
{
	pthread_mutex_lock(&r->lock);
}

void repo_unlock(struct repo *r)
{
	pthread_mutex_unlock(&r->lock);
}

struct str repo_top(const struct repo *r)
{
	return r->top;
}

int repo_hooks(struct repo *r, struct str *out, struct error *e)
{
	git_config *config = NULL;
	git_buf path = { 0 };
	int rc = git_repository_config(&config, r->git);

	/* relative to the working tree's top, where hooks run */
	if (rc == 0 && git_config_get_path(&path, config, "core.hookspath") == 0)
		*out = path_join(r->arena, r->top, str_from(path.ptr));
	else if (rc == 0 && (rc = git_repository_item_path(&path, r->git, GIT_REPOSITORY_ITEM_HOOKS)) == 0)
		*out = without_slash(str_from(path.ptr));
	if (rc == 0)
		*out = str_copy(r->arena, *out);
	git_buf_dispose(&path);
	git_config_free(config);
	if (rc < 0)
		return trouble_index(rc, e);
	return out->ptr ? 0 : error_memory(e);
}

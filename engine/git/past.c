#include "git/past.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/vec.h"
#include "git/handle.h"
#include "git/trouble.h"

#define LEVELS 32  /* folders on the way to a file */
#define RENAMES 16 /* followed on one line */
#define TREE_BYTES KIB(64)  /* of one that libgit2 keeps */
#define TREES_BYTES MIB(64) /* of all that it keeps */
#define RENAME_FILES 200 /* compared with each other to find one */

struct git_past {
	struct past past;
	struct arena arena;
	pthread_mutex_t lock; /* of all below */
	struct repo *repo, *own;
	struct str folder, start;
	bool asked, opened;
	bool named; /* a revision by a name that may move */
	struct error error; /* why it can't be opened */
};

/* The way to a file: ids of the trees, then of the file itself. */
struct chain {
	git_oid id[LEVELS + 1];
};

/* A walk along one line. */
struct line {
	struct repo *repo;
	git_repository *git;
	struct arena *arena;
	struct str path;            /* from the top */
	struct str names[LEVELS];   /* its parts */
	size_t n;
	struct chain chain;         /* at `commit` */
	git_commit *commit;
	VEC(struct past_version) versions;
	unsigned renames;
	bool first_parent;
	struct past_versions *out;
};

/* Histories of several files in one folder read the same trees: libgit2 keeps larger ones than it would, but less in all. */
static void keep_trees(void)
{
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)TREE_BYTES);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)TREES_BYTES);
}

static int open_once(struct git_past *p, struct error *e)
{
	int rc = 0;

	pthread_mutex_lock(&p->lock);
	p->asked = true;
	if (!p->opened && !p->repo) {
		rc = repo_open(&p->own, &p->arena, p->folder, &p->error);
		keep_trees();
		p->repo = p->own;
		if (rc == CC_ENOMEM)
			error_memory(e);
	}
	p->opened = p->opened || rc != CC_ENOMEM;
	pthread_mutex_unlock(&p->lock);
	if (p->repo)
		return 0;
	return rc == CC_ENOMEM ? rc : error_set(e, p->error.code, "%s", p->error.text);
}

/* The path from the repository's top. */
static int from_top(const struct repo *r, struct str full, struct str *out, struct error *e)
{
	struct str top = repo_top(r);

	if (str_is(top, "/") && full.len > 1)
		*out = str_slice(full, 1, full.len);
	else if (str_starts(full, top) && full.len > top.len + 1 && full.ptr[top.len] == '/')
		*out = str_slice(full, top.len + 1, full.len);
	else
		return error_set(e, CC_EGIT, "'" STR_FMT "' lies outside of the repository", STR_ARG(full));
	return 0;
}

/* --- a file at a revision --- */

/* Names of commits; what would search or ask the log (`:/words`, `HEAD@{1}`) means something else tomorrow. */
static bool is_plain(struct str revision)
{
	for (size_t i = 0; i < revision.len; i++) {
		char c = revision.ptr[i];
		bool fine = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80 ||
		            (c != '\0' && memchr("._/~^+-#", c, 9) != NULL);
		if (!fine)
			return false;
	}
	return revision.len > 0 && revision.len < 256 && revision.ptr[0] != '-';
}

static bool is_id(struct str revision)
{
	for (size_t i = 0; i < revision.len; i++)
		if (!((revision.ptr[i] >= '0' && revision.ptr[i] <= '9') || (revision.ptr[i] >= 'a' && revision.ptr[i] <= 'f')))
			return false;
	return revision.len >= 7;
}

static int no_such_path(struct str revision, struct str path, struct error *e)
{
	return error_set(e, CC_ENOENT, "no file '" STR_FMT "' in revision '" STR_FMT "'; `git log --all --stat -- '" STR_FMT
	                 "'` shows where it was", STR_ARG(path), STR_ARG(revision), STR_ARG(path));
}

static int read_entry(struct repo *r, struct arena *a, const git_tree *tree, struct str revision, struct str path,
                      size_t max, struct str *out, struct error *e)
{
	git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	struct str name = str_copy(a, path), bytes;
	int rc;

	if (!name.ptr)
		return error_memory(e);
	rc = git_tree_entry_bypath(&entry, tree, name.ptr);
	if (rc == GIT_ENOTFOUND)
		return no_such_path(revision, path, e);
	if (rc < 0)
		return trouble_object(repo_handle(r), path, rc, e);
	if (git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK)
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' is a symbolic link in revision '" STR_FMT "'; name the file itself with "
		               "`path:`", STR_ARG(path), STR_ARG(revision));
	else if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' is no file in revision '" STR_FMT "'", STR_ARG(path), STR_ARG(revision));
	else if ((rc = git_blob_lookup(&blob, repo_handle(r), git_tree_entry_id(entry))) < 0)
		rc = trouble_object(repo_handle(r), path, rc, e);
	git_tree_entry_free(entry);
	if (rc < 0)
		return rc;
	bytes = (struct str){ git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob) };
	if (bytes.len > max)
		rc = error_set(e, CC_ELIMIT, "'" STR_FMT "' has %zu bytes in revision '" STR_FMT "', more than the limit of %zu",
		               STR_ARG(path), bytes.len, STR_ARG(revision), max);
	else if (file_is_pointer(bytes))
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' is a pointer of Git LFS in revision '" STR_FMT "', not the file; "
		               "`git lfs smudge` makes the file of it, for a source of its own", STR_ARG(path), STR_ARG(revision));
	else if (!(*out = str_copy(a, bytes)).ptr)
		rc = error_memory(e);
	git_blob_free(blob);
	return rc;
}

static int read_past(const struct past *past, struct arena *a, struct str revision, struct str full, size_t max,
                     struct str *out, struct error *e)
{
	struct git_past *p = past->ctx;
	git_object *object = NULL, *tree = NULL;
	struct str path;
	int rc = open_once(p, e);

	if (rc == 0)
		rc = from_top(p->repo, full, &path, e);
	if (rc == 0 && !is_plain(revision))
		rc = error_set(e, CC_EGIT, "'" STR_FMT "' is no name of a commit; `rev:` takes an id, a tag or a branch",
		               STR_ARG(revision));
	if (rc < 0)
		return rc;
	repo_lock(p->repo);
	p->named = p->named || !is_id(revision);
	rc = repo_object(p->repo, a, revision, &object, e);
	if (rc == 0 && (rc = git_object_peel(&tree, object, GIT_OBJECT_TREE)) < 0)
		rc = trouble_object(repo_handle(p->repo), STR("the tree of a revision"), rc, e);
	if (rc == 0) {
		const git_tree *t;
		memcpy(&t, &tree, sizeof t); /* GIT_OBJECT_TREE was asked for */
		rc = read_entry(p->repo, a, t, revision, path, max, out, e);
	}
	git_object_free(tree);
	git_object_free(object);
	repo_unlock(p->repo);
	return rc;
}

static int read_blob(const struct past *past, struct arena *a, struct str id, size_t max, struct str *out,
                     struct error *e)
{
	struct git_past *p = past->ctx;
	git_blob *blob = NULL;
	git_oid oid;
	int rc = open_once(p, e);

	if (rc < 0)
		return rc;
	repo_lock(p->repo);
	if (git_oid_fromstrn(&oid, id.ptr, id.len) < 0)
		rc = error_set(e, CC_EGIT, "no object '" STR_FMT "'", STR_ARG(id));
	else if ((rc = git_blob_lookup(&blob, repo_handle(p->repo), &oid)) < 0)
		rc = trouble_object(repo_handle(p->repo), id, rc, e);
	else if ((size_t)git_blob_rawsize(blob) > max)
		rc = error_set(e, CC_ELIMIT, "a version of more than %zu bytes", max);
	else if (!(*out = str_copy(a, (struct str){ git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob) })).ptr)
		rc = error_memory(e);
	git_blob_free(blob);
	repo_unlock(p->repo);
	return rc;
}

/* --- the line of versions --- */

static bool split_path(struct line *l, struct str path)
{
	struct str rest = path, name;

	l->path = path;
	l->n = 0;
	while (str_split(&rest, '/', &name)) {
		if (l->n == LEVELS || name.len == 0)
			return false;
		l->names[l->n++] = name;
	}
	return l->n > 0;
}

/* The way to the file at a commit: 1 there, 0 not there, negative where an object is missing. Trees that `near` has too
 * are not read: most commits touch other folders. */
static int find_chain(struct line *l, const git_commit *commit, const struct chain *near, struct chain *out)
{
	size_t i = 0;

	git_oid_cpy(&out->id[0], git_commit_tree_id(commit));
	for (; i < l->n; i++) {
		char name[4096];
		const git_tree_entry *entry = NULL;
		git_tree *tree = NULL;
		git_object_t kind;

		if (near && git_oid_equal(&near->id[i], &out->id[i]))
			break;
		if (l->names[i].len >= sizeof name || git_tree_lookup(&tree, l->git, &out->id[i]) < 0)
			return -1;
		memcpy(name, l->names[i].ptr, l->names[i].len);
		name[l->names[i].len] = '\0';
		entry = git_tree_entry_byname(tree, name);
		kind = entry ? git_tree_entry_type(entry) : GIT_OBJECT_INVALID;
		if (entry)
			git_oid_cpy(&out->id[i + 1], git_tree_entry_id(entry));
		git_tree_free(tree);
		if (kind != (i + 1 < l->n ? GIT_OBJECT_TREE : GIT_OBJECT_BLOB))
			return 0;
	}
	for (; i < l->n; i++)
		git_oid_cpy(&out->id[i + 1], &near->id[i + 1]);
	return 1;
}

static struct str hex(struct arena *a, const git_oid *id)
{
	char text[GIT_OID_HEXSZ + 1];

	git_oid_tostr(text, sizeof text, id);
	return str_copy(a, str_from(text));
}

/* The day in the time zone in which the commit was made. */
static struct str day_of(struct arena *a, const git_commit *commit)
{
	time_t t = (time_t)(git_commit_time(commit) + (git_time_t)git_commit_time_offset(commit) * 60);
	struct tm tm;
	char text[32];

	if (!gmtime_r(&t, &tm) || strftime(text, sizeof text, "%Y-%m-%d", &tm) == 0)
		return str_copy(a, STR("an unknown day"));
	return str_copy(a, str_from(text));
}

static int add_version(struct line *l, const git_oid *before)
{
	struct past_version *v = vec_add(l->arena, &l->versions);
	unsigned n = git_commit_parentcount(l->commit);
	struct arena *a = l->arena;

	if (!v)
		return CC_ENOMEM;
	v->commit = hex(a, git_commit_id(l->commit));
	v->date = day_of(a, l->commit);
	v->blob = hex(a, &l->chain.id[l->n]);
	v->path = path_join(a, repo_top(l->repo), l->path);
	if (!v->commit.ptr || !v->date.ptr || !v->blob.ptr || !v->path.ptr)
		return CC_ENOMEM;
	if (!before)
		return 0;
	v->before = hex(a, before);
	v->others = arena_array(a, struct str, n);
	if (!v->before.ptr || !v->others)
		return CC_ENOMEM;
	for (unsigned i = 0; i < n; i++)
		if (!git_oid_equal(git_commit_parent_id(l->commit, i), before) &&
		    !(v->others[v->n_others++] = hex(a, git_commit_parent_id(l->commit, i))).ptr)
			return CC_ENOMEM;
	return 0;
}

static struct str renamed_from(struct line *l, git_diff *diff)
{
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);

		if (d->status == GIT_DELTA_RENAMED && str_is(l->path, d->new_file.path))
			return str_copy(l->arena, str_from(d->old_file.path));
	}
	return (struct str){ 0 };
}

/* What the file was called in the parent, where the commit renamed it; empty otherwise. */
static struct str old_name(struct line *l, const git_commit *parent)
{
	git_diff_options options;
	git_diff_find_options find;
	git_tree *old = NULL, *new = NULL;
	git_diff *diff = NULL;
	struct str name = { 0 };

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
	options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_IGNORE_SUBMODULES;
	find.flags = GIT_DIFF_FIND_RENAMES;
	find.rename_limit = RENAME_FILES;
	if (l->renames++ < RENAMES && git_commit_tree(&old, parent) == 0 && git_commit_tree(&new, l->commit) == 0 &&
	    git_diff_tree_to_tree(&diff, l->git, old, new, &options) == 0 && git_diff_find_similar(diff, &find) == 0)
		name = renamed_from(l, diff);
	git_diff_free(diff);
	git_tree_free(old);
	git_tree_free(new);
	return name;
}

/* Where the line goes on. `next` and `chain` are set on 1; 0: the file is in no parent; negative: a parent is missing. */
static int choose_parent(struct line *l, git_commit **next, struct chain *chain, bool *same)
{
	unsigned n = git_commit_parentcount(l->commit), most = l->first_parent && n > 1 ? 1 : n;
	git_commit *first = NULL;
	struct chain first_chain;
	int found = 0;

	*same = false;
	for (unsigned i = 0; i < most && !*same; i++) {
		git_commit *parent = NULL;
		int there = git_commit_parent(&parent, l->commit, i) < 0 ? -1 : find_chain(l, parent, &l->chain, chain);

		*same = there == 1 && git_oid_equal(&chain->id[l->n], &l->chain.id[l->n]);
		if (*same) {
			*next = parent;
			l->out->beside = l->out->beside || i > 0;
		} else if (there == 1 && !first) {
			first = parent;
			first_chain = *chain;
		} else {
			git_commit_free(parent);
			if (there < 0)
				found = -1;
		}
	}
	if (*same) {
		git_commit_free(first);
		return 1;
	}
	*next = first;
	if (first)
		*chain = first_chain;
	return first ? 1 : found;
}

/* The file is in no parent: under another name in the first, perhaps. */
static int follow_rename(struct line *l, git_commit **next, struct chain *chain, struct str *path)
{
	struct str here = l->path, old;
	int there = 0;

	if (git_commit_parentcount(l->commit) == 0 || git_commit_parent(next, l->commit, 0) < 0)
		return 0;
	old = old_name(l, *next);
	if (old.ptr && split_path(l, old))
		there = find_chain(l, *next, NULL, chain);
	*path = old;
	split_path(l, here);
	if (there == 1)
		return 1;
	git_commit_free(*next);
	*next = NULL;
	return 0;
}

/* One commit further back: 1, 0 at the end, CC_ENOMEM. */
static int step(struct line *l)
{
	git_commit *next = NULL;
	struct chain chain;
	struct str path = l->path;
	bool same;
	int rc = choose_parent(l, &next, &chain, &same);

	if (rc == 0) {
		size_t here = l->n;
		rc = follow_rename(l, &next, &chain, &path);
		if (rc == 1) {
			const git_oid was = l->chain.id[here];
			struct line probe = { 0 };
			split_path(&probe, path);
			same = git_oid_equal(&was, &chain.id[probe.n]);
		}
	} else if (rc < 0) {
		l->out->cut = true;
	}
	if (rc == 1 ? !same && add_version(l, git_commit_id(next)) < 0 : add_version(l, NULL) < 0) {
		git_commit_free(next);
		return CC_ENOMEM;
	}
	git_commit_free(l->commit);
	l->commit = next;
	l->chain = chain;
	split_path(l, path);
	return next ? 1 : 0;
}

/* What the file was called in a commit, where the index has it under another name. */
static struct str name_before_index(struct line *l)
{
	git_diff_options options;
	git_diff_find_options find;
	git_tree *old = NULL;
	git_diff *diff = NULL;
	struct str name = { 0 };

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
	options.flags = GIT_DIFF_SKIP_BINARY_CHECK | GIT_DIFF_IGNORE_SUBMODULES;
	find.flags = GIT_DIFF_FIND_RENAMES;
	find.rename_limit = RENAME_FILES;
	if (!git_repository_is_bare(l->git) && git_commit_tree(&old, l->commit) == 0 &&
	    git_diff_tree_to_index(&diff, l->git, old, NULL, &options) == 0 && git_diff_find_similar(diff, &find) == 0)
		name = renamed_from(l, diff);
	git_diff_free(diff);
	git_tree_free(old);
	return name;
}

static int find_start(struct line *l, struct git_past *p, struct str from, struct error *e)
{
	struct str old;
	git_object *object = NULL, *commit = NULL;
	struct error ignored;
	int rc = repo_object(l->repo, l->arena, from.len ? from : p->start, &object, &ignored);

	(void)e;
	if (rc == 0 && git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0)
		memcpy(&l->commit, &commit, sizeof commit); /* GIT_OBJECT_COMMIT was asked for */
	git_object_free(object);
	if (!l->commit || find_chain(l, l->commit, NULL, &l->chain) == 1)
		return l->commit != NULL;
	/* a rename that is not committed yet */
	old = from.len || !str_is(p->start, "HEAD") ? (struct str){ 0 } : name_before_index(l);
	return old.ptr && split_path(l, old) && find_chain(l, l->commit, NULL, &l->chain) == 1;
}

static int walk(struct line *l, size_t most, struct error *e)
{
	int rc = 1;

	while (rc == 1) {
		if (l->out->commits++ == most) {
			l->out->cut = true;
			rc = add_version(l, NULL);
			break;
		}
		rc = step(l);
	}
	return rc < 0 ? error_memory(e) : 0;
}

static int list_versions(const struct past *past, struct arena *a, struct str full, struct str from, size_t most,
                         bool first_parent, struct past_versions *out, struct error *e)
{
	struct git_past *p = past->ctx;
	struct line l = { .arena = a, .first_parent = first_parent, .out = out };
	struct str path;
	int rc;

	*out = (struct past_versions){ 0 };
	rc = open_once(p, e);
	if (rc == 0)
		rc = from_top(p->repo, full, &path, e);
	if (rc < 0)
		return rc;
	l.repo = p->repo;
	l.git = repo_handle(p->repo);
	repo_lock(p->repo);
	if (split_path(&l, path) && find_start(&l, p, from, e))
		rc = walk(&l, most, e);
	git_commit_free(l.commit);
	repo_unlock(p->repo);
	out->v = l.versions.v;
	out->n = l.versions.n;
	return rc;
}

/* --- opening --- */

int git_past_create(struct git_past **out, struct repo *repo, struct str folder, struct str start, struct error *e)
{
	struct git_past *p = calloc(1, sizeof *p);

	*out = NULL;
	if (!p)
		return error_memory(e);
	arena_init(&p->arena);
	pthread_mutex_init(&p->lock, NULL);
	p->past = (struct past){ .read = read_past, .versions = list_versions, .blob = read_blob, .ctx = p };
	p->repo = repo;
	p->folder = str_copy(&p->arena, folder);
	p->start = str_copy(&p->arena, start.len ? start : STR("HEAD"));
	if (!p->folder.ptr || !p->start.ptr) {
		git_past_release(p);
		return error_memory(e);
	}
	*out = p;
	return 0;
}

const struct past *git_past(const struct git_past *p)
{
	return &p->past;
}

/* A repository that comes into being changes what was answered without one. */
static bool add_absent(struct git_past *p, struct arena *a, struct path_set *out)
{
	struct str folder = p->folder;

	for (;;) {
		struct str git = path_join(a, folder, STR(".git"));

		if (!git.ptr || path_set_add(a, out, git) < 0)
			return false;
		if (folder.len <= 1)
			return true;
		folder = path_folder(folder);
		if (folder.len == 0)
			folder = STR("/");
	}
}

static bool add_file(struct arena *a, struct path_set *out, const char *folder, const char *name)
{
	struct str path = path_join(a, str_from(folder), str_from(name));

	return path.ptr && path_set_add(a, out, path) == 0;
}

bool git_past_inputs(struct git_past *p, struct arena *a, struct path_set *out)
{
	git_repository *git;
	git_reference *head = NULL;
	const char *own, *common, *target = NULL;
	bool ok;

	if (!p->asked)
		return true;
	if (!p->repo)
		return add_absent(p, a, out);
	git = repo_handle(p->repo);
	own = git_repository_path(git);
	common = git_repository_commondir(git);
	if (git_reference_lookup(&head, git, "HEAD") == 0 && git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
		target = git_reference_symbolic_target(head);
	ok = !p->named && add_file(a, out, own, "HEAD") && add_file(a, out, common, "packed-refs") &&
	     add_file(a, out, common, "shallow") && add_file(a, out, common, "config") &&
	     (!target || add_file(a, out, common, target));
	git_reference_free(head);
	return ok;
}

void git_past_release(struct git_past *p)
{
	if (!p)
		return;
	repo_close(p->own);
	pthread_mutex_destroy(&p->lock);
	arena_release(&p->arena);
	free(p);
}

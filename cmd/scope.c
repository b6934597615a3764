#include "cmd/scope.h"

#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "find/patch.h"

static int check_options(const struct options *o, struct error *e)
{
	if (o->staged && o->rev.len)
		return error_set(e, CC_EUSAGE, "--staged reads the index, --rev a revision: choose one");
	if ((o->since.len > 0) + (o->merge_base.len > 0) + (o->patch.len > 0) > 1)
		return error_set(e, CC_EUSAGE, "--since, --merge-base and --patch say what to compare with: choose one");
	for (size_t i = 0; i < o->args.n; i++)
		if (str_is(o->args.v[i], "-"))
			return error_set(e, CC_EUSAGE, "standard input is no part of a repository");
	return 0;
}

static int open_tree(struct scope *s, const struct options *o, struct error *e)
{
	if (o->staged)
		return repo_index(s->repo, &s->tree, e);
	return o->rev.len ? repo_revision(s->repo, o->rev, &s->tree, e) : 0;
}

static int open_filter(struct app *app, struct scope *s, struct error *e)
{
	const struct options *o = app->options;
	struct lint_filter *f = &s->filter_storage;
	int rc;

	if (o->since.len) {
		f->since = o->since;
		rc = repo_revision(s->repo, o->since, &f->old, e);
	} else if (o->merge_base.len) {
		f->since = str_fmt(app->arena, "the merge base with " STR_FMT, STR_ARG(o->merge_base));
		rc = repo_merge_base(s->repo, o->merge_base, o->rev.len ? o->rev : STR("HEAD"), &f->old, e);
	} else if (o->staged) {
		f->since = STR("HEAD");
		rc = repo_head(s->repo, &f->old, e);
	} else {
		return 0;
	}
	if (rc == 0)
		rc = repo_changes(s->repo, f->old, s->tree, app->arena, &f->changed, e);
	s->filter = f;
	return rc;
}

static int read_patch(struct app *app, struct str *out, struct error *e)
{
	struct str path = app->options->patch;

	if (str_is(path, "-"))
		return file_read_fd(app->arena, STDIN_FILENO, LIMIT_CLAIM_FILE_BYTES, out, e);
	return file_read(app->arena, path_join(app->arena, app->cwd, path), LIMIT_CLAIM_FILE_BYTES, out, e);
}

/* Paths of a patch count from the repository's top, else from the working directory. */
static struct str patch_top(struct app *app, const struct scope *s)
{
	struct str folder = app->cwd;

	if (s->repo)
		return repo_top(s->repo);
	for (;;) {
		if (tree_look(NULL, app->arena, path_join(app->arena, folder, STR(".git"))) != TREE_NONE)
			return folder;
		if (folder.len <= 1)
			return app->cwd;
		folder = path_folder(folder);
	}
}

static int open_patch(struct app *app, struct scope *s, struct error *e)
{
	struct lint_filter *f = &s->filter_storage;
	struct str text;
	int rc = read_patch(app, &text, e);

	f->since = STR("the state before the patch");
	s->filter = f;
	return rc < 0 ? rc : patch_undo(app->arena, text, patch_top(app, s), s->tree, &f->old, &f->changed, e);
}

/* Where the working directory lies outside of what is read (a bare repository, a hook), the top stands for it. */
static struct str start_folder(struct app *app, const struct scope *s)
{
	struct str top = repo_top(s->repo);

	if (tree_holds(s->tree, app->cwd) && tree_look(s->tree, app->arena, app->cwd) == TREE_FOLDER)
		return app->cwd;
	return s->tree ? top : app->cwd;
}

int scope_open(struct app *app, struct scope *out, struct error *e)
{
	const struct options *o = app->options;
	bool repository = o->staged || o->rev.len || o->since.len || o->merge_base.len;
	int rc;

	*out = (struct scope){ .folder = app->cwd };
	if (!repository && o->patch.len == 0)
		return git_past_create(&out->past, NULL, app->cwd, o->rev, e);
	rc = check_options(o, e);
	if (rc == 0 && repository)
		rc = repo_open(&out->repo, app->arena, app->cwd, e);
	if (rc == 0)
		rc = open_tree(out, o, e);
	if (rc == 0)
		rc = o->patch.len ? open_patch(app, out, e) : open_filter(app, out, e);
	if (rc == 0)
		rc = git_past_create(&out->past, out->repo, app->cwd, o->rev, e);
	if (rc == 0 && out->repo)
		out->folder = start_folder(app, out);
	return rc;
}

void scope_close(struct scope *s)
{
	git_past_release(s->past);
	s->past = NULL;
	repo_close(s->repo);
	s->repo = NULL;
}

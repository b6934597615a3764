#include "cmd/checking.h"

#include <unistd.h>

#include "base/cache.h"
#include "base/file.h"
#include "cmd/bound.h"

int checking_open(struct app *app, const struct str *paths, size_t n_paths, struct checking *out, struct error *e)
{
	*out = (struct checking){ .app = app, .paths = paths, .n_paths = n_paths };
	if (output_now(app->arena, app->options->now, &out->now, e) < 0)
		return error_set(e, CC_EUSAGE, "%s", str_copy(app->arena, str_from(e->text)).ptr);
	return scope_open(app, &out->scope, e);
}

/* --- revisions that the author of a change cannot rewrite --- */

static int trusted_tree(struct checking *c, struct str revision, const struct tree **out, struct error *e)
{
	int rc = c->trusted ? 0 : repo_open(&c->trusted, c->app->arena, c->app->cwd, e);

	return rc < 0 ? rc : repo_revision(c->trusted, revision, out, e);
}

/* Without a configuration there, the defaults are the floor; without one here, its root is the root. */
static int read_floor(struct checking *c, struct error *e)
{
	struct str revision = c->app->options->config_from;
	const struct tree *tree;
	int rc;

	if (revision.len == 0)
		return 0;
	if ((rc = trusted_tree(c, revision, &tree, e)) < 0)
		return rc;
	rc = config_load(c->app->arena, tree, c->scope.folder, c->app->options->config, &c->floor, e);
	if (rc == CC_ENOENT) /* --config FILE is new */
		rc = config_load(c->app->arena, tree, tree->root, (struct str){ 0 }, &c->floor, e);
	if (rc < 0)
		return error_wrap(e, "the configuration of '" STR_FMT "'", STR_ARG(revision));
	if (!c->config.file && c->floor.file)
		c->config.root = c->floor.root;
	if (c->config.file && c->floor.file && !str_eq(c->config.root, c->floor.root))
		return error_set(e, CC_EUSAGE, "the configuration moved: its root is '" STR_FMT "' here and '" STR_FMT "' in '" STR_FMT
		                 "', so that they can't be compared", STR_ARG(c->config.root), STR_ARG(c->floor.root),
		                 STR_ARG(revision));
	return tighten(c->app->arena, &c->config, &c->floor, revision, &c->notices) < 0 ? error_memory(e) : 0;
}

/* --- the baseline --- */

static int find_baseline(struct checking *c, struct error *e)
{
	struct str named = c->app->options->baseline, configured = c->config.baseline;
	struct str usual = path_join(c->app->arena, c->config.root, STR(BASELINE_FILE));
	int rc = 0;

	if (!usual.ptr)
		return error_memory(e);
	if (named.len)
		c->baseline_path = path_join(c->app->arena, c->scope.folder, named);
	else if (configured.len)
		rc = tree_below(c->scope.tree, c->app->arena, c->config.root, c->config.root, configured, &c->baseline_path, e);
	else if (c->usual_baseline && tree_look(c->scope.tree, c->app->arena, usual) != TREE_NONE)
		c->baseline_path = usual;
	if (rc == CC_ENOENT) {
		rc = 0;
		c->baseline_path = path_join(c->app->arena, c->config.root, configured);
	}
	if (rc == 0 && c->baseline_path.ptr)
		c->baseline_path = str_copy(c->app->arena, c->baseline_path);
	return rc == 0 && (named.len || configured.len) && !c->baseline_path.ptr ? error_memory(e) : rc;
}

static int limit_baseline(struct checking *c, struct str shown, struct error *e)
{
	struct str revision = c->app->options->baseline_from;
	struct baseline allowed = { 0 };
	const struct tree *tree;
	int rc = trusted_tree(c, revision, &tree, e);

	if (rc < 0)
		return rc;
	rc = baseline_read(c->app->arena, tree, c->baseline_path, shown, &allowed, e);
	if (rc < 0 && rc != CC_ENOENT)
		return error_wrap(e, "the baseline of '" STR_FMT "'", STR_ARG(revision));
	return baseline_limit(c->app->arena, &c->baseline, &allowed, revision, e);
}

static int read_baseline(struct checking *c, struct error *e)
{
	const struct options *o = c->app->options;
	struct str shown = path_relative(c->app->arena, c->config.root, c->baseline_path);
	int rc;

	if (c->baseline_path.len == 0)
		return o->baseline_grow && o->command->options & OF_CHECK
		               ? error_set(e, CC_EUSAGE, "no baseline is named: --baseline FILE, or `baseline:` in citecheck.yaml")
		               : 0;
	rc = baseline_read(c->app->arena, c->scope.tree, c->baseline_path, shown, &c->baseline, e);
	if (rc == CC_ENOENT && o->baseline_from.len) /* it shrank to nothing */
		rc = 0;
	else if (rc == CC_ENOENT)
		rc = error_set(e, rc, "no baseline '" STR_FMT "': `citecheck baseline create` makes one", STR_ARG(shown));
	if (rc == 0 && o->baseline_from.len && !o->baseline_grow)
		rc = limit_baseline(c, shown, e);
	c->lint.baseline = &c->baseline;
	c->baseline.whole = c->n_paths == 0 && !c->scope.filter;
	return rc;
}

/* --- the lock --- */

/* It is read when an absent source asks for it; a folder that holds only such sources need not be there. */
static int find_lock(struct checking *c, struct error *e)
{
	const struct options *o = c->app->options;
	struct arena *a = c->app->arena;
	struct lock *lock = &c->lock;

	lock->tree = c->scope.tree;
	lock->shown = STR(LOCK_FILE);
	lock->full = str_copy(a, path_join(a, c->config.root, lock->shown));
	lock->limit_name = o->lock_from;
	if (!lock->full.ptr)
		return error_memory(e);
	if (o->locked == LOCKED_ACCEPT && tree_look(lock->tree, a, lock->full) != TREE_NONE)
		c->lint.lock = lock;
	return o->lock_from.len ? trusted_tree(c, o->lock_from, &lock->limit, e) : 0;
}

/* --- what is checked --- */

static int find_files(struct checking *c, struct error *e)
{
	const struct options *o = c->app->options;
	const struct config *config = &c->config;
	bool named = c->n_paths > 0;
	struct found_file *files = NULL;
	struct find_options find = {
		.tree = c->scope.tree,
		.root = config->root,
		.cwd = c->scope.folder,
		.paths = named ? c->paths : config->claims,
		.n_paths = named ? c->n_paths : config->n_claims,
		.from_command_line = named,
		.exclude = config->exclude,
		.n_exclude = config->n_exclude,
		.stdin_name = o->stdin_name,
		.optional = !named && (!config->claims_given || config->claims_added || c->scope.filter),
	};
	int rc = find_claim_files(c->app->arena, &find, &files, &c->lint.n_files, e);

	c->lint.files = files;
	return rc;
}

/* --corpus counts from the working directory; the engine counts from the root. */
static int corpus_paths(struct checking *c, struct error *e)
{
	const struct str_list *given = &c->app->options->corpus;
	struct str *v = arena_array(c->app->arena, struct str, given->n + 1);

	if (!v)
		return error_memory(e);
	for (size_t i = 0; i < given->n; i++) {
		v[i] = path_join(c->app->arena, c->app->cwd, given->v[i]);
		if (!v[i].ptr)
			return error_memory(e);
	}
	c->lint.corpus = v;
	c->lint.n_corpus = given->n;
	return 0;
}

int checking_prepare(struct checking *c, bool with_baseline, struct error *e)
{
	const struct options *o = c->app->options;
	int rc;

	c->lint = (struct lint_options){
		.tree = c->scope.tree,
		.past = git_past(c->scope.past),
		.filter = c->scope.filter,
		.config = &c->config,
		.stdin_fd = STDIN_FILENO,
		.cwd = c->app->cwd,
		.rule_levels = o->rule_levels,
		.only = o->only,
		.jobs = (unsigned)o->jobs,
		.memory = &c->memory,
		.now = c->now,
		.progress = progress_show,
		.progress_ctx = &c->progress,
		.online = online_asker(c->app, &c->progress, &c->net, &c->asker),
	};
	rc = config_load(c->app->arena, c->scope.tree, c->scope.folder, o->config, &c->config, e);
	if (rc == 0)
		rc = read_floor(c, e);
	c->config.fail_on = options_fail_on(o, c->config.fail_on);
	bound_set(&c->memory, o->memory, c->config.memory);
	if (rc == 0)
		rc = find_baseline(c, e);
	if (rc == 0 && with_baseline)
		rc = read_baseline(c, e);
	if (rc == 0)
		rc = find_lock(c, e);
	if (rc == 0)
		rc = corpus_paths(c, e);
	if (rc == 0)
		rc = find_files(c, e);
	c->lint.notices = c->notices.v;
	c->lint.n_notices = c->notices.n;
	return rc;
}

int checking_run(struct checking *c, struct error *e)
{
	int rc;

	if (!c->lint.cache)
		c->lint.cache = output_open_cache(c->app);
	progress_start(&c->progress);
	rc = lint_run(c->app->arena, &c->lint, &c->result, e);
	progress_end(&c->progress);
	return rc;
}

void checking_close(struct checking *c)
{
	lint_result_release(&c->result);
	cache_close(c->lint.cache);
	repo_close(c->trusted);
	scope_close(&c->scope);
}

/* citecheck [check]: the pipeline from the command line to the reports. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/vec.h"
#include "cmd/fixing.h"
#include "cmd/kept.h"
#include "cmd/output.h"
#include "cmd/scope.h"
#include "lint/lint.h"
#include "report/report.h"
#include "text/cache.h"

#define REPORT_BYTES MIB(4096)
#define FLUSH_BYTES KIB(64) /* of a report are written at once … */
#define KEPT_BYTES MIB(16)  /* … unless it may be kept for the next run */

struct sink {
	const struct report_format *format;
	struct str file; /* empty: standard output */
};

struct sinks {
	struct sink *v;
	size_t n, cap;
};

static struct str format_name(const void *formats, size_t i)
{
	return str_from(((const struct report_format *const *)formats)[i]->name);
}

static int find_format(struct str name, const struct report_format **out, struct error *e)
{
	size_t n = 0, near;

	for (; report_format_table[n]; n++)
		if (str_is(name, report_format_table[n]->name)) {
			*out = report_format_table[n];
			return 0;
		}
	near = str_nearest(name, n, format_name, report_format_table);
	if (near == SIZE_MAX)
		return error_set(e, CC_EUSAGE, "unknown format '" STR_FMT "'; `citecheck help check` lists them",
		                 STR_ARG(name));
	return error_set(e, CC_EUSAGE, "unknown format '" STR_FMT "'; did you mean '%s'?", STR_ARG(name),
	                 report_format_table[near]->name);
}

static int add_sink(struct app *app, struct sinks *sinks, struct str name, struct str file, struct error *e)
{
	const struct report_format *format = NULL;
	struct sink *s;
	int rc = find_format(name, &format, e);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < sinks->n; i++)
		if (str_eq(sinks->v[i].file, file))
			return file.len ? error_set(e, CC_EUSAGE, "two formats for one file '" STR_FMT "'", STR_ARG(file))
			                : error_set(e, CC_EUSAGE, "two formats for standard output, '%s' and '%s': "
			                            "give one of them a file, as in '--format %s:FILE'",
			                            sinks->v[i].format->name, format->name, format->name);
	if (!(s = vec_add(app->arena, sinks)))
		return error_memory(e);
	*s = (struct sink){ format, file };
	return 0;
}

/* Standard output gets text unless one of the formats is for it. */
static int choose_sinks(struct app *app, struct sinks *sinks, struct error *e)
{
	const struct str_list *formats = &app->options->formats;
	bool standard_output = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < formats->n; i++) {
		struct str spec = formats->v[i], file = { 0 };
		size_t colon = str_find_char(spec, ':', 0);

		if (colon != SIZE_MAX) {
			file = str_slice(spec, colon + 1, spec.len);
			spec = str_slice(spec, 0, colon);
			if (file.len == 0)
				return error_set(e, CC_EUSAGE, "'--format " STR_FMT ":' names no file", STR_ARG(spec));
		}
		standard_output |= file.len == 0;
		rc = add_sink(app, sinks, spec, file, e);
	}
	if (rc == 0 && !standard_output)
		rc = add_sink(app, sinks, STR("text"), (struct str){ 0 }, e);
	return rc;
}

static int find_files(struct app *app, const struct config *config, const struct scope *scope,
                      struct found_file **files, size_t *n, struct error *e)
{
	const struct options *o = app->options;
	bool named = o->args.n > 0;
	struct find_options find = {
		.tree = scope->tree,
		.root = config->root,
		.cwd = scope->folder,
		.paths = named ? o->args.v : config->claims,
		.n_paths = named ? o->args.n : config->n_claims,
		.from_command_line = named,
		.exclude = config->exclude,
		.n_exclude = config->n_exclude,
		.stdin_name = o->stdin_name,
		.optional = !named && (!config->claims_given || scope->filter),
	};

	return find_claim_files(app->arena, &find, files, n, e);
}

/* --corpus counts from the working directory; the engine counts from the root. */
static int corpus_paths(struct app *app, struct str **out, struct error *e)
{
	const struct str_list *given = &app->options->corpus;

	*out = arena_array(app->arena, struct str, given->n + 1);
	if (!*out)
		return error_memory(e);
	for (size_t i = 0; i < given->n; i++) {
		(*out)[i] = path_join(app->arena, app->cwd, given->v[i]);
		if (!(*out)[i].ptr)
			return error_memory(e);
	}
	return 0;
}

/* Where a report goes while it is written. */
struct writing {
	struct output_stream stream;
	struct error *error;
	bool failed; /* the system refused; else memory ran out */
	bool parted; /* some of it is written already */
};

static int flush_report(void *ctx, struct str bytes)
{
	struct writing *w = ctx;
	int rc = output_append(&w->stream, bytes, w->error);

	w->failed = rc < 0;
	w->parted = true;
	return rc;
}

/* The path of the root from the nearest folder above it that is a repository; empty where it is one, or none is. */
static struct str repository_prefix(struct arena *a, struct str root)
{
	struct str folder = root;

	for (;;) {
		struct str git = str_copy(a, path_join(a, folder, STR(".git")));

		if (git.ptr && access(git.ptr, F_OK) == 0)
			return folder.len < root.len ? path_relative(a, folder, root) : (struct str){ 0 };
		if (folder.len <= 1)
			return (struct str){ 0 };
		folder = path_folder(folder);
	}
}

static int write_also(struct app *app, const struct report_format *format, const struct lint_result *result,
                      const struct report_options *how, struct error *e)
{
	const char *path = format->also_variable ? getenv(format->also_variable) : NULL;
	struct buf b;
	int rc;

	if (!path || !*path)
		return 0;
	buf_init(&b, REPORT_BYTES);
	rc = format->also(&b, result, how);
	if (rc < 0)
		rc = error_set(e, rc, "out of memory for the %s report", format->name);
	else
		rc = output_add(app->arena, str_from(path), buf_str(&b), e);
	buf_release(&b);
	return rc;
}

static int write_report(struct app *app, const struct sink *sink, const struct lint_result *result, struct memo *memo,
                        struct error *e)
{
	const struct options *o = app->options;
	bool terminal = sink->file.len == 0;
	struct writing w = { .error = e };
	struct error ignored;
	struct report_options how = {
		.color = terminal && output_color(o),
		.show_all = o->show == SHOW_ALL,
		.statistics = o->statistics,
		.quiet = o->quiet,
		.width = terminal ? output_width() : 0,
		.version = STR(CITECHECK_VERSION),
		.prefix = repository_prefix(app->arena, result->run.config->root),
		.flush = flush_report,
		.flush_ctx = &w,
		.flush_at = terminal && memo->file.len ? KEPT_BYTES : FLUSH_BYTES,
	};
	struct str file = terminal ? sink->file : path_join(app->arena, app->cwd, sink->file);
	struct buf b;
	int rc = output_open(app->arena, file, &w.stream, e);

	if (rc < 0)
		return rc;
	buf_init(&b, REPORT_BYTES);
	rc = sink->format->write(&b, result, &how);
	if (rc < 0 && !w.failed)
		error_set(e, rc, "out of memory for the %s report", sink->format->name);
	/* what standard error was told is not kept, so such a run is done again */
	if (rc == 0 && terminal && !w.parted && result->n_diagnostics == 0)
		memo_keep(memo, &(struct memo_output){ .out = buf_str(&b), .status = result->exit_status });
	if (rc == 0)
		rc = output_append(&w.stream, buf_str(&b), e);
	buf_release(&b);
	if (rc < 0)
		output_close(&w.stream, false, &ignored);
	else
		rc = output_close(&w.stream, true, e);
	return rc == 0 ? write_also(app, sink->format, result, &how, e) : rc;
}

static int report(struct app *app, const struct sinks *sinks, const struct lint_result *result, struct memo *memo)
{
	int status = result->exit_status;
	struct error e = { 0 };

	for (size_t i = 0; i < result->n_diagnostics; i++)
		output_complain(result->diagnostics[i]);
	for (size_t i = 0; i < sinks->n; i++)
		if (write_report(app, &sinks->v[i], result, memo, &e) < 0)
			status = output_fail(&e);
	return status;
}

/* A filter that leaves nothing to do says so. */
static void tell_nothing(struct app *app, const struct scope *scope, const struct lint_result *result)
{
	if (scope->filter && result->summary.claims == 0 && result->n_findings == 0 && result->n_diagnostics == 0)
		output_complain(str_fmt(app->arena, "nothing to check: no claim, nor what one rests on, differs from " STR_FMT,
		                        STR_ARG(scope->filter->since)));
}

/* What is reported after --fix is what was left. */
static int fix_and_repeat(struct app *app, const struct lint_options *lint, struct lint_result *result, struct error *e)
{
	size_t fixed = 0;
	int rc = fixing_write(app, result, &fixed, e);

	if (rc < 0 || fixed == 0)
		return rc;
	lint_result_release(result);
	return lint_run(app->arena, lint, result, e);
}

static int print_fixes(struct app *app, const struct lint_result *result)
{
	struct error e = { 0 };

	for (size_t i = 0; i < result->n_diagnostics; i++)
		output_complain(result->diagnostics[i]);
	if (fixing_print(app, result, repository_prefix(app->arena, result->run.config->root), &e) < 0)
		return output_fail(&e);
	return result->exit_status;
}

static int check_fixing(const struct options *o, struct error *e)
{
	bool input = false;

	for (size_t i = 0; i < o->args.n; i++)
		input = input || str_is(o->args.v[i], "-");
	if (o->fix && !o->diff && (o->staged || o->rev.len || input))
		return error_set(e, CC_EUSAGE, "--fix writes files of the working tree; what is checked here is none");
	if (o->diff && input)
		return error_set(e, CC_EUSAGE, "standard input is no file that a patch could name");
	if (o->diff && (o->staged || o->rev.len))
		return error_set(e, CC_EUSAGE, "--diff prints a patch for files of the working tree; what is checked here is none");
	if (o->with_unsafe && !o->fix && !o->diff)
		return error_set(e, CC_EUSAGE, "--unsafe says which fixes --fix and --diff take");
	return 0;
}

static int run_lint(struct app *app, struct config *config, const struct scope *scope, const struct sinks *sinks,
                    struct str now, struct memo *memo)
{
	const struct options *o = app->options;
	struct found_file *files = NULL;
	struct lint_result result = { 0 };
	struct progress progress;
	struct str *corpus = NULL;
	struct error e = { 0 };
	size_t n = 0;
	int status;
	struct lint_options lint = {
		.tree = scope->tree,
		.past = git_past(scope->past),
		.filter = scope->filter,
		.config = config,
		.stdin_fd = STDIN_FILENO,
		.cwd = app->cwd,
		.n_corpus = o->corpus.n,
		.rule_levels = o->rule_levels,
		.only = o->only,
		.jobs = (unsigned)o->jobs,
		.cache = output_open_cache(app),
		.now = now,
		.progress = progress_show,
		.progress_ctx = &progress,
	};

	config->fail_on = options_fail_on(o, config->fail_on);
	if (corpus_paths(app, &corpus, &e) < 0 || find_files(app, config, scope, &files, &n, &e) < 0) {
		cache_close(lint.cache);
		return output_fail(&e);
	}
	lint.files = files;
	lint.n_files = n;
	lint.corpus = corpus;
	progress_start(&progress);
	status = lint_run(app->arena, &lint, &result, &e);
	if (status == 0 && o->fix && !o->diff)
		status = fix_and_repeat(app, &lint, &result, &e);
	progress_end(&progress);
	if (status == 0) {
		kept_add_inputs(memo, app);
		kept_add_past(memo, app, scope->past);
		memo_add_run(memo, &lint, &result);
	}
	if (status == 0)
		tell_nothing(app, scope, &result);
	if (status < 0)
		status = output_fail(&e);
	else
		status = o->diff ? print_fixes(app, &result) : report(app, sinks, &result, memo);
	lint_result_release(&result);
	cache_close(lint.cache);
	return status;
}

static int run(struct app *app)
{
	const struct options *o = app->options;
	struct sinks sinks = { 0 };
	struct config config;
	struct memo memo = { 0 };
	struct memo_output kept;
	struct str now = { 0 };
	struct scope scope = { 0 };
	struct error e = { 0 };
	int status;

	if (choose_sinks(app, &sinks, &e) < 0 || check_fixing(o, &e) < 0 || output_now(app->arena, o->now, &now, &e) < 0)
		return output_usage(o->command, &e);
	if (scope_open(app, &scope, &e) < 0) {
		status = e.code == CC_EUSAGE ? output_usage(o->command, &e) : output_fail(&e);
		goto out;
	}
	if (!scope.repo && !scope.filter && !o->fix && !o->diff && sinks.n == 1 && sinks.v[0].file.len == 0 && !sinks.v[0].format->also_variable) {
		kept_begin(&memo, app, now, output_color(o), output_width());
		if (memo_find(&memo, &kept)) {
			status = output_write(kept.out, &e) < 0 ? output_fail(&e) : kept.status;
			goto out;
		}
	}
	if (config_load(app->arena, scope.tree, scope.folder, app->options->config, &config, &e) < 0)
		status = output_fail(&e);
	else
		status = run_lint(app, &config, &scope, &sinks, now, &memo);
out:
	scope_close(&scope);
	return status;
}

const struct command command_check = {
	.name = "check",
	.arguments = "[PATH...]",
	.summary = "check claim files against their sources",
	.details = "Reads the claim files named (files, folders, globs; - for standard input), else the configured ones, "
	           "and reports every discrepancy at the exact character.\n\n"
	           "Every claim ends as supported, discrepant or not checked. Supported means that the quoted words stand "
	           "in the source and that dates, numbers and names agree; whether they prove the claim is for a reader.\n\n"
	           "Exit status: 0 every claim was checked and nothing is at or above --fail-on; 1 discrepancies; 2 some "
	           "evidence was not decided, or citecheck could not do its work.",
	.options = OF_CHECK,
	.max_args = (size_t)-1,
	.run = run,
};

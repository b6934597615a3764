/* citecheck [check]: the pipeline from the command line to the reports. */
#include <stdlib.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/vec.h"
#include "cmd/checking.h"
#include "cmd/fixing.h"
#include "cmd/kept.h"
#include "lint/lint.h"
#include "report/report.h"

#define REPORT_BYTES MIB(4096)
#define FLUSH_BYTES KIB(64) /* of a report are written at once … */
#define KEPT_BYTES MIB(256) /* … unless it may be kept for the next run */

struct sink {
	const struct report_format *format;
	struct str file; /* empty: standard output */
};

struct sinks {
	struct sink *v;
	size_t n, cap;
	size_t whole; /* bytes of a report up to which it may be kept for the next run */
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

static int write_report(struct app *app, const struct sinks *sinks, size_t which, const struct lint_result *result,
                        struct memo *memo, struct error *e)
{
	const struct sink *sink = &sinks->v[which];
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
		.flush_at = terminal && memo->file.len ? sinks->whole : FLUSH_BYTES,
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
	if (rc == 0 && terminal && !w.parted && result->n_diagnostics == 0 && result->summary.verified_earlier == 0)
		memo_keep(memo, &(struct memo_output){ .out = address_hide_user(app->arena, buf_str(&b)), .status = result->exit_status });
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

	for (size_t i = 0; i < result->n_notices; i++)
		output_complain(result->notices[i]);
	for (size_t i = 0; i < result->n_diagnostics; i++)
		output_complain(result->diagnostics[i]);
	for (size_t i = 0; i < sinks->n; i++)
		if (write_report(app, sinks, i, result, memo, &e) < 0)
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
static int fix_and_repeat(struct checking *c, struct error *e)
{
	size_t fixed = 0;
	int rc = fixing_write(c->app, &c->result, &fixed, e);

	if (rc < 0 || fixed == 0)
		return rc;
	lint_result_release(&c->result);
	return checking_run(c, e);
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

static int run_lint(struct checking *c, struct sinks *sinks, struct memo *memo)
{
	struct app *app = c->app;
	const struct options *o = app->options;
	struct error e = { 0 };
	int rc = checking_prepare(c, true, &e);

	if (rc == 0)
		rc = checking_run(c, &e);
	if (rc == 0 && o->fix && !o->diff)
		rc = fix_and_repeat(c, &e);
	if (rc < 0)
		return output_fail(&e);
	sinks->whole = memory_left(&c->memory) / 2 < KEPT_BYTES ? memory_left(&c->memory) / 2 : KEPT_BYTES;
	kept_add_inputs(memo, c);
	kept_add_past(memo, app, c->scope.past);
	memo_add_run(memo, &c->lint, &c->result);
	tell_nothing(app, &c->scope, &c->result);
	return o->diff ? print_fixes(app, &c->result) : report(app, sinks, &c->result, memo);
}

/* Whether the output depends on nothing but the command line and files. */
static bool may_be_kept(const struct checking *c, const struct sinks *sinks)
{
	const struct options *o = c->app->options;

	return !o->online && !c->scope.repo && !c->scope.filter && !o->fix && !o->diff && o->config_from.len == 0 &&
	       o->baseline_from.len == 0 && o->lock_from.len == 0 && sinks->n == 1 && sinks->v[0].file.len == 0 && !sinks->v[0].format->also_variable;
}

static int run(struct app *app)
{
	const struct options *o = app->options;
	struct sinks sinks = { 0 };
	struct checking c = { 0 };
	struct memo memo = { 0 };
	struct memo_output kept;
	struct error e = { 0 };
	int status;

	if (choose_sinks(app, &sinks, &e) < 0 || check_fixing(o, &e) < 0)
		return output_usage(o->command, &e);
	if (checking_open(app, o->args.v, o->args.n, &c, &e) < 0) {
		status = e.code == CC_EUSAGE ? output_usage(o->command, &e) : output_fail(&e);
		goto out;
	}
	if (may_be_kept(&c, &sinks)) {
		kept_begin(&memo, app, c.now, output_color(o), output_width());
		if (memo_find(&memo, &kept)) {
			status = output_write(kept.out, &e) < 0 ? output_fail(&e) : kept.status;
			goto out;
		}
	}
	status = run_lint(&c, &sinks, &memo);
out:
	checking_close(&c);
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

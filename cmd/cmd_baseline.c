/* citecheck baseline: findings that are hidden until they are mended, in a file that people review. */
#include "base/file.h"
#include "base/limits.h"
#include "cmd/checking.h"
#include "report/report.h"

static int write_file(struct checking *c, struct str path, const struct baseline *b, struct error *e)
{
	struct buf out;
	int rc;

	buf_init(&out, LIMIT_LEDGER_BYTES);
	rc = baseline_write(&out, b);
	rc = rc < 0 ? error_set(e, CC_ELIMIT, "the baseline is too large") : output_file(c->app->arena, path, buf_str(&out), e);
	buf_release(&out);
	return rc;
}

static int say(struct str text, struct error *e)
{
	return text.ptr ? output_write(text, e) : error_memory(e);
}

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

/* What could not be checked is in no baseline, and the exit status says so. */
static int status_of(struct checking *c)
{
	const struct lint_result *r = &c->result;

	for (size_t i = 0; i < r->n_diagnostics; i++)
		output_complain(r->diagnostics[i]);
	if (r->summary.unchecked)
		output_complain(str_fmt(c->app->arena, "%zu %s not checked: why is no part of a baseline", r->summary.unchecked,
		                        plural(r->summary.unchecked, "claim was", "claims were")));
	return r->n_diagnostics || r->summary.unchecked ? EXIT_TROUBLE : EXIT_CLEAN;
}

static int create(struct checking *c, struct error *e)
{
	const struct options *o = c->app->options;
	bool named = c->baseline_path.len > 0;
	struct str path = named ? c->baseline_path : path_join(c->app->arena, c->config.root, STR(BASELINE_FILE));
	struct str shown = path_relative(c->app->arena, c->config.root, path);
	struct baseline made;
	int rc;

	if (!(path = str_copy(c->app->arena, path)).ptr)
		return error_memory(e);
	if (tree_look(NULL, c->app->arena, path) != TREE_NONE && !o->baseline_grow)
		return error_set(e, CC_EUSAGE, "'" STR_FMT "' is there already: `citecheck baseline prune` drops what was mended, "
		                 "--baseline-grow makes it anew", STR_ARG(shown));
	if ((rc = checking_run(c, e)) < 0)
		return rc;
	if (c->result.n_diagnostics)
		return status_of(c);
	if ((rc = baseline_make(c->app->arena, &c->result, &made, e)) < 0 || (rc = write_file(c, path, &made, e)) < 0)
		return rc;
	rc = say(str_fmt(c->app->arena, "wrote " STR_FMT ": %zu %s\n", STR_ARG(shown), made.n,
	                    plural(made.n, "finding", "findings")), e);
	if (rc == 0 && !named)
		rc = say(str_fmt(c->app->arena, "add `baseline: " STR_FMT "` to citecheck.yaml, or check with --baseline\n",
		                    STR_ARG(shown)), e);
	return rc < 0 ? rc : status_of(c);
}

/* Entries of an older file get what the claim says. */
static int keep(struct checking *c, struct baseline *kept, size_t *completed, struct error *e)
{
	kept->n = 0;
	kept->entries = arena_array(c->app->arena, struct baseline_entry, c->baseline.n + 1);
	if (!kept->entries)
		return error_memory(e);
	for (size_t i = 0; i < c->baseline.n; i++) {
		struct baseline_entry *entry = &kept->entries[kept->n];
		if (c->baseline.entries[i].use == BASELINE_STALE)
			continue;
		*entry = c->baseline.entries[i];
		if (entry->use == BASELINE_HIDES && entry->said.len == 0 && entry->said_now.len > 0) {
			entry->said = entry->said_now;
			(*completed)++;
		}
		kept->n++;
	}
	return 0;
}

static int prune(struct checking *c, struct error *e)
{
	struct baseline kept = { 0 };
	size_t dropped, completed = 0;
	int rc = checking_run(c, e);

	if (rc < 0 || (rc = keep(c, &kept, &completed, e)) < 0)
		return rc;
	dropped = c->baseline.n - kept.n;
	if (dropped + completed > 0 && (rc = write_file(c, c->baseline_path, &kept, e)) < 0)
		return rc;
	rc = say(str_fmt(c->app->arena, "dropped %zu of %zu %s\n", dropped, c->baseline.n,
	                    plural(c->baseline.n, "entry", "entries")), e);
	return rc < 0 ? rc : status_of(c);
}

/* The report of what the baseline hides, as if it were all that was found. */
static int show(struct checking *c, struct error *e)
{
	struct report_options how = { .version = STR(CITECHECK_VERSION), .quiet = true };
	struct lint_result hidden;
	size_t stale = 0;
	struct buf b;
	int rc = checking_run(c, e);

	if (rc < 0)
		return rc;
	hidden = c->result;
	hidden.n_findings = 0;
	hidden.findings = arena_array(c->app->arena, struct finding, c->result.n_suppressed + 1);
	if (!hidden.findings)
		return error_memory(e);
	for (size_t i = 0; i < c->result.n_suppressed; i++)
		if (c->result.suppressed[i].baselined)
			hidden.findings[hidden.n_findings++] = c->result.suppressed[i];
	for (size_t i = 0; i < c->baseline.n; i++)
		stale += c->baseline.entries[i].use == BASELINE_STALE;
	buf_init(&b, MIB(4096));
	rc = report_format_concise.write(&b, &hidden, &how);
	buf_addf(&b, "%zu %s, %zu %s, %zu stale\n", c->baseline.n, plural(c->baseline.n, "entry", "entries"),
	         hidden.n_findings, plural(hidden.n_findings, "finding", "findings"), stale);
	rc = rc < 0 || b.failed ? error_memory(e) : output_write(buf_str(&b), e);
	buf_release(&b);
	return rc < 0 ? rc : status_of(c);
}

static const struct act {
	const char *word;
	bool reads; /* the baseline that is there */
	int (*act)(struct checking *c, struct error *e);
} acts[] = { { "create", false, create }, { "prune", true, prune }, { "show", true, show } };

static int act(struct app *app, const struct act *what)
{
	struct checking c;
	struct error e = { 0 };
	int rc = checking_open(app, NULL, 0, &c, &e);

	c.usual_baseline = what->reads;
	if (rc == 0)
		rc = checking_prepare(&c, what->reads, &e);
	if (rc == 0 && what->reads && c.baseline_path.len == 0)
		rc = error_set(&e, CC_EUSAGE, "no baseline is named, and there is no '" BASELINE_FILE "': --baseline FILE, or `baseline:` in citecheck.yaml");
	if (rc == 0)
		rc = what->act(&c, &e);
	checking_close(&c);
	return rc < 0 ? output_fail(&e) : rc;
}

static int run(struct app *app)
{
	struct str word = app->options->args.v[0];
	struct error e = { 0 };

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (str_is(word, acts[i].word))
			return act(app, &acts[i]);
	error_set(&e, CC_EUSAGE, "baseline takes create, prune or show, not '" STR_FMT "'", STR_ARG(word));
	return output_usage(app->options->command, &e);
}

const struct command command_baseline = {
	.name = "baseline",
	.arguments = "create|prune|show",
	.summary = "findings that are hidden until they are mended, so that a project can start where it is",
	.details = "create checks everything and writes what it finds into the file that --baseline or the configuration's "
	           "`baseline:` names (else " BASELINE_FILE " beside the configuration), a line for each finding. From then on a "
	           "check hides those and reports what is new. An entry is known by the words that it is about, so that moved "
	           "lines and reordered files keep it; one that hides nothing any more is ignore-unused.\n\n"
	           "prune drops what was mended. show lists what is hidden, and where it stands now. "
	           "Where no baseline is named, both take " BASELINE_FILE " if it is there.\n\n"
	           "A baseline hides findings; it never changes whether a claim counts as supported, discrepant or not checked. "
	           "In a pull request --baseline-from REF keeps a change from adding entries.",
	.options = OF_BASELINE,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};

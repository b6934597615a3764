/* The pipeline: read claim files, open the corpus, match quotes, ask the rules, judge. */
#include "lint/lint.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "lint/date_facts.h"
#include "lint/evidence.h"
#include "lint/filter.h"
#include "lint/history.h"
#include "lint/lock.h"
#include "lint/name_sources.h"
#include "lint/online.h"
#include "lint/reading.h"
#include "lint/reporter.h"

/* A bibliography that one claim file names and that can't be had is a finding there: the other files go on. */
static int add_bibliography(struct run *run, const struct claim_file *f, const struct field *named, struct error *e)
{
	struct source_problem p = { .file = f->file, .place = named->place, .fatal = true };
	struct str beside = path_join(run->arena, path_folder(f->file->path), named->value);
	struct error why, other;
	int rc = corpus_add_bibliography(run->corpus, beside, &why);

	/* Pandoc looks in the working directory too; what stood beside the file and can't be read says more */
	if (rc < 0 && rc != CC_ENOMEM && corpus_add_bibliography(run->corpus, named->value, &other) == 0)
		return 0;
	if (rc == 0)
		return 0;
	if (rc == CC_ENOENT)
		p.message = str_fmt(run->arena, "no bibliography '" STR_FMT "'", STR_ARG(named->value));
	else if (rc != CC_ENOMEM)
		p.message = str_copy(run->arena, str_from(why.text));
	if (!p.message.ptr)
		return error_memory(e);
	return corpus_add_problem(run->corpus, &p, e);
}

static int open_corpus(struct run *run, const struct lint_options *options, struct selection *selection, struct error *e)
{
	const struct config *c = options->config;
	bool named = options->n_corpus > 0;
	struct corpus_options co = {
		.heads = filter_heads(selection),
		.cache = options->cache,
		.budget = options->memory,
		.tree = options->tree,
		.past = options->past,
		.root = c->root,
		.paths = named ? options->corpus : c->corpus,
		.n_paths = named ? options->n_corpus : c->n_corpus,
		.paths_named = named,
		/* a folder that holds nothing but sources which are not here need not be there */
		.optional = !named && (!c->corpus_given || options->lock),
		.digest = options->locking,
		.exclude = c->exclude,
		.n_exclude = c->n_exclude,
		.jobs = parallel_jobs(options->jobs),
	};
	int rc = corpus_open(&run->corpus, &co, e);

	for (size_t i = 0; rc == 0 && i < run->n_files; i++) {
		const struct claim_file *f = &run->files[i];

		if (f->references.end > f->references.start)
			rc = corpus_add_references(run->corpus, f->file, f->references, e);
		for (size_t k = 0; rc == 0 && k < f->n_bibliographies; k++)
			rc = add_bibliography(run, f, &f->bibliographies[k], e);
	}
	return rc;
}

static int diagnose(struct arena *a, struct lint_result *out, struct str text)
{
	struct str *more = arena_array(a, struct str, out->n_diagnostics + 1);

	if (!more || !text.ptr)
		return CC_ENOMEM;
	for (size_t i = 0; i < out->n_diagnostics; i++)
		more[i] = out->diagnostics[i];
	more[out->n_diagnostics] = text;
	out->diagnostics = more;
	out->n_diagnostics++;
	return 0;
}

static int diagnose_at(struct arena *a, struct lint_result *out, const struct file *f, size_t at, struct str message)
{
	struct line_column p = { 1, 1 };

	if (f->lines)
		p = file_position(f, at);
	return diagnose(a, out, str_fmt(a, STR_FMT ":%zu:%zu: " STR_FMT, STR_ARG(f->path), p.line, p.column, STR_ARG(message)));
}

/* What standard error is told: files that could not be parsed, bibliographies that could not be read. Where no rule
 * reports it, also each entry that could not be read. */
static int collect_broken(struct run *run, const struct lint_options *options, bool entries, struct lint_result *out)
{
	const struct source_problem *problems;
	size_t n = corpus_problems(run->corpus, &problems);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < run->n_files; i++) {
		const struct claim_file *f = &run->files[i];
		if (f->broken && f->n_problems && filter_file_changed(options, f->file->path))
			rc = diagnose_at(run->arena, out, f->file, f->problems[0].place.start, f->problems[0].message);
	}
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (problems[i].fatal || entries)
			rc = diagnose_at(run->arena, out, problems[i].file, problems[i].place.start, problems[i].message);
	return rc;
}

/* And that there is nothing to do. */
static int collect_diagnostics(struct run *run, const struct lint_options *options, struct lint_result *out)
{
	int rc = collect_broken(run, options, false, out);

	if (rc == 0 && run->n_claims == 0 && out->n_diagnostics == 0 && !options->filter)
		rc = diagnose(run->arena, out,
		              STR("no claim found: name a claim file or a folder of them, or set `claims:` in citecheck.yaml "
		                  "(`citecheck init` makes an example)"));
	return rc;
}

static int run_rules(struct run *run, const struct lint_options *options, struct lint_result *out, struct error *e)
{
	struct reporter r = { .arena = run->arena, .run = run, .options = options };

	if (reporter_ask_rules(&r) < 0 || suppress(&r, run) < 0 || filter_apply(&r, run) < 0 ||
	    collect_diagnostics(run, options, out) < 0)
		return error_memory(e);
	return judge(&r, out, e);
}

static int start_workers(struct arena *a, struct lint_result *out, unsigned jobs, struct memory *memory,
                         struct error *e)
{
	if (memory)
		arena_count_in(a, &memory->kept);
	out->workers = arena_array(a, struct arena, jobs);
	if (!out->workers)
		return error_memory(e);
	for (unsigned i = 0; i < jobs; i++)
		arena_init(&out->workers[i]);
	for (unsigned i = 0; memory && i < jobs; i++)
		arena_count_in(&out->workers[i], &memory->kept);
	out->n_workers = jobs;
	return 0;
}

/* Of a run that looks at changes the files that hold its claims are told, not all that were read. */
static void count_selected_files(const struct run *run, struct lint_summary *s)
{
	size_t last = SIZE_MAX;

	s->files = s->skipped_files = 0;
	for (size_t i = 0; i < run->n_claims; i++) {
		s->files += run->claims[i].file != last;
		last = run->claims[i].file;
	}
}

/* Claims, corpus, and what cites what. */
static int read_input(struct arena *a, const struct lint_options *options, struct lint_result *out, unsigned jobs,
                      struct error *e)
{
	struct run *run = &out->run;
	struct selection *selection = NULL;
	struct reading reading;
	int rc;

	*out = (struct lint_result){ .notices = options->notices, .n_notices = options->n_notices };
	*run = (struct run){ .arena = a, .config = options->config, .now = options->now };
	rc = start_workers(a, out, jobs, options->memory, e);
	if (rc == 0)
		rc = reading_start(&reading, run, options, out->workers, jobs, e);
	if (rc == 0)
		rc = filter_start(&selection, &reading, e);
	if (rc == 0)
		rc = reading_go_on(&reading, e);
	if (rc == 0)
		rc = reading_settle(&reading, &out->summary.skipped_files, e);
	if (rc == 0)
		rc = open_corpus(run, options, selection, e);
	if (rc == 0)
		rc = filter_select(selection, e);
	filter_close(selection);
	return rc == 0 ? evidence_resolve(run, e) : rc;
}

int lint_read(struct arena *a, const struct lint_options *options, struct lint_result *out, struct error *e)
{
	int rc = read_input(a, options, out, parallel_jobs(options->jobs), e);

	if (rc == 0 && collect_broken(&out->run, options, true, out) < 0)
		rc = error_memory(e);
	return rc;
}

int lint_run(struct arena *a, const struct lint_options *options, struct lint_result *out, struct error *e)
{
	unsigned jobs = parallel_jobs(options->jobs);
	struct run *run = &out->run;
	int rc = read_input(a, options, out, jobs, e);

	if (rc == 0)
		rc = evidence_match(run, options, out->workers, jobs, e);
	if (rc == 0)
		rc = lock_apply(run, options, e);
	if (rc == 0)
		rc = online_facts_build(run, options, e);
	if (rc == 0)
		rc = history_facts_build(run, options, e);
	if (rc == 0)
		rc = name_sources_build(run, a, e);
	if (rc == 0)
		rc = date_facts_build(run, out->workers, jobs, e);
	if (rc == 0)
		rc = run_rules(run, options, out, e);
	if (rc == 0 && memory_left(options->memory) == 0)
		rc = error_set(e, CC_ENOMEM, "claims and findings take more than the %zu MiB of memory that are allowed; give more with --memory, or "
		               "check fewer files at once", options->memory->bound >> 20);
	if (rc < 0 && run->corpus)
		corpus_refused(run->corpus, e);
	out->summary.files = options->n_files;
	if (options->filter && rc == 0)
		count_selected_files(run, &out->summary);
	for (size_t i = 0; i < run->n_files; i++)
		out->summary.files_with_claims += run->files[i].n_claims > 0;
	return rc;
}

void lint_result_release(struct lint_result *r)
{
	if (r->run.corpus)
		corpus_close(r->run.corpus);
	for (size_t i = 0; i < r->n_workers; i++)
		arena_release(&r->workers[i]);
	if (r->run.arena)
		arena_count_in(r->run.arena, NULL);
	*r = (struct lint_result){ 0 };
}

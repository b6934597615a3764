/* The pipeline: read claim files, open the corpus, match quotes, ask the rules, judge. */
#include "lint/lint.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/parallel.h"
#include "lint/date_facts.h"
#include "lint/evidence.h"
#include "lint/filter.h"
#include "lint/history.h"
#include "lint/reporter.h"

struct reading {
	const struct lint_options *options;
	struct arena *workers;
	struct claim_file *files;
};

static int add_problem(struct arena *a, struct claim_file *cf, size_t at, const char *message)
{
	struct problem *p = arena_new(a, struct problem);

	if (!p)
		return CC_ENOMEM;
	*p = (struct problem){ .place = { at, at }, .claim = SIZE_MAX, .message = str_copy(a, str_from(message)) };
	cf->problems = p;
	cf->n_problems = 1;
	cf->broken = true;
	return p->message.ptr ? 0 : CC_ENOMEM;
}

static int read_bytes(struct arena *a, const struct lint_options *options, const struct found_file *found,
                      struct str *out, struct error *e)
{
	if (found->refused.len)
		return error_set(e, CC_EPATH, STR_FMT, STR_ARG(found->refused));
	if (found->standard_input)
		return file_read_fd(a, options->stdin_fd, LIMIT_CLAIM_FILE_BYTES, out, e);
	return tree_read(options->tree, a, found->full_path, LIMIT_CLAIM_FILE_BYTES, out, e);
}

/* A file that can't be read is kept, with the reason as its problem: nothing is lost. */
static int read_claim_file(void *ctx, unsigned worker, size_t i)
{
	struct reading *r = ctx;
	struct arena *a = &r->workers[worker];
	const struct found_file *found = &r->options->files[i];
	struct claim_options how = { .require_quotes = r->options->config->require_quotes };
	struct file *f = arena_new(a, struct file);
	struct claim_file *cf = &r->files[i];
	struct str bytes = { 0 };
	struct error e = { 0 };
	int rc;

	if (!f)
		return CC_ENOMEM;
	f->path = found->path;
	cf->file = f;
	rc = read_bytes(a, r->options, found, &bytes, &e);
	if (rc == 0)
		rc = text_decode(a, bytes, false, &f->text, &f->converted, &e);
	if (rc == CC_ENOMEM)
		return rc;
	if (rc < 0 && e.code == CC_ECODING && e.offset != ERROR_NO_OFFSET && !f->converted)
		f->text = str_slice(bytes, 0, e.offset); /* so that line and column are those of the bad byte */
	if (file_index_lines(a, f, NULL) < 0)
		return CC_ENOMEM;
	if (rc < 0)
		return add_problem(a, cf, f->text.len, e.text);
	rc = claim_file_parse(a, f, &how, cf, &e);
	if (rc < 0 && rc != CC_ENOMEM)
		return add_problem(a, cf, 0, e.text);
	cf->file = f;
	return rc;
}

static int read_claim_files(struct run *run, const struct lint_options *options, struct arena *workers, unsigned jobs,
                            struct lint_result *out, struct error *e)
{
	struct reading r = { .options = options, .workers = workers };
	size_t kept = 0;

	r.files = arena_array(run->arena, struct claim_file, options->n_files + 1);
	if (!r.files || parallel_for(jobs, options->n_files, read_claim_file, &r) < 0)
		return error_memory(e);
	for (size_t i = 0; i < options->n_files; i++) {
		struct claim_file *cf = &r.files[i];
		bool empty = cf->n_claims == 0 && !cf->broken;

		/* a file of events or references alone is no claim file but speaks for the others */
		if (empty && !options->files[i].named && cf->n_problems == 0 && cf->n_events == 0 &&
		    cf->references.end == cf->references.start && cf->n_bibliographies == 0) {
			out->summary.skipped_files++;
			continue;
		}
		if (empty && options->files[i].named && cf->n_problems == 0 && cf->n_events == 0) {
			if (add_problem(run->arena, cf, 0, "the file holds no claims") < 0)
				return error_memory(e);
			cf->broken = false;
		}
		r.files[kept++] = *cf;
	}
	run->files = r.files;
	run->n_files = kept;
	return 0;
}

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

static int open_corpus(struct run *run, const struct lint_options *options, struct error *e)
{
	const struct config *c = options->config;
	bool named = options->n_corpus > 0;
	struct corpus_options co = {
		.tree = options->tree,
		.past = options->past,
		.root = c->root,
		.paths = named ? options->corpus : c->corpus,
		.n_paths = named ? options->n_corpus : c->n_corpus,
		.paths_named = named,
		.optional = !named && !c->corpus_given,
		.exclude = c->exclude,
		.n_exclude = c->n_exclude,
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

static int list_claims(struct run *run, struct error *e)
{
	size_t n = 0;

	for (size_t i = 0; i < run->n_files; i++)
		n += run->files[i].n_claims;
	run->claims = arena_array(run->arena, struct claim_facts, n + 1);
	if (!run->claims)
		return error_memory(e);
	for (size_t i = 0; i < run->n_files; i++)
		for (size_t k = 0; k < run->files[i].n_claims; k++) {
			struct claim_facts *c = &run->claims[run->n_claims];
			c->claim = &run->files[i].claims[k];
			c->file = i;
			c->index = k;
			if (map_put(run->arena, &run->ids, c->claim->id, run->n_claims, NULL) < 0)
				return error_memory(e);
			run->n_claims++;
		}
	return 0;
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

/* What standard error is told: files that could not be parsed, bibliographies that could not be read, nothing to do. */
static int collect_diagnostics(struct run *run, const struct lint_options *options, struct lint_result *out)
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
		if (problems[i].fatal)
			rc = diagnose_at(run->arena, out, problems[i].file, problems[i].place.start, problems[i].message);
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

static int start_workers(struct arena *a, struct lint_result *out, unsigned jobs, struct error *e)
{
	out->workers = arena_array(a, struct arena, jobs);
	if (!out->workers)
		return error_memory(e);
	for (unsigned i = 0; i < jobs; i++)
		arena_init(&out->workers[i]);
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

int lint_run(struct arena *a, const struct lint_options *options, struct lint_result *out, struct error *e)
{
	unsigned jobs = parallel_jobs(options->jobs);
	struct run *run = &out->run;
	int rc;

	*out = (struct lint_result){ .notices = options->notices, .n_notices = options->n_notices };
	*run = (struct run){ .arena = a, .config = options->config, .now = options->now };
	rc = start_workers(a, out, jobs, e);
	if (rc == 0)
		rc = read_claim_files(run, options, out->workers, jobs, out, e);
	if (rc == 0)
		rc = open_corpus(run, options, e);
	if (rc == 0)
		rc = list_claims(run, e);
	if (rc == 0)
		rc = filter_select(run, options, e);
	if (rc == 0)
		rc = evidence_resolve(run, e);
	if (rc == 0)
		rc = evidence_match(run, options, out->workers, jobs, e);
	if (rc == 0)
		rc = history_facts_build(run, options, e);
	if (rc == 0)
		rc = date_facts_build(run, out->workers, jobs, e);
	if (rc == 0)
		rc = run_rules(run, options, out, e);
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
	*r = (struct lint_result){ 0 };
}

#include "lint/reading.h"

#include "base/limits.h"
#include "base/parallel.h"

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

static int read_claim_file(void *ctx, unsigned worker, size_t i)
{
	struct reading *r = ctx;
	struct arena *a = &r->workers[worker];
	const struct found_file *found = &r->options->files[i];
	struct claim_options how = { .require_quotes = r->options->config->require_quotes };
	struct claim_file *cf = &r->files[i];
	struct str bytes = { 0 };
	struct error e = { 0 };
	struct file *f;
	int rc;

	if (!r->wanted[i] || r->read[i])
		return 0;
	f = arena_new(a, struct file);
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

int reading_start(struct reading *r, struct run *run, const struct lint_options *options, struct arena *workers,
                  unsigned jobs, struct error *e)
{
	*r = (struct reading){ .options = options, .run = run, .workers = workers, .jobs = jobs };
	r->files = arena_array(run->arena, struct claim_file, options->n_files + 1);
	r->wanted = arena_array(run->arena, bool, options->n_files + 1);
	r->read = arena_array(run->arena, bool, options->n_files + 1);
	r->empty = arena_array(run->arena, bool, options->n_files + 1);
	r->found = arena_array(run->arena, size_t, options->n_files + 1);
	return r->files && r->wanted && r->read && r->empty && r->found ? 0 : error_memory(e);
}

/* A file of events or references alone is no claim file but speaks for the others. */
static int look_at(struct reading *r, size_t i)
{
	struct claim_file *cf = &r->files[i];
	bool named = r->options->files[i].named, none = cf->n_claims == 0 && cf->n_problems == 0 && cf->n_events == 0;
	int rc = 0;

	r->read[i] = true;
	r->empty[i] = none && !cf->broken && !named && cf->references.end == cf->references.start && cf->n_bibliographies == 0;
	if (none && !cf->broken && named) {
		rc = add_problem(r->run->arena, cf, 0, "the file holds no claims");
		cf->broken = false;
	}
	return rc;
}

int reading_go_on(struct reading *r, struct error *e)
{
	if (parallel_for(r->jobs, r->options->n_files, read_claim_file, r) < 0)
		return error_memory(e);
	for (size_t i = 0; i < r->options->n_files; i++)
		if (r->wanted[i] && !r->read[i] && look_at(r, i) < 0)
			return error_memory(e);
	return 0;
}

static int list_claims(struct run *run, struct error *e)
{
	size_t n = 0;

	for (size_t i = 0; i < run->n_files; i++)
		n += run->files[i].n_claims;
	run->claims = arena_array(run->arena, struct claim_facts, n + 1);
	run->n_claims = 0;
	run->ids = (struct map){ 0 };
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

int reading_settle(struct reading *r, size_t *skipped, struct error *e)
{
	struct run *run = r->run;

	run->files = arena_array(run->arena, struct claim_file, r->options->n_files + 1);
	if (!run->files)
		return error_memory(e);
	run->n_files = *skipped = 0;
	for (size_t i = 0; i < r->options->n_files; i++) {
		if (r->read[i] && r->empty[i])
			++*skipped;
		else if (r->read[i]) {
			r->found[run->n_files] = i;
			run->files[run->n_files++] = r->files[i];
		}
	}
	return list_claims(run, e);
}

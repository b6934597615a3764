#include "base/limits.h"
#include "base/parallel.h"
#include "lint/selection.h"

/* Outlines of the files that were read: of those that changed for their prints, of others for the next run. */
int selection_outline_files(struct selection *s)
{
	const struct lint_options *options = s->options;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < options->n_files; i++) {
		const struct found_file *f = &options->files[i];
		bool changed = selection_has_changed(s, f->path), known;
		struct tree_identity content;
		struct outline *made;

		known = selection_identify(s, f, changed, &content);
		if (!s->reading->read[i] || s->outline[i] || (!changed && !known))
			continue;
		made = arena_new(s->arena, struct outline);
		if (!made || outline_of(s->arena, &s->reading->files[i], made) < 0)
			return CC_ENOMEM;
		s->outline[i] = made;
		/* a file that could not be read has none to remember */
		if (known && !s->reading->files[i].broken)
			rc = outlines_add(s->outlines, &content, f->full_path, made);
	}
	return rc;
}

/* A claim file as it was; one that can't be read or parsed held nothing. */
static int read_old(void *ctx, unsigned worker, size_t i)
{
	struct selection *s = ctx;
	struct old_file *old = &s->old[i];
	struct arena *a = &s->reading->workers[worker];
	struct claim_options how = { .require_quotes = s->options->config->require_quotes };
	struct file *f = arena_new(a, struct file);
	struct error why = { 0 };
	struct str bytes;
	int rc;

	if (old->outline)
		return 0;
	if (!f)
		return CC_ENOMEM;
	f->path = path_relative(a, s->options->config->root, old->full);
	rc = tree_read(s->options->filter->old, a, old->full, LIMIT_CLAIM_FILE_BYTES, &bytes, &why);
	if (rc == CC_EGIT) { /* an object that is missing is no file that was empty */
		old->trouble = why;
		return rc;
	}
	if (rc == 0)
		rc = text_decode(a, bytes, false, &f->text, &f->converted, &why);
	if (rc == 0)
		rc = file_index_lines(a, f, &why);
	if (rc == 0)
		rc = claim_file_parse(a, f, &how, &old->file, &why);
	old->parsed = rc == 0;
	old->file.file = f;
	if (rc == CC_ENOMEM || outline_of(a, &old->file, &old->made) < 0)
		return CC_ENOMEM;
	return 0;
}

static int list_old_files(struct selection *s)
{
	const struct path_set *changed = &s->options->filter->changed;

	s->old = arena_array(s->arena, struct old_file, changed->n + 1);
	if (!s->old)
		return CC_ENOMEM;
	for (size_t i = 0; i < changed->n; i++) {
		struct old_file *old = &s->old[s->n_old];

		if (!claim_format_for(changed->v[i]))
			continue;
		old->full = changed->v[i];
		old->identified = tree_identify(s->options->filter->old, old->full, &old->content);
		if (old->identified)
			old->outline = outlines_find(s->outlines, &old->content, old->full);
		/* records are no part of an outline */
		if (old->outline && (old->outline->flags & OUTLINE_REFERENCES))
			old->outline = NULL;
		s->n_old++;
	}
	return 0;
}

static int take_old_file(struct selection *s, struct old_file *old)
{
	struct span references = old->file.references;
	int rc = 0;

	if (!old->outline) {
		old->outline = &old->made;
		if (old->parsed && old->identified && !old->file.broken)
			rc = outlines_add(s->outlines, &old->content, old->full, &old->made);
		if (rc == 0 && references.end > references.start && s->old_corpus &&
		    corpus_add_references(s->old_corpus, old->file.file, references, NULL) == CC_ENOMEM)
			rc = CC_ENOMEM;
	}
	for (size_t i = 0; rc == 0 && i < old->outline->n_prints; i++)
		rc = names_add_hash(s->arena, &s->before, old->outline->prints[i].hash);
	return rc;
}

int selection_take_old(struct selection *s, struct error *e)
{
	int rc = list_old_files(s);

	if (rc == 0)
		rc = parallel_for(s->reading->jobs, s->n_old, read_old, s);
	for (size_t i = 0; rc == CC_EGIT && i < s->n_old; i++)
		if (s->old[i].trouble.code == CC_EGIT) {
			*e = s->old[i].trouble;
			return rc;
		}
	for (size_t i = 0; rc == 0 && i < s->n_old; i++)
		rc = take_old_file(s, &s->old[i]);
	return rc < 0 ? error_memory(e) : 0;
}

/* A copy of a claim is a second one: a print is as it was only when it stands no more often. */
static bool is_new(const struct selection *s, uint64_t print)
{
	return names_times(&s->now, print) > names_times(&s->before, print);
}

static int count_prints(struct selection *s)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->options->n_files; i++) {
		const struct outline *x = s->outline[i];

		if (!x || !selection_has_changed(s, s->options->files[i].path))
			continue;
		for (size_t k = 0; rc == 0 && k < x->n_prints; k++)
			rc = names_add_hash(s->arena, &s->now, x->prints[k].hash);
	}
	return rc;
}

/* What is touched: claims and events of changed files whose print is new, or gone. */
int selection_find_touched(struct selection *s)
{
	int rc = count_prints(s);

	for (size_t i = 0; rc == 0 && i < s->options->n_files; i++) {
		const struct outline *x = s->outline[i];

		if (!x || !selection_has_changed(s, s->options->files[i].path))
			continue;
		for (size_t k = 0; rc == 0 && k < x->n_prints; k++)
			if (is_new(s, x->prints[k].hash))
				rc = names_add_hash(s->arena, &s->touched, x->prints[k].id);
	}
	for (size_t i = 0; rc == 0 && i < s->n_old; i++)
		for (size_t k = 0; rc == 0 && k < s->old[i].outline->n_prints; k++) {
			const struct print *p = &s->old[i].outline->prints[k];
			if (names_times(&s->before, p->hash) > names_times(&s->now, p->hash))
				rc = names_add_hash(s->arena, &s->touched, p->id);
		}
	return rc;
}

/* Selects claims of changed files whose print is new. */
int selection_take_changed(struct selection *s)
{
	struct run *run = s->run;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < run->n_claims; i++) {
		struct claim_facts *c = &run->claims[i];
		size_t found = s->reading->found[c->file];
		const struct outline *x = s->outline[found];

		c->selected = x && selection_has_changed(s, run->files[c->file].file->path) &&
		              is_new(s, x->prints[c->index].hash);
		if (!c->selected)
			continue;
		rc = names_add_fields(s->arena, &s->wanted, c->claim->after, c->claim->n_after);
		if (rc == 0)
			rc = names_add_fields(s->arena, &s->wanted, c->claim->before, c->claim->n_before);
	}
	return rc;
}

/* What a run about changes reports, after the rules. */
#include "lint/filter.h"

struct aftermath {
	struct reporter *r;
	struct run *run;
	struct path_set paths; /* findings about no claim: what selected claims cite */
	struct map files;      /* path -> run.files */
	size_t *first;         /* claim of each file, in run.claims */
};

static int find_paths(struct aftermath *m)
{
	struct arena *a = m->r->arena;
	struct run *run = m->run;

	m->first = arena_array(a, size_t, run->n_files + 1);
	if (!m->first)
		return CC_ENOMEM;
	for (size_t i = 0; i < run->n_files; i++) {
		m->first[i + 1] = m->first[i] + run->files[i].n_claims;
		if (map_put(a, &m->files, run->files[i].file->path, i, NULL) < 0)
			return CC_ENOMEM;
	}
	for (size_t i = 0; i < run->n_claims; i++) {
		const struct claim_facts *c = &run->claims[i];

		for (size_t k = 0; c->selected && k < c->n_evidence; k++) {
			const struct source *source;

			if (c->evidence[k].source == SIZE_MAX)
				continue;
			source = corpus_source(run->corpus, c->evidence[k].source);
			if (path_set_add(a, &m->paths, source->path) < 0 || path_set_add(a, &m->paths, source->id) < 0)
				return CC_ENOMEM;
		}
	}
	return 0;
}

/* Whether the place lies in a selected claim. */
static bool in_selected(const struct aftermath *m, const struct place *p)
{
	size_t i = map_get(&m->files, p->path), c;

	if (i == MAP_NONE)
		return false;
	c = filter_first_claim(&m->run->files[i], p->bytes.start);
	return c < m->run->files[i].n_claims && m->run->files[i].claims[c].place.start <= p->bytes.start &&
	       m->run->claims[m->first[i] + c].selected;
}

static bool about_change(const struct aftermath *m, const struct finding *f)
{
	if (f->claim_index != SIZE_MAX && m->run->claims[f->claim_index].selected)
		return true;
	/* a record's finding points at its id, or at the file itself */
	if (f->claim_index == SIZE_MAX &&
	    (filter_file_changed(m->r->options, f->at.path) || path_set_has(&m->paths, f->at.path) ||
	     (f->file_index == SIZE_MAX && path_set_has(&m->paths, str_span(f->at.excerpt, f->at.mark)))))
		return true;
	/* two claims contradict each other, and the other one changed */
	for (size_t i = 0; i < f->n_related; i++)
		if (in_selected(m, &f->related[i].place))
			return true;
	return false;
}

/* The run's claims are the selected ones from here on. */
static int drop_claims(struct aftermath *m)
{
	struct run *run = m->run;
	size_t *moved = arena_array(m->r->arena, size_t, run->n_claims + 1), kept = 0;

	if (!moved)
		return CC_ENOMEM;
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		run->sources[i].cited = false;
	for (size_t i = 0; i < run->n_claims; i++) {
		moved[i] = kept;
		if (!run->claims[i].selected)
			continue;
		for (size_t k = 0; k < run->claims[i].n_evidence; k++)
			if (run->claims[i].evidence[k].source != SIZE_MAX)
				run->sources[run->claims[i].evidence[k].source].cited = true;
		run->claims[kept++] = run->claims[i];
	}
	run->n_claims = kept;
	for (size_t i = 0; i < m->r->findings.n; i++) {
		struct finding *f = &m->r->findings.v[i];
		if (f->claim_index != SIZE_MAX)
			f->claim_index = moved[f->claim_index];
	}
	return 0;
}

int filter_apply(struct reporter *r, struct run *run)
{
	struct aftermath m = { .r = r, .run = run };
	size_t n = 0;

	if (!r->options->filter)
		return 0;
	if (find_paths(&m) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; i < r->findings.n; i++)
		if (about_change(&m, &r->findings.v[i]))
			r->findings.v[n++] = r->findings.v[i];
	r->findings.n = n;
	/* a claim that a finding which is kept is about is one of the run's */
	for (size_t i = 0; i < n; i++)
		if (r->findings.v[i].claim_index != SIZE_MAX)
			run->claims[r->findings.v[i].claim_index].selected = true;
	return drop_claims(&m);
}

#include "lint/filter.h"

#include <string.h>

#include "base/limits.h"

/* What a claim or an event is, as a number: equal before and after means unchanged. */
struct print {
	struct str id;
	uint64_t hash;
};

struct prints {
	struct print *v;
	size_t n, cap;
	struct map set; /* of hashes, as eight bytes */
};

struct selection {
	struct arena *arena;
	struct run *run;
	const struct lint_options *options;
	struct prints old, new;         /* of changed files: claims and events */
	struct map touched;             /* ids of claims and events that changed, came or went */
	struct map wanted;              /* ids that changed claims are ordered against */
	struct corpus *old_corpus;      /* records of changed bibliographies, as they were */
	bool *sources;                  /* by source: it or its record changed */
	struct map lost;                /* ids of sources that went */
	struct error trouble;           /* CC_EGIT */
};

static struct str full_path(struct selection *s, struct str shown)
{
	return path_join(s->arena, s->options->config->root, shown);
}

bool filter_file_changed(const struct lint_options *options, struct str shown)
{
	struct arena a;
	bool changed;

	if (!options->filter)
		return true;
	arena_init(&a);
	changed = path_set_has(&options->filter->changed, path_join(&a, options->config->root, shown));
	arena_release(&a);
	return changed;
}

/* --- prints --- */

static void add_field(struct buf *b, const struct field *f)
{
	buf_addf(b, "%d%zu:", f->set, f->value.len);
	buf_add(b, f->value);
}

static void add_fields(struct buf *b, const struct field *v, size_t n)
{
	buf_addf(b, "[%zu", n);
	for (size_t i = 0; i < n; i++)
		add_field(b, &v[i]);
}

/* What all claims of a file share: dates count from its date, its bibliographies say what ids mean, and a comment that
 * suppresses may speak of any of them. */
static void add_file(struct buf *b, const struct claim_file *f)
{
	add_field(b, &f->date);
	add_fields(b, f->bibliographies, f->n_bibliographies);
	for (size_t i = 0; i < f->n_ignores; i++) {
		if (f->ignores[i].claim != SIZE_MAX)
			continue;
		buf_add(b, str_span(f->file->text, f->ignores[i].place));
		buf_add_char(b, '\0');
	}
}

static void add_claim(struct buf *b, const struct claim_file *f, const struct claim *c)
{
	if (c->id_given)
		buf_add(b, c->id);
	buf_add_char(b, '\0');
	buf_add(b, str_trim(str_span(f->file->text, c->place)));
	add_field(b, &c->date);
	add_field(b, &c->speaker);
	add_field(b, &c->event);
	add_fields(b, c->after, c->n_after);
	add_fields(b, c->before, c->n_before);
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct evidence *e = &c->evidence[i];

		add_field(b, &e->source);
		add_field(b, &e->quote);
		add_field(b, &e->prefix);
		add_field(b, &e->suffix);
		add_field(b, &e->locator);
		add_field(b, &e->original);
	}
}

static struct str hash_key(struct selection *s, uint64_t hash)
{
	char *p = arena_alloc(s->arena, 1, sizeof hash);

	if (p)
		memcpy(p, &hash, sizeof hash);
	return (struct str){ p, p ? sizeof hash : 0 };
}

static int add_print(struct selection *s, struct prints *to, struct str id, const struct buf *b)
{
	struct print *p = vec_add(s->arena, to);
	struct str key;

	if (!p || b->failed)
		return CC_ENOMEM;
	*p = (struct print){ id, str_hash(buf_str(b)) };
	key = hash_key(s, p->hash);
	return !key.ptr || map_put(s->arena, &to->set, key, to->n - 1, NULL) < 0 ? CC_ENOMEM : 0;
}

static bool has_print(const struct prints *in, uint64_t hash)
{
	char key[sizeof hash];

	memcpy(key, &hash, sizeof hash);
	return map_get(&in->set, (struct str){ key, sizeof key }) != MAP_NONE;
}

/* Claims first, then events: prints[0..n_claims) are the claims'. */
static int print_file(struct selection *s, struct prints *to, const struct claim_file *f)
{
	struct buf shared, b;
	int rc = 0;

	buf_init(&shared, SIZE_MAX / 2);
	buf_init(&b, SIZE_MAX / 2);
	add_file(&shared, f);
	for (size_t i = 0; rc == 0 && i < f->n_claims; i++) {
		buf_clear(&b);
		add_claim(&b, f, &f->claims[i]);
		buf_add(&b, buf_str(&shared));
		rc = add_print(s, to, f->claims[i].id, &b);
	}
	for (size_t i = 0; rc == 0 && i < f->n_events; i++) {
		buf_clear(&b);
		buf_add(&b, f->events[i].id);
		add_field(&b, &f->events[i].name);
		add_field(&b, &f->events[i].date);
		add_field(&b, &f->date);
		rc = add_print(s, to, f->events[i].id, &b);
	}
	buf_release(&b);
	buf_release(&shared);
	return rc;
}

/* --- the earlier state --- */

static int touch(struct selection *s, struct map *to, struct str id)
{
	return map_put(s->arena, to, id, 1, NULL) < 0 ? CC_ENOMEM : 0;
}

static int touch_fields(struct selection *s, struct map *to, const struct field *v, size_t n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = touch(s, to, v[i].value);
	return rc;
}

/* A claim file as it was; one that can't be read or parsed held nothing. */
static int read_old(struct selection *s, struct str full, struct claim_file *out)
{
	struct claim_options how = { .require_quotes = s->options->config->require_quotes };
	struct file *f = arena_new(s->arena, struct file);
	struct error why = { 0 };
	struct str bytes;
	int rc;

	*out = (struct claim_file){ 0 };
	if (!f)
		return CC_ENOMEM;
	f->path = path_relative(s->arena, s->options->config->root, full);
	rc = tree_read(s->options->filter->old, s->arena, full, LIMIT_CLAIM_FILE_BYTES, &bytes, &why);
	if (rc == CC_EGIT) /* an object that is missing is no file that was empty */
		return error_set(&s->trouble, rc, "%s", why.text);
	if (rc == 0)
		rc = text_decode(s->arena, bytes, false, &f->text, &f->converted, &why);
	if (rc == 0)
		rc = file_index_lines(s->arena, f, &why);
	if (rc == 0)
		rc = claim_file_parse(s->arena, f, &how, out, &why);
	out->file = f;
	return rc == CC_ENOMEM ? rc : 0;
}

static int print_old_files(struct selection *s)
{
	const struct path_set *changed = &s->options->filter->changed;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < changed->n; i++) {
		struct claim_file f;

		if (!claim_format_for(changed->v[i]))
			continue;
		rc = read_old(s, changed->v[i], &f);
		if (rc == 0 && f.references.end > f.references.start && s->old_corpus)
			rc = corpus_add_references(s->old_corpus, f.file, f.references, NULL) == CC_ENOMEM ? CC_ENOMEM : 0;
		if (rc == 0)
			rc = print_file(s, &s->old, &f);
	}
	return rc;
}

static bool is_changed(struct selection *s, struct str shown)
{
	return path_set_has(&s->options->filter->changed, full_path(s, shown));
}

/* Claims of changed files whose print is new. */
static int select_changed(struct selection *s)
{
	struct run *run = s->run;
	size_t at = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < run->n_files; i++) {
		const struct claim_file *f = &run->files[i];
		size_t from = s->new.n;
		bool changed = is_changed(s, f->file->path);

		if (changed)
			rc = print_file(s, &s->new, f);
		for (size_t k = 0; rc == 0 && k < f->n_claims; k++, at++) {
			struct claim_facts *c = &run->claims[at];

			c->selected = changed && !has_print(&s->old, s->new.v[from + k].hash);
			if (!c->selected)
				continue;
			rc = touch(s, &s->touched, c->claim->id);
			if (rc == 0)
				rc = touch_fields(s, &s->wanted, c->claim->after, c->claim->n_after);
			if (rc == 0)
				rc = touch_fields(s, &s->wanted, c->claim->before, c->claim->n_before);
		}
		for (size_t k = from + f->n_claims; changed && rc == 0 && k < s->new.n; k++)
			if (!has_print(&s->old, s->new.v[k].hash))
				rc = touch(s, &s->touched, s->new.v[k].id);
	}
	for (size_t i = 0; rc == 0 && i < s->old.n; i++)
		if (!has_print(&s->new, s->old.v[i].hash))
			rc = touch(s, &s->touched, s->old.v[i].id);
	return rc;
}

/* --- sources --- */

static bool same_value(const struct value *a, const struct value *b)
{
	return str_eq(a->text, b->text);
}

static bool same_list(const struct value *a, size_t n, const struct value *b, size_t m)
{
	if (n != m)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!same_value(&a[i], &b[i]))
			return false;
	return true;
}

static bool same_record(const struct record *a, const struct record *b)
{
	return same_value(&a->title, &b->title) && same_value(&a->author, &b->author) && same_value(&a->url, &b->url) &&
	       same_value(&a->archive, &b->archive) && same_value(&a->sha256, &b->sha256) && same_value(&a->rev, &b->rev) &&
	       same_value(&a->path, &b->path) && same_value(&a->document, &b->document) &&
	       same_value(&a->issued, &b->issued) && same_value(&a->accessed, &b->accessed) &&
	       same_list(a->skip, a->n_skip, b->skip, b->n_skip);
}

/* Where records come from now, or the configuration says that they do. */
static int find_bibliographies(struct selection *s, struct path_set *out)
{
	const struct config *c = s->options->config;
	const struct file *last = NULL;
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < c->n_corpus; k++)
		if (!source_format_for(c->corpus[k]))
			rc = path_set_add(s->arena, out, full_path(s, c->corpus[k]));
	for (size_t i = 0; rc == 0 && i < corpus_count(s->run->corpus); i++) {
		const struct file *f = corpus_source(s->run->corpus, i)->record.file;

		if (f && f != last && !source_format_for(f->path))
			rc = path_set_add(s->arena, out, full_path(s, f->path));
		last = f;
	}
	return rc;
}

/* The records of changed bibliographies as they were; faults in them are nobody's business now. */
static int open_old_corpus(struct selection *s)
{
	const struct config *c = s->options->config;
	struct corpus_options o = { .tree = s->options->filter->old, .root = c->root, .optional = true };
	struct path_set all = { 0 };
	struct error why;

	if (find_bibliographies(s, &all) < 0 || corpus_open(&s->old_corpus, &o, &why) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; i < all.n; i++)
		if (path_set_has(&s->options->filter->changed, all.v[i]) &&
		    corpus_add_bibliography(s->old_corpus, path_relative(s->arena, c->root, all.v[i]), &why) == CC_ENOMEM)
			return CC_ENOMEM;
	return 0;
}

static bool source_changed(struct selection *s, const struct source *source)
{
	const struct path_set *changed = &s->options->filter->changed;
	const struct file *f = source->record.file;
	size_t old;

	if (source->full_path.len && !source->rev.len && path_set_has(changed, source->full_path))
		return true;
	if (!f || !is_changed(s, f->path))
		return false;
	old = corpus_find(s->old_corpus, source->id);
	return old == SIZE_MAX || !same_record(&corpus_source(s->old_corpus, old)->record, &source->record);
}

/* Ids by which a file that went could be cited. */
static int find_lost(struct selection *s)
{
	const struct path_set *changed = &s->options->filter->changed;
	const struct config *c = s->options->config;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < changed->n; i++) {
		struct str path = changed->v[i], extension = path_extension(path);

		if (!source_format_for(path))
			continue;
		rc = touch(s, &s->lost, path_stem(path));
		for (size_t k = 0; rc == 0 && k < c->n_corpus; k++) {
			struct str folder = path_join(s->arena, c->root, c->corpus[k]);
			if (str_starts(path, folder) && path.len > folder.len + 1 + extension.len)
				rc = touch(s, &s->lost, str_slice(path, folder.len + 1, path.len - extension.len));
		}
	}
	for (size_t i = 0; rc == 0 && i < corpus_count(s->old_corpus); i++) {
		const struct source *source = corpus_source(s->old_corpus, i);
		for (size_t k = 0; rc == 0 && k < source->n_ids; k++)
			rc = touch(s, &s->lost, source->ids[k]);
	}
	return rc;
}

static bool evidence_changed(struct selection *s, const struct evidence *ev)
{
	struct str id = ev->source.value;
	size_t source = ev->source.set ? corpus_find(s->run->corpus, id) : SIZE_MAX;

	if (source != SIZE_MAX)
		return s->sources[source];
	return ev->source.set && map_get(&s->lost, id) != MAP_NONE;
}

/* --- what rests on it --- */

static bool refers(const struct map *to, const struct field *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (map_get(to, v[i].value) != MAP_NONE)
			return true;
	return false;
}

static bool rests_on_change(struct selection *s, const struct claim *c)
{
	if (refers(&s->touched, c->after, c->n_after) || refers(&s->touched, c->before, c->n_before) ||
	    (c->event.set && map_get(&s->touched, c->event.value) != MAP_NONE) || map_get(&s->wanted, c->id) != MAP_NONE)
		return true;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (evidence_changed(s, &c->evidence[i]))
			return true;
	return false;
}

static int find_sources(struct selection *s)
{
	const struct ambiguity *v;
	size_t n = corpus_ambiguities(s->run->corpus, &v);

	s->sources = arena_array(s->arena, bool, corpus_count(s->run->corpus) + 1);
	if (!s->sources)
		return CC_ENOMEM;
	for (size_t i = 0; i < corpus_count(s->run->corpus); i++)
		s->sources[i] = source_changed(s, corpus_source(s->run->corpus, i));
	for (size_t i = 0; i < n; i++) /* a second file may have come */
		if (s->sources[v[i].first] || s->sources[v[i].second])
			s->sources[v[i].first] = s->sources[v[i].second] = true;
	return 0;
}

/* Claims that share a source or an event with a selected one are compared with it: their facts are needed. Claims under a
 * comment that suppresses, too, in files that changed: else it would seem to suppress nothing. */
static int find_needed(struct selection *s)
{
	struct run *run = s->run;
	bool *sources = arena_array(s->arena, bool, corpus_count(run->corpus) + 1);
	struct map events = { 0 };

	if (!sources)
		return CC_ENOMEM;
	for (size_t i = 0; i < run->n_claims; i++) {
		const struct claim *c = run->claims[i].claim;

		for (size_t k = 0; run->claims[i].selected && k < c->n_evidence; k++) {
			size_t source = corpus_find(run->corpus, c->evidence[k].source.value);
			if (source != SIZE_MAX)
				sources[source] = true;
		}
		if (run->claims[i].selected && c->event.set && touch(s, &events, c->event.value) < 0)
			return CC_ENOMEM;
	}
	for (size_t i = 0; i < run->n_claims; i++) {
		struct claim_facts *facts = &run->claims[i];
		const struct claim *c = facts->claim;
		bool needed = facts->selected || facts->covered;

		for (size_t k = 0; !needed && k < c->n_evidence; k++) {
			size_t source = corpus_find(run->corpus, c->evidence[k].source.value);
			needed = source != SIZE_MAX && sources[source];
		}
		facts->skipped = !needed && !(c->event.set && map_get(&events, c->event.value) != MAP_NONE);
	}
	return 0;
}

/* The first claim of a file at or behind `at`. */
static size_t first_claim(const struct claim_file *f, size_t at)
{
	size_t low = 0, high = f->n_claims;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (f->claims[mid].place.end < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void find_covered(struct selection *s)
{
	size_t base = 0;

	for (size_t i = 0; i < s->run->n_files; base += s->run->files[i].n_claims, i++) {
		const struct claim_file *f = &s->run->files[i];

		for (size_t k = 0; is_changed(s, f->file->path) && k < f->n_ignores; k++) {
			const struct ignore *g = &f->ignores[k];

			if (g->claim != SIZE_MAX)
				continue;
			for (size_t c = first_claim(f, g->covers.start); c < f->n_claims && f->claims[c].place.start < g->covers.end;
			     c++)
				s->run->claims[base + c].covered = true;
		}
	}
}

static bool configuration_changed(struct selection *s)
{
	const struct config *c = s->options->config;

	return c->file && path_set_has(&s->options->filter->changed, full_path(s, path_base(c->file->path)));
}

static int select_all(struct run *run)
{
	for (size_t i = 0; i < run->n_claims; i++)
		run->claims[i].selected = true;
	return 0;
}

static int select_claims(struct selection *s)
{
	struct run *run = s->run;
	int rc = open_old_corpus(s);

	if (rc == 0)
		rc = print_old_files(s);
	if (rc == 0)
		rc = select_changed(s);
	if (rc == 0)
		rc = find_sources(s);
	if (rc == 0)
		rc = find_lost(s);
	for (size_t i = 0; rc == 0 && i < run->n_claims; i++)
		if (!run->claims[i].selected)
			run->claims[i].selected = rests_on_change(s, run->claims[i].claim);
	if (rc == 0)
		find_covered(s);
	return rc == 0 ? find_needed(s) : rc;
}

int filter_select(struct run *run, const struct lint_options *options, struct error *e)
{
	struct selection s = { .run = run, .options = options, .arena = run->arena };
	int rc;

	if (!options->filter)
		return select_all(run);
	rc = configuration_changed(&s) ? select_all(run) : select_claims(&s);
	if (s.old_corpus)
		corpus_close(s.old_corpus);
	if (rc == CC_EGIT)
		return error_set(e, rc, "%s", s.trouble.text);
	return rc < 0 ? error_memory(e) : 0;
}

/* --- after the rules --- */

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
	c = first_claim(&m->run->files[i], p->bytes.start);
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

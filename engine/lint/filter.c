#include "lint/filter.h"

#include <string.h>

#include "base/limits.h"
#include "lint/baseline.h"
#include "lint/lock.h"
#include "lint/own_words.h"
#include "lint/selection.h"
#include "time/time.h"

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

bool selection_has_changed(struct selection *s, struct str shown)
{
	return path_set_has(&s->options->filter->changed, full_path(s, shown));
}

/* --- what need not be read --- */

/* What says how all claims are judged: the configuration, and what is hidden. */
static bool configuration_changed(struct selection *s)
{
	const struct config *c = s->options->config;
	const struct baseline *b = s->options->baseline;

	return (c->file && selection_has_changed(s, path_base(c->file->path))) || (b && b->file && selection_has_changed(s, b->file->path));
}

static bool asks_for_all(const struct lint_options *options)
{
	for (size_t i = 0; i < rule_count; i++)
		if (rule_table[i]->every_claim && setting_level(options, i, (struct str){ 0 }) != LEVEL_OFF)
			return true;
	return false;
}

/* What a claim file holds, as git names it: in the tree that is checked, else (it did not change) in the earlier one. */
bool selection_identify(struct selection *s, const struct found_file *f, bool changed, struct tree_identity *out)
{
	if (f->refused.len || f->standard_input)
		return false;
	if (s->options->tree)
		return tree_identify(s->options->tree, f->full_path, out);
	return !changed && tree_identify(s->options->filter->old, f->full_path, out);
}

static void choose_files(struct selection *s)
{
	for (size_t i = 0; i < s->options->n_files; i++) {
		const struct found_file *f = &s->options->files[i];
		bool changed = path_set_has(&s->options->filter->changed, f->full_path) || selection_has_changed(s, f->path);
		struct tree_identity content;

		if (!changed && selection_identify(s, f, changed, &content))
			s->outline[i] = outlines_find(s->outlines, &content, f->full_path);
		s->reading->wanted[i] = s->whole || !s->outline[i] || (s->outline[i]->flags & OUTLINE_ALWAYS);
	}
}

int filter_start(struct selection **out, struct reading *reading, struct error *e)
{
	struct selection *s = arena_new(reading->run->arena, struct selection);
	const struct lint_options *options = reading->options;

	*out = s;
	if (!s)
		return error_memory(e);
	*s = (struct selection){ .arena = reading->run->arena, .run = reading->run, .reading = reading, .options = options };
	s->outline = arena_array(s->arena, const struct outline *, options->n_files + 1);
	if (!s->outline)
		return error_memory(e);
	if ((options->filter || options->tree) && outlines_open(&s->outlines, s->arena, options) < 0)
		return error_memory(e);
	if (options->filter) {
		s->lock = selection_has_changed(s, STR(LOCK_FILE));
		s->whole = s->lock || configuration_changed(s) || asks_for_all(options);
		choose_files(s);
	} else {
		for (size_t i = 0; i < options->n_files; i++)
			reading->wanted[i] = true;
	}
	return 0;
}

void filter_close(struct selection *s)
{
	if (!s)
		return;
	outlines_close(s->outlines);
	if (s->old_corpus)
		corpus_close(s->old_corpus);
}

/* A source, as git names it. */
static bool identify_source(struct selection *s, struct str full, struct tree_identity *out)
{
	if (s->options->tree)
		return tree_identify(s->options->tree, full, out);
	return !path_set_has(&s->options->filter->changed, full) && tree_identify(s->options->filter->old, full, out);
}

static bool head_is_plain(void *ctx, struct str full)
{
	struct selection *s = ctx;
	struct tree_identity content;

	return identify_source(s, full, &content) && outlines_find(s->outlines, &content, (struct str){ 0 });
}

static void head_found_plain(void *ctx, struct str full)
{
	static const struct outline plain = { .flags = OUTLINE_PLAIN };
	struct selection *s = ctx;
	struct tree_identity content;

	if (identify_source(s, full, &content)) /* what is not remembered is read again */
		(void)outlines_add(s->outlines, &content, (struct str){ 0 }, &plain);
}

struct corpus_heads filter_heads(struct selection *s)
{
	return s->outlines ? (struct corpus_heads){ head_is_plain, head_found_plain, s } : (struct corpus_heads){ 0 };
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

/* One of its record's other files: changed, new, or gone. */
static bool attachment_changed(struct selection *s, const struct source *source)
{
	const struct path_set *changed = &s->options->filter->changed;
	const struct record *r = &source->record;

	for (size_t i = 0; i < source->n_attachments; i++)
		if (path_set_has(changed, corpus_source(s->run->corpus, source->attachments[i])->full_path))
			return true;
	for (size_t i = 0; r->file && r->n_documents > 1 && i < r->n_documents; i++) {
		struct str folder = path_folder(full_path(s, r->file->path));
		struct str path = path_join(s->arena, folder, r->documents[i].text);
		if (path.ptr && path_set_has(changed, path))
			return true;
	}
	return false;
}

static bool source_changed(struct selection *s, const struct source *source)
{
	const struct path_set *changed = &s->options->filter->changed;
	const struct file *f = source->record.file;
	size_t old;

	if (source->full_path.len && !source->rev.len && path_set_has(changed, source->full_path))
		return true;
	if (!source->rev.len && attachment_changed(s, source))
		return true;
	if (!f || !selection_has_changed(s, f->path))
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
		rc = names_add(s->arena, &s->lost, path_stem(path));
		for (size_t k = 0; rc == 0 && k < c->n_corpus; k++) {
			struct str folder = path_join(s->arena, c->root, c->corpus[k]);
			if (str_starts(path, folder) && path.len > folder.len + 1 + extension.len)
				rc = names_add(s->arena, &s->lost, str_slice(path, folder.len + 1, path.len - extension.len));
		}
	}
	for (size_t i = 0; rc == 0 && i < corpus_count(s->old_corpus); i++) {
		const struct source *source = corpus_source(s->old_corpus, i);
		for (size_t k = 0; rc == 0 && k < source->n_ids; k++)
			rc = names_add(s->arena, &s->lost, source->ids[k]);
	}
	return rc;
}

static bool is_absent(struct selection *s, const struct source *source)
{
	return source->state != SOURCE_READY || tree_look(s->options->tree, s->arena, source->full_path) == TREE_NONE;
}

static bool evidence_changed(struct selection *s, const struct evidence *ev)
{
	struct str id = ev->source.value;
	size_t source = ev->source.set ? corpus_find(s->run->corpus, id) : SIZE_MAX;

	if (source != SIZE_MAX)
		return s->sources[source] || (s->lock && is_absent(s, corpus_source(s->run->corpus, source)));
	return ev->source.set && (s->lock || names_have(&s->lost, id));
}

/* --- what rests on it --- */

static bool rests_on_change(struct selection *s, const struct claim *c)
{
	if (names_have_field(&s->touched, c->after, c->n_after) || names_have_field(&s->touched, c->before, c->n_before) ||
	    (c->event.set && names_have(&s->touched, c->event.value)) || names_have(&s->wanted, c->id))
		return true;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (evidence_changed(s, &c->evidence[i]))
			return true;
	return false;
}

static int select_claims(struct selection *s)
{
	struct run *run = s->run;
	int rc = selection_take_changed(s);

	for (size_t i = 0; rc == 0 && i < run->n_claims; i++)
		if (!run->claims[i].selected)
			run->claims[i].selected = rests_on_change(s, run->claims[i].claim);
	return rc;
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

/* --- what it is compared with --- */

/* Can a date of this claim differ from another's? What gives no date of its own is compared with nobody. */
static int is_dated(const struct claim *c, bool *out)
{
	const struct time_context none = { .mode = MODE_AUTO };
	struct time_reading_list list = { 0 };
	struct arena a;
	struct str own;
	int rc = 0;

	*out = c->date.set;
	if (*out || !c->text.set)
		return 0;
	arena_init(&a);
	own = claim_own_words(&a, c);
	rc = own.ptr ? time_read(&a, own, &none, &list, NULL) : CC_ENOMEM;
	*out = rc == 0 && list.n > 0;
	arena_release(&a);
	return rc == CC_ENOMEM ? rc : 0;
}

struct shared {
	bool *sources;      /* cited by a selected claim that is dated */
	struct names names; /* ids and events of selected claims */
};

static int find_shared(struct selection *s, struct shared *out)
{
	struct run *run = s->run;
	int rc = 0;

	out->sources = arena_array(s->arena, bool, corpus_count(run->corpus) + 1);
	if (!out->sources)
		return CC_ENOMEM;
	for (size_t i = 0; rc == 0 && i < run->n_claims; i++) {
		const struct claim *c = run->claims[i].claim;
		bool dated;

		if (!run->claims[i].selected)
			continue;
		rc = is_dated(c, &dated);
		for (size_t k = 0; rc == 0 && dated && k < c->n_evidence; k++) {
			size_t source = corpus_find(run->corpus, c->evidence[k].source.value);
			if (source != SIZE_MAX)
				out->sources[source] = true;
		}
		if (rc == 0)
			rc = names_add(s->arena, &out->names, c->id);
		if (rc == 0 && c->event.set)
			rc = names_add(s->arena, &out->names, c->event.value);
	}
	return rc;
}

static int is_needed(struct selection *s, const struct shared *shared, const struct claim_facts *facts, bool *out)
{
	const struct claim *c = facts->claim;
	bool shares = false;

	/* a claim of the same id is a duplicate */
	*out = facts->selected || facts->covered || names_have(&s->touched, c->id) || names_have(&shared->names, c->id) ||
	       (c->event.set && names_have(&shared->names, c->event.value));
	for (size_t k = 0; !*out && !shares && k < c->n_evidence; k++) {
		size_t source = corpus_find(s->run->corpus, c->evidence[k].source.value);
		shares = source != SIZE_MAX && shared->sources[source];
	}
	return shares ? is_dated(c, out) : 0;
}

/* Claims that share a source or an event with a selected one are compared with it: their facts are needed. Claims under a
 * comment that suppresses, too, in files that changed: else it would seem to suppress nothing. */
static int find_needed(struct selection *s, const struct shared *shared)
{
	struct run *run = s->run;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < run->n_claims; i++) {
		struct claim_facts *facts = &run->claims[i];
		const struct claim *c = facts->claim;
		bool needed;

		rc = is_needed(s, shared, facts, &needed);
		facts->skipped = !needed && !s->whole;
		facts->ordered = c->n_after || c->n_before || names_have(&s->ordered, c->id);
	}
	return rc;
}

size_t filter_first_claim(const struct claim_file *f, size_t at)
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

		for (size_t k = 0; selection_has_changed(s, f->file->path) && k < f->n_ignores; k++) {
			const struct ignore *g = &f->ignores[k];

			if (g->claim != SIZE_MAX)
				continue;
			for (size_t c = filter_first_claim(f, g->covers.start); c < f->n_claims && f->claims[c].place.start < g->covers.end;
			     c++)
				s->run->claims[base + c].covered = true;
		}
	}
}

/* --- rounds --- */

/* Reads the files whose claims may have, cite or share one of these names. */
static int read_more(struct selection *s, const struct names *asked, struct error *e)
{
	bool *wanted = s->reading->wanted;
	size_t skipped, more = 0;
	int rc;

	for (size_t i = 0; i < s->options->n_files; i++)
		for (size_t k = 0; !wanted[i] && k < s->outline[i]->n_names; k++)
			if (names_have_hash(asked, s->outline[i]->names[k])) {
				wanted[i] = true;
				more++;
			}
	if (more == 0)
		return 0;
	rc = reading_go_on(s->reading, e);
	return rc < 0 ? rc : reading_settle(s->reading, &skipped, e);
}

static int add_source(struct selection *s, struct names *to, size_t source)
{
	const struct source *x = corpus_source(s->run->corpus, source);
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < x->n_ids; k++)
		rc = names_add(s->arena, to, x->ids[k]);
	return rc;
}

/* What claims that changed or rest on a change must hold one of. */
static int ask_for_changes(struct selection *s, struct names *out)
{
	int rc = names_join(s->arena, out, &s->touched);

	if (rc == 0)
		rc = names_join(s->arena, out, &s->wanted);
	if (rc == 0)
		rc = names_join(s->arena, out, &s->lost);
	for (size_t i = 0; rc == 0 && i < s->run->n_claims; i++) {
		const struct claim *c = s->run->claims[i].claim;

		rc = names_add_fields(s->arena, &s->ordered, c->after, c->n_after);
		if (rc == 0)
			rc = names_add_fields(s->arena, &s->ordered, c->before, c->n_before);
	}
	if (rc == 0)
		rc = names_join(s->arena, out, &s->ordered);
	for (size_t i = 0; rc == 0 && i < corpus_count(s->run->corpus); i++)
		if (s->sources[i])
			rc = add_source(s, out, i);
	return rc;
}

static int ask_for_shared(struct selection *s, const struct shared *shared, struct names *out)
{
	int rc = names_join(s->arena, out, &shared->names);

	for (size_t i = 0; rc == 0 && i < corpus_count(s->run->corpus); i++)
		if (shared->sources[i])
			rc = add_source(s, out, i);
	return rc;
}

static int select_by_changes(struct selection *s, struct error *e)
{
	struct names changes = { 0 }, compared = { 0 };
	struct shared shared = { 0 };
	int rc = selection_outline_files(s);

	if (rc == 0)
		rc = open_old_corpus(s);
	if (rc < 0 || (rc = selection_take_old(s, e)) < 0)
		return rc == CC_ENOMEM ? error_memory(e) : rc;
	if (selection_find_touched(s) < 0 || find_sources(s) < 0 || find_lost(s) < 0 || selection_take_changed(s) < 0 ||
	    ask_for_changes(s, &changes) < 0)
		return error_memory(e);
	if ((rc = read_more(s, &changes, e)) < 0)
		return rc;
	if (select_claims(s) < 0 || find_shared(s, &shared) < 0 || ask_for_shared(s, &shared, &compared) < 0)
		return error_memory(e);
	if ((rc = read_more(s, &compared, e)) < 0)
		return rc;
	if (select_claims(s) < 0)
		return error_memory(e);
	find_covered(s);
	return find_needed(s, &shared) < 0 ? error_memory(e) : 0;
}

int filter_select(struct selection *s, struct error *e)
{
	if (s->options->filter && !configuration_changed(s))
		return select_by_changes(s, e);
	for (size_t i = 0; i < s->run->n_claims; i++)
		s->run->claims[i].selected = true;
	return 0;
}

#include "lint/lock.h"

#include <stdlib.h>

#include "base/sha256.h"
#include "lint/filter.h"
#include "lint/fingerprint.h"
#include "lint/ledger.h"
#include "lint/reporter.h"

static const struct ledger_field fields[] = {
	{ "claim", LEDGER_TEXT, .member = offsetof(struct lock_entry, claim) },
	{ "evidence", LEDGER_NUMBER, .member = offsetof(struct lock_entry, evidence) },
	{ "source", LEDGER_TEXT, .member = offsetof(struct lock_entry, source) },
	{ "said", LEDGER_HEX, LOCK_DIGITS, .member = offsetof(struct lock_entry, said) },
	{ "quote", LEDGER_HEX, LOCK_DIGITS, .member = offsetof(struct lock_entry, quote) },
	{ "record", LEDGER_HEX, LOCK_DIGITS, .member = offsetof(struct lock_entry, record) },
	{ "sha256", LEDGER_HEX, 64, .member = offsetof(struct lock_entry, sha256) },
	{ "file", LEDGER_TEXT, .member = offsetof(struct lock_entry, file) },
	{ "at", LEDGER_TEXT, .optional = true, .member = offsetof(struct lock_entry, at) },
	{ "span", LEDGER_HEX, LOCK_DIGITS, .optional = true, .member = offsetof(struct lock_entry, span) },
	{ "date", LEDGER_DAY, .member = offsetof(struct lock_entry, date) },
	{ "version", LEDGER_TEXT, .member = offsetof(struct lock_entry, version) },
	{ 0 },
};

static const struct ledger_shape shape = {
	.list = "evidence",
	.about = "Evidence that was found in its source: stands in where the source is absent. `citecheck lock` writes this file.",
	.fields = fields,
	.entry_size = sizeof(struct lock_entry),
};

int lock_write(struct buf *b, const struct lock *from)
{
	return ledger_write(b, &shape, from->entries, from->n);
}

/* --- what an entry stands for --- */

/* The digest of what was gathered; ptr NULL when memory ran out. Clears the buffer. */
static struct str digest(struct arena *a, struct buf *b)
{
	struct str out = { 0 };
	char hex[65];

	if (!b->failed) {
		sha256_hex(buf_str(b), hex);
		out = str_copy(a, (struct str){ hex, LOCK_DIGITS });
	}
	buf_clear(b);
	return out;
}

static void add_field(struct buf *b, const struct field *f)
{
	buf_add_char(b, f->set ? '+' : '-');
	fingerprint_words(b, f->value);
}

static void add_fields(struct buf *b, const struct field *v, size_t n)
{
	buf_addf(b, "%zu ", n);
	for (size_t i = 0; i < n; i++)
		add_field(b, &v[i]);
}

static void add_evidence(struct buf *b, const struct evidence *ev)
{
	add_field(b, &ev->source);
	add_fields(b, ev->also, ev->n_also);
	add_field(b, &ev->quote);
	add_field(b, &ev->prefix);
	add_field(b, &ev->suffix);
	add_field(b, &ev->locator);
	add_field(b, &ev->original);
	buf_addf(b, "%d%d ", ev->translated, ev->term);
}

/* The numbers that rules are configured with for the claim's file: they decide what is discrepant. */
static void add_settings(struct buf *b, const struct lint_options *options, struct str path)
{
	for (size_t i = 0; i < rule_count; i++)
		for (const struct rule_key *k = rule_table[i]->keys; k && k->name; k++)
			buf_addf(b, "%s.%s=%ld ", rule_table[i]->name, k->name,
			         setting_number(options, rule_table[i], k->name, path));
}

static void add_said(struct buf *b, const struct run *run, const struct lint_options *options, const struct claim_facts *c)
{
	const struct claim_file *f = &run->files[c->file];

	fingerprint_claim(b, c->claim);
	add_field(b, &c->claim->text);
	add_field(b, &c->claim->date);
	add_field(b, &c->claim->speaker);
	add_field(b, &c->claim->event);
	add_fields(b, c->claim->after, c->claim->n_after);
	add_fields(b, c->claim->before, c->claim->n_before);
	add_field(b, &f->date);
	for (size_t i = 0; i < c->claim->n_evidence; i++)
		add_evidence(b, &c->claim->evidence[i]);
	add_settings(b, options, f->file->path);
}

/* What a bibliography says; what the document says of itself is absent with it. */
static void add_value(struct buf *b, const struct source *s, const struct value *v)
{
	bool told = v->file && !str_eq(v->file->path, s->path);

	buf_add_char(b, told ? '+' : '-');
	fingerprint_words(b, told ? v->text : (struct str){ 0 });
}

static void add_record(struct buf *b, const struct run *run, const struct field *id)
{
	size_t at = corpus_find(run->corpus, id->value);
	const struct source *s = at == SIZE_MAX ? NULL : corpus_source(run->corpus, at);
	const struct record *r = s ? &s->record : NULL;

	if (!r || !r->file || str_eq(r->file->path, s->path))
		return; /* a file of a folder: no record */
	add_value(b, s, &r->id);
	add_value(b, s, &r->title);
	add_value(b, s, &r->author);
	add_value(b, s, &r->url);
	add_value(b, s, &r->archive);
	add_value(b, s, &r->sha256);
	add_value(b, s, &r->rev);
	add_value(b, s, &r->path);
	add_value(b, s, &r->issued);
	add_value(b, s, &r->accessed);
	for (size_t i = 0; i < r->n_documents; i++)
		add_value(b, s, &r->documents[i]);
	buf_add_char(b, '\n');
	for (size_t i = 0; i < r->n_skip; i++)
		add_value(b, s, &r->skip[i]);
}

struct prints {
	struct str said, quote, record;
};

static struct str print_said(struct arena *a, const struct run *run, const struct lint_options *options,
                             const struct claim_facts *c)
{
	struct str out;
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	add_said(&b, run, options, c);
	out = digest(a, &b);
	buf_release(&b);
	return out;
}

/* out->said is set already: it is one for all evidence of a claim. */
static int print(struct arena *a, const struct run *run, const struct evidence_facts *ef, struct prints *out)
{
	const struct evidence *ev = ef->evidence;
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	add_evidence(&b, ev);
	out->quote = digest(a, &b);
	add_record(&b, run, &ev->source);
	for (size_t i = 0; i < ev->n_also; i++) /* of a group any may have the words */
		add_record(&b, run, &ev->also[i]);
	out->record = digest(a, &b);
	buf_release(&b);
	return out->said.ptr && out->quote.ptr && out->record.ptr ? 0 : CC_ENOMEM;
}

/* --- standing in --- */

struct work {
	struct run *run;
	const struct lint_options *options;
	struct lock *lock;
	struct map said, claims; /* entries by what was said and by claim, with the number of the evidence */
	bool read;
};

static struct str key_of(struct arena *a, struct str text, size_t evidence)
{
	return str_fmt(a, "%zu " STR_FMT, evidence, STR_ARG(text));
}

static int read_file(struct arena *a, const struct lock *lock, const struct tree *tree, struct lock *out, struct error *e)
{
	struct file *file = NULL;
	int rc = ledger_read(a, &shape, tree, lock->full, lock->shown, &file, &out->entries, &out->n, e);

	out->file = file;
	return rc == CC_ENOENT ? 0 : rc;
}

static struct str whole_key(struct arena *a, const struct lock_entry *entry)
{
	return str_fmt(a, "%zu " STR_FMT STR_FMT STR_FMT "%zu " STR_FMT STR_FMT, entry->evidence, STR_ARG(entry->said),
	               STR_ARG(entry->record), STR_ARG(entry->sha256), entry->source.len, STR_ARG(entry->source),
	               STR_ARG(entry->file));
}

/* Entries that the revision does not hold stand in for nothing. */
static int limit(struct arena *a, struct lock *lock, struct error *e)
{
	struct lock allowed = { 0 };
	struct map have = { 0 };
	int rc;

	if (!lock->limit)
		return 0;
	if ((rc = read_file(a, lock, lock->limit, &allowed, e)) < 0)
		return error_wrap(e, "the lock of '" STR_FMT "'", STR_ARG(lock->limit_name));
	for (size_t i = 0; i < allowed.n; i++) {
		struct str key = whole_key(a, &allowed.entries[i]);
		if (!key.ptr || map_put(a, &have, key, i, NULL) < 0)
			return error_memory(e);
	}
	for (size_t i = 0; i < lock->n; i++) {
		struct str key = whole_key(a, &lock->entries[i]);
		if (!key.ptr)
			return error_memory(e);
		lock->entries[i].foreign = map_get(&have, key) == MAP_NONE;
	}
	return 0;
}

static int read_lock(struct work *w, struct error *e)
{
	struct arena *a = w->run->arena;
	int rc;

	w->read = true;
	if ((rc = read_file(a, w->lock, w->lock->tree, w->lock, e)) < 0 || (rc = limit(a, w->lock, e)) < 0)
		return rc;
	for (size_t i = 0; i < w->lock->n; i++) {
		const struct lock_entry *entry = &w->lock->entries[i];
		struct str said = key_of(a, entry->said, entry->evidence), claim = key_of(a, entry->claim, entry->evidence);

		if (!said.ptr || !claim.ptr || map_put(a, &w->said, said, i, NULL) < 0 ||
		    map_put(a, &w->claims, claim, i, NULL) < 0)
			return error_memory(e);
	}
	return 0;
}

/* Whether nothing is there, as opposed to something that can't be read. SIZE_MAX: an id that nothing has. */
static bool is_absent(const struct work *w, size_t source)
{
	const struct source *s;

	if (source == SIZE_MAX)
		return true;
	s = corpus_source(w->run->corpus, source);
	if (s->state == SOURCE_NO_FILE || (s->state == SOURCE_UNREADABLE && s->error->code == CC_ENOENT))
		return s->rev.len == 0;
	return s->rev.len == 0 && s->state == SOURCE_READY &&
	       tree_look_at(w->options->tree, w->run->arena, s->full_path) == TREE_NONE;
}

static bool needs_lock(const struct work *w, const struct evidence_facts *ef)
{
	return ef->state == EVIDENCE_UNKNOWN_SOURCE || (ef->state == EVIDENCE_UNREADABLE && is_absent(w, ef->source));
}

/* The change under review takes the source away: then it is not one that was never here. */
static bool is_removed(const struct work *w, struct str file)
{
	const struct lint_filter *filter = w->options->filter;
	struct str full = path_join(w->run->arena, w->options->config->root, file);

	return filter && full.ptr && path_set_has(&filter->changed, full) &&
	       tree_look(filter->old, w->run->arena, full) == TREE_FILE;
}

/* Its file is here though no entry of the corpus leads to it: a configuration that drops the folder hides nothing. */
static bool is_left_out(const struct work *w, struct str file)
{
	struct str full = path_join(w->run->arena, w->options->config->root, file);

	return !full.ptr || tree_look(w->options->tree, w->run->arena, full) != TREE_NONE;
}

static const char *why_void(const struct work *w, const struct prints *p, const struct lock_entry *entry, bool same)
{
	size_t source = entry ? corpus_find(w->run->corpus, entry->source) : SIZE_MAX;
	struct str pin = { 0 };

	if (!entry)
		return "it does not hold this evidence";
	if (!same)
		return str_eq(entry->quote, p->quote) ? "the claim changed since" : "the quote changed since";
	if (!is_absent(w, source) || is_left_out(w, entry->file))
		return "the source that it speaks of is here";
	if (source != SIZE_MAX)
		pin = str_trim(corpus_source(w->run->corpus, source)->record.sha256.text);
	if (!str_eq(entry->record, p->record))
		return "the source's record changed since";
	if (pin.len && !str_eq_ci(pin, entry->sha256))
		return "the record pins another file";
	if (entry->foreign)
		return "the revision of --lock-from does not hold this entry";
	return is_removed(w, entry->file) ? "the change removes the source" : NULL;
}

static int stand_in(struct work *w, const struct claim_facts *c, size_t k, struct prints *p, struct error *e)
{
	struct evidence_facts *ef = &c->evidence[k];
	struct arena *a = w->run->arena;
	const struct lock_entry *entry;
	struct str said, claim;
	const char *why;
	size_t same, other;
	int rc = w->read ? 0 : read_lock(w, e);

	if (rc < 0)
		return rc;
	if (p->said.len == 0)
		p->said = print_said(a, w->run, w->options, c);
	if (print(a, w->run, ef, p) < 0)
		return error_memory(e);
	said = key_of(a, p->said, k + 1);
	claim = key_of(a, c->claim->id, k + 1);
	if (!said.ptr || !claim.ptr)
		return error_memory(e);
	same = map_get(&w->said, said);
	other = same != MAP_NONE ? same : map_get(&w->claims, claim);
	entry = other != MAP_NONE ? &w->lock->entries[other] : NULL;
	why = why_void(w, p, entry, same != MAP_NONE);
	if (!why) {
		ef->locked = entry;
		ef->state = EVIDENCE_LOCKED;
	} else if (entry || ef->state == EVIDENCE_UNREADABLE) { /* an id that nothing knows may just be a typo */
		ef->void_lock = why;
	}
	return 0;
}

/* A source that can't be read is reported at the first claim that needs it. */
static void find_first_claims(struct run *run)
{
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		if (run->sources[i].unreadable)
			run->sources[i].first_claim = SIZE_MAX;
	for (size_t i = run->n_claims; i-- > 0;)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++)
			if (run->claims[i].evidence[k].state == EVIDENCE_UNREADABLE)
				run->sources[run->claims[i].evidence[k].source].first_claim = i;
}

int lock_apply(struct run *run, const struct lint_options *options, struct error *e)
{
	struct work w = { .run = run, .options = options, .lock = options->lock };
	int rc = 0;

	if (!options->lock)
		return 0;
	for (size_t i = 0; rc == 0 && i < run->n_claims; i++) {
		struct prints p = { 0 };

		for (size_t k = 0; rc == 0 && k < run->claims[i].n_evidence; k++)
			if (needs_lock(&w, &run->claims[i].evidence[k]))
				rc = stand_in(&w, &run->claims[i], k, &p, e);
	}
	if (rc == 0 && w.read)
		find_first_claims(run);
	return rc;
}

/* --- making one --- */

static int fresh(struct arena *a, const struct lint_result *r, struct str said, struct str version,
                 const struct claim_facts *c, size_t k, struct lock_entry *out)
{
	const struct evidence_facts *ef = &c->evidence[k];
	struct prints p = { .said = said };
	const struct place *at = &ef->place;

	if (print(a, &r->run, ef, &p) < 0)
		return CC_ENOMEM;
	*out = (struct lock_entry){ .claim = c->claim->id, .evidence = k + 1, .source = ef->cited->value, .said = p.said,
		                    .quote = p.quote, .record = p.record, .sha256 = r->run.sources[ef->source].sha256,
		                    .file = corpus_source(r->run.corpus, ef->source)->path, .span = ef->span_sha256,
		                    .date = r->run.now, .version = version };
	if (!ef->has_place)
		return 0;
	out->at = str_fmt(a, "%zu:%zu-%zu:%zu", at->start.line, at->start.column, at->end.line, at->end.column);
	if (at->page)
		out->at = str_fmt(a, "p. %u, " STR_FMT, at->page, STR_ARG(out->at));
	return out->at.ptr ? 0 : CC_ENOMEM;
}

static int compare(const void *a, const void *b)
{
	const struct lock_entry *x = a, *y = b;
	int c = str_cmp(x->claim, y->claim);

	if (c)
		return c;
	if (x->evidence != y->evidence)
		return x->evidence < y->evidence ? -1 : 1;
	return str_cmp(x->said, y->said);
}

int lock_make(struct arena *a, const struct lint_result *result, const struct lint_options *options, struct str version,
              struct lock *out, size_t *n_claims, struct error *e)
{
	size_t room = 1;

	*n_claims = 0;
	for (size_t i = 0; i < result->run.n_claims; i++)
		room += result->run.claims[i].n_evidence;
	*out = (struct lock){ .entries = arena_array(a, struct lock_entry, room) };
	if (!out->entries)
		return error_memory(e);
	for (size_t i = 0; i < result->run.n_claims; i++) {
		const struct claim_facts *c = &result->run.claims[i];
		size_t before = out->n;
		struct str said;

		if (result->states[i] != CLAIM_SUPPORTED && result->states[i] != CLAIM_VERIFIED_EARLIER)
			continue;
		said = print_said(a, &result->run, options, c);
		for (size_t k = 0; k < c->n_evidence; k++) {
			const struct evidence_facts *ef = &c->evidence[k];

			if (ef->locked)
				out->entries[out->n++] = *ef->locked;
			else if (ef->source != SIZE_MAX && result->run.sources[ef->source].sha256.len &&
			         fresh(a, result, said, version, c, k, &out->entries[out->n++]) < 0)
				return error_memory(e);
		}
		*n_claims += out->n > before;
	}
	qsort(out->entries, out->n, sizeof *out->entries, compare);
	return 0;
}

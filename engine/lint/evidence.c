#include "lint/evidence.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/parallel.h"
#include "lint/elsewhere.h"
#include "lint/evidence_notes.h"
#include "lint/locator.h"
#include "lint/reporter.h"
#include "lint/surround_facts.h"

#define QUOTES_PER_ITEM 128

/* A source while it is worked on; shared by the threads that match against it. */
struct desk {
	pthread_mutex_t lock;
	bool opened;
	int rc;
	const struct document *document;
	struct text_index *index;
	size_t left; /* items that still need it */
};

struct item {
	size_t source, first, n;
};

struct stage {
	struct run *run;
	const struct lint_options *options;
	struct arena *workers;
	struct surround_pages *pages; /* one a worker */
	struct task *tasks;
	size_t n_tasks;
	struct item *items;
	size_t n_items;
	struct desk *desks; /* by source */
	struct traces *traces;
	pthread_mutex_t lock;
	size_t done;
};

static int by_source(const void *a, const void *b)
{
	const struct task *x = a, *y = b;

	if (x->facts->source != y->facts->source)
		return x->facts->source < y->facts->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The tasks of one source side by side, in items of a size to share out. */
static void divide(struct stage *s)
{
	qsort(s->tasks, s->n_tasks, sizeof *s->tasks, by_source);
	for (size_t i = 0; i < s->n_tasks;) {
		size_t source = s->tasks[i].facts->source, k = i;
		while (k < s->n_tasks && s->tasks[k].facts->source == source && k - i < QUOTES_PER_ITEM)
			k++;
		s->items[s->n_items++] = (struct item){ source, i, k - i };
		if (s->desks[source].left++ == 0)
			pthread_mutex_init(&s->desks[source].lock, NULL);
		i = k;
	}
}

static int collect(struct stage *s, struct error *e)
{
	struct run *run = s->run;
	size_t n = 0;

	for (size_t i = 0; i < run->n_claims; i++)
		n += run->claims[i].n_evidence;
	s->tasks = arena_array(run->arena, struct task, n + 1);
	s->items = arena_array(run->arena, struct item, n + 1);
	s->desks = arena_array(run->arena, struct desk, corpus_count(run->corpus) + 1);
	if (!s->tasks || !s->items || !s->desks)
		return error_memory(e);
	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++) {
			struct evidence_facts *ef = &run->claims[i].evidence[k];
			/* a source that only lends its name to an entry without words is opened all the same: it must exist */
			if (ef->state == EVIDENCE_DECIDED || ef->state == EVIDENCE_TRANSLATED) {
				s->tasks[s->n_tasks] = (struct task){ ef, i, s->n_tasks };
				s->n_tasks++;
			}
		}
	divide(s);
	return 0;
}

static int copy_stated(struct arena *a, const struct document *d, struct source_facts *sf)
{
	sf->stated = arena_array(a, struct stated_date, d->n_stated);
	sf->stated_place = arena_array(a, struct place, d->n_stated);
	if (!sf->stated || !sf->stated_place)
		return CC_ENOMEM;
	for (size_t i = 0; i < d->n_stated; i++) {
		const struct stated_date *st = &d->stated[i];
		int rc = st->in_file ? place_in_file(a, d->file, st->place, &sf->stated_place[i])
		                     : place_in_document(a, d, st->place, &sf->stated_place[i]);
		sf->stated[i] = *st;
		sf->stated[i].value = str_copy(a, st->value);
		if (rc < 0 || !sf->stated[i].value.ptr)
			return CC_ENOMEM;
	}
	sf->n_stated = d->n_stated;
	return 0;
}

/* Reads the source; under the desk's lock. */
static int desk_open(struct stage *s, struct arena *a, size_t source)
{
	struct desk *k = &s->desks[source];
	struct source_facts *sf = &s->run->sources[source];
	const struct source *src = corpus_source(s->run->corpus, source);
	struct str pin = str_trim(src->record.sha256.text);
	struct error why = { 0 };

	if (k->opened)
		return k->rc == CC_ENOMEM ? k->rc : 0;
	k->opened = true;
	k->rc = corpus_acquire(s->run->corpus, source, &k->document, &why);
	if (k->rc == 0)
		k->rc = text_index_open(&k->index, k->document, s->options->cache, &why);
	if (k->rc < 0) {
		sf->unreadable = error_copy(a, &why);
		return k->rc == CC_ENOMEM || !sf->unreadable ? CC_ENOMEM : 0;
	}
	sf->changed = pin.len && k->document->sha256.len && !str_eq_ci(pin, k->document->sha256);
	sf->sha256 = str_copy(a, k->document->sha256);
	if (!sf->sha256.ptr)
		return CC_ENOMEM;
	return copy_stated(a, k->document, sf);
}

static void desk_close(struct stage *s, unsigned worker, size_t source)
{
	struct desk *k = &s->desks[source];

	if (k->index && s->traces->n > 1)
		traces_keep(s->traces, worker, source, k->index);
	if (k->index)
		text_index_close(k->index);
	if (k->document)
		corpus_release(s->run->corpus, k->document);
	k->index = NULL;
	k->document = NULL;
}

struct quote evidence_quote(const struct run *run, const struct lint_options *options, const struct task *t)
{
	const struct evidence *ev = t->facts->evidence;
	const struct rule *spliced = rule_table[rule_index(STR("quote-spliced"))];
	const struct claim_file *f = &run->files[run->claims[t->claim].file];
	struct quote q = { .text = evidence_words(ev)->value, .within = { 1, 0 } };

	q.splice_paragraphs = (unsigned)setting_number(options, spliced, "paragraphs", f->file->path);
	if (ev->prefix.set)
		q.prefix = ev->prefix.value;
	if (ev->suffix.set)
		q.suffix = ev->suffix.value;
	return q;
}

static int look_up(struct stage *s, struct arena *a, const struct desk *k, struct surround_pages *pages,
                   struct task *t)
{
	struct evidence_facts *ef = t->facts;
	struct quote q = evidence_quote(s->run, s->options, t);
	struct locator l = { 0 };
	struct span within;
	bool has_within = false;
	struct error e;
	int rc;

	if (k->rc < 0) {
		ef->state = EVIDENCE_UNREADABLE;
		return 0;
	}
	if (ef->state == EVIDENCE_TRANSLATED)
		return 0;
	if (ef->evidence->locator.set) {
		l = locator_parse(ef->evidence->locator.value);
		has_within = locator_span(&l, k->document, &within);
		if (!locator_printed(&l, k->document, &q.within) && has_within)
			q.within = within;
	}
	rc = match_quote(a, k->index, &q, &ef->match, &e);
	if (rc < 0)
		return rc;
	if (ef->match.verdict == VERDICT_UNCHECKED) {
		ef->state = EVIDENCE_LIMIT;
		ef->limit = ef->match.limit;
		return 0;
	}
	if (ef->match.verdict == VERDICT_ABSENT && k->document->n_textless > 0)
		return evidence_note_textless(a, k->document, ef);
	if (ef->evidence->term && ef->match.verdict != VERDICT_VERBATIM && ef->match.verdict != VERDICT_FOLDED)
		ef->state = EVIDENCE_TERM;
	rc = evidence_note_places(a, k->document, &l, has_within ? &within : NULL, ef);
	if (rc == 0 && s->options->locking && ef->has_place)
		rc = evidence_note_digest(a, k->document, ef);
	if (rc == 0)
		rc = surround_facts_build(a, s->run, s->run->claims[t->claim].claim, ef, k->document, pages,
		                          &ef->surround, &e);
	return rc;
}

static int match_item(void *ctx, unsigned worker, size_t i)
{
	struct stage *s = ctx;
	struct item *item = &s->items[i];
	struct desk *k = &s->desks[item->source];
	struct arena *a = &s->workers[worker];
	struct surround_pages *pages = &s->pages[worker];
	int rc;

	pthread_mutex_lock(&k->lock);
	rc = desk_open(s, a, item->source);
	pthread_mutex_unlock(&k->lock);
	surround_pages_open(pages, k->document ? k->document->text : (struct str){ 0 });
	for (size_t t = 0; rc == 0 && t < item->n; t++)
		rc = look_up(s, a, k, pages, &s->tasks[item->first + t]);
	if (rc < 0) /* others may wait for a source that now is never finished */
		corpus_stop(s->run->corpus);
	pthread_mutex_lock(&k->lock);
	if (--k->left == 0)
		desk_close(s, worker, item->source);
	pthread_mutex_unlock(&k->lock);
	pthread_mutex_lock(&s->lock);
	s->done++;
	if (worker == 0 && s->options->progress)
		s->options->progress(s->options->progress_ctx, "matching quotes", s->done, s->n_items);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

/* How well the words fit one source of a group. One that can't be read may have them: more than nothing, less than a
 * passage like them elsewhere. */
enum fit { FIT_NONE, FIT_UNREADABLE, FIT_NEAR, FIT_RIGHT };

static int rank_in(struct stage *s, struct arena *a, const struct task *t, size_t source,
                   enum fit *out)
{
	const struct document *d;
	struct text_index *index = NULL;
	struct quote q = evidence_quote(s->run, s->options, t);
	struct match m = { .verdict = VERDICT_ABSENT };
	struct error e;
	int rc = corpus_acquire(s->run->corpus, source, &d, &e);

	*out = FIT_UNREADABLE;
	if (rc < 0)
		return rc == CC_ENOMEM ? rc : 0;
	rc = text_index_open(&index, d, s->options->cache, &e);
	if (rc == 0)
		rc = match_quote(a, index, &q, &m, &e);
	if (rc == 0)
		*out = match_rank(&m) == 2 ? FIT_RIGHT : match_rank(&m) == 1 ? FIT_NEAR : FIT_NONE;
	if (index)
		text_index_close(index);
	corpus_release(s->run->corpus, d);
	return rc == CC_ENOMEM ? rc : 0;
}

/* A quotation before a group of citations belongs to whichever of them has the words. */
static int choose_among(struct stage *s, struct arena *a, struct task *t)
{
	struct evidence_facts *ef = t->facts;
	const struct field *unknown = NULL;
	size_t chosen = ef->source;
	enum fit best, now;
	int rc = rank_in(s, a, t, chosen, &best);

	for (size_t i = 0; rc == 0 && best < FIT_RIGHT && i < ef->evidence->n_also; i++) {
		const struct field *also = &ef->evidence->also[i];
		size_t source = corpus_find(s->run->corpus, also->value);

		if (source == SIZE_MAX || corpus_is_ambiguous(s->run->corpus, also->value)) {
			unknown = source == SIZE_MAX ? also : unknown;
			continue;
		}
		rc = rank_in(s, a, t, source, &now);
		if (rc == 0 && now > best) {
			best = now;
			chosen = source;
			ef->cited = also;
		}
	}
	if (rc == 0 && best < FIT_RIGHT && unknown) {
		ef->state = EVIDENCE_UNKNOWN_SOURCE;
		ef->cited = unknown;
	}
	ef->source = chosen;
	return rc;
}

static int choose_cited(struct stage *s, struct error *e)
{
	for (size_t i = 0; i < s->run->n_claims; i++)
		for (size_t k = 0; k < s->run->claims[i].n_evidence; k++) {
			struct task t = { .facts = &s->run->claims[i].evidence[k], .claim = i };
			const struct evidence_facts *ef = t.facts;

			if (ef->state != EVIDENCE_DECIDED || ef->evidence->n_also == 0)
				continue;
			if (choose_among(s, &s->workers[0], &t) < 0)
				return error_memory(e);
			if (s->run->sources[ef->source].first_claim > i)
				s->run->sources[ef->source].first_claim = i;
		}
	return 0;
}

/* --- the other files of a record --- */

static bool has_words(const struct evidence_facts *ef)
{
	return ef->state == EVIDENCE_DECIDED && match_rank(&ef->match) == 2;
}

/* The n-th other file of the source, where the words may yet stand in it; SIZE_MAX: there is none. */
static size_t attachment(const struct run *run, const struct evidence_facts *ef, size_t n)
{
	size_t cited = corpus_find(run->corpus, ef->cited->value);
	const struct source *source = cited != SIZE_MAX ? corpus_source(run->corpus, cited) : NULL;

	if (!source || n >= source->n_attachments || has_words(ef) ||
	    (ef->state != EVIDENCE_DECIDED && ef->state != EVIDENCE_UNREADABLE && ef->state != EVIDENCE_TERM))
		return SIZE_MAX;
	return source->attachments[n];
}

/* The evidence whose words its source lacks, as if it cited the source's n-th other file. */
static int collect_attachments(struct stage *s, const struct stage *first, size_t n, struct error *e)
{
	struct arena *a = s->run->arena;
	struct evidence_facts *copies;
	size_t count = 0;

	for (size_t i = 0; i < first->n_tasks; i++)
		count += attachment(s->run, first->tasks[i].facts, n) != SIZE_MAX;
	if (count == 0)
		return 0;
	copies = arena_array(a, struct evidence_facts, count);
	s->tasks = arena_array(a, struct task, count);
	s->items = arena_array(a, struct item, count);
	s->desks = arena_array(a, struct desk, corpus_count(s->run->corpus) + 1);
	if (!copies || !s->tasks || !s->items || !s->desks)
		return error_memory(e);
	for (size_t i = 0; i < first->n_tasks; i++) {
		const struct evidence_facts *ef = first->tasks[i].facts;
		size_t source = attachment(s->run, ef, n);

		if (source == SIZE_MAX)
			continue;
		copies[s->n_tasks] = (struct evidence_facts){ .evidence = ef->evidence, .state = EVIDENCE_DECIDED,
			.source = source, .cited = ef->cited, .other_source = SIZE_MAX, .near_source = SIZE_MAX,
			.match = { .verdict = VERDICT_UNCHECKED } };
		s->tasks[s->n_tasks] = (struct task){ &copies[s->n_tasks], first->tasks[i].claim, i };
		s->n_tasks++;
	}
	divide(s);
	return 0;
}

/* Whether the other file says more: it has the words, or a passage like them where the first has none; or it can't be read
 * and so may have them. */
static bool says_more(const struct evidence_facts *other, const struct evidence_facts *ef)
{
	bool nothing = ef->state == EVIDENCE_DECIDED && ef->match.verdict == VERDICT_ABSENT;

	if (other->state == EVIDENCE_UNREADABLE)
		return nothing;
	return other->state == EVIDENCE_DECIDED &&
	       (match_rank(&other->match) == 2 ||
	        (match_rank(&other->match) == 1 && (nothing || ef->state == EVIDENCE_UNREADABLE)));
}

/* A file that can't be read is said to the claims that it leaves undecided. */
static void settle_unreadable(struct run *run)
{
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		if (run->sources[i].unreadable)
			run->sources[i].first_claim = SIZE_MAX;
	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++) {
			const struct evidence_facts *ef = &run->claims[i].evidence[k];
			if (ef->state == EVIDENCE_UNREADABLE && run->sources[ef->source].first_claim == SIZE_MAX)
				run->sources[ef->source].first_claim = i;
		}
}

static int try_attachments(struct stage *first, unsigned jobs, struct error *e)
{
	struct run *run = first->run;
	bool moved = false;
	int rc = 0;

	for (size_t n = 0; rc == 0; n++) {
		struct stage s = { .run = run, .options = first->options, .workers = first->workers,
			.pages = first->pages, .traces = first->traces };

		rc = collect_attachments(&s, first, n, e);
		if (rc < 0 || s.n_tasks == 0)
			break;
		pthread_mutex_init(&s.lock, NULL);
		rc = parallel_for(jobs, s.n_items, match_item, &s) < 0 ? error_memory(e) : 0;
		pthread_mutex_destroy(&s.lock);
		for (size_t i = 0; rc == 0 && i < s.n_tasks; i++) {
			const struct evidence_facts *other = s.tasks[i].facts;
			struct evidence_facts *ef = first->tasks[s.tasks[i].order].facts;

			if (!says_more(other, ef))
				continue;
			*ef = *other;
			moved = true;
			if (run->sources[ef->source].first_claim > s.tasks[i].claim)
				run->sources[ef->source].first_claim = s.tasks[i].claim;
		}
	}
	if (moved)
		settle_unreadable(run);
	return rc;
}

int evidence_match(struct run *run, const struct lint_options *options, struct arena *workers, unsigned jobs,
                   struct error *e)
{
	struct traces traces = { 0 };
	struct stage s = { .run = run, .options = options, .workers = workers, .traces = &traces };
	int rc;

	s.pages = arena_array(&workers[0], struct surround_pages, jobs);
	if (!s.pages)
		return error_memory(e);
	for (unsigned i = 0; i < jobs; i++)
		surround_pages_init(&s.pages[i]);
	pthread_mutex_init(&s.lock, NULL);
	rc = traces_open(&traces, run, options, jobs, e);
	if (rc == 0)
		rc = choose_cited(&s, e);
	if (rc == 0)
		rc = collect(&s, e);
	corpus_sweep(run->corpus, true); /* each of the next passes asks for a document once */
	if (rc == 0 && (rc = parallel_for(jobs, s.n_items, match_item, &s)) < 0)
		error_memory(e);
	if (rc == 0)
		rc = try_attachments(&s, jobs, e);
	for (unsigned i = 0; i < jobs; i++)
		surround_pages_release(&s.pages[i]);
	if (rc == 0)
		rc = elsewhere_search(run, options, &traces, s.tasks, s.n_tasks, workers, jobs, e);
	corpus_sweep(run->corpus, false);
	traces_release(&traces);
	pthread_mutex_destroy(&s.lock);
	return rc;
}

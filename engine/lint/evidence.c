#include "lint/evidence.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/parallel.h"
#include "base/sha256.h"
#include "lint/elsewhere.h"
#include "lint/locator.h"
#include "lint/lock.h"
#include "lint/reporter.h"
#include "lint/surround_facts.h"

#define QUOTES_PER_ITEM 128
#define TEXTLESS_BYTES 120 /* of the list of pages without text */

/* The words that are looked up: of a translation the original's. */
static const struct field *words_of(const struct evidence *ev)
{
	return ev->translated && ev->original.set ? &ev->original : &ev->quote;
}

static enum evidence_state first_look(const struct run *run, struct evidence_facts *ef)
{
	const struct evidence *ev = ef->evidence;
	const struct field *words = words_of(ev);

	ef->source = ef->other_source = ef->near_source = SIZE_MAX;
	if (!ev->source.set || str_trim(ev->source.value).len == 0)
		return EVIDENCE_NO_SOURCE;
	ef->source = corpus_find(run->corpus, ev->source.value);
	if (ef->source == SIZE_MAX)
		return EVIDENCE_UNKNOWN_SOURCE;
	if (!words->set || str_trim(words->value).len == 0)
		return EVIDENCE_NO_QUOTE;
	if (corpus_is_ambiguous(run->corpus, ev->source.value))
		return EVIDENCE_AMBIGUOUS;
	if (ev->translated && !ev->original.set)
		return EVIDENCE_TRANSLATED;
	if (words->value.len > LIMIT_QUOTE_BYTES) {
		ef->limit = "the quote is longer than 64 KiB";
		return EVIDENCE_LIMIT;
	}
	return EVIDENCE_DECIDED;
}

/* With the other files of its record. */
static void mark_cited(struct run *run, size_t source)
{
	const struct source *s = corpus_source(run->corpus, source);

	run->sources[source].cited = true;
	for (size_t i = 0; i < s->n_attachments; i++)
		run->sources[s->attachments[i]].cited = true;
}

/* The others of a group of citations. */
static void mark_also(struct run *run, const struct evidence *ev)
{
	for (size_t n = 0; n < ev->n_also; n++) {
		size_t source = corpus_find(run->corpus, ev->also[n].value);
		if (source != SIZE_MAX)
			mark_cited(run, source);
	}
}

int evidence_resolve(struct run *run, struct error *e)
{
	run->sources = arena_array(run->arena, struct source_facts, corpus_count(run->corpus) + 1);
	if (!run->sources)
		return error_memory(e);
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		run->sources[i].first_claim = SIZE_MAX;
	for (size_t i = 0; i < run->n_claims; i++) {
		struct claim_facts *c = &run->claims[i];

		if (c->skipped)
			continue;
		c->n_evidence = c->claim->n_evidence;
		c->evidence = arena_array(run->arena, struct evidence_facts, c->n_evidence);
		if (!c->evidence)
			return error_memory(e);
		for (size_t k = 0; k < c->n_evidence; k++) {
			struct evidence_facts *ef = &c->evidence[k];

			ef->evidence = &c->claim->evidence[k];
			ef->cited = &ef->evidence->source;
			mark_also(run, ef->evidence);
			ef->state = first_look(run, ef);
			ef->match.verdict = VERDICT_UNCHECKED;
			if (ef->source == SIZE_MAX)
				continue;
			mark_cited(run, ef->source);
			if (run->sources[ef->source].first_claim == SIZE_MAX)
				run->sources[ef->source].first_claim = i;
		}
	}
	return 0;
}

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

int evidence_copy_diffs(struct arena *a, const struct document *d, const struct match *m, struct evidence_facts *ef)
{
	ef->diff_source = arena_array(a, struct str, m->n_diffs);
	ef->diff_place = arena_array(a, struct place, m->n_diffs);
	if (!ef->diff_source || !ef->diff_place)
		return CC_ENOMEM;
	for (size_t i = 0; i < m->n_diffs; i++) {
		ef->diff_source[i] = str_copy(a, str_span(d->text, m->diffs[i].source));
		if (!ef->diff_source[i].ptr || place_in_document(a, d, m->diffs[i].source, &ef->diff_place[i]) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

static bool overlap(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static bool is_outside(const struct document *d, const struct match *m)
{
	const struct block *blocks;
	size_t n = document_blocks(d, &blocks);

	for (size_t i = 0; i < m->n_parts; i++)
		if (n == 0 || blocks[document_block_at(d, m->parts[i].start)].kind != BLOCK_ASIDE ||
		    (m->parts[i].end > 0 && blocks[document_block_at(d, m->parts[i].end - 1)].kind != BLOCK_ASIDE))
			return false;
	return m->n_parts > 0;
}

/* What rules need of the document, copied while it is there. */
static int note_places(struct arena *a, const struct document *d, const struct locator *l, const struct span *within,
                       struct evidence_facts *ef)
{
	const struct match *m = &ef->match;
	const struct block *blocks;
	struct span printed, at_file = d->paged ? posmap_span(&d->map, m->span) : m->span;
	size_t n_blocks, at;
	int rc = evidence_copy_diffs(a, d, m, ef);

	if (rc < 0)
		return rc;
	if (m->verdict == VERDICT_ABSENT) {
		if (m->stop_source.end > m->stop_source.start) {
			size_t end = m->stop_source.end, from = end;
			ef->has_near = true;
			ef->near_source = ef->source;
			rc = place_in_document(a, d, m->stop_source, &ef->near_place);
			while (from > m->stop_source.start && end - from < 40)
				from--;
			ef->stop_words = str_copy(a, str_slice(d->text, from, end));
		}
		return rc;
	}
	ef->has_place = m->span.end > m->span.start;
	if (ef->has_place && (rc = place_in_document(a, d, m->span, &ef->place)) < 0)
		return rc;
	ef->outside = (m->verdict == VERDICT_VERBATIM || m->verdict == VERDICT_FOLDED) && is_outside(d, m);
	n_blocks = document_blocks(d, &blocks);
	at = document_block_at(d, m->span.start);
	if (at < n_blocks)
		ef->context = (struct span){ blocks[at].start, blocks[at].end };
	if (m->verdict == VERDICT_SPLICED && m->splice_part > 0 && m->splice_part < m->n_parts)
		for (size_t i = 0; rc == 0 && i < 2; i++)
			rc = place_in_document(a, d, m->parts[m->splice_part - 1 + i], &ef->part_place[i]);
	if (rc == 0 && m->n_places > 1)
		rc = place_in_document(a, d, m->other, &ef->other_match_place);
	if (rc == 0 && m->n_typography) {
		if (!(ef->typography_source = arena_array(a, struct str, m->n_typography)))
			return CC_ENOMEM;
		for (size_t i = 0; i < m->n_typography; i++)
			ef->typography_source[i] = str_copy(a, str_span(d->text, m->typography[i].source));
		rc = place_in_document(a, d, m->typography[0].source, &ef->typography_place);
	}
	if (rc < 0 || l->kind == LOCATOR_KIND_NONE)
		return rc;
	if (!within && !locator_printed(l, d, &printed))
		ef->locator = LOCATOR_UNKNOWN;
	else if ((within && overlap(*within, at_file)) || (locator_printed(l, d, &printed) && overlap(printed, at_file)))
		ef->locator = LOCATOR_FITS;
	else {
		ef->locator = LOCATOR_WRONG;
		ef->locator_page = locator_page_of_file(a, l, d, m->span);
		ef->locator_actual = locator_actual(a, l, d, m->span);
	}
	return 0;
}

struct quote evidence_quote(const struct run *run, const struct lint_options *options, const struct task *t)
{
	const struct evidence *ev = t->facts->evidence;
	const struct rule *spliced = rule_table[rule_index(STR("quote-spliced"))];
	const struct claim_file *f = &run->files[run->claims[t->claim].file];
	struct quote q = { .text = words_of(ev)->value, .within = { 1, 0 } };

	q.splice_paragraphs = (unsigned)setting_number(options, spliced, "paragraphs", f->file->path);
	if (ev->prefix.set)
		q.prefix = ev->prefix.value;
	if (ev->suffix.set)
		q.suffix = ev->suffix.value;
	return q;
}

static int digest_span(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	char hex[65];

	sha256_hex(str_span(d->text, ef->match.span), hex);
	ef->span_sha256 = str_copy(a, (struct str){ hex, LOCK_DIGITS });
	return ef->span_sha256.ptr ? 0 : CC_ENOMEM;
}

/* "no text on pages 3-5, 9": what is not found may stand there. */
static int set_textless(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	struct buf b;
	char *words;

	buf_init(&b, TEXTLESS_BYTES + 64);
	buf_addf(&b, "no text on page%s ", d->n_textless > 1 ? "s" : "");
	for (size_t i = 0, k; i < d->n_textless; i = k) {
		for (k = i + 1; k < d->n_textless && d->textless[k] == d->textless[k - 1] + 1; k++)
			;
		if (b.len > TEXTLESS_BYTES) {
			buf_addf(&b, ", \xE2\x80\xA6");
			break;
		}
		buf_addf(&b, "%s%zu", i > 0 ? ", " : "", d->textless[i] + 1);
		if (k > i + 1)
			buf_addf(&b, "\xE2\x80\x93%zu", d->textless[k - 1] + 1);
	}
	words = arena_alloc(a, b.len + 1, 1);
	if (words != NULL && !b.failed)
		memcpy(words, b.ptr, b.len);
	ef->limit = words;
	ef->textless = true;
	ef->state = EVIDENCE_LIMIT;
	ef->match = (struct match){ .verdict = VERDICT_UNCHECKED };
	buf_release(&b);
	return words != NULL && !b.failed ? 0 : CC_ENOMEM;
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
		return set_textless(a, k->document, ef);
	if (ef->evidence->term && ef->match.verdict != VERDICT_VERBATIM && ef->match.verdict != VERDICT_FOLDED)
		ef->state = EVIDENCE_TERM;
	rc = note_places(a, k->document, &l, has_within ? &within : NULL, ef);
	if (rc == 0 && s->options->locking && ef->has_place)
		rc = digest_span(a, k->document, ef);
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
	if (rc == 0 && (rc = parallel_for(jobs, s.n_items, match_item, &s)) < 0)
		error_memory(e);
	if (rc == 0)
		rc = try_attachments(&s, jobs, e);
	for (unsigned i = 0; i < jobs; i++)
		surround_pages_release(&s.pages[i]);
	if (rc == 0)
		rc = elsewhere_search(run, options, &traces, s.tasks, s.n_tasks, workers, jobs, e);
	traces_release(&traces);
	pthread_mutex_destroy(&s.lock);
	return rc;
}

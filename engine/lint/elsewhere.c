/* Every document is looked at once for the words of all lost quotes together; then each quote is aligned with the few
 * documents that hold most of its rare words. Documents are opened one at a time by each thread and released at once. */
#include "lint/elsewhere.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "lint/reporter.h"
#include "text/trace.h"

/* Of a source that nobody cited nearly all words must agree before the quote is said to be its: a corpus is large, and
 * half a sentence is like half of another somewhere. Per mille of the quote's words. */
#define ELSEWHERE_NEAR 800
#define QUOTES_PER_ITEM 256
#define SPARE_LEAST 16        /* of the memory there is: parts that are too small would never end */
#define TRACES_PART 8         /* of the memory there is: what traces may take */
#define TRACES_MOST MIB(1024)
#define BATCH_LEAST 8u /* documents */

/* A document worth an alignment with a lost quote. The likeliest of each quote come first: where that one has the very
 * words, few others need to be read. */
struct pair {
	uint32_t document, lost;
	bool later, may_be_same;
};

/* The pairs that one worker found. */
struct pairs {
	struct pair *v;
	size_t n, cap;
};

struct search {
	struct run *run;
	const struct lint_options *options;
	const struct traces *traces;
	struct arena *workers;
	struct task **lost;
	struct quote *quotes;
	size_t n;    /* of the part that is searched for now */
	struct quote_set *set;
	size_t base; /* the first document of the batch */
	size_t batch; /* documents in one */
	struct pairs *found; /* by worker */
	struct pairs all;
	size_t *firsts;      /* in `all`: where the pairs of a document start */
	size_t n_documents;  /* those with later pairs counted again */
	size_t n_likeliest;  /* the first of them */
	size_t first;        /* of those that are aligned now */
	bool *settled;       /* by lost quote: its likeliest document has the very words */
	pthread_mutex_t lock;
};

int match_rank(const struct match *m)
{
	switch (m->verdict) {
	case VERDICT_VERBATIM:
	case VERDICT_FOLDED:
		return 2;
	case VERDICT_ALTERED:
		return 1;
	default:
		return 0;
	}
}

static int collect(struct search *s, struct task *tasks, size_t n, struct error *e)
{
	s->lost = arena_array(s->run->arena, struct task *, n + 1);
	s->quotes = arena_array(s->run->arena, struct quote, n + 1);
	if (!s->lost || !s->quotes)
		return error_memory(e);
	for (size_t i = 0; i < n; i++) {
		const struct evidence_facts *ef = tasks[i].facts;
		struct quote *q = &s->quotes[s->n];

		if (ef->state != EVIDENCE_DECIDED ||
		    (ef->match.verdict != VERDICT_ABSENT && ef->match.verdict != VERDICT_ALTERED))
			continue;
		*q = evidence_quote(s->run, s->options, &tasks[i]);
		q->least_near = ELSEWHERE_NEAR;
		if (ef->match.verdict == VERDICT_ALTERED) {
			q->least_near = SAME_WORDS;
			q->differs = ef->match.diffs;
			q->n_differs = ef->match.n_diffs;
		}
		s->lost[s->n++] = &tasks[i];
	}
	return 0;
}

/* --- what is kept of sources --- */

/* What is left beside the largest source, and beside the blocks that the arenas may yet begin. */
static size_t spare(struct run *run, const struct lint_options *options, unsigned jobs)
{
	size_t left = memory_left(options->memory), taken = corpus_largest(run->corpus) + (jobs + 2) * MIB(1);

	return left > taken && left - taken > left / SPARE_LEAST ? left - taken : left / SPARE_LEAST;
}

int traces_open(struct traces *t, struct run *run, const struct lint_options *options, unsigned jobs, struct error *e)
{
	size_t share = spare(run, options, jobs) / TRACES_PART;

	*t = (struct traces){ .n = corpus_count(run->corpus), .jobs = jobs };
	t->most = share < TRACES_MOST ? share : TRACES_MOST;
	t->v = arena_array(run->arena, struct text_trace *, t->n + 1);
	t->arenas = arena_array(run->arena, struct arena, jobs);
	if (!t->v || !t->arenas)
		return error_memory(e);
	for (unsigned i = 0; i < jobs; i++) {
		arena_init(&t->arenas[i]);
		if (options->memory)
			arena_count_in(&t->arenas[i], &options->memory->kept);
	}
	return 0;
}

void traces_release(struct traces *t)
{
	for (unsigned i = 0; t->arenas && i < t->jobs; i++)
		arena_release(&t->arenas[i]);
	*t = (struct traces){ 0 };
}

void traces_keep(struct traces *t, unsigned worker, size_t source, const struct text_index *index)
{
	struct error e;

	if (!t->v[source] && atomic_load(&t->bytes) < t->most &&
	    text_trace_make(&t->arenas[worker], &t->v[source], &index->fold, &e) == 0)
		atomic_fetch_add(&t->bytes, text_trace_memory(t->v[source]));
}

/* --- which documents --- */

/* A document that can't be read holds nothing: what cites it says so. */
static int open_document(const struct search *s, size_t source, const struct document **d, struct text_index **index,
                         struct error *e)
{
	int rc;

	*index = NULL;
	if (corpus_source(s->run->corpus, source)->state != SOURCE_READY)
		return 0;
	rc = corpus_acquire(s->run->corpus, source, d, e);
	if (rc < 0)
		return rc == CC_ENOMEM ? rc : 0;
	rc = text_index_open(index, *d, s->options->cache, e);
	if (rc < 0)
		corpus_release(s->run->corpus, *d);
	return rc == CC_ENOMEM ? rc : 0;
}

static void close_document(const struct search *s, const struct document *d, struct text_index *index)
{
	text_index_close(index);
	corpus_release(s->run->corpus, d);
}

static int look(void *ctx, unsigned worker, size_t i)
{
	struct search *s = ctx;
	const struct document *d;
	struct text_index *index;
	struct error e;
	int rc;

	if (s->traces->v[s->base + i])
		return quote_set_look_trace(s->set, worker, s->base + i, s->traces->v[s->base + i], &e);
	rc = open_document(s, s->base + i, &d, &index, &e);
	if (rc < 0 || !index)
		return rc;
	rc = quote_set_look(s->set, worker, s->base + i, index, &e);
	close_document(s, d, index);
	return rc;
}

static int look_at_all(struct search *s, unsigned jobs, struct error *e)
{
	size_t n = corpus_count(s->run->corpus);
	int rc = 0;

	for (s->base = 0; rc == 0 && s->base < n; s->base += s->batch) {
		size_t now = n - s->base < s->batch ? n - s->base : s->batch;

		rc = parallel_for(jobs, now, look, s);
		if (rc < 0)
			return error_memory(e);
		rc = quote_set_settle(s->set, now, e);
		if (s->options->progress)
			s->options->progress(s->options->progress_ctx, "searching the corpus", s->base, n);
	}
	return rc < 0 ? rc : quote_set_ready(s->set, e);
}

static int choose(void *ctx, unsigned worker, size_t item)
{
	struct search *s = ctx;
	size_t last = (item + 1) * QUOTES_PER_ITEM < s->n ? (item + 1) * QUOTES_PER_ITEM : s->n;
	struct arena scratch;
	struct error e;
	int rc = 0;

	arena_init(&scratch);
	for (size_t i = item * QUOTES_PER_ITEM; rc == 0 && i < last; i++) {
		struct quote_choice *documents;
		size_t n;
		bool later = false;

		rc = quote_set_choose(&scratch, s->set, worker, i, &documents, &n, &e);
		for (size_t k = 0; rc == 0 && k < n; k++) {
			struct pair *p;

			if (documents[k].document == s->lost[i]->facts->source)
				continue;
			p = vec_add(&s->workers[worker], &s->found[worker]);
			if (!p)
				rc = CC_ENOMEM;
			else
				*p = (struct pair){ (uint32_t)documents[k].document, (uint32_t)i, later, documents[k].may_be_same };
			later = true;
		}
	}
	arena_release(&scratch);
	return rc;
}

static int by_document(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->later != y->later)
		return x->later ? 1 : -1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->lost > y->lost) - (x->lost < y->lost);
}

/* The pairs of all workers, the likeliest of each quote first, sorted by document. */
static int bring_together(struct search *s, unsigned jobs)
{
	for (unsigned i = 0; i < jobs; i++)
		s->all.cap += s->found[i].n;
	s->all.v = arena_array(s->run->arena, struct pair, s->all.cap);
	s->firsts = arena_array(s->run->arena, size_t, s->all.cap + 1);
	if (!s->all.v || !s->firsts)
		return CC_ENOMEM;
	for (unsigned i = 0; i < jobs; i++)
		for (size_t k = 0; k < s->found[i].n; k++)
			s->all.v[s->all.n++] = s->found[i].v[k];
	if (s->all.n > 1)
		qsort(s->all.v, s->all.n, sizeof *s->all.v, by_document);
	for (size_t i = 0; i < s->all.n; i++)
		if (i == 0 || s->all.v[i].document != s->all.v[i - 1].document || s->all.v[i].later != s->all.v[i - 1].later) {
			s->n_likeliest += !s->all.v[i].later;
			s->firsts[s->n_documents++] = i;
		}
	s->firsts[s->n_documents] = s->all.n;
	return 0;
}

/* --- the words there --- */

/* Is `m` in `source` to be shown rather than what was found elsewhere so far? Decides alike in any order. */
static bool better(const struct evidence_facts *ef, const struct match *m, size_t source)
{
	int now = match_rank(m), before = ef->other_source == SIZE_MAX ? 0 : match_rank(&ef->other);

	if (now == 0)
		return false;
	if (ef->other_source == SIZE_MAX || now != before)
		return now > before;
	if (now == 1 && m->near != ef->other.near)
		return m->near > ef->other.near;
	return source < ef->other_source;
}

/* What is still to be asked of a document; false: nothing. The very words in an earlier document are better in any case;
 * that no others are looked for is a guess, which only what all threads know may be made from. */
static bool worth_asking(struct search *s, const struct pair *p, struct quote *out)
{
	const struct evidence_facts *ef = s->lost[p->lost]->facts;
	bool worth = true;

	*out = s->quotes[p->lost];
	pthread_mutex_lock(&s->lock);
	if (ef->other_source != SIZE_MAX && match_rank(&ef->other) == 2) {
		worth = p->document < ef->other_source && (p->may_be_same || !s->settled[p->lost]);
		if (s->settled[p->lost])
			out->least_near = SAME_WORDS;
	}
	pthread_mutex_unlock(&s->lock);
	return worth;
}

static int align(struct search *s, struct arena *a, const struct document *d, const struct text_index *index,
                 const struct pair *p)
{
	struct evidence_facts *ef = s->lost[p->lost]->facts;
	struct quote q;
	struct match m;
	struct place place;
	struct error e;
	int rc;

	if (!worth_asking(s, p, &q))
		return 0;
	rc = match_quote(a, index, &q, &m, &e);
	if (rc < 0 || match_rank(&m) == 0)
		return rc;
	rc = place_in_document(a, d, m.span, &place);
	if (rc < 0)
		return rc;
	pthread_mutex_lock(&s->lock);
	if (better(ef, &m, p->document)) {
		ef->other = m;
		ef->other_source = p->document;
		ef->other_place = place;
		if (ef->match.verdict == VERDICT_ABSENT)
			rc = evidence_copy_diffs(a, d, &m, ef);
	}
	pthread_mutex_unlock(&s->lock);
	return rc;
}

static int align_document(void *ctx, unsigned worker, size_t item)
{
	struct search *s = ctx;
	size_t first = s->firsts[s->first + item], last = s->firsts[s->first + item + 1];
	const struct document *d;
	struct text_index *index;
	struct quote q;
	struct error e;
	int rc;

	while (first < last && !worth_asking(s, &s->all.v[first], &q))
		first++;
	if (first == last)
		return 0;
	rc = open_document(s, s->all.v[first].document, &d, &index, &e);
	if (rc < 0 || !index)
		return rc;
	for (size_t k = first; rc == 0 && k < last; k++)
		rc = align(s, &s->workers[worker], d, index, &s->all.v[k]);
	close_document(s, d, index);
	return rc;
}

static int align_documents(struct search *s, unsigned jobs, size_t first, size_t last)
{
	s->first = first;
	return parallel_for(jobs, last - first, align_document, s);
}

/* Between the likeliest documents and the others. */
static void note_settled(struct search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct evidence_facts *ef = s->lost[i]->facts;

		s->settled[i] = ef->other_source != SIZE_MAX && match_rank(&ef->other) == 2;
	}
}

static int search(struct search *s, unsigned jobs, struct error *e)
{
	int rc = look_at_all(s, jobs, e);

	if (rc < 0)
		return rc;
	s->all = (struct pairs){ 0 };
	s->n_documents = s->n_likeliest = 0;
	s->found = arena_array(s->run->arena, struct pairs, jobs);
	s->settled = arena_array(s->run->arena, bool, s->n + 1);
	if (!s->found || !s->settled || parallel_for(jobs, (s->n + QUOTES_PER_ITEM - 1) / QUOTES_PER_ITEM, choose, s) < 0 ||
	    bring_together(s, jobs) < 0)
		return error_memory(e);
	quote_set_release(s->set);
	s->set = NULL;
	rc = align_documents(s, jobs, 0, s->n_likeliest);
	note_settled(s);
	if (rc == 0)
		rc = align_documents(s, jobs, s->n_likeliest, s->n_documents);
	return rc < 0 ? error_memory(e) : 0;
}

/* --- the quotes, all at once or as many as there is memory for --- */

/* What the set may come to take, and what documents of a batch hold, count as kept while it is there. */
static int search_with_set(struct search *s, unsigned jobs, size_t most, size_t for_batch, struct error *e)
{
	struct memory *m = s->options->memory;
	size_t looked = for_batch / (quote_set_most_looked(s->set) + 1);
	int rc;

	s->batch = looked < BATCH_LEAST ? BATCH_LEAST : looked < QUOTE_SET_BATCH ? looked : QUOTE_SET_BATCH;
	looked = s->batch * quote_set_most_looked(s->set);
	most += looked < for_batch ? looked : for_batch;
	if (m)
		atomic_fetch_add(&m->kept, most);
	rc = search(s, jobs, e);
	quote_set_release(s->set);
	s->set = NULL;
	if (m)
		atomic_fetch_sub(&m->kept, most);
	return rc;
}

/* One set for all quotes, or one for each of several parts; each costs a look at the whole corpus. Beside a set there has
 * to be room for the largest source. */
static int search_in_parts(struct search *s, unsigned jobs, struct error *e)
{
	size_t room = spare(s->run, s->options, jobs) / 2, documents = corpus_count(s->run->corpus), n = s->n, most, per;
	struct task **lost = s->lost;
	struct quote *quotes = s->quotes;
	uint32_t kept;
	int rc = quote_set_create(&s->set, s->quotes, n, jobs, 0, e);

	if (rc < 0)
		return rc;
	kept = quote_set_kept(s->set);
	most = quote_set_most(s->set, documents);
	if (most <= room)
		return search_with_set(s, jobs, most, room / 2, e);
	quote_set_release(s->set);
	s->set = NULL;
	per = room > 0 ? n / (most / room + 1) + 1 : 1;
	for (size_t at = 0; rc == 0 && at < n; at += per) {
		s->lost = lost + at;
		s->quotes = quotes + at;
		s->n = n - at < per ? n - at : per;
		rc = quote_set_create(&s->set, s->quotes, s->n, jobs, kept, e);
		if (rc == 0)
			rc = search_with_set(s, jobs, quote_set_most(s->set, documents), room / 2, e);
	}
	s->lost = lost;
	s->quotes = quotes;
	s->n = n;
	return rc;
}

int elsewhere_search(struct run *run, const struct lint_options *options, const struct traces *traces,
                     struct task *tasks, size_t n, struct arena *workers, unsigned jobs, struct error *e)
{
	struct search s = { .run = run, .options = options, .traces = traces, .workers = workers };
	int rc = collect(&s, tasks, n, e);

	if (rc < 0 || s.n == 0 || corpus_count(run->corpus) < 2)
		return rc;
	pthread_mutex_init(&s.lock, NULL);
	rc = search_in_parts(&s, jobs, e);
	for (size_t i = 0; i < s.n; i++) {
		struct evidence_facts *ef = s.lost[i]->facts;

		if (ef->match.verdict == VERDICT_ABSENT && ef->other_source != SIZE_MAX)
			ef->match.verdict = VERDICT_ELSEWHERE;
	}
	pthread_mutex_destroy(&s.lock);
	return rc;
}

/* Every document is looked at once for the words of all lost quotes together; then each quote is aligned with the few
 * documents that hold most of its rare words. Documents are opened one at a time by each thread and released at once. */
#include "lint/elsewhere.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/vec.h"
#include "lint/reporter.h"

/* Of a source that nobody cited nearly all words must agree before the quote is said to be its: a corpus is large, and
 * half a sentence is like half of another somewhere. Per mille of the quote's words. */
#define ELSEWHERE_NEAR 800
#define QUOTES_PER_ITEM 256

/* A document worth an alignment with a lost quote. */
struct pair {
	uint32_t document, lost;
};

/* The pairs that one worker found. */
struct pairs {
	struct pair *v;
	size_t n, cap;
};

struct search {
	struct run *run;
	const struct lint_options *options;
	struct arena *workers;
	struct task **lost;
	struct quote *quotes;
	size_t n;
	struct quote_set *set;
	size_t base; /* the first document of the batch */
	struct pairs *found; /* by worker */
	struct pairs all;
	size_t *firsts;      /* in `all`: where the pairs of a document start */
	size_t n_documents;
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
		q->same_words = ef->match.verdict == VERDICT_ALTERED;
		s->lost[s->n++] = &tasks[i];
	}
	return 0;
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
	int rc = open_document(s, s->base + i, &d, &index, &e);

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

	for (s->base = 0; rc == 0 && s->base < n; s->base += QUOTE_SET_BATCH) {
		rc = parallel_for(jobs, n - s->base < QUOTE_SET_BATCH ? n - s->base : QUOTE_SET_BATCH, look, s);
		if (rc < 0)
			return error_memory(e);
		rc = quote_set_settle(s->set, e);
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
		size_t *documents, n;

		rc = quote_set_choose(&scratch, s->set, worker, i, &documents, &n, &e);
		for (size_t k = 0; rc == 0 && k < n; k++) {
			struct pair *p;

			if (documents[k] == s->lost[i]->facts->source)
				continue;
			p = vec_add(&s->workers[worker], &s->found[worker]);
			if (!p)
				rc = CC_ENOMEM;
			else
				*p = (struct pair){ (uint32_t)documents[k], (uint32_t)i };
		}
	}
	arena_release(&scratch);
	return rc;
}

static int by_document(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->lost > y->lost) - (x->lost < y->lost);
}

/* The pairs of all workers, sorted by document. */
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
		if (i == 0 || s->all.v[i].document != s->all.v[i - 1].document)
			s->firsts[s->n_documents++] = i;
	s->firsts[s->n_documents] = s->all.n;
	return 0;
}

/* --- the words there --- */

/* Is `m` in `source` to be shown rather than what was found elsewhere so far? Decides alike in any order. */
static bool better(const struct evidence_facts *ef, const struct match *m, size_t source)
{
	int now = match_rank(m), before = ef->other_source == SIZE_MAX ? 0 : match_rank(&ef->other);

	if (now == 0 || (ef->match.verdict != VERDICT_ABSENT && now < 2))
		return false;
	if (now == 1 && m->near < ELSEWHERE_NEAR)
		return false;
	if (ef->other_source == SIZE_MAX || now != before)
		return now > before;
	if (now == 1 && m->near != ef->other.near)
		return m->near > ef->other.near;
	return source < ef->other_source;
}

static int align(struct search *s, struct arena *a, const struct document *d, const struct text_index *index,
                 const struct pair *p)
{
	struct evidence_facts *ef = s->lost[p->lost]->facts;
	struct match m;
	struct place place;
	struct error e;
	int rc = match_quote(a, index, &s->quotes[p->lost], &m, &e);

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

static int align_document(void *ctx, unsigned worker, size_t i)
{
	struct search *s = ctx;
	const struct document *d;
	struct text_index *index;
	struct error e;
	int rc = open_document(s, s->all.v[s->firsts[i]].document, &d, &index, &e);

	if (rc < 0 || !index)
		return rc;
	for (size_t k = s->firsts[i]; rc == 0 && k < s->firsts[i + 1]; k++)
		rc = align(s, &s->workers[worker], d, index, &s->all.v[k]);
	close_document(s, d, index);
	return rc;
}

static int search(struct search *s, unsigned jobs, struct error *e)
{
	int rc = quote_set_create(&s->set, s->quotes, s->n, jobs, e);

	if (rc == 0)
		rc = look_at_all(s, jobs, e);
	if (rc < 0)
		return rc;
	s->found = arena_array(s->run->arena, struct pairs, jobs);
	if (!s->found || parallel_for(jobs, (s->n + QUOTES_PER_ITEM - 1) / QUOTES_PER_ITEM, choose, s) < 0 ||
	    bring_together(s, jobs) < 0)
		return error_memory(e);
	quote_set_release(s->set);
	s->set = NULL;
	return parallel_for(jobs, s->n_documents, align_document, s) < 0 ? error_memory(e) : 0;
}

int elsewhere_search(struct run *run, const struct lint_options *options, struct task *tasks, size_t n,
                     struct arena *workers, unsigned jobs, struct error *e)
{
	struct search s = { .run = run, .options = options, .workers = workers };
	int rc = collect(&s, tasks, n, e);

	if (rc < 0 || s.n == 0 || corpus_count(run->corpus) < 2)
		return rc;
	pthread_mutex_init(&s.lock, NULL);
	rc = search(&s, jobs, e);
	for (size_t i = 0; i < s.n; i++) {
		struct evidence_facts *ef = s.lost[i]->facts;

		if (ef->match.verdict == VERDICT_ABSENT && ef->other_source != SIZE_MAX)
			ef->match.verdict = VERDICT_ELSEWHERE;
	}
	quote_set_release(s.set);
	pthread_mutex_destroy(&s.lock);
	return rc;
}

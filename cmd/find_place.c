#include "cmd/find_place.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "text/sentence.h"

#define PREFIX_WORDS 12
#define SENTENCE_BYTES 400 /* shown before and behind the words */

struct search {
	struct arena *arena;
	struct find_places *out;
	struct quote quote;
	const struct document *document;
	const struct text_index *index;
	struct error *error;
};

/* With every run of white space as one space; those at the ends only where they are asked for. */
static struct str folded(struct arena *a, struct str s, bool ends)
{
	char *out = arena_alloc(a, s.len + 2, 1);
	bool gap = false;
	size_t n = 0;

	if (!out)
		return (struct str){ 0 };
	for (size_t i = 0; i < s.len; i++) {
		bool space = s.ptr[i] == ' ' || (s.ptr[i] >= '\t' && s.ptr[i] <= '\r');
		if (!space && gap && (n || ends))
			out[n++] = ' ';
		gap = space;
		if (!space)
			out[n++] = s.ptr[i];
	}
	if (gap && ends && n)
		out[n++] = ' ';
	return (struct str){ out, n };
}

/* The sentences that the span lies in, around it. */
static int add_sentence(const struct search *s, struct span span, struct find_place *p)
{
	const struct document *d = s->document;
	const struct block *blocks;
	size_t n = document_blocks(d, &blocks), i = document_block_at(d, span.start);
	struct span block = n && i < n ? (struct span){ blocks[i].start, blocks[i].end }
	                               : (struct span){ 0, d->text.len };
	struct span first = sentence_at(d->text, block, span.start), last;
	size_t start = first.start <= span.start ? first.start : span.start, end = span.end;

	i = document_block_at(d, span.end ? span.end - 1 : 0);
	if (n && i < n)
		block = (struct span){ blocks[i].start, blocks[i].end };
	last = sentence_at(d->text, block, span.end > span.start ? span.end - 1 : span.end);
	if (last.end > end)
		end = last.end;
	if (span.start - start > SENTENCE_BYTES)
		start = utf8_ceil(d->text, span.start - SENTENCE_BYTES);
	if (end - span.end > SENTENCE_BYTES)
		end = utf8_floor(d->text, span.end + SENTENCE_BYTES);
	p->before = folded(s->arena, str_slice(d->text, start, span.start), true);
	p->words = folded(s->arena, str_span(d->text, span), false);
	p->after = folded(s->arena, str_slice(d->text, span.end, end), true);
	return p->before.ptr && p->words.ptr && p->after.ptr ? 0 : CC_ENOMEM;
}

static int add_locator(const struct search *s, struct span span, struct find_place *p)
{
	const struct block *blocks;
	size_t n = document_blocks(s->document, &blocks), i = document_block_at(s->document, span.start);

	if (p->place.page)
		p->locator = str_fmt(s->arena, "p. %u", p->place.page);
	else if (n && i < n && blocks[i].kind == BLOCK_PARAGRAPH && blocks[i].paragraph)
		p->locator = str_fmt(s->arena, "para. %u", blocks[i].paragraph);
	else
		p->locator = str_fmt(s->arena, "line %zu", p->place.start.line);
	return p->locator.ptr ? 0 : CC_ENOMEM;
}

/* Start of the n-th word before `at`. */
static size_t words_before(struct str text, size_t at, size_t n)
{
	while (n-- > 0) {
		size_t from = at;

		while (from > 0 && (text.ptr[from - 1] == ' ' || text.ptr[from - 1] == '\n' || text.ptr[from - 1] == '\r' ||
		                    text.ptr[from - 1] == '\t'))
			from--;
		while (from > 0 && text.ptr[from - 1] != ' ' && text.ptr[from - 1] != '\n' && text.ptr[from - 1] != '\r' &&
		       text.ptr[from - 1] != '\t')
			from--;
		if (from == at)
			break;
		at = from;
	}
	return at;
}

/* As few words as tell this place from the others, by asking the matcher itself. */
static int add_prefix(const struct search *s, struct span span, struct find_place *p)
{
	for (size_t n = 1; n <= PREFIX_WORDS; n++) {
		struct quote q = { .text = s->quote.text, .within = { 1, 0 }, .splice_paragraphs = 2 };
		struct match m;
		int rc;

		q.prefix = folded(s->arena, str_slice(s->document->text, words_before(s->document->text, span.start, n),
		                                      span.start), false);
		if (!q.prefix.ptr || (rc = match_quote(s->arena, s->index, &q, &m, s->error)) < 0)
			return CC_ENOMEM;
		if (m.told_apart && !m.selector_misfit && m.span.start == span.start) {
			p->prefix = q.prefix;
			return 0;
		}
	}
	return 0;
}

/* "'shall' for 'should'; 'not' dropped". */
static int add_difference(const struct search *s, const struct match *m, struct find_place *p)
{
	struct str text = s->quote.text;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < m->n_diffs && i < 5; i++) {
		struct str mine = str_span(text, m->diffs[i].quote);
		struct str theirs = folded(s->arena, str_span(s->document->text, m->diffs[i].source), false);

		if (i)
			buf_add(&b, STR("; "));
		if (mine.len == 0)
			buf_addf(&b, "lacks '" STR_FMT "'", STR_ARG(theirs));
		else if (theirs.len == 0)
			buf_addf(&b, "'" STR_FMT "' does not stand there", STR_ARG(mine));
		else
			buf_addf(&b, "'" STR_FMT "' where the source has '" STR_FMT "'", STR_ARG(mine), STR_ARG(theirs));
	}
	if (m->n_diffs > 5)
		buf_addf(&b, "; and %zu more", m->n_diffs - 5);
	p->difference = str_copy(s->arena, buf_str(&b));
	buf_release(&b);
	return p->difference.ptr ? 0 : CC_ENOMEM;
}

static int add_place(struct search *s, const struct match *m, bool several)
{
	struct find_place *p = vec_add(s->arena, s->out);

	if (!p)
		return CC_ENOMEM;
	*p = (struct find_place){ .verdict = m->verdict, .near = m->near, .rank = s->out->n };
	if (place_in_document(s->arena, s->document, m->span, &p->place) < 0 || add_sentence(s, m->span, p) < 0 ||
	    add_locator(s, m->span, p) < 0 || add_difference(s, m, p) < 0)
		return CC_ENOMEM;
	return several ? add_prefix(s, m->span, p) : 0;
}

static bool found(enum verdict v)
{
	return v == VERDICT_VERBATIM || v == VERDICT_FOLDED;
}

/* All places of one document: the matcher gives one, so it is asked again behind each. */
static int search_document(struct search *s)
{
	struct quote q = s->quote;
	struct match m;
	size_t n = 0;
	int rc = match_quote(s->arena, s->index, &q, &m, s->error);

	if (rc < 0)
		return rc;
	if (!found(m.verdict)) {
		if (m.span.end == m.span.start)
			return 0;
		return add_place(s, &m, false);
	}
	if (m.n_places < 2)
		return add_place(s, &m, false);
	for (q.within = (struct span){ 0, s->document->text.len }; n < FIND_PLACES; n++) {
		rc = match_quote(s->arena, s->index, &q, &m, s->error);
		if (rc < 0 || !found(m.verdict) || m.span.start < q.within.start)
			return rc;
		if (add_place(s, &m, true) < 0)
			return CC_ENOMEM;
		q.within.start = m.span.end > q.within.start ? m.span.end : q.within.start + 1;
	}
	return 0;
}

static int note_unreadable(struct arena *a, struct find_places *out, const struct source *source, const struct error *e)
{
	if (out->n_unreadable++ > 0)
		return 0;
	out->unreadable = str_fmt(a, "can't read source '" STR_FMT "': %s", STR_ARG(source->id), e->text);
	return out->unreadable.ptr ? 0 : CC_ENOMEM;
}

static int search_source(struct arena *a, struct corpus *corpus, struct cache *cache, size_t i, struct str text,
                         struct find_places *out, struct error *e)
{
	const struct source *source = corpus_source(corpus, i);
	struct search s = { .arena = a, .out = out, .error = e };
	struct text_index *index = NULL;
	struct error why = { 0 };
	size_t first = out->n;
	int rc;

	s.quote = (struct quote){ .text = text, .within = { 1, 0 }, .splice_paragraphs = 2 };
	if (source->state == SOURCE_NO_FILE)
		return 0;
	rc = corpus_acquire(corpus, i, &s.document, &why);
	if (rc < 0)
		return rc == CC_ENOMEM ? error_memory(e) : note_unreadable(a, out, source, &why);
	rc = text_index_open(&index, s.document, cache, e);
	s.index = index;
	if (rc == 0)
		rc = search_document(&s);
	for (size_t k = first; rc == 0 && k < out->n; k++)
		out->v[k].source = source;
	if (index)
		text_index_close(index);
	corpus_release(corpus, s.document);
	return rc == CC_ENOMEM ? error_memory(e) : rc;
}

static unsigned worth(const struct find_place *p)
{
	switch (p->verdict) {
	case VERDICT_VERBATIM:
		return 4000;
	case VERDICT_FOLDED:
		return 3000;
	case VERDICT_ALTERED:
	case VERDICT_SPLICED:
		return 1000 + p->near;
	default:
		return p->near;
	}
}

static int compare(const void *x, const void *y)
{
	const struct find_place *a = x, *b = y;

	if (worth(a) != worth(b))
		return worth(a) < worth(b) ? 1 : -1;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* The corpus, shared out among threads; what each source gave is brought together in the sources' order. */
struct sharing {
	struct corpus *corpus;
	struct cache *cache;
	struct str text;
	struct arena *workers;
	struct find_places *found; /* by source */
};

static int search_item(void *ctx, unsigned worker, size_t i)
{
	struct sharing *s = ctx;
	struct error e;

	return search_source(&s->workers[worker], s->corpus, s->cache, i, s->text, &s->found[i], &e);
}

static int bring_together(struct arena *a, const struct sharing *s, struct find_places *out)
{
	for (size_t i = 0; i < corpus_count(s->corpus); i++) {
		const struct find_places *f = &s->found[i];

		for (size_t k = 0; k < f->n; k++) {
			struct find_place *p = vec_add(a, out);

			if (!p)
				return CC_ENOMEM;
			*p = f->v[k];
			p->rank = out->n;
		}
		if (f->n_unreadable > 0 && out->n_unreadable == 0)
			out->unreadable = f->unreadable;
		out->n_unreadable += f->n_unreadable;
	}
	return 0;
}

int find_places(struct arena *a, struct corpus *corpus, struct cache *cache, struct memory *memory, struct str text,
                unsigned jobs, struct find_places *out, struct error *e)
{
	size_t n = corpus_count(corpus);
	struct sharing s = { .corpus = corpus, .cache = cache, .text = text };

	*out = (struct find_places){ .n_workers = parallel_jobs(jobs) };
	out->workers = s.workers = arena_array(a, struct arena, out->n_workers);
	s.found = arena_array(a, struct find_places, n + 1);
	if (!s.workers || !s.found)
		return error_memory(e);
	for (unsigned i = 0; i < out->n_workers; i++)
		arena_init(&s.workers[i]);
	for (unsigned i = 0; memory && i < out->n_workers; i++)
		arena_count_in(&s.workers[i], &memory->kept);
	if (parallel_for(out->n_workers, n, search_item, &s) < 0)
		return corpus_refused(corpus, e) ? CC_ENOMEM : error_memory(e);
	if (bring_together(a, &s, out) < 0)
		return error_memory(e);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, compare);
	/* words that stand somewhere need no near passages beside them */
	for (size_t i = 0; i < out->n; i++)
		if (found(out->v[0].verdict) ? !found(out->v[i].verdict) : i >= FIND_NEAR) {
			out->n = i;
			break;
		}
	return 0;
}

void find_places_release(struct find_places *f)
{
	for (unsigned i = 0; f->workers && i < f->n_workers; i++)
		arena_release(&f->workers[i]);
	*f = (struct find_places){ 0 };
}

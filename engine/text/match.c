#include "text/match.h"

#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "source/source.h"
#include "text/chain.h"
#include "text/places.h"
#include "text/select.h"

const char *verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_VERBATIM] = "verbatim",   [VERDICT_FOLDED] = "folded",   [VERDICT_ALTERED] = "altered",
		[VERDICT_SPLICED] = "spliced",     [VERDICT_ELSEWHERE] = "elsewhere", [VERDICT_ABSENT] = "absent",
		[VERDICT_UNCHECKED] = "unchecked",
	};

	return names[v];
}

const char *diff_weight_name(enum diff_weight w)
{
	static const char *const names[] = {
		[WEIGHT_NEGATION] = "negation", [WEIGHT_NUMBER] = "number", [WEIGHT_NAME] = "name",
		[WEIGHT_DATE] = "date",         [WEIGHT_ORDER] = "order",   [WEIGHT_WORD] = "word",
		[WEIGHT_CASE] = "case",         [WEIGHT_BREAK] = "sentence break", [WEIGHT_SPELLING] = "spelling",
	};

	return names[w];
}

size_t text_count_words(struct str s)
{
	struct fold f;
	size_t n = 0;

	if (fold_text(&f, s, NULL, NULL) < 0)
		return 0;
	for (size_t i = 0; i < f.n; i++)
		n += !(f.v[i].flags & (TOKEN_GLUED | TOKEN_REFERENCE)) || f.v[i].flags & TOKEN_SINGLE;
	fold_release(&f);
	return n;
}

struct asker {
	struct arena *a; /* the caller's */
	struct matcher m;
	const struct quote *q;
	struct match *out;
	struct error *e;
};

static int copy_diffs(struct asker *k, struct diff **to, size_t *n, const struct diffs *from)
{
	if (from->n == 0)
		return 0;
	*to = arena_array(k->a, struct diff, from->n);
	if (!*to)
		return error_memory(k->e);
	memcpy(*to, from->v, from->n * sizeof **to);
	*n = from->n;
	return 0;
}

static struct span place_span(const struct matcher *m, const struct placement *p)
{
	const struct fold *f = &m->index->fold;

	if (p->last <= p->first)
		return (struct span){ 0, 0 };
	return (struct span){ f->v[p->first].start, token_end(&f->v[p->last - 1]) };
}

static unsigned per_mille(size_t part, size_t whole)
{
	return whole == 0 ? 0 : (unsigned)(part >= whole ? 1000 : part * 1000 / whole);
}

/* Nothing is left to compare word by word: bytes as they are. */
static void match_bytes(struct asker *k)
{
	struct str text = k->m.index->document->text, quote = str_trim(k->q->text);
	size_t at = quote.len > 0 ? str_find(text, quote, 0) : SIZE_MAX;

	k->out->verdict = at == SIZE_MAX ? VERDICT_ABSENT : VERDICT_VERBATIM;
	if (at == SIZE_MAX)
		return;
	k->out->span = (struct span){ at, at + quote.len };
	k->out->told_apart = str_find(text, quote, at + 1) == SIZE_MAX;
	k->out->n_places = k->out->told_apart ? 1 : 2;
}

static int set_parts(struct asker *k, struct place *const *at, size_t n)
{
	struct match *out = k->out;

	out->parts = arena_array(k->a, struct span, n);
	if (!out->parts)
		return error_memory(k->e);
	out->n_parts = n;
	for (size_t i = 0; i < n; i++)
		out->parts[i] = at[i] ? place_span(&k->m, &at[i]->at) : (struct span){ 0, 0 };
	return 0;
}

/* The span from the first part's start to the last one's end. */
static void set_span(struct match *out)
{
	out->span = (struct span){ SIZE_MAX, 0 };
	for (size_t i = 0; i < out->n_parts; i++) {
		struct span p = out->parts[i];

		if (p.end <= p.start)
			continue;
		out->span.start = p.start < out->span.start ? p.start : out->span.start;
		out->span.end = p.end > out->span.end ? p.end : out->span.end;
	}
	if (out->span.end == 0)
		out->span.start = 0;
}

/* All that counts, of every part. */
static int gather(struct asker *k, struct place *const *at, size_t n, bool typography)
{
	struct diffs all = { 0 };
	int rc;

	for (size_t i = 0; i < n; i++) {
		const struct diffs *from = !at[i] ? NULL : typography ? &at[i]->how.typography : &at[i]->how.counted;

		for (size_t d = 0; from && d < from->n; d++) {
			struct diff *slot = vec_add(k->m.scratch, &all);

			if (!slot)
				return error_memory(k->e);
			*slot = from->v[d];
		}
	}
	if (typography)
		return copy_diffs(k, &k->out->typography, &k->out->n_typography, &all);
	for (size_t i = 0; i < n; i++) { /* a part that stands nowhere was added */
		const struct quote_part *p = &k->m.quote.parts[i];
		const struct fold *f = &k->m.quote.fold;
		size_t before = i > 0 && at[i - 1] ? place_span(&k->m, &at[i - 1]->at).end : 0;
		struct diff *slot;

		if (at[i])
			continue;
		slot = vec_add(k->m.scratch, &all);
		if (!slot)
			return error_memory(k->e);
		*slot = (struct diff){ DIFF_ADDED, diff_weigh(&k->m.al, p->first, p->last - p->first, 0, 0),
			               { f->v[p->first].start, token_end(&f->v[p->last - 1]) }, { before, before }, false };
	}
	diffs_finish(&all, &k->m.al);
	rc = copy_diffs(k, &k->out->diffs, &k->out->n_diffs, &all);
	return rc;
}

static int supported(struct asker *k, struct place *const *at, size_t n)
{
	int rc = set_parts(k, at, n);

	k->out->near = 1000;
	set_span(k->out);
	select_exact(k->m.index->document->text, k->q->text, &k->m.quote, k->out);
	if (rc == 0 && k->out->verdict != VERDICT_VERBATIM)
		rc = gather(k, at, n, true);
	return rc;
}

static int altered(struct asker *k, struct place *const *at, size_t n)
{
	size_t matched = 0, words = 0;
	int rc = set_parts(k, at, n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = at[i] ? place_compare(&k->m, at[i], k->e) : 0;

	set_span(k->out);
	if (k->out->span.end > k->out->span.start)
		select_widen(k->m.index->document->text, k->q->text, &k->m.quote, k->out);
	for (size_t i = 0; i < n; i++) {
		matched += at[i] ? at[i]->at.matched : 0;
		words += part_words(&k->m.quote, &k->m.quote.parts[i]);
	}
	k->out->near = per_mille(matched, words);
	k->out->verdict = VERDICT_ALTERED;
	k->out->n_places = 1;
	k->out->told_apart = true;
	return rc < 0 ? rc : gather(k, at, n, false);
}

/* Nothing agrees: where does the longest match stop? */
static int absent(struct asker *k, struct places *places, size_t n)
{
	struct places *best = &places[0];
	struct place *near;
	const struct fold *q = &k->m.quote.fold;
	const struct placement *stop;

	for (size_t i = 1; i < n; i++)
		if (places[i].stop.longest > best->stop.longest)
			best = &places[i];
	stop = &best->stop;
	k->out->verdict = VERDICT_ABSENT;
	if (stop->longest == 0)
		return 0;
	if (stop->stop_last > stop->stop_first)
		k->out->stop_source = (struct span){ k->m.index->fold.v[stop->stop_first].start,
			                             token_end(&k->m.index->fold.v[stop->stop_last - 1]) };
	k->out->stop_quote = stop->stop_q > 0 ? token_end(&q->v[stop->stop_q - 1]) : 0;
	k->out->near = per_mille(stop->matched, stop->words);
	near = &best->near_v[0];
	if (n > 1 || best->n_near == 0 || near->at.matched * 10 < near->at.words * 3)
		return 0;
	k->out->span = place_span(&k->m, &near->at);
	if (place_compare(&k->m, near, k->e) < 0)
		return CC_ENOMEM;
	k->out->near = per_mille(near->at.matched, near->at.words);
	return gather(k, &near, 1, false);
}

static int unchecked(struct asker *k, const char *limit)
{
	*k->out = (struct match){ .verdict = VERDICT_UNCHECKED, .limit = limit };
	return 0;
}

/* Passages of the source written as one: most words stand in it in long runs, only not in one place. */
static bool is_patchwork(const struct places *p)
{
	const struct placement *at = &p->near_v[0].at;

	return p->scattered * 5 >= at->words * 4 && at->longest * 10 >= at->words * 3;
}

static int match_one(struct asker *k)
{
	struct places places;
	struct place *at;
	int rc = places_find(&k->m, &k->m.quote.parts[0], &places, k->e);

	if (rc < 0)
		return rc;
	if (k->m.al.spent && places.n == 0)
		return unchecked(k, "the steps that one quote may take in one source");
	if (places.n > 0) {
		at = select_place(&k->m, k->q, &places, k->out);
		return supported(k, &at, 1);
	}
	at = places_agreeing(&k->m, &places);
	if (!at && places.n_near > 0 && is_patchwork(&places))
		at = &places.near_v[0];
	if (at)
		return altered(k, &at, 1);
	return absent(k, &places, 1);
}

static int spliced(struct asker *k, const struct chain *c)
{
	int rc = set_parts(k, c->at, k->m.quote.n_parts);

	set_span(k->out);
	k->out->verdict = VERDICT_SPLICED;
	k->out->splice = c->splice;
	k->out->splice_part = c->splice_part;
	k->out->splice_quote = k->m.quote.parts[c->splice_part].ellipsis;
	k->out->near = 1000;
	k->out->n_places = 1;
	k->out->told_apart = true;
	return rc < 0 ? rc : gather(k, c->at, k->m.quote.n_parts, false);
}

/* Do the parts that stand somewhere make up most of the quote? */
static bool mostly_there(const struct asker *k, struct place *const *at)
{
	size_t matched = 0, words = 0, longest = 0;

	for (size_t i = 0; i < k->m.quote.n_parts; i++) {
		words += part_words(&k->m.quote, &k->m.quote.parts[i]);
		if (!at[i])
			continue;
		matched += at[i]->at.matched;
		longest = at[i]->at.longest > longest ? at[i]->at.longest : longest;
	}
	return words >= 3 && longest >= 3 && matched * 100 >= words * 55;
}

static int match_parts(struct asker *k)
{
	size_t n = k->m.quote.n_parts;
	unsigned window = k->q->splice_paragraphs;
	struct places *places = arena_array(k->m.scratch, struct places, n);
	struct chain c;
	bool clean = true;
	int rc = 0;

	if (!places)
		return error_memory(k->e);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = places_find(&k->m, &k->m.quote.parts[i], &places[i], k->e);
	if (rc == 0)
		rc = select_chain(&k->m, k->q, places, window, &c, k->out, k->e);
	if (rc < 0)
		return rc;
	if (c.complete && c.clean)
		return supported(k, c.at, n);
	if (k->m.al.spent)
		return unchecked(k, "the steps that one quote may take in one source");
	for (size_t i = 0; i < n; i++)
		clean = clean && c.at[i] && c.at[i]->how.counted.n == 0;
	if (c.spliced && clean)
		return spliced(k, &c);
	if (c.complete || mostly_there(k, c.at))
		return altered(k, c.at, n);
	return absent(k, places, n);
}

static int ask(struct asker *k)
{
	int rc;

	if (k->q->text.len > LIMIT_QUOTE_BYTES)
		return unchecked(k, "64 KiB in one quote");
	rc = quote_parse(k->m.scratch, &k->m.quote, k->q->text, k->e);
	if (rc < 0)
		return rc;
	k->m.al = (struct aligner){ .scratch = k->m.scratch, .quote = &k->m.quote, .source = &k->m.index->fold,
		                    .view = &k->m.view };
	if (k->m.quote.n_ellipses > LIMIT_ELLIPSES)
		rc = unchecked(k, "64 ellipses in one quote");
	else if (k->m.quote.fold.n == 0)
		match_bytes(k);
	else
		rc = k->m.quote.n_parts > 1 ? match_parts(k) : match_one(k);
	if (rc == 0 && k->out->verdict == VERDICT_ALTERED && k->out->near < k->q->least_near)
		*k->out = (struct match){ .verdict = VERDICT_ABSENT };
	quote_close(&k->m.quote);
	return rc;
}

int match_quote(struct arena *a, const struct text_index *t, const struct quote *q, struct match *out, struct error *e)
{
	struct arena scratch;
	struct asker k = { .a = a, .m = { .scratch = &scratch, .index = t, .least_near = q->least_near }, .q = q, .out = out, .e = e };
	int rc;

	*out = (struct match){ .verdict = VERDICT_ABSENT };
	rc = index_ready(t, &k.m.view, e);
	if (rc < 0)
		return rc;
	arena_init(&scratch);
	rc = ask(&k);
	arena_release(&scratch);
	return rc;
}

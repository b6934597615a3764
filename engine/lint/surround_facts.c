#include "lint/surround_facts.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "lint/own_words.h"
#include "text/propername.h"
#include "text/quantity.h"
#include "text/sentence.h"

enum {
	BESIDE = 80,        /* bytes of the quote that are read beside a cut */
	WINDOW = 1600,      /* bytes of the source that are read to either side of a quote */
	BEFORE = 1200,      /* bytes of the paragraphs before, */
	BEHIND = 400,       /* and of those behind, that are read for who speaks */
	CLAIM = 8192,       /* bytes of a claim's text that are read */
	QUANTITIES = 64,    /* of one claim that are compared, */
	RIVALS = 256,       /* with as many of its evidence */
	DOCUMENT = 1 << 15, /* bytes around the quote that are searched for a name */
};

struct desk {
	struct arena *keep;  /* the facts' */
	struct arena *work;  /* released afterwards */
	const struct run *run;
	const struct claim *claim;
	const struct evidence_facts *ef;
	const struct document *d;
	struct prose words;  /* the claim's text */
	struct surround_pages *pages; /* the words of the source, shared with the quotes near this one */
	struct surround_facts *out;
	struct error *e;
};

/* `around` with `before` and `behind` more bytes, no further than `limit`. */
static struct span widen(struct str text, struct span around, size_t before, size_t behind, struct span limit)
{
	size_t start = around.start > before ? around.start - before : 0;
	size_t end = text.len - around.end > behind ? around.end + behind : text.len;
	if (start < limit.start)
		start = limit.start;
	if (end > limit.end)
		end = limit.end;
	return (struct span){ utf8_floor(text, start), utf8_floor(text, end) };
}

static struct span context_of(const struct desk *k)
{
	struct span block = k->ef->context;
	if (block.start > k->ef->match.span.start || block.end < k->ef->match.span.end)
		block = (struct span){ block.start < k->ef->match.span.start ? block.start : k->ef->match.span.start,
			block.end > k->ef->match.span.end ? block.end : k->ef->match.span.end };
	return widen(k->d->text, k->ef->match.span, WINDOW, WINDOW, block);
}

/* The source around the quote; with `before`, from the paragraphs before it on. */
static int read_block(struct desk *k, size_t before, struct prose *out)
{
	struct str text = k->d->text;
	struct span span = k->ef->match.span, context = context_of(k);
	if (before > 0)
		context = widen(text, context, before, BEHIND, (struct span){ 0, text.len });
	if (context.start + WINDOW < span.start)
		context.start = utf8_floor(text, span.start - WINDOW);
	return surround_pages_read(k->pages, span.start, context, out, k->e);
}

static int keep_words(struct desk *k, struct span span, struct str *words, struct place *place)
{
	*words = str_copy(k->keep, str_span(k->d->text, span));
	if (!words->ptr || place_in_document(k->keep, k->d, span, place) < 0)
		return error_memory(k->e);
	return 0;
}

static int add_cut(struct desk *k, enum cut_end end, size_t part, const struct govern *g)
{
	struct surround_facts *out = k->out;
	if (govern_mentioned(&k->words, g->governor, k->ef->evidence->quote.value))
		return 0;
	struct cut_fact *c = &out->cuts[out->n_cuts++];
	*c = (struct cut_fact){ .end = end, .part = part, .governor = g->governor, .distance = g->distance };
	return keep_words(k, g->words, &c->words, &c->place);
}

/* Are there words of the sentence before the quote? */
static bool cut_before(struct str text, size_t start, size_t at)
{
	while (at > start && !((unsigned char)text.ptr[at - 1] >= 'A' && (unsigned char)text.ptr[at - 1] <= 'z') &&
	       text.ptr[at - 1] != ',')
		at--;
	return at > start;
}

static bool cut_behind(struct str text, size_t end, struct span part)
{
	char last = part.end > part.start ? text.ptr[part.end - 1] : '.';
	char next = part.end < end ? text.ptr[part.end] : '.';
	return part.end < end && !(last == '.' || last == '!' || last == '?' || next == '.' || next == '!' ||
	                           next == '?' || next == ';' || next == ':');
}

/* Only the words beside a cut are read: the quote itself may be long. */
static int read_before(struct desk *k, struct span part, struct prose *p, bool *any)
{
	struct span context = context_of(k);
	*any = false;
	if (!cut_before(k->d->text, context.start, part.start))
		return 0;
	struct span at = sentence_at(k->d->text, context, part.start);
	size_t end = part.end - part.start > BESIDE ? utf8_floor(k->d->text, part.start + BESIDE) : part.end;
	*any = cut_before(k->d->text, at.start, part.start);
	return *any ? prose_read(k->work, k->d->text, (struct span){ at.start, end }, p, k->e) : 0;
}

static int read_behind(struct desk *k, struct span part, struct prose *p, bool *any)
{
	struct span context = context_of(k);
	*any = false;
	/* the quote has the end of the sentence, or goes on with what limits nothing */
	if (!cut_behind(k->d->text, k->d->text.len, part) || !govern_may_limit(k->d->text, part.end))
		return 0;
	struct span at = sentence_at(k->d->text, context, part.end > part.start ? part.end - 1 : part.end);
	size_t start = part.end > 4 * BESIDE ? part.end - 4 * BESIDE : 0;
	start = utf8_floor(k->d->text, start > at.start ? start : at.start);
	*any = cut_behind(k->d->text, at.end, part);
	return *any ? prose_read(k->work, k->d->text, (struct span){ start, at.end }, p, k->e) : 0;
}

static int read_cuts(struct desk *k)
{
	const struct match *m = &k->ef->match;
	size_t n = m->n_parts > 0 ? m->n_parts : 1;
	k->out->cuts = arena_array(k->keep, struct cut_fact, 2 * n);
	if (!k->out->cuts)
		return error_memory(k->e);
	for (size_t i = 0; i < n; i++) {
		struct span part = m->n_parts > 0 ? m->parts[i] : m->span;
		size_t floor = i > 0 ? m->parts[i - 1].end : 0,
		       ceiling = i + 1 < n ? m->parts[i + 1].start : k->d->text.len;
		struct prose before, behind;
		struct govern g;
		bool left, right = false;
		int rc = read_before(k, part, &before, &left);
		if (rc == 0 && left && govern_before(&before, part, floor, &g))
			rc = add_cut(k, i == 0 ? CUT_LEADING : CUT_ELLIPSIS, i, &g);
		if (rc == 0)
			rc = read_behind(k, part, &behind, &right);
		if (rc == 0 && right && govern_after(&behind, part, ceiling, &g))
			rc = add_cut(k, i + 1 == n ? CUT_TRAILING : CUT_ELLIPSIS, i, &g);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int add_number(struct desk *k, const struct quantity *q, const struct quantity *other)
{
	struct number_fact *f = &k->out->numbers[k->out->n_numbers++];
	*f = (struct number_fact){ .claim = q->whole, .agrees = !other };
	return other ? keep_words(k, other->whole, &f->source, &f->place) : 0;
}

static int read_numbers(struct desk *k)
{
	struct prose block;
	struct quantities claim = { .p = &k->words }, quoted = { .p = &block }, around = { .p = &block };
	bool has_around = false, taken[RIVALS];
	int rc = quantities_read(k->work, &k->words, (struct span){ 0, k->words.text.len }, &claim.v, &claim.n, k->e);
	if (rc < 0 || claim.n == 0)
		return rc;
	claim.n = claim.n < QUANTITIES ? claim.n : QUANTITIES;
	k->out->numbers = arena_array(k->keep, struct number_fact, claim.n);
	if (!k->out->numbers)
		return error_memory(k->e);
	rc = read_block(k, 0, &block);
	if (rc == 0)
		rc = quantities_read(k->work, &block, k->ef->match.span, &quoted.v, &quoted.n, k->e);
	if (rc < 0)
		return rc;
	quoted.n = quoted.n < RIVALS ? quoted.n : RIVALS;
	for (size_t i = 0; i < quoted.n; i++)
		taken[i] = quantities_take(&claim, &quoted.v[i]);
	for (size_t i = 0; rc == 0 && i < claim.n; i++) {
		bool agrees = quantities_agree(&quoted, &claim.v[i]) ||
		              quantities_derive(&quoted, &claim.v[i], &k->words);
		const struct quantity *other = agrees ? NULL : quantities_rival(&claim, i, &quoted, taken);
		/* the paragraph may have it: asked only where that matters */
		if (!agrees && (other || k->claim->n_evidence > 1) && !has_around) {
			rc = quantities_read(k->work, &block, context_of(k), &around.v, &around.n, k->e);
			has_around = true;
		}
		bool near = has_around && quantities_agree(&around, &claim.v[i]) &&
		            !(other && quantities_nearer(&claim, i, &block, other, &around));
		if (rc == 0 && (agrees || near))
			rc = add_number(k, &claim.v[i], NULL);
		else if (rc == 0 && other)
			rc = add_number(k, &claim.v[i], other);
	}
	return rc;
}

static int read_names(struct desk *k)
{
	struct span context = context_of(k);
	struct name_pair *pairs;
	struct prose block;
	size_t n;
	if (!name_missing(&k->words, str_span(k->d->text, context)))
		return 0;
	int rc = read_block(k, 0, &block);
	struct span all = { 0, k->d->text.len };
	struct str near = str_span(k->d->text, widen(k->d->text, k->ef->match.span, DOCUMENT, DOCUMENT, all));
	if (rc == 0)
		rc = name_variants(k->work, &k->words, &block, near, &pairs, &n, k->e);
	if (rc < 0 || n == 0)
		return rc;
	k->out->names = arena_array(k->keep, struct name_fact, n);
	if (!k->out->names)
		return error_memory(k->e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct name_fact *f = &k->out->names[k->out->n_names++];
		f->claim = pairs[i].claim;
		rc = keep_words(k, pairs[i].source, &f->source, &f->place);
	}
	return rc;
}

static bool claimed_speaker(struct desk *k, struct speaker_fact *f)
{
	if (k->claim->speaker.set && str_trim(k->claim->speaker.value).len > 0) {
		f->name = str_trim(k->claim->speaker.value);
		return true;
	}
	if (!speech_claimed(&k->words, &f->in_text))
		return false;
	f->name = str_span(k->words.text, f->in_text);
	return true;
}

static int read_speaker(struct desk *k)
{
	struct speaker_fact *f = &k->out->speaker;
	struct speech found;
	struct prose block;
	f->claimed = claimed_speaker(k, f);
	if (!f->claimed || !speech_answerable(f->name))
		return 0;
	struct str text = k->d->text;
	struct span all = { 0, text.len };
	int rc = read_block(k, BEFORE, &block);
	if (rc < 0)
		return rc;
	speech_at(&block, k->ef->match.span, &found);
	const struct source *source = corpus_source(k->run->corpus, k->d->source);
	struct str near = str_span(text, widen(text, k->ef->match.span, DOCUMENT, DOCUMENT, all));
	f->kind = found.kind;
	f->relation = speech_compare(k->work, f->name, &block, k->ef->match.span, &found, near,
	                             source->record.author.text);
	if (f->relation != SPEECH_OTHER)
		return 0;
	if (found.kind != SPEAKER_AUTHOR && found.words.end <= found.words.start) { /* the words themselves tell whose they are not */
		f->kind = SPEAKER_PRONOUN;
		found.words = k->ef->match.span;
	}
	if (found.kind == SPEAKER_AUTHOR || found.kind == SPEAKER_PRONOUN)
		found.words = found.kind == SPEAKER_AUTHOR ? k->ef->match.span : found.words;
	rc = keep_words(k, found.words, &f->source, &f->place);
	return rc;
}

int surround_facts_build(struct arena *a, const struct run *run, const struct claim *claim,
                         const struct evidence_facts *ef, const struct document *d, struct surround_pages *pages,
                         struct surround_facts **out, struct error *e)
{
	struct arena *work = &pages->work;
	struct desk k = { .keep = a, .work = work, .run = run, .claim = claim, .ef = ef, .d = d, .pages = pages, .e = e };
	*out = NULL;
	if ((ef->match.verdict != VERDICT_VERBATIM && ef->match.verdict != VERDICT_FOLDED) ||
	    ef->evidence->translated || ef->match.span.end <= ef->match.span.start || ef->match.span.end > d->text.len)
		return 0;
	k.out = arena_new(a, struct surround_facts);
	if (!k.out)
		return error_memory(e);
	arena_clear(work);
	struct str own = claim_own_words(work, claim);
	size_t most = own.len < CLAIM ? own.len : CLAIM;
	bool one_place = ef->match.n_places <= 1 || ef->match.told_apart;
	int rc = own.ptr ? prose_read(work, own, (struct span){ 0, utf8_floor(own, most) }, &k.words, e) : error_memory(e);
	if (rc == 0 && one_place && !ef->evidence->term)
		rc = read_cuts(&k);
	if (rc == 0 && one_place)
		rc = read_speaker(&k);
	if (rc == 0)
		rc = read_numbers(&k);
	if (rc == 0)
		rc = read_names(&k);
	if (rc == 0)
		*out = k.out;
	return rc;
}

#include "lint/online.h"

#include <stdlib.h>

#include "base/address.h"
#include "base/map.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "lint/elsewhere.h"
#include "lint/evidence.h"

#define WORDS_BYTES 120

struct wanted {
	size_t url, source, claim;
	struct evidence_facts *ef;
};

struct online {
	struct run *run;
	const struct lint_options *options;
	struct map by_url;
	struct str *urls;
	struct online_page *pages; /* by url */
	size_t n_urls;
	struct wanted *wanted;     /* by url, then source */
	size_t n_wanted;
	size_t *first;             /* by url: in wanted; n_urls + 1 */
};

static int collect_urls(struct online *o, struct error *e)
{
	struct run *run = o->run;
	size_t n = corpus_count(run->corpus);

	o->urls = arena_array(run->arena, struct str, n + 1);
	o->pages = arena_array(run->arena, struct online_page, n + 1);
	run->online = arena_array(run->arena, const struct online_page *, n + 1);
	run->online_lost = arena_array(run->arena, struct str, n + 1);
	if (!o->urls || !o->pages || !run->online || !run->online_lost)
		return error_memory(e);
	for (size_t i = 0; i < n; i++) {
		struct str url = run->sources[i].cited ? address_page(corpus_source(run->corpus, i)->record.url.text) : (struct str){ 0 };
		size_t known = o->n_urls;
		int rc;
		if (url.len == 0)
			continue;
		rc = map_put(run->arena, &o->by_url, url, o->n_urls, &known);
		if (rc < 0)
			return error_memory(e);
		if (rc == 0) {
			o->pages[o->n_urls] = (struct online_page){ .url = url };
			o->urls[o->n_urls++] = url;
		}
		run->online[i] = &o->pages[known];
	}
	return 0;
}

static int by_url(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->url != y->url)
		return x->url < y->url ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return x->claim < y->claim ? -1 : x->claim > y->claim;
}

static int collect_evidence(struct online *o, struct error *e)
{
	struct run *run = o->run;
	size_t n = 0;

	for (size_t i = 0; i < run->n_claims; i++)
		n += run->claims[i].n_evidence;
	o->wanted = arena_array(run->arena, struct wanted, n + 1);
	o->first = arena_array(run->arena, size_t, o->n_urls + 2);
	if (!o->wanted || !o->first)
		return error_memory(e);
	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++) {
			struct evidence_facts *ef = &run->claims[i].evidence[k];
			struct online_facts *facts;
			if (ef->source == SIZE_MAX || !run->online[ef->source])
				continue;
			facts = arena_new(run->arena, struct online_facts);
			if (!facts)
				return error_memory(e);
			facts->page = run->online[ef->source];
			ef->online = facts;
			o->wanted[o->n_wanted++] = (struct wanted){ (size_t)(facts->page - o->pages), ef->source, i, ef };
		}
	qsort(o->wanted, o->n_wanted, sizeof *o->wanted, by_url);
	for (size_t i = 0, url = 0; url <= o->n_urls; url++) {
		while (i < o->n_wanted && o->wanted[i].url < url)
			i++;
		o->first[url] = i;
	}
	return 0;
}

/* --- the words on the page --- */

static bool stood(const struct evidence_facts *ef)
{
	return ef->state == EVIDENCE_DECIDED && (ef->match.verdict == VERDICT_VERBATIM || ef->match.verdict == VERDICT_FOLDED);
}

/* At most so many bytes, whole words, in one line. */
static struct str cut(struct arena *a, struct str s)
{
	size_t end = s.len;

	if (end > WORDS_BYTES) {
		end = WORDS_BYTES;
		while (end > 0 && s.ptr[end] != ' ')
			end--;
	}
	return str_copy(a, str_slice(s, 0, end ? end : 0));
}

static int compare(struct online *o, const struct wanted *w, const struct document *d, const struct text_index *index,
                   struct arena *scratch, struct error *e)
{
	/* the list of facts is const to the rules; this one was made above */
	struct online_facts *facts = w->ef->online;
	struct task t = { w->ef, w->claim, 0 };
	struct quote q = evidence_quote(o->run, o->options, &t);
	struct arena *a = o->run->arena;
	struct match m;
	int rc = match_quote(scratch, index, &q, &m, e);

	if (rc < 0 || m.verdict == VERDICT_VERBATIM || m.verdict == VERDICT_FOLDED || m.verdict == VERDICT_UNCHECKED)
		return rc;
	facts->drifted = true;
	if (m.verdict == VERDICT_ALTERED && m.n_diffs > 0) {
		facts->same_place = true;
		facts->before = cut(a, str_span(q.text, m.diffs[0].quote));
		facts->now = cut(a, str_span(d->text, m.diffs[0].source));
	}
	if (m.span.end > m.span.start)
		facts->words = cut(a, str_span(d->text, m.span));
	else if (m.stop_source.end > m.stop_source.start)
		facts->words = cut(a, str_span(d->text, m.stop_source));
	return 0;
}

/* --- text fragments of records --- */

static bool has_text(const struct source *s)
{
	struct text_directive d;
	size_t at = 0;

	return address_next_text(s->record.url.text, &at, &d);
}

static int check_words(struct online *o, const struct source *s, const struct text_index *index, struct arena *scratch,
                       struct str words, struct str prefix, struct str suffix, struct error *e)
{
	struct quote q = { .text = percent_decoded(scratch, words), .prefix = percent_decoded(scratch, prefix),
		               .suffix = percent_decoded(scratch, suffix), .within = { 1, 0 }, .splice_paragraphs = 2 };
	struct match m;
	int rc = 0;

	if (q.text.len == 0 || o->run->online_lost[s->index].len > 0)
		return 0;
	rc = match_quote(scratch, index, &q, &m, e);
	if (rc != 0 || m.verdict == VERDICT_VERBATIM || m.verdict == VERDICT_FOLDED || m.verdict == VERDICT_UNCHECKED)
		return rc;
	o->run->online_lost[s->index] = cut(o->run->arena, q.text);
	return o->run->online_lost[s->index].ptr ? 0 : CC_ENOMEM;
}

static int check_fragment(struct online *o, const struct source *s, const struct text_index *index, struct arena *scratch,
                          struct error *e)
{
	const struct str none = { 0 };
	struct text_directive d;
	size_t at = 0;
	int rc = 0;

	while (rc == 0 && address_next_text(s->record.url.text, &at, &d)) {
		bool range = d.end.len > 0;
		rc = check_words(o, s, index, scratch, d.start, d.prefix, range ? none : d.suffix, e);
		if (rc == 0 && range)
			rc = check_words(o, s, index, scratch, d.end, none, d.suffix, e);
	}
	return rc;
}

/* The page as the source's own reader would read it. */
static int read_page(struct arena *a, const struct source *s, const struct online_answer *answer, struct document *d,
                     struct error *e)
{
	struct source page = *s;
	struct str name = str_fmt(a, "page" STR_FMT, STR_ARG(answer->extension));
	int rc;

	if (!name.ptr)
		return error_memory(e);
	/* bytes, and no file that a program could be given */
	page.path = page.full_path = name;
	page.stored = true;
	page.record.fetch_type.text = answer->content_type;
	page.format = source_format_for(name);
	if (!page.format)
		return error_set(e, CC_EKIND, "a kind of file that citecheck does not read");
	rc = page.format->load(a, &page, answer->bytes, d, e);
	return rc == 0 ? document_prepare(a, d, e) : rc;
}

/* The evidence [from, to) of one source on one page. Why it could not be compared, in *why. */
static int compare_source(struct online *o, size_t from, size_t to, const struct online_answer *answer, struct error *why,
                          struct error *e)
{
	const struct source *s = corpus_source(o->run->corpus, o->wanted[from].source);
	struct str pin = str_trim(s->record.sha256.text);
	struct text_index *index = NULL;
	struct document d = { 0 };
	struct arena a;
	char hex[65];
	bool same;
	int rc;

	sha256_hex(answer->bytes, hex);
	/* the very bytes of the snapshot */
	same = str_eq_ci(pin, (struct str){ hex, 64 }) && !o->run->sources[s->index].changed;
	if (same && !has_text(s))
		return 0;
	arena_init(&a);
	rc = read_page(&a, s, answer, &d, why);
	if (rc == 0)
		rc = text_index_open(&index, &d, NULL, why);
	if (rc == 0 && has_text(s) && check_fragment(o, s, index, &a, e) < 0)
		rc = CC_ENOMEM;
	for (size_t i = from; rc == 0 && !same && i < to; i++)
		if (stood(o->wanted[i].ef) && (rc = compare(o, &o->wanted[i], &d, index, &a, e)) < 0)
			rc = CC_ENOMEM;
	if (index)
		text_index_close(index);
	document_finish(&d);
	arena_release(&a);
	return rc == CC_ENOMEM ? error_memory(e) : rc;
}

static int take(void *taker, size_t url, const struct online_answer *answer, struct error *e)
{
	struct online *o = taker;
	struct online_page *p = &o->pages[url];
	struct error why = { 0 };
	int rc = 0;

	p->state = answer->state;
	p->reason = str_copy(o->run->arena, answer->reason);
	p->moved = answer->moved.len ? str_copy(o->run->arena, answer->moved) : (struct str){ 0 };
	if (!p->reason.ptr || (answer->moved.len && !p->moved.ptr))
		return error_memory(e);
	for (size_t i = o->first[url], end; p->state == ONLINE_THERE && i < o->first[url + 1]; i = end) {
		for (end = i + 1; end < o->first[url + 1] && o->wanted[end].source == o->wanted[i].source;)
			end++;
		rc = compare_source(o, i, end, answer, &why, e);
		if (rc == CC_ENOMEM)
			return rc;
		if (rc < 0) {
			p->state = ONLINE_UNKNOWN;
			p->reason = str_copy(o->run->arena, str_from(why.text));
			if (!p->reason.ptr)
				return error_memory(e);
		}
	}
	return 0;
}

int online_facts_build(struct run *run, const struct lint_options *options, struct error *e)
{
	struct online o = { .run = run, .options = options };
	int rc;

	if (!options->online)
		return 0;
	rc = collect_urls(&o, e);
	if (rc == 0)
		rc = collect_evidence(&o, e);
	return rc == 0 && o.n_urls > 0 ? options->online->ask(options->online->ctx, o.urls, o.n_urls, take, &o, e) : rc;
}

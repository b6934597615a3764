#include "lint/history.h"

#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/sha256.h"
#include "lint/history_change.h"
#include "lint/lint.h"
#include "lint/probe.h"

#define NEWEST 512 /* versions that are read one by one; of the older ones the search leaps first */
#define FIRST_COMMITS 256 /* are listed before the rest is */
#define LOOSE 24  /* newest versions that are read as documents where the cheap look saw nothing */
#define MERGES 8  /* sides of merges that are gone into, one behind the other */
#define NONE SIZE_MAX

/* One thing that a source has lost: a quote's words, or its recorded sum. */
struct loss {
	size_t source;
	struct evidence_facts *evidence; /* NULL: the sum */
	struct str quote;
	struct probe probe;
	size_t found; /* the newest version of the line that has it, or NONE */
};

/* A version as a document, while it is asked. */
struct reading {
	struct arena arena;
	struct document document;
	struct text_index *index;
	bool opened, readable;
};

struct search {
	struct run *run;
	const struct lint_options *options;
	const struct past *past;
	struct loss *losses;
	size_t n;
	size_t commits, bytes, pdfs; /* of the run, so far */
	size_t sources;              /* that are still to be looked through */
	struct timespec start;
	bool spent;
};

/* The line that is looked at, for some losses of one source. */
struct line {
	struct search *search;
	struct arena *arena;
	size_t source;
	struct past_versions versions;
	struct loss **losses;
	size_t n;
};

static bool is_spent(struct search *s)
{
	struct timespec now;

	s->spent = s->spent || s->bytes > LIMIT_HISTORY_BYTES || s->commits > LIMIT_HISTORY_COMMITS ||
	           (clock_gettime(CLOCK_MONOTONIC, &now) == 0 && now.tv_sec - s->start.tv_sec > LIMIT_HISTORY_SECONDS);
	return s->spent;
}

/* --- one version --- */

static bool is_pdf(struct str path)
{
	return str_eq_ci(path_extension(path), STR(".pdf"));
}

/* 1: read; 0: it can't be; negative: memory. */
static int read_bytes(struct line *l, struct reading *r, size_t version, struct str *out)
{
	struct search *s = l->search;
	struct error e;
	int rc = s->past->blob(s->past, &r->arena, l->versions.v[version].blob, LIMIT_HISTORY_VERSION_BYTES, out, &e);

	s->bytes += rc == 0 ? out->len : 0;
	s->run->history.versions++;
	return rc == CC_ENOMEM ? rc : rc == 0 && !file_is_pointer(*out);
}

static struct str revision_of(const struct past_versions *v, size_t version)
{
	return version > 0 ? v->v[version - 1].before : v->v[0].commit;
}

static int open_document(struct line *l, struct reading *r, size_t version, struct str bytes)
{
	struct search *s = l->search;
	const struct past_version *v = &l->versions.v[version];
	struct error e;
	int rc;

	if (r->opened)
		return 0;
	r->opened = true;
	if (is_pdf(v->path) && s->pdfs++ >= LIMIT_HISTORY_PDFS)
		return 0;
	rc = corpus_read_version(s->run->corpus, l->source, &r->arena, v->path, revision_of(&l->versions, version), bytes,
	                         &r->document, &e);
	if (rc == 0)
		rc = text_index_open(&r->index, &r->document, NULL, &e);
	r->readable = rc == 0;
	return rc == CC_ENOMEM ? rc : 0;
}

static void close_reading(struct reading *r)
{
	if (r->index)
		text_index_close(r->index);
	if (r->opened)
		document_finish(&r->document);
	arena_release(&r->arena);
	*r = (struct reading){ 0 };
}

static int quote_stands(struct reading *r, struct str quote, struct match *m, bool *stands)
{
	struct quote q = { .text = quote, .within = { 1, 0 } };
	struct error e;
	int rc = match_quote(&r->arena, r->index, &q, m, &e);

	*stands = rc == 0 && (m->verdict == VERDICT_VERBATIM || m->verdict == VERDICT_FOLDED);
	return rc;
}

/* Does this version have it? `loose`: the cheap look is left out. */
static int has_loss(struct line *l, struct reading *r, size_t version, struct str bytes, const struct loss *loss,
                    bool loose, bool *has)
{
	const struct value *sum = &corpus_source(l->search->run->corpus, l->source)->record.sha256;
	struct match m;
	char hex[65];
	int rc;

	*has = false;
	if (!loss->evidence) {
		sha256_hex(bytes, hex);
		*has = str_eq_ci(str_trim(sum->text), str_from(hex));
		return 0;
	}
	if (!loose && !is_pdf(l->versions.v[version].path) && !probe_sees(&loss->probe, bytes))
		return 0;
	rc = open_document(l, r, version, bytes);
	return rc == 0 && r->readable ? quote_stands(r, loss->quote, &m, has) : rc;
}

static int look_at(struct line *l, size_t version, bool loose, size_t *open)
{
	struct reading r = { 0 };
	struct str bytes;
	int rc;

	arena_init(&r.arena);
	rc = read_bytes(l, &r, version, &bytes);
	for (size_t i = 0; rc > 0 && i < l->n; i++) {
		bool has;
		int look;

		if (l->losses[i]->found != NONE)
			continue;
		look = has_loss(l, &r, version, bytes, l->losses[i], loose, &has);
		if (look < 0) {
			rc = look;
		} else if (has) {
			l->losses[i]->found = version;
			--*open;
		}
	}
	close_reading(&r);
	return rc < 0 ? rc : 0;
}

static size_t count_open(const struct line *l)
{
	size_t open = 0;

	for (size_t i = 0; i < l->n; i++)
		open += l->losses[i]->found == NONE;
	return open;
}

/* Versions [from, end) one by one, until all is found. */
static int look_through(struct line *l, size_t from, size_t end, bool loose)
{
	size_t open = count_open(l);
	struct map seen = { 0 };
	int rc = 0;

	for (size_t v = from; rc == 0 && open > 0 && v < end && v < l->versions.n && !is_spent(l->search); v++) {
		rc = map_put(l->arena, &seen, l->versions.v[v].blob, v, NULL);
		if (rc == 0)
			rc = look_at(l, v, loose, &open);
		else
			rc = rc < 0 ? rc : 0; /* equal bytes have what they had */
	}
	return rc;
}

/* Between a version that lacks it and an older one that has it: two neighbours of which one has it and one does not. */
static int bisect(struct line *l, struct loss *loss, size_t lacks)
{
	struct line one = *l;
	size_t has = loss->found, open;
	int rc = 0;

	one.losses = &loss;
	one.n = 1;
	while (rc == 0 && has - lacks > 1 && !is_spent(l->search)) {
		size_t middle = lacks + (has - lacks) / 2;

		loss->found = NONE;
		open = 1;
		rc = look_at(&one, middle, false, &open);
		if (loss->found != NONE)
			has = middle;
		else
			lacks = middle;
	}
	/* without an answer to every question the neighbours are not known */
	loss->found = has - lacks == 1 ? has : NONE;
	return rc;
}

/* Most words that went had stood for long: thousands of versions are leapt over, each leap twice as far. Words that came
 * back and went again in between are told of an older time. */
static int leap(struct line *l, size_t from)
{
	size_t lacks = from - 1, step = 1, open = count_open(l);
	int rc = 0;

	while (rc == 0 && open > 0 && lacks + 1 < l->versions.n && !is_spent(l->search)) {
		size_t at = lacks + step < l->versions.n ? lacks + step : l->versions.n - 1;
		bool *were_open = arena_array(l->arena, bool, l->n);

		if (!were_open)
			return CC_ENOMEM;
		for (size_t i = 0; i < l->n; i++)
			were_open[i] = l->losses[i]->found == NONE;
		rc = look_at(l, at, false, &open);
		for (size_t i = 0; rc == 0 && i < l->n; i++)
			if (were_open[i] && l->losses[i]->found != NONE)
				rc = bisect(l, l->losses[i], lacks);
		lacks = at;
		step *= 2;
	}
	return rc;
}

/* Lists versions: first the newest, and the rest where they do not answer everything. */
static int list_and_look(struct line *l, struct str full, struct str from, bool first_parent)
{
	struct search *s = l->search;
	size_t left = s->commits < LIMIT_HISTORY_COMMITS ? LIMIT_HISTORY_COMMITS - s->commits : 0;
	size_t share = left / (s->sources ? s->sources : 1); /* the fewer are at fault, the farther back */
	size_t all = (size_t)s->options->config->history, most = FIRST_COMMITS, looked = 0;
	struct error e;
	int rc;

	all = all < share ? all : share;
	do {
		most = most < all ? most : all;
		rc = s->past->versions(s->past, l->arena, full, from, most, first_parent, &l->versions, &e);
		s->commits += l->versions.commits;
		s->run->history.commits = s->commits;
		if (rc < 0)
			return rc;
		rc = look_through(l, looked, NEWEST, false);
		looked = l->versions.n;
		if (rc < 0 || count_open(l) == 0 || !l->versions.cut || most == all)
			break;
		most = all;
	} while (true);
	if (rc == 0 && l->versions.n > NEWEST && count_open(l) > 0) {
		rc = leap(l, NEWEST);
		if (rc == 0)
			rc = look_through(l, NEWEST, NONE, false);
	}
	return rc == 0 ? look_through(l, 0, LOOSE, true) : rc;
}

static int open_line(struct line *l, struct str full, struct str from, bool first_parent)
{
	int rc;

	for (size_t i = 0; i < l->n; i++)
		l->losses[i]->found = NONE;
	rc = list_and_look(l, full, from, first_parent);
	if (rc < 0)
		l->versions.n = 0;
	return rc == CC_ENOMEM ? rc : 0;
}

/* --- what is told --- */

static int describe_place(struct line *l, struct reading *r, size_t version, const struct loss *loss,
                          struct history_facts *h, struct span *span)
{
	struct arena *a = l->search->run->arena;
	struct match m;
	bool stands;
	int rc;

	if (!loss->evidence) {
		h->place = (struct place){ .start = { 1, 1 }, .end = { 1, 1 } };
		h->place.path = str_copy(a, path_relative(a, l->search->run->config->root, l->versions.v[version].path));
		h->place.rev = str_copy(a, revision_of(&l->versions, version));
		return h->place.path.ptr && h->place.rev.ptr ? 0 : CC_ENOMEM;
	}
	rc = quote_stands(r, loss->quote, &m, &stands);
	if (rc < 0 || !stands)
		return rc;
	*span = m.span;
	return place_in_document(a, &r->document, m.span, &h->place);
}

/* The source as it is now: what stands in place of the words that are nowhere. */
static int describe_now(struct line *l, struct reading *old, struct span span, const struct loss *loss,
                        struct history_facts *h)
{
	struct run *run = l->search->run;
	const struct document *d;
	struct text_index *index = NULL;
	struct span now;
	struct error e;
	int rc = corpus_acquire(run->corpus, l->source, &d, &e);

	if (rc < 0)
		return rc == CC_ENOMEM ? rc : 0;
	rc = text_index_open(&index, d, l->search->options->cache, &e);
	if (rc == 0)
		rc = history_replacement(run->arena, &old->document, span, d, index, &now);
	if (rc == 0 && h->commit.len == 0 && h->change.len == 0)
		rc = history_change(run->arena, loss->quote, &old->document, span, d, index, &h->change);
	if (rc == 0 && loss->evidence->match.verdict == VERDICT_ABSENT && now.end > now.start) {
		h->replacement = str_copy(run->arena, str_span(d->text, now));
		rc = h->replacement.ptr ? place_in_document(run->arena, d, now, &h->replacement_place) : CC_ENOMEM;
	}
	if (index)
		text_index_close(index);
	corpus_release(run->corpus, d);
	return rc;
}

/* The version that no longer had the words: what it has instead. */
static int describe_change(struct line *l, struct reading *old, struct span span, size_t version, const struct loss *loss,
                           struct history_facts *h)
{
	struct reading new = { 0 };
	struct str bytes;
	int rc;

	arena_init(&new.arena);
	rc = read_bytes(l, &new, version, &bytes);
	if (rc > 0)
		rc = open_document(l, &new, version, bytes);
	if (rc == 0 && new.readable)
		rc = history_change(l->search->run->arena, loss->quote, &old->document, span, &new.document, new.index,
		                    &h->change);
	close_reading(&new);
	return rc < 0 ? rc : 0;
}

/* Words that went from their source and stand in another: did that one have them before? Its file as it was in the last
 * commit that had them here tells. */
static int describe_move(struct line *l, const struct loss *loss, struct history_facts *h)
{
	struct search *s = l->search;
	const struct source *to = corpus_source(s->run->corpus, loss->evidence->other_source);
	struct reading there = { 0 };
	struct document *d = &there.document;
	struct match m;
	struct str bytes, rev = h->place.rev;
	bool stands = false;
	struct error e = { 0 };
	int rc;

	if (to->rev.len || !to->full_path.len || is_pdf(to->full_path))
		return 0;
	arena_init(&there.arena);
	rc = s->past->read(s->past, &there.arena, rev, to->full_path, LIMIT_HISTORY_VERSION_BYTES, &bytes, &e);
	if (rc == CC_ENOENT) {
		h->moved = true;
	} else if (rc == 0) {
		there.opened = true;
		rc = corpus_read_version(s->run->corpus, to->index, &there.arena, to->full_path, rev, bytes, d, &e);
		if (rc == 0)
			rc = text_index_open(&there.index, d, NULL, &e);
		if (rc == 0)
			rc = quote_stands(&there, loss->quote, &m, &stands);
		h->moved = rc == 0 && !stands;
	}
	close_reading(&there);
	return rc == CC_ENOMEM ? rc : 0;
}

static int describe(struct line *l, const struct loss *loss)
{
	struct arena *a = l->search->run->arena;
	struct history_facts *h = arena_new(a, struct history_facts);
	struct reading old = { 0 };
	struct span span = { 0, 0 };
	struct str bytes;
	int rc;

	if (!h)
		return CC_ENOMEM;
	if (loss->found > 0) {
		h->commit = str_copy(a, l->versions.v[loss->found - 1].commit);
		h->date = str_copy(a, l->versions.v[loss->found - 1].date);
		if (!h->commit.ptr || !h->date.ptr)
			return CC_ENOMEM;
	}
	arena_init(&old.arena);
	rc = read_bytes(l, &old, loss->found, &bytes);
	if (rc > 0)
		rc = loss->evidence ? open_document(l, &old, loss->found, bytes) : 0;
	if (rc == 0)
		rc = describe_place(l, &old, loss->found, loss, h, &span);
	if (rc == 0 && span.end > span.start && loss->found > 0)
		rc = describe_change(l, &old, span, loss->found - 1, loss, h);
	if (rc == 0 && span.end > span.start)
		rc = loss->evidence->match.verdict == VERDICT_ELSEWHERE ? describe_move(l, loss, h)
		                                                        : describe_now(l, &old, span, loss, h);
	close_reading(&old);
	if (rc < 0)
		return rc;
	if (!loss->evidence)
		l->search->run->sources[loss->source].history = h;
	else if (span.end > span.start)
		loss->evidence->history = h;
	return 0;
}

/* --- merges --- */

/* A merge took the words away: perhaps a commit of another side did, which the merge only brought in. Goes into the first
 * side whose newest version lacks them and an older one has them. */
static int go_into_merge(struct line *l, struct loss *loss, struct line *side)
{
	const struct past_version *merge = &l->versions.v[loss->found - 1];
	struct str full = l->versions.v[loss->found].path;
	struct loss probe = *loss;
	struct loss *one = &probe;

	*side = (struct line){ .search = l->search, .arena = l->arena, .source = l->source, .losses = &one, .n = 1 };
	for (size_t i = 0; i < merge->n_others; i++) {
		int rc = open_line(side, full, merge->others[i], false);

		if (rc < 0)
			return rc;
		if (probe.found != NONE && probe.found > 0) {
			loss->found = probe.found;
			side->losses = l->losses;
			return 1;
		}
	}
	return 0;
}

static int settle(struct line *l, struct loss *loss)
{
	struct line here = *l, side;
	int rc = 1;

	for (unsigned i = 0; rc == 1 && i < MERGES && loss->found > 0 && here.versions.v[loss->found - 1].n_others > 0; i++) {
		rc = go_into_merge(&here, loss, &side);
		if (rc == 1)
			here = side;
	}
	return rc < 0 ? rc : describe(&here, loss);
}

/* --- the run --- */

static int search_source(struct search *s, struct loss **losses, size_t n)
{
	const struct source *source = corpus_source(s->run->corpus, losses[0]->source);
	struct arena a;
	struct line l = { .search = s, .arena = &a, .source = losses[0]->source, .losses = losses, .n = n };
	bool missed = false;
	int rc;

	arena_init(&a);
	rc = open_line(&l, source->full_path, (struct str){ 0 }, false);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		missed = missed || losses[i]->found == NONE;
		if (losses[i]->found != NONE)
			rc = settle(&l, losses[i]);
	}
	/* what the line passed by, where it left the first parent */
	if (rc == 0 && missed && l.versions.beside && !is_spent(s)) {
		size_t k = 0;

		for (size_t i = 0; i < n; i++)
			if (losses[i]->found == NONE)
				losses[k++] = losses[i];
		l.n = k;
		rc = open_line(&l, source->full_path, (struct str){ 0 }, true);
		for (size_t i = 0; rc == 0 && i < k; i++)
			if (losses[i]->found != NONE)
				rc = settle(&l, losses[i]);
	}
	arena_release(&a);
	return rc;
}

static bool is_lost(const struct search *s, const struct claim_facts *c, const struct evidence_facts *ef)
{
	if (s->options->filter && !c->selected)
		return false;
	if (ef->match.verdict == VERDICT_ELSEWHERE && ef->other_source != SIZE_MAX && ef->other.verdict == VERDICT_ALTERED)
		return false;
	return ef->state == EVIDENCE_DECIDED && ef->source != SIZE_MAX && !corpus_source(s->run->corpus, ef->source)->rev.len &&
	       (ef->match.verdict == VERDICT_ABSENT || ef->match.verdict == VERDICT_ALTERED ||
	        ef->match.verdict == VERDICT_ELSEWHERE);
}

static void add_loss(struct search *s, size_t source, struct evidence_facts *ef)
{
	struct loss *l = &s->losses[s->n++];

	*l = (struct loss){ .source = source, .evidence = ef, .found = NONE };
	if (!ef)
		return;
	l->quote = ef->evidence->translated && ef->evidence->original.set ? ef->evidence->original.value
	                                                                  : ef->evidence->quote.value;
	probe_make(&l->probe, l->quote);
}

static size_t count_losses(const struct search *s)
{
	const struct run *run = s->run;
	size_t n = 0;

	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++)
			n += is_lost(s, &run->claims[i], &run->claims[i].evidence[k]);
	n = n < LIMIT_HISTORY_QUOTES ? n : LIMIT_HISTORY_QUOTES;
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		n += run->sources[i].changed;
	return n;
}

static void collect(struct search *s)
{
	struct run *run = s->run;

	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence && s->n < LIMIT_HISTORY_QUOTES; k++)
			if (is_lost(s, &run->claims[i], &run->claims[i].evidence[k]))
				add_loss(s, run->claims[i].evidence[k].source, &run->claims[i].evidence[k]);
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		if (run->sources[i].changed && !corpus_source(run->corpus, i)->rev.len)
			add_loss(s, i, NULL);
}

static int by_source(const void *a, const void *b)
{
	const struct loss *const *x = a, *const *y = b;

	if ((*x)->source != (*y)->source)
		return (*x)->source < (*y)->source ? -1 : 1;
	return (*x > *y) - (*x < *y); /* as they were collected */
}

int history_facts_build(struct run *run, const struct lint_options *options, struct error *e)
{
	struct search s = { .run = run, .options = options, .past = options->past };
	struct loss **order;
	size_t n = 0;
	int rc = 0;

	if (!options->past || options->config->history == 0 || (n = count_losses(&s)) == 0)
		return 0;
	s.losses = arena_array(run->arena, struct loss, n);
	order = arena_array(run->arena, struct loss *, n);
	if (!s.losses || !order)
		return error_memory(e);
	clock_gettime(CLOCK_MONOTONIC, &s.start);
	collect(&s);
	for (size_t i = 0; i < s.n; i++)
		order[i] = &s.losses[i];
	qsort(order, s.n, sizeof(struct loss *), by_source);
	for (size_t i = 0; i < s.n; i++)
		s.sources += i == 0 || order[i]->source != order[i - 1]->source;
	for (size_t i = 0; rc == 0 && i < s.n && !is_spent(&s); s.sources--) {
		size_t k = i;

		while (k < s.n && order[k]->source == order[i]->source)
			k++;
		rc = search_source(&s, order + i, k - i);
		i = k;
	}
	return rc < 0 ? error_memory(e) : 0;
}

struct str history_words(struct arena *a, const struct history_facts *h)
{
	const char *which = h->change.len ? ", which " : "";

	if (h->commit.len == 0)
		return str_fmt(a, "stood here until a change that is not committed yet%s" STR_FMT, which, STR_ARG(h->change));
	return str_fmt(a, "stood here until " STR_FMT " (" STR_FMT ")%s" STR_FMT, STR_ARG(str_slice(h->commit, 0, 10)),
	               STR_ARG(h->date), which, STR_ARG(h->change));
}

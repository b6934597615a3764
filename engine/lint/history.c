#include "lint/history.h"

#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/sha256.h"
#include "lint/evidence.h"
#include "lint/history_line.h"

#define NEWEST 512 /* versions that are read one by one; of the older ones the search leaps first */
#define FIRST_COMMITS 256 /* are listed before the rest is */
#define LOOSE 24  /* newest versions that are read as documents where the cheap look saw nothing */
#define MERGES 8  /* sides of merges that are gone into, one behind the other */

static bool is_spent(struct search *s)
{
	struct timespec now;

	s->spent = s->spent || s->bytes > LIMIT_HISTORY_BYTES || s->commits > LIMIT_HISTORY_COMMITS ||
	           (clock_gettime(CLOCK_MONOTONIC, &now) == 0 && now.tv_sec - s->start.tv_sec > LIMIT_HISTORY_SECONDS);
	return s->spent;
}

/* --- looking --- */

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
	if (!loose && !history_is_pdf(l->versions.v[version].path) && !probe_sees(&loss->probe, bytes))
		return 0;
	rc = history_open(l, r, version, bytes);
	return rc == 0 && r->readable ? history_stands(r, loss->quote, &m, has) : rc;
}

static int look_at(struct line *l, size_t version, bool loose, size_t *open)
{
	struct reading r = { 0 };
	struct str bytes;
	int rc;

	arena_init(&r.arena);
	rc = history_read(l, &r, version, &bytes);
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
	history_close(&r);
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
	return rc < 0 ? rc : history_describe(&here, loss);
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
	l->quote = evidence_words(ef->evidence)->value;
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

/* engine_speed DOCS CASES [ROUNDS [PART]]: one thread's processor time for folding, indexing and matching.
 *
 * DOCS is a list of files, one path a line; CASES a sequence of records "DOC LENGTH\n", LENGTH bytes of quote, a line
 * feed, where DOC is an index into DOCS. Quotes that their document lacks or has otherwise are looked up in all of them,
 * as the linter does: each leaves a trace when it is closed, and those chosen for a quote are opened again ("again"). Prints
 * "key value" lines; times are seconds, medians of ROUNDS.
 *
 * With PART the search in all documents is also done for every PART-th quote alone ("part", and "part_quotes"), so that what
 * grows with the quotes can be told from what grows with the text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "source/source.h"
#include "text/index.h"
#include "text/match.h"
#include "text/trace.h"

#define MAX_ROUNDS 99
#define NEAR 800 /* per mille of its words, as the linter asks */

enum { FOLD, INDEX, MATCH, ELSEWHERE, PART, AGAIN, PHASES };
static const char *const phase_names[PHASES] = { "fold", "index", "match", "elsewhere", "part", "again" };

struct bench {
	struct arena arena;
	struct document *docs;
	struct text_index **index;
	struct text_trace **trace;
	struct arena traces;
	size_t n_docs, bytes, index_bytes;
	struct quote *quotes;
	size_t *cited, n_quotes;
	size_t *first, *next;     /* of a document: its first quote; of a quote: the document's next; n_quotes: none */
	size_t part, part_quotes; /* every part-th quote is searched for alone too; 0: no */
	struct quote *lost;       /* quotes that their document lacks or has otherwise */
	size_t *lost_number, n_lost; /* and which they are */
	size_t verdicts[VERDICT_UNCHECKED + 1], elsewhere, candidates, asked;
	double times[PHASES][MAX_ROUNDS];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t count_lines(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\n';
	return n;
}

static int read_documents(struct bench *b, const char *list, struct error *e)
{
	struct str text, line;
	size_t cap;
	int rc = file_read(&b->arena, str_from(list), SIZE_MAX / 2, &text, e);

	if (rc < 0)
		return rc;
	cap = count_lines(text) + 1;
	b->docs = arena_array(&b->arena, struct document, cap);
	b->index = arena_array(&b->arena, struct text_index *, cap);
	b->trace = arena_array(&b->arena, struct text_trace *, cap);
	while (rc == 0 && str_split(&text, '\n', &line)) {
		struct document *d = &b->docs[b->n_docs];
		struct file *f = arena_new(&b->arena, struct file);
		struct str bytes;

		if (line.len == 0)
			continue;
		rc = file_read(&b->arena, line, SIZE_MAX / 2, &bytes, e);
		if (rc == 0)
			rc = text_decode(&b->arena, bytes, true, &f->text, &f->converted, e);
		d->text = f->text;
		d->file = f;
		if (rc == 0)
			rc = document_prepare(&b->arena, d, e);
		b->bytes += d->text.len;
		b->n_docs++;
	}
	return rc;
}

static int read_cases(struct bench *b, const char *name, struct error *e)
{
	struct str text;
	size_t cap, at = 0;
	int rc = file_read(&b->arena, str_from(name), SIZE_MAX / 2, &text, e);

	if (rc < 0)
		return rc;
	cap = count_lines(text) + 1;
	b->quotes = arena_array(&b->arena, struct quote, cap);
	b->cited = arena_array(&b->arena, size_t, cap);
	while (at < text.len) {
		char *end;
		size_t doc = strtoul(text.ptr + at, &end, 10), len = strtoul(end, &end, 10);

		at = (size_t)(end - text.ptr) + 1;
		if (doc >= b->n_docs || at + len > text.len)
			return error_set(e, CC_EUSAGE, "%s: no such document, or cut off", name);
		b->cited[b->n_quotes] = doc;
		b->quotes[b->n_quotes++] = (struct quote){ .text = { text.ptr + at, len }, .within = { 1, 0 }, .splice_paragraphs = 2 };
		at += len + 1;
	}
	b->first = arena_array(&b->arena, size_t, b->n_docs);
	b->next = arena_array(&b->arena, size_t, b->n_quotes);
	for (size_t i = 0; i < b->n_docs; i++)
		b->first[i] = b->n_quotes;
	for (size_t i = b->n_quotes; i-- > 0;) {
		b->next[i] = b->first[b->cited[i]];
		b->first[b->cited[i]] = i;
	}
	b->part_quotes = b->part ? (b->n_quotes + b->part - 1) / b->part : 0;
	return 0;
}

static int open_one(struct bench *b, size_t i, struct error *e)
{
	struct index_view view;
	int rc = text_index_open(&b->index[i], &b->docs[i], NULL, e);

	return rc == 0 ? index_ready(b->index[i], &view, e) : rc;
}

static int build_one(struct bench *b, size_t round, size_t i, struct error *e)
{
	struct index_view view;
	double t[3];
	int rc;

	t[0] = now();
	rc = text_index_open(&b->index[i], &b->docs[i], NULL, e);
	t[1] = now();
	if (rc == 0)
		rc = index_ready(b->index[i], &view, e);
	t[2] = now();
	b->times[FOLD][round] += t[1] - t[0];
	b->times[INDEX][round] += t[2] - t[1];
	return rc;
}

static void drop_one(struct bench *b, size_t i)
{
	if (b->index[i])
		text_index_close(b->index[i]);
	b->index[i] = NULL;
}

static int match_one(struct bench *b, struct arena *a, size_t i, struct error *e)
{
	struct match m;
	int rc = match_quote(a, b->index[b->cited[i]], &b->quotes[i], &m, e);

	if (rc < 0)
		return rc;
	b->verdicts[m.verdict]++;
	if (m.verdict == VERDICT_ABSENT || m.verdict == VERDICT_ALTERED) {
		b->lost[b->n_lost] = b->quotes[i];
		b->lost[b->n_lost].least_near = NEAR;
		if (m.verdict == VERDICT_ALTERED) {
			b->lost[b->n_lost].least_near = SAME_WORDS;
			b->lost[b->n_lost].differs = m.diffs;
			b->lost[b->n_lost].n_differs = m.n_diffs;
		}
		b->lost_number[b->n_lost++] = i;
	}
	return 0;
}

static int match_all(struct bench *b, struct arena *a, size_t round, size_t doc, struct error *e)
{
	double start;
	int rc = 0;

	if (b->first[doc] == b->n_quotes)
		return 0;
	start = now();
	for (size_t q = b->first[doc]; rc == 0 && q < b->n_quotes; q = b->next[q])
		rc = match_one(b, a, q, e);
	b->times[MATCH][round] += now() - start;
	return rc;
}

/* As the linter does: each document is indexed when it has been folded, asked its quotes, and gives its memory back before
 * the next one. */
static int build_in_turn(struct bench *b, struct arena *a, size_t round, struct error *e)
{
	int rc = 0;

	b->index_bytes = 0;
	b->times[FOLD][round] = b->times[INDEX][round] = b->times[MATCH][round] = 0;
	for (size_t i = 0; rc == 0 && i < b->n_docs; i++) {
		rc = build_one(b, round, i, e);
		if (rc == 0)
			rc = match_all(b, a, round, i, e);
		if (rc == 0 && b->n_quotes > 0)
			rc = text_trace_make(&b->traces, &b->trace[i], &b->index[i]->fold, e);
		if (rc == 0)
			b->index_bytes += text_index_memory(b->index[i]);
		drop_one(b, i);
	}
	return rc;
}

struct pair {
	size_t document, lost;
	bool later; /* not the likeliest document of the quote */
	bool may_be_same;
};

static int by_document(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->later != y->later)
		return x->later ? 1 : -1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->lost > y->lost) - (x->lost < y->lost);
}

/* As the linter does: the likeliest document of every quote first; where it has the very words, only documents before it can
 * be better. `same`: by lost quote, the first document so far that has them; `settled`: its likeliest one
 * has. */
static int align_pair(struct bench *b, struct arena *a, const struct pair *p, const struct quote *lost, size_t *same,
                      const bool *settled, size_t round, struct error *e)
{
	struct quote q = lost[p->lost];
	struct match m;
	double start = now();
	int rc;

	if (same[p->lost] <= p->document || (settled[p->lost] && !p->may_be_same))
		return 0;
	rc = b->index[p->document] ? 0 : open_one(b, p->document, e);
	b->times[AGAIN][round] += now() - start;
	if (settled[p->lost])
		q.least_near = SAME_WORDS;
	if (rc == 0)
		rc = match_quote(a, b->index[p->document], &q, &m, e);
	if (rc < 0)
		return rc;
	if (m.verdict < VERDICT_ALTERED)
		same[p->lost] = p->document;
	b->asked++;
	b->elsewhere += m.verdict < VERDICT_ABSENT;
	return 0;
}

/* Aligns the lost quotes with the documents chosen for them, document by document. */
static int align_pairs(struct bench *b, struct arena *a, const struct pair *pairs, const struct quote *lost, size_t n,
                       size_t round, struct error *e)
{
	size_t *same = arena_array(a, size_t, n + 1);
	bool *settled = arena_array(a, bool, n + 1);
	int rc = same && settled ? 0 : error_memory(e);

	for (size_t i = 0; rc == 0 && i < n; i++)
		same[i] = SIZE_MAX;
	for (size_t i = 0; rc == 0 && i < b->candidates;) {
		size_t d = pairs[i].document;

		for (bool later = pairs[i].later; rc == 0 && i < b->candidates && pairs[i].document == d && pairs[i].later == later; i++)
			rc = align_pair(b, a, &pairs[i], lost, same, settled, round, e);
		for (size_t k = 0; i < b->candidates && pairs[i].later && !pairs[i - 1].later && k < n; k++)
			settled[k] = same[k] < SIZE_MAX;
		drop_one(b, d);
	}
	return rc;
}

static int align_chosen(struct bench *b, struct arena *a, struct quote_set *set, const struct quote *lost,
                        const size_t *number, size_t n, size_t round, struct error *e)
{
	struct pair *pairs = arena_array(a, struct pair, QUOTE_SET_DOCUMENTS * n + 1);
	int rc = pairs ? 0 : error_memory(e);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct quote_choice *v;
		size_t c = 0;
		bool later = false;

		rc = quote_set_choose(a, set, 0, i, &v, &c, e);
		for (size_t k = 0; rc == 0 && k < c; k++)
			if (b->cited[number[i]] != v[k].document) {
				pairs[b->candidates++] = (struct pair){ v[k].document, i, later, v[k].may_be_same };
				later = true;
			}
	}
	if (b->candidates > 1)
		qsort(pairs, b->candidates, sizeof *pairs, by_document);
	return rc == 0 ? align_pairs(b, a, pairs, lost, n, round, e) : rc;
}

/* Seconds, without those of reading documents again. */
static int search_elsewhere(struct bench *b, struct arena *a, const struct quote *lost, const size_t *number, size_t n,
                            size_t round, double *seconds, struct error *e)
{
	struct quote_set *set = NULL;
	double start = now();
	int rc = quote_set_create(&set, lost, n, 1, 0, e);

	b->elsewhere = b->candidates = b->asked = 0;
	b->times[AGAIN][round] = 0;
	for (size_t d = 0; rc == 0 && d < b->n_docs; d++) {
		rc = quote_set_look_trace(set, 0, d, b->trace[d], e);
		if (rc == 0 && (d + 1 == b->n_docs || (d + 1) % QUOTE_SET_BATCH == 0))
			rc = quote_set_settle(set, d % QUOTE_SET_BATCH + 1, e);
	}
	if (rc == 0)
		rc = quote_set_ready(set, e);
	if (rc == 0)
		rc = align_chosen(b, a, set, lost, number, n, round, e);
	quote_set_release(set);
	*seconds = now() - start - b->times[AGAIN][round];
	return rc;
}

/* Every part-th of the lost quotes alone. */
static int search_part(struct bench *b, struct arena *a, size_t round, struct error *e)
{
	struct quote *lost = arena_array(a, struct quote, b->n_lost + 1);
	size_t *number = arena_array(a, size_t, b->n_lost + 1), n = 0;

	if (!lost || !number)
		return error_memory(e);
	for (size_t i = 0; i < b->n_lost; i++)
		if (b->lost_number[i] % b->part == 0) {
			number[n] = b->lost_number[i];
			lost[n++] = b->lost[i];
		}
	return n ? search_elsewhere(b, a, lost, number, n, round, &b->times[PART][round], e) : 0;
}

static int ask(struct bench *b, size_t round, struct error *e)
{
	struct arena a;
	int rc;

	arena_init(&a);
	b->n_lost = 0;
	b->lost = arena_array(&a, struct quote, b->n_quotes + 1);
	b->lost_number = arena_array(&a, size_t, b->n_quotes + 1);
	memset(b->verdicts, 0, sizeof b->verdicts);
	rc = build_in_turn(b, &a, round, e);
	if (rc == 0 && b->part)
		rc = search_part(b, &a, round, e);
	b->elsewhere = b->candidates = b->asked = 0;
	if (rc == 0 && b->n_lost)
		rc = search_elsewhere(b, &a, b->lost, b->lost_number, b->n_lost, round, &b->times[ELSEWHERE][round], e);
	arena_release(&a);
	return rc;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void print(struct bench *b, size_t rounds)
{
	printf("part_quotes %zu\n", b->part_quotes);
	printf("documents %zu\nbytes %zu\nindex_bytes %zu\nquotes %zu\nfound_elsewhere %zu\ncandidates %zu\n", b->n_docs, b->bytes, b->index_bytes,
	       b->n_quotes, b->elsewhere, b->asked);
	for (int p = 0; p < PHASES; p++) {
		qsort(b->times[p], rounds, sizeof b->times[p][0], ascending);
		printf("%s_seconds %.9f\n", phase_names[p], b->times[p][rounds / 2]);
	}
	for (int v = 0; v <= VERDICT_UNCHECKED; v++)
		printf("%s %zu\n", verdict_name((enum verdict)v), b->verdicts[v]);
}

int main(int argc, char **argv)
{
	static struct bench b;
	struct error e = { 0 };
	size_t rounds = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
	int rc;

	b.part = argc > 4 ? strtoul(argv[4], NULL, 10) : 0;
	if (argc < 3 || rounds < 1 || rounds > MAX_ROUNDS) {
		fputs("usage: engine_speed DOCS CASES [ROUNDS [PART]]\n", stderr);
		return 2;
	}
	arena_init(&b.arena);
	rc = read_documents(&b, argv[1], &e);
	if (rc == 0)
		rc = read_cases(&b, argv[2], &e);
	for (size_t k = 0; rc == 0 && k < rounds; k++) {
		rc = ask(&b, k, &e);
		for (size_t i = 0; i < b.n_docs; i++)
			drop_one(&b, i);
		arena_release(&b.traces);
	}
	if (rc < 0)
		fprintf(stderr, "engine_speed: %s\n", e.text);
	else
		print(&b, rounds);
	arena_release(&b.arena);
	return rc < 0 ? 2 : 0;
}

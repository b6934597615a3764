/* match_cases DOCS CASES [-v]: quote matching alone, without claim files and reports.
 *
 * DOCS is a list of files, one path a line. CASES is a sequence of records: "DOC LENGTH\n" and LENGTH bytes of quote and a
 * line feed; DOC is an index into DOCS. Prints a line a case: verdict, start, end, n_diffs, weight of the first one,
 * n_typography, and for quotes that are absent the document where they stand and the verdict there; then the times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "source/source.h"
#include "text/match.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct docs {
	struct document *v;
	struct text_index **index;
	size_t n;
	size_t bytes;
};

static int load(struct arena *a, const char *list, struct docs *out)
{
	struct str text, line;
	struct error e = { 0 };
	size_t cap = 1;

	if (file_read(a, str_from(list), SIZE_MAX / 2, &text, &e) < 0)
		return -1;
	for (size_t i = 0; i < text.len; i++)
		cap += text.ptr[i] == '\n';
	out->v = arena_array(a, struct document, cap);
	out->index = arena_array(a, struct text_index *, cap);
	while (str_split(&text, '\n', &line)) {
		struct str bytes, decoded;
		bool converted;
		struct file *f = arena_new(a, struct file);

		if (line.len == 0)
			continue;
		if (file_read(a, line, SIZE_MAX / 2, &bytes, &e) < 0 || text_decode(a, bytes, true, &decoded, &converted, &e) < 0) {
			fprintf(stderr, "%.*s: %s\n", STR_ARG(line), e.text);
			return -1;
		}
		f->text = decoded;
		out->v[out->n].text = decoded;
		out->v[out->n].file = f;
		if (document_prepare(a, &out->v[out->n], &e) < 0)
			return -1;
		out->bytes += decoded.len;
		out->n++;
	}
	return 0;
}

static size_t read_cases(struct arena *a, struct str text, struct quote **quotes, size_t **docs)
{
	size_t cap = 16, n = 0, at = 0;

	for (size_t i = 0; i < text.len; i++)
		cap += text.ptr[i] == '\n';
	*quotes = arena_array(a, struct quote, cap);
	*docs = arena_array(a, size_t, cap);
	while (at < text.len) {
		char *end;
		size_t doc = strtoul(text.ptr + at, &end, 10), len = strtoul(end, &end, 10);

		at = (size_t)(end - text.ptr) + 1;
		(*docs)[n] = doc;
		(*quotes)[n++] = (struct quote){ .text = { text.ptr + at, len }, .within = { 1, 0 }, .splice_paragraphs = 2 };
		at += len + 1;
	}
	return n;
}

static int search_elsewhere(struct arena *a, struct docs *docs, const struct quote *quotes, const struct match *m,
                            const size_t *doc, size_t n, size_t *where, struct match *there)
{
	struct quote *lost = arena_array(a, struct quote, n);
	size_t *which = arena_array(a, size_t, n), k = 0;
	struct quote_set *set;
	struct error e;

	for (size_t i = 0; i < n; i++) {
		where[i] = SIZE_MAX;
		if (m[i].verdict == VERDICT_ABSENT) {
			lost[k] = quotes[i];
			which[k++] = i;
		}
	}
	if (quote_set_create(&set, lost, k, 1, 0, &e) < 0)
		return -1;
	for (size_t d = 0; d < docs->n; d++) {
		if (quote_set_look(set, 0, d, docs->index[d], &e) < 0)
			return -1;
		if ((d + 1 == docs->n || (d + 1) % QUOTE_SET_BATCH == 0) &&
		    quote_set_settle(set, d % QUOTE_SET_BATCH + 1, &e) < 0)
			return -1;
	}
	if (quote_set_ready(set, &e) < 0)
		return -1;
	for (size_t i = 0; i < k; i++) {
		struct quote_choice *v;
		size_t c, q = which[i];

		if (quote_set_choose(a, set, 0, i, &v, &c, &e) < 0)
			return -1;
		for (size_t j = 0; j < c; j++) {
			size_t d = v[j].document;
			struct match x;

			if (doc[q] == d || match_quote(a, docs->index[d], &quotes[q], &x, &e) < 0)
				continue;
			if (x.verdict < VERDICT_ABSENT && (where[q] == SIZE_MAX || x.verdict < there[q].verdict)) {
				where[q] = d;
				there[q] = x;
			}
		}
	}
	quote_set_release(set);
	return 0;
}

static void print_diffs(const struct document *d, const struct quote *q, const struct match *m)
{
	for (size_t i = 0; i < m->n_diffs; i++)
		printf("kind %d, %s: '%.*s' for '%.*s'\n", (int)m->diffs[i].kind, diff_weight_name(m->diffs[i].weight),
		       STR_ARG(str_span(q->text, m->diffs[i].quote)), STR_ARG(str_span(d->text, m->diffs[i].source)));
}

int main(int argc, char **argv)
{
	struct arena a;
	struct docs docs = { 0 };
	struct str text;
	struct quote *quotes;
	struct match *m, *there;
	struct error e = { 0 };
	size_t *doc, *where, n;
	double t0, t1, t2, t3;

	arena_init(&a);
	if (argc < 3 || load(&a, argv[1], &docs) < 0 || file_read(&a, str_from(argv[2]), SIZE_MAX / 2, &text, &e) < 0) {
		fprintf(stderr, "usage: match_cases DOCS CASES: %s\n", e.text);
		return 2;
	}
	n = read_cases(&a, text, &quotes, &doc);
	m = arena_array(&a, struct match, n + 1);
	there = arena_array(&a, struct match, n + 1);
	where = arena_array(&a, size_t, n + 1);
	t0 = now();
	for (size_t i = 0; i < docs.n; i++)
		if (text_index_open(&docs.index[i], &docs.v[i], NULL, &e) < 0)
			return 2;
	t1 = now();
	for (size_t i = 0; i < docs.n; i++) { /* builds the trigram index */
		struct match x;
		struct quote q = { .text = STR("zzq zzx zzj"), .within = { 1, 0 } };

		match_quote(&a, docs.index[i], &q, &x, &e);
	}
	t2 = now();
	for (size_t i = 0; i < n; i++)
		if (match_quote(&a, docs.index[doc[i]], &quotes[i], &m[i], &e) < 0)
			return 2;
	t3 = now();
	if (search_elsewhere(&a, &docs, quotes, m, doc, n, where, there) < 0)
		return 2;
	if (argc > 3)
		for (size_t i = 0; i < n; i++)
			print_diffs(&docs.v[doc[i]], &quotes[i], &m[i]);
	for (size_t i = 0; i < n; i++)
		printf("%s\t%zu\t%zu\t%zu\t%s\t%zu\t%zd\t%s\n", verdict_name(m[i].verdict), m[i].span.start, m[i].span.end,
		       m[i].n_diffs, m[i].n_diffs ? diff_weight_name(m[i].diffs[0].weight) : "-", m[i].n_typography,
		       (ssize_t)where[i], where[i] == SIZE_MAX ? "-" : verdict_name(there[i].verdict));
	fprintf(stderr, "%zu documents, %.1f MB: fold %.0f MB/s, fold and index %.0f MB/s; %zu quotes: %.0f/s, elsewhere %.0f ms\n",
	        docs.n, (double)docs.bytes / 1e6, (double)docs.bytes / 1e6 / (t1 - t0), (double)docs.bytes / 1e6 / (t2 - t0), n,
	        (double)n / (t3 - t2), (now() - t3) * 1e3);
	return 0;
}

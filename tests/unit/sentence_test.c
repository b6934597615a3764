/* Sentences against boundaries marked by hand (fixtures/sentences: one sentence a line), and what must hold of any
 * text: order, bounds, agreement of sentence_at with sentences, linear time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "effort.h"
#include "text/sentence.h"

static const char *const folders[] = { "fixtures/sentences/", "fixtures/surround/corpus/" };

struct gold {
	struct str text;     /* the paragraphs' sentences, joined */
	size_t *ends;        /* where each sentence ends */
	size_t n;
	struct span *blocks; /* paragraphs */
	size_t n_blocks;
};

/* Joins the lines of each paragraph by `glue`; paragraphs are blocks of their own. */
static void gold_load(struct arena *a, struct str path, char glue, struct gold *out)
{
	struct str raw, line;
	struct error e;
	assert_int_equal(file_read(a, path, 1 << 20, &raw, &e), 0);
	char *to = arena_array(a, char, raw.len + 1);
	size_t len = 0, block = 0, cap = raw.len;
	*out = (struct gold){ .ends = arena_array(a, size_t, cap), .blocks = arena_array(a, struct span, cap) };
	for (struct str rest = raw; str_split(&rest, '\n', &line);) {
		if (line.len > 0 && line.ptr[0] == '#')
			continue;
		if (line.len == 0) {
			if (len > block)
				out->blocks[out->n_blocks++] = (struct span){ block, len };
			if (len > 0 && to[len - 1] != '\n')
				to[len++] = '\n';
			block = len;
			continue;
		}
		if (len > block)
			to[len++] = glue;
		memcpy(to + len, line.ptr, line.len);
		len += line.len;
		out->ends[out->n++] = len;
	}
	if (len > block)
		out->blocks[out->n_blocks++] = (struct span){ block, len };
	out->text = (struct str){ to, len };
}

struct score {
	size_t gold, found, right;
};

static bool has_end(const struct gold *g, size_t end)
{
	size_t i = 0;
	while (i < g->n && g->ends[i] != end)
		i++;
	return i < g->n;
}

static void score_file(struct arena *a, const char *folder, const char *name, char glue, struct score *s)
{
	struct gold g;
	struct error e;
	gold_load(a, str_fmt(a, "%s%s", folder, name), glue, &g);
	size_t before = s->right, found = s->found;
	for (size_t b = 0; b < g.n_blocks; b++) {
		struct span *v;
		size_t n;
		assert_int_equal(sentences(a, g.text, g.blocks[b], &v, &n, &e), 0);
		for (size_t i = 0; i < n; i++) {
			bool right = has_end(&g, v[i].end);
			s->right += right;
			if (!right && getenv("SHOW"))
				print_message("# %s: broken behind: " STR_FMT "\n", name,
				              STR_ARG(str_slice(g.text, v[i].start, v[i].end)));
			struct span at = sentence_at(g.text, g.blocks[b], v[i].start + (v[i].end - v[i].start) / 2);
			assert_int_equal(at.start, v[i].start);
			assert_int_equal(at.end, v[i].end);
		}
		for (size_t i = 0, k = 0; i < g.n && getenv("SHOW"); i++) {
			if (g.ends[i] <= g.blocks[b].start || g.ends[i] > g.blocks[b].end)
				continue;
			while (k < n && v[k].end < g.ends[i])
				k++;
			if (k >= n || v[k].end != g.ends[i])
				print_message("# %s: not broken: " STR_FMT "\n", name,
				              STR_ARG(str_slice(g.text, g.ends[i] > 40 ? g.ends[i] - 40 : 0, g.ends[i] + 20)));
		}
		s->found += n;
	}
	s->gold += g.n;
	print_message("# %s: %zu sentences, %zu found, %zu right\n", name, g.n, s->found - found, s->right - before);
}

static void score_all(char glue)
{
	struct arena a;
	struct score s = { 0 };
	arena_init(&a);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		DIR *d = opendir(folders[i]);
		assert_non_null(d);
		for (struct dirent *f; (f = readdir(d)) != NULL;) {
			if (str_ends(str_from(f->d_name), STR(".txt")))
				score_file(&a, folders[i], f->d_name, glue, &s);
		}
		closedir(d);
	}
	assert_true(s.gold >= 500);
	double f1 = 2.0 * (double)s.right / (double)(s.gold + s.found);
	print_message("# F1 %.4f\n", f1);
	assert_true(f1 >= 0.98);
	arena_release(&a);
}

static void boundaries_marked_by_hand(void **state)
{
	(void)state;
	score_all(' ');
}

/* hard-wrapped text: a line break is white space like any other */
static void boundaries_at_line_breaks(void **state)
{
	(void)state;
	score_all('\n');
}

static void sentence_at_every_offset(void **state)
{
	(void)state;
	struct str text = STR("  One ends here.2 Two, “is it?” she asked. (Three.) Four… goes on.  Five\n\nSix");
	struct arena a;
	struct span *v;
	struct error e;
	size_t n, k = 0;
	arena_init(&a);
	assert_int_equal(sentences(&a, text, (struct span){ 0, text.len }, &v, &n, &e), 0);
	assert_int_equal(n, 6);
	for (size_t i = 0; i < text.len; i++) {
		while (k + 1 < n && i >= v[k].end)
			k++;
		struct span s = sentence_at(text, (struct span){ 0, text.len }, i);
		assert_int_equal(s.start, v[k].start);
		assert_int_equal(s.end, v[k].end);
	}
	arena_release(&a);
}

/* A space that was lost behind a full stop: the break has no gap. */
static void lost_space(void **state)
{
	(void)state;
	static const char words[] = "The ferry was late.Then the fog came down. Nobody left.";
	struct str text = { words, sizeof words - 1 };
	struct span *v, all = { 0, text.len };
	struct arena a;
	struct error e;
	size_t n;
	arena_init(&a);
	assert_int_equal(sentences(&a, text, all, &v, &n, &e), 0);
	assert_int_equal(n, 3);
	assert_int_equal(v[0].end, 19);
	assert_int_equal(v[1].start, 19);
	arena_release(&a);
}

/* Runs without a break, asked at a place in every kilobyte that has words. */
static void split_repeated(void *ctx, size_t size)
{
	const char *bit = ctx;
	size_t unit = strlen(bit), n;
	struct span all, *v;
	struct str text;
	struct arena a;
	struct error e;
	char *p;

	arena_init(&a);
	p = arena_array(&a, char, size);
	text = (struct str){ p, size / unit * unit };
	all = (struct span){ 0, text.len };
	for (size_t i = 0; i < text.len; i += unit)
		memcpy(p + i, bit, unit);
	assert_int_equal(sentences(&a, text, all, &v, &n, &e), 0);
	for (size_t i = 0; i < text.len && *bit != '\n'; i += 1024) {
		struct span s = sentence_at(text, all, i), c = clause_at(text, s, (struct span){ s.start, s.start });
		assert_true(s.start <= s.end && s.end <= text.len);
		assert_int_equal(utf8_invalid_at(str_slice(text, s.start, s.end)), s.end - s.start);
		assert_true(c.start <= c.end && c.end <= text.len);
	}
	arena_release(&a);
}

static void linear_time(void **state)
{
	static const char *const units[] = { "word ", "A. ", ". ", "\n ", ".)", "…", "Mr. ", "“", "1.", "a.b.", "\xC3\xA9" };

	(void)state;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		char bit[16];
		snprintf(bit, sizeof bit, "%s", units[u]);
		assert_true(effort_is_linear(split_repeated, bit, 1 << 20, 64, bit));
	}
}

static void clause_is(const char *sentence, const char *part, const char *clause)
{
	struct str text = str_from(sentence);
	size_t at = str_find(text, str_from(part), 0);
	assert_true(at != SIZE_MAX);
	struct span c = clause_at(text, (struct span){ 0, text.len }, (struct span){ at, at + strlen(part) });
	char got[512];
	snprintf(got, sizeof got, STR_FMT, STR_ARG(str_span(text, c)));
	assert_string_equal(got, clause);
}

static void clauses(void **state)
{
	(void)state;
	clause_is("The press moved in 1641; the fines came in 1652.", "press", "The press moved in 1641");
	clause_is("The press moved in 1641, and the council fined him in 1652.", "fined",
	          "and the council fined him in 1652.");
	clause_is("When the river moved in 1700, the ships left.", "ships", "the ships left.");
	clause_is("In May 1641 the master, a tall man, sold the house.", "sold",
	          "In May 1641 the master, a tall man, sold the house.");
	clause_is("The guild (it was founded in 1580) left the town.", "founded", "it was founded in 1580");
	clause_is("It rose to 1,400 in 1650 and fell to 900 in 1700.", "900", "and fell to 900 in 1700.");
	clause_is("Bread, salt and oil were sold there in 1650.", "oil", "Bread, salt and oil were sold there in 1650.");
	clause_is("They left in 1641, whereas the widow stayed until 1694.", "stayed",
	          "whereas the widow stayed until 1694.");
	clause_is("He came in March – the bishop had gone in June – and wept.", "bishop", "the bishop had gone in June");
	clause_is("a; b", "a; b", "a; b");
	clause_is("", "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boundaries_marked_by_hand),
		cmocka_unit_test(boundaries_at_line_breaks),
		cmocka_unit_test(sentence_at_every_offset),
		cmocka_unit_test(lost_space),
		cmocka_unit_test(linear_time),
		cmocka_unit_test(clauses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

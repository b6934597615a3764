/* Texts with numbered verses and sentences: the number in front of a word, the ends of a quote, formulas that a text holds
 * in many forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "source/source.h"
#include "text/match.h"

enum { MARKS_MOST = 16, TEXT_MOST = 8000 };

struct page {
	struct arena arena;
	struct file file;
	struct document document;
	struct text_index *index;
	char text[TEXT_MOST];
	struct span marks[MARKS_MOST];
};

/* "{17}The": what a parser saw as a superscript. */
static void open_page(struct page *p, const char *written)
{
	size_t n = 0, marks = 0;
	struct error e;

	*p = (struct page){ 0 };
	arena_init(&p->arena);
	for (; *written; written++) {
		assert_true(n < TEXT_MOST && marks < MARKS_MOST);
		if (*written == '{')
			p->marks[marks].start = n;
		else if (*written == '}')
			p->marks[marks++].end = n;
		else
			p->text[n++] = *written;
	}
	p->file.text = (struct str){ p->text, n };
	p->document.text = p->file.text;
	p->document.file = &p->file;
	p->document.marks = p->marks;
	p->document.n_marks = marks;
	assert_int_equal(document_prepare(&p->arena, &p->document, &e), 0);
	assert_int_equal(text_index_open(&p->index, &p->document, NULL, &e), 0);
}

static void close_page(struct page *p)
{
	text_index_close(p->index);
	document_finish(&p->document);
	arena_release(&p->arena);
}

static struct match ask(struct page *p, const char *text)
{
	struct quote q = { .text = str_from(text), .within = { 1, 0 }, .splice_paragraphs = 2 };
	struct match m;
	struct error e;

	assert_int_equal(match_quote(&p->arena, p->index, &q, &m, &e), 0);
	return m;
}

/* A row: `quote` is in `source` what `verdict` says, and the first difference there is `words` (NULL: not looked at). */
struct row {
	const char *source, *quote;
	enum verdict verdict;
	const char *words;
};

static void check(const struct row *rows, size_t n)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct page p;
		struct match m;
		struct str words = { 0 };

		open_page(&p, rows[i].source);
		m = ask(&p, rows[i].quote);
		if (m.n_diffs > 0)
			words = str_span(p.document.text, m.diffs[0].source);
		if (m.verdict != rows[i].verdict || (rows[i].words && !str_eq(words, str_from(rows[i].words)))) {
			print_error("row %zu: '%s' is %s, '%.*s'\n", i, rows[i].quote, verdict_name(m.verdict), (int)words.len, words.ptr);
			wrong++;
		}
		close_page(&p);
	}
	assert_int_equal(wrong, 0);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

#define VERSES "{16}The miller went to the fair in spring. {17}His donkey stayed behind, and the dog too.\n" \
	"{18}So they were glad of it. {19}\xE2\x80\x9CO my dog,\xE2\x80\x9D said he, {20}\xE2\x80\x9Cstay here.\xE2\x80\x9D"

static void leaves_verse_numbers_out(void **state)
{
	static const struct row rows[] = {
		{ VERSES, "The miller went to the fair", VERDICT_VERBATIM, NULL },
		{ VERSES, "His donkey stayed behind", VERDICT_VERBATIM, NULL },
		{ VERSES, "his donkey stayed behind", VERDICT_FOLDED, NULL },
		{ VERSES, "So they were glad of it", VERDICT_VERBATIM, NULL },
		{ VERSES, "in spring. His donkey stayed", VERDICT_FOLDED, NULL },
		{ VERSES, "the dog too. So they were glad", VERDICT_FOLDED, NULL },
		{ VERSES, "17 His donkey stayed behind, and the dog too. 18 So they were glad", VERDICT_FOLDED, NULL },
		{ VERSES, "19 \xE2\x80\x9CO my dog,\xE2\x80\x9D said he, 20 \xE2\x80\x9Cstay here", VERDICT_FOLDED, NULL },
		{ VERSES, "\xC2\xB9\xE2\x81\xB7His donkey stayed behind", VERDICT_FOLDED, NULL },
		{ VERSES, "71 His donkey stayed behind, and the dog", VERDICT_ALTERED, NULL },
		{ VERSES, "Her donkey stayed behind, and the dog", VERDICT_ALTERED, "His" },
		/* written with superscripts in plain text */
		{ "\xC2\xB9The inn was shut. \xC2\xB2Nobody knew why that was so.", "Nobody knew why that was so", VERDICT_VERBATIM, NULL },
		{ "\xC2\xB9The inn was shut. \xC2\xB2Nobody knew why that was so.", "The inn was shut. Nobody knew why", VERDICT_FOLDED, NULL },
		/* a number that is none */
		{ "They bought 17 donkeys at the fair in spring", "They bought donkeys at the fair in spring", VERDICT_ALTERED, "17" },
		{ "They bought the 17Fair donkeys in spring", "Fair donkeys in spring", VERDICT_ALTERED, NULL },
	};

	(void)state;
	CHECK(rows);
}

#define WOOD "{14}C dating gave a younger age for the wood. It agrees with {14}C dating of the upper layer of ash, and {3}He was low."
#define HEATH "It was a field of 12 km{2} of heath, and a wind of 9 m/s{2} was felt there.{2} They left us{3} at noon."

static void keeps_isotopes_and_powers(void **state)
{
	static const struct row rows[] = {
		{ WOOD, "14C dating gave a younger age", VERDICT_VERBATIM, NULL },
		{ WOOD, "C dating gave a younger age", VERDICT_ALTERED, NULL },
		{ WOOD, "It agrees with 14C dating of the upper layer", VERDICT_VERBATIM, NULL },
		{ WOOD, "It agrees with C dating of the upper layer", VERDICT_ALTERED, "14" },
		{ WOOD, "layer of ash, and He was low", VERDICT_ALTERED, "3" },
		{ HEATH, "a field of 12 km2 of heath", VERDICT_VERBATIM, NULL },
		{ HEATH, "a field of 12 km\xC2\xB2 of heath", VERDICT_FOLDED, NULL },
		{ HEATH, "a field of 12 km of heath", VERDICT_ALTERED, "2" },
		{ HEATH, "a wind of 9 m/s was felt there", VERDICT_ALTERED, "2" },
		{ HEATH, "was felt there. They left us at noon", VERDICT_FOLDED, NULL },
		/* typed with a caret */
		{ HEATH, "a field of 12 km^2 of heath", VERDICT_FOLDED, NULL },
		{ "a window of 2{31}-1 grains of salt", "a window of 2^31-1 grains of salt", VERDICT_FOLDED, NULL },
		{ "a window of 2{31}-1 grains of salt", "a window of 231-1 grains of salt", VERDICT_ALTERED, NULL },
		{ "a window of 2{31}-1 grains of salt", "a window of 2-1 grains of salt", VERDICT_ALTERED, NULL },
		{ "a window of 2{31}-1 grains of salt", "a window of 2^32-1 grains of salt", VERDICT_ALTERED, "31" },
		{ "a window of 231-1 grains of salt", "a window of 2^31-1 grains of salt", VERDICT_ALTERED, NULL },
		{ "the sum x{2} of the grains of salt", "the sum x^2 of the grains of salt", VERDICT_FOLDED, NULL },
		{ "the salt H2 of the lake in the hills", "the salt H^2 of the lake in the hills", VERDICT_ALTERED, NULL },
		{ "a rate of 10-{3} grains of salt", "a rate of 10 grains of salt", VERDICT_ALTERED, "3" },
		{ "a rate of 10{-3} grains of salt", "a rate of 10 grains of salt", VERDICT_ALTERED, NULL },
		{ "a wind of 9 m s{-1} was felt there", "a wind of 9 m s was felt there", VERDICT_ALTERED, NULL },
	};

	(void)state;
	CHECK(rows);
}

/* The words of another sentence are no part of the difference. */
static void stays_in_the_sentence(void **state)
{
	static const char numbered[] = "The lamp gave light to the whole house. 16 Let the ferry wait for the baker. 17 Then the bell rang twice.";
	static const char raised[] = "the lamp of the house, {32}The ferry waited for the baker and his boy; {33}Nobody rang the bell.";
	static const struct row rows[] = {
		{ numbered, "Even so let the ferry wait for the baker", VERDICT_ALTERED, "" },
		{ numbered, "Let the ferry wait for the baker always", VERDICT_ALTERED, "" },
		{ numbered, "Let the ferry wait for the tailor", VERDICT_ALTERED, "baker" },
		{ numbered, "And the bell rang twice", VERDICT_ALTERED, "Then" },
		{ raised, "It is said the ferry waited for the baker", VERDICT_ALTERED, "" },
		{ "Those who may board are as follows:\n\nThe baker and his boy may board.", "1. The baker and his boy may board", VERDICT_ALTERED, "" },
		/* a sentence that the quote has as well */
		{ "Yes, he said. The ferry waits for the baker.", "No, he said. The ferry waits for the baker.", VERDICT_ALTERED, "Yes" },
		{ "He came. Stop. The ferry waits for the baker.", "Go. The ferry waits for the baker.", VERDICT_ALTERED, "Stop" },
	};

	(void)state;
	CHECK(rows);
}

/* A formula of which every text is full: its place is found although no three words of it are rare. */
static void finds_common_formulas(void **state)
{
	static const char *const speakers[] = { "baker", "miller", "smith", "tailor", "cooper" };
	char text[TEXT_MOST];
	size_t n = 0;
	struct page p;
	struct match m;

	(void)state;
	for (int i = 0; i < 100; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "And the %s spoke to the men, saying, item %d is for you.\n\n",
		                      speakers[i % 5], i);
	snprintf(text + n, sizeof text - n, "The tanner speaketh up for all of them at the end.\n");
	open_page(&p, text);
	m = ask(&p, "And the tanner speaketh to the men, saying");
	assert_int_equal(m.verdict, VERDICT_ALTERED);
	m = ask(&p, "And the miller shouted to the men, saying");
	assert_int_equal(m.verdict, VERDICT_ALTERED);
	assert_int_equal(m.n_diffs, 1);
	assert_true(str_eq(str_span(p.document.text, m.diffs[0].source), str_from("spoke")));
	m = ask(&p, "Nor has any tanner been seen to the east");
	assert_int_equal(m.verdict, VERDICT_ABSENT);
	close_page(&p);
}

static void joins_genitives(void **state)
{
	static const struct row rows[] = {
		{ "It was not any one's fault but the baker's", "It was not anyone's fault", VERDICT_FOLDED, NULL },
		{ "It was not anyone\xE2\x80\x99s fault but the baker's", "It was not any one's fault", VERDICT_FOLDED, NULL },
		{ "It was no able's fault but the baker's", "It was noable's fault but", VERDICT_ALTERED, NULL },
	};

	(void)state;
	CHECK(rows);
}

/* Comments keep their marks when they are copied line by line. */
static void leaves_marks_of_lines_out(void **state)
{
	static const char source[] = "The ferry shall wait (section 5) for the baker, 16 crates and his boy; nobody else may board it.";
	static const struct row rows[] = {
		{ source, "The ferry shall wait\n// (section 5) for the baker, 16\n// crates and his boy", VERDICT_FOLDED, NULL },
		{ source, "The ferry shall wait (section 5) for the baker,\n// 16 crates and his boy", VERDICT_FOLDED, NULL },
		{ source, "The ferry shall wait\n//! (section 5) for\n//! the baker", VERDICT_FOLDED, NULL },
		{ source, "The ferry shall wait\n#: (section 5) for\n#: the baker", VERDICT_FOLDED, NULL },
		{ source, "> The ferry shall wait\n/// > (section 5) for\n/// > the baker", VERDICT_FOLDED, NULL },
		{ source, "> The ferry shall wait\n# > (section 5) for\n#\n# > the baker", VERDICT_FOLDED, NULL },
		{ source, "> > The ferry shall wait\n> > (section 5) for\n%% the baker", VERDICT_FOLDED, NULL },
		{ source, "The ferry shall wait\n// / (section 5) for\n// the baker", VERDICT_ALTERED, NULL },
		{ source, "The ferry shall wait\n// + (section 5) for\n// the baker", VERDICT_ALTERED, NULL },
		{ source, "The ferry shall wait! (section 5) for\nthe baker", VERDICT_ALTERED, NULL },
		{ source, "The ferry shall wait\n!: (section 5) for the baker", VERDICT_ALTERED, NULL },
		{ "the crate is\n+---+---+---+---+---+---+---+\n| a baker |\n", "the crate is\n// +---+---+---+---+---+---+---+\n// | a baker", VERDICT_FOLDED, NULL },
		{ "the crate is\n+---+---+---+---+---+---+-*-+\n| a baker |\n", "the crate is\n// +---+---+---+---+---+---+---+/\n// | a baker", VERDICT_ALTERED, NULL },
		{ "it grew by 16 crates a day in spring", "it grew by 16\n% crates a day in spring", VERDICT_ALTERED, NULL },
		{ "it is 16 / 4 crates a day in spring", "it is 16\n4 crates a day in spring", VERDICT_ALTERED, NULL },
		{ "for p < 5 crates a day in spring", "for p\n> 5 crates a day in spring", VERDICT_ALTERED, NULL },
		/* a full stop closes the number of a section */
		{ "8.1.2. The fare of the baker", "8.1.2 The fare of the baker", VERDICT_FOLDED, NULL },
		{ "It cost 8.5. The fare of the baker rose.", "It cost 8.5 The fare of the baker rose.", VERDICT_ALTERED, NULL },
	};

	(void)state;
	CHECK(rows);
}

static void reads_verse_in_prose(void **state)
{
	static const char verse[] = "The ferry left at four, and then\nThe baker came too late again;\nHe sat and ate\n\nUpon the gate\nHis own red plum or damson jam.";
	static const char named[] = "All that was said to the baker by\nAgnes was of jam, and of the price\nof sugar, which was in her view far\ntoo high for such a plum.";
	static const char prose[] = "Whoever boards the ferry shall pay\nbefore the gate is shut, save that\nthe baker alone has to read, read\nwrite and count the crates of jam.";
	static const struct row rows[] = {
		{ verse, "The ferry left at four, and then / The baker came too late again; / He sat and ate", VERDICT_FOLDED, NULL },
		{ verse, "The baker came too late again; / He sat and ate // Upon the gate", VERDICT_FOLDED, NULL },
		{ verse, "He sat and ate / Upon the gate", VERDICT_FOLDED, NULL },
		{ verse, "The baker came too late again: / He sat and ate", VERDICT_FOLDED, NULL },
		{ verse, "The baker came too late again! / He sat and ate", VERDICT_ALTERED, NULL },
		{ verse, "The baker came too late again; / He stood and ate", VERDICT_ALTERED, "sat" },
		{ verse, "The baker came / too late again; / He sat and ate", VERDICT_ALTERED, NULL },
		{ verse, "The ferry left at four, and then The baker came too late again; / He sat and ate", VERDICT_ALTERED, NULL },
		{ prose, "the baker alone has to read, read / write and count", VERDICT_ALTERED, NULL },
		{ named, "All that was said to the baker by / Agnes was of jam", VERDICT_ALTERED, NULL },
		{ prose, "Whoever boards the ferry shall pay / before the gate is shut", VERDICT_ALTERED, NULL },
		{ verse, "He sat and ate/Upon the gate", VERDICT_ALTERED, NULL },
		{ verse, "his own red / plum or damson jam", VERDICT_ALTERED, NULL },
	};

	(void)state;
	CHECK(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_verse_numbers_out), cmocka_unit_test(keeps_isotopes_and_powers),
		cmocka_unit_test(stays_in_the_sentence),    cmocka_unit_test(finds_common_formulas),
		cmocka_unit_test(joins_genitives),          cmocka_unit_test(leaves_marks_of_lines_out),
		cmocka_unit_test(reads_verse_in_prose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

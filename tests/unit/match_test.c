/* Quotes against sources: every clause of "What counts as the same words" with its near misses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "source/source.h"
#include "text/match.h"

struct source_text {
	struct arena arena;
	struct file file;
	struct document document;
	struct text_index *index;
};

static void open_text(struct source_text *t, const char *text)
{
	struct error e;

	*t = (struct source_text){ 0 };
	arena_init(&t->arena);
	t->file.text = str_from(text);
	t->document.text = t->file.text;
	t->document.file = &t->file;
	assert_int_equal(document_prepare(&t->arena, &t->document, &e), 0);
	assert_int_equal(text_index_open(&t->index, &t->document, NULL, &e), 0);
}

static void close_text(struct source_text *t)
{
	text_index_close(t->index);
	document_finish(&t->document);
	arena_release(&t->arena);
}

static struct quote quote_of(const char *text)
{
	return (struct quote){ .text = str_from(text), .within = { 1, 0 }, .splice_paragraphs = 2 };
}

static struct match ask(struct source_text *t, const struct quote *q)
{
	struct match m;
	struct error e;

	assert_int_equal(match_quote(&t->arena, t->index, q, &m, &e), 0);
	return m;
}

/* A row: what one quote is in one source. `weight` counts for altered quotes, `note` for the others. */
struct row {
	const char *source, *quote;
	enum verdict verdict;
	enum diff_weight weight;
	bool note;
};

#define VERBATIM VERDICT_VERBATIM, WEIGHT_WORD, false
#define FOLDED VERDICT_FOLDED, WEIGHT_WORD, false
#define NOTED VERDICT_FOLDED, WEIGHT_WORD, true
#define ALTERED(w) VERDICT_ALTERED, WEIGHT_##w, false
#define ABSENT VERDICT_ABSENT, WEIGHT_WORD, false

static bool row_holds(const struct row *r, const struct match *m)
{
	if (m->verdict != r->verdict)
		return false;
	if (m->verdict == VERDICT_ALTERED)
		return m->n_diffs > 0 && m->diffs[0].weight == r->weight;
	return m->verdict > VERDICT_FOLDED || (m->n_typography > 0) == r->note;
}

static void check_rows(const struct row *rows, size_t n)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct quote q = quote_of(rows[i].quote);
		struct source_text t;
		struct match m;

		open_text(&t, rows[i].source);
		m = ask(&t, &q);
		if (!row_holds(&rows[i], &m)) {
			print_error("row %zu: '%s' in '%s' is %s, %s, %zu notes\n", i, rows[i].quote, rows[i].source,
			            verdict_name(m.verdict), m.n_diffs > 0 ? diff_weight_name(m.diffs[0].weight) : "no difference",
			            m.n_typography);
			wrong++;
		}
		close_text(&t);
	}
	assert_int_equal(wrong, 0);
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void folds_characters(void **state)
{
	static const struct row rows[] = {
		{ "The old mill stood by the river.", "mill stood by the river", VERBATIM },
		{ "The old mill stood by the river.", "mill  stood\nby the\xC2\xA0river", FOLDED },
		{ "an of\xEF\xAC\x81" "cial edi\xEF\xAC\x81" "ce of state", "an official edifice of state", FOLDED },
		{ "the oeuvre of a man\xC5\x93uvre master", "\xC5\x93uvre of a manoeuvre master", FOLDED },
		{ "the \xC3\xA6ther and the Caesar stone", "the aether and the C\xC3\xA6sar stone", FOLDED },
		{ "the ble\xC5\xBF\xC5\xBF" "ed and the poor", "the blessed and the poor", FOLDED },
		{ "a caf\xC3\xA9 on the corner", "a cafe\xCC\x81 on the corner", FOLDED },
		{ "a caf\xC3\xA9 on the corner", "a cafe on the corner", ALTERED(WORD) },
		{ "she said \xE2\x80\x9Cyes, \xE2\x80\x98now\xE2\x80\x99 then\xE2\x80\x9D and left", "she said \"yes, 'now' then\" and left", FOLDED },
		{ "she said \xC2\xABgo home\xC2\xBB and left", "she said \"go home\" and left", FOLDED },
		{ "it wasn\xE2\x80\x99t the end of it", "it wasn't the end of it", FOLDED },
		{ "a well\xE2\x80\x91known dash \xE2\x80\x94 or two", "a well-known dash -- or two", FOLDED },
		{ "word\xE2\x80\x94next to a word", "word--next to a word", FOLDED },
		{ "a hid\xC2\xAD" "den soft hyphen here", "a hidden soft hyphen here", FOLDED },
		{ "a hid\xC2\xAD\n   den soft hyphen here", "a hidden soft hyphen here", FOLDED },
		{ "and/\xE2\x80\x8Bor with zero width", "and/or with zero width", FOLDED },
		{ "\xEF\xBC\xA6ull width \xEF\xBC\x91\xEF\xBC\x92 letters", "Full width 12 letters", FOLDED },
		{ "the modi fi ed and veri fi ed copies", "the modified and verified copies", FOLDED },
		{ "the no table in the room", "the notable in the room", ALTERED(NEGATION) },
		{ "she was not able to come", "she was no table to come", ALTERED(NEGATION) },
		{ "\xE5\x8C\x97\xE4\xBA\xAC\xE5\xA4\xA7\xE5\xAD\xA6\xE5\xBE\x88\xE5\xA4\xA7\xE3\x80\x82",
		  "\xE4\xBA\xAC\xE5\xA4\xA7\xE5\xAD\xA6\xE5\xBE\x88", VERBATIM },
	};

	(void)state;
	CHECK(rows);
}

static void joins_hyphens(void **state)
{
	static const struct row rows[] = {
		{ "we shall go to-day to the hill", "we shall go today to the hill", FOLDED },
		{ "we shall go today to the hill", "we shall go to-day to the hill", FOLDED },
		{ "we shall go to day to the hill", "we shall go today to the hill", FOLDED },
		{ "we shall go to-day to the hill", "we shall go to day to the hill", FOLDED },
		{ "the sand hill and the sand-hill there", "the sandhill and the sandhill there", FOLDED },
		{ "the sand bank and another one there", "the sandbank and another one there", ALTERED(WORD) },
		{ "a zero-\nlength field of bytes", "a zero-length field of bytes", FOLDED },
		{ "an exam-\nple of a break", "an example of a break", FOLDED },
		{ "written right- to-left in lines", "written right-to-left in lines", FOLDED },
		{ "the pre- and post-production work", "the pre- and post-production work", VERBATIM },
		{ "the pre- and post-production work", "the pre and post production work", FOLDED },
		{ "a state-of-the-art machine was there", "a state of the art machine was there", FOLDED },
		{ "from 1990-1995 there was peace", "from 1990\xE2\x80\x93" "1995 there was peace", FOLDED },
		{ "from 1990-1995 there was peace", "from 1990 1995 there was peace", ALTERED(NUMBER) },
	};

	(void)state;
	CHECK(rows);
}

static void leaves_reference_marks_out(void **state)
{
	static const struct row rows[] = {
		{ "sent him to Lyon.1 Carter met the others", "sent him to Lyon. Carter met the others", FOLDED },
		{ "hard on his heels.1,3 The dog ran", "hard on his heels. The dog ran", FOLDED },
		{ "back at the inn.4* The dog ran", "back at the inn. The dog ran", FOLDED },
		{ "the rate was low [12] in that year", "the rate was low in that year", FOLDED },
		{ "the rate was low[12, 14] in that year", "the rate was low in that year", FOLDED },
		{ "the rate\xC2\xB9\xC2\xB2 was low in that year", "the rate was low in that year", FOLDED },
		{ "the fashion of the 1970s.12 The trade went on", "the fashion of the 1970s. The trade went on", FOLDED },
		{ "a \xE2\x80\x9C" "common cause.\xE2\x80\x9D" "1 The men left", "a \xE2\x80\x9C" "common cause.\xE2\x80\x9D The men left", FOLDED },
		{ "sent him to Lyon.1 Carter met the others", "sent him to Lyon.1 Carter met the others", VERBATIM },
		{ "sent him to Lyon. Carter met the others", "sent him to Lyon.1 Carter met the others", ALTERED(NUMBER) },
		{ "as shown (Fig.7) in the book", "as shown (Fig.) in the book", ALTERED(NUMBER) },
		{ "as told in (vol.3) of the book", "as told in (vol.) of the book", ALTERED(NUMBER) },
		{ "as told in No.5 of the book", "as told in No. of the book", ALTERED(NUMBER) },
		{ "on p.5 of the old book", "on p. of the old book", ALTERED(NUMBER) },
		{ "a factor of 1.25 in the sum", "a factor of 1 in the sum", ALTERED(NUMBER) },
		{ "a factor of 125 in the sum", "a factor of 12 in the sum", ALTERED(NUMBER) },
		{ "about 10\xC2\xB2 of them were left", "about 10 of them were left", ALTERED(NUMBER) },
		{ "a plot of 20 m\xC2\xB2 was all they had", "a plot of 20 m was all they had", ALTERED(NUMBER) },
	};

	(void)state;
	CHECK(rows);
}

static void counts_numbers_and_signs(void **state)
{
	static const struct row rows[] = {
		{ "the result (p < 0.05) was clear", "the result (p = 0.05) was clear", ALTERED(NUMBER) },
		{ "the result (p < 0.05) was clear", "the result (p 0.05) was clear", ALTERED(NUMBER) },
		{ "the result (p < .05) was clear", "the result (p < 05) was clear", ALTERED(NUMBER) },
		{ "a shift of -0.42 was seen", "a shift of 0.42 was seen", ALTERED(NUMBER) },
		{ "a shift of -0.42 was seen", "a shift of \xE2\x88\x92" "0.42 was seen", FOLDED },
		{ "a shift of -0.42 was seen then", "0.42 was seen then", ALTERED(NUMBER) },
		{ "a loss of 1.2 million in a year", "2 million in a year", ALTERED(NUMBER) },
		{ "about 10\xC2\xB2 of them were left", "about 102 of them were left", ALTERED(NUMBER) },
		{ "about 2\xC2\xBD of them were left", "about 21/2 of them were left", ALTERED(NUMBER) },
		{ "about 2\xC2\xBD of them were left", "about 2 1/2 of them were left", ALTERED(WORD) },
		{ "the CO\xE2\x82\x82 level was high then", "the CO2 level was high then", FOLDED },
		{ "write 0x0178 to the port", "write 0x178 to the port", ALTERED(NUMBER) },
		{ "write 0x0178 to the port now", "178 to the port now", ALTERED(NUMBER) },
		{ "it rose by 5% in the year", "it rose by 5 in the year", ALTERED(NUMBER) },
		{ "in that year it rose by 5% again", "in that year it rose by 5", ALTERED(NUMBER) },
		{ "a sum of 10,000 was paid out", "a sum of 10.000 was paid out", ALTERED(NUMBER) },
		{ "a sum of 10,000 was paid out", "a sum of 10000 was paid out", ALTERED(NUMBER) },
		{ "twenty men came to the gate", "thirty men came to the gate", ALTERED(NUMBER) },
		{ "run it with --force and wait", "run it with force and wait", ALTERED(NUMBER) },
	};

	(void)state;
	CHECK(rows);
}

static void notes_typography(void **state)
{
	static const struct row rows[] = {
		{ "the men, who came late, were tired", "the men who came late were tired", NOTED },
		{ "the men; they came late and tired", "the men, they came late and tired", NOTED },
		{ "the Council came late and tired", "the council came late and tired", NOTED },
		{ "the so-called \"best\" of them came", "the so-called best of them came", NOTED },
		{ "Then the men came late", "then the men came late", FOLDED },
		{ "so that the men came late.", "so that the men came late!", FOLDED },
		{ "you must MUST not do it here", "you must must not do it here", ALTERED(CASE) },
		{ "they told us the whole story", "they told US the whole story", ALTERED(CASE) },
		{ "He left the town. Carter stayed behind.", "He left the town Carter stayed behind.", ALTERED(BREAK) },
		{ "He left the town, and Carter stayed", "He left the town. And Carter stayed", ALTERED(BREAK) },
		{ "Was it so? The men were sure", "Was it so. The men were sure", ALTERED(BREAK) },
		{ "It was so! The men were sure", "It was so. The men were sure", ALTERED(BREAK) },
		{ "the U.S. army came at last", "the US army came at last", NOTED },
		{ "the U.S. army came at last", "the us army came at last", ALTERED(CASE) },
	};

	(void)state;
	CHECK(rows);
}

static void reads_brackets(void **state)
{
	static const struct row rows[] = {
		{ "since the men came late they were tired", "[S]ince the men came late they were tired", FOLDED },
		{ "the men walked to the old town", "the men walk[ed] to the old town", FOLDED },
		{ "the men walking to the old town", "the men walk[ed] to the old town", FOLDED },
		{ "the men cmae late to town", "the men cmae [sic] late to town", FOLDED },
		{ "the men came late to town", "the men [in question] came late to town", FOLDED },
		{ "it came late to the town", "[the party] came late to the town", FOLDED },
		{ "they came late to the town", "[Carter] came late to the town", FOLDED },
		{ "the man came late to the town", "the [Carter] man came late to the town", ALTERED(NAME) },
		{ "the men were late for the feast", "the men were [not] late for the feast", ALTERED(NEGATION) },
		{ "the men were not late for the feast", "the men were [quite] late for the feast", ALTERED(NEGATION) },
		{ "the men only came for the feast", "the men [gladly] came for the feast", ALTERED(NEGATION) },
		{ "some 14 men came for the feast", "some [several] men came for the feast", ALTERED(NUMBER) },
		{ "old men came for the feast", "old men [40 of them] came for the feast", ALTERED(NUMBER) },
		{ "the tailed [poly(A)+] thread broke there", "the tailed [poly(A)+] thread broke there", VERBATIM },
		{ "an old tale [Book, p. 251] of the sea", "an old tale [Book, p. 215] of the sea", ALTERED(NUMBER) },
		{ "an old tale [The Wolf and His Cub] of the sea", "an old tale [The His and Wolf Cub] of the sea", ALTERED(ORDER) },
	};

	(void)state;
	CHECK(rows);
}

#define LONG_A "The first party left the harbour at dawn and sailed along the coast for nine days. "
#define LONG_B "Their captain kept a diary in which he wrote down every star. "
#define LONG_C "At the end of the voyage nobody could find the island on a map."

static void reads_ellipses(void **state)
{
	static const struct row rows[] = {
		{ LONG_A LONG_B LONG_C, "The first party left the harbour \xE2\x80\xA6 for nine days.", FOLDED },
		{ LONG_A LONG_B LONG_C, "The first party left the harbour [...] kept a diary . . . on a map", FOLDED },
		{ LONG_A LONG_B LONG_C, "The first party \xE2\x80\xA6 days", FOLDED },
		{ LONG_A LONG_B LONG_C, "kept a diary in which \xE2\x80\xA6 left the harbour at dawn", VERDICT_SPLICED, WEIGHT_WORD, false },
		{ LONG_A "\n\n" LONG_B "\n\n" LONG_B "\n\n" LONG_B "\n\n" LONG_C, "left the harbour at dawn \xE2\x80\xA6 could find the island", VERDICT_SPLICED, WEIGHT_WORD, false },
		{ LONG_A "\n\n" LONG_B "\n\n" LONG_C, "left the harbour at dawn \xE2\x80\xA6 could find the island", FOLDED },
		{ LONG_A LONG_B LONG_C, "left the harbour at noon \xE2\x80\xA6 kept a diary in which", ALTERED(WORD) },
		{ "he waited ... and then he went on home", "he waited ... and then he went on home", VERBATIM },
		{ "he waited \xE2\x80\xA6 and then he went on home", "he waited ... and then he went on home", FOLDED },
		{ "he waited and then he went on home", "he waited \xE2\x80\xA6 and then he went on home", FOLDED },
	};

	(void)state;
	CHECK(rows);
}

static void tells_differences(void **state)
{
	static const struct row rows[] = {
		{ "the old men may not leave the town", "the old men may leave the town", ALTERED(NEGATION) },
		{ "the old men may leave the town", "the old men must leave the town", ALTERED(NEGATION) },
		{ "the old men of Carter left the town", "the old men of Cartar left the town", ALTERED(NAME) },
		{ "the old men left in March of that year", "the old men left in April of that year", ALTERED(DATE) },
		{ "the bread and the wine were gone", "the wine and the bread were gone", ALTERED(ORDER) },
		{ "the old men left the town early", "the old men left town the early", ALTERED(ORDER) },
		{ "the colour of the old harbour was grey", "the color of the old harbor was gray", ALTERED(SPELLING) },
		{ "they organised a theatre in the town", "they organized a theater in the town", ALTERED(SPELLING) },
		{ "the old men left the town early", "the young men left the town early", ALTERED(WORD) },
		{ "the old men left the town early", "a ship without sails came home", ABSENT },
		{ "the old men left the town early", "old women", ABSENT },
		{ "the old men left the town early", "old men", VERBATIM },
		{ "the old men left the town early", "Town", FOLDED },
		{ LONG_A LONG_B LONG_B LONG_C,
		  "The first party left the harbour at dawn nobody could find the island on a map", ALTERED(NUMBER) },
		{ "in the book of 12 tales", "the ... of 12 tales", FOLDED },
	};

	(void)state;
	CHECK(rows);
}

static void points_at_the_words(void **state)
{
	static const char source[] = "It is said that the old men of the hill did not leave their town before winter.";
	struct source_text t;
	struct quote q = quote_of("the old men of the hill did leave the town before winter");
	struct match m;

	(void)state;
	open_text(&t, source);
	m = ask(&t, &q);
	assert_int_equal(m.verdict, VERDICT_ALTERED);
	assert_int_equal(m.n_diffs, 2);
	assert_int_equal(m.diffs[0].kind, DIFF_DROPPED);
	assert_int_equal(m.diffs[0].weight, WEIGHT_NEGATION);
	assert_true(str_is(str_span(str_from(source), m.diffs[0].source), "not"));
	assert_int_equal(m.diffs[0].quote.start, m.diffs[0].quote.end);
	assert_int_equal(m.diffs[0].quote.start, strlen("the old men of the hill did"));
	assert_int_equal(m.diffs[1].kind, DIFF_CHANGED);
	assert_true(str_is(str_span(q.text, m.diffs[1].quote), "the"));
	assert_true(str_is(str_span(str_from(source), m.diffs[1].source), "their"));
	assert_true(str_is(str_span(str_from(source), m.span), "the old men of the hill did not leave their town before winter"));
	close_text(&t);
}

static void tells_places_apart(void **state)
{
	static const char source[] = "They had bread enough for all. She said they had bread enough. We had bread enough too.";
	struct source_text t;
	struct quote q = quote_of("had bread enough");
	struct match m;

	(void)state;
	open_text(&t, source);
	m = ask(&t, &q);
	assert_int_equal(m.verdict, VERDICT_VERBATIM);
	assert_int_equal(m.n_places, 3);
	assert_false(m.told_apart);
	assert_int_equal(m.span.start, 5);
	q.prefix = STR("said they");
	m = ask(&t, &q);
	assert_true(m.told_apart);
	assert_int_equal(m.span.start, 45);
	q.prefix = STR("id they ");
	assert_int_equal(ask(&t, &q).span.start, 45);
	q.prefix = STR("nobody");
	m = ask(&t, &q);
	assert_true(m.selector_misfit);
	assert_false(m.told_apart);
	q.prefix = (struct str){ 0 };
	q.suffix = STR(" too.");
	m = ask(&t, &q);
	assert_true(m.told_apart);
	assert_int_equal(m.span.start, 66);
	q.suffix = (struct str){ 0 };
	q.within = (struct span){ 31, 62 };
	m = ask(&t, &q);
	assert_true(m.told_apart);
	assert_int_equal(m.span.start, 45);
	close_text(&t);
}

static void stops_where_the_match_stops(void **state)
{
	struct source_text t;
	struct quote q = quote_of("the old men left the town with forty ships and nine hundred horses in the rain");
	struct match m;

	(void)state;
	open_text(&t, "At last the old men left the town and were never seen again by anyone.");
	m = ask(&t, &q);
	assert_int_equal(m.verdict, VERDICT_ABSENT);
	assert_int_equal(m.stop_quote, strlen("the old men left the town"));
	assert_true(str_is(str_span(t.document.text, m.stop_source), "the old men left the town"));
	close_text(&t);
}

static void skips_furniture(void **state)
{
	static const char source[] = "the field must be\nBaker  Standards Track  [Page 12]\n\fRFC 1  Wine  May 1999\n\nsent before it";
	struct span furniture = { 18, 74 };
	struct source_text t = { 0 };
	struct quote q = quote_of("the field must be sent before it");
	struct error e;

	(void)state;
	arena_init(&t.arena);
	t.file.text = t.document.text = str_from(source);
	t.document.file = &t.file;
	t.document.furniture = &furniture;
	t.document.n_furniture = 1;
	assert_int_equal(document_prepare(&t.arena, &t.document, &e), 0);
	assert_int_equal(text_index_open(&t.index, &t.document, NULL, &e), 0);
	assert_int_equal(ask(&t, &q).verdict, VERDICT_FOLDED);
	close_text(&t);
}

static void finds_candidates(void **state)
{
	struct source_text a, b;
	struct quote q[2] = { quote_of("the old men left the town"), quote_of("a ship without sails came home again") };
	struct quote_set *set;
	struct error e;
	struct quote_choice *v;
	size_t n;

	(void)state;
	open_text(&a, "At last the old men left the town and were never seen again.");
	open_text(&b, "Then a ship without sails came home again, and all were glad.");
	assert_int_equal(quote_set_create(&set, q, 2, 1, 0, &e), 0);
	assert_int_equal(quote_set_look(set, 0, 0, a.index, &e), 0);
	assert_int_equal(quote_set_settle(set, QUOTE_SET_BATCH, &e), 0);
	assert_int_equal(quote_set_look(set, 0, QUOTE_SET_BATCH + 7, b.index, &e), 0);
	assert_int_equal(quote_set_settle(set, QUOTE_SET_BATCH, &e), 0);
	assert_int_equal(quote_set_ready(set, &e), 0);
	assert_int_equal(quote_set_choose(&a.arena, set, 0, 0, &v, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].document, 0);
	assert_int_equal(quote_set_choose(&a.arena, set, 0, 1, &v, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].document, QUOTE_SET_BATCH + 7);
	quote_set_release(set);
	close_text(&a);
	close_text(&b);
}

/* Words that very many documents hold still choose a few of them, the first; a document with a phrase of its own wins. */
static void chooses_few_of_many(void **state)
{
	struct source_text plain, own;
	struct quote q[3] = { quote_of("the mill stood by the river for a hundred years"), quote_of("the mill"),
		              quote_of("the mill stood by the river until the ice took it away") };
	struct quote_set *set;
	struct error e;
	struct quote_choice *v;
	size_t n;

	(void)state;
	open_text(&plain, "The mill stood by the river for a hundred years, and the mill is gone.");
	open_text(&own, "Some say the mill stood by the river until the ice took it away.");
	assert_int_equal(quote_set_create(&set, q, 3, 1, 0, &e), 0);
	for (size_t i = 0; i < QUOTE_SET_BATCH; i++)
		assert_int_equal(quote_set_look(set, 0, i, i == 300 ? own.index : plain.index, &e), 0);
	assert_int_equal(quote_set_settle(set, QUOTE_SET_BATCH, &e), 0);
	assert_int_equal(quote_set_ready(set, &e), 0);
	assert_int_equal(quote_set_choose(&plain.arena, set, 0, 0, &v, &n, &e), 0);
	assert_int_equal(n, QUOTE_SET_DOCUMENTS);
	assert_int_equal(v[0].document, 0);
	assert_int_equal(v[QUOTE_SET_DOCUMENTS - 1].document, QUOTE_SET_DOCUMENTS - 1);
	assert_int_equal(quote_set_choose(&plain.arena, set, 0, 1, &v, &n, &e), 0);
	assert_int_equal(n, QUOTE_SET_DOCUMENTS);
	assert_int_equal(quote_set_choose(&plain.arena, set, 0, 2, &v, &n, &e), 0);
	assert_int_equal(n, QUOTE_SET_DOCUMENTS); /* half of the words stand in the others too */
	assert_int_equal(v[0].document, 300);
	quote_set_release(set);
	close_text(&plain);
	close_text(&own);
}

/* What is too far to be of use is not found: nothing less than asked for, and all of it that is asked for. */
static void wants_near_enough(void **state)
{
	static const struct {
		const char *quote;
		unsigned least_near;
		enum verdict verdict;
	} rows[] = {
		{ "the miller carried twelve sacks of old flour over the narrow bridge before noon", 0, VERDICT_ALTERED },
		{ "the miller carried twelve sacks of old flour over the narrow bridge before noon", 800, VERDICT_ALTERED },
		{ "the miller carried twelve sacks of old flour over the narrow bridge before noon", 960, VERDICT_ABSENT },
		{ "the miller carried twelve sacks of old flour over the narrow bridge before noon", SAME_WORDS, VERDICT_ABSENT },
		{ "the miller carried twenty sacks of old flour with his brother before noon", 0, VERDICT_ALTERED },
		{ "the miller carried twenty sacks of old flour with his brother before noon", 800, VERDICT_ABSENT },
		{ "the miller carried twelve sacks of new flour over the narrow bridge before noon", SAME_WORDS, VERDICT_VERBATIM },
		{ "The miller carried twelve sacks of [his] new flour over the narrow bridge", SAME_WORDS, VERDICT_FOLDED },
		{ "the miller carried twelve sacks ... before noon", SAME_WORDS, VERDICT_FOLDED },
		{ "the miller carried eleven sacks ... before noon", SAME_WORDS, VERDICT_ABSENT },
		{ "the miller carried eleven sacks of new flour ... before noon", 800, VERDICT_ALTERED },
	};
	struct source_text t;

	(void)state;
	open_text(&t, "It is told that the miller carried twelve sacks of new flour over the narrow bridge before noon, and slept.");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct quote q = quote_of(rows[i].quote);

		q.least_near = rows[i].least_near;
		if (ask(&t, &q).verdict != rows[i].verdict)
			fail_msg("%s (%u): %s, not %s", rows[i].quote, rows[i].least_near, verdict_name(ask(&t, &q).verdict),
			         verdict_name(rows[i].verdict));
	}
	close_text(&t);
}

/* How many documents are chosen for a quote which its cited source, number 0, has otherwise, and the first other one. */
static size_t chosen_for(struct source_text *cited, struct text_index *const *index, size_t n_documents, const char *text,
                         size_t *first)
{
	struct quote q = quote_of(text);
	struct match m = ask(cited, &q);
	struct quote_set *set;
	struct error e;
	struct quote_choice *v;
	size_t n;

	assert_int_equal(m.verdict, VERDICT_ALTERED);
	q.least_near = SAME_WORDS;
	q.differs = m.diffs;
	q.n_differs = m.n_diffs;
	assert_int_equal(quote_set_create(&set, &q, 1, 1, 0, &e), 0);
	for (size_t i = 0; i < n_documents; i++)
		assert_int_equal(quote_set_look(set, 0, i, index[i], &e), 0);
	assert_int_equal(quote_set_settle(set, n_documents, &e), 0);
	assert_int_equal(quote_set_ready(set, &e), 0);
	assert_int_equal(quote_set_choose(&cited->arena, set, 0, 0, &v, &n, &e), 0);
	*first = n > 0 ? v[n - 1].document : SIZE_MAX;
	for (size_t i = n; i-- > 0;)
		if (v[i].document != 0) /* the cited one is passed over */
			*first = v[i].document;
	quote_set_release(set);
	return n;
}

/* Of a quote that its cited source has otherwise only documents matter that have the quote's own words there. */
static void looks_where_the_source_differs(void **state)
{
	static const char *const quotes[] = {
		"the ferry left the island at six with nineteen goats and a piano on the open deck",       /* changed */
		"Then the ferry left the island at six with nineteen goats and a piano on the open deck",  /* at its start */
		"the ferry left the island at six with nineteen goats and a piano on the open deck of oak", /* at its end */
		"the ferry left the island at six with nineteen very goats and a piano on the open deck",  /* added */
		"the ferry left the island at six nineteen goats and a piano on the open deck",            /* left out */
		"the ferry left the island at six with [exactly] nineteen goats and a piano on the open deck", /* and free */
		"the ferry left the island at six with nineteen goat-like things and a piano on the open deck",
	};
	static const char other[] = "We heard that the ferry left the island at six with twenty goats and a piano on the open deck there.";
	struct source_text cited, same, own;

	(void)state;
	open_text(&cited, "It says the ferry left the island at six with twenty goats and a piano on the open deck again.");
	open_text(&same, other);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		struct text_index *index[3] = { cited.index, same.index, NULL };
		bool free_too = strchr(quotes[i], '[') || strchr(quotes[i], '-');
		char text[256];
		size_t first, n;

		snprintf(text, sizeof text, "And so it was: %s, as all know.", quotes[i]);
		open_text(&own, text);
		index[2] = own.index;
		n = chosen_for(&cited, index, 3, quotes[i], &first);
		if (first != 2 || (n != 1 && !free_too))
			fail_msg("%s: %zu documents, the first %zu", quotes[i], n, first);
		n = chosen_for(&cited, index, 2, quotes[i], &first);
		if (n != 0 && !free_too)
			fail_msg("%s: %zu documents although none has it", quotes[i], n);
		close_text(&own);
	}
	close_text(&cited);
	close_text(&same);
}

/* A word beside the difference may have another form in the document that has the quote's words. */
static void looks_past_other_forms(void **state)
{
	static const struct {
		const char *cited, *quote, *own;
	} rows[] = {
		{ "Take any one of his seven red apples before the sun goes down.", "any one of his nine red apples before the sun goes down",
		  "They may eat anyone of his nine red apples before the sun goes down." },
		{ "We saw that she walked seven miles to the market every day.", "she walk[s] nine miles to the market every day",
		  "It is said she walked nine miles to the market every day." },
		{ "There he paid[3] seven crowns for the old boat and its sail.", "he paid nine crowns for the old boat and its sail",
		  "In the end he paid[3] nine[4] crowns[5] for the old boat and its sail." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source_text cited, own;
		size_t first;

		open_text(&cited, rows[i].cited);
		open_text(&own, rows[i].own);
		chosen_for(&cited, (struct text_index *[]){ cited.index, own.index }, 2, rows[i].quote, &first);
		if (first != 1)
			fail_msg("%s: not looked for where its words stand", rows[i].quote);
		close_text(&cited);
		close_text(&own);
	}
}

/* --- hostile input stays within its budget --- */

static char *repeat(const char *s, size_t times)
{
	size_t n = strlen(s);
	char *out = malloc(n * times + 1);

	assert_non_null(out);
	for (size_t i = 0; i < times; i++)
		memcpy(out + i * n, s, n);
	out[n * times] = '\0';
	return out;
}

static void bounds_repetition(void **state)
{
	char *source = repeat("a ", 500000), *words = repeat("a ", 32000), *mixed = repeat("a b ", 16000);
	struct source_text t;
	struct quote q = quote_of(words);
	struct match m;

	(void)state;
	open_text(&t, source);
	q.text.len -= 1;
	m = ask(&t, &q);
	assert_true(m.verdict == VERDICT_VERBATIM || m.verdict == VERDICT_UNCHECKED);
	q = quote_of(mixed);
	m = ask(&t, &q);
	assert_int_not_equal(m.verdict, VERDICT_VERBATIM);
	assert_int_not_equal(m.verdict, VERDICT_FOLDED);
	close_text(&t);
	free(source);
	free(words);
	free(mixed);
}

static void put_between(char *out, const char *gap)
{
	static const char before[] = "one two three", after[] = "four five";
	size_t n = strlen(gap);

	memcpy(out, before, sizeof before - 1);
	memcpy(out + sizeof before - 1, gap, n);
	memcpy(out + sizeof before - 1 + n, after, sizeof after);
}

/* A megabyte of marks between two words. */
static void bounds_gaps(void **state)
{
	static const char *const marks[] = { "!", "=", ". ", "- ", "\n", "\"", "| ", "\xE2\x80\xA6" };

	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		char *gap = repeat(marks[i], 300000), *text = malloc(strlen(gap) + 40);
		struct source_text t;
		struct quote q = quote_of("one two three four five");

		assert_non_null(text);
		put_between(text, gap);
		open_text(&t, text);
		(void)ask(&t, &q);
		close_text(&t);
		free(gap);
		free(text);
	}
}

static void bounds_the_quote(void **state)
{
	char *words = repeat("abcdefg ", LIMIT_QUOTE_BYTES / 8), *ellipses = repeat("one two \xE2\x80\xA6 ", LIMIT_ELLIPSES + 2);
	struct source_text t;
	struct quote q = quote_of(words);

	(void)state;
	open_text(&t, "one two three four");
	assert_int_equal(q.text.len, LIMIT_QUOTE_BYTES);
	assert_int_equal(ask(&t, &q).verdict, VERDICT_ABSENT);
	q.text.ptr = "x";
	q.text = (struct str){ words, LIMIT_QUOTE_BYTES };
	words[LIMIT_QUOTE_BYTES - 1] = 'h';
	assert_int_equal(ask(&t, &q).verdict, VERDICT_ABSENT);
	close_text(&t);

	open_text(&t, ellipses);
	q = quote_of(ellipses);
	q.text.len = (LIMIT_ELLIPSES + 1) * 12 - 5; /* 64 of them between words */
	assert_int_not_equal(ask(&t, &q).verdict, VERDICT_UNCHECKED);
	q.text.len = (LIMIT_ELLIPSES + 2) * 12 - 5;
	assert_int_equal(ask(&t, &q).verdict, VERDICT_UNCHECKED);
	assert_non_null(ask(&t, &q).limit);
	close_text(&t);
	free(words);
	free(ellipses);
}

static void refuses_too_long_a_quote(void **state)
{
	char *words = repeat("abcdefg ", LIMIT_QUOTE_BYTES / 8 + 1);
	struct source_text t;
	struct quote q = quote_of(words);

	(void)state;
	open_text(&t, words);
	q.text.len = LIMIT_QUOTE_BYTES + 1;
	assert_int_equal(ask(&t, &q).verdict, VERDICT_UNCHECKED);
	q.text.len = LIMIT_QUOTE_BYTES - 1;
	assert_int_equal(ask(&t, &q).verdict, VERDICT_VERBATIM);
	close_text(&t);
	free(words);
}

/* Whatever allocation fails, the answer is the right one or CC_ENOMEM. */
static void survives_without_memory(void **state)
{
	static const char *const quotes[] = { "the old men of the hill did leave the town", "[T]he old men \xE2\x80\xA6 before [the cold] winter",
		                              "a ship of fools came home at last again" };
	struct source_text t;
	size_t failed = 0, right = 0;

	(void)state;
	open_text(&t, "It is said that the old men of the hill did not leave their town before winter.");
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		struct quote q = quote_of(quotes[i]);
		enum verdict want = ask(&t, &q).verdict;

		for (size_t n = 1; n < 200; n++) {
			struct match m;
			struct error e;
			int rc;

			arena_fail_after(n);
			rc = match_quote(&t.arena, t.index, &q, &m, &e);
			arena_fail_after(0);
			if (rc == 0)
				assert_int_equal(m.verdict, want);
			else
				assert_int_equal(rc, CC_ENOMEM);
			failed += rc < 0;
			right += rc == 0;
		}
	}
	assert_true(failed > 10);
	assert_true(right > 10);
	close_text(&t);
}

static void survives_odd_input(void **state)
{
	static const char *const odd[] = { "", " ", "[", "]", "[]", "[[[[[[", "\xE2\x80\xA6", "...", "[...]", "[a", "a]", "-", "--", "[a] [b] [c]",
		                           "\xC2\xAD", "\xCC\x81", "1", "1 2 3", "[1] [2] [3]", "\xE2\x80\xA6 a \xE2\x80\xA6 b", "a[b]c[d]e", "\xC2\xB9",
		                           "\xF0\x9F\x98\x80 \xF0\x9F\x98\x80 x y z", "?!?!", "a . . . . . . . b" };
	static const char *const sources[] = { "", "a", "a b c d e f g", "[a] [b] [c] 1 2 3", "sm\xF0\x9F\x98\x80le \xC2\xB9\xC2\xB2 ..." };

	(void)state;
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct source_text t;

		open_text(&t, sources[i]);
		for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
			struct quote q = quote_of(odd[k]);
			struct match m = ask(&t, &q);

			assert_true(m.span.end <= t.document.text.len);
			assert_true(m.span.start <= m.span.end);
		}
		close_text(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_characters),
		cmocka_unit_test(joins_hyphens),
		cmocka_unit_test(leaves_reference_marks_out),
		cmocka_unit_test(counts_numbers_and_signs),
		cmocka_unit_test(notes_typography),
		cmocka_unit_test(reads_brackets),
		cmocka_unit_test(reads_ellipses),
		cmocka_unit_test(tells_differences),
		cmocka_unit_test(points_at_the_words),
		cmocka_unit_test(tells_places_apart),
		cmocka_unit_test(stops_where_the_match_stops),
		cmocka_unit_test(skips_furniture),
		cmocka_unit_test(finds_candidates),
		cmocka_unit_test(chooses_few_of_many),
		cmocka_unit_test(wants_near_enough),
		cmocka_unit_test(looks_where_the_source_differs),
		cmocka_unit_test(looks_past_other_forms),
		cmocka_unit_test(bounds_repetition),
		cmocka_unit_test(bounds_gaps),
		cmocka_unit_test(bounds_the_quote),
		cmocka_unit_test(refuses_too_long_a_quote),
		cmocka_unit_test(survives_without_memory),
		cmocka_unit_test(survives_odd_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

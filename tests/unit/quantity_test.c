/* How numbers of running text are read, compared and told apart; and the letters of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/nameform.h"
#include "text/quantity.h"

struct text {
	struct prose prose;
	struct quantities list;
};

static struct text *read_text(struct arena *a, const char *words)
{
	struct text *t = arena_new(a, struct text);
	struct str text = str_from(words);
	struct error e;
	assert_non_null(t);
	assert_int_equal(prose_read(a, text, (struct span){ 0, text.len }, &t->prose, &e), 0);
	t->list.p = &t->prose;
	assert_int_equal(quantities_read(a, &t->prose, (struct span){ 0, text.len }, &t->list.v, &t->list.n, &e), 0);
	return t;
}

struct row {
	const char *text;
	enum quantity_kind kind;
	enum quantity_bound bound;
	double value, high;
	const char *unit;
};

static void reads_one_quantity(void **state)
{
	static const struct row rows[] = {
		{ "some 10,000 Afghan refugees", QUANTITY_COUNT, BOUND_ABOUT, 10000, 0, "refugee" },
		{ "one thousand two hundred and thirty-seven men", QUANTITY_COUNT, BOUND_EXACT, 1237, 0, "man" },
		{ "a hundred and fifty boats", QUANTITY_COUNT, BOUND_EXACT, 150, 0, "boat" },
		{ "the thirty-three likely members", QUANTITY_COUNT, BOUND_EXACT, 33, 0, "member" },
		{ "three newly built ferries sank", QUANTITY_COUNT, BOUND_EXACT, 3, 0, "ferry" },
		{ "two more rate rises are due", QUANTITY_COUNT, BOUND_EXACT, 2, 0, "rise" },
		{ "fourteen of the 16 districts", QUANTITY_COUNT, BOUND_EXACT, 14, 0, "district" },
		{ "at least a half-dozen times", QUANTITY_COUNT, BOUND_ABOVE, 6, 0, "time" },
		{ "as deep as 400 metres", QUANTITY_MEASURE, BOUND_UP_TO, 400, 0, "m" },
		{ "they do not exceed 100 metres", QUANTITY_MEASURE, BOUND_BELOW, 100, 0, "m" },
		{ "40 or more boats", QUANTITY_COUNT, BOUND_ABOVE, 40, 0, "boat" },
		{ "a 12-mile road", QUANTITY_MEASURE, BOUND_EXACT, 12, 0, "mile" },
		{ "it cost \xC2\xA3" "1.2bn to build", QUANTITY_MEASURE, BOUND_EXACT, 1.2e9, 0, "\xC2\xA3" },
		{ "two and a half million crowns", QUANTITY_MEASURE, BOUND_EXACT, 2.5e6, 0, "crown" },
		{ "from 5 percent to 25 percent", QUANTITY_SHARE, BOUND_BETWEEN, 5, 25, "" },
		{ "two to three million crowns", QUANTITY_MEASURE, BOUND_BETWEEN, 2e6, 3e6, "crown" },
		{ "six in ten voters", QUANTITY_SHARE, BOUND_EXACT, 60, 0, "" },
		{ "three-quarters said the same", QUANTITY_SHARE, BOUND_EXACT, 75, 0, "" },
		{ "more than half are idle", QUANTITY_SHARE, BOUND_ABOVE, 50, 0, "" },
		{ "by nine percentage points", QUANTITY_MEASURE, BOUND_EXACT, 9, 0, "point" },
		{ "the twelfth edition of it", QUANTITY_RANK, BOUND_EXACT, 12, 0, "edition" },
		{ "his 97th-minute winner", QUANTITY_RANK, BOUND_EXACT, 97, 0, "minute" },
		{ "it ranks 14th in the world", QUANTITY_RANK, BOUND_EXACT, 14, 0, "place" },
		{ "the third-largest port", QUANTITY_RANK, BOUND_EXACT, 3, 0, "largest" },
		{ "his 17-year-old daughter", QUANTITY_AGE, BOUND_EXACT, 17, 0, "" },
		{ "then Ann Lee, 45, a nurse, spoke", QUANTITY_AGE, BOUND_EXACT, 45, 0, "" },
		{ "her sister died at 43, in spring", QUANTITY_AGE, BOUND_EXACT, 43, 0, "" },
		{ "approved by 52 to 48.", QUANTITY_SCORE, BOUND_BETWEEN, 52, 48, "" },
		{ "three months later they left", QUANTITY_MEASURE, BOUND_EXACT, 3, 0, "month after" },
		{ "six weeks ago they left", QUANTITY_MEASURE, BOUND_EXACT, 6, 0, "week ago" },
		{ "wages doubled again", QUANTITY_COUNT, BOUND_EXACT, 2, 0, "time" },
		{ "about 1710 acres of it", QUANTITY_MEASURE, BOUND_ABOUT, 1710, 0, "acre" },
		{ "a 12m fence", QUANTITY_MEASURE, BOUND_EXACT, 12, 0, "m" },
		{ "people, about 5000, live there", QUANTITY_COUNT, BOUND_ABOUT, 5000, 0, "" },
	};
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];
		struct text *t = read_text(&a, r->text);
		if (t->list.n == 0)
			fail_msg("nothing is read in \"%s\"", r->text);
		const struct quantity *q = &t->list.v[0];
		if (q->kind != r->kind || q->bound != r->bound || q->value != r->value || !str_is(q->unit, r->unit) ||
		    (r->bound == BOUND_BETWEEN && q->high != r->high))
			fail_msg("\"%s\" is read as kind %d bound %d %g to %g of \"" STR_FMT "\"", r->text, (int)q->kind, (int)q->bound,
			         q->value, q->high, STR_ARG(q->unit));
	}
	arena_release(&a);
}

static void what_names_or_dates_is_none(void **state)
{
	static const char *const texts[] = {
		"on 3 May", "in 1987 officials left", "chapter 3 tells", "a Boeing 747", "at 5 p.m.", "see sections 2, 3 and 5",
		"the 19th century", "a third party", "version 2.0.1", "on May 12th", "the second day", "from an Act of 1917",
	};
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct text *t = read_text(&a, texts[i]);
		if (t->list.n != 0)
			fail_msg("\"%s\" counts something", texts[i]);
	}
	arena_release(&a);
}

struct pair {
	const char *claim, *source;
	bool agrees;
	double rival; /* 0: none */
};

static void tells_several_apart(void **state)
{
	static const struct pair pairs[] = {
		{ "Wool grew by 7.2 percent.", "Cod grew by 6.4 percent and wool by 2.7 percent.", false, 2.7 },
		{ "Cod grew by 4.6 percent.", "Cod grew by 6.4 percent and wool by 2.7 percent.", false, 6.4 },
		{ "He sold 45 boats.", "He sold 33 boats.", false, 33 },
		{ "He sold 33 boats.", "He sold thirty-three boats.", true, 0 },
		{ "He sold 12 houses.", "He sold 33 boats.", false, 0 },
		{ "He sold 9,000 boats.", "He sold 33 boats.", false, 0 }, /* no slip makes this of that */
		{ "He sold 330 boats.", "He sold 33 boats.", false, 33 },
		{ "He sold more than 33 boats.", "He sold nearly 33 boats.", false, 33 },
		{ "He sold up to 50 boats.", "He sold from 30 to 40 boats.", false, 30 },
		{ "He sold from 30 to 50 boats.", "He sold from 30 to 40 boats.", false, 30 },
		{ "He sold 35 boats.", "He sold from 30 to 40 boats.", true, 0 },
		{ "He paid $5m for it.", "He paid \xC2\xA3" "5 million for it.", false, 5e6 },
		{ "The ride to the mill took 40 hours.", "The ride to the mill took 40 minutes.", false, 40 },
		{ "In the north 60 percent voted.", "Six in ten voted in the north.", true, 0 },
	};
	struct arena a;
	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		static const bool taken[8] = { false };
		struct text *claim = read_text(&a, pairs[i].claim), *source = read_text(&a, pairs[i].source);
		if (claim->list.n == 0)
			fail_msg("nothing is read in \"%s\"", pairs[i].claim);
		bool agrees = quantities_agree(&source->list, &claim->list.v[0]);
		const struct quantity *rival = agrees ? NULL : quantities_rival(&claim->list, 0, &source->list, taken);
		if (agrees != pairs[i].agrees || (rival ? rival->value : 0) != pairs[i].rival)
			fail_msg("\"%s\" against \"%s\": agrees %d, rival %g", pairs[i].claim, pairs[i].source, agrees,
			         rival ? rival->value : 0);
	}
	arena_release(&a);
}

static void sums_are_derived(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a);
	struct text *source = read_text(&a, "He bought four horses and two mules."), *sum = read_text(&a, "He bought six animals.");
	assert_true(quantities_derive(&source->list, &sum->list.v[0], &sum->prose));
	struct text *share = read_text(&a, "Of them 40 percent came."), *rest = read_text(&a, "The other 60 percent stayed.");
	struct text *same = read_text(&a, "Of them 60 percent came.");
	assert_true(quantities_derive(&share->list, &rest->list.v[0], &rest->prose));
	assert_false(quantities_derive(&share->list, &same->list.v[0], &same->prose));
	arena_release(&a);
}

static void slips_in_names(void **state)
{
	static const struct { const char *claim, *source; bool slip; } rows[] = {
		{ "bepo", "beppo", true },      { "gaddafi", "qaddafi", true }, { "austrlia", "australia", true },
		{ "lestrad", "lestrade", true }, { "gere", "gore", false },     { "bsuh", "bush", true },
		{ "mohammed", "muhammad", true }, { "harker", "barker", false }, { "drisdale", "drysdale", true },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct name_form x, y;
		assert_true(name_fold(str_from(rows[i].claim), &x) && name_fold(str_from(rows[i].source), &y));
		if (name_slip(&x, &y, name_distance(&x, &y)) != rows[i].slip)
			fail_msg("%s for %s", rows[i].claim, rows[i].source);
	}
	struct name_form kate, katie;
	assert_true(name_fold(STR("kate"), &kate) && name_fold(STR("katie"), &katie));
	assert_true(name_inflected(&kate, &katie, true));
	assert_true(name_known_pair(STR("kiev"), STR("kyiv")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_one_quantity), cmocka_unit_test(what_names_or_dates_is_none),
		cmocka_unit_test(tells_several_apart), cmocka_unit_test(sums_are_derived), cmocka_unit_test(slips_in_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The cheap look into raw bytes. */
#include "lint/probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool sees(const char *quote, const char *bytes)
{
	struct probe p;

	probe_make(&p, str_from(quote));
	return probe_sees(&p, str_from(bytes));
}

static void words_follow_each_other(void **state)
{
	(void)state;
	assert_true(sees("the iron bridge was halved", "Then the iron bridge was halved in spring."));
	assert_true(sees("the iron bridge was halved", "the\niron   bridge,\twas (halved)"));
	assert_true(sees("The iron bridge", "so the iron bridge"));
	assert_false(sees("the iron bridge was halved", "the iron bridge was not halved"));
	assert_false(sees("the iron bridge was halved", "the iron bridges was halved"));
	assert_false(sees("the iron bridge", "the wiron bridge"));
	assert_false(sees("the iron bridge was halved", "the iron bridge was"));
	assert_false(sees("the iron bridge was halved", "iron bridge was halved"));
	assert_false(sees("the iron bridge", ""));
	assert_true(sees("bridge", "a bridge"));
	assert_true(sees("bridge", "bridge"));
}

/* The first place of the longest word need not be the place. */
static void every_place_is_tried(void **state)
{
	(void)state;
	assert_true(sees("an old bridge there", "a new bridge there, an old bridge here, an old bridge there"));
	assert_true(sees("a a a a b", "a a a a a a b"));
}

static void what_may_stand_between(void **state)
{
	(void)state;
	assert_true(sees("the harbour was dredged", "the har-\n  bour was dredged"));
	assert_true(sees("a harbour of towns was dredged", "a har-\r\nbour of towns was dred-\nged"));
	assert_true(sees("the harbour was dredged", "the har\xc2\xad" "bour was dredged"));
	assert_true(sees("the harbour was dredged", "the <b class=\"x y\">harbour</b> was&nbsp;dredged"));
	assert_true(sees("the harbour was dredged", "the harbour.12 was [3] dredged"));
	assert_false(sees("the harbour was dredged", "the harbour 1931 was dredged"));
	assert_true(sees("in May 1931 it was", "in May 1931 it was"));
	assert_false(sees("in May 1931 it was", "in May 1932 it was"));
	assert_true(sees("\xe2\x80\x9cthe na\xc3\xafve mayor\xe2\x80\x9d", "the na\xc3\xafve mayor"));
}

/* Of editors' marks the longest stretch counts. */
static void marks(void **state)
{
	(void)state;
	assert_true(sees("the council [of the town] dredged the harbour in May", "somebody else dredged the harbour in May"));
	assert_true(sees("It was \xe2\x80\xa6 dredged by the council", "dredged by the council"));
	assert_true(sees("It was ... dredged by the council", "dredged by the council"));
	assert_true(sees("[\xe2\x80\xa6]", "nothing to look for"));
	assert_true(sees("[", "nothing to look for"));
	assert_true(sees("", "nothing to look for"));
}

static void bytes_that_are_no_text(void **state)
{
	char many[4096];

	(void)state;
	assert_true(sees("the iron bridge", "\xff\xfet\1h\1e\1"));
	assert_false(sees("the iron bridge", "\xff\xff\xff bridge \xc2"));
	memset(many, '<', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	assert_false(sees("iron bridge there", many));
	memcpy(many, "bridge", 6);
	assert_false(sees("bridge there", many));
	memset(many, '>', sizeof many - 1);
	memcpy(many + sizeof many - 7, "bridge", 6);
	assert_false(sees("iron bridge", many));
	memset(many, '1', sizeof many - 1);
	assert_false(sees("iron bridge", many));
}

/* A quote of more words than are kept is known by its first. */
static void long_quotes(void **state)
{
	struct probe p;
	char text[PROBE_WORDS * 8 + 64], *at = text;

	(void)state;
	for (int i = 0; i < PROBE_WORDS + 5; i++)
		at += snprintf(at, 8, "w%d ", i);
	probe_make(&p, str_from(text));
	assert_int_equal(p.n, PROBE_WORDS);
	assert_true(probe_sees(&p, str_from(text)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_follow_each_other), cmocka_unit_test(every_place_is_tried),
		cmocka_unit_test(what_may_stand_between),  cmocka_unit_test(marks),
		cmocka_unit_test(bytes_that_are_no_text),  cmocka_unit_test(long_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

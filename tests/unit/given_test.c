/* Given names: whose they are, and which of them are settled in their spelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "text/given.h"

static const struct {
	const char *low;
	enum gender gender;
	bool settled;
} rows[] = {
	/* the first and the last of each table, which only a sorted one finds */
	{ "alexandra", GENDER_WOMAN, true },  { "wendy", GENDER_WOMAN, true },
	{ "abigail", GENDER_WOMAN, false },   { "zuzana", GENDER_WOMAN, false },
	{ "adam", GENDER_MAN, true },         { "william", GENDER_MAN, true },
	{ "aaron", GENDER_MAN, false },       { "zubin", GENDER_MAN, false },
	{ "alex", GENDER_OPEN, true },        { "will", GENDER_OPEN, true },
	{ "abbess", GENDER_WOMAN, false },    { "woman", GENDER_WOMAN, false },
	{ "alderman", GENDER_MAN, false },    { "workman", GENDER_MAN, false },
	/* two people, and two spellings of one */
	{ "eric", GENDER_MAN, true },         { "erik", GENDER_MAN, true },
	{ "hasan", GENDER_MAN, false },       { "hassan", GENDER_MAN, false },
	{ "robin", GENDER_OPEN, true },       { "ferry", GENDER_OPEN, false },
	{ "", GENDER_OPEN, false },
};

static void answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(given_gender(str_from(rows[i].low)), rows[i].gender);
		assert_int_equal(given_is_settled(str_from(rows[i].low)), rows[i].settled);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(answers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

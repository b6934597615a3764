/* Web addresses: the page, text directives, percent-encoding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/address.h"

static void is(struct str s, const char *expected)
{
	assert_int_equal(s.len, strlen(expected));
	assert_true(str_is(s, expected));
}

static void pages(void **state)
{
	(void)state;
	is(address_page(STR(" HTTPS://Example.org/a?b=c#d#e ")), "HTTPS://Example.org/a?b=c");
	is(address_page(STR("http://example.org")), "http://example.org");
	is(address_page(STR("ftp://example.org")), "");
	is(address_page(STR("minutes#2")), "");
	is(address_page(STR("")), "");
}

static void directives(void **state)
{
	struct str s = STR("https://e.org/a#top:~:text=one-,two,three,-four&unknown=x&text=five&text=-,&text=six,-seven&text=");
	struct text_directive d;
	size_t at = 0;

	(void)state;
	assert_true(address_next_text(s, &at, &d));
	is(d.prefix, "one");
	is(d.start, "two");
	is(d.end, "three");
	is(d.suffix, "four");
	assert_true(address_next_text(s, &at, &d));
	is(d.start, "five");
	is(d.end, "");
	assert_true(address_next_text(s, &at, &d));
	is(d.start, "six");
	is(d.suffix, "seven");
	assert_false(address_next_text(s, &at, &d));
	at = 0;
	assert_false(address_next_text(STR("https://e.org/a:~:text=before%20the#mark"), &at, &d));
	at = 0;
	assert_false(address_next_text(STR("https://e.org/a#:~:"), &at, &d));
}

static void decoding(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	is(percent_decoded(&a, STR("%20a%2Cb%2d%C5%82%20")), "a,b-\xC5\x82");
	is(percent_decoded(&a, STR("50%25 %zz %2")), "50% %zz %2");
	is(percent_decoded(&a, STR("a%ff")), "");
	assert_non_null(percent_decoded(&a, STR("%C5")).ptr);
	is(percent_decoded(&a, STR("")), "");
	arena_release(&a);
}

/* given text, and the same with asterisks for what is hidden */
static void users(void **state)
{
	static const char *const rows[][2] = {
		{ "https://me:pw@e.org/a", "https://*****@e.org/a" },
		{ "see ftp://me@e.org, or HTTP://a:b@c.", "see ftp://**@e.org, or HTTP://***@c." },
		{ "https://a@b@e.org", "https://***@e.org" },
		{ "http:/me:pw@e.org http:///me:pw@e.org //me:pw@e.org", "http:/*****@e.org http:///*****@e.org //*****@e.org" },
		{ "https://me:p/w@e.org/x", "https://******@e.org/x" }, /* a slash that is not encoded */
		{ "https://me:p?w#@e.org", "https://*******@e.org" },
		{ "https://me:pas", "https://******" },                 /* cut short */
		{ "https://me:0pas \"a@b\"", "https://******* \"a@b\"" },
		/* no user */
		{ "https://e.org/@me/a:b@c?d=e@f#g@h", "https://e.org/@me/a:b@c?d=e@f#g@h" },
		{ "'https://e.org:8080', me@e.org", "'https://e.org:8080', me@e.org" },
		{ "\"https://e.org:80\":\"a@b\" https://e.org: a@b", "\"https://e.org:80\":\"a@b\" https://e.org: a@b" },
		{ "https://[::1]:80/ https://[fe80::a]/x@y", "https://[::1]:80/ https://[fe80::a]/x@y" },
		{ "me@e.org and/or you@e.org // a@b", "me@e.org and/or you@e.org // a@b" },
		{ "https://e.org\na@b http:/ https:// //", "https://e.org\na@b http:/ https:// //" },
		{ "", "" },
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str given = str_from(rows[i][0]), hidden = address_hide_user(&a, given);

		is(hidden, rows[i][1]);
		assert_int_equal(hidden.ptr == given.ptr, strcmp(rows[i][0], rows[i][1]) == 0);
		is(address_hide_user(&a, hidden), rows[i][1]); /* once more changes nothing */
	}
	arena_release(&a);
}

/* A million bytes without a space take no longer than a million others. */
static void long_ones(void **state)
{
	static const char *const parts[] = { "//a:b", "//a:b@", "//", "http:/", "//[a:", "//a:b/@" };
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t part = strlen(parts[i]), n = 1000000 / part * part, users = 0, at = 0;
		char *text = arena_alloc(&a, n, 1);
		struct span user;

		assert_non_null(text);
		for (size_t k = 0; k < n; k++)
			text[k] = parts[i][k % part];
		while (address_next_user((struct str){ text, n }, &at, &user)) {
			assert_true(user.start < user.end && user.end <= n && at <= n);
			users++;
		}
		assert_true(users <= n / part);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages), cmocka_unit_test(directives), cmocka_unit_test(decoding), cmocka_unit_test(users),
		cmocka_unit_test(long_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

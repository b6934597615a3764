/* The baseline and the lock as files: what is written is what is read, whatever a stranger's claim is called, and every
 * damage has its place. Which of two configurations is the stricter, for every key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/limits.h"
#include "lint/baseline.h"
#include "lint/lock.h"
#include "lint/tighten.h"
#include "time/calendar.h"

static struct arena arena;
static char path[] = "/tmp/citecheck-ledger-XXXXXX";

static void put(struct str text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text.ptr, 1, text.len, f), text.len);
	fclose(f);
}

static int read_back(struct str text, struct baseline *out, struct error *e)
{
	put(text);
	*out = (struct baseline){ 0 };
	*e = (struct error){ 0 };
	return baseline_read(&arena, NULL, str_from(path), STR("known.yaml"), out, e);
}

static void test_any_id_survives(void **state)
{
	static const char *const ids[] = {
		"vote", "a b", "a: b", "a:b", "- a", "-", "~", "null", "NULL", "no", "3.20", "\"", "'", "\\", "\\n", "#", "# a", "a #b",
		"{", "}", "[a]", "a, b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`", "\xC3\xA4\xE2\x80\xA6", "a\tb", "a\nb", "\x1b[31m",
		"\xE2\x80\xAEtext", "\xEF\xBB\xBFx", "\xE2\x80\xA8", "...", "---", ".", " a ", "\xF3\xA0\x80\xA1tag", "\x7f",
		"a\\\"b", "?", "? a", "<<", "=",
	};
	const size_t n = sizeof ids / sizeof *ids;
	struct baseline b = { .entries = arena_array(&arena, struct baseline_entry, n) }, back;
	struct error e;
	struct buf out;

	(void)state;
	for (size_t i = 0; i < n; i++)
		b.entries[b.n++] = (struct baseline_entry){ .claim = str_from(ids[i]), .rule = STR("quote-altered"),
			                                    .fingerprint = STR("0123456789abcdef") };
	buf_init(&out, MIB(1));
	assert_int_equal(baseline_write(&out, &b), 0);
	assert_int_equal(read_back(buf_str(&out), &back, &e), 0);
	assert_int_equal(back.n, n);
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(back.entries[i].claim, b.entries[i].claim))
			print_error("id %zu: '" STR_FMT "'\n", i, STR_ARG(back.entries[i].claim));
		assert_true(str_eq(back.entries[i].claim, b.entries[i].claim));
	}
	/* an entry a line, and nothing raw that a terminal obeys */
	assert_int_equal(back.file->n_lines, n + 4);
	assert_true(str_find_char(buf_str(&out), '\x1b', 0) == SIZE_MAX);
	assert_true(str_find(buf_str(&out), STR("\xE2\x80\xAE"), 0) == SIZE_MAX);
	buf_release(&out);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "known.yaml:1:1: not one map with 'version' and 'findings'" },
		{ "- 1\n", "known.yaml:1:1: not one map with 'version' and 'findings'" },
		{ "version: 1\nfindings: []\n---\nversion: 1\n", "known.yaml:1:1: not one map with 'version' and 'findings'" },
		{ "version: 2\nfindings: []\n", "known.yaml:1:10: this citecheck reads version 1, not '2'" },
		{ "version: 1\nfindings: x\n", "known.yaml:2:11: 'findings' takes a list, not a string" },
		{ "version: 1\nfindings:\n  - x\n", "known.yaml:3:5: an entry of 'findings' is a map, not a string" },
		{ "version: 1\nfindings: []\nmore: 1\n", "known.yaml:3:1: unknown key 'more'" },
		{ "version: 1\nfindings:\n  - {rule: x, fingerprint: 0123456789ABCDEF}\n",
		  "known.yaml:3:28: 'fingerprint' takes 16 hexadecimal digits, not '0123456789ABCDEF'" },
		{ "version: 1\nfindings:\n  - {rule: [x], fingerprint: 0123456789abcdef}\n",
		  "known.yaml:3:12: 'rule' takes one word, not a list" },
		{ "version: 1\nfindings:\n  - {rule: '', fingerprint: 0123456789abcdef}\n", "known.yaml:3:12: 'rule' is empty" },
		{ "version: 1\nfindings:\n  - {rule: a, rule: b, fingerprint: 0123456789abcdef}\n", NULL },
		{ "version: 1\nfindings:\n  - &a {rule: a, fingerprint: 0123456789abcdef}\n  - *a\n", NULL },
		{ "version: 1\nfindings: [", NULL },
		{ "version: 1\nfindings:\n\t- a\n", NULL },
		{ "version: 1\nfindings: \xFF\n", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct baseline b;
		struct error e;

		assert_true(read_back(str_from(cases[i].text), &b, &e) < 0);
		assert_int_equal(strncmp(e.text, "known.yaml", 10), 0);
		if (cases[i].message)
			assert_string_equal(e.text, cases[i].message);
	}
}

static void test_as_many_as_fit(void **state)
{
	struct baseline b;
	struct error e;
	struct buf text;

	(void)state;
	buf_init(&text, MIB(64));
	buf_add(&text, STR("version: 1\nfindings:\n"));
	for (int i = 0; i < LIMIT_LEDGER_ENTRIES; i++)
		buf_add(&text, STR("- 1\n"));
	assert_true(read_back(buf_str(&text), &b, &e) < 0);
	assert_string_equal(e.text, "known.yaml:3:3: an entry of 'findings' is a map, not a string");
	buf_add(&text, STR("- 1\n"));
	assert_true(read_back(buf_str(&text), &b, &e) < 0);
	assert_non_null(strstr(e.text, "more than"));
	buf_release(&text);
}

static void test_limit_counts_each_entry_once(void **state)
{
	struct baseline_entry three[3] = { { .rule = STR("a"), .fingerprint = STR("0000000000000001") } };
	struct baseline_entry two[2] = { three[0], { .rule = STR("b"), .fingerprint = STR("0000000000000001") } };
	struct baseline b = { .entries = three, .n = 3 }, allowed = { .entries = two, .n = 2 };
	struct error e = { 0 };

	(void)state;
	three[1] = three[0];
	three[2] = two[1];
	assert_int_equal(baseline_limit(&arena, &b, &allowed, STR("main"), &e), 0);
	assert_int_equal(three[0].use, BASELINE_OPEN);
	assert_int_equal(three[1].use, BASELINE_GROWN);
	assert_int_equal(three[2].use, BASELINE_OPEN);
}

static void test_lock_survives(void **state)
{
	struct lock_entry entry = {
		.claim = STR("a: \"b\""), .evidence = 12, .source = STR("s"), .said = STR("00112233445566778899aabbccddeeff"),
		.quote = STR("00112233445566778899aabbccddeeff"), .record = STR("00112233445566778899aabbccddeeff"),
		.sha256 = STR("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"), .file = STR("a b/c.pdf"),
		.at = STR("p. 3, 1:2-3:4"), .span = STR("00112233445566778899aabbccddeeff"), .date = STR("2026-11-22"),
		.version = STR("0.1.0"),
	};
	struct lock lock = { .entries = &entry, .n = 1 };
	struct buf out;

	(void)state;
	buf_init(&out, MIB(1));
	assert_int_equal(lock_write(&out, &lock), 0);
	assert_non_null(strstr(str_copy(&arena, buf_str(&out)).ptr,
	                       "\n  - {claim: \"a: \\\"b\\\"\", evidence: 12, source: s, said: 00112233445566778899aabbccddeeff, "));
	assert_true(str_ends(buf_str(&out), STR("file: \"a b/c.pdf\", at: \"p. 3, 1:2-3:4\", span: 00112233445566778899aabbccddeeff, "
	                                        "date: 2026-11-22, version: 0.1.0}\n")));
	buf_release(&out);
}

static void test_days(void **state)
{
	static const char *const bad[] = { "", "2026-02-29", "2026-1-01", "2026-13-01", "2026-00-10", "20261122", "2026-11-22 ",
		                           "-026-11-22", "soon", "2026/11/22", "2026-11-2x" };
	struct ymd d;

	(void)state;
	assert_true(calendar_read_day(STR("2028-02-29"), &d) && d.year == 2028 && d.month == 2 && d.day == 29);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(calendar_read_day(str_from(bad[i]), &d));
}

/* --- which value is the stricter --- */

static struct config loaded(const char *text)
{
	char folder[] = "/tmp/citecheck-tighten-XXXXXX", name[64];
	struct config c;
	struct error e = { 0 };
	FILE *f;

	assert_non_null(mkdtemp(folder));
	snprintf(name, sizeof name, "%s/%s", folder, CONFIG_FILE);
	f = fopen(name, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(config_load(&arena, NULL, str_copy(&arena, str_from(folder)), (struct str){ 0 }, &c, &e), 0);
	unlink(name);
	rmdir(folder);
	return c;
}

/* How many things `here` would loosen of `there`. */
static size_t loosened(const char *here, const char *there, struct config *out)
{
	struct config *floor = arena_new(&arena, struct config);
	struct notices notices = { 0 };

	*out = loaded(here);
	*floor = loaded(there);
	assert_int_equal(tighten(&arena, out, floor, STR("main"), &notices), 0);
	return notices.n;
}

static void test_both_ways(void **state)
{
	static const struct {
		const char *loose, *strict;
	} pairs[] = {
		{ "claims: [a/]\n", "claims: [a/, b/]\n" },
		{ "exclude: [a/**]\n", "" },
		{ "fail-on: error\n", "fail-on: warning\n" },
		{ "fail-on: never\n", "fail-on: error\n" },
		{ "", "require-quotes: true\n" },
		{ "baseline: a.yaml\n", "" },
		{ "rules: {quote-altered: off}\n", "rules: {quote-altered: note}\n" },
		{ "", "rules: {quote-typography: warning}\n" },
		{ "", "rules: {source-unused: note}\n" },
		{ "rules: {quote-spliced: {paragraphs: 3}}\n", "" },
		{ "rules: {date-future: {tolerance: 9d}}\n", "rules: {date-future: {tolerance: 2d}}\n" },
		{ "rules: {quote-negation: {window: 2}}\n", "" },
		{ "rules: {quote-short: {words: 2}}\n", "rules: {quote-short: {words: 5}}\n" },
		{ "per-file-rules: {'a/**': {quote-altered: off}}\n", "" },
		{ "", "per-file-rules: {'a/**': {quote-short: error}}\n" },
		{ "per-file-rules: {'a/**': {quote-spliced: {paragraphs: 5}}}\n", "rules: {quote-spliced: {paragraphs: 1}}\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct config c;

		if (loosened(pairs[i].loose, pairs[i].strict, &c) == 0)
			fail_msg("pair %zu is not told as loosened", i);
		if (loosened(pairs[i].strict, pairs[i].loose, &c) != 0)
			fail_msg("pair %zu: tightening is told as loosening", i);
		assert_int_equal(loosened(pairs[i].strict, pairs[i].strict, &c), 0);
	}
}

static void test_stricter_counts(void **state)
{
	struct config c;

	(void)state;
	loosened("claims: [a/]\nexclude: [x, y]\nfail-on: never\nbaseline: b\n", "claims: [b, a]\nexclude: [y, z]\nrequire-quotes: true\n",
	         &c);
	assert_int_equal(c.n_claims, 2);
	assert_true(str_is(c.claims[0], "a/") && str_is(c.claims[1], "b"));
	assert_int_equal(c.n_exclude, 1);
	assert_true(str_is(c.exclude[0], "y"));
	assert_int_equal(c.fail_on, LEVEL_WARNING);
	assert_true(c.require_quotes && c.baseline.len == 0);
	loosened("baseline: b\n", "baseline: b\n", &c);
	assert_true(str_is(c.baseline, "b"));
}

/* A rule's number that nobody gave a direction could be loosened. */
static void test_every_number_has_a_direction(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_count; i++)
		for (const struct rule_key *k = rule_keys(i); k && k->name; k++)
			if (k->stricter != 1 && k->stricter != -1)
				fail_msg("%s.%s does not say which number is the stricter", rule_table[i]->name, k->name);
}

static int setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	arena_init(&arena);
	return fd < 0 ? -1 : close(fd);
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_id_survives),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_as_many_as_fit),
		cmocka_unit_test(test_limit_counts_each_entry_once),
		cmocka_unit_test(test_lock_survives),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_stricter_counts),
		cmocka_unit_test(test_every_number_has_a_direction),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

/* Bounds of memory: sizes, and the limits of control groups. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/memory.h"

static void sizes(void **state)
{
	size_t n;

	(void)state;
	assert_true(memory_parse(STR("512M"), &n) && n == (size_t)512 << 20);
	assert_true(memory_parse(STR("2GiB"), &n) && n == (size_t)2 << 30);
	assert_true(memory_parse(STR("17"), &n) && n == 17);
	assert_true(memory_parse(STR("99999999999999999999"), &n) && n > MEMORY_MOST);
	assert_false(memory_parse(STR("max"), &n));
	assert_false(memory_parse(STR("-1"), &n));
	assert_false(memory_parse(STR("1.5G"), &n));
	assert_false(memory_parse(STR(""), &n));
}

/* Names below the test's own folder, all given at once so that they can be removed. */
static const char *const folders[] = { "g", "g/box", "g/box/inner", "g/memory", "g/memory/job" };

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void groups(void **state)
{
	static const struct {
		const char *list, *root, *box, *inner, *v1, *v1_job;
		size_t limit;
	} rows[] = {
		{ "0::/box/inner\n", NULL, "1073741824\n", "max\n", NULL, NULL, 1073741824 },    /* of the group above */
		{ "0::/box/inner\n", NULL, "1073741824\n", "536870912\n", NULL, NULL, 536870912 },
		{ "0::/\n", "268435456\n", NULL, NULL, NULL, NULL, 268435456 },                  /* a container's own view */
		{ "0::/not/seen/from/here\n", "268435456\n", NULL, NULL, NULL, NULL, 268435456 },
		{ "0::/box\n", "max\n", "max\n", NULL, NULL, NULL, 0 },
		{ "5:cpu,cpuacct:/\n4:memory:/job\n0::/\n", NULL, NULL, NULL, "9223372036854771712\n", "134217728\n", 134217728 },
		{ "4:memory:/\n", NULL, NULL, NULL, "9223372036854771712\n", NULL, 0 },           /* what version 1 calls none */
		{ "4:memory:/..\n0:\n:\n\nnonsense", "many\n", NULL, NULL, "", NULL, 0 },
		{ "", "1\n", NULL, NULL, NULL, NULL, 0 },
	};

	(void)state;
	assert_int_equal(memory_of_groups("there/is/none", "g"), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct { const char *path, *text; } files[] = {
			{ "list", rows[i].list },           { "g/memory.max", rows[i].root },
			{ "g/box/memory.max", rows[i].box }, { "g/box/inner/memory.max", rows[i].inner },
			{ "g/memory/memory.limit_in_bytes", rows[i].v1 }, { "g/memory/job/memory.limit_in_bytes", rows[i].v1_job },
		};

		for (size_t k = 0; k < sizeof files / sizeof *files; k++)
			if (files[k].text)
				put(files[k].path, files[k].text);
		assert_int_equal(memory_of_groups("list", "g"), rows[i].limit);
		for (size_t k = 0; k < sizeof files / sizeof *files; k++)
			unlink(files[k].path);
	}
}

static int enter(void **state)
{
	static const char pattern[] = "/tmp/citecheck-memory-XXXXXX";
	char *name = malloc(sizeof pattern);

	memcpy(name, pattern, sizeof pattern);
	*state = name;
	if (!mkdtemp(name) || chdir(name) < 0)
		return -1;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (mkdir(folders[i], 0700) < 0)
			return -1;
	return 0;
}

static int leave(void **state)
{
	for (size_t i = sizeof folders / sizeof *folders; i-- > 0;)
		rmdir(folders[i]);
	if (chdir("/") < 0 || rmdir(*state) < 0)
		return -1;
	free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sizes), cmocka_unit_test_setup_teardown(groups, enter, leave) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

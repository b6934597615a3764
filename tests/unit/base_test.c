/* base: views, buffers, UTF-8, maps, paths, files. */
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

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/posmap.h"
#include "base/utf8.h"

static void test_arena(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 10000; i++) {
		char *p = arena_alloc(&a, i % 97, 3);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		memset(p, 7, i % 97 * 3);
	}
	assert_null(arena_alloc(&a, SIZE_MAX / 4, 16));
	arena_fail_after(2);
	assert_non_null(arena_alloc(&a, 1, 1));
	assert_null(arena_alloc(&a, 1, 1));
	assert_non_null(arena_alloc(&a, 1, 1));
	arena_release(&a);
}

static void test_utf8(void **state)
{
	static const struct {
		struct str text;
		size_t bad;
	} cases[] = {
		{ { "abc", 3 }, 3 },
		{ { "\xC3\xA9", 2 }, 2 },
		{ { "a\xC0\x80", 3 }, 1 },        /* overlong */
		{ { "ab\xED\xA0\x80", 5 }, 2 },   /* a surrogate */
		{ { "\xF4\x90\x80\x80", 4 }, 0 }, /* above U+10FFFF */
		{ { "0123456789abcdef\xE2\x82", 18 }, 16 },
		{ { "\xF0\x9F\x98\x80", 4 }, 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_invalid_at(cases[i].text), cases[i].bad);
	for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
		char bytes[4];
		size_t pos = 0, n = utf8_encode(bytes, c);
		struct str s = { bytes, n };
		if (c >= 0xD800 && c < 0xE000)
			continue;
		assert_int_equal(utf8_next(s, &pos), c);
		assert_int_equal(pos, n);
		assert_int_equal(utf8_prev(s, &pos), c);
		assert_int_equal(pos, 0);
	}
}

static void test_safe(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	buf_add_safe(&b, STR("a\x1b[31m\n\xE2\x80\xAE z\xFF\xC3\xA9"));
	assert_true(str_is(buf_str(&b), "a\\x1b[31m\\x0a\\u202e z\\xff\xC3\xA9"));
	buf_release(&b);
	buf_init(&b, 4);
	assert_int_equal(buf_add(&b, STR("abcd")), 0);
	assert_int_equal(buf_add_char(&b, 'e'), CC_ELIMIT);
	assert_true(b.failed);
	buf_release(&b);
}

static void test_posmap(void **state)
{
	struct arena a;
	struct posmap m = { 0 };

	(void)state;
	arena_init(&a);
	assert_int_equal(posmap_start(&m, 5), 5);
	/* two bytes from 10, one from the six of an escape, two behind it */
	posmap_add(&a, &m, 2, 10, 2);
	posmap_add(&a, &m, 1, 12, 6);
	posmap_add(&a, &m, 1, 18, 1);
	posmap_add(&a, &m, 1, 19, 1);
	assert_int_equal(m.n, 3);
	assert_int_equal(posmap_start(&m, 1), 11);
	assert_int_equal(posmap_start(&m, 2), 12);
	assert_int_equal(posmap_end(&m, 3), 18);
	assert_int_equal(posmap_start(&m, 3), 18);
	assert_int_equal(posmap_end(&m, 5), 20);
	assert_int_equal(posmap_start(&m, 5), 20);
	assert_int_equal(posmap_find(&m, 14, 5), 2);
	assert_int_equal(posmap_find(&m, 19, 5), 4);
	assert_int_equal(posmap_find(&m, 40, 5), 5);
	arena_release(&a);
}

static void test_map(void **state)
{
	struct arena a;
	struct map m = { 0 };
	size_t old;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(map_put(&a, &m, str_fmt(&a, "key-%zu", i), i, NULL), 0);
	assert_int_equal(map_put(&a, &m, STR("key-77"), 1, &old), 1);
	assert_int_equal(old, 77);
	assert_int_equal(map_get(&m, STR("key-4999")), 4999);
	assert_true(map_get(&m, STR("key-5000")) == MAP_NONE);
	arena_release(&a);
}

static struct str name_at(const void *names, size_t i)
{
	return str_from(((const char *const *)names)[i]);
}

static void test_nearest(void **state)
{
	static const char *const names[] = { "evidence", "source", "claim", "locator" };

	(void)state;
	assert_int_equal(str_nearest(STR("evidense"), 4, name_at, names), 0);
	assert_int_equal(str_nearest(STR("soruce"), 4, name_at, names), 1);
	assert_true(str_nearest(STR("zebra"), 4, name_at, names) == SIZE_MAX);
}

static void test_paths(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(str_is(path_join(&a, STR("/a/b"), STR("../c/./d")), "/a/c/d"));
	assert_true(str_is(path_join(&a, STR("/a"), STR("/x")), "/x"));
	assert_true(str_is(path_join(&a, STR("a"), STR("../../b")), "../b"));
	assert_true(str_is(path_join(&a, STR(""), STR("./")), "."));
	assert_true(str_is(path_relative(&a, STR("/a/b"), STR("/a/b/c.txt")), "c.txt"));
	assert_true(str_is(path_relative(&a, STR("/a/b"), STR("/a/bc.txt")), "/a/bc.txt"));
	assert_true(str_is(path_stem(STR("x/y.tar.gz")), "y.tar"));
	assert_true(str_is(path_extension(STR("x.d/.hidden")), ""));
	assert_true(str_is(path_folder(STR("a/b/c")), "a/b"));
	arena_release(&a);
}

static void test_globs(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool hit;
	} cases[] = {
		{ "claims/*.yaml", "claims/a.yaml", true },
		{ "claims/*.yaml", "claims/x/a.yaml", false },
		{ "claims/drafts/**", "claims/drafts/x/a.md", true },
		{ "claims/drafts/**", "claims/drafts-old/a.md", false },
		{ "**/a.md", "a.md", true },
		{ "**/a.md", "x/y/a.md", true },
		{ "**/*.md", "x/y/a.txt", false },
		{ "claims", "claims/x/y.yaml", true },
		{ "claims/", "claims/x", true },
		{ "claims", "claimsx", false },
		{ "a?c", "abc", true },
		{ "a?c", "a/c", false },
		{ "[a-c]x", "bx", true },
		{ "[!a-c]x", "bx", false },
		{ "x/**/z", "x/z", true },
		{ "x/**/z", "x/a/b/z", true },
		{ "*.md", "x/a.md", false },
		{ "", "x", false },
		{ "a*b*c", "aXbYc", true },
		{ "a*b*c", "aXbY", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (path_glob(str_from(cases[i].pattern), str_from(cases[i].path)) != cases[i].hit)
			fail_msg("%s against %s", cases[i].pattern, cases[i].path);
}

static void test_decode(void **state)
{
	struct arena a;
	struct str out;
	bool converted;
	struct error e;

	(void)state;
	arena_init(&a);
	assert_int_equal(text_decode(&a, STR("\xEF\xBB\xBFx"), true, &out, &converted, &e), 0);
	assert_true(str_is(out, "x") && !converted);
	assert_int_equal(text_decode(&a, STR("\xFF\xFEx\0\xE9\0"), true, &out, &converted, &e), 0);
	assert_true(str_is(out, "x\xC3\xA9") && converted);
	assert_int_equal(text_decode(&a, STR("\xFE\xFF\xD8\x3D\xDE\x00"), true, &out, &converted, &e), 0);
	assert_true(str_is(out, "\xF0\x9F\x98\x80"));
	assert_int_equal(text_decode(&a, STR("caf\xE9 \x93x\x94"), true, &out, &converted, &e), 0);
	assert_true(str_is(out, "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D") && converted);
	assert_int_equal(text_decode(&a, STR("caf\xE9"), false, &out, &converted, &e), CC_ECODING);
	assert_int_equal(e.offset, 3);
	assert_int_equal(text_decode(&a, STR("ab\0c"), true, &out, &converted, &e), CC_ECODING);
	assert_int_equal(e.offset, 2);
	assert_int_equal(text_decode(&a, STR("ab\xE9\x81"), true, &out, &converted, &e), CC_ECODING);
	assert_int_equal(text_decode(&a, STR("\xFF\xFEx"), true, &out, &converted, &e), CC_ECODING);
	arena_release(&a);
}

static void test_files(void **state)
{
	struct arena a;
	char folder[] = "/tmp/citecheck-base-XXXXXX", name[64], fifo[64];
	struct str out, root;
	struct error e;
	struct file f = { 0 };
	FILE *stream;

	(void)state;
	arena_init(&a);
	assert_non_null(mkdtemp(folder));
	root = str_from(folder);
	snprintf(name, sizeof name, "%s/a.txt", folder);
	snprintf(fifo, sizeof fifo, "%s/pipe", folder);
	stream = fopen(name, "w");
	assert_non_null(stream);
	fputs("fourteen bytes", stream);
	fclose(stream);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(file_read(&a, str_from(name), 14, &out, &e), 0);
	assert_true(str_is(out, "fourteen bytes"));
	assert_int_equal(file_read(&a, str_from(name), 13, &out, &e), CC_ELIMIT);
	assert_int_equal(file_read(&a, str_from(fifo), 100, &out, &e), CC_EPATH);
	assert_int_equal(file_read(&a, root, 100, &out, &e), CC_EPATH);
	assert_int_equal(file_read(&a, str_from("/nowhere/x"), 100, &out, &e), CC_ENOENT);
	assert_int_equal(path_below(&a, root, root, STR("a.txt"), &out, &e), 0);
	assert_int_equal(path_below(&a, root, root, STR("../x"), &out, &e), CC_EPATH);
	assert_int_equal(path_below(&a, root, root, STR("/etc/passwd"), &out, &e), CC_EPATH);
	assert_int_equal(path_below(&a, root, root, STR("b.txt"), &out, &e), CC_ENOENT);
	unlink(fifo);
	assert_int_equal(symlink("/etc/passwd", fifo), 0);
	assert_int_equal(path_below(&a, root, root, STR("pipe"), &out, &e), CC_EPATH);
	f.text = STR("one\r\ntw\xC3\xB6\n\nend");
	assert_int_equal(file_index_lines(&a, &f, &e), 0);
	assert_int_equal(f.n_lines, 4);
	assert_true(str_is(file_line(&f, 1), "one"));
	assert_int_equal(file_position(&f, 9).line, 2);
	assert_int_equal(file_position(&f, 9).column, 4);
	assert_int_equal(file_position(&f, 99).line, 4);
	assert_int_equal(file_position(&f, 99).column, 4);
	unlink(name);
	unlink(fifo);
	rmdir(folder);
	arena_release(&a);
}

/* A column far along a line is counted from a step, and is what counting from the start gives. */
static void test_long_lines(void **state)
{
	static const char *const letters[] = { "a", "\xC3\xB6", "\xE2\x80\x94", "\xF0\x9D\x84\x9E" };
	static const size_t units[] = { 1, 1, 1, 2 };
	struct file f = { .path = STR("x") };
	size_t points = 0, pairs = 0, n = 40000;
	struct error e;
	struct arena a;
	struct buf b;

	(void)state;
	arena_init(&a);
	buf_init(&b, (size_t)1 << 20);
	buf_add(&b, STR("short\n"));
	for (size_t i = 0; i < n; i++)
		buf_add(&b, str_from(letters[(i * i / 7) % 4]));
	f.text = buf_str(&b);
	assert_int_equal(file_index_lines(&a, &f, &e), 0);
	assert_non_null(f.steps);
	for (size_t i = 0, at = 6; i < n; i++) {
		size_t k = (i * i / 7) % 4;

		if (i % 37 == 0) {
			assert_int_equal(file_position(&f, at).line, 2);
			assert_int_equal(file_position(&f, at).column, points + 1);
			assert_int_equal(file_utf16_units(&f, 6, at), pairs);
		}
		points++;
		pairs += units[k];
		at += strlen(letters[k]);
	}
	buf_release(&b);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena),  cmocka_unit_test(test_utf8),  cmocka_unit_test(test_safe),
		cmocka_unit_test(test_posmap), cmocka_unit_test(test_map),   cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_paths),  cmocka_unit_test(test_globs), cmocka_unit_test(test_decode),
		cmocka_unit_test(test_files),  cmocka_unit_test(test_long_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

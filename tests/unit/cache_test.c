/* The cache of indexes: what is loaded is what was built, and damage of any kind is noticed. */
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

#include "base/cache.h"
#include "source/source.h"
#include "text/index.h"
#include "text/match.h"

#define QUOTE "the 4711th lantern hung above a well-kept door"

struct fixture {
	char folder[64];
	char file[160]; /* the one file of the cache */
	struct arena arena;
	struct document document;
	struct file text;
	struct cache *cache;
};

static struct str long_text(struct arena *a)
{
	struct buf b;
	struct str out;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < 600; i++)
		buf_addf(&b, "In house %d of the lane the %dth lantern hung above a well-kept door.\n", i, i * 7);
	buf_addf(&b, "At the very end " QUOTE ", and nobody knew why.\n");
	assert_false(b.failed);
	out = str_copy(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct error e;

	assert_non_null(f);
	(void)snprintf(f->folder, sizeof f->folder, "/tmp/citecheck-cache-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	arena_init(&f->arena);
	f->text.text = long_text(&f->arena);
	f->document.text = f->text.text;
	f->document.file = &f->text;
	f->document.text_hash = str_hash(f->document.text);
	(void)snprintf(f->file, sizeof f->file, "%s/words/%02x/%016llx-%zx", f->folder, (unsigned)(f->document.text_hash >> 56),
	               (unsigned long long)f->document.text_hash, f->document.text.len);
	assert_int_equal(cache_open(&f->cache, str_from(f->folder), &e), 0);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	struct cache_usage u;
	struct error e;

	cache_close(f->cache);
	(void)chmod(f->folder, 0700);
	assert_int_equal(cache_clean(str_from(f->folder), &u, &e), 0);
	(void)rmdir(f->folder);
	arena_release(&f->arena);
	free(f);
	return 0;
}

/* Opens the index and asks it; *cached tells whether it came from the cache. */
static struct match ask(struct fixture *f, struct cache *cache, bool *cached)
{
	struct text_index *t;
	struct quote q = { .text = STR(QUOTE), .within = { 1, 0 }, .splice_paragraphs = 2 };
	struct match m;
	struct error e;

	assert_int_equal(text_index_open(&t, &f->document, cache, &e), 0);
	*cached = t->cached.map != NULL;
	assert_int_equal(match_quote(&f->arena, t, &q, &m, &e), 0);
	text_index_close(t);
	return m;
}

static void check_same(struct fixture *f, bool want_cached)
{
	bool cached;
	struct match plain = ask(f, NULL, &cached), m = ask(f, f->cache, &cached);

	assert_int_equal(cached, want_cached);
	assert_int_equal(m.verdict, VERDICT_VERBATIM);
	assert_int_equal(m.span.start, plain.span.start);
	assert_int_equal(m.span.end, plain.span.end);
	assert_int_equal(m.n_places, plain.n_places);
}

static void loads_what_was_built(void **state)
{
	struct fixture *f = *state;
	struct cache_usage u;
	struct error e;

	assert_int_equal(cache_size(str_from(f->folder), &u, &e), 0);
	assert_int_equal(u.files, 0);
	check_same(f, false);
	assert_int_equal(access(f->file, R_OK), 0);
	check_same(f, true);
	assert_int_equal(cache_size(str_from(f->folder), &u, &e), 0);
	assert_int_equal(u.files, 1);
	assert_true(u.bytes > 1000);
	assert_int_equal(cache_clean(str_from(f->folder), &u, &e), 0);
	assert_int_equal(u.files, 1);
	check_same(f, false);
}

static void flip(const char *path, long at)
{
	FILE *file = fopen(path, "r+b");
	int c;

	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	c = fgetc(file);
	assert_int_not_equal(c, EOF);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_not_equal(fputc(c ^ 0x10, file), EOF);
	assert_int_equal(fclose(file), 0);
}

static void notices_damage(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	check_same(f, false);
	assert_int_equal(stat(f->file, &st), 0);
	for (long at = 0; at < st.st_size; at += at < 128 ? 1 : st.st_size / 61 + 1) {
		flip(f->file, at);
		check_same(f, false); /* and written anew */
		check_same(f, true);
	}
}

static void notices_a_short_file(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	check_same(f, false);
	assert_int_equal(stat(f->file, &st), 0);
	for (int part = 0; part < 8; part++) {
		assert_int_equal(truncate(f->file, st.st_size * part / 8), 0);
		check_same(f, false);
	}
	assert_int_equal(truncate(f->file, st.st_size + 8), 0);
	check_same(f, false);
	check_same(f, true);
}

static void survives_what_lies_in_the_way(void **state)
{
	struct fixture *f = *state;
	char path[256];

	check_same(f, false);
	assert_int_equal(unlink(f->file), 0);
	assert_int_equal(mkdir(f->file, 0700), 0); /* a folder where the file belongs */
	check_same(f, false);
	assert_int_equal(rmdir(f->file), 0);
	assert_int_equal(symlink("/etc/passwd", f->file), 0); /* never followed */
	check_same(f, false);
	check_same(f, true);
	/* the leaving of a run that was killed, with our number */
	assert_int_equal(unlink(f->file), 0);
	(void)snprintf(path, sizeof path, "%.*s/tmp-%ld-0", (int)(strrchr(f->file, '/') - f->file), f->file, (long)getpid());
	assert_int_equal(symlink("nowhere", path), 0);
	cache_close(f->cache);
	assert_int_equal(cache_open(&f->cache, str_from(f->folder), NULL), 0);
	check_same(f, false);
	check_same(f, true);
}

static void works_without_a_folder(void **state)
{
	struct fixture *f = *state;
	struct cache *c;
	struct cache_usage u;
	struct error e;
	bool cached;

	assert_int_equal(cache_open(&c, STR("/dev/null/not/a/folder"), &e), 0);
	assert_int_equal(ask(f, c, &cached).verdict, VERDICT_VERBATIM);
	assert_false(cached);
	cache_close(c);
	assert_int_equal(cache_size(STR("/nowhere/at/all"), &u, &e), 0);
	assert_int_equal(u.files, 0);
}

static void leaves_small_texts_and_unknown_hashes_alone(void **state)
{
	struct fixture *f = *state;
	struct document small = f->document;
	struct text_index *t;
	struct error e;

	small.text.len = CACHE_LEAST_TEXT - 1;
	assert_int_equal(text_index_open(&t, &small, f->cache, &e), 0);
	text_index_close(t);
	small.text.len = CACHE_LEAST_TEXT;
	small.text_hash = 0;
	assert_int_equal(text_index_open(&t, &small, f->cache, &e), 0);
	text_index_close(t);
	assert_int_not_equal(access(f->file, F_OK), 0);
}

static void tells_texts_apart(void **state)
{
	struct fixture *f = *state;
	struct document other = f->document;
	struct text_index *t;
	struct error e;

	check_same(f, false);
	other.text.len--; /* the same hash, as an enemy may make it, but not the same length */
	assert_int_equal(text_index_open(&t, &other, f->cache, &e), 0);
	assert_null(t->cached.map);
	text_index_close(t);
	check_same(f, true);
}

static void cleans_only_its_own(void **state)
{
	struct fixture *f = *state;
	struct cache_usage u;
	struct error e;
	char path[256];
	FILE *file;

	check_same(f, false);
	(void)snprintf(path, sizeof path, "%s/words/notes.txt", f->folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(cache_clean(str_from(f->folder), &u, &e), 0);
	assert_int_equal(u.files, 1);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(unlink(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(loads_what_was_built, set_up, tear_down),
		cmocka_unit_test_setup_teardown(notices_damage, set_up, tear_down),
		cmocka_unit_test_setup_teardown(notices_a_short_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(survives_what_lies_in_the_way, set_up, tear_down),
		cmocka_unit_test_setup_teardown(works_without_a_folder, set_up, tear_down),
		cmocka_unit_test_setup_teardown(leaves_small_texts_and_unknown_hashes_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tells_texts_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cleans_only_its_own, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

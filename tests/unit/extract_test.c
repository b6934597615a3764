/* Documents between runs: what comes out of the cache is what went in, damage is noticed, failures are not kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cache.h"
#include "source/extract.h"
#include "source/extract_form.h"

#define WORDS STR("the key")
#define TEXT(literal) { (literal), sizeof(literal) - 1 } /* as STR, where a constant is asked for */

static struct posmap_run runs[] = { { 0, 20, 0, 20 }, { 20, 1, 4, 0 }, { 21, 5, 4, 5 } };
static size_t pages[] = { 0, 11 }, textless[] = { 1 };
static struct str labels[] = { TEXT("ix"), { NULL, 0 } };
static struct span furniture[] = { { 0, 3 }, { 11, 14 } }, marks[] = { { 5, 6 } };
static const struct block blocks[] = { { 0, 10, BLOCK_HEADING, 0, 2 }, { 11, 26, BLOCK_PARAGRAPH, 1, 0 } };
static struct stated_date stated[] = { { { 1, 4 }, true, TEXT("1999-01-02"), "meta", false },
	                               { { 22, 26 }, false, TEXT("May 1999"), "byline", true } };
static struct file file = { .path = TEXT("a.pdf"), .text = TEXT("The lamp: \fA river up"), .converted = true };

static struct document whole(void)
{
	return (struct document){
		.source = 3, .text = STR("The lamp: \fA river u\nlamp:"), .map = { runs, 3, 3, 0 }, .file = &file, .paged = true,
		.pages = pages, .n_pages = 2, .labels = labels, .textless = textless, .n_textless = 1,
		.furniture = furniture, .n_furniture = 2, .marks = marks, .n_marks = 1, .blocks = blocks, .n_blocks = 2,
		.stated = stated, .n_stated = 2, .title = STR("T\xC3\xA4tle"), .author = STR("An author"),
		.words = { STR("Words"), STR("B; C"), "title", "JSON-LD", 4, 7 },
	};
}

static void same_str(struct str a, struct str b)
{
	assert_int_equal(a.len, b.len);
	if (a.len > 0)
		assert_memory_equal(a.ptr, b.ptr, a.len);
}

static void same_bytes(const void *a, const void *b, size_t n, size_t m, size_t size)
{
	assert_int_equal(n, m);
	if (n > 0)
		assert_memory_equal(a, b, n * size);
}

static void same_stated(const struct document *a, const struct document *b)
{
	assert_int_equal(a->n_stated, b->n_stated);
	for (size_t i = 0; i < a->n_stated; i++) {
		assert_int_equal(a->stated[i].place.start, b->stated[i].place.start);
		assert_int_equal(a->stated[i].place.end, b->stated[i].place.end);
		assert_int_equal(a->stated[i].in_file, b->stated[i].in_file);
		assert_int_equal(a->stated[i].weak, b->stated[i].weak);
		same_str(a->stated[i].value, b->stated[i].value);
		assert_string_equal(a->stated[i].where, b->stated[i].where);
	}
}

static void same_blocks(const struct document *a, const struct document *b)
{
	assert_int_equal(a->n_blocks, b->n_blocks);
	assert_int_equal(a->blocks != NULL, b->blocks != NULL);
	for (size_t i = 0; i < a->n_blocks; i++) {
		assert_int_equal(a->blocks[i].start, b->blocks[i].start);
		assert_int_equal(a->blocks[i].end, b->blocks[i].end);
		assert_int_equal(a->blocks[i].kind, b->blocks[i].kind);
		assert_int_equal(a->blocks[i].paragraph, b->blocks[i].paragraph);
		assert_int_equal(a->blocks[i].level, b->blocks[i].level);
	}
}

static void same_words(const struct document *a, const struct document *b)
{
	same_str(a->words.title, b->words.title);
	same_str(a->words.author, b->words.author);
	same_str(str_from(a->words.title_where), str_from(b->words.title_where));
	same_str(str_from(a->words.author_where), str_from(b->words.author_where));
	assert_int_equal(a->words.title_rank, b->words.title_rank);
	assert_int_equal(a->words.author_rank, b->words.author_rank);
	same_str(a->title, b->title);
	same_str(a->author, b->author);
}

static void same(const struct document *a, const struct document *b)
{
	assert_int_equal(a->source, b->source);
	same_str(a->text, b->text);
	same_str(a->file->text, b->file->text);
	same_str(a->file->path, b->file->path);
	same_str(a->file->rev, b->file->rev);
	assert_int_equal(a->file->converted, b->file->converted);
	assert_int_equal(a->map.base, b->map.base);
	same_bytes(a->map.v, b->map.v, a->map.n, b->map.n, sizeof *runs);
	assert_int_equal(a->paged, b->paged);
	same_bytes(a->pages, b->pages, a->n_pages, b->n_pages, sizeof *pages);
	assert_int_equal(a->labels != NULL, b->labels != NULL);
	for (size_t i = 0; a->labels != NULL && i < a->n_pages; i++)
		same_str(a->labels[i], b->labels[i]);
	same_bytes(a->textless, b->textless, a->n_textless, b->n_textless, sizeof *textless);
	same_bytes(a->furniture, b->furniture, a->n_furniture, b->n_furniture, sizeof *furniture);
	same_bytes(a->marks, b->marks, a->n_marks, b->n_marks, sizeof *marks);
	same_blocks(a, b);
	same_stated(a, b);
	same_words(a, b);
}

static void test_round_trip(void **state)
{
	struct source source = { .path = STR("a.pdf"), .rev = STR("v1") };
	struct file other = { .path = STR("a.pdf"), .text = STR("not the document's text"), .rev = STR("v1") };
	struct document d = whole(), few = { .source = 3, .text = STR("text of it"), .file = &other };
	const struct document *both[] = { &d, &few };
	(void)state;

	for (size_t i = 0; i < 2; i++) {
		struct document back = { .source = 3 };
		struct arena a;
		struct buf b;

		arena_init(&a);
		buf_init(&b, 1 << 20);
		extract_encode(&b, WORDS, both[i]);
		assert_int_equal(b.len % 8, 0);
		assert_true(extract_decode(&a, buf_str(&b), WORDS, &source, &back));
		buf_release(&b); /* nothing of it is pointed to */
		same(both[i], &back);
		arena_release(&a);
	}
}

/* Places of a document that was read back lie in its texts, whatever the bytes were. */
static void check_bounds(const struct document *d)
{
	for (size_t i = 0; i < d->n_pages; i++)
		assert_true(d->pages[i] <= d->file->text.len);
	for (size_t i = 0; i < d->n_textless; i++)
		assert_true(d->textless[i] < d->n_pages);
	for (size_t i = 0; i < d->n_furniture; i++)
		assert_true(d->furniture[i].start <= d->furniture[i].end && d->furniture[i].end <= d->text.len);
	for (size_t i = 0; i < d->n_blocks; i++)
		assert_true(d->blocks[i].start <= d->blocks[i].end && d->blocks[i].end <= d->text.len);
	for (size_t i = 0; i <= d->text.len; i++)
		assert_true(posmap_start(&d->map, i) <= d->file->text.len && posmap_end(&d->map, i) <= d->file->text.len);
	for (size_t i = 0; i < d->n_stated; i++)
		assert_true(d->stated[i].place.end <= (d->stated[i].in_file ? d->file->text.len : d->text.len));
}

static void test_damage(void **state)
{
	static const uint64_t others[] = { 0, 1, 7, 25, 27, 1000, UINT32_MAX, UINT64_MAX / 8, UINT64_MAX - 7, UINT64_MAX };
	struct source source = { .path = STR("a.pdf") };
	struct document d = whole(), back;
	struct arena a;
	struct buf b;
	(void)state;

	arena_init(&a);
	buf_init(&b, 1 << 20);
	extract_encode(&b, WORDS, &d);
	back = (struct document){ 0 };
	assert_false(extract_decode(&a, buf_str(&b), STR("the kex"), &source, &back));
	for (size_t cut = 0; cut < b.len; cut++) {
		back = (struct document){ 0 };
		assert_false(extract_decode(&a, str_slice(buf_str(&b), 0, cut), WORDS, &source, &back));
	}
	for (size_t at = 0; at < b.len; at += 8)
		for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
			char *copy = malloc(b.len);

			assert_non_null(copy);
			memcpy(copy, b.ptr, b.len);
			memcpy(copy + at, &others[i], 8);
			back = (struct document){ 0 };
			if (extract_decode(&a, (struct str){ copy, b.len }, WORDS, &source, &back))
				check_bounds(&back);
			free(copy);
		}
	buf_add(&b, STR("12345678"));
	back = (struct document){ 0 };
	assert_false(extract_decode(&a, buf_str(&b), WORDS, &source, &back));
	buf_release(&b);
	arena_release(&a);
}

/* --- through the cache --- */

/* Each call of the reader adds a byte to the file at `full_path`. */
static int load_words(struct arena *a, const struct source *source, struct str bytes, struct document *out,
                      struct error *e)
{
	struct document d = whole();
	FILE *calls = fopen(source->full_path.ptr, "ab");

	assert_non_null(calls);
	fputc('x', calls);
	fclose(calls);
	if (str_starts(bytes, STR("broken")))
		return error_set(e, CC_ESYNTAX, "it is broken");
	d.source = out->source;
	d.text = str_copy(a, d.text);
	d.passing = str_starts(bytes, STR("passing"));
	*out = d;
	return CC_OK;
}

static const struct source_format dear = { .name = "dear", .load = load_words, .version = 1 };
static const struct source_format newer = { .name = "dear", .load = load_words, .version = 2 };
static const char *const programs[] = { "sh", NULL };
static const struct source_format running = { .name = "dear", .load = load_words, .version = 1, .programs = programs };
static const struct source_format large = { .name = "dear", .load = load_words, .version = 1, .least = 6 };
static const struct source_format cheap = { .name = "cheap", .load = load_words };

struct fixture {
	char folder[64], calls[80];
	const char *type; /* what a server said */
	struct cache *cache;
};

static long calls_of(const struct fixture *f)
{
	FILE *calls = fopen(f->calls, "rb");
	long n = 0;

	while (calls != NULL && fgetc(calls) != EOF)
		n++;
	if (calls != NULL)
		fclose(calls);
	return n;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	(void)snprintf(f->folder, sizeof f->folder, "/tmp/citecheck-extract-XXXXXX");
	if (mkdtemp(f->folder) == NULL)
		return -1;
	(void)snprintf(f->calls, sizeof f->calls, "%s.calls", f->folder);
	return cache_open(&f->cache, str_from(f->folder), NULL);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	struct cache_usage u;

	(void)cache_clean(str_from(f->folder), &u, NULL);
	cache_close(f->cache);
	(void)unlink(f->calls);
	(void)rmdir(f->folder);
	free(f);
	return 0;
}

/* Reads once; how often the reader ran for it. */
static long read_once(struct fixture *f, const struct source_format *format, const char *bytes, const char *skip)
{
	struct value pattern = { .text = str_from(skip) };
	struct source source = { .path = STR("a.pdf"), .full_path = str_from(f->calls), .format = format };
	struct document d = { .source = 3 }, want = whole();
	long before = calls_of(f);
	struct arena a;

	source.record.fetch_type.text = str_from(f->type);
	source.record.skip = &pattern;
	source.record.n_skip = skip != NULL;
	arena_init(&a);
	if (extract(&a, f->cache, &source, str_from(bytes), &d, NULL) == CC_OK)
		same(&want, &d);
	arena_release(&a);
	return calls_of(f) - before;
}

static void test_kept(void **state)
{
	struct fixture *f = *state;
	struct cache_usage u;

	assert_int_equal(read_once(f, &dear, "bytes", NULL), 1);
	assert_int_equal(read_once(f, &dear, "bytes", NULL), 0);
	assert_int_equal(read_once(f, &dear, "bytez", NULL), 1);
	assert_int_equal(read_once(f, &dear, "bytes", "^a"), 1);
	assert_int_equal(read_once(f, &dear, "bytes", "^b"), 1);
	assert_int_equal(read_once(f, &dear, "bytes", "^a"), 0);
	assert_int_equal(read_once(f, &newer, "bytes", NULL), 1);
	assert_int_equal(read_once(f, &running, "bytes", NULL), 1);
	assert_int_equal(read_once(f, &running, "bytes", NULL), 0);
	assert_int_equal(read_once(f, &dear, "bytes", NULL), 0);
	f->type = "text/html; charset=koi8-r";
	assert_int_equal(read_once(f, &dear, "bytes", NULL), 1);
	assert_int_equal(read_once(f, &dear, "bytes", NULL), 0);
	assert_int_equal(cache_size(str_from(f->folder), &u, NULL), 0);
	assert_int_equal(u.files, 7);
}

static void test_not_kept(void **state)
{
	struct fixture *f = *state;
	struct cache *cache = f->cache;
	struct cache_usage u;

	for (int again = 0; again < 2; again++) {
		assert_int_equal(read_once(f, &dear, "broken", NULL), 1);
		assert_int_equal(read_once(f, &dear, "passing", NULL), 1);
		assert_int_equal(read_once(f, &cheap, "bytes", NULL), 1);
		assert_int_equal(read_once(f, &large, "bytes", NULL), 1);
		f->cache = NULL;
		assert_int_equal(read_once(f, &dear, "bytes", NULL), 1);
		f->cache = cache;
	}
	assert_int_equal(cache_size(str_from(f->folder), &u, NULL), 0);
	assert_int_equal(u.files, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_damage),
		cmocka_unit_test_setup_teardown(test_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_kept, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

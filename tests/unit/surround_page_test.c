/* Pages of a source: what a quote sees of them does not depend on the quotes before it. */
#include "lint/surround_page.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>

#include <cmocka.h>

enum { LEN = 20000 };

static char text[LEN + 1];

static struct str story(void)
{
	static const char *const lines[] = {
		"The keeper lit the lamp. \"It rained,\" she said.\n", "Nobody came.\n\n", "Mr. Odell rowed home in the dark.\n",
	};
	size_t n = 0;
	for (size_t i = 0; n + 60 < LEN; i++) {
		size_t len = strlen(lines[i % 3]);
		memcpy(text + n, lines[i % 3], len);
		n += len;
	}
	return (struct str){ text, n };
}

/* The words of a view as one number. */
static uint64_t sum(const struct prose *p)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		h = (h ^ t->span.start ^ (t->span.end << 20) ^ ((uint64_t)t->quoted << 50) ^ ((uint64_t)t->first << 51)) *
		    1099511628211u;
	}
	return h ^ p->n_sentences;
}

static struct span around(struct str s, size_t at)
{
	return (struct span){ at > 1500 ? at - 1500 : 0, at + 1500 < s.len ? at + 1500 : s.len };
}

static uint64_t look(struct surround_pages *pages, struct str s, size_t at)
{
	struct prose view;
	struct error e;
	struct span need = around(s, at);
	assert_int_equal(surround_pages_read(pages, at, need, &view, &e), 0);
	assert_true(view.n > 0);
	assert_true(view.v[0].span.end > need.start);
	assert_true(view.v[view.n - 1].span.start < need.end);
	return sum(&view);
}

static void any_order(void **state)
{
	struct str s = story();
	struct surround_pages forth, back;
	uint64_t seen[20];
	(void)state;
	surround_pages_init(&forth);
	surround_pages_init(&back);
	surround_pages_open(&forth, s);
	surround_pages_open(&back, s);
	for (size_t i = 0; i < 20; i++)
		seen[i] = look(&forth, s, i * 950);
	for (size_t i = 20; i-- > 0;)
		assert_int_equal(look(&back, s, i * 950), seen[i]);
	surround_pages_release(&forth);
	surround_pages_release(&back);
}

static void another_document(void **state)
{
	struct str s = story(), small = STR("One line only.\n");
	struct surround_pages pages;
	struct prose view;
	struct error e;
	(void)state;
	surround_pages_init(&pages);
	surround_pages_open(&pages, s);
	uint64_t before = look(&pages, s, 5000);
	surround_pages_open(&pages, small);
	assert_int_equal(surround_pages_read(&pages, 4, (struct span){ 0, small.len }, &view, &e), 0);
	assert_int_equal(view.n, 4);
	assert_int_equal(view.n_sentences, 1);
	surround_pages_open(&pages, s);
	assert_int_equal(look(&pages, s, 5000), before);
	surround_pages_release(&pages);
}

/* More pages than are kept at one time, and a need wider than a page. */
static void beyond(void **state)
{
	struct str s = story();
	struct surround_pages pages;
	struct prose view;
	struct error e;
	(void)state;
	surround_pages_init(&pages);
	surround_pages_open(&pages, s);
	uint64_t first = look(&pages, s, 100);
	for (size_t i = 0; i < 200; i++) {
		assert_int_equal(surround_pages_read(&pages, 100, (struct span){ i, s.len - i }, &view, &e), 0);
		assert_true(pages.n <= 64);
	}
	assert_int_equal(look(&pages, s, 100), first);
	surround_pages_release(&pages);
}

static void no_memory(void **state)
{
	struct str s = story();
	(void)state;
	for (size_t k = 1; k < 12; k++) {
		struct surround_pages pages;
		struct prose view;
		struct error e;
		surround_pages_init(&pages);
		surround_pages_open(&pages, s);
		arena_fail_after(k);
		int rc = surround_pages_read(&pages, 100, around(s, 100), &view, &e);
		arena_fail_after(0);
		assert_true(rc == 0 || rc == CC_ENOMEM);
		look(&pages, s, 100);
		surround_pages_release(&pages);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_order), cmocka_unit_test(another_document), cmocka_unit_test(beyond),
		cmocka_unit_test(no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

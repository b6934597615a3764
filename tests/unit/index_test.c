/* The index against what it stands for: every trigram, every hyphenated word and every single word of a text is found
 * where it is, and nothing else is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "source/source.h"
#include "text/index.h"
#include "text/match.h"

/* Words of a small vocabulary with hyphens, notes' marks and line breaks among them. */
static char *make_text(size_t words, size_t *len)
{
	static const char *const pieces[] = { "the ", "mill ", "of ", "grey ", "stone, ", "well-known ", "ex-\nample ", "river.[12] ",
		                              "Ashford.3 ", "7 ", "incomprehensible ", "and\n", "caf\xC3\xA9 ", "don\xE2\x80\x99t " };
	char *text = malloc(words * 18 + 1);
	unsigned seed = 11;

	assert_non_null(text);
	*len = 0;
	for (size_t i = 0; i < words; i++) {
		const char *p;

		seed = seed * 1103515245u + 12345u;
		p = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
		memcpy(text + *len, p, strlen(p));
		*len += strlen(p);
	}
	return text;
}

static bool holds(struct postings p, size_t token)
{
	POSTINGS_EACH(at, &p)
		if (postings_token(&p, at) == token)
			return true;
	return false;
}

/* How many places all chains hold; each holds as many as it says, in ascending order. */
static size_t kept(const struct index_view *v)
{
	size_t n = 0;

	for (uint64_t b = 0; b < UINT64_C(1) << (64 - v->shift); b++) {
		struct postings p = index_find(v, b << v->shift);
		size_t here = 0;

		POSTINGS_EACH(at, &p) {
			assert_true(at <= v->n_tokens + v->n_joined);
			assert_true(v->next[at - 1] == 0 || v->next[at - 1] > at);
			here++;
		}
		assert_int_equal(here, p.n);
		n += here;
	}
	return n;
}

/* Looks at every token, or at each of the first and every `step`-th. */
static void check_trigrams(const struct text_index *t, size_t step)
{
	const struct fold *f = &t->fold;
	struct index_view view;
	struct error e;
	size_t wanted = 0;

	assert_int_equal(index_ready(t, &view, &e), 0);
	for (size_t i = 0; i < f->n; i++) {
		size_t k = index_core(f, i + 1), m = index_core(f, k + 1);
		struct joined joined[JOINED_KEYS];
		size_t n = i > 0 && f->v[i].flags & TOKEN_HYPHEN ? index_joined(f, i, joined) : 0;
		bool look = i < 100 || i % step == 0;

		wanted += n;
		for (size_t j = 0; look && j < n; j++)
			assert_true(holds(index_find(&view, joined[j].key), joined[j].token));
		if (f->v[i].flags & TOKEN_REFERENCE || k >= f->n || m >= f->n)
			continue;
		wanted++;
		if (look)
			assert_true(holds(index_find(&view, index_trigram(f->v[i].hash, f->v[k].hash, f->v[m].hash)), i));
	}
	assert_int_equal(kept(&view), wanted);
	for (size_t i = 0; i < view.n_joined; i++)
		assert_true(view.joined[i] < f->n);
}

static void check_words(const struct text_index *t, size_t step)
{
	struct index_view view;
	struct error e;

	assert_int_equal(index_words(t, &view, &e), 0);
	assert_int_equal(kept(&view), t->fold.n);
	for (size_t i = 0; i < t->fold.n; i += step)
		assert_true(holds(index_find(&view, index_word(t->fold.v[i].hash)), i));
}

static void check_text(size_t words, size_t step)
{
	struct document d = { 0 };
	struct text_index *t;
	struct error e;
	char *text = make_text(words, &d.text.len);

	d.text.ptr = text;
	assert_int_equal(text_index_open(&t, &d, NULL, &e), 0);
	check_trigrams(t, step);
	check_words(t, step);
	assert_true(text_index_memory(t) >= t->fold.n * (sizeof(struct token) + 2 * sizeof(uint32_t)));
	text_index_close(t);
	free(text);
}

static void finds_every_place(void **state)
{
	static const size_t words[] = { 0, 1, 2, 3, 4, 5, 17, 200, 3000 };

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		check_text(words[i], 1);
}

/* Long enough to be parted. */
static void finds_places_of_a_long_text(void **state)
{
	(void)state;
	check_text(250000, 9973);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(finds_every_place), cmocka_unit_test(finds_places_of_a_long_text) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

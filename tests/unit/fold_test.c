/* Folding: words, numbers, their flags, and that the fast path over plain ASCII gives what the slow one gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/fold_char.h"
#include "text/folder.h"
#include "text/lexicon.h"
#include "text/spelling.h"

static struct fold folded(const char *text)
{
	struct fold f;
	struct error e;

	assert_int_equal(fold_text(&f, str_from(text), NULL, &e), 0);
	return f;
}

/* The words of a text as "a|b|c", folded. */
static void check_words(const char *text, const char *want)
{
	struct fold f = folded(text);
	char got[1024];
	size_t at = 0;

	for (size_t i = 0; i < f.n; i++) {
		if (i > 0)
			got[at++] = '|';
		at += fold_word(&f, i, got + at, sizeof got - 2 - at);
	}
	got[at] = '\0';
	assert_string_equal(got, want);
	fold_release(&f);
}

static void splits_words(void **state)
{
	(void)state;
	check_words("", "");
	check_words("  ... -- ", "");
	check_words("The Old mill", "the|old|mill");
	check_words("don\xE2\x80\x99t, o'clock; 'quoted' dogs'", "don't|o'clock|quoted|dogs");
	check_words("in 1,250.75 of 3:16 on 9/11", "in|1,250.75|of|3:16|on|9/11");
	check_words("p < .05 of 5. Then", "p|.05|of|5|then");
	check_words("0x178 and 1970s IPv4", "0|x|178|and|1970|s|ipv|4");
	check_words("U.S. and e.g. A. Miller", "us|and|eg|a|miller");
	check_words("[S]ince walk[ed] notes[a]", "since|walked|notes|a");
	check_words("\xEF\xAC\x81ne \xC5\x93uvre \xC3\x86on \xC5\xBFo", "fine|oeuvre|aeon|so");
	check_words("ex\xC2\xAD" "am\xC2\xAD\n  ple", "example");
	check_words("a\xC2\xBD b\xC2\xB2 10\xC2\xB2", "a|1/2|b|2|10|2");
	check_words("\xE4\xB8\xAD\xE6\x96\x87 x", "\xE4\xB8\xAD|\xE6\x96\x87|x");
	check_words("caf\xC3\xA9 cafe\xCC\x81", "cafe\xCC\x81|cafe\xCC\x81");
}

static unsigned flags_of(const char *text, size_t i)
{
	struct fold f = folded(text);
	unsigned flags;

	assert_true(i < f.n);
	flags = f.v[i].flags;
	fold_release(&f);
	return flags;
}

static void sets_flags(void **state)
{
	(void)state;
	assert_true(flags_of("a well-known", 2) & TOKEN_HYPHEN);
	assert_true(flags_of("a well-\n   known", 2) & TOKEN_HYPHEN);
	assert_true(flags_of("a well\xE2\x80\x91known", 2) & TOKEN_HYPHEN);
	assert_false(flags_of("a well - known", 2) & TOKEN_HYPHEN);
	assert_false(flags_of("a well--known", 2) & TOKEN_HYPHEN);
	assert_true(flags_of("MUST not", 0) & TOKEN_CAPITALS);
	assert_false(flags_of("Must not", 0) & TOKEN_CAPITALS);
	assert_true(flags_of("Must not", 0) & TOKEN_CAPITAL);
	assert_false(flags_of("A man", 0) & TOKEN_CAPITALS);
	assert_true(flags_of("IPv4", 1) & TOKEN_GLUED);
	assert_true(flags_of("10\xC2\xB2", 1) & TOKEN_SCRIPT);
	assert_false(flags_of("x\xC2\xB2", 1) & TOKEN_SCRIPT);
}

static void sees_reference_marks(void **state)
{
	static const struct {
		const char *text;
		size_t token;
		bool mark;
	} rows[] = {
		{ "Lyon.1 Carter", 1, true },       { "heels.1,3 The", 1, true },     { "inn.4* The", 1, true },
		{ "cause.\"1 The", 1, true },       { "low [12] in", 1, true },       { "low[3, 14] in", 2, true },
		{ "rate\xC2\xB9\xC2\xB2 was", 1, true }, { "the 1970s.12 The", 3, true }, { "word4 next", 1, true },
		{ "Fig.1 shows", 1, false },        { "vol.3 of", 1, false },         { "p.5 of", 1, false },
		{ "A.1 of", 1, false },             { "in 12 days", 1, false },       { "in (12) days", 1, false },
		{ "year.1999 and", 1, false },      { "word4you next", 1, false },    { "word.4.2 next", 1, false },
		{ "20 m\xC2\xB2 of", 2, false },    { "array[i] of", 1, false },      { "low [p. 12] in", 2, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool mark = flags_of(rows[i].text, rows[i].token) & TOKEN_REFERENCE;

		if (mark != rows[i].mark)
			print_error("'%s'\n", rows[i].text);
		assert_int_equal(mark, rows[i].mark);
	}
}

static void passes_over_furniture(void **state)
{
	static const char text[] = "one two\n[Page 9]\nthree four";
	struct span furniture[] = { { 8, 16 } };
	struct fold_layout layout = { furniture, 1, NULL, 0 };
	struct fold f;
	struct error e;

	(void)state;
	assert_int_equal(fold_text(&f, str_from(text), &layout, &e), 0);
	assert_int_equal(f.n, 4);
	assert_true(f.v[2].flags & TOKEN_FURNITURE);
	assert_int_equal(f.v[2].start, 17);
	assert_int_equal(fold_skip(&f, 9, 20), 16);
	assert_int_equal(fold_skip(&f, 3, 20), 3);
	fold_release(&f);
}

static void takes_marks_of_the_parser(void **state)
{
	struct span marks[] = { { 4, 5 }, { 12, 13 } };
	struct fold_layout layout = { NULL, 0, marks, 2 };
	struct fold f;
	struct error e;

	(void)state;
	assert_int_equal(fold_text(&f, STR("worda next 23x"), &layout, &e), 0);
	assert_int_equal(f.n, 6);
	assert_true(f.v[1].flags & TOKEN_REFERENCE);
	assert_false(f.v[4].flags & TOKEN_REFERENCE); /* behind a digit it is no mark */
	fold_release(&f);
	marks[0] = (struct span){ 3, 6 }; /* "did" and a raised "not", then a raised "note" */
	marks[1] = (struct span){ 12, 16 };
	assert_int_equal(fold_text(&f, STR("didnot agreenote"), &layout, &e), 0);
	assert_int_equal(f.n, 4);
	assert_false(f.v[1].flags & TOKEN_REFERENCE);
	assert_true(f.v[3].flags & TOKEN_REFERENCE);
	fold_release(&f);
}

static void compares_words(void **state)
{
	struct fold a = folded("Example Stra\xC3\x9F" "e \xEF\xAC\x81ne"), b = folded("exam-ple STRASSE Fine finer");

	(void)state;
	assert_true(fold_equal_joined(&a, 0, 1, &b, 0, 2));
	assert_int_equal(fold_hash_joined(&b, 0, 2), a.v[0].hash);
	assert_true(fold_equal(&a, 1, &b, 2));
	assert_true(fold_equal(&a, 2, &b, 3));
	assert_false(fold_equal(&a, 2, &b, 4));
	fold_release(&a);
	fold_release(&b);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Random text of everything that the fast path has to leave to the slow one, and of characters of every plane. */
static size_t random_text(char *out, size_t most, unsigned *seed)
{
	static const char *const pieces[] = { "a", "I", "word", "Words", "ABOUT", "incomprehensible", "internationalisation", " ", " ", " ",
		                              " ", " ", "\n", ", ", ". ", ".", "'", "`", "-", "--", "[", "]", "1", "42", "_", "/",
		                              "\xC2\xA0", "\xC2\xAD", "\xC3\xA9", "\xE2\x80\x99", "\xE2\x80\x94", "(", ")", "?", "\"", "\t", "U.S.",
		                              "x.y", "  ", "the", "of", "\xE4\xB8\xAD", "\xE6\x96\x87", "\xE3\x80\x82",
		                              "\xD0\x9C\xD0\xB8\xD1\x80", "\xEA\xB0\x81", "\xCC\x81", "don't", "DON'T", "1999", "3.5", ",", ":",
		                              "x86", "ext4", "No", "fig", "\xE2\x80\x98", "\xE2\x80\x9C", "\xE2\x80\xA6", "\xC2\xAB", "\xC2\xBB",
		                              "\xC2\xB2", "\xE2\x80\x8B", "\xE2\x80\x90", "well-known", "[12]", "12:30", " ", " " };
	enum { COUNT = sizeof pieces / sizeof *pieces };
	size_t n = 0;

	for (;;) {
		unsigned k = next_random(seed) % (COUNT + 2);
		char any[4];
		struct str p;

		if (k < COUNT) {
			p = str_from(pieces[k]);
		} else {
			uint32_t c = (uint32_t)next_random(seed) << 5 ^ next_random(seed);

			c = k == COUNT ? c % 0x3000 + 1 : c % 0x10FFFF + 1;
			p = (struct str){ any, utf8_encode(any, c - 0xD800 < 0x800 ? 'x' : c) };
		}
		if (n + p.len > most)
			return n;
		memcpy(out + n, p.ptr, p.len);
		n += p.len;
	}
}

/* What is chosen by the processor gives the same tokens. */
static void check_runners(struct str text, const struct fold *want)
{
	folder_runner *const runners[] = { folder_run_plain, folder_has_wide() ? folder_run_wide : folder_run_plain };

	for (size_t k = 0; k < sizeof runners / sizeof *runners; k++) {
		struct fold f;
		struct error e;

		assert_int_equal(folder_fold(&f, text, NULL, runners[k], &e), 0);
		assert_int_equal(f.n, want->n);
		assert_int_equal(f.n_hyphens, want->n_hyphens);
		assert_memory_equal(f.v, want->v, f.n * sizeof *f.v);
		fold_release(&f);
	}
}

/* Marks of no length at many spaces (but not where a soft hyphen joins words over them) change nothing, but keep the fast
 * path from starting. */
static void fast_equals_slow(void **state)
{
	char text[700];
	struct span none[700];
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		size_t n = random_text(text, sizeof text - (size_t)(round % 100), &seed), stops = 0, last = 0;
		struct fold_layout layout = { NULL, 0, none, 0 };
		struct fold fast, slow;
		struct error e;

		for (size_t i = 1; i + 1 < n; i++) {
			if (text[i] != ' ' || text[i + 1] == ' ' || (unsigned char)text[i - 1] <= ' ' || (unsigned char)text[i - 1] >= 0x80 ||
			    i - last < 8)
				continue;
			none[stops++] = (struct span){ i, i };
			last = i;
		}
		layout.n_marks = stops;
		assert_int_equal(fold_text(&fast, (struct str){ text, n }, NULL, &e), 0);
		assert_int_equal(fold_text(&slow, (struct str){ text, n }, &layout, &e), 0);
		check_runners((struct str){ text, n }, &fast);
		assert_int_equal(fast.n, slow.n);
		assert_int_equal(fast.n_hyphens, slow.n_hyphens);
		for (size_t i = 0; i < fast.n; i++) {
			assert_int_equal(fast.v[i].start, slow.v[i].start);
			assert_int_equal(fast.v[i].len, slow.v[i].len);
			assert_int_equal(fast.v[i].flags, slow.v[i].flags);
			assert_int_equal(fast.v[i].hash, slow.v[i].hash);
			if (!(fast.v[i].flags & TOKEN_SCRIPT))
				assert_int_equal(fast.v[i].hash, fold_hash_joined(&fast, i, 1));
		}
		fold_release(&fast);
		fold_release(&slow);
	}
}

/* Words, numbers and what stands between them at every place of a block, in texts of every length up to two blocks and
 * more: the same as when nothing stands before them. */
static void sees_the_same_at_every_place(void **state)
{
	static const char *const pieces[] = { "Word", "MUST", "don't", "x86", "1,250.75", "e.g.", "caf\xC3\xA9", "\xE2\x80\x9Cquoted\xE2\x80\x9D",
		                              "o\xE2\x80\x99 clock", "well-known", "[S]ince", "walk[ed]", ("9/\xE2\x80\x8B" "11"), ".05", "Lyon.1",
		                              "eth0", "RFC2119", "1970s.12", "\xE4\xB8\xAD\xE6\x96\x87", "internationalisations", "10\xC2\xB2" };

	(void)state;
	for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
		for (size_t before = 0; before <= 130; before++) {
			for (size_t behind = 0; behind <= 90; behind += behind < 20 ? 1 : 10) {
				struct str piece = str_from(pieces[k]);
				char text[300];
				struct fold alone, within;
				struct error e;

				memset(text, ' ', sizeof text);
				text[0] = 'a';
				memcpy(text + 2 + before, piece.ptr, piece.len);
				assert_int_equal(fold_text(&within, (struct str){ text, 2 + before + piece.len + behind }, NULL, &e), 0);
				memcpy(text + 2, piece.ptr, piece.len);
				assert_int_equal(fold_text(&alone, (struct str){ text, 2 + piece.len }, NULL, &e), 0);
				assert_int_equal(within.n, alone.n);
				for (size_t i = 1; i < alone.n; i++) {
					assert_int_equal(within.v[i].start, alone.v[i].start + before);
					assert_int_equal(within.v[i].len, alone.v[i].len);
					assert_int_equal(within.v[i].flags, alone.v[i].flags);
					assert_int_equal(within.v[i].hash, alone.v[i].hash);
				}
				fold_release(&alone);
				fold_release(&within);
			}
		}
	}
}

/* The same words of a text in the midst of a long one, where sixty-four bytes are read at a time. */
static void check_within_blocks(const char *text, size_t n)
{
	char all[256];
	struct fold alone, within;
	struct error e;

	memset(all, ' ', sizeof all);
	memcpy(all, "x ", 2);
	memcpy(all + 2, text, n);
	assert_int_equal(fold_text(&alone, (struct str){ all, n + 2 }, NULL, &e), 0);
	assert_int_equal(fold_text(&within, (struct str){ all, sizeof all }, NULL, &e), 0);
	assert_int_equal(within.n, alone.n);
	assert_memory_equal(within.v, alone.v, alone.n * sizeof *alone.v);
	fold_release(&alone);
	fold_release(&within);
}

/* Every character between two letters, as a word of its own and as part of one. */
static void sees_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c += c == 0xD7FF ? 0x801 : c == '-' ? 2 : 1) { /* "a.b" is one word */
		enum utf8_class class = utf8_class(c);
		char text[8] = "a", folded[160], got[170];
		size_t n = 1 + utf8_encode(text + 1, c), want = 1;
		bool inside = (class == UTF8_LETTER && !fold_is_single(c)) || class == UTF8_MARK || class == UTF8_IGNORED ||
		              fold_is_apostrophe(c);
		struct error e;
		struct fold f;

		text[n++] = 'b';
		check_within_blocks(text, n);
		assert_int_equal(fold_text(&f, (struct str){ text, n }, NULL, &e), 0);
		if (!inside)
			assert_int_equal(f.n, class == UTF8_LETTER || class == UTF8_DIGIT || class == UTF8_NUMERAL ? 3 : 2);
		else
			assert_int_equal(f.n, 1);
		want += inside ? fold_character(c, folded) + 1 : 0;
		assert_int_equal(fold_word(&f, 0, got, sizeof got), want);
		if (want > 2)
			assert_memory_equal(got + 1, folded, want - 2);
		for (size_t i = 0; i < f.n; i++)
			if (!(f.v[i].flags & TOKEN_SCRIPT))
				assert_int_equal(f.v[i].hash, fold_hash_joined(&f, i, 1));
		fold_release(&f);
	}
}

/* Tokens follow each other and none is longer than it may be. */
static void check_lengths(const char *text, size_t n)
{
	struct fold f;
	struct error e;
	size_t end = 0;

	assert_int_equal(fold_text(&f, (struct str){ text, n }, NULL, &e), 0);
	for (size_t i = 0; i < f.n; i++) {
		assert_true(f.v[i].start >= end);
		assert_true(f.v[i].len > 0 && f.v[i].len <= FOLD_TOKEN_BYTES + 8);
		end = token_end(&f.v[i]);
	}
	assert_true(f.n > 0 && end <= n);
	fold_release(&f);
}

static void cuts_endless_words(void **state)
{
	size_t n = 200000;
	char *text = malloc(n);
	struct fold f;
	struct error e;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', n);
	assert_int_equal(fold_text(&f, (struct str){ text, n }, NULL, &e), 0);
	assert_int_equal(f.n, 4);
	assert_true(f.v[1].flags & TOKEN_GLUED);
	fold_release(&f);
	memset(text, '7', n);
	assert_int_equal(fold_text(&f, (struct str){ text, n }, NULL, &e), 0);
	assert_true(f.n >= 3);
	fold_release(&f);
	for (size_t i = 0; i < n; i++)
		text[i] = i % 2 ? '.' : 'a';
	check_lengths(text, n);
	memset(text, ' ', n);
	memcpy(text, "exam\xC2\xAD", 6);
	memcpy(text + n - 3, "ple", 3);
	check_lengths(text, n);
	for (size_t i = 3; i + 1 < n; i += 2)
		memcpy(text + i, "\xCC\x81", 2);
	memcpy(text, "\xE4\xB8\xAD", 3);
	text[n - 1] = ' ';
	check_lengths(text, n);
	free(text);
}

/* "vol.5" is the text's own, whatever the abbreviation; "volt.5" is a note. */
static void takes_no_mark_behind_an_abbreviation(void **state)
{
	(void)state;
	for (size_t i = 0; i < lexicon_count(); i++) {
		struct str word = str_from(lexicon_entry(i));
		char text[64];

		if (word.len < 2 || word.len > 40)
			continue;
		snprintf(text, sizeof text, "in " STR_FMT ".5 of", STR_ARG(word));
		assert_int_equal(!(flags_of(text, 2) & TOKEN_REFERENCE), lexicon_has(word, LEXICON_ABBREVIATION));
	}
}

/* Two words written together have the hash of the one word, whatever their lengths. */
static void hashes_words_written_together(void **state)
{
	static const char letters[] = "internationalisation";

	(void)state;
	for (size_t a = 1; a < sizeof letters; a++) {
		for (size_t b = 1; b < sizeof letters; b++) {
			char text[100];
			struct fold f;

			snprintf(text, sizeof text, "%.*s-%.*s %.*s%.*s", (int)a, letters, (int)b, letters, (int)a, letters, (int)b, letters);
			f = folded(text);
			assert_int_equal(f.n, 3);
			assert_int_equal(fold_hash_joined(&f, 0, 2), f.v[2].hash);
			fold_release(&f);
		}
	}
}

static void keeps_the_lexicon_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < lexicon_count(); i++)
		assert_true(strcmp(lexicon_entry(i - 1), lexicon_entry(i)) < 0);
	assert_true(lexicon_has(STR("Not"), LEXICON_NEGATION));
	assert_true(lexicon_has(STR("wouldn't"), LEXICON_NEGATION));
	assert_false(lexicon_has(STR("knot"), LEXICON_NEGATION));
	assert_true(lexicon_has(STR("thirty"), LEXICON_NUMBER));
}

static void knows_spellings(void **state)
{
	static const char *const same[][2] = { { "colour", "color" },       { "organised", "organized" }, { "centre", "center" },
		                               { "travelled", "traveled" }, { "defence", "defense" },     { "analyse", "analyze" },
		                               { "catalogue", "catalog" },  { "anaemia", "anemia" },      { "grey", "gray" },
		                               { "acknowledgement", "acknowledgment" }, { "towards", "toward" }, { "fulfil", "fulfill" } };
	static const char *const other[][2] = { { "organ", "organize" }, { "center", "enter" }, { "word", "ward" }, { "travels", "trials" },
		                                { "color", "colors" } };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_true(spelling_variant(str_from(same[i][0]), str_from(same[i][1])));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(spelling_variant(str_from(other[i][0]), str_from(other[i][1])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_words),       cmocka_unit_test(sets_flags),
		cmocka_unit_test(sees_reference_marks), cmocka_unit_test(passes_over_furniture),
		cmocka_unit_test(takes_marks_of_the_parser), cmocka_unit_test(compares_words),
		cmocka_unit_test(fast_equals_slow),   cmocka_unit_test(sees_the_same_at_every_place),
		cmocka_unit_test(sees_every_character), cmocka_unit_test(cuts_endless_words),
		cmocka_unit_test(takes_no_mark_behind_an_abbreviation), cmocka_unit_test(hashes_words_written_together),
		cmocka_unit_test(keeps_the_lexicon_sorted), cmocka_unit_test(knows_spellings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

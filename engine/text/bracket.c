#include "text/bracket.h"

#include <string.h>

#include "text/gap.h"
#include "text/lexicon.h"

#define WORD_MOST 64

bool token_is_name(const struct fold *f, size_t i)
{
	const struct token *t = &f->v[i];
	char word[WORD_MOST];
	struct gap g;

	if (!(t->flags & TOKEN_CAPITAL) || t->flags & (TOKEN_NUMBER | TOKEN_SINGLE))
		return false;
	if (lexicon_has((struct str){ word, fold_word(f, i, word, sizeof word) }, LEXICON_FUNCTION | LEXICON_PRONOUN))
		return false;
	if (i == 0)
		return t->flags & TOKEN_CAPITALS;
	gap_read(&g, f, i - 1, i);
	return g.sentence != BREAK_YES || t->flags & TOKEN_CAPITALS;
}

/* Words whose coming or going changes what is said. */
static bool is_protected(const struct fold *f, size_t i)
{
	char word[WORD_MOST];

	if (f->v[i].flags & TOKEN_NUMBER)
		return true;
	return lexicon_has((struct str){ word, fold_word(f, i, word, sizeof word) },
	                   LEXICON_NEGATION | LEXICON_NUMBER | LEXICON_DATE);
}

/* The same word, or the same but for an ending: "Iran's" for "Iran". */
static bool holds(const struct fold *f, size_t from, size_t n, const struct fold *g, size_t i)
{
	char a[WORD_MOST], b[WORD_MOST];
	size_t len = fold_word(g, i, a, sizeof a);

	for (size_t k = from; k < from + n; k++) {
		size_t m = fold_word(f, k, b, sizeof b), least = len < m ? len : m, most = len < m ? m : len;

		if (least > 0 && memcmp(a, b, least) == 0 && (most == least || (least >= 3 && most - least <= 2)))
			return true;
	}
	return false;
}

static bool holds_pronoun(const struct fold *f, size_t from, size_t n)
{
	char word[WORD_MOST];

	for (size_t k = from; k < from + n; k++)
		if (lexicon_has((struct str){ word, fold_word(f, k, word, sizeof word) }, LEXICON_PRONOUN))
			return true;
	return false;
}

bool bracket_may_stand(const struct aligner *al, const struct bracket *b, size_t s, size_t n)
{
	const struct fold *q = &al->quote->fold;
	size_t words = b->last - b->first;
	bool pronoun = n > 0 && holds_pronoun(al->source, s, n);

	for (size_t i = b->first; i < b->last; i++) {
		bool name = token_is_name(q, i) && !pronoun;

		if ((name || is_protected(q, i)) && !holds(al->source, s, n, q, i))
			return false;
	}
	for (size_t k = s; k < s + n; k++) {
		if (al->source->v[k].flags & TOKEN_REFERENCE)
			continue;
		if ((token_is_name(al->source, k) || is_protected(al->source, k)) && !holds(q, b->first, words, al->source, k))
			return false;
	}
	return true;
}

/* Does the gap before token s hold a bracket that is no reference mark's? */
static bool bracket_before(const struct fold *f, size_t s)
{
	size_t from = s > 0 ? token_end(&f->v[s - 1]) : 0, to = s < f->n ? f->v[s].start : f->text.len;

	if ((s > 0 && f->v[s - 1].flags & TOKEN_REFERENCE) || (s < f->n && f->v[s].flags & TOKEN_REFERENCE))
		return false;
	return from < to && to - from < 64 &&
	       (memchr(f->text.ptr + from, '[', to - from) || memchr(f->text.ptr + from, ']', to - from));
}

bool bracket_in_source(const struct fold *f, size_t s, size_t n)
{
	size_t at;

	if (bracket_before(f, s) || (n > 0 && bracket_before(f, s + n)))
		return true;
	if (n == 0)
		return false;
	at = f->v[s].start;
	for (size_t i = 0; i < 200 && i < at; i++) {
		if (f->text.ptr[at - 1 - i] == '[')
			return true;
		if (f->text.ptr[at - 1 - i] == ']')
			return false;
	}
	return false;
}

#define COMPOUND_MOST 18u /* bytes of the longest one, and its genitive */

/* A compound that the lexicon knows, or its genitive: "anyone's" is "any one's". */
static bool is_compound(const struct fold *f, size_t i)
{
	char word[WORD_MOST];
	struct str w = { word, fold_word(f, i, word, sizeof word) };

	if (w.len > 2 && w.ptr[w.len - 2] == '\'' && w.ptr[w.len - 1] == 's')
		w.len -= 2;
	return lexicon_has(w, LEXICON_COMPOUND);
}

bool word_may_split(const struct fold *f, size_t i)
{
	char word[2 * WORD_MOST];
	size_t n = fold_word(f, i, word, WORD_MOST);

	if (lexicon_has((struct str){ word, n }, LEXICON_LIGATURE | LEXICON_COMPOUND))
		return true;
	if (n > 2 && word[n - 1] == 's' && is_compound(f, i))
		return true;
	if (i + 1 == f->n || f->v[i].len + f->v[i + 1].len > COMPOUND_MOST)
		return false;
	n += fold_word(f, i + 1, word + n, WORD_MOST);
	return lexicon_has((struct str){ word, n }, LEXICON_COMPOUND);
}

/* May these tokens be one word? */
static bool may_join(const struct aligner *al, const struct fold *f, size_t i, size_t n, const struct fold *other,
                     size_t k)
{
	bool hyphens = true, ligature = false;
	char word[WORD_MOST];

	for (size_t m = i; m < i + n; m++) {
		if (m > i)
			hyphens = hyphens && f->v[m].flags & TOKEN_HYPHEN;
		ligature = ligature || lexicon_has((struct str){ word, fold_word(f, m, word, sizeof word) }, LEXICON_LIGATURE);
	}
	if (hyphens || ligature)
		return true;
	if (is_compound(other, k))
		return true;
	return n == 2 && index_hyphenated(al->view, al->source, other->v[k].hash);
}

bool joins(const struct aligner *al, size_t i, size_t n, size_t k, size_t m)
{
	const struct fold *q = &al->quote->fold, *s = al->source;
	size_t nq = 0, ns = 0;
	unsigned plain = TOKEN_PLAIN;

	/* a cheap look first: as many letters, give or take what folding changes */
	for (size_t x = i; x < i + n; x++) {
		if (q->v[x].flags & TOKEN_NUMBER)
			return false;
		nq += q->v[x].len;
		plain &= q->v[x].flags;
	}
	for (size_t x = k; x < k + m; x++) {
		if (s->v[x].flags & TOKEN_NUMBER)
			return false;
		ns += s->v[x].len;
		plain &= s->v[x].flags;
	}
	if (plain ? nq != ns : nq > 2 * ns + 4 || ns > 2 * nq + 4)
		return false;
	if (q->v[i].flags & s->v[k].flags & TOKEN_PLAIN &&
	    (q->text.ptr[q->v[i].start] | 0x20) != (s->text.ptr[s->v[k].start] | 0x20))
		return false;
	if (!fold_equal_joined(q, i, n, s, k, m))
		return false;
	return n == 1 ? may_join(al, s, k, m, q, i) : may_join(al, q, i, n, s, k);
}

/* The letters in brackets of a token: [from, to) of its bytes between the marks. */
static bool letters_in_brackets(const struct fold *f, size_t i, size_t *from, size_t *to)
{
	struct str word = { f->text.ptr + f->v[i].start, f->v[i].len };

	*from = str_find_char(word, '[', 0);
	*to = str_find_char(word, ']', 0);
	return *from != SIZE_MAX && *to != SIZE_MAX && *from < *to;
}

bool bracket_in_word(const struct aligner *al, size_t i, size_t k)
{
	const struct fold *q = &al->quote->fold;
	char a[WORD_MOST], b[WORD_MOST];
	size_t from, to, n, m, stem;

	if (!(q->v[i].flags & TOKEN_BRACKET) || !letters_in_brackets(q, i, &from, &to))
		return false;
	n = fold_word(q, i, a, sizeof a);
	m = fold_word(al->source, k, b, sizeof b);
	if (from == 0) { /* "[s]he": only the ending is the source's; a prefix may negate */
		stem = n - (to - 1);
		return to - 1 <= 1 && stem >= 1 && m >= stem && m - stem <= 1 && memcmp(a + n - stem, b + m - stem, stem) == 0;
	}
	stem = from;
	return stem >= 2 && m >= stem && m - stem <= 4 && memcmp(a, b, stem) == 0;
}

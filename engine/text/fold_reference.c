/* Is a number that touches a word a reference mark of the source ("Geneva.1", "heels.1,3", "[12]") or part of the text
 * ("Fig.1", "p.5", "IPv4")? */
#include "base/utf8.h"
#include "text/fold_char.h"
#include "text/folder.h"
#include "text/lexicon.h"

#define SIXTEEN 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1

/* What may stand between a word and its reference mark (closing_gap), the mark's own bracket, and whatever is not ASCII. */
const uint8_t folder_closing[256] = {
	['.'] = 1, [','] = 1, [';'] = 1, [':'] = 1, ['!'] = 1, ['?'] = 1, [')'] = 1, [']'] = 1, ['['] = 1, ['*'] = 1,
	['"'] = 1, ['\''] = 1, ['`'] = 1,
	[0x80] = SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN,
};

/* Digits in groups of one to three, as reference marks have them: "4", "1,3", "12–14". */
static bool reference_digits(const char *p, size_t n)
{
	size_t run = 0;

	for (size_t i = 0; i < n; i++) {
		if (class_of(p[i]) == DIGIT)
			run++;
		else if (p[i] == ',' && run > 0)
			run = 0;
		else
			return false;
		if (run > 3)
			return false;
	}
	return run > 0;
}

/* "[12]", "[1, 3]", "[4-6]": brackets with nothing but short numbers. */
static bool in_reference_bracket(struct str s, size_t start, size_t end)
{
	size_t a = start, b = end;

	while (a > 0 && start - a < 24 && (class_of(s.ptr[a - 1]) == DIGIT || memchr(", -\x93\x80\xE2", s.ptr[a - 1], 6)))
		a--;
	while (b < s.len && b - end < 24 && (class_of(s.ptr[b]) == DIGIT || memchr(", -\x93\x80\xE2", s.ptr[b], 6)))
		b++;
	return a > 0 && s.ptr[a - 1] == '[' && b < s.len && s.ptr[b] == ']' && end - start <= 7;
}

/* The second letters that abbreviations have, by their first: a look before the lexicon is asked, since few words pass
 * (a unit test holds the lexicon's against it). */
static const uint32_t second_letters[26] = {
	0x0328800, 0x0000400, 0x00049a1, 0x0024010, 0x0890008, 0x0026130, 0x0004011,
	0x0004000, 0x004280a, 0x0120001, 0x0000000, 0x0086910, 0x00e4101, 0x0126000,
	0x0008006, 0x00a8841, 0x0000000, 0x0100030, 0x01a0055, 0x0100181, 0x0000000,
	0x0044110, 0x0000010, 0x0000000, 0x0000000, 0x0000000,
};

/* `word`: two ASCII letters or more. */
static bool is_abbreviation(struct str word)
{
	unsigned first = (unsigned char)(word.ptr[0] | 0x20) - 'a', second = (unsigned char)(word.ptr[1] | 0x20) - 'a';

	return first < 26 && second < 26 && second_letters[first] >> second & 1 && lexicon_has(word, LEXICON_ABBREVIATION);
}

/* Does the word before allow a glued number to be a reference mark? `dot`: a full stop stands between. */
static bool takes_reference(const struct folder *f, const struct token *p, bool dot)
{
	struct str word = { f->text.ptr + p->start, p->len };
	bool behind_number = p->flags & TOKEN_GLUED && p > f->v && !letter_token(p - 1);

	if (!letter_token(p) || (p->flags & TOKEN_SINGLE))
		return false;
	if (p->len < 2)
		return dot && behind_number; /* "1970s.12", but neither "p.5" nor "x1" */
	if (p->flags & TOKEN_PLAIN && is_abbreviation(word))
		return false;
	return !behind_number || dot;
}

/* Closing marks between a word and a number that is glued to them. */
static bool closing_gap(struct str s, size_t from, size_t to, bool *dot)
{
	while (from < to) {
		uint32_t c = utf8_next(s, &from);

		if (c == '.')
			*dot = true;
		else if (c != ',' && c != ';' && c != ':' && c != '!' && c != '?' && c != ')' && c != ']' && c != '*' &&
		         c != 0x2026 && !fold_is_quote_mark(c))
			return false;
	}
	return true;
}

static bool word_follows(const struct folder *f, size_t at)
{
	struct str s = f->text;
	uint32_t c;

	if (at >= f->limit)
		return false;
	if ((s.ptr[at] == '-' || s.ptr[at] == '.' || s.ptr[at] == '/' || s.ptr[at] == '_') && at + 1 < s.len)
		return class_of(s.ptr[at + 1]) == LETTER || class_of(s.ptr[at + 1]) == DIGIT;
	c = utf8_next(s, &at);
	return c == '%' || utf8_class(c) == UTF8_LETTER || utf8_class(c) == UTF8_NUMERAL;
}

/* Nothing but a minus sign, if anything, stands between the word and the superscript. */
static bool touches(const struct folder *f, size_t start)
{
	size_t at = f->prev_end;
	uint32_t c;

	if (at == start)
		return true;
	c = utf8_next(f->text, &at);
	return at == start && (c == '-' || c == 0x2212 || c == 0x2013);
}

/* "10-3", "12 km2", "9 m/s2": a power of the number or of the unit, set as a superscript. */
static bool is_exponent(const struct folder *f, const struct token *t)
{
	const struct token *p = &f->v[f->n - 1];
	size_t before;

	if (!touches(f, t->start))
		return false;
	if (!letter_token(p))
		return true;
	if (p->len > 2 || t->len > 2)
		return false;
	if (f->prev_end != t->start) /* "m s-1" */
		return true;
	if (f->n < 2)
		return false;
	if (p->start > 0 && f->text.ptr[p->start - 1] == '/')
		return true;
	before = token_end(p - 1);
	return !letter_token(p - 1) && !(p[-1].flags & TOKEN_REFERENCE) &&
	       str_trim(str_slice(f->text, before, p->start)).len == 0;
}

/* A number in superscripts before a word, with white space before it: a verse's. */
static bool before_word(const struct folder *f, const struct token *t)
{
	size_t at = t->start, end = token_end(t);

	if (end >= f->limit || utf8_class(utf8_next(f->text, &end)) != UTF8_LETTER)
		return false;
	return at == 0 || utf8_is_space(utf8_prev(f->text, &at));
}

bool folder_is_reference(const struct folder *f, const struct token *t, bool raised)
{
	const struct token *p = f->n > 0 ? &f->v[f->n - 1] : NULL;
	size_t end = token_end(t);
	bool dot = false;

	if (f->mark)
		return !p || !is_exponent(f, t);
	if (raised && before_word(f, t))
		return true;
	if (!p || (f->furniture && f->prev_end != t->start))
		return false;
	if ((f->text.ptr[t->start - 1] == '[' || p->flags & TOKEN_REFERENCE) &&
	    in_reference_bracket(f->text, t->start, end))
		return true;
	if (t->start - f->prev_end > 12 || word_follows(f, end))
		return false;
	if (raised) {
		/* an exponent is none: "m²", "5 km²" */
		if (p->len <= 2 && f->prev_end == t->start)
			return false;
		return letter_token(p) ? closing_gap(f->text, f->prev_end, t->start, &dot)
		                       : t->start > f->prev_end && closing_gap(f->text, f->prev_end, t->start, &dot);
	}
	if (!reference_digits(f->text.ptr + t->start, t->len) || !closing_gap(f->text, f->prev_end, t->start, &dot))
		return false;
	if (letter_token(p) ? takes_reference(f, p, dot) : !dot && t->start > f->prev_end + 1)
		return true;
	/* a second mark behind a first: "word.1,”2" */
	return p->flags & TOKEN_REFERENCE && t->start > f->prev_end;
}

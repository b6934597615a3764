#include "text/leading.h"

#include "base/utf8.h"
#include "text/fold_char.h"

enum {
	SYMBOL_LETTERS = 2,  /* of a chemical element */
	NEIGHBOUR_FAR = 400, /* tokens to the next mark of the same row */
	NEIGHBOUR_STEP = 9,  /* numbers that may be missing between the two: verses whose word is short */
	MARK_DIGITS = 3,
};

/* The mark's digits as a number, 0 when there are other characters in it. */
static unsigned mark_value(const struct fold *f, size_t i)
{
	char digits[8];
	size_t n = fold_word(f, i, digits, sizeof digits);
	unsigned value = 0;

	if (n > MARK_DIGITS)
		return 0;
	for (size_t k = 0; k < n; k++) {
		if (digits[k] < '0' || digits[k] > '9')
			return 0;
		value = value * 10 + (unsigned)(digits[k] - '0');
	}
	return value;
}

static bool opens(uint32_t c)
{
	return c == '(' || c == '[' || fold_is_quote_mark(c);
}

/* Nothing but what opens quotations stands between tokens i and i + 1. */
static bool glued(const struct fold *f, size_t i)
{
	size_t at = token_end(&f->v[i]), end = f->v[i + 1].start;

	while (at < end)
		if (!opens(utf8_next(f->text, &at)))
			return false;
	return true;
}

/* A mark with white space before it and a word glued to it. */
static bool stands_before_word(const struct fold *f, size_t i)
{
	size_t at = f->v[i].start;
	uint32_t c;

	if (!(f->v[i].flags & TOKEN_REFERENCE) || !(f->v[i].flags & TOKEN_NUMBER) || i + 1 >= f->n)
		return false;
	if (f->v[i + 1].flags & (TOKEN_NUMBER | TOKEN_SINGLE) || !glued(f, i))
		return false;
	if (at == 0)
		return true;
	c = utf8_prev(f->text, &at);
	return utf8_is_space(c) || opens(c);
}

static bool may_be_symbol(const struct token *t)
{
	return t->flags & TOKEN_CAPITAL && t->len <= SYMBOL_LETTERS;
}

/* Does token k belong to the row of marks that `value` is one of? Words only: isotopes stand side by side as well. */
static bool in_row(const struct fold *f, size_t k, unsigned value, bool before)
{
	unsigned other;

	if (!stands_before_word(f, k) || may_be_symbol(&f->v[k + 1]))
		return false;
	other = mark_value(f, k);
	return before ? other > 0 && other < value && value - other <= NEIGHBOUR_STEP
	              : other > value && other - value <= NEIGHBOUR_STEP;
}

enum leading leading_mark(const struct fold *f, size_t i)
{
	unsigned value;

	if (!stands_before_word(f, i))
		return LEADING_NONE;
	value = mark_value(f, i);
	if (value == 0)
		return LEADING_SYMBOL;
	if (!may_be_symbol(&f->v[i + 1]))
		return LEADING_NUMBER;
	for (size_t k = 1; k <= NEIGHBOUR_FAR; k++) {
		if (k <= i && in_row(f, i - k, value, true))
			return LEADING_NUMBER;
		if (i + k < f->n && in_row(f, i + k, value, false))
			return LEADING_NUMBER;
	}
	return LEADING_SYMBOL;
}

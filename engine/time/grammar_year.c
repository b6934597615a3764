#include "time/grammar.h"

#define YEAR_FIRST 1000
#define YEAR_LAST 2100

bool year_like(const struct token *t)
{
	return t->kind == TOKEN_NUMBER && t->digits == 4 && t->number >= YEAR_FIRST && t->number <= YEAR_LAST &&
	       !(t->flags & (TOKEN_GROUPED | TOKEN_ORDINAL | TOKEN_DECADE | TOKEN_ZERO));
}

/* BC, B.C., B.C.E., AD, A.D., CE */
static int parse_era(const struct grammar *g, int i, int *sign)
{
	const struct token *t = &g->t[i];

	if (is_class(g, i, CLASS_ERA)) {
		if (!(t->flags & TOKEN_UPPER) && !(is_number(g, i - 1) || is_class(g, i - 1, CLASS_UNIT)))
			return NO;
		*sign = t->value;
		return i + 1;
	}
	if (t->kind != TOKEN_WORD || t->end - t->start != 1 || !is_mark(g, i + 1, '.') || !is_glued(g, i + 1) ||
	    g->t[i + 2].kind != TOKEN_WORD || g->t[i + 2].end - g->t[i + 2].start != 1 || g->t[i + 2].gap > GAP_SPACE)
		return NO;
	if (is_word(g, i + 2, W_SHORTC))
		*sign = -1; /* b.c: the first letter is checked below */
	else
		*sign = 1;
	if (*sign < 0 && (t->class != CLASS_NONE || !(t->flags & TOKEN_UPPER)))
		return NO;
	if (*sign > 0 && (!is_word(g, i, W_A) || !(t->flags & TOKEN_UPPER) || g->t[i + 2].class != CLASS_NONE))
		return NO;
	i += 3;
	if (is_mark(g, i, '.') && is_glued(g, i)) {
		i++;
		if (g->t[i].kind == TOKEN_WORD && g->t[i].end - g->t[i].start == 1 && is_glued(g, i) &&
		    is_mark(g, i + 1, '.'))
			i += 2; /* B.C.E. */
	}
	return i;
}

static void set_year(struct spec *s, int32_t year, int sign)
{
	s->year = year;
	s->flags |= SPEC_YEAR | (sign < 0 ? SPEC_BC : 0) | (sign ? SPEC_ERA : 0);
}

/* 490 BC, AD 70, 1,200 BC */
static int year_with_era(const struct grammar *g, int i, struct spec *s)
{
	int sign = 0, j;

	if (is_number(g, i) && g->t[i].number > 0 && g->t[i].number <= 9999 &&
	    !(g->t[i].flags & (TOKEN_ORDINAL | TOKEN_DECADE))) {
		j = parse_era(g, i + 1, &sign);
		if (j == NO || g->t[i + 1].gap > GAP_LINE)
			return NO;
		set_year(s, g->t[i].number, sign);
		return j;
	}
	if (!is_class(g, i, CLASS_ERA) && !is_word(g, i, W_A))
		return NO;
	j = parse_era(g, i, &sign);
	if (j == NO || sign < 0 || !is_number(g, j) || g->t[j].number < 1 || g->t[j].number > YEAR_LAST ||
	    (g->t[j].flags & (TOKEN_ORDINAL | TOKEN_DECADE)))
		return NO;
	set_year(s, g->t[j].number, sign);
	return j + 1;
}

/* nineteen eighty-six, two thousand and five, seventeen hundred thirty three, nineteen zero one */
static int year_words(const struct grammar *g, int i, struct spec *s)
{
	int32_t v = 0, w = 0;
	int j, k;

	if (!is_class(g, i, CLASS_CARDINAL) || g->t[i].value == 0)
		return NO;
	j = parse_cardinal(g, i, &v);
	if (j == NO)
		return NO;
	if (v >= YEAR_FIRST && v <= YEAR_LAST && j > i + 1) {
		set_year(s, v, 0);
		return j;
	}
	if (v < 10 || v > 20)
		return NO;
	if ((is_class(g, j, CLASS_CARDINAL) && g->t[j].value == 0) || is_word(g, j, W_SHORT_O)) {
		k = j + 1;
		if (!is_class(g, k, CLASS_CARDINAL) || g->t[k].value < 1 || g->t[k].value > 9)
			return NO;
		set_year(s, v * 100 + g->t[k].value, 0);
		return k + 1;
	}
	k = parse_cardinal(g, j, &w);
	if (k == NO || w < 10 || w > 99)
		return NO;
	set_year(s, v * 100 + w, 0);
	return k;
}

static int short_year(const struct token *t, int32_t *year)
{
	if (t->kind != TOKEN_NUMBER || t->digits != 2 || (t->flags & (TOKEN_ORDINAL | TOKEN_DECADE)))
		return NO;
	*year = t->number + (t->number >= 50 ? 1900 : 2000);
	return 0;
}

/* '99 */
static int apostrophe_year(const struct grammar *g, int i, struct spec *s)
{
	int32_t y = 0;

	if (!is_mark(g, i, '\'') || !is_glued(g, i + 1) || short_year(&g->t[i + 1], &y) == NO ||
	    (is_glued(g, i) && g->t[i - 1].kind == TOKEN_WORD) || (is_mark(g, i + 2, '\'') && is_glued(g, i + 2)))
		return NO;
	set_year(s, y, 0);
	s->flags |= SPEC_SHORT_YEAR;
	return i + 2;
}

int parse_year(const struct grammar *g, int i, struct spec *s)
{
	int j = year_with_era(g, i, s);

	if (j != NO)
		return j;
	if (year_like(&g->t[i])) {
		if (is_mark(g, i + 1, '.') && is_glued(g, i + 1) && is_number(g, i + 2) && is_glued(g, i + 2) &&
		    !is_mark(g, i + 3, ':') && !footnote_behind(g, i))
			return NO; /* 1940.5 */
		set_year(s, g->t[i].number, 0);
		return i + 1;
	}
	j = apostrophe_year(g, i, s);
	if (j != NO)
		return j;
	return year_words(g, i, s);
}

/* The chain of digits and separators without a gap that holds token i. */
static int chain_numbers(const struct grammar *g, int i)
{
	int count = 1, from = i, to = i;

	while (count < 8 && is_glued(g, from) && g->t[from - 1].kind == TOKEN_MARK && is_glued(g, from - 1) &&
	       is_number(g, from - 2) && !is_mark(g, from - 1, '(') && !is_mark(g, from - 1, ')') &&
	       !is_mark(g, from - 1, '"') && !is_mark(g, from - 1, '\'')) {
		from -= 2;
		count++;
	}
	while (count < 8 && is_glued(g, to + 1) && g->t[to + 1].kind == TOKEN_MARK && is_number(g, to + 2) &&
	       is_glued(g, to + 2) && !is_mark(g, to + 1, '(') && !is_mark(g, to + 1, ')') &&
	       !is_mark(g, to + 1, '"') && !is_mark(g, to + 1, '\'')) {
		to += 2;
		count++;
	}
	return count;
}

/* Something glued to the left that makes digits a code, a price, a decimal. */
static bool glued_left(const struct grammar *g, int i)
{
	const struct token *p = &g->t[i - 1];

	if (!is_glued(g, i) || p->kind == TOKEN_END || i <= g->floor)
		return false;
	if (p->kind == TOKEN_WORD)
		return !is_word(g, i - 1, W_SHORTC) && !is_word(g, i - 1, W_CIRCA);
	if (p->kind == TOKEN_NUMBER)
		return true;
	switch (p->number) {
	case '(':
	case '[':
	case '"':
	case '\'':
	case MARK_EM_DASH:
	case ')':
	case ']':
	case ';':
	case '{':
	case '*':
	case '>':
		return false;
	case '-':
	case MARK_EN_DASH: /* mid-1990, 1960-1970; not B-1700 */
		return is_glued(g, i - 1) &&
		       !(g->t[i - 2].kind == TOKEN_WORD && g->t[i - 2].end - g->t[i - 2].start > 1) &&
		       !year_like(&g->t[i - 2]) &&
		       !(g->t[i - 2].kind == TOKEN_NUMBER && (g->t[i - 2].flags & TOKEN_DECADE)) &&
		       !is_mark(g, i - 2, ')');
	case '.':
		return !is_word(g, i - 2, W_SHORTC) && !is_word(g, i - 2, W_CIRCA) && !(g->t[i - 2].kind == TOKEN_WORD);
	case ',':
	case '/':
	case '~':
	case ':':
	case '?':
		return is_number(g, i - 2) && !year_like(&g->t[i - 2]);
	default:
		return true;
	}
}

static bool glued_right(const struct grammar *g, int i)
{
	const struct token *p = &g->t[i + 1];

	if (!is_glued(g, i + 1) || p->kind == TOKEN_END)
		return false;
	if (p->kind == TOKEN_WORD)
		return true;
	switch (p->number) {
	case '.':
	case ',':
		return is_number(g, i + 2) && is_glued(g, i + 2) && !footnote_behind(g, i);
	case ':':
		return is_number(g, i + 2) && is_glued(g, i + 2);
	case '%':
	case '$':
	case 0xb0:
	case '=':
	case '_':
	case '@':
	case '\\':
	case '+':
		return true;
	case '/':
		return !(year_like(&g->t[i + 2]) || (is_number(g, i + 2) && g->t[i + 2].digits <= 2));
	case '-':
		/* 2000-man, but 1969-born people are rare */
		return g->t[i + 2].kind == TOKEN_WORD && is_glued(g, i + 2) && !(g->t[i + 2].class != CLASS_NONE);
	default:
		return false;
	}
}

/* Words before a number that say it is a year. */
static bool year_cue(const struct grammar *g, int i)
{
	const struct token *p = &g->t[i - 1];

	if (p->kind == TOKEN_END)
		return true;
	if (p->kind == TOKEN_MARK)
		return p->number == '(' || p->number == '[';
	if (is_mark(g, i - 2, '-') && is_class(g, i - 3, CLASS_WORD))
		return true;
	if (p->word_flags & WORD_PREPOSITION)
		return !is_word(g, i - 1, W_BY) && !is_word(g, i - 1, W_TO) && !is_word(g, i - 1, W_FROM);
	return is_class(g, i - 1, CLASS_UNIT) || is_class(g, i - 1, CLASS_SEASON) || is_word(g, i - 1, W_EARLY) ||
	       is_word(g, i - 1, W_LATE) || is_word(g, i - 1, W_MID) || is_word(g, i - 1, W_CIRCA) ||
	       is_word(g, i - 1, W_SHORTC) || is_word(g, i - 1, W_FISCAL) || is_word(g, i - 1, W_UNCERTAIN);
}

static bool weak_cue(const struct grammar *g, int i)
{
	return is_word(g, i - 1, W_BY) || is_word(g, i - 1, W_TO) || is_word(g, i - 1, W_FROM) ||
	       is_word(g, i - 1, W_OF) || is_word(g, i - 1, W_ABOUT) || is_word(g, i - 1, W_AND) ||
	       is_word(g, i - 1, W_OR) || is_word(g, i - 1, W_FOR) || is_word(g, i - 1, W_EARLIER) ||
	       is_word(g, i - 1, W_LATER);
}

/* a counted noun: "men", "miles", and by their look plurals in small letters */
static bool counts_something(const struct grammar *g, int i)
{
	const struct token *t = &g->t[i];

	if (t->kind != TOKEN_WORD || t->gap == GAP_PARAGRAPH)
		return false;
	if (is_word(g, i, W_COUNTED) || is_class(g, i, CLASS_SCALE))
		return true;
	return t->class == CLASS_NONE && is_plain_word(g, i) && t->end - t->start > 3 &&
	       g->text.ptr[t->end - 1] == 's' && g->text.ptr[t->end - 2] != 's' && g->text.ptr[t->end - 2] != 'u' &&
	       g->text.ptr[t->end - 2] != 'i';
}

static bool counts_units(const struct grammar *g, int i)
{
	return is_class(g, i, CLASS_UNIT) && (g->t[i].word_flags & WORD_PLURAL);
}

int parse_bare_year(const struct grammar *g, int i, struct spec *s)
{
	const struct token *t = &g->t[i], *next = &g->t[i + 1];
	struct spec probe = *s;
	bool cue;
	int j = year_with_era(g, i, &probe);

	if (j != NO) {
		if (is_number(g, i) && glued_left(g, i) && !(is_dash(g, i - 1) && is_number(g, i - 2)))
			return NO;
		*s = probe;
		return j;
	}
	if (!year_like(t)) {
		j = apostrophe_year(g, i, s);
		if (j != NO && !year_cue(g, i) && !is_class(g, i - 1, CLASS_MONTH) && !is_word(g, i - 1, W_OF))
			return NO;
		if (j != NO)
			return j;
		j = year_words(g, i, s); /* nineteen ninety-six, spelt for the ear */
		return j != NO && j > i + 2 && s->year >= 1900 && s->year <= 2050 && is_class(g, i, CLASS_CARDINAL) &&
		                       g->t[i].value >= 19 && !is_class(g, j, CLASS_UNIT)
		               ? j
		               : NO;
	}
	if (glued_left(g, i) || glued_right(g, i) || (chain_numbers(g, i) > 2 && !footnote_behind(g, i)))
		return NO;
	if (is_word(g, i - 1, W_NUMBERED) || (is_mark(g, i - 1, '.') && is_word(g, i - 2, W_NO)) ||
	    is_word(g, i - 1, W_AT) || is_word(g, i + 1, W_STREET) || is_word(g, i + 2, W_STREET) ||
	    is_word(g, i + 3, W_STREET))
		return NO;
	if (is_number(g, i - 1) && t->gap <= GAP_SPACE && !year_like(&g->t[i - 1]) && i - 1 >= g->floor)
		return NO; /* a telephone number */
	cue = year_cue(g, i);
	if (counts_units(g, i + 1) || (!cue && !is_word(g, i - 1, W_THE) && counts_something(g, i + 1)))
		return NO;
	if (!cue && next->kind == TOKEN_WORD && next->gap != GAP_PARAGRAPH && is_plain_word(g, i + 1) &&
	    next->class == CLASS_NONE && !weak_cue(g, i) && !is_word(g, i - 1, W_THE) && t->number % 100 == 0)
		return NO; /* 2000 pieces */
	set_year(s, t->number, 0);
	return i + 1;
}

/* '90s */
static int apostrophe_decade(const struct grammar *g, int i, struct spec *s)
{
	const struct token *t = &g->t[i + 1];

	if (!is_mark(g, i, '\'') || !is_glued(g, i + 1) || !is_number(g, i + 1) || t->digits != 2 ||
	    !(t->flags & TOKEN_DECADE) || t->number % 10 != 0)
		return NO;
	set_year(s, 1900 + t->number, 0);
	return i + 2;
}

/* "the" and the like, without which two digits and "nineties" are a measure or an age */
static bool decade_cue(const struct grammar *g, int i)
{
	return is_word(g, i - 1, W_THE) || is_word(g, i - 1, W_EARLY) || is_word(g, i - 1, W_LATE) || is_mark(g, i - 1, '-');
}

/* 1990s, 1990 s, 490s BC, the 90s */
static int decade_of_digits(const struct grammar *g, int i, struct spec *s)
{
	const struct token *t = &g->t[i];
	bool spaced = year_like(t) && t->number % 10 == 0 && is_word(g, i + 1, W_SHORT_S) && g->t[i + 1].gap == GAP_SPACE;
	int j = spaced ? i + 2 : i + 1, sign = 0, k;

	if (!(t->flags & TOKEN_DECADE) && !spaced)
		return NO;
	if (t->number % 10 != 0 || t->digits > 4 || (t->flags & TOKEN_GROUPED))
		return NO;
	k = parse_era(g, j, &sign);
	if (k != NO && t->digits >= 2) {
		set_year(s, t->number, sign);
		return k;
	}
	if (t->digits == 2 && t->number >= 20) {
		if (!decade_cue(g, i))
			return NO;
		set_year(s, 1900 + t->number, 0);
		return j;
	}
	if (t->digits != 4 || t->number < YEAR_FIRST || t->number > YEAR_LAST || glued_left(g, i))
		return NO;
	set_year(s, t->number, 0);
	if (t->number % 100 == 0)
		s->flags |= SPEC_HUNDREDS;
	return j;
}

/* the nineties; not "in its nineties" */
static int decade_in_a_word(const struct grammar *g, int i, struct spec *s)
{
	if (!decade_cue(g, i) && !is_word(g, i - 1, W_IN) && !g->whole)
		return NO;
	if (is_word(g, i - 2, W_IN) && is_word(g, i - 1, W_ITS))
		return NO;
	set_year(s, 1900 + g->t[i].value, 0);
	return i + 1;
}

/* nineteen seventies, eighteen-hundreds, two thousands, twenty-tens */
static int decade_in_words(const struct grammar *g, int i, struct spec *s)
{
	int32_t v = g->t[i].value, of;
	int j = is_mark(g, i + 1, '-') && is_glued(g, i + 1) ? i + 2 : i + 1;

	if (!is_class(g, i, CLASS_CARDINAL) || v < 2 || v > 20 || !is_class(g, j, CLASS_DECADE))
		return NO;
	of = g->t[j].value;
	if (of == 1000 && v <= 2)
		set_year(s, v * 1000, 0);
	else if (of == 100 && v >= 10)
		set_year(s, v * 100, 0);
	else if (of < 100 && v >= 10)
		set_year(s, v * 100 + of, 0);
	else
		return NO;
	if (of >= 100)
		s->flags |= SPEC_HUNDREDS;
	return j + 1;
}

int parse_decade(const struct grammar *g, int i, struct spec *s)
{
	const struct token *t = &g->t[i];
	int j;

	s->form = FORM_DECADE;
	j = apostrophe_decade(g, i, s);
	if (j != NO)
		return j;
	if (is_number(g, i))
		return decade_of_digits(g, i, s);
	if (is_class(g, i, CLASS_DECADE) && t->value >= 20 && t->value <= 90)
		return decade_in_a_word(g, i, s);
	return decade_in_words(g, i, s);
}

/* 15th century, nineteenth-century, 2nd century BC, "17-19th Centuries" (the caller gives the first its noun) */
int parse_century(const struct grammar *g, int i, struct spec *s)
{
	int32_t v = 0;
	int j = parse_ordinal(g, i, &v), k, sign = 0;

	if (j == NO || v < 1 || v > 21)
		return NO;
	if (is_dash(g, j) && is_glued(g, j) && is_class(g, j + 1, CLASS_UNIT))
		j++;
	if (!is_class(g, j, CLASS_UNIT) || g->t[j].value != UNIT_CENTURY)
		return NO;
	j++;
	s->form = FORM_CENTURY;
	k = parse_era(g, j, &sign);
	if (k != NO)
		j = k;
	set_year(s, v, sign);
	return j;
}

#include "text/number.h"

#include <math.h>

#include "text/quantity_phrase.h"
#include "text/verb.h"

struct number_word {
	const char *word;
	double value;
	enum { WORD_UNIT, WORD_TEN, WORD_SCALE, WORD_ORDINAL, WORD_SHARE, WORD_VAGUE } kind;
};

/* English numerals; sorted. */
static const struct number_word words[] = {
	{ "billion", 1e9, WORD_SCALE }, { "billions", 1e9, WORD_VAGUE }, { "bln", 1e9, WORD_SCALE },
	{ "bn", 1e9, WORD_SCALE }, { "dozen", 12, WORD_SCALE }, { "dozens", 24, WORD_VAGUE },
	{ "eight", 8, WORD_UNIT }, { "eighteen", 18, WORD_UNIT }, { "eighteenth", 18, WORD_ORDINAL },
	{ "eighth", 8, WORD_ORDINAL }, { "eighths", 12.5, WORD_SHARE }, { "eighty", 80, WORD_TEN },
	{ "eleven", 11, WORD_UNIT }, { "eleventh", 11, WORD_ORDINAL }, { "fifteen", 15, WORD_UNIT },
	{ "fifteenth", 15, WORD_ORDINAL }, { "fifth", 5, WORD_ORDINAL }, { "fifths", 20, WORD_SHARE },
	{ "fiftieth", 50, WORD_ORDINAL }, { "fifty", 50, WORD_TEN }, { "first", 1, WORD_ORDINAL },
	{ "five", 5, WORD_UNIT }, { "fortieth", 40, WORD_ORDINAL }, { "forty", 40, WORD_TEN },
	{ "four", 4, WORD_UNIT }, { "fourteen", 14, WORD_UNIT }, { "fourteenth", 14, WORD_ORDINAL },
	{ "fourth", 4, WORD_ORDINAL }, { "fourths", 25, WORD_SHARE }, { "half", 50, WORD_SHARE },
	{ "half-dozen", 6, WORD_UNIT }, { "hundred", 100, WORD_SCALE }, { "hundreds", 100, WORD_VAGUE },
	{ "hundredth", 100, WORD_ORDINAL }, { "million", 1e6, WORD_SCALE }, { "millions", 1e6, WORD_VAGUE },
	{ "mln", 1e6, WORD_SCALE }, { "mn", 1e6, WORD_SCALE }, { "nine", 9, WORD_UNIT },
	{ "nineteen", 19, WORD_UNIT }, { "nineteenth", 19, WORD_ORDINAL }, { "ninety", 90, WORD_TEN },
	{ "ninth", 9, WORD_ORDINAL }, { "one", 1, WORD_UNIT }, { "quarter", 25, WORD_SHARE },
	{ "quarters", 25, WORD_SHARE }, { "scores", 40, WORD_VAGUE }, { "second", 2, WORD_ORDINAL },
	{ "seven", 7, WORD_UNIT }, { "seventeen", 17, WORD_UNIT }, { "seventeenth", 17, WORD_ORDINAL },
	{ "seventh", 7, WORD_ORDINAL }, { "seventy", 70, WORD_TEN }, { "six", 6, WORD_UNIT },
	{ "sixteen", 16, WORD_UNIT }, { "sixteenth", 16, WORD_ORDINAL }, { "sixth", 6, WORD_ORDINAL },
	{ "sixths", 100.0 / 6, WORD_SHARE }, { "sixty", 60, WORD_TEN }, { "ten", 10, WORD_UNIT },
	{ "tenth", 10, WORD_ORDINAL }, { "tenths", 10, WORD_SHARE }, { "third", 3, WORD_ORDINAL },
	{ "thirds", 100.0 / 3, WORD_SHARE }, { "thirteen", 13, WORD_UNIT }, { "thirteenth", 13, WORD_ORDINAL },
	{ "thirtieth", 30, WORD_ORDINAL }, { "thirty", 30, WORD_TEN }, { "thousand", 1e3, WORD_SCALE },
	{ "thousands", 1e3, WORD_VAGUE }, { "thousandth", 1000, WORD_ORDINAL }, { "three", 3, WORD_UNIT },
	{ "trillion", 1e12, WORD_SCALE }, { "trillions", 1e12, WORD_VAGUE }, { "twelfth", 12, WORD_ORDINAL },
	{ "twelve", 12, WORD_UNIT }, { "twentieth", 20, WORD_ORDINAL }, { "twenty", 20, WORD_TEN },
	{ "two", 2, WORD_UNIT },
};

static const struct number_word *find(struct str low)
{
	/* most words are none, and their first letter tells */
	const unsigned initials = 1u << ('b' - 'a') | 1u << ('d' - 'a') | 1u << ('e' - 'a') | 1u << ('f' - 'a') |
	                          1u << ('h' - 'a') | 1u << ('m' - 'a') | 1u << ('n' - 'a') | 1u << ('o' - 'a') |
	                          1u << ('q' - 'a') | 1u << ('s' - 'a') | 1u << ('t' - 'a');
	if (low.len < 2 || low.len > 11 || low.ptr[0] < 'a' || low.ptr[0] > 't' || !(initials >> (low.ptr[0] - 'a') & 1))
		return NULL;
	size_t lo = 0, hi = sizeof words / sizeof *words;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		/* two letters decide nearly all */
		int order = low.ptr[0] - words[mid].word[0];
		order = order != 0 ? order : low.ptr[1] - words[mid].word[1];
		order = order != 0 ? order : word_order(low, words[mid].word);
		if (order == 0)
			return &words[mid];
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

static const struct number_word *word_at(const struct prose *p, size_t i)
{
	return i < p->n && p->v[i].kind == PROSE_WORD ? find(p->v[i].low) : NULL;
}

/* "twenty-five" is one token. */
static bool small_word(const struct prose *p, size_t i, double *value)
{
	const struct number_word *w = word_at(p, i);
	if (w && (w->kind == WORD_UNIT || w->kind == WORD_TEN)) {
		*value = w->value;
		return true;
	}
	if (i >= p->n || p->v[i].kind != PROSE_WORD)
		return false;
	size_t hyphen = str_find_char(p->v[i].low, '-', 0);
	if (hyphen == SIZE_MAX)
		return false;
	const struct number_word *tens = find(str_slice(p->v[i].low, 0, hyphen));
	const struct number_word *units = find(str_slice(p->v[i].low, hyphen + 1, p->v[i].low.len));
	if (!tens || !units || tens->kind != WORD_TEN || units->kind != WORD_UNIT || units->value > 9)
		return false;
	*value = tens->value + units->value;
	return true;
}

/* Digits with separators. False for what is no number: 1.2.3, 12,34. */
static bool digits_value(struct str s, double *value, double *slack, bool *plain)
{
	double v = 0, scale = 1;
	size_t group = 0, zeros = 0, digits = 0;
	bool comma = false, dot = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == ',') {
			if (dot || (comma && group != 3) || group > 3)
				return false;
			comma = true;
			group = 0;
			continue;
		}
		if (c == '.') {
			if (dot || (comma && group != 3))
				return false;
			dot = true;
			group = 0;
			continue;
		}
		if (++digits > 15)
			return false;
		v = v * 10 + (c - '0');
		scale *= dot ? 10 : 1;
		zeros = c == '0' ? zeros + 1 : 0;
		group++;
	}
	if (comma && !dot && group != 3)
		return false;
	*value = v / scale;
	*slack = dot ? 0.5 / scale : zeros > 1 ? fmin(0.5 * pow(10, (double)zeros), 0.025 * v) : 0;
	*plain = !comma && !dot;
	return true;
}

static void apply_scale(struct amount *a, double scale)
{
	if (a->slack == 0 && scale >= 1e3 && a->plain)
		a->slack = fmin(0.5, 0.025 * a->value);
	a->value *= scale;
	a->slack *= scale;
	a->plain = false;
}

static bool article(const struct prose_token *t)
{
	return prose_is(t, "a") || prose_is(t, "an") || prose_is(t, "one");
}

/* By how much a number in words that ends in zeros may be off. */
static double round_slack(double value)
{
	double place = 1;
	while (value >= place * 10 && fmod(value, place * 10) == 0)
		place *= 10;
	return place >= 100 && value >= 1000 ? fmin(0.5 * place, 0.025 * value) : 0;
}

/* Words of a numeral behind one another: "three hundred and fifty thousand". */
static bool words_value(const struct prose *p, size_t *i, double *out)
{
	/* "a hundred and fifty", "one thousand" */
	const struct number_word *scale = article(&p->v[*i]) ? word_at(p, *i + 1) : NULL;
	bool any = scale && scale->kind == WORD_SCALE;
	double total = 0, group = any ? 1 : 0, value;
	size_t at = *i + any;
	for (;;) {
		const struct number_word *w = word_at(p, at);
		if (small_word(p, at, &value)) {
			if (any && group > 0 && !(group >= 20 && ((size_t)group % 10 == 0) && value < 10) &&
			    (size_t)group % 100 != 0)
				break;
			group += value;
		} else if (w && w->kind == WORD_SCALE && any) {
			if (w->value >= 1e3) {
				total += group * w->value;
				group = 0;
			} else {
				group *= w->value;
			}
		} else if (any && at + 1 < p->n && prose_is(&p->v[at], "and") && (size_t)(group + total) % 100 == 0 &&
		           total + group >= 100 && small_word(p, at + 1, &value)) {
			group += value;
			at++;
		} else {
			break;
		}
		any = true;
		at++;
	}
	*i = at;
	*out = total + group;
	return any;
}

/* "a third", "two thirds", "half", "three quarters": shares in percent. "the third" is an ordinal. */
static bool share_read(const struct prose *p, size_t i, struct amount *out)
{
	double count = 1;
	size_t at = i;
	if (article(&p->v[at]) && at + 1 < p->n)
		at++;
	else if (small_word(p, at, &count))
		at++;
	const struct number_word *w = word_at(p, at);
	if (!w)
		return false;
	double value = w->value;
	bool counted = at > i;
	if (w->kind == WORD_ORDINAL && counted && count == 1 && value >= 3)
		value = 100 / value;
	else if (w->kind != WORD_SHARE || (value < 50 && !counted))
		return false;
	if (at + 1 < p->n && prose_is(&p->v[at + 1], "a")) /* "half a dozen" is another matter */
		return false;
	/* a share is of something: "a third party", "half way" and "a quarter past" are none; "more than half" is */
	static const char *const whole[] = { "all", "her", "his", "its", "of", "our", "the", "their", "these", "this", "those" };
	bool compared = i > 0 && (prose_is(&p->v[i - 1], "than") || prose_is(&p->v[i - 1], "over"));
	if (at + 1 >= p->n || !(PROSE_IN(&p->v[at + 1], whole) || verb_finite(p->v[at + 1].low) ||
	                        (compared && p->v[at + 1].kind == PROSE_MARK)))
		return false;
	*out = (struct amount){ .value = count * value, .slack = 2, .end = at + 1, .share = true };
	return out->value <= 100.5;
}

/* "two-thirds", "three-quarters", "one-fifth": with a hyphen it is a share whatever stands behind it. */
static bool hyphened_share(const struct prose *p, size_t i, struct amount *out)
{
	struct str low = p->v[i].low;
	size_t hyphen = p->v[i].kind == PROSE_WORD ? str_find_char(low, '-', 0) : SIZE_MAX;
	if (hyphen == SIZE_MAX)
		return false;
	const struct number_word *count = find(str_slice(low, 0, hyphen));
	const struct number_word *part = find(str_slice(low, hyphen + 1, low.len));
	if (!count || !part || count->kind != WORD_UNIT || (part->kind != WORD_SHARE && part->kind != WORD_ORDINAL) ||
	    (part->kind == WORD_ORDINAL && (count->value > 1 || part->value < 3)))
		return false;
	double value = part->kind == WORD_ORDINAL ? 100 / part->value : count->value * part->value;
	*out = (struct amount){ .value = value, .slack = 2, .end = i + 1, .share = true };
	return value <= 100.5;
}

static bool vague_read(const struct prose *p, size_t i, struct amount *out)
{
	const struct number_word *w = word_at(p, i);
	if (!w || w->kind != WORD_VAGUE || (p->v[i].low.ptr[0] == 's' && !(i + 1 < p->n && prose_is(&p->v[i + 1], "of"))))
		return false; /* "scores" are dozens only with "of" */
	*out = (struct amount){ .value = w->value, .high = w->value * 20, .vague = true, .end = i + 1 };
	while (out->end + 1 < p->n && prose_is(&p->v[out->end], "of") && (w = word_at(p, out->end + 1)) != NULL &&
	       w->kind == WORD_VAGUE) {
		out->value *= w->value;
		out->high = out->value * 20;
		out->end += 2;
	}
	return true;
}

/* Can an amount start with this token at all? */
static bool may_start(const struct prose_token *t)
{
	if (t->kind != PROSE_WORD)
		return t->kind == PROSE_NUMBER;
	return (t->low.len < 4 && article(t)) || find(t->low) || str_find_char(t->low, '-', 0) != SIZE_MAX;
}

/* "$12m" and "12m new homes" are millions, "a 12m fence" and "12m high" are not. */
static bool short_million(const struct prose *p, size_t i)
{
	bool money = i > 0 && (p->v[i - 1].mark == '$' || p->v[i - 1].mark == 0x20AC || p->v[i - 1].mark == 0xA3);
	if (!prose_is(&p->v[i + 1], "m"))
		return false;
	for (size_t k = i + 2; k < p->n && k < i + 4 && p->v[k].kind == PROSE_WORD && !phrase_ends(&p->v[k]) && !money; k++)
		money = phrase_plural(p->v[k].low);
	return money;
}

/* "th" of "12th", and "th-minute" of "97th-minute" */
static bool ordinal_ending(const struct prose_token *t)
{
	static const char *const endings[] = { "nd", "rd", "st", "th" };
	struct str low = str_slice(t->low, 0, 2);
	return t->kind == PROSE_WORD && (t->low.len == 2 || (t->low.len > 3 && t->low.ptr[2] == '-')) &&
	       wordlist_has(endings, sizeof endings / sizeof *endings, low);
}

bool amount_read(const struct prose *p, size_t i, struct amount *out)
{
	*out = (struct amount){ .value = 0 };
	if (i >= p->n || !may_start(&p->v[i]))
		return false;
	if (vague_read(p, i, out) || hyphened_share(p, i, out) || share_read(p, i, out))
		return true;
	const struct number_word *w;
	size_t at = i;
	if (p->v[i].kind == PROSE_NUMBER) {
		if (!digits_value(p->v[i].low, &out->value, &out->slack, &out->plain))
			return false;
		at++;
		if (at < p->n && !p->v[at].spaced && ordinal_ending(&p->v[at])) {
			out->ordinal = true;
			out->end = at + 1;
			return true;
		}
		if (at < p->n && !p->v[at].spaced && (prose_is(&p->v[at], "k") || short_million(p, i))) {
			apply_scale(out, prose_is(&p->v[at], "m") ? 1e6 : 1e3);
			at++;
		}
	} else if (prose_is(&p->v[i], "half") && i + 2 < p->n && prose_is(&p->v[i + 1], "a") &&
	           (w = word_at(p, i + 2)) != NULL && w->kind == WORD_SCALE) {
		*out = (struct amount){ .value = w->value / 2 };
		at = i + 3;
	} else if (words_value(p, &at, &out->value)) {
		out->slack = round_slack(out->value);
		w = word_at(p, at);
		if (at == i + 1 && w && (w->kind == WORD_SHARE || w->kind == WORD_ORDINAL) && out->value == 1)
			return false;
	} else if ((w = word_at(p, i)) != NULL && w->kind == WORD_ORDINAL) {
		*out = (struct amount){ .value = w->value, .ordinal = true };
		at = i + 1;
	} else {
		return false;
	}
	if (out->value < 1000 && at + 2 < p->n && prose_is(&p->v[at], "and") && prose_is(&p->v[at + 1], "a") &&
	    prose_is(&p->v[at + 2], "half")) { /* "two and a half million" */
		out->value += 0.5;
		out->plain = false;
		at += 3;
	}
	while ((w = word_at(p, at)) != NULL && w->kind == WORD_SCALE) {
		apply_scale(out, w->value);
		at++;
	}
	out->end = at;
	return true;
}

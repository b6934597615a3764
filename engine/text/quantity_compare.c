/* Whether two quantities speak of the same thing, and of the same amount of it. */
#include "text/quantity_compare.h"

#include <math.h>

#include "text/number.h"
#include "text/quantity_phrase.h"
#include "text/quantity_unit.h"
#include "text/verb.h"

enum { DERIVED = 24 }; /* numbers whose sums and differences are looked at */

/* How far "about" reaches: little for a number of many digits. */
static double about(double value, bool claim)
{
	double place = 1;
	while (value >= place * 10 && fmod(value, place * 10) == 0)
		place *= 10;
	double digits = value > 0 ? place / value : 0;
	return claim ? fmax(0.02, fmin(0.12, 6 * digits)) : fmax(0.01, fmin(0.05, digits));
}

/* What the writer of a claim, or of a source, allows by a number and its hedge. */
static void interval(const struct quantity *q, bool claim, double *lo, double *hi)
{
	double v = q->value;
	*lo = v - q->slack;
	*hi = v + q->slack;
	switch (q->bound) {
	case BOUND_EXACT:
		break;
	case BOUND_ABOUT:
		*lo = fmin(*lo, v * (1 - about(v, claim)));
		*hi = fmax(*hi, v * (1 + about(v, claim)));
		break;
	case BOUND_NEARLY:
		*lo = v * 0.9;
		*hi = v;
		break;
	case BOUND_ABOVE:
		*lo = v;
		*hi = claim ? v * 5 : v * 1.03;
		break;
	case BOUND_BELOW:
	case BOUND_UP_TO:
		*lo = !claim ? v / 2 : q->bound == BOUND_BELOW ? v / 3 : 0.7 * v;
		*hi = v;
		break;
	case BOUND_BETWEEN:
		*lo = v;
		*hi = q->high;
		break;
	}
}

static bool near(double a, double b, double slack)
{
	return fabs(a - b) <= slack + 1e-9 * (fabs(a) + fabs(b) + 1);
}

/* "more than" against "nearly" or "fewer than" of one number. */
static bool contradict(enum quantity_bound claim, enum quantity_bound source)
{
	if (claim == BOUND_ABOVE || source == BOUND_ABOVE) {
		enum quantity_bound other = claim == BOUND_ABOVE ? source : claim;
		return other == BOUND_BELOW || other == BOUND_UP_TO || other == BOUND_NEARLY;
	}
	return false;
}

static bool amounts_meet(const struct quantity *claim, const struct quantity *source)
{
	double a, b, c, d, slack = fmax(claim->slack, source->slack);
	bool ranges = claim->bound == BOUND_BETWEEN, ranged = source->bound == BOUND_BETWEEN;
	if (claim->kind == QUANTITY_SCORE)
		return (claim->value == source->value && claim->high == source->high) ||
		       (claim->value == source->high && claim->high == source->value);
	if (ranges && ranged)
		return near(claim->value, source->value, slack) && near(claim->high, source->high, slack);
	if (claim->bound == BOUND_UP_TO && (ranged || source->bound == BOUND_UP_TO))
		return near(claim->value, ranged ? source->high : source->value, slack);
	if (claim->bound == source->bound && claim->bound == BOUND_ABOVE)
		return claim->value <= source->value + slack && claim->value >= 0.8 * source->value;
	if (claim->bound == source->bound && claim->bound == BOUND_BELOW)
		return claim->value >= source->value - slack && claim->value <= 1.25 * source->value;
	if (claim->value == source->value && !ranges)
		return !contradict(claim->bound, source->bound);
	interval(claim, true, &a, &b);
	interval(source, false, &c, &d);
	double grain = 1e-9 * (fabs(a) + fabs(c) + 1);
	return a <= d + grain && c <= b + grain;
}

bool quantity_stem(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len, same = 0;
	if (a.ptr[0] != b.ptr[0] || n < 2)
		return false;
	while (same < n && a.ptr[same] == b.ptr[same])
		same++;
	size_t longest = a.len > b.len ? a.len : b.len;
	return same == longest || (same >= 4 && longest - same <= 3) || (same >= 3 && longest - same <= 1);
}

static bool has_modifier(const struct quantity *q, struct str word)
{
	for (size_t i = 0; i < q->n_modifiers; i++) {
		if (str_eq(q->modifiers[i], word) || (word.len > 6 && q->modifiers[i].len > 6 && quantity_stem(q->modifiers[i], word)))
			return true;
	}
	return false;
}

/* Adjectives that tell nothing apart. Sorted. */
static bool is_weightless(struct str word)
{
	static const char *const words[] = {
		"additional", "all", "different", "entire", "extra", "full", "further", "more", "new", "other", "separate",
		"single", "so-called", "such", "total", "whole",
	};
	return wordlist_has(words, sizeof words / sizeof *words, word);
}

/* Nouns that count what stands behind their "of". Sorted. */
static bool is_transparent(struct str word)
{
	static const char *const words[] = {
		"bit", "class", "form", "group", "kind", "lot", "number", "pair", "part", "piece", "set", "side", "sort", "type",
		"variety",
	};
	return wordlist_has(words, sizeof words / sizeof *words, word);
}

/* Is it the same noun, or a part of the same noun phrase: "33 council members", "33 members", "12 family units",
 * "12 families"? */
enum sameness { SAME_NOT, SAME_LOOSELY, SAME_NOUN };
static enum sameness same_thing(const struct quantity *claim, const struct quantity *source)
{
	if (claim->single || (source->single && (claim->value < 2 || !str_eq(claim->unit, source->unit))))
		return SAME_NOT;
	if (claim->kind != source->kind) { /* "at eight years" and "eight years old" */
		bool years = source->kind == QUANTITY_AGE && str_is(claim->unit, "year");
		return years || (claim->kind == QUANTITY_AGE && str_is(source->unit, "year") && claim->value == source->value)
		               ? SAME_LOOSELY
		               : SAME_NOT;
	}
	if (str_eq(claim->unit, source->unit) && (claim->unit.len > 0 || claim->kind != QUANTITY_COUNT))
		return SAME_NOUN;
	if (claim->kind != QUANTITY_COUNT && claim->kind != QUANTITY_RANK)
		return SAME_NOT;
	if (claim->kind == QUANTITY_COUNT && (claim->unit.len == 0 || source->unit.len == 0))
		return SAME_LOOSELY; /* of what, the rest of the sentence must tell */
	return has_modifier(source, claim->unit) || has_modifier(claim, source->unit) ? SAME_LOOSELY : SAME_NOT;
}

bool quantity_unit_changed(const struct quantity *claim, const struct quantity *source)
{
	enum unit_dimension d = unit_dimension(source->unit);
	if (claim->value != source->value || claim->bound == BOUND_BETWEEN || source->bound == BOUND_BETWEEN)
		return false;
	if (claim->kind == QUANTITY_SHARE && source->kind == QUANTITY_MEASURE)
		return d == UNIT_POINT && source->named;
	return claim->kind == QUANTITY_MEASURE && source->kind == QUANTITY_MEASURE && claim->value > 1 && d != UNIT_NONE &&
	       d != UNIT_OTHER && d != UNIT_POINT && unit_dimension(claim->unit) == d && !str_eq(claim->unit, source->unit);
}

enum quantity_relation quantity_compare(const struct quantity *claim, const struct quantity *source)
{
	enum sameness same = same_thing(claim, source);
	if (same == SAME_NOT)
		return quantity_unit_changed(claim, source) ? QUANTITY_DIFFERS : QUANTITY_APART;
	bool of_differs = claim->of.len > 0 && source->of.len > 0 && !str_eq(claim->of, source->of);
	bool missing = same == SAME_LOOSELY || claim->part != source->part;
	if (amounts_meet(claim, source))
		return QUANTITY_AGREES;
	for (size_t i = 0; i < claim->n_modifiers; i++)
		missing = missing || (!has_modifier(source, claim->modifiers[i]) && !is_weightless(claim->modifiers[i]));
	if (is_transparent(claim->unit) && claim->kind == QUANTITY_COUNT)
		missing = missing || (claim->of.len == 0) != (source->of.len == 0);
	return of_differs ? QUANTITY_APART : missing ? QUANTITY_UNCLEAR : QUANTITY_DIFFERS;
}

struct quantity quantity_end(const struct quantity *q, bool high)
{
	struct quantity end = *q;
	end.bound = BOUND_EXACT;
	end.value = high ? q->high : q->value;
	end.path = false;
	return end;
}

bool quantities_give(const struct quantities *list, const struct quantity *q)
{
	bool given = false, denied = false;
	for (size_t i = 0; i < list->n; i++) {
		const struct quantity *other = &list->v[i];
		bool agrees = quantity_compare(q, other) == QUANTITY_AGREES;
		if (agrees && other->value == q->value)
			return true;
		given = given || agrees;
		/* "more than 16" against "nearly 16": whatever else is more than 16 */
		denied = denied || (same_thing(q, other) == SAME_NOUN && other->value == q->value && contradict(q->bound, other->bound));
	}
	return given && !denied;
}

/* Does the text speak of what is left: "the other", "not"? */
static bool tells_rest(const struct prose *p)
{
	static const char *const words[] = {
		"against", "beyond", "except", "other", "others", "outside", "remainder", "remained", "remaining", "remains", "rest",
		"unlike",
	};
	for (size_t i = 0; i < p->n; i++) {
		if (PROSE_IN(&p->v[i], words) || prose_negates(&p->v[i]))
			return true;
	}
	return false;
}

bool quantities_derive(const struct quantities *list, const struct quantity *q, const struct prose *claim)
{
	size_t n = list->n < DERIVED ? list->n : DERIVED;
	double sum = 0;
	size_t terms = 0;
	for (size_t i = 0; i < n; i++) {
		const struct quantity *x = &list->v[i];
		if (x->kind != q->kind || x->single || (x->kind == QUANTITY_MEASURE && !str_eq(x->unit, q->unit)) ||
		    (x->kind == QUANTITY_COUNT && x->unit.len == 0))
			continue;
		sum += x->value;
		terms++;
		if (q->kind == QUANTITY_SHARE && x->value != q->value && near(100 - x->value, q->value, 0) && tells_rest(claim))
			return true;
		for (size_t k = 0; k < i; k++) {
			const struct quantity *y = &list->v[k];
			if (y->kind != x->kind || (x->kind == QUANTITY_MEASURE && !str_eq(y->unit, x->unit)) ||
			    (y->kind == QUANTITY_COUNT && y->unit.len == 0))
				continue;
			if (near(x->value + y->value, q->value, 0) ||
			    (str_eq(y->unit, x->unit) && near(fabs(x->value - y->value), q->value, 0)))
				return true;
		}
	}
	return terms > 2 && near(sum, q->value, 0);
}

static size_t kin(const struct quantities *list, const struct quantity *q)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += quantity_compare(q, &list->v[i]) != QUANTITY_APART;
	return n;
}

bool quantities_agree(const struct quantities *list, const struct quantity *q)
{
	if (q->path) {
		struct quantity low = quantity_end(q, false), high = quantity_end(q, true);
		bool from = quantities_give(list, &low), to = quantities_give(list, &high);
		/* one end is right, and another amount stands beside it: that is the other end */
		if (from != to && kin(list, q) > 1)
			return false;
	}
	return quantities_give(list, q);
}

bool quantities_take(const struct quantities *claim, const struct quantity *source)
{
	for (size_t i = 0; i < claim->n; i++) {
		const struct quantity *q = &claim->v[i];
		struct quantity low = quantity_end(q, false), high = quantity_end(q, true);
		bool apart = q->path && source->bound != BOUND_BETWEEN;
		if (apart ? quantity_compare(&low, source) == QUANTITY_AGREES || quantity_compare(&high, source) == QUANTITY_AGREES
		          : quantity_compare(q, source) == QUANTITY_AGREES)
			return true;
	}
	return false;
}

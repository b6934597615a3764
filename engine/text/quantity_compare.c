/* Whether two quantities speak of the same thing, and of the same amount of it. */
#include "text/quantity.h"

#include <math.h>

#include "text/number.h"
#include "text/quantity_phrase.h"
#include "text/quantity_unit.h"
#include "text/verb.h"

enum {
	BESIDE = 14, /* words to either side of a number that tell it apart */
	NEAR = 8,    /* and where another's name makes it another's */
	DERIVED = 24, /* numbers whose sums and differences are looked at */
};

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

/* Two forms of one word, by what they begin with: "raised", "raising"; "Republican", "Republicans". */
static bool same_stem(struct str a, struct str b)
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
		if (str_eq(q->modifiers[i], word) || (word.len > 6 && q->modifiers[i].len > 6 && same_stem(q->modifiers[i], word)))
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

/* The same number in another unit of the same dimension: "12 hours" for "12 minutes", "$5m" for "£5m", "3 percent" for
 * "3 percentage points". */
static bool unit_changed(const struct quantity *claim, const struct quantity *source)
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
		return unit_changed(claim, source) ? QUANTITY_DIFFERS : QUANTITY_APART;
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

/* Either end of "from 30 to 40", against a range or one amount. */
static struct quantity path_end(const struct quantity *q, bool high)
{
	struct quantity end = *q;
	end.bound = BOUND_EXACT;
	end.value = high ? q->high : q->value;
	end.path = false;
	return end;
}

static bool gives(const struct quantities *list, const struct quantity *q)
{
	for (size_t i = 0; i < list->n; i++) {
		if (quantity_compare(q, &list->v[i]) == QUANTITY_AGREES)
			return true;
	}
	return false;
}

/* Two numbers of the same thing whose sum or difference the claim's is; of a share, what is left of the whole. */
bool quantities_derive(const struct quantities *list, const struct quantity *q)
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
		if (q->kind == QUANTITY_SHARE && x->value != q->value && near(100 - x->value, q->value, 0))
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
		struct quantity low = path_end(q, false), high = path_end(q, true);
		bool from = gives(list, &low), to = gives(list, &high);
		/* one end is right, and another amount stands beside it: that is the other end */
		if (from != to && kin(list, q) > 1)
			return false;
	}
	return gives(list, q);
}

bool quantities_take(const struct quantities *claim, const struct quantity *source)
{
	for (size_t i = 0; i < claim->n; i++) {
		const struct quantity *q = &claim->v[i];
		struct quantity low = path_end(q, false), high = path_end(q, true);
		bool apart = q->path && source->bound != BOUND_BETWEEN;
		if (apart ? quantity_compare(&low, source) == QUANTITY_AGREES || quantity_compare(&high, source) == QUANTITY_AGREES
		          : quantity_compare(q, source) == QUANTITY_AGREES)
			return true;
	}
	return false;
}

/* What tells a number apart: nouns, verbs and names beside it, and years. */
static bool is_content(const struct prose_token *t)
{
	static const char *const small[] = {
		"also", "been", "from", "have", "into", "more", "most", "only", "over", "said", "some", "such", "than", "that",
		"their", "them", "then", "there", "these", "they", "this", "were", "when", "which", "will", "with", "would",
	};
	if (t->kind == PROSE_NUMBER)
		return t->low.len == 4 && (t->low.ptr[0] == '1' || t->low.ptr[0] == '2');
	return t->kind == PROSE_WORD && (t->low.len > 3 || (t->capital && t->low.len > 1 && (!t->first || t->capitals))) &&
	       !PROSE_IN(t, small);
}

/* How far the word is from the quantity; "and", a comma or another break puts it further. */
static size_t gap(const struct prose *p, size_t word, const struct quantity *q)
{
	size_t from = word < q->from ? word : q->to, to = word < q->from ? q->from : word, n;
	if (word >= q->from && word < q->to)
		return 0;
	n = to - from + 1;
	for (size_t i = from; i < to && i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		if (prose_is(t, "and") || prose_is(t, "but") || prose_is(t, "while") || prose_mark(t, ',') || prose_mark(t, ';'))
			n += 2;
		if (t->first && i > from)
			n += 8;
	}
	return n;
}

/* Which quantity of the list the word at `at` stands nearest to. */
static size_t nearest(const struct quantities *list, size_t at, size_t *distance)
{
	size_t found = SIZE_MAX;
	*distance = SIZE_MAX;
	for (size_t i = 0; i < list->n; i++) {
		const struct quantity *q = &list->v[i];
		if (at + BESIDE < q->from || at > q->to + BESIDE)
			continue;
		size_t n = gap(list->p, at, q);
		if (n < *distance) {
			*distance = n;
			found = i;
		}
	}
	return found;
}

/* For every quantity of `list`, how many words that stand by claim->v[i] stand nearest to it. */
static void score(const struct quantities *claim, size_t i, const struct quantities *list, unsigned *points)
{
	const struct quantity *q = &claim->v[i];
	size_t from = q->from > BESIDE ? q->from - BESIDE : 0, distance, first, last;
	if (list->n == 0)
		return;
	first = list->v[0].from > BESIDE ? list->v[0].from - BESIDE : 0;
	last = list->v[list->n - 1].to + BESIDE;
	for (size_t w = from; w < claim->p->n && w < q->to + BESIDE; w++) {
		const struct prose_token *word = &claim->p->v[w];
		size_t best = SIZE_MAX, best_at = SIZE_MAX;
		if (!is_content(word) || (w >= q->from && w < q->to && q->kind != QUANTITY_COUNT) ||
		    nearest(claim, w, &distance) != i)
			continue;
		for (size_t s = first; s < list->p->n && s < last; s++) {
			if (!is_content(&list->p->v[s]) || !same_stem(word->low, list->p->v[s].low))
				continue;
			size_t k = nearest(list, s, &distance);
			if (k != SIZE_MAX && distance < best) {
				best = distance;
				best_at = k;
			}
		}
		if (best_at != SIZE_MAX)
			points[best_at] += word->capital && !word->first ? 2 : 1;
	}
}

/* What stands by a quantity of the claim, in the sentence of another. */
struct company {
	unsigned words;   /* that tell the quantity apart */
	unsigned shared;  /* of them, with a name counted twice */
	unsigned names;   /* among the words */
	unsigned known;   /* of the names, those the other sentence has */
	unsigned strange; /* names of the other sentence */
};

/* A name or a year. */
static bool is_name(const struct prose_token *t)
{
	if (t->kind == PROSE_NUMBER)
		return is_content(t);
	return t->kind == PROSE_WORD && t->capital && !t->first && t->low.len > 2;
}

static struct span sentence_of(const struct prose *p, const struct quantity *q)
{
	size_t start = q->from, end = q->to;
	while (start > 0 && q->from - start < 2 * BESIDE && !p->v[start].first)
		start--;
	while (end < p->n && end - q->to < 2 * BESIDE && !p->v[end].first)
		end++;
	return (struct span){ start, end };
}

/* Does the word stand in the text around the quantity? */
static bool stands_in(const struct prose *p, const struct quantity *q, struct str low)
{
	enum { AROUND = 120 };
	for (size_t i = q->from > AROUND ? q->from - AROUND : 0; i < p->n && i < q->to + AROUND; i++) {
		if (p->v[i].kind != PROSE_MARK && str_eq(p->v[i].low, low))
			return true;
	}
	return false;
}

static struct company company(const struct quantities *claim, size_t i, const struct prose *p, const struct quantity *q)
{
	const struct quantity *own = &claim->v[i];
	struct span sentence = sentence_of(p, q);
	struct company c = { 0 };
	size_t distance;
	for (size_t w = own->from > BESIDE ? own->from - BESIDE : 0; w < claim->p->n && w < own->to + BESIDE; w++) {
		const struct prose_token *word = &claim->p->v[w];
		if (!is_content(word) || (w >= own->from && w < own->to) || nearest(claim, w, &distance) != i)
			continue;
		unsigned most = 0;
		for (size_t s = sentence.start; s < sentence.end && most < 2; s++) {
			const struct prose_token *t = &p->v[s];
			if (is_content(t) && same_stem(word->low, t->low))
				most = is_name(t) ? 2 : most > 1 ? most : 1;
		}
		c.words++;
		c.shared += most;
		c.names += is_name(word);
		c.known += is_name(word) && (most > 0 || stands_in(p, q, word->low));
	}
	for (size_t s = sentence.start; s < sentence.end; s++)
		c.strange += s + NEAR >= q->from && s < q->to + NEAR && is_name(&p->v[s]);
	return c;
}

/* Is the claim about what the other sentence is about? One that says more must share more with it, and of two that
 * name somebody one name must be the same. */
static bool is_about(const struct company *c, bool known)
{
	if (c->names > 0 && c->strange > 0 && c->known == 0)
		return false;
	return known || c->shared >= c->words / 5;
}

static bool same_value_beside(const struct quantities *list, const struct quantity *q)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].value == q->value)
			return true;
	}
	return false;
}

/* Who miswrites a number gets a digit or its scale wrong: 340 for 430, a million for a billion. What is further off is
 * another thing's. */
static bool is_slip(double a, double b)
{
	const double most = 12;
	double low = fmin(a, b), high = fmax(a, b);
	if (low <= 0 || high <= most * low)
		return true;
	double power = log10(high / low);
	return fabs(power - round(power)) < 0.02;
}

/* A bare number is of the other's thing where its sentence names that before it: "visitors rose from 5,000 to 6,000". Two
 * bare ones are of the same where the same words stand by them. */
static bool names_thing(const struct quantities *claim, const struct quantity *q, const struct quantities *list,
                        const struct quantity *other, unsigned points)
{
	bool bare = q->unit.len == 0;
	const struct prose *p = bare ? claim->p : list->p;
	const struct quantity *number = bare ? q : other;
	struct str thing = bare ? other->unit : q->unit;
	if (q->kind != QUANTITY_COUNT || (q->unit.len > 0 && other->unit.len > 0))
		return true;
	if (thing.len == 0)
		return points > 0;
	for (size_t i = number->from; i > 0 && number->from - i < 2 * BESIDE; i--) {
		if (p->v[i - 1].kind == PROSE_WORD && (same_stem(thing, p->v[i - 1].low) ||
		                                       (str_is(thing, "person") && prose_is(&p->v[i - 1], "people"))))
			return true;
		if (p->v[i - 1].first)
			break;
	}
	return false;
}

static const struct quantity *choose(const struct quantities *claim, size_t i, const struct quantities *list,
                                     const bool *taken)
{
	enum { MOST = 256 };
	const struct quantity *q = &claim->v[i], *found = NULL;
	unsigned points[MOST] = { 0 }, best = 0;
	size_t rivals = 0, equal = 0, n = list->n < MOST ? list->n : MOST;
	struct quantities first = { list->p, list->v, n };
	bool any = false;
	for (size_t k = 0; k < n && !any; k++)
		any = !taken[k] && quantity_compare(q, &list->v[k]) != QUANTITY_APART;
	if (!any)
		return NULL;
	score(claim, i, &first, points);
	for (size_t k = 0; k < n; k++) {
		enum quantity_relation r = quantity_compare(q, &list->v[k]);
		if (r == QUANTITY_APART || taken[k] || !is_slip(q->value, list->v[k].value) || !names_thing(claim, q, list, &list->v[k], points[k]))
			continue;
		unsigned mark = 4 * points[k] + (r == QUANTITY_DIFFERS ? 2 : 0) +
		                (list->v[k].n_modifiers == q->n_modifiers && list->v[k].bound == q->bound);
		rivals++;
		equal = mark == best ? equal + 1 : mark > best ? 1 : equal;
		if (mark > best || !found) {
			best = mark;
			found = &list->v[k];
		}
	}
	if (!found)
		return NULL;
	bool exact = quantity_compare(q, found) == QUANTITY_DIFFERS;
	unsigned beside = points[found - list->v];
	if (!exact && (beside == 0 || equal > 1 || same_value_beside(list, q)))
		return NULL;
	if (rivals > 1 && (equal > 1 || beside == 0) && q->kind != QUANTITY_COUNT)
		return NULL;
	bool generic = q->kind != QUANTITY_COUNT && q->kind != QUANTITY_RANK, known = false;
	for (size_t k = 0; k < n; k++)
		known = known || taken[k];
	struct company c = company(claim, i, list->p, found);
	if (found->kind != QUANTITY_COUNT && found->value <= 12 && unit_changed(q, found) && c.shared < 2)
		return NULL; /* small numbers meet by accident */
	return !is_about(&c, known || !generic) ? NULL : found;
}

const struct quantity *quantities_rival(const struct quantities *claim, size_t i, const struct quantities *list,
                                        const bool *taken)
{
	if (!claim->v[i].path)
		return choose(claim, i, list, taken);
	/* "from 30 to 50" for "from 30 members to 40 members" */
	struct quantity ends[2] = { path_end(&claim->v[i], false), path_end(&claim->v[i], true) };
	for (int k = 0; k < 2; k++) {
		struct quantities one = { claim->p, &ends[k], 1 };
		const struct quantity *other = gives(list, &ends[k]) ? NULL : choose(&one, 0, list, taken);
		if (other)
			return other;
	}
	return choose(claim, i, list, taken);
}

bool quantities_nearer(const struct quantities *claim, size_t i, const struct prose *p, const struct quantity *rival,
                       const struct quantities *around)
{
	unsigned mine = company(claim, i, p, rival).shared;
	if (claim->v[i].path || mine < 2)
		return false;
	for (size_t k = 0; k < around->n; k++) {
		if (quantity_compare(&claim->v[i], &around->v[k]) == QUANTITY_AGREES &&
		    company(claim, i, around->p, &around->v[k]).shared + 2 > mine)
			return false;
	}
	return true;
}

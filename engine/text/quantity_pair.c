/* Which quantity of the source the claim's one is to be compared with: the one that the same words stand by. */
#include <math.h>

#include "text/quantity_compare.h"
#include "text/verb.h"

enum {
	BESIDE = 14, /* words to either side of a number that tell it apart */
	NEAR = 8,    /* and where another's name makes it another's */
};

/* What tells a number apart: nouns, verbs and names beside it, and years. */
static bool is_content(const struct prose_token *t)
{
	static const char *const small[] = {
		"about", "above", "after", "again", "all", "almost", "also", "and", "any", "approximately", "are",
		"around", "been", "before", "being", "below", "between", "both", "but", "can", "could", "did",
		"does", "done", "each", "estimated", "even", "fewer", "for", "from", "got", "had", "has", "have",
		"her", "here", "him", "his", "how", "into", "its", "just", "least", "less", "many", "may", "might",
		"more", "most", "much", "must", "nearly", "nor", "not", "now", "off", "once", "one", "only", "our",
		"out", "over", "own", "per", "perhaps", "roughly", "said", "say", "set", "she", "should", "since",
		"six", "some", "still", "such", "ten", "than", "that", "the", "their", "them", "then", "there",
		"these", "they", "this", "too", "two", "under", "until", "upon", "use", "very", "was", "way", "were",
		"what", "when", "where", "which", "while", "who", "why", "will", "with", "would", "yet", "you",
		"your",
	};
	if (t->kind == PROSE_NUMBER)
		return t->low.len == 4 && (t->low.ptr[0] == '1' || t->low.ptr[0] == '2');
	return t->kind == PROSE_WORD && (t->low.len > 2 || (t->capital && t->low.len > 1 && (!t->first || t->capitals))) &&
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

/* The first quantity of the list, which is in order, that ends near `at` or behind it. */
static size_t first_near(const struct quantities *list, size_t at)
{
	size_t lo = 0, hi = list->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (list->v[mid].to + BESIDE < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Which quantity of the list, of those that `kin` names, the word at `at` stands nearest to. */
static size_t nearest(const struct quantities *list, const bool *kin, size_t at, size_t *distance)
{
	size_t found = SIZE_MAX;
	*distance = SIZE_MAX;
	for (size_t i = first_near(list, at); i < list->n && list->v[i].from <= at + BESIDE; i++) {
		if (kin && !kin[i])
			continue;
		size_t n = gap(list->p, at, &list->v[i]);
		if (n < *distance) {
			*distance = n;
			found = i;
		}
	}
	return found;
}

/* A word that stands by the claim's quantity, and where the source has it nearest to one of its own. */
struct mark {
	const struct prose_token *word;
	size_t distance, at;
};

static size_t collect(const struct quantities *claim, size_t i, struct mark *marks, size_t most)
{
	const struct quantity *q = &claim->v[i];
	size_t n = 0, distance;
	for (size_t w = q->from > BESIDE ? q->from - BESIDE : 0; w < claim->p->n && w < q->to + BESIDE && n < most; w++) {
		bool own = w >= q->from && w < q->to;
		if (!is_content(&claim->p->v[w]) || (own && q->kind != QUANTITY_COUNT) || nearest(claim, NULL, w, &distance) != i)
			continue;
		marks[n++] = (struct mark){ &claim->p->v[w], SIZE_MAX, SIZE_MAX };
	}
	return n;
}

/* What a verb does, others do too; a name is one thing's. */
static unsigned weight(const struct prose_token *t)
{
	return verb_finite(t->low) || verb_past(t->low) ? 1 : t->capital && !t->first ? 3 : 2;
}

/* For every quantity of `list`, the weight of the words by claim->v[i] that stand nearest to it. */
static void score(const struct quantities *claim, size_t i, const struct quantities *list, const bool *kin,
                  unsigned *points)
{
	enum { MARKS = 48, FAR = 4096 };
	struct mark marks[MARKS];
	size_t n = collect(claim, i, marks, MARKS), first = list->v[0].from > BESIDE ? list->v[0].from - BESIDE : 0;
	size_t last = list->v[list->n - 1].to + BESIDE;
	last = last < first + FAR ? last : first + FAR;
	for (size_t s = first; s < list->p->n && s < last; s++) {
		size_t distance = SIZE_MAX, at = SIZE_MAX;
		bool asked = false;
		for (size_t w = 0; w < n && is_content(&list->p->v[s]); w++) {
			if (!quantity_stem(marks[w].word->low, list->p->v[s].low))
				continue;
			at = asked ? at : nearest(list, kin, s, &distance);
			asked = true;
			if (at != SIZE_MAX && distance < marks[w].distance) {
				marks[w].distance = distance;
				marks[w].at = at;
			}
		}
	}
	for (size_t w = 0; w < n; w++) {
		if (marks[w].at != SIZE_MAX)
			points[marks[w].at] += weight(marks[w].word);
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
		if (!is_content(word) || (w >= own->from && w < own->to) || nearest(claim, NULL, w, &distance) != i)
			continue;
		unsigned most = 0;
		for (size_t s = sentence.start; s < sentence.end && most < 2; s++) {
			const struct prose_token *t = &p->v[s];
			if (is_content(t) && quantity_stem(word->low, t->low))
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
static bool is_about(const struct company *c, const struct quantity *q, bool known)
{
	unsigned spare = q->kind == QUANTITY_SHARE ? 4 : 3; /* percents are of anything */
	if (c->names > 0 && c->strange > 0 && c->known == 0)
		return false;
	return known || c->shared >= (c->words + spare) / 5;
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
	size_t x = q->from, y = other->from; /* "killed twenty of them", "killed ten birds" */
	if (x > 0 && y > 0 && is_content(&claim->p->v[x - 1]) && is_content(&list->p->v[y - 1]) &&
	    quantity_stem(claim->p->v[x - 1].low, list->p->v[y - 1].low))
		return true;
	for (size_t i = number->from; i > 0 && number->from - i < 2 * BESIDE; i--) {
		if (p->v[i - 1].kind == PROSE_WORD && (quantity_stem(thing, p->v[i - 1].low) ||
		                                       (str_is(thing, "person") && prose_is(&p->v[i - 1], "people")))) {
			/* "of the refugees 3,000": a part of them */
			bool part = i > 2 && (prose_is(&p->v[i - 2], "of") || prose_is(&p->v[i - 3], "of"));
			return !part || points > 4;
		}
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
	bool any = false, kin[MOST];
	for (size_t k = 0; k < n; k++) {
		kin[k] = quantity_compare(q, &list->v[k]) != QUANTITY_APART;
		any = any || (kin[k] && !taken[k]);
	}
	if (!any)
		return NULL;
	score(claim, i, &first, kin, points);
	for (size_t k = 0; k < n; k++) {
		enum quantity_relation r = quantity_compare(q, &list->v[k]);
		if (r == QUANTITY_APART || taken[k] || !(is_slip(q->value, list->v[k].value) || same_value_beside(list, q)) || !names_thing(claim, q, list, &list->v[k], points[k]))
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
	bool named = (q->unit.len == 0) != (found->unit.len == 0); /* its thing stands in the sentence */
	unsigned beside = points[found - list->v] + (q->kind == QUANTITY_COUNT && named);
	if (!exact && (beside == 0 || equal > 1 || same_value_beside(list, q)))
		return NULL;
	if (rivals > 1 && (equal > 1 || beside == 0) && q->kind != QUANTITY_COUNT)
		return NULL;
	bool generic = q->kind != QUANTITY_COUNT && q->kind != QUANTITY_RANK, known = false;
	for (size_t k = 0; k < n; k++)
		known = known || taken[k];
	struct company c = company(claim, i, list->p, found);
	if (found->kind != QUANTITY_COUNT && found->value <= 12 && quantity_unit_changed(q, found) && c.shared < 2)
		return NULL; /* small numbers meet by accident */
	return !is_about(&c, q, known || !generic) ? NULL : found;
}

const struct quantity *quantities_rival(const struct quantities *claim, size_t i, const struct quantities *list,
                                        const bool *taken)
{
	if (!claim->v[i].path)
		return choose(claim, i, list, taken);
	/* "from 30 to 50" for "from 30 members to 40 members" */
	struct quantity ends[2] = { quantity_end(&claim->v[i], false), quantity_end(&claim->v[i], true) };
	for (int k = 0; k < 2; k++) {
		struct quantities one = { claim->p, &ends[k], 1 };
		const struct quantity *other = quantities_give(list, &ends[k]) ? NULL : choose(&one, 0, list, taken);
		if (other)
			return other;
	}
	return choose(claim, i, list, taken);
}

bool quantities_nearer(const struct quantities *claim, size_t i, const struct prose *p, const struct quantity *rival,
                       const struct quantities *around)
{
	enum { MOST = 256 };
	unsigned mine = company(claim, i, p, rival).shared;
	if (claim->v[i].path || mine < 2 || around->n > MOST)
		return false;
	for (size_t k = 0; k < around->n; k++) {
		if (quantity_compare(&claim->v[i], &around->v[k]) == QUANTITY_AGREES &&
		    company(claim, i, around->p, &around->v[k]).shared + 2 > mine)
			return false;
	}
	return true;
}

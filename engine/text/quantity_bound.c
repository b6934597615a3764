#include "text/quantity_bound.h"

#include "text/quantity_phrase.h"
#include "text/quantity_unit.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct bound_word {
	const char *words[3]; /* the last one first, as they are met going back */
	enum quantity_bound bound;
};

/* Hedges before a number. The longest that fits wins: they are tried in order. */
static const struct bound_word bounds[] = {
	{ { "than", "more", "no" }, BOUND_BELOW },  { { "than", "fewer", "no" }, BOUND_ABOVE },
	{ { "than", "less", "no" }, BOUND_ABOVE },  { { "than", "more", "not" }, BOUND_BELOW },
	{ { "than", "less", "not" }, BOUND_ABOVE }, { { "as", "few", "as" }, BOUND_ABOVE },
	{ { "as", "low", "as" }, BOUND_ABOVE },     { { "as", "little", "as" }, BOUND_ABOVE },
	{ { "than", "more", NULL }, BOUND_ABOVE },  { { "than", "greater", NULL }, BOUND_ABOVE },
	{ { "than", "higher", NULL }, BOUND_ABOVE }, { { "than", "longer", NULL }, BOUND_ABOVE },
	{ { "than", "older", NULL }, BOUND_ABOVE }, { { "than", "larger", NULL }, BOUND_ABOVE },
	{ { "than", "better", NULL }, BOUND_ABOVE }, { { "than", "fewer", NULL }, BOUND_BELOW },
	{ { "than", "less", NULL }, BOUND_BELOW },  { { "than", "lower", NULL }, BOUND_BELOW },
	{ { "than", "younger", NULL }, BOUND_BELOW }, { { "than", "smaller", NULL }, BOUND_BELOW },
	{ { "least", "at", NULL }, BOUND_ABOVE },   { { "most", "at", NULL }, BOUND_BELOW },
	{ { "to", "close", NULL }, BOUND_ABOUT },   { { "to", "up", NULL }, BOUND_UP_TO },
	{ { "of", "excess", "in" }, BOUND_ABOVE },  { { "of", "upwards", NULL }, BOUND_ABOVE },
	{ { "under", "just", NULL }, BOUND_NEARLY }, { { "of", "short", NULL }, BOUND_NEARLY },
	{ { "of", "maximum", NULL }, BOUND_UP_TO }, { { "of", "minimum", NULL }, BOUND_ABOVE },
	{ { "of", "average", NULL }, BOUND_ABOUT }, { { "over", NULL, NULL }, BOUND_ABOVE },
	{ { "above", NULL, NULL }, BOUND_ABOVE },   { { "exceeding", NULL, NULL }, BOUND_ABOVE },
	{ { "exceeded", NULL, NULL }, BOUND_ABOVE }, { { "exceeds", NULL, NULL }, BOUND_ABOVE },
	{ { "exceed", NULL, NULL }, BOUND_ABOVE },  { { "under", NULL, NULL }, BOUND_BELOW },
	{ { "below", NULL, NULL }, BOUND_BELOW },   { { "nearly", NULL, NULL }, BOUND_NEARLY },
	{ { "almost", NULL, NULL }, BOUND_NEARLY }, { { "approaching", NULL, NULL }, BOUND_NEARLY },
	{ { "about", NULL, NULL }, BOUND_ABOUT },   { { "around", NULL, NULL }, BOUND_ABOUT },
	{ { "approximately", NULL, NULL }, BOUND_ABOUT }, { { "roughly", NULL, NULL }, BOUND_ABOUT },
	{ { "some", NULL, NULL }, BOUND_ABOUT },    { { "estimated", NULL, NULL }, BOUND_ABOUT },
	{ { "perhaps", NULL, NULL }, BOUND_ABOUT }, { { "maybe", NULL, NULL }, BOUND_ABOUT },
	{ { "circa", NULL, NULL }, BOUND_ABOUT },
};

enum quantity_bound quantity_bound_before(const struct prose *p, size_t i)
{
	/* the words that a hedge ends with: most numbers have none before them */
	static const char *const last[] = {
		"about", "above", "almost", "approaching", "approximately", "around", "as", "below", "circa", "estimated",
		"exceed", "exceeded", "exceeding", "exceeds", "least", "maybe", "most", "nearly", "of", "over", "perhaps",
		"roughly", "some", "than", "to", "under",
	};
	if (i > 0 && prose_is(&p->v[i - 1], "a") && prose_is(phrase_token(p, i), "half-dozen"))
		i--; /* "at least a half-dozen" */
	if (i == 0 || !PROSE_IN(&p->v[i - 1], last))
		return BOUND_EXACT;
	if (i > 2 && prose_is(&p->v[i - 1], "as") && prose_is(&p->v[i - 3], "as") && !prose_is(&p->v[i - 2], "few") &&
	    !prose_is(&p->v[i - 2], "little") && !prose_is(&p->v[i - 2], "low"))
		return BOUND_UP_TO; /* "as many as", "as deep as" */
	if (i > 2 && prose_is(&p->v[i - 1], "of") && p->v[i - 2].kind == PROSE_WORD) {
		/* "a maximum size of 40", "a minimum packet size of 20" */
		for (size_t k = i - 2; k > 0 && i - k < 5; k--) {
			if (prose_is(&p->v[k - 1], "maximum"))
				return BOUND_UP_TO;
			if (prose_is(&p->v[k - 1], "minimum"))
				return BOUND_ABOVE;
			if (p->v[k - 1].kind != PROSE_WORD || phrase_ends(&p->v[k - 1]))
				break;
		}
	}
	if (i > 1 && str_starts(p->v[i - 1].low, STR("exceed")) && prose_negates(&p->v[i - 2]))
		return BOUND_BELOW;
	for (size_t k = 0; k < COUNT(bounds); k++) {
		size_t n = 0;
		while (n < 3 && bounds[k].words[n] && i > n && prose_is(&p->v[i - 1 - n], bounds[k].words[n]))
			n++;
		if (n == 3 || !bounds[k].words[n])
			return bounds[k].bound;
	}
	return BOUND_EXACT;
}

enum quantity_bound quantity_bound_behind(const struct prose *p, size_t *at, enum quantity_bound bound)
{
	static const struct { const char *word; enum quantity_bound bound; } words[] = {
		{ "more", BOUND_ABOVE }, { "so", BOUND_ABOUT }, { "less", BOUND_BELOW }, { "fewer", BOUND_BELOW },
		{ "odd", BOUND_ABOUT },  { "plus", BOUND_ABOVE },
	};
	const struct prose_token *t = phrase_token(p, *at);
	if (prose_mark(t, '+') && !t->spaced) {
		++*at;
		return BOUND_ABOVE;
	}
	if (!prose_is(t, "or") && !(prose_mark(t, '-') && !t->spaced))
		return bound;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (prose_is(phrase_token(p, *at + 1), words[i].word) && (i < 4) == prose_is(t, "or")) {
			*at += 2;
			return words[i].bound;
		}
	}
	return bound;
}

size_t quantity_skip_hedge(const struct prose *p, size_t i)
{
	static const char *const words[] = {
		"about", "almost", "approximately", "around", "as", "just", "less", "many", "more", "much", "nearly", "over",
		"perhaps", "roughly", "some", "than", "under",
	};
	for (int n = 0; n < 3 && PROSE_IN(phrase_token(p, i), words); n++)
		i++;
	return unit_is_sign(phrase_token(p, i)->mark) ? i + 1 : i;
}

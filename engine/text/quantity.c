/* How the numbers of running text are read. What compares them is in quantity_compare.c. */
#include "text/quantity.h"

#include "base/vec.h"
#include "text/number.h"
#include "text/quantity_bound.h"
#include "text/quantity_label.h"
#include "text/quantity_phrase.h"
#include "text/quantity_unit.h"
#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct build {
	struct arena *a;
	const struct prose *p;
};

static bool is_percent(const struct prose *p, size_t i, size_t *end)
{
	const struct prose_token *t = phrase_token(p, i);
	*end = i + 1;
	if (prose_mark(t, '-') && !t->spaced) /* "a 12-percent rise" */
		t = phrase_token(p, ++i);
	*end = i + 1;
	if (prose_mark(t, '%') || prose_is(t, "percent") || prose_is(t, "pct"))
		return true;
	*end = i + 2;
	return prose_is(t, "per") && prose_is(phrase_token(p, i + 1), "cent");
}

/* Behind a percent sign or a unit of one word that stands at i; i when neither does. */
static size_t behind_unit(const struct prose *p, size_t i)
{
	const struct prose_token *t = phrase_token(p, i);
	size_t end;
	if (is_percent(p, i, &end))
		return end;
	if (t->kind != PROSE_WORD || t->low.len < 2)
		return i;
	bool plural = t->low.ptr[t->low.len - 1] == 's' && unit_find(str_slice(t->low, 0, t->low.len - 1));
	return plural || unit_find(t->low) ? i + 1 : i;
}

static bool same_unit(const struct prose *p, size_t i, size_t end, size_t k)
{
	for (; i < end; i++, k++) {
		const struct prose_token *t = phrase_token(p, k);
		if (t->kind != p->v[i].kind || !str_eq(t->low, p->v[i].low))
			return false;
	}
	return true;
}

/* "from 30 to 40", "30-40", "between 30 and 40": the second number widens the first. Returns the token behind. */
static size_t read_range(const struct prose *p, size_t i, size_t end, struct quantity *q)
{
	struct amount high;
	const struct prose_token *t = phrase_token(p, end), *before = i > 0 ? &p->v[i - 1] : NULL;
	if (before && unit_is_sign(before->mark))
		before = i > 1 ? &p->v[i - 2] : NULL;
	if (before && prose_is(before, "of")) /* "between the ages of 18 and 29" */
		before = i > 3 && !phrase_determiner(&p->v[i - 4]) && prose_is(&p->v[i - 4], "between") ? &p->v[i - 4] : before;
	size_t unit = 0; /* "from 5 percent to 25 percent", "300 crowns to nearly 900 crowns" */
	if (t->kind == PROSE_WORD || prose_mark(t, '%'))
		unit = behind_unit(p, end);
	if (unit > end && prose_is(phrase_token(p, unit), "to") &&
	    amount_read(p, quantity_skip_hedge(p, unit + 1), &high) && same_unit(p, end, unit, high.end)) {
		end = unit;
		t = phrase_token(p, end);
	}
	bool dash = !t->spaced && (prose_mark(t, '-') || prose_mark(t, 0x2013));
	bool between = before && prose_is(before, "between");
	bool or = prose_is(t, "or"); /* "two or three" */
	if (!dash && !or && !prose_is(t, "to") && !(prose_is(t, "and") && between))
		return end;
	size_t at = dash ? end + 1 : quantity_skip_hedge(p, end + 1);
	if (!amount_read(p, at, &high) || high.ordinal || high.vague || high.share)
		return end;
	if (or && (high.value <= q->value || high.value > 2 * q->value || high.plain))
		return end;
	bool scaled = high.end > at + 1;
	if (high.value <= q->value && high.value > 0 && q->value < 1000 && scaled)
		return end; /* not a range in one scale */
	double scale = 1;
	while (scaled && high.value >= q->value * scale * 1000)
		scale *= 1000; /* "two to three million" */
	q->value *= scale;
	q->bound = BOUND_BETWEEN;
	q->high = high.value;
	q->slack = high.slack;
	q->path = before && prose_is(before, "from");
	return high.end;
}

/* Words behind a time unit that make it a date. */
static bool is_dating(const struct prose_token *t)
{
	static const char *const words[] = {
		"after", "ago", "before", "earlier", "from", "hence", "later", "previously", "prior",
	};
	return PROSE_IN(t, words);
}

static void take_modifiers(struct build *b, size_t from, size_t head, struct quantity *q)
{
	for (size_t i = from; i < head && q->n_modifiers < QUANTITY_MODIFIERS; i++) {
		if (b->p->v[i].kind == PROSE_WORD)
			q->modifiers[q->n_modifiers++] = phrase_singular(b->a, b->p->v[i].low);
	}
}

/* The head of the phrase at i, "the vote" of "after the vote"; empty: none. */
static struct str event_behind(struct build *b, size_t i)
{
	size_t head;
	if (!phrase_determiner(phrase_token(b->p, i)))
		return (struct str){ 0 };
	return phrase_head(b->p, i + 1, false, &head) ? phrase_singular(b->a, b->p->v[head].low) : (struct str){ 0 };
}

/* "three months later", "two days after the vote", "six days ago": a lapse of time is of its direction, and of the event
 * it runs from. */
static bool read_lapse(struct build *b, size_t at, struct quantity *q)
{
	static const char *const back[] = { "before", "earlier", "previously", "prior" };
	const struct prose_token *t = phrase_token(b->p, at);
	q->whole.end = t->span.end;
	q->to = at + 1;
	if (prose_is(t, "after") || prose_is(t, "before") || prose_is(t, "from"))
		q->of = event_behind(b, at + 1);
	else if (prose_is(t, "prior"))
		q->of = event_behind(b, at + 2);
	if (prose_is(t, "from") && q->of.len == 0)
		return false;
	q->unit = str_fmt(b->a, STR_FMT " %s", STR_ARG(q->unit),
	                  prose_is(t, "ago")   ? "ago"
	                  : PROSE_IN(t, back) ? "before"
	                                      : "after");
	return q->unit.len > 0;
}

/* "45 years old", "three years of age": what stands behind the years at `at`. */
static bool is_old(const struct prose *p, size_t at)
{
	return prose_is(phrase_token(p, at), "old") ||
	       (prose_is(phrase_token(p, at), "of") && prose_is(phrase_token(p, at + 1), "age"));
}

/* A unit of measurement whose first word stands at `at`. */
static bool read_measure(struct build *b, size_t at, struct quantity *q)
{
	const struct prose *p = b->p;
	size_t first = at;
	bool square = prose_is(phrase_token(p, at), "square") || prose_is(phrase_token(p, at), "cubic") ||
	              prose_is(phrase_token(p, at), "nautical");
	bool points = prose_is(phrase_token(p, at), "percentage");
	if (square || points)
		at++;
	const struct unit *unit = unit_find(phrase_singular(b->a, phrase_token(p, at)->low));
	if (!unit || (points && unit->dimension != UNIT_POINT) || (unit->word[1] == 0 && at + 1 < p->n &&
	                                                           phrase_plural(p->v[at + 1].low)))
		return false;
	q->kind = QUANTITY_MEASURE;
	q->named = points;
	q->unit = str_from(unit->name);
	if (square)
		q->unit = str_fmt(b->a, STR_FMT " %s", STR_ARG(p->v[first].low), unit->name);
	q->whole.end = p->v[at].span.end;
	q->to = at + 1;
	if (unit->dimension != UNIT_TIME)
		return q->unit.len > 0;
	if (str_is(q->unit, "year") && is_old(p, at + 1)) {
		q->kind = QUANTITY_AGE;
		q->unit = STR("");
		return true;
	}
	return is_dating(phrase_token(p, at + 1)) ? read_lapse(b, at + 1, q) : true;
}

/* "33-member", "12-mile", "45-year-old": the thing in one word with the number. */
static bool take_hyphened(struct build *b, struct str thing, struct quantity *q)
{
	if (str_starts(thing, STR("year-old"))) {
		q->kind = QUANTITY_AGE;
		return true;
	}
	const struct unit *unit = unit_find(thing);
	q->unit = phrase_singular(b->a, thing);
	if (unit) {
		q->kind = QUANTITY_MEASURE;
		q->unit = str_from(unit->name);
	}
	return q->unit.len > 0;
}

/* What the amount that ends before token `at` counts. False: nothing. */
static bool read_unit(struct build *b, size_t at, struct quantity *q)
{
	const struct prose *p = b->p;
	const struct prose_token *t = phrase_token(p, at), *next = phrase_token(p, at + 1);
	size_t head, end;
	if (is_percent(p, at, &end)) {
		q->kind = QUANTITY_SHARE;
		q->span.end = q->whole.end = p->v[end - 1].span.end;
		q->of = phrase_of(b->a, p, end);
		q->to = end;
		return true;
	}
	if (q->kind == QUANTITY_SHARE) { /* "three-quarters of a mile" is no share */
		q->of = phrase_of(b->a, p, at);
		return !(prose_is(t, "of") && (prose_is(next, "a") || prose_is(next, "an")) &&
		         unit_find(phrase_token(p, at + 2)->low));
	}
	if (prose_mark(t, '-') && !t->spaced && next->kind == PROSE_WORD && !next->spaced) {
		q->whole.end = next->span.end;
		q->to = at + 2;
		return take_hyphened(b, next->low, q);
	}
	if (prose_is(t, "of")) {
		struct amount whole;
		for (at++; phrase_determiner(phrase_token(p, at));)
			at++;
		q->part = prose_is(next, "the") || prose_is(next, "these") || prose_is(next, "those");
		if (q->part && amount_read(p, at, &whole) && !whole.share && !whole.ordinal)
			at = whole.end; /* "30 of the 33 members" */
	}
	at = phrase_skip(p, at);
	if (read_measure(b, at, q))
		return true;
	if (q->kind != QUANTITY_COUNT || !phrase_head(p, at, q->value == 1 && q->bound == BOUND_EXACT, &head))
		return false;
	/* "twenty-five inhabit the coast": one word, and no plural, is hardly the noun */
	if (head == at && q->value >= 2 && !phrase_plural(p->v[head].low) && !p->v[head].capital &&
	    phrase_token(p, head + 1)->kind == PROSE_WORD)
		return false;
	q->whole.end = p->v[head].span.end;
	q->to = head + 1;
	const struct unit *unit = unit_find(phrase_singular(b->a, p->v[head].low));
	if (unit && unit->dimension == UNIT_MONEY) { /* US dollars */
		q->kind = QUANTITY_MEASURE;
		q->unit = str_from(unit->name);
		return true;
	}
	q->unit = phrase_singular(b->a, p->v[head].low);
	take_modifiers(b, at, head, q);
	q->of = phrase_of(b->a, p, head + 1);
	return q->unit.len > 1;
}

/* "the 12th edition": the ordinal of what its noun names. Dates, centuries and streets are none. */
static bool read_ordinal(struct build *b, size_t i, const struct amount *am, struct quantity *q)
{
	static const char *const none[] = {
		"amendment", "anniversary", "avenue", "birthday", "century", "day", "floor", "grade", "half", "millennium",
		"party", "person", "quarter", "street", "world",
	};
	static const char *const dating[] = { "and", "by", "from", "on", "since", "to", "until" };
	const struct prose *p = b->p;
	const struct prose_token *t = phrase_token(p, am->end);
	size_t head;
	struct str last = p->v[am->end - 1].low; /* "th-minute" of "a 97th-minute goal" */
	size_t hyphen = am->end > i + 1 ? str_find_char(last, '-', 0) : SIZE_MAX;
	if (hyphen != SIZE_MAX) {
		*q = (struct quantity){ .kind = QUANTITY_RANK, .value = am->value, .from = i, .to = am->end };
		q->unit = phrase_singular(b->a, str_slice(last, hyphen + 1, last.len));
		q->span = q->whole = (struct span){ p->v[i].span.start, p->v[am->end - 1].span.end };
		return !wordlist_has(none, COUNT(none), q->unit);
	}
	bool ranks = prose_is(t, "in") || prose_is(t, "among") || prose_is(t, "out") || t->kind == PROSE_MARK;
	if (ranks && i > 0 && p->v[i].kind == PROSE_NUMBER && p->v[i - 1].kind == PROSE_WORD && !quantity_month(&p->v[i - 1]) &&
	    !phrase_determiner(&p->v[i - 1]) && !PROSE_IN(&p->v[i - 1], dating)) { /* "ranked 88th in the world" */
		*q = (struct quantity){ .kind = QUANTITY_RANK, .value = am->value, .unit = STR("place"), .from = i, .to = am->end };
		q->span = q->whole = (struct span){ p->v[i].span.start, p->v[am->end - 1].span.end };
		return am->value < 1000;
	}
	/* "second" and "third" begin lists of their own; a determiner tells the rest */
	if (am->value < 2 || t->capital || i == 0 || p->v[i].capital || !phrase_head(p, am->end, true, &head))
		return false;
	const struct prose_token *before = &p->v[i - 1];
	if (!phrase_determiner(before) && !before->possessive && !prose_is(before, "my") && !prose_is(before, "your"))
		return false;
	if (PROSE_IN(&p->v[head], none) || PROSE_IN(t, none) || p->v[head].capital || quantity_month(&p->v[head]))
		return false;
	*q = (struct quantity){ .kind = QUANTITY_RANK, .value = am->value, .from = i, .to = head + 1 };
	q->unit = phrase_singular(b->a, p->v[head].low);
	q->span = (struct span){ p->v[i].span.start, p->v[am->end - 1].span.end };
	q->whole = (struct span){ q->span.start, p->v[head].span.end };
	take_modifiers(b, am->end, head, q);
	return q->unit.len > 1;
}

/* "third-largest", "second largest". */
static bool read_rank(const struct prose *p, size_t i, struct quantity *q, size_t *end)
{
	struct amount am = { .value = 0 };
	struct str low = phrase_token(p, i)->low, rest = { 0 };
	size_t hyphen = phrase_token(p, i)->kind == PROSE_WORD ? str_find_char(low, '-', 0) : SIZE_MAX;
	if (hyphen != SIZE_MAX) {
		struct prose_token half = { .kind = PROSE_WORD, .low = str_slice(low, 0, hyphen) };
		struct prose one = { .v = &half, .n = 1 };
		rest = str_slice(low, hyphen + 1, low.len);
		if (!amount_read(&one, 0, &am))
			return false;
		*end = i + 1;
	} else {
		if (!amount_read(p, i, &am))
			return false;
		rest = phrase_token(p, am.end)->low;
		*end = am.end + 1;
	}
	if (!am.ordinal || am.value < 2 || !(str_ends(rest, STR("est")) || str_is(rest, "most")) || rest.len < 4)
		return false;
	*q = (struct quantity){ .kind = QUANTITY_RANK, .value = am.value, .unit = rest, .from = i, .to = *end };
	q->span = q->whole = (struct span){ p->v[i].span.start, p->v[*end - 1].span.end };
	return true;
}

/* "ten-member", "twenty-strong": number and thing in one word. */
static bool read_compound(struct build *b, size_t i, struct quantity *q)
{
	struct prose_token half = { .kind = PROSE_WORD };
	struct prose one = { .v = &half, .n = 1 };
	struct amount am;
	struct str low = b->p->v[i].low;
	size_t hyphen = str_find_char(low, '-', 0);
	if (b->p->v[i].kind != PROSE_WORD || hyphen == SIZE_MAX)
		return false;
	half.low = str_slice(low, 0, hyphen);
	if (amount_read(b->p, i, &am) && am.share)
		return false; /* "two-thirds" */
	if (!amount_read(&one, 0, &am) || am.ordinal || am.vague || am.share || am.value < 2)
		return false;
	half.low = str_slice(low, hyphen + 1, low.len);
	*q = (struct quantity){ .value = am.value, .from = i, .to = i + 1 };
	q->span = q->whole = b->p->v[i].span;
	return half.low.len > 2 && !amount_read(&one, 0, &am) && take_hyphened(b, str_slice(low, hyphen + 1, low.len), q);
}

/* "six in ten", "one out of every five": a share in percent. */
static bool read_ratio(struct build *b, size_t i, const struct amount *am, struct quantity *q)
{
	static const double wholes[] = { 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000 };
	const struct prose *p = b->p;
	struct amount whole;
	size_t at = am->end;
	bool out = prose_is(phrase_token(p, at), "out"), every;
	at += out;
	bool of = prose_is(phrase_token(p, at), "of"), in = prose_is(phrase_token(p, at), "in");
	every = prose_is(phrase_token(p, at + 1), "every");
	if (!(in && !out) && !(of && (out || every)))
		return false;
	at += every ? 2 : 1;
	if (am->share || am->value > 999 || !amount_read(p, at, &whole) || whole.value <= am->value || whole.slack > 0.5)
		return false;
	bool known = false;
	for (size_t k = 0; k < COUNT(wholes); k++)
		known = known || wholes[k] == whole.value;
	/* "three in ten days" is no share */
	const struct unit *unit = unit_find(phrase_singular(b->a, phrase_token(p, whole.end)->low));
	if (!known || unit || is_percent(p, whole.end, &at) || prose_mark(phrase_token(p, whole.end), '-'))
		return false;
	*q = (struct quantity){ .kind = QUANTITY_SHARE, .value = 100 * am->value / whole.value, .from = i, .to = whole.end };
	q->slack = whole.value <= 10 ? 2.5 : 0.5;
	q->span = q->whole = (struct span){ p->v[i].span.start, p->v[whole.end - 1].span.end };
	q->bound = quantity_bound_before(p, i);
	q->of = phrase_of(b->a, p, whole.end);
	return true;
}

/* "twice", "doubled", "tenfold": so many times. */
static bool read_multiple(struct build *b, size_t i, struct quantity *q)
{
	static const struct { const char *word; double value; } words[] = {
		{ "twice", 2 },      { "thrice", 3 },   { "doubled", 2 },    { "doubling", 2 },   { "tripled", 3 },
		{ "tripling", 3 },   { "trebled", 3 },  { "quadrupled", 4 }, { "twofold", 2 },    { "threefold", 3 },
		{ "fourfold", 4 },   { "fivefold", 5 }, { "sixfold", 6 },    { "sevenfold", 7 },  { "eightfold", 8 },
		{ "tenfold", 10 },   { "hundredfold", 100 },
	};
	const struct prose_token *t = &b->p->v[i];
	char first = t->low.ptr[0], last = t->low.ptr[t->low.len - 1];
	if (t->kind != PROSE_WORD || t->low.len < 5 || !(last == 'd' || last == 'e' || last == 'g') ||
	    !(first == 'd' || first == 'e' || first == 'f' || first == 'h' || first == 'q' || first == 's' || first == 't'))
		return false;
	for (size_t k = 0; k < COUNT(words); k++) {
		if (prose_is(t, words[k].word)) {
			*q = (struct quantity){ .value = words[k].value, .unit = STR("time"), .span = t->span, .whole = t->span,
				.bound = quantity_bound_before(b->p, i), .from = i, .to = i + 1 };
			return true;
		}
	}
	return false;
}

/* "aged 45", "Ann Lee, 45, a nurse", "she was 45 when", "died at 45": the years of a person. */
static bool is_age(const struct prose *p, size_t i, size_t end)
{
	static const char *const died[] = { "dead", "die", "died", "dies", "married", "retire", "retired" };
	static const char *const be[] = { "be", "is", "turned", "turns", "was" };
	const struct prose_token *before = i > 0 ? &p->v[i - 1] : NULL, *after = phrase_token(p, end);
	const struct prose_token *two = i > 1 ? &p->v[i - 2] : NULL;
	static const char *const behind[] = { "and", "at", "but", "in", "or", "when", "who" };
	if (!before)
		return false;
	if ((prose_is(before, "from") || prose_is(before, "between")) && two) { /* "ages from 18 to 29" */
		before = two;
		two = i > 2 ? &p->v[i - 3] : NULL;
	}
	if (prose_is(before, "aged") || prose_is(before, "age") || prose_is(before, "ages"))
		return true;
	if (prose_is(before, "of") && two && (prose_is(two, "age") || prose_is(two, "ages")))
		return true;
	bool stops = after->kind == PROSE_MARK && !prose_mark(after, '%') && !prose_mark(after, '-');
	if (prose_is(before, "at") && two && PROSE_IN(two, died))
		return stops || PROSE_IN(after, behind);
	if (prose_mark(before, ',') && two && two->capital && two->low.len > 2 && two->kind == PROSE_WORD && !quantity_month(two))
		return prose_mark(after, ',') && end < p->n;
	static const char *const persons[] = {
		"baby", "boy", "bride", "brother", "child", "cousin", "daughter", "father", "girl", "grandson", "groom", "husband",
		"killer", "man", "mother", "nephew", "niece", "player", "sister", "son", "student", "suspect", "uncle", "victim",
		"wife", "woman", "youth",
	};
	if (two && PROSE_IN(two, persons) && PROSE_IN(before, be))
		return stops || PROSE_IN(after, behind);
	bool person = two && two->kind == PROSE_WORD && !quantity_month(two) &&
	              ((two->capital && !two->possessive) || prose_is(two, "he") || prose_is(two, "she"));
	return person && PROSE_IN(before, be) && (stops || PROSE_IN(after, behind));
}

/* "by 52 to 48", "a 3-1 win": two numbers of a vote or a game. */
static bool is_score(const struct prose *p, const struct quantity *q, size_t at)
{
	static const char *const heads[] = {
		"advantage", "decision", "deficit", "defeat", "draw", "lead", "loss", "majority", "margin", "record", "ruling",
		"score", "tie", "victory", "vote", "win",
	};
	const struct prose_token *before = q->from > 0 ? &p->v[q->from - 1] : NULL, *t = phrase_token(p, at);
	if (q->bound != BOUND_BETWEEN || q->value > 999 || q->high > 999 || q->path || (before && prose_mark(before, '-')) ||
	    (prose_mark(t, '-') && !t->spaced) || q->value != (double)(int)q->value || q->high != (double)(int)q->high)
		return false;
	return PROSE_IN(t, heads) || q->high < q->value;
}

/* Behind "one": counts only where it is told from the pronoun, or stands right before its noun. */
static bool counts_one(const struct prose *p, size_t i, struct quantity *q)
{
	q->single = q->kind == QUANTITY_COUNT && q->bound == BOUND_EXACT && q->unit.len > 2 && q->n_modifiers == 0;
	return q->single || q->bound == BOUND_BETWEEN || q->kind == QUANTITY_MEASURE || q->kind == QUANTITY_SHARE ||
	       (i > 0 && (prose_is(&p->v[i - 1], "only") || prose_is(&p->v[i - 1], "just")));
}

static bool pronoun(const struct prose_token *t)
{
	return prose_is(t, "them") || prose_is(t, "these") || prose_is(t, "those") || prose_is(t, "us") || prose_is(t, "which");
}

/* "from 5,000 a year to nearly 6 million today", "killing 12": what is counted stands elsewhere in the sentence. */
static bool is_bare(const struct prose *p, size_t at, struct quantity *q)
{
	const struct prose_token *t = phrase_token(p, at), *before = q->from > 0 ? &p->v[q->from - 1] : NULL;
	size_t head;
	q->unit = q->of = (struct str){ 0 };
	q->n_modifiers = 0;
	q->to = at;
	q->whole = q->span;
	/* "killed twenty of them", "of these eight are red" */
	if (prose_is(t, "of") && phrase_token(p, at + 1)->kind == PROSE_WORD && at + 1 < p->n && pronoun(&p->v[at + 1]))
		t = phrase_token(p, p->n);
	bool begins = !before || phrase_token(p, q->from)->first;
	if (q->kind != QUANTITY_COUNT || q->value < 2 || (begins && phrase_token(p, q->from)->kind != PROSE_WORD))
		return false;
	if (!begins && (before->kind == PROSE_MARK || (before->capital && q->bound == BOUND_EXACT && !phrase_ends(before)) ||
	                prose_is(before, "and") || prose_is(before, "or")))
		return false;
	bool ends = t->kind == PROSE_WORD ? !phrase_head(p, at, false, &head) || head == at : !prose_mark(t, '-') && !prose_mark(t, '/');
	for (size_t i = q->from; i > 0 && q->from - i < 6 && !phrase_token(p, i)->first; i--) {
		if (prose_is(&p->v[i - 1], "population"))
			q->unit = STR("person"); /* "a population of 5,000" */
	}
	return ends && !(t->kind == PROSE_WORD && t->capital);
}

/* "54 by 20 miles": the first side is of the second one's unit. */
static size_t behind_sides(const struct prose *p, size_t at)
{
	struct amount other;
	const struct prose_token *t = phrase_token(p, at);
	bool by = prose_is(t, "by") || prose_is(t, "x") || prose_mark(t, 0xD7);
	return by && amount_read(p, at + 1, &other) && !other.share && !other.ordinal && !other.vague ? other.end : at;
}

/* The number itself is read: its range, its sign of currency, and what it counts. */
static bool read_thing(struct build *b, size_t i, struct amount *am, struct quantity *q, size_t *end)
{
	const struct prose *p = b->p;
	bool age = am->value >= 1 && am->value <= 115 && am->value == (double)(int)am->value && !am->share && !am->vague;
	q->kind = am->share ? QUANTITY_SHARE : QUANTITY_COUNT;
	q->bound = am->vague ? BOUND_BETWEEN : quantity_bound_before(p, i);
	if (!am->vague) {
		am->end = read_range(p, i, am->end, q);
		q->bound = quantity_bound_behind(p, &am->end, q->bound);
	}
	*end = q->to = am->end;
	q->span = q->whole = (struct span){ p->v[i].span.start, p->v[am->end - 1].span.end };
	if (age && is_age(p, i, am->end)) {
		q->kind = QUANTITY_AGE;
		return true;
	}
	if (i > 0 && unit_is_sign(p->v[i - 1].mark)) {
		q->kind = QUANTITY_MEASURE;
		q->unit = unit_of_sign(p->v[i - 1].mark);
		q->span.start = q->whole.start = p->v[i - 1].span.start;
		q->bound = i > 1 && q->bound == BOUND_EXACT ? quantity_bound_before(p, i - 1) : q->bound;
		return true;
	}
	bool score = is_score(p, q, am->end);
	bool unit = read_unit(b, behind_sides(p, am->end), q);
	if (score && (!unit || q->kind == QUANTITY_COUNT)) {
		q->kind = QUANTITY_SCORE;
		q->unit = (struct str){ 0 };
		return true;
	}
	if (q->bound == BOUND_BETWEEN && q->high < q->value) { /* down from 40 to 30 */
		double low = q->high;
		q->high = q->value;
		q->value = low;
	}
	return unit || is_bare(p, am->end, q);
}

/* The quantity that starts at token i; *end is set behind what was read in any case. */
static bool read_one(struct build *b, size_t i, struct quantity *q, size_t *end)
{
	const struct prose *p = b->p;
	struct amount am;
	*end = i + 1;
	if (p->v[i].kind == PROSE_MARK)
		return false;
	bool hyphen = p->v[i].kind == PROSE_WORD && str_find_char(p->v[i].low, '-', 0) != SIZE_MAX;
	if (hyphen && (read_rank(p, i, q, end) || read_compound(b, i, q)))
		return true;
	if (!amount_read(p, i, &am))
		return read_multiple(b, i, q);
	if (am.ordinal && !hyphen && (read_rank(p, i, q, end) || read_ordinal(b, i, &am, q)))
		return true;
	*end = am.end;
	if (am.ordinal || quantity_label(p, i, am.end, &am))
		return false;
	if (read_ratio(b, i, &am, q)) {
		*end = q->to;
		return true;
	}
	*q = (struct quantity){ .value = am.value, .slack = am.slack, .high = am.high, .from = i };
	bool one = am.value == 1 && prose_is(&p->v[i], "one");
	return read_thing(b, i, &am, q, end) && (!one || counts_one(p, i, q));
}

int quantities_read(struct arena *a, const struct prose *p, struct span part, struct quantity **out, size_t *n,
                    struct error *e)
{
	struct build b = { a, p };
	VEC(struct quantity) list = { 0 };
	for (size_t i = prose_at(p, part.start), end; i < p->n && p->v[i].span.start < part.end; i = end) {
		struct quantity q;
		if (!read_one(&b, i, &q, &end) || q.span.end > part.end)
			continue;
		struct quantity *slot = vec_add(a, &list);
		if (!slot)
			return error_memory(e);
		*slot = q;
	}
	*out = list.v;
	*n = list.n;
	return 0;
}

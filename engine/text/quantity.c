#include "text/quantity.h"

#include <math.h>

#include "base/vec.h"
#include "text/number.h"
#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { PHRASE_WORDS = 5 };

/* Units of measurement and currencies with one name each; conversions are left alone. Sorted by word. */
static const struct unit_word {
	const char *word, *unit;
} units[] = {
	{ "acre", "acre" }, { "barrel", "barrel" }, { "bpd", "barrel" }, { "byte", "byte" }, { "cent", "cent" }, { "centimeter", "cm" },
	{ "centimetre", "cm" }, { "century", "century" }, { "cm", "cm" }, { "crown", "crown" }, { "day", "day" },
	{ "decade", "decade" }, { "degree", "degree" }, { "dlr", "$" }, { "dollar", "$" }, { "euro", "€" }, { "feet", "foot" },
	{ "foot", "foot" }, { "franc", "franc" }, { "ft", "foot" }, { "gallon", "gallon" }, { "gb", "gigabyte" },
	{ "gigabyte", "gigabyte" }, { "gram", "g" }, { "gramme", "g" }, { "hectare", "ha" }, { "hour", "hour" },
	{ "inch", "inch" }, { "kb", "kilobyte" }, { "kg", "kg" }, { "kilobyte", "kilobyte" }, { "kilogram", "kg" },
	{ "kilometer", "km" }, { "kilometre", "km" }, { "kilowatt", "kw" }, { "km", "km" }, { "liter", "l" },
	{ "litre", "l" }, { "mb", "megabyte" }, { "megabyte", "megabyte" }, { "megawatt", "mw" }, { "meter", "m" },
	{ "metre", "m" }, { "mile", "mile" }, { "millimeter", "mm" }, { "millimetre", "mm" }, { "minute", "minute" },
	{ "mm", "mm" }, { "month", "month" }, { "mph", "mph" }, { "octet", "octet" }, { "ounce", "ounce" },
	{ "pound", "£" }, { "rouble", "rouble" }, { "ruble", "rouble" }, { "rupee", "rupee" }, { "second", "second" },
	{ "ton", "ton" }, { "tonne", "tonne" }, { "volt", "volt" }, { "watt", "watt" }, { "week", "week" },
	{ "yard", "yard" }, { "year", "year" }, { "yen", "yen" }, { "yuan", "yuan" },
};

/* Words that end a noun phrase behind a number. Sorted. */
static const char *const phrase_ends[] = {
	"a", "about", "above", "after", "against", "ago", "all", "along", "already", "also", "among", "an", "and",
	"any", "around", "as", "at", "away", "because", "before", "behind", "below", "between", "but", "by",
	"down", "during", "each", "either", "else", "even", "every", "everywhere", "except", "for", "from", "he",
	"her", "here", "him", "his", "i", "if", "in", "inside", "instead", "into", "it", "its", "itself", "just",
	"like", "more", "my", "near", "never", "no", "nor", "not", "now", "of", "off", "on", "only", "onto", "or",
	"our", "out", "outside", "over", "per", "so", "some", "such", "than", "that", "the", "their", "them",
	"then", "there", "these", "they", "this", "those", "through", "throughout", "to", "too", "toward",
	"towards", "under", "until", "up", "upon", "us", "we", "what", "when", "where", "whether", "which",
	"while", "who", "whom", "whose", "why", "with", "within", "without", "worldwide", "yet", "you", "your",
};

/* What stands before a number that names a thing instead of counting. Sorted. */
static const char *const label_words[] = {
	"act", "annex", "appendix", "article", "articles", "channel", "chapter", "chapters", "class", "clause",
	"column", "directive", "eq", "equation", "exhibit", "fig", "figs", "figure", "figures", "flight",
	"footnote", "gate", "grade", "group", "highway", "iso", "item", "level", "line", "lines", "no", "nos",
	"note", "number", "p", "page", "pages", "para", "paragraph", "paragraphs", "part", "phase", "pp",
	"question", "resolution", "rfc", "room", "route", "rule", "sec", "section", "sections", "stage",
	"step", "table", "tables", "title", "type", "unit", "verse", "version", "vol", "volume",
};

static const char *const months[] = {
	"april", "august", "december", "february", "january", "july", "june", "march", "may", "november",
	"october", "september",
};
static const char *const short_months[] = {
	"apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "nov", "oct", "sep", "sept",
};

struct bound_word {
	const char *words[3]; /* the last one first, as they are met going back */
	enum quantity_bound bound;
};

/* Hedges before a number. The longest that fits wins: they are tried in order. */
static const struct bound_word bounds[] = {
	{ { "than", "more", "no" }, BOUND_BELOW },  { { "than", "fewer", "no" }, BOUND_ABOVE },
	{ { "than", "less", "no" }, BOUND_ABOVE },  { { "as", "many", "as" }, BOUND_BELOW },
	{ { "as", "much", "as" }, BOUND_BELOW },    { { "as", "few", "as" }, BOUND_ABOVE },
	{ { "than", "more", NULL }, BOUND_ABOVE },  { { "than", "greater", NULL }, BOUND_ABOVE },
	{ { "than", "fewer", NULL }, BOUND_BELOW }, { { "than", "less", NULL }, BOUND_BELOW },
	{ { "least", "at", NULL }, BOUND_ABOVE },   { { "most", "at", NULL }, BOUND_BELOW },
	{ { "to", "close", NULL }, BOUND_ABOUT },   { { "to", "up", NULL }, BOUND_BELOW },
	{ { "of", "excess", "in" }, BOUND_ABOVE },  { { "of", "upwards", NULL }, BOUND_ABOVE },
	{ { "under", "just", NULL }, BOUND_NEARLY }, { { "over", "just", NULL }, BOUND_ABOVE },
	{ { "of", "maximum", NULL }, BOUND_BELOW }, { { "of", "minimum", NULL }, BOUND_ABOVE },
	{ { "over", NULL, NULL }, BOUND_ABOVE },    { { "above", NULL, NULL }, BOUND_ABOVE },
	{ { "exceeding", NULL, NULL }, BOUND_ABOVE }, { { "under", NULL, NULL }, BOUND_BELOW },
	{ { "below", NULL, NULL }, BOUND_BELOW },   { { "nearly", NULL, NULL }, BOUND_NEARLY },
	{ { "almost", NULL, NULL }, BOUND_NEARLY }, { { "about", NULL, NULL }, BOUND_ABOUT },
	{ { "around", NULL, NULL }, BOUND_ABOUT },  { { "approximately", NULL, NULL }, BOUND_ABOUT },
	{ { "roughly", NULL, NULL }, BOUND_ABOUT }, { { "some", NULL, NULL }, BOUND_ABOUT },
	{ { "estimated", NULL, NULL }, BOUND_ABOUT }, { { "perhaps", NULL, NULL }, BOUND_ABOUT },
	{ { "maybe", NULL, NULL }, BOUND_ABOUT },   { { "circa", NULL, NULL }, BOUND_ABOUT },
};

struct build {
	struct arena *a;
	const struct prose *p;
	struct span part;
};

static const struct prose_token *token(const struct prose *p, size_t i)
{
	static const struct prose_token none = { .kind = PROSE_MARK };
	return i < p->n ? &p->v[i] : &none;
}

static const char *unit_of(struct str word)
{
	size_t lo = 0, hi = COUNT(units);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = word_order(word, units[mid].word);
		if (order == 0)
			return units[mid].unit;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

struct irregular {
	const char *plural, *singular;
};
static const struct irregular irregulars[] = {
	{ "aircraft", "aircraft" }, { "children", "child" }, { "clergymen", "clergyman" }, { "criteria", "criterion" },
	{ "feet", "foot" }, { "lives", "life" }, { "men", "man" }, { "people", "person" }, { "persons", "person" },
	{ "policemen", "policeman" }, { "servicemen", "serviceman" }, { "women", "woman" }, { "wives", "wife" },
	{ "halves", "half" }, { "wolves", "wolf" }, { "troops", "troop" }, { "series", "series" }, { "sheep", "sheep" },
};

static const struct irregular *irregular_of(struct str w)
{
	for (size_t i = 0; i < COUNT(irregulars); i++) {
		if (str_is(w, irregulars[i].plural))
			return &irregulars[i];
	}
	return NULL;
}

static bool is_plural(struct str w)
{
	if (irregular_of(w))
		return true;
	return w.len > 3 && w.ptr[w.len - 1] == 's' && w.ptr[w.len - 2] != 's' && w.ptr[w.len - 2] != 'u' &&
	       w.ptr[w.len - 2] != 'i' && w.ptr[w.len - 2] != '\'';
}

static struct str singular(struct arena *a, struct str w)
{
	const struct irregular *irregular = irregular_of(w);
	if (irregular)
		return str_from(irregular->singular);
	if (!is_plural(w))
		return w;
	if (w.len > 4 && str_ends(w, STR("ies")))
		return str_fmt(a, STR_FMT "y", (int)(w.len - 3), w.ptr);
	if (w.len > 4 && (str_ends(w, STR("sses")) || str_ends(w, STR("xes")) || str_ends(w, STR("ches")) ||
	                  str_ends(w, STR("shes"))))
		return str_slice(w, 0, w.len - 2);
	return str_slice(w, 0, w.len - 1);
}

static bool ends_phrase(const struct prose_token *t)
{
	return t->kind != PROSE_WORD || PROSE_IN(t, phrase_ends) || verb_finite(t->low) ||
	       (t->low.len > 5 && str_ends(t->low, STR("ly")));
}

/* Finds the head of the noun phrase that starts at i: *head its index; false when there is none. */
static bool phrase_head(const struct prose *p, size_t i, bool one, size_t *head)
{
	size_t end = i;
	*head = SIZE_MAX;
	for (; end < p->n && end - i < PHRASE_WORDS && !ends_phrase(&p->v[end]); end++) {
		const struct prose_token *t = &p->v[end];
		if (!one && is_plural(t->low) && !t->possessive)
			*head = end;
		else if (*head != SIZE_MAX)
			break;
		if (end > i && t->possessive)
			break;
	}
	if (*head == SIZE_MAX && end > i && end - i < PHRASE_WORDS)
		*head = end - 1;
	return *head != SIZE_MAX;
}

static bool is_determiner(const struct prose_token *t)
{
	static const char *const words[] = {
		"a", "all", "an", "her", "his", "its", "our", "some", "the", "their", "these", "those",
	};
	return PROSE_IN(t, words);
}

/* "of the council's members": the head behind "of" at i, or empty. */
static struct str of_phrase(struct build *b, size_t i)
{
	size_t head;
	if (!prose_is(token(b->p, i), "of"))
		return (struct str){ 0 };
	for (i++; is_determiner(token(b->p, i));)
		i++;
	/* "of the Assembly appointed in May": a participle is no head */
	if (token(b->p, i)->capital && token(b->p, i + 1)->kind == PROSE_WORD && !token(b->p, i + 1)->capital &&
	    str_ends(token(b->p, i + 1)->low, STR("ed")) && !is_plural(token(b->p, i)->low))
		return token(b->p, i)->low;
	return phrase_head(b->p, i, false, &head) ? singular(b->a, b->p->v[head].low) : (struct str){ 0 };
}

/* The head of the phrase at i, "the vote" of "after the vote"; empty: none. */
static struct str event_behind(struct build *b, size_t i)
{
	size_t head;
	if (!is_determiner(token(b->p, i)))
		return (struct str){ 0 };
	return phrase_head(b->p, i + 1, false, &head) ? singular(b->a, b->p->v[head].low) : (struct str){ 0 };
}

static enum quantity_bound bound_before(const struct prose *p, size_t i, size_t *from)
{
	for (size_t k = 0; k < COUNT(bounds); k++) {
		size_t n = 0;
		while (n < 3 && bounds[k].words[n] && i > n && prose_is(&p->v[i - 1 - n], bounds[k].words[n]))
			n++;
		if (n == 3 || !bounds[k].words[n]) {
			*from = i - n;
			return bounds[k].bound;
		}
	}
	*from = i;
	return BOUND_EXACT;
}

static bool is_month(const struct prose_token *t)
{
	return t->capital && (PROSE_IN(t, months) || PROSE_IN(t, short_months));
}

/* Digits that name, date or refer instead of counting. `end` is behind the amount. */
static bool is_no_quantity(const struct prose *p, size_t i, size_t end, const struct amount *am)
{
	const struct prose_token *t = &p->v[i], *before = i > 0 ? &p->v[i - 1] : NULL, *after = token(p, end);
	bool digits = t->kind == PROSE_NUMBER;
	if (is_month(after) || (prose_is(after, "of") && is_month(token(p, end + 1))))
		return true;
	if (before && (is_month(before) || (prose_mark(before, '.') && i > 1 && is_month(&p->v[i - 2]))))
		return true;
	if (before && PROSE_IN(before, label_words))
		return true;
	if (before && prose_mark(before, '.') && i > 1 && PROSE_IN(&p->v[i - 2], label_words))
		return true;
	if (!digits)
		return false;
	if (am->plain && am->value >= 1100 && am->value <= 2100 && p->v[i].low.len == 4)
		return true;
	if (before && !t->spaced &&
	    (before->kind == PROSE_WORD || before->mark == PROSE_CLOSE || before->mark == '.' || before->mark == '/' ||
	     before->mark == ':' || before->mark == ']' || before->mark == '#'))
		return true;
	if (before && before->kind == PROSE_WORD && before->capital && !before->first && !before->possessive)
		return true; /* Boeing 747, Windows 95 */
	if (!after->spaced && (prose_mark(after, '/') || prose_mark(after, ':') || prose_mark(after, ')')))
		return true;
	if (t->first && prose_mark(after, '.') && !after->spaced)
		return true; /* a list number */
	return prose_is(after, "am") || prose_is(after, "pm") || prose_is(after, "a.m.") || prose_is(after, "p.m.") ||
	       prose_is(after, "o'clock");
}

static bool is_currency(uint32_t mark)
{
	return mark == '$' || mark == 0x20AC || mark == 0xA3 || mark == 0xA5;
}

static struct str currency_unit(const struct prose_token *t)
{
	return t->mark == 0xA5 ? STR("yen") : t->low;
}

/* "from 30 to 40", "30-40", "between 30 and 40": the second number widens the first. */
static size_t read_range(const struct prose *p, size_t i, size_t end, struct quantity *q)
{
	struct amount high;
	const struct prose_token *t = token(p, end);
	bool dash = !t->spaced && (prose_mark(t, '-') || prose_mark(t, 0x2013));
	bool to = prose_is(t, "to") || (prose_is(t, "and") && i > 0 && prose_is(&p->v[i - 1], "between"));
	if ((!dash && !to) || !amount_read(p, end + 1, &high) || high.ordinal || high.vague)
		return end;
	if (high.value <= q->value && high.value > 0 && q->value < 1000 && high.end > end + 2) {
		return end; /* not a range in one scale */
	}
	double scale = 1;
	while (high.value >= q->value * scale * 1000 && high.end > end + 2)
		scale *= 1000; /* "two to three million" */
	q->value *= scale;
	q->bound = BOUND_BETWEEN;
	q->high = high.value;
	q->slack = high.slack;
	return high.end;
}

static bool is_percent(const struct prose *p, size_t i, size_t *end)
{
	const struct prose_token *t = token(p, i);
	*end = i + 1;
	if (prose_mark(t, '%') || prose_is(t, "percent") || prose_is(t, "pct"))
		return true;
	*end = i + 2;
	return prose_is(t, "per") && prose_is(token(p, i + 1), "cent");
}

/* Words behind a time unit that make it a date. */
static bool is_dating(const struct prose_token *t)
{
	static const char *const words[] = {
		"after", "ago", "before", "earlier", "from", "hence", "later", "old", "previously", "prior",
	};
	return PROSE_IN(t, words);
}

static void take_modifiers(struct build *b, size_t from, size_t head, struct quantity *q)
{
	for (size_t i = from; i < head && q->n_modifiers < QUANTITY_MODIFIERS; i++)
		q->modifiers[q->n_modifiers++] = singular(b->a, b->p->v[i].low);
}

/* "three months later" at the head of its sentence, "two days after the vote": a lapse of time is of its direction and
 * of the event it runs from. Others date something and are not compared. */
static bool read_lapse(struct build *b, size_t at, struct quantity *q)
{
	const struct prose *p = b->p;
	const struct prose_token *t = token(p, at);
	bool opens = false;
	for (size_t i = at, n = 0; i > 0 && n < 5 && !opens; n++)
		opens = p->v[--i].first;
	q->whole.end = t->span.end;
	if (opens && (prose_is(t, "later") || prose_is(t, "earlier")))
		q->of = STR("");
	else if (prose_is(t, "after") || prose_is(t, "before"))
		q->of = event_behind(b, at + 1);
	else
		return false;
	q->unit = str_fmt(b->a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(q->unit), STR_ARG(t->low), STR_ARG(q->of));
	return q->unit.len > 0 && (q->of.len > 0 || opens);
}

/* What the amount that ends before token `at` counts. False: nothing. */
static bool read_unit(struct build *b, size_t at, struct quantity *q)
{
	const struct prose *p = b->p;
	const struct prose_token *t = token(p, at);
	size_t head, end;
	if (is_percent(p, at, &end)) {
		q->kind = QUANTITY_SHARE;
		q->span.end = q->whole.end = p->v[end - 1].span.end;
		q->of = of_phrase(b, end);
		return true;
	}
	if (q->kind == QUANTITY_SHARE) {
		q->of = prose_is(t, "of") ? of_phrase(b, at) : (struct str){ 0 };
		return true;
	}
	if (prose_mark(t, '-') && !t->spaced && token(p, at + 1)->kind == PROSE_WORD && !token(p, at + 1)->spaced) {
		q->unit = singular(b->a, token(p, at + 1)->low); /* 33-member */
		q->whole.end = token(p, at + 1)->span.end;
		return !is_dating(token(p, at + 1));
	}
	if (prose_is(t, "of")) {
		for (at++; is_determiner(token(p, at));)
			at++;
		t = token(p, at);
	}
	if (!phrase_head(p, at, q->value == 1 && q->bound == BOUND_EXACT, &head))
		return false;
	q->whole.end = p->v[head].span.end;
	const char *unit = unit_of(singular(b->a, t->low));
	if (!unit && head > at && str_is(p->v[head].low, "dollars"))
		unit = "$";
	if (unit) {
		q->kind = QUANTITY_MEASURE;
		q->unit = str_from(unit);
		q->whole.end = t->span.end;
		return is_dating(token(p, at + 1)) ? read_lapse(b, at + 1, q) : true;
	}
	q->unit = singular(b->a, p->v[head].low);
	take_modifiers(b, at, head, q);
	q->of = of_phrase(b, head + 1);
	return q->unit.len > 1;
}

/* "third-largest", "second largest". */
static bool read_rank(const struct prose *p, size_t i, struct quantity *q, size_t *end)
{
	struct amount am = { .value = 0 };
	struct str low = token(p, i)->low, rest = { 0 };
	size_t hyphen = token(p, i)->kind == PROSE_WORD ? str_find_char(low, '-', 0) : SIZE_MAX;
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
		rest = token(p, am.end)->low;
		*end = am.end + 1;
	}
	if (!am.ordinal || am.value < 2 || !(str_ends(rest, STR("est")) || str_is(rest, "most")) || rest.len < 4)
		return false;
	*q = (struct quantity){ .kind = QUANTITY_RANK, .value = am.value, .unit = rest };
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
	if (!amount_read(&one, 0, &am) || am.ordinal || am.vague || am.share || am.value < 2)
		return false;
	*q = (struct quantity){ .value = am.value, .unit = singular(b->a, str_slice(low, hyphen + 1, low.len)) };
	q->span = q->whole = b->p->v[i].span;
	const char *unit = unit_of(q->unit);
	if (unit) {
		q->kind = QUANTITY_MEASURE;
		q->unit = str_from(unit);
	}
	return q->unit.len > 2 && !amount_read(&(struct prose){ .v = &(struct prose_token){ .kind = PROSE_WORD,
	                                        .low = q->unit }, .n = 1 }, 0, &am);
}

/* The quantity that starts at token i; *end is set behind what was read in any case. */
static bool read_one(struct build *b, size_t i, struct quantity *q, size_t *end)
{
	const struct prose *p = b->p;
	struct amount am;
	size_t from;
	*end = i + 1;
	if (p->v[i].kind == PROSE_MARK)
		return false;
	bool hyphen = str_find_char(p->v[i].low, '-', 0) != SIZE_MAX;
	if (hyphen && (read_rank(p, i, q, end) || read_compound(b, i, q)))
		return true;
	if (!amount_read(p, i, &am))
		return false;
	if (am.ordinal && !hyphen && read_rank(p, i, q, end))
		return true;
	*end = am.end;
	if (am.ordinal || is_no_quantity(p, i, am.end, &am))
		return false;
	if (am.value == 1 && prose_is(&p->v[i], "one") && !(i > 0 && (prose_is(&p->v[i - 1], "only") ||
	                                                              prose_is(&p->v[i - 1], "just"))))
		return false;
	*q = (struct quantity){ .value = am.value, .slack = am.slack, .high = am.high };
	q->kind = am.share ? QUANTITY_SHARE : QUANTITY_COUNT;
	q->bound = am.vague ? BOUND_BETWEEN : bound_before(p, i, &from);
	if (!am.vague)
		am.end = read_range(p, i, am.end, q);
	*end = am.end;
	q->span = q->whole = (struct span){ p->v[i].span.start, p->v[am.end - 1].span.end };
	if (i > 0 && is_currency(p->v[i - 1].mark)) {
		q->kind = QUANTITY_MEASURE;
		q->unit = currency_unit(&p->v[i - 1]);
		q->span.start = q->whole.start = p->v[i - 1].span.start;
		q->bound = i > 1 && q->bound == BOUND_EXACT ? bound_before(p, i - 1, &from) : q->bound;
		return true;
	}
	return read_unit(b, am.end, q);
}

int quantities_read(struct arena *a, const struct prose *p, struct span part, struct quantity **out, size_t *n,
                    struct error *e)
{
	struct build b = { a, p, part };
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

/* One in the last digit that counts: 10 of 30, 1,000 of 17,000. */
static double last_place(double value)
{
	double place = 1;
	while (value >= place * 10 && fmod(value, place * 10) == 0)
		place *= 10;
	return place;
}

static void interval(const struct quantity *q, bool claim, double *lo, double *hi)
{
	double v = q->value;
	*lo = v - q->slack;
	*hi = v + q->slack;
	switch (q->bound) {
	case BOUND_EXACT:
		break;
	case BOUND_ABOUT:
		*lo = fmin(*lo, v * (claim ? 0.88 : 0.95));
		*hi = fmax(*hi, v * (claim ? 1.12 : 1.05));
		break;
	case BOUND_NEARLY:
		*lo = v * 0.9;
		*hi = v;
		break;
	case BOUND_ABOVE:
		*lo = v;
		*hi = claim ? HUGE_VAL : v + last_place(v);
		break;
	case BOUND_BELOW:
		*lo = 0;
		*hi = v;
		break;
	case BOUND_BETWEEN:
		*lo = v;
		*hi = q->high;
		break;
	}
}

static bool amounts_meet(const struct quantity *claim, const struct quantity *source)
{
	double a, b, c, d;
	if (claim->value == source->value && claim->bound != BOUND_BETWEEN)
		return true;
	interval(claim, true, &a, &b);
	interval(source, false, &c, &d);
	double grain = 1e-9 * (fabs(a) + fabs(c) + 1);
	return a <= d + grain && c <= b + grain;
}

static bool has_modifier(const struct quantity *q, struct str word)
{
	for (size_t i = 0; i < q->n_modifiers; i++) {
		if (str_eq(q->modifiers[i], word))
			return true;
	}
	return false;
}

enum quantity_relation quantity_compare(const struct quantity *claim, const struct quantity *source)
{
	if (claim->kind != source->kind || !str_eq(claim->unit, source->unit))
		return QUANTITY_APART;
	bool of_differs = claim->of.len > 0 && source->of.len > 0 && !str_eq(claim->of, source->of);
	bool missing = false;
	for (size_t i = 0; i < claim->n_modifiers; i++)
		missing = missing || !has_modifier(source, claim->modifiers[i]);
	if (amounts_meet(claim, source))
		return QUANTITY_AGREES;
	return of_differs ? QUANTITY_APART : missing ? QUANTITY_UNCLEAR : QUANTITY_DIFFERS;
}

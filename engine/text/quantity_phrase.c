/* The irregular plurals and the adjectives in -ly follow the lists of R. Quirk et al., A Comprehensive Grammar of the
 * English Language (1985), sections 5.81 to 5.92 and 7.7; the members were written down by hand. */
#include "text/quantity_phrase.h"

#include "text/verb.h"

enum { PHRASE_WORDS = 6 };

/* Words that end a noun phrase behind a number. Sorted. */
static const char *const ends[] = {
	"a", "about", "above", "after", "against", "ago", "all", "along", "already", "also", "among", "an", "and",
	"any", "around", "as", "at", "away", "because", "before", "behind", "below", "between", "but", "by",
	"down", "during", "each", "either", "else", "even", "every", "everywhere", "except", "for", "from", "he",
	"her", "here", "him", "his", "i", "if", "in", "inside", "instead", "into", "it", "its", "itself", "just",
	"like", "more", "my", "near", "never", "no", "nor", "not", "now", "of", "off", "on", "only", "onto", "or",
	"our", "out", "outside", "over", "per", "she", "so", "some", "such", "than", "that", "the", "their", "them",
	"then", "there", "these", "they", "this", "those", "through", "throughout", "to", "too", "toward",
	"towards", "under", "until", "up", "upon", "us", "we", "what", "when", "where", "whether", "which",
	"while", "who", "whom", "whose", "why", "with", "within", "without", "worldwide", "yet", "you", "your",
};

/* Of those, the ones that may stand between the number and its noun. Sorted. */
static const char *const between[] = { "inside", "more", "near", "outside", "such" };

/* Adjectives and nouns in -ly: no adverbs. Sorted. */
static const char *const no_adverbs[] = {
	"assembly", "bodily", "costly", "cowardly", "daily", "deadly", "early", "elderly", "family", "fortnightly",
	"friendly", "ghostly", "half-yearly", "heavenly", "holy", "hourly", "kindly", "leisurely", "likely", "lively",
	"lonely", "lovely", "lowly", "manly", "miserly", "monopoly", "monthly", "nightly", "oily", "orderly", "princely",
	"quarterly", "scholarly", "shapely", "sickly", "silly", "stately", "supply", "timely", "ugly", "unlikely",
	"weekly", "worldly", "yearly",
};

/* Participles without -ed, as they stand before a noun. Sorted. */
static const char *const participles[] = {
	"born", "bought", "broken", "built", "chosen", "drawn", "fallen", "found", "frozen", "given", "grown", "hidden",
	"known", "laid", "lost", "made", "paid", "sold", "spoken", "stolen", "sworn", "taken", "taught", "torn", "worn",
	"written",
};

struct irregular {
	const char *plural, *singular;
};
/* Irregular plurals, and nouns that count people as such. Sorted by plural. */
static const struct irregular irregulars[] = {
	{ "aircraft", "aircraft" }, { "bacteria", "bacterium" }, { "calves", "calf" }, { "cattle", "cattle" },
	{ "children", "child" }, { "crew", "crew" }, { "criteria", "criterion" }, { "deer", "deer" },
	{ "dice", "die" }, { "elves", "elf" }, { "feet", "foot" }, { "fish", "fish" }, { "geese", "goose" },
	{ "grandchildren", "grandchild" }, { "halves", "half" }, { "individuals", "person" },
	{ "inhabitants", "person" }, { "knives", "knife" }, { "leaves", "leaf" }, { "lives", "life" },
	{ "loaves", "loaf" }, { "media", "medium" }, { "men", "man" }, { "mice", "mouse" },
	{ "offspring", "offspring" }, { "oxen", "ox" }, { "people", "person" }, { "personnel", "personnel" },
	{ "persons", "person" }, { "phenomena", "phenomenon" }, { "police", "police" }, { "population", "person" },
	{ "residents", "person" }, { "series", "series" }, { "sheep", "sheep" }, { "shelves", "shelf" },
	{ "souls", "person" }, { "spacecraft", "spacecraft" }, { "species", "species" }, { "staff", "staff" },
	{ "teeth", "tooth" }, { "thieves", "thief" }, { "troops", "troop" }, { "wives", "wife" },
	{ "wolves", "wolf" }, { "women", "woman" },
};

const struct prose_token *phrase_token(const struct prose *p, size_t i)
{
	static const struct prose_token none = { .kind = PROSE_MARK };
	return i < p->n ? &p->v[i] : &none;
}

static const struct irregular *irregular_of(struct str w)
{
	size_t lo = 0, hi = sizeof irregulars / sizeof *irregulars;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = word_order(w, irregulars[mid].plural);
		if (order == 0)
			return &irregulars[mid];
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

/* "policemen", "fisherwomen" */
static bool of_men(struct str w)
{
	return w.len > 5 && str_ends(w, STR("men")) && !str_is(w, "specimen") && !str_is(w, "regimen");
}

bool phrase_plural(struct str w)
{
	if (w.len > 3 && w.ptr[w.len - 1] == 's')
		return w.ptr[w.len - 2] != 's' && w.ptr[w.len - 2] != 'u' && w.ptr[w.len - 2] != 'i' &&
		       w.ptr[w.len - 2] != '\'';
	return (irregular_of(w) && !str_is(w, "population")) || of_men(w);
}

struct str phrase_singular(struct arena *a, struct str w)
{
	const struct irregular *irregular = irregular_of(w);
	if (irregular)
		return str_from(irregular->singular);
	if (!phrase_plural(w))
		return w;
	if (of_men(w))
		return str_fmt(a, STR_FMT "man", (int)(w.len - 3), w.ptr);
	if (w.len > 4 && str_ends(w, STR("ies")))
		return str_fmt(a, STR_FMT "y", (int)(w.len - 3), w.ptr);
	if (w.len > 4 && (str_ends(w, STR("sses")) || str_ends(w, STR("xes")) || str_ends(w, STR("ches")) ||
	                  str_ends(w, STR("shes"))))
		return str_slice(w, 0, w.len - 2);
	return str_slice(w, 0, w.len - 1);
}

/* "newly built": an adverb of the participle behind it. */
static bool of_participle(const struct prose *p, size_t i)
{
	const struct prose_token *t = phrase_token(p, i + 1);
	return t->kind == PROSE_WORD && ((t->low.len > 4 && str_ends(t->low, STR("ed"))) || PROSE_IN(t, participles));
}

static bool ends_phrase(const struct prose *p, size_t i)
{
	const struct prose_token *t = &p->v[i];
	bool led = i > 0 && PROSE_IN(t, participles) && str_ends(p->v[i - 1].low, STR("ly")); /* "newly built" */
	if (t->kind != PROSE_WORD || PROSE_IN(t, ends) || (verb_finite(t->low) && !led))
		return true;
	return t->low.len > 5 && str_ends(t->low, STR("ly")) && !PROSE_IN(t, no_adverbs) && !of_participle(p, i);
}

size_t phrase_skip(const struct prose *p, size_t i)
{
	if (PROSE_IN(phrase_token(p, i), between) && phrase_token(p, i + 1)->kind == PROSE_WORD && !ends_phrase(p, i + 1))
		return i + 1;
	return i;
}

bool phrase_head(const struct prose *p, size_t i, bool one, size_t *head)
{
	size_t end = i, n = 0;
	*head = SIZE_MAX;
	for (; end < p->n && n < PHRASE_WORDS; end++) {
		const struct prose_token *t = &p->v[end];
		/* three so-called "New Leaders" */
		if (prose_mark(t, PROSE_OPEN) && n > 0 && *head == SIZE_MAX && phrase_token(p, end + 1)->capital)
			continue;
		if (ends_phrase(p, end))
			break;
		n++;
		if (!one && phrase_plural(t->low) && !t->possessive)
			*head = end;
		else if (*head != SIZE_MAX)
			break;
		if (t->possessive && (*head != SIZE_MAX || end + 1 >= p->n || ends_phrase(p, end + 1)))
			break; /* else it stands before its noun: "of the city council's members" */
	}
	if (*head == SIZE_MAX && end > i && n > 0 && n < PHRASE_WORDS)
		*head = end - 1;
	return *head != SIZE_MAX;
}

bool phrase_ends(const struct prose_token *t)
{
	return PROSE_IN(t, ends);
}

bool phrase_determiner(const struct prose_token *t)
{
	static const char *const words[] = {
		"a", "all", "an", "her", "his", "its", "our", "some", "the", "their", "these", "those",
	};
	return PROSE_IN(t, words);
}

struct str phrase_of(struct arena *a, const struct prose *p, size_t i)
{
	size_t head;
	if (!prose_is(phrase_token(p, i), "of") && !prose_is(phrase_token(p, i), "among"))
		return (struct str){ 0 };
	for (i++; phrase_determiner(phrase_token(p, i));)
		i++;
	const struct prose_token *t = phrase_token(p, i), *next = phrase_token(p, i + 1);
	/* "of the Assembly appointed in May": a participle is no head */
	if (t->capital && next->kind == PROSE_WORD && !next->capital && str_ends(next->low, STR("ed")) &&
	    !phrase_plural(t->low))
		return t->low;
	return phrase_head(p, i, false, &head) ? phrase_singular(a, p->v[head].low) : (struct str){ 0 };
}

/* Edit distance is Damerau's in the restricted form (optimal string alignment). The letters that transliterations of
 * Arabic, Persian, Pashto and Russian interchange follow the differences between ALA-LC, BGN/PCGN and the usage of the
 * press (q/k, kh/h, ou/u, ei/ay, -iy/-y); they were written down by hand. */
#include "text/propername.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "text/namelist.h"
#include "text/verb.h"

enum { NAME_MAX = 32 };

/* Endings that make another form of the same name. */
static const char *const endings[] = {
	"a", "an", "ans", "e", "er", "ers", "es", "ese", "i", "ian", "ians", "ic", "is", "ish", "ism", "ist",
	"ists", "ite", "ites", "n", "ns", "s", "y",
};

struct folded {
	char low[NAME_MAX];
	size_t len;
};

/* Letters without case, accents, apostrophes and hyphens. False when the word is too long. */
static bool fold(struct str low, struct folded *out)
{
	/* Latin-1 Supplement and Latin Extended-A, U+00C0 to U+017F, by base letter */
	static const char base[] =
	        "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
	        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
	        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	out->len = 0;
	for (size_t at = 0; at < low.len;) {
		uint32_t c = utf8_next(low, &at);
		if (c == '\'' || c == '-' || c == '.' || c == 0x2BB || (c >= 0x300 && c <= 0x36F))
			continue;
		if (c >= 0xC0 && c - 0xC0 < sizeof base - 1)
			c = (unsigned char)base[c - 0xC0];
		if (out->len >= NAME_MAX || c >= 0x80)
			return false;
		out->low[out->len++] = (char)c;
	}
	return out->len > 0;
}

static struct str folded_str(const struct folded *f)
{
	return (struct str){ f->low, f->len };
}

static size_t distance(const struct folded *x, const struct folded *y)
{
	unsigned char d[3][NAME_MAX + 1];
	for (size_t k = 0; k <= y->len; k++)
		d[0][k] = (unsigned char)k;
	for (size_t i = 1; i <= x->len; i++) {
		unsigned char *row = d[i % 3], *up = d[(i + 2) % 3], *far = d[(i + 1) % 3];
		row[0] = (unsigned char)i;
		for (size_t k = 1; k <= y->len; k++) {
			unsigned best = up[k - 1] + (x->low[i - 1] != y->low[k - 1] ? 1u : 0u);
			if (up[k] + 1u < best)
				best = up[k] + 1u;
			if (row[k - 1] + 1u < best)
				best = row[k - 1] + 1u;
			if (i > 1 && k > 1 && x->low[i - 1] == y->low[k - 2] && x->low[i - 2] == y->low[k - 1] &&
			    far[k - 2] + 1u < best)
				best = far[k - 2] + 1u;
			row[k] = (unsigned char)best;
		}
	}
	return d[x->len % 3][y->len];
}

/* Consonants as transliterations share them; vowels, doubled letters and h behind a consonant go. */
static void skeleton(const struct folded *f, struct folded *out)
{
	static const struct { char from, to; } letters[] = {
		{ 'q', 'k' }, { 'c', 'k' }, { 'w', 'v' }, { 'z', 's' }, { 'p', 'p' }, { 'x', 'k' }, { 'f', 'f' },
	};
	out->len = 0;
	for (size_t i = 0; i < f->len; i++) {
		char c = f->low[i];
		if (strchr("aeiouy", c) || (c == 'h' && i > 0))
			continue;
		for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
			if (letters[k].from == c) {
				c = letters[k].to;
				break;
			}
		}
		if (out->len == 0 || out->low[out->len - 1] != c)
			out->low[out->len++] = c;
	}
}

/* British and American forms of one word are no slips. */
static bool same_spelling(const struct folded *x, const struct folded *y)
{
	static const struct { const char *british, *american;
	} pairs[] = {
	        {"our", "or"},  {"tre", "ter"}, {"isa", "iza"}, {"ise", "ize"},
	        {"yse", "yze"}, {"nce", "nse"}, {"ogue", "og"}, {"mme", "m"},
	};
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		for (int turn = 0; turn < 2; turn++) {
			struct str a = folded_str(turn ? y : x), b = folded_str(turn ? x : y);
			struct str from = str_from(pairs[k].british), to = str_from(pairs[k].american);
			size_t at = str_find(a, from, 0);
			if (at == SIZE_MAX || a.len - from.len + to.len != b.len)
				continue;
			if (str_eq(str_slice(a, 0, at), str_slice(b, 0, at)) &&
			    str_eq(str_slice(b, at, at + to.len), to) &&
			    str_eq(str_slice(a, at + from.len, a.len), str_slice(b, at + to.len, b.len)))
				return true;
		}
	}
	return false;
}

static bool in(struct str word, const char *const *table, size_t n)
{
	return wordlist_has(table, n, word);
}
#define IN(word, table) in((word), (table), sizeof(table) / sizeof *(table))

/* "Kate" and "Katie", "Tom" and "Tommy": one person by two names. */
static bool pet_name(struct str full, struct str pet)
{
	size_t cut = str_ends(pet, STR("ie")) || str_ends(pet, STR("ey")) ? 2 : str_ends(pet, STR("y")) ? 1 : 0;
	if (cut == 0 || pet.len < cut + 3 || !name_is_given(full))
		return false;
	struct str stem = str_slice(pet, 0, pet.len - cut);
	if (full.ptr[full.len - 1] == 'e')
		full.len--;
	bool doubled = stem.len > 2 && stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2];
	return str_eq(full, stem) || (doubled && str_eq(full, str_slice(stem, 0, stem.len - 1)));
}

/* One is the other with an ending: Iran and Iranian, Haqqani and Haqqanis. */
static bool inflected(const struct folded *x, const struct folded *y, bool agrees)
{
	struct str a = folded_str(x), b = folded_str(y);
	if (a.len > b.len) {
		struct str swap = a;
		a = b;
		b = swap;
	}
	if (pet_name(a, b))
		return true;
	if (a.len < 3 || !str_starts(b, a))
		return false;
	struct str ending = str_slice(b, a.len, b.len);
	if (agrees && (str_is(ending, "e") || str_is(ending, "a") || str_is(ending, "y") || str_is(ending, "i")))
		return false; /* Helen and Helene Cooper */
	if (str_is(ending, "e") && !name_is_given(a) && !name_is_given(b))
		return false; /* Lestrade is no form of Lestrad */
	return IN(ending, endings);
}

/* A word of a name, and its neighbours in the name. */
struct part {
	size_t token;
	struct folded word;
	struct str before, after; /* words of the same name, small letters; empty: none */
	struct str title;         /* right before it */
	struct str last;          /* behind a particle: "Tarek" of "Osama ben Tarek" */
};

/* "al-Qabas": the article of a name is written small. */
static bool small_article(const struct prose *p, const struct prose_token *t)
{
	size_t hyphen = t->low.len > 4 ? str_find_char(t->low, '-', 0) : SIZE_MAX;
	if (hyphen != 2 || t->span.start + 3 >= t->span.end)
		return false;
	char c = p->text.ptr[t->span.start + 3];
	return c >= 'A' && c <= 'Z';
}

static bool capital_word(const struct prose *p, size_t i)
{
	const struct prose_token *t = &p->v[i];
	if (!t->capital && !(t->low.len > 4 && t->low.ptr[2] == '-'))
		return false; /* nearly every word */
	return t->kind == PROSE_WORD && t->low.len > 1 && (t->capital || small_article(p, t));
}

static bool joins(const struct prose *p, size_t i, size_t k)
{
	return capital_word(p, i) && capital_word(p, k) && k == i + 1 && p->v[k].spaced && !p->v[i].possessive &&
	       !p->v[k].first;
}

/* Small words inside a name. Sorted. */
static const char *const particles[] = {
	"al", "ben", "bin", "bint", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ter",
	"ul", "ur", "van", "von", "zu",
};

static bool name_part(const struct prose *p, size_t i, struct part *out)
{
	const struct prose_token *t = &p->v[i];
	*out = (struct part){ .token = i };
	if (!capital_word(p, i) || t->capitals || name_is_common(t->low) || name_is_title(t->low) || !fold(t->low, &out->word))
		return false;
	if (i > 0 && joins(p, i - 1, i) && !name_is_title(p->v[i - 1].low) && !name_is_common(p->v[i - 1].low) &&
	    !p->v[i - 1].first)
		out->before = p->v[i - 1].low;
	if (i > 0 && joins(p, i - 1, i) && p->v[i - 1].first && !name_is_title(p->v[i - 1].low) &&
	    !name_is_common(p->v[i - 1].low) && p->v[i - 1].low.len > 3)
		out->before = p->v[i - 1].low;
	if (i + 1 < p->n && joins(p, i, i + 1) && !name_is_common(p->v[i + 1].low))
		out->after = p->v[i + 1].low;
	if (i > 0 && joins(p, i - 1, i) && name_is_title(p->v[i - 1].low))
		out->title = p->v[i - 1].low;
	if (i + 2 < p->n && IN(p->v[i + 1].low, particles) && !t->possessive && capital_word(p, i + 2))
		out->last = p->v[i + 2].low;
	return true;
}

static bool same_word(struct str x, struct str y)
{
	struct folded a, b;
	if (x.len == 0 || y.len == 0)
		return false;
	if (!fold(x, &a) || !fold(y, &b))
		return str_eq(x, y);
	return str_eq(folded_str(&a), folded_str(&b)) || (a.len == 1 && a.low[0] == b.low[0]) ||
	       (b.len == 1 && a.low[0] == b.low[0]);
}

/* Another word beside it in the name makes it another one's. */
static bool another(const struct part *claim, const struct part *source)
{
	return (claim->before.len > 0 && source->before.len > 0 && !same_word(claim->before, source->before)) ||
	       (claim->after.len > 0 && source->after.len > 0 && !same_word(claim->after, source->after));
}

/* "Usama" and "Omar" beside "Osama" and "Umar": the first vowel of a transliteration, where the other half of the name
 * or the title before it is the same. */
static bool initials_vary(const struct part *claim, const struct part *source)
{
	static const char *const vowels[] = { "eiy", "ou" };
	const struct folded *x = &claim->word, *y = &source->word;
	struct str a = folded_str(x), b = folded_str(y);
	bool half = same_word(claim->last, source->last) || same_word(claim->after, source->after) ||
	            same_word(claim->before, source->before);
	bool titled = claim->title.len > 0 && str_eq(claim->title, source->title);
	if (another(claim, source) || x->len < 4 || x->len != y->len || x->low[0] == y->low[0] || !(half || titled) ||
	    name_is_known(a) || name_is_known(b) || (name_is_given(a) && name_is_given(b)))
		return false;
	if (claim->last.len > 0 && source->last.len > 0 && !same_word(claim->last, source->last))
		return false;
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		if (strchr(vowels[i], x->low[0]) && strchr(vowels[i], y->low[0]))
			return str_eq(str_slice(a, 1, a.len), str_slice(b, 1, b.len));
	}
	return false;
}

/* One letter for another that sounds alike, or doubled: what is left tells names of four letters apart, where a changed
 * vowel makes another name. */
static void plainest(const struct folded *f, struct folded *out)
{
	static const char from[] = "cqyzwv", to[] = "kkisvv";
	out->len = 0;
	for (size_t i = 0; i < f->len; i++) {
		char c = f->low[i];
		const char *at = strchr(from, c);
		c = at ? to[at - from] : c;
		if (c == 'p' && i + 1 < f->len && f->low[i + 1] == 'h') {
			c = 'f';
			i++;
		}
		if (out->len == 0 || out->low[out->len - 1] != c)
			out->low[out->len++] = c;
	}
}

/* Two letters that stand beside each other have changed places. */
static bool swapped(const struct folded *x, const struct folded *y)
{
	size_t i = 0;
	if (x->len != y->len)
		return false;
	while (i < x->len && x->low[i] == y->low[i])
		i++;
	return i > 0 && i + 1 < x->len && x->low[i] == y->low[i + 1] && x->low[i + 1] == y->low[i] &&
	       memcmp(x->low + i + 2, y->low + i + 2, x->len - i - 2) == 0;
}

/* Names that other ways of transliteration, or another language of the place, write otherwise: UN Group of Experts on
 * Geographical Names, country names and romanization reports. */
static bool known_pair(struct str a, struct str b)
{
	static const char *const pairs[][2] = {
		{ "kiev", "kyiv" },     { "koran", "quran" },   { "lvov", "lviv" },     { "mecca", "makkah" },
		{ "moslem", "muslim" }, { "moslems", "muslims" }, { "nanking", "nanjing" }, { "peking", "beijing" },
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if ((str_is(a, pairs[i][0]) && str_is(b, pairs[i][1])) || (str_is(a, pairs[i][1]) && str_is(b, pairs[i][0])))
			return true;
	}
	return false;
}

/* The first consonants of transliterations: Qaddafi and Gaddafi. */
static bool initials_near(char a, char b)
{
	static const char *const classes[] = { "qkgc", "jyi", "wv", "sz", "ou", "ei" };
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (strchr(classes[i], a) && strchr(classes[i], b))
			return true;
	}
	return false;
}

/* No other half of the name agrees: what differs must be little, and the name long enough. */
static bool vary_alone(const struct folded *x, const struct folded *y, size_t d)
{
	struct folded sx, sy;
	struct str a = folded_str(x), b = folded_str(y);
	size_t len = x->len < y->len ? x->len : y->len;
	bool common = name_is_given(a) || name_is_given(b);
	plainest(x, &sx);
	plainest(y, &sy);
	/* a word that everybody knows is written so by a slip only: "Austrlia" */
	if (name_is_known(b) && !(d == 1 && len >= 5 && x->low[0] == y->low[0] && !name_is_given(a)))
		return false;
	if (len == 4 || x->low[0] == y->low[0]) {
		if (!common && x->low[0] == y->low[0] && (str_eq(folded_str(&sx), folded_str(&sy)) || swapped(x, y)))
			return true;
	}
	skeleton(x, &sx);
	skeleton(y, &sy);
	bool rest = sx.len > 1 && sx.len == sy.len && memcmp(sx.low + 1, sy.low + 1, sx.len - 1) == 0;
	if (x->low[0] != y->low[0])
		return d == 1 && (len >= 8 || (len >= 6 && rest && initials_near(x->low[0], y->low[0])));
	bool sounds = rest && sx.low[0] == sy.low[0];
	return (d == 1 && len >= 5) || (d == 2 && len >= 6 && sounds) || (d == 3 && len >= 8 && sounds);
}

static bool vary(const struct part *claim, const struct part *source)
{
	const struct folded *x = &claim->word, *y = &source->word;
	size_t len = x->len < y->len ? x->len : y->len, d;
	bool agrees = same_word(claim->before, source->before) || same_word(claim->after, source->after) ||
	              same_word(claim->last, source->last);
	struct folded sx, sy;
	if (initials_vary(claim, source) || (known_pair(folded_str(x), folded_str(y)) && !another(claim, source)))
		return true;
	if (another(claim, source) || len < 4 || (x->len > y->len ? x->len - y->len : y->len - x->len) > 3)
		return false;
	if (name_is_known(folded_str(x)) || inflected(x, y, agrees) || same_spelling(x, y))
		return false;
	if (name_is_given(folded_str(x)) && name_is_given(folded_str(y)))
		return false;
	d = distance(x, y);
	if (d == 0)
		return false;
	if (!agrees)
		return vary_alone(x, y, d);
	skeleton(x, &sx);
	skeleton(y, &sy);
	bool sounds = sx.len > 1 && str_eq(folded_str(&sx), folded_str(&sy)) && x->low[0] == y->low[0];
	return d == 1 || (d == 2 && len >= 5) || (d == 3 && len >= 7 && sounds);
}

static bool word_char(struct str text, size_t at)
{
	if (at >= text.len)
		return false;
	unsigned char c = (unsigned char)text.ptr[at];
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Next place of either letter at or behind `at`; text.len when there is none. */
static size_t next_initial(struct str text, size_t at, char lower, char upper)
{
	const char *from = text.ptr + at, *x, *y;
	size_t left = text.len - at;
	x = memchr(from, upper, left);
	y = lower == upper ? NULL : memchr(from, lower, x ? (size_t)(x - from) : left);
	return y ? (size_t)(y - text.ptr) : x ? (size_t)(x - text.ptr) : text.len;
}

/* The word has straight apostrophes, the text may have others. */
static bool occurs_curled(struct str text, struct str word)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t i = at, k = 0;
		if (at > 0 && word_char(text, at - 1))
			continue;
		while (k < word.len && i < text.len) {
			bool curled = i + 3 <= text.len && memcmp(text.ptr + i, "\xE2\x80\x99", 3) == 0;
			if (!(curled && word.ptr[k] == '\'') &&
			    !str_eq_ci(str_slice(text, i, i + 1), str_slice(word, k, k + 1)))
				break;
			i += curled ? 3 : 1;
			k++;
		}
		if (k == word.len && !word_char(text, i))
			return true;
	}
	return false;
}

/* The first place of the word at or behind `at`; SIZE_MAX when there is none. */
static size_t next_occurrence(struct str text, struct str word, size_t at)
{
	char first = word.ptr[0], upper = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
	for (; at < text.len && (at = next_initial(text, at, first, upper)) + word.len <= text.len; at++) {
		if ((at > 0 && word_char(text, at - 1)) || word_char(text, at + word.len))
			continue;
		if (str_eq_ci(str_slice(text, at, at + word.len), word))
			return at;
	}
	return SIZE_MAX;
}

bool name_occurs(struct str text, struct str word)
{
	if (word.len == 0)
		return true;
	if (str_find_char(word, '\'', 0) != SIZE_MAX)
		return occurs_curled(text, word);
	return next_occurrence(text, word, 0) != SIZE_MAX;
}

/* The first word of a sentence is a name where another one goes on, or where it is no word of every day. */
static bool may_be_name(const struct prose *p, size_t i)
{
	return !p->v[i].first || (i + 1 < p->n && joins(p, i, i + 1)) || p->v[i].low.len > 3;
}

bool name_missing(const struct prose *claim, struct str text)
{
	for (size_t i = 0; i < claim->n; i++) {
		if (capital_word(claim, i) && claim->v[i].low.len > 3 && !name_occurs(text, claim->v[i].low))
			return true;
	}
	return false;
}

/* The same letters without accents and apostrophes stand in the context: no variant. */
static bool folded_occurs(const struct prose *p, const struct folded *word)
{
	struct folded f;
	for (size_t i = 0; i < p->n; i++) {
		char first = p->v[i].low.ptr[0]; /* an accent may fold into the letter */
		if (p->v[i].kind == PROSE_WORD && (first == word->low[0] || (unsigned char)first >= 0x80) &&
		    fold(p->v[i].low, &f) && (str_eq(folded_str(&f), folded_str(word)) || inflected(&f, word, true)))
			return true;
	}
	return false;
}

static bool lower_occurs(const struct prose *p, struct str low)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].kind == PROSE_WORD && !capital_word(p, i) && str_eq(p->v[i].low, low))
			return true;
	}
	return false;
}

/* Does the context know the bearer of token k's name by another first name than the claim? */
static bool known_as_another(const struct part *name, const struct prose *context, size_t k)
{
	struct part other;
	for (size_t i = 0; i < context->n; i++) {
		if (str_eq(context->v[i].low, context->v[k].low) && name_part(context, i, &other) &&
		    another(name, &other))
			return true;
	}
	return false;
}

/* Which of a to z a word has: two words whose sets differ by more than six are more than three changes apart. */
static uint32_t letters(struct str word)
{
	uint32_t set = 0;
	for (size_t i = 0; i < word.len; i++)
		set |= word.ptr[i] >= 'a' && word.ptr[i] <= 'z' ? 1u << (word.ptr[i] - 'a') : 0;
	return set;
}

static bool letters_near(uint32_t set, struct str word)
{
	unsigned n = 0;
	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.ptr[i] >= 0x80) /* it folds into some letter */
			return true;
	}
	for (uint32_t apart = set ^ letters(word); apart != 0; apart &= apart - 1)
		n++;
	return n <= 6;
}

/* The word of the context that the claim's name is a variant of; SIZE_MAX when there is none or more than one. */
static size_t find_variant(const struct part *name, const struct prose *claim, const struct prose *context)
{
	size_t found = SIZE_MAX;
	bool agrees = false; /* the other half of the name is the same: whoever else bears it */
	uint32_t set = letters(folded_str(&name->word));
	for (size_t i = 0; i < context->n; i++) {
		struct part other;
		size_t len = context->v[i].low.len;
		struct folded word;
		if (len + 3 < name->word.len || len > name->word.len + 8 || !capital_word(context, i) ||
		    !letters_near(set, context->v[i].low))
			continue;
		/* near in letters first: the rest costs more */
		if (!fold(context->v[i].low, &word) || word.len > name->word.len + 3 || name->word.len > word.len + 3 ||
		    distance(&name->word, &word) - 1 >= 3)
			continue;
		if (!name_part(context, i, &other) || !vary(name, &other) || !may_be_name(context, i))
			continue;
		/* "Karimullah Karimulla": the same word is the other half too */
		bool twice = same_word(other.before, context->v[i].low) && same_word(name->before, other.before);
		if ((!twice && name_occurs(claim->text, context->v[i].low)) || lower_occurs(context, context->v[i].low))
			continue;
		if (found != SIZE_MAX && !str_eq(context->v[found].low, context->v[i].low))
			return SIZE_MAX;
		bool half = same_word(name->before, other.before) || same_word(name->after, other.after) ||
		            same_word(name->last, other.last);
		if (found == SIZE_MAX || (half && !agrees))
			found = i;
		agrees = agrees || half;
	}
	return found != SIZE_MAX && !agrees && known_as_another(name, context, found) ? SIZE_MAX : found;
}

int name_variants(struct arena *a, const struct prose *claim, const struct prose *context, struct str document,
                  struct name_pair **out, size_t *n, struct error *e)
{
	VEC(struct name_pair) list = { 0 };
	for (size_t i = 0; i < claim->n; i++) {
		struct part name;
		if (!name_part(claim, i, &name) || !may_be_name(claim, i) || name.word.len < 4)
			continue;
		if (folded_occurs(context, &name.word) || lower_occurs(claim, claim->v[i].low))
			continue;
		size_t k = find_variant(&name, claim, context);
		if (k == SIZE_MAX || name_occurs(document, claim->v[i].low))
			continue;
		struct name_pair *slot = vec_add(a, &list);
		if (!slot)
			return error_memory(e);
		*slot = (struct name_pair){ claim->v[i].span, context->v[k].span };
	}
	*out = list.v;
	*n = list.n;
	return 0;
}

int name_elsewhere(struct arena *a, const struct prose *claim, struct span word, struct str text, struct span *out,
                   struct error *e)
{
	enum { PLACES = 24, AROUND = 64 };
	struct part name, other;
	size_t k = prose_at(claim, word.start), at = 0;
	*out = (struct span){ 0, 0 };
	if (k >= claim->n || !name_part(claim, k, &name))
		return 0;
	for (int i = 0; i < PLACES && (at = next_occurrence(text, claim->v[k].low, at)) != SIZE_MAX; i++, at++) {
		struct span near = { at > AROUND ? at - AROUND : 0, at + AROUND };
		struct prose p;
		near.start = utf8_ceil(text, near.start);
		int rc = prose_read(a, text, near, &p, e);
		if (rc < 0)
			return rc;
		size_t m = prose_at(&p, at);
		/* another first name beside it is another person's */
		if (m >= p.n || !name_part(&p, m, &other) || another(&name, &other))
			continue;
		bool agrees = same_word(name.before, other.before) || same_word(name.after, other.after);
		if (!agrees && (name.before.len > 0 || name.after.len > 0) && (other.before.len > 0 || other.after.len > 0))
			continue;
		*out = p.v[m].span;
		return 0;
	}
	return 0;
}

/* Edit distance is Damerau's in the restricted form (optimal string alignment). The letters that transliterations of
 * Arabic, Persian, Pashto and Russian interchange follow the differences between ALA-LC, BGN/PCGN and the usage of the
 * press (q/k, kh/h, ou/u, ei/ay, -iy/-y); they were written down by hand. */
#include "text/nameform.h"

#include <string.h>

#include "base/utf8.h"
#include "text/given.h"
#include "text/namelist.h"
#include "text/verb.h"

/* Endings that make another form of the same name. */
static const char *const endings[] = {
	"a", "an", "ans", "e", "er", "ers", "es", "ese", "i", "ian", "ians", "ic", "is", "ish", "ism", "ist",
	"ists", "ite", "ites", "n", "ns", "s", "y",
};

bool name_fold(struct str low, struct name_form *out)
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

struct str name_form_str(const struct name_form *f)
{
	return (struct str){ f->low, f->len };
}

size_t name_distance(const struct name_form *x, const struct name_form *y)
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
static void skeleton(const struct name_form *f, struct name_form *out)
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

bool name_same_spelling(const struct name_form *x, const struct name_form *y)
{
	static const struct { const char *british, *american;
	} pairs[] = {
	        {"our", "or"},  {"tre", "ter"}, {"isa", "iza"}, {"ise", "ize"},
	        {"yse", "yze"}, {"nce", "nse"}, {"ogue", "og"}, {"mme", "m"},
	};
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		for (int turn = 0; turn < 2; turn++) {
			struct str a = name_form_str(turn ? y : x), b = name_form_str(turn ? x : y);
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
	if (cut == 0 || pet.len < cut + 3 || !given_is_settled(full))
		return false;
	struct str stem = str_slice(pet, 0, pet.len - cut);
	if (full.ptr[full.len - 1] == 'e')
		full.len--;
	bool doubled = stem.len > 2 && stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2];
	return str_eq(full, stem) || (doubled && str_eq(full, str_slice(stem, 0, stem.len - 1)));
}

bool name_inflected(const struct name_form *x, const struct name_form *y, bool agrees)
{
	struct str a = name_form_str(x), b = name_form_str(y);
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
	if (str_is(ending, "e") && !given_is_settled(a) && !given_is_settled(b))
		return false; /* Lestrade is no form of Lestrad */
	return IN(ending, endings);
}

/* One letter for another that sounds alike, or doubled: what is left tells names of four letters apart, where a changed
 * vowel makes another name. */
static void plainest(const struct name_form *f, struct name_form *out)
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
static bool swapped(const struct name_form *x, const struct name_form *y)
{
	size_t i = 0;
	if (x->len != y->len)
		return false;
	while (i < x->len && x->low[i] == y->low[i])
		i++;
	return i > 0 && i + 1 < x->len && x->low[i] == y->low[i + 1] && x->low[i + 1] == y->low[i] &&
	       memcmp(x->low + i + 2, y->low + i + 2, x->len - i - 2) == 0;
}

bool name_known_pair(struct str a, struct str b)
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

bool name_slip(const struct name_form *x, const struct name_form *y, size_t d)
{
	struct name_form sx, sy;
	struct str a = name_form_str(x), b = name_form_str(y);
	size_t len = x->len < y->len ? x->len : y->len;
	bool common = given_is_settled(a) || given_is_settled(b);
	plainest(x, &sx);
	plainest(y, &sy);
	/* a word that everybody knows is written so by a slip only: "Austrlia" */
	if (name_is_known(b) && !(d == 1 && len >= 5 && x->low[0] == y->low[0] && !given_is_settled(a)))
		return false;
	if (len == 4 || x->low[0] == y->low[0]) {
		if (!common && x->low[0] == y->low[0] && (str_eq(name_form_str(&sx), name_form_str(&sy)) || swapped(x, y)))
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

bool name_sounds(const struct name_form *x, const struct name_form *y)
{
	struct name_form sx, sy;
	skeleton(x, &sx);
	skeleton(y, &sy);
	return sx.len > 1 && str_eq(name_form_str(&sx), name_form_str(&sy)) && x->low[0] == y->low[0];
}

#include "text/propername.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "text/nameform.h"
#include "text/given.h"
#include "text/namelist.h"
#include "text/nameplace.h"
#include "text/verb.h"

/* A word of a name, and its neighbours in the name. */
struct part {
	size_t token;
	struct name_form word;
	struct str before, after; /* words of the same name, small letters; empty: none */
	struct str title;         /* right before it */
	struct str last;          /* behind a particle: "Tarek" of "Osama ben Tarek" */
};

/* "al-Qabas", "d'Archiac": the article of a name is written small. */
static bool small_article(const struct prose *p, const struct prose_token *t)
{
	size_t at = t->low.ptr[1] == '\'' ? 1 : t->low.ptr[2] == '-' ? 2 : SIZE_MAX;
	if (at == SIZE_MAX || t->low.len < at + 4)
		return false;
	size_t letter = t->span.start + at + 1;
	letter += letter + 2 < t->span.end && (unsigned char)p->text.ptr[letter - 1] == 0xE2 ? 2 : 0; /* a curled apostrophe */
	char c = p->text.ptr[letter];
	return c >= 'A' && c <= 'Z';
}

static bool capital_word(const struct prose *p, size_t i)
{
	const struct prose_token *t = &p->v[i];
	if (!t->capital && !(t->low.len > 4 && (t->low.ptr[2] == '-' || t->low.ptr[1] == '\'')))
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
	if (!capital_word(p, i) || t->capitals)
		return false;
	*out = (struct part){ .token = i };
	if (name_is_common(t->low) || name_is_title(t->low) || !name_fold(t->low, &out->word))
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
	if (i + 2 < p->n && PROSE_IN(&p->v[i + 1], particles) && !t->possessive && capital_word(p, i + 2))
		out->last = p->v[i + 2].low;
	return true;
}

static bool same_word(struct str x, struct str y)
{
	struct name_form a, b;
	if (x.len == 0 || y.len == 0)
		return false;
	if (!name_fold(x, &a) || !name_fold(y, &b))
		return str_eq(x, y);
	return str_eq(name_form_str(&a), name_form_str(&b)) || (a.len == 1 && a.low[0] == b.low[0]) ||
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
	const struct name_form *x = &claim->word, *y = &source->word;
	struct str a = name_form_str(x), b = name_form_str(y);
	bool half = same_word(claim->last, source->last) || same_word(claim->after, source->after) ||
	            same_word(claim->before, source->before);
	bool titled = claim->title.len > 0 && str_eq(claim->title, source->title);
	if (another(claim, source) || x->len < 4 || x->len != y->len || x->low[0] == y->low[0] || !(half || titled) ||
	    name_is_known(a) || name_is_known(b) || (given_is_settled(a) && given_is_settled(b)))
		return false;
	if (claim->last.len > 0 && source->last.len > 0 && !same_word(claim->last, source->last))
		return false;
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		if (strchr(vowels[i], x->low[0]) && strchr(vowels[i], y->low[0]))
			return str_eq(str_slice(a, 1, a.len), str_slice(b, 1, b.len));
	}
	return false;
}

static bool vary(const struct part *claim, const struct part *source)
{
	const struct name_form *x = &claim->word, *y = &source->word;
	size_t len = x->len < y->len ? x->len : y->len, d;
	bool agrees = same_word(claim->before, source->before) || same_word(claim->after, source->after) ||
	              same_word(claim->last, source->last);
	if (initials_vary(claim, source) || (name_known_pair(name_form_str(x), name_form_str(y)) && !another(claim, source)))
		return true;
	if (another(claim, source) || len < 4 || (x->len > y->len ? x->len - y->len : y->len - x->len) > 3)
		return false;
	if (name_is_known(name_form_str(x)) || name_inflected(x, y, agrees) || name_same_spelling(x, y))
		return false;
	if (given_is_settled(name_form_str(x)) && given_is_settled(name_form_str(y)))
		return false;
	d = name_distance(x, y);
	if (d == 0)
		return false;
	if (!agrees)
		return name_slip(x, y, d);
	return d == 1 || (d == 2 && len >= 5) || (d == 3 && len >= 7 && name_sounds(x, y));
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
static bool folded_occurs(const struct prose *p, const struct name_form *word)
{
	struct name_form f;
	for (size_t i = 0; i < p->n; i++) {
		char first = p->v[i].low.ptr[0]; /* an accent may fold into the letter */
		if (p->v[i].kind == PROSE_WORD && (first == word->low[0] || (unsigned char)first >= 0x80) &&
		    name_fold(p->v[i].low, &f) && (str_eq(name_form_str(&f), name_form_str(word)) || name_inflected(&f, word, true)))
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

/* The words with a capital letter, by their indexes; NULL when memory ran out. */
static size_t *capitals_of(struct arena *a, const struct prose *p, size_t *n)
{
	size_t *v = arena_array(a, size_t, p->n + 1);
	*n = 0;
	for (size_t i = 0; v && i < p->n; i++) {
		if (capital_word(p, i))
			v[(*n)++] = i;
	}
	return v;
}

/* The word of the context, among those with a capital letter, that the claim's name is a variant of; SIZE_MAX when there is
 * none or more than one. */
static size_t find_variant(const struct part *name, const struct prose *claim, const struct prose *context,
                           const size_t *capitals, size_t n)
{
	size_t found = SIZE_MAX;
	bool agrees = false; /* the other half of the name is the same: whoever else bears it */
	uint32_t set = letters(name_form_str(&name->word));
	for (size_t k = 0; k < n; k++) {
		struct part other;
		size_t i = capitals[k], len = context->v[i].low.len;
		struct name_form word;
		if (len + 3 < name->word.len || len > name->word.len + 8 ||
		    !letters_near(set, context->v[i].low))
			continue;
		/* near in letters first: the rest costs more */
		if (!name_fold(context->v[i].low, &word) || word.len > name->word.len + 3 || name->word.len > word.len + 3 ||
		    name_distance(&name->word, &word) - 1 >= 3)
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
	size_t *capitals = NULL, n_capitals = 0;
	for (size_t i = 0; i < claim->n; i++) {
		struct part name;
		if (!name_part(claim, i, &name) || !may_be_name(claim, i) || name.word.len < 4)
			continue;
		if (folded_occurs(context, &name.word) || lower_occurs(claim, claim->v[i].low))
			continue;
		if (!capitals && !(capitals = capitals_of(a, context, &n_capitals)))
			return error_memory(e);
		size_t k = find_variant(&name, claim, context, capitals, n_capitals);
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

/* The words around text[at, at + len) and the index of the name's part there; false when it is none. */
static int read_part(struct arena *a, struct str text, size_t at, size_t len, struct prose *p, struct part *out, bool *is,
                     struct error *e)
{
	enum { AROUND = 64 };
	struct span near = { utf8_ceil(text, at > AROUND ? at - AROUND : 0), at + AROUND };
	int rc = prose_read(a, text, near, p, e);
	size_t m = rc == 0 ? prose_at(p, at) : 0;
	*is = rc == 0 && m < p->n && p->v[m].low.len >= len && name_part(p, m, out);
	return rc;
}

int name_elsewhere(struct arena *a, const struct prose *claim, struct span word, struct str text, struct span *out,
                   struct error *e)
{
	enum { PLACES = 24 };
	struct part name, other;
	size_t k = prose_at(claim, word.start), at = 0;
	*out = (struct span){ 0, 0 };
	if (k >= claim->n || !name_part(claim, k, &name))
		return 0;
	for (int i = 0; i < PLACES && (at = name_next(text, claim->v[k].low, at)) != SIZE_MAX; i++, at++) {
		struct prose p;
		bool is;
		int rc = read_part(a, text, at, claim->v[k].low.len, &p, &other, &is, e);
		if (rc < 0)
			return rc;
		/* another first name beside it is another person's */
		if (!is || another(&name, &other))
			continue;
		bool agrees = same_word(name.before, other.before) || same_word(name.after, other.after);
		if (!agrees && (name.before.len > 0 || name.after.len > 0) && (other.before.len > 0 || other.after.len > 0))
			continue;
		*out = p.v[other.token].span;
		return 0;
	}
	return 0;
}

static bool form_of(struct str word, struct name_form *out)
{
	char low[2 * NAME_MAX];
	if (word.len > sizeof low)
		return false;
	for (size_t i = 0; i < word.len; i++)
		low[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + 32 : word.ptr[i]);
	return name_fold((struct str){ low, word.len }, out);
}

/* The word that starts at `at` differs from the form by little, and is not the spelling that is known. */
static bool near_form(struct str text, size_t at, const struct name_form *form, const struct name_form *known, size_t *len)
{
	struct name_form word;
	size_t end = at;
	while (name_letter(text, end))
		end++;
	*len = end - at;
	if (*len + 2 < form->len || *len > form->len + 4)
		return false;
	if (!form_of(str_slice(text, at, end), &word) || name_distance(form, &word) - 1 >= 3)
		return false;
	return !str_eq(name_form_str(known), name_form_str(&word));
}

int name_respelled(struct arena *a, const struct prose *claim, struct span word, struct str source, struct str text,
                   struct span *out, struct error *e)
{
	enum { PLACES = 24 };
	struct part name, other;
	struct name_form known;
	size_t k = prose_at(claim, word.start), len;
	*out = (struct span){ 0, 0 };
	if (k >= claim->n || !name_part(claim, k, &name) || !form_of(source, &known))
		return 0;
	for (size_t at = 0, n = 0; n < PLACES; at++) {
		at = str_find_char(text, (char)(name.word.low[0] - 32), at);
		if (at == SIZE_MAX)
			break;
		if ((at > 0 && name_letter(text, at - 1)) || !near_form(text, at, &name.word, &known, &len))
			continue;
		struct prose p;
		bool is;
		int rc = read_part(a, text, at, len, &p, &other, &is, e);
		if (rc < 0)
			return rc;
		n++;
		if (is && vary(&name, &other)) {
			*out = p.v[other.token].span;
			return 0;
		}
	}
	return 0;
}

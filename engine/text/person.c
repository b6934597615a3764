#include "text/person.h"

#include "text/namelist.h"
#include "text/verb.h"

#define HAS(table, word) wordlist_has((table), sizeof(table) / sizeof *(table), (word))

enum { WORD_MAX = 24 };

/* Titles that stand before a given name as often as before a surname. Sorted. */
static const char *const either[] = {
	"aunt", "auntie", "aunty", "brother", "cousin", "dame", "father", "king", "lady", "lord", "madam", "madame", "master",
	"miss", "mother", "pope", "prince", "princess", "queen", "saint", "sir", "sister", "st", "uncle",
};
/* Ranks and offices beyond those of name_is_title(). Sorted. */
static const char *const ranks[] = {
	"abbe", "abbess", "abbot", "attorney", "baronet", "beadle", "ceo", "cfo", "chair", "chairman", "chairwoman",
	"chaplain", "chevalier", "comte", "comtesse", "congressman", "congresswoman", "constable", "coo", "coroner",
	"corporal", "councillor", "count", "countess", "curate", "dean", "detective", "doctor", "don", "duchess",
	"elder", "empress", "inspector", "judge", "madame", "mademoiselle", "magistrate", "marquess", "marquis",
	"master", "matron", "mep", "minister", "monsieur", "mother", "mp", "msp", "nurse", "parson", "pastor", "pm",
	"preacher", "premier", "priest", "private", "rector", "senor", "senora", "sheriff", "signor", "signora",
	"signorina", "squire", "superintendent", "vicar", "viscount", "viscountess", "vp", "warden",
};
/* Short forms of given names and the names they stand for; a form and its name that begin with the same three letters
 * are told by those. Written down by hand, sorted by the short form. */
static const char *const shorts[][2] = {
	{ "abby", "abigail" },    { "alec", "alexander" },   { "aleck", "alexander" },  { "andy", "andrew" },
	{ "barney", "barnabas" }, { "becky", "rebecca" },    { "bella", "isabella" },   { "bernie", "bernard" },
	{ "bertie", "albert" },   { "bess", "elizabeth" },   { "bessie", "elizabeth" }, { "beth", "elizabeth" },
	{ "betsy", "elizabeth" }, { "betty", "elizabeth" },  { "bill", "william" },     { "billy", "william" },
	{ "bob", "robert" },      { "bobby", "robert" },     { "carrie", "caroline" },  { "charley", "charles" },
	{ "chuck", "charles" },   { "debbie", "deborah" },   { "dick", "richard" },     { "dolly", "dorothy" },
	{ "dot", "dorothy" },     { "ed", "edward" },        { "eddie", "edward" },     { "fanny", "frances" },
	{ "gene", "eugene" },     { "greta", "margaret" },   { "gus", "augustus" },     { "hal", "henry" },
	{ "hank", "henry" },      { "harry", "henry" },      { "hattie", "harriet" },   { "jack", "john" },
	{ "jake", "jacob" },      { "jem", "james" },        { "jenny", "jane" },       { "jerry", "gerald" },
	{ "jim", "james" },       { "jimmy", "james" },      { "joe", "joseph" },       { "johnny", "john" },
	{ "kate", "catherine" },  { "kathy", "catherine" },  { "katie", "catherine" },  { "kit", "christopher" },
	{ "kitty", "catherine" }, { "larry", "lawrence" },   { "lena", "helena" },      { "lettie", "letitia" },
	{ "liz", "elizabeth" },   { "liza", "elizabeth" },   { "lizzie", "elizabeth" }, { "lizzy", "elizabeth" },
	{ "lottie", "charlotte" }, { "madge", "margaret" },  { "maggie", "margaret" },  { "meg", "margaret" },
	{ "mick", "michael" },    { "mike", "michael" },     { "millie", "mildred" },   { "minnie", "wilhelmina" },
	{ "molly", "mary" },      { "nan", "anne" },         { "nance", "nancy" },      { "nancy", "anne" },
	{ "ned", "edward" },      { "nell", "eleanor" },     { "nellie", "eleanor" },   { "nick", "nicholas" },
	{ "nolly", "oliver" },    { "nora", "eleanor" },    { "patsy", "patricia" },   { "peg", "margaret" },     { "peggy", "margaret" },
	{ "polly", "mary" },      { "rick", "richard" },     { "rob", "robert" },       { "sadie", "sarah" },
	{ "sally", "sarah" },     { "sandy", "alexander" },  { "sukey", "susan" },      { "ted", "edward" },
	{ "teddy", "edward" },    { "tetty", "elizabeth" },  { "theo", "theodore" },    { "tilda", "matilda" },
	{ "tom", "thomas" },      { "tommy", "thomas" },     { "tony", "anthony" },     { "trixie", "beatrice" },
	{ "will", "william" },    { "willy", "william" },
};

enum person_title person_title(struct str low)
{
	if (HAS(either, low))
		return PERSON_MISS;
	return name_is_title(low) || HAS(ranks, low) ? PERSON_MISTER : PERSON_PLAIN;
}

bool person_is_rank(struct str low)
{
	return name_is_title(low) || HAS(ranks, low);
}

bool person_is_given(struct str low)
{
	return given_is_settled(low) || (given_gender(low) != GENDER_OPEN && person_title(low) == PERSON_PLAIN);
}

static bool stands_for(struct str form, struct str name)
{
	size_t n = sizeof shorts / sizeof *shorts;
	for (size_t i = 0; i < n; i++) {
		if (str_is(form, shorts[i][0]) && str_is(name, shorts[i][1]))
			return true;
	}
	return false;
}

bool person_short_form(struct str x, struct str y)
{
	if (x.len >= 3 && y.len >= 3 && str_eq(str_slice(x, 0, 3), str_slice(y, 0, 3)))
		return true;
	if (x.len <= 2 || y.len <= 2) /* an initial, "Al" */
		return x.len > 0 && y.len > 0 && x.ptr[0] == y.ptr[0];
	return stands_for(x, y) || stands_for(y, x);
}

static bool word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_gap(char c)
{
	return c == ' ' || c == '.' || c == '\n' || c == '\r';
}

/* A word of the document in small letters, as far as ASCII goes. */
struct low_word {
	char bytes[WORD_MAX];
	size_t len;
};

static struct str low_str(const struct low_word *w)
{
	return (struct str){ w->bytes, w->len };
}

/* Copies document[start, end); false when it is no word with a capital, or too long. */
static bool take_word(struct str document, size_t start, size_t end, struct low_word *out)
{
	out->len = 0;
	if (start >= end || end - start > WORD_MAX || document.ptr[start] < 'A' || document.ptr[start] > 'Z')
		return false;
	for (size_t i = start; i < end; i++) {
		char c = document.ptr[i];
		out->bytes[out->len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return true;
}

/* The word with a capital that stands directly before the offset. */
static bool word_before(struct str document, size_t at, struct low_word *out)
{
	size_t end = at, start;
	while (end > 0 && at - end < 3 && is_gap(document.ptr[end - 1]))
		end--;
	if (at - end > 1 && document.ptr[end] != '.') /* a blank line */
		return false;
	for (start = end; start > 0 && word_byte(document.ptr[start - 1]); start--)
		;
	if (end >= at || !take_word(document, start, end, out))
		return false;
	/* "went to Florence. George said": only an abbreviation has its full stop before a name */
	return document.ptr[end] != '.' || out->len == 1 || person_title(low_str(out)) != PERSON_PLAIN;
}

/* The one behind it, with nothing but a space or an initial between. */
static bool word_behind(struct str document, size_t at, struct low_word *out)
{
	size_t start = at, end, lines = 0;
	while (start < document.len && lines < 2 && (document.ptr[start] == ' ' || document.ptr[start] == '\n'))
		lines += document.ptr[start++] == '\n';
	if (lines > 1)
		return false;
	if (start + 2 < document.len && document.ptr[start + 1] == '.' && document.ptr[start] >= 'A' &&
	    document.ptr[start] <= 'Z' && document.ptr[start + 2] == ' ')
		start += 3;
	for (end = start; end < document.len && word_byte(document.ptr[end]); end++)
		;
	return start > at && take_word(document, start, end, out);
}

/* The next place of the name with a capital at or behind `at`; SIZE_MAX when there is none. */
static size_t next_place(struct str document, struct str name, size_t at)
{
	char first = name.len > 0 ? name.ptr[0] : '?', upper = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
	for (; (at = str_find_char(document, upper, at)) != SIZE_MAX; at++) {
		bool word = (at == 0 || !word_byte(document.ptr[at - 1])) && at + name.len <= document.len &&
		            (at + name.len == document.len || !word_byte(document.ptr[at + name.len]));
		if (word && str_eq_ci(str_slice(document, at, at + name.len), name))
			return at;
	}
	return SIZE_MAX;
}

enum gender person_document_gender(struct str document, struct str name)
{
	enum gender found = GENDER_OPEN;
	for (size_t at = 0; (at = next_place(document, name, at)) != SIZE_MAX; at++) {
		struct low_word w;
		if (!word_before(document, at, &w))
			continue;
		enum gender g = given_gender(low_str(&w));
		if (g != GENDER_OPEN && found != GENDER_OPEN && g != found)
			return GENDER_OPEN;
		found = g != GENDER_OPEN ? g : found;
	}
	return found;
}

/* Does the document have the two side by side, in either order? */
static bool side_by_side(struct str document, struct str x, struct str y)
{
	for (size_t at = 0; (at = next_place(document, x, at)) != SIZE_MAX; at++) {
		struct low_word w;
		if (word_behind(document, at + x.len, &w) && str_eq(low_str(&w), y))
			return true;
		if (word_before(document, at, &w) && str_eq(low_str(&w), y))
			return true;
	}
	return false;
}

/* Does the document give the name a surname, as in "Rose Fleming"? */
static bool has_surname(struct str document, struct str given)
{
	for (size_t at = 0; (at = next_place(document, given, at)) != SIZE_MAX; at++) {
		struct low_word w, before;
		if (word_behind(document, at + given.len, &w) && w.len > 2 && !name_is_common(low_str(&w)) &&
		    !name_is_known(low_str(&w)) && person_title(low_str(&w)) == PERSON_PLAIN && !(word_before(document, at, &before) && person_is_given(low_str(&before))))
			return true;
	}
	return false;
}

/* Is the name a surname where the document writes it in full: "Marco Rubio", "Sen. Rubio"? */
static bool is_surname(struct str document, struct str name)
{
	for (size_t at = 0; (at = next_place(document, name, at)) != SIZE_MAX; at++) {
		struct low_word w;
		if (!word_before(document, at, &w))
			continue;
		enum person_title title = person_title(low_str(&w));
		/* "by Rei Shiratori": a pair of capitals in the midst of a sentence */
		size_t from = at - 1 - w.len;
		bool pair = at > w.len + 3 && document.ptr[at - 1] == ' ' && document.ptr[from - 1] == ' ' &&
		            ((document.ptr[from - 2] >= 'a' && document.ptr[from - 2] <= 'z') || document.ptr[from - 2] == ',');
		if (pair && w.len > 2 && title == PERSON_PLAIN && !name_is_common(low_str(&w)) && !name_is_known(low_str(&w)))
			return true;
		bool before_surname = title == PERSON_MISTER || (title == PERSON_MISS && !person_is_given(name));
		if (w.len == 1 || before_surname || person_is_given(low_str(&w)))
			return true;
	}
	return false;
}

enum name_kind { KIND_FULL, KIND_GIVEN, KIND_SURNAME, KIND_EITHER };

static enum name_kind kind_of(const struct person *x, struct str document)
{
	if (x->n > 1)
		return KIND_FULL;
	if (x->title == PERSON_MISTER)
		return KIND_SURNAME;
	if (x->title == PERSON_MISS) { /* "Miss Rose", but "Miss Lucas" */
		enum gender g = given_gender(x->names[0]);
		bool fits = person_is_given(x->names[0]) && (g == x->gender || g == GENDER_OPEN || x->gender == GENDER_OPEN);
		return fits ? KIND_GIVEN : KIND_SURNAME;
	}
	if (is_surname(document, x->names[0]))
		return KIND_SURNAME;
	return person_is_given(x->names[0]) ? KIND_GIVEN : KIND_EITHER;
}

static bool given_agrees(const struct person *x, struct str given)
{
	for (size_t i = 0; i + 1 < x->n || i == 0; i++) {
		if (person_short_form(x->names[i], given))
			return true;
	}
	return false;
}

/* Two surnames agree, the given names may not: "Bill" and "Hillary". */
static enum person_relation full_names(const struct person *x, const struct person *y)
{
	if (!str_eq(x->names[x->n - 1], y->names[y->n - 1]))
		return PERSON_OTHER;
	enum gender gx = given_gender(x->names[0]), gy = given_gender(y->names[0]);
	bool listed = person_is_given(x->names[0]) && person_is_given(y->names[0]);
	for (size_t i = 0; i + 1 < y->n; i++) {
		if (given_agrees(x, y->names[i]))
			return PERSON_SAME;
	}
	return listed && gx != GENDER_OPEN && gy != GENDER_OPEN ? PERSON_OTHER : PERSON_OPEN;
}

static enum gender gender_of(const struct person *x, enum name_kind kind, struct str document)
{
	if (x->gender != GENDER_OPEN)
		return x->gender;
	if (kind == KIND_GIVEN)
		return given_gender(x->names[0]);
	/* where only a "Mrs. Ferrars" is written, "Ferrars" may be her son */
	return x->title == PERSON_PLAIN ? GENDER_OPEN : person_document_gender(document, x->names[x->n - 1]);
}

bool person_named(struct str document, const struct person *x)
{
	return x->n > 0 && x->title == PERSON_PLAIN && is_surname(document, x->names[0]);
}

enum person_relation person_compare(const struct person *x, const struct person *y, struct str document)
{
	if (x->n == 0 || y->n == 0)
		return PERSON_OPEN;
	enum name_kind kx = kind_of(x, document), ky = kind_of(y, document);
	struct str nx = x->names[x->n - 1], ny = y->names[y->n - 1];
	if (kx == KIND_FULL && ky == KIND_FULL)
		return full_names(x, y);
	if (kx == KIND_FULL || ky == KIND_FULL) {
		const struct person *full = kx == KIND_FULL ? x : y, *one = kx == KIND_FULL ? y : x;
		enum name_kind k = kx == KIND_FULL ? ky : kx;
		if (str_eq(full->names[full->n - 1], one->names[0]))
			return PERSON_SAME;
		if (str_eq(full->names[0], one->names[0]))
			return PERSON_OPEN;
		bool agrees = k != KIND_SURNAME && given_agrees(full, one->names[0]);
		return agrees ? PERSON_OPEN : PERSON_OTHER;
	}
	if (str_eq(nx, ny))
		return PERSON_SAME;
	if (kx == KIND_GIVEN && ky == KIND_GIVEN)
		return person_short_form(nx, ny) ? PERSON_OPEN : PERSON_OTHER;
	if (side_by_side(document, nx, ny))
		return PERSON_SAME;
	if (kx == KIND_SURNAME && ky == KIND_SURNAME)
		return PERSON_OTHER;
	enum gender gx = gender_of(x, kx, document), gy = gender_of(y, ky, document);
	if (gx != GENDER_OPEN && gy != GENDER_OPEN && gx != gy)
		return PERSON_OTHER;
	/* no title, no list of given names: a surname, as writers of news use it */
	bool plain = x->title == PERSON_PLAIN && y->title == PERSON_PLAIN;
	if (plain && (kx == KIND_SURNAME || ky == KIND_SURNAME) && kx != KIND_GIVEN && ky != KIND_GIVEN)
		return PERSON_OTHER;
	bool apart = (kx != KIND_SURNAME && has_surname(document, nx)) || (ky != KIND_SURNAME && has_surname(document, ny));
	return apart ? PERSON_OTHER : PERSON_OPEN;
}

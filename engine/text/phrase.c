#include "text/phrase.h"

#include "text/namelist.h"
#include "text/prose.h"

/* Words of a phrase that say nothing about who is meant. Sorted. */
static const char *const empty[] = {
	"a", "an", "and", "at", "by", "dr", "for", "former", "from", "gen", "her", "his", "ii", "iii", "in", "its", "jr", "lady",
	"lord", "miss", "mr", "mrs", "ms", "of", "on", "one", "prof", "professor", "sen", "senator", "sir",
	"some", "sr", "that", "the", "their", "then", "to", "with",
};
/* They speak for somebody else: neither him nor another. Sorted. */
static const char *const deputies[] = {
	"aide", "aides", "attorney", "delegate", "delegates", "delegation", "diplomat", "diplomats", "lawyer",
	"lawyers", "office", "official", "officials", "report", "representative", "representatives", "solicitor",
	"spokesman", "spokesmen", "spokesperson", "spokeswoman", "statement",
};
static bool is_joint(const struct prose_token *t)
{
	static const char *const words[] = { "at", "by", "close", "for", "from", "in", "of", "on", "to", "with" };
	return PROSE_IN(t, words);
}

/* By its ending, or a word of its own: "manager", "chairwoman", "chief". */
static bool is_personal(struct str word)
{
	static const char *const words[] = {
		"accountant", "advocate", "assistant", "aunt", "boss", "boy", "chair", "chief", "clerk", "coach",
		"cook", "cousin", "daughter", "friend", "girl", "guard", "guest", "guide", "head", "host", "husband",
		"judge", "king", "monk", "nephew", "niece", "nurse", "patient", "people", "person", "pilot", "poet",
		"priest", "prince", "queen", "relative", "rival", "saint", "son", "star", "student", "thief", "uncle",
		"widow", "wife", "witness", "youth",
	};
	static const char *const ends[] = {
		"aire", "aires", "an", "ans", "ant", "ants", "ary", "at", "ats", "crat", "crats", "ee", "ees", "ent", "er", "ers", "ess",
		"eur", "eurs", "ic", "ist", "ists", "man", "men", "or", "ors", "women", "yst", "ysts",
	};
	struct prose_token t = { .kind = PROSE_WORD, .low = word };
	if (str_is(word, "other") || str_is(word, "others"))
		return false;
	if (PROSE_IN(&t, words))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (word.len > str_from(ends[i]).len + 2 && str_ends(word, str_from(ends[i])))
			return !str_ends(word, STR("ment"));
	}
	return false;
}

/* "Haider", "al-Abadi" */
static bool is_name(const struct prose *p, const struct prose_token *t)
{
	struct str raw = str_span(p->text, t->span);
	size_t hyphen = str_find_char(raw, '-', 0);
	return t->capital || (hyphen < 4 && hyphen + 1 < raw.len && raw.ptr[hyphen + 1] >= 'A' && raw.ptr[hyphen + 1] <= 'Z');
}

/* Is the word at token i, with a capital, a rank and not part of a name: "the Marquis", "the Attorney General"? */
static bool bare_rank(const struct prose *p, size_t i)
{
	if (i == 0 || !(prose_is(&p->v[0], "the") || prose_is(&p->v[0], "our")))
		return false;
	if (i == 1 && (p->n == 2 || p->v[2].kind == PROSE_MARK)) /* "the Dodger" */
		return true;
	if (!person_is_rank(p->v[i].low))
		return false;
	while (i + 1 < p->n && p->v[i + 1].kind == PROSE_WORD && p->v[i + 1].capital && person_is_rank(p->v[i + 1].low))
		i++;
	return i + 1 >= p->n || !(p->v[i + 1].kind == PROSE_WORD && p->v[i + 1].capital);
}

/* Reads token i as part of the name of a person. */
static void read_person(const struct prose *p, size_t i, struct person *out)
{
	const struct prose_token *t = &p->v[i];
	size_t next = i + 1 < p->n && prose_mark(&p->v[i + 1], '.') ? i + 2 : i + 1;
	bool before_name = next < p->n && p->v[next].kind == PROSE_WORD && p->v[next].capital;
	enum person_title title = before_name ? person_title(t->low) : PERSON_PLAIN;
	if (title == PERSON_MISS && out->n > 0)
		title = PERSON_PLAIN;
	if (title != PERSON_PLAIN) { /* "Boston Mayor Martin Walsh" */
		out->title = title;
		out->n = 0;
	}
	bool name = t->capital && t->low.len > 1 && !prose_is(t, "jr") && !prose_is(t, "sr") && !prose_is(t, "ii") &&
	            !prose_is(t, "iii");
	if (title == PERSON_PLAIN && name && out->n < PERSON_NAMES)
		out->names[out->n++] = t->low;
}

static bool is_indefinite(const struct prose *p)
{
	static const char *const words[] = {
		"a", "an", "another", "both", "four", "many", "most", "one", "other", "others", "several", "some", "three", "two",
	};
	return p->n > 0 && PROSE_IN(&p->v[0], words);
}

/* "Governor of Washington Chris Gregoire", "the secretary of the council, Nunzio Galantino": the name behind the office
 * and what the office is of. */
static void read_last_name(const struct prose *p, struct phrase *out)
{
	size_t end = p->n;
	while (end > 0 && p->v[end - 1].kind == PROSE_MARK)
		end--;
	if (end < 4 || out->own.len > 0 || out->n_roles == 0 || out->deputy || out->kin || out->group || out->agent)
		return;
	const struct prose_token *last = &p->v[end - 1], *given = &p->v[end - 2], *before = &p->v[end - 3];
	bool name = last->kind == PROSE_WORD && is_name(p, last) && !last->possessive && given->kind == PROSE_WORD &&
	            given->capital && person_is_given(given->low);
	bool apart = prose_mark(before, ',') || (before->kind == PROSE_WORD && before->capital && !before->possessive);
	if (!name || !apart)
		return;
	out->own = last->low;
	out->person = (struct person){ .names = { given->low, last->low }, .n = 2 };
	out->gender = given_gender(given->low);
	out->headed = out->body = false;
}

/* How far the phrase is read: behind a preposition ("of", "for"), behind the comma of an apposition. */
struct reading {
	const struct prose *p;
	bool joined, apposed;
};

/* Word i as a name or as a role of the phrase. */
static void read_part(const struct reading *r, size_t i, bool rank, bool owner, bool common, struct phrase *out)
{
	const struct prose_token *t = &r->p->v[i];
	if (is_name(r->p, t) && !common && t->low.len > 1 && out->n_names < PHRASE_PARTS) {
		/* "Nordfjell Hall" is a place, "James Hall" a man */
		struct str given = out->n_names > 0 ? out->names[out->n_names - 1] : (struct str){ 0 };
		bool person = given_is_settled(given) || given_gender(given) != GENDER_OPEN;
		if (!r->joined)
			out->body = (name_is_common(t->low) && !person) || t->capitals;
		out->names[out->n_names++] = t->low;
		if (!r->joined && !owner)
			out->own = t->low;
		out->headed = out->headed && r->joined;
	} else if ((!is_name(r->p, t) || common) && out->n_roles < PHRASE_PARTS) {
		out->roles[out->n_roles++] = t->low;
		out->headed = out->headed || !r->joined;
		if (!r->joined) {
			out->head = t->low;
			out->plural = t->low.len > 4 && str_ends(t->low, STR("s")) && !str_ends(t->low, STR("ss"));
		}
		out->personal = out->personal || rank || is_personal(t->low);
	}
}

static void read_token(struct reading *r, size_t i, struct phrase *out)
{
	static const char *const groups[] = {
		"allies", "critic", "critics", "enemies", "followers", "friends", "opponent", "opponents",
		"people", "rivals", "source", "sources", "supporters",
	};
	static const char *const kin[] = {
		"aunt", "boyfriend", "brother", "colleague", "cousin", "daughter", "father", "friend", "girlfriend",
		"grandfather", "grandmother", "husband", "mother", "neighbor", "neighbour", "nephew", "niece", "rival",
		"sister", "son", "uncle", "widow", "wife",
	};
	const struct prose *p = r->p;
	const struct prose_token *t = &p->v[i];
	r->joined = r->joined || is_joint(t) || ((prose_mark(t, ',') || prose_mark(t, '(')) && out->own.len > 0);
	r->apposed = r->apposed || (prose_mark(t, ',') && out->own.len > 0);
	bool titled = t->kind == PROSE_WORD && (!t->capital || (i + 1 < p->n && p->v[i + 1].kind == PROSE_WORD) ||
	                                        (i + 2 < p->n && prose_mark(&p->v[i + 1], '.')));
	if (out->gender == GENDER_OPEN && !r->joined && titled && !t->possessive)
		out->gender = given_gender(t->low);
	bool rank = t->kind == PROSE_WORD && t->capital && bare_rank(p, i);
	bool owner = t->possessive && i + 1 < p->n; /* "X's reply" is X's, "X's brother" is not X */
	if (t->kind == PROSE_WORD && is_name(p, t) && !r->joined && !owner && !rank)
		read_person(p, i, &out->person);
	else if (t->kind == PROSE_WORD && !r->joined && !is_joint(t) && !prose_is(t, "jr") && !prose_is(t, "and"))
		out->person.n = 0; /* "Trump lawyer X", "Trump's son X" */
	out->several = out->several || (!r->joined && prose_is(t, "and") && out->own.len > 0);
	if (t->kind != PROSE_WORD || PROSE_IN(t, empty))
		return;
	out->agent = out->agent || PROSE_IN(t, deputies);
	out->deputy = out->deputy || (!r->apposed && PROSE_IN(t, deputies));
	out->kin = out->kin || (!r->apposed && PROSE_IN(t, kin));
	out->group = out->group || (!r->joined && PROSE_IN(t, groups));
	/* the capital of a sentence's first word makes no name: "Sources close to X" */
	bool common = PROSE_IN(t, groups) || PROSE_IN(t, deputies) || rank || (i == 0 && i + 1 < p->n && is_joint(&p->v[i + 1]));
	read_part(r, i, rank, owner, common, out);
}

int phrase_read(struct arena *a, struct str text, struct phrase *out, struct error *e)
{
	struct prose p;
	struct reading r = { .p = &p };
	*out = (struct phrase){ .n_names = 0 };
	int rc = prose_read(a, text, (struct span){ 0, text.len }, &p, e);
	for (size_t i = 0; rc == 0 && i < p.n; i++)
		read_token(&r, i, out);
	if (out->person.n == 1 && out->person.title == PERSON_PLAIN && person_is_rank(out->person.names[0]) && r.joined) {
		out->person.n = 0; /* "Secretary of State X" */
		out->own = (struct str){ 0 };
		out->body = false;
		out->headed = true;
	}
	if (rc == 0)
		read_last_name(&p, out);
	/* "Mrs. John Knightley" is no John */
	if (out->gender == GENDER_WOMAN && out->person.n > 1 && out->person.title != PERSON_PLAIN &&
	    given_gender(out->person.names[0]) == GENDER_MAN) {
		for (size_t i = 1; i < out->person.n; i++)
			out->person.names[i - 1] = out->person.names[i];
		out->person.n--;
	}
	out->person.gender = out->gender;
	out->article = rc == 0 && p.n > 0 && prose_is(&p.v[0], "the");
	out->indefinite = rc == 0 && is_indefinite(&p);
	return rc;
}

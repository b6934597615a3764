/* Are two phrases the same speaker? Names by their parts, roles by their words and by the sentences of the document
 * that equate a role with its holder. */
#include <string.h>

#include "text/namelist.h"
#include "text/phrase.h"
#include "text/propername.h"
#include "text/role.h"
#include "text/scene.h"
#include "text/speech.h"
#include "text/turn.h"
#include "text/verb.h"

enum { EQUATE = 70, PRONOUN_REACH = 900, PRONOUN_FAR = 20000, THING_REACH = 500, NEAR = 1200 };

/* Words for the text itself and who wrote it. Sorted. */
static const char *const authors[] = {
	"analysis", "article", "author", "authors", "book", "commentary", "document", "essay", "journal",
	"magazine", "memo", "narrator", "newspaper", "page", "paper", "piece", "report", "source", "standard",
	"study", "text", "website", "writer",
};

static bool starts_alike(struct str x, struct str y)
{
	size_t n = x.len < y.len ? x.len : y.len;
	return n >= 4 && str_eq(str_slice(x, 0, n), str_slice(y, 0, n));
}

static bool has(const struct str *list, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i], word) || starts_alike(list[i], word))
			return true;
	}
	return false;
}

/* The parts of a double name too: "Adib-Moghaddam" holds "Moghaddam". */
static bool has_part(const struct str *list, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++) {
		if (word.len > 3 && name_occurs(list[i], word))
			return true;
	}
	return has(list, n, word);
}

/* The part of `around` between full stops that holds the offset. */
static struct str within_sentence(struct str around, size_t at)
{
	size_t from = at, to = at;
	while (from > 1 && !(around.ptr[from - 1] == ' ' && around.ptr[from - 2] == '.'))
		from--;
	while (to + 1 < around.len && !(around.ptr[to] == '.' && around.ptr[to + 1] == ' '))
		to++;
	return str_slice(around, from, to);
}

/* May a name and a role with these words between them be one person: "X, the former president of", "minister X", "X
 * was the first"? Not where somebody acts between them. */
static bool may_join(struct str between)
{
	static const char *const apart[] = {
		"after", "and", "asked", "because", "before", "but", "for", "he", "her", "him", "if", "it", "met", "replied", "said", "says",
		"she", "since", "that", "them", "they", "to", "told", "under", "when", "whether", "while", "whom", "whose", "with", "you",
	};
	struct str word;
	while (str_split(&between, ' ', &word)) {
		while (word.len > 0 && (word.ptr[word.len - 1] == ',' || word.ptr[word.len - 1] == ')'))
			word.len--;
		struct prose_token t = { .kind = PROSE_WORD, .low = word };
		if (PROSE_IN(&t, apart))
			return false;
	}
	return true;
}

/* The words of `around` between the name at `at` and the role. */
static struct str between_name_and(struct str around, size_t at, struct str name, struct str role)
{
	size_t best = SIZE_MAX;
	struct str out = { 0 };
	for (size_t i = 0; i + role.len <= around.len; i++) {
		if (!str_eq_ci(str_slice(around, i, i + role.len), role))
			continue;
		struct str gap = i < at ? str_slice(around, i + role.len, at) : str_slice(around, at + name.len, i);
		if (gap.len < best) {
			best = gap.len;
			out = gap;
		}
	}
	return out;
}

/* Does the document say somewhere, in one breath, the name and all words of the phrase? */
static bool equated(struct str document, struct str name, const struct phrase *y)
{
	if (y->n_roles == 0 || name.len == 0)
		return false;
	for (size_t at = 0; at < document.len; at++) {
		at = str_find_char(document,
		                   (char)(name.ptr[0] >= 'a' && name.ptr[0] <= 'z' ? name.ptr[0] - 32 : name.ptr[0]),
		                   at);
		if (at == SIZE_MAX)
			return false;
		if (at + name.len > document.len || !str_eq_ci(str_slice(document, at, at + name.len), name))
			continue;
		struct str around = str_slice(document, at > EQUATE ? at - EQUATE : 0, at + EQUATE);
		if (y->indefinite || y->n_roles == 1) /* "X went home. A teacher said" */
			around = within_sentence(around, at > EQUATE ? EQUATE : at);
		size_t found = 0;
		for (size_t i = 0; i < y->n_roles; i++)
			found += name_occurs(around, y->roles[i]);
		for (size_t i = 0; i < y->n_names; i++)
			found += name_occurs(around, y->names[i]);
		size_t offset = (size_t)(document.ptr + at - around.ptr);
		if (found == y->n_roles + y->n_names && may_join(between_name_and(around, offset, name, y->roles[y->n_roles - 1])))
			return true;
	}
	return false;
}

/* Two spellings of one name, as far as anybody can tell: nearly all letters at both ends agree. */
static bool spelled_near(struct str x, struct str y)
{
	size_t head = 0, tail = 0, most = x.len < y.len ? x.len : y.len;
	if (most < 6 || x.len > y.len + 1 || y.len > x.len + 1)
		return false;
	while (head < most && x.ptr[head] == y.ptr[head])
		head++;
	while (tail < most - head && x.ptr[x.len - tail - 1] == y.ptr[y.len - tail - 1])
		tail++;
	return head > 1 && most - head - tail <= 2;
}

static enum speech_relation names_against_names(const struct phrase *x, const struct phrase *y,
                                                struct scene *scene, struct str document)
{
	struct str last = x->names[x->n_names - 1];
	bool persons = x->own.len > 0 && y->own.len > 0 && x->person.n > 0 && y->person.n > 0 && !x->several &&
	               !y->several && !x->body && !y->body && !y->headed && !y->group && !y->deputy;
	enum person_relation r = persons ? person_compare(&x->person, &y->person, document) : PERSON_OPEN;
	if (r == PERSON_OTHER && x->person.n > 1 && y->person.n > 1 && str_eq(x->own, y->own))
		return SPEECH_OTHER; /* a surname in common */
	/* "the Trump lawyer Michael Cohen" is not Trump */
	bool agent = y->agent && has_part(y->names, y->n_names, last);
	bool named = y->person.n > 1 && person_is_given(y->person.names[0]);
	if (r == PERSON_OTHER && named && !agent && !spelled_near(last, y->own) && !has_part(&y->own, 1, last) &&
	    !has_part(x->names, x->n_names, y->own))
		return SPEECH_OTHER;
	/* "the Farmers Daily" and "the Nanfang Daily" */
	if (x->article && y->article && x->n_names == 2 && y->n_names == 2 && str_eq(last, y->names[1]) &&
	    !str_eq(x->names[0], y->names[0]))
		return SPEECH_OTHER;
	if (y->own.len > 0 && (has_part(x->names, x->n_names, y->own) || has_part(&y->own, 1, last)))
		return SPEECH_SAME;
	if (has_part(y->names, y->n_names, last) || has_part(x->names, x->n_names, y->names[y->n_names - 1]))
		return y->group && !x->group && !y->deputy && y->own.len == 0 ? SPEECH_OTHER
		       : y->kin && y->own.len > 0 && x->n_names > 1           ? SPEECH_OTHER
		       : y->own.len == 0 || y->deputy                         ? SPEECH_UNKNOWN
		                                                              : SPEECH_SAME;
	if (spelled_near(last, y->own.len > 0 ? y->own : y->names[y->n_names - 1]))
		return SPEECH_UNKNOWN;
	for (size_t i = 0; i < x->n_names; i++) {
		/* two Johns are two people */
		bool given = i + 1 < x->n_names && given_gender(x->names[i]) != GENDER_OPEN && y->own.len > 0;
		if (!given && has(y->names, y->n_names, x->names[i]))
			return SPEECH_UNKNOWN;
	}
	if (persons && r == PERSON_OPEN && x->person.n == 1 && y->person.n == 1 &&
	    !person_short_form(x->own, y->own) && scene_told_apart(scene, &x->person, &y->person))
		return SPEECH_OTHER;
	if (persons && r != PERSON_OTHER)
		return r == PERSON_SAME ? SPEECH_SAME : SPEECH_UNKNOWN;
	/* "Tower told reporters": a man, where the document has a John Tower */
	bool body = y->body && y->own.len > 0 && name_is_common(y->own) &&
	            person_document_gender(document, y->own) == GENDER_OPEN;
	return x->body || body ? SPEECH_UNKNOWN : SPEECH_OTHER;
}

static struct str before(const struct prose *p, size_t at, size_t reach)
{
	return str_slice(p->text, at > reach ? at - reach : 0, at);
}

/* Words for bodies and texts, which speak and are nobody. */
static bool is_thing(struct str word)
{
	static const char *const words[] = {
		"ad", "administration", "agency", "army", "association", "bank", "board", "bureau", "campaign", "commission", "committee",
		"company", "corporation", "council", "court", "department", "embassy", "firm", "foundation", "government", "group", "journal",
		"magazine", "ministry", "network", "newspaper", "organisation", "organization", "panel", "party", "poll", "report", "school",
		"study", "survey", "team", "union", "university", "website",
	};
	struct prose_token t = { .kind = PROSE_WORD, .low = word };
	return PROSE_IN(&t, words);
}

/* A name that the document has already told of, against a role. "A teacher" is somebody new; whoever "the old gentleman"
 * or "her husband" is in a story, a reader knows and words do not tell. */
static enum speech_relation role_against_name(const struct phrase *x, const struct phrase *y, struct scene *scene,
                                              struct str document)
{
	struct str name = x->names[x->n_names - 1];
	bool many = y->plural && y->n_names == 0 && !y->group && !y->deputy && x->person.n > 0;
	struct str behind = before(scene->p, scene->part.start, NEAR);
	/* "the Colonel" is Colonel Ashdown, "the president of Iran" is no President Bush */
	bool title = y->n_names == 0 && y->head.len > 0 &&
	             (has(x->names, x->n_names, y->head) || has(x->roles, x->n_roles, y->head));
	if (title || (!many && equated(document, name, y)))
		return SPEECH_SAME;
	bool told = name_occurs(document, name) && !has_part(y->names, y->n_names, name);
	if (y->indefinite && !y->group && told && (y->deputy || y->personal))
		return SPEECH_OTHER;
	/* "the actress" is no Howard */
	if (x->gender != GENDER_OPEN && y->gender != GENDER_OPEN && x->gender != y->gender && !y->deputy && !y->group)
		return SPEECH_OTHER;
	/* no man is a company; but he may speak for it */
	bool person = x->person.n > 1 && person_is_given(x->person.names[0]);
	if (is_thing(y->head) && !y->indefinite)
		return person && told && !name_occurs(behind, name) ? SPEECH_OTHER : SPEECH_UNKNOWN;
	if (y->deputy || y->group || !y->personal)
		return SPEECH_UNKNOWN;
	/* "the senators", whom the document names, may hold whoever was named just before */
	if (y->plural && x->person.n > 0)
		return y->n_names == 0 && name_occurs(behind, name) && role_is_held(document, y->head) ? SPEECH_UNKNOWN : SPEECH_OTHER;
	if (y->indefinite || y->kin || scene_is_dialogue(scene->p))
		return SPEECH_UNKNOWN;
	/* "the minister", whom the document names, and the claimed one stands nowhere beside that word */
	if (role_is_held(document, y->roles[0]) || scene_introduced(scene, y->head, name))
		return SPEECH_OTHER;
	/* "the real estate mogul" is somebody who was named just before */
	return y->n_roles >= 2 && !name_occurs(behind, name) ? SPEECH_OTHER : SPEECH_UNKNOWN;
}

static enum speech_relation compare(const struct phrase *x, const struct phrase *y, struct scene *scene,
                                    struct str document)
{
	if (x->n_names > 0 && y->n_names > 0) {
		enum speech_relation r = names_against_names(x, y, scene, document);
		bool shared = has_part(y->names, y->n_names, x->names[x->n_names - 1]);
		/* "a Merrinese surveyor", "the Bundesbank vice president": a role, whoever holds it */
		if (r == SPEECH_OTHER && x->headed)
			return SPEECH_UNKNOWN;
		if (r != SPEECH_SAME && !shared && !x->headed && y->n_roles > 0 && (y->headed || y->own.len == 0))
			return role_against_name(x, y, scene, document);
		if (r == SPEECH_OTHER && !shared && y->own.len == 0 && equated(document, x->names[x->n_names - 1], y))
			return SPEECH_UNKNOWN;
		return r;
	}
	if (x->n_names == 0 || (x->headed && y->n_names == 0)) {
		size_t shared = 0;
		for (size_t i = 0; i < x->n_roles; i++)
			shared += has(y->roles, y->n_roles, x->roles[i]) || has(y->names, y->n_names, x->roles[i]);
		if (x->n_roles > 0 && shared == x->n_roles)
			return SPEECH_SAME;
		/* "the porter" and "the baggageman", of whom one sentence tells as of two */
		bool heads = x->n_names == 0 && y->n_names == 0 && x->head.len > 0 && y->head.len > 0 && shared == 0;
		return heads && x->personal && y->personal && scene_roles_apart(scene, x->head, y->head) ? SPEECH_OTHER
		                                                                                                 : SPEECH_UNKNOWN;
	}
	return role_against_name(x, y, scene, document);
}

bool speech_answerable(struct str claimed)
{
	for (size_t i = 0; i < claimed.len; i++) {
		size_t end = i;
		while (end < claimed.len && claimed.ptr[end] != ' ')
			end++;
		char c = claimed.ptr[i];
		struct str word = str_slice(claimed, i, end);
		bool name = ((c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80) && !str_is(word, "The") && !str_is(word, "A") &&
		            !str_is(word, "An");
		struct prose_token t = { .kind = PROSE_WORD, .low = word };
		if (name)
			return true;
		if (PROSE_IN(&t, authors))
			return false;
		i = end;
	}
	return claimed.len > 0;
}

static bool is_author(struct str claimed, const struct phrase *x, struct str author)
{
	if (x->n_names > 0 && author.len > 0 && name_occurs(author, x->names[x->n_names - 1]))
		return true;
	struct prose_token t = { .kind = PROSE_WORD };
	for (size_t i = 0; i < x->n_roles; i++) {
		t.low = x->roles[i];
		if (PROSE_IN(&t, authors))
			return true;
	}
	return author.len > 0 && name_occurs(claimed, author);
}

static struct str around(const struct prose *p, struct span part, size_t reach)
{
	return str_slice(p->text, part.start > reach ? part.start - reach : 0, part.end + 200);
}

/* What stands between a speaker whose words go on and the words, or, over paragraphs, further back. */
static struct str carried(const struct prose *p, const struct speech *found, struct span part)
{
	struct str between = str_slice(p->text, found->words.end, part.start);
	if (found->words.end >= part.start || str_find(between, STR("\n\n"), 0) != SIZE_MAX)
		return before(p, part.start, PRONOUN_REACH);
	return between;
}

/* Does the name stand in a line that may give the author: "By Ann Lee", or the name alone? */
static bool in_byline(struct str document, struct str name)
{
	enum { LINE = 60, WORDS = 4 };
	struct str line;
	while (str_split(&document, '\n', &line)) {
		line = str_trim(line);
		if (line.len == 0 || line.len > LINE || !name_occurs(line, name))
			continue;
		size_t words = 1;
		for (size_t i = 0; i < line.len; i++)
			words += line.ptr[i] == ' ';
		if (words <= WORDS || str_eq_ci(str_slice(line, 0, 3), STR("by ")))
			return true;
	}
	return false;
}

static enum speech_relation against_author(struct str claimed, const struct phrase *x, const struct prose *p,
                                           struct span part, struct str document, struct str author)
{
	if (is_author(claimed, x, author))
		return SPEECH_SAME;
	struct str name = x->n_names > 0 ? x->names[x->n_names - 1] : (struct str){ 0 };
	if (name.len < 3)
		return SPEECH_UNKNOWN;
	struct str near = str_slice(p->text, part.start > 400 ? part.start - 400 : 0, part.end + 200);
	if (name_occurs(near, name))
		return SPEECH_UNKNOWN;
	if (author.len > 0)
		return SPEECH_OTHER;
	return name_occurs(document, name) && !in_byline(document, name) ? SPEECH_OTHER : SPEECH_UNKNOWN;
}

/* Does the name stand between two offsets outside quotation marks? */
static bool narrated(const struct prose *p, size_t from, size_t to, struct str name)
{
	for (size_t i = prose_at(p, from); i < p->n && p->v[i].span.start < to; i++) {
		/* a nickname stands between marks of its own */
		bool nick = i > 0 && prose_mark(&p->v[i - 1], PROSE_OPEN) && i + 1 < p->n &&
		            prose_mark(&p->v[i + 1], PROSE_CLOSE);
		if (p->v[i].kind == PROSE_WORD && (nick || !p->v[i].quoted) && str_eq(p->v[i].low, name))
			return true;
	}
	return false;
}

/* May the claimed one have taken over as the speaker between whom the pronoun means and the pronoun? Not when he is
 * only spoken of: "X said that the feud would help Y. '…,' he said." */
static bool came_between(const struct phrase *x, const struct prose *p, const struct speech *found)
{
	enum { ADDRESSED = 40 };
	bool dialogue = scene_is_dialogue(p);
	struct str name = x->names[x->n_names - 1];
	size_t end = found->meant.end;
	bool turn = false; /* a paragraph on, a dialogue may have turned to another */
	for (size_t i = prose_at(p, found->meant.start); dialogue && i < p->n && p->v[i].span.start < found->words.start; i++)
		turn = turn || turn_paragraph(p, i);
	if (turn)
		return true;
	for (size_t i = 0; i < p->n_sentences && end == found->meant.end; i++)
		end = p->sentences[i].end > end ? p->sentences[i].end : end;
	if (!found->meant_speaks || end >= found->words.start)
		return narrated(p, found->meant.end, found->words.start, name);
	return narrated(p, found->meant.end, found->meant.end + ADDRESSED, name) ||
	       narrated(p, end, found->words.start, name);
}

static enum speech_relation against_pronoun(struct scene *scene, const struct phrase *x, const struct prose *p,
                                            const struct speech *found, struct str document)
{
	struct str told = before(p, found->words.start, PRONOUN_REACH);
	struct phrase y;
	struct error e;
	enum gender g = x->gender;
	/* "Mrs. Ferrars" tells nothing of "Ferrars" */
	if (g == GENDER_OPEN && x->n_names > 0 && (x->person.n > 1 || x->person.title != PERSON_PLAIN))
		g = person_document_gender(document, x->names[x->n_names - 1]);
	bool she = prose_is(&p->v[prose_at(p, found->words.start)], "she");
	if (g != GENDER_OPEN && (g == GENDER_WOMAN) != she && x->n_names > 0)
		return SPEECH_OTHER;
	if (found->meant.end > found->meant.start) {
		if (phrase_read(scene->a, str_span(p->text, found->meant), &y, &e) < 0)
			return SPEECH_UNKNOWN;
		enum speech_relation r = compare(x, &y, scene, document);
		bool other = r == SPEECH_OTHER && x->n_names > 0 && !came_between(x, p, found);
		return other ? SPEECH_OTHER : r == SPEECH_SAME ? SPEECH_SAME : SPEECH_UNKNOWN;
	}
	if (x->n_names == 0)
		return SPEECH_UNKNOWN;
	for (size_t i = 0; i < x->n_names; i++) {
		if (name_occurs(told, x->names[i]))
			return SPEECH_UNKNOWN;
	}
	/* "Miss Price", whom the story calls Fanny */
	if (x->person.n == 1 && !person_named(document, &x->person))
		return SPEECH_UNKNOWN;
	/* who has spoken before may speak on, however far back that was */
	if (name_occurs(before(p, found->words.start, PRONOUN_FAR), x->names[x->n_names - 1]))
		return SPEECH_UNKNOWN;
	/* somebody must be there whom the pronoun can mean */
	for (size_t i = 0; i + 1 < p->n && p->v[i].span.end < found->words.start; i++) {
		if (p->v[i].kind == PROSE_WORD && p->v[i].capital && !p->v[i].first &&
		    p->v[i].span.start + PRONOUN_REACH > found->words.start)
			return SPEECH_OTHER;
	}
	return SPEECH_UNKNOWN;
}

/* The label of a transcript is made of his initials: "KD:" of Kurt Denke, and of Denke alone. */
static bool are_initials(struct str label, const struct person *x)
{
	if (label.len < 2 || label.len > 4 || x->n == 0)
		return false;
	for (size_t i = 0; i < label.len; i++) {
		if (label.ptr[i] < 'A' || label.ptr[i] > 'Z')
			return false;
	}
	return (label.ptr[label.len - 1] | 32) == x->names[x->n - 1].ptr[0] &&
	       (x->n == 1 || (label.ptr[0] | 32) == x->names[0].ptr[0]);
}

/* Does the document name somebody with these initials? */
static bool initials_of_somebody(struct str label, struct str document)
{
	if (label.len != 2 || label.ptr[0] < 'A' || label.ptr[0] > 'Z' || label.ptr[1] < 'A' || label.ptr[1] > 'Z')
		return false;
	for (size_t at = 0; (at = str_find_char(document, label.ptr[0], at)) != SIZE_MAX; at++) {
		size_t i = at + 1;
		while (i < document.len && document.ptr[i] >= 'a' && document.ptr[i] <= 'z')
			i++;
		if (i > at + 2 && i + 2 < document.len && document.ptr[i] == ' ' && document.ptr[i + 1] == label.ptr[1] &&
		    document.ptr[i + 2] >= 'a' && document.ptr[i + 2] <= 'z')
			return true;
	}
	return false;
}

static enum speech_relation against_found(struct scene *scene, struct str claimed, const struct phrase *claimer,
                                          const struct prose *p, struct span part, const struct speech *found,
                                          struct str document, struct str author)
{
	struct phrase x = *claimer, y;
	struct error e;
	if (found->kind == SPEAKER_AUTHOR)
		return against_author(claimed, &x, p, part, document, author);
	bool pronoun = found->kind == SPEAKER_PRONOUN || found->kind == SPEAKER_NARRATOR;
	if (found->weak && pronoun)
		return SPEECH_UNKNOWN;
	if (found->kind == SPEAKER_PRONOUN && found->nested && x.n_names > 0 &&
	    name_occurs(around(p, part, PRONOUN_REACH), x.names[x.n_names - 1]))
		return SPEECH_UNKNOWN;
	if (found->kind == SPEAKER_PRONOUN)
		return against_pronoun(scene, &x, p, found, document);
	/* "I said": whoever the story tells of by name is another one than who tells it */
	if (found->kind == SPEAKER_NARRATOR)
		return is_author(claimed, &x, author) || !scene_tells_of(scene, x.person.n > 0 ? x.person.names[x.person.n - 1]
		                                                        : x.n_names == 0 && x.n_roles == 1 ? x.roles[0]
		                                                                                           : (struct str){ 0 })
		               ? SPEECH_UNKNOWN
		               : SPEECH_OTHER;
	if (found->thing) {
		struct str last = x.n_names > 0 ? x.names[x.n_names - 1] : (struct str){ 0 };
		bool person = x.person.n > 1 && person_is_given(x.person.names[0]) && name_occurs(document, last);
		return person && !name_occurs(before(p, part.start, THING_REACH), last) ? SPEECH_OTHER : SPEECH_UNKNOWN;
	}
	if (found->kind == SPEAKER_UNCLEAR || phrase_read(scene->a, str_span(p->text, found->words), &y, &e) < 0)
		return SPEECH_UNKNOWN;
	if (x.n_names == 0 && is_author(claimed, &x, author))
		return SPEECH_UNKNOWN; /* "the article says": it does, with another's words */
	if (found->turn && are_initials(str_span(p->text, found->words), &x.person))
		return SPEECH_SAME;
	if (found->turn && x.person.n > 1 && initials_of_somebody(str_span(p->text, found->words), document))
		return SPEECH_OTHER;
	enum speech_relation r = compare(&x, &y, scene, document);
	/* in a transcript everybody who speaks has a label */
	if (r == SPEECH_OTHER && found->turn &&
	    (x.n_names == 0 || y.n_names == 0 || (!turn_labels(document, x.names[x.n_names - 1], 1) &&
	                                     !turn_labels(document, y.names[y.n_names - 1], 2))))
		return SPEECH_UNKNOWN;
	/* "he said that …" within the quotation may mean the claimed one */
	if (r == SPEECH_OTHER && found->nested && x.n_names > 0 &&
	    name_occurs(around(p, part, PRONOUN_REACH), x.names[x.n_names - 1]))
		return SPEECH_UNKNOWN;
	/* carried over from the sentence before: only when the other one is not about either */
	if (r == SPEECH_OTHER && found->weak && x.n_names > 0 &&
	    name_occurs(carried(p, found, part), x.names[x.n_names - 1]))
		return SPEECH_UNKNOWN;
	return r;
}

/* The phrase of the source is the claimed name, or its last word: the common case, and soon told. */
static bool is_plainly(struct str claimed, struct str words)
{
	size_t tail = claimed.len - words.len;
	if (words.len == 0 || words.len > claimed.len || !str_eq(str_slice(claimed, tail, claimed.len), words))
		return false;
	return tail == 0 || claimed.ptr[tail - 1] == ' ';
}

enum speech_relation speech_compare(struct arena *a, struct str claimed, const struct prose *p, struct span part,
                                    const struct speech *found, struct str document, struct str author)
{
	struct phrase x, y;
	struct error e;
	if (found->kind == SPEAKER_NAMED && is_plainly(claimed, str_span(p->text, found->words)))
		return SPEECH_SAME;
	if (phrase_read(a, claimed, &x, &e) < 0)
		return SPEECH_UNKNOWN;
	struct scene scene = { .a = a, .p = p, .document = document, .part = part };
	enum speech_relation r = against_found(&scene, claimed, &x, p, part, found, document, author);
	/* "It's all up, Bill!": whoever says so is not Bill */
	if (r == SPEECH_UNKNOWN && found->inside && !found->nested && x.person.n > 0 && scene_addressed(&scene, &x.person))
		r = SPEECH_OTHER;
	bool subject = (found->kind == SPEAKER_PRONOUN || found->kind == SPEAKER_ROLE || found->kind == SPEAKER_NAMED) &&
	               !found->weak && found->words.end > found->words.start && found->words.end <= found->verb.start;
	if (r != SPEECH_OTHER && subject && x.person.n > 0 &&
	    !name_occurs(str_span(p->text, found->words), x.person.names[x.person.n - 1]) &&
	    scene_object(&scene, found->verb.start, x.person.names[x.person.n - 1]))
		r = SPEECH_OTHER;
	/* whoever else speaks in the sentence may be meant */
	for (size_t i = 0; r == SPEECH_OTHER && i < found->n_others; i++) {
		if (found->others[i].start == found->words.start)
			continue;
		if (phrase_read(a, str_span(p->text, found->others[i]), &y, &e) < 0)
			return SPEECH_UNKNOWN;
		if (compare(&x, &y, &scene, document) == SPEECH_SAME)
			r = SPEECH_SAME;
	}
	return r;
}

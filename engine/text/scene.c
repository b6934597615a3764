#include "text/scene.h"

#include "base/utf8.h"
#include "text/turn.h"
#include "text/verb.h"

enum { WIDE = 8192 };

/* The words of the document, no further than WIDE to either side. Without memory, those that are there. */
static const struct prose *wide_of(struct scene *scene)
{
	const char *base = scene->p->text.ptr;
	struct error e;
	if (!scene->read) {
		size_t from = (size_t)(scene->document.ptr - base), to = from + scene->document.len;
		if (scene->part.start > WIDE && scene->part.start - WIDE > from)
			from = scene->part.start - WIDE;
		if (scene->part.end + WIDE < to)
			to = scene->part.end + WIDE;
		struct str text = { base, scene->p->text.len };
		from = utf8_ceil(text, from);
		to = utf8_floor(text, to);
		scene->read = true;
		if (prose_read(scene->a, text, (struct span){ from, to }, &scene->wide, &e) < 0)
			scene->wide = *scene->p;
	}
	return &scene->wide;
}

/* A dialogue, as stories tell it: some paragraph is a quotation and nothing else, and the reader knows whose; or one
 * paragraph after the other opens with a quotation. */
bool scene_is_dialogue(const struct prose *p)
{
	enum { RUN = 3 };
	size_t run = 0;
	bool after_quotation = false, asked = false;
	for (size_t i = 0; i < p->n; i++) {
		if (!p->v[i].spaced || !turn_paragraph(p, i))
			continue;
		bool opens = prose_mark(&p->v[i], PROSE_OPEN);
		size_t end = i + 1;
		while (opens && end < p->n && p->v[end].quoted && !prose_mark(&p->v[end], PROSE_CLOSE))
			end++;
		bool closed = end < p->n && prose_mark(&p->v[end], PROSE_CLOSE);
		run = opens && closed ? run + 1 : 0;
		/* of news one paragraph after the other may quote, but they ask and cry little */
		asked = run > 0 && (asked || prose_mark(&p->v[end - 1], '?') || prose_mark(&p->v[end - 1], '!'));
		if ((run >= RUN && asked) || run > RUN || (run > 0 && after_quotation && (end + 1 >= p->n || turn_paragraph(p, end + 1))))
			return true;
		after_quotation = false;
		for (size_t k = i + 1; k < p->n && !(p->v[k].spaced && turn_paragraph(p, k)); k++)
			after_quotation = prose_mark(&p->v[k], PROSE_CLOSE);
	}
	return false;
}

/* Does token i write the name as it is written in `x`: "Cavendish" is not in "Mrs. Cavendish"? */
static bool names_him(const struct prose *p, size_t i, const struct person *x)
{
	if (!str_eq(p->v[i].low, x->names[0]))
		return false;
	size_t k = i > 1 && prose_mark(&p->v[i - 1], '.') ? i - 2 : i > 0 ? i - 1 : i;
	enum person_title title = k < i && p->v[k].capital ? person_title(p->v[k].low) : PERSON_PLAIN;
	return title == x->title && (title == PERSON_PLAIN || given_gender(p->v[k].low) == x->gender);
}

/* Does the text tell of both names in one sentence, as one tells of two persons: "Mr. Bumble looked at Oliver"? */
static bool told_apart(const struct prose *p, const struct person *x, const struct person *y)
{
	static const char *const same[] = { "alias", "as", "called", "known", "named", "or", "otherwise" };
	size_t s = 0, at_x = SIZE_MAX, at_y = SIZE_MAX;
	bool equal = false;
	for (size_t i = 0; i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		while (s < p->n_sentences && t->span.start >= p->sentences[s].end) {
			s++;
			at_x = at_y = SIZE_MAX;
			equal = false;
		}
		equal = equal || PROSE_IN(t, same);
		if (t->kind != PROSE_WORD || t->quoted || !t->capital)
			continue;
		at_x = names_him(p, i, x) ? i : at_x;
		at_y = names_him(p, i, y) ? i : at_y;
		if (at_x == SIZE_MAX || at_y == SIZE_MAX || equal)
			continue;
		const struct prose_token *behind = &p->v[(at_x < at_y ? at_x : at_y) + 1];
		if (!behind->capital && !prose_mark(behind, '.'))
			return true;
	}
	return false;
}

bool scene_told_apart(struct scene *scene, const struct person *x, const struct person *y)
{
	return told_apart(scene->p, x, y) || told_apart(wide_of(scene), x, y);
}

static bool is_role(const struct prose *p, size_t i, struct str role)
{
	static const char *const articles[] = { "a", "an", "his", "my", "our", "that", "the", "this" };
	return i > 0 && p->v[i].kind == PROSE_WORD && !p->v[i].quoted && !p->v[i].possessive && str_eq(p->v[i].low, role) &&
	       PROSE_IN(&p->v[i - 1], articles);
}

bool scene_roles_apart(struct scene *scene, struct str x, struct str y)
{
	const struct prose *p = wide_of(scene);
	size_t s = 0;
	bool has_x = false, has_y = false;
	for (size_t i = 0; i < p->n; i++) {
		while (s < p->n_sentences && p->v[i].span.start >= p->sentences[s].end) {
			s++;
			has_x = has_y = false;
		}
		has_x = has_x || is_role(p, i, x);
		has_y = has_y || is_role(p, i, y);
		if (has_x && has_y)
			return true;
	}
	return false;
}

static bool ends_call(const struct prose *p, size_t i)
{
	static const uint32_t marks[] = { ',', '.', '!', '?', ';', ':', PROSE_CLOSE };
	for (size_t k = 0; i < p->n && k < sizeof marks / sizeof *marks; k++) {
		if (prose_mark(&p->v[i], marks[k]))
			return true;
	}
	return false;
}

/* Is the word at token i a call, between marks and no member of a list? */
static bool is_call(const struct prose *p, size_t i)
{
	size_t from = i;
	while (from > 0 && ((p->v[from - 1].kind == PROSE_WORD && p->v[from - 1].capital) ||
	                    (prose_mark(&p->v[from - 1], '.') && from > 1 && person_title(p->v[from - 2].low) != PERSON_PLAIN)))
		from--;
	if (from == 0 || !(prose_mark(&p->v[from - 1], ',') || prose_mark(&p->v[from - 1], PROSE_OPEN)) || !ends_call(p, i + 1))
		return false;
	bool listed = i + 2 < p->n && prose_mark(&p->v[i + 1], ',') && (p->v[i + 2].capital || prose_is(&p->v[i + 2], "and"));
	return !listed && !(from > 1 && p->v[from - 2].capital && prose_mark(&p->v[from - 1], ','));
}

/* "Mrs. Bennet" calls no Mr. Bennet. */
static bool calls_him(const struct prose *p, size_t i, const struct person *x)
{
	size_t k = i > 1 && prose_mark(&p->v[i - 1], '.') ? i - 2 : i > 0 ? i - 1 : i;
	if (k == i || p->v[k].kind != PROSE_WORD || !p->v[k].capital || person_title(p->v[k].low) == PERSON_PLAIN)
		return true;
	enum gender g = given_gender(p->v[k].low), his = x->gender;
	return g == GENDER_OPEN || his == GENDER_OPEN ? x->title != PERSON_PLAIN && g == his : g == his;
}

bool scene_addressed(const struct scene *scene, const struct person *x)
{
	const struct prose *p = scene->p;
	size_t i = prose_at(p, scene->part.start), open = i;
	while (open > 0 && !prose_mark(&p->v[open], PROSE_OPEN))
		open--;
	bool found = false;
	for (i = open + 1; i < p->n && p->v[i].quoted && !prose_mark(&p->v[i], PROSE_CLOSE); i++) {
		bool nested = prose_mark(&p->v[i], 0x2018) || (prose_mark(&p->v[i], '\'') && p->v[i].spaced);
		if (nested || prose_mark(&p->v[i], PROSE_OPEN))
			return false;
		for (size_t k = 0; k < x->n && p->v[i].kind == PROSE_WORD && p->v[i].capital; k++)
			found = found || (str_eq(p->v[i].low, x->names[k]) && !p->v[i].possessive && is_call(p, i) && calls_him(p, i, x));
	}
	return found;
}

bool scene_introduced(const struct scene *scene, struct str role, struct str name)
{
	enum { WORDS = 6 };
	static const char *const fresh[] = { "a", "an", "another", "one" };
	const struct prose *p = scene->p;
	for (size_t i = prose_at(p, scene->part.start); i-- > 0;) {
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD || t->quoted)
			continue;
		if (str_eq(t->low, name))
			return false;
		for (size_t k = i; str_eq(t->low, role) && k > 0 && i - k < WORDS && p->v[k - 1].kind == PROSE_WORD; k--) {
			if (!PROSE_IN(&p->v[k - 1], fresh))
				continue;
			/* "Okafor, a minister": he holds it */
			return k < 2 || !prose_mark(&p->v[k - 2], ',');
		}
	}
	return false;
}

bool scene_object(const struct scene *scene, size_t verb, struct str name)
{
	static const char *const clauses[] = {
		"after", "although", "and", "as", "because", "before", "but", "since", "though", "when", "whereas", "while",
	};
	static const char *const small[] = {
		"about", "at", "by", "during", "for", "from", "how", "in", "last", "of", "on", "over", "that", "this", "to", "what",
		"when", "whether", "who", "why", "with",
	};
	const struct prose *p = scene->p;
	size_t i = prose_at(p, verb), s = 0;
	while (s < p->n_sentences && p->sentences[s].end <= verb)
		s++;
	for (i++; s < p->n_sentences && i < p->n && p->v[i].span.start < p->sentences[s].end; i++) {
		const struct prose_token *t = &p->v[i];
		if (prose_mark(t, ';') || prose_mark(t, PROSE_OPEN) || prose_mark(t, PROSE_CLOSE) || PROSE_IN(t, clauses))
			return false;
		if (t->kind != PROSE_WORD || !t->capital || !str_eq(t->low, name))
			continue;
		/* "Trump golf courses" are not he */
		const struct prose_token *next = i + 1 < p->n ? &p->v[i + 1] : t;
		return t->possessive || next->kind != PROSE_WORD || verb_finite(next->low) || PROSE_IN(next, small);
	}
	return false;
}

bool scene_tells_of(const struct scene *scene, struct str word)
{
	const struct prose *p = scene->p;
	for (size_t i = 1; i + 1 < p->n && word.len > 0; i++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD || t->quoted || !str_eq(t->low, word) || !(t->capital || is_role(p, i, word)))
			continue;
		const struct prose_token *next = &p->v[i + 1];
		size_t k = is_role(p, i, word) ? i - 1 : i;
		bool acts = next->kind == PROSE_WORD && !next->capital && (verb_finite(next->low) || verb_past(next->low));
		if (acts || (k > 0 && p->v[k - 1].kind == PROSE_WORD && verb_reports(p->v[k - 1].low)))
			return true;
	}
	return false;
}

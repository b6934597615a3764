#include "text/govern_part.h"

#include "text/verb.h"

/* Do the part's own quotation marks close where it ends? Then the source ended the quotation, not the writer. */
static bool ends_own_quotation(const struct prose *p, size_t first, size_t mark)
{
	size_t i = mark;
	while (i-- > 0) {
		if (prose_mark(&p->v[i], PROSE_OPEN))
			return i + 1 >= first;
		if (prose_mark(&p->v[i], PROSE_CLOSE))
			return false;
	}
	return false;
}

static bool has_verb(const struct prose *p, size_t from, size_t to, size_t enough)
{
	static const char *const subjects[] = { "he", "here", "it", "she", "that", "there", "what", "who" };
	size_t words = 0;
	for (size_t i = from; i < to && i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD)
			continue;
		words++;
		if (t->possessive && PROSE_IN(t, subjects)) /* "it's" */
			return true;
		if (t->low.len > 4 && (str_ends(t->low, STR("'re")) || str_ends(t->low, STR("'ve")) ||
		                       str_ends(t->low, STR("'ll"))))
			return true;
		if (verb_finite(t->low) || verb_reports(t->low) || verb_past(t->low))
			return true;
	}
	return words >= enough;
}

static bool clause_follows(const struct prose *p, size_t i)
{
	size_t end = i;
	while (end < p->n && end - i < 9 && p->v[end].kind != PROSE_MARK)
		end++;
	return has_verb(p, i, end, SIZE_MAX);
}

/* As clause_follows, of finite verbs only: "but a summary intended for them" is no clause. */
static bool finite_follows(const struct prose *p, size_t i)
{
	static const char *const relatives[] = { "that", "which", "who" };
	bool aside = govern_in(govern_token(p, i), GOVERN_LINKING); /* "but from a distance, it was" */
	for (size_t k = i; k < i + 9 && k < p->n; k++) {
		if (p->v[k].kind != PROSE_WORD && !(aside && prose_mark(&p->v[k], ',')))
			return false;
		if (k > i && PROSE_IN(&p->v[k], relatives))
			return false;
		if (verb_finite(p->v[k].low) && !prose_is(&p->v[k], "be"))
			return true;
	}
	return false;
}

/* Is there an "all" or a "none" in the clause of the quote that ends before token `end`; with `denial`, a negation? */
static bool clause_has(const struct prose *p, size_t first, size_t end, bool denial)
{
	for (size_t i = end; i-- > first && !prose_mark(&p->v[i], ';') && !prose_mark(&p->v[i], ':');) {
		if (prose_negates(&p->v[i]) || (!denial && govern_in(&p->v[i], GOVERN_UNIVERSALS)))
			return true;
	}
	return false;
}

/* "not … but": a correction, or "not only … but also". */
static bool corrects(const struct prose *p, size_t first, size_t but)
{
	static const char *const also[] = { "also", "instead", "rather" };
	static const char *const before[] = { "all", "cannot", "choice", "help", "option", "way" };
	static const char *const nobody[] = {
		"anybody", "anyone", "anything", "everybody", "everyone", "everything", "nobody", "none",
		"nothing", "one",
	};
	const struct prose_token *last = but > 0 ? &p->v[but - 1] : govern_token(p, but);
	if (PROSE_IN(govern_token(p, but + 1), also) || PROSE_IN(last, before))
		return true;
	/* "but so far nothing has happened": what came of it, no limit */
	size_t behind = but + 1;
	if (govern_word(p, behind, "so") && govern_word(p, behind + 1, "far"))
		behind += 2;
	if (govern_word(p, behind, "nothing") || govern_word(p, behind, "nobody") || govern_word(p, behind, "none"))
		return true;
	size_t from = first > 12 ? first - 12 : 0;
	for (size_t i = from; i < but; i++) {
		if (prose_negates(&p->v[i]) && govern_in(govern_token(p, i + 1), GOVERN_FOCUS))
			return true;
	}
	if (PROSE_IN(last, nobody))
		return false;
	/* "the sad, but ironical eyes": between the words of one phrase */
	static const char *const articles[] = { "a", "an", "her", "his", "its", "the", "their", "this" };
	if (but > first + 2 && prose_mark(&p->v[but - 1], ',') && PROSE_IN(&p->v[but - 3], articles) &&
	    !govern_opens_clause(p, but + 1) && (govern_adverb(govern_token(p, but + 1)) || !clause_follows(p, but + 1)))
		return true;
	for (size_t i = but; i-- > first;) {
		if (prose_mark(&p->v[i], ';') || prose_mark(&p->v[i], ':'))
			break;
		if (prose_negates(&p->v[i]))
			return !finite_follows(p, but + 1);
	}
	return false;
}

/* "if": a condition of the clause before it, no "ask if", no "if any". */
static bool binds(const struct prose *p, size_t first, size_t i)
{
	static const char *const asides[] = {
		"any", "anything", "at", "ever", "necessary", "not", "only", "possible", "so",
	};
	static const char *const weak[] = {
		"but", "especially", "even", "just", "or", "particularly", "see", "that", "then", "what",
	};
	static const char *const persons[] = { "he", "i", "it", "she", "they", "we", "you" };
	static const char *const purposes[] = { "want", "wanted", "wants", "wish", "wished", "wishes" };
	static const char *const hypothetical[] = {
		"can", "can't", "cannot", "could", "couldn't", "may", "might", "must", "shall", "should", "will", "won't", "would",
		"wouldn't",
	};
	size_t k = i;
	while (k > first + 1 && p->v[k - 1].kind == PROSE_MARK)
		k--;
	const struct prose_token *last = k > first ? &p->v[k - 1] : govern_token(p, p->n);
	const struct prose_token *next = govern_token(p, i + 1);
	if (govern_in(last, GOVERN_WHETHERS) || govern_in(last, GOVERN_STOPS) || PROSE_IN(last, weak) ||
	    govern_in(last, GOVERN_AUXILIARIES))
		return false;
	if (PROSE_IN(next, asides) || next->kind != PROSE_WORD)
		return false;
	if (!PROSE_IN(next, persons) && !clause_follows(p, i + 2))
		return false;
	for (size_t w = i + 1; w < i + 6 && govern_token(p, w)->kind == PROSE_WORD; w++) {
		if (PROSE_IN(&p->v[w], purposes)) /* "must deal with it |if it wants peace" */
			return false;
	}
	for (; k-- > first && p->v[k].kind != PROSE_MARK;) {
		const struct str low = p->v[k].low;
		if (PROSE_IN(&p->v[k], hypothetical) || str_ends(low, STR("'ll")) || str_ends(low, STR("'d")))
			return true;
	}
	return false;
}

/* Names an exception to an "all" or a "none" of the quote: "save", "apart from", "without". */
static bool excepts(const struct prose *p, size_t first, size_t i)
{
	static const char *const parts[] = {
		"a", "an", "for", "his", "in", "its", "one", "only", "that", "the", "those", "when",
	};
	const struct prose_token *t = &p->v[i], *next = govern_token(p, i + 1);
	if (prose_is(t, "other"))
		return prose_is(next, "than");
	if (prose_is(t, "save") || prose_is(t, "saving"))
		return PROSE_IN(next, parts) && ((i > 0 && prose_mark(&p->v[i - 1], ',')) ||
		                                 clause_has(p, first, i, false));
	if (prose_is(t, "apart") || prose_is(t, "aside"))
		return prose_is(next, "from") && clause_has(p, first, i, false);
	if (prose_is(t, "with"))
		return (prose_is(next, "the") && govern_word(p, i + 2, "exception")) ||
		       (govern_word(p, i + 2, "exception") && govern_word(p, i + 3, "of"));
	if (prose_is(t, "without")) { /* "nobody enters without" */
		for (size_t k = i; k-- > first && !prose_mark(&p->v[k], ';');) {
			if (prose_negates(&p->v[k]) && !prose_is(&p->v[k], "without"))
				return true;
		}
	}
	return false;
}

/* "only if", "only up to a point", "only on Sundays": limits the clause before it. */
static bool only(const struct prose *p, size_t i)
{
	static const char *const binders[] = {
		"after", "as", "at", "because", "by", "for", "if", "in", "on", "once", "so", "to", "under", "up", "when", "where",
		"while", "with", "within",
	};
	return PROSE_IN(govern_token(p, i + 1), binders) && i > 0 && !prose_negates(&p->v[i - 1]);
}

static bool is_limiter(const struct prose *p, size_t first, size_t i)
{
	static const char *const partly[] = { "for", "in", "nominally", "not", "officially", "on", "so", "until" };
	static const char *const subjects[] = {"a", "he", "it", "our", "she", "the", "their", "there", "they", "we"};
	const struct prose_token *t = govern_token(p, i), *next = govern_token(p, i + 1);
	bool comma = i > 0 && prose_mark(&p->v[i - 1], ',');
	if (prose_is(t, "unless") || prose_is(t, "except") || prose_is(t, "excepting"))
		return true;
	if (prose_is(t, "but"))
		return !corrects(p, first, i);
	if ((prose_is(t, "as") || prose_is(t, "so")) && prose_is(next, "long") && govern_word(p, i + 2, "as"))
		return true;
	if (prose_is(t, "only"))
		return only(p, i);
	if (prose_is(t, "provided") || prose_is(t, "providing"))
		return prose_is(next, "that") || (comma && PROSE_IN(next, subjects));
	if (prose_is(t, "assuming"))
		return prose_is(next, "that") || (comma && PROSE_IN(next, subjects));
	if (prose_is(t, "on"))
		return govern_word(p, i + 1 + prose_is(next, "the"), "condition");
	if (prose_is(t, "until")) /* "will not sign |until the spring" */
		return clause_has(p, first, i, true);
	if (prose_is(t, "at")) /* "at least on paper" */
		return comma && prose_is(next, "least") && PROSE_IN(govern_token(p, i + 2), partly);
	if (prose_is(t, "or")) /* "or so he claims" */
		return comma && prose_is(next, "so");
	if (prose_is(t, "in"))
		return prose_is(next, "theory");
	return prose_is(t, "if") ? binds(p, first, i) : excepts(p, first, i);
}

/* A condition that can bind a phrase without a finite verb as well. */
static bool is_proviso(const struct prose *p, size_t i)
{
	const struct prose_token *t = &p->v[i];
	return prose_is(t, "so") || prose_is(t, "provided") || prose_is(t, "unless") || prose_is(t, "on");
}

bool govern_may_limit(struct str text, size_t at)
{
	enum { MARKS = 16, LONGEST = 12 };
	static const char *const openers[] = {
		"apart", "as", "aside", "assuming", "at", "but", "except", "excepting", "if", "in", "on", "only", "or", "other",
		"provided", "providing", "save", "saving", "so", "unless", "until", "with", "without",
	};
	char low[LONGEST];
	size_t n = 0, end = at + MARKS;
	while (at < text.len && at < end && !(((unsigned char)text.ptr[at] | 0x20) >= 'a' && ((unsigned char)text.ptr[at] | 0x20) <= 'z'))
		at++;
	for (; at < text.len && n < LONGEST; at++) {
		char c = text.ptr[at];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			break;
		low[n++] = (char)(c | 0x20);
	}
	return wordlist_has(openers, sizeof openers / sizeof *openers, (struct str){ low, n });
}

bool govern_after(const struct prose *p, struct span part, size_t ceiling, struct govern *out)
{
	size_t first = prose_at(p, part.start), i = first, marks = 0;
	*out = (struct govern){ GOVERNOR_NONE, { 0, 0 }, 0 };
	while (i < p->n && p->v[i].span.end <= part.end)
		i++;
	size_t last = i;
	if (last == first)
		return false;
	if (prose_mark(&p->v[last - 1], '.') || prose_mark(&p->v[last - 1], '?') || prose_mark(&p->v[last - 1], '!'))
		return false;
	for (; i < p->n && p->v[i].kind == PROSE_MARK && marks < 4; i++, marks++) {
		uint32_t m = p->v[i].mark;
		if (m == PROSE_CLOSE && ends_own_quotation(p, first, i))
			return false;
		if (m != ',' && m != PROSE_CLOSE && m != PROSE_OPEN && m != 0x2019 && m != '\'' && m != '(' && m != 0x2014 &&
		    m != 0x2013 && m != '-' && m != 0x2026)
			return false;
	}
	if (i >= p->n || p->v[i].span.end > ceiling || p->v[i].first || !is_limiter(p, first, i))
		return false;
	/* "She talks and I listen |but I", "They understand him |but they": a subject behind it has one before it */
	static const char *const persons[] = { "he", "i", "it", "she", "there", "they", "we", "you" };
	bool clauses = PROSE_IN(govern_token(p, i + 1), persons) &&
	               (PROSE_IN(&p->v[first], persons) || p->v[first].capital);
	if (!has_verb(p, first, last, is_proviso(p, i) ? 3 : clauses ? 5 : 8))
		return false;
	size_t end = i + 1, left = 0;
	while (end < p->n && end - i < 8 && p->v[end].kind != PROSE_MARK)
		end++;
	for (size_t k = i + 1; k < end && p->v[k].span.end <= ceiling; k++)
		left++;
	if (left == 0) /* what limits the words stands in the quote behind its ellipsis */
		return false;
	*out = (struct govern){ GOVERNOR_LIMITER, { p->v[i].span.start, p->v[end - 1].span.end }, 0 };
	return true;
}

/* Clauses and who is their subject: a name that opens a sentence, whatever hangs on it, a name behind a comma. */
#include "text/attribution.h"

#include "text/person.h"
#include "text/verb.h"

static const char *const pronouns[] = { "he", "i", "it", "she", "they", "we", "who", "you" };
static const char *const determiners[] = {
	"a", "all", "an", "another", "any", "both", "each", "every", "her", "his", "its", "many", "most", "my",
	"no", "one", "other", "our", "several", "some", "that", "the", "their", "these", "this", "those", "two",
};
static const char *const joints[] = {
	"and", "at", "by", "close", "de", "for", "from", "in", "near", "of", "to", "with", "within",
};
static const char *const stops[] = {
	"after", "although", "as", "because", "before", "but", "if", "since", "so", "than", "that", "though",
	"unless", "until", "what", "when", "where", "whereas", "whether", "which", "while", "yet",
};
static const char *const calendar[] = {
	"april", "august", "december", "february", "friday", "january", "july", "june", "march", "may", "monday",
	"november", "october", "saturday", "september", "sunday", "thursday", "today", "tuesday", "wednesday",
	"yesterday",
};

bool attribution_is(const struct prose_token *t, enum word_class c)
{
	switch (c) {
	case WORD_PRONOUN:
		return PROSE_IN(t, pronouns);
	case WORD_DETERMINER:
		return PROSE_IN(t, determiners);
	case WORD_JOINT:
		return PROSE_IN(t, joints);
	case WORD_STOP:
		return PROSE_IN(t, stops);
	case WORD_CALENDAR:
		return PROSE_IN(t, calendar);
	}
	return false;
}

bool attribution_calendar(const struct prose *p, size_t i)
{
	if (!attribution_is(&p->v[i], WORD_CALENDAR))
		return false;
	return !(i > 0 && p->v[i].capital && p->v[i - 1].kind == PROSE_WORD && p->v[i - 1].capital && !p->v[i - 1].possessive &&
	         person_is_given(p->v[i - 1].low));
}

bool attribution_broken(const struct prose *p, size_t from, size_t to)
{
	for (size_t i = from; i + 2 < to; i++) {
		size_t k = i + 1;
		if (!prose_mark(&p->v[i], ',') || p->v[k].kind != PROSE_WORD || attribution_is(&p->v[k], WORD_CALENDAR))
			continue;
		while (k < to && ((p->v[k].kind == PROSE_WORD && p->v[k].capital) || attribution_abbreviates(p, k)))
			k++;
		if (k > i + 1 && k < to && p->v[k].kind == PROSE_WORD && (verb_finite(p->v[k].low) || verb_past(p->v[k].low)))
			return true;
	}
	return false;
}

/* "X, who lost her home in Aurora, Colorado, in 2012, said": the name that opens the clause, when all between its comma
 * and the one before token `end` hangs on it. Its range, or false. */
static bool opening_at(const struct prose *p, size_t floor, size_t end, struct attribution *out)
{
	enum { FAR = 60 };
	static const char *const others[] = { "and", "as", "at", "but", "in", "nor", "on", "or", "so", "to", "yet" };
	size_t from = floor, name;
	while (from < end && (p->v[from].kind == PROSE_MARK || attribution_is(&p->v[from], WORD_STOP) || prose_is(&p->v[from], "and")))
		from++;
	for (name = from; name < end && ((p->v[name].kind == PROSE_WORD && p->v[name].capital && !p->v[name].possessive) ||
	                                 attribution_abbreviates(p, name));
	     name++)
		;
	if (name == from || name - from > 8 || name + 1 >= end || end - name > FAR || p->v[from].quoted)
		return false;
	if (prose_mark(&p->v[name], '(')) {
		while (name < end && !prose_mark(&p->v[name], ')'))
			name++;
		name++;
	}
	if (name + 1 >= end || !(prose_mark(&p->v[name], ',') || prose_mark(&p->v[name], 0x2014)) || attribution_is(&p->v[from], WORD_JOINT) ||
	    prose_is(&p->v[from], "on") || attribution_is(&p->v[from], WORD_CALENDAR) || attribution_is(&p->v[from], WORD_DETERMINER))
		return false;
	/* what hangs on a name starts with a small letter or an age */
	const struct prose_token *next = &p->v[name + 1];
	bool word = next->kind == PROSE_WORD && !next->capital && !PROSE_IN(next, others) && !attribution_is(next, WORD_PRONOUN);
	if (!(word || prose_is(next, "who") || next->kind == PROSE_NUMBER))
		return false;
	for (size_t i = name + 1; i < end; i++) {
		if (prose_mark(&p->v[i], ';') || p->v[i].quoted || prose_mark(&p->v[i], PROSE_OPEN))
			return false;
	}
	out->from = from;
	out->to = name;
	return true;
}

bool attribution_opening(const struct prose *p, size_t floor, size_t end, struct attribution *out)
{
	enum { LEAD = 8 };
	if (opening_at(p, floor, end, out))
		return true;
	/* "Just last week, X, a teacher, wrote" */
	for (size_t i = floor; i + 1 < end && i < floor + LEAD; i++) {
		if (prose_mark(&p->v[i], ',') && p->v[i + 1].capital)
			return opening_at(p, i + 1, end, out);
	}
	return false;
}

size_t attribution_clause_subject(const struct prose *p, size_t floor, size_t to, size_t *from, size_t *end)
{
	size_t found = 0;
	for (size_t i = floor; i + 1 < to; i++) {
		bool starts = i == floor || prose_mark(&p->v[i - 1], ',') || (p->v[i - 1].possessive && p->v[i - 1].capital) ||
		              (i > floor && (attribution_is(&p->v[i - 1], WORD_STOP) || prose_is(&p->v[i - 1], "and")));
		size_t k = i;
		if (!starts || p->v[i].quoted || p->v[i].kind != PROSE_WORD || (!p->v[i].capital && !attribution_is(&p->v[i], WORD_PRONOUN)) ||
		    attribution_is(&p->v[i], WORD_STOP) || attribution_is(&p->v[i], WORD_JOINT) || attribution_calendar(p, i) ||
		    attribution_is(&p->v[i], WORD_DETERMINER))
			continue;
		do
			k++;
		while (k < to && !attribution_is(&p->v[i], WORD_PRONOUN) &&
		       ((p->v[k].kind == PROSE_WORD && p->v[k].capital && !p->v[k].possessive) || attribution_abbreviates(p, k)));
		size_t verb = k;
		while (verb < to && attribution_adverb(&p->v[verb]))
			verb++;
		bool acts = verb < to && p->v[verb].kind == PROSE_WORD && !p->v[verb].capital &&
		            (verb_finite(p->v[verb].low) || verb_past(p->v[verb].low) || verb_reports(p->v[verb].low) || verb > k);
		if (!acts || p->v[i].possessive)
			continue;
		*from = i;
		*end = k;
		found++;
	}
	return found;
}

static bool capitals_back(const struct prose *p, size_t floor, size_t *i)
{
	size_t end = *i;
	while (*i > floor && p->v[*i - 1].kind == PROSE_WORD && p->v[*i - 1].capital && !p->v[*i - 1].possessive)
		--*i;
	return *i < end;
}

size_t attribution_place(const struct prose *p, size_t floor, size_t from, size_t end)
{
	size_t i = from;
	for (size_t k = from; k < end; k++) {
		if (!p->v[k].capital)
			return from;
	}
	if (i < floor + 4 || !prose_mark(&p->v[i - 1], ','))
		return from;
	i--;
	if (!capitals_back(p, floor, &i) || i <= floor ||
	    !(prose_is(&p->v[i - 1], "of") || prose_is(&p->v[i - 1], "from") || prose_is(&p->v[i - 1], "in")))
		return from;
	i--;
	return capitals_back(p, floor, &i) ? i : from;
}

size_t attribution_medium(const struct prose *p, size_t floor, size_t end)
{
	static const char *const media[] = {
		"address", "article", "blog", "column", "conference", "editorial", "email", "essay", "interview", "letter", "memo",
		"message", "note", "post", "release", "report", "series", "speech", "statement", "telegram", "testimony", "text", "tweet",
	};
	if (end < floor + 4 || !PROSE_IN(&p->v[end - 1], media))
		return end;
	for (size_t i = end - 1; i > floor && end - i < 6; i--) {
		if (prose_is(&p->v[i - 1], "in") || prose_is(&p->v[i - 1], "at") || prose_is(&p->v[i - 1], "on"))
			return attribution_is(&p->v[i], WORD_DETERMINER) ? i - 1 : end;
		if (p->v[i - 1].kind != PROSE_WORD)
			return end;
	}
	return end;
}

#include "text/quantity_label.h"

#include "text/quantity_bound.h"
#include "text/quantity_phrase.h"
#include "text/quantity_unit.h"

/* What stands before a number that names a thing instead of counting. Sorted. */
static const char *const label_words[] = {
	"act", "annex", "appendix", "article", "articles", "channel", "chapter", "chapters", "class", "clause",
	"column", "directive", "eq", "equation", "exhibit", "fig", "figs", "figure", "figures", "flight",
	"footnote", "gate", "grade", "group", "highway", "iso", "item", "level", "line", "lines", "no", "nos",
	"note", "number", "p", "page", "pages", "para", "paragraph", "paragraphs", "part", "phase", "pp",
	"question", "resolution", "rfc", "room", "route", "rule", "sec", "section", "sections", "stage",
	"step", "table", "tables", "title", "type", "unit", "verse", "version", "vol", "volume",
};

static const char *const months[] = {
	"april", "august", "december", "february", "january", "july", "june", "march", "may", "november",
	"october", "september",
};
static const char *const short_months[] = {
	"apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "nov", "oct", "sep", "sept",
};

bool quantity_month(const struct prose_token *t)
{
	return t->capital && (PROSE_IN(t, months) || PROSE_IN(t, short_months));
}

/* Four digits that may be a year count where a unit stands behind them, or a plural and nothing that dates before. */
static bool counts_year(const struct prose *p, size_t i, size_t end, const struct amount *am)
{
	static const char *const dating[] = {
		"after", "and", "before", "between", "by", "during", "early", "from", "in", "late", "mid", "of", "or", "since",
		"the", "this", "till", "to", "until",
	};
	const struct prose_token *after = phrase_token(p, end);
	if (after->kind != PROSE_WORD || !after->spaced || after->capital)
		return false;
	if (unit_find(after->low) || (after->low.len > 3 && after->low.ptr[after->low.len - 1] == 's' &&
	                              unit_find(str_slice(after->low, 0, after->low.len - 1))))
		return true;
	return quantity_bound_before(p, i) != BOUND_EXACT ||
	       ((am->value < 1850 || am->value > 2050) && phrase_plural(after->low) &&
	        !(i > 0 && (PROSE_IN(&p->v[i - 1], dating) || quantity_month(&p->v[i - 1]))));
}

bool quantity_label(const struct prose *p, size_t i, size_t end, const struct amount *am)
{
	const struct prose_token *t = &p->v[i], *before = i > 0 ? &p->v[i - 1] : NULL, *after = phrase_token(p, end);
	bool digits = t->kind == PROSE_NUMBER;
	if (quantity_month(after) || (prose_is(after, "of") && quantity_month(phrase_token(p, end + 1))))
		return true;
	if (before && (quantity_month(before) || (prose_mark(before, '.') && i > 1 && quantity_month(&p->v[i - 2]))))
		return true;
	bool large = !am->plain && am->value >= 1000; /* "gave the group 2 million" */
	if (before && PROSE_IN(before, label_words) && !large)
		return true;
	if (before && prose_mark(before, '.') && i > 1 && PROSE_IN(&p->v[i - 2], label_words))
		return true;
	if (!digits)
		return false;
	if (am->plain && am->value >= 1100 && am->value <= 2100 && p->v[i].low.len == 4 && !counts_year(p, i, end, am))
		return true;
	if (before && !t->spaced &&
	    (before->kind == PROSE_WORD || before->mark == PROSE_CLOSE || before->mark == '.' || before->mark == '/' ||
	     before->mark == ':' || before->mark == ']' || before->mark == '#'))
		return true;
	if (am->plain && before && before->kind == PROSE_WORD && before->capital && !before->first && !before->possessive &&
	    !phrase_ends(before))
		return true; /* Boeing 747, Windows 95 */
	if (!after->spaced && (prose_mark(after, '/') || prose_mark(after, ':') ||
	                       (prose_mark(after, ')') && am->plain && quantity_bound_before(p, i) == BOUND_EXACT)))
		return true;
	if (t->first && prose_mark(after, '.') && !after->spaced)
		return true; /* a list number */
	return prose_is(after, "am") || prose_is(after, "pm") || prose_is(after, "a.m.") || prose_is(after, "p.m.") ||
	       prose_is(after, "o'clock");
}

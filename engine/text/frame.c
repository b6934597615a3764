#include "text/frame.h"

#include <string.h>

#include "text/verb.h"

enum { REACH = 9 };

static const char *const passive[] = { "are", "be", "been", "being", "is", "was", "were" };

static bool is(const struct prose *p, size_t i, size_t to, const char *word)
{
	return i < to && prose_is(&p->v[i], word);
}

/* The auxiliary of a passive whose participle is token i: "was also", "has been widely". SIZE_MAX when it is active. */
static size_t auxiliary(const struct prose *p, size_t floor, size_t i)
{
	while (i > floor && attribution_adverb(&p->v[i - 1]))
		i--;
	if (i == floor || !PROSE_IN(&p->v[i - 1], passive))
		return SIZE_MAX;
	for (i--; i > floor && attribution_adverb(&p->v[i - 1]);)
		i--;
	return i;
}

static bool subject(const struct prose *p, size_t floor, size_t end, struct attribution *out)
{
	out->to = end;
	out->clause = true;
	if (end > floor && PROSE_IN(&p->v[end - 1], passive))
		return false;
	return attribution_subject(p, floor, end, out);
}

static bool object(const struct prose *p, size_t from, size_t to, struct attribution *out)
{
	out->from = from;
	out->to = attribution_phrase(p, from, to);
	out->clause = true;
	return out->to > out->from;
}

/* "X was quoted (by Y) as saying", "Y quoted X as saying" */
static bool quoted_as(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const words[] = { "cited", "citing", "quoted", "quotes", "quoting", "recorded", "reported" };
	static const char *const says[] = { "arguing", "claiming", "saying", "telling", "warning", "writing" };
	size_t as = i + 1;
	char last = p->v[i].low.ptr[p->v[i].low.len - 1];
	if ((last != 'd' && last != 'g' && last != 's') || !PROSE_IN(&p->v[i], words))
		return false;
	while (as < to && as - i < REACH && !prose_is(&p->v[as], "as") && !PROSE_IN(&p->v[as], says))
		as++;
	size_t say = is(p, as, to, "as") ? as + 1 : as;
	if (say >= to || !PROSE_IN(&p->v[say], says))
		return false;
	size_t start = auxiliary(p, floor, i);
	*out = (struct attribution){ .verb = say };
	if (start != SIZE_MAX)
		return subject(p, floor, start, out);
	return as > i + 1 && object(p, i + 1, as, out);
}

/* "X is said to have told" */
static bool said_to_have(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const words[] = { "alleged", "believed", "claimed", "known", "reported", "rumoured", "said" };
	if (!is(p, i + 1, to, "to") || !is(p, i + 2, to, "have") || i + 3 >= to || !PROSE_IN(&p->v[i], words) ||
	    !verb_reports(p->v[i + 3].low))
		return false;
	size_t start = auxiliary(p, floor, i);
	*out = (struct attribution){ .verb = i + 3 };
	return start != SIZE_MAX && subject(p, floor, start, out);
}

/* "was told by X that" */
static bool told_by(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const words[] = {
		"advised", "asked", "assured", "called", "condemned", "criticised", "criticized", "described", "dismissed",
		"dubbed", "hailed", "informed", "labelled", "praised", "reminded", "told", "warned",
	};
	if (!is(p, i + 1, to, "by") || !PROSE_IN(&p->v[i], words) || auxiliary(p, floor, i) == SIZE_MAX)
		return false;
	*out = (struct attribution){ .verb = i + 1 };
	return object(p, i + 2, to, out);
}

/* "as X put it", "X went on to say", "X went on:" */
static bool put_it(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const put[] = { "put", "puts" }, *const went[] = { "goes", "went" };
	*out = (struct attribution){ .verb = i + 1 };
	if (is(p, i + 1, to, "it") && PROSE_IN(&p->v[i], put)) {
		while (i > floor && (prose_is(&p->v[i - 1], "so") || attribution_adverb(&p->v[i - 1])))
			i--;
		out->according = true;
		return subject(p, floor, i, out);
	}
	if (!is(p, i + 1, to, "on") || i + 2 >= to || !PROSE_IN(&p->v[i], went))
		return false;
	bool says = is(p, i + 2, to, "to") && i + 3 < to && verb_reports(p->v[i + 3].low);
	out->verb = says ? i + 3 : i + 1;
	return (says || prose_mark(&p->v[i + 2], ':') || prose_mark(&p->v[i + 2], PROSE_OPEN)) &&
	       subject(p, floor, i, out);
}

/* "X was adamant that" */
static bool adamant(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const words[] = {
		"adamant", "certain", "confident", "convinced", "emphatic", "insistent", "positive", "sure",
		"unequivocal",
	};
	if (i + 1 >= to || (!prose_is(&p->v[i + 1], "that") && !prose_mark(&p->v[i + 1], ':')) ||
	    !PROSE_IN(&p->v[i], words))
		return false;
	size_t start = auxiliary(p, floor, i);
	*out = (struct attribution){ .verb = i };
	return start != SIZE_MAX && subject(p, floor, start, out);
}

/* "a statement from X", behind or before quoted words */
static bool statement_from(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const words[] = { "e-mail", "email", "letter", "message", "note", "post", "statement", "tweet" };
	static const char *const reads[] = { "in", "read", "reads", "said", "says" };
	if (!is(p, i + 1, to, "from") || !PROSE_IN(&p->v[i], words))
		return false;
	bool leads = false;
	for (size_t k = i; k > floor && i - k < 4; k--)
		leads = leads || PROSE_IN(&p->v[k - 1], reads);
	*out = (struct attribution){ .verb = i + 1 };
	return leads && object(p, i + 2, to, out);
}

/* "X issued a statement", with or without the quoted words in the same sentence */
static bool issued(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	static const char *const verbs[] = { "delivered", "issued", "posted", "published", "released", "sent" };
	static const char *const words[] = { "e-mail", "email", "letter", "message", "note", "post", "response", "statement", "tweet" };
	static const char *const articles[] = { "a", "an", "following", "the", "this" };
	if (i + 2 >= to || !PROSE_IN(&p->v[i], verbs) || !PROSE_IN(&p->v[i + 1], articles))
		return false;
	for (size_t k = i + 2; k < to && k < i + 6; k++) {
		if (p->v[k].kind != PROSE_WORD)
			return false;
		if (!PROSE_IN(&p->v[k], words))
			continue;
		*out = (struct attribution){ .verb = i };
		return auxiliary(p, floor, i) == SIZE_MAX && subject(p, floor, i, out);
	}
	return false;
}

bool frame_read(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	if (p->v[i].kind != PROSE_WORD || p->v[i].capital || i == floor)
		return false;
	return quoted_as(p, floor, i, to, out) || said_to_have(p, floor, i, to, out) ||
	       told_by(p, floor, i, to, out) || put_it(p, floor, i, to, out) || adamant(p, floor, i, to, out) ||
	       statement_from(p, floor, i, to, out) || issued(p, floor, i, to, out);
}

bool frame_second(const struct prose *p, size_t i, size_t to, size_t *from, size_t *end)
{
	static const char *const straight[] = {
		"cited", "cites", "citing", "echoed", "echoes", "echoing", "heard", "invoked", "invoking", "paraphrased",
		"paraphrasing", "quoted", "quotes", "quoting", "recalled", "recalling", "recalls", "remembered", "remembers",
		"repeated", "repeating",
	};
	static const char *const sharing[] = {
		"agree", "agreed", "agreeing", "agrees", "alongside", "concurred", "concurs", "join", "joined", "joining",
		"sided", "siding", "together",
	};
	size_t at = i + 1;
	struct str low = p->v[i].low;
	if (low.len < 4 || (p->v[i].capital && !p->v[i].first) || !strchr("acehijpqrst", low.ptr[0]))
		return false;
	if (PROSE_IN(&p->v[i], sharing)) {
		if (is(p, at, to, "with") || is(p, at, to, "by"))
			at++;
	} else if (!PROSE_IN(&p->v[i], straight)) {
		return false;
	}
	if (at >= to || p->v[at].kind != PROSE_WORD)
		return false;
	*from = at;
	*end = attribution_phrase(p, at, to);
	return *end > at;
}

#include "text/speech.h"

#include "text/frame.h"
#include "text/speech_part.h"
#include "text/turn.h"
#include "text/verb.h"

enum { CHAIN = 4 };

static const char *const pronouns[] = { "he", "i", "it", "she", "they", "we", "who", "you" };

struct range speech_sentence(const struct prose *p, size_t i)
{
	struct range r = { 0, p->n };
	if (i >= p->n)
		return (struct range){ p->n, p->n };
	size_t lo = 0, hi = p->n_sentences;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (p->sentences[mid].end > p->v[i].span.start)
			hi = mid;
		else
			lo = mid + 1;
	}
	if (lo == p->n_sentences)
		return r;
	r.from = prose_at(p, p->sentences[lo].start);
	r.to = prose_at(p, p->sentences[lo].end);
	return r;
}

bool speech_is_pronoun(const struct prose_token *t)
{
	return PROSE_IN(t, pronouns);
}

/* The quotation that token i stands in: its marks, or the token behind its paragraph. False when it stands in none. */
static bool quotation_at(const struct prose *p, size_t i, struct range *out)
{
	size_t open = i, close = i;
	if (i >= p->n || !p->v[i].quoted)
		return false;
	while (open > 0 && !prose_mark(&p->v[open - 1], PROSE_OPEN))
		open--;
	while (close < p->n && p->v[close].quoted && !prose_mark(&p->v[close], PROSE_CLOSE) &&
	       !prose_mark(&p->v[close], PROSE_OPEN))
		close++;
	*out = (struct range){ open > 0 ? open - 1 : 0, close };
	return true;
}

/* "According to X, author of the book Who Owns Water? Law and Custom, Y built “…”": the mark in the title ends no
 * sentence. */
static struct range past_title(const struct prose *p, struct range s)
{
	if (s.from < 2 || s.from >= p->n || !prose_mark(&p->v[s.from - 1], '?') || !p->v[s.from].capital ||
	    !p->v[s.from - 2].capital)
		return s;
	struct range before = speech_sentence(p, s.from - 1);
	if (before.from + 1 >= s.from || !prose_is(&p->v[before.from], "according") ||
	    !prose_is(&p->v[before.from + 1], "to"))
		return s;
	for (size_t i = before.from; i < s.from; i++) {
		if (prose_mark(&p->v[i], ','))
			return (struct range){ before.from, s.to };
	}
	return s;
}

struct span speech_words(const struct prose *p, const struct attribution *a)
{
	size_t from = a->from, to = a->to;
	while (to > from + 1 && p->v[to - 1].kind == PROSE_MARK)
		to--;
	return (struct span){ p->v[from].span.start, p->v[to - 1].span.end };
}

bool speech_has_name(const struct prose *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_WORD && t->capital && t->low.len > 1 &&
		    (!t->first || i + 1 == to || p->v[i + 1].capital || t->low.len > 3))
			return true;
	}
	return false;
}

void speech_take(const struct prose *p, const struct attribution *a, struct speech *out)
{
	out->verb = p->v[a->verb].span;
	if (a->unclear || a->denies || a->from >= a->to) {
		out->kind = SPEAKER_UNCLEAR;
		return;
	}
	out->words = speech_words(p, a);
	out->thing = prose_is(&p->v[a->from], "it");
	if (PROSE_IN(&p->v[a->from], pronouns))
		out->kind = prose_is(&p->v[a->from], "he") || prose_is(&p->v[a->from], "she") ? SPEAKER_PRONOUN
		            : prose_is(&p->v[a->from], "i") && !p->v[a->from].quoted          ? SPEAKER_NARRATOR
		                                                                              : SPEAKER_UNCLEAR;
	else
		out->kind = speech_has_name(p, a->from, a->to) ? SPEAKER_NAMED : SPEAKER_ROLE;
	/* "Having announced that …": the capital is the sentence's */
	if (a->to == a->from + 1 && p->v[a->from].first && out->kind == SPEAKER_NAMED && !speech_is_name(p, a->from) &&
	    !(a->to + 1 < p->n && prose_mark(&p->v[a->to], ',') && prose_is(&p->v[a->to + 1], "who")))
		out->kind = SPEAKER_UNCLEAR;
}

static void add_words(const struct prose *p, size_t from, size_t to, struct speech *out)
{
	struct attribution a = { .from = from, .to = to };
	if (out->n_others < SPEECH_OTHERS && from < to && !PROSE_IN(&p->v[from], pronouns))
		out->others[out->n_others++] = speech_words(p, &a);
}

/* Is token i outside quotation marks, seen from the quotation [q.from, q.to]? */
static bool outside(const struct prose *p, const struct attribution *a)
{
	return !p->v[a->verb].quoted;
}

/* "X said …, but Y said …": two clauses side by side, neither within the other. */
static bool apart(const struct prose *p, const struct attribution *x, const struct attribution *y)
{
	static const char *const joints[] = { "and", "but", "though", "whereas", "while", "yet" };
	size_t from = x->verb > x->to ? x->verb : x->to, to = y->from < y->verb ? y->from : y->verb;
	for (size_t i = from + 1; i < to && i < p->n; i++) {
		bool joint = PROSE_IN(&p->v[i], joints) && p->v[i - 1].kind == PROSE_MARK;
		if ((joint || prose_mark(&p->v[i], ';')) && to - i <= 3)
			return true;
	}
	return false;
}

/* Whoever else speaks among tokens [from, to), where `list` was read: not those whose clause stands beside the one of
 * list[found]. */
static void add_others(const struct prose *p, const struct attribution *list, size_t n, size_t found, struct range s,
                       struct speech *out)
{
	for (size_t i = 0; i < n; i++) {
		bool beside = found != SIZE_MAX && i != found &&
		              (i < found ? apart(p, &list[i], &list[found]) : apart(p, &list[found], &list[i]));
		bool gives = list[i].clause || list[i].according || list[i].inverted;
		if (outside(p, &list[i]) && gives && !beside)
			add_words(p, list[i].from, list[i].to, out);
	}
	for (size_t i = s.from; i < s.to; i++) {
		size_t from, to;
		if (p->v[i].kind == PROSE_WORD && frame_second(p, i, s.to, &from, &to) && !p->v[i].quoted)
			add_words(p, from, to, out);
	}
}

/* "X's answer, Y said, was “…”": X gave the words, whoever tells of it. */
static void add_answers(const struct prose *p, size_t from, size_t to, struct speech *out)
{
	static const char *const answers[] = {
		"advice", "answer", "argument", "claim", "comment", "explanation", "message", "motto", "prayer", "reply", "response",
		"statement", "verdict", "view", "warning", "words",
	};
	for (size_t i = from; i + 1 < to; i++) {
		if (p->v[i].possessive && p->v[i].capital && !p->v[i].quoted && PROSE_IN(&p->v[i + 1], answers))
			add_words(p, i, i + 1, out);
	}
}

/* Does the attribution stand directly behind the quotation: "…,” X said", "…,” said X"? "X called it “…” and Y said" is
 * another clause. */
static bool is_tag_of(const struct prose *p, struct range q, const struct attribution *a)
{
	bool phrase = a->from < a->to && !a->inverted && a->from < a->verb;
	size_t first = phrase ? a->from : a->verb, at = q.to + 1;
	/* "“…,” when Y blasted him" */
	for (size_t i = at; i < first && i < p->n; i++) {
		if (attribution_is(&p->v[i], WORD_STOP) && !prose_is(&p->v[i], "as"))
			return false;
	}
	bool comma = q.to > 0 && q.to < p->n && (prose_mark(&p->v[q.to - 1], ',') || (at < p->n && prose_mark(&p->v[at], ',')));
	return first <= at + 1 && (comma || first <= at);
}

/* "Trump: “…”", "Rubio fired back: “…”": whoever is the subject before the colon in front of token `open`. */
static bool by_colon(const struct prose *p, size_t floor, size_t open, struct attribution *out)
{
	static const char *const hears[] = {
		"asked", "encountered", "faced", "found", "got", "heard", "included", "kept", "met", "noticed", "opened", "read", "received",
		"saw", "was", "were", "won",
	};
	static const char *const beside[] = { "after", "although", "as", "because", "before", "since", "though", "when", "while" };
	size_t from, end;
	if (open < floor + 2 || !prose_mark(&p->v[open - 1], ':'))
		return false;
	for (from = open - 1; from > floor && p->v[from - 1].kind == PROSE_WORD && p->v[from - 1].capital; from--)
		;
	bool label = from < open - 1 && !p->v[open - 2].possessive && (from == floor || p->v[from - 1].kind == PROSE_MARK) &&
	             open - 1 - from <= 4 && (open - 1 - from > 1 || speech_is_name(p, open - 2));
	if (label) {
		*out = (struct attribution){ .verb = open - 1, .from = from, .to = open - 1, .clause = true };
		return true;
	}
	if (attribution_clause_subject(p, floor, open - 1, &from, &end) == 0)
		return false;
	/* "Then, as I looked at him:" */
	if (from > floor && PROSE_IN(&p->v[from - 1], beside))
		return false;
	for (size_t i = end; i < open; i++) {
		if (PROSE_IN(&p->v[i], hears))
			return false;
	}
	*out = (struct attribution){ .verb = end, .from = from, .to = end, .clause = true };
	return true;
}

/* A line behind the quotation that gives its author: "- Ann Lee". */
static bool by_line(const struct prose *p, size_t close, struct attribution *out)
{
	size_t i = close + 1, end;
	if (close >= p->n || !prose_mark(&p->v[close], PROSE_CLOSE) || i >= p->n || p->v[i].kind != PROSE_MARK)
		return false;
	while (i < p->n && (prose_mark(&p->v[i], '-') || prose_mark(&p->v[i], 0x2013) || prose_mark(&p->v[i], 0x2014) ||
	                    prose_mark(&p->v[i], 0x2015)))
		i++;
	for (end = i; end < p->n && p->v[end].kind == PROSE_WORD && p->v[end].capital && end - i < 6; end++)
		;
	if (i == close + 1 || end < i + 2 || !turn_paragraph(p, i - 1))
		return false;
	bool ends = end >= p->n || turn_paragraph(p, end) || p->v[end].kind == PROSE_MARK;
	*out = (struct attribution){ .verb = i - 1, .from = i, .to = end, .clause = true };
	return ends;
}

/* Does the quotation end with a question or an exclamation? */
static bool asks(const struct prose *p, struct range q)
{
	return q.to > 1 && q.to < p->n && prose_mark(&p->v[q.to], PROSE_CLOSE) &&
	       (prose_mark(&p->v[q.to - 1], '?') || prose_mark(&p->v[q.to - 1], '!') || prose_mark(&p->v[q.to - 2], '?'));
}

static bool opens_within(const struct prose *p, struct range s)
{
	for (size_t i = s.from; i < s.to; i++) {
		if (prose_mark(&p->v[i], PROSE_OPEN) || prose_is(&p->v[i], "that"))
			return true;
	}
	return false;
}

/* The attribution behind a quotation, in the rest of its sentence or in the one that it asks. */
static bool attributed_behind(const struct prose *p, struct range q, struct attribution *later, struct speech *out)
{
	struct attribution list[ATTRIBUTIONS];
	struct range s = speech_sentence(p, q.to < p->n ? q.to : q.to - 1);
	struct range behind = { q.to < s.to ? q.to : s.to, s.to };
	size_t n = attributions_read(p, behind.from, behind.to, list, ATTRIBUTIONS), found = SIZE_MAX;
	bool broken = q.to + 1 < s.to && p->v[q.to + 1].first;
	if (q.to + 1 < p->n && p->v[q.to + 1].first && !turn_paragraph(p, q.to + 1) && asks(p, q)) {
		/* "…?” X, the chairman, said": the capital is the name's */
		s = speech_sentence(p, q.to + 1);
		behind = (struct range){ q.to, s.to };
		n = attributions_read(p, behind.from, behind.to, list, ATTRIBUTIONS);
		broken = n == 0 || list[0].from != q.to + 1 || list[0].noun || !list[0].clause || opens_within(p, s);
	}
	for (size_t i = 0; i < n && !broken; i++) {
		size_t first = list[i].inverted ? list[i].verb : list[i].from;
		bool ends = first > q.to + 1 && first < p->n && prose_mark(&p->v[first - 1], ',') && list[i].clause && !list[i].unclear;
		bool near = ends || list[i].verb <= q.to + 3 || (list[i].from <= q.to + 2 && list[i].from < list[i].to);
		near = near && !(q.to + 1 < p->n && attribution_is(&p->v[q.to + 1], WORD_STOP) && !prose_is(&p->v[q.to + 1], "as"));
		/* "“…” was X's reply", but not "“…” X's reaction came late" */
		bool is = q.to + 1 < p->n && (prose_is(&p->v[q.to + 1], "was") || prose_is(&p->v[q.to + 1], "is") ||
		                              prose_is(&p->v[q.to + 1], "came"));
		if (outside(p, &list[i]) && found == SIZE_MAX && near && (!list[i].noun || is))
			found = i;
	}
	if (!broken)
		add_others(p, list, n, found, behind, out);
	if (found != SIZE_MAX)
		*later = list[found];
	return found != SIZE_MAX;
}

/* "X answered, telling reporters: “…,” the agency reports": X too, before the quotation at token `open`. */
static void add_relayed(const struct prose *p, size_t from, size_t open, struct speech *out)
{
	enum { BESIDE = 4 };
	struct attribution list[ATTRIBUTIONS];
	if (from + 1 >= open || !(prose_mark(&p->v[open - 1], ',') || prose_mark(&p->v[open - 1], ':')))
		return;
	size_t n = attributions_read(p, from, open + 1, list, ATTRIBUTIONS);
	for (size_t i = 0; i < n; i++) {
		if (outside(p, &list[i]) && list[i].from < list[i].to && list[i].verb + BESIDE >= open && list[i].verb < open)
			add_words(p, list[i].from, list[i].to, out);
	}
}

/* The attribution before a quotation, from token `from` on; `later` (or NULL) stands behind it. */
static bool attributed_before(const struct prose *p, struct range q, size_t from, const struct attribution *later,
                              struct speech *out)
{
	struct attribution list[ATTRIBUTIONS], formal;
	size_t n = attributions_read(p, from, q.from + 1, list, ATTRIBUTIONS), found = SIZE_MAX, n_others;
	add_answers(p, from, q.from, out);
	for (size_t i = 0; i < n; i++) {
		/* "X said it believes": the pronoun is X's own */
		bool own = found != SIZE_MAX && list[i].from < list[i].to && speech_is_pronoun(&p->v[list[i].from]) &&
		           list[i].from > list[found].verb && list[i].from - list[found].verb <= 2;
		bool object = list[i].noun && !list[i].clause && found != SIZE_MAX; /* "X called Y's remarks “…”" */
		if (outside(p, &list[i]) && !own && !object)
			found = i;
	}
	n_others = out->n_others;
	add_others(p, list, n, found, (struct range){ from, q.from }, out);
	if (found != SIZE_MAX && !list[found].according && !list[found].inverted &&
	    attribution_broken(p, list[found].verb + 1, q.from)) {
		if (by_colon(p, from, q.from, &formal)) {
			out->n_others = n_others;
			speech_take(p, &formal, out);
		} else {
			out->kind = SPEAKER_UNCLEAR;
		}
		return true;
	}
	if (found != SIZE_MAX)
		speech_take(p, &list[found], out);
	else if (later)
		speech_take(p, later, out);
	else if (by_colon(p, from, q.from, &formal) || by_line(p, q.to, &formal))
		speech_take(p, &formal, out);
	else
		return false;
	return true;
}

/* The attribution of a quotation from its own sentences: behind it, then before it. */
static bool attributed_here(const struct prose *p, struct range q, struct speech *out)
{
	struct attribution later;
	bool behind = attributed_behind(p, q, &later, out);
	bool tagged = behind && is_tag_of(p, q, &later);
	struct range s = past_title(p, speech_sentence(p, q.from));
	/* a paragraph that ends with a colon leads to the quotation that the next one is */
	if (s.from >= q.from && q.from > 0 && prose_mark(&p->v[q.from - 1], ':'))
		s = speech_sentence(p, q.from - 1);
	/* "X claimed that “…,” Y said the two cases were different" */
	if (tagged && q.from > s.from && prose_is(&p->v[q.from - 1], "that") && !later.inverted && later.verb + 1 < p->n &&
	    p->v[later.verb + 1].kind == PROSE_WORD)
		tagged = false;
	if (!behind || (!tagged && s.from < q.from))
		return attributed_before(p, q, s.from, behind ? &later : NULL, out);
	add_relayed(p, s.from, q.from, out);
	speech_take(p, &later, out);
	return true;
}

enum link { LINK_NONE, LINK_TAG, LINK_OPEN, LINK_CLOSED };

/* The quotation before token i, when little stands between: it runs on over the paragraph (LINK_OPEN), its tag stands
 * between (LINK_TAG), or it was closed and nothing does (LINK_CLOSED). */
static enum link quotation_before(const struct prose *p, size_t i, struct range *out)
{
	size_t close = i, breaks = 0;
	while (close-- > 0) {
		if (prose_mark(&p->v[close], PROSE_OPEN)) {
			/* American and British print opens each paragraph of a long quotation, and closes the last */
			*out = (struct range){ close, i };
			bool sentence = i > 0 && (prose_mark(&p->v[i - 1], '.') || prose_mark(&p->v[i - 1], '!') ||
			                          prose_mark(&p->v[i - 1], '?'));
			return sentence || turn_paragraph(p, i) ? LINK_OPEN : LINK_NONE;
		}
		if (prose_mark(&p->v[close], PROSE_CLOSE))
			break;
	}
	if (close == SIZE_MAX || i - close > 40 || !quotation_at(p, close, out))
		return LINK_NONE;
	out->to = close;
	for (size_t k = close + 1; k < i; k++)
		breaks += p->v[k].first;
	if (breaks > 0) /* more than the rest of its sentence */
		return LINK_NONE;
	return close + 1 == i && turn_paragraph(p, i) ? LINK_CLOSED : LINK_TAG;
}

/* The speaker of the sentence before the one that starts at token i. */
static bool carried_over(const struct prose *p, size_t i, struct speech *out)
{
	struct attribution list[ATTRIBUTIONS];
	size_t found = SIZE_MAX;
	if (i == 0)
		return false;
	struct range s = speech_sentence(p, i - 1);
	size_t n = attributions_read(p, s.from, s.to, list, ATTRIBUTIONS);
	for (size_t k = 0; k < n; k++) {
		if (outside(p, &list[k]) && (list[k].clause || list[k].according || list[k].inverted))
			found = k;
	}
	add_others(p, list, n, SIZE_MAX, s, out);
	if (found == SIZE_MAX)
		return false;
	speech_take(p, &list[found], out);
	if (out->kind == SPEAKER_ROLE)
		out->kind = SPEAKER_UNCLEAR;
	out->weak = true;
	return true;
}

/* Does the quotation end with its paragraph, unclosed? It runs on, and whose it is may stand there. */
static bool runs_on(const struct prose *p, struct range q)
{
	return q.to >= p->n || prose_mark(&p->v[q.to], PROSE_OPEN);
}

/* Does a quotation within the quotation open between two tokens? */
static bool nested_open(const struct prose *p, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++) {
		if (prose_mark(&p->v[k], 0x2018) || (prose_mark(&p->v[k], '\'') && p->v[k].spaced))
			return true;
	}
	return false;
}

/* Whose turn it is in a transcript. */
static bool in_turn(const struct prose *p, size_t i, struct speech *out)
{
	struct attribution label = { 0 };
	if (!turn_at(p, i, &label.from, &label.to))
		return false;
	out->turn = true;
	bool thing = turn_is_letter(p, label.from, label.to) || prose_is(&p->v[label.from], "the");
	out->kind = thing ? SPEAKER_UNCLEAR : SPEAKER_NAMED;
	out->words = speech_words(p, &label);
	out->verb = p->v[label.to].span;
	return true;
}

static void inside_quotation(const struct prose *p, struct range q, size_t i, struct speech *out)
{
	struct attribution within[ATTRIBUTIONS];
	size_t n = attributions_read(p, q.from + 1, i, within, ATTRIBUTIONS);
	static const char *const third[] = { "he", "it", "she", "they", "who" };
	size_t from, to;
	out->inside = true;
	if (turn_at(p, i, &from, &to) && from > 0 && prose_mark(&p->v[from - 1], PROSE_OPEN) && in_turn(p, i, out))
		return;
	size_t sentence = speech_sentence(p, i).from;
	for (size_t k = 0; k < n; k++) { /* "X told me: 'The pumps …'" */
		bool nested = within[k].verb >= sentence || nested_open(p, within[k].verb, i);
		if (nested && (within[k].unclear || (within[k].clause && PROSE_IN(&p->v[within[k].from], third))))
			out->nested = true;
		else if (nested)
			add_words(p, within[k].from, within[k].to, out);
	}
	for (int k = 0; k < CHAIN; k++) {
		if (attributed_here(p, q, out))
			return;
		struct range s = speech_sentence(p, q.from), before;
		if (s.from < q.from) /* words of its own sentence lead to it, and none of them gives it to anybody */
			return;
		enum link link = quotation_before(p, q.from, &before);
		if (link == LINK_NONE)
			break;
		/* in a dialogue the next line is another one's, all the more where words of its own follow it */
		bool broken = turn_paragraph(p, q.from);
		if (broken && link == LINK_TAG && q.to + 1 < p->n && !runs_on(p, q) && !turn_paragraph(p, q.to + 1) &&
		    !prose_mark(&p->v[q.to + 1], PROSE_OPEN))
			return;
		if (link == LINK_CLOSED || (link == LINK_TAG && k == 0 && broken))
			return;
		out->weak = out->weak || (link == LINK_TAG && broken);
		q = before;
	}
	if (!runs_on(p, q) || q.to < p->n)
		carried_over(p, speech_sentence(p, q.from).from, out);
}

/* Does an attribution govern token i of its sentence? */
static bool governs(const struct prose *p, const struct attribution *a, size_t i, size_t behind, size_t end)
{
	static const char *const concessions[] = { "although", "as", "because", "since", "though", "when", "while" };
	if (a->according)
		return true;
	/* "Although X said that …, |it fell": the clause may have ended at the comma */
	bool subordinate = a->from > 0 && a->from < a->verb && PROSE_IN(&p->v[a->from - 1], concessions);
	for (size_t k = a->verb; subordinate && k < behind && k < p->n; k++) {
		if (prose_mark(&p->v[k], ','))
			return false;
	}
	if (a->verb < i && !a->inverted && a->to <= i) {
		for (size_t k = a->verb; k < i; k++) {
			if (prose_mark(&p->v[k], ';') || prose_mark(&p->v[k], PROSE_CLOSE))
				return false;
		}
		return true;
	}
	/* "…, X said." and "…, says X." stand at the end, behind a comma */
	size_t first = a->inverted ? a->verb : a->from, last = a->inverted ? a->to : a->verb + 1;
	if (first > i && first > 1 && prose_is(&p->v[first - 1], "as"))
		first--;
	return first > i && first > 0 && prose_mark(&p->v[first - 1], ',') && last + 2 >= end;
}

/* "he is poised to argue |that …": somebody's words, if not for certain whose. */
static bool told_before(const struct prose *p, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++) {
		if (p->v[k].kind == PROSE_WORD && !p->v[k].quoted && k > from && prose_is(&p->v[k - 1], "to") &&
		    verb_reports(p->v[k].low))
			return true;
	}
	return false;
}

static void outside_quotation(const struct prose *p, size_t i, size_t behind, struct speech *out)
{
	struct attribution list[ATTRIBUTIONS];
	struct range s = past_title(p, speech_sentence(p, i));
	size_t n = attributions_read(p, s.from, s.to, list, ATTRIBUTIONS), found = SIZE_MAX, doubtful = SIZE_MAX;
	for (size_t k = 0; k < n; k++) {
		if (!outside(p, &list[k]))
			continue;
		if (governs(p, &list[k], i, behind, s.to) && (list[k].clause || list[k].inverted || list[k].according))
			found = k;
		else if (list[k].verb < behind + 40)
			doubtful = k;
	}
	add_others(p, list, n, found, s, out);
	if (in_turn(p, i, out))
		return;
	if (found != SIZE_MAX)
		speech_take(p, &list[found], out);
	else if (doubtful != SIZE_MAX || told_before(p, s.from, i) || turn_first_person(p, i, behind))
		out->kind = SPEAKER_UNCLEAR;
	else
		out->kind = SPEAKER_AUTHOR;
}

/* A paragraph of a quotation that opened in the one before and whose mark is not repeated: the first mark from here on
 * closes it. */
static bool reopened(const struct prose *p, size_t i, struct range *out)
{
	size_t close = i, open = i, paragraphs = 0;
	while (close < p->n && !prose_mark(&p->v[close], PROSE_CLOSE)) {
		if (prose_mark(&p->v[close], PROSE_OPEN) || (close > i && turn_paragraph(p, close)))
			return false;
		close++;
	}
	while (close < p->n && open-- > 0 && paragraphs < 2) {
		if (prose_mark(&p->v[open], PROSE_CLOSE))
			return false;
		if (prose_mark(&p->v[open], PROSE_OPEN)) {
			*out = (struct range){ open, close };
			return paragraphs == 1;
		}
		paragraphs += turn_paragraph(p, open + 1);
	}
	return false;
}

void speech_at(const struct prose *p, struct span part, struct speech *out)
{
	struct range q;
	size_t i = prose_at(p, part.start), end = prose_at(p, part.end);
	*out = (struct speech){ .kind = SPEAKER_UNCLEAR };
	while (i < p->n && p->v[i].span.start < part.end && p->v[i].kind == PROSE_MARK)
		i++;
	if (i >= p->n)
		return;
	if (quotation_at(p, i, &q) || reopened(p, i, &q))
		inside_quotation(p, q, i, out);
	else
		outside_quotation(p, i, end, out);
	if (out->kind == SPEAKER_PRONOUN)
		speech_resolve(p, out);
	/* words that hold quotation marks of their own are two people's */
	for (size_t k = i; k < end && k < p->n && !out->inside; k++) {
		if (prose_mark(&p->v[k], PROSE_OPEN) && out->kind == SPEAKER_AUTHOR)
			out->kind = SPEAKER_UNCLEAR;
	}
}

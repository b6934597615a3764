#include "text/govern_part.h"

#include "text/verb.h"

enum { REACH = 8 };

static const char *const persons[] = { "he", "i", "it", "she", "they", "we", "you" };

/* "Didn't |you think", "Why isn't |it": a question that expects yes. Not "who hadn't |paid", "Don't |run". */
static bool asks(const struct cutting *c, size_t i)
{
	static const char *const words[] = { "how", "what", "when", "where", "who", "why" };
	const struct prose *p = c->p;
	const struct prose_token *next = govern_token(p, i + 1);
	if (!str_ends(p->v[i].low, STR("n't")))
		return false;
	if (PROSE_IN(next, persons) || (i > c->start && p->v[i - 1].first && PROSE_IN(&p->v[i - 1], words)))
		return true;
	return p->v[i].first && (next->capital || govern_in(next, GOVERN_SUBJECTS) || str_ends(next->low, STR("s")));
}

/* A word between a negation and the cut that leaves the cut governed. */
static bool passes(const struct prose *p, size_t i)
{
	return govern_in(&p->v[i], GOVERN_BETWEEN) || govern_adverb(&p->v[i]);
}

/* "no clear |evidence", "not a single |line": one word that only the noun behind it needs. */
static bool attributive(const struct cutting *c, size_t i)
{
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[i], *next = govern_token(p, c->cut);
	if (i != c->k || i <= c->start || !prose_is(&p->v[i - 1], "no"))
		return false;
	return !verb_finite(t->low) && next->kind == PROSE_WORD && !govern_in(next, GOVERN_STOPS) &&
	       !prose_is(next, "that") && !t->capital;
}

/* Is token i a modal or a hedge of the words behind the cut? Not "May 2010", "Could you", "I should like". */
static bool hedges(const struct cutting *c, size_t i)
{
	static const char *const modestly[] = {
		"add", "guess", "hope", "imagine", "like", "prefer", "say", "suppose", "think",
	};
	static const char *const verbs[] = { "could", "may", "might", "must", "should" };
	const struct prose_token *t = &c->p->v[i], *next = govern_token(c->p, c->cut);
	if (!govern_in(t, GOVERN_MODALS) || (t->capital && !t->capitals && !t->first))
		return false;
	if (t->first && (next->kind == PROSE_NUMBER || (PROSE_IN(next, persons) && PROSE_IN(t, verbs))))
		return false;
	if (prose_is(t, "should") && i > c->start && PROSE_IN(&c->p->v[i - 1], persons) && PROSE_IN(next, modestly))
		return false;
	if (i < c->k && prose_is(next, "to")) /* "how much it should have |to spend" */
		return false;
	return next->kind != PROSE_WORD || !prose_negates(next);
}

/* A negation or a modal right before the cut, or with a few empty words between: "has not yet |", "may have been |". */
static bool directly(const struct cutting *c, struct govern *out)
{
	enum { MOST = 6 };
	static const char *const perfect[] = { "be", "been", "day", "have", "one", "only", "well" };
	const struct prose *p = c->p;
	bool auxiliary = true; /* only these stand between: "may have been" */
	for (size_t n = 0; n < MOST && c->k >= c->start + n; n++) {
		size_t i = c->k - n;
		const struct prose_token *t = &p->v[i], *next = govern_token(p, c->cut);
		if (t->kind != PROSE_WORD)
			return false;
		if (govern_negates(p, i)) {
			if (asks(c, i) || (prose_is(t, "nothing") && n > 0) || (n > 0 && govern_affirms(p, i)))
				return false;
			return govern_set(c, i, n, GOVERNOR_NEGATION, out);
		}
		/* "not |just for the day": the reader is told that it was */
		if (n == 0 && prose_negates(t) && govern_in(next, GOVERN_FOCUS) && !prose_is(next, "only") &&
		    !prose_is(next, "least") && !asks(c, i))
			return govern_set(c, i, 0, GOVERNOR_NEGATION, out);
		if ((n == 0 || auxiliary) && hedges(c, i))
			return govern_set(c, i, 0, GOVERNOR_HEDGE, out);
		if (n == 0 && c->ellipsis && prose_is(t, "reportedly"))
			return govern_set(c, i, 0, GOVERNOR_HEDGE, out);
		if (prose_is(t, "of") && i > c->start && (govern_word(p, i - 1, "none") || govern_word(p, i - 1, "neither")))
			return govern_set(c, i - 1, n, GOVERNOR_NEGATION, out);
		auxiliary = auxiliary && (PROSE_IN(t, perfect) || govern_adverb(t));
		if (prose_is(t, "if") && govern_word(p, i + 1, "any")) /* "few if any |" */
			continue;
		if (!passes(p, i) && !attributive(c, i) && !auxiliary)
			return false;
	}
	return false;
}

size_t govern_negative_subject(const struct prose *p, size_t start, size_t j)
{
	enum { SUBJECT = 8 };
	static const char *const negative[] = { "few", "neither", "no", "nobody", "none", "nor", "nothing" };
	static const char *const leads[] = { "if", "says", "said", "that", "there", "then" };
	static const char *const others[] = { "but", "that", "which", "who" }; /* another clause */
	static const char *const counted[] = {
		"a", "all", "every", "everybody", "everyone", "everything", "many", "much", "one",
	};
	for (size_t n = 0; n < SUBJECT; n++, j--) {
		const struct prose_token *t = &p->v[j], *before = j > start ? &p->v[j - 1] : NULL;
		bool no = (PROSE_IN(t, negative) && (govern_negates(p, j))) ||
		          ((prose_is(t, "not") || prose_is(t, "hardly") || prose_is(t, "scarcely")) &&
		           (PROSE_IN(govern_token(p, j + 1), counted) || govern_word(p, j + 1, "any") ||
		            govern_word(p, j + 1, "anyone")));
		bool opens = !before || before->kind == PROSE_MARK || govern_in(before, GOVERN_STOPS) ||
		             PROSE_IN(before, leads) || verb_reports(before->low) || govern_in(before, GOVERN_THINKS);
		if (no && opens && !govern_in(govern_token(p, j + 1), GOVERN_FOCUS))
			return j;
		if ((t->kind == PROSE_MARK && t->mark != '.') || !before || verb_finite(t->low) || PROSE_IN(t, others))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "No member of it |has", "Neither side is |ready". */
static bool subject(const struct cutting *c, struct govern *out)
{
	bool auxiliary;
	size_t j = govern_before_auxiliaries(c, &auxiliary);
	if ((!auxiliary && !govern_opens_verb(c->p, c->cut)) || govern_in(&c->p->v[c->k], GOVERN_LINKING))
		return false;
	size_t from = govern_negative_subject(c->p, c->start, j);
	return from != SIZE_MAX && govern_set(c, from, 1, GOVERNOR_NEGATION, out);
}

/* "did not eat or |drink". */
static bool alternative(const struct cutting *c, struct govern *out)
{
	const struct prose *p = c->p;
	if (!prose_is(&p->v[c->k], "or") || govern_opens_clause(p, c->cut) || govern_word(p, c->cut, "not"))
		return false;
	for (size_t i = c->k, n = 0; i-- > c->start && n < REACH; n++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD && !prose_mark(t, ','))
			return false;
		if (t->kind != PROSE_WORD)
			continue;
		if (govern_negates(p, i))
			return !asks(c, i) && govern_set(c, i, 1, GOVERNOR_NEGATION, out);
		if (govern_in(t, GOVERN_STOPS) || prose_is(t, "whether") ||
		    (verb_finite(t->low) && !govern_in(t, GOVERN_AUXILIARIES)))
			return false;
	}
	return false;
}

/* Can a verb's bare form stand at token i? */
static bool opens_infinitive(const struct prose *p, size_t i)
{
	const struct prose_token *t = govern_token(p, i);
	return t->kind == PROSE_WORD && !t->capital && !govern_in(t, GOVERN_DETERMINERS) &&
	       !str_ends(t->low, STR("ing")) && (!str_ends(t->low, STR("s")) || str_ends(t->low, STR("ss")));
}

/* The negation that an infinitive behind token `to` is in the scope of: "did not want him to |". */
static size_t scope_of(const struct cutting *c, size_t to)
{
	const struct prose *p = c->p;
	size_t n = 0;
	for (size_t i = govern_back(p, c->start, to); i != SIZE_MAX && n < REACH; i = govern_back(p, c->start, i), n++) {
		const struct prose_token *t = &p->v[i];
		const struct prose_token *before = i > c->start ? &p->v[i - 1] : govern_token(p, p->n);
		if (prose_is(t, "too") || govern_in(t, GOVERN_FAILING) || govern_in(t, GOVERN_AFFIRMED) || prose_is(t, "that"))
			return SIZE_MAX;
		if (govern_negates(p, i))
			return asks(c, i) || govern_affirms(p, i) ? SIZE_MAX : i;
		bool auxiliary = govern_in(t, GOVERN_AUXILIARIES);
		bool participle = govern_in(before, GOVERN_AUXILIARIES) || prose_negates(before) || govern_adverb(before) ||
		                  govern_in(before, GOVERN_BETWEEN);
		if (!participle && !auxiliary && (verb_past(t->low) || verb_finite(t->low)))
			return i > c->start ? govern_negative_subject(p, c->start, i - 1) : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "may want to |", "might be able to |". */
static size_t modal_chain(const struct cutting *c, size_t to)
{
	static const char *const strong[] = { "could", "may", "might" };
	const struct prose *p = c->p;
	size_t n = 0;
	for (size_t i = govern_back(p, c->start, to); i != SIZE_MAX && n < 4; i = govern_back(p, c->start, i), n++) {
		const struct prose_token *t = &p->v[i];
		if (n > 0 && PROSE_IN(t, strong) && !(t->capital && !t->first))
			return i;
		if (!govern_in(t, GOVERN_CHAIN) && !govern_adverb(t))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "too weak to |", "too heavy for one man to |". */
static size_t too_far(const struct cutting *c, size_t to)
{
	static const char *const inside[] = { "a", "an", "for", "of", "the" };
	const struct prose *p = c->p;
	for (size_t i = to, n = 0; i-- > c->start && n < 6 && p->v[i].kind == PROSE_WORD; n++) {
		if (n > 0 && prose_is(&p->v[i], "too"))
			return i > c->start && (govern_negates(p, i - 1) || (i > c->start + 1 && govern_negates(p, i - 2)))
			               ? SIZE_MAX : i;
		if (govern_in(&p->v[i], GOVERN_STOPS) || verb_finite(p->v[i].low) ||
		    (govern_in(&p->v[i], GOVERN_LINKING) && !PROSE_IN(&p->v[i], inside)))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* Is token i denied by one of the two or three words before it? */
static bool denied(const struct cutting *c, size_t i)
{
	for (size_t n = 1; n < 4 && i >= c->start + n; n++) {
		if (c->p->v[i - n].kind != PROSE_WORD)
			return false;
		if (govern_negates(c->p, i - n))
			return true;
	}
	return false;
}

/* The cut stands behind or before the "to" of an infinitive (token `to`). */
static bool infinitive(const struct cutting *c, size_t to, struct govern *out)
{
	static const char *const hedges[] = {
		"alleged", "appear", "appeared", "appears", "likely", "purported", "purports", "reputed", "rumored", "rumoured",
		"seem", "seemed", "seems", "supposed", "suspected",
	};
	static const char *const prepositional[] = {
		"adhere", "akin", "amount", "approach", "attributed", "belong", "belonged", "close", "compared", "contrary",
		"contribute", "contributed", "correspond", "devoted", "due", "equal", "equivalent", "lead", "limited", "next", "object", "owing",
		"react", "refer", "referred", "referring", "refers", "relate", "related", "relating", "relation", "relevant",
		"respond", "responded", "similar", "speak", "spoken", "talk", "talked", "thanks",
	}; /* their "to" goes with a noun */
	static const char *const comparing[] = { "as", "least", "less", "more", "most" };
	static const char *const needs[] = { "having", "need", "obligation", "temptation" };
	static const char *const ends[] = {
		"eliminate", "eliminated", "eliminates", "obviate", "obviates", "remove", "removes",
	};
	const struct prose *p = c->p;
	if (to <= c->start || !opens_infinitive(p, to + 1))
		return false;
	const struct prose_token *head = &p->v[to - 1];
	if (PROSE_IN(head, prepositional))
		return false;
	size_t from = too_far(c, to);
	if (from != SIZE_MAX)
		return govern_set(c, from, 1, GOVERNOR_NEGATION, out);
	if (govern_in(head, GOVERN_FAILING))
		return !denied(c, to - 1) && govern_set(c, to - 1, 1, GOVERNOR_NEGATION, out);
	for (size_t i = to; i > c->start + 1 && to - i < 5 && p->v[i].kind == PROSE_WORD; i--) {
		if (govern_word(p, i - 1, "for") && govern_in(&p->v[i - 2], GOVERN_FAILING))
			return !denied(c, i - 2) && govern_set(c, i - 2, 2, GOVERNOR_NEGATION, out);
	}
	if (PROSE_IN(head, needs) && to >= c->start + 3 &&
	    (govern_in(&p->v[to - 3], GOVERN_DROPPING) || PROSE_IN(&p->v[to - 3], ends)))
		return govern_set(c, to - 3, 2, GOVERNOR_NEGATION, out);
	from = scope_of(c, to);
	if (from != SIZE_MAX)
		return govern_set(c, from, 1, GOVERNOR_NEGATION, out);
	bool compared = to > c->start + 1 && PROSE_IN(&p->v[to - 2], comparing); /* "those most likely to" */
	if (PROSE_IN(head, hedges) && !denied(c, to - 1) && !compared)
		return govern_set(c, to - 1, 1, GOVERNOR_HEDGE, out);
	if (to > c->start + 1 && verb_past(head->low) && PROSE_IN(&p->v[to - 2], hedges) && !denied(c, to - 2))
		return govern_set(c, to - 2, 2, GOVERNOR_HEDGE, out); /* "seems destined to" */
	from = modal_chain(c, to);
	return from != SIZE_MAX && govern_set(c, from, 1, GOVERNOR_HEDGE, out);
}

/* "prevented him from |leaving", "far from |", "exempt from |". */
static bool from_gerund(const struct cutting *c, struct govern *out)
{
	const struct prose *p = c->p;
	const struct prose_token *next = govern_token(p, c->cut);
	bool gerund = next->kind == PROSE_WORD && next->low.len > 4 && str_ends(next->low, STR("ing"));
	for (size_t i = c->k, n = 0; i-- > c->start && n < REACH; n++) {
		if (p->v[i].kind != PROSE_WORD && !govern_quote_mark(&p->v[i]))
			return false;
		if (govern_in(&p->v[i], GOVERN_PREVENTING))
			return (gerund || n == 0) && !denied(c, i) && govern_set(c, i, 1, GOVERNOR_NEGATION, out);
		if (govern_in(&p->v[i], GOVERN_STOPS) || (!gerund && n > 0))
			return false;
	}
	return false;
}

/* "rather than |", "other than |", "against |taking", "denied |taking". */
static bool gerund(const struct cutting *c, struct govern *out)
{
	static const char *const against[] = {
		"advise", "advised", "advises", "decided", "decide", "ruled", "voted", "warn", "warned",
		"warns",
	};
	static const char *const objects[] = { "objected", "objects", "opposed", "opposition", "resistance" };
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[c->k], *next = govern_token(p, c->cut);
	const struct prose_token *head = c->k > c->start ? &p->v[c->k - 1] : govern_token(p, p->n);
	if ((prose_is(t, "than") && prose_is(head, "rather")) || (prose_is(t, "of") && prose_is(head, "instead")))
		return govern_set(c, c->k - 1, 1, GOVERNOR_NEGATION, out);
	if (next->kind != PROSE_WORD || next->low.len < 5 || !str_ends(next->low, STR("ing")))
		return false;
	bool passive = govern_in(head, GOVERN_AUXILIARIES) && verb_past(t->low);
	if (govern_in(t, GOVERN_DROPPING) && !denied(c, c->k) && !passive)
		return govern_set(c, c->k, 0, GOVERNOR_NEGATION, out);
	if (prose_is(t, "against") && PROSE_IN(head, against) && !denied(c, c->k - 1))
		return govern_set(c, c->k - 1, 1, GOVERNOR_NEGATION, out);
	return prose_is(t, "to") && PROSE_IN(head, objects) && !denied(c, c->k - 1) && !govern_word(p, c->k - 2, "as") &&
	       govern_set(c, c->k - 1, 1, GOVERNOR_DENIAL, out);
}

/* "denied |any part in it": the thing is denied. */
static bool denied_thing(const struct cutting *c, struct govern *out)
{
	static const char *const denies[] = {
		"denied", "denies", "deny", "denying", "lack", "lacked", "lacking", "lacks",
	};
	static const char *const some[] = { "a", "an", "any", "having", "his", "her", "its", "the", "their" };
	const struct prose *p = c->p;
	return PROSE_IN(&p->v[c->k], denies) && PROSE_IN(govern_token(p, c->cut), some) && !denied(c, c->k) &&
	       !govern_word(p, c->k - (c->k > c->start), "the") && govern_set(c, c->k, 0, GOVERNOR_DENIAL, out);
}

/* "not aware of any |", "no sign of |", "lack of |", "stopped short of |". */
static bool of_thing(const struct cutting *c, struct govern *out)
{
	static const char *const some[] = { "a", "an", "any", "some", "such", "the" };
	const struct prose *p = c->p;
	size_t at = c->k;
	while (at > c->start && PROSE_IN(&p->v[at], some))
		at--;
	if (at < c->start + 1 || !prose_is(&p->v[at], "of"))
		return false;
	const struct prose_token *head = &p->v[at - 1];
	if (govern_in(head, GOVERN_LACKING))
		return !denied(c, at - 1) && govern_set(c, at - 1, 1, GOVERNOR_NEGATION, out);
	if (!govern_in(head, GOVERN_ABSTRACT))
		return false;
	for (size_t n = 2; n < 7 && at >= c->start + n; n++) {
		const struct prose_token *t = &p->v[at - n];
		if (t->kind != PROSE_WORD || govern_in(t, GOVERN_STOPS))
			break;
		if (govern_negates(p, at - n) || (prose_is(t, "no") && prose_is(head, "question")))
			return govern_set(c, at - n, n, GOVERNOR_NEGATION, out);
		if (!passes(p, at - n) && !govern_in(t, GOVERN_AUXILIARIES) && n > 2)
			break;
	}
	return false;
}

bool govern_phrase(const struct cutting *c, struct govern *out)
{
	static const char *const places[] = { "at", "for", "from", "in", "of", "on", "to" };
	static const char *const copulas[] = { "be", "become", "have", "remain" };
	static const char *const mentions[] = { "mention", "say", "speak" };
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[c->k];
	if (prose_is(t, "not") && govern_word(p, c->cut, "to") && PROSE_IN(govern_token(p, c->cut + 1), mentions))
		return false; /* "not |to mention" */
	if (directly(c, out) || alternative(c, out))
		return true;
	size_t to = prose_is(t, "to") ? c->k : c->cut;
	bool place = PROSE_IN(govern_token(p, c->cut), places);
	if (PROSE_IN(t, copulas) && !place && c->k > c->start + 1 && govern_word(p, c->k - 1, "to")) /* "unlikely to be |" */
		to = c->k - 1;
	if (govern_word(p, to, "to") && infinitive(c, to, out))
		return true;
	if (prose_is(t, "from") && from_gerund(c, out))
		return true;
	return gerund(c, out) || of_thing(c, out) || denied_thing(c, out) || subject(c, out);
}

#include "text/govern_part.h"

#include "text/verb.h"

enum { REACH = 12 };

struct tally {
	size_t negatives, hedged, first_negative, first_hedge, condition, words;
	bool denial, factive, doubtless;
};

/* "I don't know that": the speaker doubts what he denies to know; "he did not know that" leaves it true. */
static bool ignorance(const struct prose *p, size_t start, size_t i)
{
	static const char *const does[] = { "do", "don't" };
	size_t k = i;
	if (!prose_is(&p->v[i], "know") || i < start + 2 || !prose_negates(&p->v[i - 1]))
		return false;
	for (k = i - 1; k > start && (prose_negates(&p->v[k]) || PROSE_IN(&p->v[k], does)); k--)
		;
	return prose_is(&p->v[k], "i") || prose_is(&p->v[k], "we");
}

/* "Suppose that", "let us assume that", "pretending that": not said of the world. */
static bool supposes(const struct prose *p, size_t start, size_t i)
{
	static const char *const always[] = { "assuming", "supposing" };
	static const char *const orders[] = { "assume", "imagine", "presume", "suppose" };
	static const char *const leads[] = { "and", "but", "just", "let's", "now", "or", "say", "so", "to", "us" };
	if (PROSE_IN(&p->v[i], always))
		return true;
	return PROSE_IN(&p->v[i], orders) &&
	       (i == start || p->v[i - 1].kind == PROSE_MARK || PROSE_IN(&p->v[i - 1], leads));
}

static bool leaves_true(const struct prose_token *t)
{
	return govern_in(t, GOVERN_FACTIVE) || govern_in(t, GOVERN_EMOTIVE);
}

/* What the matrix clause before "that" (token `that`) says of it. */
static void read_matrix(const struct prose *p, size_t start, size_t that, struct tally *out)
{
	size_t n = 0;
	bool untruth = false; /* "a fallacy rooted in the false notion": two such words do not undo each other */
	*out = (struct tally){ .first_negative = SIZE_MAX, .first_hedge = SIZE_MAX, .condition = SIZE_MAX };
	for (size_t i = govern_back(p, start, that); i != SIZE_MAX && n < REACH; i = govern_back(p, start, i), n++) {
		const struct prose_token *t = &p->v[i];
		if (prose_is(t, "that") && i >= start + 2 && (leaves_true(&p->v[i - 1]) || leaves_true(&p->v[i - 2])))
			break; /* "knowing that he doubted that": what stands further off speaks of the doubt */
		if (n < 2 && leaves_true(t) && !ignorance(p, start, i))
			out->factive = true;
		bool negative = govern_negates(p, i), denial = govern_in(t, GOVERN_DENIALS);
		bool wrong = govern_in(t, GOVERN_UNTRUE) && !untruth;
		untruth = untruth || wrong;
		bool doubt = prose_is(t, "doubt") && i > 0;
		if ((doubt && (prose_is(&p->v[i - 1], "no") || prose_is(&p->v[i - 1], "little"))) || govern_affirms(p, i))
			out->doubtless = true;
		if (n < 5 && out->condition == SIZE_MAX && (prose_is(t, "if") || (n == 0 && supposes(p, start, i))))
			out->condition = i;
		if (negative || denial || wrong) {
			out->negatives++;
			out->denial = out->denial || denial;
			if (out->first_negative == SIZE_MAX)
				out->words = n;
			out->first_negative = i;
		}
		if (n < 4 && govern_in(t, GOVERN_HEDGES) && !(t->capital && !t->first)) {
			out->hedged++;
			out->first_hedge = i;
		}
		if (n < 6 && prose_is(t, "who"))
			out->factive = true;
	}
}

static bool rhetorical(const struct prose *p, size_t start)
{
	static const char *const asks[] = { "how", "who", "why" };
	return PROSE_IN(govern_token(p, start), asks);
}

/* A word that a clause with "that" completes, where no relative clause is read. */
static bool completed(const struct prose_token *head)
{
	return govern_in(head, GOVERN_COMPLETED) || govern_in(head, GOVERN_UNTRUE) || govern_in(head, GOVERN_DENIALS) ||
	       govern_in(head, GOVERN_THINKS) || govern_in(head, GOVERN_HEDGES);
}

/* "not cover the areas that |he named": the clause tells which areas. Not "tell the court that". */
static bool relative(const struct prose *p, size_t start, size_t that)
{
	static const char *const tells[] = {
		"advise", "advised", "assure", "assured", "convince", "convinced", "inform", "informed", "notified", "notify",
		"persuade", "persuaded", "remind", "reminded", "satisfied", "satisfy", "show", "showed", "shown", "tell",
		"telling", "tells", "told", "warn", "warned",
	};
	static const char *const articles[] = { "her", "his", "its", "my", "our", "their", "these", "those", "your" };
	size_t head = that - 1;
	if (head <= start || p->v[head].kind != PROSE_WORD || completed(&p->v[head]))
		return false;
	const struct prose_token *before = &p->v[head - 1];
	if (!PROSE_IN(before, articles) && !govern_in(before, GOVERN_LINKING))
		return false;
	for (size_t n = 1; n < 6 && head >= start + n && p->v[head - n].kind == PROSE_WORD; n++) {
		if (PROSE_IN(&p->v[head - n], tells))
			return false;
	}
	return !prose_is(before, "to") && !str_ends(p->v[head].low, STR("ing")); /* "to say that", "for believing that" */
}

/* "The letters hint that", "studies suggest that": said by things, these are no attributions. */
static bool weakly(const struct prose *p, size_t start, size_t verb)
{
	static const char *const verbs[] = { "hint", "hinted", "hints", "suggest", "suggested", "suggests" };
	static const char *const things[] = {
		"analyses", "analysis", "calculations", "clues", "data", "documents", "estimates", "evidence", "experiment",
		"experiments", "figures", "findings", "images", "letter", "letters", "measurements", "model", "models",
		"observations", "polls", "records", "research", "result", "results", "signs", "simulations", "statistics",
		"studies", "study", "survey", "surveys", "test", "tests", "trends",
	};
	if (!PROSE_IN(&p->v[verb], verbs))
		return false;
	for (size_t n = 1; n < 5 && verb >= start + n && p->v[verb - n].kind == PROSE_WORD; n++) {
		if (PROSE_IN(&p->v[verb - n], things))
			return true;
	}
	return false;
}

bool govern_that(const struct cutting *c, size_t that, struct govern *out)
{
	static const char *const no_complement[] = {
		"after", "all", "considering", "except", "given", "in", "now", "seeing", "so", "such", "than", "to", "with",
	};
	static const char *const conditions[] = { "condition", "provided", "providing" };
	static const char *const degrees[] = { "far", "long", "many", "much", "often", "well" };
	const struct prose *p = c->p;
	struct tally m;
	if (that == c->start || PROSE_IN(&p->v[that - 1], no_complement) || !govern_starts_clause(p, c->cut))
		return false;
	if (govern_in(&p->v[that - 1], GOVERN_LINKING)) /* "agree on that |fine rule" */
		return false;
	/* "not that |good" */
	if (prose_negates(&p->v[that - 1]) && !govern_opens_clause(p, c->cut))
		return false;
	if (that == c->cut && (!completed(&p->v[that - 1]) || !govern_starts_clause(p, c->cut + 1)))
		return false;
	if (relative(p, c->start, that))
		return false;
	if (PROSE_IN(govern_token(p, c->cut), degrees) && !completed(&p->v[that - 1])) /* "not read it that |often" */
		return false;
	if (PROSE_IN(&p->v[that - 1], conditions))
		return govern_set(c, that - 1, 1, GOVERNOR_CONDITION, out);
	read_matrix(p, c->start, that, &m);
	if (m.factive || m.doubtless || rhetorical(p, c->start))
		return false;
	if (m.negatives == 0 && m.hedged == 0 && that < c->cut && weakly(p, c->start, that - 1))
		return govern_set(c, that - 1, 1, GOVERNOR_HEDGE, out);
	if (m.condition != SIZE_MAX && m.negatives == 0)
		return govern_set(c, m.condition, 1, GOVERNOR_CONDITION, out);
	if (m.negatives % 2 == 1)
		return govern_set(c, m.first_negative, m.words, m.denial ? GOVERNOR_DENIAL : GOVERNOR_NEGATION, out);
	if (m.negatives == 0 && m.hedged > 0)
		return govern_set(c, m.first_hedge, 1, GOVERNOR_HEDGE, out);
	return false;
}

/* "not clear that Ann |had signed": `that` opens a clause, and its subject ends before the cut. */
static bool subject_of_that(const struct cutting *c, size_t that, struct govern *out)
{
	const struct prose *p = c->p;
	struct tally m;
	if (that <= c->start)
		return false;
	bool denied = that > c->start + 1 && govern_negates(p, that - 2) && !prose_is(&p->v[that - 2], "no");
	if (!completed(&p->v[that - 1]) && !denied) /* denied: "not foresee that" */
		return false;
	read_matrix(p, c->start, that, &m);
	if (m.factive || m.doubtless || m.condition != SIZE_MAX || rhetorical(p, c->start))
		return false;
	if (m.negatives == 0 && m.hedged > 0)
		return govern_set(c, m.first_hedge, 1, GOVERNOR_HEDGE, out);
	if (m.negatives % 2 == 0)
		return false;
	return govern_set(c, m.first_negative, m.words, m.denial ? GOVERNOR_DENIAL : GOVERNOR_NEGATION, out);
}

/* "if": a condition, or what somebody asks, and no "as if", "even if". */
static bool opens_condition(const struct prose *p, size_t start, size_t i)
{
	static const char *const openers[] = { "if", "lest", "unless", "whether" };
	if (!PROSE_IN(&p->v[i], openers))
		return false;
	return i == start || !(prose_is(&p->v[i - 1], "as") || prose_is(&p->v[i - 1], "even"));
}

/* "that Ann |had signed", "whether Ann is |right", "if the bank |fails": the cut stands behind a subject. */
static bool behind_subject(const struct cutting *c, struct govern *out)
{
	enum { SUBJECT = 6 };
	const struct prose *p = c->p;
	bool auxiliary;
	size_t j = govern_before_auxiliaries(c, &auxiliary);
	if (!auxiliary && (!govern_opens_verb(p, c->cut) || govern_in(&p->v[c->k], GOVERN_LINKING)))
		return false;
	for (size_t n = 0; n <= SUBJECT && j > c->start; n++, j--) {
		const struct prose_token *t = &p->v[j];
		if (t->kind == PROSE_MARK && t->mark != '.')
			return false;
		if (n > 0 && prose_is(t, "that"))
			return subject_of_that(c, j, out);
		if (n > 0 && opens_condition(p, c->start, j))
			return govern_set(c, j, 0, GOVERNOR_CONDITION, out);
		if (t->kind == PROSE_WORD && (verb_finite(t->low) || govern_in(t, GOVERN_STOPS)))
			return false;
	}
	/* the sentence opens with it: "If the bank |fails" */
	if (j == c->start && c->k > j && opens_condition(p, c->start, j))
		return govern_set(c, j, 0, GOVERNOR_CONDITION, out);
	return false;
}

static bool soon(const struct prose *p, size_t cut, const char *const *list, size_t n)
{
	for (size_t i = cut; i < cut + 8 && govern_token(p, i)->kind == PROSE_WORD; i++) {
		if (prose_in(&p->v[i], list, n))
			return true;
	}
	return false;
}

/* "Should the ice melt, |", "Had he known, |", "Without help, |": conditions without a conjunction, where the clause
 * behind is a consequence. */
static bool inverted(const struct prose *p, size_t start, size_t cut, size_t *from)
{
	static const char *const auxiliaries[] = { "had", "should", "were", "without" };
	static const char *const consequences[] = { "can't", "cannot", "could", "might", "would", "wouldn't" };
	size_t i = start;
	while (i < cut && govern_quote_mark(&p->v[i]))
		i++;
	*from = i;
	if (i + 2 >= cut || !PROSE_IN(&p->v[i], auxiliaries) || !p->v[i].capital || prose_mark(&p->v[i + 1], ','))
		return false;
	if (prose_is(&p->v[i], "had") && prose_is(&p->v[i + 1], "to"))
		return false;
	return govern_opens_clause(p, cut) && soon(p, cut, consequences, sizeof consequences / sizeof *consequences);
}

/* Does a clause of its own stand between two commas, so that a condition before them is spent? */
static bool clause_between(const struct prose *p, size_t from, size_t to)
{
	static const char *const subjects[] = { "he", "i", "it", "she", "there", "they", "this", "we", "you" };
	return from < to && (PROSE_IN(&p->v[from], subjects) || govern_word(p, from, "then") ||
	                     (p->v[from].kind == PROSE_WORD && !govern_in(&p->v[from], GOVERN_STOPS) &&
	                      govern_opens_clause(p, from)));
}

/* "as long as": token i opens a condition of several words. */
static bool long_as(const struct prose *p, size_t i)
{
	return (govern_word(p, i, "as") || govern_word(p, i, "so")) && govern_word(p, i + 1, "long") &&
	       govern_word(p, i + 2, "as");
}

/* Does the conjunction (token i) open a clause of its own? Not "asked if", "even if", "he will stay if asked". */
static bool condition_opens(const struct prose *p, size_t start, size_t i)
{
	const struct prose_token *before = i > start ? &p->v[i - 1] : NULL;
	if (!before || govern_quote_mark(before) || prose_mark(before, ',') || prose_mark(before, '('))
		return true;
	if (prose_is(&p->v[i], "if") && govern_in(before, GOVERN_WHETHERS))
		return false;
	return govern_in(before, GOVERN_STOPS) || prose_is(before, "that") || govern_in(before, GOVERN_THINKS) ||
	       (before->kind == PROSE_WORD && verb_reports(before->low));
}

/* A bracket or the full stop of an abbreviation: marks that end no clause. */
static bool aside(const struct prose_token *t)
{
	return t->kind == PROSE_MARK && (t->mark == '.' || t->mark == '(' || t->mark == ')');
}

/* "if I may,", "if nothing else,": asks for no condition. */
static bool idle(const struct prose *p, size_t i)
{
	static const char *const first[] = { "any", "anything", "necessary", "need", "nothing", "possible" };
	static const char *const polite[] = { "like", "please", "recall", "remember", "will" };
	return PROSE_IN(govern_token(p, i + 1), first) || govern_word(p, i + 2, "may") || govern_word(p, i + 2, "might") ||
	       (PROSE_IN(govern_token(p, i + 2), polite) && prose_mark(govern_token(p, i + 3), ','));
}

/* "If Iran wanted to, | it could": the cut stands behind a condition's comma. */
static bool conditional_before(const struct cutting *c, struct govern *out)
{
	static const char *const opens[] = { "assuming", "if", "provided", "supposing", "unless" };
	static const char *const goes_on[] = { "but", "especially", "including", "particularly", "such", "which", "who" };
	const struct prose *p = c->p;
	if (PROSE_IN(govern_token(p, c->cut), goes_on)) /* it belongs to the condition */
		return false;
	size_t last = c->k; /* the comma that ends the part that is read */
	for (size_t i = c->k, commas = 0; i-- > c->start;) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_MARK && !govern_quote_mark(t) && !aside(t)) {
			if (t->mark != ',' || ++commas > 3 || clause_between(p, i + 1, last) ||
			    !(govern_opens_clause(p, c->cut) || govern_word(p, c->cut, "then")))
				return false;
			last = i;
			continue;
		}
		if (PROSE_IN(t, opens) || long_as(p, i))
			return !idle(p, i) && condition_opens(p, c->start, i) && govern_set(c, i, 0, GOVERNOR_CONDITION, out);
	}
	return false;
}

/* "Neither the clerk nor I, nor the mayor, |urged it". */
static bool list_of_subjects(const struct cutting *c, struct govern *out)
{
	static const char *const opens[] = { "few", "neither", "no", "nobody", "none", "nothing" };
	const struct prose *p = c->p;
	if (!govern_opens_verb(p, c->cut) || !PROSE_IN(&p->v[c->start], opens) || !govern_negates(p, c->start))
		return false;
	for (size_t i = c->start + 1; i < c->k; i++) {
		if (p->v[i].kind == PROSE_WORD && (verb_finite(p->v[i].low) || prose_is(&p->v[i], "but")))
			return false;
	}
	return govern_set(c, c->start, 2, GOVERNOR_NEGATION, out);
}

bool govern_comma(const struct cutting *c, struct govern *out)
{
	static const char *const guesses[] = {
		"allegedly", "apparently", "arguably", "maybe", "perhaps", "presumably", "supposedly",
	};
	const struct prose *p = c->p;
	size_t from;
	if (conditional_before(c, out) || list_of_subjects(c, out))
		return true;
	if (inverted(p, c->start, c->cut, &from))
		return govern_set(c, from, 0, GOVERNOR_CONDITION, out);
	/* "Perhaps, |", "In theory, |" */
	if (c->k > c->start && p->v[c->k - 1].kind == PROSE_WORD) {
		size_t i = c->k - 1;
		bool opening = i == c->start || (p->v[i - 1].kind == PROSE_MARK && govern_opens_clause(p, c->cut));
		if (opening && govern_in(&p->v[i], GOVERN_MODALS))
			return govern_set(c, i, 0, GOVERNOR_HEDGE, out);
		if (prose_is(&p->v[i], "theory") && i > c->start && prose_is(&p->v[i - 1], "in"))
			return govern_set(c, i - 1, 0, GOVERNOR_HEDGE, out);
	}
	/* "has not, he said, |signed"; "clear that, for now, |the" */
	size_t i = c->k, n = 0;
	while (i > c->start && n++ < 7 && p->v[i - 1].kind == PROSE_WORD)
		i--;
	if (i <= c->start || i == c->k || !prose_mark(&p->v[i - 1], ',') || i < c->start + 2)
		return false;
	i -= 2;
	if (p->v[i].kind != PROSE_WORD)
		return false;
	if (prose_is(&p->v[i], "that"))
		return !govern_in(govern_token(p, c->cut), GOVERN_STOPS) && govern_that(c, i, out);
	if (opens_condition(p, c->start, i))
		return govern_set(c, i, 0, GOVERNOR_CONDITION, out);
	if (PROSE_IN(&p->v[i], guesses))
		return govern_set(c, i, 0, GOVERNOR_HEDGE, out);
	if (prose_negates(&p->v[i]) && govern_negates(p, i) && !prose_is(&p->v[i], "no") && i > c->start &&
	    (str_ends(p->v[i].low, STR("n't")) || govern_in(&p->v[i - 1], GOVERN_AUXILIARIES)))
		return govern_set(c, i, 0, GOVERNOR_NEGATION, out);
	return false;
}

/* "said if that happened |opposition would", "if we want to ensure |the gates hold": no comma parts it from the cut. */
static bool behind_condition(const struct cutting *c, struct govern *out)
{
	enum { CONDITION = 14 };
	const struct prose *p = c->p;
	bool verb = false;
	if (!govern_opens_clause(p, c->cut) || govern_in(&p->v[c->k], GOVERN_LINKING))
		return false;
	for (size_t i = c->k + 1, n = 0; i-- > c->start && n < CONDITION; n++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_MARK && !govern_quote_mark(t))
			return false;
		if (prose_is(t, "if"))
			return verb && (i == c->start || !govern_in(&p->v[i - 1], GOVERN_WHETHERS)) &&
			       govern_set(c, i, 0, GOVERNOR_CONDITION, out);
		verb = verb || (t->kind == PROSE_WORD && (verb_finite(t->low) || verb_past(t->low) || n > 0 ||
		                                          str_ends(t->low, STR("s"))));
	}
	return false;
}

/* The negation up to two words before token k: "do not really |think". */
static size_t negated(const struct prose *p, size_t start, size_t k)
{
	if (k > start && govern_negates(p, k - 1))
		return k - 1;
	if (k > start + 1 && govern_negates(p, k - 2) && !govern_in(&p->v[k - 1], GOVERN_STOPS))
		return k - 2;
	return SIZE_MAX;
}

/* "do not think |he would", "doubts |it", "denied |taking it". */
static bool before_bare(const struct cutting *c, struct govern *out)
{
	static const char *const links[] = {
		"are", "be", "been", "highly", "is", "it", "looked", "looks", "remained", "remains", "seem", "seemed",
		"seems", "very", "was", "were",
	};
	static const char *const others[] = {
		"about", "after", "as", "at", "before", "during", "for", "from", "in", "on", "than", "that", "to", "under",
		"until", "with", "without",
	};
	static const char *const persons[] = { "he", "i", "it", "she", "there", "they", "we", "you" };
	static const char *const wrongly[] = { "erroneously", "falsely", "incorrectly", "mistakenly", "wrongly" };
	static const char *const doubts[] = { "doubt", "doubted", "doubts" };
	static const char *const pretends[] = {
		"pretend", "pretended", "pretending", "pretends", "wish", "wished", "wishes",
	};
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[c->k], *next = govern_token(p, c->cut);
	size_t no = negated(p, c->start, c->k);
	if ((prose_is(t, "unlikely") || prose_is(t, "improbable")) && c->k > c->start &&
	    PROSE_IN(&p->v[c->k - 1], links) && no == SIZE_MAX && next->kind == PROSE_WORD && !PROSE_IN(next, others) &&
	    !govern_in(next, GOVERN_STOPS) && govern_starts_clause(p, c->cut))
		return govern_set(c, c->k, 0, GOVERNOR_NEGATION, out);
	if (no == SIZE_MAX && c->k >= c->start + 2 && prose_is(&p->v[c->k - 1], "to") &&
	    govern_in(&p->v[c->k - 2], GOVERN_FAILING))
		no = c->k - 2; /* "unable to say |he" */
	if (no == SIZE_MAX && c->k > c->start && PROSE_IN(&p->v[c->k - 1], wrongly))
		no = c->k - 1;
	if (govern_in(t, GOVERN_THINKS) && no != SIZE_MAX && !PROSE_IN(next, others))
		return govern_set(c, no, 1, GOVERNOR_NEGATION, out);
	if (PROSE_IN(t, doubts) && no == SIZE_MAX && !PROSE_IN(next, others))
		return govern_set(c, c->k, 0, GOVERNOR_DENIAL, out);
	if (PROSE_IN(t, pretends) && no == SIZE_MAX && govern_opens_clause(p, c->cut))
		return govern_set(c, c->k, 0, GOVERNOR_NEGATION, out);
	if (supposes(p, c->start, c->k) && (govern_opens_clause(p, c->cut) || PROSE_IN(next, persons)))
		return govern_set(c, c->k, 0, GOVERNOR_CONDITION, out);
	return false;
}

/* "denied |Kuwait was pumping", "not at all clear |it was", "neither did |they", "it seems |he was". */
static bool before_clause(const struct cutting *c, struct govern *out)
{
	static const char *const denies[] = { "denied", "denies", "deny", "denying", "disputed", "disputes" };
	static const char *const seems[] = { "appeared", "appears", "seemed", "seems" };
	static const char *const hedged[] = {
		"assume", "chance", "likelihood", "possibility", "presume", "rumored", "rumoured", "suspect",
		"suspected", "suspects",
	};
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[c->k];
	if (c->k > c->start && govern_in(t, GOVERN_AUXILIARIES) &&
	    (govern_word(p, c->k - 1, "neither") || govern_word(p, c->k - 1, "nor")))
		return govern_set(c, c->k - 1, 1, GOVERNOR_NEGATION, out);
	if (!govern_opens_clause(p, c->cut))
		return false;
	bool denial = PROSE_IN(t, denies);
	if (denial || (govern_in(t, GOVERN_COMPLETED) && !govern_in(t, GOVERN_UNTRUE))) {
		for (size_t n = 1; n < 5 && c->k >= c->start + n; n++) {
			if (p->v[c->k - n].kind != PROSE_WORD || govern_in(&p->v[c->k - n], GOVERN_STOPS))
				break;
			if (govern_negates(p, c->k - n))
				return !denial && govern_set(c, c->k - n, n, GOVERNOR_NEGATION, out);
		}
	}
	if (denial)
		return govern_set(c, c->k, 0, GOVERNOR_DENIAL, out);
	if (PROSE_IN(t, seems) && c->k > c->start && prose_is(&p->v[c->k - 1], "it"))
		return govern_set(c, c->k, 0, GOVERNOR_HEDGE, out);
	return PROSE_IN(t, hedged) && negated(p, c->start, c->k) == SIZE_MAX &&
	       govern_set(c, c->k, 0, GOVERNOR_HEDGE, out);
}

/* "there is nobody here who |paid": a relative clause of what there is none of. */
static bool relative_of_none(const struct cutting *c, struct govern *out)
{
	static const char *const relatives[] = { "that", "which", "who" };
	static const char *const there[] = { "isn't", "there", "there's" };
	const struct prose *p = c->p;
	bool auxiliary;
	size_t j = govern_before_auxiliaries(c, &auxiliary);
	if (!PROSE_IN(&p->v[j], relatives) || (!auxiliary && !govern_opens_verb(p, c->cut)))
		return false;
	for (size_t n = 0; n < 12 && j-- > c->start + 1; n++) {
		if (p->v[j].kind != PROSE_WORD)
			return false;
		if (!govern_negates(p, j))
			continue;
		bool is = PROSE_IN(&p->v[j - 1], there) || (j > c->start + 1 && prose_is(&p->v[j - 2], "there"));
		return is && govern_set(c, j, 1, GOVERNOR_NEGATION, out);
	}
	return false;
}

/* "Perhaps they felt |", "may believe |": a hedge of the thought that the cut leaves out. */
static bool hedged_thought(const struct cutting *c, struct govern *out)
{
	static const char *const thinks[] = {
		"believe", "believed", "believes", "feel", "feels", "felt", "suppose", "think", "thinks", "thought",
	};
	static const char *const adverbs[] = {
		"may", "maybe", "might", "perhaps", "possibly", "presumably", "probably",
	};
	const struct prose *p = c->p;
	size_t n = 0;
	if (!PROSE_IN(&p->v[c->k], thinks) || !govern_starts_clause(p, c->cut))
		return false;
	for (size_t i = govern_back(p, c->start, c->k); i != SIZE_MAX && n < 4; i = govern_back(p, c->start, i), n++) {
		if (PROSE_IN(&p->v[i], adverbs) && !(p->v[i].capital && !p->v[i].first))
			return govern_set(c, i, n + 1, GOVERNOR_HEDGE, out);
	}
	return false;
}

/* A conjunction right before the cut: "whether |", "as long as |", "in case |". */
static bool conjunction(const struct cutting *c, struct govern *out)
{
	static const char *const openers[] = { "if", "lest", "unless", "whether" };
	const struct prose *p = c->p;
	const struct prose_token *t = &p->v[c->k];
	if (PROSE_IN(t, openers)) {
		/* "if |only for a while" concedes, "if |so" has its condition before it */
		if (prose_is(t, "if") && (govern_word(p, c->cut, "only") || govern_word(p, c->cut, "so")) &&
		    !govern_opens_clause(p, c->cut + 1))
			return false;
		return govern_set(c, c->k, 0, GOVERNOR_CONDITION, out);
	}
	if (prose_is(t, "as") && c->k >= c->start + 2 && long_as(p, c->k - 2))
		return govern_set(c, c->k - 2, 2, GOVERNOR_CONDITION, out);
	if (prose_is(t, "case") && c->k > c->start && govern_word(p, c->k - 1, "in") && govern_opens_clause(p, c->cut))
		return govern_set(c, c->k - 1, 1, GOVERNOR_CONDITION, out);
	return false;
}

bool govern_clause(const struct cutting *c, struct govern *out)
{
	return conjunction(c, out) || before_bare(c, out) || behind_subject(c, out) || relative_of_none(c, out) ||
	       hedged_thought(c, out) ||
	       before_clause(c, out) || behind_condition(c, out);
}

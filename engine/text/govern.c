#include "text/govern.h"

#include "text/verb.h"

enum { REACH = 12, PARENTHESIS = 6 };

/* All lists by hand, after the classes of Huddleston and Pullum, The Cambridge Grammar of the English Language (2002):
 * chapter 9 (negation), 3.9 (modality), 11.4 (factive and negative governors), 8.14 (conditional adjuncts). Sorted. */
static const char *const denials[] = {
	"contradict", "contradicted", "contradicts", "denial", "denied", "denies", "deny", "denying",
	"disbelieve", "dismiss", "dismissed", "dismisses", "disproved", "disproves", "dispute", "disputed",
	"disputes", "doubt", "doubted", "doubts", "rebutted", "refute", "refuted", "refutes", "reject",
	"rejected", "rejecting", "rejects",
};
static const char *const untrue[] = {
	"absurd", "dishonest", "doubtful", "erroneous", "fallacious", "fallacy", "false", "falsely",
	"illusion", "implausible", "impossible", "improbable", "inaccurate", "inconceivable", "incorrect",
	"misconception", "misleading", "mistake", "mistaken", "mistakenly", "myth", "nonsense", "pretence",
	"pretend", "pretended", "pretense", "questionable", "ridiculous", "uncertain", "unclear", "unlikely",
	"unproven", "untrue", "wrong", "wrongly",
};
static const char *const hedges[] = {
	"allegedly", "apparently", "appear", "appeared", "appears", "arguably", "chance", "conceivable",
	"conceivably", "could", "likelihood", "likely", "may", "maybe", "might", "perhaps", "possibility",
	"possible", "possibly", "presumably", "probable", "probably", "purportedly", "reportedly", "seem", "seemed",
	"seemingly", "seems", "supposedly",
};
/* Words that leave what follows true, whether denied or not. */
static const char *const factive[] = {
	"accident", "acknowledging", "appreciate", "appreciated", "appreciating", "aware", "care", "cared",
	"coincidence", "discover", "discovered", "discovering", "escape", "escaped", "fact", "facts",
	"forget", "forgetting", "forgotten", "hide", "ignore", "ignored", "knew", "know", "known", "knows",
	"learn", "learned", "learning", "matter", "mattered", "mention", "mentioned", "notice", "noticed",
	"noticing", "overlook", "overlooked", "realise", "realised", "realises", "realising", "realize",
	"realized", "realizes", "realizing", "recognise", "recognised", "recognises", "recognising",
	"recognize", "recognized", "recognizes", "recognizing", "regret", "regretted", "regretting",
	"remember", "remembering", "secret", "see", "seeing", "surprise", "surprised", "surprising",
	"unaware", "understand", "understanding", "understood", "wonder",
};
/* Judgements that take what follows for granted. */
static const char *const emotive[] = {
	"curious", "deplorable", "funny", "good", "important", "interesting", "ironic", "lucky", "natural",
	"notable", "noteworthy", "odd", "paradoxical", "pity", "regrettable", "remarkable", "sad", "shame",
	"significant", "strange", "striking", "telling", "tragic", "understandable", "unfortunate", "unusual",
	"weird",
};
/* Denied, they affirm what follows: "does not take much to see that", "it is no exaggeration to say that". */
static const char *const affirmed[] = {
	"denying", "disputing", "escaping", "exaggeration", "hyperbole", "imagination", "mistaking", "overstatement",
	"stretch", "supposition",
};
/* "not only", "not just": no negation of what follows. */
static const char *const not_followers[] = {
	"exclusively", "just", "least", "merely", "only", "primarily", "purely", "simply", "solely",
	"surprisingly",
};
/* Words that may stand between a negation and the cut. */
static const char *const between[] = {
	"a", "able", "actually", "all", "allowed", "always", "an", "any", "anywhere", "be", "been", "being", "completely",
	"entirely", "even", "ever", "explicitly", "fully", "have", "having", "in", "intended", "longer", "make",
	"much", "necessarily", "need", "particularly", "quite", "really", "required", "seem", "so", "such", "the",
	"to", "too", "very", "want", "wanted", "wish", "yet",
};
static const char *const clause_stops[] = {
	"although", "and", "because", "but", "or", "since", "so", "though", "when", "where", "which", "while", "who",
};
/* With an infinitive behind them they say that it does not happen. */
static const char *const failing[] = {
	"decline", "declined", "declines", "fail", "failed", "failing", "fails", "failure", "forbidden",
	"impossible", "inability", "neglected", "powerless", "refusal", "refuse", "refused", "refuses",
	"refusing", "reluctant", "unable", "unlikely", "unwilling",
};
static const char *const preventing[] = {
	"ban", "banned", "bar", "barred", "barring", "deter", "deterred", "discouraged", "far", "forbidden",
	"keep", "keeps", "kept", "prevent", "prevented", "preventing", "prevents", "prohibit", "prohibited",
	"prohibits", "refrain", "refrained", "stop", "stopped", "stops",
};

const char *governor_name(enum governor g)
{
	const char *const names[] = {
		[GOVERNOR_NONE] = "nothing", [GOVERNOR_NEGATION] = "a negation", [GOVERNOR_DENIAL] = "a denial",
		[GOVERNOR_HEDGE] = "a hedge", [GOVERNOR_CONDITION] = "a condition", [GOVERNOR_LIMITER] = "a limiter",
	};
	return names[g];
}

static const struct prose_token *token(const struct prose *p, size_t i)
{
	static const struct prose_token none = { .kind = PROSE_MARK };
	return i < p->n ? &p->v[i] : &none;
}

static bool is_quote_mark(const struct prose_token *t)
{
	return t->kind == PROSE_MARK && (t->mark == PROSE_OPEN || t->mark == PROSE_CLOSE || t->mark == 0x2018 ||
	                                 t->mark == 0x2019 || t->mark == '\'' || t->mark == '[' || t->mark == '*');
}

static bool set(const struct prose *p, size_t from, size_t cut, size_t words, enum governor g, struct govern *out)
{
	*out = (struct govern){ .governor = g, .words = { p->v[from].span.start, p->v[cut - 1].span.end },
		.distance = (unsigned)words };
	return true;
}

/* The first token of the sentence that token i stands in, not before `floor`. */
static size_t sentence_start(const struct prose *p, size_t i, size_t floor)
{
	size_t at = i;
	for (size_t s = 0; s < p->n_sentences; s++) {
		if (p->v[i].span.start < p->sentences[s].end) {
			if (p->sentences[s].start > floor)
				floor = p->sentences[s].start;
			break;
		}
	}
	while (at > 0 && p->v[at - 1].span.start >= floor)
		at--;
	return at;
}

/* Going back from `i` (exclusive), the next word of the same clause; SIZE_MAX at its start. Steps over a parenthesis
 * between commas ("not mean, of course, that"). */
static size_t word_back(const struct prose *p, size_t start, size_t i)
{
	while (i > start) {
		const struct prose_token *t = &p->v[--i];
		if (t->kind == PROSE_WORD)
			return PROSE_IN(t, clause_stops) ? SIZE_MAX : i;
		if (t->kind == PROSE_NUMBER)
			continue;
		if (t->mark != ',')
			return SIZE_MAX;
		size_t k = i, n = 0;
		while (k > start && n++ <= PARENTHESIS && !prose_mark(&p->v[k - 1], ',') &&
		       p->v[k - 1].kind == PROSE_WORD)
			k--;
		if (k == start || !prose_mark(&p->v[k - 1], ',') || k == i)
			return SIZE_MAX;
		i = k - 1;
	}
	return SIZE_MAX;
}

static bool negates(const struct prose *p, size_t i)
{
	if (prose_is(&p->v[i], "too")) /* "too far to say", "too weak to resist" */
		return token(p, i + 1)->kind == PROSE_WORD && prose_is(token(p, i + 2), "to");
	if (!prose_negates(&p->v[i]))
		return prose_is(&p->v[i], "few") && !(i > 0 && prose_is(&p->v[i - 1], "a"));
	if (prose_is(&p->v[i], "no") && (prose_mark(token(p, i + 1), '.') || prose_is(token(p, i + 1), "doubt") ||
	                                 prose_is(token(p, i + 1), "question") || prose_is(token(p, i + 1), "wonder")))
		return false;
	return !PROSE_IN(token(p, i + 1), not_followers);
}

/* Is a quoted part that starts with token i a clause with a subject (and not the rest of a relative clause)? */
static bool starts_clause(const struct prose *p, size_t i)
{
	return token(p, i)->kind != PROSE_WORD || !verb_finite(p->v[i].low);
}

struct tally {
	size_t negatives, hedged, first_negative, first_hedge, condition, words;
	bool denial, factive, doubtless;
};

/* "not take much … to say", "no exaggeration", "needless to say": the denial affirms what follows. */
static bool affirms(const struct prose *p, size_t i)
{
	const struct prose_token *next = token(p, i + 1);
	if (prose_is(&p->v[i], "needless") || (prose_is(&p->v[i], "without") && prose_is(next, "saying")))
		return true;
	if (!prose_negates(&p->v[i]))
		return false;
	if ((prose_is(next, "take") || prose_is(next, "require") || prose_is(next, "need")) &&
	    (prose_is(token(p, i + 2), "much") || prose_is(token(p, i + 2), "a") || prose_is(token(p, i + 2), "long")))
		return true;
	for (size_t k = i + 1; k < i + 4; k++) {
		if (token(p, k)->kind != PROSE_WORD)
			return false;
		if (PROSE_IN(token(p, k), affirmed))
			return true;
	}
	return false;
}

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

/* What the matrix clause before "that" (token `that`) says of it. */
static void read_matrix(const struct prose *p, size_t start, size_t that, struct tally *out)
{
	size_t n = 0;
	bool untruth = false; /* "a fallacy rooted in the false notion": two such words do not undo each other */
	*out = (struct tally){ .first_negative = SIZE_MAX, .first_hedge = SIZE_MAX, .condition = SIZE_MAX };
	for (size_t i = word_back(p, start, that); i != SIZE_MAX && n < REACH; i = word_back(p, start, i), n++) {
		const struct prose_token *t = &p->v[i];
		if (n < 2 && (PROSE_IN(t, factive) || PROSE_IN(t, emotive)) && !ignorance(p, start, i))
			out->factive = true;
		bool negative = negates(p, i), denial = PROSE_IN(t, denials), wrong = PROSE_IN(t, untrue) && !untruth;
		untruth = untruth || wrong;
		if (prose_is(t, "doubt") && i > 0 && prose_is(&p->v[i - 1], "no"))
			out->doubtless = true;
		if (affirms(p, i))
			out->doubtless = true;
		if (n < 5 && prose_is(t, "if") && out->condition == SIZE_MAX)
			out->condition = i;
		if (negative || denial || wrong) {
			out->negatives++;
			out->denial = out->denial || denial;
			if (out->first_negative == SIZE_MAX)
				out->words = n;
			out->first_negative = i;
		}
		if (n < 4 && PROSE_IN(t, hedges) && !t->capital) {
			out->hedged++;
			out->first_hedge = i;
		}
		if (n < 6 && prose_is(t, "who") )
			out->factive = true;
	}
}

static bool rhetorical(const struct prose *p, size_t start)
{
	const struct prose_token *t = token(p, start);
	return prose_is(t, "who") || prose_is(t, "why") || prose_is(t, "how");
}

/* "that" stands right before the cut. */
static bool before_that(const struct prose *p, size_t start, size_t that, size_t cut, struct govern *out)
{
	static const char *const no_complement[] = {
		"after", "considering", "except", "given", "in", "now", "seeing", "so", "such", "than", "to", "with",
	};
	struct tally m;
	if (that == start || PROSE_IN(&p->v[that - 1], no_complement) || !starts_clause(p, cut))
		return false;
	if (prose_is(&p->v[that - 1], "provided") || prose_is(&p->v[that - 1], "condition"))
		return set(p, that - 1, cut, 1, GOVERNOR_CONDITION, out);
	read_matrix(p, start, that, &m);
	if (m.factive || m.doubtless || rhetorical(p, start))
		return false;
	if (m.condition != SIZE_MAX && m.negatives == 0)
		return set(p, m.condition, cut, 1, GOVERNOR_CONDITION, out);
	if (m.negatives % 2 == 1)
		return set(p, m.first_negative, cut, m.words, m.denial ? GOVERNOR_DENIAL : GOVERNOR_NEGATION, out);
	if (m.negatives == 0 && m.hedged > 0)
		return set(p, m.first_hedge, cut, 1, GOVERNOR_HEDGE, out);
	return false;
}

/* Words that a clause with "that" completes, where a relative clause is no other reading. */
static const char *const completed[] = {
	"apparent", "case", "certain", "chance", "clear", "confident", "convinced", "evidence", "evident", "guarantee",
	"indication", "likelihood", "obvious", "plausible", "possibility", "possible", "probable", "proof", "sign",
	"sure", "true",
};

/* "not clear that Ann | had signed": the cut stands behind the subject of the clause. */
static bool behind_subject(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	const struct prose_token *t = token(p, cut);
	struct tally m;
	if (t->kind != PROSE_WORD || t->capital || !(verb_finite(t->low) || verb_past(t->low)))
		return false;
	for (size_t n = 0; n < 5 && k > start + 1; n++, k--) {
		const struct prose_token *w = &p->v[k], *before = &p->v[k - 2];
		if (w->kind != PROSE_WORD || verb_finite(w->low) || PROSE_IN(w, clause_stops))
			return false;
		if (!prose_is(&p->v[k - 1], "that"))
			continue;
		if (k < start + 2 || before->kind != PROSE_WORD ||
		    !(PROSE_IN(before, completed) || PROSE_IN(before, untrue)))
			return false;
		read_matrix(p, start, k - 1, &m);
		if (m.factive || m.doubtless || m.condition != SIZE_MAX || m.negatives % 2 == 0 || rhetorical(p, start))
			return false;
		return set(p, m.first_negative, cut, m.words, GOVERNOR_NEGATION, out);
	}
	return false;
}

/* "If Iran wanted to, | it could": the cut stands behind a condition's comma. */
static bool before_comma(const struct prose *p, size_t start, size_t comma, size_t cut, struct govern *out)
{
	static const char *const opens[] = { "if", "provided", "supposing", "unless" };
	for (size_t i = comma; i-- > start;) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_MARK && !is_quote_mark(t))
			return false;
		bool opening = i == start || prose_is(&p->v[i - 1], "that") || prose_is(&p->v[i - 1], "but") ||
		               prose_is(&p->v[i - 1], "and") || prose_is(&p->v[i - 1], "said") ||
		               prose_is(&p->v[i - 1], "says") || is_quote_mark(&p->v[i - 1]);
		if (opening && PROSE_IN(t, opens))
			return set(p, i, cut, 0, GOVERNOR_CONDITION, out);
		if (opening && (prose_is(t, "as") || prose_is(t, "so")) && prose_is(token(p, i + 1), "long") &&
		    prose_is(token(p, i + 2), "as"))
			return set(p, i, cut, 0, GOVERNOR_CONDITION, out);
	}
	return false;
}

/* "failed to |", "did not want to |", "prevented from |", "instead of |". */
static bool before_particle(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	if (k == start)
		return false;
	const struct prose_token *t = &p->v[k], *verb = &p->v[k - 1];
	bool negated = k >= start + 2 && (negates(p, k - 2) || (k >= start + 3 && negates(p, k - 3)));
	if (prose_is(t, "to") && k >= start + 2 && prose_is(&p->v[k - 2], "too") && verb->kind == PROSE_WORD &&
	    !(k >= start + 4 && (prose_negates(&p->v[k - 3]) || prose_negates(&p->v[k - 4]))))
		return set(p, k - 2, cut, 1, GOVERNOR_NEGATION, out);
	if (prose_is(t, "to") && prose_is(verb, "likely") && k >= start + 2 && negates(p, k - 2))
		return set(p, k - 2, cut, 1, GOVERNOR_NEGATION, out);
	for (size_t i = k; prose_is(t, "to") && i > start + 1 && k - i < 5 && p->v[i].kind == PROSE_WORD; i--) {
		if (prose_is(&p->v[i - 1], "for") && prose_is(&p->v[i - 2], "impossible"))
			return !(i > start + 2 && negates(p, i - 3)) && set(p, i - 2, cut, 2, GOVERNOR_NEGATION, out);
	}
	if (prose_is(t, "to") && PROSE_IN(verb, failing) && !negated)
		return set(p, k - 1, cut, 1, GOVERNOR_NEGATION, out);
	if (prose_is(t, "from") && PROSE_IN(verb, preventing) && !negated)
		return set(p, k - 1, cut, 1, GOVERNOR_NEGATION, out);
	if ((prose_is(t, "than") && prose_is(verb, "rather")) || (prose_is(t, "of") && prose_is(verb, "instead")))
		return set(p, k - 1, cut, 1, GOVERNOR_NEGATION, out);
	return false;
}

/* A negation right before the cut, or with a few empty words between: "has not yet |", "did not want to |". */
static bool before_directly(const struct prose *p, size_t start, size_t k, size_t cut, bool ellipsis,
                            struct govern *out)
{
	static const char *const modals[] = {
		"allegedly", "apparently", "could", "may", "maybe", "might", "perhaps", "possibly", "presumably",
		"probably", "purportedly", "supposedly",
	};
	static const char *const asked[] = { "he", "i", "it", "she", "they", "we", "you" };
	static const char *const perfect[] = { "be", "been", "have", "well" };
	bool auxiliary = true; /* only these stand between: "may have been" */
	for (size_t n = 0; n < 4; n++) {
		size_t i = k - n;
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD)
			return false;
		if (negates(p, i)) {
			if (n == 0 && PROSE_IN(token(p, cut), not_followers))
				return false;
			if (n == 0 && str_ends(t->low, STR("n't")) && PROSE_IN(token(p, cut), asked))
				return false; /* "don't |you think": a question that expects yes */
			if (prose_is(t, "few") || (prose_is(t, "nothing") && n > 0))
				return false;
			return set(p, i, cut, n, GOVERNOR_NEGATION, out);
		}
		if ((n == 0 || auxiliary) && PROSE_IN(t, modals) && !(t->capital && !t->first))
			return set(p, i, cut, 0, GOVERNOR_HEDGE, out);
		if (n == 0 && ellipsis && prose_is(t, "reportedly"))
			return set(p, i, cut, 0, GOVERNOR_HEDGE, out);
		if (prose_is(t, "of") && i > start && (prose_is(&p->v[i - 1], "none") || prose_is(&p->v[i - 1], "neither")))
			return set(p, i - 1, cut, n, GOVERNOR_NEGATION, out);
		auxiliary = auxiliary && PROSE_IN(t, perfect);
		if (!PROSE_IN(t, between) || i == start)
			return false;
	}
	return false;
}

/* "do not think |he would", "doubts |it". */
static bool before_bare_clause(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	static const char *const links[] = {
		"are", "be", "been", "highly", "is", "it", "looked", "looks", "remained", "remains", "seem", "seemed",
		"seems", "very", "was", "were",
	};
	static const char *const others[] = {
		"about", "after", "as", "at", "before", "during", "for", "from", "in", "on", "than", "that", "under",
		"until", "with", "without",
	};
	static const char *const thinks[] = {
		"believe", "believed", "believes", "claim", "claimed", "expect", "expected", "mean", "say",
		"suggest", "suppose", "think", "thinks", "thought",
	};
	const struct prose_token *t = &p->v[k];
	static const char *const doubts[] = { "doubt", "doubted", "doubts" };
	bool negated = k > start && (negates(p, k - 1) ||
	                             (k > start + 1 && negates(p, k - 2) && !PROSE_IN(&p->v[k - 1], clause_stops)));
	const struct prose_token *next = token(p, cut);
	if (prose_is(next, "to") && PROSE_IN(t, failing) && !negated)
		return set(p, k, cut, 0, GOVERNOR_NEGATION, out);
	if (prose_is(next, "to") && prose_is(t, "likely") && k > start && negates(p, k - 1))
		return set(p, k - 1, cut, 1, GOVERNOR_NEGATION, out);
	if ((prose_is(t, "unlikely") || prose_is(t, "improbable")) && k > start && PROSE_IN(&p->v[k - 1], links) &&
	    !negated && next->kind == PROSE_WORD && !prose_is(next, "to") && !PROSE_IN(next, others) &&
	    !PROSE_IN(next, clause_stops) && starts_clause(p, cut))
		return set(p, k, cut, 0, GOVERNOR_NEGATION, out);
	if (PROSE_IN(t, thinks) && negated)
		return set(p, k > start + 1 && !negates(p, k - 1) ? k - 2 : k - 1, cut, 1, GOVERNOR_NEGATION, out);
	if (PROSE_IN(t, doubts) && !negated && !(k > start && prose_is(&p->v[k - 1], "no")))
		return set(p, k, cut, 0, GOVERNOR_DENIAL, out);
	if ((prose_is(t, "denied") || prose_is(t, "denies") || prose_is(t, "deny")) && !negated &&
	    str_ends(token(p, cut)->low, STR("ing")))
		return set(p, k, cut, 0, GOVERNOR_DENIAL, out);
	return false;
}

/* Do the words behind the cut open a clause: a subject, and a finite verb soon? */
static bool opens_clause(const struct prose *p, size_t cut)
{
	static const char *const subjects[] = {
		"a", "an", "he", "her", "his", "i", "it", "its", "my", "nobody", "our", "she", "some", "the", "their", "there",
		"these", "they", "this", "those", "we", "you",
	};
	const struct prose_token *t = token(p, cut);
	if (t->kind != PROSE_WORD || (!t->capital && !PROSE_IN(t, subjects) && !str_ends(t->low, STR("s")) &&
	                              !verb_finite(token(p, cut + 1)->low)))
		return false;
	for (size_t k = cut + 1; k < cut + 7 && token(p, k)->kind == PROSE_WORD; k++) {
		if (verb_finite(p->v[k].low))
			return true;
	}
	return false;
}

/* "said if that happened |opposition would": a condition that no comma parts from the cut. */
static bool behind_condition(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	static const char *const leads[] = { "and", "but", "said", "say", "says", "so", "that" };
	static const char *const modals[] = { "can", "could", "may", "might", "must", "should", "will", "would" };
	bool verb = false, modal = false;
	for (size_t i = cut; i < cut + 7 && token(p, i)->kind == PROSE_WORD; i++)
		modal = modal || PROSE_IN(&p->v[i], modals);
	if (!modal || !opens_clause(p, cut))
		return false;
	for (size_t i = k + 1; i-- > start;) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_MARK && !is_quote_mark(t))
			return false;
		if (prose_is(t, "if") && (i == start || is_quote_mark(&p->v[i - 1]) || PROSE_IN(&p->v[i - 1], leads)))
			return verb && set(p, i, cut, 0, GOVERNOR_CONDITION, out);
		verb = verb || (t->kind == PROSE_WORD && (verb_finite(t->low) || verb_past(t->low) ||
		                                          str_ends(t->low, STR("s")) || prose_is(t, "is")));
	}
	return false;
}

/* "denied |Kuwait was pumping", "not at all clear |it was", "neither did |they". */
static bool before_clause(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	static const char *const denies[] = { "denied", "denies", "deny", "denying", "disputed", "disputes" };
	static const char *const sure[] = { "certain", "clear", "convinced", "sure" };
	static const char *const does[] = { "can", "could", "did", "do", "does", "had", "has", "have", "is", "was", "were", "will", "would" };
	const struct prose_token *t = &p->v[k];
	if (k > start && PROSE_IN(t, does) && (prose_is(&p->v[k - 1], "neither") || prose_is(&p->v[k - 1], "nor")))
		return set(p, k - 1, cut, 1, GOVERNOR_NEGATION, out);
	if (!opens_clause(p, cut))
		return false;
	bool denial = PROSE_IN(t, denies);
	if (!denial && !PROSE_IN(t, sure))
		return false;
	for (size_t n = 1; n < 5 && k >= start + n; n++) {
		if (p->v[k - n].kind != PROSE_WORD || PROSE_IN(&p->v[k - n], clause_stops))
			break;
		if (negates(p, k - n))
			return !denial && set(p, k - n, cut, n, GOVERNOR_NEGATION, out);
	}
	return denial && set(p, k, cut, 0, GOVERNOR_DENIAL, out);
}

/* "not aware of any |", "no sign of |": the thing is denied. */
static bool before_of(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	static const char *const heads[] = {
		"aware", "evidence", "guarantee", "hint", "indication", "intention", "knowledge", "mention", "proof", "question", "record",
		"sign", "signs", "trace", "traces",
	};
	static const char *const some[] = { "a", "an", "any", "such", "the" };
	size_t at = k;
	while (at > start && PROSE_IN(&p->v[at], some))
		at--;
	if (at < start + 2 || !prose_is(&p->v[at], "of") || !PROSE_IN(&p->v[at - 1], heads))
		return false;
	for (size_t n = 2; n < 5 && at >= start + n; n++) {
		const struct prose_token *t = &p->v[at - n];
		if (t->kind != PROSE_WORD || PROSE_IN(t, clause_stops))
			return false;
		if (negates(p, at - n))
			return set(p, at - n, cut, n, GOVERNOR_NEGATION, out);
	}
	return false;
}

/* "Perhaps they felt |", "may believe |": a hedge of the thought that the cut leaves out. */
static bool hedged_thought(const struct prose *p, size_t start, size_t k, size_t cut, struct govern *out)
{
	static const char *const thinks[] = {
		"believe", "believed", "believes", "feel", "feels", "felt", "suppose", "think", "thinks", "thought",
	};
	static const char *const adverbs[] = {
		"may", "maybe", "might", "perhaps", "possibly", "presumably", "probably",
	};
	if (!PROSE_IN(&p->v[k], thinks) || !starts_clause(p, cut))
		return false;
	for (size_t i = word_back(p, start, k), n = 0; i != SIZE_MAX && n < 4; i = word_back(p, start, i), n++) {
		if (PROSE_IN(&p->v[i], adverbs) && !(p->v[i].capital && !p->v[i].first))
			return set(p, i, cut, n + 1, GOVERNOR_HEDGE, out);
	}
	return false;
}

bool govern_before(const struct prose *p, struct span part, size_t floor, struct govern *out)
{
	size_t cut = prose_at(p, part.start), start, k;
	*out = (struct govern){ GOVERNOR_NONE, { 0, 0 }, 0 };
	if (cut >= p->n)
		return false;
	while (cut < p->n && p->v[cut].kind == PROSE_MARK && p->v[cut].span.start < part.end)
		cut++;
	if (cut >= p->n)
		return false;
	start = sentence_start(p, cut, floor);
	for (k = cut; k > start && is_quote_mark(&p->v[k - 1]);)
		k--;
	if (k == start)
		return false;
	k--;
	if (prose_mark(&p->v[k], ','))
		return before_comma(p, start, k, cut, out);
	if (p->v[k].kind != PROSE_WORD)
		return false;
	if (prose_is(&p->v[k], "that"))
		return before_that(p, start, k, cut, out);
	if (prose_is(&p->v[k], "if") || prose_is(&p->v[k], "whether") || prose_is(&p->v[k], "unless"))
		return set(p, k, cut, 0, GOVERNOR_CONDITION, out);
	return before_directly(p, start, k, cut, floor > 0, out) || before_particle(p, start, k, cut, out) ||
	       before_bare_clause(p, start, k, cut, out) || behind_subject(p, start, k, cut, out) ||
	       before_of(p, start, k, cut, out) || hedged_thought(p, start, k, cut, out) ||
	       before_clause(p, start, k, cut, out) || behind_condition(p, start, k, cut, out);
}

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
	size_t words = 0;
	for (size_t i = from; i < to && i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		if (t->kind != PROSE_WORD)
			continue;
		words++;
		static const char *const subjects[] = { "he", "here", "it", "she", "that", "there", "what", "who" };
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

/* "not … but": a correction, or "not only … but also". */
static bool corrects(const struct prose *p, size_t first, size_t but)
{
	static const char *const also[] = { "also", "instead", "rather" };
	static const char *const nobody[] = {
		"anybody", "anyone", "anything", "everybody", "everyone", "everything", "nobody", "none",
		"nothing", "one",
	};
	const struct prose_token *last = but > 0 ? &p->v[but - 1] : token(p, but);
	if (PROSE_IN(token(p, but + 1), also) || prose_is(last, "all") || prose_is(last, "cannot"))
		return true;
	/* "but so far nothing has happened": what came of it, no limit */
	size_t behind = but + 1;
	if (prose_is(token(p, behind), "so") && prose_is(token(p, behind + 1), "far"))
		behind += 2;
	if (prose_is(token(p, behind), "nothing") || prose_is(token(p, behind), "nobody") ||
	    prose_is(token(p, behind), "none"))
		return true;
	size_t from = first > 12 ? first - 12 : 0;
	for (size_t i = from; i < but; i++) {
		if (prose_negates(&p->v[i]) && PROSE_IN(token(p, i + 1), not_followers))
			return true;
	}
	if (PROSE_IN(last, nobody))
		return false;
	for (size_t i = but; i-- > first;) {
		if (prose_mark(&p->v[i], ';') || prose_mark(&p->v[i], ':'))
			break;
		if (prose_negates(&p->v[i]))
			return !clause_follows(p, but + 1);
	}
	return false;
}

static bool is_limiter(const struct prose *p, size_t first, size_t i)
{
	static const char *const hypothetical[] = {"can", "could", "may", "might", "shall", "should", "will", "would"};
	static const char *const subjects[] = {"a", "he", "it", "our", "she", "the", "their", "there", "they", "we"};
	const struct prose_token *t = token(p, i), *next = token(p, i + 1);
	if (prose_is(t, "unless") || prose_is(t, "except"))
		return true;
	if (prose_is(t, "but"))
		return !corrects(p, first, i);
	if ((prose_is(t, "as") || prose_is(t, "so")) && prose_is(next, "long") && prose_is(token(p, i + 2), "as"))
		return true;
	if (prose_is(t, "only"))
		return prose_is(next, "if") || prose_is(next, "when") || prose_is(next, "where");
	if (prose_is(t, "provided") || prose_is(t, "providing"))
		return prose_is(next, "that") || (i > 0 && prose_mark(&p->v[i - 1], ',') && PROSE_IN(next, subjects));
	if (prose_is(t, "on"))
		return prose_is(next, "condition") && prose_is(token(p, i + 2), "that");
	if (prose_is(t, "other"))
		return prose_is(next, "than");
	if (!prose_is(t, "if"))
		return false;
	for (size_t k = i; k-- > first;) {
		if (PROSE_IN(&p->v[k], hypothetical))
			return true;
		if (p->v[k].kind == PROSE_MARK)
			break;
	}
	return false;
}

/* A condition that can bind a phrase without a finite verb as well. */
static bool is_proviso(const struct prose *p, size_t i)
{
	const struct prose_token *t = &p->v[i];
	return prose_is(t, "so") || prose_is(t, "provided") || prose_is(t, "unless") || prose_is(t, "on");
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
	bool clauses = PROSE_IN(token(p, i + 1), persons) && (PROSE_IN(&p->v[first], persons) || p->v[first].capital);
	if (!has_verb(p, first, last, is_proviso(p, i) ? 3 : clauses ? 5 : 8))
		return false;
	size_t end = i + 1;
	while (end < p->n && end - i < 8 && p->v[end].kind != PROSE_MARK)
		end++;
	*out = (struct govern){ GOVERNOR_LIMITER, { p->v[i].span.start, p->v[end - 1].span.end }, 0 };
	return true;
}

bool govern_mentioned(const struct prose *claim, enum governor g, struct str quoted)
{
	bool would = str_find(quoted, STR(" would "), 0) != SIZE_MAX || str_find(quoted, STR("'d "), 0) != SIZE_MAX;
	static const char *const limits[] = {
		"although", "but", "except", "however", "if", "only", "provided", "save", "though", "unless",
		"until", "when", "yet",
	};
	static const char *const conditions[] = {
		"condition", "if", "long", "provided", "unclear", "unless", "when", "whether", "would",
	};
	for (size_t i = 0; i < claim->n; i++) {
		const struct prose_token *t = &claim->v[i];
		bool from = false; /* "kept from", not "kept in the cellar" */
		for (size_t k = i + 1; k < i + 4; k++)
			from = from || prose_is(token(claim, k), "from");
		bool keeps = prose_is(t, "keep") || prose_is(t, "keeps") || prose_is(t, "kept") || prose_is(t, "far");
		bool negative = prose_negates(t) || PROSE_IN(t, denials) || PROSE_IN(t, untrue) ||
		                PROSE_IN(t, failing) || (PROSE_IN(t, preventing) && (from || !keeps));
		bool hedge = PROSE_IN(t, hedges) && !(t->capital && !t->first);
		if (would && prose_is(t, "would"))
			continue;
		if (g == GOVERNOR_LIMITER ? PROSE_IN(t, limits) : g == GOVERNOR_CONDITION ? PROSE_IN(t, conditions)
		                                                : g == GOVERNOR_HEDGE ? hedge || negative : negative)
			return true;
	}
	return false;
}

#include "text/govern_part.h"

#include "text/verb.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { PARENTHESIS = 6 };

/* Where the lists are from: rules/quote-negation.md. Sorted. */
/* what its complement is said not to be: verbs and nouns of denial and doubt */
static const char *const denials[] = {
	"contradict", "contradicted", "contradicting", "contradicts", "debunk", "debunked", "debunking", "debunks",
	"denial", "denials", "denied", "denies", "deny", "denying", "disagree", "disagreed", "disagrees", "disavow",
	"disavowed", "disavows", "disbelief", "disbelieve", "disbelieved", "disclaim", "disclaimed", "disclaims",
	"discount", "discounted", "discounts", "dismiss", "dismissed", "dismisses", "dismissing", "disproof",
	"disprove", "disproved", "disproves", "disproving", "dispute", "disputed", "disputes", "disputing", "doubt",
	"doubted", "doubtful", "doubting", "doubts", "dubious", "questioned", "questioning", "rebut", "rebuts",
	"rebuttal", "rebutted", "refutation", "refute", "refuted", "refutes", "refuting", "reject", "rejected",
	"rejecting", "rejection", "rejects", "repudiate", "repudiated", "repudiates", "sceptical", "scepticism",
	"skeptical", "skepticism",
};
/* judgements that it is not so */
static const char *const untrue[] = {
	"absurd", "baseless", "dishonest", "erroneous", "erroneously", "fallacious", "fallacy", "false", "falsehood",
	"falsely", "fantasy", "fiction", "hoax", "illogical", "illusion", "implausible", "impossible", "improbable",
	"inaccurate", "inconceivable", "incorrect", "incorrectly", "incredible", "lie", "lied", "misapprehension",
	"misbelief", "misconception", "misguided", "misleading", "mistake", "mistaken", "mistakenly", "myth",
	"nonsense", "preposterous", "pretence", "pretend", "pretended", "pretending", "pretends", "pretense",
	"questionable", "remote", "ridiculous", "slim", "uncertain", "uncertainty", "unclear", "unconfirmed",
	"unconvinced", "unfounded", "unlikely", "unproven", "unsubstantiated", "unsure", "unthinkable", "untrue",
	"wrong", "wrongly",
};
/* doubt about a clause with "that" */
static const char *const hedges[] = {
	"allegation", "allegations", "alleged", "allegedly", "alleges", "apparently", "appear", "appeared", "appears",
	"arguably", "assume", "chance", "chances", "conceivable", "conceivably", "conjecture", "conjectured",
	"could", "hypotheses", "hypothesis", "hypothesised", "hypothesized", "likelihood",
	"likely", "may", "maybe", "might", "perhaps", "possibility", "possible", "possibly", "presumably", "presume",
	"presumed", "probability", "probable", "probably", "purportedly", "reportedly", "rumor", "rumored", "rumors",
	"rumour", "rumoured", "rumours", "seem", "seemed", "seemingly", "seems", "speculate", "speculated",
	"speculation", "supposedly", "suspect", "suspected", "suspects", "suspicion", "suspicions", "theoretically",
};
/* hedges and modals that a verb phrase may lose */
static const char *const modals[] = {
	"allegedly", "almost", "apparently", "arguably", "could", "could've", "may", "may've", "maybe", "might",
	"might've", "must", "must've", "nearly", "ostensibly", "ought", "perhaps", "possibly", "potentially",
	"presumably", "probably", "purportedly", "reputedly", "seemingly", "should", "should've", "supposedly",
	"theoretically",
};
/* words that leave what follows true, whether denied or not */
static const char *const factive[] = {
	"accident", "acknowledging", "appreciate", "appreciated", "appreciating", "aware", "care", "cared",
	"coincidence", "discover", "discovered", "discovering", "escape", "escaped", "fact", "facts", "forget",
	"forgetting", "forgotten", "hide", "ignore", "ignored", "knew", "know", "knowing", "known", "knows", "learn",
	"learned", "learning", "matter", "mattered", "mention", "mentioned", "notice", "noticed", "noticing",
	"overlook", "overlooked", "realise", "realised", "realises", "realising", "realize", "realized", "realizes",
	"realizing", "recognise", "recognised", "recognises", "recognising", "recognize", "recognized", "recognizes",
	"recognizing", "regret", "regretted", "regretting", "remember", "remembering", "secret", "see", "seeing",
	"surprise", "surprised", "surprising", "unaware", "understand", "understanding", "understood", "wonder",
};
/* judgements that take what follows for granted */
static const char *const emotive[] = {
	"amazed", "angry", "annoyed", "ashamed", "astonished", "curious", "delighted", "deplorable", "disappointed",
	"embarrassed", "funny", "glad", "good", "grateful", "happy", "hurt", "important", "interesting", "ironic",
	"lucky", "natural", "notable", "noteworthy", "odd", "offended", "paradoxical", "pity", "pleased", "proud",
	"regrettable", "relieved", "remarkable", "sad", "shame", "shocked", "significant", "sorry", "strange",
	"striking", "telling", "thankful", "tragic", "understandable", "unfortunate", "unusual", "upset", "weird",
};
/* denied, they affirm: "no exaggeration", "not hard to see" */
static const char *const affirmed[] = {
	"denying", "difficult", "difficulty", "disputing", "escaping", "exaggeration", "hard", "help", "hesitate",
	"hesitated", "hyperbole", "imagination", "mistaking", "overstatement", "questions", "stretch", "supposition",
	"wait",
};
/* "not only", "not just": no negation of what follows */
static const char *const focus[] = {
	"exclusively", "just", "least", "merely", "only", "primarily", "purely", "simply", "solely", "surprisingly",
};
/* words that may stand between a negation and the cut */
static const char *const between[] = {
	"a", "able", "actually", "all", "allowed", "always", "an", "any", "anymore", "anyone", "anything", "anywhere", "as",
	"be", "because", "been", "being", "close", "completely", "either", "enough", "entirely", "even", "ever",
	"expected", "explicitly", "fully", "going", "have", "having", "her", "his", "in", "intended", "its", "likely",
	"longer", "make", "many", "meant", "more", "much", "my", "necessarily", "need", "needed", "our", "particularly",
	"permitted", "quite", "really", "required", "seem", "seen", "so", "such", "supposed", "sure", "the", "their",
	"to", "too", "trying", "very", "want", "wanted", "wish", "yet", "your",
};
/* adverbs inside a verb phrase that do not end in -ly */
static const char *const adverbs[] = {
	"again", "almost", "also", "always", "even", "ever", "far", "just", "long", "longer", "much", "never", "now",
	"often", "once", "quite", "rather", "so", "soon", "still", "then", "too", "very", "well", "yet",
};
/* where the clause of a governor ends */
static const char *const stops[] = {
	"although", "and", "because", "but", "or", "since", "so", "though", "when", "where", "which", "while", "who",
};
/* with an infinitive or a gerund behind them they say that it does not happen */
static const char *const failing[] = {
	"afraid", "cease", "ceased", "ceases", "decline", "declined", "declines", "declining", "fail", "failed",
	"failing", "fails", "failure", "forbade", "forbidden", "forbids", "forgot", "hesitant", "impossible",
	"inability", "incapable", "ineligible", "lacked", "lacks", "loath", "neglect", "neglected", "powerless",
	"prohibited", "quit", "refusal", "refuse", "refused", "refuses", "refusing", "reluctance", "reluctant",
	"resisted", "unable", "unfit", "unlikely", "unwilling", "unwillingness",
};
/* "prevented … from" */
static const char *const preventing[] = {
	"absolve", "absolved", "abstain", "abstained", "ban", "banned", "banning", "bans", "bar", "barred", "barring",
	"bars", "block", "blocked", "blocking", "blocks", "deter", "deterred", "deterring", "deters", "discourage",
	"discouraged", "discourages", "discouraging", "disqualified", "dissuade", "dissuaded", "enjoined", "exempt",
	"exempted", "exempting", "exempts", "far", "forbid", "forbidden", "forbids", "hinder", "hindered", "keep",
	"keeping", "keeps", "kept", "preclude", "precluded", "precludes", "precluding", "prevent", "prevented",
	"preventing", "prevents", "prohibit", "prohibited", "prohibiting", "prohibits", "protect", "protected",
	"protecting", "protects", "refrain", "refrained", "refraining", "restrain", "restrained", "restrains", "save",
	"saved", "shield", "shielded", "spared", "stop", "stopped", "stopping", "stops",
};
/* with a gerund behind them they say that it does not happen */
static const char *const dropping[] = {
	"avoid", "avoided", "avoiding", "avoids", "denied", "denies", "deny", "denying", "forbid", "forbids", "oppose",
	"opposed", "opposes", "preclude", "precluded", "precludes", "prevent", "prevented", "prevents", "prohibit",
	"prohibited", "prohibiting", "prohibits", "resist", "resisted", "resists",
};
/* words that a clause with "that" completes, where a relative clause is no other reading */
static const char *const completed[] = {
	"accusation", "accusations", "allegation", "allegations", "apparent", "argument", "arguments", "assertion",
	"assertions", "assumption", "assumptions", "assurance", "assurances", "belief", "beliefs", "case", "certain",
	"charge", "claim", "claims", "clear", "complaint", "complaints", "concept", "conclusion", "conclusions",
	"condition", "confident", "contention", "convinced", "doubt", "effect", "evidence", "evident", "expectation",
	"fear", "fears", "finding", "findings", "grounds", "guarantee", "guarantees", "hint", "hints", "hope",
	"hypothesis", "idea", "ideas", "implication", "implications", "impression", "indication", "indications",
	"intention", "likelihood", "myth", "notion", "notions", "obvious", "odds", "plausible", "point", "position",
	"possibility", "possible", "premise", "principle", "probable", "proof", "proofs", "proposition", "prospect",
	"reason", "report", "reports", "requirement", "rule", "rumor", "rumour", "sign", "signs", "speculation",
	"statement", "statements", "suggestion", "suggestions", "sure", "suspicion", "theories", "theory", "thought",
	"true", "understanding", "view", "way",
};
/* denied, they deny the clause behind them */
static const char *const thinks[] = {
	"believe", "believed", "believes", "claim", "claimed", "claiming", "claims", "convinced", "expect", "expected",
	"expects", "guarantee", "imagine", "imagined", "mean", "means", "meant", "prove", "proved", "proves", "say", "saying",
	"suggest", "suggested", "suggesting", "suggests", "suppose", "supposed", "think", "thinking", "thinks",
	"thought",
};
static const char *const auxiliaries[] = {
	"am", "are", "aren't", "be", "been", "being", "can", "can't", "cannot", "could", "couldn't", "did", "didn't",
	"do", "does", "doesn't", "don't", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "is", "isn't",
	"may", "might", "must", "need", "shall", "should", "shouldn't", "was", "wasn't", "were", "weren't", "will",
	"won't", "would", "wouldn't",
};
/* words that open a subject */
static const char *const subjects[] = {
	"a", "all", "an", "another", "both", "each", "every", "everybody", "everyone", "he", "her", "his", "i", "it",
	"its", "many", "most", "my", "nobody", "one", "our", "she", "some", "someone", "that", "the", "their", "there",
	"these", "they", "this", "those", "two", "we", "you", "your",
};
/* behind "to" they open no infinitive */
static const char *const determiners[] = {
	"a", "an", "another", "any", "both", "each", "every", "everyone", "everything", "he", "her", "herself", "him",
	"himself", "his", "it", "its", "itself", "me", "my", "myself", "no", "oneself", "other", "our", "ourselves",
	"such", "that", "the", "their", "them", "themselves", "these", "they", "this", "those", "us", "what",
	"whatever", "which", "whom", "whose", "you", "your", "yourself",
};
/* their "if" is a "whether": no condition of what a comma parts from it */
static const char *const whethers[] = {
	"as", "ask", "asked", "asking", "asks", "care", "cares", "check", "checked", "consider", "decide", "decided",
	"determine", "determined", "even", "find", "found", "know", "knowing", "knows", "see", "tell", "test", "told",
	"wonder", "wondered", "wondering", "wonders",
};
/* their "of" hands a negation on: "no sign of", "not capable of" */
static const char *const abstract[] = {
	"accused", "afraid", "aware", "capable", "chance", "chances", "convicted", "convinced", "danger", "doubt",
	"evidence", "fear", "fond", "guarantee", "guilty", "hope", "hopes", "idea", "indication", "inkling",
	"intent", "intention", "intentions", "knowledge", "matter", "means", "mention", "notion", "point",
	"possibility", "proof", "prospect", "question", "record", "risk", "sense", "sign", "signs", "suggestion",
	"talk", "thought", "trace", "traces", "way",
};
/* their "of" denies */
static const char *const lacking[] = {
	"absence", "acquitted", "bereft", "cleared", "denial", "denials", "deprived", "devoid", "incapable", "innocent",
	"instead", "lack", "neither", "none", "rejection", "short", "stripped", "unaware",
};
/* an article or a preposition: no phrase ends in it */
static const char *const linking[] = {
	"a", "about", "after", "among", "an", "as", "at", "before", "between", "by", "during", "for", "from", "in", "into",
	"of", "on", "or", "over", "than", "the", "to", "under", "upon", "with", "within",
};
/* with them "other than", "save" and "apart from" name an exception */
static const char *const universals[] = {
	"all", "always", "any", "anybody", "anyone", "anything", "anywhere", "cannot", "each", "every", "everybody",
	"everyone", "everything", "everywhere", "first", "full", "last", "never", "no", "nobody", "none", "nor", "not",
	"nothing", "nowhere", "only", "whole", "without",
};
/* verbs that a modal reaches through */
static const char *const chain[] = {
	"able", "allowed", "be", "been", "begin", "choose", "come", "continue", "decide", "forced", "go", "going",
	"happen", "have", "help", "like", "need", "obliged", "prefer", "prove", "required", "seek", "seem", "serve",
	"start", "tend", "threaten", "try", "trying", "use", "used", "want", "wanted", "willing", "wish",
};

static const struct {
	const char *const *v;
	size_t n;
} lists[] = {
	[GOVERN_DENIALS] = { denials, COUNT(denials) },
	[GOVERN_UNTRUE] = { untrue, COUNT(untrue) },
	[GOVERN_HEDGES] = { hedges, COUNT(hedges) },
	[GOVERN_MODALS] = { modals, COUNT(modals) },
	[GOVERN_FACTIVE] = { factive, COUNT(factive) },
	[GOVERN_EMOTIVE] = { emotive, COUNT(emotive) },
	[GOVERN_AFFIRMED] = { affirmed, COUNT(affirmed) },
	[GOVERN_FOCUS] = { focus, COUNT(focus) },
	[GOVERN_BETWEEN] = { between, COUNT(between) },
	[GOVERN_ADVERBS] = { adverbs, COUNT(adverbs) },
	[GOVERN_STOPS] = { stops, COUNT(stops) },
	[GOVERN_FAILING] = { failing, COUNT(failing) },
	[GOVERN_PREVENTING] = { preventing, COUNT(preventing) },
	[GOVERN_DROPPING] = { dropping, COUNT(dropping) },
	[GOVERN_COMPLETED] = { completed, COUNT(completed) },
	[GOVERN_THINKS] = { thinks, COUNT(thinks) },
	[GOVERN_AUXILIARIES] = { auxiliaries, COUNT(auxiliaries) },
	[GOVERN_SUBJECTS] = { subjects, COUNT(subjects) },
	[GOVERN_DETERMINERS] = { determiners, COUNT(determiners) },
	[GOVERN_WHETHERS] = { whethers, COUNT(whethers) },
	[GOVERN_ABSTRACT] = { abstract, COUNT(abstract) },
	[GOVERN_LACKING] = { lacking, COUNT(lacking) },
	[GOVERN_LINKING] = { linking, COUNT(linking) },
	[GOVERN_UNIVERSALS] = { universals, COUNT(universals) },
	[GOVERN_CHAIN] = { chain, COUNT(chain) },
};

bool govern_in(const struct prose_token *t, enum govern_list list)
{
	return prose_in(t, lists[list].v, lists[list].n);
}

const struct prose_token *govern_token(const struct prose *p, size_t i)
{
	static const struct prose_token none = { .kind = PROSE_MARK };
	return i < p->n ? &p->v[i] : &none;
}

bool govern_word(const struct prose *p, size_t i, const char *low)
{
	return prose_is(govern_token(p, i), low);
}

bool govern_quote_mark(const struct prose_token *t)
{
	return t->kind == PROSE_MARK && (t->mark == PROSE_OPEN || t->mark == PROSE_CLOSE || t->mark == 0x2018 ||
	                                 t->mark == 0x2019 || t->mark == '\'' || t->mark == '[' || t->mark == '*');
}

bool govern_adverb(const struct prose_token *t)
{
	static const char *const others[] = {
		"ally", "apply", "assembly", "family", "imply", "only", "rely", "reply", "supply",
	};
	if (t->kind != PROSE_WORD || t->capital)
		return false;
	return govern_in(t, GOVERN_ADVERBS) ||
	       (t->low.len > 4 && str_ends(t->low, STR("ly")) && !PROSE_IN(t, others));
}

/* "few people", not "a few"; "there is little evidence", not "a little girl". */
static bool scarce(const struct prose *p, size_t i)
{
	static const char *const degrees[] = { "relatively", "so", "too", "very", "with" };
	static const char *const no_amount[] = { "bit", "by", "less", "more", "over", "while" };
	const struct prose_token *before = i > 0 ? &p->v[i - 1] : govern_token(p, p->n);
	bool little = prose_is(&p->v[i], "little");
	if (!little && !prose_is(&p->v[i], "few"))
		return false;
	if (little && (PROSE_IN(govern_token(p, i + 1), no_amount) || govern_word(p, i + 1, "doubt")))
		return false;
	if (before->kind == PROSE_MARK)
		return !little || p->v[i].first;
	return PROSE_IN(before, degrees) || govern_in(before, GOVERN_AUXILIARIES) ||
	       (!little && (govern_in(before, GOVERN_STOPS) || prose_is(before, "that")));
}

bool govern_negates(const struct prose *p, size_t i)
{
	static const char *const certain[] = { "dispute", "doubt", "matter", "question", "sooner", "wonder" };
	if (prose_is(&p->v[i], "too")) /* "too far to say", "too weak to resist" */
		return govern_token(p, i + 1)->kind == PROSE_WORD && govern_word(p, i + 2, "to");
	if (!prose_negates(&p->v[i]))
		return scarce(p, i);
	const struct prose_token *next = govern_token(p, i + 1);
	if (prose_is(&p->v[i], "no") && p->v[i].capital && !p->v[i].first && next->kind == PROSE_NUMBER)
		return false; /* "No 10" */
	if (prose_is(&p->v[i], "no") && (prose_mark(next, '.') || prose_mark(next, ',') || PROSE_IN(next, certain)))
		return false;
	return !govern_in(next, GOVERN_FOCUS);
}

bool govern_affirms(const struct prose *p, size_t i)
{
	static const char *const takes[] = { "need", "require", "take" }, *const much[] = { "a", "long", "much" };
	static const char *const needless[] = { "hardly", "scarcely" };
	if (govern_word(p, i, "needless") || (i > 0 && govern_word(p, i - 1, "goes") && govern_word(p, i, "without")))
		return true;
	if (!prose_negates(&p->v[i]))
		return false;
	if (PROSE_IN(&p->v[i], needless) && (govern_word(p, i + 1, "need") || (i > 0 && govern_word(p, i - 1, "need"))))
		return true; /* "I need hardly tell you that" */
	if (PROSE_IN(govern_token(p, i + 1), takes) && PROSE_IN(govern_token(p, i + 2), much))
		return true;
	for (size_t k = i + 1; k < i + 4 && govern_token(p, k)->kind == PROSE_WORD; k++) {
		if (govern_in(&p->v[k], GOVERN_AFFIRMED))
			return true;
	}
	return false;
}

bool govern_starts_clause(const struct prose *p, size_t i)
{
	return govern_token(p, i)->kind != PROSE_WORD || !verb_finite(p->v[i].low);
}

bool govern_opens_clause(const struct prose *p, size_t i)
{
	static const char *const persons[] = { "he", "i", "she", "they", "we", "you" };
	const struct prose_token *t = govern_token(p, i);
	if (t->kind != PROSE_WORD || (!t->capital && !govern_in(t, GOVERN_SUBJECTS) && !str_ends(t->low, STR("s")) &&
	                              !(govern_token(p, i + 1)->kind == PROSE_WORD && verb_finite(p->v[i + 1].low))))
		return false;
	if (PROSE_IN(t, persons) && govern_token(p, i + 1)->kind == PROSE_WORD)
		return true;
	for (size_t k = i + 1; k < i + 7 && k < p->n; k++) {
		if (p->v[k].kind == PROSE_MARK && p->v[k].mark != '.')
			return false;
		if (p->v[k].kind == PROSE_WORD && (verb_finite(p->v[k].low) || (t->capital && verb_past(p->v[k].low))))
			return true;
	}
	return false;
}

bool govern_opens_verb(const struct prose *p, size_t i)
{
	const struct prose_token *t = govern_token(p, i);
	return t->kind == PROSE_WORD && !t->capital && (verb_finite(t->low) || verb_past(t->low));
}

size_t govern_back(const struct prose *p, size_t start, size_t i)
{
	while (i > start) {
		const struct prose_token *t = &p->v[--i];
		if (t->kind == PROSE_WORD)
			return govern_in(t, GOVERN_STOPS) ? SIZE_MAX : i;
		if (t->kind == PROSE_NUMBER || t->mark == '.') /* inside a sentence it ends an abbreviation */
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

size_t govern_before_auxiliaries(const struct cutting *c, bool *any)
{
	static const char *const being[] = { "are", "had", "has", "have", "is", "was", "were" };
	size_t j = c->k;
	*any = false;
	for (size_t n = 0; n < 4 && j > c->start; n++, j--) {
		const struct prose_token *t = &c->p->v[j];
		bool auxiliary = govern_in(t, GOVERN_AUXILIARIES);
		auxiliary = auxiliary || (prose_is(t, "to") && j > c->start && PROSE_IN(&c->p->v[j - 1], being)); /* "were to" */
		if (!auxiliary && !govern_adverb(t))
			break;
		*any = *any || auxiliary;
	}
	return j;
}

bool govern_set(const struct cutting *c, size_t from, size_t words, enum governor g, struct govern *out)
{
	*out = (struct govern){ .governor = g, .distance = (unsigned)words,
		.words = { c->p->v[from].span.start, c->p->v[c->cut - 1].span.end } };
	return true;
}

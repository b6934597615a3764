#include "text/attribution.h"

#include "text/frame.h"
#include "text/verb.h"

enum { PHRASE_MAX = 14, APPOSITION_MAX = 22 };

static const char *const auxiliaries[] = {
	"again", "already", "also", "always", "even", "first", "further", "had", "has", "have", "instead", "just",
	"later", "now", "often", "once", "recently", "repeatedly", "sometimes", "soon", "still", "then", "thus",
	"twice", "will", "would",
};
static const char *const passive[] = { "are", "be", "been", "being", "is", "was", "were" };
/* "kept warning", "began telling" */
static const char *const phases[] = { "began", "keep", "keeps", "kept", "started" };
/* Forms that are nouns as often as verbs: something quoted must follow. */
static const char *const nounish[] = {
	"advocate", "advocates", "answer", "answers", "applaud", "bellow", "bellows", "blame", "blog", "blogs",
	"boast", "boasts", "call", "calls", "caution", "cautions", "censure", "censures", "chant", "chants", "charge",
	"charged", "charges", "chuckle", "chuckles", "claim", "claims", "comment", "comments", "complain",
	"continued", "continues", "counter", "counters", "cry", "demand", "demanded", "demands", "email", "emails",
	"estimate", "estimates", "fear", "fears", "forecast", "forecasts", "gasp", "gasps", "giggle", "giggles",
	"groan", "groans", "growl", "growls", "grunt", "grunts", "guess", "hazard", "hazards", "held", "hint",
	"hints", "hold", "holds", "hope", "hopes", "joke", "jokes", "lament", "laments", "laugh", "murmur", "murmurs",
	"mutter", "note", "notes", "object", "objects", "order", "ordered", "orders", "plead", "pledge", "pledges",
	"post", "posts", "praise", "praises", "promise", "promises", "protest", "protests", "quaver", "quavers",
	"query", "question", "rail", "reason", "reasons", "rebuke", "rebukes", "record", "recorded", "records",
	"remark", "remarks", "repeat", "reply", "report", "reports", "reprimand", "reprimands", "retort", "retorts",
	"retweet", "retweets", "ridicule", "riposte", "ripostes", "roar", "roars", "scream", "screech", "screeches",
	"shout", "shouts", "shriek", "shrieks", "sigh", "sighs", "sing", "sneer", "sneers", "snort", "snorts", "sob",
	"sobs", "state", "states", "taunt", "taunts", "thunder", "tweet", "tweets", "vent", "vow", "vows", "wail",
	"wails", "whimper", "whimpers", "whine", "whines", "whisper", "wisecrack", "wisecracks", "worry",
};
static const char *const speech_nouns[] = {
	"accusation", "address", "admission", "announcement", "answer", "argument", "assertion", "assessment",
	"claim", "comment", "comments", "complaint", "declaration", "letter", "observation", "opinion", "phrase",
	"pledge", "promise", "proposal", "reaction", "remark", "remarks", "reply", "report", "response", "speech",
	"statement", "suggestion", "testimony", "view", "warning", "words",
};
static const char *const progressives[] = {
	"adding", "arguing", "asserting", "claiming", "complaining", "declaring", "hinting", "insisting", "noting",
	"predicting", "promising", "repeating", "reporting", "saying", "stating", "stressing", "suggesting", "telling",
	"threatening", "urging", "vowing", "warning", "writing",
};
static const char *const deny_forms[] = { "denied", "denies", "deny", "denying" };

static const struct prose_token *token(const struct prose *p, size_t i)
{
	static const struct prose_token none = { .kind = PROSE_MARK };
	return i < p->n ? &p->v[i] : &none;
}

/* "Dr.", "Gen.", "J.": the full stop belongs to the word before it. */
bool attribution_abbreviates(const struct prose *p, size_t i)
{
	return i > 0 && prose_mark(&p->v[i], '.') && !p->v[i].spaced && p->v[i - 1].capital &&
	       p->v[i - 1].low.len <= 4 && i + 1 < p->n && p->v[i + 1].capital && !p->v[i + 1].first;
}

bool attribution_adverb(const struct prose_token *t)
{
	static const char *const days[] = {
		"friday", "monday", "saturday", "sunday", "thursday", "today", "tonight", "tuesday", "wednesday", "yesterday",
	};
	return PROSE_IN(t, auxiliaries) || PROSE_IN(t, days) ||
	       (t->kind == PROSE_WORD && !t->capital && t->low.len > 4 && str_ends(t->low, STR("ly")));
}

static bool phrase_word(const struct prose_token *t)
{
	return t->kind == PROSE_WORD && !attribution_is(t, WORD_STOP) && (t->capital || !verb_finite(t->low));
}

/* "announced last week X said" */
static bool ends_time(const struct prose_token *t)
{
	static const char *const words[] = {
		"afternoon", "ago", "day", "evening", "month", "morning", "night", "quarter", "week", "weekend", "year",
	};
	return PROSE_IN(t, words);
}

/* A participle of a verb that reports: of those only a few stand before a name, "noted economist X". */
static bool acting(const struct prose_token *t)
{
	static const char *const adjectives[] = { "accused", "alleged", "announced", "charged", "condemned", "noted", "praised" };
	return t->kind == PROSE_WORD && !t->capital && verb_reports(t->low) && !PROSE_IN(t, adjectives) &&
	       (str_ends(t->low, STR("ing")) || str_ends(t->low, STR("ed")));
}

/* The phrase that ends before token `end`: its first token, or `end` when there is none. */
static size_t phrase_back(const struct prose *p, size_t floor, size_t end)
{
	size_t i = end;
	if (i == floor)
		return end;
	const struct prose_token *last = &p->v[i - 1];
	if (attribution_is(last, WORD_PRONOUN))
		return i - 1;
	if (last->kind == PROSE_WORD && last->capital) {
		while (i > floor && end - i < PHRASE_MAX && ((p->v[i - 1].kind == PROSE_WORD && p->v[i - 1].capital &&
		       !attribution_calendar(p, i - 1)) || attribution_abbreviates(p, i - 1) || prose_is(&p->v[i - 1], "of") ||
		       (prose_is(&p->v[i - 1], "and") && i > floor + 1 && p->v[i - 2].capital))) {
			i--;
			if (p->v[i].first)
				break;
		}
		while (i < end &&
		       (attribution_is(&p->v[i], WORD_JOINT) || p->v[i].kind == PROSE_MARK || attribution_is(&p->v[i], WORD_STOP)))
			i++;
	}
	/* common nouns before a name ("militia commander X"), or a phrase of common nouns, back to its determiner */
	size_t name = i;
	bool article = false;
	while (i > floor && end - i < PHRASE_MAX) {
		const struct prose_token *t = &p->v[i - 1];
		/* behind an article a word is a noun, whatever else it can be: "the head of" */
		bool noun = i - 1 > floor && t->kind == PROSE_WORD && attribution_is(&p->v[i - 2], WORD_DETERMINER);
		if (!noun && !phrase_word(t) && !attribution_abbreviates(p, i - 1))
			break;
		if (article && !attribution_is(t, WORD_JOINT))
			break;
		if (attribution_is(t, WORD_PRONOUN) || (t->capital && t->low.len > 0 && attribution_calendar(p, i - 1)))
			break;
		if (prose_is(t, "and") && i - 1 > floor && !p->v[i - 2].capital && p->v[i - 2].kind == PROSE_MARK)
			break;
		/* "after citing X", "has not responded to X": no noun before a name */
		if (!noun && name < end && (acting(t) || (i == name && ends_time(t))))
			break;
		article = attribution_is(t, WORD_DETERMINER);
		i--;
		if (article && !(i > floor && attribution_is(&p->v[i - 1], WORD_JOINT)))
			break;
	}
	if (i < end && attribution_is(&p->v[i], WORD_JOINT))
		i = name < end ? name : i + 1; /* "In Kabul X": the preposition is not the speaker's */
	return i;
}

/* Is the comma before token `end` the end of an apposition, "X, a teacher, said"? Its opening comma, or SIZE_MAX. */
static size_t apposition_back(const struct prose *p, size_t floor, size_t comma)
{
	for (size_t i = comma; i-- > floor && comma - i < APPOSITION_MAX;) {
		if (prose_mark(&p->v[i], ','))
			return i > floor && (p->v[i - 1].kind == PROSE_WORD || prose_mark(&p->v[i - 1], ')')) ? i : SIZE_MAX;
		if (p->v[i].kind == PROSE_MARK && !attribution_abbreviates(p, i) && !prose_mark(&p->v[i], '-') &&
		    !prose_mark(&p->v[i], '&'))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* "said the doctor placidly." */
static bool trailing_adverb(const struct prose *p, size_t i, size_t to)
{
	static const char *const nouns[] = { "ally", "assembly", "bully", "elderly", "family", "july", "only", "reply" };
	const struct prose_token *t = &p->v[i];
	return t->kind == PROSE_WORD && !t->capital && t->low.len > 4 && str_ends(t->low, STR("ly")) &&
	       !PROSE_IN(t, nouns) && (i + 1 >= to || p->v[i + 1].kind == PROSE_MARK || attribution_is(&p->v[i + 1], WORD_STOP));
}

/* "said the woman, struggling" */
static bool participle(const struct prose_token *t)
{
	return t->kind == PROSE_WORD && !t->capital && t->low.len > 5 && str_ends(t->low, STR("ing"));
}

/* The phrase that starts at token `from`: the token behind it. */
size_t attribution_phrase(const struct prose *p, size_t from, size_t to)
{
	static const char *const ends[] = {
		"about", "after", "as", "at", "because", "before", "during", "in", "last", "on", "that", "this",
		"to", "when", "while", "who", "with", "yesterday",
	};
	size_t i = from;
	bool apposed = false;
	if (attribution_is(token(p, i), WORD_PRONOUN))
		return i + 1;
	for (; i < to && i - from < PHRASE_MAX + (apposed ? APPOSITION_MAX : 0); i++) {
		const struct prose_token *t = &p->v[i];
		if (t->first && i > from)
			break;
		/* "said the bank's chief economist, Ann Lee" */
		bool named = i > from && !p->v[i - 1].capital && token(p, i + 1)->capital &&
		             !attribution_is(token(p, i + 1), WORD_CALENDAR);
		if (i > from && trailing_adverb(p, i, to))
			break;
		if (prose_mark(t, ',') && !apposed &&
		    (named || attribution_is(token(p, i + 1), WORD_DETERMINER) ||
		     (token(p, i + 1)->kind == PROSE_WORD && !token(p, i + 1)->capital &&
		      phrase_word(token(p, i + 1)) && !attribution_is(token(p, i + 1), WORD_JOINT) && !participle(token(p, i + 1)) &&
		      !attribution_is(token(p, i + 1), WORD_PRONOUN)))) {
			apposed = true;
			continue;
		}
		if (t->kind == PROSE_MARK && !attribution_abbreviates(p, i) && !prose_mark(t, '-') && !prose_mark(t, '/'))
			break;
		if (t->kind == PROSE_WORD && !t->capital &&
		    (!phrase_word(t) || (PROSE_IN(t, ends) && !apposed && i > from) || attribution_is(t, WORD_CALENDAR)))
			break;
		if (t->capital && attribution_calendar(p, i))
			break;
	}
	while (i > from + 1 && PROSE_IN(&p->v[i - 1], ends))
		i--;
	return i;
}

static bool quoted_follows(const struct prose *p, size_t i, size_t to)
{
	for (size_t k = i; k < to && k - i < 4; k++) {
		const struct prose_token *t = &p->v[k];
		if (prose_is(t, "that") || prose_mark(t, PROSE_OPEN) || prose_mark(t, ':') || prose_mark(t, 0x2018))
			return true;
		/* "said it was", but "proposed it." */
		bool subject = attribution_is(t, WORD_PRONOUN) && k + 1 < to && p->v[k + 1].kind == PROSE_WORD;
		if (prose_is(t, "how") || prose_is(t, "as") || subject)
			return true;
	}
	return false;
}

static bool negated_before(const struct prose *p, size_t from, size_t verb)
{
	for (size_t k = verb; k-- > from && verb - k < 4;) {
		if (prose_negates(&p->v[k]))
			return true;
		if (p->v[k].kind == PROSE_MARK)
			break;
	}
	return false;
}

/* "X, a teacher told us", "X, from the bank told us": the phrase found is an apposition whose second comma is missing.
 */
static size_t open_apposition(const struct prose *p, size_t floor, size_t from, size_t end)
{
	size_t comma = from;
	if (from < p->n && attribution_is(&p->v[from], WORD_PRONOUN)) /* "However, he added" */
		return from;
	while (comma > floor && ((attribution_is(&p->v[comma - 1], WORD_JOINT) && !prose_is(&p->v[comma - 1], "and")) ||
	                         attribution_is(&p->v[comma - 1], WORD_DETERMINER)))
		comma--;
	bool role = end > from && !p->v[end - 1].capital &&
	            p->v[end - 1].kind == PROSE_WORD; /* "Mr X, Lloyd's chief told us" */
	bool apposed = comma < from || role;
	if (!apposed || comma < floor + 2 || !prose_mark(&p->v[comma - 1], ',') || !p->v[comma - 2].capital)
		return from;
	size_t name = phrase_back(p, floor, comma - 1);
	return name < comma - 1 ? name : from;
}

/* "the Association (CEA) told": the token before a parenthesis that ends before `end`. */
static size_t parenthesis_back(const struct prose *p, size_t floor, size_t end)
{
	size_t i = end;
	if (end == floor || !prose_mark(&p->v[end - 1], ')'))
		return end;
	while (i > floor && !prose_mark(&p->v[i - 1], '(') && end - i < PHRASE_MAX)
		i--;
	return i > floor && prose_mark(&p->v[i - 1], '(') ? i - 1 : i;
}

/* "X and others raised doubts and hinted": the subject of a verb behind "and" is that of the first verb before it; with
 * another clause between, nobody's for certain. */
static size_t coordinated(const struct prose *p, size_t floor, size_t joint)
{
	size_t first = SIZE_MAX;
	for (size_t i = joint; i-- > floor;) {
		const struct prose_token *t = &p->v[i];
		if (t->kind == PROSE_MARK && !attribution_abbreviates(p, i) && !prose_mark(t, '-'))
			break;
		if (attribution_is(t, WORD_STOP))
			return SIZE_MAX;
		if (t->kind == PROSE_WORD && !t->capital &&
		    (verb_finite(t->low) || verb_past(t->low) || PROSE_IN(t, auxiliaries)))
			first = i;
	}
	return first;
}

/* "were openly telling", "kept warning": the first word of a verb that ends before token `end` in an -ing form. */
static size_t progressive(const struct prose *p, size_t floor, size_t verb)
{
	size_t end = verb;
	if (!str_ends(p->v[verb].low, STR("ing")))
		return SIZE_MAX;
	while (end > floor && attribution_adverb(&p->v[end - 1]))
		end--;
	while (end > floor && (PROSE_IN(&p->v[end - 1], passive) || PROSE_IN(&p->v[end - 1], phases)))
		end--;
	return end < verb && (PROSE_IN(&p->v[end], passive) || PROSE_IN(&p->v[end], phases)) ? end : SIZE_MAX;
}

bool attribution_subject(const struct prose *p, size_t floor, size_t end, struct attribution *out)
{
	if (end == floor)
		return false;
	out->to = end;
	if ((prose_mark(&p->v[end - 1], ',') || prose_mark(&p->v[end - 1], 0x2014)) && attribution_opening(p, floor, end, out))
		return true;
	if (prose_mark(&p->v[end - 1], ',')) {
		size_t open = apposition_back(p, floor, end - 1);
		if (open == SIZE_MAX)
			return false;
		out->to = parenthesis_back(p, floor, open);
		out->from = phrase_back(p, floor, out->to);
		if (out->from >= out->to)
			return false;
		/* "X, the head of Y, who …, said": the first of two appositions is not the speaker's name */
		out->from = open_apposition(p, floor, out->from, out->to);
		out->to = end;
		return true;
	}
	out->from = phrase_back(p, floor, end);
	out->from = attribution_place(p, floor, out->from, end);
	out->from = open_apposition(p, floor, out->from, end);
	if (out->from < end && prose_is(&p->v[out->from], "who")) {
		out->unclear = true;
		return true;
	}
	return out->from < end;
}

static bool subject_before(const struct prose *p, size_t floor, size_t verb, struct attribution *out)
{
	size_t end = progressive(p, floor, verb);
	end = end == SIZE_MAX ? verb : end;
	while (end > floor && attribution_adverb(&p->v[end - 1]))
		end--;
	end = attribution_medium(p, floor, end);
	if (end > floor && (prose_is(&p->v[end - 1], "and") || prose_is(&p->v[end - 1], "or"))) {
		size_t joint = end - 1;
		end = coordinated(p, floor, joint);
		while (end != SIZE_MAX && end > floor && attribution_adverb(&p->v[end - 1]))
			end--;
		if (end == SIZE_MAX || end == floor || p->v[end - 1].kind != PROSE_WORD) {
			size_t from, to;
			out->unclear = attribution_clause_subject(p, floor, joint, &from, &to) != 1;
			if (!out->unclear) { /* "Fanny struggled for speech, and said" */
				out->from = from;
				out->to = to;
			}
			return true;
		}
	}
	end = parenthesis_back(p, floor, end);
	if (end == floor)
		return false;
	if (PROSE_IN(&p->v[end - 1], passive) || prose_is(&p->v[end - 1], "to")) {
		/* "was told", "is said", "seem to be saying": no speaker for certain */
		out->unclear = true;
		return true;
	}
	if (prose_negates(&p->v[end - 1])) { /* "did not say" */
		out->denies = true;
		for (end--; end > floor && verb_finite(p->v[end - 1].low);)
			end--;
	}
	return attribution_subject(p, floor, end, out);
}

/* "…,” said X" */
static bool subject_behind(const struct prose *p, size_t floor, size_t verb, size_t to, struct attribution *out)
{
	if (verb == floor || p->v[verb - 1].kind != PROSE_MARK || prose_mark(&p->v[verb - 1], '-') ||
	    prose_mark(&p->v[verb - 1], ')'))
		return false;
	const struct prose_token *next = token(p, verb + 1);
	if (verb + 1 >= to || next->kind != PROSE_WORD || prose_is(next, "that") || prose_is(next, "it"))
		return false;
	/* "X, who …, said Friday that", "X, 81, said by telephone" */
	if (attribution_is(next, WORD_CALENDAR) || attribution_is(next, WORD_JOINT) || prose_is(next, "on") || prose_is(next, "during"))
		return false;
	if (!next->capital && !attribution_is(next, WORD_DETERMINER) && !attribution_is(next, WORD_PRONOUN) && !phrase_word(next))
		return false;
	out->from = verb + 1;
	out->to = attribution_phrase(p, verb + 1, to);
	out->inverted = true;
	if (out->to <= out->from)
		return false;
	/* "X, whose …, said the programme is": no speaker behind, "asked the crowd “…”": nor there */
	bool closed = prose_mark(&p->v[verb - 1], PROSE_CLOSE) || (verb > floor + 1 && prose_mark(&p->v[verb - 2], PROSE_CLOSE));
	const struct prose_token *end = token(p, out->to);
	return closed || !(verb_finite(end->low) || prose_mark(end, PROSE_OPEN) || prose_is(end, "that"));
}

/* "…,” X reports." */
static bool quoted_before(const struct prose *p, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k < 12;) {
		if (prose_mark(&p->v[k], PROSE_CLOSE))
			return true;
		if ((p->v[k].kind == PROSE_MARK && !attribution_abbreviates(p, k)) || p->v[k].first)
			return false;
	}
	return false;
}

/* "…,” returned X", "…,” X returned": behind a comma or a mark of exclamation that a quotation ends with, any past is a
 * verb of speech. */
static bool is_tag(const struct prose *p, size_t i)
{
	static const char *const others[] = { "began", "broke", "came", "cut", "put", "ran", "sang", "spoke", "swore", "went" };
	size_t close = i;
	bool past = (verb_past(p->v[i].low) && !str_is(p->v[i].low, "based") && !str_is(p->v[i].low, "entitled")) ||
	            PROSE_IN(&p->v[i], others);
	if (!past || i < 2)
		return false;
	while (close > 1 && i - close < 5 && (p->v[close - 1].kind == PROSE_WORD || attribution_abbreviates(p, close - 1)))
		close--;
	bool subject = close < i;
	if (subject && !(p->v[close].capital || attribution_is(&p->v[close], WORD_PRONOUN) || attribution_is(&p->v[close], WORD_DETERMINER)))
		return false;
	if (!prose_mark(&p->v[close - 1], PROSE_CLOSE))
		return false;
	const struct prose_token *last = &p->v[close - 2], *next = token(p, i + 1);
	if (subject)
		return prose_mark(last, ',');
	return (prose_mark(last, ',') || prose_mark(last, '?') || prose_mark(last, '!')) && next->kind == PROSE_WORD &&
	       (next->capital || attribution_is(next, WORD_DETERMINER) || attribution_is(next, WORD_PRONOUN));
}

static bool is_reporting(const struct prose *p, size_t i, size_t to)
{
	const struct prose_token *t = &p->v[i], *before = i > 0 ? &p->v[i - 1] : token(p, p->n);
	if (t->kind != PROSE_WORD || t->capital || t->possessive)
		return false;
	if (is_tag(p, i))
		return true;
	if (prose_is(t, "made")) { /* "made it very clear that" */
		for (size_t k = i + 1; k < to && k < i + 5; k++) {
			if (prose_is(&p->v[k], "clear") || prose_is(&p->v[k], "plain"))
				return true;
		}
		return false;
	}
	if (t->low.len > 5 && str_ends(t->low, STR("ing")))
		return progressive(p, 0, i) != SIZE_MAX && PROSE_IN(t, progressives) && quoted_follows(p, i + 1, to);
	if (!verb_reports(t->low) || (prose_is(t, "thanks") && prose_is(token(p, i + 1), "to")))
		return false;
	if (attribution_is(before, WORD_DETERMINER) || prose_is(before, "of") || prose_is(before, "to") ||
	    prose_mark(before, '-') || (before->possessive && !attribution_is(before, WORD_PRONOUN)))
		return false;
	return !PROSE_IN(t, nounish) || quoted_follows(p, i + 1, to) || (before->capital && quoted_before(p, i));
}

static bool according_to(const struct prose *p, size_t i, size_t to, struct attribution *out)
{
	bool according = prose_is(&p->v[i], "according") && prose_is(token(p, i + 1), "to");
	bool words = prose_is(&p->v[i], "words") && prose_is(token(p, i + 1), "of"); /* "in the words of X" */
	if ((!according && !words) || i + 2 >= to)
		return false;
	*out = (struct attribution){ .verb = i, .from = i + 2, .according = true, .clause = true };
	out->to = attribution_phrase(p, i + 2, to);
	return out->to > out->from;
}

/* "called X's remarks “…”", "before X's speech titled “…”": of X's words nothing is given. */
static bool is_object(const struct prose *p, size_t floor, size_t from, size_t noun, size_t to)
{
	static const char *const titles[] = { "called", "entitled", "headlined", "titled" };
	const struct prose_token *next = noun + 1 < to ? &p->v[noun + 1] : token(p, p->n);
	if (PROSE_IN(next, titles))
		return true;
	if (from == floor || prose_is(next, "that") || prose_mark(next, ':') || prose_mark(next, PROSE_OPEN))
		return false;
	const struct prose_token *verb = &p->v[from - 1];
	return verb->kind == PROSE_WORD && !verb->capital &&
	       (verb_past(verb->low) || verb_reports(verb->low) || str_ends(verb->low, STR("ing")));
}

/* "X's statement that …" */
static bool speech_noun(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out)
{
	if (!p->v[i].possessive)
		return false;
	for (size_t k = i + 1; k < to && k < i + 5; k++) {
		if (p->v[k].kind == PROSE_MARK)
			break;
		if (!PROSE_IN(&p->v[k], speech_nouns))
			continue;
		*out = (struct attribution){ .verb = k, .to = i + 1, .noun = true, .clause = quoted_follows(p, k + 1, to) };
		out->from = phrase_back(p, floor, i + 1);
		while (out->from < i && str_ends(p->v[out->from].low, STR("ing")) && !p->v[out->from].capital)
			out->from++;
		return out->from <= i && !is_object(p, floor, out->from, k, to);
	}
	return false;
}

/* Behind a closing quotation mark the speaker follows the verb; behind a bare comma an apposition may have ended. */
static bool find_subject(const struct prose *p, size_t from, size_t verb, size_t to, struct attribution *out)
{
	bool comma = verb > from && prose_mark(&p->v[verb - 1], ',');
	bool closed = verb > from && (prose_mark(&p->v[verb - 1], PROSE_CLOSE) ||
	                              (comma && verb > from + 1 && prose_mark(&p->v[verb - 2], PROSE_CLOSE)));
	if (comma && !closed && subject_before(p, from, verb, out))
		return true;
	return subject_behind(p, from, verb, to, out) || subject_before(p, from, verb, out);
}

/* "X celebrated, declaring it “…”": the participle's subject is that of its clause, where the sentence opens with it. */
static bool main_subject(const struct prose *p, size_t floor, size_t verb, size_t to, struct attribution *out)
{
	size_t from = floor, end = floor;
	if (verb < floor + 3 || !prose_mark(&p->v[verb - 1], ',') || !quoted_follows(p, verb + 1, to) ||
	    attribution_clause_subject(p, floor, verb - 1, &from, &end) == 0)
		return false;
	*out = (struct attribution){ .verb = verb, .from = from, .to = end, .clause = true };
	return true;
}

/* "told reporters the pumps were off" */
static bool told_someone(const struct prose *p, size_t i, size_t to)
{
	static const char *const hearers[] = {
		"colleagues", "delegates", "guests", "her", "him", "journalists", "lawmakers", "listeners", "me", "newsmen", "officials",
		"police", "reporters", "students", "supporters", "them", "us", "viewers", "voters", "workers",
	};
	if (!prose_is(&p->v[i], "told") && !prose_is(&p->v[i], "tells"))
		return false;
	for (size_t k = i + 1; k < to && k < i + 4; k++) {
		if (PROSE_IN(&p->v[k], hearers) || (p->v[k].kind == PROSE_WORD && p->v[k].capital && !p->v[k].possessive))
			return true;
	}
	return false;
}

/* "with Ruth Calloway stating" */
static bool with_name(const struct prose *p, size_t floor, size_t verb, struct attribution *out)
{
	size_t from = verb;
	while (from > floor && ((p->v[from - 1].kind == PROSE_WORD && p->v[from - 1].capital) || attribution_abbreviates(p, from - 1)))
		from--;
	if (from == verb || from == floor || !prose_is(&p->v[from - 1], "with"))
		return false;
	*out = (struct attribution){ .verb = verb, .from = from, .to = verb, .clause = true };
	return true;
}

size_t attributions_read(const struct prose *p, size_t from, size_t to, struct attribution *out, size_t max)
{
	size_t n = 0;
	for (size_t i = from; i < to && n < max; i++) {
		struct attribution a = { .verb = i };
		if (according_to(p, i, to, &a) || speech_noun(p, from, i, to, &a)) {
			out[n++] = a;
			continue;
		}
		if (frame_read(p, from, i, to, &a)) {
			i = a.verb;
			out[n++] = a;
			continue;
		}
		a = (struct attribution){ .verb = i };
		bool loose = prose_is(&p->v[i], "saying") || prose_is(&p->v[i], "adding");
		bool saying = p->v[i].kind == PROSE_WORD && str_ends(p->v[i].low, STR("ing")) && progressive(p, from, i) == SIZE_MAX;
		if (saying && (loose || verb_reports(p->v[i].low)) && main_subject(p, from, i, to, &a)) {
			out[n++] = a;
			continue;
		}
		if (saying && verb_reports(p->v[i].low) && with_name(p, from, i, &a)) {
			out[n++] = a;
			continue;
		}
		if (saying && loose) {
			out[n++] = (struct attribution){ .verb = i, .unclear = true, .clause = true };
			continue;
		}
		if (!is_reporting(p, i, to))
			continue;
		a.denies = PROSE_IN(&p->v[i], deny_forms) || negated_before(p, from, i);
		a.clause = quoted_follows(p, i + 1, to) || told_someone(p, i, to) || prose_is(&p->v[i], "said") || prose_is(&p->v[i], "says");
		if (find_subject(p, from, i, to, &a))
			out[n++] = a;
	}
	return n;
}

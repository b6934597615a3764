/* Whom "he" or "she" means that says something: who spoke last, unless another one has become the subject since. */
#include "text/given.h"
#include "text/namelist.h"
#include "text/speech_part.h"
#include "text/verb.h"

enum { NARRATED = 4, SENTENCES = 10 };

/* "Dame Ruth Calloway", "Dennis Okafor": by title or given name. The bearer of "Calloway's cousin Dennis" is Dennis. */
static enum gender phrase_gender(const struct prose *p, size_t from, size_t to)
{
	static const char *const joints[] = { "at", "for", "from", "in", "of", "who", "with" };
	enum gender found = GENDER_OPEN;
	for (size_t i = from; i < to; i++) {
		const struct prose_token *t = &p->v[i];
		if (t->possessive) {
			found = GENDER_OPEN;
			continue;
		}
		if (prose_mark(t, ',') || PROSE_IN(t, joints))
			break;
		if (t->kind != PROSE_WORD || found != GENDER_OPEN)
			continue;
		/* "James said" may be anybody's surname */
		bool titled = t->capital && i + 1 < to && (p->v[i + 1].capital || prose_mark(&p->v[i + 1], '.'));
		if (titled || !t->capital)
			found = given_gender(t->low);
	}
	return found;
}

/* Of the bearer of a name of one word: by what stands before it elsewhere ("Mrs. Bennet"), or by itself where nothing
 * ever does ("Elizabeth"). */
static enum gender bearer_gender(const struct prose *p, struct str low)
{
	bool alone = true;
	for (size_t i = 1; i < p->n; i++) {
		if (!p->v[i].capital || !str_eq(p->v[i].low, low))
			continue;
		size_t k = i > 1 && attribution_abbreviates(p, i - 1) ? i - 2 : i - 1;
		if (p->v[k].kind != PROSE_WORD || !p->v[k].capital || p->v[k].possessive || (k + 1 == i && p->v[i].first))
			continue;
		enum gender g = given_gender(p->v[k].low);
		if (g != GENDER_OPEN)
			return g;
		alone = false;
	}
	return alone ? given_gender(low) : GENDER_OPEN;
}

static bool can_mean(const struct prose *p, size_t pronoun, size_t from, size_t to)
{
	enum gender g = phrase_gender(p, from, to);
	if (g == GENDER_OPEN && to > from && p->v[to - 1].capital && (to == from + 1 || prose_mark(&p->v[to - 2], '.')))
		g = bearer_gender(p, p->v[to - 1].low);
	return g == GENDER_OPEN || (g == GENDER_WOMAN) == prose_is(&p->v[pronoun], "she");
}

static bool is_verb(const struct prose *p, size_t i, size_t to)
{
	while (i < to && attribution_adverb(&p->v[i]) && p->v[i].kind == PROSE_WORD)
		i++;
	return i < to && p->v[i].kind == PROSE_WORD && !p->v[i].capital &&
	       (verb_finite(p->v[i].low) || verb_past(p->v[i].low) || verb_reports(p->v[i].low));
}

/* The capital of a sentence's first word says little: it is a name where the text writes it so elsewhere. */
bool speech_is_name(const struct prose *p, size_t at)
{
	static const char *const others[] = {
		"another", "anybody", "anyone", "anything", "both", "either", "elsewhere", "everybody", "everyone", "few", "further",
		"nearly", "neither", "nobody", "none", "nothing", "one", "other", "people", "somebody", "someone", "something", "there",
	};
	const struct prose_token *name = &p->v[at];
	if (given_gender(name->low) != GENDER_OPEN || name->capitals)
		return true;
	/* "Having announced", "Pollsters agree": not for certain a name; "Whitmore told" is one */
	bool common = name->low.len < 4 || str_ends(name->low, STR("ing")) || str_ends(name->low, STR("ly")) ||
	              str_ends(name->low, STR("s")) || str_ends(name->low, STR("ed")) || PROSE_IN(name, others) ||
	              attribution_is(name, WORD_STOP) || attribution_is(name, WORD_DETERMINER) ||
	              attribution_is(name, WORD_JOINT) || attribution_is(name, WORD_CALENDAR);
	if (!common)
		return true;
	for (size_t i = 0; i < p->n; i++) {
		const struct prose_token *t = &p->v[i];
		if (i != at && t->kind == PROSE_WORD && t->capital && !t->first && str_eq(t->low, name->low) &&
		    !(i > 0 && prose_mark(&p->v[i - 1], PROSE_OPEN)))
			return true;
	}
	return false;
}

/* The token behind a name of words with capitals, initials and abbreviations ("Mr.", "Donald J.") that starts at `i`. */
static size_t name_end(const struct prose *p, size_t i, size_t to)
{
	size_t end = i;
	while (end < to && p->v[end].kind == PROSE_WORD && p->v[end].capital && !p->v[end].possessive) {
		bool stop = end + 2 < to && prose_mark(&p->v[end + 1], '.') && !p->v[end + 1].spaced &&
		            p->v[end].low.len <= 4 && p->v[end + 2].capital;
		end += stop ? 2 : 1;
	}
	return end;
}

/* The name that a sentence opens with as its subject: "But Dennis Okafor went home." */
static bool subject_name(const struct prose *p, struct range s, size_t *from, size_t *to)
{
	static const char *const openers[] = { "after", "although", "and", "as", "because", "before", "but", "however", "if",
		"later", "meanwhile", "once", "since", "so", "still", "then", "though", "when", "while", "yet" };
	size_t i = s.from, end;
	while (i < s.to && (p->v[i].kind != PROSE_WORD || PROSE_IN(&p->v[i], openers)))
		i++;
	end = name_end(p, i, s.to);
	if (end == i || end - i > 8 || p->v[i].quoted || speech_is_pronoun(&p->v[i]))
		return false;
	bool given = given_gender(p->v[i].low) != GENDER_OPEN;
	if (end - i == 1 && ((p->v[i].first && !speech_is_name(p, i)) || name_is_known(p->v[i].low)))
		return false;
	*from = i;
	*to = end;
	bool comma = end < s.to && prose_mark(&p->v[end], ',') && end + 1 < s.to && !speech_is_pronoun(&p->v[end + 1]);
	bool relative = end < s.to && prose_is(&p->v[end], "who");
	return is_verb(p, end, s.to) || relative || ((end - i > 1 || !p->v[i].first || given) && comma);
}

/* The last one in the sentence before token `before` to whom words are given. */
static bool last_speaker(const struct prose *p, struct range s, size_t pronoun, struct attribution *out)
{
	struct attribution list[ATTRIBUTIONS];
	size_t n = attributions_read(p, s.from, s.to, list, ATTRIBUTIONS);
	while (n-- > 0) {
		const struct attribution *a = &list[n];
		if (p->v[a->verb].quoted || a->unclear || a->verb >= pronoun || a->from >= a->to)
			continue;
		/* "She acknowledges …": a pronoun again; whom it means stands further back */
		if (speech_is_pronoun(&p->v[a->from]) || !speech_has_name(p, a->from, a->to) ||
		    !can_mean(p, pronoun, a->from, a->to) || p->v[a->to - 1].possessive)
			continue;
		*out = *a;
		return true;
	}
	return false;
}

/* Two names for one person: the last words agree. */
static bool same_end(const struct prose *p, size_t from, size_t to, const struct attribution *a)
{
	for (size_t i = a->from; i < a->to; i++) {
		for (size_t k = from; k < to; k++) {
			if (p->v[i].capital && str_eq(p->v[i].low, p->v[k].low))
				return true;
		}
	}
	return false;
}

void speech_resolve(const struct prose *p, struct speech *out)
{
	size_t pronoun = prose_at(p, out->words.start), narrated = 0;
	struct range s = speech_sentence(p, pronoun);
	for (int k = 0; k < SENTENCES && narrated < NARRATED; k++) {
		struct attribution a;
		size_t from, to;
		bool speaker = last_speaker(p, s, pronoun, &a);
		bool subject = subject_name(p, s, &from, &to) && to <= pronoun && can_mean(p, pronoun, from, to);
		if (speaker && subject && !same_end(p, from, to, &a))
			return; /* either */
		if (speaker) {
			out->meant = speech_words(p, &a);
			out->meant_speaks = a.clause;
			return;
		}
		if (subject) {
			out->meant = (struct span){ p->v[from].span.start, p->v[to - 1].span.end };
			return;
		}
		if (s.from == 0)
			return;
		narrated += !p->v[s.from].quoted && !prose_mark(&p->v[s.from], PROSE_OPEN);
		s = speech_sentence(p, s.from - 1);
	}
}

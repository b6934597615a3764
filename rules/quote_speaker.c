/* quote-speaker: the claim gives the words to somebody else than the source does. */
#include "lint/rule.h"
#include "lint/surround_facts.h"
#include "lint/words.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct speaker_fact *s = ev->surround ? &ev->surround->speaker : NULL;
	bool in_text = s && s->in_text.end > s->in_text.start;
	const struct field *field = in_text ? &c->claim->text : &c->claim->speaker;
	struct span at = in_text ? s->in_text : (struct span){ 0, field->value.len };
	struct finding *f;

	(void)run;
	if (!s || !s->claimed || s->relation != SPEECH_OTHER)
		return 0;
	if (s->kind == SPEAKER_AUTHOR)
		f = report_at_evidence(r, c, ev, field, at, "\"" STR_FMT "\" does not say this in the source: its author does",
		                       STR_ARG(words_short(reporter_arena(r), s->name, 60)));
	else if (s->kind == SPEAKER_PRONOUN || s->kind == SPEAKER_NARRATOR)
		f = report_at_evidence(r, c, ev, field, at, "the source gives these words to somebody else than \"" STR_FMT "\"",
		                       STR_ARG(words_short(reporter_arena(r), s->name, 60)));
	else
		f = report_at_evidence(r, c, ev, field, at, "the source gives these words to \"" STR_FMT "\"",
		                       STR_ARG(words_short(reporter_arena(r), s->source, 80)));
	if (!f)
		return CC_ENOMEM;
	return finding_related(r, f, &s->place, s->kind == SPEAKER_AUTHOR ? "nobody is quoted here" : "who speaks");
}

const struct rule rule_quote_speaker = {
	.name = "quote-speaker",
	.level = LEVEL_WARNING,
	.summary = "the claim says X said it; the source gives the words to Y",
	.explain = "The claim names a speaker, in `speaker:` or in its own prose (\"X said …\", \"according to X …\"), and the "
	           "source gives the quoted words to another one. Reported speech of the source is read: who says what, before "
	           "and behind the words, inverted, with a colon, in the passive (\"was quoted as saying\"), over sentences and "
	           "paragraphs, in transcripts (\"SMITH: ...\"), with pronouns. Where nobody else speaks, the author does.\n\n"
	           "A part of a name agrees with the whole, a role with its holder when the source equates them. A pronoun "
	           "means whoever spoke or acted last, and no man where it is \"she\". Where the source leaves open who speaks (a "
	           "dialogue without names, an interview in the first person, a name inside a quotation), nothing is reported.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: dam\n"
	       "    claim: Mayor Osei warned of the dam.\n"
	       "    speaker: Adwoa Osei\n"
	       "    source: gazette\n"
	       "    quote: the dam will not stand another spring\n"
	       "=== corpus/gazette.txt\n"
	       "Adwoa Osei opened the meeting. “We think the dam will not stand another spring,” said Piet Lind, an engineer.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: dam\n"
	        "    claim: An engineer warned of the dam.\n"
	        "    speaker: Piet Lind\n"
	        "    source: gazette\n"
	        "    quote: the dam will not stand another spring\n"
	        "=== corpus/gazette.txt\n"
	        "Adwoa Osei opened the meeting. “We think the dam will not stand another spring,” said Piet Lind, an engineer.\n",
	.check_evidence = check,
};

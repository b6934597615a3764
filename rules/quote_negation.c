/* quote-negation: a cut removes what governs the quoted words. */
#include "lint/rule.h"
#include "lint/surround_facts.h"
#include "lint/words.h"

static const struct rule_key keys[] = {
	{ .name = "window", .min = 0, .max = 12, .standard = 6,
	  .help = "how many words may stand between a negation and the cut", .stricter = 1 },
	{ 0 },
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The n-th ellipsis of the quote, from 1; empty when it has fewer. */
static struct span find_ellipsis(struct str q, size_t n)
{
	for (size_t at = 0; at < q.len; at++) {
		size_t end = at;
		if (str_starts(str_slice(q, at, q.len), STR("…")))
			end = at + sizeof "…" - 1;
		else if (str_starts(str_slice(q, at, q.len), STR("...")))
			end = at + 3;
		else if (str_starts(str_slice(q, at, q.len), STR(". . .")))
			end = at + 5;
		if (end == at)
			continue;
		if (--n == 0)
			return (struct span){ at, end };
		at = end - 1;
	}
	return (struct span){ 0, 0 };
}

static struct span first_word(struct str q)
{
	size_t start = 0, end;
	while (start < q.len && is_space(q.ptr[start]))
		start++;
	for (end = start; end < q.len && !is_space(q.ptr[end]);)
		end++;
	return (struct span){ start, end };
}

static struct span last_word(struct str q)
{
	size_t end = q.len, start;
	while (end > 0 && is_space(q.ptr[end - 1]))
		end--;
	for (start = end; start > 0 && !is_space(q.ptr[start - 1]);)
		start--;
	return (struct span){ start, end };
}

/* Where the quote was cut; parts of the match count the source's own ellipses out. */
static struct span cut_place(struct str q, const struct cut_fact *cut, bool before)
{
	struct span at = { 0, 0 };
	if (cut->end == CUT_ELLIPSIS)
		at = find_ellipsis(q, before ? cut->part : cut->part + 1);
	if (at.end > at.start)
		return at;
	return cut->end == CUT_LEADING ? first_word(q) : last_word(q);
}

static int report(struct reporter *r, const struct claim_facts *c, const struct evidence_facts *ev,
                  const struct cut_fact *cut)
{
	const struct field *words = &ev->evidence->quote;
	bool limiter = cut->governor == GOVERNOR_LIMITER;
	struct span at = cut_place(words->value, cut, !limiter);
	struct finding *f = report_at_evidence(r, c, ev, words, at, "the cut leaves out %s: \"" STR_FMT "\"",
	                                       governor_name(cut->governor),
	                                       STR_ARG(words_short(reporter_arena(r), cut->words, 60)));

	if (!f || finding_related(r, f, &cut->place, limiter ? "the source goes on" : "left out") < 0)
		return CC_ENOMEM;
	return finding_help(r, f, limiter ? "quote on to the end of the sentence" : "quote the words before, or say it in the claim");
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	long window = rule_setting_of(r, "window", c->file);

	(void)run;
	if (!ev->surround || ev->state != EVIDENCE_DECIDED)
		return 0;
	for (size_t i = 0; i < ev->surround->n_cuts; i++) {
		if ((long)ev->surround->cuts[i].distance <= window)
			return report(r, c, ev, &ev->surround->cuts[i]); /* one finding a quote */
	}
	return 0;
}

const struct rule rule_quote_negation = {
	.name = "quote-negation",
	.level = LEVEL_WARNING,
	.summary = "a cut or an ellipsis that removes the negation, hedge or condition of the quoted words",
	.explain = "The words stand in the source, but the quote leaves out what governs them there: a negation or denial (\"It is "
	           "not even clear that …\", \"denied that …\"), a hedge (\"it is possible that …\"), a condition (\"if …\"), or, "
	           "behind the words, a limiter (\"unless …\", \"except …\", \"but …\") when the quote does not end at a sentence.\n\n"
	           "\"not only … but\" limits nothing, and \"X says that …\" is no hedge. A claim that speaks of the negation "
	           "itself raises nothing. `quote-negation: {window: N}` sets how many words may stand between.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: ferry\n"
	       "    claim: The ferry sank because of the ice.\n"
	       "    source: inquiry\n"
	       "    quote: the ice had broken her hull\n"
	       "=== corpus/inquiry.txt\n"
	       "It is not even clear that the ice had broken her hull. The pumps had failed before.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: ferry\n"
	        "    claim: The inquiry left open whether the ice sank the ferry.\n"
	        "    source: inquiry\n"
	        "    quote: It is not even clear that the ice had broken her hull.\n"
	        "=== corpus/inquiry.txt\n"
	        "It is not even clear that the ice had broken her hull. The pumps had failed before.\n",
	.keys = keys,
	.check_evidence = check,
};

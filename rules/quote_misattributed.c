/* quote-misattributed: words of another source than the cited one. */
#include "lint/difference.h"
#include "lint/history.h"
#include "lint/rule.h"
#include "lint/words.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct evidence *e = ev->evidence;
	const struct field *words = e->translated && e->original.set ? &e->original : &e->quote;
	struct arena *a = reporter_arena(r);
	struct finding *f;
	struct str id, text;

	if (ev->state != EVIDENCE_DECIDED || ev->match.verdict != VERDICT_ELSEWHERE || ev->other_source == SIZE_MAX)
		return 0;
	id = corpus_source(run->corpus, ev->other_source)->id;
	f = report_at_evidence(r, c, ev, ev->cited, (struct span){ 0, ev->cited->value.len },
	                       "the words stand in '" STR_FMT "', not in '" STR_FMT "'%s", STR_ARG(id),
	                       STR_ARG(ev->cited->value), ev->other.verdict == VERDICT_ALTERED ? ", and with differences" : "");
	if (!f || finding_related(r, f, &ev->other_place, "the words in '" STR_FMT "'", STR_ARG(id)) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; ev->other.verdict == VERDICT_ALTERED && i < ev->other.n_diffs && i < 4; i++) {
		struct str diff = difference_words(a, &ev->other.diffs[i], words->value, ev->diff_source[i]);
		if (!diff.ptr || finding_related(r, f, &ev->diff_place[i], "the quote " STR_FMT, STR_ARG(diff)) < 0)
			return CC_ENOMEM;
	}
	if (ev->history && finding_related(r, f, &ev->history->place, "the words " STR_FMT,
	                                   STR_ARG(history_words(a, ev->history))) < 0)
		return CC_ENOMEM;
	text = words_for_field(a, run->files[c->file].file, ev->cited, id);
	if (!text.ptr)
		return 0;
	if (ev->history && ev->history->moved)
		return finding_fix(r, f, true, &f->at, text, "cite '" STR_FMT "', where the words have moved", STR_ARG(id));
	return finding_fix(r, f, false, &f->at, text, "cite '" STR_FMT "'", STR_ARG(id));
}

const struct rule rule_quote_misattributed = {
	.name = "quote-misattributed",
	.level = LEVEL_ERROR,
	.summary = "words of another source than the cited one",
	.explain = "The quoted words are not in the cited source and stand in another document of the corpus, in the same words "
	           "or nearly so. The finding points at the source's id, the first related place at the words where they are.\n\n"
	           "Where the history of the cited source's file in git shows that the words stood there once, and the other "
	           "source did not have them then, they have moved: that fix is safe, `--fix` applies it.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: lamp, claim: The lamp failed., source: keeper, quote: the lamp failed twice before dawn}\n"
	       "=== corpus/keeper.txt\n"
	       "A quiet night. Oil is low and the relief is late again.\n"
	       "=== corpus/pilot.txt\n"
	       "We saw that the lamp failed twice before dawn.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: lamp, claim: The lamp failed., source: pilot, quote: the lamp failed twice before dawn}\n"
	        "=== corpus/keeper.txt\n"
	        "A quiet night. Oil is low and the relief is late again.\n"
	        "=== corpus/pilot.txt\n"
	        "We saw that the lamp failed twice before dawn.\n",
	.check_evidence = check,
};

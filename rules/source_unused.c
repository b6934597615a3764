/* source-unused: a corpus entry that no claim cites. */
#include "lint/rule.h"

static int check(struct reporter *r, const struct run *run, size_t source)
{
	const struct source *s = corpus_source(run->corpus, source);
	struct place at;

	if (run->sources[source].cited)
		return 0;
	if (place_of_value(reporter_arena(r), s, &s->record.id, &at) < 0)
		return CC_ENOMEM;
	return report_at_place(r, &at, "no claim cites '" STR_FMT "'", STR_ARG(s->id)) ? 0 : CC_ENOMEM;
}

const struct rule rule_source_unused = {
	.name = "source-unused",
	.level = LEVEL_OFF,
	.effect = EFFECT_NONE,
	.every_claim = true,
	.summary = "a corpus entry that no claim cites",
	.explain = "The corpus holds a source that none of the claims of this run cites. Off by default, since most corpora are "
	           "larger than what is cited; `--only source-unused` lists them.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: tide, claim: The tide was low., source: pilot, quote: the tide was low at noon}\n"
	       "=== corpus/pilot.txt\n"
	       "We came in late, for the tide was low at noon.\n"
	       "=== corpus/chart.txt\n"
	       "Soundings in fathoms.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: tide, claim: The tide was low., source: pilot, quote: the tide was low at noon}\n"
	        "=== corpus/pilot.txt\n"
	        "We came in late, for the tide was low at noon.\n",
	.check_source = check,
};

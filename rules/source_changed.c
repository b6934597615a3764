/* source-changed: a source that differs from its recorded sha256. */
#include "lint/history.h"
#include "lint/rule.h"

static int check(struct reporter *r, const struct run *run, size_t source)
{
	const struct source_facts *sf = &run->sources[source];
	const struct source *s = corpus_source(run->corpus, source);
	struct finding *f;
	struct place at;

	if (!sf->changed)
		return 0;
	if (place_of_value(reporter_arena(r), s, &s->record.sha256, &at) < 0)
		return CC_ENOMEM;
	f = report_at_place(r, &at, "the file of '" STR_FMT "' is not the one that was recorded: its sha256 is now " STR_FMT,
	                    STR_ARG(s->id), STR_ARG(sf->sha256));
	if (!f)
		return CC_ENOMEM;
	if (!sf->history)
		return finding_help(r, f, "look at what changed; where the quotes still stand, record the new sum");
	if (finding_related(r, f, &sf->history->place, "the file that was recorded " STR_FMT,
	                    STR_ARG(history_words(reporter_arena(r), sf->history))) < 0)
		return CC_ENOMEM;
	return finding_help(r, f, "see what changed with `git diff " STR_FMT " -- " STR_FMT "`; record the new sum where the "
	                    "quotes still stand, or pin the old file with `rev: " STR_FMT "`",
	                    STR_ARG(str_slice(sf->history->place.rev, 0, 10)), STR_ARG(s->path),
	                    STR_ARG(str_slice(sf->history->place.rev, 0, 10)));
}

const struct rule rule_source_changed = {
	.name = "source-changed",
	.level = LEVEL_ERROR,
	.effect = EFFECT_NONE,
	.summary = "a source that differs from its recorded sha256",
	.explain = "The record of a source pins its bytes with `sha256`, and the file has others. Somebody has replaced or "
	           "edited the document since the claims were checked against it.\n\n"
	           "Where the recorded bytes are in the history of the file's git repository, a related place tells until which "
	           "commit the file was the one recorded; `rev:` on the record pins that one.\n\n"
	           "Claims whose quotes still stand stay supported. `sha256sum FILE` prints the sum to record.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: toll, claim: The toll was halved., source: decree, quote: the toll shall be halved}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - id: decree\n"
	       "    file: corpus/decree.txt\n"
	       "    sha256: 0000000000000000000000000000000000000000000000000000000000000000\n"
	       "=== corpus/decree.txt\n"
	       "From this day the toll shall be halved.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: toll, claim: The toll was halved., source: decree, quote: the toll shall be halved}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - id: decree\n"
	        "    file: corpus/decree.txt\n"
	        "    sha256: 7febcfbd85baa02cb0368882e60c79f7a2d5891da825308093dac3693082f0fb\n"
	        "=== corpus/decree.txt\n"
	        "From this day the toll shall be halved.\n",
	.check_source = check,
};

/* quote-locator: the words stand on another page, paragraph or line. */
#include "lint/locator.h"
#include "lint/rule.h"
#include "lint/words.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *at = &ev->evidence->locator;
	struct arena *a = reporter_arena(r);
	struct locator l;
	struct finding *f;
	struct place place;

	if (ev->state != EVIDENCE_DECIDED || ev->locator != LOCATOR_WRONG || ev->match.verdict == VERDICT_ELSEWHERE)
		return 0;
	l = locator_parse(at->value);
	if (ev->locator_page.len)
		f = report_at_evidence(r, c, ev, at, (struct span){ 0, at->value.len },
		                       "the words stand at " STR_FMT STR_FMT ", which is page " STR_FMT " of the file",
		                       STR_ARG(str_slice(at->value, 0, l.number.start)), STR_ARG(ev->locator_actual),
		                       STR_ARG(ev->locator_page));
	else if (ev->locator_actual.len)
		f = report_at_evidence(r, c, ev, at, (struct span){ 0, at->value.len },
		                       "the words stand at " STR_FMT STR_FMT, STR_ARG(str_slice(at->value, 0, l.number.start)),
		                       STR_ARG(ev->locator_actual));
	else
		f = report_at_evidence(r, c, ev, at, (struct span){ 0, at->value.len }, "the words stand elsewhere in the source");
	if (!f || (ev->has_place && finding_related(r, f, &ev->place, "the words") < 0))
		return CC_ENOMEM;
	if (ev->locator_actual.len == 0 || !at->exact ||
	    place_in_file(a, run->files[c->file].file, field_place(at, l.number), &place) < 0)
		return 0;
	return finding_fix(r, f, true, &place, ev->locator_actual, "write " STR_FMT, STR_ARG(ev->locator_actual));
}

const struct rule rule_quote_locator = {
	.name = "quote-locator",
	.level = LEVEL_WARNING,
	.summary = "the words stand on another page, paragraph, line or section than the locator says",
	.explain = "The locator of a piece of evidence (p., para., line, section) names a part of the source in which the "
	           "quoted words do not stand. The fix writes the number where they do.\n\n"
	           "Paragraphs count from 1, headings and captions left out; pages are those of a PDF, by the number "
	           "printed on them or by their place in the file, and a locator that fits either is right; lines are those of "
	           "the file.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: seed\n"
	       "    claim: Seed was short.\n"
	       "    source: report\n"
	       "    quote: there was not seed enough for the lower fields\n"
	       "    locator: para. 1\n"
	       "=== corpus/report.txt\n"
	       "The winter was long and the roads were closed.\n\n"
	       "In April there was not seed enough for the lower fields.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: seed\n"
	        "    claim: Seed was short.\n"
	        "    source: report\n"
	        "    quote: there was not seed enough for the lower fields\n"
	        "    locator: para. 2\n"
	        "=== corpus/report.txt\n"
	        "The winter was long and the roads were closed.\n\n"
	        "In April there was not seed enough for the lower fields.\n",
	.check_evidence = check,
};

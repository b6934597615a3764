/* ignore-unused: a suppression that suppresses nothing, has expired, or gives no reason. Entries of the baseline are
 * reported under its name by lint/baseline.c. */
#include "lint/rule.h"
#include "time/calendar.h"

static int check(struct reporter *r, const struct run *run)
{
	for (size_t i = 0; i < run->n_ignores; i++) {
		const struct ignore_facts *ig = &run->ignores[i];
		const struct ignore *s = ig->ignore;
		struct str near = rule_nearest(s->rule);
		struct finding *f = NULL;
		struct ymd day;

		if (!ig->known) {
			f = report_at_file(r, ig->file, s->rule_place, "no rule is named '" STR_FMT "'", STR_ARG(s->rule));
			if (f && near.len && finding_help(r, f, "did you mean '" STR_FMT "'?", STR_ARG(near)) < 0)
				return CC_ENOMEM;
		} else if (ig->expired && !calendar_read_day(s->until, &day))
			f = report_at_file(r, ig->file, s->place, "this suppression of " STR_FMT " does not hold: '" STR_FMT
			                   "' is no day like 2026-11-22", STR_ARG(s->rule), STR_ARG(s->until));
		else if (ig->expired)
			f = report_at_file(r, ig->file, s->place, "this suppression of " STR_FMT " ended on " STR_FMT,
			                   STR_ARG(s->rule), STR_ARG(s->until));
		else if (!ig->used)
			f = report_at_file(r, ig->file, s->place, "this suppression of " STR_FMT " suppresses nothing",
			                   STR_ARG(s->rule));
		else if (s->reason.len == 0)
			f = report_at_file(r, ig->file, s->place, "this suppression of " STR_FMT " gives no reason", STR_ARG(s->rule));
		else
			continue;
		if (!f)
			return CC_ENOMEM;
		f->claim_index = ig->claim;
		if (ig->claim != SIZE_MAX)
			f->claim = run->claims[ig->claim].claim->id;
	}
	return 0;
}

const struct rule rule_ignore_unused = {
	.name = "ignore-unused",
	.level = LEVEL_WARNING,
	.effect = EFFECT_NONE,
	.summary = "a suppression or an entry of the baseline that hides nothing, or a suppression that has expired or gives no reason",
	.explain = "A suppression names no rule, covers no finding, has passed its `until` date, or does not say why. Stale "
	           "ones hide the next fault in the same place; one without a reason tells the next reader nothing.\n\n"
	           "Write `ignore: {RULE: reason}` or `ignore: {RULE: {reason: …, until: 2027-01-31}}` on a claim, `# citecheck-ignore RULE: reason` in YAML, or "
	           "`<!-- citecheck-ignore RULE: reason -->` in Markdown. `until` is the last day on which it holds; in a "
	           "comment it stands at the end of the reason: `(until: 2027-01-31)`.\n\n"
	           "An entry of the baseline that hides nothing any more is reported here too (`citecheck baseline prune` "
	           "drops it), and in a pull request one that the baseline of --baseline-from does not have.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: snow\n"
	       "    claim: Snow fell early.\n"
	       "    source: diary\n"
	       "    quote: snow fell before the apples were in\n"
	       "    ignore: {quote-altered: the scan is poor}\n"
	       "=== corpus/diary.txt\n"
	       "That year snow fell before the apples were in.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: snow\n"
	        "    claim: Snow fell early.\n"
	        "    source: diary\n"
	        "    quote: snow fell before the pears were in\n"
	        "    ignore: {quote-altered: the scan reads apples where the page has pears}\n"
	        "=== corpus/diary.txt\n"
	        "That year snow fell before the apples were in.\n",
	.check_ignores = check,
};

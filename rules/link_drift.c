/* link-drift: the quote stands in the snapshot and no longer on the page. With --online. */
#include "lint/online.h"
#include "lint/rule.h"

static struct finding *report(struct reporter *r, const struct claim_facts *c, const struct evidence_facts *ev)
{
	const struct field *quote = &ev->evidence->quote;
	const struct online_facts *o = ev->online;
	struct span all = { 0, quote->value.len };

	if (o->same_place && o->now.len && o->before.len)
		return report_at_evidence(r, c, ev, quote, all, "the page says \"" STR_FMT "\" now where the quote has \"" STR_FMT "\"",
		                          STR_ARG(o->now), STR_ARG(o->before));
	if (o->same_place && o->now.len)
		return report_at_evidence(r, c, ev, quote, all, "the page has \"" STR_FMT "\" now, which the quote has not", STR_ARG(o->now));
	if (o->same_place)
		return report_at_evidence(r, c, ev, quote, all, "the page no longer has \"" STR_FMT "\"", STR_ARG(o->before));
	return report_at_evidence(r, c, ev, quote, all, "the quote no longer stands on the page");
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c, const struct evidence_facts *ev)
{
	const struct source *s;
	struct finding *f;
	struct place at;

	if (!ev->online || !ev->online->drifted || ev->evidence->term)
		return 0;
	f = report(r, c, ev);
	if (!f)
		return CC_ENOMEM;
	if (ev->online->words.len && finding_label(r, f, "the page now: \"" STR_FMT "\"", STR_ARG(ev->online->words)) < 0)
		return CC_ENOMEM;
	s = corpus_source(run->corpus, ev->source);
	if (ev->has_place && finding_related(r, f, &ev->place, "in the snapshot") < 0)
		return CC_ENOMEM;
	if (place_of_value(reporter_arena(r), s, &s->record.url, &at) < 0 || finding_related(r, f, &at, "the address") < 0)
		return CC_ENOMEM;
	return finding_help(r, f, "the snapshot supports the claim, the page does not: read it again, or cite an archived copy");
}

/* The words that the address itself leads to. */
static int check_fragment(struct reporter *r, const struct run *run, size_t source)
{
	const struct source *s = corpus_source(run->corpus, source);
	struct finding *f;
	struct place at;

	if (!run->online_lost || run->online_lost[source].len == 0)
		return 0;
	if (place_of_value(reporter_arena(r), s, &s->record.url, &at) < 0)
		return CC_ENOMEM;
	f = report_at_place(r, &at, "the page no longer has the words that the address leads to: \"" STR_FMT "\"",
	                    STR_ARG(run->online_lost[source]));
	return f ? finding_help(r, f, "`citecheck find --url` prints an address that leads to words of a source") : CC_ENOMEM;
}

const struct rule rule_link_drift = {
	.name = "link-drift",
	.level = LEVEL_WARNING,
	.online = true,
	.summary = "with --online: words that stand in the snapshot and no longer on the page",
	.explain = "The file in the corpus has the quoted words, the page at the record's `URL` has them no more: it was corrected, "
	           "rewritten or replaced. The message says what stands there now.\n\n"
	           "An address may lead to words of its own (a text fragment, #:~:text=…): those are looked for as well.\n\n"
	           "The folding is the same as for quotes: typography changes nothing. A page that holds the very bytes of "
	           "the snapshot is not looked at twice.",
	.bad = "=== claims/a.yaml\n"
	       "claims:\n"
	       "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: the ferry ran for eleven years}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: ferry, URL: \"http://localhost/ferry.html\", file: corpus/ferry.txt}\n"
	       "=== corpus/ferry.txt\n"
	       "Before the bridge the ferry ran for eleven years.\n"
	       "=== www/ferry.html\n"
	       "<p>Before the bridge the ferry ran for twelve years.</p>\n",
	.good = "=== claims/a.yaml\n"
	        "claims:\n"
	        "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: the ferry ran for eleven years}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: ferry, URL: \"http://localhost/ferry.html\", file: corpus/ferry.txt}\n"
	        "=== corpus/ferry.txt\n"
	        "Before the bridge the ferry ran for eleven years.\n"
	        "=== www/ferry.html\n"
	        "<h1>News</h1><p>Before the bridge <b>the ferry</b> ran for eleven years, all told.</p>\n",
	.check_source = check_fragment,
	.check_evidence = check,
};

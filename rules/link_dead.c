/* link-dead: the page is gone. With --online. */
#include "lint/online.h"
#include "lint/rule.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c, const struct evidence_facts *ev)
{
	const struct source *s;
	struct place at;
	struct finding *f;

	if (!ev->online || ev->online->page->state != ONLINE_DEAD)
		return 0;
	f = report_at_evidence(r, c, ev, ev->cited, (struct span){ 0, ev->cited->value.len }, "its page is gone: " STR_FMT,
	                       STR_ARG(ev->online->page->reason));
	if (!f)
		return CC_ENOMEM;
	s = corpus_source(run->corpus, ev->source);
	if (place_of_value(reporter_arena(r), s, &s->record.url, &at) < 0 || finding_related(r, f, &at, "the address") < 0)
		return CC_ENOMEM;
	return finding_help(r, f, s->record.archive.text.len ? "the record names an archived copy: let `URL` lead there"
	                                                     : "look for the new address, or for a copy in an archive (`archive`)");
}

const struct rule rule_link_dead = {
	.name = "link-dead",
	.level = LEVEL_WARNING,
	.online = true,
	.summary = "with --online: a cited page that is gone (404, 410)",
	.explain = "The server says that the page is not there (404) or gone for good (410). What was quoted can no longer be "
	           "read where the claim sends its readers.\n\n"
	           "Nothing else counts as dead: time-outs, certificates that do not hold, servers that are busy or closed, log-in "
	           "pages and pages that keep programs out leave the claim not checked.",
	.bad = "=== claims/a.yaml\n"
	       "claims:\n"
	       "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: ran for eleven years}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: ferry, URL: \"http://localhost/lost.html\", file: corpus/ferry.txt}\n"
	       "=== corpus/ferry.txt\n"
	       "The ferry ran for eleven years.\n",
	.good = "=== claims/a.yaml\n"
	        "claims:\n"
	        "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: ran for eleven years}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: ferry, URL: \"http://localhost/ferry.html\", file: corpus/ferry.txt}\n"
	        "=== corpus/ferry.txt\n"
	        "The ferry ran for eleven years.\n"
	        "=== www/ferry.html\n"
	        "<p>The ferry ran for eleven years.</p>\n",
	.check_evidence = check,
};

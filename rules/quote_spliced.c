/* quote-spliced: parts joined by an ellipsis that do not follow each other. */
#include "lint/rule.h"

static const struct rule_key keys[] = {
	{ .name = "paragraphs", .min = 0, .max = 1000, .standard = 2,
	  .help = "how many paragraphs further an ellipsis may lead", .stricter = -1 },
	{ 0 },
};

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct evidence *e = ev->evidence;
	const struct field *words = e->translated && e->original.set ? &e->original : &e->quote;
	bool order = ev->match.splice == SPLICE_ORDER;
	struct finding *f;

	(void)run;
	if (ev->state != EVIDENCE_DECIDED || ev->match.verdict != VERDICT_SPLICED)
		return 0;
	f = report_at_evidence(r, c, ev, words, ev->match.splice_quote, "the ellipsis joins parts that %s",
	                       order ? "stand in another order in the source" : "stand too far apart in the source");
	if (!f || ev->part_place[0].start.line == 0)
		return f ? 0 : CC_ENOMEM;
	if (finding_related(r, f, &ev->part_place[0], "the part before the ellipsis") < 0 ||
	    finding_related(r, f, &ev->part_place[1], "the part behind it") < 0)
		return CC_ENOMEM;
	return finding_help(r, f, "quote the parts as two pieces of evidence");
}

const struct rule rule_quote_spliced = {
	.name = "quote-spliced",
	.level = LEVEL_ERROR,
	.summary = "parts joined by an ellipsis that stand in another order or too far apart",
	.explain = "An ellipsis stands for words left out of one passage. Here its parts stand in another order in the source, "
	           "or so far apart that the quote makes one statement of two.\n\n"
	           "The second part must follow in the same or the next two paragraphs; `quote-spliced: {paragraphs: N}` "
	           "changes that.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: storm\n"
	       "    claim: The pier fell because of the storm.\n"
	       "    source: paper\n"
	       "    quote: the old pier gave way … the storm had blown for two days\n"
	       "=== corpus/paper.txt\n"
	       "By Monday the storm had blown for two days. It was on Friday, in still air, that the old pier gave way.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: storm\n"
	        "    claim: The pier fell in still air, after the storm.\n"
	        "    source: paper\n"
	        "    quote: the storm had blown for two days … the old pier gave way\n"
	        "=== corpus/paper.txt\n"
	        "By Monday the storm had blown for two days. It was on Friday, in still air, that the old pier gave way.\n",
	.keys = keys,
	.check_evidence = check,
};

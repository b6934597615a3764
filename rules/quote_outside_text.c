/* quote-outside-text: the words stand on the page, but in none of its main text. */
#include "lint/rule.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *quote = &ev->evidence->quote;
	struct span all = { 0, quote->value.len };
	struct finding *f;

	(void)run;
	if (ev->state != EVIDENCE_DECIDED || !ev->outside || ev->evidence->term || ev->evidence->translated)
		return 0;
	f = report_at_evidence(r, c, ev, quote, all, "the words stand only outside the main text of the page");
	if (!f || finding_related(r, f, &ev->place, "here") < 0)
		return CC_ENOMEM;
	return finding_help(r, f, "a menu, a banner, a related story or a reader's comment is not what the source says");
}

const struct rule rule_quote_outside_text = {
	.name = "quote-outside-text",
	.level = LEVEL_NOTE,
	.summary = "words of a web page that stand only in a menu, banner, related story or comment",
	.explain = "The quoted words stand on the page, and nowhere in its main text: in a menu, a cookie banner, the teaser "
	           "of another story, a reader's comment. The claim is supported, for they are there; but such words change "
	           "without the page changing, and seldom say what the source says.\n\n"
	           "What is main text is decided by what the page marks: main and article; nav, footer, aside and their roles; "
	           "names of classes that say menu, cookie, related, comments, where such a part holds little of the page's "
	           "prose; lists of nothing but links. Notes, references and pull quotes belong to the text. A page that "
	           "marks nothing is all main text.\n\n"
	           "Words that stand in both are of the main text. Hidden elements, scripts and the texts that stand for "
	           "images (`alt`) are no words of the page at all.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: fair, claim: The fair was put off., source: mill, quote: the autumn fair was put off}\n"
	       "=== corpus/mill.html\n"
	       "<main><h1>The mill</h1><p>The mill was sold in spring, and the miller moved to the coast.</p></main>\n"
	       "<aside><h2>More stories</h2><p>Why the autumn fair was put off again</p></aside>\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: mill, claim: The mill was sold., source: mill, quote: the mill was sold in spring}\n"
	        "=== corpus/mill.html\n"
	        "<main><h1>The mill</h1><p>The mill was sold in spring, and the miller moved to the coast.</p></main>\n"
	        "<aside><h2>More stories</h2><p>Why the autumn fair was put off again</p></aside>\n",
	.check_evidence = check,
};

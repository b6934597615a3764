/* claim-unchecked: a claim that could not be decided. */
#include "lint/online.h"
#include "lint/rule.h"

static bool stands_alone(const struct claim_facts *c)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].state == EVIDENCE_DECIDED || c->evidence[i].state == EVIDENCE_LOCKED)
			return false;
	return true;
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *quote = &ev->evidence->quote, *source = &ev->evidence->source;
	struct span words = { 0, quote->value.len }, id = { 0, source->value.len };
	struct finding *f;

	if (ev->state == EVIDENCE_DECIDED && ev->online && ev->online->page->state == ONLINE_UNKNOWN) {
		f = report_at_evidence(r, c, ev, source, id, "not checked online: " STR_FMT, STR_ARG(ev->online->page->reason));
		return f ? finding_help(r, f, "whether the page is still there, and what it says, is not known") : CC_ENOMEM;
	}
	switch (ev->state) {
	case EVIDENCE_LIMIT:
		f = report_at_evidence(r, c, ev, quote, words, "not checked: %s", ev->limit ? ev->limit : "a limit was reached");
		if (f && ev->textless)
			return finding_help(r, f, "the words may stand on a page that is a picture: make its text readable (OCR), or cite "
			                          "another copy");
		return f ? finding_help(r, f, "quote less, or split the quote into several pieces of evidence") : CC_ENOMEM;
	case EVIDENCE_TRANSLATED:
		if (!stands_alone(c))
			return 0;
		f = report_at_evidence(r, c, ev, quote->set ? quote : source, quote->set ? words : id,
		                       "not checked: the words are a translation and nothing of the original is quoted");
		return f ? finding_help(r, f, "add `original:` with the words of the source") : CC_ENOMEM;
	case EVIDENCE_UNREADABLE:
		/* the first claim that cites it carries source-unreadable */
		if (&run->claims[run->sources[ev->source].first_claim] == c)
			return 0;
		f = report_at_evidence(r, c, ev, source, id, "not checked: the source '" STR_FMT "' can't be read",
		                       STR_ARG(source->value));
		return f ? finding_void_lock(r, f, ev) : CC_ENOMEM;
	default:
		return 0;
	}
}

const struct rule rule_claim_unchecked = {
	.name = "claim-unchecked",
	.level = LEVEL_ERROR,
	.effect = EFFECT_UNCHECKED,
	.summary = "a claim that could not be decided: which limit, which source",
	.explain = "The words of a piece of evidence were neither found nor ruled out: a budget was reached (a quote of over "
	           "64 KiB, a source that makes matching too costly), the source can't be read, the quote is a translation "
	           "without its original, or it is not found in a PDF some pages of which are pictures without text.\n\n"
	           "Such a claim counts as not checked, never as supported, and the run ends with exit status 2.\n\n"
	           "Where a source may not be passed on, `citecheck lock` run by someone who has it writes citecheck.lock; "
	           "where the source is absent, claims that the lock knows count as verified earlier, a number of their own.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: charter\n"
	       "    claim: The charter freed the town.\n"
	       "    evidence:\n"
	       "      - {source: charter, quote: free for all time, translated: true, locator: line 1}\n"
	       "=== corpus/charter.txt\n"
	       "Die Stadt soll frei sein auf alle Zeit.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: charter\n"
	        "    claim: The charter freed the town.\n"
	        "    evidence:\n"
	        "      - source: charter\n"
	        "        quote: free for all time\n"
	        "        translated: true\n"
	        "        original: frei sein auf alle Zeit\n"
	        "=== corpus/charter.txt\n"
	        "Die Stadt soll frei sein auf alle Zeit.\n",
	.check_evidence = check,
};

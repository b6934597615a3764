/* number-conflict: the claim counts the same thing otherwise. */
#include "lint/rule.h"
#include "lint/surround_facts.h"
#include "lint/words.h"

/* Does any piece of evidence give the claim's number? */
static bool agreed(const struct claim_facts *c, struct span claim)
{
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct surround_facts *s = c->evidence[i].surround;
		for (size_t k = 0; s && k < s->n_numbers; k++) {
			if (s->numbers[k].agrees && s->numbers[k].claim.start == claim.start)
				return true;
		}
	}
	return false;
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *text = &c->claim->text;
	struct arena *a = reporter_arena(r);

	(void)run;
	for (size_t i = 0; ev->surround && i < ev->surround->n_numbers; i++) {
		const struct number_fact *n = &ev->surround->numbers[i];
		struct finding *f;

		if (n->agrees || agreed(c, n->claim))
			continue;
		f = report_at_evidence(r, c, ev, text, n->claim, "\"" STR_FMT "\" is \"" STR_FMT "\" in the source",
		                       STR_ARG(words_short(a, str_span(text->value, n->claim), 60)),
		                       STR_ARG(words_short(a, n->source, 60)));
		if (!f)
			return CC_ENOMEM;
		return finding_related(r, f, &n->place, "the source");
	}
	return 0;
}

const struct rule rule_number_conflict = {
	.name = "number-conflict",
	.level = LEVEL_ERROR,
	.summary = "a number with its unit or noun in the claim that the evidence gives otherwise",
	.explain = "The claim gives a number of something, and the quoted words give another number of the same thing. Digits and "
	           "words are the same (\"ten thousand\", \"10,000\"), so are percent, fractions and \"one in five\"; \"about\", "
	           "\"nearly\", \"more than\", \"up to\" and ranges are read as what they allow. A number pairs only with one of "
	           "the same noun or unit (ages, ranks and votes among themselves), and units are not converted; the same number in "
	           "another unit of the kind (40 hours, 40 minutes) is a conflict.\n\n"
	           "Where the quote has several such numbers, the words beside them in both texts tell which one is meant; where "
	           "they do not, nothing is reported. Silent too: a number that the paragraph gives of the same thing, a sum or a "
	           "difference of the quote's numbers, a number so far off that no slip makes it of the other, and numbers beside "
	           "other names and years. Dates, page and section numbers, identifiers and footnote marks are no quantities.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: council\n"
	       "    claim: The council had 30 members.\n"
	       "    source: gazette\n"
	       "    quote: the 33 members of the council met in the hall\n"
	       "=== corpus/gazette.txt\n"
	       "In May the 33 members of the council met in the hall.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: council\n"
	        "    claim: The council had thirty-three members.\n"
	        "    source: gazette\n"
	        "    quote: the 33 members of the council met in the hall\n"
	        "=== corpus/gazette.txt\n"
	        "In May the 33 members of the council met in the hall.\n",
	.check_evidence = check,
};

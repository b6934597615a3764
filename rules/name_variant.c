/* name-variant: the claim spells a name otherwise than its evidence. */
#include "lint/rule.h"
#include "lint/surround_facts.h"
#include "lint/words.h"

static const struct name_fact *find(const struct surround_facts *s, struct span claim)
{
	for (size_t i = 0; s && i < s->n_names; i++) {
		if (s->names[i].claim.start == claim.start)
			return &s->names[i];
	}
	return NULL;
}

/* One name, one finding: the first piece of evidence that spells it otherwise reports it. */
static bool reported(const struct claim_facts *c, const struct evidence_facts *ev, struct span claim)
{
	for (size_t i = 0; i < c->n_evidence && &c->evidence[i] != ev; i++) {
		if (find(c->evidence[i].surround, claim))
			return true;
	}
	return false;
}

static int relate_others(struct reporter *r, struct finding *f, const struct claim_facts *c,
                         const struct evidence_facts *ev, const struct name_fact *n)
{
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct name_fact *other = &c->evidence[i] == ev ? NULL : find(c->evidence[i].surround, n->claim);
		if (other && !str_eq(other->source, n->source) &&
		    finding_related(r, f, &other->place, "another source has \"" STR_FMT "\"", STR_ARG(other->source)) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *text = &c->claim->text;
	struct arena *a = reporter_arena(r);

	(void)run;
	for (size_t i = 0; ev->surround && i < ev->surround->n_names; i++) {
		const struct name_fact *n = &ev->surround->names[i];
		struct finding *f;

		if (reported(c, ev, n->claim))
			continue;
		f = report_at_evidence(r, c, ev, text, n->claim, "the source spells \"" STR_FMT "\" as \"" STR_FMT "\"",
		                       STR_ARG(words_short(a, str_span(text->value, n->claim), 40)),
		                       STR_ARG(words_short(a, n->source, 40)));
		if (!f || finding_related(r, f, &n->place, "the source") < 0)
			return CC_ENOMEM;
		if (n->other_source.ptr && finding_related(r, f, &n->other, "another source has \"" STR_FMT "\"",
		                                           STR_ARG(n->other_source)) < 0)
			return CC_ENOMEM;
		return relate_others(r, f, c, ev, n); /* one finding a quote */
	}
	return 0;
}

const struct rule rule_name_variant = {
	.name = "name-variant",
	.level = LEVEL_WARNING,
	.summary = "a proper name of the claim that the evidence spells otherwise",
	.explain = "A proper name of the claim stands nowhere in the source, and the paragraph of the quote has one that differs by "
	           "a letter or two, or as transliterations differ. Another first name beside it makes it another person, and "
	           "names of countries, peoples and months are what they are; neither is reported, nor are pet names (Kate, "
	           "Katie), families (the Kennedys) and adjectives (Iranian). Accents, apostrophes, hyphens, letter case and British "
	           "against American spelling do not count.\n\n"
	           "Where another source that the run cites has the claim's spelling, two sources spell the name in two ways: that "
	           "place is related, so that the writer sees both; else a place that has yet another spelling is. A bearer of "
	           "another first name there is another person.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: mill\n"
	       "    claim: Jorun Halvorsdal bought the mill.\n"
	       "    source: deed\n"
	       "    quote: the mill went to Jorun Halvorsdahl for forty crowns\n"
	       "=== corpus/deed.txt\n"
	       "That winter the mill went to Jorun Halvorsdahl for forty crowns.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: mill\n"
	        "    claim: Halvorsdahl bought the mill.\n"
	        "    source: deed\n"
	        "    quote: the mill went to Jorun Halvorsdahl for forty crowns\n"
	        "=== corpus/deed.txt\n"
	        "That winter the mill went to Jorun Halvorsdahl for forty crowns.\n",
	.check_evidence = check,
};

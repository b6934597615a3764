/* quote-short: so few words that anything would match. */
#include "lint/rule.h"

static const struct rule_key keys[] = {
	{ .name = "words", .min = 1, .max = 100, .standard = 3,
	  .help = "the fewest words that a quote should have", .stricter = 1 },
	{ 0 },
};

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct evidence *e = ev->evidence;
	const struct field *quote = e->translated && e->original.set ? &e->original : &e->quote;
	long least = rule_setting_of(r, "words", c->file);
	struct finding *f;
	size_t n;

	if (!quote->set || e->term || run->files[c->file].format == &claim_format_markdown)
		return 0;
	n = text_count_words(quote->value);
	if (n == 0 || n >= (size_t)least)
		return 0;
	f = report_at_evidence(r, c, ev, quote, (struct span){ 0, quote->value.len },
	                       "a quote of %zu word%s supports nothing: it would match almost anywhere", n, n == 1 ? "" : "s");
	return f ? finding_help(r, f, "quote the sentence that carries the claim") : CC_ENOMEM;
}

const struct rule rule_quote_short = {
	.name = "quote-short",
	.level = LEVEL_WARNING,
	.summary = "fewer than three words in a claim file of YAML or JSON",
	.explain = "A quote of one or two words is found in almost any source, so that it proves nothing. In Markdown such a "
	           "quotation is taken for a term or a scare quote and raises nothing.\n\n"
	           "`quote-short: {words: N}` asks for more words.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: rain, claim: It rained for a week., source: diary, quote: the rain}\n"
	       "=== corpus/diary.txt\n"
	       "For a week the rain would not stop, and the cellar filled.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: rain, claim: It rained for a week., source: diary, quote: For a week the rain would not stop}\n"
	        "=== corpus/diary.txt\n"
	        "For a week the rain would not stop, and the cellar filled.\n",
	.keys = keys,
	.check_evidence = check,
};

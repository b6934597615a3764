/* quote-altered: words changed, dropped, added or reordered. */
#include "lint/difference.h"
#include "lint/history.h"
#include "lint/rule.h"

static int relate_rest(struct reporter *r, struct finding *f, const struct evidence_facts *ev, struct str quote)
{
	struct arena *a = reporter_arena(r);
	size_t shown = ev->match.n_diffs < 8 ? ev->match.n_diffs : 8;

	for (size_t i = 1; i < shown; i++) {
		struct str words = difference_words(a, &ev->match.diffs[i], quote, ev->diff_source[i]);
		if (!words.ptr || finding_related(r, f, &ev->diff_place[i], "the quote " STR_FMT, STR_ARG(words)) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

static int offer_fix(struct reporter *r, struct finding *f, const struct file *file, const struct field *words,
                     const struct evidence_facts *ev)
{
	struct arena *a = reporter_arena(r);

	for (size_t i = 0; i < ev->match.n_diffs; i++) {
		struct edit edit;
		if (!difference_edit(a, file, words, &ev->match.diffs[i], ev->diff_source[i], &edit)) {
			f->fix = NULL;
			return 0;
		}
		if (finding_fix(r, f, false, &edit.place, edit.text, "quote the source's words") < 0)
			return CC_ENOMEM;
	}
	return 0;
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct evidence *e = ev->evidence;
	const struct field *words = e->translated && e->original.set ? &e->original : &e->quote;
	struct arena *a = reporter_arena(r);
	const struct match *m = &ev->match;
	struct str main, label;
	struct finding *f;

	if (ev->state != EVIDENCE_DECIDED || m->verdict != VERDICT_ALTERED || m->n_diffs == 0)
		return 0;
	main = difference_words(a, &m->diffs[0], words->value, ev->diff_source[0]);
	label = difference_label(a, &m->diffs[0], ev->diff_source[0]);
	if (!main.ptr || !label.ptr)
		return CC_ENOMEM;
	if (m->n_diffs == 1)
		f = report_at_evidence(r, c, ev, words, difference_span(&m->diffs[0], words->value), "the quote " STR_FMT,
		                       STR_ARG(main));
	else
		f = report_at_evidence(r, c, ev, words, difference_span(&m->diffs[0], words->value),
		                       "the quote " STR_FMT ", and differs in %zu more place%s", STR_ARG(main), m->n_diffs - 1,
		                       m->n_diffs == 2 ? "" : "s");
	if (!f || finding_label(r, f, STR_FMT, STR_ARG(label)) < 0 ||
	    finding_related(r, f, &ev->diff_place[0], "the source's words") < 0 || relate_rest(r, f, ev, words->value) < 0)
		return CC_ENOMEM;
	if (ev->other_source != SIZE_MAX &&
	    finding_related(r, f, &ev->other_place, "the words as quoted stand in '" STR_FMT "'",
	                    STR_ARG(corpus_source(run->corpus, ev->other_source)->id)) < 0)
		return CC_ENOMEM;
	if (ev->history && finding_related(r, f, &ev->history->place, "the words as quoted " STR_FMT,
	                                   STR_ARG(history_words(a, ev->history))) < 0)
		return CC_ENOMEM;
	return offer_fix(r, f, run->files[c->file].file, words, ev);
}

const struct rule rule_quote_altered = {
	.name = "quote-altered",
	.level = LEVEL_ERROR,
	.summary = "words changed, dropped, added or reordered",
	.explain = "The quote is nearly a passage of the source, and some of its words are others, are missing, are added or "
	           "stand in another order. The finding points at the weightiest difference (a negation, a number, a name, a "
	           "date, then order and other words); the others are related places.\n\n"
	           "Layout, typographic quotation marks, hyphens at a line's end and reference marks are not differences, and "
	           "an ellipsis or an editor's bracket may stand for words. A bracket that brings in or stands for a negation, "
	           "a number or a name is altered all the same. British against American spelling is altered and called so.\n\n"
	           "Where the words as quoted once stood in the source, a related place tells until which commit.\n\n"
	           "The fix puts the source's words in. It is never applied unasked, since the claim may rest on the wrong "
	           "ones.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: vote\n"
	       "    claim: The council agreed to sell.\n"
	       "    source: minutes\n"
	       "    quote: the council did agree to sell the meadow below the mill\n"
	       "=== corpus/minutes.txt\n"
	       "After two votes the council did not agree to sell the meadow below the mill.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: vote\n"
	        "    claim: The council refused to sell.\n"
	        "    source: minutes\n"
	        "    quote: the council did not agree to sell the meadow … the mill\n"
	        "=== corpus/minutes.txt\n"
	        "After two votes the council did not agree to sell the meadow below the mill.\n",
	.check_evidence = check,
};

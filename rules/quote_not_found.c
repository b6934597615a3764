/* quote-not-found: words that stand nowhere. */
#include "lint/history.h"
#include "lint/rule.h"
#include "lint/words.h"

/* Words that a later version of the source replaced. */
static int tell_history(struct reporter *r, const struct run *run, const struct claim_facts *c, struct finding *f,
                        const struct evidence_facts *ev, const struct field *words)
{
	const struct history_facts *h = ev->history;
	const struct file *file = run->files[c->file].file;
	struct arena *a = reporter_arena(r);
	struct str text;
	struct place at;

	if (!h)
		return 0;
	if (finding_related(r, f, &h->place, "the words " STR_FMT, STR_ARG(history_words(a, h))) < 0)
		return CC_ENOMEM;
	if (h->replacement.len == 0)
		return 0;
	if (finding_related(r, f, &h->replacement_place, "what stands in their place") < 0)
		return CC_ENOMEM;
	text = words_for_field(a, file, words, h->replacement);
	if (!words->exact || !text.ptr)
		return 0;
	if (place_in_file(a, file, field_place(words, (struct span){ 0, words->value.len }), &at) < 0)
		return CC_ENOMEM;
	return finding_fix(r, f, false, &at, text, "quote what stands in the source now");
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct evidence *e = ev->evidence;
	const struct field *words = e->translated && e->original.set ? &e->original : &e->quote;
	size_t stop = ev->match.stop_quote < words->value.len ? ev->match.stop_quote : 0;
	struct finding *f;
	struct str tail;

	if (ev->state != EVIDENCE_DECIDED || ev->match.verdict != VERDICT_ABSENT)
		return 0;
	while (stop < words->value.len && (words->value.ptr[stop] == ' ' || words->value.ptr[stop] == '\n'))
		stop++;
	tail = words_short(reporter_arena(r), str_slice(words->value, stop, words->value.len), 60);
	if (stop == 0)
		f = report_at_evidence(r, c, ev, words, (struct span){ 0, words->value.len },
		                       "these words stand neither in '" STR_FMT "' nor anywhere else in the corpus",
		                       STR_ARG(ev->cited->value));
	else
		f = report_at_evidence(r, c, ev, words, (struct span){ stop, words->value.len },
		                       "these words stand neither in '" STR_FMT "' nor anywhere else in the corpus; "
		                       "the longest match stops before \"" STR_FMT "\"", STR_ARG(ev->cited->value), STR_ARG(tail));
	if (!f || finding_label(r, f, stop == 0 ? "not found" : "not found from here on") < 0)
		return CC_ENOMEM;
	if (ev->has_near && !(ev->history && ev->history->replacement.len) &&
	    finding_related(r, f, &ev->near_place, "the nearest passage of '" STR_FMT "'%s",
		                       STR_ARG(corpus_source(run->corpus, ev->near_source)->id),
		                       stop == 0 ? "" : " goes on in another way") < 0)
		return CC_ENOMEM;
	return tell_history(r, run, c, f, ev, words);
}

const struct rule rule_quote_not_found = {
	.name = "quote-not-found",
	.level = LEVEL_ERROR,
	.summary = "words that stand nowhere",
	.explain = "The quoted words stand neither in the cited source nor in any other document of the corpus, not even with "
	           "some words changed. The finding begins where the longest match stops, and shows the nearest passage.\n\n"
	           "Where a version of the source in the history of its git repository had the words, a related place tells until "
	           "which commit, and what the commit put in their place; where that is clear the fix quotes it.\n\n"
	           "A quotation that nobody wrote is the gravest fault that a claim can have: look the passage up, or take the "
	           "quotation out. A quote of fewer than three words is looked for exactly and never approximately.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - id: engineer\n"
	       "    claim: The engineer praised the dam.\n"
	       "    source: letter\n"
	       "    quote: a marvel of masonry that will outlive us all\n"
	       "=== corpus/letter.txt\n"
	       "The dam holds, though I would not call it finished before the spillway is lined.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - id: engineer\n"
	        "    claim: The engineer thought the dam unfinished.\n"
	        "    source: letter\n"
	        "    quote: I would not call it finished before the spillway is lined\n"
	        "=== corpus/letter.txt\n"
	        "The dam holds, though I would not call it finished before the spillway is lined.\n",
	.check_evidence = check,
};

/* source-unknown: an id that no corpus entry has. */
#include "base/address.h"
#include "lint/rule.h"
#include "lint/words.h"

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *source = ev->cited;
	struct span all = { 0, source->value.len };
	const struct file *file = run->files[c->file].file;
	struct str near, text;
	struct finding *f;
	struct span user;
	size_t at = 0;

	if (ev->state != EVIDENCE_UNKNOWN_SOURCE)
		return 0;
	f = report_at_evidence(r, c, ev, source, all, "no source has the id '" STR_FMT "'", STR_ARG(source->value));
	if (!f || ev->void_lock)
		return f ? finding_void_lock(r, f, ev) : CC_ENOMEM;
	if (address_next_user(source->value, &at, &user))
		return finding_help(r, f, "no record has this address; one with a user or a password in it is not fetched");
	if (address_is_web(source->value))
		return finding_help(r, f, "no record has this address; `citecheck fetch " STR_FMT "` downloads the page and writes "
		                          "its record", STR_ARG(source->value));
	near = corpus_nearest(run->corpus, source->value);
	if (near.len == 0)
		return finding_help(r, f, "the corpus holds %zu source%s; an id is a file's name without suffix, its path below "
		                          "the corpus folder, or what a bibliography says", corpus_count(run->corpus),
		                    corpus_count(run->corpus) == 1 ? "" : "s");
	text = words_for_field(reporter_arena(r), file, source, near);
	if (text.ptr && finding_fix(r, f, false, &f->at, text, "write '" STR_FMT "'", STR_ARG(near)) < 0)
		return CC_ENOMEM;
	return finding_help(r, f, "did you mean '" STR_FMT "'?", STR_ARG(near));
}

const struct rule rule_source_unknown = {
	.name = "source-unknown",
	.level = LEVEL_ERROR,
	.effect = EFFECT_UNCHECKED,
	.summary = "an id that no corpus entry has",
	.explain = "The claim cites a source that is in none of the corpus folders and bibliographies. Its words can't be "
	           "looked up, so the claim counts as not checked and the run ends with exit status 2.\n\n"
	           "A source's ids are the bibliography's id, the file's name without suffix, its path below the corpus "
	           "folder, its aliases, and its web address (URL, archive).",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: ferry, claim: The ferry ran at night., source: harbor-log, quote: the ferry ran at night}\n"
	       "=== corpus/harbour-log.txt\n"
	       "For one season the ferry ran at night.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: ferry, claim: The ferry ran at night., source: harbour-log, quote: the ferry ran at night}\n"
	        "=== corpus/harbour-log.txt\n"
	        "For one season the ferry ran at night.\n",
	.check_evidence = check,
};

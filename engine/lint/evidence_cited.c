/* What each piece of evidence cites, before anything is read. */
#include "base/limits.h"
#include "lint/evidence.h"

const struct field *evidence_words(const struct evidence *ev)
{
	return ev->translated && ev->original.set ? &ev->original : &ev->quote;
}

static enum evidence_state first_look(const struct run *run, struct evidence_facts *ef)
{
	const struct evidence *ev = ef->evidence;
	const struct field *words = evidence_words(ev);

	ef->source = ef->other_source = ef->near_source = SIZE_MAX;
	if (!ev->source.set || str_trim(ev->source.value).len == 0)
		return EVIDENCE_NO_SOURCE;
	ef->source = corpus_find(run->corpus, ev->source.value);
	if (ef->source == SIZE_MAX)
		return EVIDENCE_UNKNOWN_SOURCE;
	if (!words->set || str_trim(words->value).len == 0)
		return EVIDENCE_NO_QUOTE;
	if (corpus_is_ambiguous(run->corpus, ev->source.value))
		return EVIDENCE_AMBIGUOUS;
	if (ev->translated && !ev->original.set)
		return EVIDENCE_TRANSLATED;
	if (words->value.len > LIMIT_QUOTE_BYTES) {
		ef->limit = "the quote is longer than 64 KiB";
		return EVIDENCE_LIMIT;
	}
	return EVIDENCE_DECIDED;
}

/* With the other files of its record. */
static void mark_cited(struct run *run, size_t source)
{
	const struct source *s = corpus_source(run->corpus, source);

	run->sources[source].cited = true;
	for (size_t i = 0; i < s->n_attachments; i++)
		run->sources[s->attachments[i]].cited = true;
}

/* The others of a group of citations. */
static void mark_also(struct run *run, const struct evidence *ev)
{
	for (size_t n = 0; n < ev->n_also; n++) {
		size_t source = corpus_find(run->corpus, ev->also[n].value);
		if (source != SIZE_MAX)
			mark_cited(run, source);
	}
}

int evidence_resolve(struct run *run, struct error *e)
{
	run->sources = arena_array(run->arena, struct source_facts, corpus_count(run->corpus) + 1);
	if (!run->sources)
		return error_memory(e);
	for (size_t i = 0; i < corpus_count(run->corpus); i++)
		run->sources[i].first_claim = SIZE_MAX;
	for (size_t i = 0; i < run->n_claims; i++) {
		struct claim_facts *c = &run->claims[i];

		if (c->skipped)
			continue;
		c->n_evidence = c->claim->n_evidence;
		c->evidence = arena_array(run->arena, struct evidence_facts, c->n_evidence);
		if (!c->evidence)
			return error_memory(e);
		for (size_t k = 0; k < c->n_evidence; k++) {
			struct evidence_facts *ef = &c->evidence[k];

			ef->evidence = &c->claim->evidence[k];
			ef->cited = &ef->evidence->source;
			mark_also(run, ef->evidence);
			ef->state = first_look(run, ef);
			ef->match.verdict = VERDICT_UNCHECKED;
			if (ef->source == SIZE_MAX)
				continue;
			mark_cited(run, ef->source);
			if (run->sources[ef->source].first_claim == SIZE_MAX)
				run->sources[ef->source].first_claim = i;
		}
	}
	return 0;
}

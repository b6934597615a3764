/* source-ambiguous: one id, two files or records. */
#include "lint/rule.h"

static int relate(struct reporter *r, struct finding *f, const struct source *s)
{
	struct str name = s->path.len > 0 ? s->path : s->record.title.text.len > 0 ? s->record.title.text : s->record.url.text;
	struct place at;
	int rc = place_of_value(reporter_arena(r), s, &s->record.id, &at);

	return rc < 0 ? rc : finding_related(r, f, &at, "'" STR_FMT "' has this id", STR_ARG(name));
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c,
                 const struct evidence_facts *ev)
{
	const struct field *source = &ev->evidence->source;
	const struct source *first, *second;
	const struct ambiguity *v;
	struct finding *f;
	size_t n, i = 0;
	bool files;

	if (ev->state != EVIDENCE_AMBIGUOUS)
		return 0;
	n = corpus_ambiguities(run->corpus, &v);
	while (i < n && !str_eq(v[i].id, source->value))
		i++;
	if (i == n)
		return 0;
	first = corpus_source(run->corpus, v[i].first);
	second = corpus_source(run->corpus, v[i].second);
	files = first->path.len > 0 && second->path.len > 0;
	f = report_at_evidence(r, c, ev, source, (struct span){ 0, source->value.len }, "two %s have the id '" STR_FMT "'",
	                       files ? "files" : "records", STR_ARG(source->value));
	if (!f || relate(r, f, first) < 0 || relate(r, f, second) < 0)
		return CC_ENOMEM;
	return finding_help(r, f, files ? "cite by the path below the corpus folder, without suffix, or rename one of them"
	                                : "give one of them another id");
}

const struct rule rule_source_ambiguous = {
	.name = "source-ambiguous",
	.level = LEVEL_ERROR,
	.effect = EFFECT_UNCHECKED,
	.summary = "one id, two files",
	.explain = "The cited id belongs to two different files of the corpus, so the words could be looked up in the wrong "
	           "one; or to two records that speak of different works. The claim counts as not checked.\n\n"
	           "The path below the corpus folder, without suffix, is always an id of its own: cite by that, or give one of "
	           "the files another id.",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: roof, claim: The roof leaked., source: minutes, quote: the roof leaked over the east aisle}\n"
	       "=== corpus/1901/minutes.txt\n"
	       "It was noted that the roof leaked over the east aisle.\n"
	       "=== corpus/1902/minutes.txt\n"
	       "The roof was mended before the first snow.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: roof, claim: The roof leaked., source: 1901/minutes, quote: the roof leaked over the east aisle}\n"
	        "=== corpus/1901/minutes.txt\n"
	        "It was noted that the roof leaked over the east aisle.\n"
	        "=== corpus/1902/minutes.txt\n"
	        "The roof was mended before the first snow.\n",
	.check_evidence = check,
};

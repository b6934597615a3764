/* source-unreadable: a source whose document can't be read. */
#include "lint/rule.h"

static int check_source(struct reporter *r, const struct run *run, size_t source)
{
	const struct source_facts *sf = &run->sources[source];
	const struct source *s = corpus_source(run->corpus, source);
	struct finding *f;
	struct place at;
	bool at_document;

	if (!sf->unreadable || sf->first_claim == SIZE_MAX)
		return 0;
	at_document = s->record.document.file && s->record.document.place.end > s->record.document.place.start;
	if (place_of_value(reporter_arena(r), s, at_document ? &s->record.document : &s->record.id, &at) < 0)
		return CC_ENOMEM;
	f = report_at_place(r, &at, "the source '" STR_FMT "' can't be read: %s", STR_ARG(s->id), sf->unreadable->text);
	if (!f)
		return CC_ENOMEM;
	f->claim_index = sf->first_claim;
	f->claim = run->claims[sf->first_claim].claim->id;
	for (size_t i = 0; i < run->claims[sf->first_claim].n_evidence; i++)
		if (run->claims[sf->first_claim].evidence[i].source == source)
			return finding_void_lock(r, f, &run->claims[sf->first_claim].evidence[i]);
	return 0;
}

static int check_run(struct reporter *r, const struct run *run)
{
	const struct source_problem *v;
	size_t n = corpus_problems(run->corpus, &v);

	for (size_t i = 0; i < n; i++) {
		struct place at;
		struct finding *f;
		if (place_in_file(reporter_arena(r), v[i].file, v[i].place, &at) < 0 ||
		    !(f = report_at_place(r, &at, STR_FMT, STR_ARG(v[i].message))) ||
		    (v[i].help.len && finding_help(r, f, STR_FMT, STR_ARG(v[i].help)) < 0))
			return CC_ENOMEM;
	}
	return 0;
}

const struct rule rule_source_unreadable = {
	.name = "source-unreadable",
	.level = LEVEL_ERROR,
	.effect = EFFECT_UNCHECKED,
	.summary = "a source whose file is missing, outside the root, of an unknown kind, undecodable or over a limit",
	.explain = "A claim cites a source whose document can't be read: its file is not there, lies outside the root, is a "
	           "folder or a device, is of a kind that citecheck does not know, holds bytes that are no text (the message "
	           "gives the offset), or is over a limit. A bibliography that can't be read is reported here too.\n\n"
	           "A record with `rev` is read out of git's objects: no such revision, no such file in it, a pointer of Git LFS, a "
	           "shallow or partial clone that lacks it are told here, with the command that helps.\n\n"
	           "The claims that cite it count as not checked, and the run ends with exit status 2. Sources that no claim "
	           "cites are not opened. For a file that is not there at all citecheck.lock may stand in "
	           "(`citecheck help lock`).",
	.bad = "=== claims/example.yaml\n"
	       "claims:\n"
	       "  - {id: well, claim: The well ran dry., source: survey, quote: the well ran dry in August}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: survey, title: A survey, file: corpus/survay.txt}\n"
	       "=== corpus/other.txt\n"
	       "By then the well ran dry in August.\n",
	.good = "=== claims/example.yaml\n"
	        "claims:\n"
	        "  - {id: well, claim: The well ran dry., source: survey, quote: the well ran dry in August}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: survey, title: A survey, file: corpus/survey.txt}\n"
	        "=== corpus/survey.txt\n"
	        "By then the well ran dry in August.\n",
	.check_source = check_source,
	.check_run = check_run,
};

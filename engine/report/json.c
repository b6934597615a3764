/* json: the whole result, keys in the order of the contract. One claim and one finding a line. */
#include "base/error.h"
#include "lint/lock.h"
#include "report/emit.h"

static void add_range(struct buf *out, const struct place *p)
{
	buf_addf(out, "\"line\": %zu, \"column\": %zu, \"end_line\": %zu, \"end_column\": %zu", p->start.line,
	         p->start.column, p->end.line, p->end.column);
}

static void add_paged(struct buf *out, const struct place *p)
{
	buf_add(out, STR("\"file\": "));
	emit_json(out, p->path);
	if (p->rev.len) {
		buf_add(out, STR(", \"rev\": "));
		emit_json(out, p->rev);
	}
	if (p->page)
		buf_addf(out, ", \"page\": %u, ", p->page);
	else
		buf_add(out, STR(", \"page\": null, "));
	add_range(out, p);
}

static void add_summary(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	const struct lint_summary *s = &r->summary;

	buf_add(out, STR("{\"tool\": \"citecheck\", \"version\": "));
	emit_json(out, options->version);
	buf_add(out, STR(", \"now\": "));
	emit_json(out, r->run.now);
	buf_addf(out,
	         ",\n \"summary\": {\"files\": %zu, \"claims\": %zu, \"quotes\": %zu, \"sources\": %zu, "
	         "\"supported\": %zu, \"discrepant\": %zu,\n"
	         "             \"unchecked\": %zu, \"ignored\": %zu, \"errors\": %zu, \"warnings\": %zu, "
	         "\"notes\": %zu, \"verified_earlier\": %zu, \"baselined\": %zu}",
	         s->files - s->skipped_files, s->claims, s->quotes, s->sources, s->supported, s->discrepant, s->unchecked,
	         s->ignored, s->errors, s->warnings, s->notes, s->verified_earlier, s->baselined);
}

static void add_evidence(struct buf *out, const struct evidence_facts *e)
{
	const struct place *p = emit_evidence_place(e);

	buf_add(out, STR("{\"source\": "));
	emit_json_or_null(out, e->evidence->source.value);
	buf_addf(out, ", \"verdict\": \"%s\", ", emit_verdict(e));
	if (e->locked)
		buf_addf(out, "\"verified_earlier\": \"" STR_FMT "\", ", STR_ARG(e->locked->date));
	if (p)
		add_paged(out, p);
	else
		buf_add(out, STR("\"file\": null, \"page\": null, \"line\": null, \"column\": null, "
		                 "\"end_line\": null, \"end_column\": null"));
	buf_add_char(out, '}');
}

static void add_claim(struct buf *out, const struct lint_result *r, size_t i)
{
	const struct claim_facts *c = &r->run.claims[i];
	const struct file *f = r->run.files[c->file].file;

	buf_add(out, STR("{\"id\": "));
	emit_json(out, c->claim->id);
	buf_add(out, STR(", \"file\": "));
	emit_json(out, f->path);
	buf_addf(out, ", \"line\": %zu, \"state\": \"%s\", \"evidence\": [",
	         file_position(f, c->claim->place.start).line, claim_state_name(r->states[i]));
	for (size_t j = 0; j < c->n_evidence; j++) {
		if (j)
			buf_add(out, STR(", "));
		add_evidence(out, &c->evidence[j]);
	}
	buf_add(out, STR("]}"));
}

static void add_related(struct buf *out, const struct finding *f)
{
	buf_add(out, STR(", \"related\": ["));
	for (size_t i = 0; i < f->n_related; i++) {
		buf_add(out, i ? STR(", {") : STR("{"));
		add_paged(out, &f->related[i].place);
		buf_add(out, STR(", \"message\": "));
		emit_json(out, f->related[i].message);
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

static void add_fix(struct buf *out, const struct fix *fix)
{
	buf_add(out, STR(", \"fix\": {\"description\": "));
	emit_json(out, fix->description);
	buf_addf(out, ", \"safe\": %s, \"edits\": [", fix->safe ? "true" : "false");
	for (size_t i = 0; i < fix->n_edits; i++) {
		buf_add(out, i ? STR(", {\"file\": ") : STR("{\"file\": "));
		emit_json(out, fix->edits[i].place.path);
		buf_add(out, STR(", "));
		add_range(out, &fix->edits[i].place);
		buf_add(out, STR(", \"text\": "));
		emit_json(out, fix->edits[i].text);
		buf_add_char(out, '}');
	}
	buf_add(out, STR("]}"));
}

static void add_finding(struct buf *out, const struct finding *f, const char *baseline)
{
	buf_addf(out, "{\"rule\": \"%s\", \"level\": \"%s\", \"message\": ", f->rule->name, level_name(f->level));
	emit_json(out, f->message);
	if (baseline)
		buf_addf(out, ", \"baseline\": \"%s\"", baseline);
	buf_add(out, STR(", \"claim\": "));
	emit_json_or_null(out, f->claim);
	buf_add(out, STR(", \"file\": "));
	emit_json(out, f->at.path);
	if (f->at.rev.len) {
		buf_add(out, STR(", \"rev\": "));
		emit_json(out, f->at.rev);
	}
	buf_add(out, STR(", "));
	add_range(out, &f->at);
	if (f->n_related)
		add_related(out, f);
	if (f->fix)
		add_fix(out, f->fix);
	buf_add_char(out, '}');
}

/* What the baseline hides stands in a list of its own, where one is in use. */
static void add_baselined(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	const char *sep = "\n  ";

	buf_add(out, STR(",\n \"baselined\": ["));
	for (size_t i = 0; i < r->n_suppressed && !out->failed; i++) {
		if (!r->suppressed[i].baselined)
			continue;
		buf_add(out, str_from(sep));
		add_finding(out, &r->suppressed[i], "unchanged");
		sep = ",\n  ";
		emit_flush(out, options);
	}
	buf_add_char(out, ']');
}

static void add_notices(struct buf *out, const struct lint_result *r)
{
	buf_add(out, STR(",\n \"notices\": ["));
	for (size_t i = 0; i < r->n_notices; i++) {
		buf_add(out, i ? STR(",\n  ") : STR("\n  "));
		emit_json(out, r->notices[i]);
	}
	buf_add_char(out, ']');
}

static int write_json(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	add_summary(out, r, options);
	buf_add(out, STR(",\n \"claims\": ["));
	for (size_t i = 0; i < r->run.n_claims && !out->failed; i++) {
		buf_add(out, i ? STR(",\n  ") : STR("\n  "));
		add_claim(out, r, i);
		emit_flush(out, options);
	}
	buf_add(out, STR("],\n \"findings\": ["));
	for (size_t i = 0; i < r->n_findings && !out->failed; i++) {
		buf_add(out, i ? STR(",\n  ") : STR("\n  "));
		add_finding(out, &r->findings[i], r->baseline ? "new" : NULL);
		emit_flush(out, options);
	}
	buf_add_char(out, ']');
	if (r->baseline)
		add_baselined(out, r, options);
	if (r->n_notices)
		add_notices(out, r);
	buf_add(out, STR("}\n"));
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_json = {
	.name = "json",
	.summary = "the whole result, for programs",
	.write = write_json,
};

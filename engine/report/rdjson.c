/* rdjson: reviewdog's diagnostic format. Columns count UTF-8 bytes from 1. */
#include "base/error.h"
#include "report/machine.h"

static const char *severity(enum level level)
{
	return level == LEVEL_ERROR ? "ERROR" : level == LEVEL_WARNING ? "WARNING" : "INFO";
}

static void add_range(struct buf *out, const struct place *p)
{
	buf_addf(out,
	         "\"range\": {\"start\": {\"line\": %zu, \"column\": %zu}, \"end\": {\"line\": %zu, \"column\": %zu}}",
	         p->start.line, p->utf8.start + 1, p->end.line, p->utf8.end + 1);
}

static void add_location(struct buf *out, const struct place *p, const struct report_options *options)
{
	buf_add(out, STR("\"location\": {\"path\": "));
	machine_json_path(out, options, p->path);
	if (p->page == 0 && p->rev.len == 0) { /* lines of a page, or of another revision, are none of the file */
		buf_add(out, STR(", "));
		add_range(out, p);
	}
	buf_add_char(out, '}');
}

static void add_related(struct buf *out, const struct finding *f, const struct report_options *options)
{
	buf_add(out, STR(", \"relatedLocations\": ["));
	for (size_t i = 0; i < f->n_related; i++) {
		buf_add(out, i ? STR(", {\"message\": ") : STR("{\"message\": "));
		machine_json_text(out, f->related[i].message);
		buf_add(out, STR(", "));
		add_location(out, &f->related[i].place, options);
		buf_add_char(out, '}');
	}
	buf_add_char(out, ']');
}

/* A suggestion replaces lines of the file that the finding stands in; a fix that needs more is left to the writer. */
static void add_suggestions(struct buf *out, const struct finding *f)
{
	const struct fix *fix = f->fix;

	if (fix->n_edits != 1 || !str_eq(fix->edits[0].place.path, f->at.path))
		return;
	buf_add(out, STR(", \"suggestions\": [{"));
	add_range(out, &fix->edits[0].place);
	buf_add(out, STR(", \"text\": "));
	emit_json(out, fix->edits[0].text);
	buf_add(out, STR("}]"));
}

static void add_diagnostic(struct buf *out, const struct finding *f, const struct report_options *options)
{
	buf_add(out, STR("{\"message\": "));
	machine_json_text(out, f->message);
	buf_add(out, STR(", "));
	add_location(out, &f->at, options);
	buf_addf(out, ", \"severity\": \"%s\", \"code\": {\"value\": \"%s\"}", severity(f->level), f->rule->name);
	if (f->fix)
		add_suggestions(out, f);
	if (f->n_related)
		add_related(out, f, options);
	buf_add_char(out, '}');
}

static int write_rdjson(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	buf_add(out, STR("{\"source\": {\"name\": \"citecheck\"},\n \"diagnostics\": ["));
	for (size_t i = 0; i < r->n_findings && !out->failed; i++) {
		buf_add(out, i ? STR(",\n  ") : STR("\n  "));
		add_diagnostic(out, &r->findings[i], options);
		emit_flush(out, options);
	}
	buf_add(out, STR("]}\n"));
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_rdjson = {
	.name = "rdjson",
	.summary = "reviewdog's diagnostics",
	.write = write_rdjson,
};

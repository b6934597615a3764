/* sarif: SARIF 2.1.0 (OASIS), for code scanning and viewers.
 *
 * Columns are code points (columnKind). A literal bracket or backslash of a message is escaped (§3.11.6), so that only our
 * own links to related places are links. What was not checked is a result of kind notApplicable beside the finding that
 * says why. Suppressed findings are results with a suppression. */
#include "base/error.h"
#include "base/utf8.h"
#include "report/machine.h"
#include "report/sarif_rules.h"

#define RESULTS 25000 /* GitHub refuses a run with more */
#define RELATED 50    /* places of one finding */

struct writer {
	struct buf *out;
	const struct report_options *options;
	size_t results;
	bool compared; /* with a baseline */
};

/* A path as a relative URI reference (RFC 3986), or a file: URI. */
static void add_uri(struct writer *w, struct str path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	struct buf whole;
	struct str s;

	buf_init(&whole, SIZE_MAX / 2);
	machine_path(&whole, w->options, path);
	s = buf_str(&whole);
	if (whole.failed)
		w->out->failed = true;
	buf_add(w->out, s.len && s.ptr[0] == '/' ? STR("{\"uri\": \"file://") : STR("{\"uri\": \""));
	for (size_t i = 0; i < s.len; i++)
		if (str_find_char(str_from(plain), s.ptr[i], 0) != SIZE_MAX)
			buf_add_char(w->out, s.ptr[i]);
		else
			buf_addf(w->out, "%%%02X", (unsigned)(unsigned char)s.ptr[i]);
	buf_add(w->out, s.len && s.ptr[0] == '/' ? STR("\"}") : STR("\", \"uriBaseId\": \"%SRCROOT%\"}"));
	buf_release(&whole);
}

static void add_region(struct writer *w, const struct place *p)
{
	buf_addf(w->out, "{\"startLine\": %zu, \"startColumn\": %zu, \"endLine\": %zu, \"endColumn\": %zu}",
	         p->start.line, p->start.column, p->end.line, p->end.column);
}

static void add_physical(struct writer *w, const struct place *p)
{
	buf_add(w->out, STR("\"physicalLocation\": {\"artifactLocation\": "));
	add_uri(w, p->path);
	if (p->page == 0 && p->rev.len == 0) { /* lines of a page, or of another revision, are none of the file */
		buf_add(w->out, STR(", \"region\": "));
		add_region(w, p);
	}
	buf_add_char(w->out, '}');
}

/* The text of a message: safe for people, brackets and backslashes escaped. */
static void add_words(struct buf *out, struct str s)
{
	struct buf safe;

	buf_init(&safe, SIZE_MAX / 2);
	emit_text(&safe, s);
	if (safe.failed)
		out->failed = true;
	for (size_t i = 0; i < safe.len; i++) {
		if (safe.ptr[i] == '[' || safe.ptr[i] == ']' || safe.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, safe.ptr[i]);
	}
	buf_release(&safe);
}

/* Ends a text: writes it as a string and releases it. */
static void close_text(struct writer *w, struct buf *text)
{
	if (text->failed)
		w->out->failed = true;
	emit_json(w->out, buf_str(text));
	buf_release(text);
}

static void add_related_words(struct buf *text, const struct related *r)
{
	struct buf rev;

	if (r->message.len)
		add_words(text, r->message);
	else
		buf_add(text, STR("see"));
	buf_add(text, STR(" ("));
	add_words(text, r->place.path);
	buf_init(&rev, 512);
	emit_revision(&rev, r->place.rev);
	add_words(text, buf_str(&rev));
	buf_release(&rev);
	if (r->place.page)
		buf_addf(text, ", page %u", r->place.page);
	buf_addf(text, ", line %zu)", r->place.start.line);
}

static size_t related_shown(const struct finding *f)
{
	return f->n_related < RELATED ? f->n_related : RELATED;
}

/* The message links its related places: code scanning shows no others. */
static void add_message(struct writer *w, const struct finding *f)
{
	struct buf text;

	buf_init(&text, SIZE_MAX / 2);
	add_words(&text, f->message);
	for (size_t i = 0; i < related_shown(f); i++) {
		buf_add(&text, i ? STR(", [") : STR(": ["));
		add_related_words(&text, &f->related[i]);
		buf_addf(&text, "](%zu)", i + 1);
	}
	buf_add(w->out, STR("\"message\": {\"text\": "));
	close_text(w, &text);
	buf_add_char(w->out, '}');
}

static void add_related(struct writer *w, const struct finding *f)
{
	struct buf text;

	buf_add(w->out, STR(",\n     \"relatedLocations\": ["));
	for (size_t i = 0; i < related_shown(f); i++) {
		buf_addf(w->out, "%s{\"id\": %zu, ", i ? ", " : "", i + 1);
		add_physical(w, &f->related[i].place);
		buf_add(w->out, STR(", \"message\": {\"text\": "));
		buf_init(&text, SIZE_MAX / 2);
		add_related_words(&text, &f->related[i]);
		close_text(w, &text);
		buf_add(w->out, STR("}}"));
	}
	buf_add_char(w->out, ']');
}

static void add_replacement(struct writer *w, const struct edit *e)
{
	buf_add(w->out, STR("{\"deletedRegion\": "));
	add_region(w, &e->place);
	buf_add(w->out, STR(", \"insertedContent\": {\"text\": "));
	emit_json(w->out, e->text);
	buf_add(w->out, STR("}}"));
}

/* Edits are grouped by file as they come: edits of one file stand together. */
static void add_fix(struct writer *w, const struct fix *fix)
{
	buf_add(w->out, STR(",\n     \"fixes\": [{\"description\": {\"text\": "));
	machine_json_text(w->out, fix->description);
	buf_add(w->out, STR("}, \"artifactChanges\": ["));
	for (size_t i = 0; i < fix->n_edits; i++) {
		bool same = i > 0 && str_eq(fix->edits[i].place.path, fix->edits[i - 1].place.path);

		if (same) {
			buf_add(w->out, STR(", "));
		} else {
			buf_add(w->out, i ? STR("]}, {\"artifactLocation\": ") : STR("{\"artifactLocation\": "));
			add_uri(w, fix->edits[i].place.path);
			buf_add(w->out, STR(", \"replacements\": ["));
		}
		add_replacement(w, &fix->edits[i]);
	}
	buf_add(w->out, fix->n_edits ? STR("]}]}]") : STR("]}]"));
}

static void open_result(struct writer *w, const struct rule *rule)
{
	buf_add(w->out, w->results++ ? STR(",\n    {") : STR("\n    {"));
	buf_addf(w->out, "\"ruleId\": \"%s\", \"ruleIndex\": %zu, ", rule->name, rule_index(str_from(rule->name)));
}

static void add_finding(struct writer *w, const struct finding *f, const struct identity *id)
{
	open_result(w, f->rule);
	buf_addf(w->out, "\"level\": \"%s\", ", level_name(f->level));
	add_message(w, f);
	buf_add(w->out, STR(",\n     \"locations\": [{"));
	add_physical(w, &f->at);
	buf_add(w->out, STR("}],\n     \"partialFingerprints\": {\"citecheckFinding/v1\": \""));
	machine_identity(w->out, id);
	buf_add(w->out, STR("\"}"));
	if (f->n_related)
		add_related(w, f);
	if (f->fix && f->fix->n_edits)
		add_fix(w, f->fix);
	if (w->compared)
		buf_addf(w->out, ",\n     \"baselineState\": \"%s\"", f->baselined ? "unchanged" : "new");
	if (f->suppressed) {
		buf_addf(w->out, ",\n     \"suppressions\": [{\"kind\": \"%s\", \"justification\": ",
		         f->baselined ? "external" : "inSource");
		machine_json_text(w->out, f->reason);
		buf_add(w->out, STR("}]"));
	}
	if (f->claim.len) {
		buf_add(w->out, STR(",\n     \"properties\": {\"claim\": "));
		machine_json_text(w->out, f->claim);
		buf_add_char(w->out, '}');
	}
	buf_add_char(w->out, '}');
	emit_flush(w->out, w->options);
}

/* Of this run; what was verified earlier is not checked either, and says so. */
static void add_not_checked(struct writer *w, const struct lint_result *r, size_t claim)
{
	const struct claim_facts *c = &r->run.claims[claim];
	size_t rule = rule_index(STR("claim-unchecked"));
	struct place at;
	struct buf text;

	if (rule == SIZE_MAX || place_in_file(r->run.arena, r->run.files[c->file].file, c->claim->id_place, &at) < 0)
		return;
	open_result(w, rule_table[rule]);
	buf_add(w->out, STR("\"kind\": \"notApplicable\", \"level\": \"none\", \"message\": {\"text\": "));
	buf_init(&text, SIZE_MAX / 2);
	buf_add(&text, STR("the claim '"));
	add_words(&text, c->claim->id);
	buf_add(&text, r->states[claim] == CLAIM_VERIFIED_EARLIER ? STR("' was verified earlier; its source is not here")
	                                                          : STR("' was not checked"));
	close_text(w, &text);
	buf_add(w->out, STR("},\n     \"locations\": [{"));
	add_physical(w, &at);
	buf_add(w->out, STR("}]}"));
	emit_flush(w->out, w->options);
}

/* Findings in their order, of each level as many as the quota says; then the suppressed and what was not checked. */
static void add_results(struct writer *w, const struct lint_result *r, const struct identity *ids,
                        const struct identity *suppressed)
{
	size_t quota[LEVEL_NEVER];

	machine_quota(&r->summary, RESULTS, quota);
	for (size_t i = 0; i < r->n_findings && !w->out->failed; i++) {
		enum level level = r->findings[i].level;

		if (level >= LEVEL_NEVER || quota[level] == 0)
			continue;
		quota[level]--;
		add_finding(w, &r->findings[i], &ids[i]);
	}
	for (size_t i = 0; i < r->n_suppressed && w->results < RESULTS && !w->out->failed; i++)
		add_finding(w, &r->suppressed[i], &suppressed[i]);
	for (size_t i = 0; i < r->run.n_claims && w->results < RESULTS && !w->out->failed; i++)
		if (r->states[i] == CLAIM_UNCHECKED || r->states[i] == CLAIM_VERIFIED_EARLIER)
			add_not_checked(w, r, i);
}

static void add_notification(struct writer *w, const char *level, bool first, struct str text)
{
	struct buf words;

	buf_addf(w->out, "%s{\"level\": \"%s\", \"message\": {\"text\": ", first ? "" : ", ", level);
	buf_init(&words, SIZE_MAX / 2);
	add_words(&words, text);
	close_text(w, &words);
	buf_add(w->out, STR("}}"));
}

static void add_invocation(struct writer *w, const struct lint_result *r)
{
	size_t total = r->n_findings + r->n_suppressed + r->summary.unchecked + r->summary.verified_earlier, told = 0;

	buf_addf(w->out, "   \"invocations\": [{\"executionSuccessful\": %s, \"exitCode\": %d",
	         r->n_diagnostics ? "false" : "true", r->exit_status);
	if (r->n_diagnostics || r->n_notices || total > RESULTS) {
		buf_add(w->out, STR(", \"toolExecutionNotifications\": ["));
		for (size_t i = 0; i < r->n_diagnostics; i++)
			add_notification(w, "error", told++ == 0, r->diagnostics[i]);
		for (size_t i = 0; i < r->n_notices; i++)
			add_notification(w, "note", told++ == 0, r->notices[i]);
		if (total > RESULTS)
			add_notification(w, "error", told == 0,
			                 STR("more than 25000 results: the worst are reported"));
		buf_add_char(w->out, ']');
	}
	buf_add(w->out, STR("}],\n"));
}

static void write_run(struct writer *w, const struct lint_result *r, const struct identity *ids,
                      const struct identity *suppressed)
{
	const struct lint_summary *s = &r->summary;

	buf_add(w->out, STR("{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n \"version\": \"2.1.0\",\n"
	                    " \"runs\": [\n  {\"tool\": {\"driver\": {\"name\": \"citecheck\", \"version\": "));
	emit_json(w->out, w->options->version);
	buf_add(w->out, STR(", \"semanticVersion\": "));
	emit_json(w->out, w->options->version);
	buf_add(w->out, STR(",\n    \"rules\": ["));
	sarif_rules(w->out);
	buf_add(w->out, STR("]}},\n   \"columnKind\": \"unicodeCodePoints\",\n"
	                    "   \"originalUriBaseIds\": {\"%SRCROOT%\": {\"description\": {\"text\": "
	                    "\"The top folder of the repository.\"}}},\n"));
	add_invocation(w, r);
	buf_add(w->out, STR("   \"results\": ["));
	add_results(w, r, ids, suppressed);
	buf_addf(w->out,
	         "],\n   \"properties\": {\"claims\": %zu, \"supported\": %zu, \"discrepant\": %zu, \"notChecked\": %zu, "
	         "\"verifiedEarlier\": %zu}}]}\n",
	         s->claims, s->supported, s->discrepant, s->unchecked, s->verified_earlier);
}

static int write_sarif(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	struct writer w = { .out = out, .options = options, .compared = r->baseline };
	struct identity *ids, *suppressed;
	struct arena a;

	arena_init(&a);
	ids = machine_identities(&a, r->findings, r->n_findings);
	suppressed = machine_identities(&a, r->suppressed, r->n_suppressed);
	if (ids && suppressed)
		write_run(&w, r, ids, suppressed);
	else
		out->failed = true;
	arena_release(&a);
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_sarif = {
	.name = "sarif",
	.summary = "SARIF 2.1.0, for code scanning and viewers",
	.write = write_sarif,
};

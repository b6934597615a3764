#include "report/summary.h"

#include "base/error.h"
#include "base/utf8.h"
#include "lint/lock.h"
#include "report/emit.h"

#define QUOTE_SHOWN 72 /* bytes of a quote in --show all */

static void add_levels(struct buf *out, const struct lint_summary *s, const struct report_options *options)
{
	const struct {
		size_t n;
		const char *noun;
		enum level level;
	} parts[] = {
		{ s->errors, "error", LEVEL_ERROR },
		{ s->warnings, "warning", LEVEL_WARNING },
		{ s->notes, "note", LEVEL_NOTE },
	};
	const char *sep = " (";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].n == 0)
			continue;
		buf_add(out, str_from(sep));
		emit_color(out, options, emit_level_color(parts[i].level));
		emit_count(out, parts[i].n, parts[i].noun);
		emit_color(out, options, COLOR_NONE);
		sep = ", ";
	}
	if (s->ignored) {
		buf_addf(out, "%s%zu ignored", sep, s->ignored);
		sep = ", ";
	}
	if (s->baselined) {
		buf_addf(out, "%s%zu in the baseline", sep, s->baselined);
		sep = ", ";
	}
	if (sep[0] == ',')
		buf_add_char(out, ')');
}

int summary_line(struct buf *out, const struct lint_result *result, const struct report_options *options)
{
	const struct lint_summary *s = &result->summary;

	emit_count(out, s->claims, "claim");
	buf_add(out, STR(" in "));
	emit_count(out, s->files - s->skipped_files, "file");
	buf_add(out, STR(", "));
	emit_count(out, s->quotes, "quote");
	buf_add(out, STR(" in "));
	emit_count(out, s->sources, "source");
	buf_addf(out, ": %zu supported, %zu discrepant, %zu not checked", s->supported, s->discrepant, s->unchecked);
	if (s->verified_earlier)
		buf_addf(out, ", %zu verified earlier", s->verified_earlier);
	add_levels(out, s, options);
	return buf_add_char(out, '\n');
}

struct str summary_state_means(enum claim_state state)
{
	switch (state) {
	case CLAIM_SUPPORTED:
		return STR("the quoted words stand in the source, and dates, numbers and names agree; "
		           "whether they prove the claim is for a reader");
	case CLAIM_DISCREPANT:
		return STR("a quote or a date of the claim breaks a rule, or nothing is quoted for it");
	case CLAIM_VERIFIED_EARLIER:
		return STR("the source is not here; " LOCK_FILE " says that the words stood there");
	default:
		return STR("some of its evidence could not be decided, so that nothing is known about it; it is not supported");
	}
}

int summary_meaning(struct buf *out, const struct lint_result *result, const struct report_options *options)
{
	if (result->summary.verified_earlier) {
		emit_color(out, options, COLOR_DIM);
		buf_add(out, STR("verified earlier: "));
		buf_add(out, summary_state_means(CLAIM_VERIFIED_EARLIER));
		emit_color(out, options, COLOR_NONE);
		buf_add_char(out, '\n');
	}
	if (result->summary.supported == 0)
		return 0;
	emit_color(out, options, COLOR_DIM);
	buf_add(out, STR("supported: "));
	buf_add(out, summary_state_means(CLAIM_SUPPORTED));
	emit_color(out, options, COLOR_NONE);
	return buf_add_char(out, '\n');
}

static void count_findings(size_t *counts, const struct finding *findings, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t rule = rule_index(str_from(findings[i].rule->name));
		if (rule < rule_count)
			counts[rule]++;
	}
}

static void add_rules(struct buf *out, const struct lint_result *result, struct arena *a)
{
	size_t *shown = arena_array(a, size_t, rule_count + 1);
	size_t *ignored = arena_array(a, size_t, rule_count + 1);

	if (!shown || !ignored) {
		out->failed = true;
		return;
	}
	count_findings(shown, result->findings, result->n_findings);
	count_findings(ignored, result->suppressed, result->n_suppressed);
	for (size_t i = 0; i < rule_count; i++) {
		if (shown[i] == 0 && ignored[i] == 0)
			continue;
		buf_addf(out, "%8zu  %s", shown[i], rule_table[i]->name);
		if (ignored[i])
			buf_addf(out, " (%zu ignored)", ignored[i]);
		buf_add_char(out, '\n');
	}
}

int summary_statistics(struct buf *out, const struct lint_result *result)
{
	size_t verdicts[VERDICT_UNCHECKED + 1] = { 0 }, locked = 0;
	struct arena a;

	arena_init(&a);
	add_rules(out, result, &a);
	arena_release(&a);
	for (size_t i = 0; i < result->run.n_claims; i++)
		for (size_t j = 0; j < result->run.claims[i].n_evidence; j++) {
			const struct evidence_facts *e = &result->run.claims[i].evidence[j];
			bool decided = e->state == EVIDENCE_DECIDED || e->state == EVIDENCE_TERM;
			if (e->state == EVIDENCE_LOCKED)
				locked++;
			else
				verdicts[decided ? e->match.verdict : VERDICT_UNCHECKED]++;
		}
	for (int v = VERDICT_VERBATIM; v <= VERDICT_UNCHECKED; v++)
		if (verdicts[v])
			buf_addf(out, "%8zu  %s %s\n", verdicts[v], verdicts[v] == 1 ? "quote" : "quotes",
			         verdict_name((enum verdict)v));
	if (result->run.history.commits)
		buf_addf(out, "%8zu  %s of sources looked through, %zu versions read\n", result->run.history.commits,
		         result->run.history.commits == 1 ? "commit" : "commits", result->run.history.versions);
	if (locked)
		buf_addf(out, "%8zu  %s verified earlier\n", locked, locked == 1 ? "quote" : "quotes");
	buf_addf(out, "%8zu  %s without claims, skipped\n", result->summary.skipped_files,
	         result->summary.skipped_files == 1 ? "file" : "files");
	return out->failed ? CC_ENOMEM : 0;
}

/* The first words of a quote, white space folded to single spaces. */
static void add_quote(struct buf *out, struct str quote)
{
	struct str s = str_trim(quote);
	size_t end = s.len <= QUOTE_SHOWN ? s.len : utf8_floor(s, QUOTE_SHOWN);
	size_t from = 0;

	for (size_t i = 0; i <= end; i++) {
		if (i < end && s.ptr[i] != '\n' && s.ptr[i] != '\r' && s.ptr[i] != '\t')
			continue;
		emit_text(out, str_slice(s, from, i));
		if (i < end)
			buf_add_char(out, ' ');
		from = i + 1;
	}
	if (end < s.len)
		buf_add(out, STR("…"));
}

/* Where the lock says that the words stood. */
static void add_locked(struct buf *out, const struct lock_entry *l)
{
	buf_addf(out, "verified " STR_FMT " ", STR_ARG(l->date));
	emit_text(out, l->file);
	if (l->at.len) {
		buf_add_char(out, ':');
		emit_text(out, l->at);
	}
}

static void add_good_claim(struct buf *out, const struct lint_result *result, const struct claim_facts *c,
                           const char *state, const struct report_options *options, bool excerpts)
{
	const struct file *f = result->run.files[c->file].file;
	struct line_column at = file_position(f, c->claim->id_place.start);

	emit_start(out, f->path);
	buf_addf(out, ":%zu:%zu: ", at.line, at.column);
	emit_color(out, options, COLOR_GOOD);
	buf_add(out, str_from(state));
	emit_color(out, options, COLOR_NONE);
	buf_add_char(out, ' ');
	emit_text(out, c->claim->id);
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct evidence_facts *e = &c->evidence[i];
		const struct place *p = emit_evidence_place(e);

		buf_add(out, excerpts ? STR("\n  ") : i ? STR("; ") : STR(": "));
		if (e->locked)
			add_locked(out, e->locked);
		else
			buf_add(out, str_from(emit_verdict(e)));
		if (p) {
			buf_add_char(out, ' ');
			emit_place(out, p);
		}
		if (excerpts && e->evidence->quote.set) {
			buf_add(out, STR(" \""));
			add_quote(out, e->evidence->quote.value);
			buf_add_char(out, '"');
		}
	}
	buf_add_char(out, '\n');
}

int summary_supported(struct buf *out, const struct lint_result *result, const struct report_options *options,
                      bool excerpts)
{
	for (size_t i = 0; i < result->run.n_claims; i++)
		if (result->states[i] == CLAIM_SUPPORTED)
			add_good_claim(out, result, &result->run.claims[i], "supported", options, excerpts);
		else if (result->states[i] == CLAIM_VERIFIED_EARLIER)
			add_good_claim(out, result, &result->run.claims[i], "verified earlier", options, excerpts);
	return out->failed ? CC_ENOMEM : 0;
}

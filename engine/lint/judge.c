/* From findings to states, levels, order, counts and the exit status. States come from the facts and the rules' default
 * levels; what is shown comes from the configuration. */
#include <stdlib.h>

#include "lint/baseline.h"
#include "lint/fingerprint.h"
#include "lint/reporter.h"

const char *claim_state_name(enum claim_state s)
{
	static const char *const names[] = {
		[CLAIM_SUPPORTED] = "supported", [CLAIM_DISCREPANT] = "discrepant", [CLAIM_UNCHECKED] = "unchecked",
		[CLAIM_VERIFIED_EARLIER] = "verified_earlier",
	};

	return names[s];
}

static bool undecided(const struct claim_facts *c)
{
	size_t decided = 0, translated = 0;

	for (size_t i = 0; i < c->n_evidence; i++) {
		switch (c->evidence[i].state) {
		case EVIDENCE_UNKNOWN_SOURCE:
		case EVIDENCE_AMBIGUOUS:
		case EVIDENCE_UNREADABLE:
		case EVIDENCE_LIMIT:
			return true;
		case EVIDENCE_TRANSLATED:
			translated++;
			break;
		case EVIDENCE_DECIDED:
		case EVIDENCE_LOCKED:
			decided++;
			break;
		default:
			break;
		}
	}
	return translated > 0 && decided == 0;
}

static bool is_locked(const struct claim_facts *c)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].state == EVIDENCE_LOCKED)
			return true;
	return false;
}

static void find_states(const struct reporter *r, struct lint_result *out)
{
	for (size_t i = 0; i < r->run->n_claims; i++)
		out->states[i] = undecided(&r->run->claims[i])     ? CLAIM_UNCHECKED
		                 : r->run->claims[i].claim->faulty ? CLAIM_DISCREPANT
		                 : is_locked(&r->run->claims[i])   ? CLAIM_VERIFIED_EARLIER
		                                                   : CLAIM_SUPPORTED;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.v[i];
		if (f->claim_index == SIZE_MAX || f->rule->effect == EFFECT_NONE || f->minor)
			continue;
		if (f->rule->effect == EFFECT_UNCHECKED) {
			if (out->states[f->claim_index] != CLAIM_DISCREPANT)
				out->states[f->claim_index] = CLAIM_UNCHECKED;
		} else if (f->rule->level >= LEVEL_WARNING)
			out->states[f->claim_index] = CLAIM_DISCREPANT;
	}
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int c = str_cmp(x->at.path, y->at.path);

	if (c)
		return c;
	if (x->at.page != y->at.page)
		return x->at.page < y->at.page ? -1 : 1;
	if (x->at.start.line != y->at.start.line)
		return x->at.start.line < y->at.start.line ? -1 : 1;
	if (x->at.start.column != y->at.start.column)
		return x->at.start.column < y->at.start.column ? -1 : 1;
	c = str_cmp(str_from(x->rule->name), str_from(y->rule->name));
	return c ? c : str_cmp(x->message, y->message);
}

static void find_levels(struct reporter *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.v[i];
		size_t rule = rule_index(str_from(f->rule->name));
		struct str path = f->file_index == SIZE_MAX ? (struct str){ 0 } : r->run->files[f->file_index].file->path;

		f->level = setting_level(r->options, rule, path);
		if (f->minor && f->level > LEVEL_NOTE)
			f->level = LEVEL_NOTE;
		if (r->options->only && !r->options->only[rule])
			f->level = LEVEL_OFF;
	}
}

static int keep(struct reporter *r, struct lint_result *out)
{
	struct fingerprint_memo memo = { 0 };

	out->findings = arena_array(r->arena, struct finding, r->findings.n + 1);
	out->suppressed = arena_array(r->arena, struct finding, r->findings.n + 1);
	if (!out->findings || !out->suppressed)
		return CC_ENOMEM;
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.v[i];
		if (f->level == LEVEL_OFF)
			continue;
		if (!f->fingerprint && !(f->fingerprint = fingerprint_of(r->run, f, &memo)))
			return CC_ENOMEM;
		if (f->suppressed)
			out->suppressed[out->n_suppressed++] = *f;
		else
			out->findings[out->n_findings++] = *f;
	}
	qsort(out->findings, out->n_findings, sizeof *out->findings, compare);
	qsort(out->suppressed, out->n_suppressed, sizeof *out->suppressed, compare);
	return 0;
}

static void count(const struct reporter *r, struct lint_result *out)
{
	struct lint_summary *s = &out->summary;

	s->claims = r->run->n_claims;
	for (size_t i = 0; i < r->run->n_claims; i++) {
		const struct claim_facts *c = &r->run->claims[i];
		for (size_t k = 0; k < c->n_evidence; k++)
			s->quotes += c->evidence[k].evidence->quote.set || c->evidence[k].evidence->original.set;
		s->supported += out->states[i] == CLAIM_SUPPORTED;
		s->discrepant += out->states[i] == CLAIM_DISCREPANT;
		s->unchecked += out->states[i] == CLAIM_UNCHECKED;
		s->verified_earlier += out->states[i] == CLAIM_VERIFIED_EARLIER;
	}
	for (size_t i = 0; i < corpus_count(r->run->corpus); i++)
		s->sources += r->run->sources[i].cited;
	for (size_t i = 0; i < out->n_findings; i++) {
		s->errors += out->findings[i].level == LEVEL_ERROR;
		s->warnings += out->findings[i].level == LEVEL_WARNING;
		s->notes += out->findings[i].level == LEVEL_NOTE;
	}
	for (size_t i = 0; i < out->n_suppressed; i++)
		s->baselined += out->suppressed[i].baselined;
	s->ignored = out->n_suppressed - s->baselined;
}

int judge(struct reporter *r, struct lint_result *out, struct error *e)
{
	enum level fail_on = r->options->config->fail_on;

	out->states = arena_array(r->arena, enum claim_state, r->run->n_claims + 1);
	if (!out->states)
		return error_memory(e);
	out->baseline = r->options->baseline;
	find_states(r, out);
	if (baseline_apply(r, out) < 0)
		return error_memory(e);
	find_levels(r);
	if (keep(r, out) < 0)
		return error_memory(e);
	count(r, out);
	for (size_t i = 0; i < out->n_findings; i++)
		if (fail_on != LEVEL_NEVER && out->findings[i].level >= fail_on)
			out->exit_status = 1;
	if (out->summary.unchecked || out->n_diagnostics)
		out->exit_status = 2;
	return 0;
}

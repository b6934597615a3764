#include "lint/baseline.h"

#include <stdlib.h>

#include "lint/fingerprint.h"
#include "lint/ledger.h"
#include "lint/reporter.h"

static const struct ledger_field fields[] = {
	{ "claim", LEDGER_TEXT, .optional = true, .member = offsetof(struct baseline_entry, claim) },
	{ "file", LEDGER_TEXT, .optional = true, .member = offsetof(struct baseline_entry, file) },
	{ "rule", LEDGER_TEXT, .member = offsetof(struct baseline_entry, rule) },
	{ "fingerprint", LEDGER_HEX, .digits = 16, .member = offsetof(struct baseline_entry, fingerprint) },
	{ "said", LEDGER_HEX, .digits = 16, .optional = true, .member = offsetof(struct baseline_entry, said) },
	{ 0 },
};

static const struct ledger_shape shape = {
	.list = "findings",
	.about = "Findings that were there when this file was made: citecheck hides them. `citecheck baseline prune` drops what "
	         "was mended.",
	.fields = fields,
	.entry_size = sizeof(struct baseline_entry),
};

int baseline_read(struct arena *a, const struct tree *tree, struct str full, struct str shown, struct baseline *out,
                  struct error *e)
{
	struct file *file = NULL;
	int rc = ledger_read(a, &shape, tree, full, shown, &file, &out->entries, &out->n, e);

	out->file = file;
	return rc;
}

int baseline_write(struct buf *b, const struct baseline *from)
{
	return ledger_write(b, &shape, from->entries, from->n);
}

/* Entries by rule and fingerprint: the first of each kind, the first that was not looked at, and what follows each. */
struct table {
	struct map heads;
	size_t *front, *next;
	struct fingerprint_memo memo;
};

static struct str key_of(struct arena *a, struct str rule, struct str fingerprint, struct str said)
{
	return str_fmt(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(fingerprint), STR_ARG(said), STR_ARG(rule));
}

static struct str key_of_entry(struct arena *a, const struct baseline_entry *entry)
{
	return key_of(a, entry->rule, entry->fingerprint, entry->said);
}

static int fill(struct arena *a, struct table *t, const struct baseline *b)
{
	size_t *last = arena_array(a, size_t, b->n + 1), first;

	t->front = arena_array(a, size_t, b->n + 1);
	t->next = arena_array(a, size_t, b->n + 1);
	if (!last || !t->front || !t->next)
		return CC_ENOMEM;
	for (size_t i = 0; i < b->n; i++) {
		struct str key = key_of_entry(a, &b->entries[i]);
		int rc = key.ptr ? map_put(a, &t->heads, key, i, &first) : CC_ENOMEM;

		if (rc < 0)
			return rc;
		t->front[i] = i;
		t->next[i] = SIZE_MAX;
		if (rc == 1)
			t->next[last[first]] = i;
		last[rc == 1 ? first : i] = i;
	}
	return 0;
}

int baseline_limit(struct arena *a, struct baseline *b, const struct baseline *allowed, struct str name, struct error *e)
{
	struct map heads = { 0 };
	size_t *left = arena_array(a, size_t, allowed->n + 1), first;

	b->limit = name;
	if (!left)
		return error_memory(e);
	for (size_t i = 0; i < allowed->n; i++) {
		struct str key = key_of_entry(a, &allowed->entries[i]);
		int rc = key.ptr ? map_put(a, &heads, key, i, &first) : CC_ENOMEM;

		if (rc < 0)
			return error_memory(e);
		left[rc == 1 ? first : i]++;
	}
	for (size_t i = 0; i < b->n; i++) {
		struct str key = key_of_entry(a, &b->entries[i]);
		struct str older = key_of(a, b->entries[i].rule, b->entries[i].fingerprint, (struct str){ 0 });
		size_t at = key.ptr ? map_get(&heads, key) : MAP_NONE;

		if (!key.ptr || !older.ptr)
			return error_memory(e);
		/* an entry of an older file hides more than one that says what is claimed */
		if (at == MAP_NONE || left[at] == 0)
			at = map_get(&heads, older);
		if (at != MAP_NONE && left[at] > 0)
			left[at]--;
		else
			b->entries[i].use = BASELINE_GROWN;
	}
	return 0;
}

/* An entry names the claim that its fingerprint holds: one that does not can hide nothing. Ids that are made move. */
static bool names_claim(const struct run *run, const struct finding *f, const struct baseline_entry *entry)
{
	if (f->claim_index == SIZE_MAX || !run->claims[f->claim_index].claim->id_given)
		return true;
	return str_eq(entry->claim, f->claim);
}

static bool hide_by(struct reporter *r, const struct baseline *b, struct table *t, struct str key, struct str said,
                    struct finding *f)
{
	size_t head = map_get(&t->heads, key);

	if (head == MAP_NONE)
		return false;
	/* no entry is looked at twice, however many findings are alike */
	for (size_t i = t->front[head]; i != SIZE_MAX; i = t->next[i]) {
		struct baseline_entry *entry = &b->entries[i];

		t->front[head] = t->next[i];
		if (entry->use != BASELINE_OPEN || !names_claim(r->run, f, entry))
			continue;
		entry->use = BASELINE_HIDES;
		entry->said_now = said;
		f->suppressed = f->baselined = true;
		f->reason = STR("in the baseline");
		return true;
	}
	return false;
}

static int hide(struct reporter *r, const struct baseline *b, struct table *t, struct finding *f)
{
	struct str key, older, number, said, rule = str_from(f->rule->name);

	if (!f->fingerprint && !(f->fingerprint = fingerprint_of(r->run, f, &t->memo)))
		return CC_ENOMEM;
	number = str_fmt(r->arena, "%016llx", (unsigned long long)f->fingerprint);
	said = fingerprint_said(r->arena, r->run, f);
	key = key_of(r->arena, rule, number, said);
	older = key_of(r->arena, rule, number, (struct str){ 0 });
	if (!number.ptr || !said.ptr || !key.ptr || !older.ptr)
		return CC_ENOMEM;
	if (!hide_by(r, b, t, key, said, f) && said.len > 0)
		hide_by(r, b, t, older, said, f);
	return 0;
}

static int report(struct reporter *r, const struct baseline *b, const struct baseline_entry *entry)
{
	struct finding *f;
	struct place at;

	if (place_in_file(r->arena, b->file, entry->place, &at) < 0)
		return CC_ENOMEM;
	if (entry->use == BASELINE_GROWN)
		f = report_at_place(r, &at, "this entry of the baseline is not in that of '" STR_FMT "': it hides nothing",
		                    STR_ARG(b->limit));
	else
		f = report_at_place(r, &at, "this entry of the baseline hides nothing");
	if (!f)
		return CC_ENOMEM;
	return entry->use == BASELINE_GROWN
	               ? finding_help(r, f, "a change may take entries out of the baseline; --baseline-grow lets it add some")
	               : finding_help(r, f, "`citecheck baseline prune` drops what was mended");
}

/* Whether the run can tell that what an entry hides is not there. */
static bool is_judged(const struct reporter *r, const struct lint_result *result, const struct map *claims,
                      const struct baseline *b, const struct baseline_entry *entry)
{
	size_t at = entry->claim.len ? map_get(claims, entry->claim) : MAP_NONE;

	if (at != MAP_NONE && result->states[at] == CLAIM_UNCHECKED)
		return false;
	if (b->whole)
		return result->n_diagnostics == 0;
	return at != MAP_NONE && r->run->claims[at].claim->id_given;
}

static int report_unused(struct reporter *r, const struct lint_result *result, struct baseline *b)
{
	struct map claims = { 0 };

	for (size_t i = 0; i < r->run->n_claims; i++)
		if (map_put(r->arena, &claims, r->run->claims[i].claim->id, i, NULL) < 0)
			return CC_ENOMEM;
	for (size_t i = 0; i < b->n; i++) {
		struct baseline_entry *entry = &b->entries[i];

		if (entry->use == BASELINE_OPEN && is_judged(r, result, &claims, b, entry))
			entry->use = BASELINE_STALE;
		if ((entry->use == BASELINE_STALE || entry->use == BASELINE_GROWN) && report(r, b, entry) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

int baseline_apply(struct reporter *r, const struct lint_result *result)
{
	struct baseline *b = r->options->baseline;
	size_t n = r->findings.n;
	struct table t = { 0 };
	int rc;

	if (!b)
		return 0;
	for (size_t i = 0; i < b->n; i++)
		if (b->entries[i].use != BASELINE_GROWN)
			b->entries[i].use = BASELINE_OPEN;
	rc = fill(r->arena, &t, b);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!r->findings.v[i].suppressed && r->findings.v[i].rule->effect != EFFECT_UNCHECKED)
			rc = hide(r, b, &t, &r->findings.v[i]);
	r->rule = &rule_ignore_unused;
	return rc == 0 ? report_unused(r, result, b) : rc;
}

static int compare(const void *a, const void *b)
{
	const struct baseline_entry *x = a, *y = b;
	int c = str_cmp(x->claim, y->claim);

	if (c == 0)
		c = str_cmp(x->file, y->file);
	if (c == 0)
		c = str_cmp(x->rule, y->rule);
	return c ? c : str_cmp(x->fingerprint, y->fingerprint);
}

int baseline_make(struct arena *a, const struct lint_result *result, struct baseline *out, struct error *e)
{
	*out = (struct baseline){ .entries = arena_array(a, struct baseline_entry, result->n_findings + 1) };
	if (!out->entries)
		return error_memory(e);
	for (size_t i = 0; i < result->n_findings; i++) {
		const struct finding *f = &result->findings[i];
		struct baseline_entry *entry = &out->entries[out->n];

		if (f->rule->effect == EFFECT_UNCHECKED)
			continue;
		*entry = (struct baseline_entry){ .claim = f->claim, .rule = str_from(f->rule->name) };
		if (f->claim.len == 0)
			entry->file = f->at.path;
		entry->fingerprint = str_fmt(a, "%016llx", (unsigned long long)f->fingerprint);
		entry->said = fingerprint_said(a, &result->run, f);
		if (!entry->fingerprint.ptr || !entry->said.ptr)
			return error_memory(e);
		out->n++;
	}
	qsort(out->entries, out->n, sizeof *out->entries, compare);
	return 0;
}

#include "lint/reporter.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct str format(struct arena *a, const char *fmt, va_list args) __attribute__((format(printf, 2, 0)));

static struct str format(struct arena *a, const char *fmt, va_list args)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1, 1);
	if (!p)
		return (struct str){ 0 };
	vsnprintf(p, (size_t)n + 1, fmt, args);
	return (struct str){ p, (size_t)n };
}

#define FORMAT_INTO(out, a, fmt)                                                                                       \
	do {                                                                                                           \
		va_list args_;                                                                                         \
		va_start(args_, fmt);                                                                                  \
		(out) = format((a), (fmt), args_);                                                                     \
		va_end(args_);                                                                                         \
	} while (0)

struct arena *reporter_arena(struct reporter *r)
{
	return r->arena;
}

static struct finding *add(struct reporter *r, struct str message)
{
	struct finding *f = message.ptr ? vec_add(r->arena, &r->findings) : NULL;

	if (!f)
		return NULL;
	*f = (struct finding){ .rule = r->rule, .level = r->rule->level, .message = message };
	f->file_index = f->claim_index = f->evidence_index = SIZE_MAX;
	return f;
}

static bool at_file(struct reporter *r, struct finding *f, size_t file, struct span in_file)
{
	f->file_index = file;
	f->in_claim_file = in_file;
	return place_in_file(r->arena, r->run->files[file].file, in_file, &f->at) == 0;
}

static struct finding *about_claim(struct reporter *r, const struct claim_facts *c, struct span in_file,
                                   struct str message)
{
	struct finding *f = add(r, message);

	if (!f)
		return NULL;
	f->claim = c->claim->id;
	f->claim_index = (size_t)(c - r->run->claims);
	return at_file(r, f, c->file, in_file) ? f : NULL;
}

struct finding *report_at_claim(struct reporter *r, const struct claim_facts *c, struct span in_file, const char *fmt,
                                ...)
{
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	return about_claim(r, c, in_file, message);
}

struct finding *report_at_field(struct reporter *r, const struct claim_facts *c, const struct field *field,
                                struct span of_value, const char *fmt, ...)
{
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	return about_claim(r, c, field_place(field, of_value), message);
}

struct finding *report_at_evidence(struct reporter *r, const struct claim_facts *c, const struct evidence_facts *ev,
                                   const struct field *field, struct span of_value, const char *fmt, ...)
{
	struct finding *f;
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	f = about_claim(r, c, field ? field_place(field, of_value) : ev->evidence->place, message);
	if (f)
		f->evidence_index = (size_t)(ev - c->evidence);
	return f;
}

struct finding *report_at_file(struct reporter *r, size_t file, struct span in_file, const char *fmt, ...)
{
	struct finding *f;
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	f = add(r, message);
	return f && at_file(r, f, file, in_file) ? f : NULL;
}

struct finding *report_at_place(struct reporter *r, const struct place *at, const char *fmt, ...)
{
	struct finding *f;
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	f = add(r, message);
	if (f)
		f->at = *at;
	return f;
}

int finding_label(struct reporter *r, struct finding *f, const char *fmt, ...)
{
	FORMAT_INTO(f->label, r->arena, fmt);
	return f->label.ptr ? 0 : CC_ENOMEM;
}

int finding_help(struct reporter *r, struct finding *f, const char *fmt, ...)
{
	FORMAT_INTO(f->help, r->arena, fmt);
	return f->help.ptr ? 0 : CC_ENOMEM;
}

int finding_void_lock(struct reporter *r, struct finding *f, const struct evidence_facts *ev)
{
	if (!ev->void_lock || f->help.len)
		return 0;
	return finding_help(r, f, "citecheck.lock does not stand in for it: %s", ev->void_lock);
}

int finding_related(struct reporter *r, struct finding *f, const struct place *at, const char *fmt, ...)
{
	struct related *more = arena_array(r->arena, struct related, f->n_related + 1);
	struct str message;

	FORMAT_INTO(message, r->arena, fmt);
	if (!more || !message.ptr)
		return CC_ENOMEM;
	if (f->n_related)
		memcpy(more, f->related, f->n_related * sizeof *more);
	more[f->n_related] = (struct related){ *at, message };
	f->related = more;
	f->n_related++;
	return 0;
}

int finding_fix(struct reporter *r, struct finding *f, bool safe, const struct place *at, struct str text,
                const char *fmt, ...)
{
	struct edit *more;
	size_t n = f->fix ? f->fix->n_edits : 0;

	if (!f->fix && !(f->fix = arena_new(r->arena, struct fix)))
		return CC_ENOMEM;
	more = arena_array(r->arena, struct edit, n + 1);
	if (!more)
		return CC_ENOMEM;
	if (n)
		memcpy(more, f->fix->edits, n * sizeof *more);
	more[n] = (struct edit){ *at, text };
	f->fix->edits = more;
	f->fix->n_edits = n + 1;
	f->fix->safe = n ? f->fix->safe && safe : safe;
	if (!f->fix->description.ptr)
		FORMAT_INTO(f->fix->description, r->arena, fmt);
	return f->fix->description.ptr ? 0 : CC_ENOMEM;
}

static int ask_about_claims(struct reporter *r, const struct rule *rule)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->run->n_claims; i++) {
		const struct claim_facts *c = &r->run->claims[i];

		if (c->skipped)
			continue;
		if (rule->check_claim)
			rc = rule->check_claim(r, r->run, c);
		for (size_t k = 0; rc == 0 && rule->check_evidence && k < c->n_evidence; k++)
			rc = rule->check_evidence(r, r->run, c, &c->evidence[k]);
	}
	return rc;
}

static int ask(struct reporter *r, const struct rule *rule)
{
	int rc = 0;

	r->rule = rule;
	for (size_t i = 0; rc == 0 && rule->check_file && i < r->run->n_files; i++)
		rc = rule->check_file(r, r->run, i);
	for (size_t i = 0; rc == 0 && rule->check_source && i < corpus_count(r->run->corpus); i++)
		rc = rule->check_source(r, r->run, i);
	if (rc == 0 && (rule->check_claim || rule->check_evidence))
		rc = ask_about_claims(r, rule);
	if (rc == 0 && rule->check_run)
		rc = rule->check_run(r, r->run);
	return rc;
}

int reporter_ask_rules(struct reporter *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < rule_count; i++)
		rc = ask(r, rule_table[i]);
	return rc;
}

/* Suppressions: applied once, between the rules and the report. */
#include <stdlib.h>

#include "lint/reporter.h"
#include "time/calendar.h"

struct entry {
	size_t file, at, finding;
};

static int by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

/* The first entry at or behind (file, at). */
static size_t lower_bound(const struct entry *v, size_t n, size_t file, size_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (v[mid].file < file || (v[mid].file == file && v[mid].at < at))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* An end that is no day has come already: "until: soon" must not last for ever. */
static bool has_expired(struct str until, struct str now)
{
	struct ymd day;

	return until.len && (!calendar_read_day(until, &day) || str_cmp(until, now) < 0);
}

static void apply(struct reporter *r, struct ignore_facts *ig, const struct entry *v, size_t n, size_t key, size_t from,
                  size_t to)
{
	for (size_t i = lower_bound(v, n, key, from); i < n && v[i].file == key && v[i].at < to; i++) {
		struct finding *f = &r->findings.v[v[i].finding];
		if (!str_is(ig->ignore->rule, f->rule->name))
			continue;
		ig->used = true;
		f->suppressed = true;
		f->reason = ig->ignore->reason;
	}
}

int suppress(struct reporter *r, struct run *run)
{
	size_t n = r->findings.n, n_place = 0, n_claim = 0, total = 0, first_claim = 0;
	struct entry *places = arena_array(r->arena, struct entry, n + 1);
	struct entry *claims = arena_array(r->arena, struct entry, n + 1);

	for (size_t i = 0; i < run->n_files; i++)
		total += run->files[i].n_ignores;
	run->ignores = arena_array(r->arena, struct ignore_facts, total + 1);
	if (!places || !claims || !run->ignores)
		return CC_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &r->findings.v[i];
		if (f->file_index != SIZE_MAX)
			places[n_place++] = (struct entry){ f->file_index, f->in_claim_file.start, i };
		if (f->claim_index != SIZE_MAX)
			claims[n_claim++] = (struct entry){ f->claim_index, 0, i };
	}
	qsort(places, n_place, sizeof *places, by_place);
	qsort(claims, n_claim, sizeof *claims, by_place);
	for (size_t i = 0; i < run->n_files; i++) {
		for (size_t k = 0; k < run->files[i].n_ignores; k++) {
			const struct ignore *ignore = &run->files[i].ignores[k];
			struct ignore_facts *ig = &run->ignores[run->n_ignores++];

			*ig = (struct ignore_facts){ .ignore = ignore, .file = i, .claim = SIZE_MAX };
			ig->known = rule_index(ignore->rule) != SIZE_MAX;
			ig->expired = has_expired(ignore->until, run->now);
			if (ignore->claim != SIZE_MAX)
				ig->claim = first_claim + ignore->claim;
			if (ig->expired)
				continue;
			if (ig->claim != SIZE_MAX)
				apply(r, ig, claims, n_claim, ig->claim, 0, 1);
			else
				apply(r, ig, places, n_place, i, ignore->covers.start, ignore->covers.end);
		}
		first_claim += run->files[i].n_claims;
	}
	for (size_t i = 0; i < rule_count; i++) {
		int rc;
		r->rule = rule_table[i];
		rc = r->rule->check_ignores ? r->rule->check_ignores(r, run) : 0;
		if (rc < 0)
			return rc;
	}
	return 0;
}

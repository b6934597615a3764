#include "rules/date_pair.h"

static bool behind(const struct date_said *d, const struct evidence_dates *ev, long tolerance)
{
	if (ev->issued.tolerant.last == DAY_OPEN_END)
		return false;
	for (size_t i = 0; i < d->n_readings; i++) {
		if ((long)d->readings[i].tolerant.first <= (long)ev->issued.tolerant.last + tolerance)
			return false;
	}
	return d->n_readings > 0;
}

/* The source's date that is told as past and lies behind the source's own publication. */
static const struct date_said *future(const struct claim_facts *c, size_t judged, size_t i, long tolerance)
{
	const struct evidence_dates *ev = &c->dates->evidence[i];
	const struct date_said *which;

	if (!ev->has_issued || !ev->past || ev->step == DATE_STEP_STORY || date_pair(c, judged, i, &which) != PAIR_AGREES)
		return NULL;
	if (which->background & (BACK_PLANNED | BACK_ATTRIBUTIVE | BACK_SINCE | BACK_NO_TEXT))
		return NULL;
	return behind(which, ev, tolerance) ? which : NULL;
}

bool date_future_holds(const struct claim_facts *c, size_t judged, long tolerance)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (future(c, judged, i, tolerance))
			return true;
	return false;
}

static int report(struct reporter *r, const struct claim_facts *c, size_t judged, size_t i, long tolerance)
{
	const struct claim_date *d = date_at(c, judged);
	const struct date_said *which = future(c, judged, i, tolerance);
	struct arena *a = reporter_arena(r);
	struct finding *f;

	if (!which)
		return 0;
	f = report_at_field(r, c, d->field, d->said.span,
	                    "dated \"" STR_FMT "\" and told as past, but the source was published before: " STR_FMT,
	                    STR_ARG(d->said.words),
	                    STR_ARG(time_describe(a, &c->dates->evidence[i].issued, PRECISION_DAY)));
	return f ? finding_related(r, f, &which->place, STR_FMT, STR_ARG(date_say(a, which))) : CC_ENOMEM;
}

static int check(struct reporter *r, const struct run *run, const struct claim_facts *c)
{
	long tolerance = rule_setting_of(r, "tolerance", c->file);
	int err = 0;

	(void)run;
	for (size_t i = 0; i < date_judged(c); i++) {
		if (date_verdict(r, c, i) != DATE_FUTURE)
			continue;
		for (size_t k = 0; !err && k < c->n_evidence; k++) {
			if (future(c, i, k, tolerance)) {
				err = report(r, c, i, k, tolerance);
				break;
			}
		}
	}
	return err;
}

static const struct rule_key keys[] = {
	{ "tolerance", 0, 3660, DATE_FUTURE_TOLERANCE, "d", "days that an event may lie behind the publication",
	  -1 },
	{ 0 },
};

const struct rule rule_date_future = {
	.name = "date-future",
	.level = LEVEL_WARNING,
	.summary = "an event dated later than the source's own publication, told as past",
	.explain =
	        "The source tells of an event as past that it dates after its own `issued`. Either the record's date is "
	        "wrong, or the event's.\n\n"
	        "Plans and forecasts raise nothing. `tolerance` is how many days the event may lie behind the publication: "
	        "time zones and evening papers need one.",
	.bad = "=== claims/a.yaml\n"
	       "claims:\n"
	       "  - {id: strike, claim: The strike ended in May 1999., source: news, quote: the strike ended with a handshake}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: news, issued: 1998-06-01, file: corpus/news.txt}\n"
	       "=== corpus/news.txt\n"
	       "In May 1999 the strike ended with a handshake.\n",
	.good = "=== claims/a.yaml\n"
	        "claims:\n"
	        "  - {id: strike, claim: The strike ended in May 1998., source: news, quote: the strike ended with a handshake}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: news, issued: 1998-06-01, file: corpus/news.txt}\n"
	        "=== corpus/news.txt\n"
	        "In May 1998 the strike ended with a handshake.\n",
	.keys = keys,
	.check_claim = check,
};

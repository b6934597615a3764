#include <string.h>

#include "rules/date_pair.h"

#define SLACK 1  /* days: time zones */
#define WEAK 366 /* days that a file may be older than its text's appearance */

static bool after(const struct record_date *a, const struct record_date *b)
{
	return a->read && b->read && b->reading.tolerant.last != DAY_OPEN_END &&
	       (long)a->reading.tolerant.first > (long)b->reading.tolerant.last + SLACK;
}

static bool in_future(const struct run *run, const struct record_date *d)
{
	return d->read && run->dates->has_now && (long)d->reading.tolerant.first > (long)run->dates->now.last + SLACK;
}

static int report(struct reporter *r, const struct record_date *at, const char *what, struct str words)
{
	if (!at->place.path.len)
		return 0;
	return report_at_place(r, &at->place, "%s \"" STR_FMT "\"", what, STR_ARG(words)) ? 0 : CC_ENOMEM;
}

static int check_stated(struct reporter *r, const struct source_facts *sf, const struct source_dates *d)
{
	for (size_t i = 0; i < sf->n_stated; i++) {
		const struct record_date *s = &d->stated[i];
		struct finding *f;

		if (sf->stated[i].weak || (!after(&d->issued, s) && !after(s, &d->issued)))
			continue;
		if (!d->issued.place.path.len)
			return 0;
		f = report_at_place(r, &d->issued.place, "issued \"" STR_FMT "\", but the page's %s says \"" STR_FMT "\"",
		                    STR_ARG(d->issued.words), sf->stated[i].where, STR_ARG(s->words));
		return f ? finding_related(r, f, &sf->stated_place[i], "stated here") : CC_ENOMEM;
	}
	return 0;
}

/* When a file was made says little about when its text appeared, and is asked only where nothing else tells; a text
 * that appeared a year and more after its own file was made is another one. */
static int check_made(struct reporter *r, const struct source_facts *sf, const struct source_dates *d)
{
	const struct record_date *made = NULL;
	struct finding *f;

	for (size_t i = 0; i < sf->n_stated; i++) {
		if (!sf->stated[i].weak)
			return 0;
		made = &d->stated[i];
	}
	if (!made || !made->read || !d->issued.read || !d->issued.place.path.len ||
	    made->reading.tolerant.last == DAY_OPEN_END ||
	    (long)d->issued.reading.tolerant.first <= (long)made->reading.tolerant.last + WEAK)
		return 0;
	f = report_at_place(r, &d->issued.place, "issued \"" STR_FMT "\", but the file was made on \"" STR_FMT "\"",
	                    STR_ARG(d->issued.words), STR_ARG(made->words));
	return f ? finding_help(r, f, "so its metadata says, which is weak evidence: is it the right file?") : CC_ENOMEM;
}

static int check(struct reporter *r, const struct run *run, size_t source)
{
	const struct source_facts *sf = &run->sources[source];
	const struct source_dates *d = run->dates ? &run->dates->sources[source] : NULL;

	if (!d || !sf->cited)
		return 0;
	if (in_future(run, &d->issued))
		return report(r, &d->issued, "issued in the future:", d->issued.words);
	if (in_future(run, &d->accessed))
		return report(r, &d->accessed, "accessed in the future:", d->accessed.words);
	if (after(&d->issued, &d->accessed))
		return report(r, &d->issued, "issued later than it was accessed:", d->issued.words);
	if (after(&d->issued, &d->archived))
		return report(r, &d->issued, "issued later than the archive's copy was made:", d->issued.words);
	return sf->n_stated > 0 && sf->stated[0].weak ? check_made(r, sf, d) : check_stated(r, sf, d);
}

const struct rule rule_source_dates = {
	.name = "source-dates",
	.level = LEVEL_WARNING,
	.summary = "a record whose own dates contradict each other",
	.explain =
	        "The `issued` of a cited record lies after its `accessed`, after the stamp of its archived copy (the 14 "
	        "digits of a Wayback address) or in the future, or the page states another publication date as its own: in "
	        "its meta data, its byline or its copyright line. When a PDF or another file was made is weak evidence, asked "
	        "only where the text states nothing: it counts when it is a year and more before `issued`.\n\n"
	        "Relative dates of the source count from `issued`, so a wrong one makes them all wrong.",
	.bad = "=== claims/a.yaml\n"
	       "claims:\n"
	       "  - {id: fair, claim: The fair was held., source: news, quote: the fair was held}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: news, issued: 2019-05-02, accessed: 2018-01-01, file: corpus/news.txt}\n"
	       "=== corpus/news.txt\n"
	       "In spring the fair was held.\n",
	.good = "=== claims/a.yaml\n"
	        "claims:\n"
	        "  - {id: fair, claim: The fair was held., source: news, quote: the fair was held}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: news, issued: 2017-05-02, accessed: 2018-01-01, file: corpus/news.txt}\n"
	        "=== corpus/news.txt\n"
	        "In spring the fair was held.\n",
	.check_source = check,
};

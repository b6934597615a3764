/* The steps in which a source's date for a quote is looked for: the span, its clause, its sentence, the story. */
#include <string.h>

#include "lint/date_cues.h"
#include "lint/date_source.h"
#include "text/sentence.h"
#include "time/calendar.h"

#define MARKS_AROUND 200 /* dates of one paragraph that are looked at */
#define YEARS_BEFORE 2
#define YEARS_AROUND 12
#define MARKS_BACK 4

struct place_of_span {
	struct span span, clause, sentence, block;
	size_t block_index;
	size_t first, last; /* marks of the block: [first, last) */
};

static bool inside(struct span outer, struct span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end;
}

static bool touches(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static void find_place(const struct date_line *l, struct span span, struct place_of_span *p)
{
	struct str text = l->document->text;
	size_t last = span.end > span.start ? span.end - 1 : span.start;
	struct span end;

	p->span = span;
	p->block_index = document_block_at(l->document, span.start);
	p->block = (struct span){ l->blocks[p->block_index].start, l->blocks[document_block_at(l->document, last)].end };
	p->sentence = sentence_at(text, p->block, span.start);
	end = sentence_at(text, p->block, last);
	if (end.end > p->sentence.end)
		p->sentence.end = end.end;
	p->clause = clause_at(text, p->sentence, span);
	p->first = date_line_find(l, p->block.start);
	p->last = date_line_find(l, p->block.end);
	if (p->last - p->first > MARKS_AROUND) {
		size_t at = date_line_find(l, p->sentence.start);

		p->first = at - p->first > MARKS_AROUND / 2 ? at - MARKS_AROUND / 2 : p->first;
		p->last = p->last - p->first > MARKS_AROUND ? p->first + MARKS_AROUND : p->last;
	}
}

static int collect(struct arena *a, const struct date_line *l, const bool *chosen, size_t first, size_t last,
                   struct date_said **out, size_t *n)
{
	size_t count = 0;
	int err = 0;

	for (size_t i = first; i < last; i++)
		count += chosen[i - first];
	*n = 0;
	*out = count ? arena_array(a, struct date_said, count) : NULL;
	if (count && !*out)
		return CC_ENOMEM;
	for (size_t i = first; !err && i < last; i++) {
		if (chosen[i - first])
			err = date_line_said(a, l, i, &(*out)[(*n)++]);
	}
	return err;
}

/* May mark m be the date of what stands in `within`? Attributive dates are a noun's, and what stands in a parenthesis
 * belongs to it, unless the quoted words are there too. */
static bool eligible(const struct date_mark *m, struct span within, bool parenthesis)
{
	return !m->open && inside(within, m->span) && !(m->background & BACK_ATTRIBUTIVE) &&
	       (parenthesis || !(m->background & BACK_PARENTHESIS));
}

/* Does the date stand in a subordinate clause that the quoted words are no part of? It may be their time and need not. */
static bool aside(const struct date_line *l, const struct place_of_span *p, const struct date_mark *m)
{
	struct span clause;

	if (!inside(p->sentence, m->span))
		return false;
	clause = date_subordinate(l->document->text, p->sentence, m->span);
	return clause.end > clause.start && !touches(clause, p->span);
}

/* Adds the marks of `within`; tells how many of them are told there, and not as background. */
static size_t choose(const struct date_line *l, const struct place_of_span *p, struct span within, bool parenthesis,
                     bool *chosen, size_t *told)
{
	size_t n = 0;

	for (size_t i = p->first; i < p->last; i++) {
		if (!eligible(&l->marks[i], within, parenthesis) || aside(l, p, &l->marks[i]))
			continue;
		chosen[i - p->first] = true;
		*told += !(l->marks[i].background & (BACK_PERFECT | BACK_SINCE | BACK_PLANNED));
		n++;
	}
	return n;
}

static bool any_inside(const struct date_line *l, const struct place_of_span *p, struct span within)
{
	for (size_t i = p->first; i < p->last; i++)
		if (eligible(&l->marks[i], within, true) && inside(p->span, l->marks[i].span))
			return true;
	return false;
}

/* A quote that begins or ends inside a clause belongs to that clause too, although it holds the date of another:
 * "In 1988 [the team was founded; it reached the final in 1994]". */
static void choose_ends(const struct date_line *l, const struct place_of_span *p, bool *chosen)
{
	struct str text = l->document->text;
	size_t last = p->span.end > p->span.start ? p->span.end - 1 : p->span.start, told = 0;
	struct span ends[] = { clause_at(text, p->sentence, (struct span){ p->span.start, p->span.start + 1 }),
		               clause_at(text, p->sentence, (struct span){ last, last + 1 }) };

	for (size_t i = 0; i < 2; i++)
		if (!any_inside(l, p, ends[i]))
			choose(l, p, ends[i], false, chosen, &told);
}

/* Does `within` hold a relative date that stayed open, or one of a clause aside? It is the date of what is told there,
 * or may be: none further out is taken for it. */
static bool stops(const struct date_line *l, const struct place_of_span *p, struct span within)
{
	for (size_t i = p->first; i < p->last; i++) {
		const struct date_mark *m = &l->marks[i];

		if (inside(within, m->span) &&
		    (m->open ? (l->list.v[m->expression].flags & TIME_RELATIVE) != 0 : eligible(m, within, true) && aside(l, p, m)))
			return true;
	}
	return false;
}

/* The first of span, clause and sentence that holds a date. One that is told as background ("that had been a chapel
 * until 1888") does not decide alone: what is told around it may be the quote's date as well. */
static enum date_step first_step(const struct date_line *l, const struct place_of_span *p, bool *chosen)
{
	enum date_step step = DATE_STEP_NONE;
	size_t told = 0;

	memset(chosen, 0, MARKS_AROUND + 1);
	if (choose(l, p, p->span, true, chosen, &told)) {
		step = DATE_STEP_SPAN;
		if (told)
			choose_ends(l, p, chosen);
	}
	if (!told && choose(l, p, p->clause, false, chosen, &told) && step == DATE_STEP_NONE)
		step = DATE_STEP_CLAUSE;
	if (step == DATE_STEP_NONE && stops(l, p, p->clause))
		return step;
	if (!told && choose(l, p, p->sentence, false, chosen, &told) && step == DATE_STEP_NONE)
		step = DATE_STEP_SENTENCE;
	if (step == DATE_STEP_NONE && choose(l, p, p->sentence, true, chosen, &told))
		step = DATE_STEP_SENTENCE;
	return step;
}

static int collect_nouns(struct arena *a, const struct date_line *l, const struct place_of_span *p, bool *chosen,
                         struct evidence_dates *out)
{
	for (size_t i = p->first; i < p->last; i++) {
		const struct date_mark *m = &l->marks[i];

		chosen[i - p->first] = !m->open && inside(p->sentence, m->span) &&
		                       ((m->background & BACK_ATTRIBUTIVE) || (out->step == DATE_STEP_NONE && aside(l, p, m)));
	}
	return collect(a, l, chosen, p->first, p->last, &out->nouns, &out->n_nouns);
}

/* The days that the story is at in a sentence without a date of its own: from the last told date of its paragraph to
 * the next one that is told. */
static int story_step(struct arena *a, const struct date_line *l, const struct place_of_span *p,
                      struct evidence_dates *out)
{
	const struct line_point *from = NULL, *to = NULL;
	size_t at = date_line_point(l, p->sentence.start);
	bool named = false; /* the quote holds a noun with a date of its own */
	struct time_reading *r;
	int err;

	if (at > 0)
		from = &l->points[at - 1];
	if (at < l->n_points && l->points[at].sentence.start == p->sentence.start)
		at++;
	if (at < l->n_points)
		to = &l->points[at];
	for (size_t i = 0; i < out->n_nouns; i++)
		named = named || inside(p->span, out->nouns[i].span);
	if (named || !from || from->block != p->block_index || !out->past || out->present)
		return 0;
	out->dates = arena_new(a, struct date_said);
	if (!out->dates || (err = date_line_said(a, l, from->mark, out->dates)))
		return CC_ENOMEM;
	r = arena_new(a, struct time_reading);
	if (!r)
		return CC_ENOMEM;
	*r = (struct time_reading){ from->core, out->dates->readings[0].tolerant };
	r->tolerant = days_join(r->tolerant, r->core);
	r->core.last = to && to->section == from->section && to->core.last >= r->core.last ? to->core.last : DAY_OPEN_END;
	r->tolerant.last = r->core.last > r->tolerant.last ? r->core.last : r->tolerant.last;
	out->dates->readings = r;
	out->n_dates = out->dates->n_readings = 1;
	out->step = DATE_STEP_STORY;
	return 0;
}

/* The marks around: the last told dates of the story before the paragraph, those of the paragraph, and of the heading
 * above it; MARKS_AROUND of each at most. Into `v`; returns how many. */
static size_t marks_around(const struct date_line *l, const struct place_of_span *p, size_t *v)
{
	size_t before = p->first, n = 0, first = p->first, heading = p->block_index, most;

	while (first > 0 && p->first - first < STORY_BEFORE)
		first--;
	while (heading > 0 && l->blocks[heading].kind != BLOCK_HEADING)
		heading--;
	most = p->last - first + MARKS_AROUND;
	for (size_t i = first; i < p->last; i++)
		if (!l->marks[i].open && (i >= before || !(l->marks[i].background & BACK_NO_TEXT)))
			v[n++] = i;
	for (size_t i = date_line_find(l, l->blocks[heading].start); i < before && n < most; i++) {
		if (l->marks[i].span.start >= l->blocks[heading].end)
			break;
		if (!l->marks[i].open)
			v[n++] = i;
	}
	return n;
}

/* Everything that can be the time of a claim without being the sentence's: for date-unsupported. */
static int collect_around(struct arena *a, const struct date_line *l, const struct place_of_span *p,
                          struct evidence_dates *out)
{
	size_t marks[STORY_BEFORE + 2 * MARKS_AROUND + 1];
	size_t n = marks_around(l, p, marks);
	int err = 0;

	out->around = arena_array(a, struct date_said, n);
	if (!out->around)
		return CC_ENOMEM;
	for (size_t i = 0; !err && i < n; i++)
		err = date_line_days(a, l, marks[i], &out->around[i]);
	out->n_around = n;
	return err;
}

/* What stayed open in the sentence, and a weekday that does not fit inside the span. */
static int look_for_odd_ones(struct arena *a, const struct date_line *l, const struct place_of_span *p,
                             struct evidence_dates *out)
{
	static const char *const days[] = { "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	int err = 0;

	for (size_t i = p->first; !err && i < p->last; i++) {
		const struct date_mark *m = &l->marks[i];
		unsigned flags = l->list.v[m->expression].flags;

		if (m->open && inside(p->sentence, m->span)) {
			out->open = true;
			if ((flags & TIME_RELATIVE) && !out->undated) {
				out->undated = arena_new(a, struct date_said);
				err = out->undated ? date_line_said(a, l, i, out->undated) : CC_ENOMEM;
			}
		}
		if (!err && !m->open && (flags & TIME_WEEKDAY_WRONG) && touches(p->span, m->span) && !out->weekday) {
			out->weekday = arena_new(a, struct date_said);
			err = out->weekday ? date_line_said(a, l, i, out->weekday) : CC_ENOMEM;
			if (!err && out->weekday->readings)
				out->weekday_is = str_from(days[calendar_weekday(out->weekday->readings[0].core.first)]);
		}
	}
	return err;
}

static bool holds(struct str s, const char *word)
{
	return str_find(s, str_from(word), 0) != SIZE_MAX;
}

static size_t add_year(int *years, size_t n, int year)
{
	for (size_t i = 0; i < n; i++)
		if (years[i] == year)
			return n;
	years[n] = year;
	return n + 1;
}

/* Years that the story names around mark `at`: of its paragraph, of the last dates before it and the next behind. */
static size_t years_around(const struct date_line *l, const struct place_of_span *p, int *years)
{
	size_t n = 0, first = p->first, last = p->last, before = 0;

	while (first > 0 && before < YEARS_BEFORE)
		before += (l->list.v[l->marks[--first].expression].flags & TIME_YEAR_WRITTEN) != 0;
	for (size_t i = first; i < l->n_marks && (i < last || i < p->last + 1) && n < YEARS_AROUND; i++) {
		const struct date_mark *m = &l->marks[i];

		if (!m->open && (l->list.v[m->expression].flags & TIME_YEAR_WRITTEN) && !(m->background & BACK_OPEN))
			n = add_year(years, n, calendar_ymd(m->core.first).year);
	}
	return n;
}

static struct days in_year(struct days d, long years)
{
	return (struct days){ calendar_add_months(d.first, 12 * years), calendar_add_months(d.last, 12 * years) };
}

/* The nearest mark before `at`, of the last few, that is as precise as a month. */
static const struct date_mark *fine_mark_before(const struct date_line *l, size_t at)
{
	for (size_t i = at; i > 0 && at - i < MARKS_BACK; i--) {
		const struct date_mark *m = &l->marks[i - 1];

		if (!m->open && l->list.v[m->expression].precision <= PRECISION_MONTH)
			return m;
	}
	return NULL;
}

/* Further years that mark `at` may belong to, beside those told around it: the next one, where it would step back
 * ("In December …. In January …"); and where it counts from a time of speaking ("two years ago"), the neighbours of
 * the year that was resolved and those that count from the story instead of the publication. */
static size_t years_beside(const struct date_line *l, size_t at, const struct date_said *d, int *years, size_t n)
{
	const struct date_mark *m = &l->marks[at], *before = fine_mark_before(l, at);
	int own = calendar_ymd(m->core.first).year;
	size_t told = n;

	if (before && m->core.last < before->core.first && before->core.first - m->core.first < 366)
		n = add_year(years, n, own + 1);
	if (!(d->flags & TIME_RELATIVE) || d->precision != PRECISION_YEAR)
		return n;
	n = add_year(years, n, own - 1);
	n = add_year(years, n, own + 1);
	if (l->has_issued && l->list.v[m->expression].anchored == ANCHOR_ISSUED) {
		for (size_t i = 0; i < told; i++)
			n = add_year(years, n, years[i] - (l->issued_year - own));
	}
	return n;
}

/* A date without a year of its own may belong to any year that is told around it: each is a candidate. Not so one that
 * names the year it means ("on 24 January of the same year"). */
static int add_years(struct arena *a, const struct date_line *l, const int *around, size_t n, struct date_said *d)
{
	size_t at = date_line_find(l, d->span.start), count = d->n_readings;
	const struct time_reading first = d->readings[0];
	struct time_reading *all;
	int years[2 * YEARS_AROUND + 3], own = calendar_ymd(first.core.first).year;

	if ((d->flags & TIME_YEAR_WRITTEN) || first.core.first == DAY_OPEN_START || first.core.last == DAY_OPEN_END ||
	    holds(d->words, "same year") || holds(d->words, "that year"))
		return 0;
	memcpy(years, around, n * sizeof *years);
	if (at < l->n_marks && !l->marks[at].open)
		n = years_beside(l, at, d, years, n);
	all = arena_array(a, struct time_reading, d->n_readings + n);
	if (!all)
		return CC_ENOMEM;
	memcpy(all, d->readings, d->n_readings * sizeof *all);
	for (size_t i = 0; i < n; i++) {
		if (years[i] != own)
			all[count++] = (struct time_reading){ in_year(first.core, years[i] - own),
				                              in_year(first.tolerant, years[i] - own) };
	}
	d->readings = all;
	d->n_readings = count;
	return 0;
}

static int widen_years(struct arena *a, const struct date_line *l, const struct place_of_span *p,
                       struct evidence_dates *out)
{
	int years[YEARS_AROUND];
	size_t n = years_around(l, p, years);
	int err = 0;

	for (size_t i = 0; !err && i < out->n_dates; i++)
		err = add_years(a, l, years, n, &out->dates[i]);
	for (size_t i = 0; !err && i < out->n_nouns; i++)
		err = add_years(a, l, years, n, &out->nouns[i]);
	return err;
}

static int judge_stories(struct arena *a, const struct date_line *l, const struct place_of_span *p, const bool *chosen,
                         struct evidence_dates *out)
{
	size_t n = 0;
	int err = 0;

	out->stories = arena_array(a, struct story_position, out->n_dates);
	if (!out->stories)
		return CC_ENOMEM;
	for (size_t i = p->first; !err && i < p->last; i++) {
		if (!chosen[i - p->first])
			continue;
		out->dates[n].story = out->n_stories;
		n++;
		err = date_line_position(a, l, i, &out->stories[out->n_stories++]);
	}
	return err;
}

int date_evidence_read(struct arena *a, const struct date_line *l, struct span span, struct evidence_dates *out,
                       struct error *e)
{
	struct place_of_span p;
	bool chosen[MARKS_AROUND + 1];
	int err;

	out->read = true;
	out->place = span;
	if (l->n_blocks == 0)
		return 0;
	find_place(l, span, &p);
	date_tense(l->document->text, p.clause, &out->past, &out->present);
	out->step = first_step(l, &p, chosen);
	err = collect(a, l, chosen, p.first, p.last, &out->dates, &out->n_dates);
	if (!err && out->n_dates)
		err = judge_stories(a, l, &p, chosen, out);
	if (!err)
		err = collect_nouns(a, l, &p, chosen, out);
	if (!err)
		err = widen_years(a, l, &p, out);
	if (!err && out->step == DATE_STEP_NONE && !stops(l, &p, p.sentence))
		err = story_step(a, l, &p, out);
	if (!err)
		err = collect_around(a, l, &p, out);
	if (!err)
		err = look_for_odd_ones(a, l, &p, out);
	return err ? error_memory(e) : 0;
}

#include "lint/date_facts.h"

#include <stdlib.h>

#include "base/parallel.h"
#include "lint/date_cues.h"
#include "lint/date_source.h"
#include "lint/own_words.h"
#include "text/sentence.h"
#include "time/calendar.h"

static const char *const weekdays[] = { "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

static struct str right_weekday(const struct date_said *d)
{
	return str_from(weekdays[calendar_weekday(d->readings[0].core.first)]);
}

/* Days of the other sources of dates: a string that should be one date. */
static int read_whole(struct arena *a, struct str words, const struct time_context *context, struct time_expression *x,
                      struct error *e)
{
	struct error why = { 0 };
	int err = time_parse(a, words, context, x, &why);

	if (err == CC_ESYNTAX && e)
		*e = why;
	return err;
}

/* `issued` of a context from words; left alone where they are no date. */
static int context_from(struct arena *a, struct str words, struct time_context *context)
{
	const struct time_context none = { .lexicon = context->lexicon, .mode = MODE_AUTO };
	struct time_expression x;
	int err;

	if (str_trim(words).len == 0)
		return 0;
	err = read_whole(a, str_trim(words), &none, &x, NULL);
	if (err == CC_ENOMEM)
		return err;
	if (err || x.n_readings == 0)
		return 0;
	context->issued = x.readings[0];
	for (size_t i = 1; i < x.n_readings; i++) {
		context->issued.core = days_join(context->issued.core, x.readings[i].core);
		context->issued.tolerant = days_join(context->issued.tolerant, x.readings[i].tolerant);
	}
	context->issued_precision = x.precision;
	context->has_issued = true;
	return 0;
}

static struct date_said from_expression(const struct time_expression *x, struct str words, struct span span)
{
	return (struct date_said){ .words = words, .span = span, .readings = x->readings, .n_readings = x->n_readings,
		                   .precision = x->precision, .flags = x->flags, .story = SIZE_MAX };
}

static void invalid(struct date_facts *d, const struct field *f, struct span span, struct str reason)
{
	if (d->invalid_field)
		return;
	d->invalid_field = f;
	d->invalid_span = span;
	d->invalid_reason = reason;
}

static int read_date_field(struct arena *a, const struct claim *c, const struct time_context *context,
                           struct date_facts *d)
{
	struct str value = str_trim(c->date.value);
	size_t at = (size_t)(value.ptr - c->date.value.ptr);
	struct span whole = { at, at + value.len };
	struct claim_date *out = &d->dates[d->n_dates];
	struct time_expression x = { 0 };
	struct error why = { 0 };
	int err = read_whole(a, value, context, &x, &why);

	if (err == CC_ENOMEM)
		return err;
	if (err) {
		if (why.offset != ERROR_NO_OFFSET && why.end != ERROR_NO_OFFSET && why.end > why.offset && why.end <= value.len)
			whole = (struct span){ at + why.offset, at + why.end };
		invalid(d, &c->date, whole, str_copy(a, str_from(why.text)));
		return d->invalid_reason.ptr ? 0 : CC_ENOMEM;
	}
	if (x.n_readings == 0)
		return 0;
	*out = (struct claim_date){ .said = from_expression(&x, value, whole), .field = &c->date };
	if (x.flags & TIME_WEEKDAY_WRONG)
		out->weekday_is = right_weekday(&out->said);
	d->n_dates++;
	return 0;
}

static int read_text_date(struct arena *a, const struct claim *c, struct str text,
                          const struct time_reading_list *list, size_t i, struct date_facts *d)
{
	const struct time_expression *x = &list->v[i];
	struct claim_date *out = &d->dates[d->n_dates];
	struct span sentence;

	if (x->flags & TIME_IMPOSSIBLE)
		invalid(d, &c->text, x->span, str_fmt(a, "'" STR_FMT "' does not exist", STR_ARG(str_span(text, x->span))));
	if (x->type == TIME_DURATION && x->length.last > 0 && date_lasts(text, x->span.start)) {
		d->lasted = d->lasted_span.end ? (struct days){ 0, 0 } : x->length;
		d->lasted_span = x->span;
	}
	if ((x->type != TIME_DATE && x->type != TIME_TIME) || (x->flags & (TIME_VAGUE | TIME_IMPOSSIBLE)) || !x->n_readings)
		return 0;
	if ((x->flags & TIME_RANGE_END) && x->partner < i)
		return 0;
	if (i > 0 && list->v[i - 1].anchored == ANCHOR_EXPRESSION && list->v[i - 1].anchor == i)
		return 0; /* "two years before 2016": the sum is what is dated */
	*out = (struct claim_date){ .field = &c->text, .from_text = true };
	if (!date_join(a, list, i, &out->said))
		return CC_ENOMEM;
	sentence = sentence_at(text, (struct span){ 0, text.len }, out->said.span.start);
	out->said.words = str_span(text, out->said.span);
	out->said.background = date_cues(text, 0, sentence, out->said.span);
	if (x->flags & TIME_COMPARED)
		out->said.background |= BACK_ATTRIBUTIVE;
	if (x->anchored == ANCHOR_EXPRESSION && x->anchor > i && x->anchor < list->n)
		out->said.words = str_span(text, (struct span){ out->said.span.start, list->v[x->anchor].span.end });
	if (x->flags & TIME_WEEKDAY_WRONG)
		out->weekday_is = right_weekday(&out->said);
	d->n_dates++;
	return 0;
}

static int read_claim(struct arena *a, const struct claim *c, const struct time_context *context, struct date_facts *d)
{
	struct time_reading_list list = { 0 };
	struct str own = claim_own_words(a, c);
	int err = own.ptr ? 0 : CC_ENOMEM;

	if (!err && c->text.set)
		err = time_read(a, own, context, &list, NULL);
	d->dates = err ? NULL : arena_array(a, struct claim_date, list.n + 1);
	if (!d->dates)
		return CC_ENOMEM;
	if (c->date.set)
		err = read_date_field(a, c, context, d);
	for (size_t i = 0; !err && i < list.n; i++)
		err = read_text_date(a, c, own, &list, i, d);
	return err;
}

struct stage {
	struct run *run;
	struct arena *workers;
	/* pieces of evidence to be read, by source */
	struct task {
		size_t source, claim, evidence;
	} *tasks;
	size_t n_tasks;
	size_t *first; /* of each source that is read */
	size_t n_sources;
	size_t per_item;
	struct time_context *contexts; /* by file */
	const struct lexicon *lexicon;
};

static int read_claim_item(void *ctx, unsigned worker, size_t i)
{
	struct stage *s = ctx;
	struct arena *a = &s->workers[worker];
	struct claim_facts *c = &s->run->claims[i];

	if (c->skipped && !c->ordered)
		return 0;
	c->dates = arena_new(a, struct date_facts);
	if (!c->dates || !(c->dates->evidence = arena_array(a, struct evidence_dates, c->n_evidence)))
		return CC_ENOMEM;
	return read_claim(a, c->claim, &s->contexts[c->file], c->dates);
}

static bool found(const struct evidence_facts *ev)
{
	return ev->state == EVIDENCE_DECIDED && ev->has_place &&
	       (ev->match.verdict == VERDICT_VERBATIM || ev->match.verdict == VERDICT_FOLDED);
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

/* Is a date at stake in this piece? One of the claim; or one in the quoted words; or another piece to compare with. */
static bool at_stake(const struct claim_facts *c, const struct evidence_facts *ev)
{
	return found(ev) && (c->dates->n_dates > 0 || c->n_evidence > 1 || has_digit(ev->evidence->quote.value) ||
	                     (ev->evidence->translated && has_digit(ev->evidence->original.value)));
}

static int by_source(const void *a, const void *b)
{
	const struct task *x = a, *y = b;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->claim != y->claim)
		return x->claim < y->claim ? -1 : 1;
	return (x->evidence > y->evidence) - (x->evidence < y->evidence);
}

static int collect(struct stage *s)
{
	struct run *run = s->run;
	size_t n = 0;

	for (size_t i = 0; i < run->n_claims; i++)
		n += run->claims[i].n_evidence;
	s->tasks = arena_array(run->arena, struct task, n);
	s->first = arena_array(run->arena, size_t, n + 1);
	if (!s->tasks || !s->first)
		return CC_ENOMEM;
	for (size_t i = 0; i < run->n_claims; i++) {
		const struct claim_facts *c = &run->claims[i];

		for (size_t k = 0; k < c->n_evidence; k++) {
			if (at_stake(c, &c->evidence[k]))
				s->tasks[s->n_tasks++] = (struct task){ c->evidence[k].source, i, k };
		}
	}
	qsort(s->tasks, s->n_tasks, sizeof *s->tasks, by_source);
	for (size_t i = 0; i < s->n_tasks; i++) {
		if (i == 0 || s->tasks[i].source != s->tasks[i - 1].source)
			s->first[s->n_sources++] = i;
	}
	s->first[s->n_sources] = s->n_tasks;
	return 0;
}

/* The record's date, else what the page states. */
static int source_context(struct arena *a, const struct source *src, const struct document *d, struct time_context *out)
{
	int err = context_from(a, src->record.issued.text, out);

	for (size_t i = 0; !err && !out->has_issued && i < d->n_stated; i++)
		err = context_from(a, d->stated[i].value, out);
	return err;
}

static int read_source(struct stage *s, struct arena *a, struct arena *scratch, size_t item)
{
	size_t source = s->tasks[s->first[item]].source;
	struct time_context context = { .lexicon = s->lexicon, .mode = MODE_AUTO };
	const struct document *d = NULL;
	struct date_line line;
	struct error e;
	int err = corpus_acquire(s->run->corpus, source, &d, &e);

	if (err) /* it was read a moment ago; what is gone now was said by others */
		return err == CC_ENOMEM ? err : 0;
	err = source_context(a, corpus_source(s->run->corpus, source), d, &context);
	if (!err)
		err = date_line_read(scratch, d, &context, &line, &e);
	for (size_t i = s->first[item]; !err && i < s->first[item + 1]; i++) {
		struct claim_facts *c = &s->run->claims[s->tasks[i].claim];
		struct evidence_dates *out = &c->dates->evidence[s->tasks[i].evidence];

		err = date_evidence_read(a, &line, c->evidence[s->tasks[i].evidence].match.span, out, &e);
		out->has_issued = context.has_issued;
		out->issued = context.issued;
		if (context.has_issued)
			out->undated = NULL;
	}
	corpus_release(s->run->corpus, d);
	return err == CC_ENOMEM ? err : 0;
}

static int read_source_item(void *ctx, unsigned worker, size_t item)
{
	struct stage *s = ctx;
	struct arena scratch;
	int err;

	arena_init(&scratch);
	err = read_source(s, &s->workers[worker], &scratch, item);
	arena_release(&scratch);
	return err;
}

static int read_record_date(struct arena *a, const struct lexicon *lexicon, struct str words, struct record_date *out)
{
	const struct time_context none = { .lexicon = lexicon, .mode = MODE_AUTO };
	struct time_expression x = { 0 };
	struct error why = { 0 };
	int err;

	words = str_trim(words);
	if (words.len == 0)
		return 0;
	out->set = true;
	out->words = words;
	err = read_whole(a, words, &none, &x, &why);
	if (err == CC_ENOMEM)
		return err;
	if (err) {
		out->impossible = (x.flags & TIME_IMPOSSIBLE) != 0;
		out->reason = str_copy(a, str_from(why.text));
		return out->reason.ptr ? 0 : CC_ENOMEM;
	}
	out->read = x.n_readings > 0;
	out->precision = x.precision;
	for (size_t i = 0; i < x.n_readings; i++) {
		out->reading.core = i ? days_join(out->reading.core, x.readings[i].core) : x.readings[i].core;
		out->reading.tolerant = i ? days_join(out->reading.tolerant, x.readings[i].tolerant) : x.readings[i].tolerant;
	}
	return 0;
}

/* The 14 digits of a Wayback address: "…/web/20030412093000/https://…". */
static bool archive_stamp(struct str url, struct str *out)
{
	size_t run = 0;

	for (size_t i = 0; i <= url.len; i++) {
		bool digit = i < url.len && url.ptr[i] >= '0' && url.ptr[i] <= '9';

		if (!digit && run == 14) {
			*out = str_slice(url, i - 14, i);
			return true;
		}
		run = digit ? run + 1 : 0;
	}
	return false;
}

static int read_archived(struct arena *a, const struct lexicon *lexicon, const struct record *r, struct record_date *out)
{
	struct str stamp;

	if (!archive_stamp(r->archive.text, &stamp) && !archive_stamp(r->url.text, &stamp))
		return 0;
	return read_record_date(a, lexicon, str_fmt(a, STR_FMT "-" STR_FMT "-" STR_FMT, STR_ARG(str_slice(stamp, 0, 4)),
	                                   STR_ARG(str_slice(stamp, 4, 6)), STR_ARG(str_slice(stamp, 6, 8))),
	                        out);
}

static int place_value(struct arena *a, const struct record *r, const struct value *v, struct record_date *d)
{
	if (!d->set || !r->file || !r->file->lines)
		return 0;
	return place_in_file(a, r->file, v->place.end > v->place.start ? v->place : r->place, &d->place);
}

static int read_record(struct arena *a, const struct lexicon *lexicon, const struct record *r,
                       const struct source_facts *sf, struct source_dates *out)
{
	int err = 0;

	out->stated = arena_array(a, struct record_date, sf->n_stated + 1);
	if (!out->stated)
		return CC_ENOMEM;
	if ((err = read_record_date(a, lexicon, r->issued.text, &out->issued)) || (err = place_value(a, r, &r->issued, &out->issued)))
		return err;
	if ((err = read_record_date(a, lexicon, r->accessed.text, &out->accessed)) ||
	    (err = place_value(a, r, &r->accessed, &out->accessed)))
		return err;
	err = read_archived(a, lexicon, r, &out->archived);
	for (size_t i = 0; !err && i < sf->n_stated; i++)
		err = read_record_date(a, lexicon, sf->stated[i].value, &out->stated[i]);
	return err;
}

static int read_records(struct run *run, const struct lexicon *lexicon)
{
	int err = 0;

	for (size_t i = 0; !err && i < corpus_count(run->corpus); i++) {
		if (run->sources[i].cited)
			err = read_record(run->arena, lexicon, &corpus_source(run->corpus, i)->record, &run->sources[i],
			                  &run->dates->sources[i]);
	}
	return err;
}

static int read_events(struct run *run, const struct lexicon *lexicon, size_t file)
{
	const struct claim_file *f = &run->files[file];
	struct event_dates *events = arena_array(run->arena, struct event_dates, f->n_events + 1);
	int err = events ? 0 : CC_ENOMEM;

	run->dates->events[file] = events;
	for (size_t i = 0; !err && i < f->n_events; i++) {
		struct record_date *d = &events[i].date;

		err = read_record_date(run->arena, lexicon, f->events[i].date.value, d);
		if (!err && f->events[i].date.set)
			err = place_in_file(run->arena, f->file, f->events[i].date.place, &d->place);
	}
	return err;
}

static int read_now(struct run *run, const struct lexicon *lexicon)
{
	struct record_date now = { 0 };
	int err = read_record_date(run->arena, lexicon, run->now, &now);

	run->dates->has_now = !err && now.read;
	run->dates->now = now.reading.core;
	return err;
}

static int prepare(struct run *run, struct stage *s)
{
	int err = 0;

	run->dates = arena_new(run->arena, struct run_dates);
	if (!run->dates)
		return CC_ENOMEM;
	run->dates->sources = arena_array(run->arena, struct source_dates, corpus_count(run->corpus) + 1);
	run->dates->events = arena_array(run->arena, struct event_dates *, run->n_files + 1);
	s->contexts = arena_array(run->arena, struct time_context, run->n_files + 1);
	s->lexicon = time_lexicon(run->arena);
	if (!run->dates->sources || !run->dates->events || !s->contexts || !s->lexicon)
		return CC_ENOMEM;
	for (size_t i = 0; !err && i < run->n_files; i++) {
		s->contexts[i].lexicon = s->lexicon;
		err = context_from(run->arena, run->files[i].date.value, &s->contexts[i]);
		if (!err)
			err = read_events(run, s->lexicon, i);
	}
	if (!err)
		err = read_records(run, s->lexicon);
	return err ? err : read_now(run, s->lexicon);
}

int date_facts_build(struct run *run, struct arena *workers, unsigned jobs, struct error *e)
{
	struct stage s = { .run = run, .workers = workers };
	int err = prepare(run, &s);

	if (!err)
		err = parallel_for(jobs, run->n_claims, read_claim_item, &s);
	if (!err)
		err = collect(&s);
	if (!err)
		err = parallel_for(jobs, s.n_sources, read_source_item, &s);
	return err ? error_memory(e) : 0;
}

static bool disjoint(const struct date_said *a, const struct date_said *b, bool core)
{
	for (size_t i = 0; i < a->n_readings; i++) {
		for (size_t k = 0; k < b->n_readings; k++) {
			if (core ? days_overlap(a->readings[i].core, b->readings[k].core)
			         : days_overlap(a->readings[i].tolerant, b->readings[k].tolerant))
				return false;
		}
	}
	return a->n_readings > 0 && b->n_readings > 0;
}

bool dates_disjoint(const struct date_said *a, const struct date_said *b)
{
	return disjoint(a, b, false);
}

bool dates_core_disjoint(const struct date_said *a, const struct date_said *b)
{
	return disjoint(a, b, true);
}

long dates_gap(const struct date_said *a, const struct date_said *b)
{
	long least = -1;

	for (size_t i = 0; i < a->n_readings; i++) {
		for (size_t k = 0; k < b->n_readings; k++) {
			struct days x = a->readings[i].tolerant, y = b->readings[k].tolerant;
			long gap = days_overlap(x, y) ? 0 : x.last < y.first ? (long)y.first - x.last : (long)x.first - y.last;

			if (least < 0 || gap < least)
				least = gap;
		}
	}
	return least < 0 ? 0 : least;
}

struct str date_say(struct arena *a, const struct date_said *d)
{
	return d->n_readings ? time_describe(a, &d->readings[0], d->precision) : d->words;
}

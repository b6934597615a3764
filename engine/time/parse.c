/* A whole string as one date: EDTF first, then English. */
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "time/edtf.h"
#include "time/lexicon.h"
#include "time/time.h"
#include "time/token.h"

#define PARSE_BYTES 1000 /* nothing longer is a date */

static void from_edtf(const struct edtf *d, struct str text, struct time_expression *out, struct time_reading *reading)
{
	*reading = d->reading;
	*out = (struct time_expression){.span = {0, text.len},
	                                .type = TIME_DATE,
	                                .precision = d->precision,
	                                .flags = d->flags | TIME_YEAR_WRITTEN,
	                                .value = text,
	                                .readings = reading,
	                                .n_readings = 1,
	                                .partner = SIZE_MAX};
}

/* Words that may stand around the date of a field: "in", "on", "from … to …", "between … and …", commas. */
static bool only_glue(struct arena *scratch, const struct lexicon *lexicon, struct str s)
{
	struct tokens batch;

	lexicon = lexicon ? lexicon : time_lexicon(scratch);
	if (!lexicon || !tokens_start(scratch, s, &batch))
		return false;
	tokens_read(lexicon, s, 0, &batch);
	for (int i = 0; i < batch.n; i++) {
		const struct token *t = &batch.v[i];

		if (t->kind == TOKEN_NUMBER)
			return false;
		if (t->kind == TOKEN_MARK || (t->word_flags & WORD_PREPOSITION) || t->class == CLASS_WEEKDAY)
			continue;
		if (t->class != CLASS_WORD || (t->value != W_AND && t->value != W_THE && t->value != W_OF &&
		                               t->value != W_UNCERTAIN && t->value != W_ABOUT && t->value != W_AT))
			return false;
	}
	return true;
}

/* The first piece of text outside of the expressions that is no glue; false when there is none. */
static bool leftover(const struct lexicon *lexicon, struct str text, const struct time_reading_list *list, size_t *at)
{
	struct arena scratch;
	size_t from = 0;
	bool left = false;

	arena_init(&scratch);
	for (size_t i = 0; !left && i <= list->n; i++) {
		size_t to = i < list->n ? list->v[i].span.start : text.len;

		if (to > from && !only_glue(&scratch, lexicon, str_slice(text, from, to))) {
			*at = from;
			left = true;
		}
		if (i < list->n)
			from = list->v[i].span.end;
	}
	arena_release(&scratch);
	return left;
}

static int no_date(struct str text, size_t at, struct time_expression *out, struct error *e)
{
	out->partner = SIZE_MAX;
	return error_at(e, CC_ESYNTAX, at, text.len, "'" STR_FMT "' is no date", STR_ARG(str_slice(text, 0, 80)));
}

/* "from 1 to 5 May 2003": first of the first to last of the second */
static int join_range(struct arena *a, const struct time_reading_list *list, struct time_expression *out,
                      struct error *e)
{
	const struct time_expression *x = &list->v[0], *y = &list->v[1];
	struct time_reading *r = arena_new(a, struct time_reading);

	if (!r)
		return error_memory(e);
	r->core = (struct days){x->readings[0].core.first, y->readings[0].core.last};
	r->tolerant = (struct days){x->readings[0].tolerant.first, y->readings[0].tolerant.last};
	if (r->core.first > r->core.last)
		return error_set(e, CC_ESYNTAX, "the range ends before it begins");
	*out = *x;
	out->span.end = y->span.end;
	out->value = str_fmt(a, STR_FMT "/" STR_FMT, STR_ARG(x->value), STR_ARG(y->value));
	out->readings = r;
	out->n_readings = 1;
	out->precision = x->precision > y->precision ? x->precision : y->precision;
	out->flags = (x->flags | y->flags) & ~(unsigned)(TIME_RANGE_START | TIME_RANGE_END);
	out->partner = SIZE_MAX;
	return out->value.ptr ? 0 : error_memory(e);
}

static int from_english(struct arena *a, struct str text, const struct time_context *context,
                        struct time_expression *out, struct error *e)
{
	struct time_reading_list list;
	struct time_context read = *context;
	size_t at = 0;
	int rc;

	/* a field has no story: what lacks a year counts from the document's date */
	if (read.mode == MODE_AUTO && read.has_issued)
		read.mode = MODE_NEWS;
	rc = time_read(a, text, &read, &list, e);
	if (rc)
		return rc;
	if (list.n == 0 || leftover(read.lexicon, text, &list, &at))
		return no_date(text, at, out, e);
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].flags & TIME_IMPOSSIBLE) {
			*out = list.v[i];
			return error_at(e, CC_ESYNTAX, list.v[i].span.start, list.v[i].span.end,
			                "'" STR_FMT "' does not exist", STR_ARG(str_span(text, list.v[i].span)));
		}
	if (list.n == 1) {
		*out = list.v[0];
		if (out->type == TIME_DURATION || out->type == TIME_SET)
			return no_date(text, 0, out, e);
		return 0;
	}
	/* "three weeks after 5 May 2003" leads to one day */
	if (list.n == 2 && list.v[0].anchored == ANCHOR_EXPRESSION && list.v[0].anchor == 1) {
		*out = list.v[0];
		out->anchored = ANCHOR_NONE;
		return 0;
	}
	if (list.n == 2 && (list.v[0].flags & TIME_RANGE_START) && list.v[0].n_readings && list.v[1].n_readings)
		return join_range(a, &list, out, e);
	return no_date(text, list.v[1].span.start, out, e);
}

int time_parse(struct arena *a, struct str text, const struct time_context *context, struct time_expression *out,
               struct error *e)
{
	struct str trimmed = str_trim(text);
	size_t skipped = trimmed.len ? (size_t)(trimmed.ptr - text.ptr) : 0;
	struct edtf d = {0};
	struct error own;
	struct time_reading *reading;
	int rc;

	*out = (struct time_expression){.partner = SIZE_MAX};
	if (trimmed.len == 0 || trimmed.len > PARSE_BYTES)
		return no_date(text, 0, out, e);
	rc = edtf_parse(trimmed, &d, &own);
	if (rc == 0) {
		reading = arena_new(a, struct time_reading);
		if (!reading)
			return error_memory(e);
		from_edtf(&d, trimmed, out, reading);
	} else {
		rc = from_english(a, trimmed, context, out, e);
		if (rc == CC_ESYNTAX && (d.flags & TIME_IMPOSSIBLE)) {
			out->flags |= TIME_IMPOSSIBLE;
			if (e)
				*e = own;
		}
	}
	out->span.start += skipped;
	out->span.end += skipped;
	if (rc && e && e->offset != ERROR_NO_OFFSET) {
		e->offset += skipped;
		e->end += skipped;
	}
	return rc;
}

/* One pass over the text: tokens in batches, the grammar around every trigger, then the resolver over all that was
 * found, in order. */
#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "time/calendar.h"
#include "time/edtf.h"
#include "time/grammar.h"
#include "time/resolve.h"

#define LOOK_BACK 8        /* tokens before a trigger that may open its expression */
#define WOULD_TOKENS 9     /* "would", "could": nearer */
#define SENTENCE_TOKENS 24 /* how far "will" is looked for */
#define ANCHOR_TOKENS 14   /* "several weeks after the fall of Baghdad in April 2003" */
#define COMPARED_TOKENS 12  /* "akin to the president's visit to the islands in the 1970s" */
#define EDTF_BYTES 100     /* a text this short may be an EDTF string */
#define WHOLE_TOKENS 12    /* a text this short may be nothing but a date */

struct reader {
	struct grammar g;
	struct arena *scratch;
	VEC(struct spec) specs;
	int last_end; /* token behind the last expression of this batch */
	bool pending; /* the last expression waits for its anchor */
	int pending_end;
};

static bool sentence_ends(const struct grammar *g, int i)
{
	const struct token *t = &g->t[i];

	if (t->kind == TOKEN_END || t->gap == GAP_PARAGRAPH)
		return true;
	return t->kind == TOKEN_MARK &&
	       (t->number == '!' || t->number == '?' || t->number == ';' ||
	        (t->number == '.' && g->t[i + 1].gap != GAP_NONE && is_capital_word(g, i + 1) && !is_glued(g, i + 1)));
}

/* "predicted Wednesday", "said on Friday": whatever is said, it was said then */
static bool past_verb(const struct grammar *g, int i)
{
	const struct token *t = &g->t[i];
	const char *end = g->text.ptr + t->end;

	if (t->kind != TOKEN_WORD || (t->flags & TOKEN_CAPITAL))
		return false;
	return is_word(g, i, W_SAID) ||
	       (t->class == CLASS_NONE && t->end - t->start > 4 && end[-1] == 'd' && end[-2] == 'e');
}

/* "until Tuesday", "as soon as Tuesday", and "will" before the expression in its sentence, or close behind. Only the
 * nearest verb is asked, as far as it can be told without a grammar of sentences. */
static bool looks_ahead(const struct grammar *g, int start, int end)
{
	int before = is_word(g, start - 1, W_ON) ? start - 2 : start - 1;

	if (past_verb(g, before))
		return false;
	if (is_word(g, before, W_UNTIL) ||
	    (is_word(g, before, W_AS) && (is_word(g, before - 1, W_EARLY) || is_class(g, before - 1, CLASS_FUTURE))))
		return true;
	for (int k = start - 1; k > start - SENTENCE_TOKENS && k >= -1 && !sentence_ends(g, k); k--)
		if (is_word(g, k, W_WILL) || (k > start - WOULD_TOKENS && is_word(g, k, W_WOULD)))
			return true;
	for (int k = end; k < end + 4 && !sentence_ends(g, k); k++)
		if (is_word(g, k, W_WILL))
			return true;
	return false;
}

/* For words that only one place asks for. */
static bool word_is(const struct grammar *g, int i, const char *small)
{
	const struct token *t = &g->t[i];
	size_t n = strlen(small);

	if (t->kind != TOKEN_WORD || t->end - t->start != n)
		return false;
	for (size_t k = 0; k < n; k++) {
		char c = g->text.ptr[t->start + k];

		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != small[k])
			return false;
	}
	return true;
}

/* Two words that bound as one: "prior to", "ahead of", "in advance of", "up to", "as late as". */
static enum time_mod opening_pair(const struct grammar *g, int i)
{
	if (i - 2 < g->floor)
		return MOD_NONE;
	if (is_word(g, i - 1, W_TO) && is_word(g, i - 2, W_PREVIOUS))
		return MOD_BEFORE;
	if (is_word(g, i - 1, W_TO) && is_word(g, i - 2, W_UP))
		return MOD_ON_OR_BEFORE;
	if (is_word(g, i - 1, W_OF) && (is_word(g, i - 2, W_AHEAD) || word_is(g, i - 2, "advance")))
		return MOD_BEFORE;
	if (is_word(g, i - 1, W_AS) && is_word(g, i - 2, W_LATE) && is_word(g, i - 3, W_AS))
		return MOD_ON_OR_BEFORE;
	return MOD_NONE;
}

/* The preposition that opens the bounds: "after April 2003". Not "the day after", not "not until". */
static enum time_mod opening(const struct grammar *g, int i)
{
	const struct token *p = &g->t[i - 1];
	enum time_mod pair = opening_pair(g, i);

	if (pair != MOD_NONE)
		return pair;
	if (p->class != CLASS_WORD || i - 1 < g->floor)
		return MOD_NONE;
	switch (p->value) {
	case W_AFTER:
		return MOD_AFTER;
	case W_BEFORE:
		return MOD_BEFORE;
	case W_SINCE:
		return MOD_ON_OR_AFTER;
	case W_FROM:
		return MOD_ON_OR_AFTER;
	case W_BY:
		return MOD_ON_OR_BEFORE;
	case W_UNTIL:
		for (int k = i - 2; k > i - 8 && k >= -1 && !sentence_ends(g, k); k--)
			if (is_word(g, k, W_NOT))
				return MOD_NONE;
		return MOD_ON_OR_BEFORE;
	default:
		return MOD_NONE;
	}
}

static bool in_parentheses(const struct grammar *g, int i)
{
	for (int k = i - 1; k > i - SENTENCE_TOKENS && k >= 0; k--) {
		if (is_mark(g, k, '(') || is_mark(g, k, '['))
			return true;
		if (is_mark(g, k, ')') || is_mark(g, k, ']') || g->t[k].gap == GAP_PARAGRAPH)
			return false;
	}
	return false;
}

/* "the 1790 constitution", "his 2005 report", "Iran's 1953 coup" */
static bool dates_a_noun(const struct grammar *g, int start, int end)
{
	const struct token *p = &g->t[start - 1], *n = &g->t[end];

	if (n->kind != TOKEN_WORD || n->gap == GAP_PARAGRAPH || n->gap == GAP_NONE || n->class == CLASS_WORD)
		return false;
	return is_word(g, start - 1, W_THE) || is_word(g, start - 1, W_A) || is_word(g, start - 1, W_ITS) ||
	       is_word(g, start, W_THE) || is_word(g, start - 1, W_SHORT_S) ||
	       (p->word_flags == 0 && p->class == CLASS_WORD &&
	        (p->value == W_OF || p->value == W_THIS || p->value == W_THAT));
}

/* Does a comparison open at token k: "akin to", "the same lines as", "that of", "unlike the", "as in", "than in"? */
static bool compares(const struct grammar *g, int k)
{
	const struct token *next = &g->t[k + 1];

	if (is_word(g, k, W_TO))
		return word_is(g, k - 1, "akin") || word_is(g, k - 1, "similar") || word_is(g, k - 1, "compared") ||
		       word_is(g, k - 1, "comparable");
	if (is_word(g, k, W_OF))
		return is_word(g, k - 1, W_THAT) || is_word(g, k - 1, W_THOSE);
	if (is_word(g, k, W_AS))
		return word_is(g, k - 1, "lines") || word_is(g, k - 1, "way") || is_word(g, k - 1, W_SAME) ||
		       (is_word(g, k + 1, W_IN) && !is_word(g, k - 1, W_EARLY) && !is_word(g, k - 1, W_LATE));
	if (is_word(g, k, W_THAN))
		return is_word(g, k + 1, W_IN);
	return word_is(g, k, "unlike") || (word_is(g, k, "like") && (is_word(g, k + 1, W_THE) || is_word(g, k + 1, W_ITS) ||
	                                    is_word(g, k + 1, W_THAT) || is_word(g, k + 1, W_THOSE) || next->flags & TOKEN_CAPITAL));
}

/* Is the date that of something the sentence compares with? No comma and no verb may part them. */
static bool is_compared(const struct grammar *g, int start)
{
	for (int k = start - 1; k > start - COMPARED_TOKENS && k >= 0 && !sentence_ends(g, k); k--) {
		if (is_mark(g, k, ',') || is_mark(g, k, MARK_EM_DASH) || past_verb(g, k))
			return false;
		if (compares(g, k))
			return true;
	}
	return false;
}

static bool is_date(const struct spec *s)
{
	return s->form != FORM_DURATION && s->form != FORM_SET && s->form != FORM_VAGUE && s->form != FORM_OFFSET;
}

static int keep(struct reader *r, struct spec *s, int start, int end)
{
	const struct grammar *g = &r->g;
	struct spec *slot;

	s->start = g->t[start].start;
	s->end = g->t[end - 1].end;
	s->link = SPEC_NO_LINK;
	if (looks_ahead(g, start, end))
		s->flags |= SPEC_FUTURE;
	if (is_word(g, start - 1, W_UNCERTAIN) || (is_mark(g, start - 1, ':') && is_word(g, start - 2, W_UNCERTAIN)))
		s->flags |= SPEC_UNCERTAIN;
	if (grammar_sentence_start(g, start) || grammar_sentence_start(g, start - 1))
		s->flags |= SPEC_SENTENCE;
	if (in_parentheses(g, start))
		s->flags |= SPEC_ASIDE;
	if (dates_a_noun(g, start, end))
		s->flags |= SPEC_ATTRIBUTE;
	if (is_compared(g, start))
		s->flags |= SPEC_COMPARED;
	slot = vec_add(r->scratch, &r->specs);
	if (!slot)
		return CC_ENOMEM;
	*slot = *s;
	return 0;
}

/* Joins "three weeks" of "three weeks after the siege … in April" to the expression that follows in the clause. */
static void anchor_pending(struct reader *r, const struct spec *s, int start)
{
	struct spec *wait;
	size_t n = r->specs.n;

	if (!r->pending || n < 2)
		return;
	r->pending = false;
	wait = &r->specs.v[n - 2];
	if (!is_date(s) || start - r->pending_end > ANCHOR_TOKENS)
		return;
	for (int k = r->pending_end; k < start; k++)
		if (sentence_ends(&r->g, k) || is_mark(&r->g, k, ',') || is_mark(&r->g, k, '('))
			return;
	wait->link = (uint32_t)(n - 1);
	r->specs.v[n - 1].open = MOD_NONE; /* "after" belongs to the weeks */
}

/* What the first of two lacks comes from the second: the year goes leftwards, and rightwards too. */
static void share(struct spec *a, struct spec *b, bool range)
{
	if (a->form != FORM_DATE || b->form != FORM_DATE || (a->weekday && !a->month) || (b->weekday && !b->month))
		return;
	if (a->month && !(a->flags & (SPEC_YEAR | SPEC_UNREAD_YEAR)) && !a->of_unit && (b->flags & SPEC_YEAR) &&
	    b->month) {
		bool later = a->month > b->month || (a->month == b->month && a->day > b->day);

		a->year = b->year - (later ? (b->flags & SPEC_BC ? -1 : 1) : 0);
		a->flags |= SPEC_SHARED | SPEC_YEAR | (b->flags & SPEC_BC);
	} else if (range && b->month && !(b->flags & (SPEC_YEAR | SPEC_UNREAD_YEAR)) && !b->of_unit &&
	           (a->flags & SPEC_YEAR) && a->month) {
		bool earlier = b->month < a->month || (b->month == a->month && b->day < a->day);

		b->year = a->year + (earlier ? 1 : 0);
		b->flags |= SPEC_SHARED | SPEC_YEAR | (a->flags & SPEC_BC);
	} else if ((b->flags & SPEC_BC) && !(a->flags & (SPEC_ERA | SPEC_SHARED)) && (a->flags & SPEC_YEAR) &&
	           a->year >= b->year) {
		a->flags |= SPEC_BC;
	}
}

static void link_range(struct reader *r, bool range)
{
	size_t n = r->specs.n;
	struct spec *a = &r->specs.v[n - 2], *b = &r->specs.v[n - 1];

	share(a, b, range);
	if (!range)
		return;
	a->flags |= SPEC_RANGE_START;
	b->flags |= SPEC_RANGE_END;
	a->link = (uint32_t)(n - 1);
	b->link = (uint32_t)(n - 2);
	a->open = b->open = MOD_NONE;
	a->flags &= (uint32_t)~SPEC_YEAR_RANGE;
}

static bool after_between(const struct grammar *g, int i)
{
	return is_word(g, i - 1, W_BETWEEN) || (is_word(g, i - 1, W_THE) && is_word(g, i - 2, W_BETWEEN)) ||
	       (is_class(g, i - 1, CLASS_MONTH) && is_word(g, i - 2, W_BETWEEN));
}

/* Two expressions of which the first borrows; returns the end or NO, CC_ENOMEM through *rc. */
static int read_borrower(struct reader *r, int i, int *rc)
{
	struct spec a = {0}, b = {0};
	int first_end = i, second = i;
	bool range = false;
	int end = parse_borrower(&r->g, i, after_between(&r->g, i), &a, &b, &first_end, &second, &range);

	if (end == NO)
		return NO;
	*rc = keep(r, &a, i, first_end);
	if (*rc == 0)
		*rc = keep(r, &b, second, end);
	if (*rc == 0)
		link_range(r, range);
	return end;
}

static int read_partner(struct reader *r, int end, bool between, int *rc)
{
	struct spec b = {0}, first = r->specs.v[r->specs.n - 1];
	bool range = false;
	int second = end, k = parse_partner(&r->g, end, &first, between, &b, &range, &second);

	if (k == NO)
		return end;
	*rc = keep(r, &b, second, k);
	if (*rc == 0) {
		r->specs.v[r->specs.n - 1].open = MOD_NONE;
		link_range(r, range);
	}
	return k;
}

/* One expression at token i, with its partner; returns the index behind, or NO. */
static int read_at(struct reader *r, int i, int *rc)
{
	const struct grammar *g = &r->g;
	struct spec s = {0};
	int end = read_borrower(r, i, rc);
	bool waits;

	if (end != NO)
		return end;
	end = parse_expression(g, i, &s);
	if (end == NO)
		return NO;
	if (s.form == FORM_CLOCK && s.clock && is_word(g, end, W_ON))
		s.which = WHICH_AFTER; /* "at 4:30 on 11 May" */
	waits = s.which == WHICH_AFTER;
	if (is_date(&s))
		s.open = (uint8_t)opening(g, i);
	*rc = keep(r, &s, i, end);
	if (*rc)
		return end;
	anchor_pending(r, &s, i);
	r->pending = waits;
	r->pending_end = end;
	if (is_date(&s))
		end = read_partner(r, end, after_between(g, i), rc);
	return end;
}

/* Can an expression open with this token? Most words of a text can't, and asking all parsers would say so slowly. */
static bool may_open(const struct token *t)
{
	if (t->kind == TOKEN_NUMBER)
		return true;
	if (t->kind == TOKEN_MARK)
		return t->number == '\'' || t->number == '~';
	if (t->class != CLASS_WORD)
		return t->class != CLASS_NONE;
	if (t->word_flags & WORD_PREPOSITION)
		return false;
	switch (t->value) {
	case W_OF:
	case W_AND:
	case W_OR:
	case W_FOR:
	case W_AS:
	case W_SAID:
	case W_PRONOUN:
	case W_WILL:
	case W_WOULD:
	case W_THAN:
	case W_HOW:
	case W_COUNTED:
	case W_NUMBERED:
	case W_STREET:
	case W_WHEN:
	case W_THEN:
	case W_NOT:
		return false;
	default:
		return true;
	}
}

static int read_batch(struct reader *r)
{
	struct grammar *g = &r->g;
	int rc = 0, tried = 0; /* what failed for one trigger is not tried again for the next */

	g->floor = 0;
	r->pending = false;
	for (int t = 0; t < g->n && rc == 0; t++) {
		int from, end = NO;

		if (!(g->t[t].flags & TOKEN_LOOK) || t < g->floor)
			continue;
		from = t - LOOK_BACK > g->floor ? t - LOOK_BACK : g->floor;
		from = from < tried ? tried : from;
		for (int i = from; i <= t && end == NO; i++)
			end = may_open(&g->t[i]) ? read_at(r, i, &rc) : NO;
		if (end != NO)
			g->floor = end;
		tried = end != NO ? end : t + 1;
		if (end != NO && end <= t)
			t--; /* it ended before its trigger, which is still to be looked at */
	}
	return rc;
}

/* A text of date words only, such as a field or a line of a form. */
static bool nothing_else(const struct tokens *batch)
{
	if (batch->n > WHOLE_TOKENS)
		return false;
	for (int i = 0; i < batch->n; i++)
		if (batch->v[i].kind == TOKEN_WORD && batch->v[i].class == CLASS_NONE)
			return false;
	return true;
}

static int recognise(struct reader *r, struct str text, const struct lexicon *lexicon, struct error *e)
{
	struct tokens batch;
	size_t at = 0;

	lexicon = lexicon ? lexicon : time_lexicon(r->scratch);
	if (!lexicon || !tokens_start(r->scratch, text, &batch))
		return error_memory(e);
	r->g.text = text;
	while (at < text.len) {
		size_t next = tokens_read(lexicon, text, at, &batch);

		r->g.t = batch.v;
		r->g.n = batch.n;
		r->g.whole = at == 0 && next == text.len && nothing_else(&batch);
		if (batch.trigger && read_batch(r))
			return error_memory(e);
		if (next <= at)
			break;
		at = next;
	}
	return 0;
}

/* A file or field that is one EDTF string. "1910-30" is a season to EDTF and a range of years to readers: both. */
static int read_edtf(struct arena *a, struct str text, struct time_reading_list *out, bool *done)
{
	struct str t = str_trim(text);
	struct time_expression *x;
	struct edtf d;
	bool range;
	int year, to;

	*done = false;
	if (t.len == 0 || t.len > EDTF_BYTES || edtf_parse(t, &d, NULL))
		return 0;
	if (t.len <= 7 && t.ptr[0] >= '0' && (str_cmp(t, STR("1000")) < 0 || str_cmp(t, STR("2101")) >= 0) &&
	    t.ptr[t.len - 1] <= '9')
		return 0; /* digits alone are a year between 1000 and 2100 */
	range = t.len == 7 && t.ptr[4] == '-' && t.ptr[5] >= '2' && t.ptr[5] <= '9';
	x = arena_new(a, struct time_expression);
	if (!x)
		return CC_ENOMEM;
	x->readings = arena_array(a, struct time_reading, 2);
	if (!x->readings)
		return CC_ENOMEM;
	x->span.start = (size_t)(t.ptr - text.ptr);
	x->span.end = x->span.start + t.len;
	x->value = t;
	x->precision = d.precision;
	x->flags = d.flags | TIME_YEAR_WRITTEN;
	x->partner = SIZE_MAX;
	x->readings[0] = d.reading;
	x->n_readings = 1;
	if (range) {
		year = (t.ptr[0] - '0') * 1000 + (t.ptr[1] - '0') * 100 + (t.ptr[2] - '0') * 10 + t.ptr[3] - '0';
		to = year / 100 * 100 + (t.ptr[5] - '0') * 10 + t.ptr[6] - '0';
		if (t.ptr[0] != '-' && to > year) {
			x->readings[1].core = (struct days){calendar_year(year).first, calendar_year(to).last};
			x->readings[1].tolerant = x->readings[1].core;
			x->n_readings = 2;
		}
	}
	out->v = x;
	out->n = 1;
	*done = true;
	return 0;
}

int time_read(struct arena *a, struct str text, const struct time_context *context, struct time_reading_list *out,
              struct error *e)
{
	struct arena scratch;
	struct reader r = {.scratch = &scratch};
	uint32_t *map;
	bool done;
	int rc;

	*out = (struct time_reading_list){.mode = context->mode};
	rc = read_edtf(a, text, out, &done);
	if (rc || done)
		return rc ? error_memory(e) : 0;
	if (text.len > UINT32_MAX - 16)
		return error_set(e, CC_ELIMIT, "a text of more than 4 GiB is not read for dates");
	arena_init(&scratch);
	r.g.issued = context->has_issued;
	rc = recognise(&r, text, context->lexicon, e);
	if (rc)
		goto out;
	out->mode = resolve_mode(r.specs.v, r.specs.n, context);
	out->v = arena_array(a, struct time_expression, r.specs.n);
	map = arena_array(&scratch, uint32_t, r.specs.n);
	if (!out->v || !map || resolve_all(a, r.specs.v, r.specs.n, context, out->mode, out->v, &out->n, map))
		rc = error_memory(e);
out:
	if (rc)
		*out = (struct time_reading_list){0};
	arena_release(&scratch);
	return rc;
}

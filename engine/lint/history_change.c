#include "lint/history_change.h"

#include "lint/words.h"

#define SHOWN 60          /* bytes of words in a message */
#define CHANGES 3         /* named */
#define AROUND 8          /* words that are looked for on either side */
#define AROUND_LEAST 3
#define AROUND_BYTES 160
#define LONGER 3          /* what replaced the words may be so many times as long … */
#define LONGER_BYTES 80   /* … and so much longer */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Marks that a quote would take for an editor's. */
static bool is_mark(struct str s, size_t i)
{
	return s.ptr[i] == '[' || s.ptr[i] == ']' || str_starts(str_slice(s, i, s.len), STR("…")) ||
	       str_starts(str_slice(s, i, s.len), STR(".."));
}

/* The words just before `at`; empty when there are too few. */
static struct span words_before(struct str s, size_t at)
{
	struct span out = { at, at };
	size_t words = 0, i;

	while (out.end > 0 && is_space(s.ptr[out.end - 1]))
		out.end--;
	for (i = out.end; i > 0 && words < AROUND && out.end - i < AROUND_BYTES && !is_mark(s, i - 1); i--)
		if (i < out.end && is_space(s.ptr[i - 1]) && !is_space(s.ptr[i])) {
			words++;
			out.start = i;
		}
	if (i == 0 && words < AROUND && out.end > 0) {
		words++;
		out.start = 0;
	}
	if (words < AROUND_LEAST)
		out.start = out.end;
	return out;
}

static struct span words_behind(struct str s, size_t at)
{
	struct span out = { at, at };
	size_t words = 0, i;

	while (out.start < s.len && is_space(s.ptr[out.start]))
		out.start++;
	out.end = out.start;
	for (i = out.start; i < s.len && words < AROUND && i - out.start < AROUND_BYTES && !is_mark(s, i); i++)
		if (!is_space(s.ptr[i]) && (i + 1 == s.len || is_space(s.ptr[i + 1]))) {
			words++;
			out.end = i + 1;
		}
	if (words < AROUND_LEAST)
		out.end = out.start;
	return out;
}

/* Where these words stand, if they do in one place only. */
static int find_once(struct arena *a, const struct text_index *index, struct str words, struct span *out, bool *found)
{
	struct quote q = { .text = words, .within = { 1, 0 } };
	struct match m;
	struct error e;
	int rc = words.len ? match_quote(a, index, &q, &m, &e) : 0;

	*found = words.len && rc == 0 && (m.verdict == VERDICT_VERBATIM || m.verdict == VERDICT_FOLDED) && m.n_places <= 1;
	if (*found)
		*out = m.span;
	return rc;
}

static struct span trim(struct str text, struct span s)
{
	while (s.start < s.end && is_space(text.ptr[s.start]))
		s.start++;
	while (s.end > s.start && is_space(text.ptr[s.end - 1]))
		s.end--;
	return s;
}

int history_replacement(struct arena *a, const struct document *old, struct span span, const struct document *new,
                        const struct text_index *new_index, struct span *out)
{
	struct span before = words_before(old->text, span.start), behind = words_behind(old->text, span.end), left, right;
	bool has_left, has_right;
	int rc = find_once(a, new_index, str_span(old->text, before), &left, &has_left);

	*out = (struct span){ 0, 0 };
	if (rc == 0)
		rc = find_once(a, new_index, str_span(old->text, behind), &right, &has_right);
	if (rc < 0)
		return rc;
	/* an end of the document is a neighbour as good as words */
	if (!has_left && str_trim(str_slice(old->text, 0, span.start)).len == 0) {
		left = (struct span){ 0, 0 };
		has_left = true;
	}
	if (!has_right && str_trim(str_slice(old->text, span.end, old->text.len)).len <= 1) {
		right = (struct span){ new->text.len, new->text.len };
		has_right = true;
	}
	if (!has_left || !has_right || left.end >= right.start)
		return 0;
	left = trim(new->text, (struct span){ left.end, right.start });
	if (left.end == left.start || left.end - left.start > (span.end - span.start) * LONGER + LONGER_BYTES ||
	    document_block_at(new, left.start) != document_block_at(new, left.end - 1))
		return 0;
	*out = left;
	return 0;
}

static void add_change(struct arena *a, struct buf *b, const struct diff *d, struct str quote, struct str text)
{
	struct str old = words_short(a, str_span(quote, d->quote), SHOWN), new = words_short(a, str_span(text, d->source), SHOWN);

	if (b->len)
		buf_add(b, STR(", "));
	if (d->kind == DIFF_DROPPED)
		buf_addf(b, "put in \"" STR_FMT "\"", STR_ARG(new));
	else if (d->kind == DIFF_ADDED)
		buf_addf(b, "took out \"" STR_FMT "\"", STR_ARG(old));
	else if (d->kind == DIFF_JOINED && (old.len == 0 || new.len == 0))
		buf_add(b, STR("made or removed a break"));
	else
		buf_addf(b, "changed \"" STR_FMT "\" to \"" STR_FMT "\"", STR_ARG(old), STR_ARG(new));
}

int history_change(struct arena *a, struct str quote, const struct document *old, struct span span,
                   const struct document *new, const struct text_index *new_index, struct str *out)
{
	struct quote q = { .text = quote, .within = { 1, 0 } };
	struct match m;
	struct span instead;
	struct error e;
	struct buf b;
	int rc = match_quote(a, new_index, &q, &m, &e);

	*out = (struct str){ 0 };
	if (rc < 0)
		return rc;
	buf_init(&b, SIZE_MAX / 2);
	if (m.verdict == VERDICT_ALTERED && m.n_diffs > 0) {
		for (size_t i = 0; i < m.n_diffs && i < CHANGES; i++)
			add_change(a, &b, &m.diffs[i], quote, new->text);
		if (m.n_diffs > CHANGES)
			buf_addf(&b, " and %zu more", m.n_diffs - CHANGES);
	} else if ((rc = history_replacement(a, old, span, new, new_index, &instead)) == 0 && instead.end > instead.start) {
		buf_addf(&b, "changed \"" STR_FMT "\" to \"" STR_FMT "\"",
		         STR_ARG(words_short(a, str_span(old->text, span), SHOWN)),
		         STR_ARG(words_short(a, str_span(new->text, instead), SHOWN)));
	} else if (m.verdict == VERDICT_ABSENT) {
		buf_add(&b, STR("took them out"));
	}
	*out = str_copy(a, buf_str(&b));
	if (b.failed || !out->ptr)
		rc = CC_ENOMEM;
	buf_release(&b);
	return rc;
}

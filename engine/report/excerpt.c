#include "report/excerpt.h"

#include "base/error.h"
#include "base/utf8.h"
#include "report/emit.h"

#define TAB 4
#define CUT_WIDTH 2   /* of "… " and " …" */
#define WORD_REACH 16 /* a cut moves at most so many columns to fall between words */

static const struct str ellipsis = { "…", sizeof "…" - 1 };

/* Writes one code point as the reader sees it; returns its width. `out` may be NULL. */
static unsigned cell(struct buf *out, struct str text, size_t at, size_t next, uint32_t c, unsigned column)
{
	struct str s = str_slice(text, at, next);
	bool bracket = c == '[' && at >= 2 && text.ptr[at - 1] == '#' && text.ptr[at - 2] == '#';
	bool invalid = c == 0xFFFD && next - at == 1;

	if (c == '\t') {
		unsigned n = TAB - column % TAB;
		for (unsigned i = 0; out && i < n; i++)
			buf_add_char(out, ' ');
		return n;
	}
	if (!bracket && !invalid && !utf8_is_unsafe(c)) {
		if (out)
			buf_add(out, s);
		return (unsigned)utf8_width(c);
	}
	if (out && bracket)
		buf_add(out, STR("\\x5b"));
	else if (out)
		buf_add_safe(out, s);
	return c < 0x100 || invalid ? 4 : c < 0x10000 ? 6 : 10;
}

/* The first offset that stands at or behind `column`. */
static size_t at_column(const struct excerpt *x, size_t column)
{
	size_t at = 0;

	while (at < x->text.len && x->column[at] < column)
		at++;
	return at;
}

static void cut_right(struct excerpt *x, size_t width, struct span mark)
{
	size_t limit = x->column[x->shown.start] + width;
	size_t end = x->text.len;

	while (end > x->shown.start && (x->column[end] > limit || x->column[end] == x->column[end - 1]))
		end--;
	/* between words, but not in the mark or before it */
	for (size_t i = end; i > mark.start + 1 && i > x->shown.start && x->column[end] - x->column[i - 1] < WORD_REACH; i--)
		if (x->text.ptr[i - 1] == ' ' && (i - 1 >= mark.end || mark.end > end)) {
			end = i - 1;
			break;
		}
	x->shown.end = end;
	x->cut_right = true;
}

static void cut_left(struct excerpt *x, size_t column, size_t mark)
{
	size_t start = at_column(x, column);

	for (size_t i = start; i < mark && x->column[i] - x->column[start] < WORD_REACH; i++)
		if (x->text.ptr[i] == ' ') {
			start = i + 1;
			break;
		}
	x->shown.start = start;
	x->cut_left = true;
}

static void measure(struct excerpt *x)
{
	unsigned column = 0;
	size_t at = 0;

	while (at < x->text.len) {
		size_t next = at;
		uint32_t c = utf8_next(x->text, &next);
		unsigned w = cell(NULL, x->text, at, next, c, column);

		while (at < next)
			x->column[at++] = column;
		column += w;
	}
	x->column[x->text.len] = column;
}

void excerpt_layout(struct excerpt *x, const struct place *p, size_t width)
{
	struct str text = str_slice(p->excerpt, 0, PLACE_EXCERPT);
	size_t start = p->mark.start < text.len ? p->mark.start : text.len;
	size_t end = p->mark.end < text.len ? p->mark.end : text.len;

	x->text = text;
	x->shown = (struct span){ 0, text.len };
	x->cut_left = p->cut_left;
	x->cut_right = p->cut_right || text.len < p->excerpt.len;
	measure(x);
	if (x->column[text.len] + CUT_WIDTH * (x->cut_left + (size_t)x->cut_right) <= width)
		return;
	if (width < 20)
		width = 20;
	width -= CUT_WIDTH;
	if (x->column[end] > width) {
		size_t before = width / 4;
		/* a mark that fits is shown whole, with what room is left before it */
		if (x->column[end] - x->column[start] < width - before - CUT_WIDTH && end == text.len)
			before = width - CUT_WIDTH - (x->column[end] - x->column[start]);
		if (x->column[start] > before)
			cut_left(x, x->column[start] - before, start);
	}
	if (x->cut_left)
		width -= CUT_WIDTH;
	if (x->column[text.len] - x->column[x->shown.start] > width)
		cut_right(x, width, (struct span){ start, end });
}

int excerpt_line(struct buf *out, const struct excerpt *x)
{
	size_t at = x->shown.start;

	if (x->cut_left) {
		buf_add(out, ellipsis);
		buf_add_char(out, ' ');
	}
	while (at < x->shown.end) {
		size_t next = at;
		uint32_t c = utf8_next(x->text, &next);

		cell(out, x->text, at, next, c, x->column[at]);
		at = next;
	}
	if (x->cut_right) {
		buf_add_char(out, ' ');
		buf_add(out, ellipsis);
	}
	return out->failed ? CC_ENOMEM : 0;
}

void excerpt_mark(const struct excerpt *x, struct span mark, size_t *before, size_t *carets)
{
	size_t start = mark.start, end = mark.end;

	if (start > x->shown.end)
		start = x->shown.end;
	if (start < x->shown.start)
		start = x->shown.start;
	if (end > x->shown.end)
		end = x->shown.end;
	if (end < start)
		end = start;
	*before = x->column[start] - x->column[x->shown.start] + (x->cut_left ? CUT_WIDTH : 0);
	*carets = x->column[end] - x->column[start];
	if (*carets == 0)
		*carets = 1;
}

bool excerpt_shows(const struct excerpt *x, struct span mark)
{
	return mark.start >= x->shown.start && mark.start <= x->shown.end;
}

bool excerpt_same_line(const struct place *here, const struct place *other, struct span *mark)
{
	size_t at = other->line_start + other->mark.start;

	if (other->start.line != here->start.line || other->page != here->page || !str_eq(other->path, here->path) ||
	    !str_eq(other->rev, here->rev) || other->excerpt.len == 0 || at < here->line_start)
		return false;
	mark->start = at - here->line_start;
	mark->end = mark->start + (other->mark.end - other->mark.start);
	return true;
}

bool excerpt_all_marked(const struct excerpt *x, struct span mark)
{
	struct str head = str_trim(str_slice(x->text, x->shown.start, mark.start));
	struct str tail = str_trim(str_slice(x->text, mark.end, x->shown.end));

	return head.len == 0 && (tail.len == 0 || mark.end >= x->shown.end);
}

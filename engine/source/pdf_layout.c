#include "source/pdf_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "source/lines.h"

#define COLUMN_LINES 6       /* the least of either column */
#define PAGE_LINES_MOST 2000 /* of a page that is looked at for columns */
#define GUTTER_STEP 2.0f     /* points */
#define NOTE_SIZE 0.94f      /* of the body's: the largest that notes are set in */

static struct str line_text(const struct pdf_boxes *b, const struct pdf_line *l, size_t word)
{
	return word < l->n ? b->words.v[l->first + word].text : (struct str){ 0 };
}

/* --- the size of the text --- */

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* The middle height, each line weighing as much as it has words. */
static float middle_height(struct arena *a, const struct pdf_boxes *b)
{
	float *v = arena_array(a, float, b->words.n + 1);
	size_t n = 0;

	if (v == NULL)
		return 0;
	for (size_t i = 0; i < b->lines.n; i++)
		for (size_t k = 0; k < b->lines.v[i].n; k++)
			v[n++] = b->lines.v[i].height;
	qsort(v, n, sizeof *v, by_size);
	return n > 0 ? v[n / 2] : 0;
}

/* --- columns --- */

struct columns {
	struct pdf_layout *l;
	const struct pdf_page *page;
	size_t *v; /* lines of the body */
	size_t n;
	float gutter; /* 0: one column */
};

static const struct pdf_line *line_at_index(const struct pdf_layout *l, size_t i)
{
	return &l->boxes->lines.v[i];
}

/* Lines that a cut at x would go through, of those wide enough to be lines of a column. */
static size_t crossing(const struct columns *c, float x, size_t *left, size_t *right)
{
	size_t found = 0;

	*left = *right = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *b = &line_at_index(c->l, c->v[i])->box;
		if (b->x1 - b->x0 < c->page->width * 0.15f)
			continue;
		*left += b->x1 <= x + 1;
		*right += b->x0 >= x - 1;
		found += b->x1 > x + 1 && b->x0 < x - 1;
	}
	return found;
}

/* Columns of prose fill their width; those of a table do not. Each line weighs what it is wide: pieces of formulas and
 * numbers of lines are many and small. */
static bool fills(const struct columns *c, float from, float to)
{
	float wide = 0, all = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *b = &line_at_index(c->l, c->v[i])->box;
		if (b->x0 < from - 1 || b->x1 > to + 1)
			continue;
		all += b->x1 - b->x0;
		wide += b->x1 - b->x0 > (to - from) * 0.66f ? b->x1 - b->x0 : 0;
	}
	return wide * 2 > all;
}

static void find_gutter(struct columns *c)
{
	size_t least = SIZE_MAX, left, right;
	float first = 0, last = 0, min = c->page->width, max = 0;

	c->gutter = 0;
	if (c->n < 2 * COLUMN_LINES || c->n > PAGE_LINES_MOST)
		return;
	for (float x = c->page->width * 0.3f; x <= c->page->width * 0.7f; x += GUTTER_STEP) {
		size_t found = crossing(c, x, &left, &right);
		if (left < COLUMN_LINES || right < COLUMN_LINES || found > least)
			continue;
		if (found < least)
			first = x;
		least = found;
		last = x;
	}
	if (least == SIZE_MAX)
		return;
	crossing(c, first, &left, &right);
	if (least * 3 > left + right)
		return;
	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *b = &line_at_index(c->l, c->v[i])->box;
		min = b->x0 < min ? b->x0 : min;
		max = b->x1 > max ? b->x1 : max;
	}
	if (fills(c, min, first) && fills(c, last, max))
		c->gutter = (first + last) / 2;
}

static bool is_left(const struct columns *c, size_t line)
{
	const struct pdf_box *b = &line_at_index(c->l, line)->box;

	return (b->x0 + b->x1) / 2 < c->gutter;
}

/* A line over both columns: it goes through the gutter, and nothing stands beside it. */
static bool spans(const struct columns *c, size_t line)
{
	const struct pdf_box *b = &line_at_index(c->l, line)->box;

	if (b->x0 >= c->gutter - 1 || b->x1 <= c->gutter + 1)
		return false;
	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *o = &line_at_index(c->l, c->v[i])->box;
		float y = (o->y0 + o->y1) / 2;
		if (c->v[i] != line && y > b->y0 && y < b->y1 && (o->x0 >= b->x1 || o->x1 <= b->x0))
			return false;
	}
	return true;
}

struct placed {
	size_t line;
	unsigned band, column;
	float y;
};

static int by_place(const void *a, const void *b)
{
	const struct placed *p = a, *q = b;

	if (p->band != q->band)
		return p->band < q->band ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	if (p->y < q->y || p->y > q->y)
		return p->y < q->y ? -1 : 1;
	return p->line < q->line ? -1 : p->line > q->line;
}

static int by_y(const void *a, const void *b)
{
	const struct placed *p = a, *q = b;

	if (p->y < q->y || p->y > q->y)
		return p->y < q->y ? -1 : 1;
	return p->line < q->line ? -1 : p->line > q->line;
}

static bool on_row_before(const struct columns *c, const struct placed *a, const struct placed *b)
{
	const struct pdf_box *p = &line_at_index(c->l, a->line)->box, *q = &line_at_index(c->l, b->line)->box;
	float middle = (p->y0 + p->y1) / 2;

	return a->band == b->band && a->column == b->column && p->x0 < q->x0 && middle > q->y0 && middle < q->y1;
}

/* Left column, right column, between the lines that span both. */
static int order_columns(struct columns *c)
{
	struct placed *v = arena_array(c->l->a, struct placed, c->n);
	unsigned band = 0;
	bool spanned = false;

	if (v == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < c->n; i++)
		v[i] = (struct placed){ .line = c->v[i], .y = line_at_index(c->l, c->v[i])->box.y0 };
	qsort(v, c->n, sizeof *v, by_y);
	for (size_t i = 0; i < c->n; i++) {
		bool now = spans(c, v[i].line);
		band += now != spanned;
		spanned = now;
		v[i].band = band;
		v[i].column = now ? 0 : is_left(c, v[i].line) ? 1 : 2;
	}
	qsort(v, c->n, sizeof *v, by_place);
	/* pieces of one row, whose heights differ by a raised mark, from left to right */
	for (size_t i = 1; i < c->n; i++)
		for (size_t k = i; k > 0 && on_row_before(c, &v[k], &v[k - 1]); k--) {
			struct placed p = v[k];
			v[k] = v[k - 1];
			v[k - 1] = p;
		}
	for (size_t i = 0; i < c->n; i++)
		c->v[i] = v[i].line;
	return CC_OK;
}

/* --- notes at the foot of a column --- */

/* "3", "12 The", "*", "†": how a note begins. */
static bool opens_note(const struct pdf_layout *l, const struct pdf_line *line)
{
	struct str s = line_text(l->boxes, line, 0);
	size_t i = 0;

	while (i < s.len && i < 3 && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	if (i > 0)
		return i == s.len || !(s.ptr[i] >= '0' && s.ptr[i] <= '9');
	return str_starts(s, STR("*")) || str_starts(s, STR("\xE2\x80\xA0")) || str_starts(s, STR("\xE2\x80\xA1"));
}

/* Lines from the bottom up that are set smaller, as long as a note opens them; [first, n) of one column. */
static void find_notes(struct pdf_layout *l, const size_t *v, size_t n)
{
	size_t top = n;

	for (size_t i = n; i-- > 0;) {
		const struct pdf_line *line = line_at_index(l, v[i]);
		if (line->height > l->size * NOTE_SIZE || l->roles[v[i]] != PDF_BODY)
			break;
		if (opens_note(l, line))
			top = i;
	}
	/* a page all in small print is no note */
	for (size_t i = top; top > 0 && i < n; i++)
		l->roles[v[i]] = PDF_NOTE;
}

static void find_notes_of_page(struct columns *c)
{
	size_t at = 0;

	if (c->gutter == 0) {
		find_notes(c->l, c->v, c->n);
		return;
	}
	for (size_t i = 1; i <= c->n; i++)
		if (i == c->n || is_left(c, c->v[i]) != is_left(c, c->v[at])) {
			find_notes(c->l, c->v + at, i - at);
			at = i;
		}
}

/* --- what stands in the margin of one column --- */

#define MARGIN_WIDE 0.4f    /* of the page's width: lines that tell where the column stands */
#define MARGIN_SHARE 0.6f   /* of them that begin where the column does */
#define MARGIN_AWAY 2.0f    /* points that a note in the margin stays clear of the column */
#define MARGIN_NEAR 1.0f    /* of a line's height: the widest space to the line that goes on below */

/* Where most wide lines begin; false where there is no such place. */
static bool find_column(const struct columns *c, float *x0, float *x1)
{
	size_t best = 0, wide = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *b = &line_at_index(c->l, c->v[i])->box;
		size_t here = 0;
		if (b->x1 - b->x0 < c->page->width * MARGIN_WIDE)
			continue;
		wide++;
		for (size_t k = 0; k < c->n; k++) {
			const struct pdf_box *o = &line_at_index(c->l, c->v[k])->box;
			here += o->x1 - o->x0 >= c->page->width * MARGIN_WIDE && o->x0 > b->x0 - 1 && o->x0 < b->x0 + 1;
		}
		if (here > best) {
			best = here;
			*x0 = b->x0;
		}
	}
	*x1 = *x0;
	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_box *b = &line_at_index(c->l, c->v[i])->box;
		*x1 = b->x0 > *x0 - MARGIN_AWAY && b->x0 < *x0 + c->page->width * MARGIN_WIDE && b->x1 > *x1 ? b->x1 : *x1;
	}
	return best >= COLUMN_LINES && (float)best >= (float)wide * MARGIN_SHARE;
}

static bool has_letters(const struct pdf_layout *l, const struct pdf_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n; i++) {
		struct str s = line_text(l->boxes, line, i);
		for (size_t k = 0; k < s.len; k++)
			n += (s.ptr[k] | 32) >= 'a' && (s.ptr[k] | 32) <= 'z';
	}
	return n >= 2;
}

/* Does it stand beside a line that goes on with the sentence of the line above? Then it is a note; a speaker's name or
 * the word that a list explains stands where its paragraph begins. */
static bool beside_sentence(const struct columns *c, const struct pdf_line *note, float x0)
{
	float middle = (note->box.y0 + note->box.y1) / 2;
	const struct pdf_line *row = NULL, *above = NULL;

	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_line *l = line_at_index(c->l, c->v[i]);
		if (l->box.x0 > x0 - 1 && l->box.x0 < x0 + 1 && middle > l->box.y0 && middle < l->box.y1)
			row = l;
	}
	for (size_t i = 0; i < c->n && row != NULL; i++) {
		const struct pdf_line *l = line_at_index(c->l, c->v[i]);
		if (l->box.x0 > x0 - 1 && l->box.y1 < (row->box.y0 + row->box.y1) / 2 && (above == NULL || l->box.y1 > above->box.y1 ||
		    (l->box.y1 >= above->box.y1 && l->box.x1 > above->box.x1)))
			above = l;
	}
	return above != NULL && row->box.y0 - above->box.y1 < above->height * MARGIN_NEAR &&
	       !line_closed(line_text(c->l->boxes, above, above->n - 1));
}

static bool in_margin(const struct columns *c, const struct pdf_line *l, float x0, float x1)
{
	return (l->box.x1 < x0 - MARGIN_AWAY || l->box.x0 > x1 + MARGIN_AWAY) && has_letters(c->l, l);
}

/* Notes beside the text come behind it, as those at its foot do: with all lines of one that is beside a sentence. */
static void find_margin_notes(struct columns *c)
{
	float x0 = 0, x1 = 0;
	size_t last = SIZE_MAX;

	if (c->gutter > 0 || c->n > PAGE_LINES_MOST || !find_column(c, &x0, &x1))
		return;
	for (size_t i = 0; i < c->n; i++) {
		const struct pdf_line *l = line_at_index(c->l, c->v[i]), *o;
		if (!in_margin(c, l, x0, x1))
			continue;
		o = last != SIZE_MAX ? line_at_index(c->l, last) : NULL;
		if (!beside_sentence(c, l, x0) && (o == NULL || o->box.x0 > l->box.x1 || o->box.x1 < l->box.x0 ||
		                                    l->box.y0 < o->box.y0 || l->box.y0 - o->box.y1 > o->height * MARGIN_NEAR))
			continue;
		c->l->roles[c->v[i]] = PDF_NOTE;
		last = c->v[i];
	}
}

static int order_page(struct pdf_layout *l, const struct pdf_page *p, size_t **next)
{
	struct columns c = { .l = l, .page = p };
	size_t *v = *next;
	int rc = CC_OK;

	c.v = arena_array(l->a, size_t, p->n + 1);
	if (c.v == NULL)
		return CC_ENOMEM;
	for (size_t i = p->first; i < p->first + p->n; i++)
		if (l->roles[i] == PDF_BODY)
			c.v[c.n++] = i;
	find_gutter(&c);
	if (c.gutter > 0)
		rc = order_columns(&c);
	if (rc < 0)
		return rc;
	find_notes_of_page(&c);
	find_margin_notes(&c);
	for (size_t i = p->first; i < p->first + p->n; i++)
		if (l->roles[i] == PDF_HEAD)
			*v++ = i;
	for (int role = PDF_BODY; role <= PDF_NOTE; role += PDF_NOTE - PDF_BODY)
		for (size_t i = 0; i < c.n; i++)
			if (l->roles[c.v[i]] == role)
				*v++ = c.v[i];
	for (size_t i = p->first; i < p->first + p->n; i++)
		if (l->roles[i] == PDF_FOOT)
			*v++ = i;
	*next = v;
	return CC_OK;
}

int pdf_layout_find(struct arena *a, const struct pdf_boxes *boxes, struct pdf_layout *out)
{
	size_t *next;
	int rc;

	*out = (struct pdf_layout){ .a = a, .boxes = boxes, .size = middle_height(a, boxes) };
	out->roles = arena_array(a, unsigned char, boxes->lines.n + 1);
	out->order = next = arena_array(a, size_t, boxes->lines.n + 1);
	out->labels = arena_array(a, struct str, boxes->pages.n + 1);
	if (out->roles == NULL || out->order == NULL || out->labels == NULL)
		return CC_ENOMEM;
	rc = pdf_edges_find(out);
	for (size_t i = 0; rc == CC_OK && i < boxes->pages.n; i++)
		rc = order_page(out, &boxes->pages.v[i], &next);
	return rc;
}

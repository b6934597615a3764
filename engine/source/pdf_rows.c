/* Lines made anew from words. Poppler takes two lines side by side for one where the gutter between columns is narrow, and
 * gives every word a line of its own where words of several lines happen to stand in a column. So lines are cut at every
 * space that is none between words, and pieces side by side are joined again where the space is one. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vec.h"
#include "source/pdf_layout.h"

#define WIDE 0.7f /* of a line's height: a space that is none between words */

struct piece {
	struct pdf_line line; /* words of the boxes read */
	size_t after;         /* the piece that continues it, plus one; 0: none */
	bool continues;
};

struct maker {
	struct arena *a;
	const struct pdf_boxes *in;
	struct pdf_boxes *out;
	VEC(struct piece) pieces; /* of one page, in poppler's order */
};

static int add_piece(struct maker *m, size_t first, size_t n)
{
	struct piece *p = vec_add(m->a, &m->pieces);

	if (p == NULL)
		return CC_ENOMEM;
	*p = (struct piece){ .line = { .first = first, .n = n } };
	pdf_line_measure(m->in, &p->line);
	return CC_OK;
}

static int cut(struct maker *m, const struct pdf_line *l)
{
	const struct pdf_word *w = m->in->words.v;
	size_t start = l->first, end = l->first + l->n;

	for (size_t i = l->first + 1; i <= end; i++) {
		if (i < end && w[i].box.x0 - w[i - 1].box.x1 < l->height * WIDE && w[i].box.x0 > w[i - 1].box.x0)
			continue;
		if (add_piece(m, start, i - start) < 0)
			return CC_ENOMEM;
		start = i;
	}
	return CC_OK;
}

struct by_left {
	size_t piece;
	float y, x;
};

static int by_row(const void *a, const void *b)
{
	const struct by_left *p = a, *q = b;

	if (p->y < q->y || p->y > q->y)
		return p->y < q->y ? -1 : 1;
	return p->piece < q->piece ? -1 : p->piece > q->piece;
}

static int by_x(const void *a, const void *b)
{
	const struct by_left *p = a, *q = b;

	if (p->x < q->x || p->x > q->x)
		return p->x < q->x ? -1 : 1;
	return p->piece < q->piece ? -1 : p->piece > q->piece;
}

/* Pieces of one row, from left to right: each is joined to the one before it where no more than a space is between. */
static void join_row(struct maker *m, struct by_left *v, size_t n)
{
	qsort(v, n, sizeof *v, by_x);
	for (size_t i = 1; i < n; i++) {
		struct piece *a = &m->pieces.v[v[i - 1].piece], *b = &m->pieces.v[v[i].piece];
		float gap = b->line.box.x0 - a->line.box.x1, less = a->line.height < b->line.height ? a->line.height : b->line.height;
		if (gap > -1 && gap < less * WIDE) {
			a->after = v[i].piece + 1;
			b->continues = true;
		}
	}
}

static int join(struct maker *m)
{
	struct by_left *v = arena_array(m->a, struct by_left, m->pieces.n + 1);
	size_t start = 0;

	if (v == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < m->pieces.n; i++) {
		const struct pdf_box *b = &m->pieces.v[i].line.box;
		v[i] = (struct by_left){ i, (b->y0 + b->y1) / 2, b->x0 };
	}
	qsort(v, m->pieces.n, sizeof *v, by_row);
	for (size_t i = 1; i <= m->pieces.n; i++)
		if (i == m->pieces.n || v[i].y - v[start].y > m->pieces.v[v[start].piece].line.height * 0.4f) {
			join_row(m, v + start, i - start);
			start = i;
		}
	return CC_OK;
}

static int write_line(struct maker *m, const struct piece *p)
{
	struct pdf_line *l = vec_add(m->a, &m->out->lines);

	if (l == NULL)
		return CC_ENOMEM;
	*l = (struct pdf_line){ .first = m->out->words.n };
	for (;;) {
		for (size_t i = 0; i < p->line.n; i++) {
			struct pdf_word *w = vec_add(m->a, &m->out->words);
			if (w == NULL)
				return CC_ENOMEM;
			*w = m->in->words.v[p->line.first + i];
		}
		if (p->after == 0)
			break;
		p = &m->pieces.v[p->after - 1];
	}
	l->n = m->out->words.n - l->first;
	pdf_line_measure(m->out, l);
	return CC_OK;
}

static int make_page(struct maker *m, const struct pdf_page *page)
{
	struct pdf_page *p = vec_add(m->a, &m->out->pages);

	if (p == NULL)
		return CC_ENOMEM;
	*p = (struct pdf_page){ page->width, page->height, m->out->lines.n, 0 };
	m->pieces.n = 0;
	for (size_t i = 0; i < page->n; i++)
		if (cut(m, &m->in->lines.v[page->first + i]) < 0)
			return CC_ENOMEM;
	if (join(m) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; i < m->pieces.n; i++)
		if (!m->pieces.v[i].continues && write_line(m, &m->pieces.v[i]) < 0)
			return CC_ENOMEM;
	m->out->pages.v[m->out->pages.n - 1].n = m->out->lines.n - p->first;
	return CC_OK;
}

int pdf_rows_make(struct arena *a, const struct pdf_boxes *in, struct pdf_boxes *out)
{
	struct maker m = { .a = a, .in = in, .out = out };
	int rc = CC_OK;

	*out = (struct pdf_boxes){ .created = in->created, .changed = in->changed };
	for (size_t i = 0; rc == CC_OK && i < in->pages.n; i++)
		rc = make_page(&m, &in->pages.v[i]);
	return rc;
}

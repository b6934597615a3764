#include "source/pdf_boxes.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"

#define HEIGHTS_MOST 256 /* words of a line that are measured */

struct reader {
	struct arena *a;
	struct str xml;
	size_t at;
	struct pdf_boxes *out;
};

/* The value of an attribute of a tag's inside. */
static struct str attribute(struct str tag, const char *name)
{
	struct str key = str_from(name);
	size_t at = 0, end;

	while ((at = str_find(tag, key, at)) != SIZE_MAX) {
		at += key.len;
		if (at + 1 < tag.len && tag.ptr[at] == '=' && tag.ptr[at + 1] == '"') {
			end = str_find_char(tag, '"', at + 2);
			return end != SIZE_MAX ? str_slice(tag, at + 2, end) : (struct str){ 0 };
		}
	}
	return (struct str){ 0 };
}

/* "123.456000"; what is no number, or too far off any page, is 0. */
static float number(struct str s)
{
	double n = 0, unit = 1;
	size_t i = s.len > 0 && s.ptr[0] == '-';
	bool behind = false;

	for (; i < s.len && n < 1e7; i++) {
		if (s.ptr[i] == '.' && !behind) {
			behind = true;
			continue;
		}
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return 0;
		n = n * 10 + (s.ptr[i] - '0');
		unit *= behind ? 10 : 1;
	}
	n /= unit;
	return n < 1e6 ? (float)(s.len > 0 && s.ptr[0] == '-' ? -n : n) : 0;
}

static struct pdf_box box_of(struct str tag)
{
	return (struct pdf_box){ number(attribute(tag, "xMin")), number(attribute(tag, "yMin")), number(attribute(tag, "xMax")),
		                 number(attribute(tag, "yMax")) };
}

static size_t entity(struct str s, char *out)
{
	static const struct { const char *name; char c; } names[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' },
		                                                      { "&quot;", '"' }, { "&apos;", '\'' } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_starts(s, str_from(names[i].name))) {
			*out = names[i].c;
			return strlen(names[i].name);
		}
	return 0;
}

static struct str decode(struct arena *a, struct str s)
{
	size_t n = 0;
	char *text;

	if (str_find_char(s, '&', 0) == SIZE_MAX)
		return s;
	text = arena_alloc(a, s.len, 1);
	for (size_t i = 0; text != NULL && i < s.len;) {
		size_t skip = s.ptr[i] == '&' ? entity(str_slice(s, i, s.len), &text[n]) : 0;
		if (skip == 0) {
			text[n] = s.ptr[i];
			skip = 1;
		}
		n++;
		i += skip;
	}
	return (struct str){ text, n };
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* A raised mark or a capital set large does not say how large a line is. */
void pdf_line_measure(const struct pdf_boxes *b, struct pdf_line *l)
{
	float heights[HEIGHTS_MOST];
	size_t n = 0;

	l->box = b->words.v[l->first].box;
	for (size_t i = 0; i < l->n; i++) {
		const struct pdf_box *w = &b->words.v[l->first + i].box;
		l->box.x0 = w->x0 < l->box.x0 ? w->x0 : l->box.x0;
		l->box.y0 = w->y0 < l->box.y0 ? w->y0 : l->box.y0;
		l->box.x1 = w->x1 > l->box.x1 ? w->x1 : l->box.x1;
		l->box.y1 = w->y1 > l->box.y1 ? w->y1 : l->box.y1;
		if (n < HEIGHTS_MOST)
			heights[n++] = w->y1 - w->y0;
	}
	qsort(heights, n, sizeof *heights, by_size);
	l->height = heights[n / 2];
}

static void close_line(struct pdf_boxes *b)
{
	struct pdf_line *l = &b->lines.v[b->lines.n - 1];

	l->n = b->words.n - l->first;
	if (l->n > 0)
		pdf_line_measure(b, l);
	else
		b->lines.n--;
}

static int add_word(struct reader *r, struct str tag)
{
	size_t end = str_find(r->xml, STR("</word>"), r->at);
	struct pdf_word *w;

	if (end == SIZE_MAX || r->out->lines.n == 0)
		return CC_ESYNTAX;
	w = vec_add(r->a, &r->out->words);
	if (w == NULL)
		return CC_ENOMEM;
	w->box = box_of(tag);
	w->text = decode(r->a, str_slice(r->xml, r->at, end));
	r->at = end;
	return w->text.ptr != NULL ? CC_OK : CC_ENOMEM;
}

static int add_line(struct reader *r)
{
	struct pdf_line *l;

	if (r->out->pages.n == 0)
		return CC_ESYNTAX;
	l = vec_add(r->a, &r->out->lines);
	if (l == NULL)
		return CC_ENOMEM;
	*l = (struct pdf_line){ .first = r->out->words.n };
	return CC_OK;
}

static int add_page(struct reader *r, struct str tag)
{
	struct pdf_page *p;

	if (r->out->pages.n == LIMIT_PDF_PAGES)
		return CC_ELIMIT;
	p = vec_add(r->a, &r->out->pages);
	if (p == NULL)
		return CC_ENOMEM;
	*p = (struct pdf_page){ number(attribute(tag, "width")), number(attribute(tag, "height")), r->out->lines.n, 0 };
	return CC_OK;
}

static int take_tag(struct reader *r, struct str tag)
{
	struct pdf_boxes *b = r->out;

	if (str_starts(tag, STR("word ")))
		return add_word(r, tag);
	if (str_starts(tag, STR("line ")))
		return add_line(r);
	if (str_starts(tag, STR("page ")))
		return add_page(r, tag);
	if (str_is(tag, "/line") && b->lines.n > 0)
		close_line(b);
	else if (str_is(tag, "/page") && b->pages.n > 0)
		b->pages.v[b->pages.n - 1].n = b->lines.n - b->pages.v[b->pages.n - 1].first;
	else if (str_starts(tag, STR("meta name=\"CreationDate\"")))
		b->created = attribute(tag, "content");
	else if (str_starts(tag, STR("meta name=\"ModDate\"")))
		b->changed = attribute(tag, "content");
	return CC_OK;
}

int pdf_boxes_read(struct arena *a, struct str xml, struct pdf_boxes *out, struct error *e)
{
	struct reader r = { .a = a, .xml = xml, .out = out };
	int rc = CC_OK;

	*out = (struct pdf_boxes){ 0 };
	while (rc == CC_OK && (r.at = str_find_char(xml, '<', r.at)) != SIZE_MAX) {
		size_t end = str_find_char(xml, '>', r.at);
		struct str tag = str_slice(xml, r.at + 1, end);
		if (end == SIZE_MAX)
			break;
		r.at = end + 1;
		rc = take_tag(&r, tag);
	}
	if (rc == CC_OK && out->pages.n == 0)
		rc = CC_ESYNTAX;
	if (rc == CC_ELIMIT)
		return error_set(e, rc, "a PDF of more than %d pages", LIMIT_PDF_PAGES);
	return rc == CC_ENOMEM ? error_memory(e) : rc < 0 ? error_set(e, rc, "pdftotext prints no boxes") : CC_OK;
}

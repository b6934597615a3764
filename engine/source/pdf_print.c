/* Printing a layout: lines to text, and where each page's parts are in it. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/lines.h"
#include "source/pdf_layout.h"

#define GAP 1.45f     /* of the usual distance from line to line: more is an empty line */
#define INDENT 0.7f   /* of the text's height: what opens a paragraph, at least */
#define SPLIT 0.14f   /* of a line's height: the widest space inside a word */
#define TOUCH 0.05f   /* the same between words: less is a change of font inside a word */
#define RAISED 0.15f  /* of a line's height: what a reference mark stands higher, and is smaller, at least */
#define LIGATURE_BYTES 6
#define MARK_BYTES 6

enum { SPAN_FURNITURE, SPAN_NOTE, SPAN_MARK, SPAN_KINDS };

struct printer {
	struct arena *a; /* the document's */
	const struct pdf_layout *l;
	struct buf text;
	VEC(struct span) spans[SPAN_KINDS];
	size_t *pages;
	size_t body_end; /* of the last page's body, behind its line break; SIZE_MAX: none */
	bool failed;
};

/* Old TeX fonts without a table of their characters: ligatures, quotation marks and dashes by their codes in the T1
 * encoding (Ferguson 1990), which no text has. */
static struct str control(char c)
{
	static const struct { char c; const char *s; } codes[] = {
		{ 0x1B, "ff" }, { 0x1C, "fi" }, { 0x1D, "fl" }, { 0x1E, "ffi" }, { 0x1F, "ffl" },
		{ 0x10, "\xE2\x80\x9C" }, { 0x11, "\xE2\x80\x9D" }, { 0x12, "\xE2\x80\x9E" }, { 0x15, "\xE2\x80\x93" },
		{ 0x16, "\xE2\x80\x94" },
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].c == c)
			return str_from(codes[i].s);
	return (struct str){ 0 };
}

static void print_word(struct printer *p, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct str instead;
		if ((unsigned char)s.ptr[i] >= ' ' && s.ptr[i] != 0x7F)
			continue;
		instead = control(s.ptr[i]);
		buf_add(&p->text, str_slice(s, from, i));
		buf_add(&p->text, instead.len > 0 ? instead : (struct str){ "\xEF\xBF\xBD", 3 });
		from = i + 1;
	}
	buf_add(&p->text, str_slice(s, from, s.len));
}

static void add_span(struct printer *p, struct span s, int kind)
{
	struct span *slot = vec_add(p->a, &p->spans[kind]);

	if (slot == NULL)
		p->failed = true;
	else
		*slot = s;
}

static bool is_ligature(struct str s)
{
	static const char *const all[] = { "fi", "fl", "ff", "ffi", "ffl", "ft", "\xEF\xAC\x80", "\xEF\xAC\x81", "\xEF\xAC\x82",
		                           "\xEF\xAC\x83", "\xEF\xAC\x84", "\x1B", "\x1C", "\x1D", "\x1E", "\x1F" };

	for (size_t i = 0; s.len <= LIGATURE_BYTES && i < sizeof all / sizeof *all; i++)
		if (str_is(s, all[i]))
			return true;
	return false;
}

static bool letter(char c)
{
	return (unsigned char)c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* A small raised number or sign that touches the word before it. */
static bool is_mark(const struct pdf_word *a, const struct pdf_word *b, float height)
{
	char last = a->text.len > 0 ? a->text.ptr[a->text.len - 1] : '0';

	if (b->text.len > MARK_BYTES || (last >= '0' && last <= '9') || b->box.y1 > a->box.y1 - height * RAISED ||
	    b->box.y1 - b->box.y0 > height * (1 - RAISED))
		return false;
	for (size_t i = 0; i < b->text.len; i++)
		if (letter(b->text.ptr[i]) && !str_starts(b->text, STR("\xE2\x80\xA0")) && !str_starts(b->text, STR("\xE2\x80\xA1")))
			return false;
	return true;
}

/* "veri fi ed": a ligature that was set by itself, with no more than a hair beside it. */
static bool splits_word(const struct pdf_word *a, const struct pdf_word *b, float height)
{
	float gap = b->box.x0 - a->box.x1;
	bool head = a->text.len > 0 && letter(a->text.ptr[a->text.len - 1]), tail = b->text.len > 0 && letter(b->text.ptr[0]);

	if (gap < height * TOUCH && gap > -height)
		return true;
	return gap < height * SPLIT && ((is_ligature(b->text) && head) || (is_ligature(a->text) && tail));
}

static void print_line(struct printer *p, const struct pdf_line *l)
{
	const struct pdf_word *w = &p->l->boxes->words.v[l->first];

	for (size_t i = 0; i < l->n; i++) {
		size_t start;
		if (i > 0 && !splits_word(&w[i - 1], &w[i], l->height))
			buf_add_char(&p->text, ' ');
		start = p->text.len;
		print_word(p, w[i].text);
		if (i > 0 && is_mark(&w[i - 1], &w[i], l->height))
			add_span(p, (struct span){ start, p->text.len }, SPAN_MARK);
	}
}

/* On one row, from left to right: cells of a table, a line with a wide space in it. */
static bool beside(const struct pdf_line *a, const struct pdf_line *b)
{
	float middle = (b->box.y0 + b->box.y1) / 2;

	return middle > a->box.y0 && middle < a->box.y1 && b->box.x0 >= a->box.x1 - 1;
}

/* Whether an empty line stands between two lines of one role: by the distance, or by the indent where the sentence
 * before it is closed. */
static bool parts(const struct printer *p, const struct pdf_line *a, const struct pdf_line *b, float pitch)
{
	float down = b->box.y0 - a->box.y0, in = b->box.x0 - a->box.x0;
	struct str text = buf_str(&p->text);

	if (down < -p->l->size || beside(a, b)) /* the next column; the same row */
		return false;
	if (down > pitch * GAP)
		return true;
	return in > p->l->size * INDENT && in < p->l->size * 4 && line_closed(str_slice(text, text.len > 80 ? text.len - 80 : 0, text.len));
}

static int by_size(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* The usual distance from line to line on a page. */
static float pitch_of(const struct pdf_layout *l, const size_t *v, size_t n)
{
	float d[128];
	size_t k = 0;

	for (size_t i = 1; i < n && k < sizeof d / sizeof *d; i++) {
		float down = l->boxes->lines.v[v[i]].box.y0 - l->boxes->lines.v[v[i - 1]].box.y0;
		if (down > l->size * 0.5f && down < l->size * 4)
			d[k++] = down;
	}
	qsort(d, k, sizeof *d, by_size);
	return k > 0 ? d[k / 2] : l->size * 1.2f;
}

static void end_line(struct printer *p)
{
	buf_add_char(&p->text, '\n');
}

/* The lines of one role, and an empty line behind them. */
static struct span print_role(struct printer *p, const size_t *v, size_t n, int role, float pitch)
{
	const struct pdf_line *before = NULL;
	struct span at = { p->text.len, p->text.len };

	for (size_t i = 0; i < n; i++) {
		const struct pdf_line *l = &p->l->boxes->lines.v[v[i]];
		if (p->l->roles[v[i]] != role)
			continue;
		if (before != NULL)
			buf_add_char(&p->text, beside(before, l) ? ' ' : '\n');
		if (before != NULL && role == PDF_BODY && parts(p, before, l, pitch))
			end_line(p);
		print_line(p, l);
		before = l;
	}
	if (before != NULL)
		end_line(p);
	at.end = p->text.len;
	if (before != NULL)
		end_line(p);
	return at;
}

/* Everything between the bodies of two pages is furniture, so that sentences run on. */
static void between(struct printer *p, size_t body_start)
{
	if (p->body_end != SIZE_MAX && body_start > p->body_end)
		add_span(p, (struct span){ p->body_end, body_start }, SPAN_FURNITURE);
}

static void print_page(struct printer *p, size_t page, const size_t *v)
{
	size_t n = p->l->boxes->pages.v[page].n;
	float pitch = pitch_of(p->l, v, n);
	struct span body, notes;

	p->pages[page] = p->text.len;
	print_role(p, v, n, PDF_HEAD, pitch);
	between(p, p->text.len);
	body = print_role(p, v, n, PDF_BODY, pitch);
	p->body_end = body.end;
	notes = print_role(p, v, n, PDF_NOTE, pitch);
	if (notes.end > notes.start)
		add_span(p, notes, SPAN_NOTE);
	print_role(p, v, n, PDF_FOOT, pitch);
	buf_add_char(&p->text, '\f');
}

/* The notes once more, with the map back to their pages. */
static int copy_notes(struct printer *p, size_t file_len, struct document *out)
{
	int rc = posmap_add(p->a, &out->map, file_len, 0, file_len);

	for (size_t i = 0; rc == 0 && i < p->spans[SPAN_NOTE].n; i++) {
		struct span s = p->spans[SPAN_NOTE].v[i];
		rc = posmap_add(p->a, &out->map, 1, s.start, 0);
		buf_add_char(&p->text, '\n');
		buf_reserve(&p->text, s.end - s.start);
		if (p->text.failed || rc < 0)
			return CC_ENOMEM;
		buf_add(&p->text, str_span(buf_str(&p->text), s));
		rc = posmap_add(p->a, &out->map, s.end - s.start, s.start, s.end - s.start);
	}
	return rc;
}

static int print_all(struct printer *p, struct file *f, struct document *out)
{
	const struct pdf_boxes *b = p->l->boxes;
	size_t at = 0, file_len;

	for (size_t i = 0; i < b->pages.n; i++) {
		print_page(p, i, p->l->order + at);
		at += b->pages.v[i].n;
	}
	between(p, p->text.len);
	file_len = p->text.len;
	if (p->spans[SPAN_NOTE].n > 0 && copy_notes(p, file_len, out) < 0)
		p->failed = true;
	if (p->failed || p->text.failed)
		return CC_ENOMEM;
	out->text = str_copy(p->a, buf_str(&p->text));
	f->text = str_slice(out->text, 0, file_len);
	return out->text.ptr != NULL ? CC_OK : CC_ENOMEM;
}

int pdf_layout_print(struct arena *a, const struct pdf_layout *l, struct file *f, struct document *out, struct error *e)
{
	struct printer p = { .a = a, .l = l, .body_end = SIZE_MAX };
	int rc;

	p.pages = arena_array(a, size_t, l->boxes->pages.n + 1);
	if (l->labelled)
		out->labels = arena_array(a, struct str, l->boxes->pages.n + 1);
	if (p.pages == NULL || (l->labelled && out->labels == NULL))
		return error_memory(e);
	buf_init(&p.text, LIMIT_PDF_TEXT_BYTES * 2);
	rc = print_all(&p, f, out);
	buf_release(&p.text);
	if (rc < 0)
		return error_memory(e);
	out->file = f;
	out->paged = true;
	out->pages = p.pages;
	out->n_pages = l->boxes->pages.n;
	out->furniture = p.spans[SPAN_FURNITURE].v;
	out->n_furniture = p.spans[SPAN_FURNITURE].n;
	out->marks = p.spans[SPAN_MARK].v;
	out->n_marks = p.spans[SPAN_MARK].n;
	for (size_t i = 0; l->labelled && i < out->n_pages; i++)
		out->labels[i] = str_copy(a, l->labels[i]);
	return CC_OK;
}

/* Running heads and feet of a PDF, and the page numbers that are printed in them. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "source/pdf_layout.h"

#define EDGE_ROWS 3       /* of a page's head, and of its foot */
#define EDGE_BYTES 200    /* a longer row is text */
#define NEIGHBOURS 4      /* pages before and behind that are looked at */
#define SAME_HEIGHT 3.0f  /* points that a row may stand higher or lower on another page */
#define NUMBER_MOST 99999

/* What stands side by side at the top or bottom of a page. */
struct row {
	size_t lines[4], n;
	float y0, y1;
	uint64_t shape;     /* a hash with every number made equal; 0: no edge */
	unsigned arabic[2], roman; /* numbers at its ends; 0: none */
	bool lone;          /* nothing but a number */
	bool lower;
	bool apart[2];      /* the number at this end stands by itself */
	bool edge;
};

struct edges {
	struct row rows[2][EDGE_ROWS]; /* from the top down; from the bottom up */
	size_t n[2];
};

struct finder {
	struct pdf_layout *l;
	struct edges *pages;
	size_t n;
};

/* --- numbers --- */

static unsigned arabic(struct str s)
{
	unsigned n = 0;
	size_t i = 0;

	for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && n <= NUMBER_MOST; i++)
		n = n * 10 + (unsigned)(s.ptr[i] - '0');
	return i == s.len && i > 0 && n <= NUMBER_MOST ? n : 0;
}

/* "TITLE12", where the number was set close to the title */
static unsigned arabic_tail(struct str s)
{
	size_t i = s.len;

	while (i > 0 && s.ptr[i - 1] >= '0' && s.ptr[i - 1] <= '9')
		i--;
	return arabic(str_slice(s, i, s.len));
}

static unsigned roman_digit(char c)
{
	static const struct { char c; unsigned n; } digits[] = { { 'i', 1 }, { 'v', 5 }, { 'x', 10 }, { 'l', 50 }, { 'c', 100 } };

	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
		if ((c | 32) == digits[i].c)
			return digits[i].n;
	return 0;
}

static unsigned roman(struct str s)
{
	unsigned n = 0, now, before = 0;

	for (size_t i = s.len; i-- > 0;) {
		now = roman_digit(s.ptr[i]);
		if (now == 0 || s.len > 8)
			return 0;
		n = now < before ? n - now : n + now;
		before = now > before ? now : before;
	}
	return n;
}

/* "12", "-12-", "[12]", "– 12 –" without its dress. */
static struct str bare(struct str s)
{
	static const char *const marks[] = { "-", "[", "]", "(", ")", "~", "\xE2\x80\x93", "\xE2\x80\x94", "|", "\xC2\xB7", "." };
	bool more = true;

	while (more) {
		more = false;
		s = str_trim(s);
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			struct str m = str_from(marks[i]);
			if (str_starts(s, m) && s.len >= m.len) {
				s = str_slice(s, m.len, s.len);
				more = true;
			}
			if (str_ends(s, m) && s.len >= m.len && m.len > 0) {
				s = str_slice(s, 0, s.len - m.len);
				more = true;
			}
		}
	}
	return s;
}

/* "page 3 of 6", "Page 3": the word before the number says what it counts. */
static bool says_page(struct str word)
{
	static const char *const words[] = { "page", "p.", "pg.", "seite", "p\xC3\xA1gina", "pagina" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_ci(word, str_from(words[i])))
			return true;
	return false;
}

/* --- rows --- */

static void shape_of(const struct pdf_boxes *b, struct row *r)
{
	char norm[EDGE_BYTES + 1];
	struct str first = { 0 }, last = { 0 };
	size_t n = 0, words = 0;
	unsigned page = 0;

	for (size_t k = 0; k < r->n; k++) {
		const struct pdf_line *l = &b->lines.v[r->lines[k]];
		for (size_t i = 0; i < l->n; i++) {
			struct str w = b->words.v[l->first + i].text;
			first = words == 0 ? w : first;
			if (words > 0 && says_page(last) && arabic(bare(w)) > 0)
				page = arabic(bare(w));
			last = w;
			words++;
			for (size_t j = 0; j < w.len && n < EDGE_BYTES; j++) {
				char c = w.ptr[j];
				bool digit = c >= '0' && c <= '9';
				r->lower |= c >= 'a' && c <= 'z';
				if (!digit || n == 0 || norm[n - 1] != '#')
					norm[n++] = digit ? '#' : c;
			}
			if (n < EDGE_BYTES)
				norm[n++] = ' ';
		}
	}
	if (n >= EDGE_BYTES || words == 0)
		return;
	r->apart[0] = b->lines.v[r->lines[0]].n == 1 || !r->lower;
	r->apart[1] = b->lines.v[r->lines[r->n - 1]].n == 1 || !r->lower;
	/* "2. Background" is a section's */
	r->arabic[0] = words > 1 && r->lower && str_ends(first, STR(".")) ? 0 : arabic(bare(first));
	r->arabic[1] = arabic_tail(bare(last));
	r->roman = roman(bare(words == 1 || roman(bare(last)) ? last : first));
	r->lone = (words == 1 || bare(first).len == 0) && (arabic(bare(last)) || r->roman || r->arabic[0]);
	if (page > 0) {
		r->arabic[0] = page;
		r->apart[0] = true;
	}
	r->shape = r->lone ? 1 : str_hash((struct str){ norm, n }) | 2;
}

struct edge_line {
	size_t line;
	float y0, y1;
};

static int by_height(const void *a, const void *b)
{
	const struct edge_line *p = a, *q = b;

	if (p->y0 < q->y0 || p->y0 > q->y0)
		return p->y0 < q->y0 ? -1 : 1;
	return p->line < q->line ? -1 : p->line > q->line;
}

static void sort_row(const struct pdf_boxes *b, struct row *r)
{
	for (size_t i = 1; i < r->n; i++)
		for (size_t k = i; k > 0 && b->lines.v[r->lines[k]].box.x0 < b->lines.v[r->lines[k - 1]].box.x0; k--) {
			size_t line = r->lines[k];
			r->lines[k] = r->lines[k - 1];
			r->lines[k - 1] = line;
		}
}

/* The rows at one edge; `v` is sorted from the top down. */
static void collect(const struct pdf_layout *l, const struct edge_line *v, size_t n, bool foot,
                    struct edges *out)
{
	size_t rows = 0, taken = 0;

	while (taken < n && rows < EDGE_ROWS) {
		struct row *r = &out->rows[foot][rows];
		const struct edge_line *first = &v[foot ? n - 1 - taken : taken];
		*r = (struct row){ .y0 = first->y0, .y1 = first->y1 };
		for (; taken < n; taken++) {
			const struct edge_line *e = &v[foot ? n - 1 - taken : taken];
			float middle = (e->y0 + e->y1) / 2;
			if (middle < r->y0 || middle > r->y1)
				break;
			if (r->n == sizeof r->lines / sizeof *r->lines)
				return;
			r->lines[r->n++] = e->line;
		}
		sort_row(l->boxes, r);
		shape_of(l->boxes, r);
		rows++;
		out->n[foot] = rows;
	}
}

static int collect_page(struct finder *f, size_t page)
{
	const struct pdf_page *p = &f->l->boxes->pages.v[page];
	struct edge_line *v = arena_array(f->l->a, struct edge_line, p->n + 1);

	if (v == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < p->n; i++) {
		const struct pdf_box *b = &f->l->boxes->lines.v[p->first + i].box;
		v[i] = (struct edge_line){ p->first + i, b->y0, b->y1 };
	}
	qsort(v, p->n, sizeof *v, by_height);
	collect(f->l, v, p->n, false, &f->pages[page]);
	collect(f->l, v, p->n, true, &f->pages[page]);
	return CC_OK;
}

/* --- which of them are edges --- */

static bool same_place(const struct row *a, const struct row *b, bool foot)
{
	float d = foot ? a->y1 - b->y1 : a->y0 - b->y0;

	return d < SAME_HEIGHT && d > -SAME_HEIGHT;
}

/* Does the other row's number count on from this one's, `step` pages away? The numbers of notes do so, too, but they stand
 * beside words. */
static bool counts_on(const struct row *a, const struct row *b, long step)
{
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 2; k++)
			if (a->apart[i] && b->apart[k] && a->arabic[i] && b->arabic[k] && (long)b->arabic[k] - (long)a->arabic[i] == step)
				return true;
	return (a->apart[0] || a->apart[1]) && (b->apart[0] || b->apart[1]) && a->roman && b->roman && (long)b->roman - (long)a->roman == step;
}

static bool is_edge(const struct finder *f, size_t page, bool foot, const struct row *r)
{
	size_t from = page > NEIGHBOURS ? page - NEIGHBOURS : 0, repeats = 0, counted = 0;

	for (size_t i = from; i < f->n && i <= page + NEIGHBOURS; i++)
		for (size_t k = 0; i != page && k < f->pages[i].n[foot]; k++) {
			const struct row *o = &f->pages[i].rows[foot][k];
			if (r->shape == 0 || o->shape == 0 || !same_place(r, o, foot))
				continue;
			repeats += o->shape == r->shape && !r->lone;
			counted += counts_on(r, o, (long)i - (long)page);
		}
	/* two pages may well begin or end alike, but not count on in the same place */
	return counted > 0 || repeats >= (f->n < 4 ? 1 : 2);
}

static void judge(struct finder *f, size_t page, bool foot)
{
	struct edges *e = &f->pages[page];

	/* from the outside inwards; an inner one may be repeated where the outermost is not */
	for (size_t k = e->n[foot]; k-- > 0;) {
		if (!is_edge(f, page, foot, &e->rows[foot][k]))
			continue;
		for (size_t i = 0; i <= k; i++)
			e->rows[foot][i].edge = true;
		break;
	}
	/* the first page of a chapter has its number elsewhere, alone and outermost */
	if (e->n[foot] > 0 && !e->rows[foot][0].edge && e->rows[foot][0].lone && foot &&
	    (e->n[foot] == 1 || e->rows[foot][0].y0 - e->rows[foot][1].y1 > f->l->size))
		e->rows[foot][0].edge = true;
}

/* --- printed numbers --- */

struct sequence {
	bool roman;
	long offset; /* number less page */
};

/* A sequence that a page's edge would be of. */
struct candidate {
	struct sequence s;
	size_t page;
	size_t support; /* pages that say so */
};

struct candidates {
	struct candidate *v;
	size_t n, cap;
};

static int by_sequence(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->s.roman != y->s.roman)
		return x->s.roman ? 1 : -1;
	if (x->s.offset != y->s.offset)
		return x->s.offset < y->s.offset ? -1 : 1;
	return x->page < y->page ? -1 : x->page > y->page;
}

static int by_page(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	if (x->support != y->support)
		return x->support > y->support ? -1 : 1;
	return by_sequence(a, b);
}

static int offer(struct finder *f, size_t page, const struct row *r, struct candidates *out)
{
	const unsigned numbers[] = { r->arabic[0], r->arabic[1] != r->arabic[0] ? r->arabic[1] : 0, r->roman };

	for (size_t i = 0; i < 3; i++) {
		struct candidate *c;
		if (numbers[i] == 0)
			continue;
		c = vec_add(f->l->a, out);
		if (c == NULL)
			return CC_ENOMEM;
		*c = (struct candidate){ { i == 2, (long)numbers[i] - (long)page }, page, 0 };
	}
	return CC_OK;
}

static int gather(struct finder *f, struct candidates *out)
{
	size_t start = 0;

	for (size_t i = 0; i < f->n; i++)
		for (size_t foot = 0; foot < 2; foot++)
			for (size_t k = 0; k < f->pages[i].n[foot]; k++)
				if (f->pages[i].rows[foot][k].edge && offer(f, i, &f->pages[i].rows[foot][k], out) < 0)
					return CC_ENOMEM;
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_sequence);
	for (size_t i = 1; i <= out->n; i++) {
		size_t pages = 1;
		if (i < out->n && out->v[i].s.roman == out->v[start].s.roman && out->v[i].s.offset == out->v[start].s.offset)
			continue;
		for (size_t k = start + 1; k < i; k++)
			pages += out->v[k].page != out->v[k - 1].page;
		for (size_t k = start; k < i; k++)
			out->v[k].support = pages;
		start = i;
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_page);
	return CC_OK;
}

static bool same(struct sequence a, struct sequence b)
{
	return a.roman == b.roman && a.offset == b.offset;
}

static struct str roman_of(struct arena *a, unsigned n)
{
	static const struct { unsigned n; const char *s; } parts[] = { { 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" },
		                                                       { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" },
		                                                       { 1, "i" } };
	struct str s = { "", 0 };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; n >= parts[i].n && n < 4000; n -= parts[i].n)
			s = str_fmt(a, STR_FMT "%s", STR_ARG(s), parts[i].s);
	return s;
}

static void set_label(struct finder *f, size_t page, struct sequence s)
{
	long n = (long)page + s.offset;

	if (n <= 0)
		return;
	f->l->labels[page] = s.roman ? roman_of(f->l->a, (unsigned)n) : str_fmt(f->l->a, "%ld", n);
	f->l->labelled = true;
}

/* The best sequence of every page that has one. A number of another kind (of a section, a year) may stand in a head
 * alone: between two pages of one sequence a weaker one is not believed. */
static size_t choose(struct candidates *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].support > 1 && (n == 0 || c->v[n - 1].page != c->v[i].page))
			c->v[n++] = c->v[i];
	for (size_t i = 1; i + 1 < n; i++) {
		const struct candidate *a = &c->v[i - 1], *b = &c->v[i + 1];
		if (a->support > c->v[i].support && b->support > c->v[i].support)
			c->v[i] = (struct candidate){ a->s, c->v[i].page, a->support };
	}
	return n;
}

/* A page without a number between two of one sequence has the number between; so have those before the first, behind
 * the last, and between front matter and text. */
static int number_pages(struct finder *f)
{
	struct candidates c = { 0 };
	size_t n, from = 0;

	if (gather(f, &c) < 0)
		return CC_ENOMEM;
	n = choose(&c);
	for (size_t i = 0; i < n; i++) {
		bool fill = i == 0 || same(c.v[i - 1].s, c.v[i].s) || (c.v[i - 1].s.roman && !c.v[i].s.roman);
		for (size_t k = fill ? from : c.v[i].page; k <= c.v[i].page; k++)
			set_label(f, k, c.v[i].s);
		from = c.v[i].page + 1;
	}
	for (size_t k = from; n > 0 && k < f->n; k++)
		set_label(f, k, c.v[n - 1].s);
	return CC_OK;
}

static void set_roles(struct finder *f, size_t page)
{
	const struct pdf_page *p = &f->l->boxes->pages.v[page];
	size_t left = p->n;

	for (size_t foot = 0; foot < 2; foot++)
		for (size_t k = 0; k < f->pages[page].n[foot]; k++) {
			const struct row *r = &f->pages[page].rows[foot][k];
			for (size_t j = 0; r->edge && j < r->n; j++) {
				left -= f->l->roles[r->lines[j]] == PDF_BODY;
				f->l->roles[r->lines[j]] = foot ? PDF_FOOT : PDF_HEAD;
			}
		}
	/* a page that has no text but these: they are what it says */
	for (size_t i = 0; left == 0 && i < p->n; i++)
		f->l->roles[p->first + i] = PDF_BODY;
}

int pdf_edges_find(struct pdf_layout *l)
{
	struct finder f = { .l = l, .n = l->boxes->pages.n };
	int rc = CC_OK;

	f.pages = arena_array(l->a, struct edges, f.n + 1);
	if (f.pages == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; rc == CC_OK && i < f.n; i++)
		rc = collect_page(&f, i);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < f.n; i++)
		for (int foot = 0; foot < 2; foot++)
			judge(&f, i, foot != 0);
	for (size_t i = 0; i < f.n; i++)
		set_roles(&f, i);
	return number_pages(&f);
}

#include "source/furniture.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "source/lines.h"
#include "source/skip.h"

#define HEAD_LINES 3          /* of a running head, and of a running foot */
#define FURNITURE_BYTES 160   /* a longer line is text */
#define NEIGHBOURS 4          /* pages before and behind that a head or foot is looked for on */
#define PAGE_BYTES 800        /* the least between two page numbers of a sequence */
#define SEQUENCE 3            /* numbers that make one */
#define NUMBER_MOST 9999

/* A line that may be a head or foot, and its shape: a hash with every number made equal. */
struct edge {
	struct line line;
	uint64_t shape; /* 0: no line, or no furniture by its length */
	bool number;    /* a page number alone */
	bool letters;   /* three letters or more */
	bool digits;
	bool apart;     /* a blank line divides it from the text */
};

struct page_break {
	size_t at, behind; /* the form feed; or, without one, the end of the foot line, twice */
	bool feed;
	struct edge foot[HEAD_LINES], head[HEAD_LINES]; /* the nearest to the break first */
	size_t n_foot, n_head;
	size_t head_block;  /* lines of the head before a blank line; 0: more than HEAD_LINES */
};

struct lone_number {
	struct line line;
	unsigned number;
	bool worded; /* "Page 3 of 9": needs no more evidence than its blank lines */
	bool apart;  /* blank lines on both sides */
	bool accept;
	unsigned before, after; /* numbers of its sequence on either side */
	size_t prev;
};

struct finder {
	struct arena *a;
	struct str text;
	size_t from;
	struct { struct page_break *v; size_t n, cap; } breaks;
	struct { struct lone_number *v; size_t n, cap; } lones;
	struct span_list out;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str take_prefix(struct str s, const char *words)
{
	struct str w = str_from(words);

	return s.len >= w.len && str_eq_ci(str_slice(s, 0, w.len), w) ? str_trim(str_slice(s, w.len, s.len)) : s;
}

static struct str strip_pair(struct str s, const char *open, const char *close)
{
	struct str o = str_from(open), c = str_from(close);

	if (s.len > o.len + c.len && str_starts(s, o) && str_ends(s, c))
		return str_trim(str_slice(s, o.len, s.len - c.len));
	return s;
}

/* "12", "- 12 -", "[12]", "Page 12", "Page 12 of 30", "[Page 12]"; 0 when it is none of these. */
static unsigned page_number(struct str s, bool *worded)
{
	static const char *const pairs[][2] = { { "[", "]" }, { "-", "-" }, { "\xe2\x80\x93", "\xe2\x80\x93" },
		                                { "\xe2\x80\x94", "\xe2\x80\x94" }, { "~", "~" } };
	unsigned n = 0;
	size_t i = 0;
	struct str inner = s;

	*worded = false;
	if (s.len == 0 || s.len > 32)
		return 0;
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
		inner = strip_pair(inner, pairs[k][0], pairs[k][1]);
	s = take_prefix(inner, "page ");
	*worded = s.len != inner.len;
	for (; i < s.len && is_digit(s.ptr[i]) && n <= NUMBER_MOST; i++)
		n = n * 10 + (unsigned)(s.ptr[i] - '0');
	if (i == 0 || n > NUMBER_MOST || s.ptr[0] == '0')
		return 0;
	s = str_trim(str_slice(s, i, s.len));
	if (s.len == 0)
		return n;
	inner = take_prefix(s, *worded ? "of " : "/");
	if (!*worded || inner.len == s.len)
		return 0;
	for (i = 0; i < inner.len; i++)
		if (!is_digit(inner.ptr[i]))
			return 0;
	return n;
}

static bool is_roman(struct str s)
{
	if (s.len == 0 || s.len > 7)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '\0' || strchr("ivxlc", s.ptr[i]) == NULL)
			return false;
	return true;
}

/* "…  [Page 12]" at the end of a line: the foot of an RFC and of what is set like one. */
static bool is_rfc_foot(struct str s)
{
	size_t i = s.len;

	if (s.len < 8 || s.len > FURNITURE_BYTES || s.ptr[s.len - 1] != ']')
		return false;
	for (i--; i > 0 && (is_digit(s.ptr[i - 1]) || is_roman(str_slice(s, i - 1, i))); i--)
		;
	return i + 1 < s.len && i >= 6 && memcmp(s.ptr + i - 6, "[Page ", 6) == 0;
}

static bool ends_in_year(struct str s)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	if (s.len < 8)
		return false;
	for (size_t i = s.len - 4; i < s.len; i++)
		if (!is_digit(s.ptr[i]))
			return false;
	s = str_trim(str_slice(s, s.len > 18 ? s.len - 18 : 0, s.len - 4));
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (str_find(s, str_from(months[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* "RFC 2119    RFC Key Words    March 1997", "Internet-Draft    Title    May 2020" */
static bool is_rfc_head(struct str s)
{
	struct str rest;

	if (s.len > FURNITURE_BYTES)
		return false;
	rest = take_prefix(s, "RFC ");
	if (rest.len != s.len && rest.len > 0 && is_digit(rest.ptr[0]))
		return ends_in_year(s) || str_find(s, STR("   "), 0) != SIZE_MAX;
	rest = take_prefix(s, "Internet");
	if (rest.len != s.len && rest.len > 6 && str_eq_ci(str_slice(rest, 1, 6), STR("draft")))
		return true;
	return ends_in_year(s) && str_find(s, STR("   "), 0) != SIZE_MAX;
}

static void shape(struct edge *edge, struct str text)
{
	char norm[FURNITURE_BYTES + 1];
	struct str s = line_str(text, edge->line);
	size_t n = 0, letters = 0;
	bool worded;

	if (s.len == 0 || s.len > FURNITURE_BYTES)
		return;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i] == '\t' ? ' ' : s.ptr[i];
		if (is_digit(c)) {
			edge->digits = true;
			c = '#';
		}
		if (n > 0 && (c == '#' || c == ' ') && norm[n - 1] == c)
			continue;
		letters += is_alpha(c) || (unsigned char)c >= 0x80;
		norm[n++] = c;
	}
	edge->number = page_number(s, &worded) != 0 || is_roman(s);
	edge->letters = letters >= 3;
	edge->shape = edge->number ? 1 : str_hash((struct str){ norm, n }) | 2;
}

/* --- first pass: one walk over the lines --- */

static int add_break(struct finder *f, size_t at, size_t behind, bool feed)
{
	struct page_break *b;
	struct page_break *last = f->breaks.n > 0 ? &f->breaks.v[f->breaks.n - 1] : NULL;

	/* a form feed with only blank lines between it and the last break is the same break */
	if (last != NULL && feed && str_trim(str_slice(f->text, last->behind, at)).len == 0) {
		last->at = last->feed ? last->at : at;
		last->behind = behind;
		last->feed = true;
		return CC_OK;
	}
	b = vec_add(f->a, &f->breaks);
	if (b == NULL)
		return CC_ENOMEM;
	b->at = at;
	b->behind = behind;
	b->feed = feed;
	return CC_OK;
}

static int look_at(struct finder *f, struct line l)
{
	struct str s = line_str(f->text, l);
	char first = s.ptr[0];
	bool worded = false;
	unsigned number;
	struct lone_number *lone;

	if (s.ptr[s.len - 1] == ']' && is_rfc_foot(s) && s.len > 12)
		return add_break(f, l.end, l.end, false);
	if (s.len > 32 || !(is_digit(first) || first == '-' || first == '[' || first == 'P' || first == 'p' ||
	                    first == '~' || (unsigned char)first == 0xe2))
		return CC_OK;
	number = page_number(s, &worded);
	if (number == 0)
		return CC_OK;
	lone = vec_add(f->a, &f->lones);
	if (lone == NULL)
		return CC_ENOMEM;
	lone->line = l;
	lone->number = number;
	lone->worded = worded;
	lone->prev = SIZE_MAX;
	return CC_OK;
}

static int walk(struct finder *f)
{
	bool feeds = f->text.len > f->from && memchr(f->text.ptr + f->from, '\f', f->text.len - f->from) != NULL;

	for (size_t at = f->from; at < f->text.len;) {
		const char *p = f->text.ptr + at;
		const char *nl = feeds ? NULL : memchr(p, '\n', f->text.len - at);
		size_t end = nl != NULL ? (size_t)(nl - f->text.ptr) : f->text.len;
		struct line l;
		int rc = CC_OK;

		/* most lines are neither short nor end in a bracket: they cost two comparisons */
		if (!feeds && end - at > FURNITURE_BYTES && f->text.ptr[end - 1] != ']') {
			at = end < f->text.len ? end + 1 : f->text.len;
			continue;
		}
		l = line_at(f->text, at);
		if (!line_blank(l))
			rc = look_at(f, l);
		if (rc == CC_OK && l.feed)
			rc = add_break(f, l.next - 1, l.next, true);
		if (rc < 0)
			return rc;
		at = l.next;
	}
	return CC_OK;
}

/* --- heads and feet --- */

static void read_foot(struct finder *f, struct page_break *b, size_t floor)
{
	size_t at = b->at;

	while (at > floor && b->n_foot < HEAD_LINES) {
		struct line l = line_before(f->text, at);
		if (l.raw < floor)
			l.raw = floor;
		at = l.raw;
		if (line_blank(l)) {
			if (b->n_foot > 0) {
				b->foot[b->n_foot - 1].apart = true;
				break;
			}
			continue;
		}
		b->foot[b->n_foot] = (struct edge){ .line = l };
		shape(&b->foot[b->n_foot++], f->text);
	}
}

static void read_head(struct finder *f, struct page_break *b, size_t ceiling)
{
	size_t at = b->behind;

	/* behind a foot line without form feed the rest of its own line is blank */
	while (at < ceiling) {
		struct line l = line_at(f->text, at);
		at = l.next;
		if (line_blank(l)) {
			if (b->n_head > 0) {
				b->head[b->n_head - 1].apart = true;
				b->head_block = b->n_head;
				return;
			}
			continue;
		}
		if (b->n_head == HEAD_LINES)
			return;
		b->head[b->n_head] = (struct edge){ .line = l };
		shape(&b->head[b->n_head++], f->text);
	}
}

/* At how many of the neighbouring pages the shape stands at the same edge (left and right pages differ). */
static size_t repeats(const struct finder *f, size_t i, bool head, uint64_t wanted)
{
	size_t found = 0;

	for (size_t k = i >= NEIGHBOURS ? i - NEIGHBOURS : 0; k < f->breaks.n && k <= i + NEIGHBOURS; k++) {
		const struct page_break *b = &f->breaks.v[k];
		const struct edge *edges = head ? b->head : b->foot;
		size_t n = head ? b->n_head : b->n_foot;
		if (k == i)
			continue;
		for (size_t j = 0; j < n; j++)
			if (edges[j].shape == wanted) {
				found++;
				break;
			}
	}
	return found;
}

static bool repeated(const struct finder *f, size_t i, bool head, uint64_t wanted)
{
	return repeats(f, i, head, wanted) > 0;
}

static bool is_furniture(const struct finder *f, size_t i, bool head, const struct edge *edge)
{
	struct str s = line_str(f->text, edge->line);

	if (edge->shape == 0)
		return false;
	if (head ? is_rfc_head(s) && (!f->breaks.v[i].feed || edge->apart || repeated(f, i, head, edge->shape))
	         : is_rfc_foot(s))
		return true;
	if (edge->number)
		return f->breaks.v[i].feed && (edge->apart || repeated(f, i, head, edge->shape));
	/* without a number that counts the pages, two pages may well begin or end alike */
	return edge->letters && (edge->digits || edge->apart) &&
	       repeats(f, i, head, edge->shape) >= (edge->digits ? 1 : 2);
}

static size_t heads_of(const struct finder *f, size_t i)
{
	const struct page_break *b = &f->breaks.v[i];
	size_t n = 0;

	while (n < b->n_head && is_furniture(f, i, true, &b->head[n]))
		n++;
	/* the head may close in the section's name, which changes: its neighbours have as many lines there */
	if (n == 0 || b->head_block <= n)
		return n;
	for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < f->breaks.n; k++)
		if (k != i && f->breaks.v[k].head_block == b->head_block &&
		    f->breaks.v[k].head[0].shape == b->head[0].shape)
			return b->head_block;
	return n;
}

static size_t feet_of(const struct finder *f, size_t i)
{
	const struct page_break *b = &f->breaks.v[i];
	size_t n = 0;

	while (n < b->n_foot && is_furniture(f, i, false, &b->foot[n]))
		n++;
	return n;
}

static size_t line_start_back(struct finder *f, size_t at, size_t floor)
{
	while (at > floor) {
		struct line l = line_before(f->text, at);
		if (!line_blank(l) || l.raw < floor)
			break;
		at = l.raw;
	}
	return at;
}

static size_t skip_blank(struct finder *f, size_t at)
{
	while (at < f->text.len) {
		struct line l = line_at(f->text, at);
		if (!line_blank(l))
			return at;
		at = l.next;
	}
	return at;
}

/* A page whose every line is head or foot has no text but these: they are what it says. */
static void spare_bare_pages(struct finder *f, size_t i, size_t *feet, size_t *heads)
{
	const struct page_break *b = &f->breaks.v[i];
	size_t page_start = skip_blank(f, i > 0 ? f->breaks.v[i - 1].behind : f->from);
	size_t page_end = i + 1 < f->breaks.n ? f->breaks.v[i + 1].at : f->text.len;

	if (*feet > 0 && b->foot[*feet - 1].line.raw <= page_start)
		*feet = 0;
	if (*heads > 0 && skip_blank(f, b->head[*heads - 1].line.next) >= page_end)
		*heads = 0;
}

static int breaks_to_spans(struct finder *f)
{
	for (size_t i = 0; i < f->breaks.n; i++) {
		struct page_break *b = &f->breaks.v[i];
		read_foot(f, b, i > 0 ? f->breaks.v[i - 1].behind : f->from);
		read_head(f, b, i + 1 < f->breaks.n ? f->breaks.v[i + 1].at : f->text.len);
	}
	for (size_t i = 0; i < f->breaks.n; i++) {
		struct page_break *b = &f->breaks.v[i];
		size_t feet = feet_of(f, i), heads = heads_of(f, i);
		struct span *s, got = { b->at, b->behind };

		spare_bare_pages(f, i, &feet, &heads);
		if (feet == 0 && heads == 0)
			continue;
		if (feet > 0)
			got.start = b->foot[feet - 1].line.raw;
		if (heads > 0)
			got.end = b->head[heads - 1].line.next;
		got.start = line_start_back(f, got.start, f->out.n > 0 ? f->out.v[f->out.n - 1].end : f->from);
		got.end = skip_blank(f, got.end);
		s = vec_add(f->a, &f->out);
		if (s == NULL)
			return CC_ENOMEM;
		*s = got;
	}
	return CC_OK;
}

/* --- numbers alone --- */

/* The nearest lines that hold text. */
static bool neighbours(const struct finder *f, struct line l, struct line *before, struct line *behind, bool *apart)
{
	size_t at = l.raw;
	bool blank_before = false, blank_behind = false;

	*before = *behind = (struct line){ 0 };
	while (at > f->from && line_blank(*before)) {
		*before = line_before(f->text, at);
		blank_before |= line_blank(*before);
		at = before->raw;
	}
	for (at = l.next; at < f->text.len && line_blank(*behind); at = behind->next) {
		*behind = line_at(f->text, at);
		blank_behind |= line_blank(*behind);
	}
	*apart = (blank_before || line_blank(*before)) && (blank_behind || line_blank(*behind));
	return !line_blank(*before) && !line_blank(*behind);
}

static void judge_lone(const struct finder *f, struct lone_number *n)
{
	struct line before, behind;
	bool inside = neighbours(f, n->line, &before, &behind, &n->apart);
	struct str b = line_str(f->text, before), a = line_str(f->text, behind);

	if (n->worded && n->apart)
		n->accept = true;
	/* the sentence goes on behind the number: it has no end before it and no start behind it */
	else if (inside && n->apart)
		n->accept = b.len >= 30 && line_words(b, 4) >= 4 && !line_closed(b) && line_words(a, 3) >= 3 &&
		            line_lower(a);
}

/* Numbers that count up by one, a page apart, are page numbers. */
static int judge_sequences(struct finder *f)
{
	size_t *last = arena_array(f->a, size_t, NUMBER_MOST + 1);

	if (last == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < f->lones.n; i++) {
		struct lone_number *n = &f->lones.v[i];
		size_t j = last[n->number - 1];
		last[n->number] = i + 1;
		if (j == 0 || f->lones.v[j - 1].after != 0 ||
		    n->line.start - f->lones.v[j - 1].line.start < PAGE_BYTES)
			continue;
		n->prev = j - 1;
		n->before = f->lones.v[j - 1].before + 1;
		f->lones.v[j - 1].after = 1;
	}
	for (size_t i = f->lones.n; i-- > 0;) {
		struct lone_number *n = &f->lones.v[i];
		if (n->prev != SIZE_MAX)
			f->lones.v[n->prev].after = n->after + 1;
		if (n->before + n->after + 1 >= SEQUENCE)
			n->accept = true;
	}
	return CC_OK;
}

static int lones_to_spans(struct finder *f)
{
	for (size_t i = 0; i < f->lones.n; i++)
		judge_lone(f, &f->lones.v[i]);
	if (f->lones.n >= SEQUENCE && judge_sequences(f) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; i < f->lones.n; i++) {
		struct span *s;
		if (!f->lones.v[i].accept)
			continue;
		s = vec_add(f->a, &f->out);
		if (s == NULL)
			return CC_ENOMEM;
		*s = (struct span){ f->lones.v[i].line.raw, f->lones.v[i].line.next };
	}
	return CC_OK;
}

/* --- the result --- */

static int by_start(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static size_t merge(struct span *v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 1; i < n; i++)
		if (v[i].start <= v[kept].end)
			v[kept].end = v[i].end > v[kept].end ? v[i].end : v[kept].end;
		else
			v[++kept] = v[i];
	return n > 0 ? kept + 1 : 0;
}

static int finish(struct finder *f, const struct value *skip, size_t n_skip, struct span **out, size_t *n,
                  struct error *e)
{
	int rc = skip_find(f->a, f->text, f->from, skip, n_skip, &f->out, e);

	if (rc < 0)
		return rc;
	if (f->out.n > 1)
		qsort(f->out.v, f->out.n, sizeof *f->out.v, by_start);
	*n = merge(f->out.v, f->out.n);
	*out = f->out.v;
	return CC_OK;
}

int furniture_find(struct arena *a, struct str text, size_t at, const struct value *skip, size_t n_skip,
                   struct span **out, size_t *n, struct error *e)
{
	struct finder f = { .a = a, .text = text, .from = at };

	if (walk(&f) < 0 || breaks_to_spans(&f) < 0 || lones_to_spans(&f) < 0)
		return error_memory(e);
	return finish(&f, skip, n_skip, out, n, e);
}

int furniture_skip(struct arena *a, struct str text, const struct span *known, size_t n_known, const struct value *skip,
                   size_t n_skip, struct span **out, size_t *n, struct error *e)
{
	struct finder f = { .a = a, .text = text };

	for (size_t i = 0; i < n_known; i++) {
		struct span *s = vec_add(a, &f.out);
		if (s == NULL)
			return error_memory(e);
		*s = known[i];
	}
	return finish(&f, skip, n_skip, out, n, e);
}

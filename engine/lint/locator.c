#include "lint/locator.h"

#include <stdlib.h>

#include "base/utf8.h"

static const struct {
	const char *word;
	enum locator_kind kind;
} labels[] = {
	{ "pages", LOCATOR_KIND_PAGE },          { "page", LOCATOR_KIND_PAGE },
	{ "pp.", LOCATOR_KIND_PAGE },            { "pp", LOCATOR_KIND_PAGE },
	{ "p.", LOCATOR_KIND_PAGE },             { "p", LOCATOR_KIND_PAGE },
	{ "paragraphs", LOCATOR_KIND_PARAGRAPH }, { "paragraph", LOCATOR_KIND_PARAGRAPH },
	{ "paras.", LOCATOR_KIND_PARAGRAPH },    { "paras", LOCATOR_KIND_PARAGRAPH },
	{ "para.", LOCATOR_KIND_PARAGRAPH },     { "para", LOCATOR_KIND_PARAGRAPH },
	{ "\xC2\xB6\xC2\xB6", LOCATOR_KIND_PARAGRAPH }, { "\xC2\xB6", LOCATOR_KIND_PARAGRAPH },
	{ "lines", LOCATOR_KIND_LINE },          { "line", LOCATOR_KIND_LINE },
	{ "ll.", LOCATOR_KIND_LINE },            { "l.", LOCATOR_KIND_LINE },
	{ "sections", LOCATOR_KIND_SECTION },    { "section", LOCATOR_KIND_SECTION },
	{ "secs.", LOCATOR_KIND_SECTION },       { "sec.", LOCATOR_KIND_SECTION },
	{ "sec", LOCATOR_KIND_SECTION },
	{ "\xC2\xA7\xC2\xA7", LOCATOR_KIND_SECTION }, { "\xC2\xA7", LOCATOR_KIND_SECTION },
};

static size_t skip_space(struct str s, size_t i)
{
	while (i < s.len) {
		size_t next = i;
		if (!utf8_is_space(utf8_next(s, &next)))
			break;
		i = next;
	}
	return i;
}

static bool number(struct str s, size_t *i, unsigned long *out)
{
	size_t start = *i;

	*out = 0;
	while (*i < s.len && s.ptr[*i] >= '0' && s.ptr[*i] <= '9' && *out < 100000000)
		*out = *out * 10 + (unsigned long)(s.ptr[(*i)++] - '0');
	return *i > start;
}

static size_t skip_dash(struct str s, size_t i)
{
	size_t next = i;
	uint32_t c = i < s.len ? utf8_next(s, &next) : 0;

	return c == '-' || (c >= 0x2010 && c <= 0x2015) ? next : i;
}

/* "xii" and nothing behind it. */
static bool read_roman(struct locator *l, struct str s, size_t i)
{
	static const struct { char c; unsigned n; } digits[] = { { 'i', 1 }, { 'v', 5 }, { 'x', 10 }, { 'l', 50 }, { 'c', 100 } };
	unsigned long n = 0, before = 0;
	size_t end = s.len;

	while (end > i && (s.ptr[end - 1] == ' ' || s.ptr[end - 1] == '.'))
		end--;
	for (size_t k = end; k-- > i;) {
		unsigned long now = 0;
		for (size_t d = 0; d < sizeof digits / sizeof *digits; d++)
			now = (s.ptr[k] | 32) == digits[d].c ? digits[d].n : now;
		if (now == 0 || end - i > 8)
			return false;
		n = now < before ? n - now : n + now;
		before = now > before ? now : before;
	}
	l->first = l->last = n;
	l->number = (struct span){ i, end };
	l->roman = n > 0;
	return l->roman;
}

static void read_numbers(struct locator *l, struct str s, size_t i)
{
	size_t start = i, dash;

	if (l->kind == LOCATOR_KIND_PAGE && read_roman(l, s, i))
		return;
	if (!number(s, &i, &l->first) || l->first == 0) {
		l->kind = LOCATOR_KIND_NONE;
		return;
	}
	l->last = l->first;
	l->number = (struct span){ start, i };
	dash = skip_dash(s, skip_space(s, i));
	if (dash > i) {
		size_t next = skip_space(s, dash);
		unsigned long last;
		while (skip_dash(s, next) > next) /* "12--14" */
			next = skip_dash(s, next);
		if (number(s, &next, &last)) {
			unsigned long unit = 10;
			while (unit <= last)
				unit *= 10;
			l->last = last < l->first ? l->first / unit * unit + last : last; /* "112-14" */
			l->number.end = i = next;
		}
	}
	/* "4, 9" and "4a" say more than this reads */
	i = skip_space(s, i);
	if (i < s.len && !(s.ptr[i] == '.' && i + 1 == s.len))
		l->kind = LOCATOR_KIND_NONE;
}

struct locator locator_parse(struct str text)
{
	struct locator l = { 0 };
	size_t i = skip_space(text, 0);

	if (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') { /* a bare roman number is no locator: "mix" */
		l.kind = LOCATOR_KIND_PAGE;
		read_numbers(&l, text, i);
		return l;
	}
	for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
		struct str word = str_from(labels[k].word);
		size_t behind = skip_space(text, i + word.len);

		if (!str_eq_ci(str_slice(text, i, i + word.len), word) || behind >= text.len)
			continue;
		if (behind == i + word.len && utf8_is_letter((unsigned char)text.ptr[behind]))
			continue;
		l.kind = labels[k].kind;
		l.name = str_trim(str_slice(text, behind, text.len));
		l.number = (struct span){ behind, behind + l.name.len };
		if (l.kind != LOCATOR_KIND_SECTION)
			read_numbers(&l, text, behind);
		return l;
	}
	return l;
}

static bool page_span(const struct locator *l, const struct document *d, struct span *out)
{
	if (!d->paged || d->n_pages == 0)
		return false;
	if (l->roman) { /* the file's own pages have no such number */
		*out = (struct span){ d->text.len, d->text.len };
		return d->labels != NULL;
	}
	out->start = l->first <= d->n_pages ? d->pages[l->first - 1] : d->text.len;
	out->end = l->last < d->n_pages ? d->pages[l->last] : d->text.len;
	return true;
}

static unsigned long label_number(struct str label, bool *roman)
{
	struct locator l = { .kind = LOCATOR_KIND_PAGE };
	size_t i = 0;

	*roman = read_roman(&l, label, 0);
	if (!*roman && (!number(label, &i, &l.first) || i < label.len))
		return 0;
	return l.first;
}

bool locator_printed(const struct locator *l, const struct document *d, struct span *out)
{
	bool found = false;

	if (l->kind != LOCATOR_KIND_PAGE || !d->paged || d->labels == NULL)
		return false;
	for (size_t i = 0; i < d->n_pages; i++) {
		bool roman;
		unsigned long n = label_number(d->labels[i], &roman);
		if (n == 0 || roman != l->roman || n < l->first || n > l->last)
			continue;
		if (!found)
			out->start = d->pages[i];
		out->end = i + 1 < d->n_pages ? d->pages[i + 1] : d->file->text.len;
		found = true;
	}
	return found;
}

static bool paragraph_span(const struct locator *l, const struct document *d, struct span *out)
{
	const struct block *b;
	size_t n = document_blocks(d, &b);
	bool found = false;

	*out = (struct span){ d->text.len, d->text.len };
	for (size_t i = 0; i < n; i++) {
		if (b[i].kind != BLOCK_PARAGRAPH || b[i].paragraph < l->first || b[i].paragraph > l->last)
			continue;
		if (!found)
			out->start = b[i].start;
		out->end = b[i].end;
		found = true;
	}
	return true;
}

static bool line_span(const struct locator *l, const struct document *d, struct span *out)
{
	struct span first, last;

	if (d->paged || !d->file || !d->file->lines)
		return false;
	first = file_line_span(d->file, l->first);
	last = file_line_span(d->file, l->last);
	out->start = posmap_find(&d->map, first.start, d->text.len);
	out->end = posmap_find(&d->map, last.end, d->text.len);
	return true;
}

/* Does the heading open with this number, or is it this title? */
static bool heading_is(struct str heading, struct str name)
{
	struct str h = str_trim(heading), rest;

	while (name.len && name.ptr[name.len - 1] == '.')
		name.len--;
	if (str_eq_ci(h, name))
		return true;
	if (name.len == 0 || name.ptr[0] < '0' || name.ptr[0] > '9' || !str_starts(h, name))
		return false;
	rest = str_slice(h, name.len, h.len);
	if (rest.len && rest.ptr[0] == '.')
		rest = str_slice(rest, 1, rest.len);
	return rest.len == 0 || rest.ptr[0] == ' ' || rest.ptr[0] == '\t';
}

static bool section_span(const struct locator *l, const struct document *d, struct span *out)
{
	const struct block *b;
	size_t n = document_blocks(d, &b), at = n;

	for (size_t i = 0; i < n; i++)
		if (b[i].kind == BLOCK_HEADING && heading_is(str_slice(d->text, b[i].start, b[i].end), l->name))
			at = i; /* the last one: a table of contents comes first */
	if (at == n)
		return false;
	*out = (struct span){ b[at].start, d->text.len };
	for (size_t i = at + 1; i < n; i++) {
		struct str h = str_slice(d->text, b[i].start, b[i].end);
		if (b[i].kind != BLOCK_HEADING || (b[i].level && b[at].level && b[i].level > b[at].level))
			continue;
		/* "2.1.3" is inside "2.1" where levels are not known */
		if (!b[i].level && l->name.ptr[0] >= '0' && l->name.ptr[0] <= '9' && str_starts(h, l->name))
			continue;
		out->end = b[i].start;
		break;
	}
	return true;
}

bool locator_span(const struct locator *l, const struct document *d, struct span *out)
{
	switch (l->kind) {
	case LOCATOR_KIND_PAGE:
		return page_span(l, d, out);
	case LOCATOR_KIND_PARAGRAPH:
		return paragraph_span(l, d, out);
	case LOCATOR_KIND_LINE:
		return line_span(l, d, out);
	case LOCATOR_KIND_SECTION:
		return section_span(l, d, out);
	default:
		return false;
	}
}

static void pages_of(const struct document *d, struct span at, size_t *first, size_t *last)
{
	at = posmap_span(&d->map, at);
	for (*first = 0; *first + 1 < d->n_pages && d->pages[*first + 1] <= at.start; ++*first)
		;
	for (*last = *first; *last + 1 < d->n_pages && d->pages[*last + 1] < at.end; ++*last)
		;
}

static struct str one_or_two(struct arena *a, size_t first, size_t last)
{
	return first == last ? str_fmt(a, "%zu", first) : str_fmt(a, "%zu-%zu", first, last);
}

static bool labelled(const struct document *d, size_t page)
{
	return d->labels != NULL && d->labels[page].len > 0;
}

static struct str page_actual(struct arena *a, const struct document *d, struct span at)
{
	size_t first, last;

	pages_of(d, at, &first, &last);
	if (!labelled(d, first) || !labelled(d, last))
		return one_or_two(a, first + 1, last + 1);
	return first == last ? str_copy(a, d->labels[first])
	                     : str_fmt(a, STR_FMT "-" STR_FMT, STR_ARG(d->labels[first]), STR_ARG(d->labels[last]));
}

struct str locator_page_of_file(struct arena *a, const struct locator *l, const struct document *d, struct span at)
{
	size_t first, last;
	struct str own;

	if (l->kind != LOCATOR_KIND_PAGE || !d->paged || d->n_pages == 0)
		return (struct str){ 0 };
	pages_of(d, at, &first, &last);
	own = one_or_two(a, first + 1, last + 1);
	return labelled(d, first) && !str_eq(own, page_actual(a, d, at)) ? own : (struct str){ 0 };
}

struct str locator_actual(struct arena *a, const struct locator *l, const struct document *d, struct span at)
{
	const struct block *b;
	struct document_place place;
	size_t n, first, last;

	switch (l->kind) {
	case LOCATOR_KIND_PAGE:
		return d->paged && d->n_pages > 0 ? page_actual(a, d, at) : (struct str){ 0 };
	case LOCATOR_KIND_PARAGRAPH:
		n = document_blocks(d, &b);
		first = document_block_at(d, at.start);
		last = document_block_at(d, at.end > at.start ? at.end - 1 : at.end);
		if (first >= n || last >= n || b[first].kind != BLOCK_PARAGRAPH || b[first].paragraph == 0)
			break;
		return one_or_two(a, b[first].paragraph, b[last].paragraph);
	case LOCATOR_KIND_LINE:
		if (document_place(d, at, &place) < 0)
			break;
		return one_or_two(a, place.start.line, place.end.line);
	default:
		break;
	}
	return (struct str){ 0 };
}

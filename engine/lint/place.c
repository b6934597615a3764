#include "lint/place.h"

#include "base/address.h"
#include "base/error.h"
#include "base/utf8.h"
#include "source/source.h"

#define CONTEXT_BEFORE 120 /* bytes kept before the mark where a line is too long to be kept whole */

static bool is_break(char c)
{
	return c == '\n' || c == '\r' || c == '\f';
}

/* The line that holds `at`, but at most `reach` bytes to either side: lines may be as long as the file. */
static struct span line_around(struct str text, size_t at, size_t reach)
{
	struct span line = { at, at };

	while (line.start > 0 && at - line.start < reach && !is_break(text.ptr[line.start - 1]))
		line.start--;
	while (line.end < text.len && line.end - at < reach && !is_break(text.ptr[line.end]))
		line.end++;
	return line;
}

/* The part of the line that is kept: all of it, or PLACE_EXCERPT bytes around the mark, cut at code points. */
static struct span window(struct str text, struct span line, size_t at)
{
	struct span keep = line;

	if (line.end - line.start <= PLACE_EXCERPT)
		return keep;
	if (at - line.start > CONTEXT_BEFORE)
		keep.start = at - CONTEXT_BEFORE;
	if (line.end - keep.start > PLACE_EXCERPT)
		keep.end = keep.start + PLACE_EXCERPT;
	else
		keep.start = line.end - PLACE_EXCERPT;
	keep.start = utf8_ceil(text, keep.start);
	keep.end = keep.end < line.end ? utf8_floor(text, keep.end) : keep.end;
	return keep;
}

#define ADDRESS_REACH 2000 /* bytes around an excerpt in which an address that it cuts may begin or end */

/* The bytes of `keep` without user information of addresses, also of one that the excerpt cuts. */
static int copy_excerpt(struct arena *a, struct str text, struct span keep, struct str *out)
{
	struct span wide = line_around(text, keep.start, ADDRESS_REACH + keep.end - keep.start);
	struct str around = address_hide_user(a, str_span(text, wide));

	*out = str_slice(around, keep.start - wide.start, keep.end - wide.start);
	return around.ptr || !text.ptr ? 0 : CC_ENOMEM;
}

static int fill_excerpt(struct arena *a, struct str text, struct span span, struct place *out)
{
	/* one byte more than is kept, so that a cut is seen as one */
	struct span line = line_around(text, span.start, PLACE_EXCERPT + 1);
	struct span keep = window(text, line, span.start);
	size_t end = span.end < keep.end ? span.end : keep.end;

	out->mark.start = span.start - keep.start;
	out->mark.end = end > span.start ? end - keep.start : out->mark.start;
	out->cut_left = keep.start > line.start || (line.start > 0 && !is_break(text.ptr[line.start - 1]));
	out->cut_right = keep.end < line.end || (line.end < text.len && !is_break(text.ptr[line.end]));
	return copy_excerpt(a, text, keep, &out->excerpt);
}

static struct span clamp(struct span span, size_t len)
{
	if (span.start > len)
		span.start = len;
	if (span.end > len)
		span.end = len;
	if (span.end < span.start)
		span.end = span.start;
	return span;
}

int place_in_file(struct arena *a, const struct file *f, struct span span, struct place *out)
{
	struct span first, last;
	int rc;

	span = clamp(span, f->text.len);
	*out = (struct place){ .path = f->path, .rev = f->rev, .bytes = span };
	out->start = file_position(f, span.start);
	out->end = file_position(f, span.end);
	rc = fill_excerpt(a, f->text, span, out);
	first = file_line_span(f, out->start.line);
	last = file_line_span(f, out->end.line);
	out->line_start = span.start - out->mark.start - first.start;
	out->utf8 = (struct span){ span.start - first.start, span.end - last.start };
	out->utf16.start = file_utf16_units(f, first.start, span.start);
	out->utf16.end = file_utf16_units(f, last.start, span.end);
	return rc;
}

/* The start of the line of a page: pages of a PDF are parted by form feeds, which no line table knows. */
static size_t line_start_in_page(struct str text, size_t page_start, size_t at)
{
	while (at > page_start && !is_break(text.ptr[at - 1]))
		at--;
	return at;
}

int place_in_document(struct arena *a, const struct document *d, struct span span, struct place *out)
{
	struct document_place p;
	const struct file *f = d->file;
	size_t page_start = 0;
	int rc;

	rc = document_place(d, clamp(span, d->text.len), &p);
	if (rc < 0)
		return rc;
	if (!d->paged) {
		rc = place_in_file(a, f, p.in_file, out);
		if (rc < 0)
			return rc;
	} else {
		struct span in_file = clamp(p.in_file, f->text.len);
		size_t line, last;

		if (p.page > 0 && p.page <= d->n_pages)
			page_start = d->pages[p.page - 1];
		*out = (struct place){ .page = p.page, .start = p.start, .end = p.end };
		rc = fill_excerpt(a, f->text, in_file, out);
		if (rc < 0)
			return rc;
		line = line_start_in_page(f->text, page_start, in_file.start);
		last = line_start_in_page(f->text, page_start, in_file.end);
		out->line_start = in_file.start - out->mark.start - line;
		out->utf8 = (struct span){ in_file.start - line, in_file.end - last };
		out->utf16.start = file_utf16_units(f, line, in_file.start);
		out->utf16.end = file_utf16_units(f, last, in_file.end);
		out->bytes = (struct span){ in_file.start - page_start, in_file.end - page_start };
	}
	/* the document may be gone when the report is written */
	out->path = str_copy(a, f->path);
	out->rev = str_copy(a, f->rev);
	out->excerpt = str_copy(a, out->excerpt);
	return out->path.ptr && out->rev.ptr && out->excerpt.ptr ? 0 : CC_ENOMEM;
}

int place_of_value(struct arena *a, const struct source *s, const struct value *v, struct place *out)
{
	*out = (struct place){ .path = s->path.len ? s->path : s->id, .rev = s->rev, .start = { 1, 1 }, .end = { 1, 1 } };
	if (!v->file || !v->file->lines || v->place.end > v->file->text.len)
		return 0;
	return place_in_file(a, v->file, v->place, out);
}

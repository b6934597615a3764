#include "report/html_text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "report/excerpt.h"

#define PLACES_SHOWN 20  /* of one finding */
#define MARKS_SHOWN 20   /* of one line */
#define WORD_REACH 40    /* bytes that a cut moves at most to fall between words */
#define EDITS_SHOWN 20   /* of one fix */
#define EDIT_SHOWN 2000  /* bytes of what an edit writes */

static int add_broken(struct buf *out, struct str s, size_t most, struct str line_break)
{
	size_t end = s.len < most ? s.len : utf8_floor(s, most), from = 0;

	for (size_t i = 0; i <= end; i++) {
		char c = i < end ? s.ptr[i] : '\0';

		if (i < end && c != '\n' && c != '\r' && c != '\t')
			continue;
		if (from < i)
			machine_xml(out, str_slice(s, from, i));
		from = i + 1;
		if (c == '\n')
			buf_add(out, line_break);
		else if (i < end && c != '\r')
			buf_add_char(out, ' ');
	}
	return end < s.len ? buf_add(out, STR(" …")) : 0;
}

int html_line(struct buf *out, struct str s, size_t most)
{
	return add_broken(out, str_trim(s), most, STR(" "));
}

int html_lines(struct buf *out, struct str s, size_t most)
{
	return add_broken(out, s, most, STR("<br>"));
}

int html_place(struct buf *out, const struct place *p)
{
	struct buf scratch;
	int rc;

	buf_init(&scratch, SIZE_MAX / 2);
	emit_place(&scratch, p);
	if (scratch.failed)
		out->failed = true;
	rc = machine_xml(out, buf_str(&scratch));
	buf_release(&scratch);
	return rc;
}

/* Words between backticks as code; what has no partner stays. */
static void add_prose(struct buf *out, struct str s)
{
	size_t from = 0, open, close;

	while ((open = str_find_char(s, '`', from)) != SIZE_MAX &&
	       (close = str_find_char(s, '`', open + 1)) != SIZE_MAX) {
		html_lines(out, str_slice(s, from, open), SIZE_MAX);
		buf_add(out, STR("<code>"));
		html_lines(out, str_slice(s, open + 1, close), SIZE_MAX);
		buf_add(out, STR("</code>"));
		from = close + 1;
	}
	html_lines(out, str_slice(s, from, s.len), SIZE_MAX);
}

/* --- a line with its marks --- */

struct marked {
	struct span span;
	struct str label;
};

struct drawing {
	struct buf *out;
	struct {
		const struct place *place;
		struct str label;
		bool drawn;
	} items[PLACES_SHOWN];
	size_t n;
};

/* A mark of nothing takes the character behind it. */
static struct span visible(struct str line, struct span mark)
{
	size_t next;

	if (mark.start > line.len)
		mark.start = line.len;
	if (mark.end > line.len)
		mark.end = line.len;
	next = mark.start;
	if (mark.end <= mark.start) {
		utf8_next(line, &next);
		mark.end = next;
	}
	return mark;
}

/* What is marked in the line of items[i], from left to right; the other items that it shows are drawn with it. */
static size_t gather(struct drawing *d, size_t i, struct marked marks[MARKS_SHOWN])
{
	const struct place *here = d->items[i].place;
	size_t n = 0;

	for (size_t j = i; j < d->n && n < MARKS_SHOWN; j++) {
		struct span span = here->mark;
		size_t k = n;

		if (d->items[j].drawn || (j > i && (!excerpt_same_line(here, d->items[j].place, &span) ||
		                                    span.start > here->excerpt.len)))
			continue;
		d->items[j].drawn = true;
		span = visible(here->excerpt, span);
		for (; k > 0 && marks[k - 1].span.start > span.start; k--)
			marks[k] = marks[k - 1];
		marks[k] = (struct marked){ span, d->items[j].label };
		n++;
	}
	return n;
}

/* What is shown of the line: no indentation, and no half of a word where it is cut; marks are never left out. */
static struct span shown_of(const struct place *p, const struct marked *marks, size_t n)
{
	struct str line = p->excerpt;
	struct span s = { 0, line.len };
	size_t first = marks[0].span.start, last = marks[0].span.end;

	for (size_t i = 1; i < n; i++)
		last = marks[i].span.end > last ? marks[i].span.end : last;
	if (p->cut_left)
		for (size_t i = 0; i < first && i < WORD_REACH && s.start == 0; i++)
			s.start = line.ptr[i] == ' ' ? i : 0;
	if (p->cut_right)
		for (size_t i = line.len; i > last && line.len - i < WORD_REACH && s.end == line.len; i--)
			s.end = line.ptr[i - 1] == ' ' ? i - 1 : line.len;
	while (s.start < first && (line.ptr[s.start] == ' ' || line.ptr[s.start] == '\t'))
		s.start++;
	while (s.end > last && line.ptr[s.end - 1] == ' ')
		s.end--;
	return s;
}

static void add_marked_line(struct buf *out, const struct place *p, const struct marked *marks, size_t n)
{
	struct span shown = shown_of(p, marks, n);
	size_t at = shown.start;

	buf_addf(out, "<pre><span class=\"number\" aria-hidden=\"true\">%zu</span>", p->start.line);
	if (p->cut_left)
		buf_add(out, STR("… "));
	for (size_t i = 0; i < n; i++) {
		size_t start = marks[i].span.start > at ? marks[i].span.start : at;

		html_lines(out, str_slice(p->excerpt, at, start), SIZE_MAX);
		buf_add(out, STR("<mark>"));
		html_lines(out, str_slice(p->excerpt, start, marks[i].span.end), SIZE_MAX);
		if (start >= marks[i].span.end)
			buf_add(out, STR("&nbsp;"));
		buf_add(out, STR("</mark>"));
		if (n > 1)
			buf_addf(out, "<sup>%zu</sup>", i + 1);
		if (marks[i].span.end > at)
			at = marks[i].span.end;
	}
	html_lines(out, str_slice(p->excerpt, at, shown.end), SIZE_MAX);
	if (p->cut_right)
		buf_add(out, STR(" …"));
	buf_add(out, STR("</pre>\n"));
}

static void add_labels(struct buf *out, const struct marked *marks, size_t n)
{
	if (n == 1) {
		if (marks[0].label.len) {
			buf_add(out, STR("<p class=\"label\">"));
			machine_xml(out, marks[0].label);
			buf_add(out, STR("</p>\n"));
		}
		return;
	}
	buf_add(out, STR("<ol class=\"labels\">\n"));
	for (size_t i = 0; i < n; i++) {
		buf_add(out, STR("<li>"));
		machine_xml(out, marks[i].label.len ? marks[i].label : STR("see above"));
		buf_add(out, STR("</li>\n"));
	}
	buf_add(out, STR("</ol>\n"));
}

static void draw_item(struct drawing *d, size_t i)
{
	const struct place *p = d->items[i].place;
	struct marked marks[MARKS_SHOWN] = { 0 };
	size_t n;

	buf_add(d->out, STR("<figure>\n<figcaption class=\"place\">"));
	html_place(d->out, p);
	buf_add(d->out, STR("</figcaption>\n"));
	if (p->excerpt.len) {
		n = gather(d, i, marks);
		add_marked_line(d->out, p, marks, n);
	} else {
		marks[0].label = d->items[i].label;
		n = 1;
	}
	add_labels(d->out, marks, n);
	buf_add(d->out, STR("</figure>\n"));
}

static void draw_places(struct buf *out, const struct finding *f)
{
	struct drawing d = { .out = out };

	d.items[d.n].place = &f->at;
	d.items[d.n++].label = f->label;
	for (size_t i = 0; i < f->n_related && d.n < PLACES_SHOWN; i++, d.n++) {
		d.items[d.n].place = &f->related[i].place;
		d.items[d.n].label = f->related[i].message;
	}
	for (size_t i = 0; i < d.n; i++)
		if (!d.items[i].drawn)
			draw_item(&d, i);
	if (f->n_related + 1 > d.n) {
		buf_add(out, STR("<p class=\"dim\">"));
		emit_count(out, f->n_related + 1 - d.n, "more place");
		buf_add(out, STR("</p>\n"));
	}
}

/* --- what to do about it --- */

static void add_edit(struct buf *out, const struct edit *e)
{
	const struct place *p = &e->place;

	buf_add(out, STR("<pre class=\"edit\"><span class=\"place\">"));
	html_place(out, p);
	buf_add(out, STR("</span> "));
	if (p->mark.end > p->mark.start && p->excerpt.len) {
		buf_add(out, STR("<del>"));
		html_lines(out, str_span(p->excerpt, p->mark), SIZE_MAX);
		/* the excerpt is of the first line */
		buf_add(out, p->end.line > p->start.line ? STR(" …</del> ") : STR("</del> "));
	}
	buf_add(out, STR("<ins>"));
	html_lines(out, e->text, EDIT_SHOWN);
	buf_add(out, STR("</ins></pre>\n"));
}

static void add_fix(struct buf *out, const struct fix *fix)
{
	buf_add(out, fix->safe ? STR("<p><b>Fix:</b> ") : STR("<p><b>Fix (look first):</b> "));
	machine_xml(out, fix->description);
	buf_add(out, STR("</p>\n"));
	for (size_t i = 0; i < fix->n_edits && i < EDITS_SHOWN; i++)
		add_edit(out, &fix->edits[i]);
}

static void add_explanation(struct buf *out, const struct rule *r)
{
	struct str rest = str_from(r->explain), line;
	bool open = false;

	buf_addf(out, "<details>\n<summary>What %s finds</summary>\n<div>\n<p>", r->name);
	add_prose(out, str_from(r->summary));
	buf_add(out, STR(".</p>\n"));
	while (str_split(&rest, '\n', &line)) {
		if (line.len) {
			buf_add(out, open ? STR("<br>") : STR("<p>"));
			add_prose(out, line);
		} else if (open) {
			buf_add(out, STR("</p>\n"));
		}
		open = line.len > 0;
	}
	buf_add(out, open ? STR("</p>\n</div>\n</details>\n") : STR("</div>\n</details>\n"));
}

int html_finding(struct buf *out, const struct finding *f, size_t number, int heading)
{
	const char *level = level_name(f->level);

	buf_addf(out, "<article class=\"finding %s\" id=\"f%zu\">\n<h%d class=\"what\"><span class=\"level\">%s</span> <code>%s</code> ",
	         level, number + 1, heading, level, f->rule->name);
	machine_xml(out, f->message);
	buf_addf(out, "</h%d>\n", heading);
	draw_places(out, f);
	if (f->fix && f->fix->description.len)
		add_fix(out, f->fix);
	if (f->help.len) {
		buf_add(out, STR("<p><b>Help:</b> "));
		add_prose(out, f->help);
		buf_add(out, STR("</p>\n"));
	}
	add_explanation(out, f->rule);
	return buf_add(out, STR("</article>\n"));
}

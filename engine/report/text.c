/* text: a finding with the lines it speaks of, as compilers show them.
 *
 *     claims/iran.yaml:4:11: warning[date-order] dated "early 2003", but …
 *       |
 *     4 |     date: early 2003
 *       |           ^^^^^^^^^^ January to March 2003
 *       |
 *      ::: corpus/cooperation.txt:46:1
 *
 * Lines start with a path, a line number or white space: emit_start keeps a path from being a workflow command, and
 * ` ::: ` is none. */
#include "base/error.h"
#include "report/emit.h"
#include "report/excerpt.h"
#include "report/summary.h"

#define WIDTH_STANDARD 80
#define WIDTH_LEAST 60
#define WIDTH_MOST 160
#define PLACES_SHOWN 20 /* of one finding */

/* The finding's own place and its related ones, as one list. */
struct item {
	const struct place *place;
	struct str label;
	bool drawn;
};

struct drawing {
	struct buf *out;
	const struct report_options *options;
	const struct finding *finding;
	struct item items[PLACES_SHOWN];
	size_t n;
	size_t gutter; /* digits of the greatest line number */
	size_t width;
};

static void spaces(struct buf *out, size_t n, char c)
{
	while (n-- > 0)
		buf_add_char(out, c);
}

static size_t digits(size_t n)
{
	size_t d = 1;

	while (n >= 10) {
		n /= 10;
		d++;
	}
	return d;
}

static void margin(const struct drawing *b)
{
	emit_color(b->out, b->options, COLOR_DIM);
	spaces(b->out, b->gutter + 1, ' ');
	buf_add_char(b->out, '|');
	emit_color(b->out, b->options, COLOR_NONE);
}

static void numbered_line(const struct drawing *b, const struct excerpt *x, size_t line)
{
	emit_color(b->out, b->options, COLOR_DIM);
	spaces(b->out, b->gutter - digits(line), ' ');
	buf_addf(b->out, "%zu |", line);
	emit_color(b->out, b->options, COLOR_NONE);
	buf_add_char(b->out, ' ');
	excerpt_line(b->out, x);
	buf_add_char(b->out, '\n');
}

static void underline(const struct drawing *b, const struct excerpt *x, struct span mark, size_t item)
{
	size_t before, carets;

	excerpt_mark(x, mark, &before, &carets);
	margin(b);
	spaces(b->out, before + 1, ' ');
	emit_color(b->out, b->options, item == 0 ? emit_level_color(b->finding->level) : COLOR_NOTE);
	spaces(b->out, carets, '^');
	if (b->items[item].label.len) {
		buf_add_char(b->out, ' ');
		emit_text(b->out, b->items[item].label);
	}
	emit_color(b->out, b->options, COLOR_NONE);
	buf_add_char(b->out, '\n');
}

static void draw_item(struct drawing *b, size_t i)
{
	const struct place *p = b->items[i].place;
	struct excerpt x;

	if (p->excerpt.len == 0)
		return;
	excerpt_layout(&x, p, b->width - b->gutter - 3);
	margin(b);
	buf_add_char(b->out, '\n');
	numbered_line(b, &x, p->start.line);
	if (i == 0 || b->items[i].label.len || !excerpt_all_marked(&x, p->mark))
		underline(b, &x, p->mark, i);
	for (size_t j = i + 1; j < b->n; j++) {
		struct span mark;
		if (b->items[j].drawn || !excerpt_same_line(p, b->items[j].place, &mark) || !excerpt_shows(&x, mark))
			continue;
		underline(b, &x, mark, j);
		b->items[j].drawn = true;
	}
}

static void draw_items(struct drawing *b)
{
	bool any = false;

	for (size_t i = 0; i < b->n; i++) {
		if (b->items[i].drawn)
			continue;
		if (i > 0) {
			if (any) {
				margin(b);
				buf_add_char(b->out, '\n');
			}
			spaces(b->out, b->gutter, ' ');
			emit_color(b->out, b->options, COLOR_DIM);
			buf_add(b->out, STR("::: "));
			emit_color(b->out, b->options, COLOR_NONE);
			emit_place(b->out, b->items[i].place);
			if (b->items[i].place->excerpt.len == 0 && b->items[i].label.len) {
				buf_add(b->out, STR(": "));
				emit_text(b->out, b->items[i].label);
			}
			buf_add_char(b->out, '\n');
		}
		draw_item(b, i);
		any = any || b->items[i].place->excerpt.len;
	}
}

static void footnote(struct drawing *b, const char *name)
{
	spaces(b->out, b->gutter + 1, ' ');
	emit_color(b->out, b->options, COLOR_BOLD);
	buf_addf(b->out, "= %s:", name);
	emit_color(b->out, b->options, COLOR_NONE);
	buf_add_char(b->out, ' ');
}

static void footnotes(struct drawing *b)
{
	const struct finding *f = b->finding;

	if (f->n_related + 1 > b->n) {
		footnote(b, "note");
		emit_count(b->out, f->n_related + 1 - b->n, "more place");
		buf_add_char(b->out, '\n');
	}
	if (f->fix && f->fix->description.len) {
		footnote(b, f->fix->safe ? "fix" : "fix (look first)");
		emit_text(b->out, f->fix->description);
		buf_add_char(b->out, '\n');
	}
	footnote(b, "help");
	if (f->help.len) {
		emit_text(b->out, f->help);
		if (str_find(f->help, STR("citecheck explain"), 0) != SIZE_MAX) {
			buf_add_char(b->out, '\n');
			return;
		}
		buf_add(b->out, str_ends(f->help, STR("?")) ? STR(" ") : STR("; "));
	}
	buf_addf(b->out, "`citecheck explain %s`\n", f->rule->name);
}

static void collect(struct drawing *b)
{
	const struct finding *f = b->finding;
	size_t line = f->at.start.line;

	b->items[b->n++] = (struct item){ &f->at, f->label, false };
	for (size_t i = 0; i < f->n_related && b->n < PLACES_SHOWN; i++) {
		const struct place *p = &f->related[i].place;
		b->items[b->n++] = (struct item){ p, f->related[i].message, false };
		if (p->start.line > line)
			line = p->start.line;
	}
	b->gutter = digits(line);
}

static void add_finding(struct buf *out, const struct finding *f, const struct report_options *options)
{
	struct drawing b = { .out = out, .options = options, .finding = f };

	b.width = options->width ? options->width : WIDTH_STANDARD;
	b.width = b.width < WIDTH_LEAST ? WIDTH_LEAST : b.width > WIDTH_MOST ? WIDTH_MOST : b.width;
	emit_color(out, options, COLOR_BOLD);
	emit_place(out, &f->at);
	emit_color(out, options, COLOR_NONE);
	buf_add(out, STR(": "));
	emit_color(out, options, emit_level_color(f->level));
	buf_addf(out, "%s[%s]", level_name(f->level), f->rule->name);
	emit_color(out, options, COLOR_NONE);
	buf_add_char(out, ' ');
	emit_color(out, options, COLOR_BOLD);
	emit_text(out, f->message);
	emit_color(out, options, COLOR_NONE);
	buf_add_char(out, '\n');
	collect(&b);
	draw_items(&b);
	footnotes(&b);
}

static int write_text(struct buf *out, const struct lint_result *result, const struct report_options *options)
{
	bool any = result->n_findings > 0;

	for (size_t i = 0; i < result->n_findings && !out->failed; i++) {
		if (i)
			buf_add_char(out, '\n');
		add_finding(out, &result->findings[i], options);
		emit_flush(out, options);
	}
	if (options->show_all) {
		if (any && result->summary.supported)
			buf_add_char(out, '\n');
		summary_supported(out, result, options, true);
		any = any || result->summary.supported;
	}
	if (options->statistics) {
		if (any)
			buf_add_char(out, '\n');
		summary_statistics(out, result);
		any = true;
	}
	if (!options->quiet) {
		if (any)
			buf_add_char(out, '\n');
		summary_meaning(out, result, options);
		summary_line(out, result, options);
	}
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_text = {
	.name = "text",
	.summary = "findings with the lines they speak of, for people",
	.write = write_text,
};

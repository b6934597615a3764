#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "source/odt.h"

struct reader;

/* What an element means. */
struct kind {
	enum xml_space space;
	const char *local;
	int (*open)(struct reader *r, const struct xml_element *el);
	void (*close)(struct reader *r);
	bool everywhere; /* also in what the round does not compose */
	bool text;       /* its own character data is text */
};

struct frame {
	const struct kind *kind;
	bool text, raised, aside;
};

struct reader {
	struct odt_text *t;
	struct flow *flow;
	enum odt_round round;
	struct frame stack[LIMIT_XML_DEPTH];
	size_t depth;
	size_t hidden; /* depth of the outermost element that is passed over; 0: none */
	size_t inside; /* depth of the text box or note that is open; 0: none */
	bool begun;    /* the note's mark was put: its first paragraph goes on behind it */
};

static bool in_round(const struct reader *r)
{
	return r->round == ODT_BODY ? r->inside == 0 : r->inside > 0;
}

static bool visible(const struct reader *r)
{
	return r->hidden == 0 && in_round(r);
}

static void hide(struct reader *r)
{
	if (r->hidden == 0)
		r->hidden = r->depth;
}

static struct frame *top(struct reader *r)
{
	return &r->stack[r->depth - 1];
}

static int skip(struct reader *r, const struct xml_element *el)
{
	(void)el;
	hide(r);
	return CC_OK;
}

/* --- text --- */

static const struct odt_style *style_of(const struct reader *r, const struct xml_element *el)
{
	return odt_style(r->t->styles, xml_attribute(el, XML_TEXT, "style-name", NULL));
}

static int paragraph(struct reader *r, const struct xml_element *el)
{
	const struct odt_style *s = style_of(r, el);
	enum block_kind kind = BLOCK_PARAGRAPH;

	if (s != NULL && s->hidden) {
		hide(r);
		return CC_OK;
	}
	if (s != NULL && s->title)
		kind = BLOCK_HEADING;
	else if (s != NULL)
		kind = s->kind;
	top(r)->raised = s != NULL && s->raised;
	if (r->begun) {
		r->begun = false;
		flow_text(r->flow, STR(" "), false);
		return CC_OK;
	}
	flow_paragraph(r->flow, top(r)->aside ? BLOCK_ASIDE : kind, kind == BLOCK_HEADING);
	return CC_OK;
}

static int heading(struct reader *r, const struct xml_element *el)
{
	struct str level = xml_attribute(el, XML_TEXT, "outline-level", NULL);

	flow_paragraph(r->flow, BLOCK_HEADING,
	               level.len > 0 && level.ptr[0] >= '1' && level.ptr[0] <= '9' ? (unsigned)(level.ptr[0] - '0') : 1);
	return CC_OK;
}

static int spanned(struct reader *r, const struct xml_element *el)
{
	const struct odt_style *s = style_of(r, el);

	if (s != NULL && s->hidden)
		hide(r);
	if (s != NULL)
		top(r)->raised |= s->raised;
	return CC_OK;
}

static int space(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_text(r->flow, STR(" "), top(r)->raised);
	return CC_OK;
}

static int tab(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_tab(r->flow);
	return CC_OK;
}

static int line(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_line(r->flow);
	return CC_OK;
}

/* Indexes and tables of contents say again what stands elsewhere. */
static int aside(struct reader *r, const struct xml_element *el)
{
	(void)el;
	top(r)->aside = true;
	return CC_OK;
}

/* --- tables --- */

static int table(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_row_end(r->flow);
	return CC_OK;
}

static void table_end(struct reader *r)
{
	flow_row_end(r->flow);
}

static int row(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_row(r->flow);
	return CC_OK;
}

static int cell(struct reader *r, const struct xml_element *el)
{
	(void)el;
	flow_cell(r->flow);
	return CC_OK;
}

/* --- boxes and notes: what a round is about --- */

static void enter_story(struct reader *r)
{
	r->inside = r->depth;
	r->begun = false;
	flow_row_end(r->flow);
}

static int box(struct reader *r, const struct xml_element *el)
{
	(void)el;
	if (r->hidden > 0)
		return CC_OK;
	r->t->has_boxes = true;
	/* a note may stand in a box, a box in a note is passed over */
	if (r->round == ODT_BODY || (r->round == ODT_NOTES && r->inside > 0))
		hide(r);
	else if (r->round == ODT_BOXES && r->inside == 0)
		enter_story(r);
	return CC_OK;
}

/* A note is its mark and its body: in the text stands the mark, among the notes both. */
static int note(struct reader *r, const struct xml_element *el)
{
	(void)el;
	if (r->hidden > 0)
		return CC_OK;
	r->t->has_notes = true;
	if (r->round == ODT_NOTES && r->inside == 0)
		enter_story(r);
	return CC_OK;
}

static int note_mark(struct reader *r, const struct xml_element *el)
{
	(void)el;
	top(r)->raised = true;
	r->begun = r->round == ODT_NOTES;
	return CC_OK;
}

static int note_body(struct reader *r, const struct xml_element *el)
{
	(void)el;
	if (r->round != ODT_NOTES)
		hide(r);
	return CC_OK;
}

static int text(struct reader *r, const struct xml_element *el)
{
	(void)el;
	r->t->is_document = true;
	return CC_OK;
}

/* The most frequent first. */
static const struct kind kinds[] = {
	{ XML_TEXT, "span", spanned, NULL, false, true },
	{ XML_TEXT, "p", paragraph, NULL, false, true },
	{ XML_TEXT, "s", space, NULL, false, false },
	{ XML_TEXT, "tab", tab, NULL, false, false },
	{ XML_TEXT, "line-break", line, NULL, false, false },
	{ XML_TEXT, "h", heading, NULL, false, true },
	{ XML_TEXT, "a", NULL, NULL, false, true },
	{ XML_TABLE, "table-cell", cell, NULL, false, false },
	{ XML_TABLE, "table-row", row, table_end, false, false },
	{ XML_TABLE, "table", table, table_end, false, false },
	{ XML_TABLE, "covered-table-cell", skip, NULL, true, false },
	{ XML_TEXT, "note", note, NULL, true, false },
	{ XML_TEXT, "note-citation", note_mark, NULL, false, true },
	{ XML_TEXT, "note-body", note_body, NULL, false, false },
	{ XML_DRAW, "text-box", box, NULL, true, false },
	{ XML_DRAW, "custom-shape", box, NULL, true, false },
	{ XML_DRAW, "rect", box, NULL, true, false },
	{ XML_DRAW, "ellipse", box, NULL, true, false },
	{ XML_DRAW, "circle", box, NULL, true, false },
	{ XML_DRAW, "line", box, NULL, true, false },
	{ XML_DRAW, "polygon", box, NULL, true, false },
	{ XML_DRAW, "polyline", box, NULL, true, false },
	{ XML_DRAW, "path", box, NULL, true, false },
	{ XML_DRAW, "connector", box, NULL, true, false },
	{ XML_DRAW, "caption", box, NULL, true, false },
	{ XML_TEXT, "tracked-changes", skip, NULL, true, false },
	{ XML_OFFICE, "annotation", skip, NULL, true, false },
	{ XML_OFFICE, "forms", skip, NULL, true, false },
	{ XML_OFFICE, "scripts", skip, NULL, true, false },
	{ XML_OFFICE, "event-listeners", skip, NULL, true, false },
	{ XML_OFFICE, "styles", skip, NULL, true, false },
	{ XML_OFFICE, "automatic-styles", skip, NULL, true, false },
	{ XML_OFFICE, "master-styles", skip, NULL, true, false },
	{ XML_OFFICE, "font-face-decls", skip, NULL, true, false },
	{ XML_OFFICE, "meta", skip, NULL, true, false },
	{ XML_OFFICE, "settings", skip, NULL, true, false },
	{ XML_SVG, "title", skip, NULL, true, false },
	{ XML_SVG, "desc", skip, NULL, true, false },
	{ XML_DRAW, "object", skip, NULL, true, false },
	{ XML_TEXT, "ruby-text", skip, NULL, true, false },
	{ XML_TEXT, "number", skip, NULL, true, false },
	{ XML_TEXT, "hidden-text", skip, NULL, true, false },
	{ XML_TEXT, "sequence-decls", skip, NULL, true, false },
	{ XML_TEXT, "variable-decls", skip, NULL, true, false },
	{ XML_TEXT, "user-field-decls", skip, NULL, true, false },
	{ XML_TEXT, "table-of-content-source", skip, NULL, true, false },
	{ XML_TEXT, "illustration-index-source", skip, NULL, true, false },
	{ XML_TEXT, "table-index-source", skip, NULL, true, false },
	{ XML_TEXT, "object-index-source", skip, NULL, true, false },
	{ XML_TEXT, "user-index-source", skip, NULL, true, false },
	{ XML_TEXT, "alphabetical-index-source", skip, NULL, true, false },
	{ XML_TEXT, "bibliography-source", skip, NULL, true, false },
	{ XML_TEXT, "table-of-content", aside, NULL, true, false },
	{ XML_TEXT, "illustration-index", aside, NULL, true, false },
	{ XML_TEXT, "table-index", aside, NULL, true, false },
	{ XML_TEXT, "object-index", aside, NULL, true, false },
	{ XML_TEXT, "user-index", aside, NULL, true, false },
	{ XML_TEXT, "alphabetical-index", aside, NULL, true, false },
	{ XML_OFFICE, "text", text, NULL, true, false },
};

static const struct kind *kind_of(const struct xml_name *n)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (xml_is(n, kinds[i].space, kinds[i].local))
			return &kinds[i];
	return NULL;
}

static bool says_hidden(const struct xml_element *el)
{
	struct str display = xml_attribute(el, XML_TEXT, "display", NULL);

	return str_is(display, "none") ||
	       (str_is(display, "condition") && str_is(xml_attribute(el, XML_TEXT, "is-hidden", NULL), "true"));
}

static int open(void *ctx, const struct xml_element *el, struct error *e)
{
	struct reader *r = ctx;
	const struct kind *k = kind_of(&el->name);
	struct frame *f = &r->stack[r->depth++], *parent = r->depth > 1 ? f - 1 : NULL;

	(void)e;
	*f = (struct frame){ .kind = k };
	if (parent != NULL) {
		f->raised = parent->raised;
		f->aside = parent->aside;
		/* fields and marks in a paragraph: their content is its text */
		f->text = k != NULL ? k->text : parent->text && el->name.space == XML_TEXT;
	}
	if (el->name.space == XML_TEXT && says_hidden(el))
		hide(r);
	if (k == NULL || k->open == NULL || (!k->everywhere && !visible(r)))
		return CC_OK;
	return k->open(r, el);
}

static int close(void *ctx, struct error *e)
{
	struct reader *r = ctx;
	const struct kind *k = top(r)->kind;

	(void)e;
	if (k != NULL && k->close != NULL && visible(r))
		k->close(r);
	if (r->hidden == r->depth)
		r->hidden = 0;
	if (r->inside == r->depth) {
		r->inside = 0;
		flow_row_end(r->flow);
	}
	r->depth--;
	return r->flow->c.rc;
}

static int said(void *ctx, struct str s, struct error *e)
{
	struct reader *r = ctx;

	(void)e;
	if (r->depth > 0 && visible(r) && top(r)->text)
		flow_text(r->flow, s, top(r)->raised);
	return CC_OK;
}

int odt_text_read(struct odt_text *t, struct str xml, enum odt_round round, struct error *e)
{
	struct reader *r = calloc(1, sizeof *r);
	int rc;

	if (r == NULL)
		return error_memory(e);
	r->t = t;
	r->flow = t->flow;
	r->round = round;
	rc = xml_read(xml, &(struct xml_reader){ .ctx = r, .open = open, .close = close, .text = said }, e);
	if (rc == CC_ENOMEM)
		error_memory(e);
	free(r);
	return rc;
}

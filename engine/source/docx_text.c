#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/docx.h"

struct reader;

/* What an element means. */
struct kind {
	enum xml_space space;
	const char *local;
	int (*open)(struct reader *r, const struct xml_element *el, struct error *e);
	int (*close)(struct reader *r, struct error *e);
	bool everywhere; /* also in what the round does not compose, and in what was deleted */
};

struct frame {
	const struct kind *kind;
	bool taken;    /* of alternatives one was read */
	bool preserve; /* xml:space */
};

struct reader {
	struct docx_text *t;
	struct flow *flow;
	enum docx_round round;
	struct frame stack[LIMIT_XML_DEPTH];
	size_t depth;
	size_t hidden;      /* depth of the outermost element that is passed over; 0: none */
	size_t inside;      /* depth of the text box or note that is open; 0: none */
	bool deleted;       /* hidden is a tracked deletion: fields that begin in it are still fields */
	bool results[LIMIT_FIELD_DEPTH]; /* of the fields that are open: past the instruction */
	size_t fields, instructions;
	size_t number;      /* of the note */
	bool join;          /* the break before the next paragraph was deleted */
	bool joined;        /* so this one goes on in the block of the one before */
	bool paragraph_hidden, run_hidden, run_raised;
	bool in_text;
	struct buf text;    /* of the w:t that is open */
};

static bool in_round(const struct reader *r)
{
	return r->round == DOCX_BODY ? r->inside == 0 : r->inside > 0;
}

static bool visible(const struct reader *r)
{
	return r->hidden == 0 && in_round(r) && r->instructions == 0 && !r->run_hidden;
}

/* The element `up` above the one that is open. */
static bool within(const struct reader *r, size_t up, const char *local)
{
	const struct kind *k = r->depth > up ? r->stack[r->depth - 1 - up].kind : NULL;

	return k != NULL && k->space == XML_W && strcmp(k->local, local) == 0;
}

static struct str val(const struct xml_element *el)
{
	return xml_attribute(el, XML_W, "val", NULL);
}

static void hide(struct reader *r, size_t depth, bool deleted)
{
	if (r->hidden == 0) {
		r->hidden = depth;
		r->deleted = deleted;
	}
}

static int skip(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	hide(r, r->depth, false);
	return CC_OK;
}

/* --- tracked changes and alternatives --- */

/* Around runs it is the deletion of their text, in a paragraph's properties of its end, in a row's of the row. */
static int deleted(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	if (within(r, 1, "rPr"))
		r->join |= within(r, 2, "pPr") && r->hidden == 0 && in_round(r);
	else if (within(r, 1, "trPr"))
		hide(r, r->depth - 2, true);
	else if (within(r, 1, "tcPr"))
		hide(r, r->depth - 2, true);
	else
		hide(r, r->depth, true);
	return CC_OK;
}

static int choice(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct frame *parent = r->depth > 1 ? &r->stack[r->depth - 2] : NULL;

	(void)el, (void)e;
	if (parent == NULL)
		return CC_OK;
	if (parent->taken)
		hide(r, r->depth, false);
	parent->taken = true;
	return CC_OK;
}

/* --- boxes and notes: what a round is about --- */

static void enter_story(struct reader *r)
{
	r->inside = r->depth;
	r->fields = r->instructions = 0;
	r->run_hidden = r->run_raised = r->paragraph_hidden = r->join = false;
	flow_block(r->flow, BLOCK_PARAGRAPH, 0);
}

static int box(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	if (r->hidden > 0)
		return CC_OK;
	r->t->has_boxes = true;
	if (r->round != DOCX_BOXES)
		hide(r, r->depth, false);
	else if (r->inside == 0)
		enter_story(r);
	return CC_OK;
}

static int note(struct reader *r, const struct xml_element *el, struct error *e)
{
	const struct docx_notes *notes = &r->t->notes[r->round == DOCX_ENDNOTES];
	struct str id = xml_attribute(el, XML_W, "id", NULL);

	(void)e;
	if (r->round < DOCX_FOOTNOTES || id.len == 0 || map_get(&notes->numbers, id) == MAP_NONE)
		hide(r, r->depth, false);
	else if (r->hidden == 0 && r->inside == 0)
		enter_story(r);
	r->number = id.len > 0 ? map_get(&notes->numbers, id) + 1 : 0;
	return CC_OK;
}

static void mark_number(struct reader *r, size_t number)
{
	struct str s = str_fmt(r->t->a, "%zu", number);

	if (visible(r))
		flow_mark(r->flow, s);
}

static int note_reference(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct docx_notes *notes = &r->t->notes[str_is(el->name.local, "endnoteReference")];
	struct str id = str_copy(r->t->a, xml_attribute(el, XML_W, "id", NULL)), *slot;
	bool custom;
	size_t old = notes->ids.n;
	int rc;

	if (!visible(r) || r->round > DOCX_BOXES)
		return CC_OK;
	if (id.ptr == NULL || (rc = map_put(r->t->a, &notes->numbers, id, notes->ids.n, &old)) < 0)
		return error_memory(e);
	if (rc == 0) {
		slot = vec_add(r->t->a, &notes->ids);
		if (slot == NULL)
			return error_memory(e);
		*slot = id;
	}
	/* the mark of its own follows as text */
	xml_attribute(el, XML_W, "customMarkFollows", &custom);
	if (!custom)
		mark_number(r, old + 1);
	return CC_OK;
}

/* In the note itself: the number that its reference has. */
static int note_own_mark(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	mark_number(r, r->number);
	return CC_OK;
}

/* --- fields --- */

static int field_char(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct str type = xml_attribute(el, XML_W, "fldCharType", NULL);

	if ((r->hidden > 0 && !r->deleted) || !in_round(r))
		return CC_OK;
	if (str_is(type, "begin")) {
		if (r->fields == LIMIT_FIELD_DEPTH)
			return error_set(e, CC_ELIMIT, "fields nested deeper than %d", LIMIT_FIELD_DEPTH);
		r->results[r->fields++] = false;
		r->instructions++;
	} else if (r->fields > 0 && str_is(type, "separate")) {
		r->instructions -= !r->results[r->fields - 1];
		r->results[r->fields - 1] = true;
	} else if (r->fields > 0 && str_is(type, "end")) {
		r->instructions -= !r->results[--r->fields];
	}
	return CC_OK;
}

/* --- paragraphs and tables --- */

static void take_style(struct reader *r, const struct docx_style *s)
{
	if (s == NULL)
		return;
	r->paragraph_hidden = s->hidden;
	/* the paragraph is open already: a second one before any text leaves no trace */
	if (s->has_kind && !r->joined && !r->flow->in_cell && s->kind != BLOCK_PARAGRAPH)
		flow_block(r->flow, s->kind, s->level);
}

static int paragraph(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	r->paragraph_hidden = r->run_hidden = r->run_raised = false;
	r->joined = r->join;
	r->join = false;
	if (!r->joined)
		flow_paragraph(r->flow, BLOCK_PARAGRAPH, 0);
	return CC_OK;
}

static int paragraph_style(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)e;
	take_style(r, docx_style(r->t->styles, val(el)));
	return CC_OK;
}

static int outline_level(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct str v = val(el);

	(void)e;
	if (v.len == 1 && v.ptr[0] >= '0' && v.ptr[0] <= '9' && !r->flow->in_cell && !r->joined)
		flow_block(r->flow, v.ptr[0] == '9' ? BLOCK_PARAGRAPH : BLOCK_HEADING,
		           v.ptr[0] == '9' ? 0 : (unsigned)(v.ptr[0] - '0') + 1);
	return CC_OK;
}

static int table(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	flow_row_end(r->flow);
	return CC_OK;
}

static int table_end(struct reader *r, struct error *e)
{
	(void)e;
	flow_row_end(r->flow);
	return CC_OK;
}

static int row(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	flow_row(r->flow);
	return CC_OK;
}

static int cell(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	flow_cell(r->flow);
	return CC_OK;
}

/* --- runs --- */

static int run(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	r->run_hidden = r->paragraph_hidden;
	r->run_raised = false;
	return CC_OK;
}

static int run_end(struct reader *r, struct error *e)
{
	(void)e;
	r->run_hidden = r->run_raised = false;
	return CC_OK;
}

static int run_style(struct reader *r, const struct xml_element *el, struct error *e)
{
	const struct docx_style *s = docx_style(r->t->styles, val(el));

	(void)e;
	if (s != NULL && within(r, 2, "r")) {
		r->run_hidden |= s->hidden;
		r->run_raised |= s->raised;
	}
	return CC_OK;
}

static int vanish(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)e;
	/* in a paragraph's properties it hides the mark at its end */
	if (within(r, 2, "r"))
		r->run_hidden = docx_on(el);
	return CC_OK;
}

static int vertical(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)e;
	if (within(r, 2, "r"))
		r->run_raised = str_is(val(el), "superscript");
	return CC_OK;
}

static int text(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	r->in_text = visible(r);
	buf_clear(&r->text);
	return CC_OK;
}

/* White space at its ends counts only where it is said to. */
static int text_end(struct reader *r, struct error *e)
{
	struct str s = buf_str(&r->text);

	if (r->text.failed)
		return error_memory(e);
	if (r->in_text)
		flow_text(r->flow, r->stack[r->depth - 1].preserve ? s : str_trim(s), r->run_raised);
	r->in_text = false;
	return CC_OK;
}

static int put(struct reader *r, struct str s)
{
	if (visible(r))
		flow_text(r->flow, s, r->run_raised);
	return CC_OK;
}

static int tab(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	/* in a paragraph's properties it is a tabulator's place */
	if (visible(r) && within(r, 1, "r"))
		flow_tab(r->flow);
	return CC_OK;
}

static int line(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	if (visible(r))
		flow_line(r->flow);
	return CC_OK;
}

static int hyphen(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)e;
	return put(r, str_is(el->name.local, "softHyphen") ? STR("\xc2\xad") : STR("\xe2\x80\x91"));
}

/* A character of a symbol font: its code says nothing without the font, so that it equals nothing. */
static int symbol(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct str code = xml_attribute(el, XML_W, "char", NULL);
	char out[4], hex[8] = { 0 };
	unsigned long c;

	(void)e;
	if (code.len == 0 || code.len >= sizeof hex)
		return CC_OK;
	memcpy(hex, code.ptr, code.len);
	c = strtoul(hex, NULL, 16);
	return c > ' ' ? put(r, (struct str){ out, utf8_encode(out, (uint32_t)c) }) : CC_OK;
}

/* Equations in a line: what is raised or lowered is told apart from what it stands on. */
static int script(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)e;
	return put(r, str_is(el->name.local, "sup") ? STR("^") : STR("_"));
}

static int document(struct reader *r, const struct xml_element *el, struct error *e)
{
	(void)el, (void)e;
	r->t->is_document |= r->depth == 1;
	return CC_OK;
}

/* The most frequent first. */
static const struct kind kinds[] = {
	{ XML_W, "r", run, run_end, false },
	{ XML_W, "t", text, text_end, false },
	{ XML_W, "rPr", NULL, NULL, false },
	{ XML_W, "p", paragraph, NULL, false },
	{ XML_W, "pPr", NULL, NULL, false },
	{ XML_W, "pStyle", paragraph_style, NULL, false },
	{ XML_W, "rStyle", run_style, NULL, false },
	{ XML_W, "tab", tab, NULL, false },
	{ XML_W, "ptab", tab, NULL, false },
	{ XML_W, "br", line, NULL, false },
	{ XML_W, "cr", line, NULL, false },
	{ XML_W, "tc", cell, NULL, false },
	{ XML_W, "tcPr", NULL, NULL, false },
	{ XML_W, "tr", row, table_end, false },
	{ XML_W, "trPr", NULL, NULL, false },
	{ XML_W, "tbl", table, table_end, false },
	{ XML_W, "noBreakHyphen", hyphen, NULL, false },
	{ XML_W, "softHyphen", hyphen, NULL, false },
	{ XML_W, "sym", symbol, NULL, false },
	{ XML_W, "vanish", vanish, NULL, false },
	{ XML_W, "vertAlign", vertical, NULL, false },
	{ XML_W, "outlineLvl", outline_level, NULL, false },
	{ XML_W, "fldChar", field_char, NULL, true },
	{ XML_W, "footnoteReference", note_reference, NULL, false },
	{ XML_W, "endnoteReference", note_reference, NULL, false },
	{ XML_W, "footnoteRef", note_own_mark, NULL, false },
	{ XML_W, "endnoteRef", note_own_mark, NULL, false },
	{ XML_W, "footnote", note, NULL, true },
	{ XML_W, "endnote", note, NULL, true },
	{ XML_W, "txbxContent", box, NULL, true },
	{ XML_MC, "AlternateContent", NULL, NULL, false },
	{ XML_MC, "Choice", choice, NULL, true },
	{ XML_MC, "Fallback", choice, NULL, true },
	{ XML_W, "del", deleted, NULL, true },
	{ XML_W, "moveFrom", deleted, NULL, true },
	{ XML_W, "cellDel", deleted, NULL, true },
	{ XML_W, "hidden", deleted, NULL, true },
	{ XML_W, "rPrChange", skip, NULL, true },
	{ XML_W, "pPrChange", skip, NULL, true },
	{ XML_W, "sectPr", skip, NULL, true },
	{ XML_W, "sdtPr", skip, NULL, true },
	{ XML_W, "tblPr", skip, NULL, true },
	{ XML_W, "tblPrEx", skip, NULL, true },
	{ XML_W, "rt", skip, NULL, true },
	{ XML_W, "pict", NULL, NULL, false },
	{ XML_M, "t", text, text_end, false },
	{ XML_M, "sup", script, NULL, false },
	{ XML_M, "sub", script, NULL, false },
	{ XML_W, "document", document, NULL, true },
};

static const struct kind *kind_of(const struct xml_name *n)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (xml_is(n, kinds[i].space, kinds[i].local))
			return &kinds[i];
	return NULL;
}

static int open(void *ctx, const struct xml_element *el, struct error *e)
{
	struct reader *r = ctx;
	const struct kind *k = kind_of(&el->name);
	struct frame *f = &r->stack[r->depth++];
	struct str space = xml_attribute(el, XML_XML, "space", NULL);

	*f = (struct frame){ .kind = k, .preserve = r->depth > 1 && r->stack[r->depth - 2].preserve };
	if (space.len > 0)
		f->preserve = str_is(space, "preserve");
	if (k == NULL || k->open == NULL)
		return CC_OK;
	if (!k->everywhere && (r->hidden > 0 || !in_round(r)))
		return CC_OK;
	return k->open(r, el, e);
}

static int close(void *ctx, struct error *e)
{
	struct reader *r = ctx;
	const struct kind *k = r->stack[r->depth - 1].kind;
	int rc = CC_OK;

	if (k != NULL && k->close != NULL && r->hidden == 0 && in_round(r))
		rc = k->close(r, e);
	if (r->hidden == r->depth)
		r->hidden = 0;
	if (r->inside == r->depth) {
		r->inside = 0;
		flow_row_end(r->flow);
	}
	r->depth--;
	return rc < 0 ? rc : r->flow->c.rc;
}

static int said(void *ctx, struct str s, struct error *e)
{
	struct reader *r = ctx;

	(void)e;
	if (r->in_text)
		buf_add(&r->text, s);
	return CC_OK;
}

int docx_text_read(struct docx_text *t, struct str xml, enum docx_round round, struct error *e)
{
	struct reader *r = calloc(1, sizeof *r);
	int rc;

	if (r == NULL)
		return error_memory(e);
	r->t = t;
	r->flow = t->flow;
	r->round = round;
	buf_init(&r->text, LIMIT_EXPANDED_BYTES);
	rc = xml_read(xml, &(struct xml_reader){ .ctx = r, .open = open, .close = close, .text = said }, e);
	if (rc == CC_ENOMEM)
		error_memory(e);
	buf_release(&r->text);
	free(r);
	return rc;
}

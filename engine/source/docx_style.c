#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "source/docx.h"

#define BASED_ON_MOST 32 /* styles that are based on one another */

bool docx_on(const struct xml_element *el)
{
	struct str value = xml_attribute(el, XML_W, "val", NULL);

	return !(str_is(value, "0") || str_is(value, "false") || str_is(value, "off"));
}

const struct docx_style *docx_style(const struct docx_styles *s, struct str id)
{
	size_t i = id.len > 0 ? map_get(&s->by_id, id) : MAP_NONE;

	return i != MAP_NONE ? &s->list.v[i] : NULL;
}

struct reader {
	struct docx_styles *out;
	struct docx_style *style; /* the one that is open */
	size_t depth, style_depth, skip_depth;
};

static int copy(struct reader *r, struct str *out, const struct xml_element *el, struct error *e)
{
	*out = str_copy(r->out->a, xml_attribute(el, XML_W, "val", NULL));
	return out->ptr != NULL ? CC_OK : error_memory(e);
}

static int begin(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct str id = str_copy(r->out->a, xml_attribute(el, XML_W, "styleId", NULL));

	r->style = vec_add(r->out->a, &r->out->list);
	if (r->style == NULL || id.ptr == NULL ||
	    map_put(r->out->a, &r->out->by_id, id, r->out->list.n - 1, NULL) < 0)
		return error_memory(e);
	r->style->id = id;
	r->style_depth = r->depth;
	return CC_OK;
}

static bool names(struct str name, const char *word, unsigned *number)
{
	struct str w = str_from(word);

	if (!str_eq_ci(str_slice(name, 0, w.len), w))
		return false;
	name = str_slice(name, w.len, name.len);
	if (number == NULL)
		return name.len == 0;
	if (name.len != 2 || name.ptr[0] != ' ' || name.ptr[1] < '1' || name.ptr[1] > '9')
		return false;
	*number = (unsigned)(name.ptr[1] - '0');
	return true;
}

/* The names of the built-in styles are English whatever language Word speaks. */
static void take_name(struct docx_style *s)
{
	unsigned n;

	if (names(s->name, "heading", &n)) {
		s->kind = BLOCK_HEADING;
		s->level = n;
	} else if (names(s->name, "title", NULL) || names(s->name, "subtitle", NULL)) {
		s->kind = BLOCK_HEADING;
		s->level = 1;
	} else if (names(s->name, "caption", NULL)) {
		s->kind = BLOCK_CAPTION;
	} else if (names(s->name, "toc", &n) || names(s->name, "toc heading", NULL) ||
	           names(s->name, "table of figures", NULL)) {
		s->kind = BLOCK_ASIDE;
	} else {
		return;
	}
	s->has_kind = true;
}

static void take_level(struct docx_style *s, struct str value)
{
	/* 9 is the level of the body's text */
	if (s->has_kind || value.len != 1 || value.ptr[0] < '0' || value.ptr[0] > '9')
		return;
	s->has_kind = true;
	s->kind = value.ptr[0] == '9' ? BLOCK_PARAGRAPH : BLOCK_HEADING;
	s->level = value.ptr[0] == '9' ? 0 : (unsigned)(value.ptr[0] - '0') + 1;
}

static int open(void *ctx, const struct xml_element *el, struct error *e)
{
	struct reader *r = ctx;
	const struct xml_name *n = &el->name;
	int rc = CC_OK;

	r->depth++;
	if (r->skip_depth > 0 || n->space != XML_W)
		return CC_OK;
	if (str_is(n->local, "style"))
		return begin(r, el, e);
	if (r->style == NULL)
		return CC_OK;
	/* what a table's style says of its first row is no matter of the text */
	if (str_is(n->local, "tblStylePr") || str_is(n->local, "rPrChange") || str_is(n->local, "pPrChange")) {
		r->skip_depth = r->depth;
	} else if (str_is(n->local, "name") && r->depth == r->style_depth + 1) {
		rc = copy(r, &r->style->name, el, e);
		if (rc == CC_OK)
			take_name(r->style);
	} else if (str_is(n->local, "basedOn")) {
		rc = copy(r, &r->style->based, el, e);
	} else if (str_is(n->local, "outlineLvl")) {
		take_level(r->style, xml_attribute(el, XML_W, "val", NULL));
	} else if (str_is(n->local, "vanish")) {
		r->style->hidden = docx_on(el);
	} else if (str_is(n->local, "vertAlign")) {
		r->style->raised = str_is(xml_attribute(el, XML_W, "val", NULL), "superscript");
	}
	return rc;
}

static int close(void *ctx, struct error *e)
{
	struct reader *r = ctx;

	(void)e;
	if (r->depth == r->skip_depth)
		r->skip_depth = 0;
	if (r->depth == r->style_depth) {
		r->style = NULL;
		r->style_depth = 0;
	}
	r->depth--;
	return CC_OK;
}

static void inherit(struct docx_styles *s)
{
	for (size_t i = 0; i < s->list.n; i++) {
		struct docx_style *style = &s->list.v[i];
		const struct docx_style *from = docx_style(s, style->based);

		for (unsigned n = 0; from != NULL && n < BASED_ON_MOST; n++) {
			if (!style->has_kind && from->has_kind) {
				style->has_kind = true;
				style->kind = from->kind;
				style->level = from->level;
			}
			style->hidden |= from->hidden;
			style->raised |= from->raised;
			from = docx_style(s, from->based);
		}
	}
}

int docx_styles_read(struct docx_styles *out, struct arena *a, struct str xml, struct error *e)
{
	struct reader r = { .out = out };
	int rc;

	*out = (struct docx_styles){ .a = a };
	if (xml.len == 0)
		return CC_OK;
	rc = xml_read(xml, &(struct xml_reader){ .ctx = &r, .open = open, .close = close }, e);
	if (rc == CC_OK)
		inherit(out);
	return rc;
}

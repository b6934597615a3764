#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "source/odt.h"

#define PARENTS_MOST 32

const struct odt_style *odt_style(const struct odt_styles *s, struct str name)
{
	size_t i = name.len > 0 ? map_get(&s->by_name, name) : MAP_NONE;

	return i != MAP_NONE ? &s->list.v[i] : NULL;
}

struct reader {
	struct odt_styles *out;
	struct odt_style *style;
	size_t depth, style_depth;
};

/* "super 58%", "33% 58%"; lowered text begins with "sub" or a minus sign. */
static bool is_raised(struct str position)
{
	return str_starts(position, STR("super")) ||
	       (position.len > 0 && position.ptr[0] >= '1' && position.ptr[0] <= '9');
}

static int begin(struct reader *r, const struct xml_element *el, struct error *e)
{
	struct odt_styles *s = r->out;
	struct str name = str_copy(s->a, xml_attribute(el, XML_STYLE, "name", NULL));
	struct str parent = str_copy(s->a, xml_attribute(el, XML_STYLE, "parent-style-name", NULL));

	r->style = vec_add(s->a, &s->list);
	if (r->style == NULL || name.ptr == NULL || parent.ptr == NULL ||
	    map_put(s->a, &s->by_name, name, s->list.n - 1, NULL) < 0)
		return error_memory(e);
	*r->style = (struct odt_style){ .name = name, .parent = parent };
	/* the names that the program itself gives are English whatever language it speaks */
	if (str_eq_ci(name, STR("caption")))
		r->style->kind = BLOCK_CAPTION;
	r->style->title = str_eq_ci(name, STR("title")) || str_eq_ci(name, STR("subtitle"));
	r->style_depth = r->depth;
	return CC_OK;
}

static int open(void *ctx, const struct xml_element *el, struct error *e)
{
	struct reader *r = ctx;

	r->depth++;
	if (xml_is(&el->name, XML_STYLE, "style"))
		return begin(r, el, e);
	if (r->style == NULL || !xml_is(&el->name, XML_STYLE, "text-properties"))
		return CC_OK;
	r->style->hidden |= str_is(xml_attribute(el, XML_TEXT, "display", NULL), "none");
	r->style->raised |= is_raised(xml_attribute(el, XML_STYLE, "text-position", NULL));
	return CC_OK;
}

static int close(void *ctx, struct error *e)
{
	struct reader *r = ctx;

	(void)e;
	if (r->depth-- == r->style_depth) {
		r->style = NULL;
		r->style_depth = 0;
	}
	return CC_OK;
}

int odt_styles_read(struct odt_styles *s, struct str xml, struct error *e)
{
	struct reader r = { .out = s };

	if (xml.len == 0)
		return CC_OK;
	return xml_read(xml, &(struct xml_reader){ .ctx = &r, .open = open, .close = close }, e);
}

void odt_styles_inherit(struct odt_styles *s)
{
	for (size_t i = 0; i < s->list.n; i++) {
		struct odt_style *style = &s->list.v[i];
		const struct odt_style *from = odt_style(s, style->parent);

		for (unsigned n = 0; from != NULL && n < PARENTS_MOST; n++) {
			if (style->kind == BLOCK_PARAGRAPH)
				style->kind = from->kind;
			style->title |= from->title;
			style->hidden |= from->hidden;
			style->raised |= from->raised;
			from = odt_style(s, from->parent);
		}
	}
}

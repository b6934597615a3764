#include "source/html_elements.h"

#include <gumbo.h>
#include <string.h>

#include "source/html_style.h"

#define CELL_CHILDREN 16 /* of a table's cell that are looked at */

static const struct {
	GumboTag tag;
	unsigned flags;
} elements[] = {
	{ GUMBO_TAG_SCRIPT, E_HIDDEN },    { GUMBO_TAG_STYLE, E_HIDDEN },     { GUMBO_TAG_TEMPLATE, E_HIDDEN },
	{ GUMBO_TAG_NOSCRIPT, E_HIDDEN },  { GUMBO_TAG_HEAD, E_HIDDEN },      { GUMBO_TAG_IFRAME, E_HIDDEN },
	{ GUMBO_TAG_OBJECT, E_HIDDEN },    { GUMBO_TAG_VIDEO, E_HIDDEN },     { GUMBO_TAG_AUDIO, E_HIDDEN },
	{ GUMBO_TAG_CANVAS, E_HIDDEN },    { GUMBO_TAG_SVG, E_DRAWING },      { GUMBO_TAG_SELECT, E_HIDDEN },
	{ GUMBO_TAG_TEXTAREA, E_HIDDEN },  { GUMBO_TAG_NOFRAMES, E_HIDDEN },  { GUMBO_TAG_DATALIST, E_HIDDEN },
	{ GUMBO_TAG_P, E_BLOCK },          { GUMBO_TAG_DIV, E_BLOCK | E_LIST }, { GUMBO_TAG_LI, E_BLOCK },
	{ GUMBO_TAG_UL, E_BLOCK | E_LIST }, { GUMBO_TAG_OL, E_BLOCK | E_LIST }, { GUMBO_TAG_DL, E_BLOCK | E_LIST },
	{ GUMBO_TAG_DT, E_BLOCK },         { GUMBO_TAG_DD, E_BLOCK },         { GUMBO_TAG_TABLE, E_BLOCK | E_LIST },
	{ GUMBO_TAG_TR, E_BLOCK },         { GUMBO_TAG_BLOCKQUOTE, E_BLOCK }, { GUMBO_TAG_SECTION, E_BLOCK },
	{ GUMBO_TAG_ARTICLE, E_BLOCK },    { GUMBO_TAG_MAIN, E_BLOCK },       { GUMBO_TAG_HEADER, E_BLOCK },
	{ GUMBO_TAG_FIGURE, E_BLOCK },     { GUMBO_TAG_FORM, E_BLOCK },       { GUMBO_TAG_FIELDSET, E_BLOCK },
	{ GUMBO_TAG_ADDRESS, E_BLOCK },    { GUMBO_TAG_CENTER, E_BLOCK },     { GUMBO_TAG_DETAILS, E_BLOCK },
	{ GUMBO_TAG_SUMMARY, E_BLOCK },    { GUMBO_TAG_HR, E_BLOCK },         { GUMBO_TAG_BODY, E_BLOCK },
	{ GUMBO_TAG_THEAD, E_BLOCK },      { GUMBO_TAG_TBODY, E_BLOCK },      { GUMBO_TAG_TFOOT, E_BLOCK },
	{ GUMBO_TAG_NAV, E_BLOCK | E_ASIDE }, { GUMBO_TAG_ASIDE, E_BLOCK | E_ASIDE },
	{ GUMBO_TAG_CAPTION, E_BLOCK | E_CAPTION }, { GUMBO_TAG_FIGCAPTION, E_BLOCK | E_CAPTION },
	{ GUMBO_TAG_FOOTER, E_BLOCK | E_ASIDE },    { GUMBO_TAG_MENU, E_BLOCK | E_ASIDE },
	{ GUMBO_TAG_H1, E_BLOCK | E_HEADING }, { GUMBO_TAG_H2, E_BLOCK | E_HEADING },
	{ GUMBO_TAG_H3, E_BLOCK | E_HEADING }, { GUMBO_TAG_H4, E_BLOCK | E_HEADING },
	{ GUMBO_TAG_H5, E_BLOCK | E_HEADING }, { GUMBO_TAG_H6, E_BLOCK | E_HEADING },
	{ GUMBO_TAG_TD, E_CELL },          { GUMBO_TAG_TH, E_CELL },          { GUMBO_TAG_BR, E_LINE },
	{ GUMBO_TAG_PRE, E_BLOCK | E_PRE }, { GUMBO_TAG_PLAINTEXT, E_BLOCK | E_PRE }, { GUMBO_TAG_SUP, E_MARK },
	{ GUMBO_TAG_A, E_LINK },           { GUMBO_TAG_Q, E_QUOTED },         { GUMBO_TAG_RT, E_MARK },
	{ GUMBO_TAG_RP, E_HIDDEN },
};

static struct str attribute(const GumboElement *el, const char *name)
{
	const GumboAttribute *at = gumbo_get_attribute(&el->attributes, name);

	return at != NULL ? str_from(at->value) : (struct str){ 0 };
}

struct str html_attribute(const GumboNode *n, const char *name)
{
	return attribute(&n->v.element, name);
}

bool html_holds(struct str s, const char *word)
{
	struct str w = str_from(word);

	for (size_t i = 0; i + w.len <= s.len; i++)
		if (str_eq_ci(str_slice(s, i, i + w.len), w))
			return true;
	return false;
}

static bool is_hidden(const GumboElement *el)
{
	if (el->attributes.length == 0)
		return false;
	/* what is hidden until it is found can be found */
	if (gumbo_get_attribute(&el->attributes, "hidden") != NULL && !str_eq_ci(attribute(el, "hidden"), STR("until-found")))
		return true;
	return str_eq_ci(attribute(el, "aria-hidden"), STR("true")) || html_style_hides(attribute(el, "style"));
}

static bool is_main(const GumboElement *el)
{
	return el->tag == GUMBO_TAG_MAIN || str_eq_ci(attribute(el, "role"), STR("main"));
}

/* A link to a note, or back from it: told by its role, its class, or where it leads. Books have a word of their own. */
static bool is_note_link(const GumboElement *el)
{
	static const char *const targets[] = { "#fn", "#note", "#cite", "#ref", "#footnote", "#endnote", "#_ftn", "#_edn",
		                               "#bib", "#sdfootnote" };
	struct str href, class, role, epub;

	if (el->tag != GUMBO_TAG_A || el->attributes.length == 0)
		return false;
	href = attribute(el, "href");
	class = attribute(el, "class");
	role = attribute(el, "role");
	epub = attribute(el, "epub:type");
	if (str_is(role, "doc-noteref") || str_is(role, "doc-backlink") || html_holds(epub, "noteref") || html_holds(epub, "backlink") ||
	    html_holds(class, "footnote-ref") || html_holds(class, "noteref"))
		return true;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		if (str_eq_ci(str_slice(href, 0, strlen(targets[i])), str_from(targets[i])))
			return true;
	return false;
}

/* Of a drawing's words its lettering is seen, not its title and what is kept to be drawn elsewhere. */
static unsigned flags_in_drawing(const GumboElement *el)
{
	static const char *const unseen[] = { "title", "desc", "metadata", "defs", "symbol", "clipPath", "mask", "pattern", "marker" };
	GumboStringPiece name = el->original_tag;
	struct str word;

	gumbo_tag_from_original_text(&name);
	word = (struct str){ name.data, name.length };
	if (str_eq_ci(word, STR("text")) || str_eq_ci(word, STR("foreignObject")))
		return E_BLOCK | E_ASIDE | E_LETTERS;
	for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
		if (str_eq_ci(word, str_from(unseen[i])))
			return E_HIDDEN;
	return 0;
}

/* A drawing that stands in a line of text is a sign of its own; its letters would cut the sentence in two. */
static bool is_in_line(const GumboNode *drawing)
{
	const GumboNode *parent = drawing->parent;

	if (parent == NULL || parent->type != GUMBO_NODE_ELEMENT)
		return true;
	for (unsigned i = 0; i < parent->v.element.children.length; i++)
		if (((const GumboNode *)parent->v.element.children.data[i])->type == GUMBO_NODE_TEXT)
			return true;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].tag == parent->v.element.tag && (elements[i].flags & (E_BLOCK | E_CELL)))
			return parent->v.element.tag == GUMBO_TAG_P;
	return true;
}

/* Elements that came to HTML after this parser, and what stands in formulas for programs alone. */
static unsigned flags_of_new(const GumboElement *el)
{
	GumboStringPiece name = el->original_tag;

	gumbo_tag_from_original_text(&name);
	if (str_eq_ci((struct str){ name.data, name.length }, STR("annotation")))
		return E_HIDDEN;
	if (str_eq_ci((struct str){ name.data, name.length }, STR("dialog")))
		return E_BLOCK | E_ASIDE | (gumbo_get_attribute(&el->attributes, "open") == NULL ? E_HIDDEN : 0);
	return str_eq_ci((struct str){ name.data, name.length }, STR("search")) ? E_BLOCK | E_ASIDE : 0;
}

/* A cell with blocks in it is one of a table that lays out the page, or as good as a block. */
static bool is_layout_cell(const GumboElement *el)
{
	static const GumboTag blocks[] = { GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_TABLE, GUMBO_TAG_UL, GUMBO_TAG_H1,
		                           GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_CENTER, GUMBO_TAG_FORM };

	for (unsigned i = 0; i < el->children.length && i < CELL_CHILDREN; i++) {
		const GumboNode *n = el->children.data[i];
		for (size_t k = 0; n->type == GUMBO_NODE_ELEMENT && k < sizeof blocks / sizeof *blocks; k++)
			if (n->v.element.tag == blocks[k])
				return true;
	}
	return false;
}

unsigned html_flags(const GumboNode *n)
{
	const GumboElement *el = &n->v.element;
	static const char *const asides[] = { "navigation", "banner", "contentinfo", "complementary", "search",
		                              "menu",       "menubar", "dialog",     "alertdialog" };
	static const char *const bylines[] = { "byline", "dateline", "publish", "pubdate", "entry-date", "posted-on" };
	struct str role, class;
	unsigned flags = 0;

	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].tag == el->tag)
			flags |= elements[i].flags;
	if (el->tag_namespace == GUMBO_NAMESPACE_SVG)
		flags |= el->tag == GUMBO_TAG_SVG ? (is_in_line(n) ? E_HIDDEN : 0) : flags_in_drawing(el);
	else if (el->tag == GUMBO_TAG_UNKNOWN)
		flags |= flags_of_new(el);
	if ((flags & E_CELL) && is_layout_cell(el))
		flags ^= E_CELL | E_BLOCK;
	if (is_hidden(el))
		flags |= E_HIDDEN;
	if (is_note_link(el))
		flags |= E_MARK;
	if (is_main(el))
		flags |= E_MAIN;
	if (el->attributes.length == 0)
		return flags;
	role = attribute(el, "role");
	class = attribute(el, "class");
	for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
		flags |= str_eq_ci(role, str_from(asides[i])) ? E_ASIDE : 0;
	for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++)
		flags |= html_holds(class, bylines[i]) ? E_BYLINE : 0;
	return flags;
}

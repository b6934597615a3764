#include "source/epub_package.h"

#include <string.h>

#include "base/vec.h"
#include "source/xml.h"

struct item {
	struct str id, member;
	bool readable, contents;
};

struct opf {
	struct package *p;
	struct str name;
	struct { struct item *v; size_t n, cap; } items;
	struct map by_id, by_member;
	struct { struct str *v; size_t n, cap; } spine;
};

static int wrap(int rc, struct str name, struct error *e)
{
	return rc < 0 && rc != CC_ENOMEM ? error_wrap(e, "'" STR_FMT "'", STR_ARG(name)) : rc;
}

/* --- where the package document is --- */

struct container {
	struct arena *a;
	struct str opf;
};

static int rootfile(void *ctx, const struct xml_element *el, struct error *e)
{
	struct container *c = ctx;
	struct str path;

	if (!xml_is(&el->name, XML_CONTAINER, "rootfile") || c->opf.len > 0)
		return CC_OK;
	path = str_copy(c->a, xml_attribute(el, XML_NONE, "full-path", NULL));
	if (path.ptr == NULL)
		return error_memory(e);
	c->opf = package_path(c->a, (struct str){ 0 }, path);
	return CC_OK;
}

/* --- what it lists --- */

/* A word of a list parted by spaces. */
static bool holds_word(struct str list, const char *word)
{
	struct str part;

	while (str_split(&list, ' ', &part))
		if (str_eq_ci(part, str_from(word)))
			return true;
	return false;
}

static bool is_page(struct str type)
{
	return str_eq_ci(type, STR("application/xhtml+xml")) || str_eq_ci(type, STR("text/html")) ||
	       str_eq_ci(type, STR("text/x-oeb1-document"));
}

static int add_item(struct opf *o, const struct xml_element *el, struct error *e)
{
	struct arena *a = o->p->a;
	struct str href = str_copy(a, xml_attribute(el, XML_NONE, "href", NULL));
	struct item *item = vec_add(a, &o->items);

	if (item == NULL || href.ptr == NULL)
		return error_memory(e);
	item->id = str_copy(a, xml_attribute(el, XML_NONE, "id", NULL));
	item->member = package_path(a, o->name, href);
	item->readable = is_page(xml_attribute(el, XML_NONE, "media-type", NULL));
	item->contents = holds_word(xml_attribute(el, XML_NONE, "properties", NULL), "nav");
	if (item->id.ptr == NULL || map_put(a, &o->by_id, item->id, o->items.n - 1, NULL) < 0 ||
	    (item->member.len > 0 && map_put(a, &o->by_member, item->member, o->items.n - 1, NULL) < 0))
		return error_memory(e);
	return CC_OK;
}

static int add_to_spine(struct opf *o, const struct xml_element *el, struct error *e)
{
	struct str *id = vec_add(o->p->a, &o->spine);

	if (id == NULL)
		return error_memory(e);
	*id = str_copy(o->p->a, xml_attribute(el, XML_NONE, "idref", NULL));
	return id->ptr != NULL ? CC_OK : error_memory(e);
}

/* EPUB 2 says which page is the table of contents in its guide. */
static int guide(struct opf *o, const struct xml_element *el, struct error *e)
{
	struct str href;
	size_t i;

	if (!str_eq_ci(xml_attribute(el, XML_NONE, "type", NULL), STR("toc")))
		return CC_OK;
	href = str_copy(o->p->a, xml_attribute(el, XML_NONE, "href", NULL));
	if (href.ptr == NULL)
		return error_memory(e);
	/* with a fragment it is a part of a page that may hold more */
	if (str_find_char(href, '#', 0) != SIZE_MAX)
		return CC_OK;
	i = map_get(&o->by_member, package_path(o->p->a, o->name, href));
	if (i != MAP_NONE)
		o->items.v[i].contents = true;
	return CC_OK;
}

static int opf_element(void *ctx, const struct xml_element *el, struct error *e)
{
	struct opf *o = ctx;

	if (el->name.space != XML_OPF)
		return CC_OK;
	if (str_is(el->name.local, "item"))
		return add_item(o, el, e);
	if (str_is(el->name.local, "itemref"))
		return add_to_spine(o, el, e);
	return str_is(el->name.local, "reference") ? guide(o, el, e) : CC_OK;
}

/* --- encryption --- */

struct encryption {
	struct opf *o;
	struct map *wanted;
	bool found;
};

/* Fonts are often scrambled; a chapter that is can't be read. */
static int cipher(void *ctx, const struct xml_element *el, struct error *e)
{
	struct encryption *x = ctx;
	struct str target;

	if (!xml_is(&el->name, XML_ENC, "CipherReference"))
		return CC_OK;
	target = str_copy(x->o->p->a, xml_attribute(el, XML_NONE, "URI", NULL));
	if (target.ptr == NULL)
		return error_memory(e);
	x->found |= map_get(x->wanted, package_path(x->o->p->a, (struct str){ 0 }, target)) != MAP_NONE;
	return CC_OK;
}

/* --- the book --- */

static int choose_chapters(struct epub_book *out, struct opf *o, struct map *wanted, struct error *e)
{
	for (size_t i = 0; i < o->spine.n; i++) {
		size_t at = map_get(&o->by_id, o->spine.v[i]);
		const struct item *item = at != MAP_NONE ? &o->items.v[at] : NULL;
		struct package_member *chapter;
		int rc;
		if (item == NULL || !item->readable || item->contents || item->member.len == 0)
			continue;
		rc = map_put(o->p->a, wanted, item->member, i, NULL);
		if (rc < 0)
			return error_memory(e);
		if (rc > 0)
			continue;
		if (!package_has(o->p, item->member))
			return error_set(e, CC_ESYNTAX, "a damaged book: '" STR_FMT "' is missing", STR_ARG(item->member));
		chapter = vec_add(o->p->a, &out->chapters);
		if (chapter == NULL)
			return error_memory(e);
		chapter->name = item->member;
	}
	return out->chapters.n > 0 ? CC_OK : error_set(e, CC_EKIND, "a book without chapters");
}

static int read_container(struct epub_book *out, struct package *p, struct str bytes, struct error *e)
{
	struct container c = { .a = p->a };
	struct package_member m;
	int rc;

	if (bytes.ptr == NULL)
		return error_set(e, CC_EKIND, "no EPUB, whatever its name says");
	rc = xml_read(bytes, &(struct xml_reader){ .ctx = &c, .open = rootfile }, e);
	if (rc < 0)
		return wrap(rc, STR("META-INF/container.xml"), e);
	m = (struct package_member){ .name = c.opf };
	rc = package_read(p, &m, 1, e);
	if (rc == CC_OK && m.bytes.ptr == NULL)
		return error_set(e, CC_ESYNTAX, "a damaged book: it has no list of its chapters");
	out->opf = c.opf;
	out->metadata = m.bytes;
	return rc;
}

int epub_book_read(struct epub_book *out, struct package *p, struct error *e)
{
	struct package_member parts[] = { { .name = STR("META-INF/container.xml") }, { .name = STR("META-INF/encryption.xml") } };
	struct opf o = { .p = p };
	struct map wanted = { 0 };
	struct encryption x = { .o = &o, .wanted = &wanted };
	int rc = package_read(p, parts, 2, e);

	*out = (struct epub_book){ 0 };
	if (rc == CC_OK)
		rc = read_container(out, p, parts[0].bytes, e);
	if (rc < 0)
		return rc;
	o.name = out->opf;
	rc = wrap(xml_read(out->metadata, &(struct xml_reader){ .ctx = &o, .open = opf_element }, e), out->opf, e);
	if (rc == CC_OK)
		rc = choose_chapters(out, &o, &wanted, e);
	if (rc == CC_OK && parts[1].bytes.len > 0) {
		rc = wrap(xml_read(parts[1].bytes, &(struct xml_reader){ .ctx = &x, .open = cipher }, e), parts[1].name, e);
		if (rc == CC_OK && x.found)
			rc = error_set(e, CC_EKIND, "an encrypted book");
	}
	return rc;
}

#include "source/parts.h"

#include "base/limits.h"
#include "source/stated.h"
#include "source/xml.h"

/* --- relationships --- */

struct relations {
	struct arena *a;
	struct str part;
	const char *const *types;
	struct str *out;
	size_t n;
};

static int relation(void *ctx, const struct xml_element *el, struct error *e)
{
	struct relations *r = ctx;
	struct str type = xml_attribute(el, XML_NONE, "Type", NULL), target;

	if (!xml_is(&el->name, XML_RELATIONS, "Relationship") ||
	    str_is(xml_attribute(el, XML_NONE, "TargetMode", NULL), "External"))
		return CC_OK;
	for (size_t i = 0; i < r->n; i++) {
		if (!str_ends(type, str_from(r->types[i])) || r->out[i].len > 0)
			continue;
		target = str_copy(r->a, xml_attribute(el, XML_NONE, "Target", NULL));
		if (target.ptr == NULL)
			return error_memory(e);
		r->out[i] = package_path(r->a, r->part, target);
	}
	return CC_OK;
}

int parts_related(struct package *p, struct str part, const char *const *types, size_t n, struct str *out,
                  struct error *e)
{
	struct relations r = { .a = p->a, .part = part, .types = types, .out = out, .n = n };
	size_t folder = part.len;
	struct package_member m;
	int rc;

	for (size_t i = 0; i < n; i++)
		out[i] = (struct str){ 0 };
	while (folder > 0 && part.ptr[folder - 1] != '/')
		folder--;
	m = (struct package_member){ .name = str_fmt(p->a, STR_FMT "_rels/" STR_FMT ".rels",
		                                     STR_ARG(str_slice(part, 0, folder)),
		                                     STR_ARG(str_slice(part, folder, part.len))) };
	if (m.name.ptr == NULL)
		return error_memory(e);
	rc = package_read(p, &m, 1, e);
	if (rc < 0 || m.bytes.len == 0)
		return rc;
	rc = xml_read(m.bytes, &(struct xml_reader){ .ctx = &r, .open = relation }, e);
	return rc < 0 && rc != CC_ENOMEM ? error_wrap(e, "'" STR_FMT "'", STR_ARG(m.name)) : rc;
}

/* --- metadata --- */

struct metadata {
	struct buf *into; /* of the element that is open, or NULL */
	struct buf title, author, date;
	size_t depth, open_depth;
};

static int meta_open(void *ctx, const struct xml_element *el, struct error *e)
{
	static const struct {
		enum xml_space space;
		const char *local;
		size_t at;
	} wanted[] = {
		{ XML_DC, "title", offsetof(struct metadata, title) },
		{ XML_DC, "creator", offsetof(struct metadata, author) },
		{ XML_DC, "date", offsetof(struct metadata, date) },
		{ XML_TERMS, "created", offsetof(struct metadata, date) },
		{ XML_META, "creation-date", offsetof(struct metadata, date) },
		{ XML_META, "initial-creator", offsetof(struct metadata, author) },
	};
	struct metadata *m = ctx;

	(void)e;
	m->depth++;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted && m->into == NULL; i++) {
		struct buf *b = (struct buf *)(void *)((char *)m + wanted[i].at);
		/* the first of a kind counts: others are translations, editors, later states */
		if (!xml_is(&el->name, wanted[i].space, wanted[i].local) || b->len > 0)
			continue;
		m->into = b;
		m->open_depth = m->depth;
	}
	return CC_OK;
}

static int meta_close(void *ctx, struct error *e)
{
	struct metadata *m = ctx;

	(void)e;
	if (m->depth-- == m->open_depth)
		m->into = NULL;
	return CC_OK;
}

static int meta_text(void *ctx, struct str text, struct error *e)
{
	struct metadata *m = ctx;

	(void)e;
	if (m->into != NULL)
		buf_add(m->into, text);
	return CC_OK;
}

void parts_metadata(struct arena *a, struct str xml, struct document *out)
{
	struct stated_list stated = { .a = a };
	struct metadata m = { 0 };
	struct str date;

	buf_init(&m.title, LIMIT_FIELD_BYTES);
	buf_init(&m.author, LIMIT_FIELD_BYTES);
	buf_init(&m.date, LIMIT_FIELD_BYTES);
	if (xml_read(xml, &(struct xml_reader){ &m, meta_open, meta_close, meta_text }, NULL) == CC_OK) {
		out->title = str_copy(a, str_trim(buf_str(&m.title)));
		out->author = str_copy(a, str_trim(buf_str(&m.author)));
		/* the day is enough: "2003-05-02T10:11:12Z" */
		date = str_trim(buf_str(&m.date));
		date = str_copy(a, str_slice(date, 0, date.len > 10 && date.ptr[10] == 'T' ? 10 : date.len));
		if (date.len > 0)
			stated_add(&stated, "metadata", date, (struct span){ 0, 0 });
	}
	if (stated.n == 1) {
		stated.v[0].weak = true;
		stated.v[0].in_file = false;
		out->stated = stated.v;
		out->n_stated = 1;
	}
	buf_release(&m.title);
	buf_release(&m.author);
	buf_release(&m.date);
}

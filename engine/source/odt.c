/* ODT: the text, its text boxes, its notes. Headers and footers are of the page styles, which are not read for text. */
#include "source/odt.h"

#include "source/load.h"
#include "source/parts.h"

enum { PART_CONTENT, PART_STYLES, PART_META, PART_MANIFEST, PART_TYPE, PARTS };

static int wrap(int rc, struct str name, struct error *e)
{
	return rc < 0 && rc != CC_ENOMEM ? error_wrap(e, "'" STR_FMT "'", STR_ARG(name)) : rc;
}

/* Any entry of the manifest with data about its encryption: then the text is encrypted. */
static int manifest_entry(void *ctx, const struct xml_element *el, struct error *e)
{
	bool *encrypted = ctx;

	(void)e;
	*encrypted |= xml_is(&el->name, XML_MANIFEST, "encryption-data");
	return CC_OK;
}

static int check_kind(const struct package_member *parts, struct error *e)
{
	struct str type = str_trim(parts[PART_TYPE].bytes);
	bool encrypted = false;

	/* a manifest that can't be read says nothing about encryption; what is encrypted is no XML then */
	if (parts[PART_MANIFEST].bytes.len > 0)
		(void)xml_read(parts[PART_MANIFEST].bytes, &(struct xml_reader){ .ctx = &encrypted, .open = manifest_entry },
		               NULL);
	if (encrypted)
		return error_set(e, CC_EKIND, "an encrypted document");
	if (parts[PART_CONTENT].bytes.ptr == NULL ||
	    (type.len > 0 && !str_starts(type, STR("application/vnd.oasis.opendocument.text"))))
		return error_set(e, CC_EKIND, "no OpenDocument text, whatever its name says");
	return CC_OK;
}

static int read_rounds(struct odt_text *t, const struct package_member *content, struct error *e)
{
	int rc = odt_text_read(t, content->bytes, ODT_BODY, e);

	if (rc == CC_OK && !t->is_document)
		return error_set(e, CC_EKIND, "no OpenDocument text, whatever its name says");
	if (rc == CC_OK && t->has_boxes)
		rc = odt_text_read(t, content->bytes, ODT_BOXES, e);
	if (rc == CC_OK && t->has_notes)
		rc = odt_text_read(t, content->bytes, ODT_NOTES, e);
	return wrap(rc, content->name, e);
}

static int read_parts(struct arena *a, struct package *p, const struct source *source, struct document *out,
                      struct error *e)
{
	struct package_member parts[PARTS] = {
		[PART_CONTENT] = { .name = STR("content.xml") },
		[PART_STYLES] = { .name = STR("styles.xml") },
		[PART_META] = { .name = STR("meta.xml") },
		[PART_MANIFEST] = { .name = STR("META-INF/manifest.xml") },
		[PART_TYPE] = { .name = STR("mimetype") },
	};
	struct odt_styles styles = { .a = a };
	struct odt_text t = { .a = a, .styles = &styles };
	struct flow flow;
	int rc = package_read(p, parts, PARTS, e);

	if (rc == CC_OK)
		rc = check_kind(parts, e);
	for (int i = PART_CONTENT; rc == CC_OK && i <= PART_STYLES; i++)
		rc = wrap(odt_styles_read(&styles, parts[i].bytes, e), parts[i].name, e);
	if (rc < 0)
		return rc;
	odt_styles_inherit(&styles);
	flow_init(&flow, a);
	t.flow = &flow;
	rc = read_rounds(&t, &parts[PART_CONTENT], e);
	if (rc == CC_OK)
		rc = flow_finish(&flow, source->path, out, e);
	flow_release(&flow);
	if (rc == CC_OK && parts[PART_META].bytes.len > 0)
		parts_metadata(a, parts[PART_META].bytes, out);
	return rc;
}

static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct package p;
	int rc = package_open(&p, a, bytes, e);

	if (rc == CC_OK)
		rc = read_parts(a, &p, source, out, e);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

static const char *const extensions[] = { ".odt", ".ott", NULL };

const struct source_format source_format_odt = {
	.name = "odt", .extensions = extensions, .load = load,
	.version = 2,
};

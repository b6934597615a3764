/* DOCX: the text of the main part, of its text boxes, of its notes. Headers and footers, comments and what was deleted
 * are other parts or are passed over. */
#include "source/docx.h"

#include "source/load.h"
#include "source/parts.h"

enum { PART_STYLES, PART_FOOTNOTES, PART_ENDNOTES, PARTS };

static int find_main(struct package *p, struct str *main, struct str *core, struct error *e)
{
	static const char *const types[] = { "/officeDocument", "/core-properties" };
	struct str found[2];
	int rc = parts_related(p, (struct str){ 0 }, types, 2, found, e);

	if (rc < 0)
		return rc;
	*main = found[0];
	*core = found[1];
	return found[0].len > 0 && package_has(p, found[0])
	               ? CC_OK
	               : error_set(e, CC_EKIND, "no Word document, whatever its name says");
}

static int wrap(int rc, struct str name, struct error *e)
{
	return rc < 0 && rc != CC_ENOMEM ? error_wrap(e, "'" STR_FMT "'", STR_ARG(name)) : rc;
}

static int read_text(struct docx_text *t, const struct package_member *main, const struct package_member *parts,
                     struct error *e)
{
	int rc = wrap(docx_text_read(t, main->bytes, DOCX_BODY, e), main->name, e);

	if (rc == CC_OK && !t->is_document)
		return error_set(e, CC_EKIND, "no Word document, whatever its name says");
	if (rc == CC_OK && t->has_boxes)
		rc = wrap(docx_text_read(t, main->bytes, DOCX_BOXES, e), main->name, e);
	for (int i = 0; rc == CC_OK && i < 2; i++) {
		const struct package_member *m = &parts[i == 0 ? PART_FOOTNOTES : PART_ENDNOTES];
		if (m->bytes.len > 0 && t->notes[i].ids.n > 0)
			rc = wrap(docx_text_read(t, m->bytes, i == 0 ? DOCX_FOOTNOTES : DOCX_ENDNOTES, e), m->name, e);
	}
	return rc;
}

static int read_parts(struct arena *a, struct package *p, const struct source *source, struct document *out,
                      struct error *e)
{
	static const char *const types[] = { "/styles", "/footnotes", "/endnotes" };
	struct package_member members[PARTS + 2] = { 0 };
	struct package_member *main = &members[PARTS], *core = &members[PARTS + 1];
	struct docx_styles styles;
	struct docx_text t = { .a = a, .styles = &styles };
	struct str names[PARTS];
	struct flow flow;
	int rc = find_main(p, &main->name, &core->name, e);

	if (rc == CC_OK)
		rc = parts_related(p, main->name, types, PARTS, names, e);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < PARTS; i++)
		members[i].name = names[i];
	rc = package_read(p, members, PARTS + 2, e);
	if (rc == CC_OK)
		rc = wrap(docx_styles_read(&styles, a, members[PART_STYLES].bytes, e), members[PART_STYLES].name, e);
	if (rc < 0)
		return rc;
	flow_init(&flow, a);
	t.flow = &flow;
	rc = read_text(&t, main, members, e);
	if (rc == CC_OK)
		rc = flow_finish(&flow, source->path, out, e);
	flow_release(&flow);
	if (rc == CC_OK && core->bytes.len > 0)
		parts_metadata(a, core->bytes, out);
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

static const char *const extensions[] = { ".docx", ".docm", NULL };

const struct source_format source_format_docx = {
	.name = "docx", .extensions = extensions, .load = load,
	.version = 2,
};

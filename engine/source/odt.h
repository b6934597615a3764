/* What the files of the ODT reader share. Standard: OpenDocument 1.3, part 3. Nobody else includes this. */
#ifndef SOURCE_ODT_H
#define SOURCE_ODT_H

#include "base/map.h"
#include "source/flow.h"
#include "source/xml.h"

struct odt_style {
	struct str name, parent;
	enum block_kind kind; /* BLOCK_CAPTION; else BLOCK_PARAGRAPH */
	bool title, hidden, raised;
};

struct odt_styles {
	struct arena *a;
	struct { struct odt_style *v; size_t n, cap; } list;
	struct map by_name;
};

/* Adds the styles of one file (styles.xml, content.xml). */
int odt_styles_read(struct odt_styles *s, struct str xml, struct error *e);
/* What a style leaves open comes from its parent; once all are read. */
void odt_styles_inherit(struct odt_styles *s);
const struct odt_style *odt_style(const struct odt_styles *s, struct str name); /* or NULL */

struct odt_text {
	struct arena *a;
	struct flow *flow;
	const struct odt_styles *styles;
	bool has_boxes, has_notes;
	bool is_document; /* it holds a text, no sheet or drawing */
};

/* Text boxes and notes stand in the middle of paragraphs and are read in rounds of their own, after the text. */
enum odt_round { ODT_BODY, ODT_BOXES, ODT_NOTES };
int odt_text_read(struct odt_text *t, struct str xml, enum odt_round round, struct error *e);

#endif

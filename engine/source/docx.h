/* What the files of the DOCX reader share. Standard: ECMA-376 (ISO/IEC 29500), part 1, clauses 17 and 22; part 3 for
 * markup compatibility. Nobody else includes this. */
#ifndef SOURCE_DOCX_H
#define SOURCE_DOCX_H

#include "base/map.h"
#include "source/flow.h"
#include "source/xml.h"

struct docx_style {
	struct str id, name, based;
	enum block_kind kind;
	unsigned level;      /* of a heading, from 1; 0: none */
	bool has_kind;       /* kind and level are said by the style itself */
	bool hidden, raised;
};

struct docx_styles {
	struct arena *a;
	struct { struct docx_style *v; size_t n, cap; } list;
	struct map by_id;
};

/* styles.xml; what a style leaves open comes from the one that it is based on. */
int docx_styles_read(struct docx_styles *out, struct arena *a, struct str xml, struct error *e);
const struct docx_style *docx_style(const struct docx_styles *s, struct str id); /* or NULL */
/* The value of an on/off property: absent means on. */
bool docx_on(const struct xml_element *el);

/* Footnotes and endnotes, in the order in which the text refers to them. */
struct docx_notes {
	struct { struct str *v; size_t n, cap; } ids;
	struct map numbers; /* index in ids */
};

struct docx_text {
	struct arena *a;
	struct flow *flow;
	const struct docx_styles *styles;
	struct docx_notes notes[2]; /* footnotes, endnotes */
	bool has_boxes;             /* text boxes were met */
	bool is_document;           /* its outermost element is one */
};

/* Which text of a part is composed. Text boxes stand in the middle of paragraphs and are read in a round of their own,
 * after the text; notes follow. */
enum docx_round { DOCX_BODY, DOCX_BOXES, DOCX_FOOTNOTES, DOCX_ENDNOTES };
int docx_text_read(struct docx_text *t, struct str xml, enum docx_round round, struct error *e);

#endif

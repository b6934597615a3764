/* XML as a stream of elements and text, for the formats that packages hold.
 *
 * Names come as a short word for their namespace (those that the formats use; the strict ones count as the transitional
 * ones) and the local name. A document type with declarations of its own is refused, so that no entity expands; nothing
 * outside the bytes is ever read. Depth is bound by LIMIT_XML_DEPTH. */
#ifndef SOURCE_XML_H
#define SOURCE_XML_H

#include "base/error.h"
#include "base/str.h"

enum xml_space {
	XML_NONE,  /* attributes without a prefix */
	XML_OTHER, /* a namespace that no reader asks for */
	XML_W,     /* WordprocessingML */
	XML_M,     /* OfficeMath */
	XML_MC,    /* markup compatibility */
	XML_XML,   /* xml:space */
	XML_RELATIONS,
	XML_CORE, XML_DC, XML_TERMS,
	XML_OFFICE, XML_TEXT, XML_TABLE, XML_STYLE, XML_FO, XML_DRAW, XML_SVG, XML_META, XML_MANIFEST,
	XML_CONTAINER, XML_OPF, XML_ENC,
};

struct xml_name {
	enum xml_space space;
	struct str local;
};

struct xml_element {
	struct xml_name name;
	const char *const *attributes; /* as the parser has them: ask xml_attribute */
};

struct xml_reader {
	void *ctx;
	/* What they return other than 0 ends the reading and is returned; the error is theirs to set. */
	int (*open)(void *ctx, const struct xml_element *el, struct error *e);
	int (*close)(void *ctx, struct error *e);             /* may be NULL */
	int (*text)(void *ctx, struct str text, struct error *e); /* in pieces; may be NULL */
};

/* CC_ESYNTAX with line and column; CC_EKIND, CC_ELIMIT, CC_ENOMEM. */
int xml_read(struct str bytes, const struct xml_reader *reader, struct error *e);
/* An attribute's value, or the empty string; *there tells the two apart where it is asked for. Valid for the call only. */
struct str xml_attribute(const struct xml_element *el, enum xml_space space, const char *local, bool *there);
bool xml_is(const struct xml_name *n, enum xml_space space, const char *local);

#endif

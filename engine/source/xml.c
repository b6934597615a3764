/* The one file that includes expat.h. */
#include "source/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

#include "base/limits.h"

#define SEPARATOR '\n' /* between namespace and name: no address holds one */

static const struct {
	enum xml_space space;
	const char *address;
} spaces[] = {
	{ XML_W, "http://schemas.openxmlformats.org/wordprocessingml/2006/main" },
	{ XML_W, "http://purl.oclc.org/ooxml/wordprocessingml/main" },
	{ XML_TEXT, "urn:oasis:names:tc:opendocument:xmlns:text:1.0" },
	{ XML_TABLE, "urn:oasis:names:tc:opendocument:xmlns:table:1.0" },
	{ XML_STYLE, "urn:oasis:names:tc:opendocument:xmlns:style:1.0" },
	{ XML_OFFICE, "urn:oasis:names:tc:opendocument:xmlns:office:1.0" },
	{ XML_FO, "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" },
	{ XML_DRAW, "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" },
	{ XML_SVG, "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" },
	{ XML_META, "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" },
	{ XML_MANIFEST, "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" },
	{ XML_M, "http://schemas.openxmlformats.org/officeDocument/2006/math" },
	{ XML_M, "http://purl.oclc.org/ooxml/officeDocument/math" },
	{ XML_MC, "http://schemas.openxmlformats.org/markup-compatibility/2006" },
	{ XML_XML, "http://www.w3.org/XML/1998/namespace" },
	{ XML_RELATIONS, "http://schemas.openxmlformats.org/package/2006/relationships" },
	{ XML_CORE, "http://schemas.openxmlformats.org/package/2006/metadata/core-properties" },
	{ XML_DC, "http://purl.org/dc/elements/1.1/" },
	{ XML_TERMS, "http://purl.org/dc/terms/" },
	{ XML_CONTAINER, "urn:oasis:names:tc:opendocument:xmlns:container" },
	{ XML_OPF, "http://www.idpf.org/2007/opf" },
	{ XML_ENC, "http://www.w3.org/2001/04/xmlenc#" },
};

struct parse {
	const struct xml_reader *reader;
	XML_Parser parser;
	struct error *e;
	size_t depth;
	int rc;
};

static struct xml_name name_of(const char *word)
{
	const char *end = strchr(word, SEPARATOR);
	size_t len = end != NULL ? (size_t)(end - word) : 0;

	if (end == NULL)
		return (struct xml_name){ XML_NONE, str_from(word) };
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (strncmp(spaces[i].address, word, len) == 0 && spaces[i].address[len] == '\0')
			return (struct xml_name){ spaces[i].space, str_from(end + 1) };
	return (struct xml_name){ XML_OTHER, str_from(end + 1) };
}

static void stop(struct parse *p, int rc)
{
	if (rc == 0 || p->rc != 0)
		return;
	p->rc = rc;
	XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL opened(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *p = ctx;
	struct xml_element el = { .name = name_of(name) };

	/* expat may tell of an element's end still after it was stopped */
	if (p->rc != 0)
		return;
	if (++p->depth > LIMIT_XML_DEPTH) {
		stop(p, error_set(p->e, CC_ELIMIT, "XML nested deeper than %d", LIMIT_XML_DEPTH));
		return;
	}
	el.attributes = (const char *const *)attributes;
	stop(p, p->reader->open(p->reader->ctx, &el, p->e));
}

static void XMLCALL closed(void *ctx, const XML_Char *name)
{
	struct parse *p = ctx;

	(void)name;
	if (p->rc != 0)
		return;
	p->depth--;
	if (p->reader->close != NULL)
		stop(p, p->reader->close(p->reader->ctx, p->e));
}

static void XMLCALL said(void *ctx, const XML_Char *text, int len)
{
	struct parse *p = ctx;

	if (p->rc == 0 && len > 0)
		stop(p, p->reader->text(p->reader->ctx, (struct str){ text, (size_t)len }, p->e));
}

static void XMLCALL declared(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	struct parse *p = ctx;

	(void)name, (void)system, (void)public;
	if (internal)
		stop(p, error_set(p->e, CC_EKIND, "XML that declares entities of its own"));
}

static int judge(struct parse *p)
{
	enum XML_Error code = XML_GetErrorCode(p->parser);

	if (p->rc != 0)
		return p->rc;
	if (code == XML_ERROR_NO_MEMORY)
		return error_memory(p->e);
	return error_set(p->e, CC_ESYNTAX, "damaged XML at line %lu, column %lu: %s",
	                 (unsigned long)XML_GetCurrentLineNumber(p->parser),
	                 (unsigned long)XML_GetCurrentColumnNumber(p->parser) + 1, XML_ErrorString(code));
}

int xml_read(struct str bytes, const struct xml_reader *reader, struct error *e)
{
	struct parse p = { .reader = reader, .e = e };
	int rc = CC_OK;

	if (bytes.len > INT_MAX)
		return error_set(e, CC_ELIMIT, "XML of more than %d bytes", INT_MAX);
	p.parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (p.parser == NULL)
		return error_memory(e);
	XML_SetUserData(p.parser, &p);
	XML_SetElementHandler(p.parser, opened, closed);
	if (reader->text != NULL)
		XML_SetCharacterDataHandler(p.parser, said);
	XML_SetStartDoctypeDeclHandler(p.parser, declared);
	/* the whole at once: tokens that grow from piece to piece are scanned again each time */
	if (XML_Parse(p.parser, bytes.ptr != NULL ? bytes.ptr : "", (int)bytes.len, XML_TRUE) == XML_STATUS_ERROR)
		rc = judge(&p);
	XML_ParserFree(p.parser);
	return rc;
}

struct str xml_attribute(const struct xml_element *el, enum xml_space space, const char *local, bool *there)
{
	for (const char *const *at = el->attributes; *at != NULL; at += 2) {
		struct xml_name n = name_of(at[0]);
		if (!xml_is(&n, space, local))
			continue;
		if (there != NULL)
			*there = true;
		return str_from(at[1]);
	}
	if (there != NULL)
		*there = false;
	return (struct str){ 0 };
}

bool xml_is(const struct xml_name *n, enum xml_space space, const char *local)
{
	return n->space == space && str_is(n->local, local);
}


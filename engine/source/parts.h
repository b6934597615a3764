/* Parts that packages of several formats have: relationships (Open Packaging Conventions, ISO/IEC 29500-2) and the few
 * lines of metadata in Dublin Core's words. */
#ifndef SOURCE_PARTS_H
#define SOURCE_PARTS_H

#include "source/package.h"
#include "source/source.h"

/* The member that a part (empty: the package itself) names by a relationship whose type ends in `type`
 * ("/officeDocument"); empty when there is none. CC_ESYNTAX, CC_ENOMEM. */
int parts_related(struct package *p, struct str part, const char *const *types, size_t n, struct str *out,
                  struct error *e);

/* dc:title, dc:creator and the date (dc:date, dcterms:created, meta:creation-date) of a piece of XML, to the document;
 * the date is weak evidence. Nothing depends on them: what can't be read leaves none. */
void parts_metadata(struct arena *a, struct str xml, struct document *out);

#endif

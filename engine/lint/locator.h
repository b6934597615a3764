/* Locators under CSL's terms: what "p. 4", "para. 19", "lines 3-5" and "sec. 2.1" name in a document. */
#ifndef LINT_LOCATOR_H
#define LINT_LOCATOR_H

#include "base/arena.h"
#include "source/source.h"

enum locator_kind { LOCATOR_KIND_NONE, LOCATOR_KIND_PAGE, LOCATOR_KIND_PARAGRAPH, LOCATOR_KIND_LINE, LOCATOR_KIND_SECTION };

struct locator {
	enum locator_kind kind;
	unsigned long first, last; /* page, paragraph, line */
	struct str name;           /* of a section: "2.1", "Introduction" */
	struct span number;        /* of the text: what a fix replaces */
	bool roman;                /* of a page: printed in roman numerals, as front matter is */
};

/* Reads a locator as written; kind NONE where it is of another kind or can't be read. A bare number is a page. */
struct locator locator_parse(struct str text);
/* The part of the document that it names; false where the document has no such units (pages of a text) or the unit is
 * not there. Where the number is beyond the document, *out is empty at its end and the result true. */
bool locator_span(const struct locator *l, const struct document *d, struct span *out);
/* The pages that carry the locator's numbers in print; false where the document has no such pages. A locator of pages is
 * right when it fits either these or the file's own. */
bool locator_printed(const struct locator *l, const struct document *d, struct span *out);
/* The file's own page, where the one printed on it is another; or empty. */
struct str locator_page_of_file(struct arena *a, const struct locator *l, const struct document *d, struct span at);
/* The number that `at` really has, in the locator's unit ("20", "12-13"; of pages the printed one where it is known); empty where it can't be told. */
struct str locator_actual(struct arena *a, const struct locator *l, const struct document *d, struct span at);

#endif

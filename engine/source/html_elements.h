/* What the elements of a page mean to its text, by tag, role, class and style. */
#ifndef SOURCE_HTML_ELEMENTS_H
#define SOURCE_HTML_ELEMENTS_H

#include <stdbool.h>

#include "base/str.h"

struct GumboInternalNode;

enum {
	E_HIDDEN = 1,
	E_BLOCK = 2,
	E_CAPTION = 4,
	E_CELL = 8,
	E_LINE = 16,
	E_PRE = 32,
	E_ASIDE = 64,
	E_MARK = 128,
	E_MAIN = 256,
	E_BYLINE = 512, /* inherited: dates in here are the page's own */
	E_HEADING = 1024,
	E_LINK = 2048,
	E_LIST = 4096,    /* may be nothing but links */
	E_QUOTED = 8192,  /* browsers print quotation marks around it */
	E_DRAWING = 16384, /* inherited: of its words only the lettering is seen */
	E_LETTERS = 32768, /* inherited */
};
#define E_INHERITED (E_PRE | E_BYLINE | E_CAPTION | E_HEADING | E_LINK | E_DRAWING | E_LETTERS)

/* E_ flags of an element itself. */
unsigned html_flags(const struct GumboInternalNode *element);
/* Empty for an attribute that is not there. */
struct str html_attribute(const struct GumboInternalNode *element, const char *name);
/* Whether the word stands in it, in any case. */
bool html_holds(struct str s, const char *word);

#endif

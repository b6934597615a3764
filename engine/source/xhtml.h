/* XHTML to HTML, as far as the two are read differently: an element that closes itself, a CDATA section. */
#ifndef SOURCE_XHTML_H
#define SOURCE_XHTML_H

#include "base/arena.h"
#include "base/str.h"

/* A page whose `<title/>` and `<a id="x"/>` are closed by end tags, as HTML has it; the page itself where nothing is to
 * be done. ptr NULL without memory. */
struct str xhtml_as_html(struct arena *a, struct str page);

#endif

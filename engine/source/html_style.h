/* What a style attribute does to its element, as far as readers see words or do not. */
#ifndef SOURCE_HTML_STYLE_H
#define SOURCE_HTML_STYLE_H

#include <stdbool.h>

#include "base/str.h"

/* display:none and its like (CSS Display, CSS Containment). Of several declarations of a property the last counts, or the
 * last important one. Style sheets are not read. */
bool html_style_hides(struct str style);

#endif

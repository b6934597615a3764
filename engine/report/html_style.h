/* How the page of --format html looks. */
#ifndef REPORT_HTML_STYLE_H
#define REPORT_HTML_STYLE_H

#include "base/str.h"

/* The style sheet: bytes of our own only. */
int html_style(struct buf *out);

#endif

/* The character encodings of web pages. */
#ifndef SOURCE_CHARSET_H
#define SOURCE_CHARSET_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Bytes to UTF-8: a BOM and valid UTF-8 are believed before what the page declares; what it declares (a label such as
 * "iso-8859-2", or empty) before Windows-1252. Slips in what is UTF-8 otherwise become U+FFFD. CC_ECODING with the
 * byte offset. */
int charset_decode(struct arena *a, struct str bytes, struct str label, struct str *out, bool *converted,
                   struct error *e);
/* The label that an HTML page declares in its first 4 KiB (<meta charset>, http-equiv, <?xml encoding?>); or empty. */
struct str charset_declared(struct str bytes);
/* The one that a Content-Type gives: "text/html; charset=iso-8859-2"; or empty. */
struct str charset_of_type(struct str content_type);

#endif

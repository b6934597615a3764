/* Inside the reader of speech: fixed constructions that name a speaker without a reporting verb of his own, and those
 * that name a second one. */
#ifndef TEXT_FRAME_H
#define TEXT_FRAME_H

#include "text/attribution.h"

/* "X was quoted as saying", "was told by X that", "as X put it", "X went on:", "X was adamant that", "a statement from
 * X" at token i: true with *out filled, whose `verb` is the construction's last token. */
bool frame_read(const struct prose *p, size_t floor, size_t i, size_t to, struct attribution *out);
/* "echoing X", "quoted X", "agreed with X" at token i: whose words they may be as well, tokens [*from, *end). */
bool frame_second(const struct prose *p, size_t i, size_t to, size_t *from, size_t *end);

#endif

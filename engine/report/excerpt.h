/* One line of a file with marks under it, as wide as the reader's terminal allows. */
#ifndef REPORT_EXCERPT_H
#define REPORT_EXCERPT_H

#include "lint/place.h"
#include "base/str.h"

/* A line of source made ready: which bytes of the excerpt are shown, and in which column each one stands. Columns count
 * terminal cells, wide characters two, tabs up to the next multiple of four, escapes as long as they are written. */
struct excerpt {
	struct str text;
	struct span shown;
	bool cut_left, cut_right;
	unsigned column[PLACE_EXCERPT + 1]; /* by byte; counted from the start of `text` */
};

void excerpt_layout(struct excerpt *x, const struct place *p, size_t width);
/* The line itself, cut ends as an ellipsis. */
int excerpt_line(struct buf *out, const struct excerpt *x);
/* Where a mark (bytes of the excerpt) is drawn: how many cells before it, how many carets; at least one. */
void excerpt_mark(const struct excerpt *x, struct span mark, size_t *before, size_t *carets);
/* Whether the mark starts in what is shown. */
bool excerpt_shows(const struct excerpt *x, struct span mark);
/* The mark of `other` in the excerpt of `here`, where both are places of one line; it may lie behind the excerpt's end. */
bool excerpt_same_line(const struct place *here, const struct place *other, struct span *mark);
/* Whether the mark is all that is shown, so that carets would tell nothing. */
bool excerpt_all_marked(const struct excerpt *x, struct span mark);

#endif

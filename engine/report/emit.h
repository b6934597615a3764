/* What the formats share: foreign text made harmless, places, plurals, colours.
 *
 * Three dangers, one home each: control and bidi characters (buf_add_safe's set), GitHub's workflow commands (`::cmd::`
 * at the trimmed start of a line, `##[cmd]` anywhere in one), and bytes that are no UTF-8. All formats write foreign
 * text through the functions here. */
#ifndef REPORT_EMIT_H
#define REPORT_EMIT_H

#include "lint/lint.h"
#include "report/report.h"

enum color { COLOR_NONE, COLOR_BOLD, COLOR_DIM, COLOR_ERROR, COLOR_WARNING, COLOR_NOTE, COLOR_GOOD };

/* Text for people, in one line: unsafe code points as \x1b or \u202e, `##[` as `##\x5b`. */
int emit_text(struct buf *b, struct str s);
/* The same for what may stand at the start of a line: a leading `::` cannot become a command. */
int emit_start(struct buf *b, struct str s);
/* A JSON string with its quotes: what JSON asks for, and every unsafe code point and the `[` of `##[` as \uXXXX; invalid
 * bytes as U+FFFD. */
int emit_json(struct buf *b, struct str s);
int emit_json_or_null(struct buf *b, struct str s); /* null where s is empty */

/* Hands the buffer on when it has grown, between two findings. */
int emit_flush(struct buf *b, const struct report_options *options);

/* `@REV` behind the path of a place that stands in a revision of its own; a full id is cut to ten digits. */
int emit_revision(struct buf *b, struct str rev);
/* `path:line:column`, for the start of a line; ` (page 3)` follows where the place has pages, `path@REV:line:column` where
 * it stands in a revision of its own. */
int emit_place(struct buf *b, const struct place *p);

int emit_color(struct buf *b, const struct report_options *options, enum color color); /* COLOR_NONE resets */
enum color emit_level_color(enum level level);

/* "1 claim", "2 claims". */
int emit_count(struct buf *b, size_t n, const char *noun);

/* Where the words of a piece of evidence stand, as outputs show it; NULL where they stand nowhere. */
const struct place *emit_evidence_place(const struct evidence_facts *e);
/* The verdict as outputs name it: unchecked for what was not decided. */
const char *emit_verdict(const struct evidence_facts *e);

#endif

/* The pieces of the page of --format html: foreign text, places, marked lines, a finding.
 *
 * Every foreign byte goes through machine_xml, in text and attributes alike. Identifiers and links are made of our own
 * words and numbers only. A line of the page starts with an element, so that no foreign text starts one. */
#ifndef REPORT_HTML_TEXT_H
#define REPORT_HTML_TEXT_H

#include "report/machine.h"

/* Foreign text, at most `most` bytes of it, in one line: line breaks and tabs as spaces. */
int html_line(struct buf *out, struct str s, size_t most);
/* The same with its line breaks. */
int html_lines(struct buf *out, struct str s, size_t most);
/* path:line:column, as emit_place tells it. */
int html_place(struct buf *out, const struct place *p);
/* A finding, as the element with the id `fN`; its heading is of this level. */
int html_finding(struct buf *out, const struct finding *f, size_t number, int heading);

#endif

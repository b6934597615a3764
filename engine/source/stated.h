/* Dates that a document states as its own publication date. */
#ifndef SOURCE_STATED_H
#define SOURCE_STATED_H

#include "base/arena.h"
#include "source/source.h"

struct stated_list {
	struct arena *a;
	struct stated_date *v;
	size_t n, cap;
	struct stated_words *words; /* or NULL */
};

/* Notes one; `place` is of the file. Without memory it is left out: nothing depends on it but a warning. */
void stated_add(struct stated_list *s, const char *where, struct str value, struct span place);
/* Whether a meta element of this name gives a publication date (Open Graph, Dublin Core, Highwire, schema.org). */
bool stated_is_meta(struct str name);
/* The title and the authors: from a meta element, and with `name` "title" from the element of that name. */
void stated_add_words(struct stated_list *s, struct str name, struct str content);
/* `datePublished`, `headline` and `author` of JSON-LD, at the top or in its @graph. */
void stated_json(struct stated_list *s, struct str text, struct span script);
/* Bylines ("By A. Writer | Summer 2023", "Published on 4 May 2015") among the first lines and copyright lines among the
 * first and last, in plain text: appends to the document's. */
void stated_lines(struct arena *a, struct document *d);

#endif

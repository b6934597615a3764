/* Bibliographies: from the text of a file to records, with the place of every value. */
#ifndef SOURCE_BIBLIOGRAPHY_H
#define SOURCE_BIBLIOGRAPHY_H

#include "source/source.h"

struct bibliography {
	struct arena *a;
	const struct file *file;
	struct { struct record *v; size_t n, cap; } records;
	struct { struct source_problem *v; size_t n, cap; } problems;
};

/* All append records and problems and return 0, or CC_ENOMEM. A text that can't be read gives a fatal problem and the
 * records before it, if any. */
int bibliography_csl_yaml(struct bibliography *b, struct error *e);
int bibliography_csl_json(struct bibliography *b, struct error *e);
int bibliography_bibtex(struct bibliography *b, struct error *e);
/* `references:` of a claim file, as CSL-YAML or CSL-JSON. */
int bibliography_references(struct bibliography *b, struct span references, struct error *e);
/* One record from the front matter of a document; unknown keys are nobody's problem there. */
int bibliography_front_matter(struct bibliography *b, struct span yaml, struct error *e);

/* The reader for a bibliography by its extension (.yaml, .yml, .json, .bib), or NULL. */

int (*bibliography_for(struct str path))(struct bibliography *b, struct error *e);

/* Ids and addresses of all records without user information, as they are printed and kept: see address_hide_user. */
int bibliography_hide_users(struct bibliography *b, struct error *e);

int bibliography_problem(struct bibliography *b, struct span place, bool fatal, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

#endif

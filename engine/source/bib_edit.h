/* Editing a bibliography in place: values are put in where they belong, everything else keeps its bytes.
 *
 * CSL-YAML, CSL-JSON and BibTeX. What was changed is read again before it is returned: an edit that would leave another
 * bibliography than the one meant is an error, never a result. */
#ifndef SOURCE_BIB_EDIT_H
#define SOURCE_BIB_EDIT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* The fields that are written, under CSL's names where it has one; the record of a fetch is a map of its own. */
enum bib_key {
	BIB_TYPE, BIB_TITLE, BIB_AUTHOR, BIB_ISSUED, BIB_ACCESSED, BIB_URL, BIB_FILE, BIB_SHA256,
	BIB_FETCH_URL, BIB_FETCH_STATUS, BIB_FETCH_TYPE, BIB_FETCH_ETAG, BIB_FETCH_MODIFIED, BIB_FETCH_EXTRACTOR, BIB_FETCH_NOTE,
	BIB_KEYS
};

enum bib_kind { BIB_TEXT, BIB_VERBATIM, BIB_DATE, BIB_NAMES };

struct bib_key_row {
	const char *csl; /* within `fetch` from BIB_FETCH_URL on */
	const char *tex;
	enum bib_kind kind;
};
extern const struct bib_key_row bib_keys[BIB_KEYS];

struct bib_change {
	struct str id;
	bool add; /* a new entry */
	/* ptr NULL: left as it is; empty: emptied where it is there. Dates are EDTF, names are parted by "; ". */
	struct str values[BIB_KEYS];
};

/* The text of the bibliography `path` (which tells the format; an empty text is a new file) with the changes. UTF-8, with
 * or without BOM. CC_EKIND for a text that can't be edited, CC_ENOENT for an id that it does not have, CC_ESYNTAX when the
 * result would not be what was asked for. */
int bib_edit(struct arena *a, struct str path, struct str text, const struct bib_change *changes, size_t n, struct str *out,
             struct error *e);

/* What the writers share. */
struct bib_editor {
	struct arena *a;
	struct str text;
	const char *newline;
	const struct bib_change *changes;
	size_t n;
	struct bib_splice { size_t start, end, order; struct str text; } *splices;
	size_t n_splices, cap_splices;
};
int bib_splice(struct bib_editor *ed, size_t start, size_t end, struct str text); /* 0 or CC_ENOMEM */
int bib_edit_twice(const struct bib_change *c, struct error *e); /* two entries have the change's id: CC_ESYNTAX */
int bib_edit_csl(struct bib_editor *ed, bool json, struct error *e);
int bib_edit_tex(struct bib_editor *ed, struct error *e);

#endif

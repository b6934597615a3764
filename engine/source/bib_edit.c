#include "source/bib_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "source/bibliography.h"

const struct bib_key_row bib_keys[BIB_KEYS] = {
	[BIB_TYPE] = { "type", NULL, BIB_VERBATIM },
	[BIB_TITLE] = { "title", "title", BIB_TEXT },
	[BIB_AUTHOR] = { "author", "author", BIB_NAMES },
	[BIB_ISSUED] = { "issued", "date", BIB_DATE },
	[BIB_ACCESSED] = { "accessed", "urldate", BIB_DATE },
	[BIB_URL] = { "URL", "url", BIB_VERBATIM },
	[BIB_FILE] = { "file", "file", BIB_VERBATIM },
	[BIB_SHA256] = { "sha256", "sha256", BIB_VERBATIM },
	[BIB_FETCH_URL] = { "url", "fetchurl", BIB_VERBATIM },
	[BIB_FETCH_STATUS] = { "status", "fetchstatus", BIB_VERBATIM },
	[BIB_FETCH_TYPE] = { "content-type", "fetchtype", BIB_VERBATIM },
	[BIB_FETCH_ETAG] = { "etag", "fetchetag", BIB_VERBATIM },
	[BIB_FETCH_MODIFIED] = { "last-modified", "fetchmodified", BIB_VERBATIM },
	[BIB_FETCH_EXTRACTOR] = { "extractor", "fetchextractor", BIB_VERBATIM },
	[BIB_FETCH_NOTE] = { "note", "fetchnote", BIB_TEXT },
};

int bib_splice(struct bib_editor *ed, size_t start, size_t end, struct str text)
{
	if (text.ptr == NULL)
		return CC_ENOMEM;
	if (ed->n_splices == ed->cap_splices) {
		size_t cap = ed->cap_splices ? ed->cap_splices * 2 : 32;
		struct bib_splice *bigger = arena_array(ed->a, struct bib_splice, cap);
		if (bigger == NULL)
			return CC_ENOMEM;
		if (ed->n_splices > 0)
			memcpy(bigger, ed->splices, ed->n_splices * sizeof *bigger);
		ed->splices = bigger;
		ed->cap_splices = cap;
	}
	ed->splices[ed->n_splices] = (struct bib_splice){ start, end, ed->n_splices, text };
	ed->n_splices++;
	return CC_OK;
}

int bib_edit_twice(const struct bib_change *c, struct error *e)
{
	return error_set(e, CC_ESYNTAX, "two entries have the id '" STR_FMT "', which leaves open whose record this is", STR_ARG(c->id));
}

static int by_place(const void *a, const void *b)
{
	const struct bib_splice *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int apply(struct bib_editor *ed, struct str *out, struct error *e)
{
	size_t at = 0;
	struct buf b;

	if (ed->n_splices > 1)
		qsort(ed->splices, ed->n_splices, sizeof *ed->splices, by_place);
	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	for (size_t i = 0; i < ed->n_splices; i++) {
		const struct bib_splice *s = &ed->splices[i];
		if (s->start < at) {
			buf_release(&b);
			return error_set(e, CC_ESYNTAX, "two changes of one place");
		}
		buf_add(&b, str_slice(ed->text, at, s->start));
		buf_add(&b, s->text);
		at = s->end;
	}
	buf_add(&b, str_slice(ed->text, at, ed->text.len));
	*out = b.failed ? (struct str){ 0 } : str_copy(ed->a, buf_str(&b));
	buf_release(&b);
	return out->ptr != NULL ? CC_OK : error_memory(e);
}

/* --- the result, read again --- */

static int read_records(struct arena *a, struct str path, struct str text, struct bibliography *b, struct error *e)
{
	int (*read)(struct bibliography *, struct error *) = bibliography_for(path);
	struct file *f = arena_new(a, struct file);
	int rc;

	if (f == NULL)
		return error_memory(e);
	*f = (struct file){ .path = path, .text = text };
	*b = (struct bibliography){ .a = a, .file = f };
	rc = file_index_lines(a, f, e);
	return rc == CC_OK ? read(b, e) : rc;
}

static bool fatal(const struct bibliography *b)
{
	for (size_t i = 0; i < b->problems.n; i++)
		if (b->problems.v[i].fatal)
			return true;
	return false;
}

static const struct record *record_of(const struct bibliography *b, struct str id)
{
	for (size_t i = 0; i < b->records.n; i++)
		if (str_eq(b->records.v[i].id.text, id))
			return &b->records.v[i];
	return NULL;
}

static bool holds(struct str wanted, const struct value *v)
{
	return wanted.ptr == NULL || str_eq(str_trim(wanted), v->text);
}

static bool as_meant(const struct record *r, const struct bib_change *c)
{
	return r != NULL && holds(c->values[BIB_FILE], &r->document) && holds(c->values[BIB_SHA256], &r->sha256) &&
	       holds(c->values[BIB_URL], &r->url) && holds(c->values[BIB_FETCH_URL], &r->fetch_url) &&
	       holds(c->values[BIB_FETCH_ETAG], &r->fetch_etag) && holds(c->values[BIB_FETCH_MODIFIED], &r->fetch_modified) &&
	       holds(c->values[BIB_FETCH_TYPE], &r->fetch_type) && holds(c->values[BIB_ACCESSED], &r->accessed);
}

/* Every other record stays what it was, and the order too. */
static bool rest_kept(const struct bibliography *old, const struct bibliography *new, size_t added)
{
	if (new->records.n != old->records.n + added || new->problems.n > old->problems.n)
		return false;
	for (size_t i = 0; i < old->records.n; i++) {
		const struct record *x = &old->records.v[i], *y = &new->records.v[i];
		if (!str_eq(x->id.text, y->id.text) || !str_eq(x->title.text, y->title.text) || !str_eq(x->url.text, y->url.text) ||
		    !str_eq(x->author.text, y->author.text) || !str_eq(x->issued.text, y->issued.text))
			return false;
	}
	return true;
}

static int verify(struct arena *a, struct str path, struct str old_text, struct str new_text, const struct bib_change *changes,
                  size_t n, struct error *e)
{
	struct bibliography old = { 0 }, new = { 0 };
	size_t added = 0;
	bool good = true;
	int rc = CC_OK;

	if (str_trim(old_text).len > 0)
		rc = read_records(a, path, old_text, &old, e);
	if (rc == CC_OK)
		rc = read_records(a, path, new_text, &new, e);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		added += changes[i].add;
		good = good && as_meant(record_of(&new, changes[i].id), &changes[i]);
	}
	if (!good || fatal(&new) || !rest_kept(&old, &new, added))
		return error_set(e, CC_ESYNTAX, "'" STR_FMT "' is written in a way that citecheck can't edit", STR_ARG(path));
	return CC_OK;
}

int bib_edit(struct arena *a, struct str path, struct str text, const struct bib_change *changes, size_t n, struct str *out,
             struct error *e)
{
	struct str bom = str_starts(text, STR("\xef\xbb\xbf")) ? str_slice(text, 0, 3) : (struct str){ 0 };
	struct bib_editor ed = { .a = a, .text = str_slice(text, bom.len, text.len), .changes = changes, .n = n, .newline = "\n" };
	size_t line = str_find_char(text, '\n', 0);
	struct str body;
	int rc;

	if (utf8_invalid_at(text) < text.len || str_find_char(text, '\0', 0) != SIZE_MAX)
		return error_set(e, CC_EKIND, "'" STR_FMT "' is no UTF-8: it can't be edited", STR_ARG(path));
	if (line != SIZE_MAX && line > 0 && text.ptr[line - 1] == '\r')
		ed.newline = "\r\n";
	if (str_eq_ci(path_extension(path), STR(".bib")))
		rc = bib_edit_tex(&ed, e);
	else
		rc = bib_edit_csl(&ed, str_eq_ci(path_extension(path), STR(".json")), e);
	if (rc == CC_OK)
		rc = apply(&ed, &body, e);
	if (rc == CC_OK)
		rc = verify(a, path, ed.text, body, changes, n, e);
	if (rc < 0)
		return rc;
	*out = str_fmt(a, STR_FMT STR_FMT, STR_ARG(bom), STR_ARG(body));
	return out->ptr != NULL ? CC_OK : error_memory(e);
}

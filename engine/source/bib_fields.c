/* BibTeX fields to records. */
#include <string.h>

#include "base/limits.h"
#include "base/vec.h"
#include "source/bib_tex.h"
#include "source/csl_date.h"
#include "source/latex.h"

struct maker {
	struct bibliography *b;
	const struct tex_file *f;
	const struct tex_entry *entry;
	struct record *out;
};

static const struct tex_field *first(const struct maker *m, const char *const *names)
{
	const struct tex_field *found = NULL;

	for (; found == NULL && *names != NULL; names++) {
		found = tex_field(m->f, m->entry, *names);
		if (found != NULL && str_trim(found->value).len == 0)
			found = NULL;
	}
	return found;
}
#define FIRST(m, ...) first((m), (const char *const[]){ __VA_ARGS__, NULL })

static int set(struct maker *m, struct value *out, const struct tex_field *field, struct str text)
{
	if (text.ptr == NULL)
		return CC_ENOMEM;
	*out = (struct value){ text, field->place, m->b->file };
	return CC_OK;
}

static int set_prose(struct maker *m, struct value *out, const struct tex_field *field)
{
	return field != NULL ? set(m, out, field, latex_text(m->b->a, field->value)) : CC_OK;
}

static int set_verbatim(struct maker *m, struct value *out, const struct tex_field *field)
{
	return field != NULL ? set(m, out, field, latex_verbatim(m->b->a, field->value)) : CC_OK;
}

/* `rev` or `path`: left empty it would mean the file as it is now, silently. */
static int set_version(struct maker *m, struct value *out, const char *name)
{
	const struct tex_field *field = tex_field(m->f, m->entry, name);
	int rc = set_verbatim(m, out, field);

	if (rc < 0 || field == NULL || out->text.len > 0)
		return rc;
	return bibliography_problem(m->b, field->place, false, "'%s' is empty", name);
}

/* --- names --- */

/* The next name of "A and B and C", groups kept whole. */
static bool next_name(struct str *rest, struct str *out)
{
	struct str s = *rest;
	size_t depth = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		depth += s.ptr[i] == '{';
		depth -= depth > 0 && s.ptr[i] == '}';
		if (depth == 0 && i > 0 && i + 4 < s.len && (s.ptr[i] | 32) == 'a' && (unsigned char)s.ptr[i - 1] <= ' ' &&
		    str_eq_ci(str_slice(s, i, i + 3), STR("and")) && (unsigned char)s.ptr[i + 3] <= ' ') {
			*out = str_trim(str_slice(s, 0, i));
			*rest = str_slice(s, i + 4, s.len);
			return true;
		}
	}
	*out = str_trim(s);
	rest->len = 0;
	return true;
}

/* Parts between commas outside of groups; at most `most`. */
static size_t split_commas(struct str s, struct str *parts, size_t most)
{
	size_t n = 0, start = 0, depth = 0;

	for (size_t i = 0; i <= s.len && n < most; i++) {
		if (i < s.len) {
			depth += s.ptr[i] == '{';
			depth -= depth > 0 && s.ptr[i] == '}';
		}
		if (i == s.len || (depth == 0 && s.ptr[i] == ',')) {
			parts[n++] = str_trim(str_slice(s, start, i));
			start = i + 1;
		}
	}
	return n;
}

static void add_part(struct maker *m, struct buf *b, struct str part)
{
	struct str text = latex_text(m->b->a, part);

	if (text.len == 0)
		return;
	if (b->len > 0 && b->ptr[b->len - 1] != ' ')
		buf_add_char(b, ' ');
	buf_add(b, text);
}

/* "family=Doe, given=Jane" (BibLaTeX's extended form) */
static bool add_extended(struct maker *m, struct buf *b, const struct str *parts, size_t n)
{
	static const char *const keys[] = { "given", "prefix", "family", "suffix" };
	bool any = false;

	for (size_t k = 0; k < 4; k++)
		for (size_t i = 0; i < n; i++) {
			size_t eq = str_find_char(parts[i], '=', 0);
			if (eq == SIZE_MAX || !str_is(str_trim(str_slice(parts[i], 0, eq)), keys[k]))
				continue;
			add_part(m, b, str_slice(parts[i], eq + 1, parts[i].len));
			any = true;
		}
	return any;
}

/* "Doe, Jane", "Doe, Jr., Jane", "Jane Doe", "{The Ministry}": in the order in which the name is said. */
static void add_name(struct maker *m, struct buf *b, struct str name)
{
	struct str parts[8];
	size_t n = split_commas(name, parts, 8);

	if (str_is(name, "others") || name.len == 0)
		return;
	if (b->len > 0)
		buf_add(b, STR("; "));
	if (str_find_char(name, '=', 0) != SIZE_MAX && add_extended(m, b, parts, n))
		return;
	if (n > 1)
		add_part(m, b, parts[n - 1]);
	add_part(m, b, parts[0]);
	if (n > 2)
		add_part(m, b, parts[1]);
}

static int set_names(struct maker *m, struct value *out, const struct tex_field *field)
{
	struct str rest, name;
	struct buf b;
	int rc;

	if (field == NULL)
		return CC_OK;
	buf_init(&b, LIMIT_FIELD_BYTES);
	rest = field->value;
	while (next_name(&rest, &name))
		add_name(m, &b, name);
	rc = b.failed ? CC_ENOMEM : set(m, out, field, str_copy(m->b->a, buf_str(&b)));
	buf_release(&b);
	return rc;
}

/* --- dates --- */

/* "4~July", "July 4", "July", "07": a month with perhaps a day; false for anything else. */
static bool month_and_day(struct str s, struct csl_date *d)
{
	struct str rest = s, word;
	long n;

	while (str_split(&rest, ' ', &word)) {
		word = str_trim(word);
		if (word.len > 1 && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ','))
			word.len--;
		if (word.len == 0)
			continue;
		if (csl_number(word, &n) && (d->month != 0 || rest.ptr != NULL) && n >= 1 && n <= 31 && d->day == 0)
			d->day = (unsigned)n;
		else if (d->month == 0 && csl_month(word) != 0)
			d->month = csl_month(word);
		else
			return false;
	}
	return d->month != 0;
}

/* Two months of one year: "May/June", "May--June", "5-6". */
static bool two_months(struct str s, struct csl_dates *d)
{
	static const char *const dashes[] = { "/", "\xe2\x80\x93", "\xe2\x80\x94", "-" };

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t at = str_find(s, str_from(dashes[i]), 0);
		if (at == SIZE_MAX)
			continue;
		d->last = (struct csl_date){ .year = d->first.year, .given = true };
		d->range = true;
		return month_and_day(str_trim(str_slice(s, 0, at)), &d->first) &&
		       month_and_day(str_trim(str_slice(s, at + strlen(dashes[i]), s.len)), &d->last);
	}
	return false;
}

/* "2001--2003": LaTeX's dash is a range, 2001/02 is left to whoever reads it. */
static bool two_years(struct str s, struct csl_dates *d)
{
	size_t at = str_find(s, STR("\xe2\x80\x93"), 0);

	if (at != 4 || s.len != 4 + 3 + 4 || !csl_number(str_slice(s, 0, 4), &d->first.year) ||
	    !csl_number(str_slice(s, 7, 11), &d->last.year))
		return false;
	d->first.given = d->last.given = d->range = true;
	return true;
}

/* year and month (and day): EDTF where they are numbers, else the words as one would say them. */
static int year_and_month(struct maker *m, struct value *out)
{
	const struct tex_field *year = FIRST(m, "year"), *month = FIRST(m, "month"), *day = FIRST(m, "day");
	struct csl_dates d = { 0 };
	struct str y, mo = { 0 };
	long n;

	if (year == NULL)
		return CC_OK;
	y = str_trim(latex_text(m->b->a, year->value));
	if (month != NULL)
		mo = str_trim(latex_text(m->b->a, month->value));
	if (mo.len == 0 && two_years(y, &d))
		return set(m, out, year, csl_date_edtf(m->b->a, &d));
	if (csl_number(y, &d.first.year) && d.first.year != 0) {
		d.first.given = true;
		if (day != NULL && csl_number(day->value, &n) && n >= 1 && n <= 31)
			d.first.day = (unsigned)n;
		if (mo.len == 0 || month_and_day(mo, &d.first) || two_months(mo, &d))
			return set(m, out, year, csl_date_edtf(m->b->a, &d));
	}
	return set(m, out, year, mo.len > 0 ? str_fmt(m->b->a, STR_FMT " " STR_FMT, STR_ARG(mo), STR_ARG(y)) : y);
}

/* BibLaTeX's date is EDTF already; its ~ is not LaTeX's. */
static int set_date(struct maker *m, struct value *out, const struct tex_field *field)
{
	struct str s = str_trim(field->value);
	bool plain = true;

	for (size_t i = 0; i < s.len; i++)
		plain &= s.ptr[i] != '\\' && s.ptr[i] != '{';
	return set(m, out, field, plain ? s : latex_text(m->b->a, s));
}

static int set_issued(struct maker *m)
{
	const struct tex_field *date = FIRST(m, "date"), *event;
	int rc;

	if (date != NULL)
		return set_date(m, &m->out->issued, date);
	rc = year_and_month(m, &m->out->issued);
	event = FIRST(m, "eventdate");
	if (rc == CC_OK && m->out->issued.text.len == 0 && event != NULL)
		rc = set_date(m, &m->out->issued, event);
	return rc;
}

/* urldate; Zotero's BibTeX writes note = {Accessed: 2021-03-04}. */
static int set_accessed(struct maker *m)
{
	static const char *const words[] = { "accessed on ", "accessed: ", "accessed " };
	const struct tex_field *date = FIRST(m, "urldate", "lastchecked", "accessed", "lastaccessed"), *note;

	if (date != NULL)
		return set_date(m, &m->out->accessed, date);
	note = FIRST(m, "note");
	for (size_t i = 0; note != NULL && i < sizeof words / sizeof *words; i++) {
		struct str word = str_from(words[i]), s = str_trim(note->value);
		if (str_eq_ci(str_slice(s, 0, word.len), word))
			return set(m, &m->out->accessed, note, str_trim(str_slice(s, word.len, s.len)));
	}
	return CC_OK;
}

/* --- files --- */

/* A field of Zotero's and JabRef's `file`, up to an unescaped `stop`: \: \; \\ and the like stand for themselves. */
static struct str unescape(struct maker *m, struct str *rest, const char *stops)
{
	struct buf b;
	size_t i = 0;
	struct str out;

	buf_init(&b, rest->len + 1);
	for (; i < rest->len && strchr(stops, rest->ptr[i]) == NULL; i++) {
		if (rest->ptr[i] == '\\' && i + 1 < rest->len && strchr("\\:;_&%#${}~", rest->ptr[i + 1]) != NULL)
			i++;
		buf_add_char(&b, rest->ptr[i]);
	}
	*rest = str_slice(*rest, i, rest->len);
	out = b.failed ? (struct str){ 0 } : str_copy(m->b->a, buf_str(&b));
	buf_release(&b);
	return out;
}

static bool is_type(struct str s)
{
	return s.len > 0 && ((str_find_char(s, '/', 0) != SIZE_MAX && s.len < 80 && str_find_char(s, '.', 0) > 20 &&
	                      (str_starts(s, STR("application/")) || str_starts(s, STR("text/")))) ||
	                     (str_find_char(s, '.', 0) == SIZE_MAX && str_find_char(s, '/', 0) == SIZE_MAX && s.len <= 10));
}

/* "path", "path:PDF", "Name:path", "Name:path:application/pdf", ":path:PDF" */
static struct str path_of(const struct str *parts, size_t n)
{
	struct str path = n == 1 ? parts[0] : n == 2 && is_type(parts[1]) ? parts[0] : parts[1];

	return str_trim(path);
}

/* Windows writes backslashes. */
static struct str forward(struct maker *m, struct str path)
{
	char *copy;

	if (str_find_char(path, '\\', 0) == SIZE_MAX || str_find_char(path, '/', 0) != SIZE_MAX)
		return path;
	copy = arena_alloc(m->b->a, path.len + 1, 1);
	if (copy == NULL)
		return path;
	for (size_t i = 0; i < path.len; i++)
		copy[i] = (char)(path.ptr[i] == '\\' ? '/' : path.ptr[i]);
	return (struct str){ copy, path.len };
}

static int set_files(struct maker *m)
{
	const struct tex_field *field = FIRST(m, "file");
	struct { struct value *v; size_t n, cap; } list = { 0 };
	struct str rest;

	if (field == NULL)
		return CC_OK;
	rest = str_trim(field->value);
	while (rest.len > 0) {
		struct str parts[4], path;
		struct value *v;
		size_t n = 0;
		do {
			struct str part = unescape(m, &rest, ":;");
			if (part.ptr == NULL)
				return CC_ENOMEM;
			if (n < 4)
				parts[n++] = part;
			if (rest.len == 0 || rest.ptr[0] == ';')
				break;
			rest = str_slice(rest, 1, rest.len);
		} while (true);
		rest = str_slice(rest, 1, rest.len);
		path = forward(m, path_of(parts, n));
		if (path.len == 0 || str_starts(path, STR("//")) || str_find(path, STR("://"), 0) != SIZE_MAX)
			continue;
		v = vec_add(m->b->a, &list);
		if (v == NULL)
			return CC_ENOMEM;
		*v = (struct value){ path, field->place, m->b->file };
	}
	/* BibDesk writes paths as they are: a folder's name may hold a semicolon */
	if (list.n > 1 && str_find_char(field->value, ':', 0) == SIZE_MAX && source_format_for(list.v[0].text) == NULL) {
		struct value *v = vec_add(m->b->a, &list);
		if (v == NULL)
			return CC_ENOMEM;
		*v = (struct value){ str_trim(field->value), field->place, m->b->file };
	}
	m->out->documents = list.v;
	m->out->n_documents = list.n;
	if (list.n > 0)
		m->out->document = list.v[0];
	return CC_OK;
}

/* A list divided by `sep`. */
static int set_list(struct maker *m, const struct tex_field *field, char sep, struct value **out, size_t *n)
{
	struct { struct value *v; size_t n, cap; } list = { .v = *out, .n = *n, .cap = *n };
	struct str rest, part;

	if (field == NULL)
		return CC_OK;
	rest = field->value;
	while (str_split(&rest, sep, &part)) {
		struct value *v;
		part = str_trim(part);
		if (part.len == 0)
			continue;
		v = vec_add(m->b->a, &list);
		if (v == NULL)
			return CC_ENOMEM;
		*v = (struct value){ part, field->place, m->b->file };
	}
	*out = list.v;
	*n = list.n;
	return CC_OK;
}

static int set_title(struct maker *m)
{
	const struct tex_field *sub = FIRST(m, "subtitle");
	struct value *title = &m->out->title;
	int rc = set_prose(m, title, FIRST(m, "title", "booktitle"));

	if (rc == CC_OK && title->text.len > 0 && sub != NULL) {
		struct str more = latex_text(m->b->a, sub->value);
		title->text = str_fmt(m->b->a, STR_FMT ": " STR_FMT, STR_ARG(title->text), STR_ARG(more));
		rc = title->text.ptr != NULL ? CC_OK : CC_ENOMEM;
	}
	return rc;
}

/* What `citecheck fetch` wrote down. */
static int set_fetch(struct maker *m)
{
	const struct { const char *name; struct value *out; } rows[] = {
		{ "fetchurl", &m->out->fetch_url }, { "fetchtype", &m->out->fetch_type }, { "fetchetag", &m->out->fetch_etag },
		{ "fetchmodified", &m->out->fetch_modified },
	};
	int rc = CC_OK;

	for (size_t i = 0; rc == CC_OK && i < sizeof rows / sizeof *rows; i++) {
		const struct tex_field *field = FIRST(m, rows[i].name);
		if (field != NULL)
			rc = set(m, rows[i].out, field, str_trim(field->value));
	}
	return rc;
}

static int fill(struct maker *m)
{
	struct record *out = m->out;
	const struct tex_field *how = FIRST(m, "howpublished");
	int rc = set_title(m);

	out->file = m->b->file;
	out->place = m->entry->place;
	out->id = (struct value){ m->entry->key, m->entry->key_place, m->b->file };
	out->type = m->entry->type;
	if (rc == CC_OK)
		rc = set_names(m, &out->author, FIRST(m, "author", "editor"));
	if (rc == CC_OK)
		rc = set_verbatim(m, &out->url, FIRST(m, "url"));
	if (rc == CC_OK && out->url.text.len == 0 && how != NULL && str_find(how->value, STR("://"), 0) != SIZE_MAX)
		rc = set_verbatim(m, &out->url, how);
	if (rc == CC_OK)
		rc = set_verbatim(m, &out->archive, FIRST(m, "archiveurl", "urlarchive", "archive"));
	if (rc == CC_OK)
		rc = set_verbatim(m, &out->sha256, FIRST(m, "sha256"));
	if (rc == CC_OK)
		rc = set_version(m, &out->rev, "rev");
	if (rc == CC_OK)
		rc = set_fetch(m);
	if (rc == CC_OK)
		rc = set_version(m, &out->path, "path");
	if (rc == CC_OK)
		rc = set_issued(m);
	if (rc == CC_OK)
		rc = set_accessed(m);
	if (rc == CC_OK)
		rc = set_files(m);
	if (rc == CC_OK)
		rc = set_list(m, FIRST(m, "ids"), ',', &out->aliases, &out->n_aliases);
	if (rc == CC_OK)
		rc = set_list(m, FIRST(m, "aliases"), ',', &out->aliases, &out->n_aliases);
	return rc == CC_OK ? set_list(m, FIRST(m, "skip"), '\n', &out->skip, &out->n_skip) : rc;
}

int tex_record(struct bibliography *b, const struct tex_file *f, const struct tex_entry *entry)
{
	struct maker m = { .b = b, .f = f, .entry = entry, .out = vec_add(b->a, &b->records) };

	return m.out != NULL ? fill(&m) : CC_ENOMEM;
}

/* BibTeX and BibLaTeX. */
#include <string.h>

#include "base/limits.h"
#include "source/bib_edit.h"
#include "source/bib_tex.h"

/* A value that leaves the braces around it whole; what can't be said between braces loses its braces. */
static void add_verbatim(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '{' && s.ptr[i] != '}' && (unsigned char)s.ptr[i] >= ' ')
			buf_add_char(b, s.ptr[i]);
}

static void add_prose(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '{' || c == '}' || c == '\\' || (unsigned char)c < ' ')
			continue;
		if (strchr("%&#$_", c) != NULL)
			buf_add_char(b, '\\');
		buf_add_char(b, c);
	}
}

/* Institutions and people alike in braces of their own: nothing is known about which part is the family's. */
static void add_names(struct buf *b, struct str names)
{
	struct str rest = names, name;
	size_t start = b->len;

	while (str_split(&rest, ';', &name)) {
		name = str_trim(name);
		if (name.len == 0)
			continue;
		buf_add(b, b->len > start ? STR(" and {") : STR("{"));
		add_prose(b, name);
		buf_add_char(b, '}');
	}
}

/* Zotero's and JabRef's `file` parts its fields by colons and its files by semicolons. */
static void add_path(struct buf *b, struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		if (strchr("\\:;", path.ptr[i]) != NULL)
			buf_add_char(b, '\\');
		buf_add_char(b, path.ptr[i]);
	}
}

static void add_value(struct buf *b, enum bib_key key, struct str value)
{
	if (key == BIB_FILE)
		add_path(b, value);
	else if (bib_keys[key].kind == BIB_NAMES)
		add_names(b, value);
	else if (bib_keys[key].kind == BIB_TEXT)
		add_prose(b, value);
	else
		add_verbatim(b, value);
}

static struct str taken(struct arena *a, struct buf *b)
{
	struct str s = b->failed ? (struct str){ 0 } : str_copy(a, buf_str(b));

	buf_release(b);
	return s;
}

static const struct tex_field *own_field(const struct tex_entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->fields.n; i++)
		if (str_is(entry->fields.v[i].name, name))
			return &entry->fields.v[i];
	return NULL;
}

static bool delimited(struct str text, struct span place)
{
	return place.start > 0 && (text.ptr[place.start - 1] == '{' || text.ptr[place.start - 1] == '"');
}

static int replace(struct bib_editor *ed, const struct tex_field *f, enum bib_key key, struct str value)
{
	bool inside = delimited(ed->text, f->place);
	struct buf b;

	buf_init(&b, LIMIT_FIELD_BYTES);
	if (!inside)
		buf_add_char(&b, '{');
	add_value(&b, key, value);
	if (!inside)
		buf_add_char(&b, '}');
	return bib_splice(ed, f->place.start, f->place.end, taken(ed->a, &b));
}

/* The white space before the first field: each has a line of its own, or follows on. */
static struct str separator(const struct bib_editor *ed, const struct tex_entry *entry)
{
	size_t at = entry->key_place.end, from;

	while (at < ed->text.len && (ed->text.ptr[at] == ',' || (unsigned char)ed->text.ptr[at] <= ' '))
		at++;
	from = at;
	while (from > entry->key_place.end && (ed->text.ptr[from - 1] == ' ' || ed->text.ptr[from - 1] == '\t'))
		from--;
	if (entry->fields.n == 0 || from == entry->key_place.end || ed->text.ptr[from - 1] != '\n')
		return entry->fields.n == 0 ? str_fmt(ed->a, "%s  ", ed->newline) : STR(" ");
	return str_fmt(ed->a, "%s" STR_FMT, ed->newline, STR_ARG(str_slice(ed->text, from, at)));
}

static size_t behind_last(const struct bib_editor *ed, const struct tex_entry *entry)
{
	const struct tex_field *last;

	if (entry->fields.n == 0)
		return entry->key_place.end;
	last = &entry->fields.v[entry->fields.n - 1];
	return last->place.end + delimited(ed->text, last->place);
}

static void add_field(struct buf *b, struct str between, enum bib_key key, struct str value)
{
	if (bib_keys[key].tex == NULL || value.len == 0)
		return;
	buf_addf(b, "," STR_FMT "%s = {", STR_ARG(between), bib_keys[key].tex);
	add_value(b, key, value);
	buf_add_char(b, '}');
}

static int change_entry(struct bib_editor *ed, const struct tex_entry *entry, const struct bib_change *c)
{
	struct str between = separator(ed, entry);
	size_t at = behind_last(ed, entry);
	struct buf b;

	if (between.ptr == NULL)
		return CC_ENOMEM;
	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	for (enum bib_key k = 0; k < BIB_KEYS; k++) {
		const struct tex_field *old = bib_keys[k].tex != NULL ? own_field(entry, bib_keys[k].tex) : NULL;
		if (c->values[k].ptr == NULL)
			continue;
		if (old == NULL)
			add_field(&b, between, k, c->values[k]);
		else if (replace(ed, old, k, c->values[k]) < 0) {
			buf_release(&b);
			return CC_ENOMEM;
		}
	}
	return bib_splice(ed, at, at, taken(ed->a, &b));
}

static int append(struct bib_editor *ed, const struct bib_change *c)
{
	struct str between = str_fmt(ed->a, "%s  ", ed->newline);
	bool ends = ed->text.len == 0 || ed->text.ptr[ed->text.len - 1] == '\n';
	struct buf b;

	if (between.ptr == NULL)
		return CC_ENOMEM;
	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	if (!ends)
		buf_add(&b, str_from(ed->newline));
	if (ed->text.len > 0)
		buf_add(&b, str_from(ed->newline));
	buf_addf(&b, "@online{" STR_FMT, STR_ARG(c->id));
	for (enum bib_key k = 0; k < BIB_KEYS; k++)
		add_field(&b, between, k, c->values[k]);
	buf_addf(&b, ",%s}%s", ed->newline, ends ? ed->newline : "");
	return bib_splice(ed, ed->text.len, ed->text.len, taken(ed->a, &b));
}

int bib_edit_tex(struct bib_editor *ed, struct error *e)
{
	struct file file = { .text = ed->text };
	struct bibliography b = { .a = ed->a, .file = &file };
	struct tex_file f = { 0 };

	if (tex_parse(&b, &f) < 0)
		return error_memory(e);
	for (size_t i = 0; i < ed->n; i++) {
		const struct bib_change *c = &ed->changes[i];
		size_t at = c->add ? MAP_NONE : map_get(&f.keys, c->id);
		if (!c->add && at == MAP_NONE)
			return error_set(e, CC_ENOENT, "no entry '" STR_FMT "' any more", STR_ARG(c->id));
		for (size_t k = at + 1; at != MAP_NONE && k < f.entries.n; k++)
			if (str_eq(f.entries.v[k].key, c->id))
				return bib_edit_twice(c, e);
		if ((c->add ? append(ed, c) : change_entry(ed, &f.entries.v[at], c)) < 0)
			return error_memory(e);
	}
	return CC_OK;
}

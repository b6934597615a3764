/* CSL-YAML and CSL-JSON. What is put in takes the style of what stands there: block lines at the indentation of the first
 * key, or a comma and the next pair within braces. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/yaml.h"
#include "source/bib_edit.h"

struct style {
	bool json;      /* keys in quotation marks, dates as objects */
	bool flow;
	const char *newline;
	size_t indent;  /* of keys, in a block */
};

/* --- values --- */

static void add_quoted(struct buf *b, struct str s)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\')
			buf_addf(b, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			buf_addf(b, "\\u%04x", c);
		else
			buf_add_char(b, s.ptr[i]);
	}
	buf_add_char(b, '"');
}

/* Whether YAML, 1.1 or 1.2, reads it as this string (or as this date) without quotation marks. */
static bool plain(struct str s)
{
	static const char *const words[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };
	bool letters = false;

	if (s.len == 0 || s.ptr[s.len - 1] == ':' || s.ptr[s.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
		letters |= alpha;
		if (!alpha && !digit && (i == 0 || strchr(" ./:_-+;=%&?~@,()", c) == NULL))
			return false;
		if (c == ':' && s.ptr[i + 1] == ' ')
			return false;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_ci(s, str_from(words[i])))
			return false;
	return letters || (s.len == 10 && s.ptr[4] == '-') || s.len == 3;
}

static void add_scalar(struct buf *b, const struct style *st, struct str s)
{
	if (s.len == 0)
		buf_add(b, STR("null"));
	else if (st->json || st->flow || !plain(s))
		add_quoted(b, s);
	else
		buf_add(b, s);
}

/* YYYY, YYYY-MM or YYYY-MM-DD as CSL's date-parts; anything else raw. */
static void add_date_parts(struct buf *b, struct str s)
{
	static const char shape[] = "0000-00-00";
	bool fits = s.len == 4 || s.len == 7 || s.len == 10;

	for (size_t i = 0; fits && i < s.len; i++)
		fits = shape[i] == '-' ? s.ptr[i] == '-' : s.ptr[i] >= '0' && s.ptr[i] <= '9';
	if (!fits) {
		buf_add(b, STR("{\"raw\": "));
		add_quoted(b, s);
		buf_add(b, STR("}"));
		return;
	}
	buf_addf(b, "{\"date-parts\": [[" STR_FMT, STR_ARG(str_slice(s, 0, 4)));
	for (size_t at = 5; at < s.len; at += 3)
		buf_addf(b, ", %d", (s.ptr[at] - '0') * 10 + (s.ptr[at + 1] - '0'));
	buf_add(b, STR("]]}"));
}

static void add_names(struct buf *b, const struct style *st, struct str names)
{
	struct str rest = names, name;
	bool first = true;

	if (st->json || st->flow)
		buf_add_char(b, '[');
	while (str_split(&rest, ';', &name)) {
		name = str_trim(name);
		if (name.len == 0)
			continue;
		if (st->json || st->flow) {
			buf_add(b, first ? STR("{\"literal\": ") : STR(", {\"literal\": "));
			add_quoted(b, name);
			buf_add_char(b, '}');
		} else {
			buf_addf(b, "%s%*s- literal: ", st->newline, (int)st->indent, "");
			add_scalar(b, st, name);
		}
		first = false;
	}
	if (st->json || st->flow)
		buf_add_char(b, ']');
}

static void add_value(struct buf *b, const struct style *st, enum bib_key key, struct str value)
{
	if (st->json && bib_keys[key].kind == BIB_DATE && value.len > 0)
		add_date_parts(b, value);
	else if (bib_keys[key].kind == BIB_NAMES)
		add_names(b, st, value);
	else
		add_scalar(b, st, value);
}

static void add_key(struct buf *b, const struct style *st, const char *name)
{
	if (st->json)
		buf_addf(b, "\"%s\": ", name);
	else
		buf_addf(b, "%s: ", name);
}

/* --- pairs that are put in --- */

static void add_pair(struct buf *b, const struct style *st, const char *separator, enum bib_key key, struct str value)
{
	buf_add(b, str_from(separator));
	if (!st->flow)
		buf_addf(b, "%*s", (int)st->indent, "");
	add_key(b, st, bib_keys[key].csl);
	if (bib_keys[key].kind == BIB_NAMES && !st->flow)
		b->len--; /* lines of their own follow: no space behind the colon */
	add_value(b, st, key, value);
}

static bool wanted(const struct bib_change *c, enum bib_key key)
{
	return c->values[key].len > 0;
}

static bool any_fetch(const struct bib_change *c)
{
	for (enum bib_key k = BIB_FETCH_URL; k < BIB_KEYS; k++)
		if (wanted(c, k))
			return true;
	return false;
}

/* `fetch:` as a whole. */
static void add_fetch(struct buf *b, const struct style *st, const char *separator, const struct bib_change *c)
{
	struct style inner = *st;
	const char *between = st->flow ? "" : st->newline;

	buf_add(b, str_from(separator));
	if (!st->flow)
		buf_addf(b, "%*s", (int)st->indent, "");
	add_key(b, st, "fetch");
	if (st->flow)
		buf_add_char(b, '{');
	else
		b->len--;
	inner.indent += 2;
	for (enum bib_key k = BIB_FETCH_URL; k < BIB_KEYS; k++)
		if (wanted(c, k)) {
			add_pair(b, &inner, between, k, c->values[k]);
			between = st->flow ? ", " : st->newline;
		}
	if (st->flow)
		buf_add_char(b, '}');
}

static struct str taken(struct arena *a, struct buf *b)
{
	struct str s = b->failed ? (struct str){ 0 } : str_copy(a, buf_str(b));

	buf_release(b);
	return s;
}

/* --- where --- */

static size_t line_start(struct str t, size_t at)
{
	while (at > 0 && t.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Before the line break behind `at`. */
static size_t line_end(struct str t, size_t at)
{
	if (at > 0 && t.ptr[at - 1] == '\n')
		at--;
	while (at < t.len && t.ptr[at] != '\n')
		at++;
	return at > 0 && at < t.len && t.ptr[at - 1] == '\r' ? at - 1 : at;
}

static size_t behind_last(const struct node *map)
{
	const struct node_pair *last = &map->pairs[map->n - 1];

	return last->value.place.end > last->key.place.end ? last->value.place.end : last->key.place.end;
}

static bool is_flow(const struct bib_editor *ed, const struct node *n)
{
	return n->place.start < ed->text.len && (ed->text.ptr[n->place.start] == '{' || ed->text.ptr[n->place.start] == '[');
}

/* What parts two pairs within braces: a line of its own where the first key has one. */
static struct str flow_separator(const struct bib_editor *ed, const struct node *map)
{
	size_t key = map->pairs[0].key.place.start, line = line_start(ed->text, key);
	struct str before = str_slice(ed->text, line, key);

	if (line == 0 || str_trim(before).len > 0)
		return STR(", ");
	return str_fmt(ed->a, ",%s" STR_FMT, ed->newline, STR_ARG(before));
}

static struct style style_of(const struct bib_editor *ed, const struct node *map, bool json)
{
	struct style st = { .json = json, .flow = json || is_flow(ed, map), .newline = ed->newline };

	if (map->n > 0)
		st.indent = map->pairs[0].key.place.start - line_start(ed->text, map->pairs[0].key.place.start);
	return st;
}

/* --- changing an entry --- */

/* Puts values over those that are there; `from` to `to` are the keys of this map. *missing collects the rest. */
static int replace(struct bib_editor *ed, const struct node *map, const struct style *st, const struct bib_change *c,
                   enum bib_key from, enum bib_key to, bool *missing)
{
	for (enum bib_key k = from; k < to; k++) {
		const struct node *old = node_get(map, bib_keys[k].csl);
		struct buf b;
		missing[k] = c->values[k].ptr != NULL && old == NULL && wanted(c, k);
		if (c->values[k].ptr == NULL || old == NULL)
			continue;
		buf_init(&b, LIMIT_FIELD_BYTES);
		/* `key:` with nothing behind it: the value's place is no place */
		if (old->place.end == old->place.start && !str_starts(str_slice(ed->text, old->place.start - 1, ed->text.len), STR(" ")))
			buf_add_char(&b, ' ');
		add_value(&b, st, k, c->values[k]);
		if (old->place.end > old->place.start && ed->text.ptr[old->place.end - 1] == '\n')
			buf_add(&b, str_from(ed->newline));
		if (bib_splice(ed, old->place.start, old->place.end, taken(ed->a, &b)) < 0)
			return CC_ENOMEM;
	}
	return CC_OK;
}

static int insert(struct bib_editor *ed, const struct node *map, const struct style *st, const struct bib_change *c,
                  enum bib_key from, enum bib_key to, const bool *missing, bool fetch)
{
	struct str separator = st->flow ? flow_separator(ed, map) : str_from(ed->newline);
	size_t at = st->flow ? behind_last(map) : line_end(ed->text, behind_last(map));
	struct buf b;

	if (separator.ptr == NULL)
		return CC_ENOMEM;
	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	for (enum bib_key k = from; k < to; k++)
		if (missing[k])
			add_pair(&b, st, separator.ptr, k, c->values[k]);
	if (fetch)
		add_fetch(&b, st, separator.ptr, c);
	if (b.len == 0) {
		buf_release(&b);
		return CC_OK;
	}
	return bib_splice(ed, at, at, taken(ed->a, &b));
}

static int change_entry(struct bib_editor *ed, const struct node *entry, bool json, const struct bib_change *c)
{
	struct style st = style_of(ed, entry, json), inner;
	const struct node *fetch = node_get(entry, "fetch");
	bool missing[BIB_KEYS] = { false };
	bool whole = fetch == NULL && any_fetch(c);

	if (replace(ed, entry, &st, c, BIB_TYPE, BIB_FETCH_URL, missing) < 0)
		return CC_ENOMEM;
	if (fetch != NULL && fetch->kind == NODE_MAP && fetch->n > 0) {
		inner = style_of(ed, fetch, json);
		if (replace(ed, fetch, &inner, c, BIB_FETCH_URL, BIB_KEYS, missing) < 0 ||
		    insert(ed, fetch, &inner, c, BIB_FETCH_URL, BIB_KEYS, missing, false) < 0)
			return CC_ENOMEM;
	}
	return insert(ed, entry, &st, c, BIB_TYPE, BIB_FETCH_URL, missing, whole);
}

/* --- new entries --- */

/* The pairs of an entry, the first one without its separator. */
static void add_entry(struct buf *b, const struct style *st, const char *separator, const struct bib_change *c)
{
	add_key(b, st, "id");
	add_scalar(b, st, c->id);
	for (enum bib_key k = BIB_TYPE; k < BIB_FETCH_URL; k++)
		if (wanted(c, k))
			add_pair(b, st, separator, k, c->values[k]);
	if (any_fetch(c))
		add_fetch(b, st, separator, c);
}

static int append_block(struct bib_editor *ed, size_t at, size_t dash, const char *head)
{
	struct style st = { .newline = ed->newline, .indent = dash + 2 };
	struct buf b;

	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	buf_add(&b, str_from(head));
	for (size_t i = 0; i < ed->n; i++)
		if (ed->changes[i].add) {
			if (b.len > 0 || at > 0)
				buf_add(&b, str_from(ed->newline));
			buf_addf(&b, "%*s- ", (int)dash, "");
			add_entry(&b, &st, ed->newline, &ed->changes[i]);
		}
	if (at == ed->text.len)
		buf_add(&b, str_from(ed->newline));
	return bib_splice(ed, at, at, taken(ed->a, &b));
}

/* Within brackets, in YAML or JSON. */
static int append_flow(struct bib_editor *ed, const struct node *list, bool json)
{
	struct style st = { .json = json, .flow = true, .newline = ed->newline };
	bool lines = list->n == 0 || line_start(ed->text, list->items[list->n - 1].place.start) > list->place.start;
	const char *separator = lines ? ed->newline[0] == '\r' ? ",\r\n    " : ",\n    " : ", ";
	size_t at = list->n > 0 ? list->items[list->n - 1].place.end : list->place.start + 1;
	bool first = list->n == 0;
	struct buf b;

	buf_init(&b, LIMIT_BIBLIOGRAPHY_BYTES);
	for (size_t i = 0; i < ed->n; i++) {
		if (!ed->changes[i].add)
			continue;
		if (!first)
			buf_add_char(&b, ',');
		if (lines)
			buf_addf(&b, "%s  {%s    ", ed->newline, ed->newline);
		else
			buf_add(&b, first ? STR("{") : STR(" {"));
		add_entry(&b, &st, separator, &ed->changes[i]);
		if (lines)
			buf_addf(&b, "%s  ", ed->newline);
		buf_add_char(&b, '}');
		first = false;
	}
	if (lines && list->n == 0)
		buf_add(&b, str_from(ed->newline));
	return bib_splice(ed, at, at, taken(ed->a, &b));
}

static int append_new(struct bib_editor *ed, const struct node *list, const struct node_pair *empty, bool json)
{
	if (list != NULL && list->n > 0 && !is_flow(ed, list)) {
		const struct node *last = &list->items[list->n - 1], *first = &list->items[0];
		size_t line = line_start(ed->text, first->place.start), dash = line, end;
		while (dash < first->place.start && ed->text.ptr[dash] != '-')
			dash++;
		end = last->kind == NODE_MAP && last->n > 0 && !is_flow(ed, last) ? behind_last(last) : last->place.end;
		return append_block(ed, line_end(ed->text, end), dash - line, "");
	}
	if (list != NULL)
		return append_flow(ed, list, json);
	if (empty != NULL)
		return append_block(ed, line_end(ed->text, empty->key.place.end), 2, "");
	if (json) {
		static const struct node nothing = { .kind = NODE_LIST };
		ed->text = STR("[]\n");
		return append_flow(ed, &nothing, true);
	}
	return append_block(ed, ed->text.len, 2, ed->text.len > 0 && ed->text.ptr[ed->text.len - 1] != '\n' ?
	                    ed->newline[0] == '\r' ? "\r\nreferences:" : "\nreferences:" : "references:");
}

/* --- the file --- */

static bool has_id(const struct node *entry, struct str id)
{
	const struct node *own = node_set(entry, "id");

	if (own == NULL)
		own = node_set(entry, "citation-key");
	return entry->kind == NODE_MAP && entry->n > 0 && str_eq(str_trim(node_str(own)), id);
}

/* The list of a document; *empty is the `references:` that holds nothing yet. */
static const struct node *list_of(const struct node *d, const struct node_pair **empty)
{
	if (d->kind == NODE_LIST)
		return d;
	for (size_t i = 0; d->kind == NODE_MAP && i < d->n; i++) {
		struct str key = node_str(&d->pairs[i].key);
		if (!str_is(key, "references") && !str_is(key, "items"))
			continue;
		if (d->pairs[i].value.kind == NODE_LIST)
			return &d->pairs[i].value;
		if (d->pairs[i].value.kind == NODE_SCALAR && d->pairs[i].value.null)
			*empty = &d->pairs[i];
	}
	return NULL;
}

static int change_known(struct bib_editor *ed, const struct node_tree *tree, const struct bib_change *c, bool json,
                        struct error *e)
{
	const struct node_pair *empty = NULL;
	const struct node *entry = NULL;

	for (size_t d = 0; d < tree->n_documents; d++) {
		const struct node *list = list_of(&tree->documents[d], &empty);
		for (size_t i = 0; list != NULL && i < list->n; i++) {
			if (!has_id(&list->items[i], c->id))
				continue;
			if (entry != NULL)
				return bib_edit_twice(c, e);
			entry = &list->items[i];
		}
	}
	if (entry == NULL)
		return error_set(e, CC_ENOENT, "no entry '" STR_FMT "' any more", STR_ARG(c->id));
	return change_entry(ed, entry, json, c) < 0 ? error_memory(e) : CC_OK;
}

int bib_edit_csl(struct bib_editor *ed, bool json, struct error *e)
{
	const struct node *list = NULL;
	const struct node_pair *empty = NULL;
	struct node_tree tree = { 0 };
	struct span all = { 0, ed->text.len };
	bool blank = str_trim(ed->text).len == 0, add = false;
	int rc = CC_OK;

	if (!blank)
		rc = json ? json_read(ed->a, ed->text, all, &tree, e) : yaml_read(ed->a, ed->text, all, &tree, e);
	for (size_t i = 0; rc == CC_OK && i < ed->n; i++) {
		add |= ed->changes[i].add;
		if (!ed->changes[i].add)
			rc = change_known(ed, &tree, &ed->changes[i], json, e);
	}
	for (size_t d = 0; list == NULL && d < tree.n_documents; d++)
		list = list_of(&tree.documents[d], &empty);
	if (rc == CC_OK && add)
		rc = append_new(ed, list, empty, json) < 0 ? error_memory(e) : CC_OK;
	return rc;
}

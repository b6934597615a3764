#include "lint/ledger.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "time/calendar.h"

#define SHAPE_VERSION "1"

struct reader {
	struct arena *arena;
	const struct ledger_shape *shape;
	const struct file *file;
	struct error *error;
	char *entries;
	size_t n;
};

static int fault(struct reader *r, struct span at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static int fault(struct reader *r, struct span at, const char *fmt, ...)
{
	va_list args;
	int rc;

	va_start(args, fmt);
	rc = file_fault(r->error, r->file, at, fmt, args);
	va_end(args);
	return rc;
}

static bool is_hex(struct str s, size_t digits)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') || (s.ptr[i] >= 'a' && s.ptr[i] <= 'f')))
			return false;
	return s.len == digits;
}

static bool read_number(struct str s, size_t *out)
{
	*out = 0;
	if (s.len == 0 || s.len > 9)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		*out = *out * 10 + (size_t)(s.ptr[i] - '0');
	}
	return true;
}

static int read_value(struct reader *r, const struct ledger_field *f, const struct node *value, char *entry)
{
	struct str s = node_str(value);
	struct ymd day;

	if (value->kind != NODE_SCALAR)
		return fault(r, value->place, "'%s' takes one word, not %s", f->name, node_kind_name(value));
	switch (f->kind) {
	case LEDGER_NUMBER:
		if (!read_number(s, (size_t *)(void *)(entry + f->member)))
			return fault(r, value->place, "'%s' takes a number, not '" STR_FMT "'", f->name, STR_ARG(s));
		return 0;
	case LEDGER_HEX:
		if (!is_hex(s, f->digits))
			return fault(r, value->place, "'%s' takes %zu hexadecimal digits, not '" STR_FMT "'", f->name, f->digits,
			             STR_ARG(s));
		break;
	case LEDGER_DAY:
		if (!calendar_read_day(s, &day))
			return fault(r, value->place, "'%s' takes a day like 2026-11-22, not '" STR_FMT "'", f->name, STR_ARG(s));
		break;
	case LEDGER_TEXT:
		if (s.len == 0)
			return fault(r, value->place, "'%s' is empty", f->name);
		break;
	}
	memcpy(entry + f->member, &s, sizeof s);
	return 0;
}

static const struct ledger_field *field_named(const struct ledger_shape *shape, struct str name)
{
	for (const struct ledger_field *f = shape->fields; f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

static int read_entry(struct reader *r, const struct node *n, char *entry)
{
	int rc = 0;

	if (n->kind != NODE_MAP)
		return fault(r, n->place, "an entry of '%s' is a map, not %s", r->shape->list, node_kind_name(n));
	memcpy(entry, &n->place, sizeof n->place);
	for (size_t i = 0; rc == 0 && i < n->n; i++) {
		const struct ledger_field *f = field_named(r->shape, n->pairs[i].key.value);

		if (!f)
			return fault(r, n->pairs[i].key.place, "unknown key '" STR_FMT "'", STR_ARG(n->pairs[i].key.value));
		rc = read_value(r, f, &n->pairs[i].value, entry);
	}
	for (const struct ledger_field *f = r->shape->fields; rc == 0 && f->name; f++)
		if (!f->optional && !node_get(n, f->name))
			return fault(r, n->place, "this entry has no '%s'", f->name);
	return rc;
}

static int read_list(struct reader *r, const struct node *list)
{
	int rc = 0;

	if (list->kind == NODE_SCALAR && list->null)
		return 0;
	if (list->kind != NODE_LIST)
		return fault(r, list->place, "'%s' takes a list, not %s", r->shape->list, node_kind_name(list));
	if (list->n > LIMIT_LEDGER_ENTRIES)
		return fault(r, list->place, "more than %d entries", LIMIT_LEDGER_ENTRIES);
	r->entries = arena_alloc(r->arena, list->n + 1, r->shape->entry_size);
	if (!r->entries)
		return error_memory(r->error);
	for (r->n = 0; rc == 0 && r->n < list->n; r->n++)
		rc = read_entry(r, &list->items[r->n], r->entries + r->n * r->shape->entry_size);
	return rc;
}

static int read_tree(struct reader *r, const struct node_tree *tree)
{
	const struct node *root = tree->n_documents ? &tree->documents[0] : NULL;
	const struct node *version = node_set(root, "version"), *list = node_get(root, r->shape->list);

	if (tree->n_problems)
		return fault(r, tree->problems[0].place, STR_FMT, STR_ARG(tree->problems[0].message));
	if (!root || tree->n_documents > 1 || root->kind != NODE_MAP)
		return fault(r, (struct span){ 0, 0 }, "not one map with 'version' and '%s'", r->shape->list);
	for (size_t i = 0; i < root->n; i++)
		if (!str_is(root->pairs[i].key.value, "version") && !str_is(root->pairs[i].key.value, r->shape->list))
			return fault(r, root->pairs[i].key.place, "unknown key '" STR_FMT "'", STR_ARG(root->pairs[i].key.value));
	if (!version || !list)
		return fault(r, root->place, "it has no '%s'", version ? r->shape->list : "version");
	if (!str_is(node_str(version), SHAPE_VERSION))
		return fault(r, version->place, "this citecheck reads version " SHAPE_VERSION ", not '" STR_FMT "'",
		             STR_ARG(node_str(version)));
	return read_list(r, list);
}

static int read_bytes(struct reader *r, struct file *f, const struct tree *tree, struct str full)
{
	struct error *e = r->error;
	struct str bytes;
	int rc = tree_read(tree, r->arena, full, LIMIT_LEDGER_BYTES, &bytes, e);

	if (rc < 0)
		return rc;
	if (text_decode(r->arena, bytes, false, &f->text, &f->converted, e) < 0)
		return error_wrap(e, STR_FMT, STR_ARG(f->path));
	return file_index_lines(r->arena, f, e);
}

int ledger_read(struct arena *a, const struct ledger_shape *shape, const struct tree *tree, struct str full,
                struct str shown, struct file **file, void *entries, size_t *n, struct error *e)
{
	struct file *f = arena_new(a, struct file);
	struct reader r = { .arena = a, .shape = shape, .file = f, .error = e };
	struct node_tree nodes = { 0 };
	int rc;

	if (!f)
		return error_memory(e);
	f->path = shown;
	*file = f;
	if ((rc = read_bytes(&r, f, tree, full)) < 0)
		return rc;
	rc = yaml_read(a, f->text, (struct span){ 0, f->text.len }, &nodes, e);
	if (rc == CC_ENOMEM)
		return rc;
	if (rc < 0) {
		struct error why = *e;
		struct span at = { why.offset == ERROR_NO_OFFSET ? 0 : why.offset, why.end };
		return fault(&r, at, "%s", why.text);
	}
	if ((rc = read_tree(&r, &nodes)) < 0)
		return rc;
	memcpy(entries, &r.entries, sizeof r.entries);
	*n = r.n;
	return 0;
}

/* --- writing --- */

/* What needs no quotes in any YAML reader, and stays the string that it is. */
static bool is_plain(struct str s)
{
	static const char words[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
	bool letter = false;

	for (size_t i = 0; i < s.len; i++) {
		if (str_find_char(str_from(words), s.ptr[i], 0) == SIZE_MAX)
			return false;
		letter = letter || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= '0' && s.ptr[i] <= '9');
	}
	return letter && s.ptr[0] != '-' && s.ptr[0] != '.' && !str_eq_ci(s, STR("null"));
}

/* buf_add_safe's escapes are those of YAML's double-quoted style. */
static void add_text(struct buf *b, struct str s)
{
	size_t from = 0;

	if (is_plain(s)) {
		buf_add(b, s);
		return;
	}
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '"' && s.ptr[i] != '\\')
			continue;
		buf_add_safe(b, str_slice(s, from, i));
		buf_add_char(b, '\\');
		from = i;
	}
	buf_add_safe(b, str_slice(s, from, s.len));
	buf_add_char(b, '"');
}

static void add_entry(struct buf *b, const struct ledger_shape *shape, const char *entry)
{
	const char *sep = "  - {";

	for (const struct ledger_field *f = shape->fields; f->name; f++) {
		struct str s = { 0 };
		size_t number = 0;

		if (f->kind == LEDGER_NUMBER)
			memcpy(&number, entry + f->member, sizeof number);
		else
			memcpy(&s, entry + f->member, sizeof s);
		if (f->optional && number == 0 && s.len == 0)
			continue;
		buf_addf(b, "%s%s: ", sep, f->name);
		sep = ", ";
		if (f->kind == LEDGER_NUMBER)
			buf_addf(b, "%zu", number);
		else
			add_text(b, s);
	}
	buf_add(b, STR("}\n"));
}

int ledger_write(struct buf *b, const struct ledger_shape *shape, const void *entries, size_t n)
{
	buf_addf(b, "# %s\nversion: " SHAPE_VERSION "\n%s:%s\n", shape->about, shape->list, n ? "" : " []");
	for (size_t i = 0; i < n; i++)
		add_entry(b, shape, (const char *)entries + i * shape->entry_size);
	return b->failed ? CC_ENOMEM : 0;
}

/* CSL-YAML and CSL-JSON, as Pandoc and Zotero write them, and the front matter of documents, which has the same
 * fields. Source: CSL 1.0.2's csl-data.json schema, and the Pandoc manual, "Specifying bibliographic data". */
#include "base/json.h"
#include "base/limits.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "source/bibliography.h"
#include "source/csl_date.h"

struct reader {
	struct bibliography *b;
	const struct node *entry;
	struct record *out;
	bool front_matter;
};

/* --- names --- */

/* "Jeanne d'Arc Jr.": the parts in the order in which a name is said. */
static void add_name(struct buf *buf, const struct node *name)
{
	static const char *const parts[] = { "literal", "given", "dropping-particle", "non-dropping-particle", "family",
		                             "suffix", "name" };
	size_t before;

	if (buf->len > 0)
		buf_add(buf, STR("; "));
	before = buf->len;
	if (name->kind == NODE_SCALAR)
		buf_add(buf, str_trim(node_str(name)));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str part = str_trim(node_str(node_get(name, parts[i])));
		if (part.len == 0)
			continue;
		if (buf->len > before)
			buf_add_char(buf, ' ');
		buf_add(buf, part);
	}
	if (buf->len == before && before > 0)
		buf->len -= 2;
}

static int read_names(struct reader *r, const struct node *n, struct value *out)
{
	struct buf buf;
	int rc = CC_OK;

	if (n == NULL)
		return CC_OK;
	buf_init(&buf, LIMIT_FIELD_BYTES);
	if (n->kind == NODE_LIST)
		for (size_t i = 0; i < n->n; i++)
			add_name(&buf, &n->items[i]);
	else
		add_name(&buf, n);
	*out = (struct value){ str_copy(r->b->a, buf_str(&buf)), n->place, r->b->file };
	if (buf.failed || out->text.ptr == NULL)
		rc = CC_ENOMEM;
	buf_release(&buf);
	return rc;
}

/* --- dates --- */

static bool read_number(const struct node *n, long *out)
{
	return n != NULL && n->kind == NODE_SCALAR && csl_number(node_str(n), out);
}

static void set_month(struct csl_date *d, struct str month)
{
	d->month = csl_month(month);
}

/* [2003, 4, 9] or {year: 2003, month: 4, day: 9} or 2003. */
static bool read_parts(const struct node *n, struct csl_date *out)
{
	const struct node *year = n, *month = NULL, *day = NULL;
	long number;

	*out = (struct csl_date){ 0 };
	if (n->kind == NODE_LIST) {
		year = n->n > 0 ? &n->items[0] : NULL;
		month = n->n > 1 ? &n->items[1] : NULL;
		day = n->n > 2 ? &n->items[2] : NULL;
	} else if (n->kind == NODE_MAP) {
		year = node_get(n, "year");
		month = node_get(n, "month");
		day = node_get(n, "day");
		if (month == NULL)
			month = node_get(n, "season");
	}
	if (!read_number(year, &out->year))
		return false;
	out->given = out->year != 0;
	set_month(out, node_str(month));
	if (n->kind == NODE_MAP && month != NULL && month == node_get(n, "season"))
		out->month = csl_season(node_str(month));
	if (read_number(day, &number) && number > 0 && number < 100)
		out->day = (unsigned)number;
	return out->given;
}

static bool is_true(const struct node *n)
{
	struct str s = node_str(n);

	return s.len > 0 && !str_eq_ci(s, STR("false")) && !str_is(s, "0") && !str_eq_ci(s, STR("no"));
}

/* date-parts: [[2003, 4], [2003, 5]]; [2003, 4] and a list of {year, month, day} are found in the wild too. */
static bool read_structured(const struct node *n, struct csl_dates *out)
{
	const struct node *parts = node_get(n, "date-parts"), *last = NULL;
	unsigned season = csl_season(node_str(node_get(n, "season")));

	*out = (struct csl_dates){ .circa = is_true(node_get(n, "circa")) };
	if (parts == NULL)
		parts = n;
	if (parts->kind == NODE_LIST && parts->n > 0 && parts->items[0].kind != NODE_SCALAR) {
		last = parts->n > 1 ? &parts->items[1] : NULL;
		parts = &parts->items[0];
	}
	if (!read_parts(parts, &out->first))
		return false;
	if (season != 0 && out->first.month == 0)
		out->first.month = season;
	out->range = last != NULL;
	if (last != NULL)
		read_parts(last, &out->last);
	return true;
}

static int read_date(struct reader *r, const struct node *n, struct value *out)
{
	static const char *const words[] = { "raw", "literal", "edtf", "string" };
	struct csl_dates dates;

	if (n == NULL || n->null)
		return CC_OK;
	if (n->kind == NODE_SCALAR) {
		*out = (struct value){ str_trim(node_str(n)), n->place, r->b->file };
		return CC_OK;
	}
	*out = (struct value){ { 0 }, n->place, r->b->file };
	if (read_structured(n, &dates)) {
		out->text = csl_date_edtf(r->b->a, &dates);
		return out->text.ptr != NULL ? CC_OK : CC_ENOMEM;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const struct node *w = node_set(n, words[i]);
		if (w != NULL && w->kind == NODE_SCALAR && str_trim(node_str(w)).len > 0) {
			*out = (struct value){ str_trim(node_str(w)), w->place, r->b->file };
			return CC_OK;
		}
	}
	return CC_OK;
}

/* --- fields --- */

/* The first of the names that is set; fields of ours may also stand in CSL's `custom`. */
static const struct node *field(const struct reader *r, const char *const *names)
{
	for (; *names != NULL; names++) {
		const struct node *n = node_set(r->entry, *names);
		if (n == NULL)
			n = node_set(node_get(r->entry, "custom"), *names);
		if (n != NULL)
			return n;
	}
	return NULL;
}
#define FIELD(r, ...) field((r), (const char *const[]){ __VA_ARGS__, NULL })

static void read_string(struct reader *r, const struct node *n, struct value *out)
{
	if (n != NULL && n->kind == NODE_SCALAR && !n->null)
		*out = (struct value){ str_trim(node_str(n)), n->place, r->b->file };
}

/* One string or a list of them. `ours`: another type is a problem. */
static int read_list(struct reader *r, const struct node *n, const char *name, struct value **out, size_t *n_out)
{
	size_t count = n == NULL ? 0 : n->kind == NODE_LIST ? n->n : 1, kept = 0;
	struct value *v;

	if (count == 0)
		return CC_OK;
	v = arena_array(r->b->a, struct value, count);
	if (v == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const struct node *item = n->kind == NODE_LIST ? &n->items[i] : n;
		if (item->kind != NODE_SCALAR) {
			if (bibliography_problem(r->b, item->place, false, "'%s' takes a string or a list of strings, not %s",
			                         name, node_kind_name(item)) < 0)
				return CC_ENOMEM;
			continue;
		}
		if (node_str(item).len > 0)
			v[kept++] = (struct value){ node_str(item), item->place, r->b->file };
	}
	*out = v; /* of a key that stands twice, which is a problem, the last */
	*n_out = kept;
	return CC_OK;
}

static bool is_sha256(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') || ((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'f')))
			return false;
	return s.len == 64;
}

static int read_pin(struct reader *r)
{
	const struct node *n = FIELD(r, "sha256");

	read_string(r, n, &r->out->sha256);
	if (n == NULL || is_sha256(r->out->sha256.text))
		return CC_OK;
	r->out->sha256.text = (struct str){ 0 }; /* no file could have it: that is said once */
	return bibliography_problem(r->b, n->place, false, "'sha256' takes 64 hexadecimal digits");
}

/* `rev` or `path`: left empty it would mean the file as it is now, silently. */
static int read_version(struct reader *r, const char *name, struct value *out)
{
	const struct node *n = node_get(r->entry, name);

	if (n == NULL)
		n = node_get(node_get(r->entry, "custom"), name);
	if (n == NULL || n->refused || (n->kind == NODE_SCALAR && n->null && n->value.len > 0))
		return CC_OK;
	*out = (struct value){ n->kind == NODE_SCALAR ? str_trim(n->value) : (struct str){ 0 }, n->place, r->b->file };
	if (out->text.len > 0)
		return CC_OK;
	return n->kind == NODE_SCALAR ? bibliography_problem(r->b, n->place, false, "'%s' is empty", name)
	                              : bibliography_problem(r->b, n->place, false, "'%s' takes a string, not %s", name, node_kind_name(n));
}

/* What `citecheck fetch` wrote down. */
static void read_fetch(struct reader *r)
{
	const struct node *fetch = FIELD(r, "fetch");

	read_string(r, node_set(fetch, "url"), &r->out->fetch_url);
	read_string(r, node_set(fetch, "content-type"), &r->out->fetch_type);
	read_string(r, node_set(fetch, "etag"), &r->out->fetch_etag);
	read_string(r, node_set(fetch, "last-modified"), &r->out->fetch_modified);
}

static int read_record(struct reader *r)
{
	struct record *out = r->out;
	struct value type = { 0 };
	int rc;

	out->file = r->b->file;
	out->place = r->entry->place;
	read_string(r, FIELD(r, "id", "citation-key"), &out->id);
	read_string(r, FIELD(r, "title"), &out->title);
	read_string(r, FIELD(r, "URL", "url"), &out->url);
	read_string(r, FIELD(r, "archive-url", "archive_url", "archive_location", "archive"), &out->archive);
	read_string(r, FIELD(r, "type"), &type);
	read_fetch(r);
	out->type = type.text;
	rc = read_names(r, FIELD(r, "author"), &out->author);
	/* no document is another version of itself */
	if (rc == CC_OK && !r->front_matter)
		rc = read_version(r, "rev", &out->rev);
	if (rc == CC_OK && !r->front_matter)
		rc = read_version(r, "path", &out->path);
	if (rc == CC_OK)
		rc = read_date(r, r->front_matter ? FIELD(r, "issued", "date") : FIELD(r, "issued"), &out->issued);
	if (rc == CC_OK)
		rc = read_date(r, FIELD(r, "accessed"), &out->accessed);
	if (rc == CC_OK)
		rc = read_pin(r);
	if (rc == CC_OK && !r->front_matter)
		rc = read_list(r, FIELD(r, "file"), "file", &out->documents, &out->n_documents);
	if (rc == CC_OK)
		rc = read_list(r, FIELD(r, "aliases"), "aliases", &out->aliases, &out->n_aliases);
	if (rc == CC_OK)
		rc = read_list(r, FIELD(r, "skip"), "skip", &out->skip, &out->n_skip);
	if (out->n_documents > 0)
		out->document = out->documents[0];
	return rc;
}

static int add_entry(struct bibliography *b, const struct node *entry, bool front_matter)
{
	struct record *out;
	struct reader r = { .b = b, .entry = entry, .front_matter = front_matter };

	if (entry->kind == NODE_SCALAR && entry->null)
		return CC_OK;
	if (entry->kind != NODE_MAP)
		return bibliography_problem(b, entry->place, false, "a reference is a map, not %s", node_kind_name(entry));
	out = vec_add(b->a, &b->records);
	if (out == NULL)
		return CC_ENOMEM;
	r.out = out;
	if (read_record(&r) < 0)
		return CC_ENOMEM;
	if (front_matter || out->id.text.len > 0)
		return CC_OK;
	b->records.n--;
	return bibliography_problem(b, entry->place, false, "a reference without an 'id'");
}

static int add_list(struct bibliography *b, const struct node *list)
{
	if (list->kind != NODE_LIST)
		return bibliography_problem(b, list->place, true, "references are a list, not %s", node_kind_name(list));
	for (size_t i = 0; i < list->n; i++)
		if (add_entry(b, &list->items[i], false) < 0)
			return CC_ENOMEM;
	return CC_OK;
}

static int add_problems(struct bibliography *b, const struct node_tree *tree)
{
	for (size_t i = 0; i < tree->n_problems; i++)
		if (bibliography_problem(b, tree->problems[i].place, false, STR_FMT,
		                         STR_ARG(tree->problems[i].message)) < 0)
			return CC_ENOMEM;
	return CC_OK;
}

static int add_tree(struct bibliography *b, const struct node_tree *tree)
{
	size_t lists = 0, other = SIZE_MAX;

	if (add_problems(b, tree) < 0)
		return CC_ENOMEM;
	for (size_t i = 0; i < tree->n_documents; i++) {
		const struct node *d = &tree->documents[i], *list = d;
		if (d->kind == NODE_SCALAR && d->null)
			continue;
		if (d->kind == NODE_MAP) {
			list = node_get(d, "references");
			if (list == NULL)
				list = node_get(d, "items");
		}
		if (list == NULL || list->kind == NODE_SCALAR) {
			if (list == NULL || !list->null)
				other = i;
			lists += list != NULL && list->null;
			continue;
		}
		lists++;
		if (add_list(b, list) < 0)
			return CC_ENOMEM;
	}
	if (lists > 0 || other == SIZE_MAX)
		return CC_OK;
	return bibliography_problem(b, (struct span){ tree->documents[other].place.start, tree->documents[other].place.start },
	                            true, "no 'references:' list here");
}

static int broken(struct bibliography *b, const struct error *why)
{
	struct span place = { 0, 0 };

	if (why->code == CC_ENOMEM)
		return CC_ENOMEM;
	if (why->offset != ERROR_NO_OFFSET)
		place = (struct span){ why->offset, why->end != ERROR_NO_OFFSET ? why->end : why->offset };
	return bibliography_problem(b, place, true, "%s", why->text);
}

static int read_tree(struct bibliography *b, struct span within, bool json, struct error *e)
{
	struct node_tree tree = { 0 };
	struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
	int rc = json ? json_read(b->a, b->file->text, within, &tree, &why)
	              : yaml_read(b->a, b->file->text, within, &tree, &why);

	why.code = rc;
	rc = rc < 0 ? broken(b, &why) : add_tree(b, &tree);
	return rc < 0 ? error_memory(e) : rc;
}

int bibliography_csl_yaml(struct bibliography *b, struct error *e)
{
	return read_tree(b, (struct span){ 0, b->file->text.len }, false, e);
}

int bibliography_csl_json(struct bibliography *b, struct error *e)
{
	return read_tree(b, (struct span){ 0, b->file->text.len }, true, e);
}

int bibliography_references(struct bibliography *b, struct span references, struct error *e)
{
	struct str s = str_trim(str_span(b->file->text, references));

	return read_tree(b, references, s.len > 0 && s.ptr[0] == '[', e);
}

int bibliography_front_matter(struct bibliography *b, struct span yaml, struct error *e)
{
	struct node_tree tree = { 0 };
	struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
	int rc = yaml_read(b->a, b->file->text, yaml, &tree, &why);

	why.code = rc;
	if (rc < 0) {
		rc = broken(b, &why);
		/* the document itself can be read all the same */
		if (rc == CC_OK)
			b->problems.v[b->problems.n - 1].fatal = false;
	} else {
		for (size_t i = 0; rc == CC_OK && i < tree.n_documents && i < 1; i++)
			if (tree.documents[i].kind == NODE_MAP)
				rc = add_entry(b, &tree.documents[i], true);
	}
	return rc < 0 ? error_memory(e) : rc;
}

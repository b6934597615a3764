#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/limits.h"
#include "base/vec.h"
#include "source/corpus.h"
#include "source/load.h"
#include "source/same_work.h"

#define HEAD_BYTES KIB(64)

/* --- slots and ids --- */

static struct slot *new_slot(struct corpus *c)
{
	struct slot *s = arena_new(&c->arena, struct slot), **place;

	if (s == NULL)
		return NULL;
	place = vec_add(&c->arena, &c->slots);
	if (place == NULL)
		return NULL;
	*place = s;
	s->source.index = c->slots.n - 1;
	s->source.state = SOURCE_NO_FILE;
	return s;
}

static int own_id(struct corpus *c, struct slot *s, struct str id)
{
	struct source *o = &s->source;

	for (size_t i = 0; i < o->n_ids; i++)
		if (str_eq(o->ids[i], id))
			return CC_OK;
	if (o->n_ids == s->ids_cap) {
		size_t cap = s->ids_cap == 0 ? 2 : s->ids_cap * 2;
		struct str *bigger = arena_array(&c->arena, struct str, cap);
		if (bigger == NULL)
			return CC_ENOMEM;
		if (o->n_ids > 0)
			memcpy(bigger, o->ids, o->n_ids * sizeof *bigger);
		o->ids = bigger;
		s->ids_cap = cap;
	}
	o->ids[o->n_ids++] = id;
	return CC_OK;
}

/* A record that pins a file takes the id that the file has from its name: whoever cites it means the pinned version. The
 * file as it is now keeps its path, suffix and all, for an id. */
static bool yields(const struct corpus *c, struct slot *now, const struct slot *pinned)
{
	if (!pinned->pinned || now->pinned || now->rank == RANK_BIBLIOGRAPHY ||
	    !str_eq(now->source.full_path, pinned->source.full_path))
		return false;
	(void)c;
	now->source.id = now->source.path;
	return true;
}

static int add_id(struct corpus *c, struct slot *s, struct str id, struct error *e)
{
	struct ambiguity *both;
	size_t old = s->source.index;
	int rc;

	if (id.len == 0)
		return CC_OK;
	if (own_id(c, s, id) < 0)
		return error_memory(e);
	rc = map_put(&c->arena, &c->by_id, id, s->source.index, &old);
	if (rc < 0)
		return error_memory(e);
	if (rc == 0 || old == s->source.index)
		return CC_OK;
	if (yields(c, c->slots.v[old], s)) {
		map_change(&c->by_id, id, s->source.index);
		return CC_OK;
	}
	both = vec_add(&c->arena, &c->ambiguities);
	if (both == NULL)
		return error_memory(e);
	*both = (struct ambiguity){ id, old, s->source.index };
	return map_put(&c->arena, &c->ambiguous, id, c->ambiguities.n - 1, NULL) < 0 ? error_memory(e) : CC_OK;
}

static int give_file(struct corpus *c, struct slot *s, struct str full, struct error *e)
{
	s->source.full_path = full;
	s->source.stored = tree_holds(c->tree, full);
	s->source.path = path_relative(&c->arena, c->root, full);
	s->source.format = source_format_for(full);
	s->source.state = SOURCE_READY;
	return map_put(&c->arena, &c->by_path, full, s->source.index, NULL) < 0 ? error_memory(e) : CC_OK;
}

static int refuse(struct corpus *c, struct slot *s, const struct error *why, struct error *e)
{
	s->source.state = SOURCE_UNREADABLE;
	s->source.error = error_copy(&c->arena, why);
	return s->source.error != NULL ? CC_OK : error_memory(e);
}

/* The source of a file: the one that has it, the one that waits for a file under this id, or a new one. */
static struct slot *slot_of_file(struct corpus *c, struct str full, struct str id, struct str id2, struct error *e)
{
	size_t i = map_get(&c->by_path, full);
	struct slot *s = NULL;

	if (i != MAP_NONE)
		return c->slots.v[i];
	for (int k = 0; k < 2 && s == NULL; k++) {
		i = map_get(&c->by_id, k == 0 ? id : id2);
		if (i != MAP_NONE && c->slots.v[i]->source.state == SOURCE_NO_FILE)
			s = c->slots.v[i];
	}
	if (s == NULL)
		s = new_slot(c);
	if (s == NULL || give_file(c, s, full, e) < 0) {
		error_memory(e);
		return NULL;
	}
	return s;
}

/* --- joining fields --- */

static void take_value(struct value *have, const struct value *v, bool wins)
{
	if (v->text.len > 0 && (wins || have->text.len == 0))
		*have = *v;
}

static void take_list(struct value **have, size_t *n, struct value *v, size_t m, bool wins)
{
	if (m > 0 && (wins || *n == 0)) {
		*have = v;
		*n = m;
	}
}

static void merge(struct slot *s, const struct record *r, enum rank rank)
{
	struct record *have = &s->source.record;
	bool wins = rank > s->rank;

	if (wins || have->file == NULL) {
		have->file = r->file;
		have->place = r->place;
	}
	take_value(&have->id, &r->id, wins);
	take_value(&have->title, &r->title, wins);
	take_value(&have->author, &r->author, wins);
	take_value(&have->url, &r->url, wins);
	take_value(&have->archive, &r->archive, wins);
	take_value(&have->sha256, &r->sha256, wins);
	take_value(&have->rev, &r->rev, wins);
	take_value(&have->path, &r->path, wins);
	take_value(&have->document, &r->document, wins);
	take_value(&have->issued, &r->issued, wins);
	take_value(&have->accessed, &r->accessed, wins);
	take_value(&have->fetch_url, &r->fetch_url, wins);
	take_value(&have->fetch_type, &r->fetch_type, wins);
	take_value(&have->fetch_etag, &r->fetch_etag, wins);
	take_value(&have->fetch_modified, &r->fetch_modified, wins);
	take_list(&have->documents, &have->n_documents, r->documents, r->n_documents, wins);
	take_list(&have->aliases, &have->n_aliases, r->aliases, r->n_aliases, wins);
	take_list(&have->skip, &have->n_skip, r->skip, r->n_skip, wins);
	if (r->type.len > 0 && (wins || have->type.len == 0))
		have->type = r->type;
	if (r->id.text.len > 0 && (wins || s->source.id.len == 0))
		s->source.id = r->id.text;
	if (wins)
		s->rank = rank;
}

static int join(struct corpus *c, struct slot *s, const struct record *r, enum rank rank, struct error *e)
{
	int rc = add_id(c, s, r->id.text, e);

	for (size_t i = 0; rc == CC_OK && i < r->n_aliases; i++)
		rc = add_id(c, s, r->aliases[i].text, e);
	if (rc == CC_OK)
		rc = add_id(c, s, address_page(r->url.text), e);
	if (rc == CC_OK)
		rc = add_id(c, s, address_page(r->archive.text), e);
	if (rc == CC_OK)
		merge(s, r, rank);
	return rc;
}

/* --- files of folders --- */

bool may_open_front_matter(struct str head)
{
	return head.len >= 7 && (str_starts(head, STR("---")) || str_starts(head, STR("\xef\xbb\xbf---")));
}

/* Of the first bytes only the block is kept, with the BOM before it and the line behind it. */
static int keep_head(struct corpus *c, struct str head, struct str *out, struct error *e)
{
	size_t bom = head.ptr[0] == '-' ? 0 : 3;
	struct span yaml = load_front_matter(str_slice(head, bom, head.len));

	if (yaml.end <= yaml.start)
		return CC_OK;
	*out = str_copy(&c->arena, str_slice(head, 0, yaml.end + 4 + bom));
	return out->ptr != NULL ? CC_OK : error_memory(e);
}

/* The same out of a tree. */
static int read_stored_head(struct corpus *c, struct str full, struct str *out, struct error *e)
{
	struct error why;
	struct str bytes;
	struct arena a;
	int rc;

	arena_init(&a);
	rc = tree_read(c->tree, &a, full, LIMIT_SOURCE_BYTES, &bytes, &why);
	if (rc == CC_OK && may_open_front_matter(bytes))
		rc = keep_head(c, str_slice(bytes, 0, HEAD_BYTES), out, e);
	else if (rc == CC_OK && c->heads.found_plain != NULL)
		c->heads.found_plain(c->heads.ctx, full);
	arena_release(&a);
	return rc == CC_ENOMEM ? error_memory(e) : CC_OK;
}

/* The first bytes of a file that opens with `---`; empty otherwise, and for what can't be read: that is said when the
 * source is. */
static int read_head(struct corpus *c, struct str full, struct str *out, struct error *e)
{
	char head[HEAD_BYTES];
	struct str name;
	ssize_t n;
	int fd, rc = CC_OK;

	*out = (struct str){ 0 };
	if (c->heads.plain != NULL && c->heads.plain(c->heads.ctx, full))
		return CC_OK;
	if (tree_holds(c->tree, full))
		return read_stored_head(c, full, out, e);
	name = str_copy(&c->arena, full);
	if (name.ptr == NULL)
		return error_memory(e);
	fd = open(name.ptr, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return CC_OK;
	n = pread(fd, head, FRONT_MATTER_SIGN, 0);
	if (n >= 0 && may_open_front_matter((struct str){ head, (size_t)n })) {
		n = pread(fd, head, sizeof head, 0);
		if (n >= 7)
			rc = keep_head(c, (struct str){ head, (size_t)n }, out, e);
	} else if (n >= 0 && c->heads.found_plain != NULL) {
		c->heads.found_plain(c->heads.ctx, full);
	}
	close(fd);
	return rc;
}

static int join_front_matter(struct corpus *c, struct slot *s, struct error *e)
{
	struct bibliography b = { .a = &c->arena };
	struct file *f;
	struct str bytes;
	struct span yaml;
	int rc = read_head(c, s->source.full_path, &bytes, e);

	if (rc < 0 || bytes.len == 0)
		return rc;
	f = arena_new(&c->arena, struct file);
	if (f == NULL)
		return error_memory(e);
	f->path = s->source.path;
	rc = text_decode(&c->arena, bytes, true, &f->text, &f->converted, NULL);
	if (rc < 0)
		return rc == CC_ENOMEM ? error_memory(e) : CC_OK;
	yaml = load_front_matter(f->text);
	if (yaml.start == yaml.end)
		return CC_OK;
	b.file = f;
	rc = file_index_lines(&c->arena, f, e);
	if (rc == CC_OK)
		rc = bibliography_front_matter(&b, yaml, e);
	if (rc == CC_OK)
		rc = corpus_take_problems(c, &b, e);
	if (rc == CC_OK)
		rc = bibliography_hide_users(&b, e);
	for (size_t i = 0; rc == CC_OK && i < b.records.n; i++)
		rc = join(c, s, &b.records.v[i], RANK_FRONT_MATTER, e);
	return rc;
}

static struct str without_suffix(struct str path)
{
	return str_slice(path, 0, path.len - path_extension(path).len);
}

int join_file(struct corpus *c, struct str relative, struct str full, struct peeked peeked, const struct error *refused,
              struct error *e)
{
	struct str stem = path_stem(relative), second = without_suffix(relative);
	struct slot *s;
	bool known = map_get(&c->by_path, full) != MAP_NONE;
	int rc;

	if (++c->files_found > LIMIT_FILES)
		return error_set(e, CC_ELIMIT, "more than %d files in the corpus", LIMIT_FILES);
	s = slot_of_file(c, full, stem, second, e);
	if (s == NULL)
		return CC_ENOMEM;
	if (s->source.id.len == 0)
		s->source.id = stem;
	if (refused != NULL && refuse(c, s, refused, e) < 0)
		return CC_ENOMEM;
	rc = add_id(c, s, stem, e);
	if (rc == CC_OK)
		rc = add_id(c, s, second, e);
	if (rc < 0 || known || refused != NULL || s->source.format == NULL)
		return rc;
	s->file_size = peeked.size;
	if (s->source.format->front_matter && !peeked.plain)
		rc = join_front_matter(c, s, e);
	return rc;
}

/* --- records of bibliographies --- */

/* The folder without symlinks; empty when it is not there. Asked once for each folder. */
static int real_folder(struct corpus *c, struct str folder, struct str *out, struct error *e)
{
	size_t i = map_get(&c->folders, folder);
	struct str key, *place;
	struct error why;
	int rc;

	if (i != MAP_NONE) {
		*out = c->real_folders.v[i];
		return CC_OK;
	}
	key = str_copy(&c->arena, folder);
	place = vec_add(&c->arena, &c->real_folders);
	if (key.ptr == NULL || place == NULL)
		return error_memory(e);
	*place = (struct str){ 0 };
	rc = tree_resolve(c->tree, &c->arena, key, place, &why);
	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (rc < 0)
		*place = (struct str){ 0 };
	*out = *place;
	return map_put(&c->arena, &c->folders, key, c->real_folders.n - 1, NULL) < 0 ? error_memory(e) : CC_OK;
}

/* Where a path of a record leads: CC_OK and *full without symlinks; CC_EPATH, CC_ENOENT with the reason in *why and
 * the path as it would be in *full; CC_ENOMEM in *e. */
static int resolve(struct corpus *c, const struct origin *o, struct str path, struct str *full, struct error *why,
                   struct error *e)
{
	struct str joined = path_join(&c->arena, o->base, path), folder;

	if (joined.ptr == NULL || !(joined = str_copy(&c->arena, joined)).ptr)
		return error_memory(e);
	*full = joined;
	if (path.len == 0 || memchr(path.ptr, '\0', path.len) != NULL)
		return error_set(why, CC_EPATH, "no path of a file");
	if (map_get(&c->by_path, joined) != MAP_NONE)
		return CC_OK;
	if (real_folder(c, path_folder(joined), &folder, e) < 0)
		return CC_ENOMEM;
	if (folder.ptr != NULL) {
		*full = str_is(folder, "/") ? joined : str_fmt(&c->arena, STR_FMT "/" STR_FMT, STR_ARG(folder),
		                                               STR_ARG(path_base(joined)));
		if (full->ptr == NULL)
			return error_memory(e);
	}
	if (folder.ptr != NULL && tree_look_at(c->tree, &c->arena, *full) == TREE_LINK) {
		struct str real;
		struct error missing;
		int rc = tree_resolve(c->tree, &c->arena, *full, &real, &missing);
		if (rc == CC_ENOMEM)
			return error_memory(e);
		if (rc == CC_OK)
			*full = real;
	}
	if (!corpus_allows(c, o, *full))
		return error_set(why, CC_EPATH, "'" STR_FMT "' lies outside the root", STR_ARG(path));
	if (folder.ptr == NULL || tree_look_at(c->tree, &c->arena, *full) == TREE_NONE)
		return error_set(why, CC_ENOENT, "no file '" STR_FMT "'", STR_ARG(path));
	return CC_OK;
}

/* Of a record's files the first of the best kind is the source itself, since locators count in it: what was printed
 * before what was saved of a page. */
static size_t preference(struct str path)
{
	static const char *const kinds[] = { "pdf", "epub", "docx", "odt", "markdown", "text", "html" };
	const struct source_format *format = source_format_for(path);
	size_t i = 0;

	while (i < sizeof kinds / sizeof *kinds && (format == NULL || !str_is(str_from(format->name), kinds[i])))
		i++;
	return i;
}

/* The files of a record that can be read. */
struct choice {
	struct { struct str full; size_t document; } v[LIMIT_ATTACHMENTS];
	size_t n, best;
};

/* Zotero and JabRef list every attachment. Without one that can be read the first is meant, with what is wrong with it. */
static int choose_document(struct corpus *c, const struct origin *o, struct record *r, struct choice *out, struct str *full,
                           struct error *why, struct error *e)
{
	struct error first_why = { 0 };
	struct str first = { 0 };
	int first_rc = CC_OK;

	for (size_t i = 0; i < r->n_documents && i < LIMIT_ATTACHMENTS; i++) {
		int rc = resolve(c, o, r->documents[i].text, full, why, e);
		if (rc == CC_ENOMEM)
			return rc;
		if (rc == CC_OK && (source_format_for(*full) != NULL || r->n_documents == 1)) {
			out->v[out->n].full = *full;
			out->v[out->n].document = i;
			if (out->n > 0 && preference(*full) < preference(out->v[out->best].full))
				out->best = out->n;
			out->n++;
		}
		if (i == 0) {
			first = *full;
			first_why = *why;
			first_rc = rc;
		}
	}
	if (out->n > 0) {
		*full = out->v[out->best].full;
		r->document = r->documents[out->v[out->best].document];
		return CC_OK;
	}
	*full = first;
	*why = first_why;
	r->document = r->documents[0];
	return first_rc;
}

/* The other files become sources of their own with the record's fields; what a record of their own says comes first. */
static int attach(struct corpus *c, struct slot *s, const struct record *r, const struct choice *choice, struct error *e)
{
	struct record fields = *r;
	size_t *list = arena_array(&c->arena, size_t, choice->n + 1), n = 0;

	if (list == NULL)
		return error_memory(e);
	fields.id = fields.sha256 = (struct value){ 0 };
	fields.documents = fields.aliases = NULL;
	fields.n_documents = fields.n_aliases = 0;
	for (size_t i = 0; i < choice->n; i++) {
		struct slot *other;
		if (i == choice->best)
			continue;
		other = slot_of_file(c, choice->v[i].full, (struct str){ 0 }, (struct str){ 0 }, e);
		if (other == NULL)
			return CC_ENOMEM;
		if (other == s)
			continue;
		if (other->source.id.len == 0)
			other->source.id = other->source.path;
		fields.document = r->documents[choice->v[i].document];
		merge(other, &fields, RANK_FRONT_MATTER);
		list[n++] = other->source.index;
	}
	if (n > 0) {
		s->source.attachments = list;
		s->source.n_attachments = n;
	}
	return CC_OK;
}

static int join_with_file(struct corpus *c, const struct origin *o, struct record *r, struct error *e)
{
	struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
	struct choice choice = { .n = 0 };
	struct str full = { 0 };
	int rc = choose_document(c, o, r, &choice, &full, &why, e);
	struct slot *s;

	if (rc == CC_ENOMEM)
		return rc;
	s = slot_of_file(c, full, r->id.text, r->id.text, e);
	if (s == NULL)
		return CC_ENOMEM;
	if (rc == CC_OK && r->n_documents > LIMIT_ATTACHMENTS)
		rc = error_set(&why, CC_ELIMIT, "a record with more than %d files", LIMIT_ATTACHMENTS);
	if (rc < 0 && s->source.state == SOURCE_READY && refuse(c, s, &why, e) < 0)
		return CC_ENOMEM;
	rc = join(c, s, r, RANK_BIBLIOGRAPHY, e);
	return rc == CC_OK && choice.n > 1 ? attach(c, s, r, &choice, e) : rc;
}

static bool is_empty(const struct value *v)
{
	return v->file != NULL && v->text.len == 0;
}

/* A record with `rev`: the file as it stood there, a source of its own. Its name then need not be there any more; what
 * the revision holds is seen when the source is read. */
static int join_pinned(struct corpus *c, const struct origin *o, struct record *r, struct error *e)
{
	struct str path = r->path.text.len > 0 ? r->path.text : r->documents[0].text;
	struct str full = path_join(&c->arena, o->base, path), key;
	struct slot *s;
	size_t i;

	if (full.ptr == NULL || !(full = str_copy(&c->arena, full)).ptr)
		return error_memory(e);
	key = str_fmt(&c->arena, STR_FMT "%c" STR_FMT, STR_ARG(full), 0, STR_ARG(r->rev.text)); /* no path holds a NUL */
	i = key.ptr != NULL ? map_get(&c->by_path, key) : MAP_NONE;
	s = i != MAP_NONE ? c->slots.v[i] : new_slot(c);
	if (key.ptr == NULL || s == NULL)
		return error_memory(e);
	if (i == MAP_NONE) {
		if (map_put(&c->arena, &c->by_path, key, s->source.index, NULL) < 0)
			return error_memory(e);
		s->source.rev = r->rev.text;
		s->pinned = true;
		s->source.full_path = full;
		s->source.path = path_relative(&c->arena, c->root, full);
		s->source.stored = true;
		s->source.format = source_format_for(full);
		s->source.state = SOURCE_READY;
	}
	if (!corpus_allows(c, o, full) || memchr(path.ptr, '\0', path.len) != NULL) {
		struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
		error_set(&why, CC_EPATH, "'" STR_FMT "' lies outside the root", STR_ARG(path));
		if (refuse(c, s, &why, e) < 0)
			return CC_ENOMEM;
	} else if (is_empty(&r->rev) || is_empty(&r->path)) {
		struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
		error_set(&why, CC_ESYNTAX, "its record has an empty '%s'", is_empty(&r->rev) ? "rev" : "path");
		if (refuse(c, s, &why, e) < 0)
			return CC_ENOMEM;
	}
	return join(c, s, r, RANK_BIBLIOGRAPHY, e);
}

static bool is_pinned(const struct record *r)
{
	return r->rev.file != NULL && (r->path.text.len > 0 || r->n_documents > 0);
}

static int join_without_file(struct corpus *c, const struct record *r, struct error *e)
{
	size_t i = map_get(&c->by_id, r->id.text);
	struct slot *s = i != MAP_NONE ? c->slots.v[i] : NULL;

	if (s == NULL || (s->rank == RANK_BIBLIOGRAPHY && s->source.record.n_documents == 0 && !is_pinned(&s->source.record) &&
	                  !same_work(&s->source.record, r)))
		s = new_slot(c);
	return s != NULL ? join(c, s, r, RANK_BIBLIOGRAPHY, e) : error_memory(e);
}

int join_bibliography(struct corpus *c, const struct origin *o, const struct bibliography *b, struct error *e)
{
	int rc = CC_OK;

	/* entries with a file first: an entry without one then finds the source of its id */
	for (size_t i = 0; rc == CC_OK && i < b->records.n; i++)
		if (is_pinned(&b->records.v[i]))
			rc = join_pinned(c, o, &b->records.v[i], e);
		else if (b->records.v[i].n_documents > 0)
			rc = join_with_file(c, o, &b->records.v[i], e);
	for (size_t i = 0; rc == CC_OK && i < b->records.n; i++)
		if (b->records.v[i].n_documents == 0 && !is_pinned(&b->records.v[i]))
			rc = join_without_file(c, &b->records.v[i], e);
	return rc;
}

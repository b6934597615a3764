#include "source/corpus.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "source/extract.h"

#define MEMORY_DEFAULT MIB(64)
#define RETURN_PART 2 /* of the bound: so much is freed before free blocks are looked for */

/* --- opening --- */

static bool below(struct str root, struct str path)
{
	return str_eq(root, path) || str_is(root, "/") ||
	       (str_starts(path, root) && path.len > root.len && path.ptr[root.len] == '/');
}

bool corpus_allows(const struct corpus *c, const struct origin *o, struct str full)
{
	return below(c->root, full) || (o->allow.len > 0 && below(o->allow, full));
}

int corpus_add_problem(struct corpus *c, const struct source_problem *p, struct error *e)
{
	struct source_problem *slot = vec_add(&c->arena, &c->problems);

	if (slot == NULL)
		return error_memory(e);
	*slot = *p;
	return CC_OK;
}

int corpus_take_problems(struct corpus *c, const struct bibliography *b, struct error *e)
{
	int rc = CC_OK;

	for (size_t i = 0; rc == CC_OK && i < b->problems.n; i++)
		rc = corpus_add_problem(c, &b->problems.v[i], e);
	return rc;
}

static int note_unreadable(struct corpus *c, const struct file *f, const struct error *why, struct error *e)
{
	struct source_problem *p = vec_add(&c->arena, &c->problems);
	struct span place = { 0, 0 };

	if (p == NULL)
		return error_memory(e);
	if (why->offset != ERROR_NO_OFFSET && why->offset <= f->text.len)
		place = (struct span){ why->offset, why->offset };
	*p = (struct source_problem){ .file = f, .place = place, .fatal = true };
	p->message = str_copy(&c->arena, str_from(why->text));
	return p->message.ptr != NULL ? CC_OK : error_memory(e);
}

/* One bibliography file: what is wrong with it is a problem, not a failure. */
static int add_bibliography(struct corpus *c, struct str real, struct str shown, const struct origin *o,
                            struct error *e)
{
	struct file *f = arena_new(&c->arena, struct file);
	struct bibliography b = { .a = &c->arena, .file = f };
	int (*read)(struct bibliography *, struct error *) = bibliography_for(real);
	struct error why = { 0 };
	struct str bytes;
	int rc;

	if (f == NULL)
		return error_memory(e);
	f->path = shown;
	if (read == NULL) {
		error_set(&why, CC_EKIND, "no bibliography that citecheck reads (.yaml, .json, .bib)");
		return note_unreadable(c, f, &why, e);
	}
	rc = tree_read(c->tree, &c->arena, real, LIMIT_BIBLIOGRAPHY_BYTES, &bytes, &why);
	if (rc == CC_OK)
		rc = text_decode(&c->arena, bytes, true, &f->text, &f->converted, &why);
	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (rc < 0)
		return note_unreadable(c, f, &why, e);
	rc = file_index_lines(&c->arena, f, e);
	if (rc == CC_OK)
		rc = read(&b, e);
	if (rc == CC_OK)
		rc = corpus_take_problems(c, &b, e);
	if (rc == CC_OK)
		rc = bibliography_hide_users(&b, e);
	return rc == CC_OK ? join_bibliography(c, o, &b, e) : rc;
}

static int add_path(struct corpus *c, struct str path, const struct corpus_options *options, struct error *e)
{
	struct str joined = path_join(&c->arena, c->shown_root, path), real, shown;
	struct origin o = { 0 };
	enum tree_kind kind;
	int rc;

	if (joined.ptr == NULL)
		return error_memory(e);
	rc = tree_resolve(c->tree, &c->arena, joined, &real, e);
	if (rc == CC_ENOENT && options->optional)
		return 0;
	if (rc < 0)
		return rc != CC_ENOENT ? rc
		                       : error_set(e, rc, "no corpus '" STR_FMT "'%s", STR_ARG(path),
		                                   options->paths_named ? "" : ", which `corpus:` in the configuration names");
	if (!options->paths_named && !below(c->root, real))
		return error_set(e, CC_EPATH, "corpus '" STR_FMT "' lies outside the root '" STR_FMT "'", STR_ARG(path),
		                 STR_ARG(c->shown_root));
	kind = tree_look_at(c->tree, &c->arena, real);
	if (kind == TREE_NONE)
		return error_set(e, CC_EIO, "can't read corpus '" STR_FMT "'", STR_ARG(path));
	shown = path_relative(&c->arena, c->root, real);
	o.base = kind == TREE_FOLDER ? real : path_folder(real);
	o.allow = options->paths_named ? o.base : (struct str){ 0 };
	if (kind == TREE_FOLDER)
		return walk_folder(c, &o, e);
	if (source_format_for(real) != NULL)
		return join_file(c, path_base(real), real, (struct peeked){ 0 }, NULL, e);
	return add_bibliography(c, real, shown, &o, e);
}

/* Folders first: the entries of bibliographies then find their files. */
static int add_paths(struct corpus *c, const struct corpus_options *options, struct error *e)
{
	for (int bibliographies = 0; bibliographies <= 1; bibliographies++)
		for (size_t i = 0; i < options->n_paths; i++) {
			int rc;
			if ((bibliography_for(options->paths[i]) != NULL) != (bibliographies == 1))
				continue;
			rc = add_path(c, options->paths[i], options, e);
			if (rc < 0)
				return rc;
		}
	return CC_OK;
}

int corpus_open(struct corpus **out, const struct corpus_options *options, struct error *e)
{
	struct corpus *c = calloc(1, sizeof *c);
	int rc;

	*out = NULL;
	if (c == NULL)
		return error_memory(e);
	arena_init(&c->arena);
	if (options->budget != NULL)
		arena_count_in(&c->arena, &options->budget->kept);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->loaded, NULL);
	pthread_cond_init(&c->given, NULL);
	c->tree = options->tree;
	c->past = options->past;
	c->heads = options->heads;
	c->cache = options->cache;
	c->memory = options->memory != 0 ? options->memory : MEMORY_DEFAULT;
	c->budget = options->budget;
	if (c->memory > memory_share(c->budget) / 2)
		c->memory = memory_share(c->budget) / 2;
	c->exclude = options->exclude;
	c->n_exclude = options->n_exclude;
	c->digest = options->digest;
	c->jobs = options->jobs;
	c->paths_named = options->paths_named;
	c->shown_root = str_copy(&c->arena, options->root);
	rc = c->shown_root.ptr != NULL ? tree_resolve(c->tree, &c->arena, options->root, &c->root, e) : error_memory(e);
	if (rc == CC_OK)
		rc = add_paths(c, options, e);
	if (rc < 0) {
		corpus_close(c);
		return rc;
	}
	*out = c;
	return CC_OK;
}

int corpus_add_bibliography(struct corpus *c, struct str path, struct error *e)
{
	static const struct corpus_options strict = { 0 };

	return add_path(c, path, &strict, e);
}

int corpus_add_references(struct corpus *c, const struct file *file, struct span references, struct error *e)
{
	struct bibliography b = { .a = &c->arena, .file = file };
	struct str joined = path_join(&c->arena, c->root, file->path);
	struct origin o = { 0 };
	int rc;

	if (joined.ptr == NULL)
		return error_memory(e);
	o.base = path_folder(joined);
	rc = bibliography_references(&b, references, e);
	if (rc == CC_OK)
		rc = corpus_take_problems(c, &b, e);
	if (rc == CC_OK)
		rc = bibliography_hide_users(&b, e);
	return rc == CC_OK ? join_bibliography(c, &o, &b, e) : rc;
}

void corpus_drop(struct slot *s)
{
	if (s->document != NULL)
		document_finish(s->document);
	arena_release(&s->arena);
	s->document = NULL;
}

void corpus_close(struct corpus *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->slots.n; i++)
		corpus_drop(c->slots.v[i]);
	pthread_cond_destroy(&c->loaded);
	pthread_cond_destroy(&c->given);
	pthread_mutex_destroy(&c->lock);
	arena_release(&c->arena);
	free(c);
}

/* --- asking --- */

size_t corpus_count(const struct corpus *c)
{
	return c->slots.n;
}

const struct source *corpus_source(const struct corpus *c, size_t index)
{
	return &c->slots.v[index]->source;
}

size_t corpus_find(const struct corpus *c, struct str id)
{
	return map_get(&c->by_id, id);
}

static struct str id_of(const void *slots, size_t i)
{
	const struct slot *const *v = slots;

	return v[i]->source.id;
}

struct str corpus_nearest(const struct corpus *c, struct str id)
{
	size_t i = str_nearest(id, c->slots.n, id_of, c->slots.v);

	return i != SIZE_MAX ? c->slots.v[i]->source.id : (struct str){ 0 };
}

size_t corpus_ambiguities(const struct corpus *c, const struct ambiguity **out)
{
	*out = c->ambiguities.v;
	return c->ambiguities.n;
}

bool corpus_is_ambiguous(const struct corpus *c, struct str id)
{
	return map_get(&c->ambiguous, id) != MAP_NONE;
}

size_t corpus_problems(const struct corpus *c, const struct source_problem **out)
{
	*out = c->problems.v;
	return c->problems.n;
}

/* --- documents --- */

/* Errors of the system name the full path; people know the file by the other. */
static void show_path(struct error *e, struct str full, struct str shown)
{
	struct str text = str_from(e->text);
	size_t at = full.len > 0 ? str_find(text, full, 0) : SIZE_MAX;
	struct str behind;

	if (at == SIZE_MAX || shown.len > full.len)
		return;
	behind = str_slice(text, at + full.len, text.len);
	memcpy(e->text + at, shown.ptr, shown.len);
	memmove(e->text + at + shown.len, behind.ptr, behind.len + 1);
}

static int pin(const struct corpus *c, struct slot *s, struct str bytes, struct error *e)
{
	char hex[65];

	if (s->source.record.sha256.text.len == 0 && !c->digest)
		return CC_OK;
	sha256_hex(bytes, hex);
	s->document->sha256 = str_copy(&s->arena, (struct str){ hex, 64 });
	return s->document->sha256.ptr != NULL ? CC_OK : error_memory(e);
}

static uint64_t hash_document(const struct document *d)
{
	uint64_t parts[3] = { str_hash(d->text),
		              str_hash((struct str){ (const char *)d->furniture, d->n_furniture * sizeof *d->furniture }),
		              str_hash((struct str){ (const char *)d->marks, d->n_marks * sizeof *d->marks }) };

	return str_hash((struct str){ (const char *)parts, sizeof parts });
}

static int unknown_kind(const struct source *source, struct error *e)
{
	return error_set(e, CC_EKIND, "a kind of file that citecheck does not read: '" STR_FMT "'", STR_ARG(source->path));
}

static int read_pinned(const struct corpus *c, struct slot *s, struct str *out, struct error *e)
{
	const struct source *source = &s->source;

	if (source->format == NULL)
		return unknown_kind(source, e);
	if (c->past == NULL)
		return error_set(e, CC_EGIT, "it is pinned to revision '" STR_FMT "', and nothing keeps revisions here",
		                 STR_ARG(source->rev));
	return c->past->read(c->past, &s->arena, source->rev, source->full_path, LIMIT_SOURCE_BYTES, out, e);
}

static int read_bytes(const struct corpus *c, struct slot *s, struct str *out, struct error *e)
{
	const struct source *source = &s->source;
	int rc;

	if (source->rev.len > 0)
		return read_pinned(c, s, out, e);
	/* what is no file at all is said by tree_read */
	if (source->format == NULL && tree_look(c->tree, &s->arena, source->full_path) == TREE_FILE)
		return unknown_kind(source, e);
	rc = tree_read(c->tree, &s->arena, source->full_path, LIMIT_SOURCE_BYTES, out, e);
	if (rc < 0)
		show_path(e, source->full_path, source->path);
	else if (file_is_pointer(*out))
		rc = error_set(e, CC_EKIND, "'" STR_FMT "' is a pointer of Git LFS, not the file; `git lfs pull` brings the file",
		               STR_ARG(source->path));
	return rc;
}

static int load(const struct corpus *c, struct slot *s, struct error *e)
{
	const struct source *source = &s->source;
	struct str bytes;
	int rc = read_bytes(c, s, &bytes, e);

	if (rc < 0)
		return rc;
	s->document = arena_new(&s->arena, struct document);
	if (s->document == NULL)
		return error_memory(e);
	s->document->source = source->index;
	rc = pin(c, s, bytes, e);
	if (rc == CC_OK)
		rc = extract(&s->arena, c->cache, source, bytes, s->document, e);
	if (rc == CC_OK)
		rc = document_prepare(&s->arena, s->document, e);
	if (rc == CC_OK)
		s->document->text_hash = hash_document(s->document);
	return rc;
}

int corpus_read_version(const struct corpus *c, size_t source, struct arena *a, struct str full, struct str rev,
                        struct str bytes, struct document *out, struct error *e)
{
	struct source *as = arena_new(a, struct source);
	int rc;

	*out = (struct document){ .source = source };
	if (as == NULL)
		return error_memory(e);
	*as = c->slots.v[source]->source;
	as->rev = rev;
	as->full_path = full;
	as->path = path_relative(a, c->root, full);
	as->format = source_format_for(full);
	as->stored = true;
	if (as->format == NULL)
		return unknown_kind(as, e);
	rc = extract(a, c->cache, as, bytes, out, e);
	return rc == CC_OK ? document_prepare(a, out, e) : rc;
}

static void unlink_unused(struct corpus *c, struct slot *s)
{
	*(s->older != NULL ? &s->older->newer : &c->oldest) = s->newer;
	*(s->newer != NULL ? &s->newer->older : &c->newest) = s->older;
	s->older = s->newer = NULL;
	c->unused_bytes -= s->bytes;
}

static void link_unused(struct corpus *c, struct slot *s)
{
	s->older = c->newest;
	*(c->newest != NULL ? &c->newest->newer : &c->oldest) = s;
	c->newest = s;
	c->unused_bytes += s->bytes;
}

void corpus_drop_oldest(struct corpus *c)
{
	struct slot *old = c->oldest;

	unlink_unused(c, old);
	c->given_back += old->bytes;
	corpus_drop(old);
	old->state = SLOT_EMPTY;
}

/* Its memory is the next document's while it is still in the processor's cache. The lock is left, since a large document's
 * memory takes time to give back; until then it counts as taken. */
static void drop_released(struct corpus *c, struct slot *s)
{
	s->state = SLOT_LOADING;
	pthread_mutex_unlock(&c->lock);
	corpus_drop(s);
	pthread_mutex_lock(&c->lock);
	allowance_give(c, s);
	s->state = SLOT_EMPTY;
	pthread_cond_broadcast(&c->loaded);
}

void corpus_sweep(struct corpus *c, bool on)
{
	pthread_mutex_lock(&c->lock);
	c->sweeping = on;
	pthread_mutex_unlock(&c->lock);
}

void corpus_end_waiting(struct corpus *c)
{
	c->stopped = true;
	pthread_cond_broadcast(&c->given);
}

void corpus_stop(struct corpus *c)
{
	pthread_mutex_lock(&c->lock);
	corpus_end_waiting(c);
	pthread_mutex_unlock(&c->lock);
}

bool corpus_refused(struct corpus *c, struct error *e)
{
	bool refused;

	pthread_mutex_lock(&c->lock);
	refused = c->refusal.code != 0;
	if (refused && e != NULL)
		*e = c->refusal;
	pthread_mutex_unlock(&c->lock);
	return refused;
}

/* What can't be read takes nothing. */
static void note_failure(struct corpus *c, struct slot *s, int rc, const struct error *why, struct error *e)
{
	const struct error *kept = rc == CC_ENOMEM ? NULL : error_copy(&c->arena, why);

	corpus_drop(s);
	/* without memory now, perhaps with memory later */
	s->state = kept == NULL ? SLOT_EMPTY : SLOT_FAILED;
	if (kept != NULL) {
		s->source.state = SOURCE_UNREADABLE;
		s->source.error = kept;
	}
	if (e != NULL)
		*e = *why;
	pthread_cond_broadcast(&c->loaded);
}

/* With the lock, which is left while the file is read; the slot is SLOT_LOADING, so that nobody else touches it. Where
 * the text turns out to need more than was guessed, and others hold that, it is read again once they are done. */
static int fill(struct corpus *c, struct slot *s, struct error *e)
{
	struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
	int rc;

	for (;;) {
		rc = allowance_take(c, s, &why);
		if (rc == CC_OK && s->document == NULL) {
			pthread_mutex_unlock(&c->lock);
			rc = load(c, s, &why);
			pthread_mutex_lock(&c->lock);
			if (rc < 0)
				allowance_give(c, s);
		}
		if (rc < 0) {
			note_failure(c, s, rc, &why, e);
			return rc;
		}
		if (allowance_settle(c, s))
			break;
		allowance_give(c, s);
		corpus_drop(s);
	}
	s->users = 1;
	s->state = SLOT_LOADED;
	pthread_cond_broadcast(&c->loaded);
	return CC_OK;
}

int corpus_acquire(struct corpus *c, size_t source, const struct document **out, struct error *e)
{
	struct slot *s = c->slots.v[source];
	int rc = CC_OK;

	*out = NULL;
	pthread_mutex_lock(&c->lock);
	while (s->state == SLOT_LOADING)
		pthread_cond_wait(&c->loaded, &c->lock);
	if (s->source.state == SOURCE_NO_FILE) {
		rc = error_set(e, CC_ENOENT, "source '" STR_FMT "' has no file", STR_ARG(s->source.id));
	} else if (s->source.state == SOURCE_UNREADABLE) {
		rc = s->source.error->code;
		if (e != NULL)
			*e = *s->source.error;
	} else if (s->state == SLOT_LOADED && s->users > 0) {
		s->users++;
	} else {
		if (s->state == SLOT_LOADED)
			unlink_unused(c, s);
		s->state = SLOT_LOADING;
		rc = fill(c, s, e);
	}
	if (rc == CC_OK)
		*out = s->document;
	pthread_mutex_unlock(&c->lock);
	return rc;
}

void corpus_release(struct corpus *c, const struct document *d)
{
	bool full = false;
	struct slot *s;

	if (d == NULL)
		return;
	s = c->slots.v[d->source];
	pthread_mutex_lock(&c->lock);
	if (--s->users == 0) {
		s->bytes = s->arena.held + s->document->text.len / 8;
		if (c->sweeping && c->unused_bytes + s->bytes > c->memory) {
			drop_released(c, s);
		} else {
			allowance_give(c, s);
			link_unused(c, s);
		}
		while (c->unused_bytes > c->memory && c->oldest != NULL)
			corpus_drop_oldest(c);
		full = c->budget != NULL && c->budget->strict && c->given_back > memory_share(c->budget) / RETURN_PART;
		c->given_back = full ? 0 : c->given_back;
	}
	pthread_mutex_unlock(&c->lock);
	if (full)
		memory_return();
}

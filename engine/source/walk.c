#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "source/corpus.h"

struct entry {
	struct str name, path, full;
	bool folder, link, excluded;
	bool unknown, plain; /* unknown: whether it opens with front matter; plain: it does not */
	size_t size;         /* 0: not looked at */
};

struct walk {
	struct corpus *c;
	const struct origin *o;
};

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static void classify(int fd, const struct dirent *d, struct entry *out)
{
	struct stat st;

	out->folder = d->d_type == DT_DIR;
	out->link = d->d_type == DT_LNK;
	if (d->d_type == DT_UNKNOWN && fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		out->folder = S_ISDIR(st.st_mode);
		out->link = S_ISLNK(st.st_mode);
	}
}

/* The folder's entries without hidden ones, sorted: readdir's order is the file system's. Closes fd. */
static int read_entries(struct arena *a, int fd, struct entry **out, size_t *n)
{
	struct { struct entry *v; size_t n, cap; } list = { 0 };
	DIR *dir = fdopendir(fd);
	struct dirent *d;
	int rc = CC_OK;

	if (dir == NULL) {
		close(fd);
		return CC_EIO;
	}
	while (rc == CC_OK && (d = readdir(dir)) != NULL) {
		struct entry *slot, found = { 0 };
		if (d->d_name[0] == '.')
			continue;
		classify(dirfd(dir), d, &found);
		if (!found.folder && source_format_for(str_from(d->d_name)) == NULL)
			continue;
		slot = vec_add(a, &list);
		found.name = str_copy(a, str_from(d->d_name));
		if (slot == NULL || found.name.ptr == NULL)
			rc = CC_ENOMEM;
		else
			*slot = found;
	}
	closedir(dir);
	if (list.n > 1)
		qsort(list.v, list.n, sizeof *list.v, by_name);
	*out = list.v;
	*n = list.n;
	return rc;
}

static bool excluded(const struct corpus *c, struct str full)
{
	struct str shown = full;

	if (c->n_exclude == 0)
		return false;
	if (str_starts(full, c->root) && full.len > c->root.len)
		shown = str_slice(full, c->root.len + 1, full.len);
	for (size_t i = 0; i < c->n_exclude; i++)
		if (path_glob(c->exclude[i], shown))
			return true;
	return false;
}

/* A symlink counts as the file it leads to, where that lies within. */
static int join_link(const struct walk *w, struct str relative, struct str full, struct error *e)
{
	struct error why = { .offset = ERROR_NO_OFFSET, .end = ERROR_NO_OFFSET };
	struct str target;
	int rc = tree_resolve(w->c->tree, &w->c->arena, full, &target, &why);

	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (rc < 0) {
		error_set(&why, rc, "'" STR_FMT "' leads nowhere", STR_ARG(relative));
		return join_file(w->c, relative, full, (struct peeked){ 0 }, &why, e);
	}
	if (corpus_allows(w->c, w->o, target))
		return join_file(w->c, relative, target, (struct peeked){ 0 }, NULL, e);
	error_set(&why, CC_EPATH, "'" STR_FMT "' leads outside the root", STR_ARG(relative));
	return join_file(w->c, relative, full, (struct peeked){ 0 }, &why, e);
}

static struct str child(struct arena *a, struct str folder, struct str name)
{
	return folder.len == 0 ? name : str_fmt(a, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(name));
}

/* The same as read_entries for a folder of a tree. */
static int stored_entries(const struct walk *w, struct str full, struct entry **out, size_t *n, struct error *e)
{
	struct arena *a = &w->c->arena;
	struct tree_entry *list;
	size_t m;
	int rc = tree_list(w->c->tree, a, full, &list, &m, e);

	*n = 0;
	if (rc < 0)
		return rc;
	*out = arena_array(a, struct entry, m + 1);
	if (*out == NULL)
		return error_memory(e);
	for (size_t i = 0; i < m; i++)
		if (list[i].name.ptr[0] != '.' && list[i].kind != TREE_OTHER &&
		    (list[i].kind == TREE_FOLDER || source_format_for(list[i].name) != NULL))
			(*out)[(*n)++] = (struct entry){ .name = list[i].name, .folder = list[i].kind == TREE_FOLDER,
				                         .link = list[i].kind == TREE_LINK };
	return CC_OK;
}

static int open_folder(const struct walk *w, int parent, struct str name, struct str relative, int *fd, struct error *e)
{
	*fd = openat(parent, name.ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	/* a folder that may not be read is an error, not an empty corpus */
	if (*fd < 0)
		return error_set(e, CC_EIO, "can't read folder '" STR_FMT "': %s",
		                 STR_ARG(relative.len > 0 ? relative : w->o->base), strerror(errno));
	return CC_OK;
}

/* --- first bytes, looked at from several threads: opening thousands of files takes its time --- */

enum { PEEKS_PER_ITEM = 32, PEEKS_LEAST = 4 * PEEKS_PER_ITEM };

struct peek {
	int folder;
	struct entry *v;
	size_t n;
};

static int peek_some(void *ctx, unsigned worker, size_t item)
{
	const struct peek *p = ctx;
	size_t end = (item + 1) * PEEKS_PER_ITEM < p->n ? (item + 1) * PEEKS_PER_ITEM : p->n;

	(void)worker;
	for (size_t i = item * PEEKS_PER_ITEM; i < end; i++) {
		char head[FRONT_MATTER_SIGN];
		struct stat st;
		ssize_t n;
		int fd;

		if (!p->v[i].unknown)
			continue;
		fd = openat(p->folder, p->v[i].name.ptr, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
		if (fd < 0)
			continue; /* said when the source is read */
		n = pread(fd, head, sizeof head, 0);
		p->v[i].plain = n >= 0 && !may_open_front_matter((struct str){ head, (size_t)n });
		p->v[i].size = fstat(fd, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
		close(fd);
	}
	return 0;
}

static void peek_at(const struct walk *w, int folder, struct entry *v, size_t n)
{
	struct peek p = { folder, v, n };
	size_t unknown = 0;

	/* with heads.plain few files need a look */
	if (w->c->jobs < 2 || n < PEEKS_LEAST || w->c->heads.plain != NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct source_format *format = source_format_for(v[i].name);

		v[i].unknown = !v[i].folder && !v[i].link && !v[i].excluded && format != NULL && format->front_matter &&
		               !tree_holds(w->c->tree, v[i].full);
		unknown += v[i].unknown;
	}
	if (unknown >= PEEKS_LEAST)
		(void)parallel_for(w->c->jobs, (n + PEEKS_PER_ITEM - 1) / PEEKS_PER_ITEM, peek_some, &p);
}

/* --- walking --- */

static int name_entries(const struct walk *w, struct str relative, struct entry *v, size_t n)
{
	struct arena *a = &w->c->arena;

	for (size_t i = 0; i < n; i++) {
		v[i].path = child(a, relative, v[i].name);
		v[i].full = child(a, w->o->base, v[i].path);
		if (v[i].path.ptr == NULL || v[i].full.ptr == NULL)
			return CC_ENOMEM;
		v[i].excluded = excluded(w->c, v[i].full);
	}
	return CC_OK;
}

static int walk(const struct walk *w, int parent, struct str name, struct str relative, unsigned depth, struct error *e)
{
	struct arena *a = &w->c->arena;
	struct entry *v = NULL;
	size_t n = 0;
	bool stored = tree_holds(w->c->tree, w->o->base);
	int rc, fd = -1;

	if (depth > LIMIT_PATH_DEPTH)
		return error_set(e, CC_ELIMIT, "folders nested deeper than %d: '" STR_FMT "'", LIMIT_PATH_DEPTH,
		                 STR_ARG(relative));
	if (stored)
		rc = stored_entries(w, relative.len > 0 ? child(a, w->o->base, relative) : w->o->base, &v, &n, e);
	else if ((rc = open_folder(w, parent, name, relative, &fd, e)) < 0)
		return rc;
	else
		rc = read_entries(a, dup(fd), &v, &n);
	if (rc == CC_OK && (rc = name_entries(w, relative, v, n)) == CC_OK && !stored)
		peek_at(w, fd, v, n);
	for (size_t i = 0; rc == CC_OK && i < n; i++) {
		if (v[i].excluded)
			continue;
		if (v[i].folder)
			rc = walk(w, fd, v[i].name, v[i].path, depth + 1, e);
		else if (v[i].link)
			rc = join_link(w, v[i].path, v[i].full, e);
		else
			rc = join_file(w->c, v[i].path, v[i].full, (struct peeked){ v[i].plain, v[i].size }, NULL, e);
	}
	if (fd >= 0)
		close(fd);
	return rc == CC_ENOMEM ? error_memory(e) : rc;
}

int walk_folder(struct corpus *c, const struct origin *o, struct error *e)
{
	struct walk w = { c, o };

	return walk(&w, AT_FDCWD, o->base, (struct str){ 0 }, 0, e);
}

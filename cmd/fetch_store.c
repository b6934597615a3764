#include "cmd/fetch_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"

#define TEMPORARY ".citecheck-fetch-"
#define LOCK ".citecheck-fetch"
#define SYNCERS 8        /* disks do several at once nearly as fast as one */
#define WAITING_MOST 128 /* descriptors */
#define NAMES_MOST 1000  /* of one stem */
#define JOURNAL_BYTES MIB(64)

struct sync_job {
	int fd;
	struct sync_job *next;
};

struct store {
	struct arena *a;
	struct str folder, lock_path;
	int lock;
	pthread_t threads[SYNCERS];
	size_t n_threads;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct sync_job *first, *last;
	size_t waiting;      /* jobs that are not done */
	int fault;           /* errno of the first that failed */
	bool quit;
	bool made;           /* the folder, by this store: it goes again where nothing came into it */
	struct { struct str *v; size_t n, cap; } temporaries;
};

static int fail(struct str path, const char *what, struct error *e)
{
	return error_set(e, CC_EIO, "can't %s '" STR_FMT "': %s", what, STR_ARG(path), strerror(errno));
}

static int write_all(int fd, struct str s)
{
	while (s.len > 0) {
		ssize_t n = write(fd, s.ptr, s.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return CC_EIO;
		s = str_slice(s, (size_t)n, s.len);
	}
	return CC_OK;
}

static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int sync_folder(struct str folder)
{
	int fd = open(folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd < 0)
		return CC_EIO;
	/* some file systems have no fsync of folders */
	rc = fsync(fd) < 0 && errno != EINVAL ? CC_EIO : CC_OK;
	close(fd);
	return rc;
}

/* --- onto the disk, beside the network --- */

static void *syncer(void *ctx)
{
	struct store *s = ctx;

	pthread_mutex_lock(&s->mutex);
	while (true) {
		struct sync_job *job = s->first;
		int rc;
		if (job == NULL) {
			if (s->quit)
				break;
			pthread_cond_wait(&s->changed, &s->mutex);
			continue;
		}
		s->first = job->next;
		pthread_mutex_unlock(&s->mutex);
		rc = fsync(job->fd) < 0 ? errno : 0;
		close(job->fd);
		free(job);
		pthread_mutex_lock(&s->mutex);
		if (s->fault == 0)
			s->fault = rc;
		s->waiting--;
		pthread_cond_broadcast(&s->changed);
	}
	pthread_mutex_unlock(&s->mutex);
	return NULL;
}

/* Takes the descriptor. */
static void sync_later(struct store *s, int fd)
{
	struct sync_job *job = s->n_threads > 0 ? malloc(sizeof *job) : NULL;

	if (job == NULL) {
		if (fsync(fd) < 0 && s->fault == 0)
			s->fault = errno;
		close(fd);
		return;
	}
	*job = (struct sync_job){ .fd = fd };
	pthread_mutex_lock(&s->mutex);
	while (s->waiting >= WAITING_MOST)
		pthread_cond_wait(&s->changed, &s->mutex);
	if (s->first == NULL)
		s->first = job;
	else
		s->last->next = job;
	s->last = job;
	s->waiting++;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->mutex);
}

static int sync_wait(struct store *s, struct error *e)
{
	int fault;

	pthread_mutex_lock(&s->mutex);
	while (s->waiting > 0)
		pthread_cond_wait(&s->changed, &s->mutex);
	fault = s->fault;
	s->fault = 0;
	pthread_mutex_unlock(&s->mutex);
	return fault == 0 ? CC_OK : error_set(e, CC_EIO, "can't write into '" STR_FMT "': %s", STR_ARG(s->folder), strerror(fault));
}

/* --- the lock --- */

/* Each folder on the way; one that is there is fine. */
static int make_folder(struct arena *a, struct str folder, bool *made, struct error *e)
{
	*made = false;
	for (size_t i = 1; i <= folder.len; i++) {
		struct str part;
		if (i < folder.len && folder.ptr[i] != '/')
			continue;
		part = str_copy(a, str_slice(folder, 0, i));
		if (part.ptr == NULL)
			return error_memory(e);
		*made = mkdir(part.ptr, 0777) == 0;
		if (!*made && errno != EEXIST)
			return fail(folder, "make the folder", e);
	}
	return CC_OK;
}

/* The lock is a file that goes at the end, so the one that was locked may be gone by then. */
static int take_lock(struct store *s, struct error *e)
{
	struct stat mine, there;

	for (int tries = 0; tries < 100; tries++) {
		s->lock = open(s->lock_path.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0600);
		if (s->lock < 0)
			return fail(s->lock_path, "open", e);
		if (flock(s->lock, LOCK_EX | LOCK_NB) < 0) {
			close(s->lock);
			s->lock = -1;
			return error_set(e, CC_EIO, "another fetch is at work in '" STR_FMT "'", STR_ARG(s->folder));
		}
		if (fstat(s->lock, &mine) == 0 && S_ISREG(mine.st_mode) && lstat(s->lock_path.ptr, &there) == 0 &&
		    mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
			return CC_OK;
		close(s->lock);
		s->lock = -1;
	}
	return error_set(e, CC_EIO, "'" STR_FMT "' can't be locked", STR_ARG(s->folder));
}

int store_open(struct store **out, struct arena *a, struct str folder, struct error *e)
{
	struct store *s = calloc(1, sizeof *s);
	int rc;

	*out = NULL;
	if (s == NULL)
		return error_memory(e);
	s->a = a;
	s->lock = -1;
	s->folder = str_copy(a, folder);
	s->lock_path = str_fmt(a, STR_FMT "/" LOCK, STR_ARG(folder));
	pthread_mutex_init(&s->mutex, NULL);
	pthread_cond_init(&s->changed, NULL);
	rc = s->folder.ptr != NULL && s->lock_path.ptr != NULL ? make_folder(a, folder, &s->made, e) : error_memory(e);
	if (rc == CC_OK)
		rc = take_lock(s, e);
	if (rc < 0) {
		store_close(s);
		return rc;
	}
	while (s->n_threads < SYNCERS && pthread_create(&s->threads[s->n_threads], NULL, syncer, s) == 0)
		s->n_threads++;
	*out = s;
	return CC_OK;
}

/* --- what was left behind --- */

static bool has_content(struct arena *a, struct str path, struct str sha256)
{
	struct str bytes;
	char hex[65];

	if (file_read(a, path, LIMIT_SOURCE_BYTES, &bytes, NULL) < 0)
		return false;
	sha256_hex(bytes, hex);
	return str_eq_ci((struct str){ hex, 64 }, sha256);
}

static void clear_temporaries(struct store *s)
{
	DIR *dir = opendir(s->folder.ptr);
	struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (str_starts(str_from(d->d_name), STR(TEMPORARY)))
			unlinkat(dirfd(dir), d->d_name, 0);
	if (dir != NULL)
		closedir(dir);
}

/* Names as they are made here, with a day in them. A journal that came with the repository names other files in vain; what
 * stays for that reason stays unharmed. */
static bool is_made_here(struct str name)
{
	static const char form[] = "-0000-00-00";

	for (size_t at = 1; at + sizeof form <= name.len; at++) {
		size_t i = 0;
		while (i < sizeof form - 1 && (form[i] == '0' ? name.ptr[at + i] >= '0' && name.ptr[at + i] <= '9' : name.ptr[at + i] == '-'))
			i++;
		if (i == sizeof form - 1)
			return true;
	}
	return false;
}

/* Lines of the journal: digits of the SHA-256, a space, a name in the folder. */
static int clear_named(struct store *s, struct str journal, bool (*named)(void *, struct str), void *ctx, struct error *e)
{
	struct str line;
	struct arena a;
	int rc = CC_OK;

	arena_init(&a);
	while (rc == CC_OK && str_split(&journal, '\n', &line)) {
		struct str name = str_slice(line, 65, line.len), full;
		if (line.len < 66 || line.ptr[64] != ' ' || str_find_char(name, '/', 0) != SIZE_MAX || !is_made_here(name))
			continue;
		full = str_fmt(&a, STR_FMT "/" STR_FMT, STR_ARG(s->folder), STR_ARG(name));
		if (full.ptr == NULL)
			rc = error_memory(e);
		else if (!named(ctx, full) && has_content(&a, full, str_slice(line, 0, 64)))
			unlink(full.ptr);
	}
	arena_release(&a);
	return rc;
}

int store_recover(struct store *s, bool (*named)(void *ctx, struct str full), void *ctx, struct error *e)
{
	struct str journal;
	int rc;

	clear_temporaries(s);
	rc = file_read_fd(s->a, s->lock, JOURNAL_BYTES, &journal, e);
	if (rc == CC_OK)
		rc = clear_named(s, journal, named, ctx, e);
	if (rc == CC_OK && ftruncate(s->lock, 0) < 0)
		rc = fail(s->lock_path, "write", e);
	return rc;
}

/* --- files --- */

int store_put(struct store *s, struct str bytes, struct store_item *item, struct error *e)
{
	struct str name = str_fmt(s->a, STR_FMT "/" TEMPORARY "XXXXXX", STR_ARG(s->folder)), *slot = NULL;
	char *path = arena_alloc(s->a, name.len + 1, 1);
	int fd;

	if (s->temporaries.n == s->temporaries.cap) {
		size_t cap = s->temporaries.cap ? s->temporaries.cap * 2 : 64;
		struct str *bigger = arena_array(s->a, struct str, cap);
		if (bigger == NULL)
			return error_memory(e);
		if (s->temporaries.n > 0)
			memcpy(bigger, s->temporaries.v, s->temporaries.n * sizeof *bigger);
		s->temporaries.v = bigger;
		s->temporaries.cap = cap;
	}
	slot = &s->temporaries.v[s->temporaries.n];
	if (name.ptr == NULL || path == NULL)
		return error_memory(e);
	memcpy(path, name.ptr, name.len);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		return fail(s->folder, "make a file in", e);
	*slot = str_from(path);
	s->temporaries.n++;
	item->temporary = *slot;
	item->bytes = bytes.len;
	if (fchmod(fd, usual_mode()) < 0 || write_all(fd, bytes) < 0) {
		int rc = fail(s->folder, "write into", e);
		close(fd);
		return rc;
	}
	sha256_hex(bytes, item->sha256);
	sync_later(s, fd);
	return CC_OK;
}

/* The name that the item gets: the one wished for, or the first with a number behind it. */
static int choose_name(struct store *s, struct store_item *item, struct store_item **items, size_t n, struct error *e)
{
	for (unsigned k = 1; k <= NAMES_MOST; k++) {
		struct str full = k == 1 ? str_fmt(s->a, STR_FMT "/" STR_FMT STR_FMT, STR_ARG(s->folder), STR_ARG(item->stem),
		                                   STR_ARG(item->extension))
		                         : str_fmt(s->a, STR_FMT "/" STR_FMT "-%u" STR_FMT, STR_ARG(s->folder), STR_ARG(item->stem), k,
		                                   STR_ARG(item->extension));
		struct stat st;
		bool taken;
		if (full.ptr == NULL)
			return error_memory(e);
		taken = lstat(full.ptr, &st) == 0;
		for (size_t i = 0; i < n && !taken; i++)
			taken = str_eq_ci(items[i]->full, full);
		if (!taken) {
			item->full = full;
			return CC_OK;
		}
		if (item->exact)
			break;
	}
	return error_set(e, CC_EIO, "'" STR_FMT STR_FMT "' is there already", STR_ARG(item->stem), STR_ARG(item->extension));
}

static int write_journal(struct store *s, struct store_item **items, size_t n, const struct str *old,
                         const struct str *old_sha256, size_t n_old, struct error *e)
{
	struct buf b;
	int rc = CC_OK;

	buf_init(&b, JOURNAL_BYTES);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s " STR_FMT "\n", items[i]->sha256, STR_ARG(path_base(items[i]->full)));
	for (size_t i = 0; i < n_old; i++)
		if (str_eq(path_folder(old[i]), s->folder) && old_sha256[i].len == 64)
			buf_addf(&b, STR_FMT " " STR_FMT "\n", STR_ARG(old_sha256[i]), STR_ARG(path_base(old[i])));
	if (b.failed)
		rc = error_memory(e);
	else if (ftruncate(s->lock, 0) < 0 || lseek(s->lock, 0, SEEK_SET) < 0 || write_all(s->lock, buf_str(&b)) < 0 || fsync(s->lock) < 0)
		rc = fail(s->lock_path, "write", e);
	buf_release(&b);
	return rc;
}

/* Never over a file that is there. */
static int give_name(const struct store_item *item)
{
	if (link(item->temporary.ptr, item->full.ptr) == 0)
		return unlink(item->temporary.ptr) < 0 ? CC_EIO : CC_OK;
	/* a file system without hard links; the lock and the look before make it safe enough */
	if (errno == EPERM || errno == ENOSYS || errno == EOPNOTSUPP || errno == EMLINK)
		return rename(item->temporary.ptr, item->full.ptr) < 0 ? CC_EIO : CC_OK;
	return CC_EIO;
}

int store_place(struct store *s, struct store_item **items, size_t n, const struct str *old, const struct str *old_sha256,
                size_t n_old, struct error *e)
{
	size_t given = 0;
	int rc = sync_wait(s, e);

	for (size_t i = 0; rc == CC_OK && i < n; i++)
		rc = choose_name(s, items[i], items, i, e);
	if (rc == CC_OK)
		rc = write_journal(s, items, n, old, old_sha256, n_old, e);
	for (; rc == CC_OK && given < n; given++)
		if (give_name(items[given]) < 0) {
			rc = fail(items[given]->full, "write", e);
			break;
		}
	if (rc == CC_OK && sync_folder(s->folder) < 0)
		rc = fail(s->folder, "write into", e);
	for (size_t i = 0; rc < 0 && i < n; i++) {
		if (i < given)
			unlink(items[i]->full.ptr);
		items[i]->full = (struct str){ 0 };
	}
	return rc;
}

void store_settle(struct store *s, const struct str *old, const struct str *old_sha256, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a;
		arena_init(&a);
		if (has_content(&a, old[i], old_sha256[i]))
			unlink(old[i].ptr);
		arena_release(&a);
	}
	/* what is not forgotten is only looked at again */
	(void)!ftruncate(s->lock, 0);
}

void store_withdraw(struct store *s, struct store_item *item)
{
	(void)s;
	if (item->full.len > 0)
		unlink(item->full.ptr);
	item->full = (struct str){ 0 };
}

void store_close(struct store *s)
{
	struct stat st;

	if (s == NULL)
		return;
	pthread_mutex_lock(&s->mutex);
	s->quit = true;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->mutex);
	for (size_t i = 0; i < s->n_threads; i++)
		pthread_join(s->threads[i], NULL);
	for (size_t i = 0; i < s->temporaries.n; i++)
		unlink(s->temporaries.v[i].ptr);
	if (s->lock >= 0) {
		/* a journal that still says something is read by the next fetch */
		if (fstat(s->lock, &st) == 0 && st.st_size == 0)
			unlink(s->lock_path.ptr);
		close(s->lock);
	}
	if (s->made)
		rmdir(s->folder.ptr);
	pthread_cond_destroy(&s->changed);
	pthread_mutex_destroy(&s->mutex);
	free(s);
}

/* A temporary file in `folder` that holds the bytes, on the disk. */
static int write_beside(struct store *s, struct str folder, struct str bytes, mode_t mode, struct str *out)
{
	struct str path = str_fmt(s->a, STR_FMT "/" TEMPORARY "record-%ld", STR_ARG(folder), (long)getpid());
	int fd, rc;

	if (path.ptr == NULL)
		return CC_ENOMEM;
	*out = path;
	unlink(path.ptr);
	fd = open(path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return CC_EIO;
	rc = write_all(fd, bytes) < 0 || fchmod(fd, mode) < 0 || fsync(fd) < 0 ? CC_EIO : CC_OK;
	if (close(fd) < 0)
		rc = CC_EIO;
	return rc;
}

int store_replace(struct store *s, struct str path, struct str bytes, struct error *e)
{
	struct str name = str_copy(s->a, path), real = name, temporary = { 0 }, folder;
	char *resolved = name.ptr != NULL ? realpath(name.ptr, NULL) : NULL;
	mode_t mode = usual_mode();
	struct stat st;
	int rc;

	if (resolved != NULL)
		real = str_copy(s->a, str_from(resolved));
	free(resolved);
	folder = str_copy(s->a, path_folder(real));
	if (real.ptr == NULL || folder.ptr == NULL)
		return error_memory(e);
	if (stat(real.ptr, &st) == 0) {
		mode = st.st_mode & 0777;
		/* renaming needs no leave of the file itself; whoever took its write bit meant this, too */
		if (access(real.ptr, W_OK) < 0)
			return fail(path, "write", e);
	}
	/* in the folder that the next fetch clears, where that is on the same file system */
	rc = write_beside(s, s->folder, bytes, mode, &temporary);
	if (rc == CC_OK && rename(temporary.ptr, real.ptr) < 0) {
		unlink(temporary.ptr);
		rc = errno == EXDEV ? write_beside(s, folder, bytes, mode, &temporary) : CC_EIO;
		if (rc == CC_OK && rename(temporary.ptr, real.ptr) < 0)
			rc = CC_EIO;
	}
	if (rc == CC_OK)
		rc = sync_folder(folder);
	if (rc == CC_OK)
		return CC_OK;
	rc = rc == CC_ENOMEM ? error_memory(e) : fail(path, "write", e);
	if (temporary.ptr != NULL)
		unlink(temporary.ptr);
	return rc;
}

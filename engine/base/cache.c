#include "base/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define MAGIC "ccindex1"
#define SUBFOLDER "words"
#define NAME_MOST 64
#ifdef MAP_POPULATE
#define MAP_AT_ONCE MAP_POPULATE /* all of it is read anyway, for the checksum */
#else
#define MAP_AT_ONCE 0
#endif

struct cache {
	char *folder; /* terminated */
	atomic_uint serial; /* of temporary names */
	pthread_mutex_t lock;
	bool counted;  /* `used` was read from the folder */
	uint64_t used; /* bytes */
};

struct header {
	char magic[8];
	uint32_t version;  /* of the key */
	uint32_t order;    /* 1, as this machine writes it */
	uint64_t hash, length;
	uint64_t payload;  /* bytes behind the header */
	uint64_t checksum; /* of the header with 0 here and of the payload */
};

int cache_open(struct cache **out, struct str folder, struct error *e)
{
	struct cache *c = calloc(1, sizeof *c);

	*out = NULL;
	if (c)
		c->folder = malloc(folder.len + 1);
	if (!c || !c->folder) {
		free(c);
		return error_memory(e);
	}
	pthread_mutex_init(&c->lock, NULL);
	memcpy(c->folder, folder.ptr, folder.len);
	c->folder[folder.len] = '\0';
	*out = c;
	return 0;
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	pthread_mutex_destroy(&c->lock);
	free(c->folder);
	free(c);
}

/* FOLDER/words/ab/HASH-LENGTH; `depth` cuts it short: 1 the subfolder, 2 with the first byte's. */
static bool file_path(const struct cache *c, struct cache_key key, int depth, char out[PATH_MAX])
{
	unsigned top = (unsigned)(key.hash >> 56);
	int n;

	if (depth == 1)
		n = snprintf(out, PATH_MAX, "%s/" SUBFOLDER, c->folder);
	else if (depth == 2)
		n = snprintf(out, PATH_MAX, "%s/" SUBFOLDER "/%02x", c->folder, top);
	else
		n = snprintf(out, PATH_MAX, "%s/" SUBFOLDER "/%02x/%016llx-%llx", c->folder, top, (unsigned long long)key.hash,
		             (unsigned long long)key.length);
	return n > 0 && n < PATH_MAX;
}

static uint64_t checksum(struct header h, struct str payload)
{
	uint64_t parts[2];

	h.checksum = 0;
	parts[0] = str_hash((struct str){ (const char *)&h, sizeof h });
	parts[1] = str_hash(payload);
	return str_hash((struct str){ (const char *)parts, sizeof parts });
}

static bool header_fits(const struct header *h, struct cache_key key, size_t size)
{
	return memcmp(h->magic, MAGIC, sizeof h->magic) == 0 && h->version == key.version && h->order == 1 &&
	       h->hash == key.hash && h->length == key.length && h->payload == size - sizeof *h;
}

bool cache_load(const struct cache *c, struct cache_key key, struct cached *out)
{
	char path[PATH_MAX];
	struct header h;
	struct stat st;
	void *map;
	int fd;

	*out = (struct cached){ 0 };
	if (!file_path(c, key, 3, path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size < sizeof h) {
		close(fd);
		return false;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_AT_ONCE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	*out = (struct cached){ { (const char *)map + sizeof h, (size_t)st.st_size - sizeof h }, map, (size_t)st.st_size };
	memcpy(&h, map, sizeof h);
	if (header_fits(&h, key, out->map_len) && checksum(h, out->bytes) == h.checksum)
		return true;
	cached_release(out);
	return false;
}

void cached_release(struct cached *m)
{
	if (m->map)
		munmap(m->map, m->map_len);
	*m = (struct cached){ 0 };
}

static bool write_all(int fd, struct str s)
{
	while (s.len > 0) {
		ssize_t n = write(fd, s.ptr, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s.ptr += n;
		s.len -= (size_t)n;
	}
	return true;
}

/* Makes a folder and the one above it. */
static void make_folders(const struct cache *c, struct cache_key key)
{
	char path[PATH_MAX];

	for (size_t i = 1; i < strlen(c->folder) && i < sizeof path; i++) {
		if (c->folder[i] != '/')
			continue;
		memcpy(path, c->folder, i);
		path[i] = '\0';
		(void)mkdir(path, 0700);
	}
	(void)mkdir(c->folder, 0700);
	if (file_path(c, key, 1, path))
		(void)mkdir(path, 0700);
	if (file_path(c, key, 2, path))
		(void)mkdir(path, 0700);
}

static int open_temporary(struct cache *c, struct cache_key key, char path[PATH_MAX])
{
	char folder[PATH_MAX - NAME_MOST];
	char whole[PATH_MAX];
	unsigned serial = atomic_fetch_add(&c->serial, 1);
	int fd = -1;

	if (!file_path(c, key, 2, whole) || strlen(whole) >= sizeof folder)
		return -1;
	memcpy(folder, whole, strlen(whole) + 1);
	(void)snprintf(path, PATH_MAX, "%s/tmp-%ld-%u", folder, (long)getpid(), serial);
	for (int again = 0; fd < 0 && again < 2; again++) {
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0 && errno == EEXIST)
			(void)unlink(path); /* of a run that was killed and had our number */
		else if (fd < 0 && errno == ENOENT)
			make_folders(c, key);
	}
	return fd;
}

/* The pieces in one; ptr is NULL without memory. */
static struct str join(struct arena *a, const struct str *pieces, size_t n)
{
	size_t len = 0, at = 0;
	char *bytes;

	for (size_t i = 0; i < n; i++)
		len += pieces[i].len;
	bytes = arena_array(a, char, len);
	for (size_t i = 0; bytes && i < n; i++) {
		if (pieces[i].len)
			memcpy(bytes + at, pieces[i].ptr, pieces[i].len);
		at += pieces[i].len;
	}
	return (struct str){ bytes, bytes ? len : 0 };
}

/* May `bytes` more be kept? What lies there already is counted at the first question. */
static bool has_room(struct cache *c, uint64_t bytes)
{
	struct cache_usage u;
	bool room;

	pthread_mutex_lock(&c->lock);
	if (!c->counted) {
		c->counted = true;
		c->used = cache_size(str_from(c->folder), &u, NULL) == 0 ? u.bytes : CACHE_MOST_BYTES;
	}
	room = bytes <= CACHE_MOST_BYTES && c->used <= CACHE_MOST_BYTES - bytes;
	if (room)
		c->used += bytes;
	pthread_mutex_unlock(&c->lock);
	return room;
}

bool cache_store(struct cache *c, struct cache_key key, const struct str *pieces, size_t n)
{
	char path[PATH_MAX], final[PATH_MAX];
	struct header h = { .magic = MAGIC, .version = key.version, .order = 1, .hash = key.hash, .length = key.length };
	struct arena arena;
	struct str payload;
	bool ok = false;
	int fd = -1;

	arena_init(&arena);
	payload = join(&arena, pieces, n);
	h.payload = payload.len;
	if (!payload.ptr || !file_path(c, key, 3, final) || !has_room(c, payload.len))
		goto out;
	h.checksum = checksum(h, payload);
	fd = open_temporary(c, key, path);
	if (fd < 0)
		goto out;
	ok = write_all(fd, (struct str){ (const char *)&h, sizeof h }) && write_all(fd, payload);
	ok = close(fd) == 0 && ok;
	ok = ok && rename(path, final) == 0;
	if (!ok)
		(void)unlink(path);
out:
	arena_release(&arena);
	return ok;
}

/* --- size and clean --- */

/* Is this a name that cache_store gives, or a temporary one it left, or that of a kept run (lint/memo.h)? */
static bool own_name(const char *name)
{
	if (strncmp(name, "tmp-", 4) == 0 || strncmp(name, "run-", 4) == 0)
		return true;
	return strlen(name) > 17 && name[16] == '-' && strspn(name, "0123456789abcdef") == 16 &&
	       strspn(name + 17, "0123456789abcdef") == strlen(name + 17);
}

static int walk_folder(const char *folder, bool clean, struct cache_usage *u, struct error *e)
{
	DIR *d = opendir(folder);
	struct dirent *entry;
	int rc = 0;

	if (!d)
		return errno == ENOENT ? 0 : error_set(e, CC_EIO, "can't read '%s': %s", folder, strerror(errno));
	while (rc == 0 && (entry = readdir(d)) != NULL) {
		struct stat st;

		if (!own_name(entry->d_name) || fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		if (clean && unlinkat(dirfd(d), entry->d_name, 0) < 0 && errno != ENOENT)
			rc = error_set(e, CC_EIO, "can't remove '%s/%s': %s", folder, entry->d_name, strerror(errno));
		u->bytes += (uint64_t)st.st_size;
		u->files++;
	}
	closedir(d);
	if (clean && rc == 0)
		(void)rmdir(folder);
	return rc;
}

static int walk(struct str folder, bool clean, struct cache_usage *u, struct error *e)
{
	struct cache *c;
	char path[PATH_MAX];
	int rc = cache_open(&c, folder, e);

	*u = (struct cache_usage){ 0 };
	if (rc == 0)
		rc = walk_folder(c->folder, clean, u, e);
	for (unsigned top = 0; rc == 0 && top < 256; top++)
		if (file_path(c, (struct cache_key){ .hash = (uint64_t)top << 56 }, 2, path))
			rc = walk_folder(path, clean, u, e);
	if (rc == 0 && clean && file_path(c, (struct cache_key){ 0 }, 1, path))
		(void)rmdir(path);
	cache_close(c);
	return rc;
}

int cache_size(struct str folder, struct cache_usage *out, struct error *e)
{
	return walk(folder, false, out, e);
}

int cache_clean(struct str folder, struct cache_usage *removed, struct error *e)
{
	return walk(folder, true, removed, e);
}

#include "lint/memo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"

#define MEMO_BYTES_MOST MIB(320)
#define OUTPUT_MOST MIB(256)
/* the clock of file times moves in ticks of up to 10 ms; file systems without nanoseconds in steps of up to 2 s */
#define TICK 20000000LL
#define COARSE_TICK 2000000000LL

static const char magic[16] = "citecheck run 1";

struct head {
	char magic[16];
	uint64_t sum; /* of all that follows */
	uint64_t n_paths, out_len, err_len;
	int64_t status;
};

/* A file as the system describes it; zeroed where there is none. */
struct stamp {
	uint64_t kind, size, inode, device;
	int64_t changed, modified; /* nanoseconds */
	uint64_t path_len;
};

static long long nanoseconds(struct timespec t)
{
	return (long long)t.tv_sec * 1000000000LL + t.tv_nsec;
}

static struct stamp stamp_of(const char *path)
{
	struct stat st;
	struct stamp s = { 0 };

	if (stat(path, &st) < 0)
		return s;
	s.kind = (uint64_t)(st.st_mode & S_IFMT);
	s.size = S_ISDIR(st.st_mode) ? 0 : (uint64_t)st.st_size;
	s.inode = (uint64_t)st.st_ino;
	s.device = (uint64_t)st.st_dev;
	s.changed = nanoseconds(st.st_ctim);
	s.modified = nanoseconds(st.st_mtim);
	return s;
}

static bool too_young(const struct stamp *s, long long start)
{
	long long last = s->changed > s->modified ? s->changed : s->modified;

	return s->kind != 0 && last > start - (last % 1000000000LL ? TICK : COARSE_TICK);
}

void memo_begin(struct memo *m, struct arena *a, struct str folder, struct str key)
{
	struct timespec now;

	*m = (struct memo){ .arena = a };
	if (folder.len == 0 || clock_gettime(CLOCK_REALTIME, &now) != 0)
		return;
	m->start = nanoseconds(now);
	m->file = str_fmt(a, STR_FMT "/run-%016llx", STR_ARG(folder), (unsigned long long)str_hash(key));
}

static bool same(struct stamp a, struct stamp b)
{
	return a.kind == b.kind && a.size == b.size && a.inode == b.inode && a.device == b.device &&
	       a.changed == b.changed && a.modified == b.modified;
}

/* Are all files as the kept run saw them? *rest moves behind the list. */
static bool unchanged(struct str *rest, uint64_t n)
{
	char path[4096];

	for (uint64_t i = 0; i < n; i++) {
		struct stamp was;
		if (rest->len < sizeof was)
			return false;
		memcpy(&was, rest->ptr, sizeof was);
		*rest = str_slice(*rest, sizeof was, rest->len);
		if (was.path_len >= sizeof path || rest->len < was.path_len)
			return false;
		memcpy(path, rest->ptr, was.path_len);
		path[was.path_len] = '\0';
		*rest = str_slice(*rest, was.path_len, rest->len);
		if (!same(was, stamp_of(path)))
			return false;
	}
	return true;
}

int memo_find(struct memo *m, struct memo_output *out)
{
	struct str bytes, rest;
	struct head head;

	if (m->file.len == 0 || file_read(m->arena, m->file, MEMO_BYTES_MOST, &bytes, NULL) < 0)
		return 0;
	if (bytes.len < sizeof head)
		return 0;
	memcpy(&head, bytes.ptr, sizeof head);
	if (memcmp(head.magic, magic, sizeof magic) != 0)
		return 0;
	rest = str_slice(bytes, offsetof(struct head, n_paths), bytes.len);
	if (str_hash(rest) != head.sum)
		return 0;
	rest = str_slice(bytes, sizeof head, bytes.len);
	if (!unchanged(&rest, head.n_paths) || rest.len != head.out_len + head.err_len)
		return 0;
	out->out = str_slice(rest, 0, head.out_len);
	out->err = str_slice(rest, head.out_len, rest.len);
	out->status = (int)head.status;
	return 1;
}

void memo_add(struct memo *m, struct str path)
{
	struct str *slot;

	if (m->file.len == 0 || m->failed || path.len == 0)
		return;
	slot = vec_add(m->arena, &m->paths);
	if (!slot || !(*slot = str_copy(m->arena, path)).ptr)
		m->failed = true;
}

/* The folder that a glob searches: what stands before its first wildcard. */
static struct str without_glob(struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if (path.ptr[i] == '*' || path.ptr[i] == '?' || path.ptr[i] == '[')
			return path_folder(str_slice(path, 0, i + 1));
	return path;
}

void memo_add_folder(struct memo *m, struct str path)
{
	size_t next = m->paths.n, guard = 0;

	memo_add(m, without_glob(path));
	/* the list itself is the queue: folders found are appended and walked in turn */
	for (; !m->failed && next < m->paths.n; next++) {
		struct str here = m->paths.v[next];
		DIR *dir = opendir(here.ptr);
		struct dirent *entry;

		while (dir && !m->failed && (entry = readdir(dir)) != NULL) {
			struct stat st;
			struct str below;
			if (entry->d_name[0] == '.' || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK))
				continue;
			below = path_join(m->arena, here, str_from(entry->d_name));
			if (!below.ptr || ++guard > LIMIT_FILES)
				m->failed = true;
			else if (lstat(str_copy(m->arena, below).ptr, &st) == 0 && S_ISDIR(st.st_mode))
				memo_add(m, below);
		}
		if (dir)
			closedir(dir);
	}
}

static void add_corpus(struct memo *m, const struct lint_options *options, const struct lint_result *result)
{
	const struct config *c = options->config;
	const struct corpus *corpus = result->run.corpus;
	const struct file *last = NULL;

	for (size_t i = 0; i < (options->n_corpus ? options->n_corpus : c->n_corpus); i++)
		memo_add_folder(m, path_join(m->arena, c->root, options->n_corpus ? options->corpus[i] : c->corpus[i]));
	for (size_t i = 0; i < corpus_count(corpus); i++) {
		const struct source *s = corpus_source(corpus, i);
		memo_add(m, s->full_path);
		if (s->record.file && s->record.file != last) {
			last = s->record.file;
			memo_add(m, path_join(m->arena, c->root, last->path));
		}
	}
}

void memo_add_run(struct memo *m, const struct lint_options *options, const struct lint_result *result)
{
	const struct config *c = options->config;

	if (m->file.len == 0)
		return;
	for (size_t i = 0; i < c->n_claims; i++)
		memo_add_folder(m, path_join(m->arena, c->root, c->claims[i]));
	for (size_t i = 0; i < options->n_files; i++)
		memo_add(m, options->files[i].full_path);
	for (size_t i = 0; i < result->run.n_files; i++) {
		const struct claim_file *f = &result->run.files[i];
		for (size_t k = 0; k < f->n_bibliographies; k++) {
			struct str path = f->bibliographies[k].value;
			memo_add(m, path_join(m->arena, c->root, path));
			memo_add(m, path_join(m->arena, path_join(m->arena, c->root, path_folder(f->file->path)), path));
		}
	}
	add_corpus(m, options, result);
}

static int write_all(int fd, struct str s)
{
	while (s.len) {
		ssize_t n = write(fd, s.ptr, s.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		s = str_slice(s, (size_t)n, s.len);
	}
	return 0;
}

static void put(const struct memo *m, struct str bytes)
{
	struct str folder = str_copy(m->arena, path_folder(m->file));
	struct str temporary = str_fmt(m->arena, STR_FMT ".XXXXXX", STR_ARG(m->file)), name = str_copy(m->arena, m->file);
	char *writable;
	int fd, rc;

	if (!folder.ptr || !temporary.ptr || !name.ptr)
		return;
	if (mkdir(folder.ptr, 0700) < 0 && errno == ENOENT) {
		struct str above = str_copy(m->arena, path_folder(folder));
		if (!above.ptr || mkdir(above.ptr, 0700) < 0 || mkdir(folder.ptr, 0700) < 0)
			return;
	}
	writable = arena_alloc(m->arena, temporary.len + 1, 1);
	if (!writable)
		return;
	memcpy(writable, temporary.ptr, temporary.len);
	fd = mkstemp(writable);
	if (fd < 0)
		return;
	rc = write_all(fd, bytes);
	if (close(fd) < 0 || rc < 0 || rename(writable, name.ptr) < 0)
		unlink(writable);
}

void memo_keep(struct memo *m, const struct memo_output *output)
{
	struct head head = { .n_paths = m->paths.n, .out_len = output->out.len, .err_len = output->err.len,
		             .status = output->status };
	struct buf b;

	if (m->file.len == 0 || m->failed || output->status > 1 || output->out.len + output->err.len > OUTPUT_MOST)
		return;
	buf_init(&b, MEMO_BYTES_MOST);
	buf_add(&b, (struct str){ (const char *)&head, sizeof head });
	for (size_t i = 0; i < m->paths.n; i++) {
		struct stamp s = stamp_of(m->paths.v[i].ptr);
		if (too_young(&s, m->start))
			b.failed = true;
		s.path_len = m->paths.v[i].len;
		buf_add(&b, (struct str){ (const char *)&s, sizeof s });
		buf_add(&b, m->paths.v[i]);
	}
	buf_add(&b, output->out);
	buf_add(&b, output->err);
	if (!b.failed) {
		memcpy(head.magic, magic, sizeof magic);
		head.sum = str_hash(str_slice(buf_str(&b), offsetof(struct head, n_paths), b.len));
		memcpy(b.ptr, &head, sizeof head);
		put(m, buf_str(&b));
	}
	buf_release(&b);
}

/* A library to preload: kills the program at its KILL_AT-th step on the disk, before a file is made, named, synced or taken
 * away, and in the middle of what is written. Counted steps, so that the same places are hit on machines of any speed. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int fchmod(int, mode_t);
int rename(const char *, const char *);

static atomic_int steps;

static bool is_last(void)
{
	const char *at = getenv("KILL_AT");

	return at != NULL && atomic_fetch_add(&steps, 1) + 1 == atoi(at);
}

static void step(void)
{
	if (is_last())
		kill(getpid(), SIGKILL);
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

int open(const char *path, int flags, ...)
{
	mode_t mode = 0;

	if (flags & O_CREAT) {
		va_list args;
		va_start(args, flags);
		mode = (mode_t)va_arg(args, int);
		va_end(args);
		step();
	}
	return NEXT(int (*)(const char *, int, ...), "open")(path, flags, mode);
}

int mkostemp(char *path, int flags)
{
	step();
	return NEXT(int (*)(char *, int), "mkostemp")(path, flags);
}

int mkdir(const char *path, mode_t mode)
{
	step();
	return NEXT(int (*)(const char *, mode_t), "mkdir")(path, mode);
}

int fchmod(int fd, mode_t mode)
{
	step();
	return NEXT(int (*)(int, mode_t), "fchmod")(fd, mode);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	ssize_t (*next)(int, const void *, size_t) = NEXT(ssize_t (*)(int, const void *, size_t), "write");
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && is_last()) {
		(void)!next(fd, bytes, n / 2);
		kill(getpid(), SIGKILL);
	}
	return next(fd, bytes, n);
}

int fsync(int fd)
{
	step();
	return NEXT(int (*)(int), "fsync")(fd);
}

int ftruncate(int fd, off_t size)
{
	step();
	return NEXT(int (*)(int, off_t), "ftruncate")(fd, size);
}

int rename(const char *from, const char *to)
{
	step();
	return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int link(const char *from, const char *to)
{
	step();
	return NEXT(int (*)(const char *, const char *), "link")(from, to);
}

int unlink(const char *path)
{
	step();
	return NEXT(int (*)(const char *), "unlink")(path);
}

int unlinkat(int fd, const char *path, int flags)
{
	step();
	return NEXT(int (*)(int, const char *, int), "unlinkat")(fd, path, flags);
}

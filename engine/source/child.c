#include "source/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "source/confine.h"

#define CHUNK ((size_t)64 << 10)

struct str child_find(struct arena *a, const char *name)
{
	struct str rest = str_from(getenv("PATH")), folder;

	while (str_split(&rest, ':', &folder)) {
		struct str path;
		/* a relative folder would be the project's, which is a stranger's */
		if (folder.len == 0 || folder.ptr[0] != '/')
			continue;
		path = str_fmt(a, STR_FMT "/%s", STR_ARG(folder), name);
		if (path.ptr != NULL && access(path.ptr, X_OK) == 0)
			return path;
	}
	return (struct str){ 0 };
}

static int pipe_cloexec(int fds[2])
{
#ifdef __linux__
	return pipe2(fds, O_CLOEXEC);
#else
	if (pipe(fds) < 0)
		return -1;
	fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	return 0;
#endif
}

/* In the child, between fork and exec: only calls that are safe there. */
static void become(const char *const argv[], const struct child_limits *limits, int out, int err)
{
	static char *const environment[] = { NULL };
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ (rlim_t)(limits->seconds), (rlim_t)(limits->seconds) });
	setrlimit(RLIMIT_AS, &(struct rlimit){ (rlim_t)(limits->memory), (rlim_t)(limits->memory) });
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, 0 });
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	if (limits->confined)
		confine_self(argv[0], limits->readable);
	/* execve's argv is not const for historical reasons; nothing writes there */
	execve(argv[0], ((union { const char *const *in; char *const *out; }){ .in = argv }).out, environment);
	_exit(127);
}

static long long now_ms(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads what is there; false at the end of the stream. */
static bool drain_output(struct child_result *r, int fd, size_t most, int *rc)
{
	ssize_t n;

	if (buf_reserve(&r->out, CHUNK) < 0) {
		*rc = CC_ENOMEM;
		return false;
	}
	n = read(fd, r->out.ptr + r->out.len, CHUNK);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	r->out.len += (size_t)n;
	if (r->out.len > most) {
		r->end = CHILD_OUTPUT;
		return false;
	}
	return n > 0;
}

static bool drain_complaint(struct child_result *r, int fd, size_t *len)
{
	char chunk[1024];
	ssize_t n = read(fd, chunk, sizeof chunk);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	for (ssize_t i = 0; i < n && *len + 1 < sizeof r->complaint; i++)
		r->complaint[(*len)++] = chunk[i];
	return n > 0;
}

static int listen_to(struct child_result *r, int out, int err, const struct child_limits *limits)
{
	struct pollfd fds[2] = { { .fd = out, .events = POLLIN }, { .fd = err, .events = POLLIN } };
	long long deadline = now_ms() + (long long)limits->seconds * 1000;
	size_t complained = 0;
	int rc = CC_OK;

	/* a closed stream has fd -1, which poll passes over */
	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		long long left = deadline - now_ms();
		if (left <= 0) {
			r->end = CHILD_TIME;
			break;
		}
		if (poll(fds, 2, (int)left) < 0 && errno != EINTR)
			return CC_EIO;
		if (fds[0].revents != 0 && !drain_output(r, out, limits->output, &rc))
			fds[0].fd = -1;
		if (fds[1].revents != 0 && !drain_complaint(r, err, &complained))
			fds[1].fd = -1;
		if (rc < 0 || r->end == CHILD_OUTPUT)
			break;
	}
	return rc;
}

static void reap(struct child_result *r, pid_t pid, bool kill_it)
{
	int status = 0;

	if (kill_it)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (r->end != CHILD_EXITED)
		return;
	if (WIFEXITED(status)) {
		r->status = WEXITSTATUS(status);
	} else {
		r->end = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? CHILD_TIME : CHILD_KILLED;
		r->status = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	}
}

int child_run(struct child_result *r, const char *const argv[], const struct child_limits *limits, struct error *e)
{
	int out[2] = { -1, -1 }, err[2] = { -1, -1 }, rc = CC_OK;
	pid_t pid;

	memset(r, 0, sizeof *r);
	buf_init(&r->out, limits->output + CHUNK + 1);
	if (pipe_cloexec(out) < 0 || pipe_cloexec(err) < 0 || (pid = fork()) < 0) {
		rc = error_set(e, CC_EIO, "can't start '%s': %s", argv[0], strerror(errno));
		goto out;
	}
	if (pid == 0)
		become(argv, limits, out[1], err[1]);
	close(out[1]);
	close(err[1]);
	out[1] = err[1] = -1;
	rc = listen_to(r, out[0], err[0], limits);
	reap(r, pid, rc < 0 || r->end != CHILD_EXITED);
	if (rc < 0)
		error_set(e, rc, "can't read what '%s' prints", argv[0]);
out:
	for (int i = 0; i < 2; i++) {
		if (out[i] >= 0)
			close(out[i]);
		if (err[i] >= 0)
			close(err[i]);
	}
	if (rc < 0)
		child_result_release(r);
	return rc;
}

void child_result_release(struct child_result *r)
{
	buf_release(&r->out);
}

#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/address.h"
#include "base/cache.h"
#include "base/file.h"
#include "base/utf8.h"
#include "time/calendar.h"

#define MESSAGE_BYTES ((size_t)1 << 20)
#define PROGRESS_AFTER 1000 /* milliseconds */
#define SECONDS_A_DAY 86400

static int write_all(int fd, struct str s)
{
	while (s.len > 0) {
		ssize_t n = write(fd, s.ptr, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		/* a pipe that whoever shares it made non-blocking (some programs of JavaScript do): its reader is slow, not gone */
		if (n < 0 && errno == EAGAIN && poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1) >= 0)
			continue;
		if (n < 0)
			return CC_EIO;
		s = str_slice(s, (size_t)n, s.len);
	}
	return 0;
}

/* User information of addresses as asterisks, as many, so that marks below stay where they belong. */
static int write_hidden(int fd, struct str s)
{
	struct span user;
	size_t at = 0, done = 0;
	int rc = 0;

	while (rc == 0 && address_next_user(s, &at, &user)) {
		rc = write_all(fd, str_slice(s, done, user.start));
		for (size_t n = user.end - user.start; rc == 0 && n > 0; n--)
			rc = write_all(fd, STR("*"));
		done = user.end;
	}
	return rc == 0 ? write_all(fd, str_slice(s, done, s.len)) : rc;
}

static int write_standard(struct str s, bool bare, struct error *e)
{
	if ((bare ? write_all(STDOUT_FILENO, s) : write_hidden(STDOUT_FILENO, s)) == 0)
		return 0;
	/* the reader of a pipe has seen enough: nothing to tell anyone */
	if (errno == EPIPE)
		return error_set(e, CC_EIO, "%s", "");
	return error_set(e, CC_EIO, "can't write standard output: %s", strerror(errno));
}

int output_write(struct str s, struct error *e)
{
	return write_standard(s, false, e);
}

int output_write_bare(struct str s, struct error *e)
{
	return write_standard(s, true, e);
}

static int fail_file(struct str path, struct error *e)
{
	return error_set(e, CC_EIO, "can't write '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
}

static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

int output_open(struct arena *a, struct str path, struct output_stream *out, struct error *e)
{
	struct str temporary = str_fmt(a, STR_FMT ".XXXXXX", STR_ARG(path));
	struct stat st;

	*out = (struct output_stream){ .fd = STDOUT_FILENO };
	if (path.len == 0)
		return 0;
	out->path = str_copy(a, path);
	if (!out->path.ptr || !temporary.ptr)
		return error_memory(e);
	if (stat(out->path.ptr, &st) == 0 && !S_ISREG(st.st_mode)) {
		out->fd = open(out->path.ptr, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return out->fd < 0 ? fail_file(path, e) : 0;
	}
	if (!(out->temporary = strdup(temporary.ptr)))
		return error_memory(e);
	out->fd = mkstemp(out->temporary);
	if (out->fd >= 0)
		return 0;
	free(out->temporary);
	out->temporary = NULL;
	return fail_file(path, e);
}

int output_append(struct output_stream *s, struct str bytes, struct error *e)
{
	if (s->path.len == 0)
		return output_write(bytes, e);
	return write_hidden(s->fd, bytes) < 0 ? fail_file(s->path, e) : 0;
}

int output_close(struct output_stream *s, bool keep, struct error *e)
{
	int rc = 0;

	if (s->path.len == 0)
		return 0;
	if (keep && s->temporary && fchmod(s->fd, usual_mode()) < 0)
		rc = fail_file(s->path, e);
	if (close(s->fd) < 0 && rc == 0)
		rc = fail_file(s->path, e);
	if (keep && rc == 0 && s->temporary && rename(s->temporary, s->path.ptr) < 0)
		rc = fail_file(s->path, e);
	if (s->temporary && (!keep || rc < 0))
		unlink(s->temporary);
	free(s->temporary);
	s->temporary = NULL;
	return rc;
}

int output_file(struct arena *a, struct str path, struct str bytes, struct error *e)
{
	struct output_stream s;
	struct error ignored;
	int rc = output_open(a, path, &s, e);

	if (rc < 0)
		return rc;
	rc = write_all(s.fd, bytes) < 0 ? fail_file(path, e) : 0;
	if (rc == 0)
		return output_close(&s, true, e);
	output_close(&s, false, &ignored);
	return rc;
}

int output_add(struct arena *a, struct str path, struct str bytes, struct error *e)
{
	struct str name = str_copy(a, path);
	int fd, rc;

	if (!name.ptr)
		return error_memory(e);
	fd = open(name.ptr, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
	if (fd < 0)
		return fail_file(path, e);
	rc = write_hidden(fd, bytes) < 0 ? fail_file(path, e) : 0;
	if (close(fd) < 0 && rc == 0)
		rc = fail_file(path, e);
	return rc;
}

int output_complain(struct str message)
{
	struct buf b;

	if (message.len == 0)
		return EXIT_TROUBLE;
	buf_init(&b, MESSAGE_BYTES);
	buf_add(&b, STR("citecheck: "));
	buf_add_safe(&b, message);
	buf_add_char(&b, '\n');
	/* where standard error is gone too, the exit status still tells */
	(void)write_hidden(STDERR_FILENO, buf_str(&b));
	buf_release(&b);
	return EXIT_TROUBLE;
}

int output_fail(const struct error *e)
{
	return output_complain(str_from(e->text));
}

int output_usage(const struct command *command, const struct error *e)
{
	output_fail(e);
	if (command)
		fprintf(stderr, "citecheck: see `citecheck help %s`\n", command->name);
	else
		fprintf(stderr, "citecheck: see `citecheck help`\n");
	return EXIT_TROUBLE;
}

bool output_color(const struct options *o)
{
	struct color_environment env = {
		.no_color = getenv("NO_COLOR"),
		.clicolor_force = getenv("CLICOLOR_FORCE"),
		.force_color = getenv("FORCE_COLOR"),
		.term = getenv("TERM"),
		.terminal = isatty(STDOUT_FILENO) == 1,
	};

	return color_wanted((enum color_choice)o->color, &env);
}

size_t output_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long n;

	if (!isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	n = columns ? strtol(columns, NULL, 10) : 0;
	return n > 0 && n < 10000 ? (size_t)n : 0;
}

static int format_day(struct arena *a, struct ymd d, struct str *out, struct error *e)
{
	*out = str_fmt(a, "%04d-%02d-%02d", d.year, d.month, d.day);
	return out->ptr ? 0 : error_memory(e);
}

static int given_day(struct arena *a, struct str s, struct str *out, struct error *e)
{
	struct ymd d;

	if (calendar_read_day(s, &d))
		return format_day(a, d, out, e);
	return error_set(e, CC_EUSAGE, "'--now' takes a day like 2026-11-22, not '" STR_FMT "'", STR_ARG(s));
}

static int epoch_day(struct arena *a, const char *text, struct str *out, struct error *e)
{
	char *end = NULL;
	long long seconds;
	struct ymd d = { 1970, 1, 1 };

	errno = 0;
	seconds = strtoll(text, &end, 10);
	if (errno || end == text || *end || seconds < 0 || seconds > 253402300799)
		return error_set(e, CC_EUSAGE, "SOURCE_DATE_EPOCH is no number of seconds: '%s'", text);
	d = calendar_ymd(calendar_add(calendar_day(d), (long)(seconds / SECONDS_A_DAY)));
	return format_day(a, d, out, e);
}

int output_now(struct arena *a, struct str given, struct str *out, struct error *e)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct tm tm;
	time_t now;

	if (given.len)
		return given_day(a, given, out, e);
	if (epoch && *epoch)
		return epoch_day(a, epoch, out, e);
	now = time(NULL);
	if (!localtime_r(&now, &tm))
		return error_set(e, CC_EIO, "the system has no date");
	return format_day(a, (struct ymd){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday }, out, e);
}

static long long milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *p)
{
	const char *term = getenv("TERM");

	*p = (struct progress){ .on = isatty(STDERR_FILENO) == 1 && !(term && strcmp(term, "dumb") == 0) };
	p->start = milliseconds();
}

void progress_show(void *progress, const char *what, size_t done, size_t total)
{
	struct progress *p = progress;

	if (!p->on || milliseconds() - p->start < PROGRESS_AFTER)
		return;
	fprintf(stderr, "\r\x1b[K%s %zu of %zu", what, done, total);
	p->shown = true;
}

void progress_end(struct progress *p)
{
	if (p->shown)
		fputs("\r\x1b[K", stderr);
	p->shown = false;
}

struct str output_cache_folder(struct arena *a)
{
	struct str xdg = str_from(getenv("XDG_CACHE_HOME")), home = str_from(getenv("HOME"));

	if (xdg.len && xdg.ptr[0] == '/')
		return str_fmt(a, STR_FMT "/citecheck", STR_ARG(xdg));
	if (home.len && home.ptr[0] == '/')
		return str_fmt(a, STR_FMT "/.cache/citecheck", STR_ARG(home));
	return (struct str){ 0 };
}

struct cache *output_open_cache(const struct app *app)
{
	struct str folder = output_cache_folder(app->arena);
	struct cache *cache = NULL;

	if (app->options->no_cache || folder.len == 0 || cache_open(&cache, folder, NULL) < 0)
		return NULL;
	return cache;
}

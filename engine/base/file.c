#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

static int fail_errno(struct error *e, struct str path)
{
	int code = errno == ENOENT || errno == ENOTDIR ? CC_ENOENT : errno == ELOOP ? CC_EPATH : CC_EIO;

	return error_set(e, code, "can't read '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
}

/* Reads up to `size` bytes, and one more to see whether the file grew; *got is what came. */
static int read_all(int fd, char *p, size_t size, size_t *got)
{
	*got = 0;
	while (*got < size) {
		ssize_t n = read(fd, p + *got, size - *got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		*got += (size_t)n;
	}
	return 0;
}

int file_read(struct arena *a, struct str path, size_t max, struct str *out, struct error *e)
{
	struct str name = str_copy(a, path);
	struct stat st;
	size_t got;
	char *p;
	int fd, rc = 0;

	*out = (struct str){ 0 };
	if (!name.ptr)
		return error_memory(e);
	if (memchr(path.ptr ? path.ptr : "", 0, path.len))
		return error_set(e, CC_EPATH, "a path holds a NUL byte");
	fd = open(name.ptr, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return fail_errno(e, path);
	if (fstat(fd, &st) < 0) {
		rc = fail_errno(e, path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		rc = error_set(e, CC_EPATH, "'" STR_FMT "' is %s, not a regular file", STR_ARG(path),
		               S_ISDIR(st.st_mode) ? "a folder" : S_ISFIFO(st.st_mode) ? "a named pipe" : "a device");
		goto out;
	}
	if (st.st_size < 0 || (uintmax_t)st.st_size > max) {
		rc = error_set(e, CC_ELIMIT, "'" STR_FMT "' has %jd bytes, more than the limit of %zu", STR_ARG(path),
		               (intmax_t)st.st_size, max);
		goto out;
	}
	p = arena_alloc(a, (size_t)st.st_size + 1, 1);
	if (!p) {
		rc = error_memory(e);
		goto out;
	}
	if (read_all(fd, p, (size_t)st.st_size, &got) < 0)
		rc = fail_errno(e, path);
	*out = (struct str){ p, got };
out:
	close(fd);
	return rc;
}

int file_read_fd(struct arena *a, int fd, size_t max, struct str *out, struct error *e)
{
	struct buf b;
	int rc = 0;

	buf_init(&b, max < SIZE_MAX ? max + 1 : max);
	for (;;) {
		ssize_t n;
		if (b.len == max + 1 || buf_reserve(&b, b.len + 65536 > max + 1 ? max + 1 - b.len : 65536) < 0)
			break;
		n = read(fd, b.ptr + b.len, b.cap - b.len > max + 1 - b.len ? max + 1 - b.len : b.cap - b.len);
		if (n < 0 && errno == EINTR)
			continue;
		/* a pipe that whoever shares it made non-blocking: more may come */
		if (n < 0 && errno == EAGAIN && poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, -1) >= 0)
			continue;
		if (n < 0) {
			rc = error_set(e, CC_EIO, "can't read the input: %s", strerror(errno));
			goto out;
		}
		if (n == 0)
			break;
		b.len += (size_t)n;
	}
	if (b.failed)
		rc = error_memory(e);
	else if (b.len > max)
		rc = error_set(e, CC_ELIMIT, "the input has more than the limit of %zu bytes", max);
	else if (!(*out = str_copy(a, buf_str(&b))).ptr)
		rc = error_memory(e);
out:
	buf_release(&b);
	return rc;
}

/* Windows-1252 where it differs from Latin-1: 0x80 to 0x9F; 0 is unassigned. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
	0x0153, 0,      0x017E, 0x0178,
};

static bool looks_latin(struct str s, size_t *at)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) ||
		    (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80] == 0)) {
			*at = i;
			return false;
		}
	}
	return true;
}

static int take(struct arena *a, struct buf *b, struct str *out, struct error *e)
{
	int rc = 0;

	*out = (struct str){ 0 };
	if (b->failed || !(*out = str_copy(a, buf_str(b))).ptr)
		rc = error_memory(e);
	buf_release(b);
	return rc;
}

static int decode_latin(struct arena *a, struct str s, struct str *out, struct error *e)
{
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i < s.len && !b.failed; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c < 0x80)
			buf_add_char(&b, (char)c);
		else
			buf_add_utf8(&b, c < 0xA0 ? windows_1252[c - 0x80] : c);
	}
	return take(a, &b, out, e);
}

static int decode_utf16(struct arena *a, struct str s, bool big, struct str *out, struct error *e)
{
	struct buf b;
	size_t at = s.len;

	buf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i + 1 < s.len && !b.failed; i += 2) {
		uint32_t hi = (unsigned char)s.ptr[i + (big ? 0 : 1)], lo = (unsigned char)s.ptr[i + (big ? 1 : 0)];
		uint32_t c = hi << 8 | lo;
		if (c >= 0xD800 && c < 0xDC00 && i + 3 < s.len) {
			hi = (unsigned char)s.ptr[i + (big ? 2 : 3)];
			lo = (unsigned char)s.ptr[i + (big ? 3 : 2)];
			if ((hi & 0xFC) == 0xDC) {
				c = 0x10000 + ((c & 0x3FF) << 10 | ((hi << 8 | lo) & 0x3FF));
				i += 2;
			}
		}
		if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
			at = i;
			break;
		}
		buf_add_utf8(&b, c);
	}
	if (at == s.len && s.len % 2)
		at = s.len - 1;
	if (at < s.len) {
		buf_release(&b);
		return error_at(e, CC_ECODING, at + 2, at + 3, "not valid UTF-16 at byte %zu", at + 2);
	}
	return take(a, &b, out, e);
}

int text_decode(struct arena *a, struct str bytes, bool latin, struct str *out, bool *converted, struct error *e)
{
	size_t bad, nul;

	*converted = false;
	if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) {
		*converted = true;
		return decode_utf16(a, str_slice(bytes, 2, bytes.len), bytes.ptr[0] == '\xFE', out, e);
	}
	*out = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_slice(bytes, 3, bytes.len) : bytes;
	bad = utf8_invalid_at(*out);
	nul = str_find_char(str_slice(*out, 0, bad), '\0', 0);
	if (nul != SIZE_MAX) {
		nul += bytes.len - out->len;
		return error_at(e, CC_ECODING, nul, nul + 1, "a NUL byte at byte %zu: this is no text", nul);
	}
	if (bad == out->len)
		return 0;
	bad += bytes.len - out->len;
	if (latin && out->len == bytes.len && looks_latin(bytes, &bad)) {
		*converted = true;
		return decode_latin(a, bytes, out, e);
	}
	return error_at(e, CC_ECODING, bad, bad + 1, "not valid UTF-8 at byte %zu", bad);
}

#define LONG_LINE (4 * FILE_STEP)

static struct file_step count(struct str s)
{
	return (struct file_step){ utf8_count(s), utf8_count_pairs(s) };
}

static int make_steps(struct arena *a, struct file *f, struct error *e)
{
	size_t n = f->text.len / FILE_STEP + 1;

	f->steps = arena_array(a, struct file_step, n);
	if (!f->steps)
		return error_memory(e);
	for (size_t i = 1; i < n; i++) {
		struct file_step one = count(str_slice(f->text, (i - 1) * FILE_STEP, i * FILE_STEP));

		f->steps[i].code_points = f->steps[i - 1].code_points + one.code_points;
		f->steps[i].pairs = f->steps[i - 1].pairs + one.pairs;
	}
	return 0;
}

int file_index_lines(struct arena *a, struct file *f, struct error *e)
{
	VEC(size_t) lines = { 0 };
	size_t at = 0, longest = 0, *slot;

	if (f->lines)
		return 0;
	if (!(slot = vec_add(a, &lines)))
		return error_memory(e);
	*slot = 0;
	while ((at = str_find_char(f->text, '\n', at)) != SIZE_MAX) {
		at++;
		if (at - lines.v[lines.n - 1] > longest)
			longest = at - lines.v[lines.n - 1];
		if (!(slot = vec_add(a, &lines)))
			return error_memory(e);
		*slot = at;
	}
	if (f->text.len - lines.v[lines.n - 1] > longest)
		longest = f->text.len - lines.v[lines.n - 1];
	f->n_lines = lines.n;
	f->lines = lines.v;
	return longest > LONG_LINE ? make_steps(a, f, e) : 0;
}

/* What stands before an offset. */
static struct file_step before(const struct file *f, size_t at)
{
	struct file_step n = f->steps[at / FILE_STEP], rest = count(str_slice(f->text, at / FILE_STEP * FILE_STEP, at));

	return (struct file_step){ n.code_points + rest.code_points, n.pairs + rest.pairs };
}

static struct file_step between(const struct file *f, size_t start, size_t end)
{
	struct file_step from, to;

	if (!f->steps || end - start <= FILE_STEP)
		return count(str_slice(f->text, start, end));
	from = before(f, start);
	to = before(f, end);
	return (struct file_step){ to.code_points - from.code_points, to.pairs - from.pairs };
}

size_t file_code_points(const struct file *f, size_t start, size_t end)
{
	return between(f, start, end).code_points;
}

size_t file_utf16_units(const struct file *f, size_t start, size_t end)
{
	struct file_step n = between(f, start, end);

	return n.code_points + n.pairs;
}

static size_t line_of(const struct file *f, size_t offset)
{
	size_t low = 0, high = f->n_lines;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (f->lines[mid] <= offset)
			low = mid;
		else
			high = mid;
	}
	return low;
}

struct line_column file_position(const struct file *f, size_t offset)
{
	size_t line;

	if (f->n_lines == 0) /* a file that was never read has a name and no more */
		return (struct line_column){ 1, 1 };
	if (offset > f->text.len)
		offset = f->text.len;
	line = line_of(f, offset);
	return (struct line_column){ line + 1, file_code_points(f, f->lines[line], offset) + 1 };
}

struct span file_line_span(const struct file *f, size_t line)
{
	size_t start, end;

	if (line < 1 || line > f->n_lines)
		return (struct span){ f->text.len, f->text.len };
	start = f->lines[line - 1];
	end = line < f->n_lines ? f->lines[line] - 1 : f->text.len;
	if (end > start && f->text.ptr[end - 1] == '\r')
		end--;
	return (struct span){ start, end };
}

struct str file_line(const struct file *f, size_t line)
{
	return str_span(f->text, file_line_span(f, line));
}

bool file_is_pointer(struct str bytes)
{
	return bytes.len < 1024 && (str_starts(bytes, STR("version https://git-lfs.github.com/spec/")) ||
	                            str_starts(bytes, STR("version https://hawser.github.com/spec/")));
}

int file_fault(struct error *e, const struct file *f, struct span at, const char *fmt, va_list args)
{
	struct line_column p = file_position(f, at.start);
	char message[400];

	if (vsnprintf(message, sizeof message, fmt, args) < 0)
		message[0] = '\0';
	return error_at(e, CC_EUSAGE, at.start, at.end, STR_FMT ":%zu:%zu: %s", STR_ARG(f->path), p.line, p.column, message);
}

/* PDF: the text that pdftotext (poppler) prints, in a process of its own. Its reading order is taken, not -layout,
 * which prints the lines of two columns side by side. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/child.h"
#include "source/load.h"

#define HEADER_BYTES 1024 /* a PDF's header and its end mark stand within so much of its ends */

static bool holds(struct str s, const char *words)
{
	return str_find(s, str_from(words), 0) != SIZE_MAX;
}

static int judge(const struct child_result *r, struct str bytes, struct error *e)
{
	struct str said = str_from(r->complaint);
	bool whole = holds(str_slice(bytes, bytes.len > HEADER_BYTES ? bytes.len - HEADER_BYTES : 0, bytes.len), "%%EOF");

	switch (r->end) {
	case CHILD_TIME:
		return error_set(e, CC_ELIMIT, "a PDF that takes more than %d seconds to read", LIMIT_PDF_SECONDS);
	case CHILD_OUTPUT:
		return error_set(e, CC_ELIMIT, "a PDF with more than %zu bytes of text", LIMIT_PDF_TEXT_BYTES);
	case CHILD_KILLED:
		return error_set(e, CC_EIO, "pdftotext ended by signal %d on this PDF", r->status);
	case CHILD_EXITED:
		break;
	}
	if (r->status == 127)
		return error_set(e, CC_EIO, "can't run pdftotext");
	if (holds(said, "ncorrect password") || (r->status != 0 && holds(bytes, "/Encrypt")))
		return error_set(e, CC_EKIND, "an encrypted PDF");
	if (holds(said, "ut of memory") || holds(said, "bad_alloc"))
		return error_set(e, CC_ELIMIT, "a PDF that takes more than %zu bytes of memory to read", LIMIT_PDF_MEMORY);
	if (r->status == 0 && (whole || !holds(said, "Syntax Error")))
		return CC_OK;
	/* half a document would make its other half's quotes look invented */
	return error_set(e, CC_ESYNTAX, whole ? "a damaged PDF" : "a truncated PDF: its end is missing");
}

static int find_pages(struct arena *a, struct document *out, struct error *e)
{
	struct { size_t *v; size_t n, cap; } pages = { 0 };
	size_t at = 0, *page;

	do {
		if (pages.n == LIMIT_PDF_PAGES)
			return error_set(e, CC_ELIMIT, "a PDF of more than %d pages", LIMIT_PDF_PAGES);
		page = vec_add(a, &pages);
		if (page == NULL)
			return error_memory(e);
		*page = at;
		at = str_find_char(out->text, '\f', at);
		at = at != SIZE_MAX ? at + 1 : out->text.len;
	} while (at < out->text.len);
	out->paged = true;
	out->pages = pages.v;
	out->n_pages = pages.n;
	return CC_OK;
}

static bool has_words(struct str s)
{
	size_t i = 0;

	while (i < s.len && (unsigned char)s.ptr[i] <= ' ')
		i++;
	return i < s.len;
}

/* A scan, in other words: nothing could be found in it, and that would say nothing. */
static int take_text(struct arena *a, const struct source *source, struct str printed, struct document *out,
                     struct error *e)
{
	struct file *f = arena_new(a, struct file);
	struct str kept = str_copy(a, printed);
	int rc;

	if (f == NULL || kept.ptr == NULL)
		return error_memory(e);
	rc = text_decode(a, kept, false, &f->text, &f->converted, e);
	if (rc < 0)
		return error_wrap(e, "the text of the PDF");
	if (!has_words(f->text))
		return error_set(e, CC_EKIND, "a PDF without text (scanned pages?)");
	f->path = source->path;
	f->rev = source->rev;
	out->file = f;
	out->text = f->text;
	rc = find_pages(a, out, e);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

/* The bytes as a file that only we can read: pdftotext takes no others. */
static int write_copy(struct arena *a, struct str bytes, char **out, struct error *e)
{
	const char *folder = getenv("TMPDIR");
	struct str name = str_fmt(a, "%s/citecheck-XXXXXX", folder && *folder ? folder : "/tmp");
	char *path = arena_alloc(a, name.len + 1, 1);
	int fd, rc = CC_OK;

	if (name.ptr == NULL || path == NULL)
		return error_memory(e);
	memcpy(path, name.ptr, name.len);
	fd = mkstemp(path);
	if (fd < 0)
		return error_set(e, CC_EIO, "can't make a temporary file: %s", strerror(errno));
	while (rc == CC_OK && bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n > 0)
			bytes = str_slice(bytes, (size_t)n, bytes.len);
		else if (n == 0 || errno != EINTR)
			rc = error_set(e, CC_EIO, "can't write a temporary file: %s", strerror(errno));
	}
	close(fd);
	if (rc < 0)
		unlink(path);
	*out = rc == CC_OK ? path : NULL;
	return rc;
}

static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct str program = child_find(a, "pdftotext"), path = str_copy(a, source->full_path);
	char *copy = NULL;
	char enc[] = "-enc", utf8[] = "UTF-8", eol[] = "-eol", unix_eol[] = "unix", dash[] = "-", name[] = "pdftotext";
	struct child_limits limits = { LIMIT_PDF_TEXT_BYTES, LIMIT_PDF_MEMORY, LIMIT_PDF_SECONDS };
	struct child_result r;
	int rc;

	if (bytes.len > LIMIT_PDF_BYTES)
		return error_set(e, CC_ELIMIT, "a PDF of %zu bytes, at most %zu are read", bytes.len, LIMIT_PDF_BYTES);
	if (!holds(str_slice(bytes, 0, HEADER_BYTES), "%PDF-"))
		return error_set(e, CC_EKIND, "no PDF, whatever its name says");
	if (program.ptr == NULL || path.ptr == NULL)
		return error_set(e, CC_EKIND, "PDF needs '%s' (Debian: poppler-utils), which is not installed", name);
	if (source->stored) {
		rc = write_copy(a, bytes, &copy, e);
		if (rc < 0)
			return rc;
		path = str_from(copy);
	}
	{
		/* execve's argv is not const for historical reasons; nothing writes there */
		char *argv[] = { NULL, enc, utf8, eol, unix_eol, NULL, dash, NULL };
		memcpy(&argv[0], &program.ptr, sizeof argv[0]);
		memcpy(&argv[5], &path.ptr, sizeof argv[5]);
		rc = child_run(&r, argv, &limits, e);
	}
	if (copy != NULL)
		unlink(copy);
	if (rc < 0)
		return rc;
	rc = judge(&r, bytes, e);
	if (rc == CC_OK)
		rc = take_text(a, source, buf_str(&r.out), out, e);
	child_result_release(&r);
	return rc;
}

static const char *const extensions[] = { ".pdf", NULL };

const struct source_format source_format_pdf = { .name = "pdf", .extensions = extensions, .load = load };

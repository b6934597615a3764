/* PDF: the words that pdftotext (poppler) prints with their boxes, in a process of its own; pdf_layout.c puts them in
 * order. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "source/child.h"
#include "source/furniture.h"
#include "source/load.h"
#include "source/pdf_layout.h"
#include "source/stated.h"

#define HEADER_BYTES 1024  /* a PDF's header and its end mark stand within so much of its ends */
#define PICTURE_PIXELS 200 /* either side of a picture that may be a page's text */

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

/* What pdftotext prints by itself, of a PDF too large to be laid out here. */
static int take_plain(struct arena *a, const struct source *source, struct str printed, struct document *out,
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
	f->path = source->path;
	out->file = f;
	out->text = f->text;
	rc = find_pages(a, out, e);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

/* When the file was made says little about when its text appeared; it is weak evidence. */
static int take_date(struct arena *a, struct str date, struct document *out)
{
	struct stated_date *d = arena_array(a, struct stated_date, out->n_stated + 1);

	date = str_slice(date, 0, 10);
	if (date.len < 10)
		return CC_OK;
	if (d == NULL)
		return CC_ENOMEM;
	if (out->n_stated > 0)
		memcpy(d, out->stated, out->n_stated * sizeof *d);
	d[out->n_stated] = (struct stated_date){ .value = str_copy(a, date), .where = "PDF metadata", .weak = true };
	out->stated = d;
	out->n_stated++;
	return CC_OK;
}

static int take_boxes(struct arena *a, struct arena *scratch, const struct source *source, struct str printed,
                      struct document *out, struct error *e)
{
	struct file *f = arena_new(a, struct file);
	struct pdf_boxes read, boxes;
	struct pdf_layout layout;
	int rc = f != NULL ? pdf_boxes_read(scratch, printed, &read, e) : error_memory(e);

	if (rc < 0)
		return rc;
	if (pdf_rows_make(scratch, &read, &boxes) < 0 || pdf_layout_find(scratch, &boxes, &layout) < 0)
		return error_memory(e);
	f->path = source->path;
	rc = pdf_layout_print(a, &layout, f, out, e);
	if (rc < 0)
		return rc;
	if (utf8_invalid_at(out->text) != out->text.len || str_find_char(out->text, '\0', 0) != SIZE_MAX)
		return error_set(e, CC_ECODING, "the text of the PDF is not valid UTF-8");
	stated_lines(a, out);
	if (take_date(a, boxes.created, out) < 0)
		return error_memory(e);
	return furniture_skip(a, out->text, out->furniture, out->n_furniture, source->record.skip, source->record.n_skip,
	                      &out->furniture, &out->n_furniture, e);
}

/* The bytes as a file that only we can read: pdftotext takes no others. */
static int write_copy(struct arena *a, struct str bytes, char **out, struct error *e)
{
	const char *given = getenv("TMPDIR"), *folder = given && *given ? given : "/tmp";
	struct str name = str_fmt(a, "%s/citecheck-XXXXXX", folder);
	char *path = arena_alloc(a, name.len + 1, 1);
	int fd, rc = CC_OK;

	if (name.ptr == NULL || path == NULL)
		return error_memory(e);
	memcpy(path, name.ptr, name.len);
	fd = mkstemp(path);
	if (fd < 0)
		return error_set(e, CC_EIO, "can't make a temporary file in '%s' (TMPDIR names another folder): %s", folder, strerror(errno));
	while (rc == CC_OK && bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n > 0)
			bytes = str_slice(bytes, (size_t)n, bytes.len);
		else if (n == 0 || errno != EINTR)
			rc = error_set(e, CC_EIO, "can't write a temporary file in '%s' (TMPDIR names another folder): %s", folder,
			               strerror(errno));
	}
	close(fd);
	if (rc < 0)
		unlink(path);
	*out = rc == CC_OK ? path : NULL;
	return rc;
}

/* One look at a PDF: the file, and the programs that read it. */
struct look {
	struct arena *a;
	struct arena scratch;
	const struct source *source;
	struct str bytes;
	struct str path; /* with a NUL behind it */
};

/* Runs a program of poppler's on the file; `args` end in NULL and stand before the file's name. */
static int run_on(struct look *k, const char *name, const char *const *args, bool to_output, size_t most,
                  struct child_result *r, struct error *e)
{
	struct child_limits limits = { most, LIMIT_PDF_MEMORY, LIMIT_PDF_SECONDS, true, k->path.ptr };
	struct str program = child_find(&k->scratch, name);
	const char *argv[12];
	size_t n = 0;

	if (program.ptr == NULL)
		return error_set(e, CC_EKIND, "PDF needs '%s' (Debian: poppler-utils), which is not installed", name);
	argv[n++] = program.ptr;
	while (*args != NULL && n < 8)
		argv[n++] = *args++;
	argv[n++] = k->path.ptr;
	if (to_output)
		argv[n++] = "-";
	argv[n] = NULL;
	return child_run(r, argv, &limits, e);
}

/* Which pages hold a picture as large as a page of text would be; false where nobody can tell. */
static bool find_pictures(struct look *k, bool *pictures, size_t n_pages)
{
	static const char *const args[] = { "-list", NULL };
	struct child_result r;
	struct str rest, line;
	bool told;

	if (run_on(k, "pdfimages", args, false, LIMIT_PDF_TEXT_BYTES, &r, NULL) < 0)
		return false;
	told = r.end == CHILD_EXITED && r.status == 0;
	rest = buf_str(&r.out);
	while (told && str_split(&rest, '\n', &line)) {
		unsigned long page = 0, skip = 0, width = 0, height = 0;
		char copy[64], type[16];
		struct str cut = str_slice(line, 0, sizeof copy - 1);
		memcpy(copy, cut.ptr, cut.len);
		copy[cut.len] = '\0';
		if (sscanf(copy, "%8lu %8lu %15s %8lu %8lu", &page, &skip, type, &width, &height) == 5 && page > 0 &&
		    page <= n_pages && width >= PICTURE_PIXELS && height >= PICTURE_PIXELS)
			pictures[page - 1] = true;
	}
	child_result_release(&r);
	return told;
}

/* Pages without a word on them: scans, unless they are just empty. */
static int find_textless(struct look *k, struct document *out)
{
	bool *textless = arena_array(&k->scratch, bool, out->n_pages + 1);
	bool *pictures = arena_array(&k->scratch, bool, out->n_pages + 1), told;
	size_t n = 0;

	if (textless == NULL || pictures == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < out->n_pages; i++) {
		size_t end = i + 1 < out->n_pages ? out->pages[i + 1] : out->file->text.len;
		textless[i] = !has_words(str_slice(out->file->text, out->pages[i], end));
		n += textless[i];
	}
	if (n == 0)
		return CC_OK;
	told = find_pictures(k, pictures, out->n_pages);
	out->passing = !told;
	out->textless = arena_array(k->a, size_t, n);
	if (out->textless == NULL)
		return CC_ENOMEM;
	for (size_t i = 0; i < out->n_pages; i++)
		if (textless[i] && (pictures[i] || !told))
			out->textless[out->n_textless++] = i;
	return CC_OK;
}

static int read_plain(struct look *k, struct document *out, struct error *e)
{
	static const char *const args[] = { "-enc", "UTF-8", "-eol", "unix", NULL };
	struct child_result r;
	int rc = run_on(k, "pdftotext", args, true, LIMIT_PDF_TEXT_BYTES, &r, e);

	if (rc < 0)
		return rc;
	rc = judge(&r, k->bytes, e);
	if (rc == CC_OK)
		rc = take_plain(k->a, k->source, buf_str(&r.out), out, e);
	child_result_release(&r);
	return rc;
}

static int read_boxes(struct look *k, struct document *out, struct error *e)
{
	static const char *const args[] = { "-bbox-layout", "-enc", "UTF-8", "-eol", "unix", NULL };
	struct child_result r;
	int rc = run_on(k, "pdftotext", args, true, LIMIT_PDF_LAYOUT_BYTES, &r, e);

	if (rc < 0)
		return rc;
	if (r.end == CHILD_OUTPUT) {
		child_result_release(&r);
		return read_plain(k, out, e);
	}
	rc = judge(&r, k->bytes, e);
	if (rc == CC_OK)
		rc = take_boxes(k->a, &k->scratch, k->source, buf_str(&r.out), out, e);
	child_result_release(&r);
	return rc;
}

static int look_at(struct look *k, struct document *out, struct error *e)
{
	int rc = read_boxes(k, out, e);

	if (rc < 0)
		return rc;
	if (!has_words(out->text))
		return error_set(e, CC_EKIND, "a PDF without text (scanned pages?)");
	return find_textless(k, out) < 0 ? error_memory(e) : CC_OK;
}

static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct look k = { .a = a, .source = source, .bytes = bytes, .path = str_copy(a, source->full_path) };
	char *copy = NULL;
	int rc;

	if (bytes.len > LIMIT_PDF_BYTES)
		return error_set(e, CC_ELIMIT, "a PDF of %zu bytes, at most %zu are read", bytes.len, LIMIT_PDF_BYTES);
	if (!holds(str_slice(bytes, 0, HEADER_BYTES), "%PDF-"))
		return error_set(e, CC_EKIND, "no PDF, whatever its name says");
	if (k.path.ptr == NULL)
		return error_memory(e);
	if (source->stored) {
		rc = write_copy(a, bytes, &copy, e);
		if (rc < 0)
			return rc;
		k.path = str_from(copy);
	}
	arena_init(&k.scratch);
	rc = look_at(&k, out, e);
	arena_release(&k.scratch);
	if (copy != NULL)
		unlink(copy);
	return rc;
}

static const char *const extensions[] = { ".pdf", NULL };
static const char *const programs[] = { "pdftotext", "pdfimages", NULL };

const struct source_format source_format_pdf = {
	.name = "pdf", .extensions = extensions, .load = load,
	.version = 2, .programs = programs,
};

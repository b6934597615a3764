/* EPUB: the chapters in reading order, each read as an HTML page. */
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/vec.h"
#include "source/blocks.h"
#include "source/epub_package.h"
#include "source/flow.h"
#include "source/load.h"
#include "source/parts.h"
#include "source/xhtml.h"

struct book {
	struct arena *a;
	struct str path;
	struct buf text;
	struct { struct block *v; size_t n, cap; } blocks;
	struct { struct span *v; size_t n, cap; } marks;
	unsigned paragraphs;
	double deadline;
};

static double cpu_seconds(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int add_blocks(struct book *b, struct str text, const struct block *v, size_t n, size_t base, struct error *e)
{
	for (size_t i = 0; i < n; i++) {
		struct block *to;
		/* line breaks behind the page's end */
		if (str_trim(str_slice(text, v[i].start, v[i].end)).len == 0)
			continue;
		to = vec_add(b->a, &b->blocks);
		if (to == NULL)
			return error_memory(e);
		*to = v[i];
		to->start = base + v[i].start;
		to->end = base + (v[i].end < text.len ? v[i].end : text.len);
		/* a book has no menus around its text: what stands aside there is a note or a box */
		if (to->kind == BLOCK_ASIDE)
			to->kind = BLOCK_PARAGRAPH;
		b->paragraphs += to->kind == BLOCK_PARAGRAPH;
		to->paragraph = b->paragraphs;
	}
	return CC_OK;
}

static int add_chapter(struct book *b, const struct document *d, struct error *e)
{
	const struct block *v = d->blocks;
	struct block *found = NULL;
	struct str text = d->text;
	size_t n = d->n_blocks, base;
	int rc;

	while (text.len > 0 && (unsigned char)text.ptr[text.len - 1] <= ' ')
		text.len--;
	if (text.len == 0)
		return CC_OK;
	if (b->text.len > 0)
		buf_add(&b->text, STR("\n\n"));
	base = b->text.len;
	buf_add(&b->text, text);
	if (v == NULL) {
		if (blocks_find(b->a, d->text, NULL, 0, &found, &n) < 0)
			return error_memory(e);
		v = found;
	}
	rc = add_blocks(b, text, v, n, base, e);
	for (size_t i = 0; rc == CC_OK && i < d->n_marks; i++) {
		struct span *to = vec_add(b->a, &b->marks);
		if (to == NULL)
			return error_memory(e);
		*to = (struct span){ d->marks[i].start + base, d->marks[i].end + base };
	}
	return rc;
}

static int read_chapter(struct book *b, struct package_member *m, struct error *e)
{
	struct source page = { .path = b->path, .format = &source_format_html };
	struct document d = { 0 };
	int rc;

	if (cpu_seconds() > b->deadline)
		return error_set(e, CC_ELIMIT, "a book that takes more than %d seconds to read", LIMIT_EPUB_SECONDS);
	m->bytes = xhtml_as_html(b->a, m->bytes);
	if (m->bytes.ptr == NULL)
		return error_memory(e);
	rc = source_format_html.load(b->a, &page, m->bytes, &d, e);
	if (rc < 0)
		return rc == CC_ENOMEM ? rc : error_wrap(e, "'" STR_FMT "'", STR_ARG(m->name));
	return add_chapter(b, &d, e);
}

static int finish(struct book *b, struct document *out, struct error *e)
{
	if (b->text.failed)
		return error_memory(e);
	out->text = str_copy(b->a, buf_str(&b->text));
	if (out->text.ptr == NULL)
		return error_memory(e);
	out->blocks = b->blocks.v;
	out->n_blocks = b->blocks.n;
	out->marks = b->marks.v;
	out->n_marks = b->marks.n;
	return flow_own_file(b->a, b->path, out, e);
}

static int read_book(struct book *b, struct package *p, struct epub_book *book, struct document *out, struct error *e)
{
	int rc = package_read(p, book->chapters.v, book->chapters.n, e);

	b->deadline = cpu_seconds() + LIMIT_EPUB_SECONDS;
	for (size_t i = 0; rc == CC_OK && i < book->chapters.n; i++)
		rc = read_chapter(b, &book->chapters.v[i], e);
	if (rc == CC_OK)
		rc = finish(b, out, e);
	if (rc == CC_OK)
		parts_metadata(b->a, book->metadata, out);
	return rc;
}

static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct book b = { .a = a, .path = source->path };
	struct epub_book book;
	struct package p;
	int rc = package_open(&p, a, bytes, e);

	if (rc == CC_OK)
		rc = epub_book_read(&book, &p, e);
	if (rc < 0)
		return rc;
	buf_init(&b.text, LIMIT_SOURCE_BYTES);
	rc = read_book(&b, &p, &book, out, e);
	buf_release(&b.text);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

static const char *const extensions[] = { ".epub", NULL };

const struct source_format source_format_epub = {
	.name = "epub", .extensions = extensions, .load = load,
	.version = 2,
};

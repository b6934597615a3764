/* libFuzzer: DOCX, ODT and EPUB. The first byte picks the reader and how the rest is taken: as a package, or as the parts
 * of one, which become stored members with right checksums, so that what is mutated is XML and not ZIP. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "source/source.h"

#define MEMBERS 10
#define PARTED 0xff /* between two parts: in no UTF-8 */

static const char *const docx[] = { "word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml",
	                            "_rels/.rels", "word/_rels/document.xml.rels", "docProps/core.xml", NULL };
static const char *const odt[] = { "content.xml", "styles.xml", "meta.xml", "mimetype", "META-INF/manifest.xml", NULL };
static const char *const epub[] = { "META-INF/container.xml", "content.opf", "a.xhtml", "b.xhtml", "nav.xhtml", "toc.ncx",
	                            "META-INF/encryption.xml", "mimetype", NULL };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* --- a package of stored members --- */

static uint32_t crc32_of(struct str s)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < s.len; i++) {
		crc ^= (unsigned char)s.ptr[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
	}
	return ~crc;
}

static void add_number(struct buf *b, size_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_add_char(b, (char)(i < sizeof n ? n >> 8 * i & 0xff : 0));
}

/* What the local header and the one in the directory share. */
static void add_member(struct buf *b, const char *name, struct str bytes)
{
	add_number(b, 20, 2);
	add_number(b, 0, 8); /* flags, method, time, date */
	add_number(b, crc32_of(bytes), 4);
	add_number(b, bytes.len, 4);
	add_number(b, bytes.len, 4);
	add_number(b, strlen(name), 2);
	add_number(b, 0, 2);
}

static void make_package(struct buf *b, const char *const *names, struct str rest)
{
	size_t starts[MEMBERS], n = 0, directory, next;
	struct str parts[MEMBERS];

	for (size_t at = 0; names[n] != NULL && n < MEMBERS && at <= rest.len; at = next + 1, n++) {
		next = str_find_char(rest, (char)PARTED, at);
		if (next == SIZE_MAX)
			next = rest.len;
		parts[n] = str_slice(rest, at, next);
		starts[n] = b->len;
		buf_add(b, STR("PK\3\4"));
		add_member(b, names[n], parts[n]);
		buf_add(b, str_from(names[n]));
		buf_add(b, parts[n]);
	}
	directory = b->len;
	for (size_t i = 0; i < n; i++) {
		buf_add(b, (struct str){ "PK\1\2\24\0", 6 });
		add_member(b, names[i], parts[i]);
		add_number(b, 0, 10);
		add_number(b, starts[i], 4);
		buf_add(b, str_from(names[i]));
	}
	next = b->len - directory;
	buf_add(b, STR("PK\5\6"));
	add_number(b, 0, 4);
	add_number(b, n, 2);
	add_number(b, n, 2);
	add_number(b, next, 4);
	add_number(b, directory, 4);
	add_number(b, 0, 2);
}

/* --- */

static void read_document(struct arena *a, const struct source_format *format, struct str bytes)
{
	struct source source = { .path = STR("x"), .format = format };
	struct document d = { 0 };
	struct document_place p;
	const struct block *v;
	size_t n, end = 0;

	if (format->load(a, &source, bytes, &d, NULL) < 0 || document_prepare(a, &d, NULL) < 0)
		return;
	check(utf8_invalid_at(d.text) == d.text.len);
	n = document_blocks(&d, &v);
	for (size_t i = 0; i < n; i++) {
		check(v[i].start >= end && v[i].end <= d.text.len);
		end = v[i].end;
	}
	for (size_t i = 0; i < d.text.len; i += 1 + d.text.len / 64) {
		check(document_place(&d, (struct span){ i, i + 1 }, &p) == 0);
		check(p.in_file.start <= p.in_file.end && p.in_file.end <= d.file->text.len);
	}
	document_finish(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct source_format *const formats[] = { &source_format_docx, &source_format_odt, &source_format_epub };
	static const char *const *const names[] = { docx, odt, epub };
	struct str bytes;
	struct arena a;
	struct buf b;

	if (size == 0)
		return 0;
	arena_init(&a);
	buf_init(&b, MIB(16));
	bytes = (struct str){ (const char *)data + 1, size - 1 };
	if (data[0] % 6 >= 3) {
		make_package(&b, names[data[0] % 3], bytes);
		bytes = buf_str(&b);
	}
	read_document(&a, formats[data[0] % 3], bytes);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

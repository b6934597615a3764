#include "cmd/fetch_record.h"

#include <stdio.h>
#include <string.h>

#include "source/pdf_info.h"
#include "time/calendar.h"
#include "time/time.h"

#define STEM_BYTES 80
#define VALUE_BYTES 500

/* --- kinds --- */

static const struct { const char *type, *extension; } types[] = {
	{ "text/html", ".html" }, { "application/xhtml+xml", ".html" }, { "application/pdf", ".pdf" }, { "application/x-pdf", ".pdf" },
	{ "text/markdown", ".md" }, { "text/x-markdown", ".md" },
	{ "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx" },
	{ "application/vnd.oasis.opendocument.text", ".odt" }, { "application/epub+zip", ".epub" },
};

/* The format of files that end so. */
static const struct source_format *format_of(struct str extension)
{
	char name[16];

	snprintf(name, sizeof name, "x" STR_FMT, STR_ARG(extension));
	return source_format_for(str_from(name));
}

static struct str readable(struct str extension)
{
	return extension.len > 0 && format_of(extension) != NULL ? extension : (struct str){ 0 };
}

static struct str media_type(struct str header)
{
	return str_trim(str_slice(header, 0, str_find_char(header, ';', 0)));
}

static bool opens_html(struct str body)
{
	struct str head = str_slice(body, 0, 2048);

	for (size_t i = 0; i < head.len; i++)
		if (head.ptr[i] == '<' && (str_eq_ci(str_slice(head, i, i + 14), STR("<!doctype html")) ||
		                           str_eq_ci(str_slice(head, i, i + 5), STR("<html")) || str_eq_ci(str_slice(head, i, i + 5), STR("<head"))))
			return true;
	return false;
}

/* What the address ends in, before the query. */
static struct str url_extension(struct str url)
{
	struct str path = str_slice(url, 0, str_find_char(url, '?', 0));
	size_t host = str_find(path, STR("://"), 0), slash = host != SIZE_MAX ? str_find_char(path, '/', host + 3) : SIZE_MAX;
	struct str extension = slash != SIZE_MAX ? path_extension(path_base(str_slice(path, slash, path.len))) : (struct str){ 0 };

	/* literals, as the view into the address would end in it */
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq_ci(extension, str_from(types[i].extension)))
			return str_from(types[i].extension);
	return str_eq_ci(extension, STR(".txt")) || str_eq_ci(extension, STR(".text")) ? STR(".txt") : (struct str){ 0 };
}

struct str fetch_extension(const struct net_result *r)
{
	struct str type = media_type(r->content_type), by_url = url_extension(r->final_url);

	/* the bytes of a PDF say so, whatever the server calls it */
	if (str_find(str_slice(r->body, 0, 1024), STR("%PDF-"), 0) != SIZE_MAX)
		return readable(STR(".pdf"));
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq_ci(type, str_from(types[i].type)) && !str_is(str_from(types[i].extension), ".pdf"))
			return readable(str_from(types[i].extension));
	if (str_eq_ci(str_slice(type, 0, 5), STR("text/")))
		return opens_html(r->body) && str_eq_ci(type, STR("text/plain")) == false ? STR(".html")
		       : str_is(by_url, ".md")                                        ? by_url
		                                                                      : STR(".txt");
	if (type.len > 0 && !str_eq_ci(type, STR("application/octet-stream")) && !str_eq_ci(type, STR("binary/octet-stream")) &&
	    !str_eq_ci(type, STR("application/zip")))
		return (struct str){ 0 };
	if (opens_html(r->body))
		return STR(".html");
	return str_is(by_url, ".pdf") ? (struct str){ 0 } : readable(by_url);
}

/* --- names --- */

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* What of `s` is plain; the rest becomes a hyphen, once. */
static void add_plain(struct buf *b, struct str s, size_t most, bool lower)
{
	size_t start = b->len;

	for (size_t i = 0; i < s.len && b->len - start < most; i++) {
		char c = s.ptr[i];
		if (lower && c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (!plain(c))
			c = '-';
		/* neither hidden, nor an option of a program, nor a folder above */
		if ((c == '-' || c == '.') && (b->len == start || b->ptr[b->len - 1] == '-' || b->ptr[b->len - 1] == '.'))
			continue;
		buf_add_char(b, c);
	}
	while (b->len > start && (b->ptr[b->len - 1] == '-' || b->ptr[b->len - 1] == '.'))
		b->len--;
}

static struct str taken_from(struct arena *a, struct buf *b)
{
	struct str s = b->failed ? (struct str){ 0 } : str_copy(a, buf_str(b));

	buf_release(b);
	return s;
}

struct str fetch_stem(struct arena *a, struct str id, struct str day)
{
	struct buf b;

	buf_init(&b, 4 * STEM_BYTES);
	add_plain(&b, id, STEM_BYTES, false);
	if (b.len == 0)
		buf_add(&b, STR("source"));
	buf_addf(&b, "-" STR_FMT, STR_ARG(day));
	return taken_from(a, &b);
}

/* The last part of the path that says something, else the host. */
static struct str speaking_part(struct str url)
{
	size_t host = str_find(url, STR("://"), 0);
	struct str rest = host != SIZE_MAX ? str_slice(url, host + 3, url.len) : url, path, best;
	size_t slash;

	for (size_t i = 0; i < rest.len; i++)
		if (rest.ptr[i] == '?' || rest.ptr[i] == '#')
			rest.len = i;
	slash = str_find_char(rest, '/', 0);
	best = str_slice(rest, 0, slash);
	if (str_starts(best, STR("www.")))
		best = str_slice(best, 4, best.len);
	path = slash != SIZE_MAX ? str_slice(rest, slash + 1, rest.len) : (struct str){ 0 };
	while (path.len > 0) {
		struct str part = path_stem(path), stem = path_extension(part).len > 0 && path_extension(part).len < 6 ? path_stem(part) : part;
		size_t letters = 0;
		for (size_t i = 0; i < stem.len; i++)
			letters += (stem.ptr[i] | 32) >= 'a' && (stem.ptr[i] | 32) <= 'z';
		if (letters >= 3 && !str_eq_ci(stem, STR("index")))
			return stem;
		path = path_folder(path);
	}
	return best;
}

struct str fetch_id(struct arena *a, struct str url, bool (*taken)(void *ctx, struct str id), void *ctx)
{
	struct str id, numbered;
	struct buf b;

	buf_init(&b, STEM_BYTES);
	add_plain(&b, speaking_part(url), 48, true);
	for (size_t i = 0; i < b.len; i++)
		if (b.ptr[i] == '.')
			b.ptr[i] = '-';
	if (b.len == 0)
		buf_add(&b, STR("page"));
	id = numbered = taken_from(a, &b);
	for (unsigned k = 2; numbered.ptr != NULL && taken(ctx, numbered); k++)
		numbered = str_fmt(a, STR_FMT "-%u", STR_ARG(id), k);
	return numbered;
}

struct str fetch_relative(struct arena *a, struct str folder, struct str file)
{
	size_t common = 0;
	struct buf b;

	for (size_t i = 0; i <= folder.len && i < file.len; i++) {
		char c = i < folder.len ? folder.ptr[i] : '/';
		if (c == '/' && file.ptr[i] == '/')
			common = i + 1;
		if (c != file.ptr[i])
			break;
	}
	buf_init(&b, folder.len * 2 + file.len + 8);
	for (size_t i = common; i < folder.len; i++)
		if (i == common || folder.ptr[i] == '/')
			buf_add(&b, STR("../"));
	buf_add(&b, str_slice(file, common, file.len));
	return taken_from(a, &b);
}

struct str fetch_archived(struct arena *a, struct str url)
{
	for (size_t at = str_find(url, STR("/web/"), 0); at != SIZE_MAX; at = str_find(url, STR("/web/"), at + 1)) {
		size_t digits = at + 5, end = digits;
		while (end < url.len && url.ptr[end] >= '0' && url.ptr[end] <= '9')
			end++;
		if (end - digits == 14) {
			size_t slash = str_find_char(url, '/', end);
			if (slash == SIZE_MAX || slash > end + 4)
				return url;
			return str_fmt(a, STR_FMT "id_" STR_FMT, STR_ARG(str_slice(url, 0, end)), STR_ARG(str_slice(url, slash, url.len)));
		}
	}
	return url;
}

/* --- fields --- */

/* A header's value as a field: one that would need more than plain characters says too little to be worth it. */
static struct str header(struct arena *a, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || (unsigned char)s.ptr[i] > '~' || strchr("{}\\%#", s.ptr[i]) != NULL)
			return STR("");
	return s.len > 0 && s.len <= VALUE_BYTES ? str_copy(a, s) : STR("");
}

/* An address in characters that every format of a bibliography leaves alone. */
static struct str address(struct arena *a, struct str url)
{
	struct buf b;

	buf_init(&b, url.len * 3 + 1);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];
		if (c <= ' ' || c == 0x7f || strchr("{}\\\"<>^`|", c) != NULL)
			buf_addf(&b, "%%%02X", c);
		else
			buf_add_char(&b, url.ptr[i]);
	}
	return taken_from(a, &b);
}

int fetch_fields(struct arena *a, const struct net_result *r, struct str day, struct bib_change *out)
{
	struct str *v = out->values;

	v[BIB_ACCESSED] = day;
	v[BIB_FETCH_URL] = address(a, r->final_url);
	v[BIB_FETCH_STATUS] = str_fmt(a, "%ld", r->status);
	if (r->state == NET_OK) {
		v[BIB_FETCH_TYPE] = header(a, r->content_type);
		v[BIB_FETCH_ETAG] = header(a, r->etag);
		v[BIB_FETCH_MODIFIED] = header(a, r->last_modified);
		v[BIB_FETCH_EXTRACTOR] = STR("citecheck " CITECHECK_VERSION);
	}
	for (enum bib_key k = 0; r->state == NET_OK && k < BIB_KEYS; k++)
		if (k >= BIB_FETCH_URL && k <= BIB_FETCH_EXTRACTOR && v[k].ptr == NULL)
			return CC_ENOMEM;
	return v[BIB_FETCH_URL].ptr != NULL && v[BIB_FETCH_STATUS].ptr != NULL ? CC_OK : CC_ENOMEM;
}

/* A stated date as EDTF; empty when it can't be read as one day, month or year. */
static int as_edtf(struct arena *a, struct str words, struct str *out, struct error *e)
{
	struct time_context none = { 0 };
	struct time_expression date;
	struct ymd first;
	struct str day = str_slice(words, 0, 10);
	int rc;

	*out = (struct str){ 0 };
	/* the day of a point in time, in the zone that the page itself uses */
	if (words.len > 10 && (words.ptr[10] == 'T' || words.ptr[10] == ' ') && day.ptr[4] == '-' && day.ptr[7] == '-')
		words = day;
	rc = time_parse(a, words, &none, &date, e);
	if (rc == CC_ENOMEM)
		return rc;
	if (rc < 0 || date.n_readings != 1 || calendar_ymd(date.readings[0].core.first).year < 1)
		return CC_OK;
	first = calendar_ymd(date.readings[0].core.first);
	*out = date.precision == PRECISION_DAY     ? str_fmt(a, "%04d-%02d-%02d", first.year, first.month, first.day)
	       : date.precision == PRECISION_MONTH ? str_fmt(a, "%04d-%02d", first.year, first.month)
	       : date.precision == PRECISION_YEAR  ? str_fmt(a, "%04d", first.year)
	                                           : STR("");
	return out->ptr != NULL ? CC_OK : CC_ENOMEM;
}

static int describe_pdf(struct arena *a, struct str file, struct bib_change *out, struct str *note, struct error *e)
{
	struct stated_words words;
	struct str made;
	int rc = pdf_info(a, file, &words, &made, e);

	if (rc < 0)
		return rc;
	out->values[BIB_TITLE] = words.title;
	out->values[BIB_AUTHOR] = words.author;
	out->values[BIB_ISSUED] = made;
	if (words.title.len > 0 || words.author.len > 0 || made.len > 0)
		*note = STR("title, author and issued are from the file's metadata, weak evidence");
	return CC_OK;
}

static int take_date(struct arena *a, const struct document *d, struct bib_change *out, struct str *note, struct error *e)
{
	for (size_t i = 0; i < d->n_stated; i++) {
		const struct stated_date *s = &d->stated[i];
		int rc;
		if (strcmp(s->where, "copyright line") == 0)
			continue;
		rc = as_edtf(a, s->value, &out->values[BIB_ISSUED], e);
		if (rc < 0)
			return rc;
		if (out->values[BIB_ISSUED].len == 0)
			continue;
		if (s->weak)
			*note = STR("issued is from the file's metadata, weak evidence");
		return CC_OK;
	}
	return CC_OK;
}

int fetch_describe(struct arena *a, struct str bytes, struct str file, struct str extension, struct bib_change *out,
                   struct str *note, struct error *e)
{
	struct source source = { .path = file, .full_path = file, .format = format_of(extension) };
	struct document d = { 0 };
	struct error why;
	int rc;

	*note = (struct str){ 0 };
	out->values[BIB_TYPE] = str_is(extension, ".html") ? STR("webpage") : STR("document");
	if (str_is(extension, ".pdf"))
		return describe_pdf(a, file, out, note, e);
	rc = source.format->load(a, &source, bytes, &d, &why);
	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (rc < 0)
		return CC_OK; /* the check will say so */
	out->values[BIB_TITLE] = d.words.title.len > 0 ? d.words.title : d.title;
	out->values[BIB_AUTHOR] = d.words.author.len > 0 ? d.words.author : d.author;
	if (d.title.len > 0 || d.author.len > 0)
		*note = STR("title and author are from the file's metadata, weak evidence");
	return take_date(a, &d, out, note, e);
}

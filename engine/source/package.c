/* The one file that includes libarchive's headers. */
#include "source/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <string.h>

#include "base/address.h"
#include "base/limits.h"

#define CHUNK KIB(64)

/* --- the library --- */

#define FUNCTIONS(F)                                                                                                   \
	F(archive_read_new)                                                                                            \
	F(archive_read_free)                                                                                           \
	F(archive_read_support_format_zip_seekable)                                                                    \
	F(archive_read_open_memory)                                                                                    \
	F(archive_read_next_header)                                                                                    \
	F(archive_read_data)                                                                                           \
	F(archive_format_name)                                                                                         \
	F(archive_error_string)                                                                                        \
	F(archive_entry_pathname)                                                                                      \
	F(archive_entry_pathname_utf8)                                                                                 \
	F(archive_entry_is_data_encrypted)

struct archive_functions {
#define F(name) __typeof__(&name) name;
	FUNCTIONS(F)
#undef F
};

/* The handle is never given back: a library with threads and caches of its own is not unloaded safely, and loading it
 * again costs nothing then. */
static int load_library(struct package *p, struct error *e)
{
	static const char *const names[] = { "libarchive.so.13", "libarchive.13.dylib", "libarchive.dylib", "libarchive.so" };
	struct archive_functions *f = arena_new(p->a, struct archive_functions);
	void *library = NULL, *symbol;

	if (f == NULL)
		return error_memory(e);
	for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (library == NULL)
		return error_set(e, CC_EKIND, "DOCX, ODT and EPUB need libarchive (Debian: libarchive13), which is not installed");
#define F(name)                                                                                                        \
	symbol = dlsym(library, #name);                                                                                \
	if (symbol == NULL)                                                                                            \
		return error_set(e, CC_EKIND, "the libarchive that is installed has no '%s'", #name);                 \
	memcpy(&f->name, &symbol, sizeof symbol);
	FUNCTIONS(F)
#undef F
	p->library = f;
	return CC_OK;
}

/* --- walking through the members --- */

static int start(const struct package *p, struct archive **out, struct error *e)
{
	const struct archive_functions *f = p->library;
	struct archive *ar = f->archive_read_new();
	const char *why;

	*out = ar;
	if (ar == NULL)
		return error_memory(e);
	if (f->archive_read_support_format_zip_seekable(ar) == ARCHIVE_OK &&
	    f->archive_read_open_memory(ar, p->bytes.ptr, p->bytes.len) == ARCHIVE_OK)
		return CC_OK;
	why = f->archive_error_string(ar);
	error_set(e, CC_ESYNTAX, "a truncated or damaged package: %s", why != NULL ? why : "no list of its members");
	return CC_ESYNTAX;
}

/* The next member's name; *done at the end. */
static int next(const struct package *p, struct archive *ar, struct archive_entry **entry, struct str *name, bool *done,
                struct error *e)
{
	const struct archive_functions *f = p->library;
	int rc = f->archive_read_next_header(ar, entry);
	const char *words;

	*done = rc == ARCHIVE_EOF;
	if (*done)
		return CC_OK;
	/* a warning is about a name in a foreign character set */
	if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) {
		words = f->archive_error_string(ar);
		return error_set(e, CC_ESYNTAX, "a truncated or damaged package: %s", words != NULL ? words : "bad header");
	}
	words = f->archive_entry_pathname_utf8(*entry);
	if (words == NULL)
		words = f->archive_entry_pathname(*entry);
	*name = str_from(words);
	return CC_OK;
}

static int add_name(struct package *p, struct str name, struct error *e)
{
	struct str kept;
	int rc;

	if (p->names.n == LIMIT_PACKAGE_MEMBERS)
		return error_set(e, CC_ELIMIT, "a package of more than %d members", LIMIT_PACKAGE_MEMBERS);
	if (name.len > LIMIT_PACKAGE_NAME_BYTES)
		return error_set(e, CC_ELIMIT, "a package with a name of more than %d bytes", LIMIT_PACKAGE_NAME_BYTES);
	kept = str_copy(p->a, name);
	rc = kept.ptr != NULL ? map_put(p->a, &p->names, kept, 0, NULL) : CC_ENOMEM;
	if (rc < 0)
		return error_memory(e);
	return rc == 0 ? CC_OK
	               : error_set(e, CC_ESYNTAX, "a damaged package: two members are called '" STR_FMT "'", STR_ARG(name));
}

static int read_names(struct package *p, struct error *e)
{
	struct archive_entry *entry;
	struct archive *ar;
	struct str name;
	bool done = false;
	int rc = start(p, &ar, e);

	while (rc == CC_OK) {
		rc = next(p, ar, &entry, &name, &done, e);
		if (rc < 0 || done)
			break;
		rc = add_name(p, name, e);
	}
	p->library->archive_read_free(ar);
	return rc;
}

int package_open(struct package *out, struct arena *a, struct str bytes, struct error *e)
{
	int rc;

	*out = (struct package){ .a = a, .bytes = bytes };
	if (bytes.len > LIMIT_PACKAGE_BYTES)
		return error_set(e, CC_ELIMIT, "a package of %zu bytes, at most %zu are read", bytes.len, LIMIT_PACKAGE_BYTES);
	/* Word keeps encrypted documents, as it kept all documents before 2007, in Microsoft's compound files */
	if (str_starts(bytes, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return error_set(e, CC_EKIND, "an encrypted document, or one of Word before 2007");
	if (str_find(bytes, STR("PK\3\4"), 0) == SIZE_MAX)
		return error_set(e, CC_EKIND, "no ZIP package, whatever its name says");
	rc = zip_list_read(&out->list, a, bytes, e);
	if (rc == CC_OK)
		rc = load_library(out, e);
	return rc == CC_OK ? read_names(out, e) : rc;
}

bool package_has(const struct package *p, struct str name)
{
	return map_get(&p->names, name) != MAP_NONE;
}

/* --- the bytes of a member --- */

static int check_spent(struct package *p, struct error *e)
{
	if (p->spent > LIMIT_EXPANDED_BYTES)
		return error_set(e, CC_ELIMIT, "a package that expands to more than %zu bytes", LIMIT_EXPANDED_BYTES);
	if (p->spent > LIMIT_EXPANDED_FREE_BYTES && p->spent / LIMIT_EXPANDED_RATIO > p->bytes.len)
		return error_set(e, CC_ELIMIT, "a package that expands to more than %d times its size", LIMIT_EXPANDED_RATIO);
	return CC_OK;
}

/* Encrypted members and methods that no document uses are refused before a byte of them is decoded. */
static int check_method(const struct package *p, struct archive *ar, struct archive_entry *entry, struct str name,
                        struct error *e)
{
	struct str method = str_from(p->library->archive_format_name(ar));

	if (p->library->archive_entry_is_data_encrypted(entry))
		return error_set(e, CC_EKIND, "an encrypted package");
	if (str_find(method, STR("(deflation)"), 0) == SIZE_MAX && str_find(method, STR("(uncompressed)"), 0) == SIZE_MAX)
		return error_set(e, CC_EKIND, "a package whose '" STR_FMT "' is compressed in a way that documents are not",
		                 STR_ARG(name));
	return CC_OK;
}

static int take_member(struct package *p, struct archive *ar, struct package_member *m, struct error *e)
{
	struct buf b;
	int rc = CC_OK;

	buf_init(&b, LIMIT_EXPANDED_BYTES + 2 * CHUNK);
	for (;;) {
		la_ssize_t n;
		if (buf_reserve(&b, CHUNK) < 0) {
			rc = error_memory(e);
			break;
		}
		n = p->library->archive_read_data(ar, b.ptr + b.len, CHUNK);
		if (n < 0) {
			const char *why = p->library->archive_error_string(ar);
			rc = error_set(e, CC_ESYNTAX, "a damaged package: '" STR_FMT "': %s", STR_ARG(m->name),
			               why != NULL ? why : "can't be read");
			break;
		}
		if (n == 0)
			break;
		b.len += (size_t)n;
		p->spent += (size_t)n;
		rc = check_spent(p, e);
		if (rc < 0)
			break;
	}
	if (rc == CC_OK) {
		m->bytes = str_copy(p->a, buf_str(&b));
		rc = m->bytes.ptr != NULL ? zip_list_check(&p->list, m->name, m->bytes, e) : error_memory(e);
	}
	buf_release(&b);
	return rc;
}

static int index_wanted(struct package *p, struct map *wanted, struct package_member *members, size_t n, size_t *left,
                        struct error *e)
{
	*left = 0;
	for (size_t i = 0; i < n; i++) {
		int rc;
		members[i].bytes = (struct str){ 0 };
		if (members[i].name.len == 0 || !package_has(p, members[i].name))
			continue;
		rc = map_put(p->a, wanted, members[i].name, i, NULL);
		if (rc < 0)
			return error_memory(e);
		*left += rc == 0;
	}
	return CC_OK;
}

int package_read(struct package *p, struct package_member *members, size_t n, struct error *e)
{
	struct archive_entry *entry;
	struct map wanted = { 0 };
	struct archive *ar = NULL;
	struct str name;
	size_t left, i;
	bool done = false;
	int rc = index_wanted(p, &wanted, members, n, &left, e);

	if (rc < 0 || left == 0)
		return rc;
	rc = start(p, &ar, e);
	while (rc == CC_OK && left > 0) {
		rc = next(p, ar, &entry, &name, &done, e);
		if (rc < 0 || done)
			break;
		i = map_get(&wanted, name);
		if (i == MAP_NONE)
			continue;
		rc = check_method(p, ar, entry, name, e);
		if (rc == CC_OK)
			rc = take_member(p, ar, &members[i], e);
		left--;
	}
	p->library->archive_read_free(ar);
	return rc;
}

/* --- names --- */

struct str package_path(struct arena *a, struct str from, struct str target)
{
	struct str none = { 0 }, rest, part;
	size_t end = str_find_char(target, '#', 0), query = str_find_char(target, '?', 0), n = 0;
	char *raw, *out;

	target = str_slice(target, 0, end < query ? end : query);
	if (target.len == 0 || str_find(target, STR(":"), 0) != SIZE_MAX)
		return none;
	if (target.ptr[0] != '/') {
		struct str folder = str_slice(from, 0, from.len);
		while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
			folder.len--;
		n = folder.len;
		from = folder;
	}
	raw = arena_alloc(a, n + target.len + 1, 1);
	out = arena_alloc(a, n + target.len + 2, 1);
	if (raw == NULL || out == NULL)
		return none;
	if (n > 0)
		memcpy(raw, from.ptr, n);
	rest = (struct str){ raw, n + percent_decode(target, raw + n) };
	n = 0;
	while (str_split(&rest, '/', &part)) {
		if (part.len == 0 || str_is(part, "."))
			continue;
		if (str_is(part, "..")) {
			if (n == 0)
				return none;
			for (n--; n > 0 && out[n - 1] != '/'; n--)
				;
			continue;
		}
		memcpy(out + n, part.ptr, part.len);
		n += part.len;
		out[n++] = '/';
	}
	return (struct str){ out, n > 0 ? n - 1 : 0 };
}

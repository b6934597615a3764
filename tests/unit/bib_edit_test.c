/* Editing bibliographies in place: what is put in stands where it belongs, all else keeps its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "source/bib_edit.h"

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct bib_change fetched(const char *id, bool add)
{
	struct bib_change c = { .id = str_from(id), .add = add };

	c.values[BIB_ACCESSED] = STR("2026-11-22");
	c.values[BIB_FILE] = STR("corpus/a.html");
	c.values[BIB_SHA256] = STR(HEX);
	c.values[BIB_FETCH_URL] = STR("https://example.org/a");
	c.values[BIB_FETCH_STATUS] = STR("200");
	c.values[BIB_FETCH_TYPE] = STR("text/html; charset=utf-8");
	c.values[BIB_FETCH_ETAG] = STR("W/\"a\"");
	if (add) {
		c.values[BIB_URL] = STR("https://example.org/a");
		c.values[BIB_TITLE] = STR("Of ferries: 50% & more");
		c.values[BIB_AUTHOR] = STR("Ada Holm; The Harbour Board");
		c.values[BIB_TYPE] = STR("webpage");
	}
	return c;
}

#define YAML_IN "    accessed: 2026-11-22\n    file: corpus/a.html\n    sha256: " HEX "\n"
#define YAML_FETCH                                                                                                     \
	"    fetch:\n      url: https://example.org/a\n      status: 200\n      content-type: text/html; charset=utf-8\n" \
	"      etag: \"W/\\\"a\\\"\"\n"
#define FLOW_FETCH                                                                                                     \
	"fetch: {url: \"https://example.org/a\", status: \"200\", content-type: \"text/html; charset=utf-8\", etag: "   \
	"\"W/\\\"a\\\"\"}"
#define JSON_FETCH                                                                                                     \
	"\"fetch\": {\"url\": \"https://example.org/a\", \"status\": \"200\", \"content-type\": \"text/html; charset=utf-8\", " \
	"\"etag\": \"W/\\\"a\\\"\"}"
#define NEW_YAML                                                                                                       \
	"  - id: new\n    type: webpage\n    title: \"Of ferries: 50% & more\"\n    author:\n    - literal: Ada Holm\n"      \
	"    - literal: The Harbour Board\n    accessed: 2026-11-22\n    URL: https://example.org/a\n"                    \
	"    file: corpus/a.html\n    sha256: " HEX "\n" YAML_FETCH
#define TEX_FETCH                                                                                                      \
	"  fetchurl = {https://example.org/a},\n  fetchstatus = {200},\n  fetchtype = {text/html; charset=utf-8},\n"      \
	"  fetchetag = {W/\"a\"}"

static const struct edit {
	const char *path, *id, *before, *after;
} edits[] = {
	{ "s.yaml", "a", "# top\nreferences:\n  - id: z\n    title: Z # last\n  # of a\n  - id: a\n    URL: https://example.org/a # here\n\n  - id: b\n",
	  "# top\nreferences:\n  - id: z\n    title: Z # last\n  # of a\n  - id: a\n    URL: https://example.org/a # here\n" YAML_IN YAML_FETCH
	  "\n  - id: b\n" },
	{ "s.yaml", "a", "references:\n  - id: a\n    note: >\n      folded\n      words\n  - id: b\n",
	  "references:\n  - id: a\n    note: >\n      folded\n      words\n" YAML_IN YAML_FETCH "  - id: b\n" },
	{ "s.yaml", "a", "references:\n  - id: a\n    title:\n",
	  "references:\n  - id: a\n    title:\n" YAML_IN YAML_FETCH },
	{ "s.yaml", "a", "references:\n  - id: a\n    title: no end",
	  "references:\n  - id: a\n    title: no end\n    accessed: 2026-11-22\n    file: corpus/a.html\n    sha256: " HEX
	  "\n    fetch:\n      url: https://example.org/a\n      status: 200\n      content-type: text/html; charset=utf-8\n"
	  "      etag: \"W/\\\"a\\\"\"" },
	{ "s.yaml", "a", "references:\n  - {id: a, URL: \"https://example.org/a\"} # x\n",
	  "references:\n  - {id: a, URL: \"https://example.org/a\", accessed: \"2026-11-22\", file: \"corpus/a.html\", sha256: \"" HEX
	  "\", " FLOW_FETCH "} # x\n" },
	{ "s.yaml", "a", "references:\n  - id: a\n    file: old.html # was\n    sha256: aa\n    accessed:\n      date-parts: [[2020, 1, 1]]\n"
	  "    fetch:\n      url: https://old.example # moved\n      status: 301\n      etag: x\n    title: T\n",
	  "references:\n  - id: a\n    file: corpus/a.html # was\n    sha256: " HEX "\n    accessed:\n      2026-11-22\n"
	  "    fetch:\n      url: https://example.org/a # moved\n      status: 200\n      etag: \"W/\\\"a\\\"\"\n"
	  "      content-type: text/html; charset=utf-8\n    title: T\n" },
	{ "s.yaml", "+new", "", "references:\n" NEW_YAML },
	{ "s.yaml", "+new", "references:\n", "references:\n" NEW_YAML },
	{ "s.yaml", "+new", "references:\n  - id: a\n    title: A # one\n# end\n",
	  "references:\n  - id: a\n    title: A # one\n" NEW_YAML "# end\n" },
	{ "s.json", "a", "[\n  {\n    \"id\": \"a\",\n    \"URL\": \"https://example.org/a\"\n  }\n]\n",
	  "[\n  {\n    \"id\": \"a\",\n    \"URL\": \"https://example.org/a\",\n    \"accessed\": {\"date-parts\": [[2026, 11, 22]]},\n"
	  "    \"file\": \"corpus/a.html\",\n    \"sha256\": \"" HEX "\",\n    " JSON_FETCH "\n  }\n]\n" },
	{ "s.json", "a", "[{\"id\":\"a\",\"file\":\"x\"},{\"id\":\"b\"}]",
	  "[{\"id\":\"a\",\"file\":\"corpus/a.html\", \"accessed\": {\"date-parts\": [[2026, 11, 22]]}, \"sha256\": \"" HEX
	  "\", " JSON_FETCH "},{\"id\":\"b\"}]" },
	{ "s.bib", "a", "% library\n@article{a,\n  title = {A {B} c},\n  url = \"https://example.org/a\" % end\n}\n@misc{b, title={x}}\n",
	  "% library\n@article{a,\n  title = {A {B} c},\n  url = \"https://example.org/a\",\n  urldate = {2026-11-22},\n"
	  "  file = {corpus/a.html},\n  sha256 = {" HEX "},\n" TEX_FETCH " % end\n}\n@misc{b, title={x}}\n" },
	{ "s.bib", "b", "@misc{b, title={x}, year=1999, urldate = 2001, fetchetag={old},}\n",
	  "@misc{b, title={x}, year=1999, urldate = {2026-11-22}, fetchetag={W/\"a\"}, file = {corpus/a.html}, sha256 = {" HEX
	  "}, fetchurl = {https://example.org/a}, fetchstatus = {200}, fetchtype = {text/html; charset=utf-8},}\n" },
	{ "s.bib", "+new", "@misc{b, title={x}}\n",
	  "@misc{b, title={x}}\n\n@online{new,\n  title = {Of ferries: 50\\% \\& more},\n  author = {{Ada Holm} and {The Harbour Board}},\n"
	  "  urldate = {2026-11-22},\n  url = {https://example.org/a},\n  file = {corpus/a.html},\n  sha256 = {" HEX "},\n" TEX_FETCH
	  ",\n}\n" },
};

static void test_edits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		const struct edit *x = &edits[i];
		bool add = x->id[0] == '+';
		struct bib_change c = fetched(x->id + add, add);
		struct error e = { 0 };
		struct arena a;
		struct str out;
		arena_init(&a);
		if (bib_edit(&a, str_from(x->path), str_from(x->before), &c, 1, &out, &e) < 0)
			fail_msg("%zu: %s", i, e.text);
		if (!str_is(out, x->after))
			fail_msg("%zu:\n%.*s\ninstead of\n%s", i, (int)out.len, out.ptr, x->after);
		arena_release(&a);
	}
}

/* The new file of JSON; several at once; the line breaks of Windows; a BOM. */
static void test_shapes(void **state)
{
	static const char windows[] = "\xef\xbb\xbfreferences:\r\n  - id: a\r\n    title: A\r\n  - id: b\r\n    title: B\r\n";
	struct bib_change changes[3] = { fetched("a", false), fetched("b", false), fetched("n", true) };
	struct error e = { 0 };
	struct arena a;
	struct str out;

	(void)state;
	arena_init(&a);
	if (bib_edit(&a, STR("s.yaml"), str_from(windows), changes, 3, &out, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(str_starts(out, STR("\xef\xbb\xbfreferences:\r\n  - id: a\r\n    title: A\r\n    accessed: 2026-11-22\r\n")));
	for (size_t i = str_find_char(out, '\n', 0); i != SIZE_MAX; i = str_find_char(out, '\n', i + 1))
		assert_int_equal(out.ptr[i - 1], '\r');
	if (bib_edit(&a, STR("s.json"), STR(""), &changes[2], 1, &out, &e) < 0)
		fail_msg("%s", e.text);
	changes[0] = fetched("m", true);
	if (bib_edit(&a, STR("s.json"), out, changes, 1, &out, &e) < 0)
		fail_msg("%s", e.text);
	arena_release(&a);
}

static void test_refused(void **state)
{
	struct bib_change c = fetched("a", false);
	struct error e = { 0 };
	struct arena a;
	struct str out;

	(void)state;
	arena_init(&a);
	assert_int_equal(bib_edit(&a, STR("s.yaml"), STR("references:\n  - id: b\n"), &c, 1, &out, &e), CC_ENOENT);
	assert_int_equal(bib_edit(&a, STR("s.yaml"), STR("references: [\n"), &c, 1, &out, &e), CC_ESYNTAX);
	assert_int_equal(bib_edit(&a, STR("s.yaml"), STR("references:\n  - id: a\n    title: \xff\n"), &c, 1, &out, &e), CC_EKIND);
	/* of two of one name nobody can tell which is meant */
	assert_int_equal(bib_edit(&a, STR("s.yaml"), STR("references:\n  - id: a\n    URL: x\n  - id: a\n    URL: y\n"), &c, 1, &out, &e), CC_ESYNTAX);
	assert_int_equal(bib_edit(&a, STR("s.json"), STR("[{\"id\": \"a\"}, {\"id\": \"b\"}, {\"id\": \"a\"}]"), &c, 1, &out, &e), CC_ESYNTAX);
	assert_int_equal(bib_edit(&a, STR("s.bib"), STR("@misc{a, title={x}}\n@misc{a, title={y}}\n"), &c, 1, &out, &e), CC_ESYNTAX);
	assert_non_null(strstr(e.text, "two entries have the id 'a'"));
	/* a value that would not come back as it was */
	c.values[BIB_FETCH_ETAG] = STR("}{");
	assert_int_equal(bib_edit(&a, STR("s.bib"), STR("@misc{a, title={x}}\n"), &c, 1, &out, &e), CC_ESYNTAX);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits), cmocka_unit_test(test_shapes), cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

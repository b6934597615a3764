/* Markdown as events with places. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/markdown.h"
#include "effort.h"

struct seen {
	struct str text;
	struct buf out;
	size_t last;
};

static int write_event(void *ctx, const struct markdown_event *ev)
{
	static const char *const blocks[] = { "doc", "quote", "list", "item", "rule", "h", "code", "html", "p", "table", "row", "cell" };
	struct seen *s = ctx;

	switch (ev->kind) {
	case MARKDOWN_ENTER_BLOCK:
		buf_addf(&s->out, "<%s>", blocks[ev->block]);
		break;
	case MARKDOWN_LEAVE_BLOCK:
		buf_addf(&s->out, "</%s>", blocks[ev->block]);
		break;
	case MARKDOWN_TEXT:
	case MARKDOWN_CODE:
	case MARKDOWN_HTML:
		assert_true(ev->at.end <= s->text.len && ev->at.start <= ev->at.end);
		if (!ev->escaped && ev->at.end > ev->at.start)
			assert_memory_equal(ev->text.ptr, s->text.ptr + ev->at.start, ev->text.len);
		buf_addf(&s->out, "%s" STR_FMT, ev->escaped ? "!" : ev->kind == MARKDOWN_TEXT ? "" : ev->kind == MARKDOWN_CODE ? "`" : "<>",
		         STR_ARG(ev->text));
		break;
	case MARKDOWN_SOFT_BREAK:
	case MARKDOWN_HARD_BREAK:
		buf_add_char(&s->out, '/');
		break;
	default:
		buf_add_char(&s->out, '|');
	}
	return 0;
}

static void events(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "a *b* c\nd", "<doc><p>a |b| c/d</p></doc>" },
		{ "a \\* \\\\\" b", "<doc><p>a !* !\\\" b</p></doc>" },
		{ "&eacute;&#233;&#xe9;&nosuch;&amp;", "<doc><p>!\xc3\xa9!\xc3\xa9!\xc3\xa9&nosuch;!&</p></doc>" },
		{ "> q\n\n- i\n", "<doc><quote><p>q</p></quote><list><item>i</item></list></doc>" },
		{ "`c` <b>\n\n# h\n", "<doc><p>|`c| <><b></p><h>h</h></doc>" },
		{ "", "<doc></doc>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct seen s = { .text = str_from(cases[i].text) };
		buf_init(&s.out, 1 << 20);
		assert_int_equal(markdown_read(s.text, write_event, &s, NULL), 0);
		buf_add_char(&s.out, '\0');
		assert_string_equal(s.out.ptr, cases[i].expected);
		buf_release(&s.out);
	}
}

static int count(void *ctx, const struct markdown_event *ev)
{
	(void)ev;
	++*(size_t *)ctx;
	return 0;
}

static void entities(void **state)
{
	(void)state;
	assert_int_equal(markdown_entity(STR("&eacute;"), (char[8]){ 0 }), 2);
	assert_int_equal(markdown_entity(STR("&x;"), (char[8]){ 0 }), 0);
	assert_int_equal(markdown_entity(STR("&#0;"), (char[8]){ 0 }), 0);
	assert_int_equal(markdown_entity(STR("&#x110000;"), (char[8]){ 0 }), 0);
	assert_int_equal(markdown_entity(STR("&;"), (char[8]){ 0 }), 0);
	assert_int_equal(markdown_entity(STR("&#99999999999999999999;"), (char[8]){ 0 }), 0);
}

static void read_repeated(void *ctx, size_t size)
{
	const char *bit = ctx;
	struct buf b;
	size_t n = 0;

	buf_init(&b, 1 << 24);
	while (b.len < size)
		buf_add(&b, str_from(bit));
	assert_int_equal(markdown_read(buf_str(&b), count, &n, NULL), 0);
	buf_release(&b);
}

static void pathological(void **state)
{
	static const char *const bits[] = { "[", "]", "*a ", "a_", "> ", "`", "![", "<!--", "$", "^[", "[@a", "\"", "- ", "[^1]", "&", "\\",
		                            "**", "~", "<a", "[a](", "| ", "*_", "[[]](", "[a]: b\n", "a\n", "\t", "    ", "```\n", "#" };

	(void)state;
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
		char bit[64];
		snprintf(bit, sizeof bit, "%s", bits[i]);
		assert_true(effort_is_linear(read_repeated, bit, 400000, 1000, bit));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events),
		cmocka_unit_test(entities),
		cmocka_unit_test(pathological),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

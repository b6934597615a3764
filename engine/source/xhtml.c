#include "source/xhtml.h"

#include "base/limits.h"

/* Elements that HTML never closes. */
static const char *const voids[] = { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
	                             "source", "track", "wbr" };

static bool is_void(struct str name)
{
	for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
		if (str_eq_ci(name, str_from(voids[i])))
			return true;
	return false;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

/* Behind the `>` of the tag that begins at `at`; values in quotes may hold one. */
static size_t tag_end(struct str s, size_t at)
{
	char quote = '\0';

	for (; at < s.len; at++) {
		char c = s.ptr[at];
		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at + 1;
	}
	return s.len;
}

static size_t behind(struct str s, const char *mark, size_t at)
{
	struct str m = str_from(mark);
	size_t found = str_find(s, m, at);

	return found != SIZE_MAX ? found + m.len : s.len;
}

/* The text of a CDATA section, escaped. */
static void add_cdata(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '<')
			buf_add(b, STR("&lt;"));
		else if (s.ptr[i] == '&')
			buf_add(b, STR("&amp;"));
		else
			buf_add_char(b, s.ptr[i]);
	}
}

static size_t add_tag(struct buf *b, struct str s, size_t at)
{
	size_t end = tag_end(s, at), n = at + 1;
	struct str name;

	while (n < end && is_name(s.ptr[n]))
		n++;
	name = str_slice(s, at + 1, n);
	if (name.len == 0 || end < at + 3 || s.ptr[end - 1] != '>' || s.ptr[end - 2] != '/' || is_void(name)) {
		buf_add(b, str_slice(s, at, end));
		return end;
	}
	buf_add(b, str_slice(s, at, end - 2));
	buf_add(b, STR("></"));
	buf_add(b, name);
	buf_add_char(b, '>');
	return end;
}

struct str xhtml_as_html(struct arena *a, struct str page)
{
	struct str out;
	size_t at = 0;
	struct buf b;

	buf_init(&b, page.len * 6 + 16);
	while (at < page.len) {
		size_t lt = str_find_char(page, '<', at), end;
		struct str rest;
		buf_add(&b, str_slice(page, at, lt));
		if (lt == SIZE_MAX)
			break;
		rest = str_slice(page, lt, page.len);
		if (str_starts(rest, STR("<![CDATA["))) {
			end = behind(page, "]]>", lt);
			add_cdata(&b, str_slice(page, lt + 9, end >= lt + 12 ? end - 3 : end));
		} else if (str_starts(rest, STR("<!--"))) {
			end = behind(page, "-->", lt);
			buf_add(&b, str_slice(page, lt, end));
		} else if (str_starts(rest, STR("<?"))) {
			end = behind(page, "?>", lt);
		} else {
			end = add_tag(&b, page, lt);
		}
		at = end;
	}
	out = b.failed ? (struct str){ 0 } : str_copy(a, buf_str(&b));
	buf_release(&b);
	return out;
}

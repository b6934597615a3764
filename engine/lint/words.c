#include "lint/words.h"

#include "base/utf8.h"

struct str words_short(struct arena *a, struct str s, size_t most)
{
	struct buf b;
	struct str out;
	size_t i = 0, last_word = 0;
	bool space = false;

	buf_init(&b, SIZE_MAX / 2);
	s = str_trim(s);
	while (i < s.len && b.len <= most) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);
		if (utf8_is_space(c)) {
			if (!space)
				last_word = b.len;
			space = true;
			continue;
		}
		if (space)
			buf_add_char(&b, ' ');
		space = false;
		buf_add(&b, str_slice(s, at, i));
	}
	if (b.len > most) {
		b.len = last_word > most / 2 ? last_word : utf8_floor(buf_str(&b), most);
		buf_add(&b, STR(" \xE2\x80\xA6"));
	}
	out = b.failed ? (struct str){ 0 } : str_copy(a, buf_str(&b));
	buf_release(&b);
	return out.ptr ? out : STR("");
}

static void add_double_quoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_add_char(b, '\\');
		buf_add_char(b, s.ptr[i]);
	}
}

static void add_single_quoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\'')
			buf_add_char(b, '\'');
		buf_add_char(b, s.ptr[i]);
	}
}

/* Whether a scalar stands between brackets: there a comma, brace or bracket follows it. */
static bool in_flow(const struct file *f, const struct field *field)
{
	size_t at = field->place.end;

	while (at < f->text.len) {
		char c = f->text.ptr[at];
		if (c == '#')
			at = str_find_char(f->text, '\n', at);
		else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			at++;
		else
			return c == ',' || c == '}' || c == ']';
	}
	return false;
}

/* Would a plain scalar end or change here? */
static bool plain_is_safe(struct str s, bool flow)
{
	for (size_t i = 0; i < s.len; i++) {
		char next = i + 1 < s.len ? s.ptr[i + 1] : ' ';
		if ((s.ptr[i] == ':' && next == ' ') || (s.ptr[i] == '#' && i > 0 && s.ptr[i - 1] == ' ') ||
		    s.ptr[i] == '"' || (flow && str_find_char(STR("{}[],"), s.ptr[i], 0) != SIZE_MAX))
			return false;
	}
	return true;
}

struct str words_for_field(struct arena *a, const struct file *f, const struct field *field, struct str words)
{
	char style = field->place.start < f->text.len ? f->text.ptr[field->place.start] : ' ';
	struct str line = words_short(a, words, words.len + 8), out = { 0 };
	struct buf b;

	for (size_t i = 0; i < line.len;) {
		uint32_t c = utf8_next(line, &i);
		if (utf8_is_unsafe(c))
			return out;
	}
	buf_init(&b, SIZE_MAX / 2);
	if (style == '"')
		add_double_quoted(&b, line);
	else if (style == '\'')
		add_single_quoted(&b, line);
	else if (style == '>' || style == '|' || plain_is_safe(line, in_flow(f, field)))
		buf_add(&b, line);
	else
		b.failed = true;
	if (!b.failed)
		out = str_copy(a, buf_str(&b));
	buf_release(&b);
	return out;
}

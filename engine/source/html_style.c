#include "source/html_style.h"

#define DECLARATION_BYTES 64 /* of one that counts, without spaces */

/* The next declaration of a style attribute without spaces and comments; what is longer than those that count is cut. */
static bool next_declaration(struct str style, size_t *at, char out[DECLARATION_BYTES], struct str *text)
{
	size_t n = 0, depth = 0, i = *at;
	char quote = '\0';

	if (i >= style.len)
		return false;
	for (; i < style.len && (style.ptr[i] != ';' || quote != '\0' || depth > 0); i++) {
		char c = style.ptr[i];
		if (quote == '\0' && c == '/' && str_starts(str_slice(style, i, style.len), STR("/*"))) {
			size_t end = str_find(style, STR("*/"), i + 2);
			i = end != SIZE_MAX ? end + 1 : style.len - 1;
			continue;
		}
		if (c == quote)
			quote = '\0';
		else if (quote == '\0' && (c == '"' || c == '\''))
			quote = c;
		depth += quote == '\0' && c == '(';
		depth -= quote == '\0' && c == ')' && depth > 0;
		if ((unsigned char)c > ' ' && n < DECLARATION_BYTES)
			out[n++] = c;
	}
	*at = i + 1;
	*text = (struct str){ out, n };
	return true;
}

bool html_style_hides(struct str style)
{
	static const struct { const char *property, *values[2]; } hiding[] = {
		{ "display", { "none", "none" } },
		{ "visibility", { "hidden", "collapse" } },
		{ "content-visibility", { "hidden", "hidden" } },
	};
	enum { KINDS = sizeof hiding / sizeof *hiding };
	bool hides[KINDS] = { false }, final[KINDS] = { false };
	char room[DECLARATION_BYTES];
	struct str text;

	for (size_t at = 0; next_declaration(style, &at, room, &text);) {
		size_t colon = str_find_char(text, ':', 0), mark = str_find_char(text, '!', 0);
		struct str property = str_slice(text, 0, colon), value = str_slice(text, colon == SIZE_MAX ? text.len : colon + 1, mark);
		bool important = mark != SIZE_MAX && str_eq_ci(str_slice(text, mark, text.len), STR("!important"));
		for (size_t k = 0; k < KINDS; k++)
			if (str_eq_ci(property, str_from(hiding[k].property)) && (important || !final[k])) {
				hides[k] = str_eq_ci(value, str_from(hiding[k].values[0])) || str_eq_ci(value, str_from(hiding[k].values[1]));
				final[k] = important;
			}
	}
	for (size_t k = 0; k < KINDS; k++)
		if (hides[k])
			return true;
	return false;
}

#include "source/html_map.h"

#include <string.h>

#include "base/markdown.h"
#include "base/utf8.h"

#define ENTITY_BYTES 40 /* the longest name has 33 */

static bool alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* "&#8217;", "&#x2019": the parser decides what it stands for (0x92 is a quotation mark to it): one code point. */
static size_t numeric(struct str raw, struct str decoded, size_t *out)
{
	size_t i = 2, pos = 0, first;
	bool hex = i < raw.len && (raw.ptr[i] | 32) == 'x';

	first = i += hex;
	while (i < raw.len && ((raw.ptr[i] >= '0' && raw.ptr[i] <= '9') ||
	                       (hex && (raw.ptr[i] | 32) >= 'a' && (raw.ptr[i] | 32) <= 'f')))
		i++;
	if (i == first)
		return 0;
	if (i < raw.len && raw.ptr[i] == ';')
		i++;
	utf8_next(decoded, &pos);
	*out = pos;
	return pos > 0 ? i : 0;
}

/* A named one; without a semicolon the longest name counts whose character is there. */
static size_t named(struct str raw, struct str decoded, size_t *out)
{
	char name[ENTITY_BYTES + 2], text[8];
	size_t n = 1, len;

	while (n < raw.len && n < ENTITY_BYTES && alnum(raw.ptr[n]))
		n++;
	memcpy(name, raw.ptr, n);
	for (; n > 2; n--) {
		name[n] = ';';
		len = markdown_entity((struct str){ name, n + 1 }, text);
		if (len > 0 && decoded.len >= len && memcmp(decoded.ptr, text, len) == 0) {
			*out = len;
			return n + (n < raw.len && raw.ptr[n] == ';');
		}
	}
	return 0;
}

/* How many raw bytes the next piece of `out` decoded bytes has; 0 when the two have nothing to do with each other. */
static size_t step(struct str raw, struct str decoded, size_t *out)
{
	size_t n = 0;

	*out = 1;
	if (raw.ptr[0] == '&' && raw.len > 2)
		n = raw.ptr[1] == '#' ? numeric(raw, decoded, out) : named(raw, decoded, out);
	if (n > 0)
		return n;
	*out = 1;
	if (raw.ptr[0] == '\r' && decoded.ptr[0] == '\n')
		return raw.len > 1 && raw.ptr[1] == '\n' ? 2 : 1;
	return raw.ptr[0] == decoded.ptr[0];
}

static size_t plain(struct str raw, struct str decoded)
{
	size_t n = 0;

	while (n < raw.len && n < decoded.len && raw.ptr[n] == decoded.ptr[n] && raw.ptr[n] != '&')
		n++;
	return n;
}

void html_compose(struct composer *c, struct str raw, size_t origin, struct str decoded, bool collapse)
{
	size_t i = 0, j = 0;

	/* the line break behind <pre> is not part of its text */
	if (raw.len > 0 && decoded.len > 0 && decoded.ptr[0] != '\n' && (raw.ptr[0] == '\n' || raw.ptr[0] == '\r'))
		i = raw.ptr[0] == '\r' && raw.len > 1 && raw.ptr[1] == '\n' ? 2 : 1;
	while (j < decoded.len) {
		struct str r = str_slice(raw, i, raw.len), d = str_slice(decoded, j, decoded.len);
		size_t out = plain(r, d), in = out;
		if (out == 0 && r.len > 0)
			in = step(r, d, &out);
		if (in == 0) {
			compose_text(c, d, (struct span){ origin + i, origin + raw.len }, false);
			return;
		}
		/* a line break of two bytes is white space like any other */
		if (collapse && in == 2 && out == 1 && d.ptr[0] == '\n')
			compose_text(c, STR("\n\n"), (struct span){ origin + i, origin + i + 2 }, true);
		else
			compose_text(c, str_slice(d, 0, out), (struct span){ origin + i, origin + i + in }, collapse);
		i += in;
		j += out;
	}
}

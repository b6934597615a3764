#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Length of the valid sequence at p (of n bytes), 0 when there is none: Unicode 15, table 3-7. */
static size_t sequence(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2)
		return 0;
	if (p[0] < 0xE0)
		return n > 1 && is_tail(p[1]) ? 2 : 0;
	if (p[0] < 0xF0) {
		unsigned start;

		if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
			return 0;
		start = (unsigned)p[0] << 8 | p[1];
		return start < 0xE0A0 || start - 0xEDA0 < 0x20 ? 0 : 3; /* overlong forms, surrogates */
	}
	if (p[0] > 0xF4 || n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
		return 0;
	if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return 4;
}

size_t utf8_invalid_at(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0;

	while (i < s.len) {
		uint64_t word[2];
		size_t n;

		while (s.len - i >= sizeof word) {
			memcpy(word, p + i, sizeof word);
			if ((word[0] | word[1]) & UINT64_C(0x8080808080808080))
				break;
			i += sizeof word;
		}
		if (i >= s.len)
			break;
		n = sequence(p + i, s.len - i);
		if (n == 0)
			return i;
		i += n;
	}
	return s.len;
}

uint32_t utf8_next_long(struct str s, size_t *pos)
{
	const unsigned char *p;
	size_t n;

	if (*pos >= s.len)
		return 0;
	p = (const unsigned char *)s.ptr + *pos;
	/* nearly all there is: two bytes; three, neither overlong nor a surrogate */
	if (p[0] >= 0xC2 && p[0] < 0xE0 && s.len - *pos > 1 && is_tail(p[1])) {
		*pos += 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
	}
	if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && s.len - *pos > 2 && is_tail(p[1]) && is_tail(p[2])) {
		*pos += 3;
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
	}
	n = sequence(p, s.len - *pos);
	*pos += n ? n : 1;
	switch (n) {
	case 1:
		return p[0];
	case 2:
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
	case 3:
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
	case 4:
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
		       (p[3] & 0x3Fu);
	default:
		return 0xFFFD;
	}
}

uint32_t utf8_prev(struct str s, size_t *pos)
{
	size_t start = *pos, at;
	uint32_t c;

	if (start == 0 || start > s.len)
		return 0;
	do
		start--;
	while (start > 0 && *pos - start < 4 && is_tail((unsigned char)s.ptr[start]));
	at = start;
	c = utf8_next(s, &at);
	if (at != *pos) { /* stray bytes: one at a time */
		start = *pos - 1;
		c = 0xFFFD;
	}
	*pos = start;
	return c;
}

size_t utf8_encode(char out[4], uint32_t c)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		c = 0xFFFD;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

int buf_add_utf8(struct buf *b, uint32_t c)
{
	char bytes[4];
	size_t n = utf8_encode(bytes, c);

	return buf_add(b, (struct str){ bytes, n });
}

size_t utf8_count_pairs(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.ptr[i] >= 0xF0;
	return n;
}

size_t utf8_floor(struct str s, size_t at)
{
	while (at > 0 && at < s.len && is_tail((unsigned char)s.ptr[at]))
		at--;
	return at;
}

size_t utf8_ceil(struct str s, size_t at)
{
	while (at < s.len && is_tail((unsigned char)s.ptr[at]))
		at++;
	return at;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += !is_tail((unsigned char)s.ptr[i]);
	return n;
}

int utf8_width(uint32_t c)
{
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return 0;
	if (c < 0x300)
		return 1;
	return utf8proc_charwidth((utf8proc_int32_t)c);
}

static utf8proc_category_t category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

bool utf8_is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	switch (category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

bool utf8_is_digit(uint32_t c)
{
	if (c < 0x80)
		return c >= '0' && c <= '9';
	return category(c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	return category(c) == UTF8PROC_CATEGORY_LU || category(c) == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	return category(c) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

uint32_t utf8_to_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t utf8_to_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? c - 32 : c;
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

uint32_t utf8_compose(uint32_t base, uint32_t mark)
{
	utf8proc_int32_t both[3] = { (utf8proc_int32_t)base, (utf8proc_int32_t)mark, 0 };
	utf8proc_ssize_t n = utf8proc_normalize_utf32(both, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE);

	return n == 1 ? (uint32_t)both[0] : 0;
}

bool utf8_is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
	       (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xFFF9 && c <= 0xFFFB);
}

int buf_add_safe(struct buf *b, struct str s)
{
	size_t i = 0, done = 0;

	while (i < s.len) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);
		bool invalid = c == 0xFFFD && i - at == 1;

		if (!invalid && !utf8_is_unsafe(c))
			continue;
		buf_add(b, str_slice(s, done, at));
		done = i;
		if (invalid || c < 0x100)
			buf_addf(b, "\\x%02x", invalid ? (unsigned)(unsigned char)s.ptr[at] : (unsigned)c);
		else
			buf_addf(b, c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
	}
	return buf_add(b, str_slice(s, done, s.len));
}

const char *utf8_library_version(void)
{
	return utf8proc_version();
}

static enum utf8_class ascii_class(uint32_t c)
{
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return UTF8_LETTER;
	if (c >= '0' && c <= '9')
		return UTF8_DIGIT;
	if (utf8_is_space(c))
		return UTF8_SPACE;
	return c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '`' || c == '|' || c == '~'
	               ? UTF8_SYMBOL
	               : UTF8_OTHER;
}

enum utf8_class utf8_class(uint32_t c)
{
	if (c < 0x80)
		return ascii_class(c);
	if (c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	    (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF)
		return UTF8_IGNORED;
	if (utf8_is_space(c))
		return UTF8_SPACE;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return UTF8_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return UTF8_MARK;
	case UTF8PROC_CATEGORY_ND:
		return UTF8_DIGIT;
	case UTF8PROC_CATEGORY_NO:
		return UTF8_NUMERAL;
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
		return UTF8_SYMBOL;
	default:
		return UTF8_OTHER;
	}
}

size_t utf8_decompose(uint32_t c, bool fold_case, uint32_t *out, size_t cap)
{
	utf8proc_int32_t points[32];
	int boundary = 0;
	utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
	utf8proc_ssize_t n;

	if (fold_case)
		how = (utf8proc_option_t)(how | UTF8PROC_CASEFOLD);
	n = utf8proc_decompose_char((utf8proc_int32_t)c, points, 32, how, &boundary);
	if (n < 0 || (size_t)n > cap || n > 32)
		return 0;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		out[i] = (uint32_t)points[i];
	return (size_t)n;
}

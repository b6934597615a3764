#include "base/address.h"

#include "base/utf8.h"

bool address_is_web(struct str s)
{
	return str_eq_ci(str_slice(s, 0, 7), STR("http://")) || str_eq_ci(str_slice(s, 0, 8), STR("https://"));
}

struct str address_page(struct str s)
{
	s = str_trim(s);
	return address_is_web(s) ? str_slice(s, 0, str_find_char(s, '#', 0)) : (struct str){ 0 };
}

static bool read_directive(struct str text, struct text_directive *out)
{
	struct str part;

	*out = (struct text_directive){ 0 };
	while (str_split(&text, ',', &part)) {
		if (part.len == 0 || str_is(part, "-"))
			continue;
		if (out->start.len == 0 && out->prefix.len == 0 && part.ptr[part.len - 1] == '-')
			out->prefix = str_slice(part, 0, part.len - 1);
		else if (out->start.len > 0 && part.ptr[0] == '-')
			out->suffix = str_slice(part, 1, part.len);
		else if (out->start.len == 0)
			out->start = part;
		else if (out->end.len == 0)
			out->end = part;
	}
	return out->start.len > 0;
}

bool address_next_text(struct str address, size_t *at, struct text_directive *out)
{
	static const char mark[] = ":~:";
	size_t hash = str_find_char(address, '#', 0);
	size_t directives = hash != SIZE_MAX ? str_find(address, STR(mark), hash) : SIZE_MAX;

	if (directives == SIZE_MAX)
		return false;
	if (*at == 0)
		*at = directives + sizeof mark - 1;
	while (*at < address.len) {
		size_t end = str_find_char(address, '&', *at);
		struct str one = str_slice(address, *at, end);
		*at = end != SIZE_MAX ? end + 1 : address.len;
		if (str_starts(one, STR("text=")) && read_directive(str_slice(one, 5, one.len), out))
			return true;
	}
	return false;
}

static int digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

size_t percent_decode(struct str s, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = s.ptr[i] == '%' && i + 2 < s.len ? digit_of(s.ptr[i + 1]) : -1;
		int low = high >= 0 ? digit_of(s.ptr[i + 2]) : -1;
		out[n++] = low >= 0 ? (char)(high * 16 + low) : s.ptr[i];
		i += low >= 0 ? 2 : 0;
	}
	return n;
}

struct str percent_decoded(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len + 1, 1);
	struct str text = { out, out ? percent_decode(s, out) : 0 };

	return out && utf8_invalid_at(text) < text.len ? (struct str){ out, 0 } : str_trim(text);
}

#include "base/address.h"

#include <string.h>

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

/* Behind the slashes that an authority follows; SIZE_MAX where there is none at or behind `at`. libcurl takes one slash for
 * two, and three too. */
static size_t next_authority(struct str s, size_t at)
{
	size_t slash = str_find_char(s, '/', at);

	for (; slash != SIZE_MAX; slash = str_find_char(s, '/', slash + 1)) {
		bool two = slash + 1 < s.len && s.ptr[slash + 1] == '/';
		bool web = str_eq_ci(str_slice(s, slash < 5 ? 0 : slash - 5, slash), STR("http:")) ||
		           str_eq_ci(str_slice(s, slash < 6 ? 0 : slash - 6, slash), STR("https:"));

		if (!two && !web)
			continue;
		while (slash < s.len && s.ptr[slash] == '/')
			slash++;
		return slash;
	}
	return SIZE_MAX;
}

static size_t end_of(struct str s, size_t at, const char *stops)
{
	while (at < s.len && strchr(stops, s.ptr[at]) == NULL)
		at++;
	return at;
}

/* A "host:port" whose port is none: a password that a slash or the end of a cut text parts from its '@'. */
static bool is_broken(struct str authority)
{
	size_t colon = str_find_char(authority, ':', authority.len > 0 && authority.ptr[0] == '[' ? end_of(authority, 0, "]") : 0);
	char c;

	if (colon == SIZE_MAX)
		return false;
	do
		colon++;
	while (colon < authority.len && authority.ptr[colon] >= '0' && authority.ptr[colon] <= '9');
	c = colon < authority.len ? authority.ptr[colon] : ',';
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || strchr("_-~%!$&*+=", c) != NULL;
}

#define SPACES " \t\r\n\v\f\"<>`"

bool address_next_user(struct str s, size_t *at, struct span *out)
{
	size_t start;

	while ((start = next_authority(s, *at)) != SIZE_MAX) {
		size_t end = end_of(s, start, "/?#\\" SPACES);
		struct str authority = str_slice(s, start, end);
		bool broken = str_find_char(authority, '@', 0) == SIZE_MAX && is_broken(authority);
		size_t last = broken ? end_of(s, end, SPACES) : end;

		/* what lies before it was looked through: nothing is quadratic */
		*at = last;
		while (last > start && s.ptr[last - 1] != '@')
			last--;
		if (last == start && !broken)
			continue;
		*out = (struct span){ start, last > start ? last - 1 : end };
		return true;
	}
	*at = s.len;
	return false;
}

void address_hide_users(char *bytes, size_t n)
{
	struct span user;
	size_t at = 0;

	while (address_next_user((struct str){ bytes, n }, &at, &user))
		memset(bytes + user.start, '*', user.end - user.start);
}

struct str address_hide_user(struct arena *a, struct str s)
{
	struct span user;
	size_t at = 0;
	char *copy;

	if (!address_next_user(s, &at, &user))
		return s;
	copy = arena_alloc(a, s.len + 1, 1);
	if (!copy)
		return (struct str){ 0 };
	memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	address_hide_users(copy, s.len);
	return (struct str){ copy, s.len };
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

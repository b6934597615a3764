#include "text/role.h"

enum { BACK = 48 };

static bool is_lower(char c)
{
	return (c >= 'a' && c <= 'z') || c == '-' || c == '\'' || (unsigned char)c >= 0x80;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char at(struct str text, size_t i)
{
	return i < text.len ? text.ptr[i] : '\n';
}

/* "minister Dennis Okafor": two words with capitals, or a role that has one itself. */
static bool name_behind(struct str text, size_t start, size_t end)
{
	if (at(text, end) != ' ' || !is_upper(at(text, end + 1)) || !is_lower(at(text, end + 2)))
		return false;
	if (is_upper(text.ptr[start]))
		return true;
	for (end++; is_upper(at(text, end)) || is_lower(at(text, end)); end++)
		;
	return at(text, end) == ' ' && is_upper(at(text, end + 1));
}

/* "Dennis Okafor, the new minister": small words back to a comma behind a capital word. */
static bool name_before(struct str text, size_t start)
{
	size_t i = start;
	while (i > 0 && start - i < BACK && (is_lower(text.ptr[i - 1]) || text.ptr[i - 1] == ' '))
		i--;
	if (i < 3 || text.ptr[i - 1] != ',' || i == start)
		return false;
	size_t end = --i;
	while (i > 0 && is_lower(text.ptr[i - 1]))
		i--;
	return i > 0 && end - i > 1 && is_upper(text.ptr[i - 1]) && (i == 1 || text.ptr[i - 2] == ' ');
}

bool role_is_held(struct str document, struct str role)
{
	char first = role.len > 0 ? role.ptr[0] : '?';
	for (size_t i = 0; i + role.len <= document.len && role.len > 2; i++) {
		char c = document.ptr[i];
		if ((c | 0x20) != first || !str_eq_ci(str_slice(document, i, i + role.len), role))
			continue;
		size_t end = i + role.len;
		bool word = (i == 0 || !(is_lower(document.ptr[i - 1]) || is_upper(document.ptr[i - 1]))) &&
		            !is_lower(at(document, end)) && !is_upper(at(document, end));
		if (word && (name_behind(document, i, end) || name_before(document, i)))
			return true;
	}
	return false;
}

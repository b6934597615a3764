#include "text/nameplace.h"

#include <string.h>

bool name_letter(struct str text, size_t at)
{
	if (at >= text.len)
		return false;
	unsigned char c = (unsigned char)text.ptr[at];
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Next place of either letter at or behind `at`; text.len when there is none. */
static size_t next_initial(struct str text, size_t at, char lower, char upper)
{
	const char *from = text.ptr + at, *x, *y;
	size_t left = text.len - at;
	x = memchr(from, upper, left);
	y = lower == upper ? NULL : memchr(from, lower, x ? (size_t)(x - from) : left);
	return y ? (size_t)(y - text.ptr) : x ? (size_t)(x - text.ptr) : text.len;
}

/* The word has straight apostrophes, the text may have others. */
static bool occurs_curled(struct str text, struct str word)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t i = at, k = 0;
		if (at > 0 && name_letter(text, at - 1))
			continue;
		while (k < word.len && i < text.len) {
			bool curled = i + 3 <= text.len && memcmp(text.ptr + i, "\xE2\x80\x99", 3) == 0;
			if (!(curled && word.ptr[k] == '\'') &&
			    !str_eq_ci(str_slice(text, i, i + 1), str_slice(word, k, k + 1)))
				break;
			i += curled ? 3 : 1;
			k++;
		}
		if (k == word.len && !name_letter(text, i))
			return true;
	}
	return false;
}

size_t name_next(struct str text, struct str word, size_t at)
{
	char first = word.ptr[0], upper = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
	for (; at < text.len && (at = next_initial(text, at, first, upper)) + word.len <= text.len; at++) {
		if ((at > 0 && name_letter(text, at - 1)) || name_letter(text, at + word.len))
			continue;
		if (str_eq_ci(str_slice(text, at, at + word.len), word))
			return at;
	}
	return SIZE_MAX;
}

bool name_occurs(struct str text, struct str word)
{
	if (word.len == 0)
		return true;
	if (str_find_char(word, '\'', 0) != SIZE_MAX)
		return occurs_curled(text, word);
	return name_next(text, word, 0) != SIZE_MAX;
}

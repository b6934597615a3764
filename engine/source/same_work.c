#include "source/same_work.h"

#include "base/address.h"

static bool counts(char c, char *low)
{
	*low = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	return (*low >= 'a' && *low <= 'z') || (*low >= '0' && *low <= '9') || (unsigned char)c >= 0x80;
}

/* Whether the letters and digits are the same as far as the shorter one goes: one list has the subtitle, or braces. */
static bool alike(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		char x = 0, y = 0;
		while (i < a.len && !counts(a.ptr[i], &x))
			i++;
		while (k < b.len && !counts(b.ptr[k], &y))
			k++;
		if (i >= a.len || k >= b.len)
			return true;
		if (x != y)
			return false;
		i++;
		k++;
	}
}

bool same_work(const struct record *a, const struct record *b)
{
	struct str x = address_page(a->url.text), y = address_page(b->url.text);

	if (x.len > 0 && str_eq(x, y))
		return true;
	if (a->title.text.len > 0 && b->title.text.len > 0)
		return alike(a->title.text, b->title.text);
	return x.len == 0 || y.len == 0;
}

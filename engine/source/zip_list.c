#include "source/zip_list.h"

#include "base/limits.h"

enum { END_BYTES = 22, FAR_END_BYTES = 56, LOCATOR_BYTES = 20, LISTED_BYTES = 46, LOCAL_BYTES = 30 };
enum { COMMENT_MOST = 0xffff, ENCRYPTED = 1 << 0, LATE = 1 << 3, FAR_FIELD = 1 };
#define FAR 0xffffffffu /* the number stands in the field for large packages */

/* What the list or the header says of a member. */
struct said {
	struct str name, extra;
	unsigned flags, method;
	uint32_t crc;
	uint64_t packed, size, at;
};

static uint64_t number(struct str s, size_t at, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)s.ptr[at + i];
	return n;
}

static bool stands(struct str s, uint64_t at, const char *mark, size_t bytes)
{
	return at <= s.len && s.len - at >= bytes && str_starts(str_slice(s, (size_t)at, s.len), (struct str){ mark, 4 });
}

/* The end of the list: the last mark whose comment reaches to the end of the package, else the last mark. */
static size_t find_end(struct str s)
{
	size_t last = SIZE_MAX, least = s.len > END_BYTES + COMMENT_MOST ? s.len - END_BYTES - COMMENT_MOST : 0;

	for (size_t at = s.len >= END_BYTES ? s.len - END_BYTES + 1 : 0; at-- > least;) {
		if (!stands(s, at, "PK\5\6", END_BYTES))
			continue;
		if (at + END_BYTES + number(s, at + 20, 2) == s.len)
			return at;
		last = last == SIZE_MAX ? at : last;
	}
	return last;
}

/* Where the list stands and how many members it has. What was put before the package moves all its places by *shift. */
static bool find_list(struct str s, size_t end, size_t *start, size_t *count, uint64_t *shift)
{
	uint64_t n = number(s, end + 10, 2), bytes = number(s, end + 12, 4), at = number(s, end + 16, 4), border = end;

	if ((n == 0xffff || bytes == FAR || at == FAR) && end >= LOCATOR_BYTES && stands(s, end - LOCATOR_BYTES, "PK\6\7", LOCATOR_BYTES)) {
		border = number(s, end - LOCATOR_BYTES + 8, 8);
		if (!stands(s, border, "PK\6\6", FAR_END_BYTES))
			return false;
		n = number(s, (size_t)border + 32, 8);
		bytes = number(s, (size_t)border + 40, 8);
		at = number(s, (size_t)border + 48, 8);
	}
	if (bytes > border || at > border - bytes)
		return false;
	*shift = border - bytes - at;
	/* a signature may stand between the list and its end */
	if (n > 0 && !stands(s, border - bytes, "PK\1\2", LISTED_BYTES) && stands(s, at, "PK\1\2", LISTED_BYTES))
		*shift = 0;
	*start = (size_t)(*shift > 0 ? border - bytes : at);
	*count = n > SIZE_MAX ? SIZE_MAX : (size_t)n;
	return true;
}

/* Sizes that did not fit stand in a field of their own: unpacked, packed, place, as far as they are FAR. */
static bool read_far(struct said *m)
{
	uint64_t *const far[] = { &m->size, &m->packed, &m->at };
	struct str rest = m->extra;

	for (; rest.len >= 4; rest = str_slice(rest, 4 + (size_t)number(rest, 2, 2), rest.len)) {
		size_t bytes = (size_t)number(rest, 2, 2), at = 4;
		if (bytes > rest.len - 4)
			return false;
		if (number(rest, 0, 2) != FAR_FIELD)
			continue;
		for (size_t i = 0; i < 3; i++) {
			if (*far[i] != FAR)
				continue;
			if (at + 8 > bytes + 4)
				return false;
			*far[i] = number(rest, at, 8);
			at += 8;
		}
		return true;
	}
	return true;
}

/* Both kinds hold the same fields, the header from its 6th byte on and the list from its 8th. */
static bool read_said(struct str s, uint64_t at, bool listed, struct said *m, size_t *end)
{
	size_t head = listed ? LISTED_BYTES : LOCAL_BYTES, from = listed ? 8 : 6, name, extra, comment;

	if (!stands(s, at, listed ? "PK\1\2" : "PK\3\4", head))
		return false;
	s = str_slice(s, (size_t)at, s.len);
	name = (size_t)number(s, from + 20, 2);
	extra = (size_t)number(s, from + 22, 2);
	comment = listed ? (size_t)number(s, 32, 2) : 0;
	if (s.len - head < name + extra + comment)
		return false;
	*m = (struct said){ .flags = (unsigned)number(s, from, 2), .method = (unsigned)number(s, from + 2, 2),
		            .crc = (uint32_t)number(s, from + 8, 4), .packed = number(s, from + 12, 4), .size = number(s, from + 16, 4),
		            .at = listed ? number(s, 42, 4) : 0 };
	m->name = str_slice(s, head, head + name);
	m->extra = str_slice(s, head + name, head + name + extra);
	*end = (size_t)at + head + name + extra + comment;
	return read_far(m);
}

/* What the header says otherwise; NULL: nothing. One that is written before the bytes are known leaves zeros. */
static const char *difference(const struct said *listed, const struct said *local)
{
	bool late = (local->flags & LATE) != 0;

	if (!str_eq(listed->name, local->name))
		return "another name";
	if (listed->method != local->method || ((listed->flags ^ local->flags) & (ENCRYPTED | LATE)) != 0)
		return "another way of packing";
	if (listed->crc != local->crc && !(late && local->crc == 0))
		return "another checksum";
	if ((listed->size != local->size && !(late && local->size == 0)) || (listed->packed != local->packed && !(late && local->packed == 0)))
		return "another size";
	return NULL;
}

static int damaged(struct error *e)
{
	return error_set(e, CC_ESYNTAX, "a truncated or damaged package: the list of its members can't be read");
}

static int read_member(struct zip_list *out, struct arena *a, struct str bytes, uint64_t shift, size_t *at, struct error *e)
{
	struct said listed, local;
	const char *other;
	size_t end;

	if (!read_said(bytes, *at, true, &listed, at) || listed.at > bytes.len || !read_said(bytes, listed.at + shift, false, &local, &end))
		return damaged(e);
	other = difference(&listed, &local);
	if (other != NULL)
		return error_set(e, CC_ESYNTAX, "a damaged package: '" STR_FMT "' has %s in its own header than in the list of members",
		                 STR_ARG(listed.name), other);
	out->v[out->n] = (struct zip_member){ listed.crc, listed.size, (local.flags & LATE) != 0 };
	if (map_put(a, &out->names, listed.name, out->n, NULL) < 0)
		return error_memory(e);
	out->n++;
	return CC_OK;
}

int zip_list_read(struct zip_list *out, struct arena *a, struct str bytes, struct error *e)
{
	size_t end = find_end(bytes), start, count;
	uint64_t shift;
	int rc = CC_OK;

	*out = (struct zip_list){ 0 };
	if (end == SIZE_MAX)
		return CC_OK;
	if (!find_list(bytes, end, &start, &count, &shift))
		return damaged(e);
	if (count > LIMIT_PACKAGE_MEMBERS)
		return error_set(e, CC_ELIMIT, "a package of more than %d members", LIMIT_PACKAGE_MEMBERS);
	out->v = arena_array(a, struct zip_member, count + 1);
	if (out->v == NULL)
		return error_memory(e);
	while (rc == CC_OK && out->n < count)
		rc = read_member(out, a, bytes, shift, &start, e);
	return rc;
}

/* CRC-32 of ISO 3309, four bits at a time. */
static uint32_t checksum(struct str s)
{
	static const uint32_t step[16] = { 0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		                           0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c };
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < s.len; i++) {
		crc ^= (unsigned char)s.ptr[i];
		crc = crc >> 4 ^ step[crc & 15];
		crc = crc >> 4 ^ step[crc & 15];
	}
	return ~crc;
}

int zip_list_check(const struct zip_list *list, struct str name, struct str bytes, struct error *e)
{
	size_t i = map_get(&list->names, name);

	if (i == MAP_NONE || (list->v[i].size == bytes.len && (!list->v[i].late || list->v[i].crc == checksum(bytes))))
		return CC_OK;
	return error_set(e, CC_ESYNTAX, "a damaged package: '" STR_FMT "' is not what the list of members says", STR_ARG(name));
}

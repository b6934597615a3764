#include "source/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#define PRESCAN KIB(4)
#define LABEL_BYTES 40
#define DAMAGE_SHARE 2 /* of valid characters beyond ASCII for one byte that is not: else it is another encoding */

static bool label_byte(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' || c == ':' || c == '.';
}

struct str charset_of_type(struct str content_type)
{
	struct str rest = content_type, part;

	while (str_split(&rest, ';', &part)) {
		part = str_trim(part);
		if (!str_eq_ci(str_slice(part, 0, 8), STR("charset=")))
			continue;
		part = str_slice(part, 8, part.len);
		if (part.len > 1 && (part.ptr[0] == '"' || part.ptr[0] == '\''))
			part = str_slice(part, 1, part.len - 1);
		for (size_t i = 0; i < part.len; i++)
			if (!label_byte(part.ptr[i]))
				return (struct str){ 0 };
		return part.len <= LABEL_BYTES ? part : (struct str){ 0 };
	}
	return (struct str){ 0 };
}

struct str charset_declared(struct str bytes)
{
	static const char *const marks[] = { "charset", "encoding" };
	struct str head = str_slice(bytes, 0, PRESCAN);

	for (size_t i = 0; i + 8 < head.len; i++)
		for (size_t k = 0; k < 2; k++) {
			struct str mark = str_from(marks[k]);
			size_t at = i + mark.len, end;
			if (!str_eq_ci(str_slice(head, i, at), mark))
				continue;
			while (at < head.len && (head.ptr[at] == ' ' || head.ptr[at] == '='))
				at++;
			if (at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\''))
				at++;
			for (end = at; end < head.len && label_byte(head.ptr[end]); end++)
				;
			if (end > at && head.ptr[i + mark.len] != '"')
				return str_slice(head, at, end);
		}
	return (struct str){ 0 };
}

/* The labels that browsers read as Windows-1252 (WHATWG Encoding Standard, section 4.2), and UTF-8's. */
static bool is_latin(struct str label)
{
	static const char *const labels[] = { "", "utf-8", "utf8", "ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1",
		                              "l1", "windows-1252", "cp1252", "x-cp1252", "iso_8859-1", "utf-16" };

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (str_eq_ci(label, str_from(labels[i])))
			return true;
	return false;
}

/* What browsers read behind a label where that is more than the label says (the same section), under iconv's names. */
static const char *const wider[][2] = {
	{ "shift_jis", "CP932" },      { "shift-jis", "CP932" },  { "sjis", "CP932" },       { "x-sjis", "CP932" },
	{ "windows-31j", "CP932" },    { "ms_kanji", "CP932" },   { "gb2312", "GB18030" },   { "gbk", "GB18030" },
	{ "gb_2312-80", "GB18030" },   { "x-gbk", "GB18030" },    { "x-euc-jp", "EUC-JP" },  { "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" }, { "korean", "CP949" },     { "ksc5601", "CP949" },    { "big5", "BIG5-HKSCS" },
	{ "x-x-big5", "BIG5-HKSCS" },  { "iso-8859-9", "CP1254" }, { "latin5", "CP1254" },   { "iso-8859-11", "CP874" },
	{ "tis-620", "CP874" },        { "dos-874", "CP874" },    { "x-mac-roman", "MACINTOSH" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC" }, { "iso-8859-8-i", "ISO-8859-8" }, { "koi8", "KOI8-R" },
};

static struct str iconv_name(struct str label)
{
	for (size_t i = 0; i < sizeof wider / sizeof *wider; i++)
		if (str_eq_ci(label, str_from(wider[i][0])))
			return str_from(wider[i][1]);
	return label;
}

static int convert(iconv_t cd, struct str bytes, struct buf *b, size_t *bad)
{
	/* iconv takes char ** and changes only the pointer */
	union { const char *in; char *out; } from = { .in = bytes.ptr };
	size_t left = bytes.len;

	while (left > 0) {
		char chunk[4096], *to = chunk;
		size_t room = sizeof chunk, n = iconv(cd, &from.out, &left, &to, &room);
		buf_add(b, (struct str){ chunk, sizeof chunk - room });
		if (n == (size_t)-1 && errno != E2BIG) {
			*bad = bytes.len - left;
			return CC_ECODING;
		}
		if (b->failed)
			return CC_ENOMEM;
	}
	return CC_OK;
}

static int decode_declared(struct arena *a, struct str bytes, struct str label, struct str *out, struct error *e)
{
	struct str known = iconv_name(label);
	char name[64];
	struct buf b;
	size_t bad = 0;
	iconv_t cd;
	int rc;

	memcpy(name, known.ptr, known.len);
	name[known.len] = '\0';
	cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1 && known.ptr != label.ptr) { /* an iconv without the wider one */
		memcpy(name, label.ptr, label.len);
		name[label.len] = '\0';
		cd = iconv_open("UTF-8", name);
	}
	if (cd == (iconv_t)-1)
		return CC_EKIND;
	buf_init(&b, LIMIT_SOURCE_BYTES);
	rc = convert(cd, bytes, &b, &bad);
	iconv_close(cd);
	*out = rc == CC_OK ? str_copy(a, buf_str(&b)) : (struct str){ 0 };
	buf_release(&b);
	if (rc == CC_ECODING)
		return error_at(e, rc, bad, bad + 1, "not valid " STR_FMT " at byte %zu", STR_ARG(label), bad);
	if (rc < 0 || out->ptr == NULL)
		return error_memory(e);
	if (utf8_invalid_at(*out) != out->len || str_find_char(*out, '\0', 0) != SIZE_MAX)
		return error_at(e, CC_ECODING, 0, 1, "no text in " STR_FMT, STR_ARG(label));
	return CC_OK;
}

static size_t multibyte(struct str valid)
{
	size_t n = 0;

	for (size_t i = 0; i < valid.len; i++)
		n += (unsigned char)valid.ptr[i] >= 0xC0;
	return n;
}

/* UTF-8 with slips (a character cut in half, a NUL): told from other encodings by what is valid, since text of any other
 * hardly ever is. As in browsers U+FFFD stands where nothing can be read (WHATWG Encoding Standard, section 4.1). */
static int decode_damaged(struct arena *a, struct str bytes, struct str *out, struct error *e)
{
	size_t bad = 0, good = 0;
	struct buf b;
	int rc = CC_EKIND;

	buf_init(&b, LIMIT_SOURCE_BYTES);
	while (bytes.len > 0) {
		struct str valid = str_slice(bytes, 0, utf8_invalid_at(bytes));
		size_t nul = str_find_char(valid, '\0', 0);
		if (nul != SIZE_MAX)
			valid.len = nul;
		buf_add(&b, valid);
		good += multibyte(valid);
		if (valid.len == bytes.len)
			break;
		buf_add_utf8(&b, 0xFFFD);
		bad++;
		bytes = str_slice(bytes, valid.len + 1, bytes.len);
	}
	*out = (struct str){ 0 };
	if (b.failed || bad * DAMAGE_SHARE <= good) {
		rc = b.failed ? CC_ENOMEM : CC_OK;
		*out = rc == CC_OK ? str_copy(a, buf_str(&b)) : *out;
	}
	buf_release(&b);
	return rc == CC_EKIND || out->ptr != NULL ? rc : error_memory(e);
}

static int decode_usual(struct arena *a, struct str bytes, struct str *out, bool *converted, struct error *e)
{
	bool plain = bytes.len < 2 || (unsigned char)bytes.ptr[0] >= 0xFE || str_starts(bytes, STR("\xEF\xBB\xBF"));
	int rc = CC_EKIND;

	if (!plain && (utf8_invalid_at(bytes) < bytes.len || str_find_char(bytes, '\0', 0) != SIZE_MAX))
		rc = decode_damaged(a, bytes, out, e);
	if (rc == CC_EKIND)
		return text_decode(a, bytes, true, out, converted, e);
	*converted = true;
	return rc;
}

int charset_decode(struct arena *a, struct str bytes, struct str label, struct str *out, bool *converted,
                   struct error *e)
{
	/* its escapes are ASCII, and so is its text */
	bool escapes = str_eq_ci(label, STR("iso-2022-jp")) || str_eq_ci(label, STR("csiso2022jp"));
	int rc;

	if (is_latin(label) || label.len >= 64 || (utf8_invalid_at(bytes) == bytes.len && !escapes) || bytes.len < 2 ||
	    (unsigned char)bytes.ptr[0] >= 0xFE || str_starts(bytes, STR("\xEF\xBB\xBF")))
		return decode_usual(a, bytes, out, converted, e);
	*converted = true;
	rc = decode_declared(a, bytes, label, out, e);
	return rc == CC_EKIND ? decode_usual(a, bytes, out, converted, e) : rc;
}

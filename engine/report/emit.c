#include "report/emit.h"

#include <stdio.h>

#include "base/address.h"
#include "base/utf8.h"

static bool commands_follow(struct str s, size_t bracket)
{
	return bracket >= 2 && s.ptr[bracket] == '[' && s.ptr[bracket - 1] == '#' && s.ptr[bracket - 2] == '#';
}

int emit_text(struct buf *b, struct str s)
{
	size_t from = 0, before = b->len;
	int rc;

	for (size_t i = 2; i < s.len; i++)
		if (commands_follow(s, i)) {
			buf_add_safe(b, str_slice(s, from, i));
			buf_add(b, STR("\\x5b"));
			from = i + 1;
		}
	rc = buf_add_safe(b, str_slice(s, from, s.len));
	/* here, since what follows may write entities or escapes for the marks by which an address is known */
	if (rc == 0 && b->len > before)
		address_hide_users(b->ptr + before, b->len - before);
	return rc;
}

int emit_start(struct buf *b, struct str s)
{
	size_t at = 0, next = 0;

	/* runners trim every Unicode space before they look */
	while (next < s.len && utf8_is_space(utf8_next(s, &next)))
		at = next;
	if (at + 1 < s.len && s.ptr[at] == ':' && s.ptr[at + 1] == ':') {
		emit_text(b, str_slice(s, 0, at));
		buf_add(b, STR("\\x3a"));
		at++;
		return emit_text(b, str_slice(s, at, s.len));
	}
	return emit_text(b, s);
}

static int json_escape(struct buf *b, uint32_t c)
{
	if (c >= 0x10000)
		return buf_addf(b, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (c >> 10)), (unsigned)(0xDC00 + (c & 0x3FF)));
	return buf_addf(b, "\\u%04x", (unsigned)c);
}

static int json_char(struct buf *b, uint32_t c)
{
	switch (c) {
	case '"':
		return buf_add(b, STR("\\\""));
	case '\\':
		return buf_add(b, STR("\\\\"));
	case '\n':
		return buf_add(b, STR("\\n"));
	case '\t':
		return buf_add(b, STR("\\t"));
	case '\r':
		return buf_add(b, STR("\\r"));
	default:
		return json_escape(b, c);
	}
}

int emit_json(struct buf *b, struct str s)
{
	size_t from = 0, at = 0;

	buf_add_char(b, '"');
	while (at < s.len) {
		size_t start = at;
		unsigned char byte = (unsigned char)s.ptr[at];
		uint32_t c = utf8_next(s, &at);
		bool invalid = byte >= 0x80 && c == 0xFFFD && at - start == 1;

		if (!invalid && c != '"' && c != '\\' && !utf8_is_unsafe(c) && !commands_follow(s, start))
			continue;
		buf_add(b, str_slice(s, from, start));
		json_char(b, c);
		from = at;
	}
	buf_add(b, str_slice(s, from, s.len));
	return buf_add_char(b, '"');
}

int emit_json_or_null(struct buf *b, struct str s)
{
	return s.len ? emit_json(b, s) : buf_add(b, STR("null"));
}

int emit_flush(struct buf *b, const struct report_options *options)
{
	int rc;

	if (!options->flush || b->failed || b->len < options->flush_at)
		return 0;
	rc = options->flush(options->flush_ctx, buf_str(b));
	buf_clear(b);
	b->failed = rc < 0;
	return rc;
}

/* As much of a full id as people read. */
static struct str short_revision(struct str rev)
{
	for (size_t i = 0; i < rev.len; i++)
		if (!((rev.ptr[i] >= '0' && rev.ptr[i] <= '9') || (rev.ptr[i] >= 'a' && rev.ptr[i] <= 'f')))
			return rev;
	return rev.len == 40 ? str_slice(rev, 0, 10) : rev;
}

int emit_revision(struct buf *b, struct str rev)
{
	if (rev.len == 0)
		return 0;
	buf_add_char(b, '@');
	return emit_text(b, short_revision(rev));
}

int emit_place(struct buf *b, const struct place *p)
{
	emit_start(b, p->path);
	emit_revision(b, p->rev);
	buf_addf(b, ":%zu:%zu", p->start.line, p->start.column);
	return p->page ? buf_addf(b, " (page %u)", p->page) : 0;
}

int emit_color(struct buf *b, const struct report_options *options, enum color color)
{
	static const char *const codes[] = {
		[COLOR_NONE] = "\x1b[0m",       [COLOR_BOLD] = "\x1b[1m",      [COLOR_DIM] = "\x1b[2m",
		[COLOR_ERROR] = "\x1b[1;31m",   [COLOR_WARNING] = "\x1b[1;33m", [COLOR_NOTE] = "\x1b[1;36m",
		[COLOR_GOOD] = "\x1b[1;32m",
	};

	return options->color ? buf_add(b, str_from(codes[color])) : 0;
}

enum color emit_level_color(enum level level)
{
	static const enum color colors[] = {
		[LEVEL_OFF] = COLOR_DIM,     [LEVEL_NOTE] = COLOR_NOTE,   [LEVEL_WARNING] = COLOR_WARNING,
		[LEVEL_ERROR] = COLOR_ERROR, [LEVEL_NEVER] = COLOR_ERROR,
	};

	return colors[level];
}

int emit_count(struct buf *b, size_t n, const char *noun)
{
	return buf_addf(b, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

const struct place *emit_evidence_place(const struct evidence_facts *e)
{
	if (e->state != EVIDENCE_DECIDED)
		return NULL;
	if (e->match.verdict == VERDICT_ELSEWHERE)
		return e->other_place.path.len ? &e->other_place : NULL;
	if (e->match.verdict == VERDICT_ABSENT || e->match.verdict == VERDICT_UNCHECKED)
		return NULL;
	return e->has_place ? &e->place : NULL;
}

const char *emit_verdict(const struct evidence_facts *e)
{
	if (e->state == EVIDENCE_DECIDED || e->state == EVIDENCE_TERM)
		return verdict_name(e->match.verdict);
	return verdict_name(VERDICT_UNCHECKED);
}

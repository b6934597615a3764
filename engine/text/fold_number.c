/* Numbers: digits with their separators, those of other scripts, superscripts and fractions. */
#include "text/folder.h"

static bool digit_at(const struct folder *f, size_t at)
{
	return at < f->limit && class_of(f->text.ptr[at]) == DIGIT;
}

static bool separator_at(const struct folder *f, size_t at)
{
	return at < f->limit && folder_separator(f->text.ptr[at]);
}

/* Does the number go on at `at` or behind characters without width there ("9/" and "11" parted for line breaking)? */
static bool number_goes_on(const struct folder *f, size_t at, size_t *digit)
{
	*digit = folder_skip_ignored(f, at);
	if (digit_at(f, *digit))
		return true;
	if (!separator_at(f, *digit))
		return false;
	*digit = folder_skip_ignored(f, *digit + 1);
	return digit_at(f, *digit);
}

/* A number with characters without width in it: as folder_number's, but for them. */
static int take_spread_number(struct folder *f, size_t start, size_t *end, struct error *e)
{
	struct word w = { .start = start, .at = start, .flags = TOKEN_NUMBER };
	size_t digit;

	if (f->text.ptr[start] == '.') {
		word_add(f, &w, '.', UTF8_DIGIT);
		w.at++;
	}
	while (number_goes_on(f, w.at, &digit) && digit - start < FOLD_TOKEN_BYTES) {
		size_t mark = folder_skip_ignored(f, w.at);

		if (mark != digit)
			word_add(f, &w, (unsigned char)f->text.ptr[mark], UTF8_DIGIT);
		word_add(f, &w, (unsigned char)f->text.ptr[digit], UTF8_DIGIT);
		w.at = digit + 1;
	}
	*end = w.at;
	return folder_emit(f, w.start, w.at, hash_end(&w.hasher), w.flags, false, e);
}

int folder_number(struct folder *f, size_t start, size_t *end, struct error *e)
{
	const char *p = f->text.ptr;
	size_t at = start, most = f->limit - start > FOLD_TOKEN_BYTES ? start + FOLD_TOKEN_BYTES : f->limit;
	unsigned flags = TOKEN_NUMBER | TOKEN_PLAIN;

	if (p[at] == '.')
		at++;
	while (at < most) {
		if (class_of(p[at]) == DIGIT)
			at++;
		else if (folder_separator(p[at]) && at + 1 < most && class_of(p[at + 1]) == DIGIT)
			at += 2;
		else
			break;
	}
	if (at < f->limit && ((unsigned char)p[at] >= 0x80 || separator_at(f, at)) && number_goes_on(f, at, end))
		return take_spread_number(f, start, end, e);
	*end = at;
	return folder_emit(f, start, at, hash_plain(p + start, at - start, f->text.len - start), flags, false, e);
}

/* Superscripts, subscripts, fractions, circled numbers: never one number with the digits before them. */
int folder_numeral(struct folder *f, size_t start, size_t *end, struct error *e)
{
	struct word w = { .start = start, .at = start, .flags = TOKEN_NUMBER };
	const struct token *p = f->n > 0 ? &f->v[f->n - 1] : NULL;
	bool raised = false, slash = false;

	while (w.at < f->limit && w.at - start < FOLD_TOKEN_BYTES) {
		size_t next = w.at;
		uint32_t c = utf8_next(f->text, &next), points[32];
		enum utf8_class class = folder_class(f, c);

		if (class != (c == 0x207A || c == 0x207B ? UTF8_SYMBOL : UTF8_NUMERAL) && class != UTF8_IGNORED)
			break;
		if (class != UTF8_IGNORED) {
			size_t n = utf8_decompose(c, false, points, 32);

			slash = slash || n > 1;
			raised = raised || c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079);
			word_add(f, &w, c, class);
		}
		w.at = next;
	}
	if (p && !letter_token(p) && f->prev_end == start && !slash)
		w.flags |= TOKEN_SCRIPT;
	w.hasher.script = w.flags & TOKEN_SCRIPT;
	*end = w.at;
	return folder_emit(f, w.start, w.at, hash_end(&w.hasher), w.flags, raised && !(w.flags & TOKEN_SCRIPT), e);
}

/* Digits of other scripts. */
int folder_digits(struct folder *f, size_t start, size_t *end, struct error *e)
{
	struct word w = { .start = start, .at = start, .flags = TOKEN_NUMBER };

	while (w.at < f->limit && w.at - start < FOLD_TOKEN_BYTES) {
		size_t next = w.at;
		uint32_t c = utf8_next(f->text, &next);

		if (folder_class(f, c) != UTF8_DIGIT)
			break;
		word_add(f, &w, c, UTF8_DIGIT);
		w.at = next;
	}
	*end = w.at;
	return folder_emit(f, w.start, w.at, hash_end(&w.hasher), w.flags, false, e);
}

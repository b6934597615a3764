/* UTF-8: validation, stepping, columns. The only UTF-8 loops of the project. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that is not valid UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms), or
 * s.len. ASCII runs at memory speed. */
size_t utf8_invalid_at(struct str s);

/* Decodes the code point at *pos and moves *pos behind it. The text must be valid; at the end returns 0 and leaves
 * *pos. An invalid byte is returned as U+FFFD and stepped over. */
static inline uint32_t utf8_next(struct str s, size_t *pos);
/* The code point that ends before *pos; moves *pos to its start. 0 at the start of the text. */
uint32_t utf8_prev(struct str s, size_t *pos);
/* Writes 1 to 4 bytes, returns how many; U+FFFD for what is no scalar value. */
size_t utf8_encode(char out[4], uint32_t codepoint);
/* Code points in s. */
size_t utf8_count(struct str s);
/* Of them those that UTF-16 writes as two units. */
size_t utf8_count_pairs(struct str s);
/* The nearest offset at or before, at or behind `at` where a code point begins or the text ends. */
size_t utf8_floor(struct str s, size_t at);
size_t utf8_ceil(struct str s, size_t at);
/* Columns a terminal gives the code point: 0 (combining, control), 1 or 2 (East Asian wide, emoji). */
int utf8_width(uint32_t codepoint);

/* Letters, digits, capitals and case, over all scripts (utf8proc, with an ASCII fast path). */
bool utf8_is_letter(uint32_t c);
bool utf8_is_digit(uint32_t c);
bool utf8_is_upper(uint32_t c);
bool utf8_is_lower(uint32_t c);
bool utf8_is_space(uint32_t c); /* every Unicode space and line break, NBSP too */
uint32_t utf8_to_lower(uint32_t c);
uint32_t utf8_to_upper(uint32_t c);
/* The one code point that a letter and a combining mark make together, or 0. */
uint32_t utf8_compose(uint32_t base, uint32_t mark);

/* What a code point is to the folding of texts. */
enum utf8_class {
	UTF8_OTHER,   /* punctuation, and whatever is none of the rest */
	UTF8_LETTER,  /* letters, letter numbers */
	UTF8_MARK,    /* combining marks: belong to the letter before them */
	UTF8_DIGIT,   /* decimal digits of any script */
	UTF8_NUMERAL, /* superscripts, subscripts, fractions, circled numbers */
	UTF8_SYMBOL,  /* mathematics, currencies, other signs */
	UTF8_SPACE,
	UTF8_IGNORED, /* soft hyphen, zero-width characters, joiners, variation selectors */
};
enum utf8_class utf8_class(uint32_t c);
/* The compatibility decomposition of `c`, case folded when asked: how many code points were written to out (at most
 * `cap`, 0 when it does not fit). No code point needs more than 18. */
size_t utf8_decompose(uint32_t c, bool fold_case, uint32_t *out, size_t cap);

/* True for what never reaches a terminal, log or annotation raw: C0 (tab and line feed too), DEL, C1, bidi
 * controls (U+061C, U+200E/F, U+202A–E, U+2066–9), line and paragraph separators, tags, and U+FEFF. */
bool utf8_is_unsafe(uint32_t c);
/* Appends `s` with every unsafe code point as \x1b, \u202e …, and invalid bytes as \xff. The one way of foreign text
 * into messages that people read. */
int buf_add_safe(struct buf *b, struct str s);

const char *utf8_library_version(void); /* utf8proc's */

uint32_t utf8_next_long(struct str s, size_t *pos); /* utf8_next, for what is not ASCII */

static inline uint32_t utf8_next(struct str s, size_t *pos)
{
	return *pos < s.len && (unsigned char)s.ptr[*pos] < 0x80 ? (unsigned char)s.ptr[(*pos)++] : utf8_next_long(s, pos);
}

#endif

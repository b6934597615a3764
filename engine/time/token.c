#include "time/token.h"

#include <string.h>

#include "base/arena.h"

enum { B_OTHER, B_LETTER, B_DIGIT, B_SPACE, B_LINE, B_HIGH };

/* one class for every byte; bytes above 0x7f are letters unless they open general punctuation */
static const uint8_t byte_class[256] = {
        ['\t'] = B_SPACE, ['\n'] = B_LINE, ['\v'] = B_SPACE, ['\f'] = B_LINE, ['\r'] = B_LINE, [' '] = B_SPACE,
#define D(c) [c] = B_DIGIT
        D('0'),           D('1'),          D('2'),           D('3'),          D('4'),          D('5'),
        D('6'),           D('7'),          D('8'),           D('9'),
#undef D
#define L(c) [c] = B_LETTER, [c + 32] = B_LETTER
        L('A'),           L('B'),          L('C'),           L('D'),          L('E'),          L('F'),
        L('G'),           L('H'),          L('I'),           L('J'),          L('K'),          L('L'),
        L('M'),           L('N'),          L('O'),           L('P'),          L('Q'),          L('R'),
        L('S'),           L('T'),          L('U'),           L('V'),          L('W'),          L('X'),
        L('Y'),           L('Z'),
#undef L
#define H4(c) [c] = B_HIGH, [c + 1] = B_HIGH, [c + 2] = B_HIGH, [c + 3] = B_HIGH
#define H16(c) H4(c), H4(c + 4), H4(c + 8), H4(c + 12)
        H16(0x80),        H16(0x90),       H16(0xa0),        H16(0xb0),       H16(0xc0),       H16(0xd0),
        H16(0xe0),        H16(0xf0),
#undef H16
#undef H4
};

static uint8_t byte_at(struct str s, size_t i)
{
	return i < s.len ? (uint8_t)s.ptr[i] : 0;
}

/* What stands at a high byte: 0 for a letter, else the length of a mark or space, with its code point. */
static size_t high_mark(struct str s, size_t i, int32_t *cp)
{
	uint8_t b = byte_at(s, i), c = byte_at(s, i + 1), d = byte_at(s, i + 2);

	if (b == 0xc2 && (c == 0xa0 || c == 0xab || c == 0xbb || c == 0xa3 || c == 0xb0 || c == 0xa7)) {
		*cp = c;
		return 2;
	}
	if (b == 0xe2 && (c == 0x80 || c == 0x81)) {
		*cp = 0x2000 + ((c & 1) << 6) + (d & 0x3f);
		return 3;
	}
	if (b == 0xe2 && c == 0x88 && (d == 0x92 || d == 0x99)) {
		*cp = d == 0x92 ? '-' : MARK_OTHER;
		return 3;
	}
	if (b == 0xe2 && c == 0x82) { /* currency */
		*cp = '$';
		return 3;
	}
	return 0;
}

/* the marks of the grammar: one for all apostrophes, hyphens, dashes */
static int32_t fold_mark(int32_t cp)
{
	switch (cp) {
	case 0x2018:
	case 0x2019:
	case 0x2032:
		return '\'';
	case 0x201c:
	case 0x201d:
	case 0xab:
	case 0xbb:
	case 0x2033:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2043:
		return '-';
	case 0x2012:
	case 0x2013:
		return MARK_EN_DASH;
	case 0x2014:
	case 0x2015:
		return MARK_EM_DASH;
	case 0xa3:
		return '$';
	default:
		return cp;
	}
}

static bool is_wide_space(int32_t cp)
{
	return cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200b) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f ||
	       cp == 0x2060;
}

static size_t skip_gap(struct str s, size_t i, uint8_t *gap)
{
	int lines = 0;
	size_t from = i;

	if (i + 1 < s.len && s.ptr[i] == ' ' && byte_class[(uint8_t)s.ptr[i + 1]] <= B_DIGIT) { /* nearly always */
		*gap = GAP_SPACE;
		return i + 1;
	}
	for (; i < s.len; i++) {
		uint8_t c = byte_class[(uint8_t)s.ptr[i]];
		int32_t cp = 0;
		size_t n;

		if (c == B_LINE) {
			lines += s.ptr[i] == '\n' || s.ptr[i] == '\f';
			lines += s.ptr[i] == '\f';
		} else if (c == B_HIGH && (n = high_mark(s, i, &cp)) > 0 && is_wide_space(cp)) {
			i += n - 1;
		} else if (c != B_SPACE) {
			break;
		}
	}
	*gap = i == from ? GAP_NONE : lines == 0 ? GAP_SPACE : lines == 1 ? GAP_LINE : GAP_PARAGRAPH;
	return i;
}

static size_t read_word(const struct lexicon *l, struct str s, size_t i, struct token *t)
{
	uint32_t h = LEXICON_HASH_START;
	size_t from = i;
	unsigned upper = 1;
	bool ascii = true;

	for (; i < s.len; i++) {
		uint8_t b = (uint8_t)s.ptr[i];
		int32_t cp;

		if (byte_class[b] == B_LETTER) {
			upper &= ~(unsigned)b >> 5;
			h = LEXICON_HASH(h, b | 0x20);
		} else if (b >= 0x80 && high_mark(s, i, &cp) == 0) {
			ascii = false;
		} else {
			break;
		}
	}
	t->kind = TOKEN_WORD;
	t->flags = (uint8_t)((((uint8_t)s.ptr[from] & 0xa0) == 0 ? TOKEN_CAPITAL : 0) | (upper & 1 ? TOKEN_UPPER : 0));
	if (ascii && i - from <= LEXICON_WORD_MAX && lexicon_maybe(l, h))
		t->word = lexicon_find(l, (struct str){s.ptr + from, i - from}, h);
	if (t->word) {
		const struct word *w = &l->language->words[t->word - 1];
		t->class = w->class;
		t->value = w->value;
		t->word_flags = w->flags;
		if ((w->flags & WORD_UPPER) && !(t->flags & TOKEN_UPPER))
			t->class = t->word_flags = 0;
	}
	return i;
}

static bool letter_at(struct str s, size_t i)
{
	uint8_t b = byte_at(s, i);
	int32_t cp;

	return byte_class[b] == B_LETTER || (b >= 0x80 && high_mark(s, i, &cp) == 0);
}

static bool digit_at(struct str s, size_t i)
{
	return byte_class[byte_at(s, i)] == B_DIGIT;
}

/* "st", "nd", "rd", "th" behind digits, and the "s" of decades */
static size_t number_suffix(struct str s, size_t i, struct token *t)
{
	static const char suffixes[] = "stndrdth";
	char a = (char)(byte_at(s, i) | 0x20), b = (char)(byte_at(s, i + 1) | 0x20);
	size_t mark = 0;
	int32_t cp = 0;

	for (size_t k = 0; k < 8; k += 2)
		if (a == suffixes[k] && b == suffixes[k + 1] && !letter_at(s, i + 2)) {
			t->flags |= TOKEN_ORDINAL;
			return i + 2;
		}
	if (byte_at(s, i) == '\'')
		mark = 1;
	else if (high_mark(s, i, &cp) == 3 && cp == 0x2019)
		mark = 3;
	if (mark && t->number % 10 != 0)
		return i; /* 1981's */
	if (byte_at(s, i + mark) == 's' && !letter_at(s, i + mark + 1) && !digit_at(s, i + mark + 1)) {
		t->flags |= TOKEN_DECADE;
		return i + mark + 1;
	}
	return i;
}

static size_t read_number(struct str s, size_t i, struct token *t)
{
	int64_t v = 0;
	size_t from = i;
	unsigned digits = 0;

	for (;; i++) {
		if (digit_at(s, i)) {
			v = v > NUMBER_HUGE / 16 ? NUMBER_HUGE : v * 10 + (s.ptr[i] - '0');
			digits++;
		} else if (byte_at(s, i) == ',' && i - from <= 12 && (digits <= 3 || (t->flags & TOKEN_GROUPED)) &&
		           digits > 0 && (digits % 3 == 0 || !(t->flags & TOKEN_GROUPED)) && digit_at(s, i + 1) &&
		           digit_at(s, i + 2) && digit_at(s, i + 3) && !digit_at(s, i + 4)) {
			t->flags |= TOKEN_GROUPED;
			digits = 0;
		} else {
			break;
		}
	}
	t->kind = TOKEN_NUMBER;
	t->number = (int32_t)v;
	t->digits = (uint8_t)(i - from > 200 ? 200 : i - from);
	if (s.ptr[from] == '0')
		t->flags |= TOKEN_ZERO;
	return number_suffix(s, i, t);
}

static size_t read_mark(struct str s, size_t i, struct token *t)
{
	uint8_t b = (uint8_t)s.ptr[i];
	size_t n = 1;

	t->kind = TOKEN_MARK;
	t->number = b;
	if (b >= 0x80) {
		n = high_mark(s, i, &t->number);
		t->number = fold_mark(t->number);
	}
	return i + n;
}

static bool worth_a_look(const struct token *t)
{
	if (t->kind == TOKEN_NUMBER)
		return (t->digits >= 3 && t->digits <= 8 && !(t->flags & TOKEN_GROUPED)) ||
		       (t->flags & (TOKEN_ORDINAL | TOKEN_DECADE));
	if (t->kind == TOKEN_MARK) /* 5/12, 10:30 */
		return (t->number == '/' || t->number == ':') && t->gap == GAP_NONE && t[-1].kind == TOKEN_NUMBER;
	return t->word_flags & WORD_TRIGGER;
}

/* A good place to end a batch: a paragraph, and when the batch fills up, a sentence. */
static bool may_cut(struct str text, size_t at, int n, const struct token *t)
{
	if (t->gap == GAP_PARAGRAPH)
		return true;
	return n >= TOKEN_BATCH / 8 * 7 && t->gap != GAP_NONE && t[-1].kind == TOKEN_MARK && t[-1].number == '.' &&
	       text.ptr[at] >= 'A' && text.ptr[at] <= 'Z' && t[-2].end - t[-2].start > 4;
}

bool tokens_start(struct arena *a, struct str text, struct tokens *out)
{
	size_t most = text.len < TOKEN_BATCH ? text.len + 1 : TOKEN_BATCH; /* a token has a byte at least */
	struct token *v = arena_array(a, struct token, most + 2 * TOKEN_PAD);

	*out = (struct tokens){ .v = v ? v + TOKEN_PAD : NULL };
	return v != NULL;
}

size_t tokens_read(const struct lexicon *l, struct str text, size_t at, struct tokens *out)
{
	memset(out->v - TOKEN_PAD, 0, TOKEN_PAD * sizeof *out->v);
	out->n = 0;
	out->trigger = false;
	while (out->n < TOKEN_BATCH) {
		struct token *t = &out->v[out->n];
		uint8_t c;

		memset(t, 0, sizeof *t);
		at = skip_gap(text, at, &t->gap);
		if (at >= text.len || (out->n >= TOKEN_BATCH / 2 && may_cut(text, at, out->n, t)))
			break;
		c = byte_class[(uint8_t)text.ptr[at]];
		t->start = (uint32_t)at;
		if (c == B_LETTER || (c == B_HIGH && letter_at(text, at)))
			at = read_word(l, text, at, t);
		else if (c == B_DIGIT)
			at = read_number(text, at, t);
		else
			at = read_mark(text, at, t);
		t->end = (uint32_t)at;
		if (worth_a_look(t)) {
			t->flags |= TOKEN_LOOK;
			out->trigger = true;
		}
		out->n++;
	}
	memset(out->v + out->n, 0, TOKEN_PAD * sizeof *out->v);
	return at;
}

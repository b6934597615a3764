/* The state of one pass of the folding; shared by the files that make it up (fold.c, fold_block.c, fold_known.c,
 * fold_number.c, fold_reference.c). */
#ifndef TEXT_FOLDER_H
#define TEXT_FOLDER_H

#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/fold_hash.h"

enum byte_class { OTHER, LETTER, DIGIT, HIGH };

extern const uint8_t folder_classes[256];

static inline enum byte_class class_of(char c)
{
	return (enum byte_class)folder_classes[(unsigned char)c];
}

/* A character beyond ASCII as the folding sees it. */
struct known {
	uint32_t c;
	uint8_t class; /* enum utf8_class */
	bool upper : 1, single : 1, apostrophe : 1;
	uint8_t n;          /* bytes of the folded form; KNOWN_LONG: it has more than fit */
	uint64_t folded[2]; /* its bytes, the first one lowest */
};

enum { KNOWN_LONG = 255, KNOWN_SLOTS = 256 };

/* What was looked up, by the character's lower bits: a text keeps to a few hundred characters, and asking the Unicode
 * library for each takes ten times as long. Not cleared before the first question. */
struct memo {
	bool used;
	struct known v[KNOWN_SLOTS];
};

struct folder;
typedef int folder_runner(struct folder *f, size_t at, struct error *e);

struct folder {
	struct str text;
	struct token *v;
	size_t n, cap;
	size_t n_hyphens;
	size_t limit;      /* no token goes on behind it: the end of the text, furniture or a mark's border */
	size_t prev_end;   /* end of the last token */
	folder_runner *run;
	bool furniture;    /* furniture since the last token */
	bool mark;         /* inside a mark that a parser saw */
	const struct fold_layout *layout;
	struct memo *memo;
};

void folder_learn(struct memo *m, struct known *k, uint32_t c);

/* `c` is not ASCII. Borrowed until the next call. */
static inline const struct known *folder_known(const struct folder *f, uint32_t c)
{
	struct known *k = &f->memo->v[(c ^ c >> 10) % KNOWN_SLOTS];

	if (!f->memo->used || k->c != c)
		folder_learn(f->memo, k, c);
	return k;
}

static inline enum utf8_class folder_class(const struct folder *f, uint32_t c)
{
	return c < 0x80 ? utf8_class(c) : (enum utf8_class)folder_known(f, c)->class;
}

static inline bool letter_token(const struct token *t)
{
	return !(t->flags & TOKEN_NUMBER);
}

/* Up to eight bytes, the first one lowest. */
static inline uint64_t load_bytes(const char *p, size_t room)
{
	uint64_t word = 0;

	if (room >= 8)
		memcpy(&word, p, 8);
	else
		memcpy(&word, p, room);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* The hash of ASCII letters, or of a number's digits and separators. `room`: bytes that may be read from p on. */
static inline uint32_t hash_plain(const char *p, size_t n, size_t room)
{
	uint64_t h = 0;

	for (; n > 0; n -= n < 16 ? n : 16, p += 16, room -= room < 16 ? room : 16) {
		uint64_t low = hash_keep(load_bytes(p, room), n < 8 ? n : 8);

		h = hash_step(h, low, n > 8 ? hash_keep(load_bytes(p + 8, room - 8), n < 16 ? n - 8 : 8) : 0);
	}
	return hash_finish(h);
}

/* A cheap look at a gap's first byte: "-", or the first byte of U+00AD, U+2010, U+2011. */
static inline bool folder_may_hyphen(char c)
{
	return c == '-' || (c & 0xDF) == 0xC2;
}

/* What may stand between two digits of one number. */
static inline bool folder_separator(char c)
{
	return c == '.' || c == ',' || c == ':' || c == '/';
}

extern const uint8_t folder_closing[256];

/* A bit for each character from U+0080, U+2000, U+3000 and U+FF00 on that is a gap wherever it stands: no part of a word, no
 * hyphen, no number, and not left out. */
extern const uint64_t folder_gap_marks[4];

/* The length of such a character at p, 0 for any other. `room`: bytes that may be read from p on. */
static inline unsigned folder_gap_mark(const char *p, size_t room)
{
	const unsigned char *u = (const unsigned char *)p;

	if (room < 3)
		return room == 2 && u[0] == 0xC2 && folder_gap_marks[0] >> (u[1] & 63) & 1 ? 2 : 0;
	switch (u[0]) {
	case 0xC2:
		return folder_gap_marks[0] >> (u[1] & 63) & 1 ? 2 : 0;
	case 0xE2:
		return u[1] == 0x80 && folder_gap_marks[1] >> (u[2] & 63) & 1 ? 3 : 0;
	case 0xE3:
		return u[1] == 0x80 && folder_gap_marks[2] >> (u[2] & 63) & 1 ? 3 : 0;
	case 0xEF:
		return u[1] == 0xBC && folder_gap_marks[3] >> (u[2] & 63) & 1 ? 3 : 0;
	default:
		return 0;
	}
}

/* Most numbers: what stands before them is nothing that closes a word, so that they are no reference mark. */
static inline bool folder_stands_apart(const struct folder *f, size_t start)
{
	return start > f->prev_end && !folder_closing[(unsigned char)f->text.ptr[start - 1]] && f->n > 0 && !f->mark &&
	       !(f->v[f->n - 1].flags & TOKEN_REFERENCE);
}

/* A gap that is one hyphen, white space behind it or not: "right-to", "exam-\nple", "right- to". */
bool folder_hyphen_gap(const struct folder *f, size_t from, size_t to);

/* --- words being read --- */

struct word {
	struct hasher hasher;
	size_t start, at; /* at: behind the last character that belongs to it */
	unsigned flags;
	size_t letters, capitals;
	bool plain;
};

void word_add(const struct folder *f, struct word *w, uint32_t c, enum utf8_class class);

/* Writes a token down: its flags from what stands before it. `raised`: a number in superscripts. */
int folder_emit(struct folder *f, size_t start, size_t end, uint32_t hash, unsigned flags, bool raised, struct error *e);
/* Soft hyphens and zero-width characters at `at`, with the line break and the spaces that follow a soft hyphen. */
size_t folder_skip_ignored(const struct folder *f, size_t at);
/* Room for more tokens. CC_ENOMEM. */
int folder_grow(struct folder *f, struct error *e);

/* What stands at `at`, taken with all due care; *end is behind it, token or not. */
int folder_take(struct folder *f, size_t at, size_t *end, struct error *e);
/* The same for what starts with a digit, with a full stop before a digit, or with a digit or numeral beyond ASCII. */
int folder_number(struct folder *f, size_t start, size_t *end, struct error *e);
int folder_digits(struct folder *f, size_t start, size_t *end, struct error *e);
int folder_numeral(struct folder *f, size_t start, size_t *end, struct error *e);

/* Everything from `at` to f->limit: plain ASCII words here, the rest by folder_take. */
folder_runner folder_run_plain;
folder_runner folder_run_wide; /* the same, only where folder_has_wide */
bool folder_has_wide(void);
/* As fold_text, by one of them. */
int folder_fold(struct fold *out, struct str text, const struct fold_layout *layout, folder_runner *run, struct error *e);

/* May the number that was just read be a reference mark? `raised`: it is written as a superscript. */
bool folder_is_reference(const struct folder *f, const struct token *t, bool raised);

#endif

/* Tokens of a stretch of text: words looked up in the lexicon, numbers with their value, punctuation. */
#ifndef TIME_TOKEN_H
#define TIME_TOKEN_H

#include "time/lexicon.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };
enum token_gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PARAGRAPH };
enum token_flag {
	TOKEN_CAPITAL = 1 << 0, /* the first letter */
	TOKEN_UPPER = 1 << 1,   /* all letters */
	TOKEN_ORDINAL = 1 << 2, /* 1st, 22nd */
	TOKEN_DECADE = 1 << 3,  /* 1990s, 1990's */
	TOKEN_GROUPED = 1 << 4, /* 10,000: never a year */
	TOKEN_ZERO = 1 << 5,    /* opens with 0 */
	TOKEN_LOOK = 1 << 6,    /* worth a look: an expression may stand around it */
};

#define MARK_EN_DASH 0x2013
#define MARK_EM_DASH 0x2014
#define MARK_OTHER 0xfffd
#define NUMBER_HUGE INT32_MAX

struct token {
	uint32_t start, end; /* in the text */
	int32_t number;      /* of a number; of a mark, its code point */
	uint16_t word;       /* index + 1 into the lexicon; 0 */
	uint8_t kind, gap;   /* gap: what stands before it */
	uint8_t digits, flags;
	uint8_t class, word_flags; /* of the lexicon's word */
	int16_t value;
};

/* Tokens come in batches, with TOKEN_PAD end tokens before and after, so that the grammar may look around freely. */
#define TOKEN_PAD 16
#define TOKEN_BATCH 2048

struct tokens {
	struct token *v; /* v[0..n), with padding on both sides */
	int n;
	bool trigger; /* at least one token is worth a look */
};

/* Places for the batches of `text`, in the arena; false when memory ran out. */
struct arena;
bool tokens_start(struct arena *a, struct str text, struct tokens *out);
/* Fills `out` from text at `at`;
 * returns where the next batch begins. Stops at a paragraph break after half a batch, at the end of a sentence after
 * seven eighths, so that expressions are not cut; a text without either is cut where the batch is full. */
size_t tokens_read(const struct lexicon *l, struct str text, size_t at, struct tokens *out);

#endif

/* Folding: one pass from the bytes of a text to its words, for quotes and sources alike.
 *
 * A token is a run of letters or a number; everything between two tokens is the second one's *gap* (text/gap.h reads
 * it). The stream holds where a token stands and a hash of its folded form (compatibility forms and ligatures resolved,
 * case folded, soft hyphens and zero-width characters left out); nothing is copied. Letters and digits that touch are
 * two tokens, the second TOKEN_GLUED. Page furniture is left out as if it were not there. Equal hashes are a guess, to
 * be proven by fold_equal. Immutable after fold_text. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/error.h"
#include "base/str.h"

struct arena;

enum {
	FOLD_VERSION = 9, /* part of the cache's key: count up whenever a token stream changes, or a key of the index */
	FOLD_TOKEN_BYTES = 60000, /* a longer run of letters is cut into several glued tokens */
};

enum token_flag {
	TOKEN_NUMBER = 1 << 0,
	TOKEN_GLUED = 1 << 1,    /* nothing stands between it and the token before */
	TOKEN_HYPHEN = 1 << 2,   /* its gap is a hyphen between letters, with or without a line break */
	TOKEN_REFERENCE = 1 << 3, /* may be a reference mark: a number glued to a word, "[12]", a superscript */
	TOKEN_SCRIPT = 1 << 4,   /* superscript or subscript behind a digit: never equals plain digits */
	TOKEN_CAPITAL = 1 << 5,  /* starts with a capital */
	TOKEN_CAPITALS = 1 << 6, /* two letters or more, all of them capitals */
	TOKEN_FURNITURE = 1 << 7, /* page furniture stands in its gap */
	TOKEN_PLAIN = 1 << 8,    /* ASCII letters and digits only: bytes are the folded form but for case */
	TOKEN_BRACKET = 1 << 9,  /* a bracket around part of the word: "[S]ince", "walk[ed]" */
	TOKEN_SINGLE = 1 << 10,  /* one character of a script written without spaces */
	TOKEN_LAST_HYPHEN = 1 << 11, /* of a source: the token behind it is TOKEN_HYPHEN */
};

struct token {
	uint32_t start; /* byte in the text */
	uint32_t hash;
	uint16_t len;   /* bytes */
	uint16_t flags;
};

struct fold {
	struct str text;
	const struct token *v;
	size_t n;
	size_t n_hyphens; /* tokens with TOKEN_HYPHEN */
	const struct span *furniture;
	size_t n_furniture;
};

/* What lies over the text: sorted, not overlapping. */
struct fold_layout {
	const struct span *furniture;
	size_t n_furniture;
	const struct span *marks; /* reference marks that a parser saw */
	size_t n_marks;
};

/* Folds `text` (valid UTF-8, below 4 GiB; the view and the furniture are kept, not copied). The tokens are on the heap:
 * fold_release. `layout` may be NULL. CC_ENOMEM, CC_ELIMIT. */
int fold_text(struct fold *out, struct str text, const struct fold_layout *layout, struct error *e);
void fold_release(struct fold *f);

static inline size_t token_end(const struct token *t)
{
	return (size_t)t->start + t->len;
}

/* Are these the same folded words, byte by byte? */
bool fold_equal(const struct fold *a, size_t i, const struct fold *b, size_t k);
/* Is a[i..i+n) written together the same as b[k..k+m)? */
bool fold_equal_joined(const struct fold *a, size_t i, size_t n, const struct fold *b, size_t k, size_t m);
/* The folded form of token i, cut to `cap` bytes; returns its length. */
size_t fold_word(const struct fold *f, size_t i, char *out, size_t cap);
/* The hash of the words i..i+n written together. */
uint32_t fold_hash_joined(const struct fold *f, size_t i, size_t n);
/* The next byte offset at or behind `at` (below `end`) that is no furniture; `end` when there is none. */
size_t fold_skip(const struct fold *f, size_t at, size_t end);

#endif

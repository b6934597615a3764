#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/pages.h"
#include "base/utf8.h"
#include "text/fold_char.h"
#include "text/folder.h"
#include "text/lexicon.h"

#define L8 LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER
#define H8 HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH
#define H32 H8, H8, H8, H8
const uint8_t folder_classes[256] = {
	[0x30] = DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT,
	[0x41] = L8, L8, L8, LETTER, LETTER,
	[0x61] = L8, L8, L8, LETTER, LETTER,
	[0x80] = H32, H32, H32, H32,
};

int folder_grow(struct folder *f, struct error *e)
{
	size_t cap = f->cap + f->cap / 2 + 64;
	struct token *v = cap > SIZE_MAX / sizeof *v ? NULL : realloc(f->v, cap * sizeof *v);

	if (!v)
		return error_memory(e);
	f->v = v;
	f->cap = cap;
	return 0;
}

static bool spans_hold(const struct span *v, size_t n, size_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (v[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && v[low].start <= at;
}

bool folder_hyphen_gap(const struct folder *f, size_t from, size_t to)
{
	size_t at = from;
	bool hyphen = false;

	if (to - from > 400)
		return false;
	while (at < to) {
		size_t here = at;
		uint32_t c = utf8_next(f->text, &at);

		if (f->furniture && spans_hold(f->layout->furniture, f->layout->n_furniture, here))
			c = ' ';
		if (!hyphen && fold_is_hyphen(c))
			hyphen = true;
		else if (!hyphen || !(utf8_is_space(c) || folder_class(f, c) == UTF8_IGNORED))
			return false;
	}
	return hyphen;
}

int folder_emit(struct folder *f, size_t start, size_t end, uint32_t hash, unsigned flags, bool raised, struct error *e)
{
	struct token *t;
	int rc;

	if (f->n == f->cap && (rc = folder_grow(f, e)) < 0)
		return rc;
	t = &f->v[f->n];
	*t = (struct token){ .start = (uint32_t)start, .hash = hash, .len = (uint16_t)(end - start) };
	if (f->furniture)
		flags |= TOKEN_FURNITURE;
	if (f->n > 0 && start == f->prev_end)
		flags |= TOKEN_GLUED;
	else if (f->n > 0 && folder_may_hyphen(f->text.ptr[f->prev_end]) && !(flags & TOKEN_NUMBER) && letter_token(t - 1) &&
	         folder_hyphen_gap(f, f->prev_end, start)) {
		flags |= TOKEN_HYPHEN;
		t[-1].flags |= TOKEN_LAST_HYPHEN;
		f->n_hyphens++;
	}
	/* whatever is raised: "did<sup>not</sup> agree" says what it says */
	if (flags & TOKEN_NUMBER ? (raised || !folder_stands_apart(f, start)) && folder_is_reference(f, t, raised)
	                          : f->mark && !lexicon_has(str_slice(f->text, start, end), LEXICON_NEGATION))
		flags |= TOKEN_REFERENCE;
	t->flags = (uint16_t)flags;
	f->n++;
	f->prev_end = end;
	f->furniture = false;
	return 0;
}

/* --- words --- */

static void add_known(struct word *w, const struct known *k)
{
	if (k->n != KNOWN_LONG) {
		hash_bytes(&w->hasher, k->folded[0], k->n < 8 ? k->n : 8);
		if (k->n > 8)
			hash_bytes(&w->hasher, k->folded[1], k->n - 8u);
	} else {
		char folded[160];
		size_t n = fold_character(k->c, folded);

		for (size_t i = 0; i < n; i++)
			hash_byte(&w->hasher, (unsigned char)folded[i]);
	}
}

static void add_letter(struct word *w, bool capital)
{
	if (capital && w->letters == 0)
		w->flags |= TOKEN_CAPITAL;
	w->capitals += capital;
	w->letters++;
}

void word_add(const struct folder *f, struct word *w, uint32_t c, enum utf8_class class)
{
	const struct known *k = c < 0x80 ? NULL : folder_known(f, c);

	if (k)
		add_known(w, k);
	else
		hash_byte(&w->hasher, c == '`' ? '\'' : (unsigned char)c); /* the hash folds its case */
	if (class == UTF8_LETTER)
		add_letter(w, k ? k->upper : c <= 'Z');
}

/* Letters of whatever script, as long as nothing else comes between. */
static void add_letters(const struct folder *f, struct word *w)
{
	struct str s = { f->text.ptr, f->limit };

	while (w->at < f->limit && w->at - w->start < FOLD_TOKEN_BYTES - 4) {
		size_t next = w->at;
		uint32_t c = utf8_next(s, &next);
		const struct known *k;

		if (c < 0x80) {
			if (class_of((char)c) != LETTER)
				return;
			hash_byte(&w->hasher, (unsigned char)c);
			add_letter(w, c <= 'Z');
		} else {
			k = folder_known(f, c);
			if (k->class != UTF8_LETTER || k->single)
				return;
			add_known(w, k);
			add_letter(w, k->upper);
			w->plain = false;
		}
		w->at = next;
	}
}

size_t folder_skip_ignored(const struct folder *f, size_t at)
{
	bool soft = false;

	if (at < f->limit && (unsigned char)f->text.ptr[at] < 0x80)
		return at;
	while (at < f->limit) {
		size_t next = at;
		uint32_t c = utf8_next(f->text, &next);

		if (folder_class(f, c) == UTF8_IGNORED)
			soft = soft || c == 0xAD;
		else if (!soft || !(c == '\n' || c == '\r' || c == ' ' || c == '\t'))
			return at;
		at = next;
	}
	return at;
}

static enum utf8_class class_at(const struct folder *f, size_t at)
{
	return at < f->limit ? folder_class(f, utf8_next(f->text, &at)) : UTF8_OTHER;
}

/* Does a letter or a digit end at `at`? */
static bool behind_word(const struct folder *f, size_t at)
{
	enum utf8_class class;

	if (at == 0 || class_of(f->text.ptr[at - 1]) == OTHER)
		return false;
	class = folder_class(f, utf8_prev(f->text, &at));
	return class == UTF8_LETTER || class == UTF8_MARK || class == UTF8_DIGIT || class == UTF8_NUMERAL;
}

/* "[S]ince" at its bracket: a letter or two in brackets, glued to the rest of the word. */
static bool initial_bracket(const struct folder *f, size_t at)
{
	struct str s = f->text;
	size_t i = at + 1, n = 0;

	if (behind_word(f, at))
		return false;
	while (i < f->limit && n < 3 && class_at(f, i) == UTF8_LETTER) {
		utf8_next(s, &i);
		n++;
	}
	return n > 0 && n < 3 && i + 1 < f->limit && s.ptr[i] == ']' && class_at(f, i + 1) == UTF8_LETTER;
}

/* "walk[ed]" at its bracket: up to four letters that end the word. A lone letter is more likely a note's mark. */
static bool final_bracket(const struct folder *f, size_t at)
{
	struct str s = f->text;
	size_t i = at + 1, n = 0;

	while (i < f->limit && n < 5 && class_of(s.ptr[i]) == LETTER && s.ptr[i] >= 'a') {
		i++;
		n++;
	}
	if (n == 0 || n > 4 || i >= f->limit || s.ptr[i] != ']')
		return false;
	if (n == 1 && s.ptr[i - 1] != 's' && s.ptr[i - 1] != 'd')
		return false;
	return i + 1 >= f->limit || class_of(s.ptr[i + 1]) == OTHER;
}

/* A step inside a word: true when the character at w->at (or what is skipped there) belongs to it. */
static bool word_step(const struct folder *f, struct word *w, bool *bracket)
{
	size_t at = folder_skip_ignored(f, w->at), next = at;
	uint32_t c = at < f->limit ? utf8_next(f->text, &next) : 0;
	const struct known *k = c < 0x80 ? NULL : folder_known(f, c);
	enum utf8_class class = folder_class(f, c);
	bool single = k && k->single, apostrophe = k ? k->apostrophe : c == '\'' || c == '`';

	if (next > f->limit || c == 0 || next - w->start > FOLD_TOKEN_BYTES)
		return false;
	if (class == UTF8_LETTER && !single) {
		word_add(f, w, c, class);
		w->plain = w->plain && c < 0x80 && at == w->at;
	} else if (class == UTF8_MARK) {
		word_add(f, w, c, class);
		w->plain = false;
	} else if (apostrophe && class_at(f, next) == UTF8_LETTER && !*bracket) {
		word_add(f, w, c, class);
		w->plain = false;
	} else if (c == '[' && !*bracket && final_bracket(f, at)) {
		*bracket = true;
		w->flags |= TOKEN_BRACKET;
		w->plain = false;
	} else if (c == ']' && *bracket) {
		*bracket = false;
	} else {
		return false;
	}
	w->at = next;
	return true;
}

/* "U.S.", "e.g.": single letters with full stops are one word. Moves *end behind the last letter. */
static bool acronym(const struct folder *f, size_t start, size_t *end, struct word *w)
{
	struct str s = f->text;
	size_t at = start + 1;
	size_t n = 1;

	if (behind_word(f, start))
		return false;
	while (at + 1 < f->limit && at - start < FOLD_TOKEN_BYTES && s.ptr[at] == '.' && class_of(s.ptr[at + 1]) == LETTER &&
	       (at + 2 >= f->limit || (class_of(s.ptr[at + 2]) != LETTER && class_of(s.ptr[at + 2]) != HIGH))) {
		at += 2;
		n++;
	}
	if (n < 2)
		return false;
	*w = (struct word){ .start = start, .at = at };
	for (size_t i = start; i < at; i += 2)
		word_add(f, w, (unsigned char)s.ptr[i], UTF8_LETTER);
	*end = at;
	return true;
}

static int emit_word(struct folder *f, struct word *w, struct error *e)
{
	if (w->letters > 1 && w->capitals == w->letters)
		w->flags |= TOKEN_CAPITALS;
	if (w->plain)
		w->flags |= TOKEN_PLAIN;
	return folder_emit(f, w->start, w->at, hash_end(&w->hasher), w->flags, false, e);
}

/* A word with anything but ASCII letters in it. */
static int slow_word(struct folder *f, size_t start, size_t *end, struct error *e)
{
	struct word w = { .start = start, .at = start, .plain = true };
	bool bracket = false;

	if (f->text.ptr[start] == '[') {
		bracket = true;
		w.flags |= TOKEN_BRACKET;
		w.plain = false;
		w.at++;
	}
	do
		add_letters(f, &w);
	while (w.at - start < FOLD_TOKEN_BYTES && word_step(f, &w, &bracket));
	*end = w.at;
	return emit_word(f, &w, e);
}

static bool ends_plainly(const struct folder *f, size_t start, size_t at)
{
	const char *p = f->text.ptr;

	if (at >= f->limit)
		return true;
	switch (p[at]) {
	case '\'':
	case '`':
		return at + 1 >= f->limit || class_of(p[at + 1]) == OTHER || class_of(p[at + 1]) == DIGIT;
	case '[':
		return false;
	case '.':
		return at - start > 1;
	default:
		return class_of(p[at]) != HIGH;
	}
}

static bool has_small(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] & 0x20)
			return true;
	return false;
}

static int take_word(struct folder *f, size_t start, size_t *end, struct error *e)
{
	size_t most = f->limit - start > FOLD_TOKEN_BYTES ? start + FOLD_TOKEN_BYTES : f->limit, at = start;
	const char *p = f->text.ptr;
	struct word w;
	unsigned flags = TOKEN_PLAIN;

	while (at < most && class_of(p[at]) == LETTER)
		at++;
	*end = at;
	if (!ends_plainly(f, start, at)) {
		if (p[at] != '.')
			return slow_word(f, start, end, e);
		if (acronym(f, start, end, &w))
			return emit_word(f, &w, e);
	}
	if (p[start] < 'a')
		flags |= at - start == 1 || has_small(p + start, at - start) ? TOKEN_CAPITAL : TOKEN_CAPITAL | TOKEN_CAPITALS;
	return folder_emit(f, start, at, hash_plain(p + start, at - start, f->text.len - start), flags, false, e);
}

/* U+4E00 to U+9FEF, all of them letters that fold to themselves. */
static inline bool is_ideograph(const char *p)
{
	unsigned both = (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];

	return both - 0xE4B8 < 0xE9BF - 0xE4B8;
}

/* Is what starts at p no mark that belongs to the character before it? It may be, for all but the commonest. */
static inline bool surely_no_mark(const char *p, size_t room)
{
	unsigned char c = (unsigned char)p[0];

	return c < 0x80 || (c >= 0xE4 && c <= 0xE9) || folder_gap_mark(p, room) > 0;
}

/* Ideographs and what is a gap between them, as long as no mark can stand behind one; returns the end of the last. */
static size_t take_ideographs(struct folder *f, size_t at)
{
	const char *p = f->text.ptr;
	size_t limit = f->limit;

	while (at + 4 <= limit && f->n < f->cap) {
		bool glued = at == f->prev_end;
		unsigned gap;

		if (!is_ideograph(p + at)) {
			if ((gap = folder_gap_mark(p + at, limit - at)) == 0)
				break;
			at += gap;
			continue;
		}
		if (!surely_no_mark(p + at + 3, limit - at - 3) || f->n == 0 || f->furniture || f->mark ||
		    (!glued && folder_may_hyphen(p[f->prev_end])))
			break;
		f->v[f->n++] = (struct token){ .start = (uint32_t)at, .hash = hash_plain(p + at, 3, 4), .len = 3,
			                       .flags = glued ? TOKEN_SINGLE | TOKEN_GLUED : TOKEN_SINGLE };
		f->prev_end = at += 3;
	}
	return at;
}

static int take_high(struct folder *f, size_t start, size_t *end, struct error *e)
{
	size_t next = start;
	uint32_t c = utf8_next(f->text, &next);
	struct word w = { .start = start, .flags = TOKEN_SINGLE };

	*end = next;
	switch (folder_class(f, c)) {
	case UTF8_LETTER:
		if (!folder_known(f, c)->single)
			return slow_word(f, start, end, e);
		word_add(f, &w, c, UTF8_LETTER);
		while (next - start < FOLD_TOKEN_BYTES && class_at(f, next) == UTF8_MARK)
			word_add(f, &w, utf8_next(f->text, &next), UTF8_MARK);
		w.at = *end = next;
		return emit_word(f, &w, e);
	case UTF8_DIGIT:
		return folder_digits(f, start, end, e);
	case UTF8_NUMERAL:
		return folder_numeral(f, start, end, e);
	default:
		return 0;
	}
}

/* ".05": a decimal that leaves out its nought. */
static bool naked_decimal(const struct folder *f, size_t at)
{
	size_t i = at;
	uint32_t c = utf8_prev(f->text, &i);

	return at + 1 < f->limit && class_of(f->text.ptr[at + 1]) == DIGIT &&
	       (at == 0 || utf8_is_space(c) || c == '(' || c == '-' || c == '=' || c == '<' || c == '>' || c == 0x2212);
}

int folder_take(struct folder *f, size_t at, size_t *end, struct error *e)
{
	const char *p = f->text.ptr;

	switch (class_of(p[at])) {
	case LETTER:
		return take_word(f, at, end, e);
	case DIGIT:
		return folder_number(f, at, end, e);
	case HIGH:
		*end = take_ideographs(f, at);
		return *end > at ? 0 : take_high(f, at, end, e);
	default:
		if (p[at] == '[' && initial_bracket(f, at))
			return slow_word(f, at, end, e);
		if (p[at] == '.' && naked_decimal(f, at))
			return folder_number(f, at, end, e);
		*end = at + 1;
		return 0;
	}
}

/* --- the whole text --- */

static int fold_runs(struct folder *f, struct error *e)
{
	const struct fold_layout *l = f->layout;
	size_t at = 0, i = 0, k = 0;
	int rc;

	while (at < f->text.len) {
		while (i < l->n_furniture && l->furniture[i].end <= at)
			i++;
		while (k < l->n_marks && l->marks[k].end <= at)
			k++;
		if (i < l->n_furniture && l->furniture[i].start <= at) {
			at = l->furniture[i].end;
			f->furniture = true;
			continue;
		}
		f->limit = i < l->n_furniture && l->furniture[i].start < f->text.len ? l->furniture[i].start : f->text.len;
		f->mark = k < l->n_marks && l->marks[k].start <= at;
		if (k < l->n_marks) {
			size_t border = f->mark ? l->marks[k].end : l->marks[k].start;

			f->limit = border < f->limit ? border : f->limit;
		}
		rc = f->run(f, at, e);
		if (rc < 0)
			return rc;
		at = f->limit;
	}
	return 0;
}

/* Gives back what was taken on suspicion. */
static void fit(struct folder *f)
{
	struct token *v = realloc(f->v, (f->n + 1) * sizeof *v);

	if (v)
		f->v = v;
}

int folder_fold(struct fold *out, struct str text, const struct fold_layout *layout, folder_runner *run, struct error *e)
{
	static const struct fold_layout none;
	struct memo memo;
	struct folder f = { .text = text, .layout = layout ? layout : &none, .memo = &memo, .run = run };
	int rc;

	memo.used = false;
	*out = (struct fold){ 0 };
	if (text.len >= UINT32_MAX)
		return error_set(e, CC_ELIMIT, "a text of 4 GiB or more");
	f.cap = text.len / 5;
	rc = folder_grow(&f, e);
	if (rc == 0)
		pages_large(f.v, f.cap * sizeof *f.v);
	if (rc == 0)
		rc = fold_runs(&f, e);
	if (rc < 0) {
		free(f.v);
		return rc;
	}
	fit(&f);
	*out = (struct fold){ text, f.v, f.n, f.n_hyphens, f.layout->furniture, f.layout->n_furniture };
	return 0;
}

int fold_text(struct fold *out, struct str text, const struct fold_layout *layout, struct error *e)
{
	return folder_fold(out, text, layout, folder_has_wide() ? folder_run_wide : folder_run_plain, e);
}

/* Clauses, without a parser: marks bound them, and conjunctions bound them where both sides have a verb of their own.
 */
#include "base/utf8.h"
#include "text/verb.h"
#include "text/sentence.h"

enum { CLAUSE_REACH = 2048, WORDS_AHEAD = 10 };

/* Words that start a clause when a verb follows. Sorted. */
static const char *const conjunctions[] = {
	"after", "although", "and", "as", "because", "before", "but", "if", "or", "since", "so", "though",
	"unless", "until", "when", "where", "whereas", "which", "while", "who", "whose", "yet",
};

/* Conjunctions that need no comma before them, and that join words as well as clauses. Sorted. */
static const char *const joining[] = { "and", "as", "or", "since", "so", "yet" };

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct token {
	struct span span;
	char low[24];
	size_t len;   /* of low */
	bool capital; /* "May" is a month, "Will" a man */
};

static bool is_word_char(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c) || c == '\'' || c == 0x2019;
}

/* The next word of text[at, end); false when a mark that bounds a clause, or the end, comes first. */
static bool next_token(struct str text, size_t at, size_t end, bool commas, struct token *out)
{
	struct str head = { text.ptr, end };
	size_t next = at;
	uint32_t c = 0;
	while (at < end && !is_word_char(c = utf8_next(head, &next))) {
		if (c == ';' || c == ':' || c == '(' || c == ')' || c == 0x2014 || (commas && c == ','))
			return false;
		at = next;
	}
	if (at >= end)
		return false;
	*out = (struct token){ .span = { at, at } };
	for (next = at; next < end && is_word_char(c = utf8_next(head, &next)); out->span.end = next) {
		if (next - at <= 4 && out->span.end == out->span.start)
			out->capital = utf8_is_upper(c);
		if (out->len < sizeof out->low - 1)
			out->low[out->len++] = c < 0x80 ? (char)utf8_to_lower(c) : c == 0x2019 ? '\'' : '?';
	}
	return true;
}

static struct str token_str(const struct token *t)
{
	return (struct str){ t->low, t->len };
}

/* A finite verb, as far as a list and the ending -ed can tell; `before` is the word before it. */
static bool is_verb(const struct token *t, const struct token *before)
{
	static const char *const no_verb_after[] = {"a",  "an",  "by",  "her",   "his", "its",
	                                            "of", "our", "the", "their", "to"};
	if (t->capital || wordlist_has(no_verb_after, COUNT(no_verb_after), token_str(before)))
		return false;
	return verb_finite(token_str(t)) || verb_past(token_str(t));
}

/* Is there a verb among the next words, before the next mark and before another clause opens? */
static bool has_verb(struct str text, size_t at, size_t end)
{
	struct token t, before = { .len = 0 };
	for (int n = 0; n < WORDS_AHEAD && next_token(text, at, end, n > 0, &t); n++) {
		if (n > 0 && wordlist_has(conjunctions, COUNT(conjunctions), token_str(&t)) &&
		    !wordlist_has(joining, COUNT(joining), token_str(&t)))
			return false;
		if (is_verb(&t, &before))
			return true;
		before = t;
		at = t.span.end;
	}
	return false;
}

static bool is_dash(struct str text, size_t at, uint32_t c)
{
	if (c == 0x2014)
		return true;
	if (c != 0x2013 && c != '-')
		return false;
	size_t behind = at + (c == '-' ? 1 : 3);
	if (c == '-' && behind < text.len && text.ptr[behind] == '-')
		return true;
	return at > 0 && text.ptr[at - 1] == ' ' && behind < text.len && text.ptr[behind] == ' ';
}

static bool digits_around(struct str text, size_t at)
{
	return at > 0 && at + 1 < text.len && utf8_is_digit((unsigned char)text.ptr[at - 1]) &&
	       utf8_is_digit((unsigned char)text.ptr[at + 1]);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A mark at `at` that bounds clauses. `verb`: the running clause has one; `end`: of the sentence. */
static bool mark_bounds(struct str text, size_t at, uint32_t c, bool verb, size_t end)
{
	if (c == ';' || c == '(' || c == ')')
		return true;
	if (c == ':')
		return !digits_around(text, at);
	if (c != ',')
		return is_dash(text, at, c);
	return verb && !digits_around(text, at) && has_verb(text, at + 1, end);
}

/* A conjunction without a comma. */
static bool conjunction_bounds(struct str text, const struct token *t, bool verb, size_t end)
{
	return verb && wordlist_has(conjunctions, COUNT(conjunctions), token_str(t)) &&
	       has_verb(text, t->span.end, end);
}

struct span clause_at(struct str text, struct span sentence, struct span part)
{
	struct str head = { text.ptr, sentence.end < text.len ? sentence.end : text.len };
	size_t at = sentence.start, next, end = head.len;
	if (part.start > CLAUSE_REACH && part.start - CLAUSE_REACH > at)
		at = part.start - CLAUSE_REACH;
	at = utf8_ceil(head, at);
	if (end > part.end && end - part.end > CLAUSE_REACH)
		end = part.end + CLAUSE_REACH;
	struct span clause = { at, end };
	struct token t = { .len = 0 }, before = { .len = 0 };
	bool verb = false; /* in the running clause, up to here */
	for (; at < end; at = next) {
		next = at;
		uint32_t c = utf8_next(head, &next);
		bool bounds = false, free = at < part.start || at >= part.end;
		if (is_word_char(c) && next_token(text, at, end, false, &t)) {
			next = t.span.end;
			bounds = free && conjunction_bounds(text, &t, verb, end);
			verb = verb || is_verb(&t, &before);
			before = t;
		} else if (free) {
			bounds = mark_bounds(text, at, c, verb, end);
		}
		if (bounds && at >= part.end) {
			clause.end = at;
			break;
		}
		if (bounds && next <= part.start) {
			clause.start = is_word_char(c) ? at : next;
			verb = false;
		}
	}
	while (clause.start < part.start && is_blank(text.ptr[clause.start]))
		clause.start++;
	while (clause.end > part.end && is_blank(text.ptr[clause.end - 1]))
		clause.end--;
	return clause;
}

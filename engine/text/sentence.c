/* Sentences: every break is decided from a bounded window around its terminator, so that scanning forwards and looking
 * back from an offset give the same answer and both are linear. */
#include "text/sentence.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "text/abbreviation.h"
#include "text/verb.h"

enum {
	WORD_MAX = 24,         /* bytes of the token before a full stop that are looked at */
	SENTENCE_REACH = 4096, /* how far sentence_at looks for a break, to either side */
};

/* Words that often open a sentence and are seldom part of a name. Sorted. */
static const char *const openers[] = {
	"a", "according", "after", "all", "also", "although", "among", "an", "and", "another", "any", "as", "at",
	"because", "before", "between", "both", "but", "by", "despite", "during", "each", "earlier", "either",
	"even", "every", "few", "five", "following", "for", "four", "from", "furthermore", "given", "had", "has",
	"he", "hence", "her", "here", "his", "how", "however", "i", "if", "in", "indeed", "instead", "is", "it",
	"its", "last", "later", "many", "meanwhile", "moreover", "most", "my", "neither", "nevertheless", "no",
	"none", "not", "nothing", "now", "of", "on", "once", "one", "only", "or", "other", "our", "over",
	"perhaps", "prior", "rather", "several", "she", "since", "so", "some", "soon", "still", "such", "than",
	"that", "the", "their", "then", "there", "therefore", "these", "they", "this", "those", "though", "three",
	"through", "thus", "to", "today", "two", "under", "unlike", "until", "was", "we", "were", "what", "when",
	"where", "whether", "which", "while", "who", "whoever", "why", "with", "within", "without", "yesterday",
	"yet", "you", "your",
};

/* What may follow a time of day without ending the sentence. Sorted. */
static const char *const after_time[] = {
	"apr", "april", "aug", "august", "bst", "cest", "cet", "dec", "december", "eastern", "edt", "est", "feb",
	"february", "fri", "friday", "gmt", "jan", "january", "july", "june", "mar", "march", "may", "mon",
	"monday", "nov", "november", "oct", "october", "pacific", "pst", "sat", "saturday", "sept", "september",
	"sun", "sunday", "thu", "thursday", "tue", "tuesday", "utc", "wed", "wednesday",
};

/* Labels of captions and numbered headings: "Figure 3. The …" is one piece. Sorted. */
static const char *const labels[] = {
	"annex", "appendix", "article", "box", "chapter", "chart", "clause", "diagram", "example", "exhibit",
	"fig", "figure", "lemma", "listing", "map", "note", "part", "photo", "plate", "question", "rule",
	"section", "step", "table", "theorem",
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The text that breaks are decided in. */
struct scope {
	struct str text;
	struct span in;
};

static unsigned char byte_at(const struct scope *s, size_t i)
{
	return i < s->in.end ? (unsigned char)s->text.ptr[i] : 0;
}

static uint32_t char_at(const struct scope *s, size_t i, size_t *next)
{
	if (i >= s->in.end) {
		*next = i;
		return 0;
	}
	if ((unsigned char)s->text.ptr[i] < 0x80) {
		*next = i + 1;
		return (unsigned char)s->text.ptr[i];
	}
	*next = i;
	return utf8_next(s->text, next);
}

static bool ascii_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_space(const struct scope *s, size_t i)
{
	for (size_t next = i; i < s->in.end; i = next) {
		if (!utf8_is_space(char_at(s, i, &next)))
			break;
	}
	return i;
}

/* Bytes of the terminator that starts at i, or 0. *hard: ends a sentence whatever follows (ideographic, danda). */
static size_t terminator_at(const struct scope *s, size_t i, bool *hard)
{
	unsigned char c = byte_at(s, i);
	*hard = false;
	if (c == '.' || c == '!' || c == '?')
		return 1;
	if (c < 0xD8)
		return 0;
	size_t next;
	switch (char_at(s, i, &next)) {
	case 0x2026: /* … */
	case 0x203C: /* ‼ */
	case 0x203D: /* ‽ */
	case 0x2047: case 0x2048: case 0x2049:
		return next - i;
	case 0x061F: /* ؟ */
	case 0x06D4: /* ۔ */
	case 0x0964: /* । */
	case 0x0965:
	case 0x3002: /* 。 */
	case 0xFF01: case 0xFF0E: case 0xFF1F: case 0xFF61:
		*hard = true;
		return next - i;
	default:
		return 0;
	}
}

static bool is_closer(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB ||
	       c == 0x203A || c == 0x300D || c == 0x300F || c == 0xFF09;
}

/* Opening marks of one language close a quotation in another („…“, »…«) when they stand right behind the full stop. */
static bool is_turned_closer(uint32_t c)
{
	return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x2039;
}

static bool is_opener(uint32_t c)
{
	return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == 0x201E ||
	       c == 0x201A || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A || c == 0x300C || c == 0x300E ||
	       c == '*' || c == '_';
}

static bool at_gap(const struct scope *s, size_t i)
{
	size_t next;
	return i >= s->in.end || utf8_is_space(char_at(s, i, &next));
}

static size_t skip_closers(const struct scope *s, size_t i)
{
	for (;;) {
		size_t next, beyond;
		uint32_t c = char_at(s, i, &next);
		if (is_closer(c) || c == '*' || c == '_' ||
		    (is_turned_closer(c) && (at_gap(s, next) || is_closer(char_at(s, next, &beyond)))))
			i = next;
		else
			return i;
	}
}

/* Behind a closing mark that a language parts from the sentence by a space: "Il part. »". */
static size_t skip_spaced_closer(const struct scope *s, size_t i)
{
	size_t next, at = i;
	uint32_t c = char_at(s, at, &next);
	if (c != ' ' && c != 0xA0 && c != 0x202F)
		return i;
	at = next;
	c = char_at(s, at, &next);
	return c == 0xBB && at_gap(s, next) ? next : i;
}

static bool is_reference_char(uint32_t c)
{
	return (c >= '0' && c <= '9') || c == ',' || c == '*' || c == 0x2020 || c == 0x2021 || c == 0x2013 ||
	       (c >= 0x2070 && c <= 0x2079) || c == 0xB9 || c == 0xB2 || c == 0xB3;
}

/* Behind glued reference marks at i ("1,3", "4*", "[12]", "¹"), or i. */
static size_t skip_reference(const struct scope *s, size_t i)
{
	size_t at = i, next, digits = 0;
	uint32_t c;
	while (byte_at(s, at) == '[') {
		size_t end = at + 1;
		while (end - at < 16 && byte_at(s, end) && byte_at(s, end) != ']' && !ascii_space(byte_at(s, end)))
			end++;
		if (byte_at(s, end) != ']')
			return at;
		at = end + 1;
	}
	if (at > i)
		return at;
	for (; (c = char_at(s, at, &next)) != 0 && is_reference_char(c) && digits <= 12; at = next)
		digits++;
	return digits > 0 && digits <= 12 && c != 0 ? at : digits > 0 && at >= s->in.end ? at : i;
}

struct word {
	char low[WORD_MAX]; /* small letters; ASCII letters only, else empty */
	size_t len;
	size_t start, end;
	bool capital, number, all_caps;
};

static void word_lower(const struct scope *s, struct word *w)
{
	size_t n = w->end - w->start, next, upper = 0;
	uint32_t first = char_at(s, w->start, &next);
	w->capital = utf8_is_upper(first);
	w->len = 0;
	w->number = n > 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = byte_at(s, w->start + i);
		w->number = w->number && c >= '0' && c <= '9';
		upper += c >= 'A' && c <= 'Z';
		if (n < sizeof w->low)
			w->low[w->len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	w->all_caps = upper > 1 && upper == n;
}

/* The letters, digits and inner full stops before `dot`. */
static void word_before(const struct scope *s, size_t dot, struct word *w)
{
	*w = (struct word){ .start = dot, .end = dot };
	while (w->start > s->in.start && dot - w->start < WORD_MAX) {
		size_t at = w->start;
		struct str head = { s->text.ptr, s->in.end };
		uint32_t c = utf8_prev(head, &at);
		if (!utf8_is_letter(c) && !utf8_is_digit(c) && c != '.')
			break;
		w->start = at;
	}
	while (w->start < w->end && byte_at(s, w->start) == '.')
		w->start++;
	word_lower(s, w);
}

static void word_after(const struct scope *s, size_t i, struct word *w)
{
	*w = (struct word){ .start = i, .end = i };
	for (size_t next = i; w->end - i < WORD_MAX; w->end = next) {
		uint32_t c = char_at(s, w->end, &next);
		if (!utf8_is_letter(c) && !utf8_is_digit(c))
			break;
	}
	word_lower(s, w);
}

static bool word_in(const struct word *w, const char *const *table, size_t n)
{
	return w->len > 0 && wordlist_has(table, n, (struct str){ w->low, w->len });
}

static bool is_roman(const struct word *w)
{
	size_t i = 0;
	while (i < w->len && strchr("ivx", w->low[i]))
		i++;
	return w->len > 0 && w->len <= 5 && i == w->len;
}

static enum abbreviation_class classify(const struct word *w)
{
	if (w->len == 0)
		return ABBR_NONE;
	const struct abbreviation *a = abbreviation_find((struct str){ w->low, w->len });
	if (a && (w->capital || !a->capital))
		return a->class;
	if (w->low[0] >= '0' && w->low[0] <= '9')
		return ABBR_NONE;
	size_t run = 0;
	bool dots = false;
	for (size_t i = 0; i < w->len; i++) {
		run = w->low[i] == '.' ? 0 : run + 1;
		dots = dots || w->low[i] == '.';
		if (run > 2 && dots)
			return ABBR_NONE;
	}
	return (dots && w->low[0] != '.') || w->len == 1 ? ABBR_MAYBE : ABBR_NONE;
}

/* Does a list item or a block start at `i`: nothing before it, or the end of something on the same or the last line? */
static bool starts_item(const struct scope *s, size_t i)
{
	size_t at = i;
	while (at > s->in.start && (ascii_space(byte_at(s, at - 1)) || strchr("([*#", byte_at(s, at - 1))) &&
	       i - at < 64)
		at--;
	if (at == s->in.start)
		return true;
	unsigned char c = byte_at(s, at - 1);
	if (at == i || c != '.')
		return at < i && (c == ':' || c == ';' || c == '!' || c == '?');
	struct word w;
	word_before(s, at - 1, &w);
	enum abbreviation_class class = classify(&w);
	return !(w.len == 1 && !w.capital && !w.number) && class != ABBR_TITLE && class != ABBR_NEVER &&
	       class != ABBR_NUMBER; /* "p. 114." is no list item */
}

/* "1.", "(a).", "iv." of a list, or the number of a caption's or heading's label. */
static bool is_list_mark(const struct scope *s, const struct word *w)
{
	size_t digits = 0;
	for (size_t i = 0; i < w->len; i++)
		digits += w->low[i] >= '0' && w->low[i] <= '9';
	bool dotted = w->len > 0 && digits > 0 && w->len <= 8;
	for (size_t i = 0; i < w->len; i++)
		dotted = dotted && ((w->low[i] >= '0' && w->low[i] <= '9') || w->low[i] == '.');
	bool small = dotted && digits <= 3;
	if ((small || w->len == 1 || is_roman(w)) && starts_item(s, w->start))
		return true;
	if (!dotted && w->len != 1 && !is_roman(w))
		return false;
	size_t end = w->start;
	while (end > s->in.start && ascii_space(byte_at(s, end - 1)))
		end--;
	if (end == w->start)
		return false;
	if (end > s->in.start && byte_at(s, end - 1) == '.')
		end--;
	struct word label;
	word_before(s, end, &label);
	return label.capital && word_in(&label, labels, COUNT(labels)) && starts_item(s, label.start);
}

/* The next word opens a sentence rather than going on with a name. */
static bool opens_sentence(const struct scope *s, const struct word *next)
{
	if (!next->capital || !word_in(next, openers, COUNT(openers)))
		return false;
	return byte_at(s, next->end) != '.' && byte_at(s, next->end) != '-'; /* "A." and "I." are initials */
}

/* A full stop behind `before`: does the sentence end when `next` follows? */
static bool stop_breaks(const struct scope *s, const struct word *before, const struct word *next, uint32_t first,
                        bool closed)
{
	if (is_list_mark(s, before))
		return false;
	if (closed) /* a quotation or parenthesis ends with it: "… in the U.S.” The" */
		return true;
	switch (classify(before)) {
	case ABBR_TITLE:
	case ABBR_NEVER:
		return false;
	case ABBR_NUMBER:
		return !utf8_is_digit(first) && !is_roman(next) && first != '(' && first != 0xA7 &&
		       !(next->len == 1 && next->low[0] != 'a'); /* App. B */
	case ABBR_MAYBE:
		return opens_sentence(s, next);
	case ABBR_CLOSING:
		return !word_in(next, after_time, COUNT(after_time)) && !next->all_caps;
	case ABBR_FULL:
		return first != '(' && !utf8_is_digit(first);
	case ABBR_NONE:
		break;
	}
	return true;
}

/* Small letters that may open a sentence: al-Qaeda, iPhone, d'Estaing. */
static bool is_lower_name(const struct scope *s, size_t i)
{
	size_t next, at = i;
	for (size_t n = 0; n < 4; n++, at = next) {
		uint32_t c = char_at(s, at, &next);
		if (n > 0 && utf8_is_upper(c))
			return true;
		if (n > 0 && (c == '-' || c == '\'' || c == 0x2019))
			continue;
		if (!utf8_is_lower(c))
			return false;
	}
	return false;
}

/* "“Get out!” Smith said": names, then a verb of speech. */
static bool is_speech_tag(const struct scope *s, size_t i)
{
	for (int n = 0; n < 4; n++) {
		struct word w;
		word_after(s, i, &w);
		if (w.end == w.start)
			return false;
		if (n > 0 && !w.capital)
			return w.len > 0 && verb_reports((struct str){ w.low, w.len });
		if (!w.capital || (n == 0 && opens_sentence(s, &w)))
			return false;
		i = byte_at(s, w.end) == '.' ? w.end + 1 : w.end;
		i = skip_space(s, i);
	}
	return false;
}

static bool has_blank_line(const struct scope *s, size_t i, size_t end)
{
	size_t lines = 0;
	for (; i < end; i++) {
		lines += byte_at(s, i) == '\n';
		if (byte_at(s, i) == '\f' || lines > 1)
			return true;
	}
	return false;
}

/* What is known about one terminator. */
struct stop {
	size_t at, after; /* the terminator's last character */
	size_t end;       /* behind closers and marks */
	size_t next;      /* the next character that is no white space and no opening mark */
	bool closed, ellipsis;
};

static bool stop_decides(const struct scope *s, const struct stop *t)
{
	size_t behind;
	uint32_t first = char_at(s, t->next, &behind);
	struct word before, next;
	word_after(s, t->next, &next);
	word_before(s, t->at, &before);
	if (utf8_is_lower(first))
		return !t->ellipsis && is_lower_name(s, t->next) && classify(&before) == ABBR_NONE;
	if (t->ellipsis)
		return utf8_is_upper(first) && !(next.len == 1 && next.low[0] == 'i');
	if (byte_at(s, t->at) != '.')
		return !(t->closed && is_speech_tag(s, t->next)) && first != 0x2014 && first != 0x2013 && first != ',';
	return stop_breaks(s, &before, &next, first, t->closed);
}

/* "worse.Despite": a lost space, when small letters stand before and a capitalised word behind. */
static bool is_lost_space(const struct scope *s, const struct stop *t)
{
	struct word before, next;
	if (t->end != t->after || byte_at(s, t->at) != '.')
		return false;
	word_before(s, t->at, &before);
	word_after(s, t->after, &next);
	if (before.len < 3 || !next.capital || next.all_caps || next.len < 2)
		return false;
	if (memchr(before.low, '.', before.len) || !utf8_is_lower((unsigned char)before.low[before.len - 1]))
		return false;
	return byte_at(s, next.end) == ' ' && (before.start == s->in.start || byte_at(s, before.start - 1) == ' ');
}

static bool is_inside_run(const struct scope *s, size_t after)
{
	bool hard;
	if (terminator_at(s, after, &hard))
		return true;
	return byte_at(s, after) == ' ' && byte_at(s, after + 1) == '.' && (byte_at(s, after + 2) == ' ' ||
	       byte_at(s, after + 2) == '.' || after + 2 >= s->in.end);
}

/* Are the digits behind the terminator, up to `marks`, reference marks? Not the decimals of a number, nor what an
 * abbreviation belongs to ("Fig.3"). */
static bool takes_marks(const struct scope *s, const struct stop *t, size_t marks)
{
	struct word before;
	if (t->closed || byte_at(s, t->at) != '.')
		return true;
	word_before(s, t->at, &before);
	bool year = before.number && before.len == 4 && marks - t->end <= 2;
	bool digit = before.len > 0 && before.low[before.len - 1] >= '0' && before.low[before.len - 1] <= '9';
	return year || (!digit && classify(&before) != ABBR_NUMBER);
}

/* Is there a break at the terminator or line end that stands at i? *gap: end of the sentence, start of the next one. */
static bool break_at(const struct scope *s, size_t i, struct span *gap)
{
	bool hard;
	if (byte_at(s, i) == '\n' || byte_at(s, i) == '\f') {
		size_t next = skip_space(s, i);
		*gap = (struct span){ i, next };
		return has_blank_line(s, i, next);
	}
	size_t n = terminator_at(s, i, &hard);
	if (n == 0 || is_inside_run(s, i + n))
		return false;
	struct stop t = { .at = i, .after = i + n };
	t.ellipsis = n == 3 || (i >= s->in.start + 2 && byte_at(s, i) == '.' &&
	                        (byte_at(s, i - 1) == '.' || (byte_at(s, i - 1) == ' ' && byte_at(s, i - 2) == '.')));
	t.end = skip_closers(s, t.after);
	t.closed = t.end > t.after;
	if (!hard && !at_gap(s, t.end)) {
		size_t marks = skip_reference(s, t.end);
		if (marks == t.end) {
			*gap = (struct span){ t.end, t.end };
			return is_lost_space(s, &t);
		}
		if (!takes_marks(s, &t, marks))
			return false;
		t.end = marks;
	}
	t.end = skip_spaced_closer(s, t.end);
	size_t start = skip_space(s, t.end);
	*gap = (struct span){ t.end, start };
	if (start >= s->in.end || hard || has_blank_line(s, t.end, start))
		return true;
	if (start == t.end)
		return false;
	size_t behind;
	for (t.next = start; is_opener(char_at(s, t.next, &behind)); )
		t.next = behind;
	return stop_decides(s, &t);
}

static struct span trimmed(const struct scope *s, size_t start, size_t end)
{
	struct str head = { s->text.ptr, end };
	start = start < end ? skip_space(s, start) : end;
	while (end > start) {
		size_t at = end;
		if (!utf8_is_space(utf8_prev(head, &at)))
			break;
		end = at;
	}
	return (struct span){ start < end ? start : end, end };
}

/* The first break whose sentence ends behind `from`, looked for in [from, until); false: none. */
static bool next_break(const struct scope *s, size_t from, size_t until, struct span *gap)
{
	for (size_t i = from; i < until; i++) {
		unsigned char c = byte_at(s, i);
		if (c != '.' && c != '!' && c != '?' && c != '\n' && c != '\f' && c < 0xD8)
			continue;
		if (break_at(s, i, gap) && gap->end > from)
			return true;
	}
	return false;
}

static struct span clamped(struct str text, struct span within)
{
	if (within.end > text.len)
		within.end = text.len;
	if (within.start > within.end)
		within.start = within.end;
	return within;
}

int sentences(struct arena *a, struct str text, struct span within, struct span **out, size_t *n, struct error *e)
{
	struct scope s = { text, clamped(text, within) };
	VEC(struct span) list = { 0 };
	for (size_t at = skip_space(&s, s.in.start); at < s.in.end;) {
		struct span gap;
		if (!next_break(&s, at, s.in.end, &gap))
			gap = (struct span){ s.in.end, s.in.end };
		struct span one = trimmed(&s, at, gap.start);
		if (one.end > one.start) {
			struct span *slot = vec_add(a, &list);
			if (!slot)
				return error_memory(e);
			*slot = one;
		}
		at = gap.end;
	}
	*out = list.v;
	*n = list.n;
	return 0;
}

struct span sentence_at(struct str text, struct span within, size_t offset)
{
	struct scope s = { text, clamped(text, within) };
	struct span gap;
	if (offset >= s.in.end)
		offset = s.in.end > s.in.start ? s.in.end - 1 : s.in.end;
	if (offset < s.in.start)
		offset = s.in.start;
	/* white space between two sentences belongs to the next one */
	for (size_t ahead = offset; ahead < s.in.end && ahead - offset < SENTENCE_REACH; ahead++) {
		if (!ascii_space(byte_at(&s, ahead))) {
			offset = ahead;
			break;
		}
	}
	size_t floor = offset - s.in.start > SENTENCE_REACH ? offset - SENTENCE_REACH : s.in.start;
	size_t start = floor;
	for (size_t i = offset; i-- > floor;) {
		unsigned char c = byte_at(&s, i);
		if (c != '.' && c != '!' && c != '?' && c != '\n' && c != '\f' && c < 0xD8)
			continue;
		if (break_at(&s, i, &gap) && gap.start <= offset) {
			start = gap.end;
			break;
		}
	}
	start = start > s.in.start ? utf8_ceil(text, start) : start;
	size_t from = start > offset ? start : offset;
	size_t until = s.in.end - from > SENTENCE_REACH ? from + SENTENCE_REACH : s.in.end;
	bool found;
	size_t back = from - start > 64 ? from - 64 : start; /* the offset may stand in the closing marks */
	for (size_t i = back; (found = next_break(&s, i, until, &gap)) && gap.start <= from;)
		i = gap.end > i ? gap.end : i + 1;
	if (!found)
		gap = (struct span){ until, until };
	return trimmed(&s, start, utf8_ceil(text, gap.start));
}

#include "text/turn.h"

enum { LABEL_WORDS = 6, LABEL_BYTES = 60 };

/* Labels of what is no speaker. Sorted. */
static const char *const things[] = {
	"advertisement", "answer", "caption", "caution", "correction", "date", "editor", "example", "figure", "image", "info",
	"location", "note", "notes", "photo", "picture", "place", "question", "related", "result", "results", "summary",
	"table", "time", "tip", "update", "venue", "video", "warning", "when", "where", "who", "why",
};

bool turn_paragraph(const struct prose *p, size_t i)
{
	size_t from = i > 0 ? p->v[i - 1].span.end : 0, lines = 0;
	if (i == 0)
		return true;
	for (size_t at = from; at < p->v[i].span.start; at++)
		lines += p->text.ptr[at] == '\n';
	return lines > 1;
}

static bool line_start(const struct prose *p, size_t i)
{
	size_t at = p->v[i].span.start;
	if (i > 0 && prose_mark(&p->v[i - 1], PROSE_OPEN)) /* a transcript that is quoted whole */
		at = p->v[i - 1].span.start;
	while (at > 0 && (p->text.ptr[at - 1] == ' ' || p->text.ptr[at - 1] == '\t' || p->text.ptr[at - 1] == '*'))
		at--;
	return at == 0 || p->text.ptr[at - 1] == '\n';
}

/* The colon behind the label that starts at token i; SIZE_MAX when there is none. */
static size_t label_end(const struct prose *p, size_t i)
{
	size_t words = 0;
	for (size_t k = i; k < p->n && k - i < 2 * LABEL_WORDS; k++) {
		const struct prose_token *t = &p->v[k];
		if (t->kind == PROSE_WORD && t->capital && words < LABEL_WORDS) {
			words++;
			continue;
		}
		bool letter = words == 1 && p->v[k - 1].low.len == 1;
		if (words > 0 && (prose_mark(t, ':') || (prose_mark(t, '.') && letter && k == i + 1 && turn_is_letter(p, i, k))))
			return k + 1 < p->n && p->v[k + 1].spaced ? k : SIZE_MAX;
		if (!prose_mark(t, '.') && !prose_mark(t, '*') && !prose_mark(t, '('))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

bool turn_is_letter(const struct prose *p, size_t from, size_t to)
{
	return to == from + 1 && (prose_is(&p->v[from], "q") || prose_is(&p->v[from], "a"));
}

bool turn_at(const struct prose *p, size_t i, size_t *from, size_t *to)
{
	for (size_t k = i + 1; k-- > 0;) {
		if (p->v[k].kind != PROSE_WORD || !p->v[k].capital || !line_start(p, k))
			continue;
		size_t end = label_end(p, k);
		if (end == SIZE_MAX || end >= i || PROSE_IN(&p->v[k], things))
			continue;
		*from = k;
		*to = end;
		return true;
	}
	return false;
}

static bool word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool turn_labels(struct str text, struct str name, size_t times)
{
	size_t found = 0;
	for (size_t at = 0; at < text.len;) {
		size_t line = str_find_char(text, '\n', at), end = line == SIZE_MAX ? text.len : line;
		size_t most = end - at > LABEL_BYTES ? at + LABEL_BYTES : end;
		size_t colon = str_find_char(str_slice(text, at, most), ':', 0);
		if (colon != SIZE_MAX) {
			size_t stop = at + colon;
			while (stop > at && !word_byte(text.ptr[stop - 1]))
				stop--;
			if (stop - at >= name.len && str_eq_ci(str_slice(text, stop - name.len, stop), name) &&
			    (stop - at == name.len || !word_byte(text.ptr[stop - name.len - 1])) && ++found == times)
				return true;
		}
		at = end + 1;
	}
	return false;
}

bool turn_first_person(const struct prose *p, size_t i, size_t end)
{
	static const char *const words[] = { "i", "i'd", "i'll", "i'm", "i've", "me", "mine", "my", "our", "ours",
		"ourselves", "us", "we", "we'd", "we'll", "we're", "we've" };
	size_t from = i;
	bool open = false;
	while (from > 0 && !turn_paragraph(p, from))
		from--;
	for (size_t k = from; k < end && k < p->n; k++) {
		open = prose_mark(&p->v[k], PROSE_OPEN) || (open && !prose_mark(&p->v[k], PROSE_CLOSE));
		if (!open && PROSE_IN(&p->v[k], words) && !p->v[k].capitals)
			return true;
	}
	/* a narrator of a story is one of its persons: "Holmes and I sat together" further on in the paragraph */
	for (size_t k = end; k < p->n && !turn_paragraph(p, k); k++) {
		if (!p->v[k].quoted && (prose_is(&p->v[k], "i") || prose_is(&p->v[k], "my") || prose_is(&p->v[k], "me")))
			return true;
	}
	/* a question stands before it as a paragraph of its own: an interview */
	return from > 0 && prose_mark(&p->v[from - 1], '?');
}

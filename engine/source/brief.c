#include "source/brief.h"

#define SHORT_WORDS 600
#define HEAD_WORDS 60 /* in a page's own words so soon: a line that begins an abstract */

/* Words between spaces in the text that is not aside, counted up to the bound. */
static size_t count_words(const struct document *d)
{
	const struct block *v;
	size_t n = document_blocks(d, &v), words = 0;

	for (size_t i = 0; i < n && words <= SHORT_WORDS; i++) {
		struct str s = str_slice(d->text, v[i].start, v[i].end);
		bool in = false;
		if (v[i].kind == BLOCK_ASIDE)
			continue;
		for (size_t k = 0; k < s.len && words <= SHORT_WORDS; k++) {
			bool space = (unsigned char)s.ptr[k] <= ' ';
			words += !space && !in;
			in = !space;
		}
	}
	return words;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The words, in any case of letters, and no longer ones. */
static struct str find_words(struct str s, const char *words)
{
	struct str w = str_from(words);

	for (size_t i = 0; i + w.len <= s.len; i++) {
		struct str at = str_slice(s, i, i + w.len);
		if (str_eq_ci(at, w) && (i == 0 || !letter(s.ptr[i - 1])) && (i + w.len == s.len || !letter(s.ptr[i + w.len])))
			return at;
	}
	return (struct str){ 0 };
}

static struct str first_of(struct str s, const char *const *list, size_t n)
{
	struct str found = { 0 };

	for (size_t i = 0; i < n && found.len == 0; i++)
		found = find_words(s, list[i]);
	return found;
}

/* What publishers' and archives' pages say of the document that is not there. */
static struct str offers_document(const struct document *d, bool html)
{
	static const char *const phrases[] = {
		"download pdf", "view pdf", "read pdf", "pdf download", "download the pdf", "download full text", "full text pdf",
		"full-text pdf", "view full text", "read full text", "read the full article", "full article available",
		"access the full text", "get access", "buy this article", "purchase article", "purchase pdf", "rent this article",
		"access through your institution", "log in via an institution", "subscribe to read", "download article",
		"get full text",
	};
	/* Highwire's name, which Google Scholar asks publishers for */
	static const char *const names[] = { "citation_pdf_url", "citation_fulltext_html_url", "citation_abstract_html_url" };
	struct str found = first_of(d->text, phrases, sizeof phrases / sizeof *phrases);

	if (found.len == 0 && html)
		found = first_of(d->file->text, names, sizeof names / sizeof *names);
	return found;
}

/* A line of its own at the head, "Abstract" or "Abstract: ...". */
static struct str opens_abstract(struct str text)
{
	static const char *const openings[] = { "abstract", "executive summary", "summary" };
	size_t words = 0;

	for (size_t i = 0; i < text.len && words < HEAD_WORDS; i++) {
		bool start = i == 0 || text.ptr[i - 1] == '\n';
		words += text.ptr[i] == ' ' || text.ptr[i] == '\n';
		for (size_t k = 0; start && k < sizeof openings / sizeof *openings; k++) {
			struct str w = str_from(openings[k]);
			struct str at = str_slice(text, i, i + w.len);
			char next = i + w.len < text.len ? text.ptr[i + w.len] : '\n';
			if (str_eq_ci(at, w) && (next == '\n' || next == ':' || next == '.'))
				return at;
		}
	}
	return (struct str){ 0 };
}

enum brief document_brief(const struct document *d, bool html, struct str *words)
{
	struct str found;

	if (count_words(d) > SHORT_WORDS)
		return BRIEF_NO;
	found = offers_document(d, html);
	if (words != NULL)
		*words = found;
	if (found.len > 0)
		return BRIEF_LANDING;
	found = opens_abstract(d->text);
	if (words != NULL)
		*words = found;
	return found.len > 0 ? BRIEF_ABSTRACT : BRIEF_NO;
}

#include "lint/surround_page.h"

#include "base/utf8.h"
#include "base/vec.h"

enum {
	WHOLE = 6144,  /* a document up to this size is one page */
	PAGE = 2048,   /* bytes of a page's own, */
	BEFORE = 1700, /* and what is read with it on either side */
	BEHIND = 1900,
	KEPT = 64,     /* pages at one time */
	LINE = 300,    /* a page starts with a line where one starts within so many bytes */
};

struct surround_page {
	struct span span;
	struct prose words;
};

void surround_pages_init(struct surround_pages *pages)
{
	*pages = (struct surround_pages){ 0 };
	arena_init(&pages->arena);
	arena_init(&pages->work);
}

void surround_pages_open(struct surround_pages *pages, struct str text)
{
	arena_clear(&pages->arena);
	pages->text = text;
	pages->v = NULL;
	pages->n = pages->cap = 0;
}

void surround_pages_release(struct surround_pages *pages)
{
	arena_release(&pages->arena);
	arena_release(&pages->work);
}

/* The page that `at` belongs to. */
static struct span page_around(struct str text, size_t at)
{
	size_t core = at / PAGE * PAGE;
	struct span page = { core > BEFORE ? core - BEFORE : 0, core + PAGE + BEHIND };
	if (text.len <= WHOLE)
		return (struct span){ 0, text.len };
	for (size_t k = 0; k < LINE && page.start > k; k++) {
		if (text.ptr[page.start - k - 1] == '\n') {
			page.start -= k;
			break;
		}
	}
	if (page.end > text.len)
		page.end = text.len;
	return (struct span){ utf8_floor(text, page.start), utf8_floor(text, page.end) };
}

static int page_find(struct surround_pages *pages, struct span span, struct surround_page **out, struct error *e)
{
	for (size_t i = pages->n; i-- > 0;) {
		*out = &pages->v[i];
		if (pages->v[i].span.start == span.start && pages->v[i].span.end == span.end)
			return 0;
	}
	if (pages->n >= KEPT)
		surround_pages_open(pages, pages->text);
	struct surround_page *slot = vec_add(&pages->arena, pages);
	if (!slot)
		return error_memory(e);
	*slot = (struct surround_page){ .span = span };
	int rc = prose_read(&pages->arena, pages->text, span, &slot->words, e);
	if (rc < 0)
		pages->n--;
	*out = slot;
	return rc;
}

/* The part of a page's words that lies in `need`. */
static void view(const struct prose *page, struct span need, struct prose *out)
{
	size_t from = prose_at(page, need.start), to = prose_at(page, need.end);
	size_t lo = 0, hi = page->n_sentences;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (page->sentences[mid].end > need.start)
			hi = mid;
		else
			lo = mid + 1;
	}
	for (hi = lo; hi < page->n_sentences && page->sentences[hi].start < need.end; hi++)
		;
	*out = (struct prose){ .text = page->text, .v = page->v + from, .n = to - from, .sentences = page->sentences + lo,
		.n_sentences = hi - lo };
}

int surround_pages_read(struct surround_pages *pages, size_t at, struct span need, struct prose *out, struct error *e)
{
	struct surround_page *page = NULL;
	struct span span = page_around(pages->text, at);
	if (need.start < span.start || need.end > span.end) /* around a long quote */
		span = need;
	int rc = page_find(pages, span, &page, e);
	if (rc == 0)
		view(&page->words, need, out);
	return rc;
}

/* A block quote that ends in its citation is a claim; what leads in to it says what is claimed. */
#include <string.h>

#include "base/utf8.h"
#include "claim/evidence.h"

#define ATTRIBUTION_BYTES 80 /* an author's name behind a block quote is no longer */

static bool is_dash_at(struct str s, size_t p, size_t *end)
{
	uint32_t c;

	*end = p;
	if (p >= s.len)
		return false;
	c = utf8_next(s, end);
	if (c == '-') /* a hyphen is none */
		return p + 1 < s.len && s.ptr[p + 1] == '-';
	return c >= 0x2012 && c <= 0x2015;
}

/* Whether words that follow a dash name an author: "Ann Onym, 1984". A sentence goes on small, or ends. */
static bool names_author(struct str s)
{
	size_t at = 0;

	s = str_trim(s);
	return s.len > 0 && s.len <= ATTRIBUTION_BYTES && utf8_is_upper(utf8_next(s, &at)) &&
	       strchr(".!?", s.ptr[s.len - 1]) == NULL;
}

/* Where the words end when the author is named behind a dash in the same line: "…" -- Ann Onym. Else `all.end`. */
static size_t before_author(const struct prose *p, struct span all)
{
	size_t i = all.end - all.start > ATTRIBUTION_BYTES ? all.end - ATTRIBUTION_BYTES : all.start, next, last;

	if (p->n_quotes > 0 && p->quotes[0].outer.start == all.start && p->quotes[0].outer.end > i)
		i = p->quotes[0].outer.end;
	for (; i < all.end; i++) {
		struct span words;
		uint32_t c;
		if (!is_dash_at(p->text, i, &next))
			continue;
		words = claim_trimmed(p->text, (struct span){ all.start, i });
		if (words.end == words.start)
			continue;
		while (next < all.end && p->text.ptr[next] == '-')
			next++;
		last = words.end;
		c = utf8_prev(p->text, &last);
		if ((c == '.' || c == '!' || c == '?' || quotation_mark(c, false)) &&
		    names_author(str_slice(p->text, next, all.end)))
			return words.end;
	}
	return all.end;
}

/* Where the words of a block quote's last block end, before the citation at `at` and a line that names the author. */
static size_t words_end(const struct prose *p, size_t at)
{
	struct span all = claim_trimmed(p->text, (struct span){ 0, at });
	size_t next, line;

	if (all.end > all.start && p->text.ptr[all.end - 1] == '(')
		all = claim_trimmed(p->text, (struct span){ 0, all.end - 1 });
	if (is_dash_at(p->text, all.start, &next))
		return 0;
	for (line = all.end; line > all.start; line--)
		if (p->bytes.ptr[line - 1] == BYTE_BREAK)
			break;
	if (line > all.start && is_dash_at(p->text, line, &next))
		return claim_trimmed(p->text, (struct span){ 0, line }).end;
	while (all.end > all.start) {
		size_t from = all.end;
		utf8_prev(p->text, &from);
		if (p->text.ptr[from] == '-' ? all.end < 2 || p->text.ptr[all.end - 2] != '-' : !is_dash_at(p->text, from, &next))
			break;
		if (p->text.ptr[from] == '-')
			from--;
		all = claim_trimmed(p->text, (struct span){ 0, from });
	}
	return before_author(p, all);
}

/* The citation that a block ends in, or NULL. */
static const struct mark *last_citation(const struct markdown_reader *m, const struct prose *p)
{
	for (size_t i = p->n_marks; i-- > 0;) {
		const struct mark *mark = &p->marks[i];
		struct str rest = str_trim(str_slice(p->text, mark->end, p->text.len));
		if (mark->kind == MARK_ID)
			continue;
		for (size_t k = 0; k < rest.len; k++)
			if (strchr(".,;)] ", rest.ptr[k]) == NULL)
				return NULL;
		return claim_group_of(m, mark).n > 0 ? mark : NULL;
	}
	return NULL;
}

/* Prose that quotes, and is no quotation itself: a callout, or words before a quotation that ends it. */
static bool is_aside(const struct prose *blocks, size_t n, size_t end)
{
	const struct prose *last = &blocks[n - 1];
	const struct quotation *q = last->n_quotes > 0 ? &last->quotes[last->n_quotes - 1] : NULL;

	if (str_starts(blocks[0].text, STR("[!")))
		return true;
	while (q != NULL && q > last->quotes && q->outer.start >= end)
		q--;
	if (q == NULL || q->outer.end > end || (n == 1 && claim_trimmed(last->text, (struct span){ 0, end }).start == q->outer.start))
		return false;
	return str_trim(str_slice(last->text, q->outer.end, end)).len <= 1;
}

/* The words of the blocks as one field; a blank line between them. */
static int join(struct markdown_reader *m, const struct prose *blocks, size_t n, size_t end, struct field *out)
{
	struct arena *a = m->work;
	struct buf b;
	int rc = 0;

	*out = (struct field){ .exact = true };
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct prose *p = &blocks[i];
		struct span part = claim_trimmed(p->text, (struct span){ 0, i + 1 == n ? end : p->text.len }), place;
		struct field piece;
		if (part.end == part.start)
			continue;
		place = posmap_span(&p->map, part);
		if (b.len > 0)
			rc = posmap_add(a, &out->map, 2, out->place.end, place.start - out->place.end) != 0 || buf_add(&b, STR("\n\n"));
		else
			out->place.start = place.start;
		out->place.end = place.end;
		if (rc == 0)
			rc = claim_prose_field(a, p, part, &piece) != 0 || buf_add(&b, piece.value) != 0;
		if (rc == 0 && piece.map.n == 0)
			rc = posmap_add(a, &out->map, piece.value.len, piece.map.base, piece.value.len);
		for (size_t k = 0; rc == 0 && k < piece.map.n; k++)
			rc = posmap_add(a, &out->map, piece.map.v[k].len, piece.map.v[k].origin, piece.map.v[k].origin_len);
	}
	out->value = str_copy(a, buf_str(&b));
	out->set = b.len > 0;
	buf_release(&b);
	return rc != 0 || out->value.ptr == NULL ? error_memory(m->r.e) : 0;
}

static int each_prose(struct markdown_reader *m, struct prose *blocks, size_t n)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = markdown_prose(m, &blocks[i]);
	m->last_end = SIZE_MAX;
	return rc;
}

/* The quotation marks around all of a block, without being sure that they belong together: "… "…" …". */
static struct span without_marks(const struct prose *p, struct span all)
{
	struct span in = all;
	size_t last = all.end;

	if (in.start == in.end || (p->n_quotes > 0 && p->quotes[0].outer.start == all.start && all.end - p->quotes[0].outer.end > 1))
		return all;
	if (p->text.ptr[last - 1] == '.')
		last--;
	in.end = last;
	if (last <= in.start || !quotation_mark(utf8_next(p->text, &in.start), true) ||
	    !quotation_mark(utf8_prev(p->text, &in.end), false) || in.end <= in.start)
		return all;
	return in;
}

/* Quotation marks around all of a block quote are not part of it. */
static int block_words(struct markdown_reader *m, const struct prose *blocks, size_t n, size_t end, struct field *out)
{
	const struct prose *p = &blocks[0];
	struct span all = claim_trimmed(p->text, (struct span){ 0, n == 1 ? end : 0 }), in = without_marks(p, all);

	if (n == 1 && in.start > all.start)
		return claim_prose_field(m->work, p, claim_trimmed(p->text, in), out) != 0 ? error_memory(m->r.e) : 0;
	return join(m, blocks, n, end, out);
}

int markdown_block_quote(struct markdown_reader *m, struct prose *blocks, size_t n)
{
	const struct mark *mark = n > 0 ? last_citation(m, &blocks[n - 1]) : NULL;
	struct claim c = { 0 };
	struct group g;
	struct field quote;
	size_t end, kept = n;
	int rc;

	if (mark == NULL)
		return each_prose(m, blocks, n);
	end = words_end(&blocks[n - 1], mark->at);
	if (end == 0 && n > 1) {
		kept = n - 1;
		end = blocks[kept - 1].text.len;
	}
	if (end == 0 || is_aside(blocks, kept, end))
		return each_prose(m, blocks, n);
	rc = block_words(m, blocks, kept, end, &quote);
	if (rc != 0)
		return rc;
	g = claim_group_of(m, mark);
	c.evidence = arena_new(m->work, struct evidence);
	if (c.evidence == NULL)
		return error_memory(m->r.e);
	rc = claim_add_evidence(m, &c, &g, &quote, quote.place);
	c.text = m->last_end != SIZE_MAX ? m->last_text : quote;
	c.place.start = m->last_end != SIZE_MAX ? m->last_place.start : blocks[0].place.start;
	c.place.end = mark->place.end > quote.place.end ? mark->place.end : quote.place.end;
	m->last_end = SIZE_MAX;
	return rc != 0 ? rc : claim_add(m, &c, blocks[n - 1].marks, blocks[n - 1].n_marks);
}

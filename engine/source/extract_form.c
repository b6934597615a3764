#include "source/extract_form.h"

#include <string.h>

#include "base/utf8.h"

/* --- writing --- */

static void put(struct buf *b, uint64_t n)
{
	buf_add(b, (struct str){ (const char *)&n, sizeof n });
}

static void put_str(struct buf *b, struct str s)
{
	static const char zeros[8] = { 0 };

	put(b, s.len);
	buf_add(b, s);
	buf_add(b, (struct str){ zeros, (8 - s.len % 8) % 8 });
}

static void put_sizes(struct buf *b, const size_t *v, size_t n)
{
	put(b, n);
	for (size_t i = 0; i < n; i++)
		put(b, v[i]);
}

static void put_spans(struct buf *b, const struct span *v, size_t n)
{
	put(b, n);
	for (size_t i = 0; i < n; i++) {
		put(b, v[i].start);
		put(b, v[i].end);
	}
}

/* The file's text is mostly the document's, or its beginning. */
static void put_texts(struct buf *b, const struct document *d)
{
	const struct file *f = d->file;
	bool same = str_starts(d->text, f->text);

	put_str(b, d->text);
	put(b, same);
	put(b, f->text.len);
	if (!same)
		put_str(b, f->text);
	put(b, f->converted);
	put(b, f->rev.len > 0);
}

static void put_map(struct buf *b, const struct posmap *m)
{
	put(b, m->base);
	put(b, m->n);
	for (size_t i = 0; i < m->n; i++) {
		put(b, m->v[i].len);
		put(b, m->v[i].origin);
		put(b, m->v[i].origin_len);
	}
}

static void put_blocks(struct buf *b, const struct document *d)
{
	size_t n = d->blocks != NULL ? d->n_blocks : 0;

	put(b, d->blocks != NULL);
	put(b, n);
	for (size_t i = 0; i < n; i++) {
		put(b, d->blocks[i].start);
		put(b, d->blocks[i].end);
		put(b, d->blocks[i].kind);
		put(b, d->blocks[i].paragraph);
		put(b, d->blocks[i].level);
	}
}

static void put_stated(struct buf *b, const struct document *d)
{
	put(b, d->n_stated);
	for (size_t i = 0; i < d->n_stated; i++) {
		const struct stated_date *s = &d->stated[i];

		put(b, s->place.start);
		put(b, s->place.end);
		put(b, s->in_file);
		put(b, s->weak);
		put_str(b, s->value);
		put_str(b, str_from(s->where));
	}
}

/* What a document says of itself beside dates. */
static void put_words(struct buf *b, const struct document *d)
{
	put_str(b, d->words.title);
	put_str(b, d->words.author);
	put_str(b, str_from(d->words.title_where));
	put_str(b, str_from(d->words.author_where));
	put(b, d->words.title_rank);
	put(b, d->words.author_rank);
	put_str(b, d->title);
	put_str(b, d->author);
}

void extract_encode(struct buf *b, struct str words, const struct document *d)
{
	put_str(b, words);
	put_texts(b, d);
	put_map(b, &d->map);
	put(b, d->paged);
	put_sizes(b, d->pages, d->n_pages);
	put(b, d->labels != NULL);
	for (size_t i = 0; d->labels != NULL && i < d->n_pages; i++)
		put_str(b, d->labels[i]);
	put_sizes(b, d->textless, d->n_textless);
	put_spans(b, d->furniture, d->n_furniture);
	put_spans(b, d->marks, d->n_marks);
	put_blocks(b, d);
	put_stated(b, d);
	put_words(b, d);
}

/* --- reading --- */

/* After the first fault `bad` is set and everything is 0. */
struct reader {
	struct arena *a;
	struct str rest;
	bool bad;
};

static uint64_t fault(struct reader *r)
{
	r->bad = true;
	r->rest = (struct str){ 0 };
	return 0;
}

static uint64_t get(struct reader *r)
{
	uint64_t n;

	if (r->rest.len < sizeof n)
		return fault(r);
	memcpy(&n, r->rest.ptr, sizeof n);
	r->rest = str_slice(r->rest, sizeof n, r->rest.len);
	return n;
}

/* A number that is at most `most`. */
static size_t get_below(struct reader *r, uint64_t most)
{
	uint64_t n = get(r);

	return (size_t)(n <= most ? n : fault(r));
}

/* How many of `size` bytes each follow. */
static size_t get_count(struct reader *r, size_t size)
{
	return get_below(r, r->rest.len / size);
}

static struct str get_view(struct reader *r)
{
	size_t len = get_count(r, 1), whole = len + (8 - len % 8) % 8;
	struct str s = str_slice(r->rest, 0, len);

	if (whole > r->rest.len)
		fault(r);
	r->rest = str_slice(r->rest, whole, r->rest.len);
	return r->bad ? (struct str){ 0 } : s;
}

static struct str get_str(struct reader *r)
{
	struct str s = get_view(r);

	if (s.len == 0)
		return (struct str){ 0 };
	s = str_copy(r->a, s);
	if (s.ptr == NULL || utf8_invalid_at(s) != s.len)
		fault(r);
	return r->bad ? (struct str){ 0 } : s;
}

/* A terminated string; NULL for none. */
static const char *get_name(struct reader *r)
{
	struct str s = get_str(r);

	return s.len > 0 ? s.ptr : NULL;
}

static void *get_array(struct reader *r, size_t n, size_t size)
{
	void *v = arena_alloc(r->a, n, size);

	if (v == NULL)
		fault(r);
	return v;
}

/* Ascending numbers up to `most`. */
static size_t *get_sizes(struct reader *r, uint64_t most, size_t *n)
{
	size_t count = get_count(r, 8), least = 0;
	size_t *v = get_array(r, count, sizeof *v);

	for (size_t i = 0; !r->bad && i < count; i++) {
		v[i] = get_below(r, most);
		if (v[i] < least)
			fault(r);
		least = v[i];
	}
	*n = r->bad ? 0 : count;
	return count > 0 ? v : NULL;
}

static struct span get_span(struct reader *r, size_t len)
{
	struct span s;

	s.start = get_below(r, len);
	s.end = get_below(r, len);
	if (s.end < s.start)
		fault(r);
	return s;
}

static struct span *get_spans(struct reader *r, size_t len, size_t *n)
{
	size_t count = get_count(r, 16);
	struct span *v = get_array(r, count, sizeof *v);

	for (size_t i = 0; !r->bad && i < count; i++) {
		v[i] = get_span(r, len);
		if (i > 0 && v[i].start < v[i - 1].start)
			fault(r);
	}
	*n = r->bad ? 0 : count;
	return count > 0 ? v : NULL;
}

static void get_texts(struct reader *r, const struct source *source, struct document *d)
{
	struct file *f = get_array(r, 1, sizeof *f);
	bool same;
	size_t len;

	d->text = get_str(r);
	same = get_below(r, 1);
	len = get_below(r, same ? d->text.len : SIZE_MAX);
	if (r->bad)
		return;
	f->text = same ? str_slice(d->text, 0, len) : get_str(r);
	if (f->text.len != len || utf8_invalid_at(f->text) != len)
		fault(r);
	f->path = source->path;
	f->converted = get_below(r, 1);
	if (get_below(r, 1))
		f->rev = source->rev;
	d->file = f;
}

static void get_map(struct reader *r, struct document *d)
{
	size_t most = d->file->text.len, at = 0, n;
	struct posmap *m = &d->map;

	m->base = get_below(r, most);
	n = get_count(r, 24);
	if (n == 0 && m->base + d->text.len > most)
		fault(r);
	m->v = n > 0 ? get_array(r, n, sizeof *m->v) : NULL;
	for (size_t i = 0; !r->bad && i < n; i++) {
		struct posmap_run *run = &m->v[i];

		*run = (struct posmap_run){ .at = at };
		run->len = get_below(r, d->text.len - at);
		run->origin = get_below(r, most - m->base);
		run->origin_len = get_below(r, most - m->base - run->origin);
		at += run->len;
	}
	m->n = m->cap = n;
}

static void get_pages(struct reader *r, struct document *d)
{
	size_t n;

	d->paged = get_below(r, 1);
	d->pages = get_sizes(r, d->file->text.len, &d->n_pages);
	n = d->n_pages;
	if (get_below(r, 1)) {
		d->labels = get_array(r, n + 1, sizeof *d->labels);
		for (size_t i = 0; !r->bad && i < n; i++)
			d->labels[i] = get_str(r);
	}
	d->textless = get_sizes(r, n > 0 ? n - 1 : 0, &d->n_textless);
	if (d->n_textless > n)
		fault(r);
}

static void get_blocks(struct reader *r, struct document *d)
{
	bool known = get_below(r, 1);
	size_t n = get_count(r, 40);
	struct block *v = known ? get_array(r, n, sizeof *v) : NULL;

	if (!known && n > 0)
		fault(r);
	for (size_t i = 0; !r->bad && i < n; i++) {
		struct span s = get_span(r, d->text.len);

		v[i] = (struct block){ .start = s.start, .end = s.end };
		v[i].kind = (enum block_kind)get_below(r, BLOCK_ASIDE);
		v[i].paragraph = (unsigned)get_below(r, UINT32_MAX);
		v[i].level = (unsigned)get_below(r, UINT32_MAX);
		if (i > 0 && s.start < v[i - 1].start)
			fault(r);
	}
	d->blocks = v;
	d->n_blocks = n;
}

static void get_stated(struct reader *r, struct document *d)
{
	size_t n = get_count(r, 48), most = d->text.len > d->file->text.len ? d->text.len : d->file->text.len;
	struct stated_date *v = n > 0 ? get_array(r, n, sizeof *v) : NULL;

	for (size_t i = 0; !r->bad && i < n; i++) {
		struct stated_date *s = &v[i];

		s->place = get_span(r, most);
		s->in_file = get_below(r, 1);
		if (s->place.end > (s->in_file ? d->file->text.len : d->text.len))
			fault(r);
		s->weak = get_below(r, 1);
		s->value = get_str(r);
		s->where = get_name(r);
	}
	d->stated = v;
	d->n_stated = n;
}

static void get_words(struct reader *r, struct document *d)
{
	d->words.title = get_str(r);
	d->words.author = get_str(r);
	d->words.title_where = get_name(r);
	d->words.author_where = get_name(r);
	d->words.title_rank = (unsigned)get_below(r, UINT32_MAX);
	d->words.author_rank = (unsigned)get_below(r, UINT32_MAX);
	d->title = get_str(r);
	d->author = get_str(r);
}

bool extract_decode(struct arena *a, struct str bytes, struct str words, const struct source *source,
                    struct document *out)
{
	struct reader r = { .a = a, .rest = bytes };

	if (!str_eq(get_view(&r), words))
		return false;
	get_texts(&r, source, out);
	if (!r.bad) {
		get_map(&r, out);
		get_pages(&r, out);
		out->furniture = get_spans(&r, out->text.len, &out->n_furniture);
		out->marks = get_spans(&r, out->text.len, &out->n_marks);
		get_blocks(&r, out);
		get_stated(&r, out);
		get_words(&r, out);
	}
	return !r.bad && r.rest.len == 0;
}

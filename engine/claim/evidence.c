/* From prose to claims: which quotation belongs to which citation. */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "claim/evidence.h"
#include "text/match.h"
#include "text/sentence.h"

#define TERM_WORDS 3 /* a quotation of fewer is a term */

/* A sentence, its quotations and its marks: ranges of the prose's. */
struct unit {
	const struct prose *p;
	struct span text;
	size_t q0, q1, m0, m1;
};

struct group claim_group_of(const struct markdown_reader *m, const struct mark *mark)
{
	struct group g = { .place = mark->place };

	if (mark->kind == MARK_CITE) {
		g.v = mark->cites;
		g.n = mark->n_cites;
	} else if (mark->kind == MARK_NOTE) {
		g.v = m->notes.v.v[mark->note].cites;
		g.n = m->notes.v.v[mark->note].n_cites;
	}
	return g;
}

/* Whether only marks stand there: no letter, no digit. */
static bool only_marks(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		if (utf8_is_letter(c) || utf8_is_digit(c))
			return false;
	}
	return true;
}

/* The citation that ends the quotation inside its marks, else the next behind it, else the one before it. One amid the
 * quoted words is their author's, or a note to one of them: it serves when there is no other. Marks [m0, m1). */
static struct group pick(const struct markdown_reader *m, const struct prose *p, size_t m0, size_t m1, struct span outer)
{
	struct group before = { 0 }, amid = { 0 }, ending = { 0 };

	for (size_t i = m0; i < m1; i++) {
		const struct mark *mark = &p->marks[i];
		struct group g = claim_group_of(m, mark);
		if (g.n == 0)
			continue;
		if (mark->at >= outer.end)
			return ending.n > 0 ? ending : g;
		if (mark->at <= outer.start)
			before = g;
		else if (only_marks(str_slice(p->text, mark->end, outer.end)))
			ending = g;
		else
			amid = g;
	}
	return ending.n > 0 ? ending : before.n > 0 ? before : amid;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* A quotation of so few words is a term, and so is one of a compound or two: "behind-the-border". */
static bool is_term(struct str quote)
{
	size_t words = text_count_words(quote), hyphens = 0;

	for (size_t i = 1; i + 1 < quote.len && words >= TERM_WORDS; i++)
		hyphens += quote.ptr[i] == '-' && is_word_byte(quote.ptr[i - 1]) && is_word_byte(quote.ptr[i + 1]);
	return words < TERM_WORDS + hyphens;
}

/* The key that the words are looked for under: the only one with a locator, else the first; the others may do too. */
static size_t main_key(const struct group *g)
{
	size_t found = 0, with = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (g->v[i].locator.set) {
			found = i;
			with++;
		}
	}
	return with == 1 ? found : 0;
}

int claim_add_evidence(struct markdown_reader *m, struct claim *c, const struct group *g, const struct field *quote,
                        struct span place)
{
	size_t k = main_key(g), n = 0;
	struct evidence *ev = &c->evidence[c->n_evidence++];

	*ev = (struct evidence){ .place = place, .source = g->v[k].key, .locator = g->v[k].locator };
	if (quote != NULL) {
		ev->quote = *quote;
		ev->term = is_term(quote->value);
	}
	if (g->n < 2)
		return 0;
	ev->also = arena_array(m->work, struct field, g->n - 1);
	if (ev->also == NULL)
		return error_memory(m->r.e);
	for (size_t i = 0; i < g->n; i++)
		if (i != k)
			ev->also[n++] = g->v[i].key;
	ev->n_also = n;
	return 0;
}

struct span claim_trimmed(struct str s, struct span part)
{
	size_t next;

	while ((next = part.start) < part.end && utf8_is_space(utf8_next(s, &next)))
		part.start = next;
	while ((next = part.end) > part.start && utf8_is_space(utf8_prev(s, &next)))
		part.end = next;
	return part;
}

static int quote_evidence(struct markdown_reader *m, struct claim *c, const struct group *g, const struct prose *p,
                          const struct quotation *q)
{
	struct field quote;

	if (c->n_evidence == LIMIT_EVIDENCE_PER_CLAIM) {
		if (c->faulty)
			return 0;
		c->faulty = true;
		return reader_problem(&m->r, (struct problem){ .place = posmap_span(&p->map, q->outer), .claim = SIZE_MAX,
		                                               .message = str_fmt(m->r.arena,
		                                                                  "a sentence has more than %d quotations",
		                                                                  LIMIT_EVIDENCE_PER_CLAIM) });
	}
	if (claim_prose_field(m->work, p, claim_trimmed(p->text, q->inner), &quote) != 0)
		return error_memory(m->r.e);
	return claim_add_evidence(m, c, g, &quote, posmap_span(&p->map, q->outer));
}

/* Quotations of a footnote belong to its own citations, or to its sentence's where it has none. */
static int note_evidence(struct markdown_reader *m, struct claim *c, const struct unit *u, const struct mark *mark)
{
	struct note *n = &m->notes.v.v[mark->note];
	int rc = 0;

	if (n->used)
		return 0;
	n->used = true;
	for (size_t b = 0; b < n->n && rc == 0; b++) {
		const struct prose *p = &n->blocks[b];
		for (size_t i = 0; i < p->n_quotes && rc == 0; i++) {
			struct group g = pick(m, p, 0, p->n_marks, p->quotes[i].outer);
			if (g.n == 0)
				g = (struct group){ n->cites, n->n_cites, mark->place };
			if (g.n == 0)
				g = pick(m, u->p, u->m0, u->m1, (struct span){ mark->at, mark->at });
			if (g.n > 0)
				rc = quote_evidence(m, c, &g, p, &p->quotes[i]);
		}
	}
	return rc;
}

/* How many pieces of evidence a sentence can have. */
static size_t count_evidence(const struct markdown_reader *m, const struct unit *u)
{
	size_t n = u->q1 - u->q0, cites = 0;

	for (size_t i = u->m0; i < u->m1; i++) {
		const struct mark *mark = &u->p->marks[i];
		cites += claim_group_of(m, mark).n > 0;
		if (mark->kind != MARK_NOTE || m->notes.v.v[mark->note].used)
			continue;
		for (size_t b = 0; b < m->notes.v.v[mark->note].n; b++)
			n += m->notes.v.v[mark->note].blocks[b].n_quotes;
	}
	n += cites;
	return n < LIMIT_EVIDENCE_PER_CLAIM ? n : LIMIT_EVIDENCE_PER_CLAIM;
}

static int collect(struct markdown_reader *m, const struct unit *u, struct claim *c)
{
	const struct prose *p = u->p;
	size_t first = u->m0;
	int rc = 0;

	c->evidence = arena_array(m->work, struct evidence, count_evidence(m, u));
	if (c->evidence == NULL)
		return error_memory(m->r.e);
	for (size_t i = u->q0; i < u->q1 && rc == 0; i++) {
		struct group g;
		/* marks before the one before this quotation are out of its reach */
		while (first + 1 < u->m1 && p->marks[first + 1].at <= p->quotes[i].outer.start &&
		       claim_group_of(m, &p->marks[first + 1]).n > 0)
			first++;
		g = pick(m, p, first, u->m1, p->quotes[i].outer);
		if (g.n > 0)
			rc = quote_evidence(m, c, &g, p, &p->quotes[i]);
	}
	for (size_t i = u->m0; i < u->m1 && rc == 0; i++)
		if (p->marks[i].kind == MARK_NOTE)
			rc = note_evidence(m, c, u, &p->marks[i]);
	if (c->n_evidence > 0 || !m->require_quotes)
		return rc;
	for (size_t i = u->m0; i < u->m1 && rc == 0 && c->n_evidence < LIMIT_EVIDENCE_PER_CLAIM; i++) {
		struct group g = claim_group_of(m, &p->marks[i]);
		if (g.n > 0)
			rc = claim_add_evidence(m, c, &g, NULL, g.place);
	}
	return rc;
}

/* The sentence without its citations: words that stand for one are left out. */
static int unit_text(struct markdown_reader *m, const struct unit *u, struct field *out)
{
	struct arena *a = m->work;
	struct span part = u->text;
	struct posmap map = { 0 }, piece;
	struct buf b;
	bool whole = true;
	int rc = 0;

	for (size_t i = u->m0; i < u->m1; i++)
		whole = whole && u->p->marks[i].end == u->p->marks[i].at;
	if (whole)
		return claim_prose_field(a, u->p, part, out) != 0 ? error_memory(m->r.e) : 0;
	buf_init(&b, SIZE_MAX);
	for (size_t i = u->m0; i <= u->m1 && rc == 0; i++) {
		const struct mark *mark = i < u->m1 ? &u->p->marks[i] : NULL;
		struct span to = { part.start, mark != NULL ? mark->at : u->text.end };
		if (mark != NULL && mark->end == mark->at)
			continue;
		if (to.end > to.start) {
			rc = claim_slice_map(a, &u->p->map, to, &piece);
			if (piece.n == 0)
				rc = rc != 0 ? rc : posmap_add(a, &map, to.end - to.start, piece.base, to.end - to.start);
			for (size_t k = 0; k < piece.n && rc == 0; k++)
				rc = posmap_add(a, &map, piece.v[k].len, piece.v[k].origin, piece.v[k].origin_len);
			if (rc == 0)
				rc = buf_add(&b, str_span(u->p->text, to));
		}
		if (mark != NULL)
			part.start = mark->end < u->text.end ? mark->end : u->text.end;
		if (mark != NULL && part.start < u->text.end && u->p->text.ptr[part.start] == ' ' &&
		    (b.len == 0 || b.ptr[b.len - 1] == ' '))
			part.start++; /* one of the two spaces around it */
	}
	*out = (struct field){ .set = b.len > 0, .exact = true, .value = str_copy(a, buf_str(&b)), .map = map,
		               .place = posmap_span(&u->p->map, u->text) };
	buf_release(&b);
	return rc != 0 || out->value.ptr == NULL ? error_memory(m->r.e) : 0;
}

/* Out of the memory of its block: a view of the file where it stands there as it is. */
static int keep_field(struct reader *r, struct field *f)
{
	struct str there = str_slice(r->text, f->map.base, f->map.base + f->value.len);
	struct posmap_run *runs;

	if (!f->set)
		return 0;
	/* a space may stand for a line break even where every byte has one of its own */
	if (f->map.n == 0 && str_eq(there, f->value)) {
		f->value = there;
		return 0;
	}
	f->value = str_copy(r->arena, f->value);
	if (f->map.n == 0)
		return f->value.ptr == NULL ? error_memory(r->e) : 0;
	runs = arena_array(r->arena, struct posmap_run, f->map.n);
	if (f->value.ptr == NULL || runs == NULL)
		return error_memory(r->e);
	memcpy(runs, f->map.v, f->map.n * sizeof *runs);
	f->map.v = runs;
	f->map.cap = f->map.n;
	return 0;
}

static int keep_evidence(struct reader *r, struct claim *c)
{
	struct evidence *v = arena_array(r->arena, struct evidence, c->n_evidence);
	int rc = v == NULL ? error_memory(r->e) : 0;

	for (size_t i = 0; i < c->n_evidence && rc == 0; i++) {
		struct field *also = arena_array(r->arena, struct field, c->evidence[i].n_also);
		v[i] = c->evidence[i];
		if (also == NULL || keep_field(r, &v[i].source) != 0 || keep_field(r, &v[i].quote) != 0 ||
		    keep_field(r, &v[i].locator) != 0)
			return error_memory(r->e);
		for (size_t k = 0; k < v[i].n_also && rc == 0; k++) {
			also[k] = v[i].also[k];
			rc = keep_field(r, &also[k]);
		}
		v[i].also = v[i].n_also > 0 ? also : NULL;
	}
	c->evidence = v;
	return rc;
}

/* Adds a claim with the id that one of the marks gives it, or the next number. */
int claim_add(struct markdown_reader *m, struct claim *c, const struct mark *marks, size_t n)
{
	struct reader *r = &m->r;
	struct claim *slot;
	int rc = 0;

	if (r->claims.n == LIMIT_CLAIMS_PER_FILE)
		return error_at(r->e, CC_ELIMIT, c->place.start, c->place.end, "more than %d claims in one file",
		                LIMIT_CLAIMS_PER_FILE);
	c->index = r->claims.n;
	for (size_t i = 0; i < n && !c->id_given; i++) {
		if (marks[i].kind != MARK_ID)
			continue;
		c->id = str_span(r->text, marks[i].id_place);
		c->id_place = marks[i].id_place;
		c->id_given = true;
	}
	if (!c->id_given)
		rc = reader_make_id(r, c, c->index + 1);
	if (rc == 0)
		rc = keep_field(r, &c->text);
	if (rc == 0)
		rc = keep_evidence(r, c);
	slot = rc == 0 ? vec_add(r->arena, &r->claims) : NULL;
	if (slot == NULL)
		return error_memory(r->e);
	*slot = *c;
	return 0;
}

static int read_unit(struct markdown_reader *m, const struct unit *u)
{
	struct claim c = { .place = posmap_span(&u->p->map, u->text) };
	bool cited = false;
	int rc;

	for (size_t i = u->m0; i < u->m1; i++) {
		cited = cited || claim_group_of(m, &u->p->marks[i]).n > 0;
		if (u->p->marks[i].place.end > c.place.end)
			c.place.end = u->p->marks[i].place.end;
		if (u->p->marks[i].place.start < c.place.start)
			c.place.start = u->p->marks[i].place.start;
	}
	if (!cited)
		return 0;
	rc = collect(m, u, &c);
	if (rc != 0 || c.n_evidence == 0)
		return rc;
	rc = unit_text(m, u, &c.text);
	return rc != 0 ? rc : claim_add(m, &c, u->p->marks + u->m0, u->m1 - u->m0);
}

/* The next unit from sentence *i on: sentences that a quotation holds together are one. */
static struct unit next_unit(const struct prose *p, const struct span *s, size_t n, size_t *i, const struct unit *before)
{
	struct unit u = { .p = p, .text = s[*i], .q0 = before->q1, .q1 = before->q1, .m0 = before->m1, .m1 = before->m1 };

	for (++*i;; ++*i) {
		size_t reach = *i < n ? s[*i].start : SIZE_MAX;
		while (u.q1 < p->n_quotes && p->quotes[u.q1].outer.start < reach)
			u.q1++;
		if (*i == n || u.q1 == u.q0 || p->quotes[u.q1 - 1].outer.end <= reach)
			break;
		u.text.end = s[*i].end;
	}
	/* a citation behind the full stop belongs to the sentence before it */
	while (u.m1 < p->n_marks && (*i == n || p->marks[u.m1].at < s[*i].start))
		u.m1++;
	return u;
}

static int set_lead(struct markdown_reader *m, const struct unit *u)
{
	struct str s = str_span(u->p->text, u->text);

	m->last_end = SIZE_MAX;
	if (u->p->heading || !str_ends(s, STR(":")))
		return 0;
	m->last_place = posmap_span(&u->p->map, u->text);
	m->last_end = m->last_place.end;
	return unit_text(m, u, &m->last_text) != 0 || keep_field(&m->r, &m->last_text) != 0 ? CC_ENOMEM : 0;
}

int markdown_prose(struct markdown_reader *m, struct prose *p)
{
	struct span *s;
	struct unit u = { .p = p };
	size_t n;
	int rc;

	m->last_end = SIZE_MAX;
	if (p->n_marks == 0 && !str_ends(p->text, STR(":")))
		return 0;
	rc = sentences(m->work, p->text, (struct span){ 0, p->text.len }, &s, &n, m->r.e);
	for (size_t i = 0; i < n && rc == 0;) {
		u = next_unit(p, s, n, &i, &u);
		rc = read_unit(m, &u);
	}
	return rc == 0 && n > 0 ? set_lead(m, &u) : rc;
}

/* Block quotes. */

#include "text/rectangle.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/vec.h"
#include "text/bracket.h"

#define CELLS_MOST ((size_t)1 << 20)
#define JOIN_MOST 4
#define COST_MOST (UINT32_MAX / 2)

int steps_add(struct steps *s, struct arena *a, struct step step, struct error *e)
{
	struct step *slot = vec_add(a, s);

	if (!slot)
		return error_memory(e);
	*slot = step;
	return 0;
}

unsigned step_cost(enum step_op op, uint32_t ns)
{
	switch (op) {
	case STEP_EQUAL:
		return 0;
	case STEP_JOIN:
	case STEP_SKIP:
		return 1;
	case STEP_BRACKET:
		return 2 + ns;
	case STEP_BRACKET_BAD:
		return COST_WORD + 2 + ns;
	case STEP_CHANGED:
		return COST_WORD + 6; /* dearer than half of dropping and adding, so that moved words stay visible */
	case STEP_DROPPED:
	case STEP_ADDED:
		return COST_WORD;
	}
	return COST_MOST;
}

/* One cell: the cheapest way to it. */
struct cell {
	uint32_t cost;
	uint8_t op, ns;
	uint32_t nq;
};

struct table {
	struct aligner *al;
	struct rectangle r;
	struct cell *cells;
	size_t width;
};

static struct cell *cell(const struct table *t, size_t i, size_t k)
{
	return &t->cells[i * t->width + k];
}

/* Offers a way to (i, k) by a step over nq words of the quote and ns of the source. */
static void offer(const struct table *t, size_t i, size_t k, enum step_op op, size_t nq, size_t ns)
{
	struct cell *to = cell(t, i, k);
	uint32_t cost = cell(t, i - nq, k - ns)->cost + step_cost(op, (uint32_t)ns);

	if (op == STEP_DROPPED && k >= 1 && t->al->source->v[t->r.s0 + k - 1].flags & TOKEN_HYPHEN && cell(t, i, k - 1)->op == STEP_DROPPED)
		cost -= COST_WORD - 2; /* the rest of a hyphenated word */
	if (op == STEP_ADDED && (t->r.free_start || t->r.free_end))
		cost += 8; /* at the ends a changed word is likelier than an added one beside a word left out */
	if (cost < to->cost)
		*to = (struct cell){ cost, (uint8_t)op, (uint8_t)ns, (uint32_t)nq };
}

/* Words written together end with the same letter as the last of them: a cheap test before a dear one. In a script
 * without spaces nothing is written together. */
static bool same_end(const struct fold *a, size_t i, const struct fold *b, size_t k)
{
	const struct token *x = &a->v[i], *y = &b->v[k];

	if ((x->flags | y->flags) & TOKEN_SINGLE)
		return false;
	if (!(x->flags & y->flags & TOKEN_PLAIN))
		return true;
	return (a->text.ptr[token_end(x) - 1] | 0x20) == (b->text.ptr[token_end(y) - 1] | 0x20) && x->len != y->len;
}

static void offer_joins(const struct table *t, size_t i, size_t k)
{
	if (!same_end(&t->al->quote->fold, t->r.q0 + i - 1, t->al->source, t->r.s0 + k - 1))
		return;
	for (size_t n = 2; n <= JOIN_MOST; n++) {
		if (i >= 1 && k >= n && joins(t->al, t->r.q0 + i - 1, 1, t->r.s0 + k - n, n))
			offer(t, i, k, STEP_JOIN, 1, n);
		if (k >= 1 && i >= n && joins(t->al, t->r.q0 + i - n, n, t->r.s0 + k - 1, 1))
			offer(t, i, k, STEP_JOIN, n, 1);
	}
}

/* The bracket that ends before word i of the rectangle, when all of it lies inside. */
static void offer_bracket(const struct table *t, size_t i, size_t k)
{
	const struct parsed_quote *q = t->al->quote;
	size_t at = t->r.q0 + i, which;
	const struct bracket *b;

	which = i > 0 ? q->bracket_of[at - 1] : 0;
	if (which == 0)
		return;
	b = &q->brackets[which - 1];
	if (b->last != at || b->first < t->r.q0)
		return;
	for (size_t n = 0; n <= BRACKET_WORDS && n <= k; n++) {
		bool may;

		if (cell(t, i - (b->last - b->first), k - n)->cost + step_cost(STEP_BRACKET, (uint32_t)n) >= cell(t, i, k)->cost)
			continue; /* what the bracket may stand for takes longest to tell */
		if (bracket_in_source(t->al->source, t->r.s0 + k - n, n))
			continue; /* the source's own bracket is to be quoted word by word */
		may = bracket_may_stand(t->al, b, t->r.s0 + k - n, n);

		offer(t, i, k, may ? STEP_BRACKET : STEP_BRACKET_BAD, b->last - b->first, n);
	}
}

/* A word does not stand for a reference mark: that is left out, and the word added. */
static bool may_change(const struct token *quote, const struct token *source)
{
	return quote->flags & TOKEN_NUMBER || !(source->flags & TOKEN_REFERENCE);
}

static void solve_cell(const struct table *t, size_t i, size_t k)
{
	const struct parsed_quote *q = t->al->quote;
	size_t qi = t->r.q0 + i - 1, si = t->r.s0 + k - 1;

	cell(t, i, k)->cost = COST_MOST;
	if (i > 0 && k > 0) {
		bool equal = q->fold.v[qi].hash == t->al->source->v[si].hash || bracket_in_word(t->al, qi, si);

		if (equal || may_change(&q->fold.v[qi], &t->al->source->v[si]))
			offer(t, i, k, equal ? STEP_EQUAL : STEP_CHANGED, 1, 1);
		if (!equal)
			offer_joins(t, i, k);
	}
	if (k > 0)
		offer(t, i, k, t->al->source->v[si].flags & TOKEN_REFERENCE ? STEP_SKIP : STEP_DROPPED, 0, 1);
	if (i > 0)
		offer(t, i, k, STEP_ADDED, 1, 0);
	if (q->n_brackets > 0)
		offer_bracket(t, i, k);
}

static void solve(const struct table *t, size_t rows)
{
	for (size_t i = 0; i <= rows; i++) {
		for (size_t k = 0; k < t->width; k++) {
			if (i == 0 && (k == 0 || t->r.free_start))
				*cell(t, i, k) = (struct cell){ 0 };
			else
				solve_cell(t, i, k);
		}
	}
}

/* Walks back from the end; steps come in reverse and are turned round. */
static int trace(const struct table *t, size_t i, size_t k, struct steps *out, struct error *e)
{
	size_t start = out->n;

	while (i > 0 || (k > 0 && !t->r.free_start)) {
		const struct cell *c = cell(t, i, k);
		struct step step = { (enum step_op)c->op, 0, c->nq, 0, c->ns };

		i -= c->nq;
		k -= c->ns;
		step.q = (uint32_t)(t->r.q0 + i);
		step.s = (uint32_t)(t->r.s0 + k);
		if (steps_add(out, t->al->scratch, step, e) < 0)
			return CC_ENOMEM;
	}
	for (size_t a = start, b = out->n; a + 1 < b; a++) {
		struct step swap = out->v[a];

		out->v[a] = out->v[--b];
		out->v[b] = swap;
	}
	return 0;
}

static int change_all(const struct aligner *al, struct rectangle r, struct steps *out, struct error *e)
{
	int rc = 0;

	for (size_t i = r.q0; rc == 0 && i < r.q1; i++)
		rc = steps_add(out, al->scratch, (struct step){ STEP_ADDED, (uint32_t)i, 1, (uint32_t)r.s0, 0 }, e);
	for (size_t k = r.s0; rc == 0 && !r.free_start && !r.free_end && k < r.s1; k++)
		rc = steps_add(out, al->scratch, (struct step){ STEP_DROPPED, (uint32_t)r.q1, 0, (uint32_t)k, 1 }, e);
	return rc;
}

int rectangle_align(struct aligner *al, struct rectangle r, struct steps *out, struct error *e)
{
	size_t rows = r.q1 - r.q0, columns = r.s1 - r.s0, best = columns;
	struct table t = { al, r, NULL, columns + 1 };

	if (rows == 0 && (columns == 0 || r.free_start || r.free_end))
		return 0;
	if (columns > CELLS_MOST || (rows + 1) > CELLS_MOST / (columns + 1) || columns > UINT32_MAX - 1)
		return change_all(al, r, out, e);
	al->steps += (rows + 1) * (columns + 1) * (al->quote->n_brackets > 0 ? 4 : 1);
	if (al->steps > LIMIT_MATCH_STEPS) {
		al->spent = true;
		return change_all(al, r, out, e);
	}
	t.cells = arena_array(al->scratch, struct cell, (rows + 1) * (columns + 1));
	if (!t.cells)
		return error_memory(e);
	solve(&t, rows);
	if (r.free_end)
		for (size_t k = columns; k-- > 0;)
			if (cell(&t, rows, k)->cost <= cell(&t, rows, best)->cost)
				best = k;
	return trace(&t, rows, best, out, e);
}

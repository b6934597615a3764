#include "text/edge.h"

#include "text/gap.h"
#include "text/leading.h"

/* Walks from a word that is the same to an end of the alignment. */
struct walk {
	const struct aligner *al;
	bool back;
	uint32_t q, s; /* the words nearest to the end that were kept so far */
	uint32_t border; /* of the source: where words that are added stand */
	bool left;     /* the sentence was left */
};

static bool holds_blank_line(struct str gap)
{
	bool blank = false;

	for (size_t i = 0; i < gap.len; i++) {
		if (gap.ptr[i] == '\n' && blank)
			return true;
		blank = gap.ptr[i] == '\n' || (blank && (gap.ptr[i] == ' ' || gap.ptr[i] == '\t' || gap.ptr[i] == '\r'));
	}
	return false;
}

/* Of a sentence or of a paragraph. */
static enum sentence_break break_between(const struct fold *f, size_t a, size_t b)
{
	struct gap g;

	if (a == b)
		return BREAK_NO;
	gap_read(&g, f, a < b ? a : b, a < b ? b : a);
	return g.sentence != BREAK_NO || holds_blank_line(str_slice(f->text, g.from, g.to)) ? BREAK_YES : BREAK_NO;
}

static bool is_same(const struct step *t)
{
	return t->op != STEP_CHANGED && t->op != STEP_DROPPED && t->op != STEP_ADDED && t->op != STEP_SKIP;
}

/* The number of a sentence or a verse opens it, and the quote has a word there. */
static bool is_label(const struct walk *w, const struct step *t)
{
	return t->op == STEP_CHANGED && w->al->source->v[t->s].flags & TOKEN_NUMBER &&
	       !(w->al->quote->fold.v[t->q].flags & TOKEN_NUMBER);
}

/* "1. The ferry": the number of an item, which the quote has and the source's text has not. */
static bool is_number_for_word(const struct walk *w, const struct step *t)
{
	return t->op == STEP_CHANGED && w->al->quote->fold.v[t->q].flags & TOKEN_NUMBER &&
	       !(w->al->source->v[t->s].flags & TOKEN_NUMBER);
}

/* One step further out; false: the step is to go. */
static bool keep(struct walk *w, struct step *t)
{
	size_t q = t->nq > 0 ? t->q : w->q;

	if (t->op == STEP_SKIP && leading_mark(w->al->source, t->s) == LEADING_NUMBER)
		w->left = true;
	if (!w->left && t->ns > 0)
		w->left = break_between(w->al->source, w->s, t->s) != BREAK_NO &&
		          (is_number_for_word(w, t) || break_between(&w->al->quote->fold, w->q, q) == BREAK_NO);
	if (t->nq > 0)
		w->q = t->q;
	if (!w->left) {
		if (t->ns > 0) {
			w->s = t->s;
			w->border = w->back ? t->s : t->s + 1;
		}
		return true;
	}
	if (t->nq == 0)
		return false;
	*t = (struct step){ STEP_ADDED, t->q, 1, w->border, 0 };
	return true;
}

void edge_keep_sentence(const struct aligner *al, struct steps *steps)
{
	size_t head = 0, tail = steps->n, kept;
	struct walk w = { .al = al, .back = true };

	while (head < tail && !is_same(&steps->v[head]))
		head++;
	if (head == tail)
		return;
	while (!is_same(&steps->v[tail - 1]))
		tail--;

	w.q = steps->v[head].q;
	w.s = w.border = steps->v[head].s;
	kept = head;
	for (size_t i = head; i-- > 0;) {
		bool left = w.left;

		if (!keep(&w, &steps->v[i]))
			continue;
		if (w.left && !left && kept < head && is_label(&w, &steps->v[kept])) {
			w.border++;
			steps->v[kept] = (struct step){ STEP_ADDED, steps->v[kept].q, 1, w.border, 0 };
			steps->v[i].s = w.border;
		}
		steps->v[--kept] = steps->v[i];
	}

	w = (struct walk){ .al = al, .q = steps->v[tail - 1].q + steps->v[tail - 1].nq, .s = steps->v[tail - 1].s };
	w.s += steps->v[tail - 1].ns;
	w.border = w.s;
	w.q -= w.q > 0;
	w.s -= w.s > 0;
	for (size_t i = tail; i < steps->n; i++)
		if (keep(&w, &steps->v[i]))
			steps->v[tail++] = steps->v[i];
	steps->n = tail - kept;
	steps->v += kept;
}

/* Quantities: numbers of a text with the thing or unit that they count.
 *
 * "some 10,000 Afghan refugees", "thirty-three members", "a third of the seats", "one in five", "$4.5 million", "between
 * 30 and 40 %", "the twelfth edition", "aged 45", "by 52 to 48".
 * Dates, times of day, reference marks, page, list and section numbers, identifiers and versions are no quantities. */
#ifndef TEXT_QUANTITY_H
#define TEXT_QUANTITY_H

#include "text/prose.h"

enum quantity_kind {
	QUANTITY_COUNT,   /* of `unit`, the head noun */
	QUANTITY_SHARE,   /* percent; fractions too */
	QUANTITY_MEASURE, /* of a unit of measurement or currency */
	QUANTITY_RANK,    /* ordinals of `unit`, a superlative or a noun: "third-largest", "the 12th edition" */
	QUANTITY_AGE,     /* of a person, in years */
	QUANTITY_SCORE,   /* of a vote or a game: value to high */
};

enum quantity_bound {
	BOUND_EXACT,
	BOUND_ABOUT,   /* about, some, around */
	BOUND_NEARLY,  /* nearly, almost, just under */
	BOUND_ABOVE,   /* more than, over, at least */
	BOUND_BELOW,   /* fewer than, at most */
	BOUND_UP_TO,   /* up to, as many as: the most that was told */
	BOUND_BETWEEN, /* value to high */
};

#define QUANTITY_MODIFIERS 3

struct quantity {
	enum quantity_kind kind;
	struct span span;    /* of the number words and the unit's sign, in the text */
	struct span whole;   /* up to the head noun */
	enum quantity_bound bound;
	double value, high;  /* high: of BOUND_BETWEEN */
	double slack;        /* by how much a round number may be off */
	struct str unit;     /* singular head noun, or the unit's canonical name */
	struct str modifiers[QUANTITY_MODIFIERS]; /* words between number and head, singular */
	size_t n_modifiers;
	struct str of;       /* head of the "of" phrase behind it, singular, or empty */
	bool path;           /* of BOUND_BETWEEN: "from value to high", which may be two amounts */
	bool part;           /* "30 of the members" */
	bool single;         /* "one horse": others may stand beside it */
	bool named;          /* "percentage points", not bare points */
	size_t from, to;     /* tokens [from, to) up to the head noun */
};

/* The quantities in text[part), in order. `p` must cover part. */
int quantities_read(struct arena *a, const struct prose *p, struct span part, struct quantity **out, size_t *n,
                    struct error *e);

enum quantity_relation {
	QUANTITY_APART,     /* not of the same thing */
	QUANTITY_UNCLEAR,   /* perhaps of the same thing, and they differ */
	QUANTITY_AGREES,    /* may mean the same amount of the same thing */
	QUANTITY_DIFFERS,   /* the same thing in another amount */
};
enum quantity_relation quantity_compare(const struct quantity *claim, const struct quantity *source);

/* A text and its quantities. */
struct quantities {
	const struct prose *p;
	struct quantity *v;
	size_t n;
};

/* Does one of `list` give the quantity? */
bool quantities_agree(const struct quantities *list, const struct quantity *q);
/* Do two of them, or all together, make it up: a sum, a difference; what is left of the whole, where the claim speaks of
 * that ("the other", "not")? */
bool quantities_derive(const struct quantities *list, const struct quantity *q, const struct prose *claim);
/* Does one of the claim's speak of the source's one: "30" of "30 of the 33 members"? */
bool quantities_take(const struct quantities *claim, const struct quantity *source);
/* The quantity of `list` that gives the thing of claim->v[i] otherwise; NULL when none does or when it is not clear
 * which. What stands beside the numbers in both texts tells several apart. taken[k]: list->v[k] is spoken of by another
 * quantity of the claim. */
const struct quantity *quantities_rival(const struct quantities *claim, size_t i, const struct quantities *list,
                                        const bool *taken);
/* Does what stands by claim->v[i] stand by its rival in `p` much rather than by any quantity of `around` that agrees with
 * it? Then the agreement is an accident: the amount is another thing's. */
bool quantities_nearer(const struct quantities *claim, size_t i, const struct prose *p, const struct quantity *rival,
                       const struct quantities *around);

#endif

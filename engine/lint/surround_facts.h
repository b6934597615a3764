/* Facts: what surrounds a quote in its source. Computed per piece of evidence while its document is loaded; every text
 * and place is copied. */
#ifndef LINT_SURROUND_FACTS_H
#define LINT_SURROUND_FACTS_H

#include "lint/facts.h"
#include "lint/surround_page.h"
#include "text/govern.h"
#include "text/speech.h"

enum cut_end { CUT_LEADING, CUT_ELLIPSIS, CUT_TRAILING };

/* A cut of the quote that leaves a governor out. */
struct cut_fact {
	enum cut_end end;
	size_t part;            /* the part of the match behind (leading, ellipsis) or before (trailing) the cut */
	enum governor governor;
	unsigned distance;      /* words between governor and cut */
	struct str words;       /* the governor's words up to the cut */
	struct place place;
};

/* A quantity of the claim against the evidence. */
struct number_fact {
	struct span claim;      /* of the claim's text */
	bool agrees;            /* else the evidence gives another amount of the same thing */
	struct str source;      /* the words of the source; empty when it agrees */
	struct place place;
};

/* A name of the claim that the evidence spells otherwise. */
struct name_fact {
	struct span claim;      /* of the claim's text */
	struct str source;
	struct place place;
	struct str other_source; /* another source of the run has it as the claim does; empty: none */
	struct place other;
};

/* Who the claim says speaks, and who does. */
struct speaker_fact {
	bool claimed;           /* the claim gives the words to somebody */
	struct span in_text;    /* where in the claim's text; empty when it stands in `speaker:` */
	struct str name;        /* as claimed */
	enum speech_relation relation;
	enum speaker_kind kind;
	struct str source;      /* the source's phrase for the speaker; empty for its author */
	struct place place;
};

struct surround_facts {
	struct cut_fact *cuts;
	size_t n_cuts;
	struct number_fact *numbers;
	size_t n_numbers;
	struct name_fact *names;
	size_t n_names;
	struct speaker_fact speaker;
};

/* Computes the facts for a quote that was found (verbatim or folded) in `d`; *out is NULL for any other.
 * `pages` are those of d. */
int surround_facts_build(struct arena *a, const struct run *run, const struct claim *claim,
                         const struct evidence_facts *ef, const struct document *d, struct surround_pages *pages,
                         struct surround_facts **out, struct error *e);

#endif

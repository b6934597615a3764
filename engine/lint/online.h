/* The pages themselves, where a run asks for them: are they still there, and do the quoted words still stand on them?
 *
 * The linter knows no network. Who runs it hands in an asker; every address is asked for once, and what comes back is
 * compared while it is there. An answer that says nothing about the page (a log-in, a time-out, a server that is busy)
 * leaves the claims that rest on it not checked: such a page is neither dead nor does it support anything. */
#ifndef LINT_ONLINE_H
#define LINT_ONLINE_H

#include "lint/lint.h"

enum online_state { ONLINE_NOT_ASKED, ONLINE_THERE, ONLINE_DEAD, ONLINE_UNKNOWN };

/* What an asker tells of one address; borrowed for the call. */
struct online_answer {
	enum online_state state;
	struct str reason;     /* DEAD, UNKNOWN: "not found (404)" */
	struct str moved;      /* where permanent redirects led; empty: nowhere */
	struct str bytes, extension, content_type; /* THERE; an extension that is empty: of a kind that is not read */
};

struct online_asker {
	void *ctx;
	/* Asks for all of them and calls `take` once for each, in any order, from this thread. Negative where nothing could be
	 * asked at all, and what `take` returned. */
	int (*ask)(void *ctx, const struct str *urls, size_t n,
	           int (*take)(void *taker, size_t url, const struct online_answer *a, struct error *e), void *taker,
	           struct error *e);
};

/* Of one address. */
struct online_page {
	enum online_state state;
	struct str url, reason, moved;
};

/* Of one piece of evidence whose source has an address. */
struct online_facts {
	const struct online_page *page;
	bool drifted;      /* the words stand in the snapshot and no longer on the page */
	struct str before, now; /* the weightiest difference: the words of the quote, and those of the page; or empty */
	struct str words;  /* the passage of the page that is nearest, cut; or empty */
	bool same_place;   /* now differs at one place; else nothing near is there */
};

/* Fills run->online (by source) and the `online` of evidence. */
int online_facts_build(struct run *run, const struct lint_options *options, struct error *e);

#endif

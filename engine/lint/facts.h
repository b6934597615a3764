/* Facts: everything that rules read, computed once before them. */
#ifndef LINT_FACTS_H
#define LINT_FACTS_H

#include "base/map.h"
#include "claim/claim.h"
#include "lint/finding.h"
#include "source/source.h"
#include "text/match.h"

struct date_facts;     /* lint/date_facts.h */
struct lock_entry;     /* lint/lock.h */
struct run_dates;      /* lint/date_facts.h */
struct history_facts;  /* lint/history.h */
struct online_facts;   /* lint/online.h */
struct online_page;
struct surround_facts; /* lint/surround_facts.h: speakers, negations, numbers, names */

/* Why a piece of evidence is not decided, or that it is. */
enum evidence_state {
	EVIDENCE_DECIDED,
	EVIDENCE_NO_QUOTE,       /* nothing quoted */
	EVIDENCE_NO_SOURCE,      /* no source named */
	EVIDENCE_UNKNOWN_SOURCE, /* source-unknown */
	EVIDENCE_AMBIGUOUS,      /* source-ambiguous */
	EVIDENCE_UNREADABLE,     /* source-unreadable */
	EVIDENCE_LIMIT,          /* claim-unchecked: `limit` says which */
	EVIDENCE_TRANSLATED,     /* words not compared */
	EVIDENCE_TERM,           /* a term that stands nowhere: raises nothing */
	EVIDENCE_LOCKED,         /* its source is not here, and the lock knows it (lint/lock.h): verified earlier */
};

enum locator_state {
	LOCATOR_NONE,
	LOCATOR_FITS,
	LOCATOR_WRONG,    /* the words stand elsewhere: `locator_actual` */
	LOCATOR_UNKNOWN,  /* not of a kind that can be checked in this source */
};

struct evidence_facts {
	const struct evidence *evidence;
	enum evidence_state state;
	const char *limit;            /* EVIDENCE_LIMIT */
	size_t source;                /* cited source, SIZE_MAX; of a group of citations the one that has the words */
	const struct field *cited;    /* the id that names it, or the id that is unknown */
	struct match match;           /* in the cited source; verdict also ELSEWHERE */
	struct place place;           /* of match.span */
	bool has_place;
	bool outside;                 /* every word of it stands outside the main text of the page */
	/* ELSEWHERE, or a verbatim place of an altered quote in another source */
	size_t other_source;          /* SIZE_MAX */
	struct match other;
	struct place other_place;
	/* ABSENT: the nearest passage */
	bool has_near;
	struct place near_place;
	size_t near_source;
	enum locator_state locator;
	struct str locator_actual;    /* what it should say, in the writer's form */
	struct str locator_page;      /* of pages whose printed number is another: the file's own */
	bool textless;                /* EVIDENCE_LIMIT: the words may stand on a page that is a picture */
	/* texts of the source that messages need, copied: for each diff of match (or of other for ELSEWHERE) its words */
	struct str *diff_source;      /* n_diffs */
	struct place *diff_place;     /* n_diffs; in the source */
	struct str *typography_source; /* of each difference of typography */
	struct place typography_place;
	struct place part_place[2];   /* SPLICED: the parts before and behind the ellipsis at fault */
	struct place other_match_place; /* ambiguous: another place */
	struct str stop_words;        /* ABSENT: the words of the source where the longest match ends */
	const struct lock_entry *locked; /* LOCKED: what stands in; or NULL */
	const char *void_lock;        /* why the lock does not stand in for an absent source; NULL: nobody asked it */
	struct str span_sha256;       /* of the source's words, cut; only when a lock is made */
	struct span context;          /* the block of match.span, in document.text */
	const struct history_facts *history; /* of words that no longer stand there, where they once did; or NULL */
	struct online_facts *online;     /* of the page itself, where it was asked for; or NULL */
	struct surround_facts *surround; /* of a quote that was found; or NULL */
};

struct claim_facts {
	const struct claim *claim;
	size_t file, index;           /* run.files[file].claims[index] */
	struct evidence_facts *evidence;
	size_t n_evidence;
	/* Of a run that looks at changes only (lint/filter.h): reported; not needed, so without evidence and (unless it is
	 * ordered) without dates; under a comment that suppresses; one of those that `after` and `before` speak of. */
	bool selected, skipped, covered, ordered;
	struct date_facts *dates;       /* or NULL */
};

enum claim_state { CLAIM_SUPPORTED, CLAIM_DISCREPANT, CLAIM_UNCHECKED, CLAIM_VERIFIED_EARLIER };
const char *claim_state_name(enum claim_state s);

/* What became of a suppression, known after the other rules have reported. */
struct ignore_facts {
	const struct ignore *ignore;
	size_t file;
	size_t claim;     /* index in run.claims, or SIZE_MAX for a comment */
	bool known;       /* names a rule */
	bool used;        /* a finding was there to suppress, whatever its level */
	bool expired;
};

struct source_facts {
	bool cited;
	size_t first_claim;           /* that cites it: index in run.claims; SIZE_MAX */
	bool changed;                 /* differs from its sha256 */
	const struct history_facts *history; /* of a changed one, where the recorded bytes once stood there; or NULL */
	struct str sha256;            /* of its bytes; only where its record pins one, or a lock is made */
	const struct error *unreadable; /* why it can't be read; NULL: it can, or nobody tried */
	struct stated_date *stated;   /* copied */
	struct place *stated_place;
	size_t n_stated;
};

/* What looking into the past of the sources cost. */
struct history_counts {
	size_t commits, versions; /* looked at; read */
};

/* One run: what was read, and what is known. Rules see it const. */
struct run {
	struct arena *arena;
	const struct config *config;
	struct corpus *corpus;
	struct claim_file *files;
	size_t n_files;
	struct claim_facts *claims;   /* all claims of all files, in order */
	size_t n_claims;
	struct source_facts *sources; /* by source index */
	struct str now;               /* ISO day */
	/* claim index by id; duplicates keep the first */
	struct map ids;
	struct history_counts history;
	const struct online_page **online; /* by source, where pages were asked for; or NULL */
	struct str *online_lost;      /* by source: words of its address's text fragment that its page has not; or empty */
	struct run_dates *dates;      /* of records, events and today; or NULL */
	struct ignore_facts *ignores; /* for check_ignores only */
	size_t n_ignores;
};

#endif

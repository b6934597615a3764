/* What corpus.c, join.c and walk.c share. Nobody else includes this. */
#ifndef SOURCE_CORPUS_H
#define SOURCE_CORPUS_H

#include <pthread.h>

#include "base/map.h"
#include "base/memory.h"
#include "source/bibliography.h"
#include "source/source.h"

/* Where a source's fields come from; the higher wins. */
enum rank { RANK_FILE, RANK_FRONT_MATTER, RANK_BIBLIOGRAPHY };

enum slot_state { SLOT_EMPTY, SLOT_LOADING /* or being dropped: only who does it touches it */, SLOT_LOADED, SLOT_FAILED };

/* A source and its document; all below `state` is guarded by corpus.lock, and while it is SLOT_LOADING by who reads it. */
struct slot {
	struct source source;
	enum rank rank;
	size_t ids_cap;
	bool pinned;
	enum slot_state state;
	struct document *document; /* in `arena` */
	struct arena arena;
	size_t users, bytes;
	size_t file_size; /* as it was when folders were walked; 0: not known */
	size_t need, taken; /* what it takes while it is worked on, 0: not known yet; what it has of that (allowance.c) */
	struct slot *older, *newer; /* among the documents that nobody uses */
};

/* A place that records come from. */
struct origin {
	struct str base;  /* folder that its paths are relative to, absolute, without symlinks */
	struct str allow; /* besides the root, what lies below here may be read; empty: nothing */
};

struct corpus {
	struct arena arena;
	const struct tree *tree;
	const struct past *past;
	struct corpus_heads heads;
	struct cache *cache;
	struct str root, shown_root; /* without symlinks; as it was given */
	const struct str *exclude;
	size_t n_exclude;
	bool paths_named, digest;
	unsigned jobs;
	size_t memory;
	struct { struct slot **v; size_t n, cap; } slots;
	struct map by_id, by_path, ambiguous, folders;
	struct { struct str *v; size_t n, cap; } real_folders; /* values of `folders` */
	struct { struct ambiguity *v; size_t n, cap; } ambiguities;
	struct { struct source_problem *v; size_t n, cap; } problems;
	size_t files_found;
	pthread_mutex_t lock;
	pthread_cond_t loaded;
	struct slot *oldest, *newest;
	size_t unused_bytes;
	struct memory *budget;   /* NULL: no bound */
	pthread_cond_t given;
	size_t taken, in_work;   /* by sources that somebody works on; how many */
	size_t given_back;       /* since free blocks went back to the system */
	bool stopped;            /* nobody is to wait any more */
	bool sweeping;           /* corpus_sweep */
	struct error refusal;    /* the source that the bound cannot hold, and which it is */
	size_t refused;
};

enum { FRONT_MATTER_SIGN = 8 }; /* bytes that tell whether a file opens with front matter */

/* join.c: does a file with these first bytes open with front matter? */
bool may_open_front_matter(struct str head);
/* What a look at a file told. */
struct peeked {
	bool plain;  /* it does not open with front matter */
	size_t size; /* 0: not known */
};

/* Brings a file of a folder to its source. `full` has no symlinks in it; with `refused`, why it can't be read. */
int join_file(struct corpus *c, struct str relative, struct str full, struct peeked peeked, const struct error *refused,
              struct error *e);
/* Brings the records of a bibliography to their sources. */
int join_bibliography(struct corpus *c, const struct origin *o, const struct bibliography *b, struct error *e);
/* Whether citecheck may read below there. */
bool corpus_allows(const struct corpus *c, const struct origin *o, struct str full);
int corpus_take_problems(struct corpus *c, const struct bibliography *b, struct error *e);

/* allowance.c; all with the lock. Waits, and with a document that stays unused meanwhile dropped. CC_ENOMEM. */
int allowance_take(struct corpus *c, struct slot *s, struct error *e);
void allowance_give(struct corpus *c, struct slot *s);
/* Once the document is read: takes what it really needs; false where that is not there and others hold some. */
bool allowance_settle(struct corpus *c, struct slot *s);
void corpus_drop(struct slot *s);
void corpus_drop_oldest(struct corpus *c);
void corpus_end_waiting(struct corpus *c);

/* walk.c: joins every document below o->base, in the order of names. */
int walk_folder(struct corpus *c, const struct origin *o, struct error *e);

#endif

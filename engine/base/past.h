/* The past of files, as something else keeps it (git): a file as it stood at a revision, and the versions that it went
 * through. The git room fills it in; sources that are pinned and the walk through a source's history ask it.
 *
 * Every path is absolute. Nothing is done before the first question, and what can't be opened answers every question
 * with the same error: a run without a repository pays nothing. May be asked by several threads. */
#ifndef BASE_PAST_H
#define BASE_PAST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* One version of a file. Commits are full ids in hexadecimal. */
struct past_version {
	struct str commit;  /* that made it: the version before it had other bytes */
	struct str date;    /* of that commit, where it was made: "2026-05-02" */
	struct str blob;    /* id of the bytes: equal ids are equal bytes */
	struct str path;    /* as it was called then */
	struct str before;  /* the commit that still had the version before it; empty for the first version */
	struct str *others; /* a merge: its other parents */
	size_t n_others;
};

struct past_versions {
	struct past_version *v; /* newest first */
	size_t n;
	size_t commits;  /* looked at */
	bool cut;        /* the bound was reached, or a clone is shallow: there may be more */
	bool beside;     /* at a merge the line left the first parent, where another had the same bytes */
};

struct past {
	/* The bytes of `full` as it stood at `revision` (whatever names a commit). CC_EGIT with the reason and the command
	 * that helps, CC_ENOENT where the revision has no such file, CC_ELIMIT. */
	int (*read)(const struct past *p, struct arena *a, struct str revision, struct str full, size_t max, struct str *out,
	            struct error *e);
	/* The line of versions of `full` from a commit backwards (empty: from where the run stands), through renames, over
	 * at most `most` commits. At a merge it goes where the bytes are the same, else (and always with `first_parent`) to
	 * the first parent. No versions where the file is not tracked there. */
	int (*versions)(const struct past *p, struct arena *a, struct str full, struct str from, size_t most,
	                bool first_parent, struct past_versions *out, struct error *e);
	/* The bytes of a version. CC_EGIT where a partial clone lacks them. */
	int (*blob)(const struct past *p, struct arena *a, struct str id, size_t max, struct str *out, struct error *e);
	void *ctx;
};

#endif

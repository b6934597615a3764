/* A git repository, read through libgit2: objects are read, nothing is checked out, no filter or hook runs. The only room
 * that knows libgit2.
 *
 * What libgit2 can't open is CC_EGIT with the reason and the command that helps; the working tree is never read instead.
 * A repository is used by one thread; the trees it gives may be read by several. */
#ifndef GIT_REPO_H
#define GIT_REPO_H

#include "base/tree.h"

struct repo; /* opaque */

/* The repository of a folder (or of git's environment variables: hooks run with another GIT_INDEX_FILE). Strings live in
 * `a`, which outlives the repository. */
int repo_open(struct repo **out, struct arena *a, struct str folder, struct error *e);
void repo_close(struct repo *r);
/* Where its trees stand: the working tree's folder, or the repository's own for a bare one. Absolute, without links. */
struct str repo_top(const struct repo *r);

/* The folder of its hooks, which need not be there. */
int repo_hooks(struct repo *r, struct str *out, struct error *e);

/* The index as it stands. Unmerged paths are an error. */
int repo_index(struct repo *r, const struct tree **out, struct error *e);
/* A revision: anything that names a commit or tree. */
int repo_revision(struct repo *r, struct str revision, const struct tree **out, struct error *e);
/* HEAD; the empty tree before the first commit. */
int repo_head(struct repo *r, const struct tree **out, struct error *e);
/* The merge base of two revisions. */
int repo_merge_base(struct repo *r, struct str one, struct str two, const struct tree **out, struct error *e);

/* Whether git knows a file of the working tree (absolute, without links): by its index, then by its ignore files. What
 * lies outside the working tree counts as tracked: it is none of this repository's. CC_EGIT. */
enum repo_path_state { REPO_TRACKED, REPO_UNTRACKED, REPO_IGNORED };
int repo_path_state(struct repo *r, struct str full, enum repo_path_state *out, struct error *e);

/* What differs: absolute paths are added to *paths. `new` NULL: the working tree, with files that git does not track yet.
 * Trees must be of this repository. */
int repo_changes(struct repo *r, const struct tree *old, const struct tree *new, struct arena *a, struct path_set *paths,
                 struct error *e);

#endif

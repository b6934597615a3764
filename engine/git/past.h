/* The past of files out of a git repository (base/past.h). */
#ifndef GIT_PAST_H
#define GIT_PAST_H

#include "base/past.h"
#include "git/repo.h"

struct git_past; /* opaque */

/* Answers from `repo` (borrowed), or, where it is NULL, from the repository of `folder`, which is opened at the first
 * question. `start` is the revision where histories begin. Strings live as long as the past. */
int git_past_create(struct git_past **out, struct repo *repo, struct str folder, struct str start, struct error *e);
const struct past *git_past(const struct git_past *p);
void git_past_release(struct git_past *p);
/* Adds the files that say what was answered (HEAD, references): as long as they are as they were, so is every answer.
 * Nothing where nothing was asked. false: they can't be told (a revision by its name), or memory ran out. */
bool git_past_inputs(struct git_past *p, struct arena *a, struct path_set *out);

#endif

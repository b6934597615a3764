/* What the files of this room share. Nobody else includes this. */
#ifndef GIT_HANDLE_H
#define GIT_HANDLE_H

#include <git2.h>

#include "git/repo.h"

git_repository *repo_handle(struct repo *r);
/* libgit2's objects belong to one thread at a time. */
void repo_lock(struct repo *r);
void repo_unlock(struct repo *r);
/* The object that a revision names. */
int repo_object(struct repo *r, struct arena *a, struct str revision, git_object **out, struct error *e);

#endif

#include "git/trouble.h"

#define OWNER (-36) /* GIT_EOWNER, younger than the oldest libgit2 that citecheck builds with */

/* What libgit2 says, and what that means. */
struct meaning {
	const char *said, *reason;
};

static const struct meaning meanings[] = {
	{ "extensions.objectformat", "the repository has SHA-256 objects, which libgit2 can't read; check a working tree without "
	                             "--staged, --rev and --since, or convert it: `git clone` into `git init --object-format=sha1`" },
	{ "extensions.refstorage", "the repository keeps its references as a reftable, which libgit2 can't read; "
	                           "`git refs migrate --ref-format=files`" },
	{ "extensions.partialclone", "the repository is a partial clone, which libgit2 can't open; `git fetch --refetch --no-filter` "
	                             "and `git config --unset extensions.partialclone`" },
	{ "'link'", "the index is split, which libgit2 can't read; `git update-index --no-split-index`" },
	{ "'sdir'", "the index is sparse, which libgit2 can't read; `git sparse-checkout reapply --no-sparse-index`" },
};

static struct str said(void)
{
	const git_error *why = git_error_last();

	return why && why->message ? str_from(why->message) : STR("libgit2 gives no reason");
}

/* A known reason, or NULL. */
static const char *reason(void)
{
	struct str message = said();

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (str_find(message, str_from(meanings[i].said), 0) != SIZE_MAX)
			return meanings[i].reason;
	return NULL;
}

static int fall_back(const char *what, struct error *e)
{
	const char *known = reason();
	struct str message = said();

	if (known)
		return error_set(e, CC_EGIT, "%s", known);
	return error_set(e, CC_EGIT, "%s: " STR_FMT, what, STR_ARG(message));
}

int trouble_open(struct str folder, int code, struct error *e)
{
	/* for a foreign owner libgit2 1.5 speaks of the configuration it looked in */
	if (code == OWNER || str_find(said(), STR("safe.directory"), 0) != SIZE_MAX ||
	    str_find(said(), STR("is not owned by"), 0) != SIZE_MAX)
		return error_set(e, CC_EGIT, "the repository belongs to another user; "
		                 "`git config --global --add safe.directory '" STR_FMT "'` if you trust it", STR_ARG(folder));
	if (code == GIT_ENOTFOUND)
		return error_set(e, CC_EGIT, "no git repository at '" STR_FMT "' or above; `git init` makes one",
		                 STR_ARG(folder));
	return fall_back("can't open the git repository", e);
}

int trouble_index(int code, struct error *e)
{
	(void)code;
	return fall_back("can't read git's index", e);
}

int trouble_object(git_repository *git, struct str path, int code, struct error *e)
{
	git_config *config = NULL;
	int promised = 0;

	if (code != GIT_ENOTFOUND)
		return fall_back("can't read an object of git", e);
	if (git_repository_config_snapshot(&config, git) == 0) {
		const char *value = NULL;
		promised = git_config_get_string(&value, config, "remote.origin.partialclonefilter") == 0 ||
		           git_config_get_bool(&promised, config, "remote.origin.promisor") == 0;
	}
	git_config_free(config);
	if (promised)
		return error_set(e, CC_EGIT, "the object of '" STR_FMT "' is missing from this partial clone; "
		                 "`git fetch --refetch --no-filter`", STR_ARG(path));
	return error_set(e, CC_EGIT, "the object of '" STR_FMT "' is missing from the repository; `git fsck`",
	                 STR_ARG(path));
}

int trouble_revision(git_repository *git, struct str revision, int code, struct error *e)
{
	if (code == GIT_EAMBIGUOUS)
		return error_set(e, CC_EGIT, "'" STR_FMT "' may name several objects; write more of it", STR_ARG(revision));
	if (code == GIT_EINVALIDSPEC)
		return error_set(e, CC_EGIT, "'" STR_FMT "' is no name of a revision", STR_ARG(revision));
	if (git_repository_head_unborn(git) == 1 && str_starts(revision, STR("HEAD")))
		return error_set(e, CC_EGIT, "no revision '" STR_FMT "': nothing is committed yet on this branch", STR_ARG(revision));
	if (git_repository_is_shallow(git) == 1)
		return error_set(e, CC_EGIT, "no revision '" STR_FMT "' in this shallow clone; `git fetch --unshallow` "
		                 "(GitHub Actions: fetch-depth: 0)", STR_ARG(revision));
	if (code == GIT_ENOTFOUND)
		return error_set(e, CC_EGIT, "no revision '" STR_FMT "'; `git fetch` it, or see `git branch -a`",
		                 STR_ARG(revision));
	return fall_back("can't read the revision", e);
}

int trouble_merge_base(git_repository *git, struct str one, struct str two, int code, struct error *e)
{
	if (git_repository_is_shallow(git) == 1)
		return error_set(e, CC_EGIT, "this shallow clone lacks the merge base of '" STR_FMT "' and '" STR_FMT "'; "
		                 "`git fetch --unshallow` (GitHub Actions: fetch-depth: 0)", STR_ARG(one), STR_ARG(two));
	if (code == GIT_ENOTFOUND)
		return error_set(e, CC_EGIT, "'" STR_FMT "' and '" STR_FMT "' have no common ancestor; use --since",
		                 STR_ARG(one), STR_ARG(two));
	return fall_back("can't find the merge base", e);
}

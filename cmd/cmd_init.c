/* citecheck init: a configuration, one example that passes, the hook and the workflow. Never overwrites. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "config/config.h"
#include "cmd/output.h"

struct starter {
	const char *path;
	const char *text;
};

static const struct starter starters[] = {
	{ CONFIG_FILE,
	  "# The configuration of citecheck; its folder is the root. `citecheck help check` and the README tell more.\n"
	  "claims: [claims/]\n"
	  "corpus: [corpus/]\n"
	  "fail-on: warning            # error | warning | note | never\n"
	  "rules: {}                   # RULE: off | note | warning | error; `citecheck rules` lists them\n"
	  "# baseline: citecheck-baseline.yaml   # what was there before; `citecheck baseline create` writes it\n" },
	{ "claims/example.yaml",
	  "claims:\n"
	  "  - id: lamp-in-the-window\n"
	  "    claim: The keeper of the ferry house put a lamp into the window every evening.\n"
	  "    evidence:\n"
	  "      - source: ferry-house\n"
	  "        quote: every evening the keeper set a lamp in the window\n"
	  "        locator: para. 2\n" },
	{ "corpus/ferry-house.txt",
	  "The ferry house stood on the eastern bank, a little above the landing.\n"
	  "\n"
	  "In summer nobody needed it, but from October on every evening the keeper set\n"
	  "a lamp in the window, so that the boats could find the landing in the fog.\n" },
	{ ".pre-commit-config.yaml",
	  "repos:\n"
	  "  - repo: local\n"
	  "    hooks:\n"
	  "      - id: citecheck\n"
	  "        name: citecheck\n"
	  "        entry: citecheck\n"
	  "        language: system\n"
	  "        pass_filenames: false\n"
	  "        require_serial: true\n"
	  "        # a changed source can break a claim as well as a changed claim\n"
	  "        files: ^(claims/|corpus/|citecheck\\.yaml$|sources\\.yaml$)\n" },
	{ ".github/workflows/citecheck.yml",
	  "name: citecheck\n"
	  "on: [push, pull_request]\n"
	  "permissions:\n"
	  "  contents: read\n"
	  "jobs:\n"
	  "  claims:\n"
	  "    runs-on: ubuntu-latest\n"
	  "    steps:\n"
	  "      - uses: actions/checkout@v4\n"
	  "      # put the program on the runner here: build it from its repository with `make && sudo make install`\n"
	  "      - run: citecheck\n" },
};

static int make_folders(struct arena *a, struct str path, struct error *e)
{
	for (size_t i = 0; i < path.len; i++) {
		struct str folder;

		if (path.ptr[i] != '/' || i == 0)
			continue;
		folder = str_copy(a, str_slice(path, 0, i));
		if (!folder.ptr)
			return error_memory(e);
		if (mkdir(folder.ptr, 0777) < 0 && errno != EEXIST)
			return error_set(e, CC_EIO, "can't make folder '" STR_FMT "': %s", STR_ARG(folder), strerror(errno));
	}
	return 0;
}

/* 1: it was there and stays as it is. */
static int make_file(struct app *app, const struct starter *s, struct error *e)
{
	struct str path = path_join(app->arena, app->cwd, str_from(s->path)), text = str_from(s->text);
	bool written;
	int fd;

	if (!path.ptr || !(path = str_copy(app->arena, path)).ptr)
		return error_memory(e);
	if (make_folders(app->arena, path, e) < 0)
		return e->code;
	fd = open(path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno == EEXIST)
		return 1;
	if (fd < 0)
		return error_set(e, CC_EIO, "can't write '%s': %s", s->path, strerror(errno));
	errno = ENOSPC; /* a write that takes less than all has no reason of its own */
	written = write(fd, text.ptr, text.len) == (ssize_t)text.len;
	if (!written)
		error_set(e, CC_EIO, "can't write '%s': %s", s->path, strerror(errno));
	if (close(fd) < 0 && written) {
		written = false;
		error_set(e, CC_EIO, "can't write '%s': %s", s->path, strerror(errno));
	}
	/* half a file would be kept by the next run */
	if (!written)
		unlink(path.ptr);
	return written ? 0 : CC_EIO;
}

static bool is_empty_folder(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *d;
	size_t n = 0;

	if (!folder)
		return false;
	while (n == 0 && (d = readdir(folder)) != NULL)
		n += strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
	closedir(folder);
	return n == 0;
}

/* A folder that holds nothing is as good as none. */
static bool is_filled(struct app *app, const char *path)
{
	struct str full = str_copy(app->arena, path_join(app->arena, app->cwd, str_from(path)));
	struct stat st;

	return full.ptr && lstat(full.ptr, &st) == 0 && !is_empty_folder(full.ptr);
}

/* An example in a folder of claims that somebody filled already would only be in the way. */
static bool wanted(const struct starter *s, bool had_claims, bool had_corpus)
{
	struct str path = str_from(s->path);

	return !((had_claims || had_corpus) && (str_starts(path, STR("claims/")) || str_starts(path, STR("corpus/"))));
}

static int make_all(struct app *app, struct buf *b, struct error *e)
{
	bool had_claims = is_filled(app, "claims"), had_corpus = is_filled(app, "corpus");

	for (size_t i = 0; i < sizeof starters / sizeof *starters; i++) {
		int rc;

		if (!wanted(&starters[i], had_claims, had_corpus))
			continue;
		rc = make_file(app, &starters[i], e);
		if (rc < 0)
			return rc;
		buf_addf(b, "%s  %s\n", rc == 1 ? "kept   " : "created", starters[i].path);
	}
	if (had_corpus && !had_claims)
		buf_add(b, STR("Write a first claim into claims/: `citecheck find --as yaml WORDS` prints evidence out of corpus/.\n"));
	buf_add(b, STR("Run `citecheck` to check the claims, and `pre-commit install` for the hook.\n"));
	return 0;
}

static int run(struct app *app)
{
	struct error e = { 0 }, why = { 0 };
	struct buf b;
	int rc, written;

	buf_init(&b, MIB(1));
	rc = make_all(app, &b, &e);
	written = b.failed ? error_memory(&why) : output_write(buf_str(&b), &why);
	buf_release(&b);
	if (rc < 0)
		return output_fail(&e);
	return written < 0 ? output_fail(&why) : EXIT_CLEAN;
}

const struct command command_init = {
	.name = "init",
	.arguments = "",
	.summary = "make a starter configuration with an example, the hook and the workflow",
	.details = "Writes " CONFIG_FILE ", one claim and one source that pass, .pre-commit-config.yaml and "
	           ".github/workflows/citecheck.yml into the working directory. A file that is there already is kept as "
	           "it is, and where there are claims or a corpus no example is added.",
	.options = OF_OTHER,
	.run = run,
};

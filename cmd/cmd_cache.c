/* citecheck cache: how much is kept, and throwing it away. */
#include "base/cache.h"
#include "cmd/output.h"

static const char *unit_of(uint64_t *n)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB" };
	size_t i = 0;

	while (*n >= 10240 && i + 1 < sizeof units / sizeof *units) {
		*n /= 1024;
		i++;
	}
	return units[i];
}

static int print(struct app *app, const char *done, struct cache_usage u, struct str folder, struct error *e)
{
	uint64_t n = u.bytes;
	const char *unit = unit_of(&n);

	return output_write(str_fmt(app->arena, "%s%zu file%s, %llu %s in " STR_FMT "\n", done, u.files,
	                            u.files == 1 ? "" : "s", (unsigned long long)n, unit, STR_ARG(folder)), e);
}

static int run(struct app *app)
{
	struct str word = app->options->args.v[0], folder = output_cache_folder(app->arena);
	struct cache_usage usage;
	struct error e = { 0 };
	int rc;

	if (!str_is(word, "size") && !str_is(word, "clean")) {
		error_set(&e, CC_EUSAGE, "cache takes size or clean, not '" STR_FMT "'", STR_ARG(word));
		return output_usage(app->options->command, &e);
	}
	if (folder.len == 0) {
		error_set(&e, CC_ENOENT, "no cache folder: neither XDG_CACHE_HOME nor HOME names a folder");
		return output_fail(&e);
	}
	if (str_is(word, "size"))
		rc = cache_size(folder, &usage, &e) < 0 ? -1 : print(app, "", usage, folder, &e);
	else
		rc = cache_clean(folder, &usage, &e) < 0 ? -1 : print(app, "removed ", usage, folder, &e);
	return rc < 0 ? output_fail(&e) : EXIT_CLEAN;
}

const struct command command_cache = {
	.name = "cache",
	.arguments = "size|clean",
	.summary = "what is kept to make the next run faster: its size, or throw it away",
	.details = "The text of PDF, DOCX, ODT and EPUB files and of larger HTML pages, the token streams and indexes of "
	           "large sources and the output of runs whose input has not changed are kept below "
	           "$XDG_CACHE_HOME/citecheck (else ~/.cache/citecheck). Everything in there can be made again; --no-cache leaves it alone.",
	.options = OF_OTHER,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};

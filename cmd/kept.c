#include "cmd/kept.h"

#include <sys/stat.h>

#include "base/limits.h"
#include "cmd/output.h"

static bool reads_standard_input(const struct options *o)
{
	for (size_t i = 0; i < o->args.n; i++)
		if (str_is(o->args.v[i], "-"))
			return true;
	return false;
}

/* The program itself: another build may judge otherwise. */
static void add_program(struct buf *b)
{
	struct stat st;

	if (stat("/proc/self/exe", &st) == 0)
		buf_addf(b, "%ju %ju %jd.%09ld", (uintmax_t)st.st_ino, (uintmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec,
		         st.st_mtim.tv_nsec);
	buf_add(b, STR(" " CITECHECK_VERSION "\n"));
}

void kept_begin(struct memo *m, const struct app *app, struct str now, bool color, size_t width)
{
	struct str folder = { 0 };
	struct buf b;

	if (!app->options->no_cache && !reads_standard_input(app->options))
		folder = output_cache_folder(app->arena);
	buf_init(&b, MIB(16));
	add_program(&b);
	buf_addf(&b, STR_FMT "\n" STR_FMT "\n%d %zu\n", STR_ARG(app->cwd), STR_ARG(now), color, width);
	for (int i = 1; i < app->argc; i++)
		buf_addf(&b, "%zu %s\n", str_from(app->argv[i]).len, app->argv[i]);
	memo_begin(m, app->arena, b.failed ? (struct str){ 0 } : folder, buf_str(&b));
	buf_release(&b);
}

void kept_add_inputs(struct memo *m, const struct checking *c)
{
	const struct app *app = c->app;
	const struct options *o = app->options;
	struct str folder = app->cwd;

	if (c->baseline_path.len)
		memo_add(m, c->baseline_path);
	if (o->config.len)
		memo_add(m, path_join(app->arena, app->cwd, o->config));
	while (!o->config.len) {
		memo_add(m, path_join(app->arena, folder, STR("citecheck.yaml")));
		if (folder.len <= 1)
			break;
		folder = path_folder(folder);
		if (folder.len == 0)
			folder = STR("/");
	}
	for (size_t i = 0; i < o->args.n; i++)
		memo_add_folder(m, path_join(app->arena, app->cwd, o->args.v[i]));
}

void kept_add_past(struct memo *m, const struct app *app, struct git_past *past)
{
	struct path_set inputs = { 0 };

	if (m->file.len == 0)
		return;
	m->failed = m->failed || !git_past_inputs(past, app->arena, &inputs);
	for (size_t i = 0; i < inputs.n; i++)
		memo_add(m, inputs.v[i]);
}

#include "cmd/fixing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"
#include "cmd/output.h"
#include "lint/fix.h"

int fixing_print(struct app *app, const struct lint_result *result, struct str prefix, struct error *e)
{
	struct fix_plan plan;
	struct buf b;
	int rc = fix_plan(app->arena, result, app->options->with_unsafe, &plan, e);

	if (rc < 0)
		return rc;
	buf_init(&b, MIB(4096));
	for (size_t i = 0; rc == 0 && i < plan.n_files; i++)
		if (fix_diff(&b, &plan.files[i], prefix) < 0)
			rc = error_memory(e);
	if (rc == 0)
		rc = output_write_bare(buf_str(&b), e);
	buf_release(&b);
	return rc;
}

/* Into the file that a link leads to, with its permissions. */
static int write_file(struct app *app, struct str path, struct str bytes, struct error *e)
{
	char *real = realpath(str_copy(app->arena, path).ptr, NULL);
	struct stat st;
	int rc;

	if (!real || stat(real, &st) < 0) {
		free(real);
		return error_set(e, CC_EIO, "can't write '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
	}
	rc = output_file(app->arena, str_from(real), bytes, e);
	if (rc == 0 && chmod(real, st.st_mode & 07777) < 0)
		rc = error_set(e, CC_EIO, "can't keep the permissions of '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
	free(real);
	return rc;
}

static void tell(struct app *app, const struct fix_plan *plan)
{
	struct str text = str_fmt(app->arena, "fixed %zu finding%s in %zu file%s", plan->n_fixes,
	                          plan->n_fixes == 1 ? "" : "s", plan->n_files, plan->n_files == 1 ? "" : "s");

	if (plan->n_unsafe)
		text = str_fmt(app->arena, STR_FMT "; %zu more with --unsafe: look at them first, with --diff", STR_ARG(text),
		               plan->n_unsafe);
	if (plan->n_left)
		text = str_fmt(app->arena, STR_FMT "; %zu left, since they overlap or do not fit their place", STR_ARG(text),
		               plan->n_left);
	output_complain(text);
}

int fixing_write(struct app *app, const struct lint_result *result, size_t *n, struct error *e)
{
	struct fix_plan plan;
	int rc = fix_plan(app->arena, result, app->options->with_unsafe, &plan, e);

	for (size_t i = 0; rc == 0 && i < plan.n_files; i++)
		rc = write_file(app, path_join(app->arena, result->run.config->root, plan.files[i].path), plan.files[i].after, e);
	*n = rc == 0 ? plan.n_fixes : 0;
	if (rc == 0 && (plan.n_fixes || plan.n_unsafe || plan.n_left))
		tell(app, &plan);
	return rc;
}

/* citecheck: the linter for claims.
 *
 * The way of a run, and where each step lives:
 *
 *     cmd/options      the command line            argv             -> struct options
 *     engine/config    citecheck.yaml              a folder         -> struct config
 *     engine/find      which claim files           paths            -> struct found_file[]
 *     engine/net       http and https, where asked  web addresses    -> answers
 *     engine/claim     YAML, JSON, Markdown        bytes            -> struct claim_file, with exact positions
 *     engine/source    bibliographies, loaders     paths, bytes     -> struct corpus, struct document
 *     engine/text      folding, words, matching    quote, document  -> struct match
 *     engine/time      dates, their network        text             -> struct time_expression[]
 *     engine/lint      facts, then the rules       all of these     -> struct lint_result
 *     rules            judgement, one file a rule  facts            -> struct finding
 *     engine/report    one file a format           struct lint_result -> bytes
 *     cmd/cmd_*        one file a command          wiring           -> exit status
 *
 * engine/base holds what all of them use. Only this folder writes to the terminal, ends the program, or owns state of
 * libraries. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/output.h"

const struct command *const command_table[] = {
#define COMMAND(name) &command_##name,
#include "cmd/commands.def"
#undef COMMAND
	NULL,
};

/* Where standard output, input or error is closed, the first file opened would take its place. What takes it instead can't be
 * used the way it would be, so that a report that nobody gets is an error, as any other that can't be written. */
static int open_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
			return -1;
	return 0;
}

static int working_directory(struct arena *a, struct str *out, struct error *e)
{
	char *real = realpath(".", NULL);

	if (!real)
		return error_set(e, CC_EIO, "no working directory: %s", strerror(errno));
	*out = str_copy(a, str_from(real));
	free(real);
	return out->ptr ? 0 : error_memory(e);
}

static int run(struct arena *a, int argc, char **argv)
{
	struct options options = { 0 };
	struct app app = { .arena = a, .options = &options, .argc = argc, .argv = argv };
	struct error e = { 0 };

	if (options_read(a, argc, argv, command_table, &options, &e) < 0)
		return e.code == CC_EUSAGE ? output_usage(options.command, &e) : output_fail(&e);
	if (options.version)
		return command_version.run(&app);
	if (options.help)
		return command_help.run(&app);
	if (working_directory(a, &app.cwd, &e) < 0)
		return output_fail(&e);
	return options.command->run(&app);
}

int main(int argc, char **argv)
{
	struct arena arena;
	int status;

	/* a reader that goes away is an error of write, not a death */
	signal(SIGPIPE, SIG_IGN);
	if (open_standard_files() < 0)
		return EXIT_TROUBLE;
	arena_init(&arena);
	status = run(&arena, argc, argv);
	arena_release(&arena);
	return status;
}

/* citecheck help [COMMAND], --help: pages made from the tables of commands, options and formats. */
#include "base/limits.h"
#include "cmd/output.h"
#include "report/report.h"

#define WIDTH 79
#define NAMES 24 /* column where the help of an option starts */

static void spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_add_char(b, ' ');
}

/* One paragraph, filled; `column` is where the cursor is, `indent` where lines start. */
static void fill(struct buf *b, struct str text, size_t column, size_t indent)
{
	struct str rest = text, word;
	bool first = true;

	while (str_split(&rest, ' ', &word)) {
		if (!first && column + 1 + word.len > WIDTH) {
			buf_add_char(b, '\n');
			spaces(b, indent);
			column = indent;
		} else if (!first) {
			buf_add_char(b, ' ');
			column++;
		}
		buf_add(b, word);
		column += word.len;
		first = false;
	}
	buf_add_char(b, '\n');
}

static void paragraphs(struct buf *b, const char *text)
{
	struct str rest = str_from(text);

	while (rest.len) {
		size_t end = str_find(rest, STR("\n\n"), 0);

		buf_add_char(b, '\n');
		fill(b, str_slice(rest, 0, end), 0, 0);
		rest = end == SIZE_MAX ? (struct str){ 0 } : str_slice(rest, end + 2, rest.len);
	}
}

static void row(struct buf *b, size_t start, size_t indent, struct str help)
{
	size_t column = b->len - start;

	if (column + 2 > indent) {
		buf_add_char(b, '\n');
		column = 0;
	}
	spaces(b, indent - column);
	fill(b, help, indent, indent);
}

static void option_rows(struct buf *b, const struct command *c)
{
	buf_add(b, STR("\nOptions:\n"));
	for (size_t i = 0; i < option_count; i++) {
		const struct option_spec *o = &option_table[i];
		size_t start = b->len;

		if (!(o->commands & c->options))
			continue;
		buf_addf(b, "  --%s", o->name);
		if (o->value)
			buf_addf(b, " %s", o->choices ? o->choices : o->value);
		if (o->letter)
			buf_addf(b, ", -%c", o->letter);
		row(b, start, NAMES + 4, str_from(o->help));
	}
}

static void format_rows(struct buf *b)
{
	buf_add(b, STR("\nFormats:\n"));
	for (size_t i = 0; report_format_table[i]; i++) {
		size_t start = b->len;
		buf_addf(b, "  %s", report_format_table[i]->name);
		row(b, start, NAMES - 10, str_from(report_format_table[i]->summary));
	}
}

static void command_page(struct buf *b, const struct command *c)
{
	buf_addf(b, "usage: citecheck %s%s%s%s%s\n\n%s\n", c == &command_check ? "[check]" : c->name,
	         "", c->options == OF_OTHER ? "" : " [OPTION...]", *c->arguments ? " " : "", c->arguments, c->summary);
	paragraphs(b, c->details);
	option_rows(b, c);
	if (c->options & OF_CHECK)
		format_rows(b);
}

static void overview(struct buf *b)
{
	buf_add(b, STR("usage: citecheck [check] [OPTION...] [PATH...]\n"
	               "       citecheck COMMAND [OPTION...] [ARGUMENT...]\n"));
	paragraphs(b, "The linter for claims: reads claim files and the sources they cite, decides for every claim whether "
	              "the quoted words stand in the source and whether the dates hold together, and reports each "
	              "discrepancy at the exact character.\n\n"
	              "Supported means that the quoted words stand in the source and that dates, numbers and names agree; "
	              "whether they prove the claim is for a reader.");
	buf_add(b, STR("\nCommands:\n"));
	for (size_t i = 0; command_table[i]; i++) {
		size_t start = b->len;
		buf_addf(b, "  %s%s%s", command_table[i]->name, *command_table[i]->arguments ? " " : "",
		         command_table[i]->arguments);
		row(b, start, NAMES, str_from(command_table[i]->summary));
	}
	buf_add(b, STR("\n`citecheck help COMMAND` tells more. Start with `citecheck init`.\n"));
}

static int run(struct app *app)
{
	const struct options *o = app->options;
	const struct command *about = NULL;
	struct error e = { 0 };
	struct buf b;
	int rc;

	if (o->command != &command_help)
		about = o->command == &command_check && o->args.n == 0 && !o->named ? NULL : o->command;
	else if (o->args.n && !(about = command_named(command_table, o->args.v[0]))) {
		const char *near = command_nearest(command_table, o->args.v[0]);
		error_set(&e, CC_EUSAGE, near ? "unknown command '" STR_FMT "'; did you mean '%s'?" : "unknown command '" STR_FMT "'",
		          STR_ARG(o->args.v[0]), near);
		return output_usage(NULL, &e);
	}
	buf_init(&b, MIB(1));
	if (about)
		command_page(&b, about);
	else
		overview(&b);
	rc = b.failed ? error_memory(&e) : output_write(buf_str(&b), &e);
	buf_release(&b);
	return rc < 0 ? output_fail(&e) : EXIT_CLEAN;
}

const struct command command_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "this overview, or the page of a command",
	.details = "The same as `citecheck COMMAND --help`.",
	.options = OF_OTHER,
	.max_args = 1,
	.run = run,
};

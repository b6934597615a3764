/* citecheck explain RULE: what a rule finds, why it matters, an example, the same one mended, how to configure it. */
#include "base/limits.h"
#include "cmd/output.h"
#include "lint/rule.h"

static void add_example(struct buf *b, const char *title, const char *files)
{
	struct str rest = str_from(files), line;

	buf_addf(b, "\n%s\n", title);
	while (str_split(&rest, '\n', &line)) {
		if (rest.ptr == NULL && line.len == 0)
			break;
		if (str_starts(line, STR("=== ")))
			buf_addf(b, "\n    # " STR_FMT "\n", STR_ARG(str_slice(line, 4, line.len)));
		else if (line.len == 0)
			buf_add_char(b, '\n');
		else
			buf_addf(b, "    " STR_FMT "\n", STR_ARG(line));
	}
}

static void add_configuration(struct buf *b, const struct rule *r)
{
	buf_addf(b, "\nConfigure, in citecheck.yaml:\n\n    rules:\n      %s: %s    # off, note, warning, error\n",
	         r->name, level_name(r->level));
	for (const struct rule_key *k = r->keys; k && k->name; k++)
		buf_addf(b, "      %s: {%s: %ld%s}    # %s; %ld%s to %ld%s\n", r->name, k->name, k->standard,
		         k->unit ? k->unit : "", k->help, k->min, k->unit ? k->unit : "", k->max,
		         k->unit ? k->unit : "");
	buf_addf(b, "\nOr for one run: `--rule %s=LEVEL`, `--only %s`. For one claim, in its file:\n\n"
	            "    ignore: {%s: \"the reason\"}\n",
	         r->name, r->name, r->name);
}

static void add_rule(struct buf *b, const struct rule *r)
{
	buf_addf(b, "%s (%s): %s\n\n%s\n", r->name, level_name(r->level), r->summary, r->explain);
	if (r->online)
		buf_add(b, STR("\nAsked only by `citecheck check --online`.\n"));
	if (r->bad)
		add_example(b, "An example that fails:", r->bad);
	if (r->good)
		add_example(b, "The same one mended:", r->good);
	add_configuration(b, r);
}

static int unknown_rule(struct app *app, struct str name)
{
	struct str near = rule_nearest(name);
	struct error e = { 0 };

	if (near.len)
		error_set(&e, CC_EUSAGE, "unknown rule '" STR_FMT "'; did you mean '" STR_FMT "'?", STR_ARG(name),
		          STR_ARG(near));
	else
		error_set(&e, CC_EUSAGE, "unknown rule '" STR_FMT "'; `citecheck rules` lists them", STR_ARG(name));
	return output_usage(app->options->command, &e);
}

static int run(struct app *app)
{
	const struct str_list *args = &app->options->args;
	struct error e = { 0 };
	struct buf b;
	int rc;

	for (size_t i = 0; i < args->n; i++)
		if (rule_index(args->v[i]) == SIZE_MAX)
			return unknown_rule(app, args->v[i]);
	buf_init(&b, MIB(16));
	for (size_t i = 0; i < args->n; i++) {
		if (i)
			buf_add_char(&b, '\n');
		add_rule(&b, rule_table[rule_index(args->v[i])]);
	}
	rc = b.failed ? error_memory(&e) : output_write(buf_str(&b), &e);
	buf_release(&b);
	return rc < 0 ? output_fail(&e) : EXIT_CLEAN;
}

const struct command command_explain = {
	.name = "explain",
	.arguments = "RULE...",
	.summary = "explain a rule, with examples",
	.details = "What the rule finds and why it matters, an example that fails, the same one mended, and how to "
	           "configure it.",
	.options = OF_OTHER,
	.min_args = 1,
	.max_args = 100,
	.run = run,
};

/* junit: a test suite for each claim file, a test case for each claim, so that a clean run does not count zero tests.
 *
 * A case fails when one of its findings counts for the exit status, and is an error when the claim was not checked.
 * Findings about no claim are cases of their own. */
#include "base/error.h"
#include "report/machine.h"

struct suite {
	size_t tests, failures, errors, skipped;
};

static bool fails(const struct lint_result *r, const struct finding *f)
{
	enum level at = r->run.config ? r->run.config->fail_on : LEVEL_WARNING;

	return at != LEVEL_NEVER && f->level >= at;
}

static void add_line(struct buf *out, const struct finding *f)
{
	struct buf line;

	buf_init(&line, SIZE_MAX / 2);
	emit_place(&line, &f->at);
	buf_addf(&line, ": %s[%s] ", level_name(f->level), f->rule->name);
	buf_add(&line, f->message);
	if (line.failed)
		out->failed = true;
	machine_xml(out, buf_str(&line));
	buf_add_char(out, '\n');
	buf_release(&line);
}

/* What a case has to say: one element, opened with the worst finding's words, its lines all findings. */
struct verdict_of {
	const struct finding *worst;
	bool failed, unchecked, earlier;
};

/* `claim`: whose findings; SIZE_MAX: of none. */
static struct verdict_of weigh(const struct lint_result *r, const size_t *order, size_t n, size_t claim)
{
	struct verdict_of v = { 0 };

	v.unchecked = claim != SIZE_MAX && r->states[claim] == CLAIM_UNCHECKED;
	v.earlier = claim != SIZE_MAX && r->states[claim] == CLAIM_VERIFIED_EARLIER;

	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &r->findings[order[i]];

		v.failed = v.failed || fails(r, f);
		if (!v.worst || f->level > v.worst->level)
			v.worst = f;
	}
	return v;
}

static void add_body(struct buf *out, const struct lint_result *r, const size_t *order, size_t n, struct verdict_of v)
{
	const char *element = v.unchecked ? "error" : v.failed ? "failure" : "system-out";

	if (v.earlier && !v.failed)
		buf_add(out, STR("      <skipped message=\"verified earlier; the source is not here\"></skipped>\n"));
	if (n == 0 && !v.unchecked)
		return;
	buf_addf(out, "      <%s", element);
	if (v.unchecked || v.failed) {
		buf_addf(out, " type=\"%s\" message=\"", v.worst ? v.worst->rule->name : "not-checked");
		machine_xml(out, v.worst ? v.worst->message : STR("the claim was not checked"));
		buf_add_char(out, '"');
	}
	buf_add_char(out, '>');
	for (size_t i = 0; i < n; i++)
		add_line(out, &r->findings[order[i]]);
	buf_addf(out, "</%s>\n", element);
}

static void open_case(struct buf *out, struct str name, struct str path, size_t line)
{
	buf_add(out, STR("    <testcase name=\""));
	machine_xml(out, name);
	buf_add(out, STR("\" classname=\""));
	machine_xml(out, path);
	buf_add(out, STR("\" file=\""));
	machine_xml(out, path);
	if (line)
		buf_addf(out, "\" line=\"%zu", line);
	buf_add(out, STR("\" time=\"0\">\n"));
}

static void add_claim(struct buf *out, const struct lint_result *r, const struct by_claim *by, size_t i)
{
	const struct claim_facts *c = &r->run.claims[i];
	const struct file *f = r->run.files[c->file].file;
	const size_t *order = by->order + by->first[i];
	size_t n = by->first[i + 1] - by->first[i];
	open_case(out, c->claim->id, f->path, file_position(f, c->claim->place.start).line);
	add_body(out, r, order, n, weigh(r, order, n, i));
	buf_add(out, STR("    </testcase>\n"));
}

static void open_suite(struct buf *out, struct str name, const struct suite *s)
{
	buf_add(out, STR("  <testsuite name=\""));
	machine_xml(out, name);
	buf_addf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\">\n", s->tests,
	         s->failures, s->errors, s->skipped);
}

static void count(struct suite *s, struct verdict_of v)
{
	s->tests++;
	s->errors += v.unchecked;
	s->failures += !v.unchecked && v.failed;
	s->skipped += v.earlier && !v.failed;
}

static void count_claims(struct suite *s, const struct lint_result *r, const struct by_claim *by, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		count(s, weigh(r, by->order + by->first[i], by->first[i + 1] - by->first[i], i));
}

/* The claims of one file, from `from` on; returns the first claim behind them. */
static size_t add_file(struct buf *out, const struct lint_result *r, const struct by_claim *by, size_t from,
                       const struct report_options *options)
{
	size_t file = r->run.claims[from].file, to = from;
	struct suite s = { 0 };

	while (to < r->run.n_claims && r->run.claims[to].file == file)
		to++;
	count_claims(&s, r, by, from, to);
	open_suite(out, r->run.files[file].file->path, &s);
	for (size_t i = from; i < to; i++) {
		add_claim(out, r, by, i);
		emit_flush(out, options);
	}
	buf_add(out, STR("  </testsuite>\n"));
	return to;
}

/* Findings about files and sources, and what kept citecheck from its work. */
static struct suite count_rest(const struct lint_result *r, const struct by_claim *by)
{
	struct suite s = { 0 };

	for (size_t i = by->first[r->run.n_claims]; i < by->n; i++)
		count(&s, weigh(r, by->order + i, 1, SIZE_MAX));
	for (size_t i = 0; i < r->n_diagnostics; i++)
		count(&s, (struct verdict_of){ .unchecked = true });
	return s;
}

static void add_rest(struct buf *out, const struct lint_result *r, const struct by_claim *by, const struct suite *s,
                     const struct report_options *options)
{
	if (s->tests == 0)
		return;
	open_suite(out, STR("citecheck"), s);
	for (size_t i = by->first[r->run.n_claims]; i < by->n; i++) {
		const struct finding *f = &r->findings[by->order[i]];

		open_case(out, str_from(f->rule->name), f->at.path, f->at.page ? 0 : f->at.start.line);
		add_body(out, r, by->order + i, 1, weigh(r, by->order + i, 1, SIZE_MAX));
		buf_add(out, STR("    </testcase>\n"));
		emit_flush(out, options);
	}
	for (size_t i = 0; i < r->n_diagnostics; i++) {
		open_case(out, STR("citecheck"), STR("citecheck"), 0);
		buf_add(out, STR("      <error type=\"trouble\" message=\""));
		machine_xml(out, r->diagnostics[i]);
		buf_add(out, STR("\"></error>\n    </testcase>\n"));
	}
	buf_add(out, STR("  </testsuite>\n"));
}

static void write_suites(struct buf *out, const struct lint_result *r, const struct by_claim *by,
                         const struct report_options *options)
{
	struct suite rest = count_rest(r, by), all = rest;

	count_claims(&all, r, by, 0, r->run.n_claims);
	buf_addf(out,
	         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	         "<testsuites name=\"citecheck\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"0\">\n",
	         all.tests, all.failures, all.errors);
	for (size_t i = 0; i < r->run.n_claims && !out->failed;)
		i = add_file(out, r, by, i, options);
	add_rest(out, r, by, &rest, options);
	buf_add(out, STR("</testsuites>\n"));
}

static int write_junit(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	struct by_claim by;
	struct arena a;

	arena_init(&a);
	if (machine_by_claim(&a, r, &by) < 0)
		out->failed = true;
	else
		write_suites(out, r, &by, options);
	arena_release(&a);
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_junit = {
	.name = "junit",
	.summary = "a test case for each claim, for servers that show test results",
	.write = write_junit,
};

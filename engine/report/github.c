/* github: workflow commands that become annotations of a pull request, and a table for the job's summary.
 *
 * GitHub shows ten annotations of a type for each step: the worst findings come first, the rest are plain lines of the
 * log, and a closing notice tells how many there are. */
#include "base/error.h"
#include "base/utf8.h"
#include "report/machine.h"

#define PER_TYPE 10
#define MESSAGE_BYTES 3500     /* GitHub's limit is 4,096 characters, escapes counted */
#define SUMMARY_ROWS 1000
#define SUMMARY_BYTES (900 * 1024) /* GitHub's limit is 1 MiB */

struct command_kind {
	const char *command;
	enum level level;
	size_t room;
};

static const struct command_kind kinds[] = {
	{ "error", LEVEL_ERROR, PER_TYPE },
	{ "warning", LEVEL_WARNING, PER_TYPE },
	{ "notice", LEVEL_NOTE, PER_TYPE - 1 }, /* one is the closing notice */
};
#define N_KINDS (sizeof kinds / sizeof *kinds)

/* Text that was made safe, as data of a command; in properties colon and comma end a value. */
static void add_escaped(struct buf *out, struct str s, bool property)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '%')
			buf_add(out, STR("%25"));
		else if (property && c == ':')
			buf_add(out, STR("%3A"));
		else if (property && c == ',')
			buf_add(out, STR("%2C"));
		else
			buf_add_char(out, c);
	}
}

/* At most `most` bytes, cut at a code point. */
static struct str cut(struct str s, size_t most)
{
	return s.len <= most ? s : str_slice(s, 0, utf8_floor(s, most));
}

static void add_safe(struct buf *out, struct str s, bool property)
{
	struct buf scratch;

	buf_init(&scratch, SIZE_MAX / 2);
	emit_text(&scratch, cut(s, MESSAGE_BYTES));
	if (scratch.failed)
		out->failed = true;
	add_escaped(out, cut(buf_str(&scratch), MESSAGE_BYTES), property);
	buf_release(&scratch);
}

static void add_path(struct buf *out, const struct report_options *options, struct str path, bool property)
{
	struct buf scratch;

	buf_init(&scratch, SIZE_MAX / 2);
	machine_path(&scratch, options, path);
	if (scratch.failed)
		out->failed = true;
	add_safe(out, buf_str(&scratch), property);
	buf_release(&scratch);
}

static void add_revision(struct buf *out, struct str rev)
{
	struct buf scratch;

	buf_init(&scratch, SIZE_MAX / 2);
	emit_revision(&scratch, rev);
	add_safe(out, buf_str(&scratch), false);
	buf_release(&scratch);
}

static void add_related(struct buf *out, const struct finding *f, const struct report_options *options)
{
	size_t before = out->len;

	for (size_t i = 0; i < f->n_related && out->len - before < MESSAGE_BYTES / 4; i++) {
		const struct place *p = &f->related[i].place;

		buf_add(out, STR("%0A"));
		add_path(out, options, p->path, false);
		add_revision(out, p->rev);
		buf_addf(out, ":%zu:%zu", p->start.line, p->start.column);
		if (p->page)
			buf_addf(out, " (page %u)", p->page);
		if (f->related[i].message.len) {
			buf_add(out, STR(": "));
			add_safe(out, cut(f->related[i].message, MESSAGE_BYTES / 8), false);
		}
	}
}

static void add_command(struct buf *out, const struct finding *f, const char *command,
                        const struct report_options *options)
{
	const struct place *p = &f->at;

	buf_addf(out, "::%s file=", command);
	add_path(out, options, p->path, true);
	if (p->page == 0 && p->rev.len == 0) {
		buf_addf(out, ",line=%zu,endLine=%zu", p->start.line, p->end.line);
		if (p->start.line == p->end.line) /* GitHub drops columns of several lines */
			buf_addf(out, ",col=%zu,endColumn=%zu", p->start.column, p->end.column);
	}
	buf_addf(out, ",title=citecheck %s::", f->rule->name);
	add_safe(out, cut(f->message, MESSAGE_BYTES / 2), false);
	add_related(out, f, options);
	buf_add_char(out, '\n');
}

static void add_plain(struct buf *out, const struct finding *f)
{
	emit_place(out, &f->at);
	buf_addf(out, ": %s[%s] ", level_name(f->level), f->rule->name);
	emit_text(out, f->message);
	buf_add_char(out, '\n');
}

static void add_totals(struct buf *out, const struct lint_summary *s)
{
	emit_count(out, s->claims, "claim");
	buf_addf(out, ": %zu supported, %zu discrepant, %zu not checked", s->supported, s->discrepant, s->unchecked);
	if (s->verified_earlier)
		buf_addf(out, ", %zu verified earlier", s->verified_earlier);
	buf_add(out, STR("; "));
	emit_count(out, s->errors, "error");
	buf_add(out, STR(", "));
	emit_count(out, s->warnings, "warning");
	buf_add(out, STR(", "));
	emit_count(out, s->notes, "note");
	if (s->baselined)
		buf_addf(out, ", %zu in the baseline", s->baselined);
}

static int write_github(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	size_t annotated = 0;

	for (size_t k = 0; k < N_KINDS; k++) {
		size_t room = kinds[k].room;

		for (size_t i = 0; i < r->n_findings && !out->failed; i++) {
			if (r->findings[i].level != kinds[k].level)
				continue;
			if (room > 0) {
				add_command(out, &r->findings[i], kinds[k].command, options);
				room--;
				annotated++;
			} else {
				add_plain(out, &r->findings[i]);
			}
			emit_flush(out, options);
		}
	}
	for (size_t i = 0; i < r->n_diagnostics; i++) {
		buf_add(out, STR("::error title=citecheck::"));
		add_safe(out, r->diagnostics[i], false);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < r->n_notices; i++) {
		buf_add(out, STR("::warning title=citecheck::"));
		add_safe(out, r->notices[i], false);
		buf_add_char(out, '\n');
	}
	buf_add(out, STR("::notice title=citecheck::"));
	add_totals(out, &r->summary);
	if (annotated < r->n_findings)
		buf_addf(out, "; %zu of %zu findings are annotations, the log has all", annotated, r->n_findings);
	buf_add_char(out, '\n');
	return out->failed ? CC_ENOMEM : 0;
}

/* Foreign text in a cell of a Markdown table: whatever could be markup is an entity. */
static void add_cell(struct buf *out, struct str s)
{
	static const char markup[] = "\\`*_{}[]<>()#+!|&~@:$";
	struct buf scratch;

	buf_init(&scratch, SIZE_MAX / 2);
	emit_text(&scratch, s);
	if (scratch.failed)
		out->failed = true;
	for (size_t i = 0; i < scratch.len; i++) {
		char c = scratch.ptr[i];

		if (str_find_char(str_from(markup), c, 0) != SIZE_MAX)
			buf_addf(out, "&#%d;", c);
		else
			buf_add_char(out, c);
	}
	buf_release(&scratch);
}

static void add_row(struct buf *out, const struct finding *f, const struct report_options *options)
{
	struct buf path;

	buf_init(&path, SIZE_MAX / 2);
	machine_path(&path, options, f->at.path);
	buf_addf(&path, ":%zu:%zu", f->at.start.line, f->at.start.column);
	if (path.failed)
		out->failed = true;
	buf_addf(out, "| %s | %s | ", level_name(f->level), f->rule->name);
	add_cell(out, buf_str(&path));
	buf_add(out, STR(" | "));
	add_cell(out, f->claim);
	buf_add(out, STR(" | "));
	add_cell(out, cut(f->message, MESSAGE_BYTES));
	buf_add(out, STR(" |\n"));
	buf_release(&path);
}

static int write_summary(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	size_t rows = 0, start = out->len;

	buf_add(out, STR("### citecheck\n\n"));
	add_totals(out, &r->summary);
	buf_add(out, STR("\n\n"));
	for (size_t i = 0; i < r->n_diagnostics && i < PER_TYPE; i++) {
		buf_add(out, STR("- "));
		add_cell(out, cut(r->diagnostics[i], MESSAGE_BYTES));
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < r->n_notices && i < PER_TYPE; i++) {
		buf_add(out, STR("- "));
		add_cell(out, cut(r->notices[i], MESSAGE_BYTES));
		buf_add_char(out, '\n');
	}
	if (r->n_findings)
		buf_add(out, STR("\n| level | rule | place | claim | finding |\n| --- | --- | --- | --- | --- |\n"));
	for (size_t k = 0; k < N_KINDS; k++)
		for (size_t i = 0; i < r->n_findings; i++) {
			if (r->findings[i].level != kinds[k].level || rows == SUMMARY_ROWS ||
			    out->len - start > SUMMARY_BYTES)
				continue;
			add_row(out, &r->findings[i], options);
			rows++;
		}
	if (rows < r->n_findings) {
		buf_addf(out, "\n%zu more ", r->n_findings - rows);
		buf_add(out, r->n_findings - rows == 1 ? STR("finding") : STR("findings"));
		buf_add(out, STR(" in the log.\n"));
	}
	buf_add_char(out, '\n');
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_github = {
	.name = "github",
	.summary = "annotations of a pull request, and the job's summary",
	.write = write_github,
	.also_variable = "GITHUB_STEP_SUMMARY",
	.also = write_summary,
};

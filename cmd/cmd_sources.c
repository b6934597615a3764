/* citecheck sources: every record of the corpus with its state. */
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "cmd/output.h"
#include "cmd/scope.h"
#include "config/config.h"
#include "find/find.h"
#include "lint/inventory.h"
#include "report/emit.h"

#define GAP 2 /* between columns */

/* A cited source with one of these can't do its work. */
#define BAD (INVENTORY_MISSING | INVENTORY_UNREADABLE | INVENTORY_CHANGED)

struct listing {
	const struct inventory *all;
	unsigned wanted; /* states of --state; 0: everything */
};

static bool is_listed(const struct listing *l, const struct inventory_entry *entry)
{
	return l->wanted == 0 || (entry->states & l->wanted) != 0;
}

static int add_states(struct buf *b, unsigned states, const char *before, const char *between, const char *after)
{
	bool first = true;

	for (unsigned bit = 0; bit < INVENTORY_STATES; bit++) {
		if ((states & 1u << bit) == 0)
			continue;
		buf_addf(b, "%s%s%s%s", first ? "" : between, before, inventory_state_name(bit), after);
		first = false;
	}
	return b->failed ? CC_ENOMEM : CC_OK;
}

/* --- text --- */

static size_t width(struct str s)
{
	size_t at = 0, n = 0;

	while (at < s.len)
		n += (size_t)utf8_width(utf8_next(s, &at));
	return n;
}

enum { COLUMN_ID, COLUMN_STATE, COLUMN_FILE, COLUMN_NOTE, COLUMNS };

static void cell(struct buf *b, const struct inventory_entry *entry, int column)
{
	buf_clear(b);
	switch (column) {
	case COLUMN_ID:
		emit_start(b, entry->source->id);
		break;
	case COLUMN_STATE:
		add_states(b, entry->states, "", ", ", "");
		break;
	case COLUMN_FILE:
		emit_text(b, entry->source->path.len > 0 ? entry->source->path : STR("-"));
		break;
	default:
		emit_text(b, entry->note);
		break;
	}
}

static void add_rows(struct buf *b, const struct listing *l, size_t widths[COLUMNS], bool print)
{
	struct buf c;

	buf_init(&c, MIB(4));
	for (size_t i = 0; i < l->all->n; i++) {
		const struct inventory_entry *entry = &l->all->v[i];
		if (!is_listed(l, entry))
			continue;
		for (int column = 0; column < COLUMNS; column++) {
			size_t w;
			cell(&c, entry, column);
			w = width(buf_str(&c));
			if (!print) {
				widths[column] = w > widths[column] ? w : widths[column];
				continue;
			}
			buf_add(b, buf_str(&c));
			/* nothing stands behind the last word of a line */
			if (column == COLUMN_NOTE || (column == COLUMN_FILE && entry->note.len == 0))
				break;
			for (; w < widths[column] + GAP; w++)
				buf_add_char(b, ' ');
		}
		if (print)
			buf_add_char(b, '\n');
	}
	b->failed |= c.failed;
	buf_release(&c);
}

static size_t count(const struct listing *l, unsigned states)
{
	size_t n = 0;

	for (size_t i = 0; i < l->all->n; i++)
		n += is_listed(l, &l->all->v[i]) && (states == 0 || (l->all->v[i].states & states) != 0);
	return n;
}

static void add_text(struct buf *b, const struct listing *l)
{
	size_t widths[COLUMNS] = { 0 };
	static const unsigned own = INVENTORY_PRESENT | INVENTORY_MISSING | INVENTORY_UNREADABLE;
	const char *before = ": ";
	bool joined = false;

	add_rows(b, l, widths, false);
	add_rows(b, l, widths, true);
	if (count(l, 0) > 0)
		buf_add_char(b, '\n');
	emit_count(b, count(l, 0), "source");
	for (unsigned bit = 0; bit < INVENTORY_STATES; bit++) {
		if (count(l, 1u << bit) == 0)
			continue;
		/* of the first three every source has one */
		if ((1u << bit & own) == 0 && !joined)
			before = "; ";
		joined = (1u << bit & own) == 0;
		buf_addf(b, "%s%zu %s", before, count(l, 1u << bit), inventory_state_name(bit));
		before = ", ";
	}
	buf_add_char(b, '\n');
}

/* --- JSON --- */

static void member(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, ", \"%s\": ", name);
	emit_json_or_null(b, value);
}

static void add_json(struct buf *b, const struct listing *l)
{
	const char *between = "\n  ";

	buf_addf(b, "{\"tool\": \"citecheck\", \"version\": \"%s\",\n \"summary\": {\"sources\": %zu", CITECHECK_VERSION,
	         count(l, 0));
	for (unsigned bit = 0; bit < INVENTORY_STATES; bit++)
		buf_addf(b, ", \"%s\": %zu", inventory_state_name(bit), count(l, 1u << bit));
	buf_add(b, STR("},\n \"sources\": ["));
	for (size_t i = 0; i < l->all->n; i++) {
		const struct inventory_entry *entry = &l->all->v[i];
		const struct source *s = entry->source;

		if (!is_listed(l, entry))
			continue;
		buf_addf(b, "%s{\"id\": ", between);
		emit_json(b, s->id);
		buf_add(b, STR(", \"states\": ["));
		add_states(b, entry->states, "\"", ", ", "\"");
		buf_addf(b, "], \"claims\": %zu", entry->claims);
		member(b, "file", s->path);
		member(b, "format", str_from(s->format != NULL ? s->format->name : NULL));
		member(b, "title", s->record.title.text);
		member(b, "issued", s->record.issued.text);
		member(b, "url", s->record.url.text);
		member(b, "note", entry->note);
		buf_add_char(b, '}');
		between = ",\n  ";
	}
	buf_add(b, STR("]}\n"));
}

/* --- the command --- */

static struct str state_name(const void *none, size_t i)
{
	(void)none;
	return str_from(inventory_state_name((unsigned)i));
}

static int no_such_state(struct str word, struct error *e)
{
	struct buf all;
	int rc;

	buf_init(&all, KIB(4));
	add_states(&all, (1u << INVENTORY_STATES) - 1, "", ", ", "");
	rc = error_set(e, CC_EUSAGE, "no state '" STR_FMT "'; the states are " STR_FMT, STR_ARG(word), STR_ARG(buf_str(&all)));
	buf_release(&all);
	return rc;
}

static int read_states(const struct options *o, unsigned *out, struct error *e)
{
	*out = 0;
	for (size_t i = 0; i < o->states.n; i++) {
		struct str word = o->states.v[i];
		size_t near;
		unsigned bit = 0;
		while (bit < INVENTORY_STATES && !str_is(word, inventory_state_name(bit)))
			bit++;
		if (bit < INVENTORY_STATES) {
			*out |= 1u << bit;
			continue;
		}
		near = str_nearest(word, INVENTORY_STATES, state_name, NULL);
		if (near == SIZE_MAX)
			return no_such_state(word, e);
		return error_set(e, CC_EUSAGE, "no state '" STR_FMT "'; did you mean '%s'?", STR_ARG(word),
		                 inventory_state_name((unsigned)near));
	}
	return CC_OK;
}

/* Where git keeps the project; without a repository nobody is asked. */
struct tracker {
	struct repo *repo;
	struct error error;
	bool failed;
};

static unsigned look(void *ctx, struct str full)
{
	struct tracker *t = ctx;
	enum repo_path_state state;

	if (repo_path_state(t->repo, full, &state, &t->error) < 0) {
		t->failed = true;
		return 0;
	}
	return state == REPO_IGNORED ? INVENTORY_IGNORED : state == REPO_UNTRACKED ? INVENTORY_UNTRACKED : 0;
}

static bool has_repository(struct arena *a, struct str folder)
{
	for (;;) {
		if (tree_look(NULL, a, path_join(a, folder, STR(".git"))) != TREE_NONE)
			return true;
		if (folder.len <= 1)
			return false;
		folder = path_folder(folder);
		if (folder.len == 0)
			folder = STR("/");
	}
}

static int read_options(struct app *app, const struct config *config, struct lint_options *lint, struct error *e)
{
	const struct options *o = app->options;
	bool named = o->args.n > 0;
	struct find_options find = {
		.root = config->root,
		.cwd = app->cwd,
		.paths = named ? o->args.v : config->claims,
		.n_paths = named ? o->args.n : config->n_claims,
		.from_command_line = named,
		.exclude = config->exclude,
		.n_exclude = config->n_exclude,
		.optional = !named && !config->claims_given,
	};
	struct found_file *files;
	struct str *corpus = arena_array(app->arena, struct str, o->corpus.n + 1);
	int rc;

	if (corpus == NULL)
		return error_memory(e);
	for (size_t i = 0; i < o->corpus.n; i++)
		if (!(corpus[i] = path_join(app->arena, app->cwd, o->corpus.v[i])).ptr)
			return error_memory(e);
	rc = find_claim_files(app->arena, &find, &files, &lint->n_files, e);
	lint->files = files;
	lint->corpus = corpus;
	lint->n_corpus = o->corpus.n;
	return rc;
}

static int print(struct app *app, const struct listing *l, bool json, struct error *e)
{
	struct buf b;
	int rc;

	(void)app;
	buf_init(&b, MIB(1024));
	if (json)
		add_json(&b, l);
	else
		add_text(&b, l);
	rc = b.failed ? error_memory(e) : output_write(buf_str(&b), e);
	buf_release(&b);
	return rc;
}

static int status_of(const struct listing *l)
{
	if (l->wanted != 0)
		return count(l, 0) > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
	for (size_t i = 0; i < l->all->n; i++)
		if (l->all->v[i].claims > 0 && (l->all->v[i].states & BAD) != 0)
			return EXIT_FINDINGS;
	return EXIT_CLEAN;
}

static int list(struct app *app, const struct config *config, const struct scope *scope, unsigned wanted, bool json)
{
	struct lint_options lint = { .past = git_past(scope->past), .config = config, .stdin_fd = STDIN_FILENO,
		                     .cwd = app->cwd, .jobs = (unsigned)app->options->jobs };
	struct tracker tracker = { 0 };
	struct inventory_git git = { look, &tracker };
	struct lint_result read = { 0 };
	struct inventory all;
	struct listing l = { &all, wanted };
	struct error e = { 0 };
	int status = EXIT_TROUBLE;

	if (has_repository(app->arena, config->root) && repo_open(&tracker.repo, app->arena, config->root, &tracker.error) < 0)
		tracker.failed = true;
	if (read_options(app, config, &lint, &e) < 0 ||
	    inventory_take(app->arena, &lint, tracker.repo != NULL ? &git : NULL, &read, &all, &e) < 0 ||
	    print(app, &l, json, &e) < 0) {
		output_fail(&e);
	} else {
		status = status_of(&l);
		for (size_t i = 0; i < read.n_diagnostics; i++)
			status = output_complain(read.diagnostics[i]);
		if (tracker.failed)
			status = output_fail(&tracker.error);
	}
	lint_result_release(&read);
	repo_close(tracker.repo);
	return status;
}

static int run(struct app *app)
{
	static const char *const words[] = { "text", "json" };
	struct scope scope = { 0 };
	struct config config;
	struct error e = { 0 };
	unsigned wanted;
	size_t format;
	int status;

	if (options_format(app->options, words, 2, &format, &e) < 0 || read_states(app->options, &wanted, &e) < 0)
		return output_usage(app->options->command, &e);
	if (config_load(app->arena, NULL, app->cwd, app->options->config, &config, &e) < 0 ||
	    scope_open(app, &scope, &e) < 0)
		return output_fail(&e);
	status = list(app, &config, &scope, wanted, format == 1);
	scope_close(&scope);
	return status;
}

const struct command command_sources = {
	.name = "sources",
	.arguments = "[PATH...]",
	.summary = "every source with its state: present, changed, undated, unpinned, never cited and so on",
	.details = "One line a source: id, states, file, and what the states rest on. PATHs are the claim files that count as "
	           "citing (default: the configured ones). States: present, missing (no file, or none at its place), unreadable, "
	           "changed (differs from its sha256), undated (no issued), unpinned (neither sha256 nor revision), unused (no "
	           "claim cites it), untracked and ignored (by git), abstract, landing (a short page that leads to the "
	           "document).\n\n"
	           "Exit status: 0; 1 when a cited source is missing, unreadable or changed, or, with --state, when a source is "
	           "in one of those states; 2 when something could not be read.",
	.options = OF_SOURCES,
	.max_args = (size_t)-1,
	.run = run,
};

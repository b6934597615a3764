/* citecheck dates FILE...: every date expression of a document. */
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cmd/output.h"
#include "source/source.h"
#include "time/dump.h"

struct reading {
	struct app *app;
	struct time_context context;
	bool jsonl;
};

/* A file as its source format reads it; what has no format of its own is read as plain text. */
static int load(struct arena *a, struct str path, struct str cwd, struct document *out, struct error *e)
{
	struct source *source = arena_new(a, struct source);
	struct str bytes;
	int rc;

	if (!source)
		return error_memory(e);
	source->path = path;
	source->id = path_stem(path);
	source->format = source_format_for(path);
	if (!source->format)
		source->format = &source_format_text;
	if (str_is(path, "-")) {
		source->path = STR("stdin");
		rc = file_read_fd(a, STDIN_FILENO, LIMIT_DATES_BYTES, &bytes, e);
	} else {
		source->full_path = path_join(a, cwd, path);
		if (!source->full_path.ptr)
			return error_memory(e);
		rc = file_read(a, source->full_path, LIMIT_DATES_BYTES, &bytes, e);
	}
	if (rc < 0)
		return rc;
	rc = source->format->load(a, source, bytes, out, e);
	if (rc < 0 && rc != CC_ENOMEM)
		error_wrap(e, "can't read '" STR_FMT "'", STR_ARG(source->path));
	return rc;
}

/* Text and Markdown are shown as they stand in the file, other documents as the text that was taken from them. */
static struct str shown_text(const struct document *d, const struct source_format *format,
                             struct time_reading_list *list)
{
	if (format && !str_is(str_from(format->name), "text") && !str_is(str_from(format->name), "markdown"))
		return d->text;
	for (size_t i = 0; i < list->n; i++)
		list->v[i].span = posmap_span(&d->map, list->v[i].span);
	return d->file->text;
}

static int print(const struct reading *r, struct arena *a, struct str path, const struct document *d,
                 struct time_reading_list *list, struct error *e)
{
	const struct source_format *format = source_format_for(path);
	struct str text = shown_text(d, format, list);
	struct buf b;
	int rc;

	buf_init(&b, MIB(4096));
	if (r->jsonl)
		rc = dump_jsonl(&b, a, path_base(path), text, list);
	else
		rc = dump_text(&b, a, path, text, list);
	if (rc < 0 || b.failed)
		rc = error_memory(e);
	else
		rc = output_write(buf_str(&b), e);
	buf_release(&b);
	return rc;
}

/* 0, or negative with *fatal where going on makes no sense. */
static int read_one(const struct reading *r, struct str path, bool *fatal, struct error *e)
{
	struct time_reading_list list = { 0 };
	struct document document = { 0 };
	struct arena a;
	int rc;

	arena_init(&a);
	rc = load(&a, path, r->app->cwd, &document, e);
	if (rc == 0)
		rc = time_read(&a, document.text, &r->context, &list, e);
	if (rc == 0) {
		rc = print(r, &a, path, &document, &list, e);
		*fatal = rc < 0;
	}
	arena_release(&a);
	return rc;
}

static int read_context(struct reading *r, struct error *e)
{
	static const enum time_mode modes[] = { MODE_AUTO, MODE_NARRATIVE, MODE_NEWS };
	const struct options *o = r->app->options;
	struct time_context none = { 0 };
	struct time_expression date;

	r->context.mode = modes[o->mode];
	if (!o->as_of.len)
		return 0;
	if (time_parse(r->app->arena, o->as_of, &none, &date, e) < 0 || date.n_readings == 0)
		return error_set(e, CC_EUSAGE, "'--as-of' takes a date, not '" STR_FMT "'", STR_ARG(o->as_of));
	r->context.issued = date.readings[0];
	r->context.issued_precision = date.precision;
	r->context.has_issued = true;
	return 0;
}

static int run(struct app *app)
{
	static const char *const words[] = { "text", "jsonl" };
	struct reading r = { .app = app };
	const struct str_list *args = &app->options->args;
	int status = EXIT_CLEAN;
	bool fatal = false;
	struct error e = { 0 };
	size_t format;

	if (options_format(app->options, words, 2, &format, &e) < 0 || read_context(&r, &e) < 0)
		return output_usage(app->options->command, &e);
	r.jsonl = format == 1;
	for (size_t i = 0; i < args->n && !fatal; i++)
		if (read_one(&r, args->v[i], &fatal, &e) < 0)
			status = output_fail(&e);
	return status;
}

const struct command command_dates = {
	.name = "dates",
	.arguments = "FILE...",
	.summary = "every date expression of a document, with what it can mean",
	.details = "Reads text, Markdown, HTML, PDF, DOCX, ODT and EPUB; - is standard input. As text, the document with the expressions "
	           "marked, then a line each: place, words, TIMEX3 type, value and modifier, EDTF, the days surely meant, and "
	           "what it was resolved against. As jsonl, one object an expression.\n\n"
	           "Exit status: 0 read, 2 some file could not be read.",
	.options = OF_DATES,
	.min_args = 1,
	.max_args = (size_t)-1,
	.run = run,
};

/* citecheck find TEXT: where in the corpus do these words stand? */
#include <unistd.h>

#include "base/cache.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "cmd/bound.h"
#include "cmd/find_place.h"
#include "cmd/output.h"
#include "config/config.h"
#include "git/past.h"
#include "report/emit.h"

struct printer {
	struct buf *out;
	const struct find_places *places;
	struct str text;
	struct report_options how;
};

static bool is_found(const struct find_places *p)
{
	return p->n && (p->v[0].verdict == VERDICT_VERBATIM || p->v[0].verdict == VERDICT_FOLDED);
}

static void add_sentence(struct printer *p, const struct find_place *f)
{
	struct buf *b = p->out;

	buf_add(b, STR("    "));
	emit_text(b, f->before);
	emit_color(b, &p->how, COLOR_GOOD);
	buf_add(b, STR("»"));
	emit_text(b, f->words);
	buf_add(b, STR("«"));
	emit_color(b, &p->how, COLOR_NONE);
	emit_text(b, f->after);
	buf_add_char(b, '\n');
}

static void print_text(struct printer *p)
{
	struct buf *b = p->out;

	for (size_t i = 0; i < p->places->n; i++) {
		const struct find_place *f = &p->places->v[i];

		emit_place(b, &f->place);
		buf_add(b, STR(": "));
		buf_add(b, str_from(f->verdict == VERDICT_ABSENT ? "near" : verdict_name(f->verdict)));
		buf_add(b, STR(" in "));
		emit_text(b, f->source->id);
		buf_add(b, STR(", "));
		emit_text(b, f->locator);
		if (f->difference.len) {
			buf_add(b, STR(": "));
			emit_text(b, f->difference);
		}
		buf_add_char(b, '\n');
		add_sentence(p, f);
	}
	if (p->places->n == 0)
		buf_add(b, p->places->n_unreadable ? STR("no source that could be read has these words or words near them\n")
		                                   : STR("no source has these words or words near them\n"));
}

static void json_member(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, ", \"%s\": ", name);
	emit_json_or_null(b, value);
}

static struct str whole_sentence(struct buf *b, const struct find_place *f)
{
	buf_clear(b);
	buf_add(b, f->before);
	buf_add(b, f->words);
	buf_add(b, f->after);
	return buf_str(b);
}

static void print_json(struct printer *p)
{
	struct buf *b = p->out, sentence;

	buf_init(&sentence, MIB(1));
	buf_addf(b, "{\"tool\": \"citecheck\", \"version\": \"%s\", \"text\": ", CITECHECK_VERSION);
	emit_json(b, p->text);
	buf_addf(b, ", \"found\": %s,\n \"places\": [", is_found(p->places) ? "true" : "false");
	for (size_t i = 0; i < p->places->n; i++) {
		const struct find_place *f = &p->places->v[i];
		const struct place *at = &f->place;

		buf_add(b, i ? STR(",\n  {\"source\": ") : STR("\n  {\"source\": "));
		emit_json(b, f->source->id);
		buf_addf(b, ", \"verdict\": \"%s\"", verdict_name(f->verdict));
		json_member(b, "file", at->path);
		if (at->page)
			buf_addf(b, ", \"page\": %u", at->page);
		else
			buf_add(b, STR(", \"page\": null"));
		buf_addf(b, ", \"line\": %zu, \"column\": %zu, \"end_line\": %zu, \"end_column\": %zu", at->start.line,
		         at->start.column, at->end.line, at->end.column);
		json_member(b, "locator", f->locator);
		json_member(b, "prefix", f->prefix);
		json_member(b, "words", f->words);
		json_member(b, "sentence", whole_sentence(&sentence, f));
		json_member(b, "difference", f->difference);
		buf_add_char(b, '}');
	}
	buf_add(b, STR("]}\n"));
	buf_release(&sentence);
}

/* The writer's words where they stand in the source, else the source's own. */
static struct str quotable(const struct printer *p, const struct find_place *f)
{
	return f->verdict == VERDICT_VERBATIM || f->verdict == VERDICT_FOLDED ? p->text : f->words;
}

static void yaml_scalar(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, "%s: ", key);
	emit_json(b, value);
	buf_add_char(b, '\n');
}

static void print_yaml(struct printer *p)
{
	for (size_t i = 0; i < p->places->n; i++) {
		const struct find_place *f = &p->places->v[i];

		yaml_scalar(p->out, "- source", f->source->id);
		yaml_scalar(p->out, "  quote", quotable(p, f));
		if (f->prefix.len)
			yaml_scalar(p->out, "  prefix", f->prefix);
		yaml_scalar(p->out, "  locator", f->locator);
	}
}

/* --- text fragments (WICG, "URL Fragment Text Directives"): #:~:text=[prefix-,]start[,end] --- */

#define FRAGMENT_WORDS 8 /* longer passages are given by their ends */

static void fragment_part(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '~';
		if (plain)
			buf_add_char(b, c);
		else
			buf_addf(b, "%%%02X", (unsigned)(unsigned char)c);
	}
}

/* Offset behind the n-th word from the start, or before it from the end; 0 and s.len where there are fewer. */
static size_t word_bound(struct str s, size_t n, bool from_end)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t at = from_end ? s.len - 1 - i : i;
		if (s.ptr[at] == ' ' && --n == 0)
			return from_end ? at + 1 : at;
	}
	return from_end ? 0 : s.len;
}

static void print_url(struct buf *b, const struct find_place *f)
{
	struct str url = str_trim(f->source->record.url.text), words = str_trim(f->words);
	size_t start, end;

	url = str_slice(url, 0, str_find_char(url, '#', 0));
	start = word_bound(words, FRAGMENT_WORDS / 2, false);
	end = word_bound(words, FRAGMENT_WORDS / 2, true);
	emit_text(b, url);
	buf_add(b, STR("#:~:text="));
	if (f->prefix.len > 0) {
		fragment_part(b, str_trim(f->prefix));
		buf_add(b, STR("-,"));
	}
	if (start < end && word_bound(words, FRAGMENT_WORDS, false) < words.len) {
		fragment_part(b, str_slice(words, 0, start));
		buf_add_char(b, ',');
		fragment_part(b, str_slice(words, end, words.len));
	} else {
		fragment_part(b, words);
	}
	buf_add_char(b, '\n');
}

static void print_urls(struct printer *p)
{
	for (size_t i = 0; i < p->places->n; i++)
		if (p->places->v[i].source->record.url.text.len > 0)
			print_url(p->out, &p->places->v[i]);
}

static bool plain_key(struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];
		bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		bool inner = i > 0 && i + 1 < id.len && str_find_char(STR(":.#$%&-+?<>~/"), c, 0) != SIZE_MAX;
		if (!word && !inner)
			return false;
	}
	return id.len > 0;
}

static void markdown_text(struct buf *b, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (str_find_char(STR("\\`*_[]<>$"), s.ptr[i], 0) == SIZE_MAX)
			continue;
		emit_text(b, str_slice(s, from, i));
		buf_add_char(b, '\\');
		from = i;
	}
	emit_text(b, str_slice(s, from, s.len));
}

static void print_markdown(struct printer *p)
{
	for (size_t i = 0; i < p->places->n; i++) {
		const struct find_place *f = &p->places->v[i];
		struct str quote = quotable(p, f);
		bool straight = str_find_char(quote, '"', 0) == SIZE_MAX;

		buf_add(p->out, straight ? STR("\"") : STR("“"));
		markdown_text(p->out, quote);
		buf_add(p->out, straight ? STR("\" [@") : STR("” [@"));
		if (!plain_key(f->source->id))
			buf_add_char(p->out, '{');
		emit_text(p->out, f->source->id);
		if (!plain_key(f->source->id))
			buf_add_char(p->out, '}');
		buf_add(p->out, STR(", "));
		emit_text(p->out, f->locator);
		buf_add(p->out, STR("]\n"));
	}
}

static int print(struct app *app, const struct find_places *places, struct str text, bool json)
{
	const struct options *o = app->options;
	struct error e = { 0 };
	struct buf b;
	struct printer p = { .out = &b, .places = places, .text = text, .how = { .color = output_color(o) } };
	int rc;

	buf_init(&b, MIB(256));
	if (json)
		print_json(&p);
	else if (o->url)
		print_urls(&p);
	else if (o->as == AS_YAML)
		print_yaml(&p);
	else if (o->as == AS_MARKDOWN)
		print_markdown(&p);
	else
		print_text(&p);
	rc = b.failed ? error_memory(&e) : output_write(buf_str(&b), &e);
	buf_release(&b);
	if (rc < 0)
		return output_fail(&e);
	if (places->n_unreadable) {
		output_complain(places->unreadable);
		if (!is_found(places))
			return EXIT_TROUBLE;
	}
	return is_found(places) ? EXIT_CLEAN : EXIT_FINDINGS;
}

/* The words of the command line, joined by spaces; - reads standard input. */
static int read_text(struct app *app, struct str *out, struct error *e)
{
	const struct str_list *args = &app->options->args;
	struct str bytes;
	struct buf b;
	bool converted;
	int rc = 0;

	if (args->n == 1 && str_is(args->v[0], "-")) {
		rc = file_read_fd(app->arena, STDIN_FILENO, LIMIT_QUOTE_BYTES, &bytes, e);
		if (rc == 0)
			rc = text_decode(app->arena, bytes, false, out, &converted, e);
	} else {
		buf_init(&b, LIMIT_QUOTE_BYTES);
		for (size_t i = 0; i < args->n; i++) {
			if (i)
				buf_add_char(&b, ' ');
			buf_add(&b, args->v[i]);
		}
		*out = str_copy(app->arena, buf_str(&b));
		rc = b.failed ? error_set(e, CC_ELIMIT, "more than %zu bytes to look for", LIMIT_QUOTE_BYTES) : 0;
		buf_release(&b);
	}
	if (rc < 0)
		return rc;
	*out = str_trim(*out);
	if (utf8_invalid_at(*out) < out->len)
		return error_set(e, CC_ECODING, "the words to look for are no UTF-8");
	return out->len ? 0 : error_set(e, CC_EUSAGE, "no words to look for");
}

/* Bibliographies that can't be read: their sources were not looked into, and nobody knows how many. */
static size_t complain_of_bibliographies(struct arena *a, const struct corpus *corpus)
{
	const struct source_problem *problems;
	size_t n = corpus_problems(corpus, &problems), lost = 0;

	for (size_t i = 0; i < n; i++) {
		const struct source_problem *p = &problems[i];
		struct line_column at = file_position(p->file, p->place.start);

		if (!p->fatal)
			continue;
		lost++;
		output_complain(str_fmt(a, STR_FMT ":%zu:%zu: " STR_FMT, STR_ARG(p->file->path), at.line, at.column,
		                        STR_ARG(p->message)));
	}
	return lost;
}

static int open_corpus(struct app *app, const struct config *config, const struct past *past, struct cache *cache,
                       struct memory *memory, struct corpus **corpus, size_t *lost, struct error *e)
{
	const struct str_list *given = &app->options->corpus;
	struct str *paths = arena_array(app->arena, struct str, given->n + 1);
	struct corpus_options co = {
		.past = past,
		.cache = cache,
		.budget = memory,
		.root = config->root,
		.paths = given->n ? paths : config->corpus,
		.n_paths = given->n ? given->n : config->n_corpus,
		.paths_named = given->n > 0,
		.optional = given->n == 0 && !config->corpus_given,
		.exclude = config->exclude,
		.n_exclude = config->n_exclude,
		.jobs = parallel_jobs((unsigned)app->options->jobs),
	};
	int rc;

	if (!paths)
		return error_memory(e);
	for (size_t i = 0; i < given->n; i++)
		if (!(paths[i] = path_join(app->arena, app->cwd, given->v[i])).ptr)
			return error_memory(e);
	rc = corpus_open(corpus, &co, e);
	*lost = rc == 0 ? complain_of_bibliographies(app->arena, *corpus) : 0;
	if (rc == 0 && corpus_count(*corpus) == 0)
		return error_set(e, CC_ENOENT, "no source to look in: set `corpus:` in citecheck.yaml, or --corpus");
	return rc;
}

static int run(struct app *app)
{
	static const char *const words[] = { "text", "json" };
	struct find_places places = { 0 };
	struct corpus *corpus = NULL;
	struct cache *cache = NULL;
	struct git_past *past = NULL;
	struct memory memory = { 0 };
	struct config config;
	struct error e = { 0 };
	struct str text;
	size_t format, lost = 0;
	int status;

	if (options_format(app->options, words, 2, &format, &e) < 0)
		return output_usage(app->options->command, &e);
	if (read_text(app, &text, &e) < 0 || config_load(app->arena, NULL, app->cwd, app->options->config, &config, &e) < 0)
		return output_fail(&e);
	bound_set(&memory, app->options->memory, config.memory);
	cache = output_open_cache(app);
	if (git_past_create(&past, NULL, app->cwd, (struct str){ 0 }, &e) < 0 ||
	    open_corpus(app, &config, git_past(past), cache, &memory, &corpus, &lost, &e) < 0 ||
	    find_places(app->arena, corpus, cache, &memory, text, (unsigned)app->options->jobs, &places, &e) < 0) {
		status = output_fail(&e);
	} else {
		places.n_unreadable += lost;
		status = print(app, &places, text, format == 1);
	}
	find_places_release(&places);
	if (corpus)
		corpus_close(corpus);
	git_past_release(past);
	cache_close(cache);
	return status;
}

const struct command command_find = {
	.name = "find",
	.arguments = "TEXT...",
	.summary = "where in the corpus do these words stand?",
	.details = "Prints every place where the words stand, verbatim ones first, with source, locator and sentence; when "
	           "they stand nowhere, the nearest passages and what differs. - reads the words from standard input.\n\n"
	           "--as yaml and --as markdown print ready-made evidence, with a prefix where the words stand more than "
	           "once in a source.\n\n"
	           "Exit status: 0 found, 1 only near or nothing, 2 could not look.",
	.options = OF_FIND,
	.min_args = 1,
	.max_args = (size_t)-1,
	.run = run,
};

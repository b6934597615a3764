/* `citecheck fetch`: sources that have a URL and no file become files of the corpus with a record of where, when and what.
 *
 * The way of one source: picked from the corpus, asked for (engine/net), put on the disk as a temporary file while others
 * are under way, then, a few seconds' worth at a time, named and written into its bibliography (commit). */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cmd/fetch_items.h"
#include "cmd/fetch_record.h"
#include "cmd/online.h"
#include "cmd/output.h"
#include "config/config.h"
#include "net/net.h"
#include "source/bibliography.h"
#include "source/corpus.h"

#define COMMIT_AFTER 2000  /* milliseconds: what an interruption may cost */
#define COMMIT_BYTES MIB(64)

static void complain(struct fetch *f, struct str id, struct str url, const char *reason)
{
	struct str text = str_fmt(f->a, STR_FMT ": %s: " STR_FMT, STR_ARG(id), reason, STR_ARG(url));

	progress_end(&f->progress);
	f->trouble = true;
	output_complain(text.ptr != NULL ? text : str_from(reason));
}

/* What a bibliography says that is not read: an entry that is passed over may be one that was to be fetched. */
static void complain_of_entry(struct fetch *f, const struct source_problem *p)
{
	struct line_column at = file_position(p->file, p->place.start);
	struct str text = str_fmt(f->a, STR_FMT ":%zu:%zu: " STR_FMT, STR_ARG(p->file->path), at.line, at.column,
	                          STR_ARG(p->message));

	progress_end(&f->progress);
	f->trouble = true;
	output_complain(text.ptr != NULL ? text : p->message);
}

static void say(struct fetch *f, const char *text, struct str id, struct str rest)
{
	struct error e;
	struct buf b;

	progress_end(&f->progress);
	buf_init(&b, KIB(64));
	buf_add_safe(&b, id);
	buf_add(&b, str_from(text));
	buf_add_safe(&b, rest);
	buf_add_char(&b, '\n');
	if (output_write(buf_str(&b), &e) < 0)
		f->trouble = true;
	buf_release(&b);
}

/* --- commit --- */

static void fail_item(struct fetch *f, struct item *it, const char *reason)
{
	it->state = ITEM_FAILED;
	complain(f, it->id, it->url, reason);
}

static void tell(struct fetch *f, const struct item *it)
{
	struct str where = it->has_file ? path_relative(f->a, f->config.root, it->file.full) : (struct str){ 0 };
	struct str size = str_fmt(f->a, STR_FMT ", %zu bytes%s", STR_ARG(where), it->file.bytes, it->from_archive ? ", from the archive" : "");

	if (it->has_file)
		say(f, ": ", it->id, size);
	else
		say(f, ": unchanged", it->id, (struct str){ 0 });
	if (it->moved.len > 0)
		say(f, ": moved for good to ", it->id, it->moved);
	if (it->note.len > 0)
		say(f, ": ", it->id, it->note);
}

/* Edits one bibliography for those of `list` that belong to it. What does not fit is tried alone, so that one entry which
 * can't be edited costs no other. */
static int edit(struct fetch *f, struct str path, struct item **list, size_t n, struct arena *a, struct error *e)
{
	struct bib_change *changes = arena_array(a, struct bib_change, n);
	struct error why = { 0 };
	struct str text = { 0 }, out;
	int rc;

	if (changes == NULL)
		return error_memory(e);
	rc = file_read(a, path, LIMIT_BIBLIOGRAPHY_BYTES, &text, &why);
	if (rc < 0 && rc != CC_ENOENT)
		return error_set(e, rc, "%s", why.text);
	for (size_t i = 0; i < n; i++)
		changes[i] = list[i]->change;
	rc = bib_edit(a, path, text, changes, n, &out, &why);
	if (rc == CC_ENOMEM)
		return error_memory(e);
	for (size_t i = 0; rc < 0 && i < n; i++) {
		int one = bib_edit(a, path, text, &changes[i], 1, &out, &why);
		if (one == CC_ENOMEM)
			return error_memory(e);
		if (one == CC_OK)
			text = out;
		else
			fail_item(f, list[i], why.text);
	}
	return store_replace(f->store, path, rc == CC_OK ? out : text, e);
}

/* The items of `list` from `i` on that share its bibliography, moved together; how many. */
static size_t group(struct item **list, size_t n, size_t i)
{
	size_t end = i + 1;

	for (size_t k = i + 1; k < n; k++)
		if (str_eq(list[k]->bibliography, list[i]->bibliography)) {
			struct item *other = list[end];
			list[end++] = list[k];
			list[k] = other;
		}
	return end - i;
}

static void set_file(struct fetch *f, struct item *it)
{
	it->change.values[BIB_FILE] = fetch_relative(f->a, path_folder(it->bibliography), it->file.full);
	it->change.values[BIB_SHA256] = (struct str){ it->file.sha256, 64 };
}

static int record(struct fetch *f, struct item **list, size_t n, struct error *e)
{
	int rc = CC_OK;

	for (size_t i = 0, count; i < n; i += count) {
		struct arena a;
		count = group(list, n, i);
		arena_init(&a);
		if (rc == CC_OK)
			rc = edit(f, list[i]->bibliography, &list[i], count, &a, e);
		for (size_t k = i; k < i + count; k++)
			if (list[k]->state == ITEM_FAILED || rc < 0) {
				store_withdraw(f->store, &list[k]->file);
				list[k]->state = ITEM_FAILED;
			} else {
				list[k]->state = ITEM_DONE;
			}
		arena_release(&a);
	}
	return rc;
}

/* Gives everything that arrived its name and its record. */
static int commit(struct fetch *f, struct error *e)
{
	struct item **list = arena_array(f->a, struct item *, f->items.n + 1);
	struct store_item **files = arena_array(f->a, struct store_item *, f->items.n + 1);
	struct str *old = arena_array(f->a, struct str, f->items.n + 1), *pins = arena_array(f->a, struct str, f->items.n + 1);
	size_t n = 0, n_files = 0, n_old = 0;
	int rc;

	if (list == NULL || files == NULL || old == NULL || pins == NULL)
		return error_memory(e);
	for (size_t i = 0; i < f->items.n; i++) {
		struct item *it = &f->items.v[i];
		if (it->state != ITEM_ARRIVED)
			continue;
		list[n++] = it;
		if (it->has_file)
			files[n_files++] = &it->file;
		if (it->has_file && it->old_file.len > 0) {
			old[n_old] = it->old_file;
			pins[n_old++] = it->pin;
		}
	}
	f->committed_at = 0;
	f->waiting_bytes = 0;
	if (n == 0)
		return CC_OK;
	rc = store_place(f->store, files, n_files, old, pins, n_old, e);
	for (size_t i = 0; rc == CC_OK && i < n; i++)
		if (list[i]->has_file)
			set_file(f, list[i]);
	if (rc == CC_OK)
		rc = record(f, list, n, e);
	n_old = 0;
	for (size_t i = 0; i < n; i++) {
		if (rc < 0)
			list[i]->state = ITEM_FAILED;
		if (list[i]->state == ITEM_DONE && list[i]->has_file && list[i]->old_file.len > 0) {
			old[n_old] = list[i]->old_file;
			pins[n_old++] = list[i]->pin;
		}
		f->kept += list[i]->state == ITEM_DONE;
	}
	store_settle(f->store, old, pins, n_old);
	for (size_t i = 0; i < n; i++)
		if (list[i]->state == ITEM_DONE)
			tell(f, list[i]);
	return rc;
}

/* --- answers --- */

static long long milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int take_page(struct fetch *f, struct item *it, const struct net_result *r, struct error *e)
{
	bool refresh = f->app->options->refresh;
	struct str extension = fetch_extension(r);
	int rc;

	if (extension.len == 0) {
		struct str words = str_fmt(f->a, "a kind of file that citecheck does not read (" STR_FMT ")", STR_ARG(r->content_type));
		fail_item(f, it, words.ptr != NULL ? words.ptr : "a kind of file that citecheck does not read");
		return CC_OK;
	}
	rc = store_put(f->store, r->body, &it->file, e);
	if (rc < 0)
		return rc;
	it->state = ITEM_ARRIVED;
	it->has_file = true;
	f->waiting_bytes += r->body.len;
	it->file.extension = extension;
	if (it->restore.len > 0) {
		it->file.exact = true;
		it->file.extension = path_extension(it->restore);
		it->file.stem = str_slice(path_base(it->restore), 0, path_base(it->restore).len - it->file.extension.len);
		if (!str_eq(path_folder(it->restore), f->folder))
			fail_item(f, it, "its file belongs into another folder than the one that is fetched into");
	} else {
		it->file.stem = fetch_stem(f->a, it->id, f->day);
	}
	if (it->file.stem.ptr == NULL)
		return error_memory(e);
	if (it->pin.len > 0 && !str_eq_ci(it->pin, (struct str){ it->file.sha256, 64 }) && !refresh && it->state == ITEM_ARRIVED)
		fail_item(f, it, "the page is not the one that `sha256` pins (--refresh takes it as it is now)");
	if (it->old_file.len > 0 && str_eq_ci(it->pin, (struct str){ it->file.sha256, 64 }))
		it->has_file = false;
	if (it->change.add && it->state == ITEM_ARRIVED)
		return fetch_describe(f->a, r->body, it->file.temporary, extension, &it->change, &it->note, e);
	return CC_OK;
}

static struct str copied(struct fetch *f, struct str s)
{
	return s.len > 0 ? str_copy(f->a, s) : (struct str){ 0 };
}

static int take(void *ctx, size_t request, const struct net_result *r, struct error *e)
{
	struct fetch *f = ctx;
	struct item *it = &f->items.v[f->asked[request]];
	int rc = CC_OK;

	f->done++;
	if (r->state != NET_OK && r->state != NET_NOT_MODIFIED) {
		bool gone = r->state == NET_GONE || r->state == NET_UNREACHABLE;
		struct str reason = str_fmt(f->a, "%s%s", r->reason, gone && it->archive.len > 0 && !it->from_archive &&
		                            !f->app->options->from_archive ? " (--from-archive takes the archive's copy)" : "");
		/* there is another round for those */
		if (gone && f->app->options->from_archive && it->archive.len > 0 && !it->from_archive) {
			it->from_archive = true;
			return CC_OK;
		}
		it->state = ITEM_FAILED;
		complain(f, it->id, it->from_archive ? it->archive : it->url, reason.ptr != NULL ? reason.ptr : r->reason);
		return CC_OK;
	}
	it->change.id = it->id;
	it->moved = it->from_archive ? (struct str){ 0 } : copied(f, r->moved_url);
	if (it->change.add)
		it->change.values[BIB_URL] = it->url;
	if (r->state == NET_OK)
		rc = take_page(f, it, r, e);
	else
		it->state = ITEM_ARRIVED;
	if (rc < 0 || it->state != ITEM_ARRIVED)
		return rc;
	if (fetch_fields(f->a, r, f->day, &it->change) < 0)
		return error_memory(e);
	if (it->note.len > 0)
		it->change.values[BIB_FETCH_NOTE] = it->note;
	if (f->committed_at == 0)
		f->committed_at = milliseconds();
	return milliseconds() - f->committed_at > COMMIT_AFTER || f->waiting_bytes > COMMIT_BYTES ? commit(f, e) : CC_OK;
}

/* Signals wait until the loop looks at them, so that none ends the program between a file and its record. */
static bool interrupted(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1 ||
	                                     sigismember(&pending, SIGHUP) == 1);
}

static bool show(void *ctx, size_t done, size_t total, size_t bytes)
{
	struct fetch *f = ctx;

	(void)bytes;
	progress_show(&f->progress, "fetched", done, total);
	f->interrupted = f->interrupted || interrupted();
	return f->interrupted;
}

/* --- a round: all that wait, from the pages or from the archive --- */

static int round_of(struct fetch *f, bool archive, struct error *e)
{
	struct net_request *requests = arena_array(f->a, struct net_request, f->items.n + 1);
	struct net_sink sink = { f, take, show };
	size_t n = 0;
	int rc;

	f->asked = arena_array(f->a, size_t, f->items.n + 1);
	if (requests == NULL || f->asked == NULL)
		return error_memory(e);
	for (size_t i = 0; i < f->items.n; i++) {
		struct item *it = &f->items.v[i];
		const struct record *r = it->source != NULL ? &it->source->record : NULL;
		if (it->state != ITEM_WAITING || it->from_archive != archive)
			continue;
		requests[n].url = archive ? fetch_archived(f->a, it->archive) : it->url;
		if (requests[n].url.ptr == NULL)
			return error_memory(e);
		/* only where the file is there that the answer would be about */
		if (!archive && it->old_file.len > 0 && r != NULL) {
			requests[n].etag = r->fetch_etag.text;
			requests[n].last_modified = r->fetch_modified.text;
		}
		f->asked[n++] = i;
	}
	if (n == 0 || f->interrupted)
		return CC_OK;
	rc = net_run(f->net, requests, n, &sink, e);
	if (rc == CC_OK)
		rc = commit(f, e);
	return rc;
}

/* --- beginning and end --- */

static bool is_named(void *ctx, struct str full)
{
	struct fetch *f = ctx;

	for (size_t i = 0; i < corpus_count(f->corpus); i++) {
		const struct source *s = corpus_source(f->corpus, i);
		if (s->record.document.text.len > 0 && str_eq(s->full_path, full))
			return true;
	}
	return false;
}

/* The first folder of the corpus; the default one where only bibliographies are named. */
static int corpus_folder(struct fetch *f, struct error *e)
{
	const struct str_list *given = &f->app->options->corpus;
	size_t n = given->n > 0 ? given->n : f->config.n_corpus;

	for (size_t i = 0; i < n && f->folder.ptr == NULL; i++) {
		struct str path = given->n > 0 ? given->v[i] : f->config.corpus[i];
		if (bibliography_for(path) == NULL && source_format_for(path) == NULL)
			f->folder = path_join(f->a, given->n > 0 ? f->app->cwd : f->config.root, path);
	}
	if (f->folder.ptr == NULL)
		f->folder = path_join(f->a, f->config.root, STR("corpus"));
	return f->folder.ptr != NULL ? CC_OK : error_memory(e);
}

static int open_corpus(struct fetch *f, struct error *e)
{
	const struct str_list *given = &f->app->options->corpus;
	struct str *paths = arena_array(f->a, struct str, given->n + 1);
	struct corpus_options co = {
		.root = f->config.root,
		.paths = given->n ? paths : f->config.corpus,
		.n_paths = given->n ? given->n : f->config.n_corpus,
		.paths_named = given->n > 0,
		/* what is not there yet may be made */
		.optional = true,
		.exclude = f->config.exclude,
		.n_exclude = f->config.n_exclude,
	};
	const struct source_problem *problems;
	size_t n;
	int rc;

	if (paths == NULL)
		return error_memory(e);
	for (size_t i = 0; i < given->n; i++)
		if (!(paths[i] = path_join(f->a, f->app->cwd, given->v[i])).ptr)
			return error_memory(e);
	rc = corpus_open(&f->corpus, &co, e);
	n = rc == CC_OK ? corpus_problems(f->corpus, &problems) : 0;
	for (size_t i = 0; i < n; i++)
		complain_of_entry(f, &problems[i]);
	return rc;
}

static int open_net(struct fetch *f, struct error *e)
{
	struct net_options no;
	int rc = online_net_options(f->app, &no, e);

	return rc == CC_OK ? net_open(&f->net, &no, e) : rc;
}

static int fetch_all(struct fetch *f, struct error *e)
{
	int rc = store_open(&f->store, f->a, f->folder, e);

	if (rc == CC_OK)
		rc = store_recover(f->store, is_named, f, e);
	if (rc == CC_OK)
		rc = open_net(f, e);
	if (rc == CC_OK)
		rc = round_of(f, false, e);
	if (rc == CC_OK)
		rc = round_of(f, true, e);
	/* what arrived before it went wrong is kept */
	if (rc < 0 && f->store != NULL && f->net != NULL) {
		struct error ignored;
		commit(f, &ignored);
	}
	return rc;
}

static void block_signals(sigset_t *before)
{
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ours, before);
}

static int prepare(struct fetch *f, struct error *e)
{
	int rc = config_load(f->a, NULL, f->app->cwd, f->app->options->config, &f->config, e);

	if (rc == CC_OK)
		rc = output_now(f->a, f->app->options->now, &f->day, e);
	if (rc == CC_OK)
		rc = corpus_folder(f, e);
	if (rc == CC_OK)
		rc = open_corpus(f, e);
	return rc == CC_OK ? fetch_choose(f, e) : rc;
}

static int run(struct app *app)
{
	struct fetch f = { .app = app, .a = app->arena };
	struct error e = { 0 };
	sigset_t before;
	int rc;

	progress_start(&f.progress);
	rc = prepare(&f, &e);
	if (rc == CC_OK && f.items.n == 0 && !f.trouble) {
		output_complain(STR("nothing to fetch: no entry of a bibliography has a `URL` and lacks its file; `citecheck fetch URL` "
		                    "makes one"));
		corpus_close(f.corpus);
		return EXIT_CLEAN;
	}
	block_signals(&before);
	if (rc == CC_OK && f.items.n > 0)
		rc = fetch_all(&f, &e);
	progress_end(&f.progress);
	if (rc < 0) {
		f.trouble = true;
		output_fail(&e);
	} else if (f.interrupted) {
		struct str text = str_fmt(f.a, "interrupted: %zu of %zu fetched", f.kept, f.items.n);
		f.trouble = true;
		output_complain(text.ptr != NULL ? text : STR("interrupted"));
	}
	store_close(f.store);
	net_close(f.net);
	if (f.corpus != NULL)
		corpus_close(f.corpus);
	/* the signal that was held back ends the program now, as it is used to */
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return f.trouble ? EXIT_TROUBLE : EXIT_CLEAN;
}

const struct command command_fetch = {
	.name = "fetch",
	.arguments = "[ID|URL...]",
	.summary = "download sources into the corpus and write down where they come from",
	.details = "Without arguments: every source of a bibliography that has a URL and no file, and every file that was fetched and "
	           "is missing. The file goes into the first folder of the corpus, as served; the bibliography gets file, sha256, "
	           "accessed and a record of the fetch, and keeps its order and comments. A URL that no bibliography has becomes a new "
	           "entry with title, author and issued read from the page.\n\n"
	           "The network is used by this command only. Hosts are asked side by side, each politely. No cookies, no credentials, "
	           "no proxy; addresses that are not of the public internet are refused unless --allow-private says otherwise. An "
	           "interrupted fetch leaves whole files and records, and is taken up where it stopped.\n\n"
	           "Exit status: 0 fetched, 2 something could not be fetched; standard error says what and why.",
	.options = OF_FETCH,
	.min_args = 0,
	.max_args = (size_t)-1,
	.run = run,
};

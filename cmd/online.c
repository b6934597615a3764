#include "cmd/online.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "cmd/fetch_record.h"

#define MAGIC "citecheck answer 1"
#define SECONDS_AN_HOUR 3600

/* One request of a run: an address, and what was kept of it. */
struct asking {
	struct online_net *o;
	const struct str *urls;
	size_t *urls_of; /* by request */
	size_t n;
	int (*take)(void *, size_t, const struct online_answer *, struct error *);
	void *taker;
};

int online_net_options(const struct app *app, struct net_options *out, struct error *e)
{
	const struct options *o = app->options;
	const char *given = getenv("CURL_CA_BUNDLE");
	struct str ca = str_copy(app->arena, o->cacert);

	if (!ca.ptr)
		return error_memory(e);
	*out = (struct net_options){ .judge = o->allow_private ? net_address_any : NULL, .seconds = (unsigned)o->timeout };
	if (!given || !*given)
		given = getenv("SSL_CERT_FILE");
	if (o->cacert.len)
		out->ca_file = ca.ptr;
	else if (given && *given)
		out->ca_file = given;
	return 0;
}

/* --- answers that are kept ---
 *
 * A file of the cache's folder for each address: lines of text (magic, hour, state, address, where it moved, content type,
 * extension, reason), an empty line, the page. Only answers that say something about the page are kept. A file that is not
 * whole, or of another address, is as good as none. */

static struct str kept_path(struct arena *a, const struct online_net *o, struct str url)
{
	char hex[65];

	sha256_hex(url, hex);
	return o->folder.len ? str_fmt(a, STR_FMT "/online-%.32s", STR_ARG(o->folder), hex) : (struct str){ 0 };
}

static bool line_is(struct str *rest, struct str wanted)
{
	struct str line;

	return str_split(rest, '\n', &line) && str_eq(line, wanted);
}

static bool young(struct str line, long hours)
{
	long long then = 0, now = (long long)time(NULL);

	for (size_t i = 0; i < line.len && i < 15; i++) {
		if (line.ptr[i] < '0' || line.ptr[i] > '9')
			return false;
		then = then * 10 + (line.ptr[i] - '0');
	}
	return then > 0 && then <= now && now - then < (long long)hours * SECONDS_AN_HOUR;
}

static bool read_kept(struct arena *a, const struct online_net *o, struct str url, struct online_answer *out)
{
	struct str path = kept_path(a, o, url), rest, when, state, digest;
	char hex[65];

	if (path.len == 0 || file_read(a, path, LIMIT_FETCH_BYTES + KIB(64), &rest, NULL) < 0)
		return false;
	*out = (struct online_answer){ 0 };
	if (!line_is(&rest, STR(MAGIC)) || !str_split(&rest, '\n', &digest))
		return false;
	sha256_hex(rest, hex);
	if (!str_is(digest, hex) || !str_split(&rest, '\n', &when) || !young(when, o->app->options->max_age) ||
	    !str_split(&rest, '\n', &state) || !line_is(&rest, url) || !str_split(&rest, '\n', &out->moved) ||
	    !str_split(&rest, '\n', &out->content_type) || !str_split(&rest, '\n', &out->extension) ||
	    !str_split(&rest, '\n', &out->reason))
		return false;
	out->bytes = rest;
	out->state = str_is(state, "dead") ? ONLINE_DEAD : ONLINE_THERE;
	return str_is(state, "dead") || str_is(state, "there");
}

static bool one_line(struct str s)
{
	return str_find_char(s, '\n', 0) == SIZE_MAX;
}

/* Failure is silent: nothing depends on it. */
static void keep(const struct online_net *o, struct str url, const struct online_answer *answer)
{
	struct buf b, all;
	struct arena a;
	struct error e;
	struct str path;
	char hex[65];

	if (o->folder.len == 0 || !one_line(url) || !one_line(answer->moved) || !one_line(answer->content_type) || !one_line(answer->reason))
		return;
	arena_init(&a);
	buf_init(&b, LIMIT_FETCH_BYTES + KIB(32));
	buf_addf(&b, "%lld\n%s\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n", (long long)time(NULL),
	         answer->state == ONLINE_DEAD ? "dead" : "there", STR_ARG(url), STR_ARG(answer->moved), STR_ARG(answer->content_type),
	         STR_ARG(answer->extension), STR_ARG(answer->reason));
	buf_add(&b, answer->bytes);
	sha256_hex(buf_str(&b), hex);
	buf_init(&all, LIMIT_FETCH_BYTES + KIB(64));
	buf_addf(&all, MAGIC "\n%s\n", hex);
	buf_add(&all, buf_str(&b));
	path = kept_path(&a, o, url);
	(void)mkdir(str_copy(&a, path_folder(o->folder)).ptr, 0700);
	(void)mkdir(o->folder.ptr, 0700);
	if (!b.failed && !all.failed && path.ptr)
		(void)output_file(&a, path, buf_str(&all), &e);
	buf_release(&b);
	buf_release(&all);
	arena_release(&a);
}

/* --- asking --- */

static int answered(void *ctx, size_t request, const struct net_result *r, struct error *e)
{
	struct asking *k = ctx;
	size_t url = k->urls_of[request];
	struct online_answer answer = { .state = ONLINE_UNKNOWN, .reason = str_from(r->reason), .moved = r->moved_url };

	if (r->state == NET_GONE)
		answer.state = ONLINE_DEAD;
	if (r->state == NET_OK) {
		answer.state = ONLINE_THERE;
		answer.bytes = r->body;
		answer.content_type = r->content_type;
		answer.extension = fetch_extension(r);
		if (answer.extension.len == 0) {
			answer.state = ONLINE_UNKNOWN;
			answer.reason = STR("a kind of file that citecheck does not read");
		}
	}
	if (answer.state != ONLINE_UNKNOWN)
		keep(k->o, k->urls[url], &answer);
	return k->take(k->taker, url, &answer, e);
}

static bool show(void *ctx, size_t done, size_t total, size_t bytes)
{
	struct asking *k = ctx;

	(void)bytes;
	progress_show(k->o->progress, "asking for pages", done, total);
	return false;
}

static int ask_net(struct asking *k, const struct net_request *requests, struct error *e)
{
	struct net_sink sink = { k, answered, show };
	struct net_options options;
	struct net *net = NULL;
	int rc = online_net_options(k->o->app, &options, e);

	if (rc == 0)
		rc = net_open(&net, &options, e);
	if (rc == 0)
		rc = net_run(net, requests, k->n, &sink, e);
	net_close(net);
	return rc;
}

/* What is kept and young enough is taken first; the rest is asked for. */
static int ask(void *ctx, const struct str *urls, size_t n,
               int (*take)(void *taker, size_t url, const struct online_answer *a, struct error *e), void *taker,
               struct error *e)
{
	struct online_net *o = ctx;
	struct arena *a = o->app->arena;
	struct net_request *requests = arena_array(a, struct net_request, n + 1);
	struct asking k = { .o = o, .urls = urls, .take = take, .taker = taker, .urls_of = arena_array(a, size_t, n + 1) };
	int rc = 0;

	if (!requests || !k.urls_of)
		return error_memory(e);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct online_answer answer;
		struct arena kept;
		arena_init(&kept);
		if (read_kept(&kept, o, urls[i], &answer)) {
			rc = take(taker, i, &answer, e);
		} else {
			requests[k.n].url = urls[i];
			k.urls_of[k.n++] = i;
		}
		arena_release(&kept);
	}
	return rc == 0 && k.n > 0 ? ask_net(&k, requests, e) : rc;
}

const struct online_asker *online_asker(struct app *app, struct progress *progress, struct online_net *net,
                                        struct online_asker *out)
{
	if (!app->options->online)
		return NULL;
	*net = (struct online_net){ .app = app, .progress = progress };
	if (!app->options->no_cache)
		net->folder = output_cache_folder(app->arena);
	*out = (struct online_asker){ net, ask };
	return out;
}

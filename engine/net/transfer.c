#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "net/page.h"
#include "net/room.h"

#define AGENT "citecheck/" CITECHECK_VERSION " (checks citations; one visit a source)"

/* --- what libcurl calls --- */

static size_t budget(const struct job *j)
{
	size_t given = j->run->net->options.bytes;

	return given ? given : LIMIT_FETCH_BYTES;
}

/* Decoded bytes. A short count ends the transfer. */
static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
	struct job *j = ctx;
	struct str s = { bytes, size * n };

	if (s.len > budget(j) - j->body.len) {
		j->too_large = true;
		return 0;
	}
	if (s.len > LIMIT_FETCH_HELD - j->run->held || buf_add(&j->body, s) < 0) {
		j->no_room = true;
		return 0;
	}
	j->run->held += s.len;
	j->run->bytes += s.len;
	return s.len;
}

static struct str header_value(struct str line, const char *name)
{
	size_t n = strlen(name);

	if (line.len <= n || line.ptr[n] != ':' || !str_eq_ci(str_slice(line, 0, n), str_from(name)))
		return (struct str){ 0 };
	return str_trim(str_slice(line, n + 1, line.len));
}

static size_t take_header(char *bytes, size_t size, size_t n, void *ctx)
{
	struct job *j = ctx;
	struct str line = { bytes, size * n };
	const struct { const char *name; struct str *out; } wanted[] = {
		{ "etag", &j->etag }, { "last-modified", &j->last_modified }, { "server", &j->server },
		{ "cf-mitigated", &j->mitigated },
	};

	j->header_bytes += line.len;
	if (j->header_bytes > LIMIT_FETCH_HEAD_BYTES) {
		j->too_long_head = true;
		return 0;
	}
	/* a new head: of the answer after a 1xx */
	if (str_eq_ci(str_slice(line, 0, 5), STR("HTTP/")))
		j->etag = j->last_modified = j->server = j->mitigated = (struct str){ 0 };
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct str value = header_value(line, wanted[i].name);
		if (value.len > 0 && value.len < 1024)
			*wanted[i].out = str_copy(&j->arena, value);
	}
	return line.len;
}

/* The one place through which every connection goes. */
static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct job *j = ctx;
	const char *(*judge)(const struct sockaddr *) = j->run->net->options.judge;
	const char *kind = (judge != NULL ? judge : net_address_refused)(&a->addr);
	const void *bytes = &a->addr;
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	(void)purpose;
	if (kind == NULL)
		return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
	j->refused = kind;
	j->address[0] = '\0';
	if (a->family == AF_INET) {
		memcpy(&in, bytes, sizeof in);
		inet_ntop(AF_INET, &in.sin_addr, j->address, sizeof j->address);
	} else if (a->family == AF_INET6) {
		memcpy(&in6, bytes, sizeof in6);
		inet_ntop(AF_INET6, &in6.sin6_addr, j->address, sizeof j->address);
	}
	return CURL_SOCKET_BAD;
}

/* --- starting --- */

static long left(const struct job *j)
{
	unsigned seconds = j->run->net->options.seconds;
	long long ms = (seconds ? seconds : LIMIT_FETCH_SECONDS) * 1000LL - j->spent;

	return ms < 1 ? 1 : (long)ms;
}

static int conditions(struct job *j)
{
	const struct net_library *lib = &j->run->net->lib;
	const struct { const char *name; struct str value; } rows[] = {
		{ "If-None-Match", j->request->etag }, { "If-Modified-Since", j->request->last_modified },
	};

	for (size_t i = 0; i < 2; i++) {
		struct str line = str_fmt(&j->arena, "%s: " STR_FMT, rows[i].name, STR_ARG(rows[i].value));
		struct curl_slist *more;
		bool plain = rows[i].value.len > 0 && rows[i].value.len < 1024;
		for (size_t k = 0; plain && k < rows[i].value.len; k++)
			plain = (unsigned char)rows[i].value.ptr[k] >= ' ' && rows[i].value.ptr[k] != 0x7f;
		if (!plain)
			continue;
		if (line.ptr == NULL || (more = lib->slist_append(j->headers, line.ptr)) == NULL)
			return CC_ENOMEM;
		j->headers = more;
	}
	return CC_OK;
}

#define SET(option, value) bad |= lib->easy_setopt(j->easy, CURLOPT_##option, value) != CURLE_OK

static bool set_bounds(struct job *j)
{
	const struct net_library *lib = &j->run->net->lib;
	const struct net_options *o = &j->run->net->options;
	bool bad = false;

	SET(PROTOCOLS_STR, "http,https");
	SET(REDIR_PROTOCOLS_STR, "http,https");
	SET(FOLLOWLOCATION, 0L); /* every hop is judged by us */
	SET(NETRC, (long)CURL_NETRC_IGNORED);
	SET(PROXY, "");          /* what a proxy connects to can't be judged */
	SET(NOSIGNAL, 1L);
	SET(HTTP09_ALLOWED, 0L);
	SET(SSL_VERIFYPEER, 1L);
	SET(SSL_VERIFYHOST, 2L);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->ca_file != NULL) {
		SET(CAINFO, o->ca_file);
		lib->easy_setopt(j->easy, CURLOPT_CAPATH, (char *)NULL);
	}
	SET(TIMEOUT_MS, left(j));
	SET(CONNECTTIMEOUT, (long)(o->connect_seconds ? o->connect_seconds : LIMIT_FETCH_CONNECT_SECONDS));
	SET(LOW_SPEED_LIMIT, 100L);
	SET(LOW_SPEED_TIME, (long)(o->quiet_seconds ? o->quiet_seconds : LIMIT_FETCH_QUIET_SECONDS));
	SET(MAXFILESIZE_LARGE, (curl_off_t)budget(j));
	return !bad;
}

static bool set_rest(struct job *j)
{
	const struct net_library *lib = &j->run->net->lib;
	const struct net_options *o = &j->run->net->options;
	bool bad = false;

	SET(URL, j->url.ptr);
	SET(USERAGENT, o->user_agent != NULL ? o->user_agent : AGENT);
	SET(ACCEPT_ENCODING, "");
	SET(HTTPHEADER, j->headers);
	SET(WRITEFUNCTION, take_body);
	SET(WRITEDATA, (void *)j);
	SET(HEADERFUNCTION, take_header);
	SET(HEADERDATA, (void *)j);
	SET(OPENSOCKETFUNCTION, open_socket);
	SET(OPENSOCKETDATA, (void *)j);
	SET(ERRORBUFFER, j->complaint);
	SET(PRIVATE, (void *)j);
	return !bad;
}

int transfer_start(struct job *j, struct error *e)
{
	const struct net_library *lib = &j->run->net->lib;
	struct curl_slist *accept;
	CURLMcode code;

	j->too_large = j->too_long_head = j->no_room = false;
	j->refused = NULL;
	j->complaint[0] = '\0';
	j->header_bytes = 0;
	buf_init(&j->body, budget(j));
	j->easy = lib->easy_init();
	accept = lib->slist_append(NULL, "Accept: text/html,application/xhtml+xml,application/pdf;q=0.9,text/*;q=0.8,*/*;q=0.5");
	j->headers = accept;
	if (j->easy == NULL || accept == NULL || conditions(j) < 0)
		return error_memory(e);
	/* a bound that can't be set is no bound */
	if (!set_bounds(j) || !set_rest(j))
		return error_set(e, CC_ENET, "libcurl refuses an option that citecheck needs");
	code = lib->multi_add_handle(j->run->net->multi, j->easy);
	return code == CURLM_OK ? CC_OK : error_set(e, CC_ENET, "libcurl: %s", lib->multi_strerror(code));
}

void transfer_drop(struct job *j)
{
	const struct net_library *lib = &j->run->net->lib;

	if (j->easy != NULL) {
		lib->multi_remove_handle(j->run->net->multi, j->easy);
		lib->easy_cleanup(j->easy);
	}
	lib->slist_free_all(j->headers);
	j->easy = NULL;
	j->headers = NULL;
	j->run->held -= j->body.len;
	buf_release(&j->body);
}

/* --- ending --- */

/* What libcurl's faults mean; the rest is NET_BROKEN. `again`: it may pass. */
static const struct fault { CURLcode code; enum net_state state; bool again; const char *words; } faults[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, NET_UNREACHABLE, false, "no such host" },
	{ CURLE_COULDNT_CONNECT, NET_UNREACHABLE, true, "no connection" },
	{ CURLE_OPERATION_TIMEDOUT, NET_TIMEOUT, false, "too slow" },
	{ CURLE_FILESIZE_EXCEEDED, NET_LARGE, false, NULL },
	{ CURLE_SSL_CONNECT_ERROR, NET_TLS, false, "no secure connection" },
	{ CURLE_PEER_FAILED_VERIFICATION, NET_TLS, false, "its certificate does not hold" },
	{ CURLE_SSL_CERTPROBLEM, NET_TLS, false, "a certificate that can't be used" },
	{ CURLE_SSL_CIPHER, NET_TLS, false, "no secure connection" },
	{ CURLE_SSL_CACERT_BADFILE, NET_TLS, false, "the certificates of authorities can't be read" },
	{ CURLE_SSL_ISSUER_ERROR, NET_TLS, false, "its certificate does not hold" },
	{ CURLE_SSL_INVALIDCERTSTATUS, NET_TLS, false, "its certificate does not hold" },
	{ CURLE_PARTIAL_FILE, NET_BROKEN, true, "the answer was cut short" },
	{ CURLE_GOT_NOTHING, NET_BROKEN, true, "no answer" },
	{ CURLE_RECV_ERROR, NET_BROKEN, true, "the connection broke" },
	{ CURLE_SEND_ERROR, NET_BROKEN, true, "the connection broke" },
	{ CURLE_HTTP2, NET_BROKEN, true, "the connection broke" },
	{ CURLE_HTTP2_STREAM, NET_BROKEN, true, "the connection broke" },
	{ CURLE_BAD_CONTENT_ENCODING, NET_BROKEN, false, "an answer that can't be decompressed" },
	{ CURLE_UNSUPPORTED_PROTOCOL, NET_BROKEN, false, "no HTTP" },
	{ CURLE_WEIRD_SERVER_REPLY, NET_BROKEN, false, "no HTTP" },
};

static enum transfer_end give_up(struct net_result *r, enum net_state state, const char *words)
{
	r->state = state;
	snprintf(r->reason, sizeof r->reason, "%s", words);
	return TRANSFER_DONE;
}

static enum transfer_end finish_fault(const struct job *j, CURLcode code, struct net_result *r)
{
	const struct net_library *lib = &j->run->net->lib;
	const char *detail = j->complaint[0] ? j->complaint : lib->easy_strerror(code);

	if (j->refused != NULL && code == CURLE_COULDNT_CONNECT) {
		snprintf(r->reason, sizeof r->reason, "it leads to %s, %s (--allow-private lets it)", j->refused, j->address);
		r->state = NET_REFUSED;
		return TRANSFER_DONE;
	}
	if (j->too_large || code == CURLE_FILESIZE_EXCEEDED) {
		snprintf(r->reason, sizeof r->reason, "more than %zu bytes", budget(j));
		r->state = NET_LARGE;
		return TRANSFER_DONE;
	}
	if (j->no_room)
		return give_up(r, NET_LARGE, "too many large answers at one time");
	if (j->too_long_head)
		return give_up(r, NET_BROKEN, "an answer whose head does not end");
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i].code == code) {
			snprintf(r->reason, sizeof r->reason, "%s (%.160s)", faults[i].words, detail);
			r->state = faults[i].state;
			return faults[i].again ? TRANSFER_RETRY : TRANSFER_DONE;
		}
	return give_up(r, NET_BROKEN, detail);
}

static struct str info_text(const struct job *j, CURLINFO info)
{
	char *text = NULL;

	if (j->run->net->lib.easy_getinfo(j->easy, info, &text) != CURLE_OK)
		return (struct str){ 0 };
	return str_from(text);
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

enum transfer_end transfer_finish(struct job *j, CURLcode code, struct net_result *r, struct str *location)
{
	const struct net_library *lib = &j->run->net->lib;
	struct net_answer answer = { .url = j->url, .server = j->server, .mitigated = j->mitigated, .moved = j->hops > 0,
		                     .conditional = j->request->etag.len > 0 || j->request->last_modified.len > 0 };
	curl_off_t wait = 0;

	*r = (struct net_result){ .final_url = j->url, .moved_url = j->moved, .hops = j->hops, .tries = j->tries };
	lib->easy_getinfo(j->easy, CURLINFO_RESPONSE_CODE, &r->status);
	if (code != CURLE_OK)
		return finish_fault(j, code, r);
	if (is_redirect(r->status)) {
		*location = str_copy(&j->arena, info_text(j, CURLINFO_REDIRECT_URL));
		return location->len > 0 ? TRANSFER_REDIRECT : give_up(r, NET_BROKEN, "a redirect that leads nowhere");
	}
	r->etag = j->etag;
	r->last_modified = j->last_modified;
	r->content_type = str_copy(&j->arena, info_text(j, CURLINFO_CONTENT_TYPE));
	answer.status = r->status;
	answer.content_type = r->content_type;
	answer.body = buf_str(&j->body);
	r->state = net_page_judge(&answer, r->reason, sizeof r->reason);
	if (r->state == NET_OK)
		r->body = answer.body;
	lib->easy_getinfo(j->easy, CURLINFO_RETRY_AFTER, &wait);
	r->retry_after = wait > 0 && wait < 1000000 ? (unsigned)wait : 0;
	return r->state == NET_BUSY || r->status == 500 || r->status == 502 || r->status == 504 ? TRANSFER_RETRY : TRANSFER_DONE;
}

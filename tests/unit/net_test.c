/* net: which addresses, which pages, which web addresses; and transfers from a small server on loopback. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/limits.h"
#include "net/net.h"
#include "net/idn.h"
#include "net/page.h"

/* --- addresses --- */

static const char *judged(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return net_address_refused((const struct sockaddr *)(const void *)&in);
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return net_address_refused((const struct sockaddr *)(const void *)&in6);
}

static void test_addresses(void **state)
{
	static const char *const refused[] = {
		"0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
		"169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.0.1", "198.18.0.1",
		"198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1",
		"64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:1::1", "2001:db8::1", "fc00::1", "fdff::1", "fe80::1",
		"fec0::1", "ff02::1", "100::1", "4000::1",
	};
	static const char *const open[] = {
		"1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.1.1.1", "128.0.0.1", "172.15.0.1",
		"172.32.0.1", "192.167.1.1", "192.169.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2600::1",
		"2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2a00:1450::1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (judged(refused[i]) == NULL)
			fail_msg("%s passes", refused[i]);
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (judged(open[i]) != NULL)
			fail_msg("%s is refused as %s", open[i], judged(open[i]));
}

/* --- pages --- */

static enum net_state page(long status, const char *type, const char *body)
{
	struct net_answer a = { .status = status, .content_type = str_from(type), .body = str_from(body) };
	char reason[256];

	return net_page_judge(&a, reason, sizeof reason);
}

#define LONG_TEXT                                                                                                      \
	"The ferry was built in the spring and crossed the sound for eleven years before the bridge took its place. "  \
	"Nobody in the village would have called it fast, and nobody asked it to be. On market days it carried geese, " \
	"on Sundays the choir, and once, in the winter of the long frost, a piano that the schoolmaster had bought. "
#define LONGER LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT

static void test_pages(void **state)
{
	static const char form[] = "<html><body><form><p>Please sign in</p><input name=u><input type=\"password\"></form></body></html>";
	static const char corner[] = "<html><body><form><input type='password'></form><p>" LONGER "</p></body></html>";
	static const char challenge[] = "<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>";
	static const char about[] = "<html><p>" LONGER LONGER "</p><p>The g-recaptcha and cf_chl_opt marks are told by name.</p></html>";

	(void)state;
	assert_int_equal(page(200, "text/html", "<html><p>" LONG_TEXT "</p></html>"), NET_OK);
	assert_int_equal(page(200, "text/html; charset=utf-8", form), NET_LOGIN);
	assert_int_equal(page(200, "text/html", corner), NET_OK);
	assert_int_equal(page(200, "text/html", challenge), NET_WALL);
	assert_int_equal(page(200, "text/html", about), NET_OK);
	assert_int_equal(page(200, "application/pdf", "%PDF-1.4 cf_chl_opt"), NET_OK);
	assert_int_equal(page(200, "text/html", ""), NET_BROKEN);
	assert_int_equal(page(204, "text/html", ""), NET_STATUS);
	assert_int_equal(page(202, "text/html", "<p>" LONG_TEXT), NET_STATUS);
	assert_int_equal(page(206, "text/html", "<p>" LONG_TEXT), NET_STATUS);
	/* nobody asked whether it has changed */
	assert_int_equal(page(304, "", ""), NET_STATUS);
	assert_int_equal(page(401, "", "x"), NET_LOGIN);
	assert_int_equal(page(403, "text/html", "no"), NET_WALL);
	assert_int_equal(page(404, "text/html", form), NET_GONE);
	assert_int_equal(page(410, "", ""), NET_GONE);
	assert_int_equal(page(429, "", ""), NET_BUSY);
	assert_int_equal(page(500, "", ""), NET_SERVER);
	assert_int_equal(page(503, "text/html", "closed for today"), NET_BUSY);
	assert_int_equal(page(503, "text/html", challenge), NET_WALL);
	assert_int_equal(page(418, "", "x"), NET_STATUS);
	/* nothing that ends in the middle is read past its end */
	for (size_t n = 0; n < sizeof form; n++) {
		struct net_answer a = { .status = 200, .content_type = STR("text/html"), .body = { form, n } };
		char reason[64];
		net_page_judge(&a, reason, sizeof reason);
	}
}

/* What a page of status 200 says that it is, in its title. */
static void test_titles(void **state)
{
	static const struct { const char *title; enum net_state want; } rows[] = {
		{ "The ferry", NET_OK }, { "Page not found | The Herald", NET_STATUS }, { "The Herald - 404", NET_STATUS },
		{ "404 Not Found", NET_STATUS }, { "\n Page Not Found (404)\n", NET_STATUS }, { "404 Media looks at ferries", NET_OK },
		{ "Ferries | 404 Media", NET_OK }, { "Not found guilty: the ferryman", NET_OK }, { "Just a moment...", NET_WALL },
		{ "Just a moment in time", NET_OK }, { "Attention Required! | Somebody", NET_WALL }, { "Access Denied", NET_WALL },
		{ "", NET_OK },
	};
	char text[8192];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(text, sizeof text, "<html><head><TITLE class=x>%s</title></head><body><p>" LONG_TEXT, rows[i].title);
		if (page(200, "text/html", text) != rows[i].want)
			fail_msg("%s", rows[i].title);
		/* an article of this name is longer than what stands in for one */
		snprintf(text, sizeof text, "<title>%s</title><p>" LONGER LONGER, rows[i].title);
		assert_int_equal(page(200, "text/html", text), NET_OK);
	}
}

static void test_shells(void **state)
{
	(void)state;
	assert_int_equal(page(200, "text/html", "<meta http-equiv=\"refresh\" content=\"0; url=/there\"><p>Redirecting"), NET_REDIRECTS);
	assert_int_equal(page(200, "text/html", "<meta http-equiv=refresh content='900; url=/here'><p>" LONG_TEXT LONG_TEXT), NET_OK);
	assert_int_equal(page(200, "text/html", "<meta http-equiv=refresh content=900><p>Live."), NET_OK);
	assert_int_equal(page(200, "text/html", "<div id=root></div><script src=app.js></script>"), NET_WALL);
	assert_int_equal(page(200, "text/html", "<!--[if IE]><meta http-equiv=refresh content='1;url=/old'><![endif]--><p>Closed."), NET_OK);
	assert_int_equal(page(200, "text/html", "<p>Closed for the winter.</p>"), NET_OK);
}

/* --- names of hosts --- */

/* After the samples of RFC 3492, section 7.1, and of everyday. */
static void test_hosts(void **state)
{
	static const struct { const char *host, *want; } rows[] = {
		{ "b\xc3\xbc" "cher.example", "xn--bcher-kva.example" },
		{ "B\xc3\x9c" "CHER.Example", "xn--bcher-kva.example" },
		{ "bu\xcc\x88" "cher.example", "xn--bcher-kva.example" },
		{ "www.m\xc3\xbcnchen.example", "www.xn--mnchen-3ya.example" },
		{ "\xe4\xbb\x96\xe4\xbb\xac\xe4\xb8\xba\xe4\xbb\x80\xe4\xb9\x88\xe4\xb8\x8d\xe8\xaf\xb4\xe4\xb8\xad\xe6\x96\x87",
		  "xn--ihqwcrb4cv8a8dqg056pqjye" },
		{ "Pro\xc4\x8dprost\xc4\x9bnemluv\xc3\xad\xc4\x8d" "esky", "xn--proprostnemluvesky-uyb24dma41a" },
		{ "a\xe3\x80\x82" "b\xc3\xbc", "a.xn--b-eha" },
		{ "plain.example.", "plain.example." },
	};
	struct error e = { 0 };
	struct arena a;
	struct str out;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (net_ascii_host(&a, str_from(rows[i].host), &out, &e) < 0)
			fail_msg("%s: %s", rows[i].host, e.text);
		if (!str_is(out, rows[i].want))
			fail_msg("%s: %.*s instead of %s", rows[i].host, (int)out.len, out.ptr, rows[i].want);
	}
	assert_int_equal(net_ascii_host(&a, STR("b\xc3"), &out, &e), CC_ENET);
	assert_int_equal(net_ascii_host(&a, STR("b\xe2\x80\xae" "c"), &out, &e), CC_ENET);
	assert_int_equal(net_ascii_host(&a, STR("\xc3\xbc" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), &out, &e), CC_ENET);
	arena_release(&a);
}

/* --- web addresses --- */

static struct net *opened(const struct net_options *o)
{
	struct error e = { 0 };
	struct net *n;

	if (net_open(&n, o, &e) < 0) {
		print_message("%s\n", e.text);
		skip();
	}
	return n;
}

static void test_urls(void **state)
{
	static const struct { const char *url, *out, *host; } good[] = {
		{ "https://Example.org", "https://Example.org/", "example.org:443" },
		{ "http://example.org:8080/a b#part", "http://example.org:8080/a%20b", "example.org:8080" },
		{ " http://example.org/a/../b?q=1#x ", "http://example.org/b?q=1", "example.org:80" },
		{ "http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1:80" },
	};
	static const char *const bad[] = {
		"ftp://example.org/x", "file:///etc/passwd", "example.org/x", "http://u:p@example.org/", "https://me@example.org/", "",
		 "gopher://example.org:70/", "http://example.org/\nX: y", "javascript:alert(1)", "dict://localhost:11211/",
	};
	struct net_options o = { 0 };
	struct net *n = opened(&o);
	struct error e = { 0 };
	struct str out, host;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		if (net_url(n, &a, str_from(good[i].url), &out, &host, &e) < 0)
			fail_msg("%s: %s", good[i].url, e.text);
		assert_string_equal(out.ptr, good[i].out);
		assert_string_equal(host.ptr, good[i].host);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (net_url(n, &a, str_from(bad[i]), &out, &host, &e) != CC_ENET)
			fail_msg("'%s' passes", bad[i]);
	arena_release(&a);
	net_close(n);
}

/* --- transfers --- */

struct server {
	int fd;
	unsigned port;
	pthread_t thread;
	unsigned asked_busy, asked_flaky;
	bool quit;
};

#define PAGE "<html><p>" LONG_TEXT "</p></html>"
#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"

static void send_text(int fd, const char *text)
{
	for (size_t n = strlen(text); n > 0;) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);
		if (sent <= 0)
			return;
		text += sent;
		n -= (size_t)sent;
	}
}

static void send_endless(int fd)
{
	char line[4096];

	memset(line, 'x', sizeof line);
	send_text(fd, OK_HEAD "\r\n");
	while (send(fd, line, sizeof line, MSG_NOSIGNAL) > 0)
		;
}

static void send_endless_head(int fd)
{
	send_text(fd, "HTTP/1.1 200 OK\r\n");
	while (send(fd, "X-Pad: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 54, MSG_NOSIGNAL) > 0)
		;
}

static void answer(struct server *s, int fd, const char *request)
{
	static const struct { const char *path, *text; } canned[] = {
		{ "/page", OK_HEAD "ETag: \"v1\"\r\nLast-Modified: Mon, 02 Jan 2023 00:00:00 GMT\r\n\r\n" PAGE },
		{ "/gone", "HTTP/1.1 410 Gone\r\nConnection: close\r\n\r\nx" },
		{ "/missing", "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nx" },
		{ "/moved", "HTTP/1.1 301 Moved\r\nLocation: /moved2\r\nConnection: close\r\n\r\n" },
		{ "/moved2", "HTTP/1.1 308 Moved\r\nLocation: /page\r\nConnection: close\r\n\r\n" },
		{ "/partly", "HTTP/1.1 301 Moved\r\nLocation: /found\r\nConnection: close\r\n\r\n" },
		{ "/found", "HTTP/1.1 302 Found\r\nLocation: /page\r\nConnection: close\r\n\r\n" },
		{ "/circle", "HTTP/1.1 302 Found\r\nLocation: /circle\r\nConnection: close\r\n\r\n" },
		{ "/scheme", "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/x\r\nConnection: close\r\n\r\n" },
		{ "/file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nConnection: close\r\n\r\n" },
		{ "/user", "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/\r\nConnection: close\r\n\r\n" },
		{ "/inward", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/\r\nConnection: close\r\n\r\n" },
		{ "/nowhere", "HTTP/1.1 302 Found\r\nConnection: close\r\n\r\n" },
		{ "/short", OK_HEAD "Content-Length: 5000\r\n\r\n" PAGE },
		{ "/announced", OK_HEAD "Content-Length: 99000000000\r\n\r\n" PAGE },
		{ "/later", "HTTP/1.1 429 Too Many\r\nRetry-After: 4000\r\nConnection: close\r\n\r\nx" },
		{ "/noise", "SSH-2.0-OpenSSH_9\r\n" },
		{ "/silent", "" },
	};

	if (strncmp(request, "GET /endless-head ", 18) == 0) {
		send_endless_head(fd);
	} else if (strncmp(request, "GET /endless ", 13) == 0) {
		send_endless(fd);
	} else if (strncmp(request, "GET /busy ", 10) == 0) {
		send_text(fd, s->asked_busy++ ? OK_HEAD "\r\n" PAGE
		                              : "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nConnection: close\r\n\r\nx");
	} else if (strncmp(request, "GET /flaky ", 11) == 0) {
		send_text(fd, s->asked_flaky++ ? OK_HEAD "\r\n" PAGE : "HTTP/1.1 503 Closed\r\nConnection: close\r\n\r\nx");
	} else if (strncmp(request, "GET /page ", 10) == 0 && strstr(request, "If-None-Match: \"v1\"")) {
		send_text(fd, "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n");
	} else {
		for (size_t i = 0; i < sizeof canned / sizeof *canned; i++)
			if (strncmp(request + 4, canned[i].path, strlen(canned[i].path)) == 0 && request[4 + strlen(canned[i].path)] == ' ')
				send_text(fd, canned[i].text);
	}
}

static void *serve(void *ctx)
{
	struct server *s = ctx;

	while (true) {
		char request[4096];
		size_t n = 0;
		int fd = accept(s->fd, NULL, NULL);
		if (fd < 0)
			return NULL;
		while (n + 1 < sizeof request) {
			ssize_t got = recv(fd, request + n, sizeof request - 1 - n, 0);
			if (got <= 0)
				break;
			n += (size_t)got;
			request[n] = '\0';
			if (strstr(request, "\r\n\r\n"))
				break;
		}
		request[n] = '\0';
		if (n > 4)
			answer(s, fd, request);
		shutdown(fd, SHUT_WR);
		close(fd);
	}
}

static int server_start(void **state)
{
	static const struct timeval patience = { .tv_sec = 5 };
	struct server *s = calloc(1, sizeof *s);
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof in;

	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (bind(s->fd, (struct sockaddr *)(void *)&in, sizeof in) < 0 || listen(s->fd, 64) < 0 ||
	    getsockname(s->fd, (struct sockaddr *)(void *)&in, &size) < 0)
		return -1;
	s->port = ntohs(in.sin_port);
	*state = s;
	return pthread_create(&s->thread, NULL, serve, s);
}

static int server_stop(void **state)
{
	struct server *s = *state;

	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
	free(s);
	return 0;
}

/* 127.0.0.1 stands for the public internet, the rest of loopback stays what it is. */
static const char *judge(const struct sockaddr *address)
{
	struct sockaddr_in in;

	memcpy(&in, address, sizeof in);
	return address->sa_family == AF_INET && ntohl(in.sin_addr.s_addr) == INADDR_LOOPBACK ? NULL : net_address_refused(address);
}

struct expected { const char *path; enum net_state state; long status; const char *moved; };

struct watch {
	const struct expected *rows;
	size_t seen;
	char base[64];
};

static int take(void *ctx, size_t i, const struct net_result *r, struct error *e)
{
	struct watch *w = ctx;
	const struct expected *x = &w->rows[i];
	char moved[128];

	(void)e;
	w->seen++;
	if (r->state != x->state || r->status != x->status)
		fail_msg("%s: %s %ld '%s'", x->path, net_states[r->state].name, r->status, r->reason);
	assert_true((r->state == NET_OK) == (r->body.len > 0));
	if (r->state != NET_NOT_MODIFIED)
		assert_true((r->state == NET_OK) == (r->reason[0] == '\0'));
	snprintf(moved, sizeof moved, "%s%s", x->moved ? w->base : "", x->moved ? x->moved : "");
	assert_int_equal(r->moved_url.len, strlen(moved));
	assert_memory_equal(r->moved_url.ptr ? r->moved_url.ptr : "", moved, strlen(moved));
	if (r->state == NET_OK && strcmp(x->path, "/page") == 0)
		assert_true(str_is(r->etag, "\"v1\"") && str_is(r->content_type, "text/html") && str_is(r->body, PAGE));
	return 0;
}

static void ask(struct server *s, const struct expected *rows, size_t n, const struct net_options *o, const char *etag)
{
	struct watch w = { .rows = rows };
	struct net_request requests[32] = { 0 };
	struct net_sink sink = { .ctx = &w, .done = take };
	struct error e = { 0 };
	struct net *net = opened(o);
	struct arena a;

	arena_init(&a);
	snprintf(w.base, sizeof w.base, "http://127.0.0.1:%u", s->port);
	for (size_t i = 0; i < n; i++) {
		requests[i].url = rows[i].path[0] == '/' ? str_fmt(&a, "%s%s", w.base, rows[i].path) : str_from(rows[i].path);
		requests[i].etag = str_from(etag);
	}
	if (net_run(net, requests, n, &sink, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(w.seen, n);
	arena_release(&a);
	net_close(net);
}

static void test_transfers(void **state)
{
	static const struct expected rows[] = {
		{ "/page", NET_OK, 200, NULL }, { "/gone", NET_GONE, 410, NULL }, { "/missing", NET_GONE, 404, NULL },
		{ "/moved", NET_OK, 200, "/page" }, { "/partly", NET_OK, 200, "/found" }, { "/found", NET_OK, 200, NULL },
		{ "/circle", NET_REDIRECTS, 0, NULL }, { "/scheme", NET_REFUSED, 0, NULL }, { "/file", NET_REFUSED, 0, NULL },
		{ "/user", NET_REFUSED, 0, NULL }, { "/inward", NET_REFUSED, 0, NULL }, { "/nowhere", NET_BROKEN, 302, NULL },
		{ "/short", NET_BROKEN, 200, NULL }, { "/announced", NET_LARGE, 200, NULL }, { "/endless", NET_LARGE, 200, NULL },
		{ "/endless-head", NET_BROKEN, 200, NULL }, { "/later", NET_BUSY, 429, NULL }, { "/busy", NET_OK, 200, NULL },
		{ "/flaky", NET_OK, 200, NULL }, { "/noise", NET_BROKEN, 0, NULL }, { "/silent", NET_BROKEN, 0, NULL },
		{ "http://127.0.0.2:9/", NET_REFUSED, 0, NULL }, { "http://127.0.0.1:1/", NET_UNREACHABLE, 0, NULL },
		{ "ftp://127.0.0.1/", NET_REFUSED, 0, NULL }, { "nonsense", NET_REFUSED, 0, NULL },
	};
	static const struct net_options o = { .judge = judge, .bytes = MIB(1), .tries = 2, .seed = 7, .host_rate = 100 };

	ask(*state, rows, sizeof rows / sizeof *rows, &o, NULL);
}

static void test_conditional(void **state)
{
	static const struct expected rows[] = { { "/page", NET_NOT_MODIFIED, 304, NULL }, { "/moved", NET_NOT_MODIFIED, 304, "/page" } };
	static const struct net_options o = { .judge = judge };

	ask(*state, rows, 2, &o, "\"v1\"");
}

static void test_private(void **state)
{
	static const struct expected rows[] = { { "/page", NET_REFUSED, 0, NULL }, { "http://[::1]:9/", NET_REFUSED, 0, NULL },
		                                { "http://localhost:9/", NET_REFUSED, 0, NULL } };
	static const struct net_options o = { 0 };

	ask(*state, rows, 3, &o, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_pages), cmocka_unit_test(test_titles), cmocka_unit_test(test_shells),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_urls),
		cmocka_unit_test_setup_teardown(test_transfers, server_start, server_stop),
		cmocka_unit_test_setup_teardown(test_conditional, server_start, server_stop),
		cmocka_unit_test_setup_teardown(test_private, server_start, server_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

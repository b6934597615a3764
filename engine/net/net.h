/* The network: a list of requests in, an answer for each, as they come.
 *
 * Transfers run side by side over many hosts and politely within one: a few connections, a rate, `Retry-After` heeded,
 * back-off with jitter, bounded tries. Only http and https are spoken, certificates are verified, every hop of a redirect
 * is judged like the first address, and what a name resolves to is judged when the socket is opened, so that no answer
 * of a name server leads to a private address. No cookies, no credentials, no proxy. Bytes are counted after decoding,
 * seconds over all hops and tries.
 *
 * libcurl is loaded when a net is opened and not before: a command that stays offline does not pay for it. A net is used
 * by one thread at a time. */
#ifndef NET_NET_H
#define NET_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct sockaddr;
struct net; /* opaque */

struct net_request {
	struct str url; /* borrowed until net_run returns; a fragment is not sent */
	/* what an earlier answer said: the answer may then be NET_NOT_MODIFIED; empty: not asked */
	struct str etag, last_modified;
};

/* What came of a request. The order is no scale; net_states says what each is called and means. */
enum net_state {
	NET_OK,           /* a page, in body */
	NET_NOT_MODIFIED, /* 304 */
	NET_GONE,         /* 404, 410: the only ones that mean a dead link */
	NET_REFUSED,      /* by us: scheme, credentials in the address, a private address, https that leads to http */
	NET_LARGE,        /* more bytes than allowed */
	NET_TIMEOUT,
	NET_TLS,          /* certificate or handshake */
	NET_LOGIN,        /* 401, 407, or a page that only asks for a password */
	NET_WALL,         /* 403, 451, a page that wants to tell people from programs */
	NET_BUSY,         /* 429, 503 after all tries */
	NET_SERVER,       /* another 5xx */
	NET_STATUS,       /* any other status */
	NET_UNREACHABLE,  /* no such host, no connection */
	NET_REDIRECTS,    /* too many, or in circles */
	NET_BROKEN,       /* cut short, empty, or no HTTP */
	NET_STATES
};

struct net_state_row {
	const char *name; /* for records and reports: "not-modified" */
	bool answered;    /* tells something about the page itself: ok, not-modified, gone; else nothing is known */
	bool passing;     /* another try later may end otherwise */
};
extern const struct net_state_row net_states[NET_STATES];

struct net_result {
	enum net_state state;
	char reason[256];     /* for people, lower case, no full stop; empty for NET_OK; may hold bytes of strangers */
	long status;          /* of HTTP; 0: no answer */
	struct str final_url; /* that gave the answer, without fragment */
	struct str moved_url; /* where 301 and 308 led from the first address on; empty: nowhere. The address to write down */
	struct str content_type, etag, last_modified; /* as sent; empty: not sent */
	struct str body;      /* decoded of Content-Encoding, which belongs to the transfer; else as served. Empty but for
	                       * NET_OK */
	unsigned hops, tries;
	unsigned retry_after; /* seconds that the host asked for, where it was not waited for */
};

struct net_options {
	const char *user_agent;  /* NULL: citecheck's own */
	const char *ca_file;     /* certificates of authorities instead of the system's; NULL */
	size_t bytes;            /* of one body; 0: LIMIT_FETCH_BYTES */
	unsigned seconds;        /* of one request, over all hops and tries but not while it waits its turn; 0: LIMIT_FETCH_SECONDS */
	unsigned connect_seconds, quiet_seconds; /* to connect; without a hundred bytes a second. 0: the defaults */
	unsigned redirects, tries; /* 0: LIMIT_FETCH_REDIRECTS, LIMIT_FETCH_TRIES */
	unsigned connections, host_connections; /* at most at one time; 0: 128, 2 */
	unsigned host_rate;      /* requests that begin in a second at one host, after the first three; 0: 10 */
	uint64_t seed;           /* of the jitter; 0: from the clock */
	/* Why an address may not be connected to, or NULL where it may. NULL: net_address_refused. */
	const char *(*judge)(const struct sockaddr *address);
};

/* CC_ENET when there is no libcurl here (the message says which package has it), CC_ENOMEM. */
int net_open(struct net **out, const struct net_options *options, struct error *e);
void net_close(struct net *n); /* NULL is fine */

struct net_sink {
	void *ctx;
	/* Called once for each request, in the order of arrival; the result lives until it returns. Negative ends the run
	 * (and is what net_run returns): transfers under way are dropped. */
	int (*done)(void *ctx, size_t request, const struct net_result *r, struct error *e);
	/* Called a few times a second; may be NULL. True ends the run with CC_OK, and the rest is not asked for. */
	bool (*progress)(void *ctx, size_t done, size_t total, size_t bytes);
};

/* Asks for all of them. What goes wrong with one is its result; negative only for memory, for libcurl's own faults, and
 * from `done`. */
int net_run(struct net *n, const struct net_request *requests, size_t count, const struct net_sink *sink, struct error *e);

/* The address in the form that is asked for (RFC 3986 normalised, without fragment), judged: CC_ENET with the reason when
 * it is not http or https, or holds credentials. `host` may be NULL: "example.org:443". */
struct arena;
int net_url(struct net *n, struct arena *a, struct str url, struct str *out, struct str *host, struct error *e);

/* What kind of address this is, where it is not one of the public internet ("a private address", "loopback", …); NULL
 * where it is. Thread-safe, needs no net. */
const char *net_address_refused(const struct sockaddr *address);
/* The judge that lets every address pass. */
const char *net_address_any(const struct sockaddr *address);

#endif

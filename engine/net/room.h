/* What the files of this room share. Nobody else includes this. */
#ifndef NET_ROOM_H
#define NET_ROOM_H

#include <sys/socket.h>

#include "base/arena.h"
#include "base/map.h"
#include "net/library.h"
#include "net/net.h"

/* One request on its way. */
struct job {
	const struct net_request *request;
	struct job *next;        /* in its host's queue */
	struct host *host;
	struct str url;          /* that is asked now */
	struct str moved;        /* where permanent redirects led so far */
	bool permanent;          /* all redirects so far were */
	unsigned hops, tries;
	long long began, spent;  /* the transfer under way; milliseconds of those before it */
	long long not_before;
	bool finished;
	struct arena arena;      /* strings of the answer */

	/* the transfer, while there is one */
	CURL *easy;
	struct curl_slist *headers;
	struct buf body;
	size_t header_bytes;
	bool too_large, too_long_head, no_room;
	const char *refused;     /* the kind of address */
	char address[64];        /* that was refused */
	struct str etag, last_modified, server, mitigated;
	char complaint[CURL_ERROR_SIZE];
	struct run *run;
};

/* One host and port: what keeps us polite there. */
struct host {
	struct str name;
	struct job *first, *last;
	unsigned active;
	long long not_before;    /* Retry-After */
	long long tokens_at;     /* when `tokens` was counted */
	double tokens;
	struct host *next;       /* of those with a queue */
	bool listed;
};

struct net {
	struct net_library lib;
	struct net_options options;
	CURLM *multi;
	uint64_t random;
};

struct run {
	struct net *net;
	struct arena arena;
	struct job *jobs;
	size_t n, finished, active, bytes;
	size_t held;             /* bytes of bodies under way */
	struct map hosts_by_name;
	struct { struct host **v; size_t n, cap; } hosts;
	struct host *queued, **queued_end; /* hosts with jobs that wait */
	const struct net_sink *sink;
};

long long net_now(void); /* milliseconds of a clock that never goes back */

/* transfer.c: one request of HTTP. */
int transfer_start(struct job *j, struct error *e);
/* What came of it: fills *r. True where redirect or retry is wanted: then *r says what would be given up with. */
enum transfer_end { TRANSFER_DONE, TRANSFER_REDIRECT, TRANSFER_RETRY };
enum transfer_end transfer_finish(struct job *j, CURLcode code, struct net_result *r, struct str *location);
/* Takes it off the multi handle and releases it; the body too. */
void transfer_drop(struct job *j);

#endif

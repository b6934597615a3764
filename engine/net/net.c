/* The queues: which request begins when. Each host has one, a bucket of tokens and a few connections; hosts take turns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/vec.h"
#include "net/room.h"

#define CONNECTIONS 128
#define HOST_CONNECTIONS 2
#define HOST_RATE 10       /* a second */
#define HOST_BURST 3.0
#define BACK_OFF 400       /* milliseconds before the second try, doubled for each further one */
#define LONGEST_POLL 200
#define LOOK_AHEAD 16      /* jobs of a queue that are looked at for one whose time has come */

long long net_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t random_next(struct net *n)
{
	uint64_t z = n->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static unsigned or_default(unsigned given, unsigned standard)
{
	return given ? given : standard;
}

/* --- opening --- */

int net_open(struct net **out, const struct net_options *options, struct error *e)
{
	struct net *n = calloc(1, sizeof *n);
	struct timespec t = { 0 };
	int rc;

	*out = NULL;
	if (n == NULL)
		return error_memory(e);
	n->options = *options;
	clock_gettime(CLOCK_REALTIME, &t);
	n->random = options->seed ? options->seed : (uint64_t)t.tv_nsec ^ (uint64_t)t.tv_sec << 30;
	rc = net_library_load(&n->lib, e);
	if (rc == CC_OK && (n->multi = n->lib.multi_init()) == NULL)
		rc = error_memory(e);
	if (rc < 0) {
		net_close(n);
		return rc;
	}
	n->lib.multi_setopt(n->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)or_default(options->connections, CONNECTIONS));
	n->lib.multi_setopt(n->multi, CURLMOPT_MAXCONNECTS, (long)or_default(options->connections, CONNECTIONS));
	*out = n;
	return CC_OK;
}

void net_close(struct net *n)
{
	if (n == NULL)
		return;
	if (n->multi != NULL)
		n->lib.multi_cleanup(n->multi);
	net_library_release(&n->lib);
	free(n);
}

/* --- queues --- */

static struct host *host_named(struct run *r, struct str name, struct error *e)
{
	size_t i = map_get(&r->hosts_by_name, name);
	struct host *h, **place;

	if (i != MAP_NONE)
		return r->hosts.v[i];
	h = arena_new(&r->arena, struct host);
	place = vec_add(&r->arena, &r->hosts);
	if (h == NULL || place == NULL || !(h->name = str_copy(&r->arena, name)).ptr ||
	    map_put(&r->arena, &r->hosts_by_name, h->name, r->hosts.n - 1, NULL) < 0) {
		error_memory(e);
		return NULL;
	}
	*place = h;
	h->tokens = HOST_BURST;
	h->tokens_at = net_now();
	return h;
}

static void enqueue(struct run *r, struct job *j, bool front)
{
	struct host *h = j->host;

	j->next = NULL;
	if (h->first == NULL) {
		h->first = h->last = j;
	} else if (front) {
		j->next = h->first;
		h->first = j;
	} else {
		h->last->next = j;
		h->last = j;
	}
	if (!h->listed) {
		h->listed = true;
		h->next = NULL;
		*r->queued_end = h;
		r->queued_end = &h->next;
	}
}

static int finish(struct run *r, struct job *j, const struct net_result *result, struct error *e)
{
	int rc;

	j->finished = true;
	r->finished++;
	rc = r->sink->done(r->sink->ctx, (size_t)(j - r->jobs), result, e);
	transfer_drop(j);
	arena_release(&j->arena);
	arena_init(&j->arena);
	return rc;
}

static int fail(struct run *r, struct job *j, enum net_state state, const char *words, struct error *e)
{
	struct net_result result = { .state = state, .final_url = j->url, .moved_url = j->moved, .hops = j->hops, .tries = j->tries };

	snprintf(result.reason, sizeof result.reason, "%s", words);
	return finish(r, j, &result, e);
}

/* Judges where a job goes next and puts it into that host's queue; a refusal is its result. */
static int route(struct run *r, struct job *j, struct str url, bool front, struct error *e)
{
	struct error why = { 0 };
	struct str name, clean;
	int rc = net_url(r->net, &j->arena, url, &clean, &name, &why);

	if (rc == CC_ENOMEM)
		return error_memory(e);
	if (rc == CC_OK && j->hops > 0 && str_starts(j->url, STR("https:")) && !str_starts(clean, STR("https:")))
		rc = error_set(&why, CC_ENET, "it leads from https to an address without encryption");
	if (rc < 0) {
		if (j->hops > 0)
			error_wrap(&why, "redirect refused");
		else
			j->url = url;
		return fail(r, j, NET_REFUSED, why.text, e);
	}
	j->url = clean;
	if (j->permanent && j->hops > 0)
		j->moved = clean;
	j->host = host_named(r, name, e);
	if (j->host == NULL)
		return CC_ENOMEM;
	enqueue(r, j, front);
	return CC_OK;
}

static void refill(const struct run *r, struct host *h, long long now)
{
	double rate = or_default(r->net->options.host_rate, HOST_RATE);

	h->tokens += (double)(now - h->tokens_at) * rate / 1000;
	if (h->tokens > HOST_BURST)
		h->tokens = HOST_BURST;
	h->tokens_at = now;
}

/* The next job of a host that may begin now, taken out of its queue; else NULL, and *wake is when to ask again. */
static struct job *take_ready(struct run *r, struct host *h, long long now, long long *wake)
{
	struct job **link = &h->first, *before = NULL, *j;
	long long soonest = now + 60000;

	if (h->active >= or_default(r->net->options.host_connections, HOST_CONNECTIONS))
		return NULL; /* an end of a transfer wakes us */
	refill(r, h, now);
	if (h->tokens < 1)
		soonest = now + 1 + (long long)((1 - h->tokens) * 1000 / or_default(r->net->options.host_rate, HOST_RATE));
	if (h->not_before > now)
		soonest = h->not_before;
	if (h->tokens >= 1 && h->not_before <= now)
		for (size_t look = 0; (j = *link) != NULL && look < LOOK_AHEAD; look++, before = j, link = &j->next) {
			if (j->not_before > now) {
				if (j->not_before < soonest)
					soonest = j->not_before;
				continue;
			}
			*link = j->next;
			if (h->last == j)
				h->last = before;
			h->tokens -= 1;
			return j;
		}
	if (soonest < *wake)
		*wake = soonest;
	return NULL;
}

static int begin(struct run *r, struct job *j, long long now, struct error *e)
{
	j->began = now;
	j->tries++;
	j->host->active++;
	r->active++;
	return transfer_start(j, e);
}

/* Begins what may begin. *wake: when there is more to begin although nothing ends. */
static int begin_ready(struct run *r, long long *wake, struct error *e)
{
	size_t most = or_default(r->net->options.connections, CONNECTIONS);
	long long now = net_now();
	struct host **link = &r->queued, *h;

	*wake = now + LONGEST_POLL;
	while ((h = *link) != NULL && r->active < most) {
		struct job *j = take_ready(r, h, now, wake);
		if (j != NULL) {
			int rc = begin(r, j, now, e);
			if (rc < 0)
				return rc;
		}
		if (h->first == NULL) {
			*link = h->next;
			if (r->queued_end == &h->next)
				r->queued_end = link;
			h->listed = false;
		} else if (j == NULL) {
			link = &h->next;
		}
	}
	return CC_OK;
}

/* --- ends --- */

static int redirect(struct run *r, struct job *j, struct str location, long status, struct error *e)
{
	unsigned most = or_default(r->net->options.redirects, LIMIT_FETCH_REDIRECTS);

	j->permanent = (j->hops == 0 || j->permanent) && (status == 301 || status == 308);
	if (++j->hops > most) {
		char words[80];
		snprintf(words, sizeof words, "more than %u redirects", most);
		j->hops--;
		return fail(r, j, NET_REDIRECTS, words, e);
	}
	transfer_drop(j);
	j->tries--; /* a hop is no try */
	return route(r, j, location, true, e);
}

static long long back_off(struct net *n, unsigned tries)
{
	long long base = BACK_OFF << (tries < 8 ? tries - 1 : 7);

	return base / 2 + (long long)(random_next(n) % (uint64_t)base);
}

/* Whether another try follows; the host as a whole waits where it asked for it. */
static bool retry(struct run *r, struct job *j, const struct net_result *result)
{
	const struct net_options *o = &r->net->options;
	long long now = net_now(), wait = back_off(r->net, j->tries);
	bool late = j->spent >= or_default(o->seconds, LIMIT_FETCH_SECONDS) * 1000LL;

	if (result->retry_after * 1000LL > wait)
		wait = result->retry_after * 1000LL;
	if (j->tries >= or_default(o->tries, LIMIT_FETCH_TRIES) || result->retry_after > LIMIT_FETCH_WAIT_SECONDS || late)
		return false;
	j->not_before = now + wait;
	if (result->retry_after > 0 && j->not_before > j->host->not_before)
		j->host->not_before = j->not_before;
	transfer_drop(j);
	enqueue(r, j, false);
	return true;
}

static int end_transfer(struct run *r, struct job *j, CURLcode code, struct error *e)
{
	struct net_result result;
	struct str location = { 0 };
	enum transfer_end end = transfer_finish(j, code, &result, &location);

	j->host->active--;
	r->active--;
	j->spent += net_now() - j->began;
	if (end == TRANSFER_REDIRECT)
		return redirect(r, j, location, result.status, e);
	if (end == TRANSFER_RETRY && retry(r, j, &result))
		return CC_OK;
	return finish(r, j, &result, e);
}

static int end_ready(struct run *r, size_t *ended, struct error *e)
{
	const struct net_library *lib = &r->net->lib;
	CURLMsg *m;
	int left, rc = CC_OK;

	while (rc == CC_OK && (m = lib->multi_info_read(r->net->multi, &left)) != NULL) {
		CURLcode code = m->data.result;
		void *job = NULL;
		if (m->msg != CURLMSG_DONE)
			continue;
		lib->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&job);
		rc = end_transfer(r, job, code, e);
		(*ended)++;
	}
	return rc;
}

/* --- the loop --- */

static int step(struct run *r, struct error *e)
{
	const struct net_library *lib = &r->net->lib;
	CURLMcode code = CURLM_OK;
	long long wake, now;
	size_t ended = 0;
	int running, rc = begin_ready(r, &wake, e);

	if (rc < 0)
		return rc;
	code = lib->multi_perform(r->net->multi, &running);
	if (code == CURLM_OK && (rc = end_ready(r, &ended, e)) < 0)
		return rc;
	now = net_now();
	/* where one ended, another may begin */
	if (code == CURLM_OK && ended == 0 && wake > now)
		code = lib->multi_poll(r->net->multi, NULL, 0, (int)(wake - now), NULL);
	return code == CURLM_OK ? CC_OK : error_set(e, CC_ENET, "libcurl: %s", lib->multi_strerror(code));
}

static int fill(struct run *r, const struct net_request *requests, struct error *e)
{
	int rc = CC_OK;

	r->jobs = arena_array(&r->arena, struct job, r->n);
	if (r->jobs == NULL)
		return error_memory(e);
	for (size_t i = 0; i < r->n; i++) {
		r->jobs[i].run = r;
		r->jobs[i].request = &requests[i];
		arena_init(&r->jobs[i].arena);
	}
	for (size_t i = 0; rc == CC_OK && i < r->n; i++)
		rc = route(r, &r->jobs[i], requests[i].url, false, e);
	return rc;
}

int net_run(struct net *n, const struct net_request *requests, size_t count, const struct net_sink *sink, struct error *e)
{
	struct run r = { .net = n, .n = count, .sink = sink };
	int rc;

	arena_init(&r.arena);
	r.queued_end = &r.queued;
	rc = fill(&r, requests, e);
	while (rc == CC_OK && r.finished < r.n) {
		if (sink->progress != NULL && sink->progress(sink->ctx, r.finished, r.n, r.bytes))
			break;
		rc = step(&r, e);
	}
	for (size_t i = 0; r.jobs != NULL && i < r.n; i++) {
		transfer_drop(&r.jobs[i]);
		arena_release(&r.jobs[i].arena);
	}
	arena_release(&r.arena);
	return rc;
}

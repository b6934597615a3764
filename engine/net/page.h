/* What an answer of HTTP is: the page that was asked for, or something in its place. */
#ifndef NET_PAGE_H
#define NET_PAGE_H

#include "net/net.h"

struct net_answer {
	long status;
	struct str url;          /* that gave it */
	struct str content_type, server, mitigated /* Cloudflare's cf-mitigated */;
	struct str body;
	bool moved;              /* it was led there from another address */
	bool conditional;        /* the one asked for was a change */
};

/* The state, and words for it where it is not NET_OK. Redirects are none of its business. */
enum net_state net_page_judge(const struct net_answer *a, char *reason, size_t size);

#endif

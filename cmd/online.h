/* --online: asks for the pages, and keeps the answers for a while. */
#ifndef CMD_ONLINE_H
#define CMD_ONLINE_H

#include "cmd/output.h"
#include "lint/online.h"
#include "net/net.h"

struct online_net {
	struct app *app;
	struct progress *progress;
	struct str folder; /* of kept answers; empty: none are kept */
	bool interrupted;
};

/* The asker of a check; NULL where the command line does not ask for pages. `out` and `net` live as long as the run. */
const struct online_asker *online_asker(struct app *app, struct progress *progress, struct online_net *net,
                                        struct online_asker *out);
/* What the command line says of the network: --allow-private, --cacert, --timeout, and the variables for certificates. */
int online_net_options(const struct app *app, struct net_options *out, struct error *e);

#endif

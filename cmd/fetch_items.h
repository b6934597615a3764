/* What one run of `citecheck fetch` is about: its items and their way from waiting to done. */
#ifndef CMD_FETCH_ITEMS_H
#define CMD_FETCH_ITEMS_H

#include "cmd/fetch_store.h"
#include "cmd/output.h"
#include "config/config.h"
#include "net/net.h"
#include "source/bib_edit.h"
#include "source/corpus.h"

enum item_state { ITEM_WAITING, ITEM_ARRIVED /* on the disk, without a record */, ITEM_DONE, ITEM_FAILED };

struct item {
	const struct source *source; /* NULL: a new entry */
	struct str id, url, archive;
	struct str bibliography;     /* full path */
	struct str old_file;         /* full path of what an earlier fetch made; empty */
	struct str restore;          /* full path that a record names and that is not there; empty */
	struct str pin;              /* the record's sha256 */
	bool from_archive;
	enum item_state state;
	bool has_file;               /* new bytes came */
	struct store_item file;
	struct bib_change change;
	struct str moved, note;
};

struct fetch {
	struct app *app;
	struct arena *a;
	struct config config;
	struct corpus *corpus;
	struct net *net;
	struct store *store;
	struct str folder, day;      /* the folder is absolute */
	struct { struct item *v; size_t n, cap; } items;
	size_t *asked;               /* items of the round under way */
	size_t waiting_bytes, done, kept;
	long long committed_at;
	struct progress progress;
	bool trouble, interrupted;
};

/* Picks the items: of the sources that the command line names, else of all, those that are to be fetched. What is named
 * and can't be is said, and the run goes on; negative only without memory. */
int fetch_choose(struct fetch *f, struct error *e);

#endif

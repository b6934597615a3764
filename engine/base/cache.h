/* The cache: what can be made again, one file for each key. Token streams and indexes (text/index.c), outlines of claim
 * files (lint/outline.c) and documents of formats that are dear to read (source/extract.c) lie in it.
 *
 * A file is written under a temporary name and renamed, so that no run ever sees half of one; it is mapped and used in
 * place. A checksum over all of it comes first, and who loads checks every offset: whatever is damaged, cut short or of
 * another version is as good as absent, and written anew. Two runs may use one folder; both write the same bytes. A full
 * disk or a folder that can't be written costs time and nothing else.
 *
 * Measured on 27 MB of text in 2,200 files: loading an index is two to three times as fast as folding and indexing from
 * some 16 KiB of text on; below that, opening a file costs more than it saves, so those of small sources are not cached. */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include "base/error.h"
#include "base/str.h"

struct cache;

enum {
	CACHE_LEAST_TEXT = 16 << 10, /* bytes of a source's text */
	CACHE_MOST_BYTES = 1 << 30,  /* of all files; a full cache takes no more until it is cleaned */
};

/* `folder` need not be there: it is made with the first file. Thread-safe after opening. CC_ENOMEM. */
int cache_open(struct cache **out, struct str folder, struct error *e);
void cache_close(struct cache *c);

struct cache_usage {
	uint64_t bytes;
	size_t files;
};

/* What the cache's files take up; a folder that is not there takes nothing. CC_EIO. */
int cache_size(struct str folder, struct cache_usage *out, struct error *e);
/* Removes the cache's files, and no other. CC_EIO. */
int cache_clean(struct str folder, struct cache_usage *removed, struct error *e);

/* --- for those who keep something in it --- */

struct cache_key {
	uint64_t hash;
	uint64_t length;  /* of what was hashed */
	uint32_t version; /* of what is stored: a file of another one is absent */
};

/* A file of the cache, mapped. */
struct cached {
	struct str bytes; /* what was stored; 8-byte aligned */
	void *map;
	size_t map_len;
};

/* True when there is an undamaged file for the key. */
bool cache_load(const struct cache *c, struct cache_key key, struct cached *out);
void cached_release(struct cached *m);
/* Stores the pieces one after another; false when that was not possible. */
bool cache_store(struct cache *c, struct cache_key key, const struct str *pieces, size_t n);

#endif

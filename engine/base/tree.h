/* Where inputs are read from: the file system, or a tree of files that something else keeps (git's index, a revision).
 *
 * A tree stands at an absolute folder, its root; paths below it are the tree's, all others the file system's. Every
 * function takes absolute paths and a tree that may be NULL: then all is the file system's. A tree is immutable and may
 * be read by several threads. */
#ifndef BASE_TREE_H
#define BASE_TREE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"

enum tree_kind { TREE_NONE, TREE_FILE, TREE_FOLDER, TREE_LINK, TREE_OTHER /* no regular file */ };

struct tree_entry {
	struct str name;
	enum tree_kind kind;
};

/* What a file holds, as a name for it: equal names, equal bytes. */
struct tree_identity {
	unsigned char bytes[32]; /* git's object name; zeros behind it */
};

struct tree {
	struct str root;
	/* `path` is relative to the root, normalised, "" for the root itself; links are not followed. */
	enum tree_kind (*kind)(const struct tree *t, struct str path);
	/* By name. */
	int (*list)(const struct tree *t, struct arena *a, struct str path, struct tree_entry **out, size_t *n,
	            struct error *e);
	/* The bytes of a file; of a link the path it leads to. CC_ENOENT, CC_ELIMIT, CC_EGIT. */
	int (*read)(const struct tree *t, struct arena *a, struct str path, size_t max, struct str *out, struct error *e);
	/* False for what is no regular file. */
	bool (*identify)(const struct tree *t, struct str path, struct tree_identity *out);
	void *ctx;
};

/* Whether a path is the tree's. */
bool tree_holds(const struct tree *t, struct str full);
/* Links followed: what is there. TREE_NONE for a link that leads nowhere or out of the tree. */
enum tree_kind tree_look(const struct tree *t, struct arena *a, struct str full);
/* Links not followed. */
enum tree_kind tree_look_at(const struct tree *t, struct arena *a, struct str full);
/* The path without links, as realpath(3). CC_ENOENT; CC_EPATH when it leaves the tree. */
int tree_resolve(const struct tree *t, struct arena *a, struct str full, struct str *out, struct error *e);
/* The same, and it must stay below `root` (path_below for trees). *out is the path as it was, joined. */
int tree_below(const struct tree *t, struct arena *a, struct str root, struct str base, struct str path, struct str *out,
               struct error *e);
/* A whole file, links followed. */
int tree_read(const struct tree *t, struct arena *a, struct str full, size_t max, struct str *out, struct error *e);
/* The identity of a file of the tree; false elsewhere. */
bool tree_identify(const struct tree *t, struct str full, struct tree_identity *out);
/* The entries of a folder of the tree (tree_holds). */
int tree_list(const struct tree *t, struct arena *a, struct str full, struct tree_entry **out, size_t *n,
              struct error *e);

/* Paths, each once. */
struct path_set {
	struct str *v;
	size_t n, cap;
	struct map map;
};
int path_set_add(struct arena *a, struct path_set *set, struct str path); /* borrowed; 0 or CC_ENOMEM */
bool path_set_has(const struct path_set *set, struct str path);

#endif

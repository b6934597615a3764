/* A hash map from strings to size_t (an index into the caller's array). Keys are borrowed views. One thread at a time
 * while it is filled, any number afterwards. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct arena;
struct map_slot;

struct map {
	struct map_slot *slots;
	size_t n, cap;
};

#define MAP_NONE ((size_t)-1)

size_t map_get(const struct map *m, struct str key); /* MAP_NONE when absent */
/* Sets key to value and returns 0; when the key is there already, leaves it, puts the present value into *old (may be
 * NULL) and returns 1; CC_ENOMEM. */
int map_put(struct arena *a, struct map *m, struct str key, size_t value, size_t *old);
/* Gives a key that is there another value. */
void map_change(struct map *m, struct str key, size_t value);

#endif

#include "base/map.h"

#include "base/arena.h"
#include "base/error.h"

struct map_slot {
	struct str key;
	uint64_t hash;
	size_t value;
	bool used;
};

static size_t slot_of(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = (size_t)hash & (m->cap - 1);

	while (m->slots[i].used && (m->slots[i].hash != hash || !str_eq(m->slots[i].key, key)))
		i = (i + 1) & (m->cap - 1);
	return i;
}

size_t map_get(const struct map *m, struct str key)
{
	size_t i;

	if (m->cap == 0)
		return MAP_NONE;
	i = slot_of(m, key, str_hash(key));
	return m->slots[i].used ? m->slots[i].value : MAP_NONE;
}

static int map_grow(struct arena *a, struct map *m)
{
	struct map bigger = { .n = m->n, .cap = m->cap ? m->cap * 2 : 16 };

	bigger.slots = bigger.cap < m->cap ? NULL : arena_array(a, struct map_slot, bigger.cap);
	if (!bigger.slots)
		return CC_ENOMEM;
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].used)
			bigger.slots[slot_of(&bigger, m->slots[i].key, m->slots[i].hash)] = m->slots[i];
	*m = bigger;
	return 0;
}

int map_put(struct arena *a, struct map *m, struct str key, size_t value, size_t *old)
{
	uint64_t hash = str_hash(key);
	size_t i;

	if (m->n * 2 >= m->cap && map_grow(a, m) < 0)
		return CC_ENOMEM;
	i = slot_of(m, key, hash);
	if (m->slots[i].used) {
		if (old)
			*old = m->slots[i].value;
		return 1;
	}
	m->slots[i] = (struct map_slot){ key, hash, value, true };
	m->n++;
	return 0;
}

void map_change(struct map *m, struct str key, size_t value)
{
	size_t i = m->cap ? slot_of(m, key, str_hash(key)) : 0;

	if (m->cap && m->slots[i].used)
		m->slots[i].value = value;
}

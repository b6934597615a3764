#include "lint/names.h"

#include "lint/outline.h"

int names_add_hash(struct arena *a, struct names *to, uint64_t hash)
{
	struct str key = { (const char *)&hash, sizeof hash };
	size_t i = map_get(&to->map, key), *times;
	uint64_t *slot;

	if (i != MAP_NONE) {
		to->times.v[i]++;
		return 0;
	}
	key = str_copy(a, key);
	slot = vec_add(a, &to->v);
	times = vec_add(a, &to->times);
	if (!key.ptr || !slot || !times)
		return CC_ENOMEM;
	*slot = hash;
	*times = 1;
	return map_put(a, &to->map, key, to->v.n - 1, NULL) < 0 ? CC_ENOMEM : 0;
}

size_t names_times(const struct names *in, uint64_t hash)
{
	size_t i = in->map.n > 0 ? map_get(&in->map, (struct str){ (const char *)&hash, sizeof hash }) : MAP_NONE;

	return i == MAP_NONE ? 0 : in->times.v[i];
}

bool names_have_hash(const struct names *in, uint64_t hash)
{
	return in->map.n > 0 && map_get(&in->map, (struct str){ (const char *)&hash, sizeof hash }) != MAP_NONE;
}

int names_add(struct arena *a, struct names *to, struct str id)
{
	return names_add_hash(a, to, outline_name(id));
}

bool names_have(const struct names *in, struct str id)
{
	return in->map.n > 0 && names_have_hash(in, outline_name(id));
}

int names_add_fields(struct arena *a, struct names *to, const struct field *v, size_t n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = names_add(a, to, v[i].value);
	return rc;
}

bool names_have_field(const struct names *in, const struct field *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (names_have(in, v[i].value))
			return true;
	return false;
}

int names_join(struct arena *a, struct names *to, const struct names *from)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < from->v.n; i++)
		rc = names_add_hash(a, to, from->v.v[i]);
	return rc;
}

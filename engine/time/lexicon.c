#include "time/lexicon.h"

#include <string.h>

#include "base/arena.h"
#include "time/time.h"

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static uint32_t slot_of(uint32_t hash)
{
	return (hash ^ (hash >> 15)) & (LEXICON_SLOTS - 1);
}

void lexicon_init(struct lexicon *l, const struct language *language)
{
	l->language = language;
	memset(l->slot, 0, sizeof l->slot);
	for (size_t i = 0; i < language->n; i++) {
		uint32_t h = LEXICON_HASH_START;
		uint32_t s;

		for (const char *p = language->words[i].text; *p; p++)
			h = LEXICON_HASH(h, *p);
		for (s = slot_of(h); l->slot[s]; s = (s + 1) % LEXICON_SLOTS)
			;
		l->slot[s] = (uint16_t)(i + 1);
	}
}

static bool same(const struct word *w, struct str s)
{
	if (w->len != s.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (lower(s.ptr[i]) != (unsigned char)w->text[i])
			return false;
	return true;
}

uint16_t lexicon_find(const struct lexicon *l, struct str word, uint32_t hash)
{
	for (uint32_t s = slot_of(hash); l->slot[s]; s = (s + 1) % LEXICON_SLOTS)
		if (same(&l->language->words[l->slot[s] - 1], word))
			return l->slot[s];
	return 0;
}

const struct lexicon *time_lexicon(struct arena *a)
{
	struct lexicon *l = arena_new(a, struct lexicon);

	if (l)
		lexicon_init(l, &language_english);
	return l;
}

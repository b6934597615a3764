/* Characters beyond ASCII, asked for once. */
#include "text/fold_char.h"
#include "text/folder.h"

const uint64_t folder_gap_marks[4] = {
	UINT64_C(0x89C3DBFFFFFFFFFF), UINT64_C(0xFFFB83FFFCFC07FF), UINT64_C(0xE0C10001FFFFFF1F), UINT64_C(0xF8000001FC00FF7F),
};

void folder_learn(struct memo *m, struct known *k, uint32_t c)
{
	char folded[160];
	size_t n = fold_character(c, folded);

	if (!m->used)
		memset(m->v, 0, sizeof m->v);
	m->used = true;
	*k = (struct known){
		.c = c,
		.class = (uint8_t)utf8_class(c),
		.upper = utf8_is_upper(c),
		.single = fold_is_single(c),
		.apostrophe = fold_is_apostrophe(c),
		.n = n <= sizeof k->folded ? (uint8_t)n : KNOWN_LONG,
	};
	for (size_t i = 0; i < n && k->n != KNOWN_LONG; i++)
		k->folded[i / 8] |= (uint64_t)(unsigned char)folded[i] << i % 8 * 8;
}

/* Reported speech of a claim: to whom its own prose gives words. */
#include "text/speech.h"
#include "text/speech_part.h"

bool speech_claimed(const struct prose *claim, struct span *speaker)
{
	static const char *const acts[] = {
		"branded", "called", "calls", "described", "describes", "dubbed", "labeled", "labelled",
	};
	struct attribution list[ATTRIBUTIONS];
	size_t n = attributions_read(claim, 0, claim->n, list, ATTRIBUTIONS), found = 0;
	for (size_t i = 0; i < n; i++) {
		const struct attribution *a = &list[i];
		if (claim->v[a->verb].quoted)
			continue;
		if (a->denies || a->unclear)
			return false;
		if (!a->clause && !a->according && !a->inverted && !PROSE_IN(&claim->v[a->verb], acts))
			continue;
		if (speech_is_pronoun(&claim->v[a->from]))
			return false;
		*speaker = speech_words(claim, a);
		found++;
	}
	return found == 1;
}

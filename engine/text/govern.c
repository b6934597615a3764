#include "text/govern_part.h"

const char *governor_name(enum governor g)
{
	const char *const names[] = {
		[GOVERNOR_NONE] = "nothing", [GOVERNOR_NEGATION] = "a negation", [GOVERNOR_DENIAL] = "a denial",
		[GOVERNOR_HEDGE] = "a hedge", [GOVERNOR_CONDITION] = "a condition", [GOVERNOR_LIMITER] = "a limiter",
	};
	return names[g];
}

/* The first token of the sentence that token i stands in, not before `floor`. */
static size_t sentence_start(const struct prose *p, size_t i, size_t floor)
{
	size_t at = i;
	for (size_t s = 0; s < p->n_sentences; s++) {
		if (p->v[i].span.start < p->sentences[s].end) {
			if (p->sentences[s].start > floor)
				floor = p->sentences[s].start;
			break;
		}
	}
	while (at > 0 && p->v[at - 1].span.start >= floor)
		at--;
	return at;
}

/* Dots of the source's own before the cut ("if it rains ... |the dam"): stands as at a comma then. */
static bool over_dots(struct cutting *c)
{
	size_t k = c->k;
	while (k > c->start && (prose_mark(&c->p->v[k], '.') || prose_mark(&c->p->v[k], 0x2026) ||
	                        prose_mark(&c->p->v[k], '[') || prose_mark(&c->p->v[k], ']')))
		k--;
	if (k == c->k)
		return false;
	c->k = k + 1;
	return true;
}

bool govern_before(const struct prose *p, struct span part, size_t floor, struct govern *out)
{
	struct cutting c = { .p = p, .cut = prose_at(p, part.start), .ellipsis = floor > 0 };
	*out = (struct govern){ GOVERNOR_NONE, { 0, 0 }, 0 };
	while (c.cut < p->n && p->v[c.cut].kind == PROSE_MARK && p->v[c.cut].span.start < part.end)
		c.cut++;
	if (c.cut >= p->n)
		return false;
	c.start = sentence_start(p, c.cut, floor);
	for (c.k = c.cut; c.k > c.start && govern_quote_mark(&p->v[c.k - 1]);)
		c.k--;
	if (c.k == c.start)
		return false;
	c.k--;
	if (prose_mark(&p->v[c.k], ',') || over_dots(&c))
		return govern_comma(&c, out);
	if (p->v[c.k].kind != PROSE_WORD)
		return false;
	if (prose_is(&p->v[c.k], "that"))
		return govern_that(&c, c.k, out);
	if (prose_is(&p->v[c.cut], "that") && govern_that(&c, c.cut, out)) /* "denied |that he" */
		return true;
	return govern_phrase(&c, out) || govern_clause(&c, out);
}

/* Bytes of the letter or apostrophe at `at`: a curly apostrophe is a straight one. */
static size_t letter(struct str text, size_t at, char *low)
{
	if (str_starts(str_slice(text, at, text.len), STR("’"))) {
		*low = '\'';
		return sizeof "’" - 1;
	}
	char c = text.ptr[at];
	*low = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	return 1;
}

static bool is_inner(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* How often the word (in small letters) stands in the text. */
static size_t count_word(struct str text, struct str word)
{
	size_t found = 0;
	char c = ' ', before = ' ';
	for (size_t at = 0; at < text.len; before = c) {
		size_t same = 0, i = at, next = at + letter(text, at, &c);
		char d = c;
		while (!is_inner(before) && same < word.len && i < text.len && d == word.ptr[same]) {
			i += letter(text, i, &d);
			same++;
			if (i < text.len)
				letter(text, i, &d);
		}
		if (same == word.len && (i >= text.len || !is_inner(d)))
			found++;
		at = next;
	}
	return found;
}

/* Does the word tell of such a governor? */
static bool tells(const struct prose *p, size_t i, enum governor g)
{
	static const char *const limits[] = {
		"although", "but", "except", "however", "if", "only", "provided", "save", "though", "unless", "until", "when",
		"yet",
	};
	static const char *const conditions[] = {
		"condition", "if", "long", "provided", "unclear", "unless", "when", "whether", "would",
	};
	static const char *const keeping[] = { "far", "keep", "keeps", "kept", "save", "saved" };
	const struct prose_token *t = &p->v[i];
	bool from = false; /* "kept from", not "kept in the cellar" */
	if (t->kind != PROSE_WORD)
		return false;
	if (g == GOVERNOR_LIMITER)
		return PROSE_IN(t, limits);
	if (g == GOVERNOR_CONDITION)
		return PROSE_IN(t, conditions);
	for (size_t k = i + 1; k < i + 4; k++)
		from = from || govern_word(p, k, "from");
	if (prose_negates(t) || govern_in(t, GOVERN_DENIALS) || govern_in(t, GOVERN_UNTRUE) || govern_in(t, GOVERN_FAILING) ||
	    (govern_in(t, GOVERN_PREVENTING) && (from || !PROSE_IN(t, keeping))))
		return true;
	return g == GOVERNOR_HEDGE && (govern_in(t, GOVERN_HEDGES) || govern_in(t, GOVERN_MODALS)) &&
	       !(t->capital && !t->first);
}

bool govern_mentioned(const struct prose *claim, enum governor g, struct str quoted)
{
	enum { QUOTED = 8192 }; /* bytes of it that are looked through */
	quoted = str_slice(quoted, 0, quoted.len < QUOTED ? quoted.len : QUOTED);
	bool would = str_find(quoted, STR("'d "), 0) != SIZE_MAX || str_find(quoted, STR("’d "), 0) != SIZE_MAX;
	for (size_t i = 0; i < claim->n; i++) {
		if (!tells(claim, i, g) || (would && govern_word(claim, i, "would")))
			continue;
		size_t told = 0;
		for (size_t k = 0; k < claim->n; k++)
			told += claim->v[k].kind == PROSE_WORD && str_eq(claim->v[k].low, claim->v[i].low);
		/* a word that the quoted words have themselves tells of nothing */
		if (told > count_word(quoted, claim->v[i].low))
			return true;
	}
	return false;
}

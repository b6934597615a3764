#include "source/html_main.h"

#include <string.h>

#define PROSE_CHARS 100        /* of a block that is prose without ending like a sentence */
#define SENTENCE_CHARS 40      /* of one that does */
#define HINT_SHARE 25          /* per cent of the prose that a part may hold and still be what its class says */
#define ASIDE_SHARE 25         /* the same for nav, footer and aside */
#define MAIN_SHARE 30          /* per cent of the page's prose that makes a marked main part credible */
#define ARTICLE_SHARE 60       /* per cent of the prose of all articles that makes one the article */
#define BODY_SHARE 85          /* per cent of the prose that the body of a page without marks holds */
#define LINKS_SHARE 70         /* per cent of characters in links that make a list of links */
#define LINKS_LEAST 4          /* blocks of such a list */
#define TITLE_REACH 1500       /* characters between a title and the main part that still belong to both */

/* --- names --- */

static const struct {
	unsigned flag;
	const char *const words[80];
} names_of[] = {
	{ PART_HINT,
	  { "nav", "navbar", "navigation", "menu", "menus", "submenu", "breadcrumb", "breadcrumbs", "sidebar", "footer",
	    "cookie", "cookies", "consent", "gdpr", "related", "recommended", "recommendations", "popular", "trending",
	    "newsletter", "subscribe", "subscription", "signup", "sharing", "social", "sharebar", "promo", "promos",
	    "promotion", "sponsor", "sponsored", "advert", "advertisement", "outbrain", "taboola", "pagination", "pager",
	    "recent", "latest", "recirc", "recirculation", "ticker", "masthead", "popup", "paywall", "mostread", "skiplinks", "tagcloud", "topbar", "readmore", "morestories" } },
	/* said of much else, too */
	{ PART_WEAK,
	  { "share", "ads", "ad", "toolbar", "login", "signin", "register", "modal", "overlay", "widget", "widgets", "teaser",
	    "teasers", "dialog", "banner", "disclaimer", "copyright", "headlines", "rail", "tags", "header" } },
	{ PART_COMMENTS,
	  { "comments", "comment", "commentlist", "disqus", "respond", "discussion", "usercomments", "livefyre" } },
	/* what a quotation may well be from */
	{ PART_TEXT,
	  { "pullquote", "quote", "footnote", "footnotes", "endnote", "endnotes", "sidenote", "sidenotes", "marginnote",
	    "references", "reflist", "bibliography", "transcript", "doc" } },
};

static bool alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static unsigned flag_of(struct str word)
{
	unsigned found = 0;

	for (size_t i = 0; i < sizeof names_of / sizeof *names_of; i++)
		for (size_t k = 0; names_of[i].words[k] != NULL; k++)
			if (str_eq_ci(word, str_from(names_of[i].words[k])))
				found |= names_of[i].flag;
	return found;
}

unsigned html_hints(struct str names)
{
	unsigned found = 0;

	/* words of "site-nav", "siteNav", "site_nav" */
	for (size_t i = 0; i < names.len;) {
		size_t start = i;
		while (i < names.len && alnum(names.ptr[i]) && (i == start || !upper(names.ptr[i]) || upper(names.ptr[i - 1])))
			i++;
		if (i == start) {
			i++;
			continue;
		}
		found |= flag_of(str_slice(names, start, i));
	}
	return found;
}

bool html_spells(struct str id, struct str source)
{
	size_t i = 0;

	for (size_t k = 0; k < source.len; k++) {
		if (source.ptr[k] == '<')
			while (k < source.len && source.ptr[k] != '>')
				k++;
		else if (alnum(source.ptr[k])) {
			while (i < id.len && !alnum(id.ptr[i]))
				i++;
			if (i == id.len || (id.ptr[i++] | 32) != (source.ptr[k] | 32))
				return false;
		}
	}
	return i > 0 && i == id.len;
}

/* --- sums over blocks --- */

struct sums {
	size_t chars, linked, prose, proses;
};

struct judge {
	struct block *blocks;
	const struct html_weight *weights;
	size_t n;
	const struct html_part *parts;
	size_t n_parts;
	struct sums *upto; /* n + 1: over the blocks before */
	bool *aside;       /* by block */
	struct span region; /* of blocks: what the page marks as its main part */
};

static bool is_prose(const struct html_weight *w)
{
	if (w->linked * 3 > w->chars)
		return false;
	return w->chars >= PROSE_CHARS || (w->sentence && w->chars >= SENTENCE_CHARS);
}

static void sum_up(struct judge *j)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct html_weight *w = &j->weights[i];
		struct sums *s = &j->upto[i + 1];
		bool prose = is_prose(w) && !j->aside[i] && j->blocks[i].kind != BLOCK_HEADING;

		*s = j->upto[i];
		s->chars += w->chars;
		s->linked += w->linked;
		s->prose += prose ? w->chars : 0;
		s->proses += prose;
	}
}

static struct sums over(const struct judge *j, size_t first, size_t end)
{
	const struct sums *a = &j->upto[first], *b = &j->upto[end];

	return (struct sums){ b->chars - a->chars, b->linked - a->linked, b->prose - a->prose, b->proses - a->proses };
}

static struct sums of_part(const struct judge *j, const struct html_part *p)
{
	return over(j, p->first, p->end);
}

static void put_aside(struct judge *j, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		j->aside[i] = true;
}

static bool holds(const struct judge *j, size_t part, unsigned flags)
{
	const struct html_part *p = &j->parts[part];

	/* children follow their parent */
	for (size_t i = part + 1; i < j->n_parts && j->parts[i].first < p->end; i++)
		if (j->parts[i].flags & flags && j->parts[i].end <= p->end && j->parts[i].end > j->parts[i].first)
			return true;
	return false;
}

/* --- what the page marks --- */

static bool within(const struct judge *j, size_t part, unsigned flags)
{
	for (size_t i = j->parts[part].parent; i != SIZE_MAX; i = j->parts[i].parent)
		if (j->parts[i].flags & flags)
			return true;
	return false;
}

/* Prose; of a page without any, what is no link. */
static size_t substance(const struct judge *j, size_t first, size_t end)
{
	struct sums s = over(j, first, end);

	return j->upto[j->n].prose > 0 ? s.prose : s.chars - s.linked;
}

/* The one main element, unless the page's prose is elsewhere. */
static void find_main(struct judge *j)
{
	size_t best = 0, found = SIZE_MAX;

	for (size_t i = 0; i < j->n_parts; i++) {
		size_t here = substance(j, j->parts[i].first, j->parts[i].end);
		if (!(j->parts[i].flags & PART_MAIN) || here <= best)
			continue;
		best = here;
		found = i;
	}
	if (found != SIZE_MAX && best * 100 >= substance(j, 0, j->n) * MAIN_SHARE)
		j->region = (struct span){ j->parts[found].first, j->parts[found].end };
}

/* The one article among the teasers of others. */
static void find_article(struct judge *j)
{
	size_t best = 0, all = 0, found = SIZE_MAX;

	for (size_t i = 0; i < j->n_parts; i++) {
		const struct html_part *p = &j->parts[i];
		size_t prose = of_part(j, p).prose;
		if (!(p->flags & PART_ARTICLE) || p->first < j->region.start || p->end > j->region.end ||
		    within(j, i, PART_ARTICLE | PART_COMMENTS))
			continue;
		all += prose;
		if (prose > best) {
			best = prose;
			found = i;
		}
	}
	if (found == SIZE_MAX || best * 100 < all * ARTICLE_SHARE ||
	    best * 100 < over(j, j->region.start, j->region.end).prose * MAIN_SHARE)
		return;
	j->region = (struct span){ j->parts[found].first, j->parts[found].end };
}

/* The title may stand above the main part, with the byline between. */
static void reach_for_title(struct judge *j)
{
	for (size_t i = 0; i < j->n_parts; i++) {
		const struct html_part *p = &j->parts[i];
		if (!(p->flags & PART_TITLE) || p->end > j->region.start || p->first == p->end ||
		    over(j, p->first, j->region.start).chars > TITLE_REACH || within(j, i, PART_ASIDE))
			continue;
		j->region.start = p->first;
		return;
	}
}

/* --- what the page sets aside --- */

static void set_parts_aside(struct judge *j, unsigned flags, size_t share)
{
	struct sums all = over(j, j->region.start, j->region.end);

	for (size_t i = 0; i < j->n_parts; i++) {
		const struct html_part *p = &j->parts[i];
		struct sums here = of_part(j, p);
		if (!(p->flags & flags) || p->flags & PART_TEXT || p->end == p->first || here.prose * 100 > all.prose * share)
			continue;
		if (holds(j, i, PART_MAIN | PART_TITLE | PART_TEXT))
			continue;
		put_aside(j, p->first, p->end);
	}
}

/* Comments may be longer than the text that they are about; they stand behind it. */
static void set_comments_aside(struct judge *j)
{
	for (size_t i = 0; i < j->n_parts; i++) {
		const struct html_part *p = &j->parts[i];
		struct sums here = of_part(j, p), before;
		if (!(p->flags & PART_COMMENTS) || p->end == p->first || holds(j, i, PART_MAIN | PART_TITLE))
			continue;
		before = over(j, j->region.start < p->first ? j->region.start : p->first, p->first);
		if (here.prose > 0 && before.proses < 2)
			continue;
		put_aside(j, p->first, p->end);
	}
}

static void set_links_aside(struct judge *j, size_t first, size_t end)
{
	for (size_t i = 0; i < j->n_parts; i++) {
		const struct html_part *p = &j->parts[i];
		struct sums here;
		if (!(p->flags & PART_LINKS) || p->flags & PART_TEXT || p->first < first || p->end > end || p->end - p->first < LINKS_LEAST)
			continue;
		here = of_part(j, p);
		if (here.prose == 0 && here.linked * 100 >= here.chars * LINKS_SHARE)
			put_aside(j, p->first, p->end);
	}
}

/* --- a page that marks nothing --- */

/* The deepest part that holds nearly all prose; what stands beside it and holds none is aside where it is links. */
static void find_body(struct judge *j)
{
	size_t all = over(j, 0, j->n).prose, body = SIZE_MAX;

	for (size_t i = 0; i < j->n_parts; i++)
		if (of_part(j, &j->parts[i]).prose * 100 >= all * BODY_SHARE)
			body = i; /* its children come later */
	if (all == 0 || body == SIZE_MAX)
		return;
	set_links_aside(j, 0, j->parts[body].first);
	set_links_aside(j, j->parts[body].end, j->n);
}

static void mark(struct judge *j)
{
	unsigned paragraphs = 0;

	for (size_t i = 0; i < j->n; i++) {
		if (j->aside[i] || i < j->region.start || i >= j->region.end)
			j->blocks[i].kind = BLOCK_ASIDE;
		paragraphs += j->blocks[i].kind == BLOCK_PARAGRAPH;
		j->blocks[i].paragraph = paragraphs;
	}
}

int html_set_aside(struct arena *a, struct block *blocks, const struct html_weight *weights, size_t n,
                   const struct html_part *parts, size_t n_parts)
{
	struct judge j = { .blocks = blocks, .weights = weights, .n = n, .parts = parts, .n_parts = n_parts };

	j.upto = arena_array(a, struct sums, n + 1);
	j.aside = arena_array(a, bool, n + 1);
	if (j.upto == NULL || j.aside == NULL)
		return CC_ENOMEM;
	j.region = (struct span){ 0, n };
	sum_up(&j);
	find_main(&j);
	set_parts_aside(&j, PART_ASIDE, ASIDE_SHARE);
	sum_up(&j);
	find_article(&j);
	if (j.region.start > 0 || j.region.end < n)
		reach_for_title(&j);
	set_comments_aside(&j);
	sum_up(&j);
	set_parts_aside(&j, PART_HINT, HINT_SHARE);
	set_parts_aside(&j, PART_WEAK, 0);
	sum_up(&j);
	if (j.region.start == 0 && j.region.end == n)
		find_body(&j);
	mark(&j);
	return CC_OK;
}

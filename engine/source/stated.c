#include "source/stated.h"

#include <string.h>

#include "base/json.h"
#include "base/vec.h"
#include "source/lines.h"

#define HEAD_LINES 30
#define TAIL_LINES 30
#define LINE_BYTES 160
#define WORDS_BYTES 400 /* of a title, of all authors */
#define AUTHORS_MOST 20
#define STATED_MOST 16 /* a page that states more says nothing */

static void add(struct stated_list *s, const char *where, struct str value, struct span place, bool in_file)
{
	struct stated_date *d;

	value = str_trim(value);
	if (value.len == 0 || value.len > LINE_BYTES || s->n >= STATED_MOST || (d = vec_add(s->a, s)) == NULL)
		return;
	*d = (struct stated_date){ .place = place, .in_file = in_file, .where = where };
	d->value = str_copy(s->a, value);
	if (d->value.ptr == NULL)
		s->n--;
}

void stated_add(struct stated_list *s, const char *where, struct str value, struct span place)
{
	add(s, where, value, place, true);
}

bool stated_is_meta(struct str name)
{
	static const char *const names[] = {
		"article:published_time", "og:article:published_time", "datepublished", "citation_publication_date",
		"citation_date", "citation_online_date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
		"dcterms.created", "date", "pubdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date",
		"sailthru.date", "article.published",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_ci(name, str_from(names[i])))
			return true;
	return false;
}

/* --- title and authors --- */

static const struct word_source {
	const char *name;
	unsigned rank;
	bool author;
} word_sources[] = {
	{ "citation_title", 5, false }, { "dc.title", 4, false }, { "dcterms.title", 4, false },
	{ "og:title", 3, false }, { "twitter:title", 2, false }, { "title", 1, false },
	{ "citation_author", 5, true }, { "dc.creator", 4, true }, { "dcterms.creator", 4, true },
	{ "author", 3, true }, { "parsely-author", 3, true }, { "article:author", 2, true },
};

/* One line, no control characters. Empty without memory. */
static struct str one_line(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, WORDS_BYTES);
	s = str_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		bool space = (unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7f;
		if (!space || (b.len > 0 && b.ptr[b.len - 1] != ' '))
			buf_add_char(&b, space ? ' ' : s.ptr[i]);
	}
	out = b.failed ? (struct str){ 0 } : str_copy(a, str_trim(buf_str(&b)));
	buf_release(&b);
	return out;
}

/* "Holm, Ada" as it is said. */
static struct str said_name(struct arena *a, struct str name)
{
	size_t comma = str_find_char(name, ',', 0);

	if (comma == SIZE_MAX || str_find_char(name, ',', comma + 1) != SIZE_MAX)
		return name;
	return str_fmt(a, STR_FMT " " STR_FMT, STR_ARG(str_trim(str_slice(name, comma + 1, name.len))),
	               STR_ARG(str_slice(name, 0, comma)));
}

static void take_words(struct stated_list *s, const struct word_source *source, struct str text)
{
	struct str *have = source->author ? &s->words->author : &s->words->title;
	unsigned *rank = source->author ? &s->words->author_rank : &s->words->title_rank;
	const char **where = source->author ? &s->words->author_where : &s->words->title_where;

	text = one_line(s->a, text);
	if (source->author && str_find(text, STR("://"), 0) != SIZE_MAX)
		return;
	if (source->author && str_eq_ci(str_slice(text, 0, 3), STR("by ")))
		text = str_trim(str_slice(text, 3, text.len));
	if (source->author && source->rank > 3)
		text = said_name(s->a, text);
	if (text.len == 0 || source->rank < *rank || (source->rank == *rank && !source->author))
		return;
	/* each author has an element of its own */
	if (source->rank == *rank && have->len + text.len < WORDS_BYTES)
		text = str_fmt(s->a, STR_FMT "; " STR_FMT, STR_ARG(*have), STR_ARG(text));
	if (text.ptr == NULL)
		return;
	*have = text;
	*rank = source->rank;
	*where = source->name;
}

void stated_add_words(struct stated_list *s, struct str name, struct str content)
{
	for (size_t i = 0; s->words != NULL && i < sizeof word_sources / sizeof *word_sources; i++)
		if (str_eq_ci(name, str_from(word_sources[i].name)))
			take_words(s, &word_sources[i], content);
}

static void words_from_node(struct stated_list *s, const struct node *n)
{
	static const struct word_source headline = { "JSON-LD", 4, false }, by = { "JSON-LD", 4, true };
	const struct node *author = node_set(n, "author");
	size_t count = author == NULL ? 0 : author->kind == NODE_LIST ? author->n : 1;

	if (s->words == NULL)
		return;
	take_words(s, &headline, node_str(node_set(n, "headline")));
	for (size_t i = 0; i < count && i < AUTHORS_MOST; i++) {
		const struct node *one = author->kind == NODE_LIST ? &author->items[i] : author;
		take_words(s, &by, one->kind == NODE_MAP ? node_str(node_set(one, "name")) : node_str(one));
	}
}

static void from_node(struct stated_list *s, const struct node *n)
{
	const struct node *date = node_set(n, "datePublished");

	words_from_node(s, n);
	if (date != NULL && date->kind == NODE_SCALAR)
		stated_add(s, "JSON-LD", node_str(date), node_place(date, (struct span){ 0, node_str(date).len }));
}

static void from_list(struct stated_list *s, const struct node *list)
{
	if (list != NULL && list->kind == NODE_LIST)
		for (size_t i = 0; i < list->n; i++)
			from_node(s, &list->items[i]);
}

void stated_json(struct stated_list *s, struct str text, struct span script)
{
	struct node_tree tree = { 0 };

	if (json_read(s->a, text, script, &tree, NULL) < 0 || tree.n_documents == 0)
		return;
	from_node(s, &tree.documents[0]);
	from_list(s, &tree.documents[0]);
	from_list(s, node_get(&tree.documents[0], "@graph"));
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Offset of a year (1500 to 2199, four digits alone) from `at`, or SIZE_MAX. */
static size_t year_at(struct str s, size_t at)
{
	for (size_t i = at; i + 4 <= s.len; i++) {
		if (!digit(s.ptr[i]) || (i > 0 && digit(s.ptr[i - 1])))
			continue;
		if (digit(s.ptr[i + 1]) && digit(s.ptr[i + 2]) && digit(s.ptr[i + 3]) &&
		    (i + 4 == s.len || !digit(s.ptr[i + 4])) &&
		    ((s.ptr[i] == '1' && s.ptr[i + 1] >= '5') || (s.ptr[i] == '2' && s.ptr[i + 1] <= '1')))
			return i;
	}
	return SIZE_MAX;
}

static size_t prefix(struct str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq_ci(str_slice(s, 0, strlen(*words)), str_from(*words)))
			return strlen(*words);
	return 0;
}

static void copyright(struct stated_list *s, struct str line, size_t base)
{
	static const char *const words[] = { "copyright (c) ", "copyright \xc2\xa9 ", "copyright ", "\xc2\xa9 ", "\xc2\xa9",
		                             "(c) ", NULL };
	size_t at = prefix(line, words), year = at > 0 ? year_at(line, at) : SIZE_MAX;

	/* "© 2015–2023" says no more than that the site lives */
	if (year == SIZE_MAX || year > at + 1 ||
	    (year + 5 < line.len && year_at(line, year + 4) != SIZE_MAX && year_at(line, year + 4) < year + 10))
		return;
	add(s, "copyright line", str_slice(line, year, year + 4), (struct span){ base + year, base + year + 4 }, false);
}

static void byline(struct stated_list *s, struct str line, size_t base)
{
	static const char *const published[] = { "first published on ", "first published: ", "first published ",
		                                 "published on ", "published: ", "published ", "posted on ", "posted: ",
		                                 "date published: ", "publication date: ", NULL };
	static const char *const by[] = { "by ", NULL };
	size_t at = prefix(line, published), bar;

	if (at == 0 && prefix(line, by) > 0 && (bar = str_find_char(line, '|', 0)) != SIZE_MAX)
		at = bar + 1;
	while (at > 0 && at < line.len && line.ptr[at] == ' ')
		at++;
	if (at == 0 || year_at(line, at) == SIZE_MAX || line.len - at > 40)
		return;
	add(s, "byline", str_slice(line, at, line.len), (struct span){ base + at, base + line.len }, false);
}

void stated_lines(struct arena *a, struct document *d)
{
	struct stated_list s = { .a = a, .v = d->stated, .n = d->n_stated, .cap = d->n_stated };
	size_t at = 0, n = 0;

	for (; at < d->text.len && n < HEAD_LINES; n++) {
		struct line l = line_at(d->text, at);
		if (l.end - l.start <= LINE_BYTES && !line_blank(l)) {
			byline(&s, line_str(d->text, l), l.start);
			copyright(&s, line_str(d->text, l), l.start);
		}
		at = l.next;
	}
	for (size_t end = d->text.len, k = 0; end > at && k < TAIL_LINES; k++) {
		struct line l = line_before(d->text, end);
		if (l.raw >= at && l.end - l.start <= LINE_BYTES && !line_blank(l))
			copyright(&s, line_str(d->text, l), l.start);
		end = l.raw;
	}
	d->stated = s.v;
	d->n_stated = s.n;
}

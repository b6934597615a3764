/* HTML: the visible text of a page. The one file that includes gumbo.h. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gumbo.h>

#include "base/cache.h"
#include "base/limits.h"
#include "base/vec.h"
#include "source/charset.h"
#include "source/html_elements.h"
#include "source/html_main.h"
#include "source/html_map.h"
#include "source/html_open.h"
#include "source/lines.h"
#include "source/load.h"
#include "source/stated.h"

#define MARK_BYTES 40        /* of a superscript that is a reference mark */
#define LINK_MARK_BYTES 12   /* of a link to a note */
#define SECTION_CHILDREN 16  /* that are looked at for its heading */

/* --- the parser and its memory ---
 *
 * gumbo neither checks its allocator's answer nor bounds its work, and its own release recurses as deep as the page
 * nests. So it gets an allocator that keeps a list of all blocks (released here, in a loop) and jumps out of the parser
 * when a budget is spent; nothing but memory is held across the jump. */

struct block_header {
	struct block_header *next, *previous;
	size_t size;
	size_t unused; /* keeps what follows aligned */
};

struct parser {
	struct block_header blocks; /* the list's head */
	size_t used, count;
	double deadline;
	jmp_buf out;
	const char *limit; /* which budget; NULL: memory of the machine */
};

static double cpu_seconds(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *parser_allocate(void *userdata, size_t size)
{
	struct parser *p = userdata;
	struct block_header *b = NULL;

	p->limit = size > LIMIT_HTML_MEMORY - p->used ? "memory" : NULL;
	if (p->limit == NULL && ++p->count % 1024 == 0 && cpu_seconds() > p->deadline)
		p->limit = "time";
	if (p->limit == NULL)
		b = malloc(sizeof *b + size);
	if (b == NULL)
		longjmp(p->out, 1);
	b->size = size;
	b->next = p->blocks.next;
	b->previous = &p->blocks;
	b->next->previous = b;
	p->blocks.next = b;
	p->used += size;
	return b + 1;
}

static void parser_free(void *userdata, void *block)
{
	struct parser *p = userdata;
	struct block_header *b = block;

	if (b == NULL)
		return;
	b--;
	b->next->previous = b->previous;
	b->previous->next = b->next;
	p->used -= b->size;
	free(b);
}

static void parser_release(struct parser *p)
{
	while (p->blocks.next != &p->blocks)
		parser_free(p, p->blocks.next + 1);
}

static const GumboOutput *parse(struct parser *p, struct str text)
{
	GumboOptions options = kGumboDefaultOptions;

	p->blocks.next = p->blocks.previous = &p->blocks;
	p->deadline = cpu_seconds() + LIMIT_HTML_SECONDS;
	options.allocator = parser_allocate;
	options.deallocator = parser_free;
	options.userdata = p;
	options.max_errors = 0;
	if (setjmp(p->out) != 0)
		return NULL;
	return gumbo_parse_with_options(&options, text.ptr, text.len);
}

/* --- the walk --- */

struct frame {
	const GumboNode *node;
	unsigned next;      /* child */
	unsigned flags;     /* its own, and what it inherits */
	unsigned level;
	size_t part;        /* SIZE_MAX: it is none */
	bool marks;         /* it opened the mark */
};

struct walk {
	struct composer c;
	struct str text;
	struct stated_list *stated;
	size_t pre_bytes;
	VEC(struct html_part) parts;
	VEC(struct html_weight) weights; /* of the composer's blocks */
	struct frame stack[LIMIT_HTML_DEPTH];
	size_t depth;
	size_t unscripted; /* what stands before it is in a <noscript> whose end the parser passed over */
};

static bool has_children(const GumboNode *n)
{
	return n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE;
}

static void open_block(struct walk *w, const struct frame *f)
{
	if (f->flags & E_HEADING)
		compose_block(&w->c, BLOCK_HEADING, f->level);
	else
		compose_block(&w->c, f->flags & E_CAPTION ? BLOCK_CAPTION : BLOCK_PARAGRAPH, 0);
}

static struct span span_of(const struct walk *w, GumboStringPiece piece)
{
	size_t start = piece.data != NULL && piece.data >= w->text.ptr ? (size_t)(piece.data - w->text.ptr) : w->text.len;

	if (start > w->text.len || piece.length > w->text.len - start)
		return (struct span){ w->text.len, w->text.len };
	return (struct span){ start, start + piece.length };
}

/* The value of an attribute and where it stands, without its quotes. */
static struct span place_of(const struct walk *w, const GumboAttribute *at)
{
	struct span s = span_of(w, at->original_value);

	if (s.end > s.start + 1 && (w->text.ptr[s.start] == '"' || w->text.ptr[s.start] == '\''))
		s = (struct span){ s.start + 1, s.end - 1 };
	return s;
}

static void state(struct walk *w, const GumboNode *n, unsigned flags)
{
	const GumboElement *el = &n->v.element;
	const GumboAttribute *name = NULL, *content;
	static const char *const keys[] = { "property", "name", "itemprop" };

	if (el->tag == GUMBO_TAG_META) {
		content = gumbo_get_attribute(&el->attributes, "content");
		for (size_t i = 0; i < 3 && content != NULL; i++) {
			name = gumbo_get_attribute(&el->attributes, keys[i]);
			if (name != NULL)
				stated_add_words(w->stated, str_from(name->value), str_from(content->value));
			if (name != NULL && stated_is_meta(str_from(name->value)))
				stated_add(w->stated, "meta", str_from(content->value), place_of(w, content));
		}
	} else if (el->tag == GUMBO_TAG_TITLE && el->children.length > 0) {
		const GumboNode *text = el->children.data[0];
		if (text->type == GUMBO_NODE_TEXT)
			stated_add_words(w->stated, STR("title"), str_from(text->v.text.text));
	} else if (el->tag == GUMBO_TAG_TIME) {
		content = gumbo_get_attribute(&el->attributes, "datetime");
		if (content != NULL && ((flags & E_BYLINE) || gumbo_get_attribute(&el->attributes, "pubdate") != NULL ||
		                        str_is(html_attribute(n, "itemprop"), "datePublished")))
			stated_add(w->stated, "<time>", str_from(content->value), place_of(w, content));
	} else if (el->tag == GUMBO_TAG_SCRIPT && html_holds(html_attribute(n, "type"), "ld+json") && el->children.length > 0) {
		const GumboNode *text = el->children.data[0];
		if (text->type == GUMBO_NODE_TEXT)
			stated_json(w->stated, w->text, span_of(w, text->v.text.original_text));
	}
}

static bool is_heading(const GumboElement *el)
{
	return el->tag >= GUMBO_TAG_H1 && el->tag <= GUMBO_TAG_H6;
}

/* An id that has the words of the heading it leads to says where the part is, not what. */
static bool is_anchor(const struct walk *w, const GumboNode *part)
{
	const GumboElement *el = &part->v.element;

	if (is_heading(el))
		return true;
	for (unsigned i = 0; el->tag == GUMBO_TAG_SECTION && i < el->children.length && i < SECTION_CHILDREN; i++) {
		const GumboNode *n = el->children.data[i];
		struct span open, close;
		if (n->type != GUMBO_NODE_ELEMENT)
			continue;
		open = span_of(w, n->v.element.original_tag);
		close = span_of(w, n->v.element.original_end_tag);
		return is_heading(&n->v.element) && close.start >= open.end &&
		       html_spells(html_attribute(part, "id"), str_slice(w->text, open.end, close.start));
	}
	return false;
}

static void open_part(struct walk *w, struct frame *f, const struct frame *parent)
{
	const GumboElement *el = &f->node->v.element;
	struct html_part *p = vec_add(w->c.a, &w->parts);

	if (p == NULL) {
		w->c.rc = CC_ENOMEM;
		return;
	}
	*p = (struct html_part){ .parent = parent != NULL ? parent->part : SIZE_MAX, .first = w->c.blocks.n };
	f->part = w->parts.n - 1;
	p->flags = (f->flags & E_MAIN ? PART_MAIN : 0) | (f->flags & E_LIST ? PART_LINKS : 0) |
	           (el->tag == GUMBO_TAG_ARTICLE ? PART_ARTICLE : 0) | (el->tag == GUMBO_TAG_H1 ? PART_TITLE : 0) |
	           (el->tag == GUMBO_TAG_FORM ? PART_HINT : 0);
	/* the footer of a block quotation says whose words it is */
	if ((f->flags & E_ASIDE) && !(parent != NULL && parent->node->v.element.tag == GUMBO_TAG_BLOCKQUOTE))
		p->flags |= PART_ASIDE;
	if (el->tag != GUMBO_TAG_BODY && !(f->flags & E_MAIN))
		p->flags |= html_hints(html_attribute(f->node, "class")) | (html_hints(html_attribute(f->node, "role")) & PART_TEXT) |
		            (is_anchor(w, f->node) ? 0 : html_hints(html_attribute(f->node, "id")));
}

/* A tag left open in <noscript> makes the parser overlook its end, and the page goes on in there. To browsers, which run
 * scripts, all up to the end tag is text that nobody sees. */
static bool swallows(struct walk *w, const GumboElement *el)
{
	struct str all = w->text, end = STR("</noscript");
	size_t at = span_of(w, el->original_tag).end;

	if (el->tag != GUMBO_TAG_NOSCRIPT || at >= all.len || at < w->unscripted)
		return false;
	while (at < all.len && !str_eq_ci(str_slice(all, at, at + end.len), end))
		at++;
	w->unscripted = at;
	return at < all.len && (el->original_end_tag.length == 0 || span_of(w, el->original_end_tag).start != at);
}

static int enter(struct walk *w, const GumboNode *n, const struct frame *parent, struct error *e)
{
	const GumboElement *el = &n->v.element;
	unsigned flags = html_flags(n), inherited = parent != NULL ? parent->flags & E_INHERITED : 0;
	struct frame *f;

	state(w, n, flags | inherited);
	/* the head is walked for its meta elements; its text is hidden by the rule below */
	if ((flags & E_HIDDEN) && el->tag != GUMBO_TAG_HEAD && !swallows(w, el))
		return CC_OK;
	if (w->depth == LIMIT_HTML_DEPTH)
		return error_set(e, CC_ELIMIT, "HTML nested deeper than %d", LIMIT_HTML_DEPTH);
	f = &w->stack[w->depth++];
	*f = (struct frame){ .node = n, .flags = flags | inherited, .level = parent != NULL ? parent->level : 0,
	                     .part = parent != NULL ? parent->part : SIZE_MAX };
	if (el->tag >= GUMBO_TAG_H1 && el->tag <= GUMBO_TAG_H6)
		f->level = (unsigned)(el->tag - GUMBO_TAG_H1) + 1;
	if (flags & E_BLOCK) {
		open_block(w, f);
		open_part(w, f, parent);
	}
	if (flags & E_QUOTED)
		compose_text(&w->c, STR("\xE2\x80\x9C"), span_of(w, el->original_tag), false);
	if (flags & E_CELL)
		compose_tab(&w->c);
	if (flags & E_LINE)
		compose_line(&w->c);
	if ((flags & E_MARK) && w->c.mark_start == SIZE_MAX) {
		f->marks = true;
		compose_mark_open(&w->c);
	}
	return CC_OK;
}

/* A note's mark is short; a link is one only when nothing but digits, signs and single letters is in it. */
static bool is_mark(struct str s, bool link)
{
	size_t letters = 0;

	if (s.len == 0 || s.len > (link ? LINK_MARK_BYTES : MARK_BYTES))
		return false;
	for (size_t i = 0; i < s.len; i++)
		letters += (s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z';
	return !link || letters <= 1;
}

static void leave(struct walk *w)
{
	struct frame *f = &w->stack[--w->depth];

	const GumboElement *el = &f->node->v.element;

	if ((f->flags & E_QUOTED) && w->c.open)
		compose_text(&w->c, STR("\xE2\x80\x9D"), el->original_end_tag.length > 0 ? span_of(w, el->original_end_tag)
		             : (struct span){ w->c.behind, w->c.behind }, false);
	if (f->marks) {
		bool link = el->tag == GUMBO_TAG_A;
		if (w->c.mark_start < SIZE_MAX - 1 && !is_mark(str_slice(buf_str(&w->c.text), w->c.mark_start, w->c.text.len), link))
			w->c.mark_start = SIZE_MAX;
		compose_mark_close(&w->c);
	}
	if (!(f->flags & E_BLOCK))
		return;
	/* what follows is of the parent's kind again */
	if (w->depth > 0)
		open_block(w, &w->stack[w->depth - 1]);
	if (f->part != SIZE_MAX)
		w->parts.v[f->part].end = w->c.blocks.n;
}

/* Three bytes of a script without spaces say as much as a word's letters. */
static void weigh(struct walk *w, struct str text, bool linked)
{
	struct html_weight *b;
	size_t n = 0, last = 0;

	if (!w->c.open)
		return;
	while (w->weights.n < w->c.blocks.n)
		if (vec_add(w->c.a, &w->weights) == NULL) {
			w->c.rc = CC_ENOMEM;
			return;
		}
	b = &w->weights.v[w->weights.n - 1];
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] > ' ') {
			n++;
			last = i + 1;
		}
	if (n == 0)
		return;
	b->chars += n;
	b->linked += linked ? n : 0;
	b->sentence = line_closed(str_slice(text, 0, last));
}

static void take_text(struct walk *w, const GumboNode *n, const struct frame *parent)
{
	struct span at = span_of(w, n->v.text.original_text);
	struct str decoded = str_from(n->v.text.text);
	bool pre = (parent->flags & E_PRE) != 0;

	if (parent->node->v.element.tag == GUMBO_TAG_HEAD || parent->node->v.element.tag == GUMBO_TAG_TITLE ||
	    at.start < w->unscripted || (parent->flags & (E_DRAWING | E_LETTERS)) == E_DRAWING)
		return;
	if (pre)
		w->pre_bytes += decoded.len;
	html_compose(&w->c, str_span(w->text, at), at.start, decoded, !pre);
	weigh(w, decoded, (parent->flags & E_LINK) != 0);
}

static int visit(struct walk *w, const GumboNode *n, const struct frame *parent, struct error *e)
{
	if (has_children(n))
		return enter(w, n, parent, e);
	if (parent != NULL && (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA))
		take_text(w, n, parent);
	return CC_OK;
}

static int walk_tree(struct walk *w, const GumboNode *root, struct error *e)
{
	int rc = visit(w, root, NULL, e);

	while (rc == CC_OK && w->depth > 0 && w->c.rc == 0) {
		struct frame *f = &w->stack[w->depth - 1];
		const GumboVector *children = &f->node->v.element.children;
		if (f->next < children->length)
			rc = visit(w, children->data[f->next++], f, e);
		else
			leave(w);
	}
	return rc;
}

static int read_page(struct arena *a, struct parser *p, struct file *f, struct document *out, struct error *e)
{
	const GumboOutput *page = parse(p, f->text);
	struct stated_list stated = { .a = a, .words = &out->words };
	struct walk *w;
	int rc;

	if (page == NULL)
		return p->limit != NULL ? error_set(e, CC_ELIMIT, "HTML that takes too much %s to parse", p->limit)
		                        : error_memory(e);
	w = calloc(1, sizeof *w);
	if (w == NULL)
		return error_memory(e);
	compose_init(&w->c, a);
	w->text = f->text;
	w->stated = &stated;
	rc = walk_tree(w, page->root, e);
	if (rc == CC_OK)
		rc = compose_finish(&w->c, out, e);
	if (rc == CC_OK && w->weights.n == w->c.blocks.n &&
	    html_set_aside(a, w->c.blocks.v, w->weights.v, w->c.blocks.n, w->parts.v, w->parts.n) < 0)
		rc = error_memory(e);
	/* a page that is plain text in <pre> (as RFCs are published) has its paragraphs as plain text does */
	if (rc == CC_OK && w->pre_bytes > out->text.len / 2) {
		out->blocks = NULL;
		out->n_blocks = 0;
	}
	out->stated = stated.v;
	out->n_stated = stated.n;
	compose_release(&w->c);
	free(w);
	return rc;
}

static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct parser p = { 0 };
	struct file *f = arena_new(a, struct file);
	struct str label;
	int rc;

	if (f == NULL)
		return error_memory(e);
	if (bytes.len > LIMIT_HTML_BYTES)
		return error_set(e, CC_ELIMIT, "an HTML page of %zu bytes, at most %zu are read", bytes.len, LIMIT_HTML_BYTES);
	f->path = source->path;
	out->file = f;
	/* what the server said of a fetched page comes before what the page says */
	label = charset_of_type(source->record.fetch_type.text);
	rc = charset_decode(a, bytes, label.len > 0 ? label : charset_declared(bytes), &f->text, &f->converted, e);
	if (rc < 0)
		return rc;
	if (html_most_open(f->text) > LIMIT_HTML_OPEN)
		return error_set(e, CC_ELIMIT, "HTML with more than %d tags open at once", LIMIT_HTML_OPEN);
	rc = read_page(a, &p, f, out, e);
	parser_release(&p);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

static const char *const extensions[] = { ".html", ".htm", ".xhtml", NULL };

const struct source_format source_format_html = {
	.name = "html", .extensions = extensions, .load = load,
	.version = 3, .least = CACHE_LEAST_TEXT,
};

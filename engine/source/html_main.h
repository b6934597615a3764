/* The main text of a page, told from its menus, banners, related stories and comments.
 *
 * What decides is the structure that the page itself gives: main, article, nav, footer, aside and their roles; then
 * names of classes, which are hints, and how much of a part is links or sentences. Every hint has a guard: a part that
 * holds much of the page's prose is its text, whatever it is called. A page without structure is all main text.
 *
 * Source of the elements and roles: HTML Living Standard, sections 4.3 and 4.4; WAI-ARIA 1.2, section 5.3.4 (landmarks).
 * That link density and the length of sentences tell text from menus is known from Kohlschütter, Fankhauser and Nejdl,
 * "Boilerplate detection using shallow text features" (WSDM 2010). */
#ifndef SOURCE_HTML_MAIN_H
#define SOURCE_HTML_MAIN_H

#include "base/arena.h"
#include "base/str.h"
#include "source/source.h"

enum {
	PART_MAIN = 1,     /* main, role=main */
	PART_ARTICLE = 2,
	PART_ASIDE = 4,    /* nav, footer, aside, and the roles that say so */
	PART_HINT = 8,     /* its class or id names a menu, banner, list of stories … */
	PART_COMMENTS = 16, /* its class or id names the readers' comments */
	PART_WEAK = 32,    /* its class or id names what may hold text as well */
	PART_TITLE = 64,   /* h1 */
	PART_LINKS = 128,  /* a list, table or division: may be a list of links */
	PART_TEXT = 256,   /* its class, id or role says that it belongs to the text: notes, references, pull quotes */
};

/* An element that makes blocks of its own, and those it made: [first, end). Parents stand before their children. */
struct html_part {
	size_t parent; /* SIZE_MAX: none */
	size_t first, end;
	unsigned flags;
};

/* What one block holds, in characters that are no space. */
struct html_weight {
	size_t chars, linked;
	bool sentence; /* it ends like one */
};

/* PART_HINT, PART_WEAK, PART_COMMENTS and PART_TEXT of a class or id attribute. */
unsigned html_hints(struct str names);
/* Are the letters and digits of the id those of a heading, whose tags are passed over? */
bool html_spells(struct str id, struct str heading);
/* Sets the kind of the blocks that are no main text to BLOCK_ASIDE, and counts the paragraphs anew. `n` blocks with a
 * weight each. CC_ENOMEM. */
int html_set_aside(struct arena *a, struct block *blocks, const struct html_weight *weights, size_t n,
                   const struct html_part *parts, size_t n_parts);

#endif

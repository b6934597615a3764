#include "unit/source_helper.h"

#include "base/limits.h"

static const struct document *read_page(void **state, const char *name, const char *bytes)
{
	struct place_of_test *t = *state;
	char path[64];

	snprintf(path, sizeof path, "corpus/%s", name);
	put(t, path, bytes);
	assert_int_equal(OPEN(t, "corpus"), 0);
	return acquire(t, "x");
}
#define PAGE(bytes) read_page(state, "x.html", (bytes))
#define MARKDOWN(bytes) read_page(state, "x.md", (bytes))

/* The words stand in the text, and in the file exactly there. */
static void assert_at(const struct document *d, const char *words, const char *in_file)
{
	size_t at = str_find(d->text, str_from(words), 0);
	struct document_place p;

	assert_int_not_equal(at, SIZE_MAX);
	document_place(d, (struct span){ at, at + strlen(words) }, &p);
	assert_str(str_span(d->file->text, p.in_file), in_file);
}

static const char *shape(const struct document *d)
{
	static char out[4096];
	const struct block *v;
	size_t n = document_blocks(d, &v), len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(out + len, sizeof out - len, "%s%c%u", i > 0 ? " " : "", "PHCA"[v[i].kind], v[i].paragraph);
	return out;
}

static void visible_text(void **state)
{
	const struct document *d =
	        PAGE("<!doctype html><html><head><title>T</title><style>p{}</style><script>var x='no';</script></head>\n"
	             "<body><h1>A\n Title</h1><p>One&nbsp;two &amp; <b>three</b>, f&ouml;ur.<!-- no --></p>\n"
	             "<p hidden>no</p><div style='color:red; display : none'>no</div><span aria-hidden=true>no</span>"
	             "<noscript>no</noscript><template>no</template><p>L&#146;un<br>deux</p>"
	             "<table><tr><td>a<td>b<tr><td>c</table></body></html>");

	assert_non_null(d);
	assert_str(d->text, "A Title\n\nOne\xc2\xa0two & three, f\xc3\xb6ur.\n\nL\xe2\x80\x99un\ndeux\n\na\tb\n\nc");
	assert_string_equal(shape(d), "H0 P1 P2 P3 P4");
	assert_at(d, "One\xc2\xa0two & three, f\xc3\xb6ur", "One&nbsp;two &amp; <b>three</b>, f&ouml;ur");
	assert_at(d, "\xe2\x80\x99", "&#146;");
	assert_at(d, "A Title", "A\n Title");
	assert_at(d, "deux", "deux");
}

/* Tags left open in <noscript>: to browsers with scripts it ends at its end tag all the same. */
static void noscript_that_never_ends(void **state)
{
	const struct document *d = PAGE("<body><noscript><div id=x>no</noscript><p>One.</p><noscript>no</div></noscript><p>Two.</p>");

	assert_str(d->text, "One.\n\nTwo.");
	d = PAGE("<p>One.</p><noscript><div>no</noscript><p>Two.<noscript><b>no</NOSCRIPT> Three.</p>");
	assert_str(d->text, "One.\n\nTwo. Three.");
	d = PAGE("<p>One.</p><noscript>no<p>no");
	assert_str(d->text, "One.");
}

/* A line break and one letter before an entity: two bytes, and not the line break of two. */
static void letters_between_breaks_and_entities(void **state)
{
	const struct document *d = PAGE("<p>One.<br>\nI&#8217;m.<br>\r\nF&uuml;r.<br>\n&Uuml;ber.<br>\nA&amp;B.\r\nO&#039;K.</p>");

	assert_str(d->text, "One.\nI\xe2\x80\x99m.\nF\xc3\xbcr.\n\xc3\x9c" "ber.\nA&B. O'K.");
	assert_at(d, "I\xe2\x80\x99m", "I&#8217;m");
	assert_at(d, "F\xc3\xbcr", "F&uuml;r");
}

static void entities_as_people_write_them(void **state)
{
	const struct document *d = PAGE("<p>AT&T &copy 2015 &notit; &lt;b&gt; x&y; &amp;amp; &#x2019;\r\nnext &#8212 end");

	assert_str(d->text, "AT&T \xc2\xa9 2015 \xc2\xacit; <b> x&y; &amp; \xe2\x80\x99 next \xe2\x80\x94 end");
	assert_at(d, "\xc2\xa9", "&copy");
	assert_at(d, "\xc2\xac", "&not");
	assert_at(d, "<b>", "&lt;b&gt;");
	assert_at(d, "next", "next");
	assert_at(d, "end", "end");
}

static void marks(void **state)
{
	const struct document *d = PAGE("<p>Geneva.<sup>1</sup> Then<a href='#fn2'>[2]</a> and <a href='#notes'>see the notes</a>"
	                                " 10<sup>3</sup> <sup>this is far too long for a mark of any kind, is it not</sup></p>");

	assert_int_equal(d->n_marks, 3);
	assert_str(str_span(d->text, d->marks[0]), "1");
	assert_str(str_span(d->text, d->marks[1]), "[2]");
	assert_str(str_span(d->text, d->marks[2]), "3");
	assert_str(d->text, "Geneva.1 Then[2] and see the notes 103 this is far too long for a mark of any kind, is it not");
}

static void main_text_and_asides(void **state)
{
	const struct document *d = PAGE("<nav><ul><li>Home</ul></nav><p>Crumbs</p><main><h1>T</h1><p>One.<aside>Related</aside>"
	                                "<p>Two.<figure><figcaption>Seen.</figcaption></figure></main><footer>Foot</footer>");

	assert_string_equal(shape(d), "A0 A0 H0 P1 A1 P2 C2 A2");
	d = PAGE("<nav>Menu</nav><p>One.</p><ul><li>Two</li><li>Three</li></ul>");
	assert_string_equal(shape(d), "A0 P1 P2 P3");
}

#define PROSE "<p>The mill by the weir was sold in spring, and the miller moved to the coast with all that he had saved."
#define LINKS "<ul><li><a href=a>One story</a><li><a href=b>Two</a><li><a href=c>Three</a><li><a href=d>Four</a></ul>"

static void what_the_page_only_hints_at(void **state)
{
	const struct document *d;

	/* names of classes count where the part holds little prose */
	d = PAGE("<body class='has-sidebar nav-open'>" PROSE PROSE PROSE PROSE "<div class=relatedPosts>" PROSE "</div>"
	         "<div id=cookie_banner>We keep files.</div>");
	assert_string_equal(shape(d), "P1 P2 P3 P4 A4 A4");
	d = PAGE("<div class=newsletter>" PROSE PROSE "</div><div class=x>" PROSE "</div>");
	assert_string_equal(shape(d), "P1 P2 P3");
	/* a form around the whole page, as some servers make it */
	d = PAGE("<form><h1>T</h1>" PROSE PROSE "</form><form><p>Your name<p>Send</form>");
	assert_string_equal(shape(d), "H0 P1 P2 A2 A2");
	/* comments may be longer than the text, and stand behind it */
	d = PAGE("<h1>T</h1>" PROSE PROSE "<div class=comments>" PROSE PROSE PROSE "</div>");
	assert_string_equal(shape(d), "H0 P1 P2 A2 A2 A2");
	d = PAGE("<div class=comments>" PROSE PROSE PROSE "</div>");
	assert_string_equal(shape(d), "P1 P2 P3");
	/* notes and pull quotes are of the text, whatever holds them */
	d = PAGE("<main><h1>T</h1>" PROSE PROSE "<aside role=doc-footnote><p>1. A note.</aside><aside class=pull-quote>Sold!</aside>"
	         "<blockquote>Words.<footer>A. Miller</footer></blockquote></main>");
	assert_string_equal(shape(d), "H0 P1 P2 P3 P4 P5 P6");
	/* the one article of several; its title above it */
	d = PAGE("<main><h1>T</h1><p>By A. Writer<article>" PROSE PROSE PROSE "</article><article>" PROSE "</article></main>");
	assert_string_equal(shape(d), "H0 P1 P2 P3 P4 A4");
	/* the ids of headings, and of sections that have their heading's words, are places to link to */
	d = PAGE("<main><h1 id=popular-menu>T</h1>" PROSE PROSE PROSE "<h2 id=related-work>Related work</h2>" PROSE
	         "<section id=popular-culture><h2>Popular <i>culture</i></h2>" PROSE "</section>"
	         "<section id=related-posts><h2>More</h2>" PROSE "</section></main>");
	assert_string_equal(shape(d), "H0 P1 P2 P3 H3 P4 H4 P5 A5 A5");
	/* an empty main part says nothing */
	d = PAGE("<main></main><div>" PROSE PROSE "</div>");
	assert_string_equal(shape(d), "P1 P2");
}

static void lists_of_links(void **state)
{
	const struct document *d = PAGE("<div>" LINKS "</div><div><h1>T</h1>" PROSE LINKS PROSE "</div><div>" LINKS "</div>");

	/* beside the text they are menus, in it they are a list */
	assert_string_equal(shape(d), "A0 A0 A0 A0 H0 P1 P2 P3 P4 P5 P6 A6 A6 A6 A6");
	d = PAGE("<table><tr><td>" LINKS "</td><td>" PROSE PROSE "</td></tr></table>");
	assert_string_equal(shape(d), "A0 A0 A0 A0 P1 P2");
	d = PAGE(LINKS);
	assert_string_equal(shape(d), "P1 P2 P3 P4");
}

static void small_elements(void **state)
{
	const struct document *d = PAGE("<p>He said <q>no</q> twice. Donau<wbr>dampf&shy;schiff. <ruby>X<rp>(</rp><rt>y</rt><rp>)</rp></ruby>"
	                                "<p hidden=until-found>Found.<p style='display:\n none'>no<dialog>no</dialog>"
	                                "<details><summary>More</summary>Inside.</details><p>End<img alt='no'>.");

	assert_str(d->text, "He said \xe2\x80\x9cno\xe2\x80\x9d twice. Donaudampf\xc2\xadschiff. Xy\n\nFound.\n\nMore\n\nInside.\n\nEnd.");
	assert_at(d, "Donaudampf", "Donau<wbr>dampf");
	assert_at(d, "\xe2\x80\x9cno\xe2\x80\x9d", "<q>no</q>");
	assert_int_equal(d->n_marks, 1);
}

/* What a reader does not see supports nothing, however it is hidden; what is only written like it is seen. */
static void hidden_words(void **state)
{
	static const char *const hidden[] = { "hidden", "hidden=''", "style='display:none'", "style='DISPLAY : None ! important'",
		"style='color:red;visibility:hidden;'", "style='visibility: collapse'", "style='content-visibility:hidden'",
		"style='dis/* x */play:/**/none'", "style='display:block;display:none'", "style='display:none!important;display:block'",
		"style='background:url(a;b.png);content:\"a;b\";display:none'",
		"style='margin:0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"0000000000000000000000000000000000000000;display:none'" };
	static const char *const seen[] = { "style='display:none;display:block'", "style='--display:none'", "style='-x-display:none'",
		"style='content:\"display:none\"'", "style='display:none-such'", "style='/* display:none */'", "style='visibility:visible'",
		"hidden=until-found", "style='display:none;display:block!important;display:none'", "style='/* display:none'" };
	const struct document *d;
	char page[2000];

	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		snprintf(page, sizeof page, "<p>One.</p><p %s>no</p><div %s><p>no</p></div>", hidden[i], hidden[i]);
		d = PAGE(page);
		assert_str(d->text, "One.");
	}
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
		snprintf(page, sizeof page, "<p>One.</p><p %s>Two.</p>", seen[i]);
		d = PAGE(page);
		assert_str(d->text, "One.\n\nTwo.");
	}
}

/* The letters of a drawing are seen, and are not the text. In a line they are a sign of it. */
static void drawings(void **state)
{
	const struct document *d =
	        PAGE("<p>One.</p><figure><svg><title>no</title><desc>no</desc><style>no{}</style><defs><text>no</text></defs>"
	             "<g><text x=1>Tonnes <tspan>of coal</tspan></text><path d='M0 0'/><symbol><text>no</text></symbol>no</g>"
	             "<text style='display:none'>no</text><foreignObject><p>Of 1931</p></foreignObject></svg></figure>"
	             "<p>Two <svg><text>no</text></svg> three.</p><p><svg><text>no</text></svg></p>");

	assert_str(d->text, "One.\n\nTonnes of coal\n\nOf 1931\n\nTwo three.");
	assert_string_equal(shape(d), "P1 A1 A1 P2");
	assert_at(d, "Tonnes of coal", "Tonnes <tspan>of coal");
}

static void plain_text_in_pre(void **state)
{
	const struct document *d = PAGE("<html><body><pre>\n   The words run\n\nDoe            Informational            [Page 2]\n\n"
	                                "RFC 9999         A Title         March 2030\n\n   on &lt;here&gt;.\n\n   New.\n</pre>");

	assert_int_equal(d->n_furniture, 1);
	assert_string_equal(shape(d), "P1 P2");
	assert_at(d, "on <here>", "on &lt;here&gt;");
}

static void encodings(void **state)
{
	const struct document *d = PAGE("<meta charset=iso-8859-2><p>\xa3\xf3" "d\xbc \xb1</p>");

	assert_str(d->text, "\xc5\x81\xc3\xb3" "d\xc5\xba \xc4\x85");
	assert_true(d->file->converted);
	d = PAGE("<p>caf\xe9 \x93quoted\x94</p>");
	assert_str(d->text, "caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d");
	d = PAGE("<meta http-equiv=content-type content='text/html; charset=Shift_JIS'><p>\x93\xfa\x96\x7b</p>");
	assert_str(d->text, "\xe6\x97\xa5\xe6\x9c\xac");
	d = PAGE("<meta charset=gb2312><p>\xd6\xd0\x83\x40</p>"); /* the second is of GBK only */
	assert_str(d->text, "\xe4\xb8\xad\xe5\x82\xbd");
	d = PAGE("<meta charset=iso-2022-jp><p>\x1b$BF|K\\\x1b(B</p>");
	assert_str(d->text, "\xe6\x97\xa5\xe6\x9c\xac");
	d = PAGE("<meta charset=iso-8859-2><p>caf\xc3\xa9</p>");
	assert_str(d->text, "caf\xc3\xa9");
	assert_false(d->file->converted);
}

/* A slip in a page of UTF-8 makes it no page of another encoding, and costs no more than itself. */
static void damaged_utf8(void **state)
{
	const struct document *d =
	        PAGE("<meta charset=utf-8><p>caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d na\xc3 \xc5\x81\xc3\xb3.</p>");

	assert_str(d->text, "caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d na\xef\xbf\xbd \xc5\x81\xc3\xb3.");
	assert_true(d->file->converted);
	/* a byte that is no character in Windows-1252 either */
	d = PAGE("<p>caf\xc3\xa9 \xc5\x81\xc3\xb3\x81.</p>");
	assert_str(d->text, "caf\xc3\xa9 \xc5\x81\xc3\xb3\xef\xbf\xbd.");
	d = PAGE("<meta charset=iso-8859-1><p>caf\xe9\x7f.</p>");
	assert_true(str_starts(d->text, STR("caf\xc3\xa9")));
	/* one of each: Windows-1252, where two letters happen to make a valid one */
	d = PAGE("<meta charset=utf-8><p>caf\xe9 \xc3\xa9</p>");
	assert_str(d->text, "caf\xc3\xa9 \xc3\x83\xc2\xa9");
}

static void dates_that_it_states(void **state)
{
	const struct document *d =
	        PAGE("<head><meta property='article:published_time' content='2015-03-02T10:00:00Z'>"
	             "<script type='application/ld+json'>{\"@graph\": [{\"datePublished\": \"2015-03-02\"}]}</script></head>"
	             "<p class=byline>By A <time datetime='2015-03-02'>March 2</time></p><p>x <time datetime='1999'>1999</time>"
	             "<p>\xc2\xa9 2016 The Paper");

	assert_int_equal(d->n_stated, 4);
	assert_string_equal(d->stated[0].where, "meta");
	assert_str(str_span(d->file->text, d->stated[0].place), "2015-03-02T10:00:00Z");
	assert_str(d->stated[1].value, "2015-03-02");
	assert_string_equal(d->stated[1].where, "JSON-LD");
	assert_string_equal(d->stated[2].where, "<time>");
	assert_string_equal(d->stated[3].where, "copyright line");
	assert_str(str_span(d->text, d->stated[3].place), "2016");
}

static void repeated(struct place_of_test *t, const char *unit, size_t n, const char *tail)
{
	size_t len = strlen(unit);
	char *bytes = malloc(len * n + strlen(tail) + 1);

	assert_non_null(bytes);
	for (size_t i = 0; i < n; i++)
		memcpy(bytes + i * len, unit, len);
	memcpy(bytes + n * len, tail, strlen(tail));
	put_bytes(t, "corpus/x.html", bytes, len * n + strlen(tail));
	free(bytes);
	assert_int_equal(OPEN(t, "corpus"), 0);
}

static void tags_that_never_close(void **state)
{
	struct place_of_test *t = *state;
	static const char *const deep[] = { "<div>", "<b>", "<a href=x>", "<table>", "<font><p>", "<ul><li>", "<svg>" };

	/* html and body are two; the text is a leaf */
	repeated(t, "<div>", LIMIT_HTML_DEPTH - 2, "deep");
	assert_str(acquire(t, "x")->text, "deep");
	repeated(t, "<div>", LIMIT_HTML_DEPTH - 1, "deep");
	assert_null(acquire(t, "x"));
	assert_int_equal(t->error.code, CC_ELIMIT);
	repeated(t, "<p>word ", 20000, "");
	assert_int_equal(acquire(t, "x")->n_blocks, 20000);
	for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
		repeated(t, deep[i], 20000, "x");
		acquire(t, "x");
		assert_true(t->error.code == 0 || t->error.code == CC_ELIMIT);
	}
}

static void markdown(void **state)
{
	const struct document *d =
	        MARKDOWN("---\ntitle: T\nissued: 2001-02\n---\n# A *Title*\n\nOne **two** three[^1] and `code` \\* &amp; it\ngoes "
	                 "[on](http://x/ \"no\").\n\n- item one\n- item *two*\n\n```\nlet x = 1;\n  y\n```\n\n"
	                 "<div>\nraw <b>html</b><!-- no --></div>\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: The note.\n");

	assert_non_null(d);
	assert_str(d->text, "A Title\n\nOne two three[^1] and code * & it\ngoes on.\n\nitem one\n\nitem two\n\nlet x = 1;\n  y\n\n"
	                    "raw html\n\na\tb\n\nc\td\n\n[^1]: The note.");
	assert_string_equal(shape(d), "H0 P1 P2 P3 P4 P5 P6 P7 P8");
	assert_int_equal(d->n_marks, 2);
	assert_str(str_span(d->text, d->marks[0]), "[^1]");
	assert_at(d, "One two three", "One **two** three");
	assert_at(d, "* & it\ngoes", "* &amp; it\ngoes");
	assert_str(source_of(*state, "x")->record.issued.text, "2001-02");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ROOT(visible_text),          WITH_ROOT(entities_as_people_write_them),
		WITH_ROOT(noscript_that_never_ends), WITH_ROOT(letters_between_breaks_and_entities),
		WITH_ROOT(damaged_utf8),
		WITH_ROOT(marks),                 WITH_ROOT(main_text_and_asides),
		WITH_ROOT(what_the_page_only_hints_at), WITH_ROOT(lists_of_links),
		WITH_ROOT(small_elements),
		WITH_ROOT(hidden_words),          WITH_ROOT(drawings),
		WITH_ROOT(plain_text_in_pre),     WITH_ROOT(encodings),
		WITH_ROOT(dates_that_it_states),  WITH_ROOT(tags_that_never_close),
		WITH_ROOT(markdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

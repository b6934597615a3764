/* Claim files in Markdown: what is a claim, what is none, and which quotation belongs to which citation. */
#include "claim_tools.h"
#include "effort.h"

/* One line for each piece of evidence: "key{locator}quote", in the file's order; + before a further one of the same
 * claim, ~ before a term, and /key behind for the other keys of its group. */
static struct str show(const struct claim_file *f)
{
	struct buf b;
	struct str s;

	buf_init(&b, MIB(16));
	for (size_t i = 0; i < f->n_claims; i++) {
		const struct claim *c = &f->claims[i];
		for (size_t k = 0; k < c->n_evidence; k++) {
			const struct evidence *ev = &c->evidence[k];
			buf_addf(&b, "%s%s%s" STR_FMT, b.len > 0 ? "\n" : "", k > 0 ? "+" : "", ev->term ? "~" : "", STR_ARG(ev->source.value));
			for (size_t j = 0; j < ev->n_also; j++)
				buf_addf(&b, "/" STR_FMT, STR_ARG(ev->also[j].value));
			buf_addf(&b, "{" STR_FMT "}" STR_FMT, STR_ARG(ev->locator.value), STR_ARG(ev->quote.value));
		}
	}
	s = str_copy(&arena, buf_str(&b));
	buf_release(&b);
	return s;
}

struct example {
	const char *text, *expected;
};

/* Every byte of every field comes from where the map says: the same byte, or markup that stands for it. */
static void check_field(const struct claim_file *f, const struct field *field)
{
	struct str text = f->file->text;

	if (!field->set)
		return;
	assert_true(field->exact);
	assert_true(field->place.start <= field->place.end && field->place.end <= text.len);
	for (size_t i = 0; i < field->value.len; i++) {
		struct span s = field_place(field, (struct span){ i, i + 1 });
		if (s.start < field->place.start || s.end > field->place.end || s.end <= s.start)
			fail_msg(STR_FMT "\nbyte %zu of '" STR_FMT "' maps to %zu-%zu outside of %zu-%zu", STR_ARG(text), i, STR_ARG(field->value), s.start, s.end,
			         field->place.start, field->place.end);
		if (s.end - s.start == 1 && text.ptr[s.start] != field->value.ptr[i] && text.ptr[s.start] != '\n' &&
		    text.ptr[s.start] != '\t' && text.ptr[s.start] != '\r' && !(field->value.ptr[i] & 0x80))
			fail_msg("'%c' of '" STR_FMT "' maps to '%c'", field->value.ptr[i], STR_ARG(field->value), text.ptr[s.start]);
	}
}

static void check_fields(const struct claim_file *f)
{
	for (size_t i = 0; i < f->n_claims; i++) {
		const struct claim *c = &f->claims[i];
		assert_true(c->place.start < c->place.end && c->place.end <= f->file->text.len);
		check_field(f, &c->text);
		for (size_t k = 0; k < c->n_evidence; k++) {
			check_field(f, &c->evidence[k].quote);
			check_field(f, &c->evidence[k].source);
			check_field(f, &c->evidence[k].locator);
		}
	}
}

static void check(const struct example *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct claim_file f = parse("x.md", v[i].text);
		struct str got = show(&f);
		if (!str_is(got, v[i].expected))
			fail_msg("%s\n--- expected ---\n%s\n--- got ---\n" STR_FMT, v[i].text, v[i].expected, STR_ARG(got));
		assert_int_equal(f.no_claims_key, f.n_claims == 0);
		check_fields(&f);
	}
}
#define CHECK(v) check(v, sizeof(v) / sizeof *(v))

static void citations(void **state)
{
	static const struct example v[] = {
		{ "He said \"one two three\" [@a, p. 4].", "a{p. 4}one two three" },
		{ "\"one two three\" [see @a, pp. 4-9, and passim]", "a{pp. 4-9}one two three" },
		{ "\"one two three\" [@a, pp. 4, 9 and 12, emphasis added]", "a{pp. 4, 9 and 12}one two three" },
		{ "\"one two three\" [@a, para. 19; @b]", "a/b{para. 19}one two three" },
		{ "\"one two three\" [@a; @b, sec. 2.1]", "b/a{sec. 2.1}one two three" },
		{ "\"one two three\" [@a; see also @b]", "a/b{}one two three" },
		{ "\"one two three\" [@a, p. 249, 251.]", "a{p. 249, 251}one two three" },
		{ "\"one two three\" [@url:https://x.org/a/b.html, p. 2]", "url:https://x.org/a/b.html{p. 2}one two three" },
		{ "\"one two three\" @{{template}} and {#- comment -#}", "" },
		{ "\"one two three\" [@a, 33]", "a{33}one two three" },
		{ "\"one two three\" [@a {ch. iv}, and more]", "a{ch. iv}one two three" },
		{ "\"one two three\" [@a, \xc2\xa7" "3.2]", "a{\xc2\xa7" "3.2}one two three" },
		{ "\"one two three\" [@a, and others]", "a{}one two three" },
		{ "@a [p. 3] says \"one two three\".", "a{p. 3}one two three" },
		{ "As @a says, \"one two three\".", "a{}one two three" },
		{ "Smith [-@a] says \"one two three\".", "a{}one two three" },
		{ "Smith -@a says \"one two three\".", "a{}one two three" },
		{ "\"one two three\" [@{https://x.org/a_b?c=1}, p. 2]", "https://x.org/a_b?c=1{p. 2}one two three" },
		{ "\"one two three\" says @smith_2001:a.", "smith_2001:a{}one two three" },
		{ "\"one two three\" says @doe..", "doe{}one two three" },
		{ "\"one two three\" says @m\xc3\xbcller99, \"four five six\" says @b", "m\xc3\xbcller99{}one two three\n+b{}four five six" },
		{ "\"one two three\" @a [see @b]", "a{}one two three" },
		{ "\"one two three\" [@a] [@b]", "a{}one two three" },
		{ "\"one two three\" [@fig:x; @a]", "a{}one two three" },
		{ "\"one two three\" [see @b](link.html)", "b{}one two three" },
		/* none */
		{ "\"one two three\" me@example.org", "" },
		{ "\"one two three\" [me@example.org]", "" },
		{ "\"one two three\" [@fig:x]", "" },
		{ "\"one two three\" @tbl-y, @eq:z, @sec-q and @lst:code", "" },
		{ "\"one two three\" \\@a and \\[\\@b]", "" },
		{ "\"one two three\" @ a, @, @.", "" },
		{ "\"one two three\" `@a`", "" },
		/* a key that only begins like a prefix */
		{ "\"one two three\" [@section2001]", "section2001{}one two three" },
	};

	(void)state;
	CHECK(v);
}

static void quotations(void **state)
{
	static const struct example v[] = {
		{ "\xe2\x80\x9cone two three\xe2\x80\x9d [@a]", "a{}one two three" },
		{ "\xe2\x80\x9eone two three\xe2\x80\x9c [@a]", "a{}one two three" },
		{ "\xe2\x80\x9eone two three\xe2\x80\x9d [@a]", "a{}one two three" },
		{ "\xe2\x80\x9done two three\xe2\x80\x9d [@a]", "a{}one two three" },
		{ "\xc2\xab\xc2\xa0one two three\xc2\xa0\xc2\xbb, [@a]", "a{}one two three" },
		{ "\"one two three\xe2\x80\x9d [@a]", "a{}one two three" },
		/* a citation amid the words is their author's; one at their end is the writer's */
		{ "He found \"one two [@b] three four\" [@a, p. 3].", "a{p. 3}one two three four" },
		{ "He found \"one two three [@b]\", and \"four five six\" [@a].", "b{}one two three\n+a{}four five six" },
		{ "Ann writes [@a]: \"one two three [@b], but four\".", "a{}one two three, but four" },
		{ "Ann writes: \"one two three [@b], but four\".", "b{}one two three, but four" },
		{ "He found \"one two[^1] three\" [@a].\n\n[^1]: See @b.\n", "a{}one two three" },
		/* compounds are terms */
		{ "the \"over-the-counter\" market [@a]", "~a{}over-the-counter" },
		{ "the \"over-the-counter trade-off\" [@a]", "~a{}over-the-counter trade-off" },
		{ "the \"over-the-counter trade here\" [@a]", "a{}over-the-counter trade here" },
		{ "\xc2\xbbone two three\xc2\xab [@a]", "a{}one two three" },
		{ "\xe2\x80\xb9one two three\xe2\x80\xba [@a]", "a{}one two three" },
		{ "\xe3\x80\x8cone two three\xe3\x80\x8d [@a]", "a{}one two three" },
		{ "\xe2\x80\x9cone \xe2\x80\x9etwo\xe2\x80\x9c three\xe2\x80\x9d [@a]",
		  "a{}one \xe2\x80\x9etwo\xe2\x80\x9c three" },
		{ "\xe2\x80\x9cone \xe2\x80\x98two\xe2\x80\x99 it\xe2\x80\x99s\xe2\x80\x9d [@a]",
		  "a{}one \xe2\x80\x98two\xe2\x80\x99 it\xe2\x80\x99s" },
		{ "\xe2\x80\x9cone \xe2\x80\x9ctwo three\xe2\x80\x9d four\xe2\x80\x9d [@a]",
		  "a{}one \xe2\x80\x9ctwo three\xe2\x80\x9d four" },
		{ "the dogs' and cats' one two three' [@a]", "" },
		{ "a term \"one two\" [@a]", "~a{}one two" },
		{ "\"one two three\" and \"four five six\" [@a]", "a{}one two three\n+a{}four five six" },
		{ "\"one two three\" [@a] and \"four five six\" [@b].", "a{}one two three\n+b{}four five six" },
		{ "@a: \"one two three\" and \"four five six\".", "a{}one two three\n+a{}four five six" },
		{ "@a: \"one two three\", but \"four five six\" [@b]", "b{}one two three\n+b{}four five six" },
		{ "\"one two [@a] three\" [@b]", "b{}one two three" },
		{ "(\"one two three\") [@a]", "a{}one two three" },
		{ "word\xe2\x80\x94\"one two three\"\xe2\x80\x94word [@a]", "a{}one two three" },
		{ "\"'one' two three\" [@a]", "a{}'one' two three" },
		{ "\"\" and \"  \" [@a]", "" },
		/* measures and open marks do not run away */
		{ "A 5\" pipe and \"one two three\" [@a].", "a{}one two three" },
		{ "\"the 5\" pipe broke down\" [@a].", "a{}the 5\" pipe broke down" },
		{ "in \"the year of 1999\" a 5\" pipe [@a]", "a{}the year of 1999" },
		{ "An \"open mark. Then \"one two three\" [@a].", "a{}one two three" },
		{ "An \xe2\x80\x9copen mark. Then \xe2\x80\x9cone two three\xe2\x80\x9d [@a].", "a{}one two three" },
		{ "An \"open mark.\n\nThen one two\" three [@a].", "" },
		/* emphasis, escapes, entities, lines */
		{ "\"one *two* __three__\" [@a]", "a{}one two three" },
		{ "*\"one two three\"* [@a]", "a{}one two three" },
		{ "\"one [two](http://x.org) three\" [@a]", "a{}one two three" },
		{ "\"one `two` three\" [@a]", "a{}one two three" },
		{ "\"one \\*two\\* three\" [@a]", "a{}one *two* three" },
		{ "\\\"one two three\\\" [@a]", "a{}one two three" },
		{ "&quot;one two &amp; three&quot; [@a]", "a{}one two & three" },
		{ "\"one two\n   three  \nfour\" [@a]", "a{}one two three four" },
		{ "\"one two\nthree\" [@a]", "a{}one two three" },
		{ "\"one<br>two <b>three</b>\" [@a]", "a{}one two three" },
		{ "\"the 21^st^ 10^2^ H~2~O\" [@a]", "a{}the 21st 10\xc2\xb2 H2O" },
		{ "\"one [two]{.smallcaps} three\" [@a]", "a{}one two three" },
		{ "\"one [two] three\" [@a]", "a{}one [two] three" },
		{ "\"one two three.\"[@a]{.x}", "a{}one two three." },
	};

	(void)state;
	CHECK(v);
}

static void sentences_of_claims(void **state)
{
	static const struct example v[] = {
		{ "\"One two three.\" Other words came. [@a]", "" },
		{ "Words came. \"One two three.\" [@a] Next one.", "a{}One two three." },
		{ "\"One two three. Four five.\" [@a] \"Six seven eight\" [@b].", "a{}One two three. Four five.\nb{}Six seven eight" },
		{ "[@a] says \"one two three\". Next \"four five six\".", "a{}one two three" },
		{ "- \"one two three\" [@a]\n- \"four five six\" [@b]\n  1. \"seven eight nine\" [@c]",
		  "a{}one two three\nb{}four five six\nc{}seven eight nine" },
		{ "# \"one two three\" [@a]\n\n\"no more here\"", "a{}one two three" },
		{ "| \"one two three\" [@a] | b |\n|---|---|\n| \"four five six\" | [@b] |\n", "a{}one two three" },
		{ "::: {.note}\n\"one two three\" [@a]\n:::\n\"four five six\" [@b]", "a{}one two three\nb{}four five six" },
		{ "Cited only [@a].", "" },
		/* no prose */
		{ "```\n\"one two three\" [@a]\n```\n", "" },
		{ "~~~{r}\n\"one two three\" [@a]\n~~~\n", "" },
		{ "    \"one two three\" [@a]\n", "" },
		{ "`\"one two three\" [@a]`", "" },
		{ "<div>\n\"one two three\" [@a]\n</div>\n", "" },
		{ "<!-- \"one two three\" [@a] -->", "" },
		{ "$\"one two three\" @a$", "" },
		{ "$$\n\"one two three\" @a\n$$", "" },
		{ "It cost $5 for \"one two three\" [@a] and $6.", "a{}one two three" },
	};

	(void)state;
	CHECK(v);
}

static void notes(void **state)
{
	static const struct example v[] = {
		{ "The cabinet came.[^1]\n\n[^1]: \"one two three\" [@a]\n", "a{}one two three" },
		{ "It was \"four five six\".[^n]\n\n[^n]: @a, p. 4.\n", "a{}four five six" },
		{ "It was \"four five six\".[^n]\n\n[^n]: See \"one two three\" [@a, p. 4]; but @b.\n",
		  "a{p. 4}four five six\n+a{p. 4}one two three" },
		{ "It was [@b].[^n]\n\n[^n]: In full: \"one two three\".\n", "b{}one two three" },
		{ "It was.[^n]\n\n[^n]: First \"one two three\"\n    goes on [@a].\n\n    Second \"four five six\" [@b].\n\nText.\n",
		  "a{}one two three\n+b{}four five six" },
		{ "[^1]: \"one two three\" [@a]\n[^2]: \"four five six\" [@b]\n\nOne.[^2] Two.[^1]",
		  "b{}four five six\na{}one two three" },
		{ "It was.^[He wrote \"one two three\" [@a, p. 4].] Next.", "a{p. 4}one two three" },
		{ "First.[^1] Again.[^1]\n\n[^1]: \"one two three\" [@a]\n", "a{}one two three" },
		{ "Note [^none] \"one two three\" [@a]", "a{}one two three" },
		/* a footnote without a key names no source */
		{ "It was \"four five six\".[^n]\n\n[^n]: Smith, *History*, p. 3.\n", "" },
		{ "It was.\n\n[^n]: \"one two three\" [@a]\n", "" },
		{ "```\n[^1]: \"one two three\" [@a]\n```\n\nText.[^1]", "" },
	};

	(void)state;
	CHECK(v);
}

static void block_quotes(void **state)
{
	static const struct example v[] = {
		{ "> one two\n> three four [@a, p. 4]\n", "a{p. 4}one two three four" },
		{ "> one two three.\n>\n> four five. [@a]\n", "a{}one two three.\n\nfour five." },
		{ "> \xe2\x80\x9cone two three\xe2\x80\x9d [@a].\n", "a{}one two three" },
		{ "> one two three\n>\n> --- @a [p. 4]\n", "a{p. 4}one two three" },
		{ "> one two three\n> \xe2\x80\x94 Ann Author [@a]\n", "a{}one two three" },
		{ "> one two three (@a)\n", "a{}one two three" },
		{ "> one two three[^1]\n\n[^1]: @a, p. 9\n", "a{}one two three" },
		{ "> \"one \"two\" three.\" [@a].\n", "a{}one \"two\" three." },
		{ "> \"one two\" three \"four\" [@a].\n", "~a{}one two\n+~a{}four" },
		{ "> He said \"come here now\" and left. [@a]\n", "a{}He said \"come here now\" and left." },
		{ "> \"One two three.\" -- Ann Author, 1984 [@a]\n", "a{}One two three." },
		{ "> *\"One two three.\"* \xe2\x80\x94 Ann Author [@a, p. 2]\n", "a{p. 2}One two three." },
		{ "> One two three! --- Ann Author [@a]\n", "a{}One two three!" },
		{ "> one two --- Ann Author three [@a]\n", "a{}one two --- Ann Author three" },
		{ "> One two. --- And so did three. [@a]\n", "a{}One two. --- And so did three." },
		/* prose in a block quote */
		{ "> one two [@a] three\n", "" },
		{ "> one two three\n", "" },
		{ "> Ann wrote: \"one two three\" [@a]\n", "a{}one two three" },
		{ "> [!NOTE]\n> Ann wrote words [@a]\n", "" },
	};
	struct claim_file f;

	(void)state;
	CHECK(v);
	f = parse("x.md", "Before. In 1999 the mayor wrote:\n\n> one two three [@a]\n\n> four five six [@b]\n");
	assert_int_equal(f.n_claims, 2);
	assert_str(f.claims[0].text.value, "In 1999 the mayor wrote:");
	assert_str(at(&f, f.claims[0].place), "In 1999 the mayor wrote:\n\n> one two three [@a]");
	assert_str(f.claims[1].text.value, "four five six");
	check_fields(&f);
}

static void ids_texts_places(void **state)
{
	static const char text[] = "Intro words. *Ann* said \"one\n*two* three\" [@a, p. 4]. {#first}\n\n"
	                           "Then @b [p. 2] said \"four five six\".\n";
	struct claim_file f = parse("docs/paper.v2.md", text);

	(void)state;
	assert_int_equal(f.n_claims, 2);
	assert_str(f.claims[0].id, "first");
	assert_true(f.claims[0].id_given);
	assert_str(at(&f, f.claims[0].id_place), "first");
	assert_str(f.claims[0].text.value, "Ann said \"one two three\".");
	assert_str(raw(&f, &f.claims[0].evidence[0].quote, "one two"), "one\n*two");
	assert_str(at(&f, f.claims[0].evidence[0].source.place), "a");
	assert_str(at(&f, f.claims[0].evidence[0].locator.place), "p. 4");
	assert_str(at(&f, f.claims[0].evidence[0].place), "\"one\n*two* three\"");
	assert_str(f.claims[1].id, "paper.v2:2");
	assert_str(f.claims[1].text.value, "Then said \"four five six\".");
	assert_str(at(&f, f.claims[1].place), "Then @b [p. 2] said \"four five six\".");
}

static void front_matter(void **state)
{
	static const char text[] = "---\ntitle: \"a: b\"\ndate: 2020-05-01\nbibliography: [a.bib, b.json]\n"
	                           "references:\n  - id: s\n    title: T\nlang: en\n---\n\nA \"one two three\" [@s].\n";
	struct claim_file f = parse("x.md", text);

	(void)state;
	assert_int_equal(f.n_claims, 1);
	assert_str(f.date.value, "2020-05-01");
	assert_int_equal(f.n_bibliographies, 2);
	assert_str(f.bibliographies[1].value, "b.json");
	assert_str(at(&f, f.bibliographies[1].place), "b.json");
	assert_str(at(&f, f.references), "references:\n  - id: s\n    title: T");
	f = parse("x.md", "---\nbibliography: one.bib\n...\ntext\n");
	assert_int_equal(f.n_bibliographies, 1);
	f = parse("x.md", "---\na: b: c\n---\nA \"one two three\" [@s].\n");
	assert_int_equal(f.n_claims, 1);
	assert_int_equal(f.n_problems, 1);
	assert_problem(&f, 0, ":", "front matter: mapping values are not allowed in this context");
}

static void suppressions(void **state)
{
	static const char text[] = "<!-- citecheck-ignore quote-altered: the print -->\n"
	                           "He said \"one two\nthree\" [@a].\n"
	                           "She \"four five six\" [@b]. <!-- citecheck-ignore quote-not-found -->\n\n"
	                           "```\n<!-- citecheck-ignore no: code -->\n```\n"
	                           "`<!-- citecheck-ignore no: code -->`\n";
	struct claim_file f = parse("x.md", text);

	(void)state;
	assert_int_equal(f.n_ignores, 2);
	assert_str(f.ignores[0].rule, "quote-altered");
	assert_str(f.ignores[0].reason, "the print");
	assert_str(at(&f, f.ignores[0].covers),
	           "<!-- citecheck-ignore quote-altered: the print -->\nHe said \"one two\nthree\" [@a].");
	assert_str(at(&f, f.ignores[0].place), "<!-- citecheck-ignore quote-altered: the print -->");
	assert_str(f.ignores[1].rule, "quote-not-found");
	assert_str(f.ignores[1].reason, "");
	assert_str(at(&f, f.ignores[1].covers), "She \"four five six\" [@b]. <!-- citecheck-ignore quote-not-found -->");
}

static void required_quotes(void **state)
{
	struct claim_file f = parse_with("x.md", STR("Cited only [@a, p. 4; @b]. Not cited. And @c [p. 2] again.\n"),
	                                 (struct claim_options){ .require_quotes = true });

	(void)state;
	assert_int_equal(f.n_claims, 2);
	assert_str(show(&f), "a/b{p. 4}\nc{p. 2}");
	assert_false(f.claims[0].evidence[0].quote.set);
}

static void parse_repeated(void *ctx, size_t n)
{
	const char *bit = ctx;
	struct claim_file f;
	struct buf b;

	buf_init(&b, MIB(64));
	buf_add(&b, STR("[^1]: \"one two three\" [@n]\n\n"));
	while (b.len < n)
		buf_add(&b, str_from(bit));
	buf_add(&b, STR(" \"one two three\" [@a]\n"));
	f = parse_with("x.md", buf_str(&b), (struct claim_options){ 0 });
	assert_false(f.broken);
	buf_release(&b);
	arena_release(&arena);
	arena_init(&arena);
}

static void hostile(void **state)
{
	static const char *const bits[] = { "[", "]", "[@a", "[@a;", "[@a]", "^[", "\"", "\"a ", " \"a", "\xe2\x80\x9c", "\xe2\x80\x9d ", "$", "$a ",
		                            "{#", "@a", "[^1]", "[^1]: a\n", "> ", "> a [@a]\n\n", "<!-- ", "<!-- citecheck-ignore x: y -->",
		                            "\"a b c\" [@a] ", "\"a b c\" [^1] ", "a. ", "[a]{.b", "^1", "::: \n", "5\" ", "`", "```\n", "- ", "\\", "&amp;", "*", "[[@a]" };

	(void)state;
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
		char bit[64];
		snprintf(bit, sizeof bit, "%s", bits[i]);
		assert_true(effort_is_linear(parse_repeated, bit, 300000, 100, bit));
	}
}

/* Random Markdown out of telling pieces: nothing crashes, and every byte of every field is where its map says. */
static void random_texts(void **state)
{
	static const char *const bits[] = { "\"", "one ", "two ", "three", " ", "\n", "\n\n", "[@a]", "[@b, p. 4]", "@c ", "*", "_", "**", "`", "[", "]",
		                            "(x)", ". ", "A", "> ", "- ", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xc2\xab", "\xc2\xbb", "&amp;", "\\*", "\\\"", "^[", "[^1]",
		                            "\n[^1]: ", "{#i}", "<b>", "$", "\xc3\xa9", "    ", "\t", "|", "\r\n", "~", "^", "\xc2\xa0", "---\n", "![", "<!-- x -->" };
	uint32_t seed = 11;
	size_t claims = 0;

	(void)state;
	for (size_t round = 0; round < 30000; round++) {
		char text[1024] = "";
		size_t n;
		seed = seed * 1664525 + 1013904223;
		n = 5 + (seed >> 8) % 60;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, bits[(seed >> 8) % (sizeof bits / sizeof *bits)]);
		}
		{
			struct claim_file f = parse("x.md", text);
			claims += f.n_claims;
			check_fields(&f);
		}
		arena_release(&arena);
		arena_init(&arena);
	}
	print_message("# %zu claims in random texts\n", claims);
	assert_true(claims > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(citations, setup, teardown),
		cmocka_unit_test_setup_teardown(quotations, setup, teardown),
		cmocka_unit_test_setup_teardown(sentences_of_claims, setup, teardown),
		cmocka_unit_test_setup_teardown(notes, setup, teardown),
		cmocka_unit_test_setup_teardown(block_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(ids_texts_places, setup, teardown),
		cmocka_unit_test_setup_teardown(front_matter, setup, teardown),
		cmocka_unit_test_setup_teardown(suppressions, setup, teardown),
		cmocka_unit_test_setup_teardown(required_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(hostile, setup, teardown),
		cmocka_unit_test_setup_teardown(random_texts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

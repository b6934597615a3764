/* Claim files in YAML. */
#include "claim_tools.h"
#include "effort.h"


static void all_fields(void **state)
{
	static const char text[] =
	        "date: 2020-05-01\n"
	        "events:\n"
	        "  - id: flood\n"
	        "    name: the flood\n"
	        "    date: June 1999\n"
	        "references:\n"
	        "  - id: gazette\n"
	        "    type: book\n"
	        "claims:\n"
	        "  - id: river\n"
	        "    claim: The river rose\n"
	        "      in spring.\n"
	        "    date: 2019-03-21\n"
	        "    speaker: the mayor\n"
	        "    event: rising\n"
	        "    after: [flood, 'storm']\n"
	        "    before: drought\n"
	        "    evidence:\n"
	        "      - source: gazette\n"
	        "        quote: >-\n"
	        "          the river rose by\n"
	        "          two metres\n"
	        "        prefix: In spring\n"
	        "        suffix: null\n"
	        "        locator: para. 19\n"
	        "      - {source: almanac, translated: true, original: \"le fleuve mont\\u00e9\"}\n"
	        "    ignore: {date-order: \"known: a slip\", quote-short: ~}\n"
	        "  - claim: no id here\n"
	        "    source: almanac\n"
	        "    exact: 3.20\n";
	struct claim_file f = parse("claims/water.yaml", text);
	const struct claim *c = &f.claims[0];

	(void)state;
	assert_int_equal(f.n_problems, 0);
	assert_int_equal(f.n_claims, 2);
	assert_false(f.broken || f.no_claims_key);
	assert_str(f.date.value, "2020-05-01");
	assert_int_equal(f.n_events, 1);
	assert_str(f.events[0].id, "flood");
	assert_str(f.events[0].name.value, "the flood");
	assert_str(f.events[0].date.value, "June 1999");
	assert_str(at(&f, f.references), "references:\n  - id: gazette\n    type: book");
	assert_str(c->id, "river");
	assert_true(c->id_given);
	assert_str(at(&f, c->id_place), "river");
	assert_str(c->text.value, "The river rose in spring.");
	assert_str(raw(&f, &c->text, "rose in"), "rose\n      in");
	assert_str(c->date.value, "2019-03-21");
	assert_str(c->speaker.value, "the mayor");
	assert_str(c->event.value, "rising");
	assert_int_equal(c->n_after, 2);
	assert_str(c->after[1].value, "storm");
	assert_int_equal(c->n_before, 1);
	assert_str(c->before[0].value, "drought");
	assert_int_equal(c->n_evidence, 2);
	assert_str(c->evidence[0].source.value, "gazette");
	assert_str(c->evidence[0].quote.value, "the river rose by two metres");
	assert_str(raw(&f, &c->evidence[0].quote, "by two"), "by\n          two");
	assert_str(c->evidence[0].prefix.value, "In spring");
	assert_false(c->evidence[0].suffix.set);
	assert_str(c->evidence[0].locator.value, "para. 19");
	assert_true(c->evidence[1].translated && !c->evidence[0].translated && !c->evidence[1].quote.set);
	assert_str(raw(&f, &c->evidence[1].original, "mont\xc3\xa9"), "mont\\u00e9");
	assert_int_equal(f.n_ignores, 2);
	assert_str(f.ignores[0].rule, "date-order");
	assert_str(f.ignores[0].reason, "known: a slip");
	assert_str(at(&f, f.ignores[0].rule_place), "date-order");
	assert_int_equal(f.ignores[0].claim, 0);
	assert_str(f.ignores[1].reason, "");
	assert_true(f.ignores[0].covers.start <= c->evidence[0].quote.place.start &&
	            f.ignores[0].covers.end >= c->evidence[1].place.end);
	c = &f.claims[1];
	assert_str(c->id, "water:2");
	assert_false(c->id_given);
	assert_str(at(&f, c->id_place), "claim: no id here");
	assert_int_equal(c->n_evidence, 1);
	assert_str(c->evidence[0].quote.value, "3.20");
	assert_str(at(&f, c->evidence[0].place), "source: almanac\n    exact: 3.20");
}

static void aliases_of_names(void **state)
{
	struct claim_file f = parse("a.yml", "claims:\n"
	                                     "- {id: a, text: t, source: s, snippet: q1}\n"
	                                     "- {id: b, statement: t, evidence: {source: s, excerpt: q2}}\n"
	                                     "- {id: c, evidence: [{source: s, supporting_text: q3}]}\n"
	                                     "- {id: d, claim: t, text: u}\n");

	(void)state;
	assert_int_equal(f.n_claims, 4);
	assert_str(f.claims[0].text.value, "t");
	assert_str(f.claims[0].evidence[0].quote.value, "q1");
	assert_str(f.claims[1].text.value, "t");
	assert_str(f.claims[1].evidence[0].quote.value, "q2");
	assert_str(f.claims[2].evidence[0].quote.value, "q3");
	assert_int_equal(f.n_problems, 1);
	assert_problem(&f, 0, "text", "'claim' and 'text' are the same field");
	assert_true(f.claims[3].faulty && !f.claims[0].faulty);
	assert_str(f.claims[3].text.value, "t");
}

static void problems(void **state)
{
	static const char text[] = "claims:\n"
	                           "- id: a\n"
	                           "  claim: [one, two]\n"
	                           "  evidnce: []\n"
	                           "- just words\n"
	                           "- id: b\n"
	                           "  claim: fine\n"
	                           "  source: s\n"
	                           "  quote: one\n"
	                           "  quote: two\n"
	                           "- id: c\n"
	                           "  evidence:\n"
	                           "  - {source: s, qoute: x}\n"
	                           "  - *alias\n"
	                           "  - {source: s, quote: \"a\\0b\", translated: perhaps}\n"
	                           "- id: d\n"
	                           "  claim: good\n"
	                           "evnts: []\n";
	struct claim_file f = parse("p.yaml", text);
	size_t n = f.n_problems;

	(void)state;
	assert_int_equal(f.n_claims, 4);
	assert_int_equal(n, 9);
	assert_problem(&f, 0, "[one, two]", "'claim' must be a string, not a list");
	assert_problem(&f, 1, "evidnce", "unknown field 'evidnce' in a claim");
	assert_str(f.problems[1].help, "did you mean 'evidence'?");
	assert_str(f.problems[1].replacement, "evidence");
	assert_int_equal(f.problems[1].claim, 0);
	assert_problem(&f, 2, "just words", "a claim must be a map, not a string");
	assert_problem(&f, 3, "qoute", "unknown field 'qoute' in a piece of evidence");
	assert_str(f.problems[3].replacement, "quote");
	assert_problem(&f, 4, "\"a\\0b\"", "'quote' holds a NUL character");
	assert_problem(&f, 5, "perhaps", "'translated' must be true or false");
	assert_problem(&f, 6, "evnts", "unknown field 'evnts' in a claim file");
	assert_str(f.problems[6].replacement, "events");
	assert_problem(&f, 7, "quote", "duplicate key 'quote'");
	assert_int_equal(f.problems[7].claim, 1);
	assert_problem(&f, 8, "*alias", "aliases are not read");
	assert_int_equal(f.problems[8].claim, 2);
	assert_true(f.claims[0].faulty && f.claims[1].faulty && f.claims[2].faulty && !f.claims[3].faulty);
	assert_str(f.claims[1].evidence[0].quote.value, "one");
	assert_false(f.broken);
}

static void no_claims(void **state)
{
	static const char *const without[] = { "", "# comment\n", "a: 1\nb: &x 2\n", "- id: x\n  type: book\n", "just text",
		                               "references: [{id: a}]\n", "[]", "---\n---\n" };
	static const char *const with[] = { "claims: []\n", "claims:\n", "clams:\n- {id: a, claim: b}\n",
		                            "- {id: a, quote: b, source: c}\n" };

	(void)state;
	for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
		struct claim_file f = parse("x.yaml", without[i]);
		assert_true(f.no_claims_key);
		assert_int_equal(f.n_problems + f.n_claims, 0);
	}
	for (size_t i = 0; i < sizeof with / sizeof *with; i++)
		assert_false(parse("x.yaml", with[i]).no_claims_key);
}

static void broken(void **state)
{
	static const struct {
		const char *text, *where;
	} cases[] = {
		{ "claims:\n- id: a\n  claim: x: y\n", ":" }, { "claims: [", "" }, { "claims:\n- quote: 'open\n", "" },
		{ "claims:\n\t- id: a\n", "\t" }, { "claims: @x\n", "@" }, { "a: \x01\n", "\x01" }, { "a: b\x00c", "" },
		{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "[" },
		{ "claims:\n- id: a\n- id: b\n quote: x\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct claim_file f;
		if (i == 6)
			f = parse_with("x.yaml", (struct str){ cases[i].text, 6 }, (struct claim_options){ 0 });
		else
			f = parse("x.yaml", cases[i].text);
		if (!f.broken || f.n_problems != 1 || f.n_claims != 0)
			fail_msg("%zu: broken %d, %zu problems", i, f.broken, f.n_problems);
		assert_true(f.problems[0].message.len > 5);
		if (cases[i].where[0] != '\0')
			assert_str(at(&f, f.problems[0].place), cases[i].where);
	}
}

static void documents(void **state)
{
	struct claim_file f = parse("x.yaml", "---\nclaims: [{id: a}]\n---\nclaims: [{id: b}, {claim: c}]\n...\n");

	(void)state;
	assert_int_equal(f.n_claims, 3);
	assert_str(f.claims[1].id, "b");
	assert_str(f.claims[2].id, "x:3");
	assert_int_equal(f.claims[2].index, 2);
}

static void comments(void **state)
{
	static const char text[] = "# citecheck-ignore claim-duplicate: whole file? no\n"
	                           "claims:\n"
	                           "- id: a # citecheck-ignore claim-unsupported, quote-short: two at once (until: 2027-01-31)\n"
	                           "  claim: 'it is # citecheck-ignore not-a-comment: x'\n"
	                           "  source: s\n"
	                           "  # citecheck-ignore quote-altered: the print has it so\n"
	                           "  # citecheck-ignore quote-typography\n"
	                           "\n"
	                           "  quote: >-\n"
	                           "    first line # citecheck-ignore no: x\n"
	                           "    last line\n"
	                           "  date: x #citecheck-ignore date-invalid until: 2030-01-01: open\n"
	                           "  # citecheck-ignored is another word\n";
	static const struct {
		const char *rule, *reason, *until, *covers;
	} expected[] = {
		{ "claim-duplicate", "whole file? no", "", NULL },
		{ "claim-unsupported", "two at once", "2027-01-31", NULL },
		{ "quote-short", "two at once", "2027-01-31", NULL },
		{ "quote-altered", "the print has it so", "", "last line" },
		{ "quote-typography", "", "", "last line" },
		{ "date-invalid", "open", "2030-01-01", NULL },
	};
	struct claim_file f = parse("x.yaml", text);

	(void)state;
	assert_int_equal(f.n_problems, 0);
	assert_int_equal(f.n_ignores, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < f.n_ignores; i++) {
		assert_str(f.ignores[i].rule, expected[i].rule);
		assert_str(at(&f, f.ignores[i].rule_place), expected[i].rule);
		assert_str(f.ignores[i].reason, expected[i].reason);
		assert_str(f.ignores[i].until, expected[i].until);
		assert_int_equal(f.ignores[i].claim, SIZE_MAX);
		if (expected[i].covers != NULL)
			assert_true(str_ends(at(&f, f.ignores[i].covers), str_from(expected[i].covers)));
	}
	assert_str(at(&f, f.ignores[0].covers), "# citecheck-ignore claim-duplicate: whole file? no\nclaims:");
}

static void ignore_forms(void **state)
{
	static const char text[] = "claims:\n"
	                           "- {id: a, ignore: quote-short}\n"
	                           "- {id: b, ignore: [quote-short, {quote-altered: why}, {rule: date-order, reason: r, until: 2030}]}\n"
	                           "- {id: c, ignore: {quote-short: {reason: r2, until: 2031-01-01}}}\n"
	                           "- {id: d, ignore: {quote-short: [x]}}\n"
	                           "- {id: e, ignore: {quote-short: {resaon: x}}}\n";
	static const char *const rules[] = { "quote-short", "quote-short", "quote-altered", "date-order", "quote-short", "quote-short" };
	static const char *const reasons[] = { "", "", "why", "r", "r2", "" };
	static const char *const until[] = { "", "", "", "2030", "2031-01-01", "" };
	struct claim_file f = parse("x.yaml", text);

	(void)state;
	assert_int_equal(f.n_ignores, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_str(f.ignores[i].rule, rules[i]);
		assert_str(f.ignores[i].reason, reasons[i]);
		assert_str(f.ignores[i].until, until[i]);
	}
	assert_int_equal(f.n_problems, 2);
	assert_problem(&f, 0, "[x]", "the reason of an 'ignore' must be a string, not a list");
	assert_problem(&f, 1, "resaon", "unknown field 'resaon' in 'ignore'");
}

static void parse_many(void *ctx, size_t n)
{
	struct claim_file *f = ctx;
	struct buf b;

	arena_release(&arena);
	arena_init(&arena);
	buf_init(&b, MIB(64));
	buf_add(&b, STR("claims:\n"));
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "- id: c%zu\n  claim: \xc3\xa9t\xc3\xa9 %zu\n  source: s\n  quote: |\n    one\n    two\n  bad: x\n", i, i);
	*f = parse_with("x.yaml", str_copy(&arena, buf_str(&b)), (struct claim_options){ 0 });
	buf_release(&b);
}

/* 100,000 claims, each with a problem of its own: time is linear, none is lost, and the list stays short. */
static void many(void **state)
{
	struct claim_file f;

	(void)state;
	assert_true(effort_is_linear(parse_many, &f, 100000, 1000, "claims of YAML"));
	assert_int_equal(f.n_claims, 100000);
	assert_true(f.claims[99999].faulty);
	assert_str(f.claims[99999].id, "c99999");
	assert_str(raw(&f, &f.claims[99999].evidence[0].quote, "e\nt"), "e\n    t");
	assert_int_equal(f.n_problems, LIMIT_PROBLEMS_PER_FILE + 1);
	assert_str(f.problems[LIMIT_PROBLEMS_PER_FILE].message, "more than 100 problems in this file; the rest is not listed");
}

static void evidence_limit(void **state)
{
	(void)state;
	for (size_t n = LIMIT_EVIDENCE_PER_CLAIM; n <= LIMIT_EVIDENCE_PER_CLAIM + 1; n++) {
		struct claim_file f;
		struct buf b;
		buf_init(&b, MIB(64));
		buf_add(&b, STR("claims:\n- id: a\n  evidence:\n"));
		for (size_t i = 0; i < n; i++)
			buf_add(&b, STR("  - {source: s, quote: q}\n"));
		f = parse_with("x.yaml", buf_str(&b), (struct claim_options){ 0 });
		assert_int_equal(f.n_problems, n - LIMIT_EVIDENCE_PER_CLAIM);
		assert_int_equal(f.claims[0].n_evidence, LIMIT_EVIDENCE_PER_CLAIM);
		assert_int_equal(f.claims[0].faulty, n > LIMIT_EVIDENCE_PER_CLAIM);
		buf_release(&b);
	}
}

static void formats(void **state)
{
	(void)state;
	assert_string_equal(claim_format_for(STR("a/b.YAML"))->name, "yaml");
	assert_string_equal(claim_format_for(STR("b.yml"))->name, "yaml");
	assert_string_equal(claim_format_for(STR("b.json"))->name, "json");
	assert_string_equal(claim_format_for(STR("b.qmd"))->name, "markdown");
	assert_null(claim_format_for(STR("b.txt")));
	assert_null(claim_format_for(STR("yaml")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(aliases_of_names, setup, teardown),
		cmocka_unit_test_setup_teardown(problems, setup, teardown),
		cmocka_unit_test_setup_teardown(no_claims, setup, teardown),
		cmocka_unit_test_setup_teardown(broken, setup, teardown),
		cmocka_unit_test_setup_teardown(documents, setup, teardown),
		cmocka_unit_test_setup_teardown(comments, setup, teardown),
		cmocka_unit_test_setup_teardown(ignore_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(many, setup, teardown),
		cmocka_unit_test_setup_teardown(evidence_limit, setup, teardown),
		cmocka_unit_test_setup_teardown(formats, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* html: one page for readers: counts, findings by claim file and claim, all claims with their states.
 *
 * It needs nothing beside itself: no script, no picture, no font, no address; its own policy forbids them. States are
 * chosen by plain links to targets (:target). */
#include <string.h>

#include "base/error.h"
#include "lint/lock.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/summary.h"

#define STATEMENT_SHOWN 1200 /* bytes of a claim's text */
#define QUOTE_SHOWN 600      /* bytes of a quote in the list of claims */
#define HIDDEN_SHOWN 1000    /* suppressed findings that are listed */

struct page {
	struct buf *out;
	const struct lint_result *r;
	const struct report_options *options;
	struct by_claim by;
	/* The findings of no claim, by claim file: file i has rest[first[i] .. first[i + 1]); behind
	 * them those of no file. */
	size_t *rest, *first;
};

static const struct state {
	enum claim_state state;
	const char *words, *sign;
} states[] = {
	{ CLAIM_DISCREPANT, "discrepant", "✗" },
	{ CLAIM_UNCHECKED, "not checked", "?" },
	{ CLAIM_VERIFIED_EARLIER, "verified earlier", "(✓)" },
	{ CLAIM_SUPPORTED, "supported", "✓" },
};
#define N_STATES (sizeof states / sizeof *states)

static size_t count_of(const struct lint_summary *s, enum claim_state state)
{
	return state == CLAIM_DISCREPANT         ? s->discrepant
	       : state == CLAIM_UNCHECKED        ? s->unchecked
	       : state == CLAIM_VERIFIED_EARLIER ? s->verified_earlier
	                                         : s->supported;
}

static const struct state *state_of(enum claim_state state)
{
	size_t i = 0;

	while (i + 1 < N_STATES && states[i].state != state)
		i++;
	return &states[i];
}

/* --- the head --- */

static void add_totals(struct page *p)
{
	struct report_options plain = *p->options;
	struct buf line;

	plain.color = false;
	buf_init(&line, SIZE_MAX / 2);
	summary_line(&line, p->r, &plain);
	if (line.failed)
		p->out->failed = true;
	buf_add(p->out, STR("<p class=\"totals\">"));
	machine_xml(p->out, str_trim(buf_str(&line)));
	buf_add(p->out, STR("</p>\n"));
	buf_release(&line);
}

static bool state_is_shown(const struct lint_summary *s, enum claim_state state)
{
	return state != CLAIM_VERIFIED_EARLIER || s->verified_earlier;
}

static void add_state_links(struct page *p, bool all)
{
	const struct lint_summary *s = &p->r->summary;

	buf_addf(p->out, "<nav aria-label=\"%s\">\n<ul class=\"states\">\n",
	         all ? "Claims of one state" : "Claims by state");
	if (all)
		buf_addf(p->out, "<li><a href=\"#claims\"><b>%zu</b> all</a></li>\n", p->r->run.n_claims);
	for (size_t i = 0; i < N_STATES; i++)
		if (state_is_shown(s, states[i].state))
			buf_addf(p->out, "<li class=\"%s\"><a href=\"#only-%s\"><b>%zu</b> <span class=\"state\">%s</span></a></li>\n",
			         claim_state_name(states[i].state), claim_state_name(states[i].state), count_of(s, states[i].state),
			         states[i].words);
	buf_add(p->out, STR("</ul>\n</nav>\n"));
}

static void add_meanings(struct page *p)
{
	buf_add(p->out, STR("<dl class=\"means\">\n"));
	for (size_t i = N_STATES; i-- > 0;)
		if (state_is_shown(&p->r->summary, states[i].state)) {
			buf_addf(p->out, "<dt>%s</dt>\n<dd>", states[i].words);
			machine_xml(p->out, summary_state_means(states[i].state));
			buf_add(p->out, STR("</dd>\n"));
		}
	buf_add(p->out, STR("</dl>\n"));
}

static void add_head(struct page *p)
{
	const struct lint_summary *s = &p->r->summary;

	buf_add(p->out, STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	                    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
	                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                    "<meta name=\"color-scheme\" content=\"light dark\">\n"));
	buf_addf(p->out, "<title>citecheck: %zu discrepant, %zu not checked, %zu supported</title>\n<style>\n", s->discrepant,
	         s->unchecked, s->supported);
	html_style(p->out);
	buf_add(p->out, STR("</style>\n</head>\n<body>\n<header>\n<h1>citecheck: claims and their sources</h1>\n"));
	add_totals(p);
	add_state_links(p, false);
	add_meanings(p);
	buf_add(p->out, STR("</header>\n<main>\n"));
}

/* --- what is no finding --- */

static void add_strings(struct page *p, const char *title, enum level level, const struct str *v, size_t n)
{
	if (n == 0)
		return;
	buf_addf(p->out, "<section class=\"%s\">\n<h2>%s</h2>\n<ul>\n", level_name(level), title);
	for (size_t i = 0; i < n; i++) {
		buf_addf(p->out, "<li><span class=\"level\">%s</span> ", level_name(level));
		machine_xml(p->out, v[i]);
		buf_add(p->out, STR("</li>\n"));
		emit_flush(p->out, p->options);
	}
	buf_add(p->out, STR("</ul>\n</section>\n"));
}

/* --- findings --- */

static void add_state(struct page *p, size_t claim)
{
	const struct state *s = state_of(p->r->states[claim]);

	buf_addf(p->out, "<span class=\"state\"><span aria-hidden=\"true\">%s</span> %s</span>", s->sign, s->words);
}

static void add_statement(struct page *p, const struct claim *c)
{
	if (!c->text.set)
		return;
	buf_add(p->out, STR("<p class=\"says\">"));
	html_line(p->out, c->text.value, STATEMENT_SHOWN);
	buf_add(p->out, STR("</p>\n"));
}

static void add_findings(struct page *p, const size_t *order, size_t n, int heading)
{
	for (size_t i = 0; i < n && !p->out->failed; i++) {
		html_finding(p->out, &p->r->findings[order[i]], order[i], heading);
		emit_flush(p->out, p->options);
	}
}

static void open_group(struct page *p, struct str path)
{
	buf_add(p->out, STR("<section>\n<h3><bdi>"));
	machine_xml(p->out, path);
	buf_add(p->out, STR("</bdi></h3>\n"));
}

static void add_claim_findings(struct page *p, size_t i)
{
	const struct claim *c = p->r->run.claims[i].claim;
	size_t from = p->by.first[i], n = p->by.first[i + 1] - from;

	if (n == 0)
		return;
	buf_addf(p->out, "<section class=\"%s\" id=\"c%zu\">\n<h4><bdi>", claim_state_name(p->r->states[i]), i + 1);
	machine_xml(p->out, c->id);
	buf_add(p->out, STR("</bdi> "));
	add_state(p, i);
	buf_add(p->out, STR("</h4>\n"));
	add_statement(p, c);
	add_findings(p, p->by.order + from, n, 5);
	buf_add(p->out, STR("</section>\n"));
}

/* Claims from[0 .. to) are of file `i`. */
static void add_file(struct page *p, size_t i, size_t from, size_t to)
{
	size_t rest = p->first[i + 1] - p->first[i];

	if (rest == 0 && p->by.first[to] == p->by.first[from])
		return;
	open_group(p, p->r->run.files[i].file->path);
	add_findings(p, p->rest + p->first[i], rest, 4);
	for (size_t c = from; c < to && !p->out->failed; c++)
		add_claim_findings(p, c);
	buf_add(p->out, STR("</section>\n"));
}

/* Findings about sources and bibliographies: sorted, so that one file's stand together. */
static void add_rest(struct page *p)
{
	size_t n_files = p->r->run.n_files, end = p->first[n_files + 1];

	for (size_t i = p->first[n_files]; i < end && !p->out->failed;) {
		struct str path = p->r->findings[p->rest[i]].at.path;
		size_t to = i;

		while (to < end && str_eq(p->r->findings[p->rest[to]].at.path, path))
			to++;
		open_group(p, path);
		add_findings(p, p->rest + i, to - i, 4);
		buf_add(p->out, STR("</section>\n"));
		i = to;
	}
}

static void add_all_findings(struct page *p)
{
	const struct run *run = &p->r->run;
	size_t from = 0;

	buf_add(p->out, STR("<section id=\"findings\">\n<h2>Findings</h2>\n"));
	if (p->r->n_findings == 0)
		buf_add(p->out, p->r->summary.unchecked || p->r->n_diagnostics
		                        ? STR("<p>Nothing was found, and not everything was checked.</p>\n")
		                        : STR("<p class=\"none\">Nothing was found.</p>\n"));
	for (size_t i = 0; i < run->n_files && !p->out->failed; i++) {
		size_t to = from;

		while (to < run->n_claims && run->claims[to].file == i)
			to++;
		add_file(p, i, from, to);
		from = to;
	}
	add_rest(p);
	buf_add(p->out, STR("</section>\n"));
}

/* What suppressions and the baseline keep from being findings. */
static void add_suppressed(struct page *p)
{
	size_t n = p->r->n_suppressed;

	if (n == 0)
		return;
	buf_add(p->out, STR("<section id=\"suppressed\">\n<h2>Suppressed</h2>\n<details>\n<summary>"));
	emit_count(p->out, n, "finding");
	buf_add(p->out, STR(" not shown above</summary>\n<ul class=\"hidden\">\n"));
	for (size_t i = 0; i < n && i < HIDDEN_SHOWN && !p->out->failed; i++) {
		const struct finding *f = &p->r->suppressed[i];

		buf_addf(p->out, "<li><code>%s</code> ", f->rule->name);
		machine_xml(p->out, f->message);
		buf_add(p->out, STR("<br><span class=\"place\">"));
		html_place(p->out, &f->at);
		buf_add(p->out, f->baselined ? STR("</span> in the baseline") : STR("</span> ignored: "));
		if (!f->baselined)
			machine_xml(p->out, f->reason.len ? f->reason : STR("no reason given"));
		buf_add(p->out, STR("</li>\n"));
		emit_flush(p->out, p->options);
	}
	buf_add(p->out, STR("</ul>\n"));
	if (n > HIDDEN_SHOWN)
		buf_addf(p->out, "<p>and %zu more</p>\n", n - HIDDEN_SHOWN);
	buf_add(p->out, STR("</details>\n</section>\n"));
}

/* --- all claims --- */

static void add_locked(struct buf *out, const struct lock_entry *l)
{
	buf_add(out, STR("verified "));
	machine_xml(out, l->date);
	buf_add(out, STR(", <span class=\"place\">"));
	machine_xml(out, l->file);
	if (l->at.len) {
		buf_add_char(out, ':');
		machine_xml(out, l->at);
	}
	buf_add(out, STR("</span>"));
}

static void add_evidence(struct page *p, const struct evidence_facts *e)
{
	const struct place *place = emit_evidence_place(e);

	buf_add(p->out, STR("<li>"));
	if (e->locked)
		add_locked(p->out, e->locked);
	else
		buf_add(p->out, str_from(strcmp(emit_verdict(e), "unchecked") ? emit_verdict(e) : "not checked"));
	if (e->evidence->quote.set) {
		buf_add(p->out, STR(": <q><bdi>"));
		html_line(p->out, e->evidence->quote.value, QUOTE_SHOWN);
		buf_add(p->out, STR("</bdi></q>"));
	}
	if (e->evidence->source.set) {
		buf_add(p->out, STR(" — <bdi>"));
		machine_xml(p->out, e->evidence->source.value);
		buf_add(p->out, STR("</bdi>"));
	}
	if (place) {
		buf_add(p->out, STR(" <span class=\"place\">"));
		html_place(p->out, place);
		buf_add(p->out, STR("</span>"));
	}
	buf_add(p->out, STR("</li>\n"));
}

static void add_claim(struct page *p, size_t i)
{
	const struct claim_facts *c = &p->r->run.claims[i];
	const struct file *f = p->r->run.files[c->file].file;
	size_t findings = p->by.first[i + 1] - p->by.first[i];

	buf_addf(p->out, "<li class=\"%s\">", claim_state_name(p->r->states[i]));
	add_state(p, i);
	buf_add(p->out, STR(" <b><bdi>"));
	machine_xml(p->out, c->claim->id);
	buf_add(p->out, STR("</bdi></b> <span class=\"place\">"));
	machine_xml(p->out, f->path);
	buf_addf(p->out, ":%zu</span>", file_position(f, c->claim->place.start).line);
	if (findings) {
		buf_addf(p->out, " <a href=\"#c%zu\">", i + 1);
		emit_count(p->out, findings, "finding");
		buf_add(p->out, STR("</a>"));
	}
	buf_add_char(p->out, '\n');
	add_statement(p, c->claim);
	if (c->n_evidence)
		buf_add(p->out, STR("<ul class=\"quotes\">\n"));
	for (size_t j = 0; j < c->n_evidence && !p->out->failed; j++) {
		add_evidence(p, &c->evidence[j]);
		emit_flush(p->out, p->options);
	}
	buf_add(p->out, c->n_evidence ? STR("</ul>\n</li>\n") : STR("</li>\n"));
}

static void add_claims(struct page *p)
{
	buf_add(p->out, STR("<section id=\"claims\">\n"));
	/* before what they choose among, so that the style sheet can tell */
	for (size_t i = 0; i < N_STATES; i++)
		buf_addf(p->out, "<span class=\"filter\" id=\"only-%s\"></span>\n", claim_state_name(states[i].state));
	buf_add(p->out, STR("<h2>Claims</h2>\n"));
	add_state_links(p, true);
	buf_add(p->out, STR("<ol class=\"claims\">\n"));
	for (size_t i = 0; i < p->r->run.n_claims && !p->out->failed; i++) {
		add_claim(p, i);
		emit_flush(p->out, p->options);
	}
	buf_add(p->out, STR("</ol>\n</section>\n"));
}

static void add_statistics(struct page *p)
{
	struct buf text;

	if (!p->options->statistics)
		return;
	buf_init(&text, SIZE_MAX / 2);
	summary_statistics(&text, p->r);
	if (text.failed)
		p->out->failed = true;
	buf_add(p->out, STR("<section>\n<h2>Statistics</h2>\n<pre>"));
	html_lines(p->out, buf_str(&text), SIZE_MAX);
	buf_add(p->out, STR("</pre>\n</section>\n"));
	buf_release(&text);
}

static void add_foot(struct page *p)
{
	buf_add(p->out, STR("</main>\n<footer>\n<p class=\"dim\">citecheck "));
	machine_xml(p->out, p->options->version);
	buf_add(p->out, STR(", as of <time>"));
	machine_xml(p->out, p->r->run.now);
	buf_addf(p->out, "</time>, exit status %d</p>\n</footer>\n</body>\n</html>\n", p->r->exit_status);
}

/* --- the page --- */

static int sort_rest(struct arena *a, struct page *p)
{
	const struct lint_result *r = p->r;
	size_t files = r->run.n_files, from = p->by.first[r->run.n_claims];
	size_t *next = arena_array(a, size_t, files + 2);

	p->rest = arena_array(a, size_t, p->by.n - from + 1);
	p->first = arena_array(a, size_t, files + 2);
	if (!next || !p->rest || !p->first)
		return CC_ENOMEM;
	for (size_t i = from; i < p->by.n; i++) {
		size_t f = r->findings[p->by.order[i]].file_index;
		p->first[(f < files ? f : files) + 1]++;
	}
	for (size_t f = 0; f <= files; f++) {
		p->first[f + 1] += p->first[f];
		next[f] = p->first[f];
	}
	for (size_t i = from; i < p->by.n; i++) {
		size_t f = r->findings[p->by.order[i]].file_index;
		p->rest[next[f < files ? f : files]++] = p->by.order[i];
	}
	return 0;
}

static void write_page(struct page *p)
{
	add_head(p);
	add_strings(p, "What kept citecheck from its work", LEVEL_ERROR, p->r->diagnostics, p->r->n_diagnostics);
	add_strings(p, "Worth knowing", LEVEL_NOTE, p->r->notices, p->r->n_notices);
	add_all_findings(p);
	add_suppressed(p);
	add_claims(p);
	add_statistics(p);
	add_foot(p);
}

static int write_html(struct buf *out, const struct lint_result *r, const struct report_options *options)
{
	struct page p = { .out = out, .r = r, .options = options };
	struct arena a;

	arena_init(&a);
	if (machine_by_claim(&a, r, &p.by) < 0 || sort_rest(&a, &p) < 0)
		out->failed = true;
	else
		write_page(&p);
	arena_release(&a);
	return out->failed ? CC_ENOMEM : 0;
}

const struct report_format report_format_html = {
	.name = "html",
	.summary = "one page for readers: findings with their passages, and all claims",
	.write = write_html,
};

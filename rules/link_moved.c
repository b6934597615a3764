/* link-moved: the page has another address for good. With --online. */
#include "lint/online.h"
#include "lint/rule.h"

static int check(struct reporter *r, const struct run *run, size_t source)
{
	const struct online_page *p = run->online ? run->online[source] : NULL;
	const struct source *s = corpus_source(run->corpus, source);
	struct finding *f;
	struct place at;

	if (!p || p->moved.len == 0 || p->state == ONLINE_DEAD)
		return 0;
	if (place_of_value(reporter_arena(r), s, &s->record.url, &at) < 0)
		return CC_ENOMEM;
	f = report_at_place(r, &at, "the page has moved for good to " STR_FMT, STR_ARG(p->moved));
	return f ? finding_help(r, f, "write the new address down, as redirects end one day") : CC_ENOMEM;
}

const struct rule rule_link_moved = {
	.name = "link-moved",
	.level = LEVEL_WARNING,
	.effect = EFFECT_NONE,
	.online = true,
	.summary = "with --online: a cited page that has moved for good (301, 308)",
	.explain = "The server sends whoever asks for the page to another address and says that this is permanent. The message "
	           "gives the new one. Redirects for the time being (302, 303, 307) mean nothing.",
	.bad = "=== claims/a.yaml\n"
	       "claims:\n"
	       "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: ran for eleven years}\n"
	       "=== sources.yaml\n"
	       "references:\n"
	       "  - {id: ferry, URL: \"http://localhost/moved/ferry.html\", file: corpus/ferry.txt}\n"
	       "=== corpus/ferry.txt\n"
	       "The ferry ran for eleven years.\n"
	       "=== www/ferry.html\n"
	       "<p>The ferry ran for eleven years.</p>\n",
	.good = "=== claims/a.yaml\n"
	        "claims:\n"
	        "  - {id: ferry, claim: The ferry ran for years., source: ferry, quote: ran for eleven years}\n"
	        "=== sources.yaml\n"
	        "references:\n"
	        "  - {id: ferry, URL: \"http://localhost/ferry.html\", file: corpus/ferry.txt}\n"
	        "=== corpus/ferry.txt\n"
	        "The ferry ran for eleven years.\n"
	        "=== www/ferry.html\n"
	        "<p>The ferry ran for eleven years.</p>\n",
	.check_source = check,
};

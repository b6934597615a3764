/* A page for people says more than a few words; what stands in its place (a form that asks for a password, a test that
 * programs fail) says little and is known by what it loads. Both together decide, never one: articles write about
 * captchas, and many a page has a log-in form in its corner. */
#include "net/page.h"

#include <stdio.h>
#include <string.h>

#define LOOK_BYTES ((size_t)1 << 20) /* of a page */
#define LITTLE 1200                  /* letters that people see */
#define MANY 3000
#define FEW 400
#define NONE 40

const struct net_state_row net_states[NET_STATES] = {
	[NET_OK] = { "ok", true, false },
	[NET_NOT_MODIFIED] = { "not-modified", true, false },
	[NET_GONE] = { "gone", true, false },
	[NET_REFUSED] = { "refused", false, false },
	[NET_LARGE] = { "too-large", false, false },
	[NET_TIMEOUT] = { "timeout", false, true },
	[NET_TLS] = { "tls", false, false },
	[NET_LOGIN] = { "login", false, false },
	[NET_WALL] = { "wall", false, false },
	[NET_BUSY] = { "busy", false, true },
	[NET_SERVER] = { "server-error", false, true },
	[NET_STATUS] = { "status", false, false },
	[NET_UNREACHABLE] = { "unreachable", false, true },
	[NET_REDIRECTS] = { "redirects", false, false },
	[NET_BROKEN] = { "broken", false, true },
};

static bool starts_at(struct str s, size_t at, const char *word)
{
	return str_eq_ci(str_slice(s, at, at + strlen(word)), str_from(word));
}

/* Offset behind `word` at or after `at`, or s.len. */
static size_t behind(struct str s, size_t at, const char *word)
{
	size_t n = strlen(word);

	for (; at + n <= s.len; at++)
		if (((s.ptr[at] ^ word[0]) & ~0x20) == 0 && starts_at(s, at, word))
			return at + n;
	return s.len;
}

static bool holds(struct str s, const char *word)
{
	return behind(s, 0, word) < s.len || (s.len >= strlen(word) && starts_at(s, s.len - strlen(word), word));
}

/* Bytes of words outside of tags, scripts and styles; stops at `most`. */
static size_t visible(struct str page, size_t most)
{
	static const char *const hidden[] = { "script", "style", "noscript", "svg", "template", "title" };
	size_t n = 0;

	for (size_t i = 0; i < page.len && n < most; i++) {
		char c = page.ptr[i];
		if (c != '<') {
			n += (unsigned char)c > ' ';
			continue;
		}
		for (size_t k = 0; k < sizeof hidden / sizeof *hidden; k++)
			if (starts_at(page, i + 1, hidden[k])) {
				char close[16];
				snprintf(close, sizeof close, "</%s", hidden[k]);
				i = behind(page, i, close);
				break;
			}
		if (starts_at(page, i, "<!--"))
			i = behind(page, i, "-->") - 1;
		else
			i = behind(page, i, ">") - 1;
	}
	return n;
}

static bool password_form(struct str page)
{
	for (size_t at = behind(page, 0, "<input"); at < page.len; at = behind(page, at, "<input")) {
		struct str tag = str_slice(page, at, behind(page, at, ">"));
		if (holds(tag, "type=password") || holds(tag, "type=\"password\"") || holds(tag, "type='password'"))
			return true;
	}
	return false;
}

/* The marks of the services that stand between a page and its readers, and how few words a page has that is nothing
 * else: some load their scripts into every page that they guard, or into forms for comments. */
static bool challenge(struct str page, size_t words)
{
	static const struct { const char *mark; size_t words; } marks[] = {
		{ "cf-chl-", 3000 }, { "cf_chl_opt", 3000 }, { "_incapsula_resource", 3000 }, { "captcha-delivery.com", 3000 },
		{ "px-captcha", 3000 }, { "sucuri_cloudproxy", 3000 }, { "ddos-guard", 1000 }, { "awswafintegration", 1000 },
		{ "awswaf-captcha", 3000 }, { "anubis_challenge", 3000 }, { "verify you are human", 1000 },
		{ "verify that you are human", 1000 }, { "are you a robot", 1000 }, { "checking your browser", 1000 },
		{ "enable javascript and cookies to continue", 3000 }, { "challenge-platform/", 400 },
		{ "challenges.cloudflare.com", 400 }, { "g-recaptcha", 400 }, { "h-captcha", 400 }, { "hcaptcha.com", 400 },
		{ "perimeterx", 400 },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (words < marks[i].words && holds(page, marks[i].mark))
			return true;
	return false;
}

static bool is_html(const struct net_answer *a)
{
	return holds(a->content_type, "html") || (a->content_type.len == 0 && holds(str_slice(a->body, 0, 1024), "<html"));
}

/* The words of <title>, without the spaces around them. */
static struct str title_of(struct str page)
{
	size_t at = behind(page, 0, "<title"), end;

	at = behind(page, at, ">");
	for (end = at; end < page.len && page.ptr[end] != '<'; end++)
		;
	return str_trim(str_slice(page, at, end));
}

static const char *const title_marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " (" };

/* Where the title's next part begins, at or after `at`: behind a mark; or its length. */
static size_t next_part(struct str title, size_t at)
{
	size_t first = title.len;

	for (size_t i = 0; i < sizeof title_marks / sizeof *title_marks; i++) {
		size_t here = behind(title, at, title_marks[i]);
		first = here < first ? here : first;
	}
	return first;
}

/* Is one of the title's parts `words`? "Page not found | The Herald", "Just a moment..."; not "Not found guilty". */
static bool title_says(struct str title, const char *words)
{
	for (size_t at = 0; at < title.len; at = next_part(title, at)) {
		size_t end = at + strlen(words);
		if (!starts_at(title, at, words))
			continue;
		while (end < title.len && (title.ptr[end] == '.' || title.ptr[end] == '!' || title.ptr[end] == '?' || title.ptr[end] == ')'))
			end++;
		if (end == title.len || starts_at(title, end, "\xE2\x80\xA6"))
			return true;
		for (size_t i = 0; i < sizeof title_marks / sizeof *title_marks; i++)
			if (starts_at(title, end, title_marks[i]))
				return true;
	}
	return false;
}

/* What stands in a page's place with the status of a page, told by its title; `letters` as for challenges. */
static enum net_state titled(struct str title, size_t letters, const char **reason)
{
	static const struct { const char *words; enum net_state state; size_t letters; } titles[] = {
		{ "404", NET_STATUS, MANY },              { "error 404", NET_STATUS, MANY },
		{ "404 not found", NET_STATUS, MANY },    { "404 error", NET_STATUS, MANY },
		{ "page not found", NET_STATUS, MANY },   { "not found", NET_STATUS, MANY },
		{ "file not found", NET_STATUS, MANY },   { "page cannot be found", NET_STATUS, MANY },
		{ "page can't be found", NET_STATUS, MANY }, { "seite nicht gefunden", NET_STATUS, MANY },
		{ "page introuvable", NET_STATUS, MANY }, { "p\xC3\xA1gina no encontrada", NET_STATUS, MANY },
		{ "access denied", NET_WALL, LITTLE },    { "attention required", NET_WALL, LITTLE },
		{ "just a moment", NET_WALL, LITTLE },    { "request rejected", NET_WALL, LITTLE },
		{ "pardon our interruption", NET_WALL, LITTLE }, { "security check", NET_WALL, LITTLE },
		{ "robot check", NET_WALL, LITTLE },      { "human verification", NET_WALL, LITTLE },
		{ "before you continue", NET_WALL, LITTLE },
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (letters < titles[i].letters && title_says(title, titles[i].words)) {
			*reason = titles[i].state == NET_STATUS ? "a page that says there is none at this address"
			                                        : "a page that stands before the one asked for";
			return titles[i].state;
		}
	return NET_OK;
}

/* <meta http-equiv="refresh" content="0; url=/there"> */
static bool leads_elsewhere(struct str page)
{
	for (size_t at = behind(page, 0, "<"); at < page.len; at = behind(page, at, "<")) {
		struct str tag;
		if (starts_at(page, at, "!--")) { /* what old browsers were told */
			at = behind(page, at, "-->");
			continue;
		}
		tag = str_slice(page, at, behind(page, at, ">"));
		if (starts_at(tag, 0, "meta") && holds(tag, "refresh") && holds(tag, "http-equiv") && holds(tag, "url="))
			return true;
	}
	return false;
}

static enum net_state say(enum net_state state, char *reason, size_t size, const char *words, long status)
{
	if (status)
		snprintf(reason, size, "%s (%ld)", words, status);
	else
		snprintf(reason, size, "%s", words);
	return state;
}

static enum net_state judge_body(const struct net_answer *a, char *reason, size_t size)
{
	struct str page = str_slice(a->body, 0, LOOK_BYTES);
	const char *why = NULL;
	enum net_state state;
	size_t words; /* in letters */

	if (a->body.len == 0)
		return say(NET_BROKEN, reason, size, "an empty answer", 0);
	if (!is_html(a))
		return NET_OK;
	words = visible(page, MANY);
	if (challenge(page, words))
		return say(NET_WALL, reason, size, "a page that keeps programs out", 0);
	if (words < LITTLE && password_form(page))
		return say(NET_LOGIN, reason, size, "a log-in page", 0);
	if (page.len < a->body.len)
		return NET_OK; /* how many words there are is not known */
	state = titled(title_of(page), words, &why);
	if (state != NET_OK)
		return say(state, reason, size, why, 0);
	if (words < FEW && leads_elsewhere(page))
		return say(NET_REDIRECTS, reason, size, "a page that only leads to another", 0);
	if (words < NONE && holds(page, "<script"))
		return say(NET_WALL, reason, size, "a page without words until its scripts run", 0);
	return NET_OK;
}

enum net_state net_page_judge(const struct net_answer *a, char *reason, size_t size)
{
	bool wall = a->mitigated.len > 0;

	if (a->status == 403 || a->status == 503)
		wall = wall || challenge(str_slice(a->body, 0, LOOK_BYTES), 0);
	reason[0] = '\0';
	/* the whole page, perhaps changed on its way (RFC 9110, section 15.3); 202 is the promise of one, 206 a part */
	if (a->status == 200 || a->status == 203)
		return a->mitigated.len > 0 ? say(NET_WALL, reason, size, "a page that keeps programs out", a->status)
		                            : judge_body(a, reason, size);
	switch (a->status) {
	case 304: return a->conditional ? NET_NOT_MODIFIED : say(NET_STATUS, reason, size, "no page", a->status);
	case 404: return say(NET_GONE, reason, size, "not found", a->status);
	case 410: return say(NET_GONE, reason, size, "gone", a->status);
	case 401: return say(NET_LOGIN, reason, size, "the server asks for a log-in", a->status);
	case 407: return say(NET_LOGIN, reason, size, "a proxy asks for a log-in", a->status);
	case 402: return say(NET_WALL, reason, size, "the server asks for payment", a->status);
	case 403: return say(NET_WALL, reason, size, wall ? "a page that keeps programs out" : "the server forbids it", a->status);
	case 451: return say(NET_WALL, reason, size, "withheld for legal reasons", a->status);
	case 429: return say(NET_BUSY, reason, size, "too many requests, says the server", a->status);
	case 503:
		return wall ? say(NET_WALL, reason, size, "a page that keeps programs out", a->status)
		            : say(NET_BUSY, reason, size, "the server is overloaded or closed", a->status);
	default: break;
	}
	if (a->status >= 500)
		return say(NET_SERVER, reason, size, "an error of the server", a->status);
	return say(NET_STATUS, reason, size, "no page", a->status);
}

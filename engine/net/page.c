/* A page for people says more than a few words; what stands in its place (a form that asks for a password, a test that
 * programs fail) says little and is known by what it loads. Both together decide, never one: articles write about
 * captchas, and many a page has a log-in form in its corner. */
#include "net/page.h"

#include <stdio.h>
#include <string.h>

#define LOOK_BYTES ((size_t)1 << 20) /* of a page */
#define LITTLE 1200                  /* letters that people see */
#define MANY 3000

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
	return NET_OK;
}

enum net_state net_page_judge(const struct net_answer *a, char *reason, size_t size)
{
	bool wall = a->mitigated.len > 0;

	if (a->status == 403 || a->status == 503)
		wall = wall || challenge(str_slice(a->body, 0, LOOK_BYTES), 0);
	reason[0] = '\0';
	if (a->status >= 200 && a->status <= 299 && a->status != 204 && a->status != 205)
		return a->mitigated.len > 0 ? say(NET_WALL, reason, size, "a page that keeps programs out", a->status)
		                            : judge_body(a, reason, size);
	switch (a->status) {
	case 304: return NET_NOT_MODIFIED;
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

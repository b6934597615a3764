#include <string.h>

#include "base/limits.h"
#include "net/idn.h"
#include "net/room.h"

static int take(const struct net_library *lib, CURLU *u, struct arena *a, CURLUPart part, unsigned flags, struct str *out,
                struct error *e)
{
	char *text = NULL;
	CURLUcode code = lib->url_get(u, part, &text, flags);

	*out = (struct str){ 0 };
	if (code == CURLUE_OUT_OF_MEMORY)
		return error_memory(e);
	if (code != CURLUE_OK)
		return CC_OK; /* a part that is not there */
	*out = str_copy(a, str_from(text));
	lib->free(text);
	return out->ptr != NULL ? CC_OK : error_memory(e);
}

static int parse(const struct net_library *lib, CURLU *u, const char *text, struct error *e)
{
	CURLUcode code = lib->url_set(u, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);

	if (code == CURLUE_OUT_OF_MEMORY)
		return error_memory(e);
	if (code == CURLUE_BAD_SCHEME)
		return error_set(e, CC_ENET, "no web address (http://… or https://…)");
	if (code != CURLUE_OK)
		return error_set(e, CC_ENET, "no web address: %s", lib->url_strerror(code));
	return CC_OK;
}

static int judge(const struct net_library *lib, CURLU *u, struct arena *a, struct error *e)
{
	struct str scheme, user, password, host;
	int rc = take(lib, u, a, CURLUPART_SCHEME, 0, &scheme, e);

	if (rc == CC_OK)
		rc = take(lib, u, a, CURLUPART_USER, 0, &user, e);
	if (rc == CC_OK)
		rc = take(lib, u, a, CURLUPART_PASSWORD, 0, &password, e);
	if (rc == CC_OK)
		rc = take(lib, u, a, CURLUPART_HOST, 0, &host, e);
	if (rc < 0)
		return rc;
	if (!str_is(scheme, "http") && !str_is(scheme, "https"))
		return error_set(e, CC_ENET, "only http and https are fetched, not '" STR_FMT "'", STR_ARG(str_slice(scheme, 0, 40)));
	if (user.ptr != NULL || password.ptr != NULL)
		return error_set(e, CC_ENET, "a web address with a user or a password in it");
	if (host.len == 0)
		return error_set(e, CC_ENET, "a web address without a host");
	return CC_OK;
}

/* A host's name beyond ASCII. */
static int make_ascii(const struct net_library *lib, CURLU *u, struct arena *a, struct error *e)
{
	struct str host, ascii;
	bool plain = true;
	int rc = take(lib, u, a, CURLUPART_HOST, 0, &host, e);

	for (size_t i = 0; i < host.len; i++)
		plain = plain && (unsigned char)host.ptr[i] < 0x80;
	if (rc < 0 || plain)
		return rc;
	rc = net_ascii_host(a, host, &ascii, e);
	if (rc == CC_OK && lib->url_set(u, CURLUPART_HOST, ascii.ptr, 0) != CURLUE_OK)
		rc = error_set(e, CC_ENET, "no web address: Bad hostname");
	return rc;
}

int net_url(struct net *n, struct arena *a, struct str url, struct str *out, struct str *host, struct error *e)
{
	const struct net_library *lib = &n->lib;
	struct str text = str_copy(a, str_trim(url)), name, port;
	CURLU *u;
	int rc;

	if (text.ptr == NULL)
		return error_memory(e);
	if (text.len > LIMIT_URL_BYTES)
		return error_set(e, CC_ENET, "a web address of more than %zu bytes", LIMIT_URL_BYTES);
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
			return error_set(e, CC_ENET, "a web address with a control character in it");
	if ((u = lib->url()) == NULL)
		return error_memory(e);
	rc = parse(lib, u, text.ptr, e);
	if (rc == CC_OK)
		rc = judge(lib, u, a, e);
	if (rc == CC_OK)
		rc = make_ascii(lib, u, a, e);
	if (rc == CC_OK)
		lib->url_set(u, CURLUPART_FRAGMENT, NULL, 0);
	if (rc == CC_OK)
		rc = take(lib, u, a, CURLUPART_URL, 0, out, e);
	if (rc == CC_OK && host != NULL)
		rc = take(lib, u, a, CURLUPART_HOST, 0, &name, e);
	if (rc == CC_OK && host != NULL)
		rc = take(lib, u, a, CURLUPART_PORT, CURLU_DEFAULT_PORT, &port, e);
	lib->url_cleanup(u);
	if (rc == CC_OK && host != NULL) {
		*host = str_fmt(a, STR_FMT ":" STR_FMT, STR_ARG(name), STR_ARG(port));
		if (host->ptr == NULL)
			return error_memory(e);
		/* a host's name has no case; the copy is ours */
		for (size_t i = 0; i < host->len; i++)
			if (host->ptr[i] >= 'A' && host->ptr[i] <= 'Z')
				memset((char *)(uintptr_t)host->ptr + i, host->ptr[i] + 32, 1);
	}
	return rc;
}

#include "net/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#define OLDEST 0x075500 /* 7.85.0, which has CURLOPT_PROTOCOLS_STR */

struct symbol {
	const char *name;
	size_t member;
};

static const struct symbol symbols[] = {
#define NET_FUNCTION(name) { "curl_" #name, offsetof(struct net_library, name) },
	NET_FUNCTIONS(NET_FUNCTION)
#undef NET_FUNCTION
};

static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib", "libcurl.dylib" };

static int find_symbols(struct net_library *lib, struct error *e)
{
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		void *found = dlsym(lib->handle, symbols[i].name);
		if (found == NULL)
			return error_set(e, CC_ENET, "libcurl is too old: it has no %s (7.85 or later is needed)", symbols[i].name);
		/* C has no conversion from an object's pointer to a function's */
		memcpy((char *)lib + symbols[i].member, &found, sizeof found);
	}
	return CC_OK;
}

static int start(struct net_library *lib, struct error *e)
{
	const curl_version_info_data *version = lib->version_info(CURLVERSION_NOW);

	if (version->version_num < OLDEST)
		return error_set(e, CC_ENET, "libcurl %s is too old: 7.85 or later is needed", version->version);
	if (!(version->features & CURL_VERSION_SSL))
		return error_set(e, CC_ENET, "libcurl %s has no TLS", version->version);
	return lib->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? CC_OK : error_set(e, CC_ENET, "libcurl does not start");
}

int net_library_load(struct net_library *lib, struct error *e)
{
	int rc;

	*lib = (struct net_library){ 0 };
	for (size_t i = 0; lib->handle == NULL && i < sizeof names / sizeof *names; i++)
		lib->handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (lib->handle == NULL)
		return error_set(e, CC_ENET, "the network needs libcurl, which is not installed here (Debian: libcurl4; Fedora: "
		                             "libcurl; Homebrew: curl)");
	rc = find_symbols(lib, e);
	if (rc == CC_OK)
		rc = start(lib, e);
	if (rc < 0) {
		dlclose(lib->handle);
		lib->handle = NULL;
	}
	return rc;
}

/* The library stays in memory: the TLS library below it has handlers that run at exit. */
void net_library_release(struct net_library *lib)
{
	if (lib->handle != NULL)
		lib->global_cleanup();
	lib->handle = NULL;
}

/* libcurl, loaded when it is needed: the functions that are used, behind one table. Nobody outside this room sees it. */
#ifndef NET_LIBRARY_H
#define NET_LIBRARY_H

#include <curl/curl.h>

#include "base/error.h"

#define NET_FUNCTIONS(F)                                                                                               \
	F(global_init) F(global_cleanup) F(version_info) F(free) F(slist_append) F(slist_free_all)                     \
	F(easy_init) F(easy_cleanup) F(easy_setopt) F(easy_getinfo) F(easy_strerror)                                   \
	F(multi_init) F(multi_cleanup) F(multi_setopt) F(multi_add_handle) F(multi_remove_handle) F(multi_perform)     \
	F(multi_poll) F(multi_info_read) F(multi_strerror) F(url) F(url_cleanup) F(url_get) F(url_set)                 \
	F(url_strerror)

struct net_library {
	void *handle;
#define NET_FUNCTION(name) __typeof__(curl_##name) *name;
	NET_FUNCTIONS(NET_FUNCTION)
#undef NET_FUNCTION
};

/* CC_ENET with the name of the package when there is none, or one that is too old. */
int net_library_load(struct net_library *lib, struct error *e);
void net_library_release(struct net_library *lib);

#endif

/* Names of hosts in any script, as the domain name system has them. */
#ifndef NET_IDN_H
#define NET_IDN_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* "Bücher.example" to "xn--bcher-kva.example": small letters, composed, each label in Punycode (RFC 5891, RFC 3492). libcurl
 * does it in the character set of the locale alone. CC_ENET for what is no name; the result is the arena's. */
int net_ascii_host(struct arena *a, struct str host, struct str *out, struct error *e);

#endif

/* Which addresses are of the public internet. Source: IANA's special-purpose address registries (RFC 6890 and its
 * updates), RFC 4291 for IPv6, RFC 6052 for translated addresses. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "net/net.h"

struct network {
	unsigned char prefix[16];
	unsigned bits;
	const char *kind;
	size_t embedded; /* IPv6: where an IPv4 address stands in it, which is judged instead; 0: nowhere */
};

#define PRIVATE "a private address"
#define LOOPBACK "a loopback address"
#define LOCAL "a link-local address"
#define RESERVED "a reserved address"
#define MULTICAST "a multicast address"

static const struct network v4[] = {
	{ { 0 }, 8, "an address of this network", 0 },
	{ { 10 }, 8, PRIVATE, 0 },
	{ { 100, 64 }, 10, "a carrier's private address", 0 },
	{ { 127 }, 8, LOOPBACK, 0 },
	{ { 169, 254 }, 16, LOCAL, 0 },
	{ { 172, 16 }, 12, PRIVATE, 0 },
	{ { 192, 0, 0 }, 24, RESERVED, 0 },
	{ { 192, 0, 2 }, 24, RESERVED, 0 },
	{ { 192, 88, 99 }, 24, RESERVED, 0 },
	{ { 192, 168 }, 16, PRIVATE, 0 },
	{ { 198, 18 }, 15, RESERVED, 0 },
	{ { 198, 51, 100 }, 24, RESERVED, 0 },
	{ { 203, 0, 113 }, 24, RESERVED, 0 },
	{ { 224 }, 4, MULTICAST, 0 },
	{ { 240 }, 4, RESERVED, 0 },
};

/* The first that fits decides. */
static const struct network v6[] = {
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 128, LOOPBACK, 0 },
	{ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96, NULL, 12 }, /* mapped */
	{ { 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0 }, 96, NULL, 12 }, /* translated */
	{ { 0x20, 0x02 }, 16, NULL, 2 }, /* 6to4 */
	{ { 0x20, 0x01, 0x00, 0x00 }, 23, RESERVED, 0 },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, RESERVED, 0 },
	{ { 0x3f, 0xff }, 20, RESERVED, 0 },
	{ { 0xfc }, 7, "a unique local address", 0 },
	{ { 0xfe, 0x80 }, 10, LOCAL, 0 },
	{ { 0xff }, 8, MULTICAST, 0 },
	{ { 0x20 }, 3, NULL, 0 }, /* global unicast: all that is given out */
};

static bool within(const unsigned char *address, const struct network *n)
{
	unsigned whole = n->bits / 8, rest = n->bits % 8;
	unsigned mask = rest ? 0xffu << (8 - rest) & 0xffu : 0;

	return memcmp(address, n->prefix, whole) == 0 && (!rest || (address[whole] & mask) == (n->prefix[whole] & mask));
}

static const char *judge_v4(const unsigned char *address)
{
	for (size_t i = 0; i < sizeof v4 / sizeof *v4; i++)
		if (within(address, &v4[i]))
			return v4[i].kind;
	return NULL;
}

static const char *judge_v6(const unsigned char *address)
{
	for (size_t i = 0; i < sizeof v6 / sizeof *v6; i++)
		if (within(address, &v6[i]))
			return v6[i].embedded ? judge_v4(address + v6[i].embedded) : v6[i].kind;
	return RESERVED;
}

const char *net_address_refused(const struct sockaddr *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (address->sa_family == AF_INET) {
		memcpy(&in, address, sizeof in);
		return judge_v4((const unsigned char *)&in.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&in6, address, sizeof in6);
		return judge_v6((const unsigned char *)&in6.sin6_addr);
	}
	return "no internet address";
}

const char *net_address_any(const struct sockaddr *address)
{
	return address->sa_family == AF_INET || address->sa_family == AF_INET6 ? NULL : "no internet address";
}

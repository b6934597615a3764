/* Web addresses as writers cite them (RFC 3986), and the text directives of their fragments (WICG, "URL Fragment Text
 * Directives"): #:~:text=[prefix-,]start[,end][,-suffix], several joined by '&'. */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include "base/arena.h"
#include "base/str.h"

/* http:// or https://, in any case. */
bool address_is_web(struct str s);
/* The page of a web address: white space around it and the fragment cut off. Empty for what is no web address. */
struct str address_page(struct str s);

/* User information ("user:password" before the '@' of an address) is never printed, nor kept in what we write.
 *
 * The next of it in any text, at or behind *at; moves *at behind it. Begin with 0. Every scheme counts, and what only looks
 * like an address: hidden once too often harms nobody. */
bool address_next_user(struct str s, size_t *at, struct span *out);
/* s with asterisks in its place, as many bytes; s itself where there is none. ptr NULL: memory ran out (s had one). */
struct str address_hide_user(struct arena *a, struct str s);
/* The same in place. */
void address_hide_users(char *bytes, size_t n);

/* The parts of a directive as views of the address, still percent-encoded; a part that is not there is empty. */
struct text_directive {
	struct str prefix, start, end, suffix;
};

/* The directive at *at or behind it; moves *at behind it. Begin with 0. false: there is no other. One without a start is
 * passed over. */
bool address_next_text(struct str address, size_t *at, struct text_directive *out);

/* %XX decoded into out, which holds s.len bytes; what is no %XX stays. Returns the bytes written. */
size_t percent_decode(struct str s, char *out);
/* The same as text, trimmed; empty when it is no UTF-8. ptr NULL: memory ran out. */
struct str percent_decoded(struct arena *a, struct str s);

#endif

/* The list of a ZIP package's members (the central directory) against the header that stands before each member's bytes
 * (PKWARE, APPNOTE.TXT 4.3). Readers differ in which of the two they believe, so that one package could show its text to a
 * person and another one to citecheck: where they disagree the package is damaged. */
#ifndef SOURCE_ZIP_LIST_H
#define SOURCE_ZIP_LIST_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"

struct zip_member {
	uint32_t crc;
	uint64_t size; /* unpacked */
	bool late;     /* its header leaves checksum and size to what stands behind the bytes: they are to be compared then */
};

struct zip_list {
	struct map names; /* to v */
	struct zip_member *v;
	size_t n;
};

/* Reads the list; CC_ESYNTAX where it can't be read or a header says something else. A package without a list, as when it
 * was cut off, gives an empty one. The names are views of `bytes`. */
int zip_list_read(struct zip_list *out, struct arena *a, struct str bytes, struct error *e);
/* The member's bytes are what the list says; CC_ESYNTAX. Of a name that the list does not have nothing is said. */
int zip_list_check(const struct zip_list *list, struct str name, struct str bytes, struct error *e);

#endif

/* ZIP packages (DOCX, ODT, EPUB): the members that are asked for, in memory; nothing is written to disk.
 *
 * Only stored and deflated members are read, which is all that the three formats allow. What a package may cost is bound
 * by LIMIT_PACKAGE_* and LIMIT_EXPANDED_*: bytes, members, length of names, bytes that come out, and how many times the
 * package's size. libarchive is loaded when the first package is read, since its own libraries take longer to load than
 * most runs take. */
#ifndef SOURCE_PACKAGE_H
#define SOURCE_PACKAGE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"
#include "source/zip_list.h"

struct package {
	struct arena *a;
	struct str bytes;
	struct map names; /* of all members */
	struct zip_list list;
	size_t spent;     /* bytes that came out so far */
	const struct archive_functions *library;
};

struct package_member {
	struct str name;  /* asked for; an empty one is passed over */
	struct str bytes; /* ptr NULL: there is no such member */
};

/* Looks at the names of a package: two members of one name are an error, since readers differ in which they take.
 * `a` and `bytes` outlive it. CC_EKIND: no package, or an encrypted one; CC_ESYNTAX: a damaged one; CC_ELIMIT, CC_ENOMEM. */
int package_open(struct package *out, struct arena *a, struct str bytes, struct error *e);
bool package_has(const struct package *p, struct str name);
/* Reads the members that are named; may be called again for others. CC_ESYNTAX for a wrong checksum or length. */
int package_read(struct package *p, struct package_member *members, size_t n, struct error *e);

/* `target` as it is meant in the member `from`: relative to its folder or, with a leading /, to the package; without
 * fragment and query, %XX decoded. Empty when it leads out of the package or is an address; ptr NULL without memory too. */
struct str package_path(struct arena *a, struct str from, struct str target);

#endif

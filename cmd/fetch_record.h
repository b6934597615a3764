/* From an answer of the network to a file's name and a record's fields. */
#ifndef CMD_FETCH_RECORD_H
#define CMD_FETCH_RECORD_H

#include "net/net.h"
#include "source/bib_edit.h"
#include "source/source.h"

/* What the file will be called behind its stem: ".html", ".pdf", …, by what the server says, what the bytes look like and
 * what the address ends in. Empty for a kind that citecheck does not read. */
struct str fetch_extension(const struct net_result *r);
/* The stem of a file for an id: letters, digits, hyphens and dots of it, and the day. ptr NULL without memory. */
struct str fetch_stem(struct arena *a, struct str id, struct str day);
/* An id for an address that has none: the end of its path, else its host; one that `taken` does not know. */
struct str fetch_id(struct arena *a, struct str url, bool (*taken)(void *ctx, struct str id), void *ctx);
/* From a folder to a file, both absolute: with ../ where it must be. */
struct str fetch_relative(struct arena *a, struct str folder, struct str file);
/* The bytes that an archive took, without its own frame around them: ".../web/20200102030405id_/http://…" of a Wayback
 * address; other addresses as they are. */
struct str fetch_archived(struct arena *a, struct str url);

/* The fields of an answer: accessed, and the record of the fetch. CC_ENOMEM. */
int fetch_fields(struct arena *a, const struct net_result *r, struct str day, struct bib_change *out);
/* Title, author and issued of a new entry, read from the page; `file` is where the bytes lie, `note` gets words for
 * people about weak evidence (or stays empty). Nothing found is no failure. CC_ENOMEM. */
int fetch_describe(struct arena *a, struct str bytes, struct str file, struct str extension, struct bib_change *out,
                   struct str *note, struct error *e);

#endif

/* Sources: what the corpus holds, and the plain text of its documents.
 *
 * Bibliographies and folders give *records*; records about one file are joined to one *source*; a source's *document*
 * is its text as the matcher sees it, read only when it is asked for. Records and sources are immutable after
 * corpus_open; documents are reference-counted and safe to acquire from several threads. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/past.h"
#include "base/posmap.h"
#include "base/str.h"
#include "base/tree.h"
#include "base/vec.h"

/* A value of a bibliography with its place in it (place is empty where it came from a file name). A joined record has
 * values of several files, so each knows its own. */
struct value {
	struct str text;
	struct span place;
	const struct file *file; /* NULL: none */
};

struct record {
	const struct file *file; /* the bibliography, or the document itself for front matter; NULL for a bare file */
	struct span place;       /* the entry; its id */
	struct value id;
	struct value title, author, url, archive, sha256, rev, path /* in history */, document /* field `file` */;
	struct value issued, accessed; /* as EDTF or as the plain words: date-parts are written as EDTF here */
	/* of the fetch that made `document`: the address that answered, and what it said; empty for other files */
	struct value fetch_url, fetch_type, fetch_etag, fetch_modified;
	struct value *documents; /* every file of the entry (Zotero and JabRef list several); `document` is the chosen one */
	struct value *aliases, *skip;
	size_t n_documents, n_aliases, n_skip;
	struct str type;
};

enum source_state {
	SOURCE_READY,      /* has a file that was not read yet or was read well */
	SOURCE_NO_FILE,    /* a record without `file` (a URL only, or nothing) */
	SOURCE_UNREADABLE, /* error says why */
};

struct source {
	struct str id;        /* the bibliography's id, else front matter's, else the file's stem */
	struct str *ids;      /* every id it may be cited by: id, stem, relative path without suffix, aliases */
	size_t n_ids;
	struct record record; /* joined: bibliography over front matter */
	struct str path;      /* as shown: relative to the root; empty for SOURCE_NO_FILE */
	struct str full_path;
	struct str rev;       /* the record pins it: the file as it stood there, `path` its name then; empty: as it is now */
	bool stored;          /* full_path is of a tree (git), no file of the system: readers that run programs need a copy */
	const struct source_format *format;
	enum source_state state;
	const struct error *error; /* of an unreadable one: why, also set by reading */
	size_t index;
	/* Sources of the record's other files (Zotero lists a PDF and a snapshot): what stands in one of them stands in this
	 * source. They have its fields and, outside the corpus folders, their path for an id. */
	size_t *attachments;
	size_t n_attachments;
};

/* One id, two files. `second` is reported with `first` as related place; a place without file is the document's 1:1. */
struct ambiguity {
	struct str id;
	size_t first, second; /* sources */
};

/* A discrepancy of a bibliography itself (bad syntax, a duplicate key, an unknown field of ours). */
struct source_problem {
	const struct file *file;
	struct span place;
	struct str message, help;
	bool fatal; /* the bibliography could not be read: exit status 2 */
};

enum block_kind {
	BLOCK_PARAGRAPH, /* list items too */
	BLOCK_HEADING,
	BLOCK_CAPTION,
	BLOCK_ASIDE,     /* HTML outside the main text: menus, related stories */
};

/* Blocks cover the text's words in order. Paragraphs count from 1; headings and captions carry the number of the
 * paragraph before them. */
struct block {
	size_t start, end;
	enum block_kind kind;
	unsigned paragraph;
	unsigned level; /* of a heading, from 1; 0 unknown */
};

/* A date that the document states as its own publication date. */
struct stated_date {
	struct span place; /* in document.text or, with `in_file`, in document.file */
	bool in_file;
	struct str value;  /* EDTF or plain words */
	const char *where; /* "meta", "JSON-LD", "<time>", "byline", "copyright line", "PDF metadata", "metadata" */
	bool weak;         /* when a file was made, which says little about when its text appeared */
};

/* What a page says of itself beside dates. The better evidence wins: rank counts it. */
struct stated_words {
	struct str title, author; /* authors are parted by "; " */
	const char *title_where, *author_where; /* "citation_title", "JSON-LD", "title", "PDF metadata"; NULL: nothing said */
	unsigned title_rank, author_rank;
};

struct document {
	size_t source;
	struct str text;         /* valid UTF-8, what is matched and read for dates */
	struct posmap map;       /* text -> file->text; identity for plain text */
	const struct file *file; /* the decoded text that lines and columns count in (for PDF: text itself) */
	bool paged;              /* PDF: places are page, and line and column of that page's text */
	size_t *pages;           /* offset of each page's first byte */
	size_t n_pages;
	struct str *labels;      /* printed numbers of the pages, each empty where it can't be told; NULL: none can */
	size_t *textless;        /* pages that are pictures without text, from 0, ascending */
	size_t n_textless;
	struct span *furniture;  /* sorted; page headers, footers, lone page numbers, skip patterns: not part of the text */
	size_t n_furniture;
	struct span *marks;      /* sorted; superscripts and reference links that the parser saw (HTML sup, [^1]) */
	size_t n_marks;
	const struct block *blocks; /* set by the parsers that see structure (HTML, Markdown); else NULL: document_blocks */
	size_t n_blocks;
	struct stated_date *stated;
	size_t n_stated;
	struct stated_words words; /* of a web page */
	struct str title, author; /* of the metadata of DOCX, ODT and EPUB: weak evidence; or empty */
	uint64_t text_hash;      /* of text and furniture and marks: the cache's key */
	struct str sha256;       /* lower-case hex of the raw bytes; computed only where the record pins one, else empty */
	bool passing;            /* a program gave up on a part of it, and may do better next time: not to be kept */
	struct document_lazy *lazy; /* document.c's own: the line table and the blocks of plain text */
};

/* What document_place and document_blocks need besides the text: to be called once a document is filled, released
 * with document_finish. A document of a test may do without (its whole text is one block then). */
int document_prepare(struct arena *a, struct document *d, struct error *e);
void document_finish(struct document *d);

/* Number, line, column of a span of document.text. */
struct document_place {
	unsigned page; /* from 1; 0 when not paged */
	struct line_column start, end;
	struct span in_file; /* byte range in file->text */
};
int document_place(const struct document *d, struct span span, struct document_place *out);
/* The blocks of a document, computed at the first call for plain text (thread-safe); never fails: without memory a
 * document is one block. Paragraphs as product.md defines them. */
size_t document_blocks(const struct document *d, const struct block **out);
/* Index of the block that holds `offset`, or of the last before it. */
size_t document_block_at(const struct document *d, size_t offset);

struct source_format {
	const char *name;
	const char *const *extensions;
	bool front_matter; /* its files may open with a YAML block of record fields */
	/* Bytes of one file to a document: fills text, map, file, pages, furniture, marks, blocks, stated. Everything in
	 * `a`. `full_path` is for readers that hand the file to a program. */
	int (*load)(struct arena *a, const struct source *source, struct str bytes, struct document *out,
	            struct error *e);
	/* Counted up whenever `load` makes another document of the same bytes; 0: reading costs less than keeping does. */
	unsigned version;
	size_t least; /* bytes of a file from which on keeping pays */
	const char *const *programs; /* that `load` runs, ends in NULL; NULL: none */
};

#define SOURCE_FORMAT(name) extern const struct source_format source_format_##name;
#include "source/source_formats.def"
#undef SOURCE_FORMAT

const struct source_format *source_format_for(struct str path);

struct cache;  /* base/cache.h */
struct memory; /* base/memory.h */
struct corpus; /* opaque */

/* What is known of files of a tree, so that not each of them is read for its first bytes. NULL functions: nothing. */
struct corpus_heads {
	bool (*plain)(void *ctx, struct str full);      /* does not open with front matter */
	void (*found_plain)(void *ctx, struct str full);
	void *ctx;
};

struct corpus_options {
	struct corpus_heads heads;
	struct cache *cache;         /* keeps documents of formats that are dear to read; NULL: nothing is kept */
	const struct tree *tree;     /* what paths below its root are read from; NULL: files */
	const struct past *past;     /* what pinned sources are read from; NULL: they can't be read */
	struct str root;             /* absolute */
	const struct str *paths;     /* folders and bibliographies, relative to the root, in order */
	size_t n_paths;
	bool paths_named;            /* they come from the command line: may lie outside the root */
	bool optional;               /* the defaults: one that is not there is no error */
	const struct str *exclude;   /* globs */
	size_t n_exclude;
	bool digest;                 /* every document gets its sha256, not only where a record pins one */
	size_t memory;               /* bytes of unreferenced documents kept; 0: the default */
	unsigned jobs;               /* threads that may look at the files of folders; 0: one */
	struct memory *budget;       /* what documents and the work on them may take (base/memory.h); NULL: no bound */
};

/* Finds and reads records; reads no document but front matter (the first 64 KiB of text and Markdown files that open
 * with `---`). Problems are collected, not fatal; negative only for memory or when a path of the configuration is not
 * there (CC_ENOENT). */
int corpus_open(struct corpus **out, const struct corpus_options *options, struct error *e);
/* Adds the records of a claim file's `references:` or `bibliography:`; before the first acquire. */
int corpus_add_bibliography(struct corpus *c, struct str path, struct error *e);
int corpus_add_references(struct corpus *c, const struct file *file, struct span references, struct error *e);
void corpus_close(struct corpus *c);

size_t corpus_count(const struct corpus *c);
const struct source *corpus_source(const struct corpus *c, size_t index);
size_t corpus_find(const struct corpus *c, struct str id);    /* SIZE_MAX when unknown */
struct str corpus_nearest(const struct corpus *c, struct str id); /* for "did you mean", or empty */
size_t corpus_ambiguities(const struct corpus *c, const struct ambiguity **out);
bool corpus_is_ambiguous(const struct corpus *c, struct str id);
size_t corpus_problems(const struct corpus *c, const struct source_problem **out);
/* One more, of a file that names a bibliography; what it points to must live as long as the corpus. 0 or CC_ENOMEM. */
int corpus_add_problem(struct corpus *c, const struct source_problem *p, struct error *e);

/* The document of a source, read at need. On success *out is valid until corpus_release. The error of an unreadable
 * source is the same at every call. Thread-safe. With a budget it waits until there is memory for the document and for
 * what is made of it: a thread asks for one at a time, and gives it back before it waits for anything else. CC_ENOMEM also
 * where the budget cannot hold it (corpus_refused). */
int corpus_acquire(struct corpus *c, size_t source, const struct document **out, struct error *e);
void corpus_release(struct corpus *c, const struct document *d);
/* While it is gone through from its start to its end, and then again: of documents that nobody uses those that were read
 * first stay, and not those that were read last. Off at first. */
void corpus_sweep(struct corpus *c, bool on);

/* Whether the budget could not hold a source, and which: the words for *e. */
bool corpus_refused(struct corpus *c, struct error *e);
/* What the largest source takes while it is worked on, by the sizes of files; 0 without a budget that was asked for. */
size_t corpus_largest(struct corpus *c);
/* Work has failed: nobody waits any more, and no source is given. */
void corpus_stop(struct corpus *c);

/* Another version of a source, from its bytes, read as the source is: in `a`; document_finish releases the rest. */
int corpus_read_version(const struct corpus *c, size_t source, struct arena *a, struct str full, struct str rev,
                        struct str bytes, struct document *out, struct error *e);

#endif

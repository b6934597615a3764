/* Files: reading them safely, and finding lines in them.
 *
 * A `struct file` is the text of one input as positions count in it: valid UTF-8, without BOM. It lives in an arena
 * and is immutable after reading; the line table is built at the first question, by file_index_lines, which the
 * caller does before sharing it between threads. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <sys/types.h>

#include <stdarg.h>

#include "base/error.h"
#include "base/str.h"

struct arena;

/* What stands before every FILE_STEP bytes, so that a column in a line as long as the file costs no walk along it. */
#define FILE_STEP ((size_t)4096)
struct file_step {
	size_t code_points;
	size_t pairs; /* of them those that UTF-16 writes as two units */
};

struct file {
	struct str path;  /* as shown: relative to the root where it is below it, with / */
	struct str text;
	size_t *lines;    /* offset of each line's first byte; NULL until indexed */
	size_t n_lines;
	struct file_step *steps; /* with the lines, where one of them is long; else NULL */
	struct str rev;   /* the revision that it is read from, where that is not the one of the run; empty: none */
	bool converted;   /* text was decoded from UTF-16 or Windows-1252: offsets are of the decoded text */
};

/* Reads a whole regular file below LIMIT `max` into the arena (or maps it: the result is read-only either way).
 * Never blocks on a FIFO or device (CC_EPATH), follows symlinks. Raw bytes; no decoding. `path` need not be
 * terminated. CC_ENOENT, CC_EIO, CC_EPATH, CC_ELIMIT. */
int file_read(struct arena *a, struct str path, size_t max, struct str *out, struct error *e);
/* Reads a descriptor to its end. */
int file_read_fd(struct arena *a, int fd, size_t max, struct str *out, struct error *e);

/* Whether these bytes only point to a large file that Git LFS keeps elsewhere: its words are none of the file's. */
bool file_is_pointer(struct str bytes);

/* Bytes to UTF-8 text: drops a BOM, converts UTF-16 with a BOM; invalid UTF-8 is read as Windows-1252 when `latin`
 * allows it and the bytes look like it (no NUL, no C0 beyond white space, no unassigned byte of Windows-1252).
 * CC_ECODING with the byte offset otherwise; NUL bytes are CC_ECODING too. *converted tells whether offsets are of the
 * decoded text. A text that needs no conversion is returned as a view. */
int text_decode(struct arena *a, struct str bytes, bool latin, struct str *out, bool *converted, struct error *e);

/* Resolves `path` (relative to `base`, a folder) and checks that it stays below `root` after symlinks are followed.
 * Both folders are absolute. Gives the absolute path, in the arena. CC_EPATH when it leaves the root, CC_ENOENT. */
int path_below(struct arena *a, struct str root, struct str base, struct str path, struct str *out, struct error *e);
struct str path_join(struct arena *a, struct str folder, struct str name); /* normalised, "." and ".." folded */
struct str path_relative(struct arena *a, struct str root, struct str path); /* path itself when not below root */
struct str path_stem(struct str path);      /* "a/b.tar.gz" -> "b.tar" */
struct str path_base(struct str path);      /* "a/b.txt" -> "b.txt" */
struct str path_folder(struct str path);    /* "a/b.txt" -> "a"; "" without a slash */
struct str path_extension(struct str path); /* ".txt", "" */
/* Globs as in .gitignore's patterns: `*`, `?`, `[a-z]`, `**` across folders; a trailing / or a folder's name matches
 * all below it. */
bool path_glob(struct str pattern, struct str path);

struct line_column {
	size_t line, column; /* from 1; columns count code points */
};

int file_index_lines(struct arena *a, struct file *f, struct error *e);
/* Line and column of a byte offset (at most text.len). The file must be indexed. */
struct line_column file_position(const struct file *f, size_t offset);
/* Code points, and UTF-16 units, between two offsets of an indexed file. */
size_t file_code_points(const struct file *f, size_t start, size_t end);
size_t file_utf16_units(const struct file *f, size_t start, size_t end);
/* The bytes of line `line` (from 1), without its line break. */
struct str file_line(const struct file *f, size_t line);
struct span file_line_span(const struct file *f, size_t line);
/* CC_EUSAGE with "PATH:LINE:COLUMN: " before the message, for files that a person wrote and must mend. Returns it. */
int file_fault(struct error *e, const struct file *f, struct span at, const char *fmt, va_list args)
        __attribute__((format(printf, 4, 0)));

#endif

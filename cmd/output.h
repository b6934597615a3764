/* The program's edge: standard output and error, files, the clock, the terminal. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include "base/error.h"
#include "base/str.h"
#include "cmd/command.h"

/* What is printed or reported holds no user information of web addresses (address_next_user): asterisks stand for it. What
 * puts a writer's own bytes back (output_write_bare, output_file) keeps every one of them.
 *
 * Writes all of it to standard output. A reader that went away is CC_EIO with an empty message. */
int output_write(struct str s, struct error *e);
int output_write_bare(struct str s, struct error *e);
/* A report in pieces: a file appears under its name only when all of it was written. */
struct output_stream {
	struct str path; /* empty: standard output */
	char *temporary; /* or NULL */
	int fd;
};
int output_open(struct arena *a, struct str path, struct output_stream *out, struct error *e);
int output_append(struct output_stream *s, struct str bytes, struct error *e);
/* Ends it; where `keep` is false, or fails, no new file is left. */
int output_close(struct output_stream *s, bool keep, struct error *e);
/* Appends to a file that is there or made. */
int output_add(struct arena *a, struct str path, struct str bytes, struct error *e);
/* Writes a file as a whole: to a temporary file beside it, then renamed. What is no regular file is written into. */
int output_file(struct arena *a, struct str path, struct str bytes, struct error *e);
/* "citecheck: message" on standard error, foreign bytes made harmless. Returns EXIT_TROUBLE. */
int output_complain(struct str message);
int output_fail(const struct error *e);
/* A usage error: the message and where help is. */
int output_usage(const struct command *command, const struct error *e);

bool output_color(const struct options *o);
/* Columns of the terminal; 0 where standard output is none. */
size_t output_width(void);
/* Today as an ISO day in `a`: --now, else SOURCE_DATE_EPOCH, else the system's date. */
int output_now(struct arena *a, struct str given, struct str *out, struct error *e);

/* Where citecheck keeps what can be made again: $XDG_CACHE_HOME/citecheck, else ~/.cache/citecheck; empty when there is
 * no such place. */
struct str output_cache_folder(struct arena *a);
/* Opens the cache of sources there; NULL where there is no place for one or --no-cache was given. */
struct cache *output_open_cache(const struct app *app);

/* A line on standard error while a run takes longer than a second, where that is a terminal. */
struct progress {
	bool on, shown;
	long long start; /* milliseconds */
};
void progress_start(struct progress *p);
void progress_show(void *progress, const char *what, size_t done, size_t total);
void progress_end(struct progress *p);

#endif

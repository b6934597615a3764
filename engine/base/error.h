/* Errors: functions return 0 or a negative enum, and say what happened in the caller's struct error. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stddef.h>

#include "base/str.h"

enum {
	CC_OK = 0,
	CC_ENOMEM = -1,  /* memory ran out */
	CC_EIO = -2,     /* the system refused: open, read, write */
	CC_ESYNTAX = -3, /* input that breaks its format */
	CC_ELIMIT = -4,  /* a budget of base/limits.h is spent */
	CC_EUSAGE = -5,  /* a wrong option, command or configuration */
	CC_ENOENT = -6,  /* not there */
	CC_EPATH = -7,   /* outside the root, or not a regular file */
	CC_EKIND = -8,   /* a kind of input that citecheck does not read */
	CC_ECODING = -9, /* bytes that are no text in any supported encoding; offset says where */
	CC_EGIT = -10,   /* libgit2 can't do it */
	CC_ENET = -11,   /* the network can't do it */
};

#define ERROR_NO_OFFSET ((size_t)-1)

struct error {
	int code;
	size_t offset;    /* byte offset into the text at fault, or ERROR_NO_OFFSET */
	size_t end;       /* end of the range at fault, or ERROR_NO_OFFSET */
	char text[512];   /* lower case, no full stop, the subject in quotes; UTF-8, may hold bytes of the input */
};

/* Both set *e (which may be NULL) and return `code`, so that `return error_set(…)` reads as one step. */
int error_set(struct error *e, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int error_at(struct error *e, int code, size_t start, size_t end, const char *fmt, ...)
        __attribute__((format(printf, 5, 6)));
/* Puts words before the message that is there: "can't read 'x': …". Returns e's code. */
int error_wrap(struct error *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int error_memory(struct error *e);
/* In the arena; NULL when memory ran out. */
struct arena;
const struct error *error_copy(struct arena *a, const struct error *e);

#endif

/* Running a program on a stranger's file: no shell, an empty environment, bounded memory, processor, output and time. */
#ifndef SOURCE_CHILD_H
#define SOURCE_CHILD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct child_limits {
	size_t output;   /* bytes of standard output */
	size_t memory;   /* of its address space */
	unsigned seconds; /* of the clock, and of the processor */
	bool confined;    /* it may read the system's libraries and `readable`, write nothing, and has no network */
	const char *readable; /* a full path; or NULL */
};

enum child_end {
	CHILD_EXITED,    /* status says how */
	CHILD_KILLED,    /* by a signal that it brought upon itself */
	CHILD_OUTPUT,    /* it printed more than it may */
	CHILD_TIME,
};

struct child_result {
	enum child_end end;
	int status;
	struct buf out;         /* child_result_release */
	char complaint[2048];   /* the start of its standard error */
};

/* The program of this name in PATH's absolute folders; empty when there is none. */
struct str child_find(struct arena *a, const char *name);
/* `argv` ends in NULL; argv[0] is a full path. CC_EIO when it can't be started, CC_ENOMEM. Thread-safe. */
int child_run(struct child_result *r, const char *const argv[], const struct child_limits *limits, struct error *e);
void child_result_release(struct child_result *r);

#endif

/* Confining a process before it becomes a stranger's reader: it may read system libraries and one file, and has no
 * network.
 *
 * Source: Linux's Landlock (landlock(7), kernel documentation userspace-api/landlock) for files and TCP, seccomp for
 * sockets of every other kind. Where the kernel or the system has neither, nothing happens: the limits of child.h hold
 * alone. */
#ifndef SOURCE_CONFINE_H
#define SOURCE_CONFINE_H

#include <stdbool.h>

/* For the child between fork and exec: only calls that are safe there, and none that allocates. `program` and `file` are
 * full paths; `file` may be NULL. */
void confine_self(const char *program, const char *file);
/* Whether files are held back here, and whether the network is. */
bool confine_has_files(void);
bool confine_has_network(void);

#endif

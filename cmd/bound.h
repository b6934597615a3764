/* The bound of the program's memory: what the command line and the configuration say, else what the machine has. */
#ifndef CMD_BOUND_H
#define CMD_BOUND_H

#include "base/memory.h"

/* `option`: bytes of --memory, 0: not given; it wins. `configured`: KiB of `memory:`, LONG_MAX: not given. A bound that
 * was asked for also makes the allocator give back what is free, which costs time and is left alone otherwise. */
void bound_set(struct memory *out, size_t option, long configured);

#endif

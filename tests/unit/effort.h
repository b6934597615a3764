/* Whether work grows with its input and no faster, on a machine of any speed: the processor's time for a byte (or claim) of
 * a large input against that of one `times` smaller, whose work is repeated until it can be measured. What is linear
 * has a ratio near 1, what is quadratic one near the ratio of the sizes; the bound lies far from both. */
#ifndef TEST_EFFORT_H
#define TEST_EFFORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#define EFFORT_BOUND 40
#define EFFORT_LEAST 0.01 /* seconds of the processor */

static inline double effort_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* `work(ctx, n)` does the work of size n, the large one last. */
static inline bool effort_is_linear(void (*work)(void *ctx, size_t n), void *ctx, size_t n, size_t times, const char *what)
{
	double began = effort_clock(), small, large;
	size_t rounds = 0;

	do {
		work(ctx, n / times);
		rounds++;
	} while (effort_clock() - began < EFFORT_LEAST);
	small = (effort_clock() - began) / (double)rounds / (double)(n / times);
	began = effort_clock();
	work(ctx, n);
	large = (effort_clock() - began) / (double)n;
	if (large > small * EFFORT_BOUND)
		printf("# %s: %.1f times the effort a unit\n", what, large / small);
	return large <= small * EFFORT_BOUND;
}

#endif

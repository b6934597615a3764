/* The folding of plain words for processors of x86-64 with AVX2 and BMI2 (2013 and later); asked for at run time. */
#include "text/folder.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif

#define FOLD_WIDE
#include "text/fold_block.h"

int folder_run_wide(struct folder *f, size_t at, struct error *e)
{
	return run_blocks(f, at, e);
}

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

bool folder_has_wide(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

#else

int folder_run_wide(struct folder *f, size_t at, struct error *e)
{
	return folder_run_plain(f, at, e);
}

bool folder_has_wide(void)
{
	return false;
}

#endif

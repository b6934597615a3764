#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

#include "base/limits.h"

void pages_large(void *p, size_t size)
{
#if defined(MADV_HUGEPAGE)
	const uintptr_t page = MIB(2);
	uintptr_t start = ((uintptr_t)p + page - 1) & ~(page - 1), end = ((uintptr_t)p + size) & ~(page - 1);

	if (size >= 2 * page && end > start)
		(void)madvise((char *)p + (start - (uintptr_t)p), end - start, MADV_HUGEPAGE);
#else
	(void)p;
	(void)size;
#endif
}

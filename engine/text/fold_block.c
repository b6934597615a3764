/* The folding of plain words for every processor. */
#include "text/folder.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/fold_block.h"

int folder_run_plain(struct folder *f, size_t at, struct error *e)
{
	return run_blocks(f, at, e);
}

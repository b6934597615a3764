#include "source/skip.h"

#include <time.h>

#include "base/limits.h"
#include "base/regex.h"
#include "base/vec.h"
#include "source/lines.h"

#define SKIP_CHECK_LINES 1024 /* how often the clock is looked at */

static double cpu_seconds(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int skip_lines(struct arena *a, struct str text, size_t from, struct regex *r, struct span_list *out, struct error *e)
{
	double began = cpu_seconds();
	size_t lines = 0;

	for (size_t at = from; at < text.len;) {
		struct line l = line_at(text, at);
		struct str s = str_slice(text, l.raw, l.next);
		struct span *span;
		int rc;

		while (s.len > 0 && (s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r' || s.ptr[s.len - 1] == '\f'))
			s.len--;
		rc = regex_search(r, s, 0, NULL, e);
		if (rc < 0)
			return rc;
		if (rc == 1) {
			span = vec_add(a, out);
			if (span == NULL)
				return error_memory(e);
			*span = (struct span){ l.raw, l.next };
		}
		if (++lines % SKIP_CHECK_LINES == 0 && cpu_seconds() - began > LIMIT_SKIP_SECONDS)
			return error_set(e, CC_ELIMIT, "a skip pattern takes more than %d seconds", LIMIT_SKIP_SECONDS);
		at = l.next;
	}
	return CC_OK;
}

int skip_find(struct arena *a, struct str text, size_t from, const struct value *skip, size_t n, struct span_list *out,
              struct error *e)
{
	if (n > LIMIT_SKIP_PATTERNS)
		return error_set(e, CC_ELIMIT, "%zu skip patterns, at most %d are allowed", n, LIMIT_SKIP_PATTERNS);
	for (size_t i = 0; i < n; i++) {
		struct regex *r = NULL;
		int rc = regex_compile(&r, skip[i].text, LIMIT_SKIP_PATTERN_BYTES, e);
		if (rc == CC_OK)
			rc = skip_lines(a, text, from, r, out, e);
		regex_free(r);
		if (rc < 0)
			return error_wrap(e, "skip");
	}
	return CC_OK;
}

#include "source/pdf_info.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "source/child.h"

#define INFO_BYTES KIB(64)
#define INFO_VALUE 400

static struct str value_of(struct arena *a, struct str printed, const char *key)
{
	struct str rest = printed, line;

	while (str_split(&rest, '\n', &line)) {
		size_t n = strlen(key);
		if (!str_starts(line, str_from(key)) || line.len <= n || line.ptr[n] != ':')
			continue;
		line = str_trim(str_slice(line, n + 1, line.len));
		return line.len <= INFO_VALUE && utf8_invalid_at(line) == line.len ? str_copy(a, line) : (struct str){ 0 };
	}
	return (struct str){ 0 };
}

static void take(struct arena *a, struct str printed, struct stated_words *words, struct str *made)
{
	words->title = value_of(a, printed, "Title");
	words->author = value_of(a, printed, "Author");
	words->title_where = words->title.len > 0 ? "PDF metadata" : NULL;
	words->author_where = words->author.len > 0 ? "PDF metadata" : NULL;
	*made = str_slice(value_of(a, printed, "CreationDate"), 0, 10);
	if (made->len != 10 || made->ptr[4] != '-' || made->ptr[7] != '-')
		*made = (struct str){ 0 };
}

int pdf_info(struct arena *a, struct str path, struct stated_words *words, struct str *made, struct error *e)
{
	struct str program = child_find(a, "pdfinfo"), file = str_copy(a, path);
	const char *const argv[] = { program.ptr, "-isodates", "-enc", "UTF-8", file.ptr, NULL };
	struct child_limits limits = { .output = INFO_BYTES, .memory = LIMIT_PDF_MEMORY, .seconds = LIMIT_PDF_SECONDS,
		                       .confined = true, .readable = file.ptr };
	struct child_result r;
	struct error why;
	int rc;

	*words = (struct stated_words){ 0 };
	*made = (struct str){ 0 };
	if (file.ptr == NULL)
		return error_memory(e);
	if (program.ptr == NULL)
		return CC_OK;
	rc = child_run(&r, argv, &limits, &why);
	if (rc < 0)
		return rc == CC_ENOMEM ? error_memory(e) : CC_OK;
	if (r.end == CHILD_EXITED && r.status == 0)
		take(a, buf_str(&r.out), words, made);
	child_result_release(&r);
	return CC_OK;
}

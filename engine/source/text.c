#include "base/vec.h"
#include "source/load.h"
#include "source/source.h"

/* The bullet of lists in plain text, as RFCs have it: "   o  The words". Who quotes such a list leaves it out. */
static const char bullet[] = "o  ";

static int mark_bullets(struct arena *a, struct document *d, struct error *e)
{
	struct { struct span *v; size_t n, cap; } marks = { 0 };
	struct str text = d->text, line;

	while (str_split(&text, '\n', &line)) {
		struct span *mark;
		size_t at = 0;

		while (at < line.len && line.ptr[at] == ' ')
			at++;
		if (!str_starts(str_slice(line, at, line.len), STR(bullet)))
			continue;
		at += (size_t)(line.ptr - d->text.ptr);
		mark = vec_add(a, &marks);
		if (mark == NULL)
			return error_memory(e);
		*mark = (struct span){ at, at + 1 };
	}
	d->marks = marks.v;
	d->n_marks = marks.n;
	return CC_OK;
}

/* Plain text is its own origin: places need no map but the offset of what stands behind the front matter. */
static int load(struct arena *a, const struct source *source, struct str bytes, struct document *out, struct error *e)
{
	struct file *f;
	size_t body;
	int rc = load_file(a, source, bytes, true, &f, e);

	if (rc < 0)
		return rc;
	body = load_front_matter_end(f->text);
	out->file = f;
	out->map.base = body;
	out->text = str_slice(f->text, body, f->text.len);
	rc = mark_bullets(a, out, e);
	return rc == CC_OK ? load_furniture(a, source, out, e) : rc;
}

static const char *const extensions[] = { ".txt", ".text", NULL };

const struct source_format source_format_text = {
	.name = "text",
	.extensions = extensions,
	.front_matter = true,
	.load = load,
};

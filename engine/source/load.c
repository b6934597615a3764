#include "source/load.h"

#include "source/furniture.h"
#include "source/stated.h"

#define FRONT_MATTER_BYTES ((size_t)64 << 10)

int load_file(struct arena *a, const struct source *source, struct str bytes, bool latin, struct file **out,
              struct error *e)
{
	struct file *f = arena_new(a, struct file);
	int rc;

	if (f == NULL)
		return error_memory(e);
	f->path = source->path;
	f->rev = source->rev;
	rc = text_decode(a, bytes, latin, &f->text, &f->converted, e);
	*out = f;
	return rc;
}

/* A line `key:` at its start: without one the block is a text between rules. */
static bool holds_key(struct str yaml)
{
	struct str rest = yaml, line;

	while (str_split(&rest, '\n', &line)) {
		size_t i = 0;
		while (i < line.len && (line.ptr[i] == '_' || line.ptr[i] == '-' || (line.ptr[i] >= '0' && line.ptr[i] <= '9') ||
		                        ((line.ptr[i] | 32) >= 'a' && (line.ptr[i] | 32) <= 'z')))
			i++;
		if (i > 0 && i < line.len && line.ptr[i] == ':' &&
		    (i + 1 == line.len || line.ptr[i + 1] == ' ' || line.ptr[i + 1] == '\r'))
			return true;
		line = str_trim(line);
		if (line.len > 0 && line.ptr[0] != '#')
			return false;
	}
	return false;
}

static size_t locate(struct str text, struct span *yaml)
{
	struct str head = str_slice(text, 0, FRONT_MATTER_BYTES), rest, line;

	*yaml = (struct span){ 0, 0 };
	rest = head;
	if (!str_split(&rest, '\n', &line) || !str_starts(line, STR("---")) || str_trim(line).len != 3)
		return 0;
	yaml->start = line.len + 1;
	while (str_split(&rest, '\n', &line)) {
		size_t at = (size_t)(line.ptr - head.ptr), next = at + line.len + 1;
		struct str mark = str_trim(line);
		if (line.len == 0 || line.ptr[0] == ' ' || !(str_is(mark, "---") || str_is(mark, "...")))
			continue;
		yaml->end = at;
		if (!holds_key(str_span(text, *yaml)))
			break;
		return next < text.len ? next : text.len;
	}
	*yaml = (struct span){ 0, 0 };
	return 0;
}

size_t load_front_matter_end(struct str text)
{
	struct span yaml;

	return locate(text, &yaml);
}

struct span load_front_matter(struct str text)
{
	struct span yaml;

	locate(text, &yaml);
	return yaml;
}

int load_furniture(struct arena *a, const struct source *source, struct document *out, struct error *e)
{
	stated_lines(a, out);
	return furniture_find(a, out->text, 0, source->record.skip, source->record.n_skip, &out->furniture,
	                      &out->n_furniture, e);
}

#include "source/flow.h"

#include "base/utf8.h"

#define MARK_BYTES 40 /* of raised text that is a reference mark, as in HTML */

void flow_init(struct flow *f, struct arena *a)
{
	*f = (struct flow){ 0 };
	compose_init(&f->c, a);
}

void flow_release(struct flow *f)
{
	compose_release(&f->c);
}

static bool mark_is_open(const struct flow *f)
{
	return f->c.mark_start != SIZE_MAX;
}

static void end_mark(struct flow *f)
{
	if (!mark_is_open(f))
		return;
	if (f->c.mark_start < SIZE_MAX - 1 && f->c.text.len - f->c.mark_start > MARK_BYTES)
		f->c.mark_start = SIZE_MAX;
	compose_mark_close(&f->c);
}

void flow_block(struct flow *f, enum block_kind kind, unsigned level)
{
	end_mark(f);
	compose_block(&f->c, kind, level);
}

void flow_paragraph(struct flow *f, enum block_kind kind, unsigned level)
{
	if (!f->in_cell) {
		flow_block(f, kind, level);
		return;
	}
	/* the first of a cell goes on in the row */
	if (f->cell_paragraphs++ > 0) {
		f->long_cell = true;
		flow_block(f, BLOCK_PARAGRAPH, 0);
	}
}

void flow_row(struct flow *f)
{
	flow_block(f, BLOCK_PARAGRAPH, 0);
	f->in_cell = f->long_cell = false;
}

void flow_cell(struct flow *f)
{
	end_mark(f);
	if (f->long_cell)
		compose_block(&f->c, BLOCK_PARAGRAPH, 0);
	else
		compose_tab(&f->c);
	f->in_cell = true;
	f->long_cell = false;
	f->cell_paragraphs = 0;
}

void flow_row_end(struct flow *f)
{
	f->in_cell = false;
	flow_block(f, BLOCK_PARAGRAPH, 0);
}

void flow_text(struct flow *f, struct str text, bool raised)
{
	if (raised && !mark_is_open(f))
		compose_mark_open(&f->c);
	else if (!raised)
		end_mark(f);
	compose_text(&f->c, text, (struct span){ f->origin, f->origin + text.len }, true);
	f->origin += text.len;
}

void flow_tab(struct flow *f)
{
	end_mark(f);
	compose_tab(&f->c);
}

void flow_line(struct flow *f)
{
	end_mark(f);
	compose_line(&f->c);
}

void flow_mark(struct flow *f, struct str text)
{
	end_mark(f);
	flow_text(f, text, true);
	end_mark(f);
}

static bool has_words(struct str s)
{
	size_t at = 0;
	uint32_t c;

	while ((c = utf8_next(s, &at)) != 0)
		if (utf8_is_letter(c) || utf8_is_digit(c))
			return true;
	return false;
}

int flow_own_file(struct arena *a, struct str path, struct document *out, struct error *e)
{
	struct file *f = arena_new(a, struct file);

	if (f == NULL)
		return error_memory(e);
	if (!has_words(out->text))
		return error_set(e, CC_EKIND, "a document without text");
	if (utf8_invalid_at(out->text) < out->text.len)
		return error_set(e, CC_ECODING, "a document whose text is no UTF-8");
	f->path = path;
	f->text = out->text;
	f->converted = true;
	out->file = f;
	out->map = (struct posmap){ 0 };
	return CC_OK;
}

int flow_finish(struct flow *f, struct str path, struct document *out, struct error *e)
{
	int rc;

	end_mark(f);
	rc = compose_finish(&f->c, out, e);
	return rc == CC_OK ? flow_own_file(f->c.a, path, out, e) : rc;
}

#include "source/bibliography.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/address.h"
#include "base/limits.h"
#include "base/vec.h"

int bibliography_problem(struct bibliography *b, struct span place, bool fatal, const char *fmt, ...)
{
	struct source_problem *p;
	char text[512];
	va_list ap;

	if (b->problems.n >= LIMIT_PROBLEMS_PER_FILE && !fatal)
		return CC_OK;
	p = vec_add(b->a, &b->problems);
	if (p == NULL)
		return CC_ENOMEM;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*p = (struct source_problem){ .file = b->file, .place = place, .fatal = fatal };
	p->message = str_copy(b->a, str_from(text));
	return p->message.ptr != NULL ? CC_OK : CC_ENOMEM;
}

static bool hide_user(struct bibliography *b, struct value *v)
{
	struct str hidden = address_hide_user(b->a, v->text);
	bool lost = hidden.ptr == NULL && v->text.ptr != NULL;

	v->text = hidden;
	return !lost;
}

int bibliography_hide_users(struct bibliography *b, struct error *e)
{
	bool held = true;

	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = &b->records.v[i];

		held = held && hide_user(b, &r->id) && hide_user(b, &r->url) && hide_user(b, &r->archive) && hide_user(b, &r->fetch_url);
		for (size_t k = 0; held && k < r->n_aliases; k++)
			held = hide_user(b, &r->aliases[k]);
	}
	return held ? CC_OK : error_memory(e);
}

int (*bibliography_for(struct str path))(struct bibliography *b, struct error *e)
{
	static const struct {
		const char *extension;
		int (*read)(struct bibliography *b, struct error *e);
	} readers[] = {
		{ ".yaml", bibliography_csl_yaml },
		{ ".yml", bibliography_csl_yaml },
		{ ".json", bibliography_csl_json },
		{ ".bib", bibliography_bibtex },
		{ ".bibtex", bibliography_bibtex },
		{ ".biblatex", bibliography_bibtex },
	};
	struct str extension = path_extension(path);

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (str_eq_ci(extension, str_from(readers[i].extension)))
			return readers[i].read;
	return NULL;
}

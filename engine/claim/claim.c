#include "claim/claim.h"

#include "base/address.h"
#include "claim/reader.h"

static const struct claim_format *const formats[] = {
#define CLAIM_FORMAT(name) &claim_format_##name,
#include "claim/claim_formats.def"
#undef CLAIM_FORMAT
};

const struct claim_format *claim_format_for(struct str path)
{
	struct str extension = path_extension(path);

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		for (const char *const *x = formats[i]->extensions; *x != NULL; x++)
			if (str_eq_ci(extension, str_from(*x)))
				return formats[i];
	return NULL;
}

static int hide_user(struct arena *a, struct str *s)
{
	struct str hidden = address_hide_user(a, *s);
	bool lost = !hidden.ptr && s->ptr;

	*s = hidden;
	return lost ? CC_ENOMEM : 0;
}

static int hide_users_of(struct arena *a, struct field *fields, size_t n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = hide_user(a, &fields[i].value);
	return rc;
}

/* Ids are printed, and kept in locks and baselines. Offsets into the values stay what they were. */
static int hide_users(struct arena *a, struct claim_file *f)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->n_events; i++)
		rc = hide_user(a, &f->events[i].id);
	for (size_t i = 0; rc == 0 && i < f->n_claims; i++) {
		struct claim *c = &f->claims[i];

		rc = hide_user(a, &c->id);
		if (rc == 0)
			rc = hide_users_of(a, &c->event, 1);
		if (rc == 0)
			rc = hide_users_of(a, c->after, c->n_after);
		if (rc == 0)
			rc = hide_users_of(a, c->before, c->n_before);
		for (size_t k = 0; rc == 0 && k < c->n_evidence; k++) {
			rc = hide_users_of(a, &c->evidence[k].source, 1);
			if (rc == 0)
				rc = hide_users_of(a, c->evidence[k].also, c->evidence[k].n_also);
		}
	}
	return rc;
}

int claim_file_parse(struct arena *a, const struct file *file, const struct claim_options *options,
                     struct claim_file *out, struct error *e)
{
	const struct claim_format *format = claim_format_for(file->path);
	int rc;

	*out = (struct claim_file){ .file = file, .format = format };
	if (format == NULL)
		return error_set(e, CC_EKIND, "no kind of claim file: '" STR_FMT "' (yaml, json or markdown)",
		                 STR_ARG(file->path));
	rc = format->parse(a, file, options, out, e);
	return rc == 0 && (hide_users(a, out) < 0 || claim_cited_addresses(a, out) < 0) ? error_memory(e) : rc;
}

struct span field_place(const struct field *f, struct span of_value)
{
	return f->exact ? posmap_span(&f->map, of_value) : f->place;
}

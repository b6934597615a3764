#include "claim/claim.h"

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
	return rc == 0 && claim_cited_addresses(a, out) < 0 ? error_memory(e) : rc;
}

struct span field_place(const struct field *f, struct span of_value)
{
	return f->exact ? posmap_span(&f->map, of_value) : f->place;
}

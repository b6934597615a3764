/* Sources cited by their web address. The fragment says where on the page: what it quotes (a text directive) is evidence
 * of its own, checked like any quote. */
#include <string.h>

#include "base/address.h"
#include "base/limits.h"
#include "claim/reader.h"

static bool is_address(const struct field *source)
{
	return source->set && address_is_web(str_trim(source->value)) && str_find_char(source->value, '#', 0) != SIZE_MAX;
}

static size_t count_quotes(const struct field *source)
{
	struct text_directive d;
	size_t at = 0, n = 0;

	while (is_address(source) && address_next_text(source->value, &at, &d))
		n += d.end.len > 0 ? 2 : 1;
	return n;
}

/* A part of the address, decoded. Its place is the part's; what is percent-encoded has no fix. */
static int part_field(struct arena *a, const struct field *source, struct str part, struct field *out)
{
	size_t at;

	*out = (struct field){ 0 };
	if (part.len == 0)
		return 0;
	at = (size_t)(part.ptr - source->value.ptr);
	out->value = percent_decoded(a, part);
	out->set = out->value.len > 0;
	out->place = field_place(source, (struct span){ at, at + part.len });
	return out->value.ptr ? 0 : CC_ENOMEM;
}

/* The quotes of an address behind out[0, *n). */
static int read_quotes(struct arena *a, const struct evidence *ev, struct evidence *out, size_t *n)
{
	const struct str none = { 0 };
	struct text_directive d;
	size_t at = 0;
	int rc = 0;

	while (rc == 0 && address_next_text(ev->source.value, &at, &d)) {
		bool range = d.end.len > 0;
		for (int k = 0; rc == 0 && k <= range; k++) {
			struct evidence *q = &out[*n];
			*q = (struct evidence){ .place = ev->place, .source = ev->source };
			rc = part_field(a, &ev->source, k ? d.end : d.start, &q->quote);
			if (rc == 0)
				rc = part_field(a, &ev->source, k ? none : d.prefix, &q->prefix);
			if (rc == 0)
				rc = part_field(a, &ev->source, range && !k ? none : d.suffix, &q->suffix);
			*n += q->quote.set;
		}
	}
	return rc;
}

/* The page's address is the id; an empty field stays as it is. */
static void cut_fragment(struct field *source)
{
	if (is_address(source))
		source->value = address_page(source->value);
}

static bool says_nothing(const struct evidence *ev)
{
	return !ev->quote.set && !ev->original.set && !ev->translated && !ev->locator.set;
}

static int expand(struct arena *a, struct claim *c, size_t extra)
{
	struct evidence *v = arena_array(a, struct evidence, c->n_evidence + extra);
	size_t n = 0;
	int rc = v ? 0 : CC_ENOMEM;

	for (size_t i = 0; rc == 0 && i < c->n_evidence; i++) {
		const struct evidence *ev = &c->evidence[i];
		size_t before = n + 1;

		v[n++] = *ev;
		rc = read_quotes(a, ev, v, &n);
		if (n > before && says_nothing(ev)) /* the address alone quotes */
			memmove(&v[before - 1], &v[before], (n-- - before) * sizeof *v);
	}
	c->evidence = v;
	c->n_evidence = n;
	return rc;
}

int claim_cited_addresses(struct arena *a, struct claim_file *f)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->n_claims; i++) {
		struct claim *c = &f->claims[i];
		size_t extra = 0;

		for (size_t k = 0; k < c->n_evidence; k++)
			extra += count_quotes(&c->evidence[k].source);
		if (extra > 0 && c->n_evidence + extra <= LIMIT_EVIDENCE_PER_CLAIM)
			rc = expand(a, c, extra);
		for (size_t k = 0; rc == 0 && k < c->n_evidence; k++) {
			cut_fragment(&c->evidence[k].source);
			for (size_t m = 0; m < c->evidence[k].n_also; m++)
				cut_fragment(&c->evidence[k].also[m]);
		}
	}
	return rc;
}

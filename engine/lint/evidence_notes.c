#include "lint/evidence_notes.h"

#include <string.h>

#include "base/sha256.h"
#include "lint/elsewhere.h"
#include "lint/lock.h"

#define TEXTLESS_BYTES 120 /* of the list of pages without text */

int evidence_copy_diffs(struct arena *a, const struct document *d, const struct match *m, struct evidence_facts *ef)
{
	ef->diff_source = arena_array(a, struct str, m->n_diffs);
	ef->diff_place = arena_array(a, struct place, m->n_diffs);
	if (!ef->diff_source || !ef->diff_place)
		return CC_ENOMEM;
	for (size_t i = 0; i < m->n_diffs; i++) {
		ef->diff_source[i] = str_copy(a, str_span(d->text, m->diffs[i].source));
		if (!ef->diff_source[i].ptr || place_in_document(a, d, m->diffs[i].source, &ef->diff_place[i]) < 0)
			return CC_ENOMEM;
	}
	return 0;
}

static bool overlap(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static bool is_outside(const struct document *d, const struct match *m)
{
	const struct block *blocks;
	size_t n = document_blocks(d, &blocks);

	for (size_t i = 0; i < m->n_parts; i++)
		if (n == 0 || blocks[document_block_at(d, m->parts[i].start)].kind != BLOCK_ASIDE ||
		    (m->parts[i].end > 0 && blocks[document_block_at(d, m->parts[i].end - 1)].kind != BLOCK_ASIDE))
			return false;
	return m->n_parts > 0;
}

/* The passage that is nearest, and where in it the match stops. */
static int note_near(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	struct span stop = ef->match.stop_source;
	size_t from = stop.end;

	if (stop.end <= stop.start)
		return 0;
	ef->has_near = true;
	ef->near_source = ef->source;
	while (from > stop.start && stop.end - from < 40)
		from--;
	ef->stop_words = str_copy(a, str_slice(d->text, from, stop.end));
	return place_in_document(a, d, stop, &ef->near_place);
}

/* What rules about the match itself point at: its parts, the other place that matches, typography. */
static int note_match(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	const struct match *m = &ef->match;
	const struct block *blocks;
	size_t n_blocks = document_blocks(d, &blocks), at = document_block_at(d, m->span.start);
	int rc = 0;

	ef->outside = (m->verdict == VERDICT_VERBATIM || m->verdict == VERDICT_FOLDED) && is_outside(d, m);
	if (at < n_blocks)
		ef->context = (struct span){ blocks[at].start, blocks[at].end };
	if (m->verdict == VERDICT_SPLICED && m->splice_part > 0 && m->splice_part < m->n_parts)
		for (size_t i = 0; rc == 0 && i < 2; i++)
			rc = place_in_document(a, d, m->parts[m->splice_part - 1 + i], &ef->part_place[i]);
	if (rc == 0 && m->n_places > 1)
		rc = place_in_document(a, d, m->other, &ef->other_match_place);
	if (rc < 0 || m->n_typography == 0)
		return rc;
	if (!(ef->typography_source = arena_array(a, struct str, m->n_typography)))
		return CC_ENOMEM;
	for (size_t i = 0; i < m->n_typography; i++)
		ef->typography_source[i] = str_copy(a, str_span(d->text, m->typography[i].source));
	return place_in_document(a, d, m->typography[0].source, &ef->typography_place);
}

static void note_locator(struct arena *a, const struct document *d, const struct locator *l, const struct span *within,
                         struct evidence_facts *ef)
{
	struct span printed, span = ef->match.span, at_file = d->paged ? posmap_span(&d->map, span) : span;

	if (!within && !locator_printed(l, d, &printed)) {
		ef->locator = LOCATOR_UNKNOWN;
	} else if ((within && overlap(*within, at_file)) || (locator_printed(l, d, &printed) && overlap(printed, at_file))) {
		ef->locator = LOCATOR_FITS;
	} else {
		ef->locator = LOCATOR_WRONG;
		ef->locator_page = locator_page_of_file(a, l, d, span);
		ef->locator_actual = locator_actual(a, l, d, span);
	}
}

int evidence_note_places(struct arena *a, const struct document *d, const struct locator *l, const struct span *within,
                         struct evidence_facts *ef)
{
	int rc = evidence_copy_diffs(a, d, &ef->match, ef);

	if (rc < 0)
		return rc;
	if (ef->match.verdict == VERDICT_ABSENT)
		return note_near(a, d, ef);
	ef->has_place = ef->match.span.end > ef->match.span.start;
	if (ef->has_place)
		rc = place_in_document(a, d, ef->match.span, &ef->place);
	if (rc == 0)
		rc = note_match(a, d, ef);
	if (rc == 0 && l->kind != LOCATOR_KIND_NONE)
		note_locator(a, d, l, within, ef);
	return rc;
}

int evidence_note_digest(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	char hex[65];

	sha256_hex(str_span(d->text, ef->match.span), hex);
	ef->span_sha256 = str_copy(a, (struct str){ hex, LOCK_DIGITS });
	return ef->span_sha256.ptr ? 0 : CC_ENOMEM;
}

int evidence_note_textless(struct arena *a, const struct document *d, struct evidence_facts *ef)
{
	struct buf b;
	char *words;

	buf_init(&b, TEXTLESS_BYTES + 64);
	buf_addf(&b, "no text on page%s ", d->n_textless > 1 ? "s" : "");
	for (size_t i = 0, k; i < d->n_textless; i = k) {
		for (k = i + 1; k < d->n_textless && d->textless[k] == d->textless[k - 1] + 1; k++)
			;
		if (b.len > TEXTLESS_BYTES) {
			buf_addf(&b, ", \xE2\x80\xA6");
			break;
		}
		buf_addf(&b, "%s%zu", i > 0 ? ", " : "", d->textless[i] + 1);
		if (k > i + 1)
			buf_addf(&b, "\xE2\x80\x93%zu", d->textless[k - 1] + 1);
	}
	words = arena_alloc(a, b.len + 1, 1);
	if (words != NULL && !b.failed)
		memcpy(words, b.ptr, b.len);
	ef->limit = words;
	ef->textless = true;
	ef->state = EVIDENCE_LIMIT;
	ef->match = (struct match){ .verdict = VERDICT_UNCHECKED };
	buf_release(&b);
	return words != NULL && !b.failed ? 0 : CC_ENOMEM;
}

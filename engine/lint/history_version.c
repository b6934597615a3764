/* One version of a source: its bytes, and as a document. */
#include "base/limits.h"
#include "lint/history_line.h"

bool history_is_pdf(struct str path)
{
	return str_eq_ci(path_extension(path), STR(".pdf"));
}

int history_read(struct line *l, struct reading *r, size_t version, struct str *out)
{
	struct search *s = l->search;
	struct error e;
	int rc = s->past->blob(s->past, &r->arena, l->versions.v[version].blob, LIMIT_HISTORY_VERSION_BYTES, out, &e);

	s->bytes += rc == 0 ? out->len : 0;
	s->run->history.versions++;
	return rc == CC_ENOMEM ? rc : rc == 0 && !file_is_pointer(*out);
}

struct str history_revision(const struct past_versions *v, size_t version)
{
	return version > 0 ? v->v[version - 1].before : v->v[0].commit;
}

int history_open(struct line *l, struct reading *r, size_t version, struct str bytes)
{
	struct search *s = l->search;
	const struct past_version *v = &l->versions.v[version];
	struct error e;
	int rc;

	if (r->opened)
		return 0;
	r->opened = true;
	if (history_is_pdf(v->path) && s->pdfs++ >= LIMIT_HISTORY_PDFS)
		return 0;
	rc = corpus_read_version(s->run->corpus, l->source, &r->arena, v->path, history_revision(&l->versions, version), bytes,
	                         &r->document, &e);
	if (rc == 0)
		rc = text_index_open(&r->index, &r->document, NULL, &e);
	r->readable = rc == 0;
	return rc == CC_ENOMEM ? rc : 0;
}

void history_close(struct reading *r)
{
	if (r->index)
		text_index_close(r->index);
	if (r->opened)
		document_finish(&r->document);
	arena_release(&r->arena);
	*r = (struct reading){ 0 };
}

int history_stands(struct reading *r, struct str quote, struct match *m, bool *stands)
{
	struct quote q = { .text = quote, .within = { 1, 0 } };
	struct error e;
	int rc = match_quote(&r->arena, r->index, &q, m, &e);

	*stands = rc == 0 && (m->verdict == VERDICT_VERBATIM || m->verdict == VERDICT_FOLDED);
	return rc;
}

/* What is told of a loss: where the words stood last, who took them away, and what stands there now. */
#include "base/limits.h"
#include "lint/history_change.h"
#include "lint/history_line.h"

static int describe_place(struct line *l, struct reading *r, size_t version, const struct loss *loss,
                          struct history_facts *h, struct span *span)
{
	struct arena *a = l->search->run->arena;
	struct match m;
	bool stands;
	int rc;

	if (!loss->evidence) {
		h->place = (struct place){ .start = { 1, 1 }, .end = { 1, 1 } };
		h->place.path = str_copy(a, path_relative(a, l->search->run->config->root, l->versions.v[version].path));
		h->place.rev = str_copy(a, history_revision(&l->versions, version));
		return h->place.path.ptr && h->place.rev.ptr ? 0 : CC_ENOMEM;
	}
	rc = history_stands(r, loss->quote, &m, &stands);
	if (rc < 0 || !stands)
		return rc;
	*span = m.span;
	return place_in_document(a, &r->document, m.span, &h->place);
}

/* The source as it is now: what stands in place of the words that are nowhere. */
static int describe_now(struct line *l, struct reading *old, struct span span, const struct loss *loss,
                        struct history_facts *h)
{
	struct run *run = l->search->run;
	const struct document *d;
	struct text_index *index = NULL;
	struct span now;
	struct error e;
	int rc = corpus_acquire(run->corpus, l->source, &d, &e);

	if (rc < 0)
		return rc == CC_ENOMEM ? rc : 0;
	rc = text_index_open(&index, d, l->search->options->cache, &e);
	if (rc == 0)
		rc = history_replacement(run->arena, &old->document, span, d, index, &now);
	if (rc == 0 && h->commit.len == 0 && h->change.len == 0)
		rc = history_change(run->arena, loss->quote, &old->document, span, d, index, &h->change);
	if (rc == 0 && loss->evidence->match.verdict == VERDICT_ABSENT && now.end > now.start) {
		h->replacement = str_copy(run->arena, str_span(d->text, now));
		rc = h->replacement.ptr ? place_in_document(run->arena, d, now, &h->replacement_place) : CC_ENOMEM;
	}
	if (index)
		text_index_close(index);
	corpus_release(run->corpus, d);
	return rc;
}

/* The version that no longer had the words: what it has instead. */
static int describe_change(struct line *l, struct reading *old, struct span span, size_t version, const struct loss *loss,
                           struct history_facts *h)
{
	struct reading new = { 0 };
	struct str bytes;
	int rc;

	arena_init(&new.arena);
	rc = history_read(l, &new, version, &bytes);
	if (rc > 0)
		rc = history_open(l, &new, version, bytes);
	if (rc == 0 && new.readable)
		rc = history_change(l->search->run->arena, loss->quote, &old->document, span, &new.document, new.index,
		                    &h->change);
	history_close(&new);
	return rc < 0 ? rc : 0;
}

/* Words that went from their source and stand in another: did that one have them before? Its file as it was in the last
 * commit that had them here tells. */
static int describe_move(struct line *l, const struct loss *loss, struct history_facts *h)
{
	struct search *s = l->search;
	const struct source *to = corpus_source(s->run->corpus, loss->evidence->other_source);
	struct reading there = { 0 };
	struct document *d = &there.document;
	struct match m;
	struct str bytes, rev = h->place.rev;
	bool stands = false;
	struct error e = { 0 };
	int rc;

	if (to->rev.len || !to->full_path.len || history_is_pdf(to->full_path))
		return 0;
	arena_init(&there.arena);
	rc = s->past->read(s->past, &there.arena, rev, to->full_path, LIMIT_HISTORY_VERSION_BYTES, &bytes, &e);
	if (rc == CC_ENOENT) {
		h->moved = true;
	} else if (rc == 0) {
		there.opened = true;
		rc = corpus_read_version(s->run->corpus, to->index, &there.arena, to->full_path, rev, bytes, d, &e);
		if (rc == 0)
			rc = text_index_open(&there.index, d, NULL, &e);
		if (rc == 0)
			rc = history_stands(&there, loss->quote, &m, &stands);
		h->moved = rc == 0 && !stands;
	}
	history_close(&there);
	return rc == CC_ENOMEM ? rc : 0;
}

int history_describe(struct line *l, const struct loss *loss)
{
	struct arena *a = l->search->run->arena;
	struct history_facts *h = arena_new(a, struct history_facts);
	struct reading old = { 0 };
	struct span span = { 0, 0 };
	struct str bytes;
	int rc;

	if (!h)
		return CC_ENOMEM;
	if (loss->found > 0) {
		h->commit = str_copy(a, l->versions.v[loss->found - 1].commit);
		h->date = str_copy(a, l->versions.v[loss->found - 1].date);
		if (!h->commit.ptr || !h->date.ptr)
			return CC_ENOMEM;
	}
	arena_init(&old.arena);
	rc = history_read(l, &old, loss->found, &bytes);
	if (rc > 0)
		rc = loss->evidence ? history_open(l, &old, loss->found, bytes) : 0;
	if (rc == 0)
		rc = describe_place(l, &old, loss->found, loss, h, &span);
	if (rc == 0 && span.end > span.start && loss->found > 0)
		rc = describe_change(l, &old, span, loss->found - 1, loss, h);
	if (rc == 0 && span.end > span.start)
		rc = loss->evidence->match.verdict == VERDICT_ELSEWHERE ? describe_move(l, loss, h)
		                                                        : describe_now(l, &old, span, loss, h);
	history_close(&old);
	if (rc < 0)
		return rc;
	if (!loss->evidence)
		l->search->run->sources[loss->source].history = h;
	else if (span.end > span.start)
		loss->evidence->history = h;
	return 0;
}

struct str history_words(struct arena *a, const struct history_facts *h)
{
	const char *which = h->change.len ? ", which " : "";

	if (h->commit.len == 0)
		return str_fmt(a, "stood here until a change that is not committed yet%s" STR_FMT, which, STR_ARG(h->change));
	return str_fmt(a, "stood here until " STR_FMT " (" STR_FMT ")%s" STR_FMT, STR_ARG(str_slice(h->commit, 0, 10)),
	               STR_ARG(h->date), which, STR_ARG(h->change));
}

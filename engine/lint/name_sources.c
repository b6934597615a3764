#include "lint/name_sources.h"

#include "base/utf8.h"

#include "base/vec.h"
#include "lint/own_words.h"
#include "lint/surround_facts.h"
#include "source/source.h"
#include "text/propername.h"

enum {
	NAMES = 64,              /* of one run that are looked for */
	CLAIM = 8192,            /* bytes of a claim's text that are read */
	BYTES = 1 << 29,         /* that are searched, all names and sources together */
};

struct task {
	const struct claim_facts *claim;
	const struct evidence_facts *evidence;
	struct name_fact *name;
	struct prose words;      /* of the claim */
};

struct search {
	struct run *run;
	struct arena *keep, *work;
	VEC(struct task) tasks;
	size_t left;             /* bytes */
	struct error *e;
};

static int add_task(struct search *s, const struct claim_facts *c, const struct evidence_facts *ev, struct name_fact *name)
{
	struct task *t = s->tasks.n < NAMES ? vec_add(s->work, &s->tasks) : NULL;
	if (!t)
		return s->tasks.n < NAMES ? error_memory(s->e) : 0;
	*t = (struct task){ .claim = c, .evidence = ev, .name = name };
	struct str own = claim_own_words(s->work, c->claim);
	if (!own.ptr)
		return error_memory(s->e);
	size_t end = name->claim.end + CLAIM / 2 < own.len ? name->claim.end + CLAIM / 2 : own.len;
	size_t start = name->claim.start > CLAIM / 2 ? name->claim.start - CLAIM / 2 : 0;
	return prose_read(s->work, own, (struct span){ utf8_floor(own, start), utf8_ceil(own, end) }, &t->words, s->e);
}

static int collect(struct search *s)
{
	for (size_t i = 0; i < s->run->n_claims; i++) {
		const struct claim_facts *c = &s->run->claims[i];
		for (size_t k = 0; k < c->n_evidence; k++) {
			struct surround_facts *f = c->evidence[k].surround;
			for (size_t n = 0; f && n < f->n_names; n++) {
				int rc = add_task(s, c, &c->evidence[k], &f->names[n]);
				if (rc < 0)
					return rc;
			}
		}
	}
	return 0;
}

static bool cites(const struct claim_facts *c, size_t source)
{
	for (size_t i = 0; i < c->n_evidence; i++) {
		if (c->evidence[i].source == source)
			return true;
	}
	return false;
}

/* The claim's own sources first, then the others of the run, and at last whoever has yet another spelling. */
enum pass { OWN, OTHERS, RESPELLED, PASSES };

static bool wanted(const struct task *t, size_t source, enum pass pass)
{
	return !t->name->other_source.ptr && t->evidence->source != source &&
	       (pass == RESPELLED || cites(t->claim, source) == (pass == OWN));
}

static int look(struct search *s, struct task *t, const struct document *d, enum pass pass)
{
	struct span at;
	size_t cost = d->text.len + 1;
	if (s->left < cost)
		return 0;
	s->left -= cost;
	int rc = pass == RESPELLED ? name_respelled(s->work, &t->words, t->name->claim, t->name->source, d->text, &at, s->e)
	                           : name_elsewhere(s->work, &t->words, t->name->claim, d->text, &at, s->e);
	if (rc < 0 || at.end == at.start)
		return rc;
	t->name->other_source = str_copy(s->keep, str_span(d->text, at));
	if (!t->name->other_source.ptr || place_in_document(s->keep, d, at, &t->name->other) < 0)
		return error_memory(s->e);
	return 0;
}

/* Every source is opened once, and only when a name is looked for in it. */
static int look_in(struct search *s, size_t source, enum pass pass)
{
	const struct document *d;
	struct error ignored;
	bool any = false;
	int rc = 0;
	for (size_t i = 0; i < s->tasks.n; i++)
		any = any || wanted(&s->tasks.v[i], source, pass);
	if (!any || !s->run->sources[source].cited || corpus_acquire(s->run->corpus, source, &d, &ignored) < 0)
		return 0;
	for (size_t i = 0; rc == 0 && i < s->tasks.n; i++) {
		if (wanted(&s->tasks.v[i], source, pass))
			rc = look(s, &s->tasks.v[i], d, pass);
	}
	corpus_release(s->run->corpus, d);
	return rc;
}

int name_sources_build(struct run *run, struct arena *a, struct error *e)
{
	struct arena work;
	arena_init(&work);
	struct search s = { .run = run, .keep = a, .work = &work, .left = BYTES, .e = e };
	int rc = collect(&s);
	size_t n = s.tasks.n > 0 ? corpus_count(run->corpus) : 0;
	for (int pass = OWN; pass < PASSES; pass++) {
		for (size_t i = 0; rc == 0 && i < n; i++)
			rc = look_in(&s, i, (enum pass)pass);
	}
	arena_release(&work);
	return rc;
}

#include <string.h>

#include "base/address.h"
#include "base/vec.h"
#include "cmd/fetch_items.h"
#include "cmd/fetch_record.h"
#include "source/bibliography.h"

static struct str full_path(struct fetch *f, struct str shown)
{
	return shown.len > 0 && shown.ptr[0] == '/' ? shown : path_join(f->a, f->config.root, shown);
}

static struct item *new_item(struct fetch *f, const struct source *s)
{
	struct item *it = vec_add(f->a, &f->items);
	const struct record *r = s != NULL ? &s->record : NULL;

	if (it == NULL || r == NULL)
		return it;
	*it = (struct item){ .source = s, .id = r->id.text, .url = r->url.text, .archive = r->archive.text, .pin = r->sha256.text };
	it->bibliography = full_path(f, r->url.file->path);
	return it->bibliography.ptr != NULL ? it : NULL;
}

/* Whether the record's address stands in a bibliography, where the rest can be written down. */
static bool in_bibliography(const struct source *s)
{
	const struct value *url = &s->record.url;

	return url->text.len > 0 && url->file != NULL && s->record.id.file == url->file && bibliography_for(url->file->path) != NULL;
}

/* 1: it is to be fetched, and added; 0: not; negative. `named`: the command line asks for it. */
static int consider(struct fetch *f, const struct source *s, bool named, struct error *e)
{
	const struct record *r = &s->record;
	bool fetched = r->fetch_url.text.len > 0;
	bool missing = s->state == SOURCE_UNREADABLE && s->error->code == CC_ENOENT && fetched;
	struct item *it;

	if (!in_bibliography(s)) {
		if (named)
			return error_set(e, CC_EUSAGE, "'" STR_FMT "' has no URL in a bibliography", STR_ARG(s->id));
		return 0;
	}
	if (s->rev.len > 0) { /* git has it */
		if (named)
			return error_set(e, CC_EUSAGE, "'" STR_FMT "' is pinned to revision '" STR_FMT "': it is left alone", STR_ARG(s->id),
			                 STR_ARG(s->rev));
		return 0;
	}
	if (s->state != SOURCE_NO_FILE && !missing && !(f->app->options->refresh && fetched)) {
		if (named)
			return error_set(e, CC_EUSAGE, fetched ? "'" STR_FMT "' was fetched already: --refresh asks again"
			                                       : "'" STR_FMT "' has a file that was not fetched: it is left alone",
			                 STR_ARG(s->id));
		return 0;
	}
	it = new_item(f, s);
	if (it == NULL)
		return error_memory(e);
	if (missing && !f->app->options->refresh)
		it->restore = s->full_path;
	else if (s->state == SOURCE_READY)
		it->old_file = s->full_path;
	return 1;
}

static size_t source_with_url(const struct corpus *c, struct str url)
{
	for (size_t i = 0; i < corpus_count(c); i++)
		if (str_eq(corpus_source(c, i)->record.url.text, url))
			return i;
	return SIZE_MAX;
}

static bool id_taken(void *ctx, struct str id)
{
	struct fetch *f = ctx;

	if (corpus_find(f->corpus, id) != SIZE_MAX)
		return true;
	for (size_t i = 0; i < f->items.n; i++)
		if (str_eq(f->items.v[i].id, id))
			return true;
	return false;
}

/* The bibliography for new entries: --into, else the first of the configuration, else the default one. */
static int new_bibliography(struct fetch *f, struct str *out, struct error *e)
{
	const struct options *o = f->app->options;

	*out = (struct str){ 0 };
	if (o->into.len > 0) {
		if (bibliography_for(o->into) == NULL)
			return error_set(e, CC_EUSAGE, "'--into' takes a bibliography (.yaml, .json, .bib), not '" STR_FMT "'", STR_ARG(o->into));
		*out = path_join(f->a, f->app->cwd, o->into);
		if (out->ptr == NULL)
			return error_memory(e);
		if (f->config.file != NULL && str_eq(*out, path_join(f->a, f->config.root, path_base(f->config.file->path))))
			return error_set(e, CC_EUSAGE, "'" STR_FMT "' is the configuration: --into takes a bibliography", STR_ARG(o->into));
		return CC_OK;
	}
	for (size_t i = 0; i < f->config.n_corpus && out->ptr == NULL; i++)
		if (bibliography_for(f->config.corpus[i]) != NULL)
			*out = full_path(f, f->config.corpus[i]);
	return out->ptr != NULL ? CC_OK : error_set(e, CC_EUSAGE, "no bibliography in `corpus:` that a new entry could go to: --into FILE names one");
}

static int consider_url(struct fetch *f, struct str url, struct error *e)
{
	size_t known = source_with_url(f->corpus, url), at = 0;
	struct span user;
	struct str into;
	struct item *it;
	int rc;

	/* before an id is made of it */
	if (address_next_user(url, &at, &user))
		return error_set(e, CC_EUSAGE, "a web address with a user or a password in it is not fetched: '" STR_FMT "'", STR_ARG(url));
	if (known != SIZE_MAX)
		return consider(f, corpus_source(f->corpus, known), true, e);
	for (size_t i = 0; i < f->items.n; i++)
		if (str_eq(f->items.v[i].url, url))
			return 0;
	rc = new_bibliography(f, &into, e);
	if (rc < 0)
		return rc;
	it = new_item(f, NULL);
	if (it == NULL)
		return error_memory(e);
	it->change.add = true;
	it->url = url;
	it->bibliography = into;
	it->id = (struct str){ 0 };
	it->id = fetch_id(f->a, url, id_taken, f);
	return it->id.ptr != NULL ? 1 : error_memory(e);
}

int fetch_choose(struct fetch *f, struct error *e)
{
	const struct str_list *args = &f->app->options->args;

	for (size_t i = 0; args->n == 0 && i < corpus_count(f->corpus); i++)
		if (consider(f, corpus_source(f->corpus, i), false, e) < 0)
			return CC_ENOMEM;
	for (size_t i = 0; i < args->n; i++) {
		struct error why = { 0 };
		size_t source = corpus_find(f->corpus, args->v[i]);
		int rc;
		if (source != SIZE_MAX)
			rc = consider(f, corpus_source(f->corpus, source), true, &why);
		else if (str_find(args->v[i], STR("://"), 0) != SIZE_MAX)
			rc = consider_url(f, args->v[i], &why);
		else if (corpus_nearest(f->corpus, args->v[i]).len > 0)
			rc = error_set(&why, CC_EUSAGE, "no source '" STR_FMT "'; did you mean '" STR_FMT "'?", STR_ARG(args->v[i]),
			               STR_ARG(corpus_nearest(f->corpus, args->v[i])));
		else
			rc = error_set(&why, CC_EUSAGE, "no source '" STR_FMT "'", STR_ARG(args->v[i]));
		if (rc == CC_ENOMEM)
			return error_memory(e);
		if (rc < 0) {
			f->trouble = true;
			output_fail(&why);
		}
	}
	return CC_OK;
}

#include "lint/inventory.h"

#include <stdlib.h>

#include "base/parallel.h"
#include "source/brief.h"

static const char *const names[INVENTORY_STATES] = { "present", "missing", "unreadable", "changed", "undated", "unpinned",
	                                             "unused", "untracked", "ignored", "abstract", "landing" };

const char *inventory_state_name(unsigned bit)
{
	return bit < INVENTORY_STATES ? names[bit] : NULL;
}

struct taking {
	struct run *run;
	struct arena *workers;
	struct inventory *out;
};

static int note(struct arena *a, struct inventory_entry *entry, struct str text)
{
	entry->note = str_copy(a, text);
	return entry->note.ptr != NULL ? CC_OK : CC_ENOMEM;
}

static bool is_landing(const struct inventory_entry *entry)
{
	return (entry->states & INVENTORY_LANDING) != 0;
}

/* What a document says of its own date may help whoever wonders that there is none. */
static int note_document(struct arena *a, const struct document *d, struct inventory_entry *entry)
{
	const struct source *s = entry->source;
	struct str pin = str_trim(s->record.sha256.text), words;
	bool html = s->format != NULL && str_is(str_from(s->format->name), "html");
	enum brief brief = document_brief(d, html, &words);
	struct str why = { 0 };

	if (pin.len > 0 && d->sha256.len > 0 && !str_eq_ci(pin, d->sha256)) {
		entry->states |= INVENTORY_CHANGED;
		why = str_fmt(a, "sha256 is " STR_FMT " now", STR_ARG(d->sha256));
	}
	if (brief != BRIEF_NO) {
		entry->states |= brief == BRIEF_ABSTRACT ? INVENTORY_ABSTRACT : INVENTORY_LANDING;
		if (why.len == 0)
			why = str_fmt(a, "short, and %s \"" STR_FMT "\"", is_landing(entry) ? "it offers" : "it opens with",
			              STR_ARG(words));
	}
	if (why.len == 0 && (entry->states & INVENTORY_UNDATED) && d->n_stated > 0)
		why = str_fmt(a, "its %s says \"" STR_FMT "\"", d->stated[0].where, STR_ARG(d->stated[0].value));
	return why.len > 0 ? note(a, entry, why) : CC_OK;
}

static int take_one(void *ctx, unsigned worker, size_t i)
{
	struct taking *t = ctx;
	struct arena *a = &t->workers[worker];
	struct inventory_entry *entry = &t->out->v[i];
	const struct source *s = entry->source;
	const struct document *d;
	struct error why = { 0 };
	int rc;

	if (s->record.issued.text.len == 0)
		entry->states |= INVENTORY_UNDATED;
	if (s->state == SOURCE_NO_FILE) {
		entry->states |= INVENTORY_MISSING;
		return note(a, entry, s->record.url.text.len > 0 ? str_fmt(a, "only an address: " STR_FMT, STR_ARG(s->record.url.text))
		                                                : STR("no file"));
	}
	rc = corpus_acquire(t->run->corpus, i, &d, &why);
	if (rc == CC_ENOMEM)
		return rc;
	if (rc < 0) {
		entry->states |= rc == CC_ENOENT ? INVENTORY_MISSING : INVENTORY_UNREADABLE;
		return note(a, entry, str_from(why.text));
	}
	entry->states |= INVENTORY_PRESENT;
	if (str_trim(s->record.sha256.text).len == 0 && s->record.rev.text.len == 0)
		entry->states |= INVENTORY_UNPINNED;
	rc = note_document(a, d, entry);
	corpus_release(t->run->corpus, d);
	return rc;
}

/* Claims that cite it, each counted once. */
static void count_claims(const struct run *run, struct inventory *out)
{
	for (size_t i = 0; i < run->n_claims; i++)
		for (size_t k = 0; k < run->claims[i].n_evidence; k++) {
			size_t source = run->claims[i].evidence[k].source;
			bool again = false;
			for (size_t j = 0; j < k && !again; j++)
				again = run->claims[i].evidence[j].source == source;
			if (source != SIZE_MAX && !again)
				out->v[source].claims++;
		}
}

/* The other files of a record are told from sources of their own. */
static int note_attachments(struct arena *a, struct inventory *out)
{
	for (size_t i = 0; i < out->n; i++) {
		const struct source *s = out->v[i].source;
		for (size_t k = 0; k < s->n_attachments; k++) {
			struct inventory_entry *other = &out->v[s->attachments[k]];
			if (other->note.len == 0 &&
			    note(a, other, str_fmt(a, "another file of " STR_FMT, STR_ARG(s->id))) < 0)
				return CC_ENOMEM;
		}
	}
	return CC_OK;
}

static int by_id(const void *a, const void *b)
{
	const struct inventory_entry *x = a, *y = b;
	int order = str_cmp(x->source->id, y->source->id);

	return order != 0 ? order : (x->source->index > y->source->index) - (x->source->index < y->source->index);
}

static void ask_git(const struct inventory_git *git, struct inventory *out)
{
	for (size_t i = 0; git != NULL && i < out->n; i++)
		/* what is pinned to a revision is read from git */
		if ((out->v[i].states & INVENTORY_MISSING) == 0 && out->v[i].source->full_path.len > 0 &&
		    out->v[i].source->record.rev.text.len == 0)
			out->v[i].states |= git->look(git->ctx, out->v[i].source->full_path);
}

int inventory_take(struct arena *a, const struct lint_options *options, const struct inventory_git *git,
                   struct lint_result *read, struct inventory *out, struct error *e)
{
	struct taking t = { .run = &read->run, .out = out };
	int rc = lint_read(a, options, read, e);

	*out = (struct inventory){ 0 };
	if (rc < 0)
		return rc;
	out->n = corpus_count(read->run.corpus);
	out->v = arena_array(a, struct inventory_entry, out->n + 1);
	if (out->v == NULL)
		return error_memory(e);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].source = corpus_source(read->run.corpus, i);
	count_claims(&read->run, out);
	t.workers = read->workers;
	if (parallel_for((unsigned)read->n_workers, out->n, take_one, &t) < 0 || note_attachments(a, out) < 0)
		return error_memory(e);
	for (size_t i = 0; i < out->n; i++)
		out->v[i].states |= read->run.sources[i].cited ? 0 : INVENTORY_UNUSED;
	ask_git(git, out);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_id);
	return CC_OK;
}

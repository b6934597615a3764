/* What the readers of claim files share. Private to engine/claim. */
#ifndef CLAIM_READER_H
#define CLAIM_READER_H

#include "base/node.h"
#include "claim/claim.h"

struct reader {
	struct arena *arena;
	const struct file *file;
	struct str text; /* the file's */
	struct claim_file *out;
	VEC(struct claim) claims;
	VEC(struct claim_event) events;
	VEC(struct ignore) ignores;
	VEC(struct problem) problems;
	VEC(struct field) bibliographies;
	/* the line that was asked for last, and where its first and last words stand: comments come in order */
	struct span line, line_words;
	struct error *e;
};

void reader_init(struct reader *r, struct arena *a, const struct file *file, struct claim_file *out, struct error *e);
/* Moves what was read into r->out. */
void reader_finish(struct reader *r);

/* Notes a problem and marks its claim as faulty. `p.message` is in the arena; a NULL pointer there is CC_ENOMEM. */
int reader_problem(struct reader *r, struct problem p);
/* The whole file can't be read: r->e becomes its problem. Returns 0, or CC_ENOMEM when that was the error. */
int reader_broken(struct reader *r);
/* FILE-STEM:N for a claim without an id. */
int reader_make_id(struct reader *r, struct claim *c, size_t n);

/* Claims, events, dates and references from a YAML or JSON tree. */
int reader_tree(struct reader *r, const struct node_tree *t, bool json);
/* A scalar as a field; anything else is a problem that names `key`. */
int reader_field(struct reader *r, const struct node *n, struct str key, size_t claim, struct field *out);
/* Problems of the tree outside r->out->references, each with the claim it lies in. */
int reader_tree_problems(struct reader *r, const struct node_tree *t);
/* The span of a `references` pair for claim_file.references. */
struct span reader_references(const struct reader *r, const struct node_pair *p, bool json);

/* `ignore:` of a claim. */
int reader_ignore(struct reader *r, const struct node_pair *pair, size_t claim);
/* A comment whose text (without # or <!-- -->) is text[words): nothing unless it opens with citecheck-ignore. `place`
 * is that of the whole comment, `covers` as in struct ignore. Sets *found (may be NULL). */
int reader_ignore_comment(struct reader *r, struct span words, struct span place, struct span covers, bool *found);
/* The lines that a comment speaks of: its own and, when it has a line for itself, the next that holds something but a
 * comment, which begins with `opening`. */
struct span reader_comment_lines(struct reader *r, struct span comment, struct str opening);

/* Of sources cited by web address: the page becomes the id, what the fragment quotes further evidence. CC_ENOMEM. */
int claim_cited_addresses(struct arena *a, struct claim_file *f);

#endif

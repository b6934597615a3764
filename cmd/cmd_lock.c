/* citecheck lock: evidence that was found in its source, written down for where the source is not. */
#include "base/limits.h"
#include "cmd/checking.h"
#include "lint/lock.h"

static const char *plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static int write_file(struct checking *c, const struct lock *lock, struct error *e)
{
	struct buf out;
	int rc;

	buf_init(&out, LIMIT_LEDGER_BYTES);
	rc = lock_write(&out, lock);
	rc = rc < 0 ? error_set(e, CC_ELIMIT, "the lock is too large")
	            : output_file(c->app->arena, c->lock.full, buf_str(&out), e);
	buf_release(&out);
	return rc;
}

static void tell_left(struct checking *c)
{
	const struct lint_summary *s = &c->result.summary;

	if (s->discrepant)
		output_complain(str_fmt(c->app->arena, "%zu discrepant %s not locked", s->discrepant,
		                        plural(s->discrepant, "claim is", "claims are")));
	if (s->unchecked)
		output_complain(str_fmt(c->app->arena, "%zu %s not checked, and not locked", s->unchecked,
		                        plural(s->unchecked, "claim was", "claims were")));
}

static int lock(struct checking *c, struct error *e)
{
	struct lock made;
	size_t n_claims;
	int rc;

	c->lint.locking = true;
	if ((rc = checking_run(c, e)) < 0)
		return rc;
	for (size_t i = 0; i < c->result.n_diagnostics; i++)
		output_complain(c->result.diagnostics[i]);
	if (c->result.n_diagnostics)
		return EXIT_TROUBLE; /* what can't be parsed may be locked already: nothing is lost */
	rc = lock_make(c->app->arena, &c->result, &c->lint, STR(CITECHECK_VERSION), &made, &n_claims, e);
	if (rc < 0 || (rc = write_file(c, &made, e)) < 0)
		return rc;
	rc = output_write(str_fmt(c->app->arena, "wrote %s: %zu %s of evidence of %zu %s\n", LOCK_FILE, made.n,
	                          plural(made.n, "piece", "pieces"), n_claims, plural(n_claims, "claim", "claims")), e);
	tell_left(c);
	return rc < 0 ? rc : c->result.summary.unchecked ? EXIT_TROUBLE : EXIT_CLEAN;
}

static int run(struct app *app)
{
	struct checking c;
	struct error e = { 0 };
	int rc = checking_open(app, NULL, 0, &c, &e);

	if (rc == 0)
		rc = checking_prepare(&c, false, &e);
	if (rc == 0)
		rc = lock(&c, &e);
	checking_close(&c);
	return rc < 0 ? output_fail(&e) : rc;
}

const struct command command_lock = {
	.name = "lock",
	.arguments = "",
	.summary = "write down what was found in sources that not every machine has",
	.details = "Checks everything and writes " LOCK_FILE " beside the configuration: for each piece of evidence of a claim "
	           "that is supported the source's SHA-256, where the words stand and their hash, the date and the version. "
	           "Where a source is absent, a claim that the lock knows is counted as verified earlier, never as "
	           "supported; --locked refuse makes it not checked.\n\n"
	           "An entry is void when the claim, its evidence, the source's record in the bibliography or the numbers "
	           "that rules are configured with change. A source that is present is always read itself. Entries whose source is "
	           "absent are kept as long as they are in force.\n\n"
	           "A lock is as good as whoever wrote it: nothing in it can be proved without the sources. In a pull request "
	           "--lock-from REF counts only entries that REF's lock holds too.",
	.options = OF_LOCK,
	.max_args = 0,
	.run = run,
};

/* What a source may take of the run's memory: asked for before it is read, given back when nobody works on it any more.
 * Who asks for more than is there makes others' unused documents go, then waits for sources that are being worked on;
 * one that is too large with nothing beside it ends the run, since its words could not be told absent. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "source/corpus.h"

/* Times the text: its words, their index, the columns that make it, the dates. Measured at 6 to 8 on prose. */
#define WORK 8
#define GUESS MIB(1) /* of a file whose size is not known before it is read */
#define SMALL KIB(64)

static size_t add(size_t a, size_t b)
{
	return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

/* Of a source that was not read yet. Markup and packages hold less or more text than they have bytes; once they are read
 * the true size is known. */
static size_t guess(const struct corpus *c, const struct slot *s)
{
	char path[4096];
	size_t size = s->file_size;
	struct stat st;

	if (c->budget == NULL || s->source.stored || s->source.rev.len > 0 || s->source.full_path.len >= sizeof path)
		return GUESS;
	memcpy(path, s->source.full_path.ptr, s->source.full_path.len);
	path[s->source.full_path.len] = '\0';
	if (size == 0 && stat(path, &st) == 0 && st.st_size > 0)
		size = (size_t)st.st_size;
	return size > 0 ? size * (2 + WORK) + SMALL : GUESS;
}

static bool fits(const struct corpus *c, size_t bytes)
{
	return add(add(c->taken, c->unused_bytes), bytes) <= memory_left(c->budget);
}

/* Makes room by dropping what nobody uses. */
static bool make_room(struct corpus *c, size_t bytes)
{
	while (!fits(c, bytes) && c->oldest != NULL)
		corpus_drop_oldest(c);
	return fits(c, bytes);
}

static int refuse(struct corpus *c, const struct slot *s, size_t bytes, struct error *e)
{
	size_t share = memory_share(c->budget), kept = share - memory_left(c->budget);
	size_t wanted = add(add(bytes, kept + kept / 4), c->budget->bound - share); /* more will be found */

	if (c->refusal.code == 0 || s->source.index < c->refused) {
		c->refused = s->source.index;
		if (kept == share)
			error_set(&c->refusal, CC_ENOMEM, "claims and what was found take all of the %zu MiB of memory that are allowed; "
			          "give more with --memory, or check fewer files at once", c->budget->bound >> 20);
		else
			error_set(&c->refusal, CC_ENOMEM, "source '" STR_FMT "' does not fit into the %zu MiB of memory that are allowed: "
			          "it needs %zu MiB, claims and what was found take %zu; give `--memory %zuM` or more",
			          STR_ARG(s->source.path), c->budget->bound >> 20, (bytes >> 20) + 1, (kept >> 20) + 1,
			          wanted / MIB(1) + 1);
	}
	corpus_end_waiting(c);
	if (e != NULL)
		*e = c->refusal;
	return CC_ENOMEM;
}

int allowance_take(struct corpus *c, struct slot *s, struct error *e)
{
	size_t need = s->need != 0 ? s->need : guess(c, s);

	while (!make_room(c, need)) {
		if (c->stopped)
			return error_memory(e);
		if (c->in_work == 0)
			return refuse(c, s, need, e);
		/* what stays while others work is not accounted for */
		corpus_drop(s);
		pthread_cond_wait(&c->given, &c->lock);
	}
	s->taken = need;
	c->taken += need;
	c->in_work++;
	return CC_OK;
}

void allowance_give(struct corpus *c, struct slot *s)
{
	c->taken -= s->taken;
	c->given_back += s->taken;
	c->in_work--;
	s->taken = 0;
	pthread_cond_broadcast(&c->given);
}

bool allowance_settle(struct corpus *c, struct slot *s)
{
	s->need = add(s->arena.held + s->document->text.len / 8 + SMALL, s->document->text.len * WORK);
	c->taken -= s->taken;
	if (s->need > s->taken && !make_room(c, s->need)) {
		c->taken += s->taken;
		return false;
	}
	s->taken = s->need;
	c->taken += s->need;
	pthread_cond_broadcast(&c->given);
	return true;
}

size_t corpus_largest(struct corpus *c)
{
	size_t most = 0;

	if (c->budget == NULL || !c->budget->strict)
		return 0;
	pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < c->slots.n; i++) {
		const struct slot *s = c->slots.v[i];
		size_t need = s->source.state != SOURCE_READY ? 0 : s->need != 0 ? s->need : guess(c, s);
		most = need > most ? need : most;
	}
	pthread_mutex_unlock(&c->lock);
	return most;
}

#include "lint/fingerprint.h"

#include "base/sha256.h"
#include "lint/rule.h"

void fingerprint_words(struct buf *b, struct str s)
{
	size_t from = 0;

	s = str_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r')
			continue;
		if (i > from) {
			buf_add(b, str_slice(s, from, i));
			buf_add_char(b, ' ');
		}
		from = i + 1;
	}
	buf_add(b, str_slice(s, from, s.len));
	buf_add_char(b, '\0');
}

void fingerprint_claim(struct buf *b, const struct claim *c)
{
	if (c->id_given) {
		buf_add(b, c->id);
		buf_add_char(b, '\0');
	} else {
		fingerprint_words(b, c->text.value);
	}
}

/* What was quoted, and from where: the same words at fault in another quote are another finding. */
static void add_evidence(struct buf *b, const struct claim *c, size_t evidence)
{
	for (size_t i = 0; i < c->n_evidence; i++) {
		if (evidence != SIZE_MAX && i != evidence)
			continue;
		fingerprint_words(b, c->evidence[i].source.value);
		fingerprint_words(b, c->evidence[i].quote.value);
	}
}

static bool quotes_something(const struct claim *c)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].quote.value.len)
			return true;
	return false;
}

static uint64_t digest(struct str s)
{
	uint64_t hash = 0;
	char hex[65];

	sha256_hex(s, hex);
	for (size_t i = 0; i < 16; i++)
		hash = hash << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
	return hash + (hash == 0);
}

/* Which claim, and its evidence. Findings come claim by claim. */
static int add_about(struct buf *b, const struct run *run, const struct finding *f, struct fingerprint_memo *memo)
{
	const struct claim *c = run->claims[f->claim_index].claim;
	struct buf about;

	if (!memo->set || memo->claim != f->claim_index || memo->evidence != f->evidence_index) {
		buf_init(&about, SIZE_MAX / 2);
		fingerprint_claim(&about, c);
		add_evidence(&about, c, f->evidence_index);
		if (!quotes_something(c)) /* nothing else tells what is claimed without support */
			fingerprint_words(&about, c->text.value);
		*memo = (struct fingerprint_memo){ .set = !about.failed, .claim = f->claim_index, .evidence = f->evidence_index };
		if (memo->set)
			sha256_hex(buf_str(&about), memo->hex);
		buf_release(&about);
	}
	return memo->set ? buf_add(b, (struct str){ memo->hex, 64 }) : CC_ENOMEM;
}

static bool stands_in(const struct finding *f, const struct field *field)
{
	return field->set && f->in_claim_file.start >= field->place.start && f->in_claim_file.end <= field->place.end;
}

/* In Markdown the quotes stand in the sentence. */
static bool is_of_own_words(const struct finding *f, const struct claim *c)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (stands_in(f, &c->evidence[i].quote) || stands_in(f, &c->evidence[i].source) || stands_in(f, &c->evidence[i].locator))
			return false;
	return stands_in(f, &c->text) || stands_in(f, &c->date) || stands_in(f, &c->speaker);
}

struct str fingerprint_said(struct arena *a, const struct run *run, const struct finding *f)
{
	const struct claim *c = f->claim_index != SIZE_MAX ? run->claims[f->claim_index].claim : NULL;
	struct str out = STR("");
	struct buf b;

	if (c == NULL || f->file_index == SIZE_MAX || f->in_claim_file.end == 0 || !is_of_own_words(f, c))
		return out;
	buf_init(&b, SIZE_MAX / 2);
	fingerprint_words(&b, c->text.value);
	fingerprint_words(&b, c->date.value);
	fingerprint_words(&b, c->speaker.value);
	out = b.failed ? (struct str){ 0 } : str_fmt(a, "%016llx", (unsigned long long)digest(buf_str(&b)));
	buf_release(&b);
	return out;
}

uint64_t fingerprint_of(const struct run *run, const struct finding *f, struct fingerprint_memo *memo)
{
	uint64_t hash = 0;
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	buf_add(&b, str_from(f->rule->name));
	buf_add_char(&b, '\0');
	if (f->claim_index == SIZE_MAX)
		fingerprint_words(&b, path_base(f->at.path));
	else if (add_about(&b, run, f, memo) < 0)
		b.failed = true;
	if (f->file_index != SIZE_MAX)
		fingerprint_words(&b, str_span(run->files[f->file_index].file->text, f->in_claim_file));
	else
		fingerprint_words(&b, str_span(f->at.excerpt, f->at.mark));
	if (!b.failed)
		hash = digest(buf_str(&b));
	buf_release(&b);
	return hash;
}

#include "unit/source_helper.h"

#include <pthread.h>

#include "base/sha256.h"

static void ids_of_a_folder(void **state)
{
	struct place_of_test *t = *state;

	put(t, "corpus/a.txt", "Alpha.\n");
	put(t, "corpus/sub/deep/b.tar.txt", "Beta.\n");
	put(t, "corpus/sub/.hidden.txt", "no\n");
	put(t, "corpus/picture.png", "no\n");
	assert_int_equal(OPEN(t, "corpus/"), 0);
	assert_int_equal(corpus_count(t->corpus), 2);
	assert_str(source_of(t, "a")->path, "corpus/a.txt");
	assert_str(source_of(t, "b.tar")->path, "corpus/sub/deep/b.tar.txt");
	assert_ptr_equal(source_of(t, "sub/deep/b.tar"), source_of(t, "b.tar"));
	assert_null(source_of(t, "b"));
	assert_str(corpus_nearest(t->corpus, STR("b.tax")), "b.tar");
}

static void equal_stems_are_ambiguous_by_the_stem_only(void **state)
{
	struct place_of_test *t = *state;
	const struct ambiguity *v;

	put(t, "corpus/x/a.txt", "One.\n");
	put(t, "corpus/y/a.txt", "Two.\n");
	assert_int_equal(OPEN(t, "corpus"), 0);
	assert_true(corpus_is_ambiguous(t->corpus, STR("a")));
	assert_false(corpus_is_ambiguous(t->corpus, STR("x/a")));
	assert_str(source_of(t, "y/a")->path, "corpus/y/a.txt");
	assert_int_equal(corpus_ambiguities(t->corpus, &v), 1);
	assert_str(corpus_source(t->corpus, v[0].first)->path, "corpus/x/a.txt");
	assert_str(corpus_source(t->corpus, v[0].second)->path, "corpus/y/a.txt");
}

static void bibliography_over_front_matter_over_file_name(void **state)
{
	struct place_of_test *t = *state;
	const struct source *s;

	put(t, "corpus/a.txt", "---\nid: front\ntitle: From the page\nissued: 2001\n---\nAlpha.\n");
	put(t, "sources.yaml", "references:\n  - id: bib\n    title: From the list\n    file: corpus/a.txt\n");
	assert_int_equal(OPEN(t, "corpus/", "sources.yaml"), 0);
	assert_int_equal(corpus_count(t->corpus), 1);
	s = source_of(t, "bib");
	assert_ptr_equal(s, source_of(t, "front"));
	assert_ptr_equal(s, source_of(t, "a"));
	assert_str(s->id, "bib");
	assert_str(s->record.title.text, "From the list");
	assert_str(s->record.issued.text, "2001");
	assert_str(s->record.issued.file->path, "corpus/a.txt");
	assert_str(str_span(s->record.issued.file->text, s->record.issued.place), "2001");
	assert_str(str_span(s->record.title.file->text, s->record.title.place), "From the list");
	assert_str(acquire(t, "bib")->text, "Alpha.\n");
}

static void front_matter_keeps_places(void **state)
{
	struct place_of_test *t = *state;
	const struct document *d;
	struct document_place p;

	put(t, "corpus/a.txt", "---\nissued: 2001\n---\nAlpha.\nBeta.\n");
	assert_int_equal(OPEN(t, "corpus/"), 0);
	d = acquire(t, "a");
	assert_non_null(d);
	document_place(d, (struct span){ 7, 11 }, &p);
	assert_int_equal(p.start.line, 5);
	assert_int_equal(p.start.column, 1);
	assert_int_equal(p.end.column, 5);
	assert_str(str_span(d->file->text, p.in_file), "Beta");
	corpus_release(t->corpus, d);
}

static void an_entry_without_file_joins_its_id(void **state)
{
	struct place_of_test *t = *state;

	put(t, "corpus/a.txt", "Alpha.\n");
	put(t, "s.yaml", "references:\n- {id: a, title: A, aliases: [old-a, older-a]}\n- {id: web, URL: 'https://example.org/'}\n");
	assert_int_equal(OPEN(t, "corpus/", "s.yaml"), 0);
	assert_int_equal(corpus_count(t->corpus), 2);
	assert_str(source_of(t, "older-a")->record.title.text, "A");
	assert_int_equal(source_of(t, "a")->state, SOURCE_READY);
	assert_int_equal(source_of(t, "web")->state, SOURCE_NO_FILE);
	assert_null(acquire(t, "web"));
	assert_int_equal(t->error.code, CC_ENOENT);
}

static void one_id_two_files(void **state)
{
	struct place_of_test *t = *state;

	put(t, "one.txt", "One.\n");
	put(t, "two.txt", "Two.\n");
	put(t, "s.yaml", "references:\n- {id: a, file: one.txt}\n- {id: a, file: two.txt}\n- {id: b, file: two.txt}\n");
	assert_int_equal(OPEN(t, "s.yaml"), 0);
	assert_int_equal(corpus_count(t->corpus), 2);
	assert_true(corpus_is_ambiguous(t->corpus, STR("a")));
	assert_false(corpus_is_ambiguous(t->corpus, STR("b")));
}

/* Two lists may name one work, with and without its subtitle; two works need two ids. */
static void one_id_two_records_without_file(void **state)
{
	struct place_of_test *t = *state;

	put(t, "corpus/e.txt", "Words.\n");
	put(t, "s.yaml", "references:\n"
	                 "- {id: a, title: Weirs}\n- {id: a, title: Locks}\n"
	                 "- {id: b, title: 'Weirs: a life'}\n- {id: b, title: '{Weirs}', author: Berg}\n"
	                 "- {id: c, URL: 'https://example.org/1'}\n- {id: c, URL: 'https://example.org/2'}\n"
	                 "- {id: d, URL: 'https://example.org/3', title: Old}\n- {id: d, URL: 'https://example.org/3', title: New}\n"
	                 "- {id: e, title: Weirs}\n- {id: e, title: Locks}\n"
	                 "- {id: f, title: Weirs}\n- {id: f, URL: 'https://example.org/4'}\n");
	assert_int_equal(OPEN(t, "corpus/", "s.yaml"), 0);
	assert_true(corpus_is_ambiguous(t->corpus, STR("a")));
	assert_false(corpus_is_ambiguous(t->corpus, STR("b")));
	assert_true(corpus_is_ambiguous(t->corpus, STR("c")));
	assert_false(corpus_is_ambiguous(t->corpus, STR("d")));
	assert_true(corpus_is_ambiguous(t->corpus, STR("e")));
	assert_false(corpus_is_ambiguous(t->corpus, STR("f")));
	assert_int_equal(corpus_count(t->corpus), 9);
}

static void what_lies_outside_is_not_read(void **state)
{
	struct place_of_test *t = *state;
	static const char *const ids[] = { "dots", "absolute", "link", "walked", "folder" };
	char path[PATH_MAX * 2], list[PATH_MAX * 2];

	snprintf(path, sizeof path, "%s/project/corpus", t->root);
	put(t, "secret.txt", "Secret.\n");
	put(t, "project/corpus/ok.txt", "Fine.\n");
	assert_int_equal(symlink("../../secret.txt", strcat(path, "/walked.txt")), 0);
	snprintf(path, sizeof path, "%s/project/link.txt", t->root);
	assert_int_equal(symlink("../secret.txt", path), 0);
	snprintf(path, sizeof path, "%s/project/up", t->root);
	assert_int_equal(symlink("..", path), 0);
	snprintf(list, sizeof list,
	         "references:\n- {id: dots, file: ../secret.txt}\n- {id: absolute, file: %s/secret.txt}\n"
	         "- {id: link, file: link.txt}\n- {id: folder, file: up/secret.txt}\n"
	         "- {id: around, file: ../project/corpus/ok.txt}\n", t->root);
	put(t, "project/s.yaml", list);
	strcat(t->root, "/project");
	assert_int_equal(OPEN(t, "corpus", "s.yaml"), 0);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_null(acquire(t, ids[i]));
		assert_int_equal(t->error.code, CC_EPATH);
	}
	assert_ptr_equal(source_of(t, "around"), source_of(t, "ok"));
	assert_non_null(acquire(t, "ok"));
	assert_int_equal(OPEN(t, ".."), CC_EPATH);
	t->root[strlen(t->root) - strlen("/project")] = '\0';
}

/* A folder of so many files is looked at from several threads; what the sources are does not depend on it. */
static void many_files_have_their_front_matter_whatever_the_threads(void **state)
{
	struct place_of_test *t = *state;
	struct str path = STR("corpus");
	struct corpus_options o = { .root = str_from(t->root), .paths = &path, .n_paths = 1 };

	for (unsigned i = 0; i < 300; i++) {
		char name[40], text[80];

		snprintf(name, sizeof name, "corpus/d%03u.%s", i, i % 2 ? "txt" : "md");
		snprintf(text, sizeof text, i % 3 ? "Words of %u.\n" : "---\nid: front%u\n---\nWords.\n", i);
		put(t, name, text);
	}
	for (unsigned jobs = 0; jobs < 5; jobs += 2) {
		o.jobs = jobs;
		assert_int_equal(corpus_open(&t->corpus, &o, &t->error), 0);
		assert_int_equal(corpus_count(t->corpus), 300);
		for (unsigned i = 0; i < 300; i++) {
			char id[20], front[20];

			snprintf(id, sizeof id, "d%03u", i);
			snprintf(front, sizeof front, "front%u", i);
			assert_int_equal(source_of(t, id)->index, i);
			assert_ptr_equal(source_of(t, front), i % 3 ? NULL : source_of(t, id));
		}
		corpus_close(t->corpus);
		t->corpus = NULL;
	}
}

static void what_the_command_line_names_is_read(void **state)
{
	struct place_of_test *t = *state;
	struct str path = STR("../library");
	char root[PATH_MAX * 2];
	struct corpus_options o = { .paths = &path, .n_paths = 1, .paths_named = true };

	put(t, "project/claims/x.yaml", "");
	put(t, "library/a.txt", "Alpha.\n");
	snprintf(root, sizeof root, "%s/project", t->root);
	o.root = str_from(root);
	assert_int_equal(corpus_open(&t->corpus, &o, &t->error), 0);
	assert_non_null(acquire(t, "a"));
}

static void bad_files_do_not_block(void **state)
{
	struct place_of_test *t = *state;
	static const struct { const char *id; int code; } cases[] = {
		{ "pipe", CC_EPATH }, { "folder", CC_EPATH }, { "gone", CC_ENOENT }, { "kind", CC_EKIND },
		{ "nul", CC_ECODING }, { "broken", CC_ECODING },
	};
	char path[PATH_MAX * 2];

	snprintf(path, sizeof path, "%s/corpus/folder.d/x", t->root);
	put(t, "corpus/folder.d/x", "");
	snprintf(path, sizeof path, "%s/corpus/pipe.txt", t->root);
	assert_int_equal(mkfifo(path, 0600), 0);
	put(t, "corpus/kind.docx", "PK");
	put_bytes(t, "corpus/nul.txt", "a\0b", 3);
	put_bytes(t, "corpus/broken.txt", "abc \x81\x8d", 6);
	put(t, "s.yaml", "references:\n- {id: folder, file: corpus/folder.d}\n- {id: gone, file: corpus/gone.txt}\n"
	                 "- {id: kind, file: corpus/kind.docx}\n");
	assert_int_equal(OPEN(t, "corpus", "s.yaml"), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_null(acquire(t, cases[i].id));
		assert_int_equal(t->error.code, cases[i].code);
		assert_int_equal(source_of(t, cases[i].id)->state, SOURCE_UNREADABLE);
		/* the second answer is the first, and no path of the machine is in it */
		assert_null(acquire(t, cases[i].id));
		assert_int_equal(t->error.code, cases[i].code);
		assert_null(strstr(t->error.text, t->root));
	}
	assert_null(acquire(t, "broken"));
	assert_int_equal(t->error.offset, 4);
}

static void problems_of_bibliographies(void **state)
{
	struct place_of_test *t = *state;
	const struct source_problem *v;

	put(t, "s.yaml", "references:\n- {id: a, file: {x: y}, sha256: abc}\n- {title: none}\n- [1]\n- {id: b, title: B}\n");
	put(t, "broken.json", "[{\"id\": \"a\",]");
	assert_int_equal(OPEN(t, "s.yaml", "broken.json"), 0);
	assert_int_equal(corpus_problems(t->corpus, &v), 5);
	assert_str(str_span(v[0].file->text, v[0].place), "abc");
	assert_false(v[0].fatal);
	assert_str(str_span(v[1].file->text, v[1].place), "{x: y}");
	assert_true(v[4].fatal);
	assert_str(v[4].file->path, "broken.json");
	assert_str(source_of(t, "b")->record.title.text, "B");
	assert_int_equal(OPEN(t, "nowhere/"), CC_ENOENT);
}

static void pins(void **state)
{
	struct place_of_test *t = *state;
	char hex[65];

	sha256_hex(STR(""), hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256_hex(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
	assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	put(t, "a.txt", "abc");
	put(t, "b.txt", "abc");
	put(t, "s.yaml", "references:\n- id: a\n  file: a.txt\n"
	                 "  sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n- {id: b, file: b.txt}\n");
	assert_int_equal(OPEN(t, "s.yaml"), 0);
	assert_str(acquire(t, "a")->sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(acquire(t, "b")->sha256.len, 0);
}

#define MANY 60

static void *work(void *arg)
{
	struct corpus *c = arg;

	for (size_t k = 0; k < MANY * 20; k++) {
		const struct document *d;
		const struct block *blocks;
		size_t i = (k * 7) % MANY;
		if (corpus_acquire(c, i, &d, NULL) < 0 || d->source != i || d->text.len != 6000 ||
		    document_blocks(d, &blocks) != 1)
			return c;
		corpus_release(c, d);
	}
	return NULL;
}

static void many_threads_in_little_memory(void **state)
{
	struct place_of_test *t = *state;
	struct str path = STR("corpus");
	struct corpus_options o = { .root = str_from(t->root), .paths = &path, .n_paths = 1, .memory = 50000 };
	pthread_t threads[4];
	char name[64], text[6001];

	memset(text, 'x', 6000);
	text[6000] = '\0';
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "corpus/%03d.txt", i);
		put(t, name, text);
	}
	assert_int_equal(corpus_open(&t->corpus, &o, &t->error), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, t->corpus), 0);
	for (int i = 0; i < 4; i++) {
		void *failed;
		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
}

static void references_of_a_claim_file(void **state)
{
	struct place_of_test *t = *state;
	struct arena a;
	struct file f = { .path = STR("claims/x.yaml"),
		          .text = STR("claims: []\nreferences:\n  - id: mine\n    file: ../texts/one.txt\nx: 1\n") };

	arena_init(&a);
	put(t, "texts/one.txt", "One.\n");
	put(t, "claims/x.yaml", "");
	put(t, "claims/more.yaml", "references: [{id: more, file: ../texts/one.txt}]\n");
	put(t, "corpus/a.txt", "A.\n");
	assert_int_equal(file_index_lines(&a, &f, NULL), 0);
	assert_int_equal(OPEN(t, "corpus"), 0);
	assert_int_equal(corpus_add_references(t->corpus, &f, (struct span){ 11, 62 }, &t->error), 0);
	assert_int_equal(corpus_add_bibliography(t->corpus, STR("claims/more.yaml"), &t->error), 0);
	assert_str(acquire(t, "mine")->text, "One.\n");
	assert_ptr_equal(source_of(t, "mine"), source_of(t, "more"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ROOT(ids_of_a_folder),
		WITH_ROOT(equal_stems_are_ambiguous_by_the_stem_only),
		WITH_ROOT(bibliography_over_front_matter_over_file_name),
		WITH_ROOT(front_matter_keeps_places),
		WITH_ROOT(an_entry_without_file_joins_its_id),
		WITH_ROOT(one_id_two_files),
		WITH_ROOT(one_id_two_records_without_file),
		WITH_ROOT(what_lies_outside_is_not_read),
		WITH_ROOT(many_files_have_their_front_matter_whatever_the_threads),
		WITH_ROOT(what_the_command_line_names_is_read),
		WITH_ROOT(bad_files_do_not_block),
		WITH_ROOT(problems_of_bibliographies),
		WITH_ROOT(pins),
		WITH_ROOT(many_threads_in_little_memory),
		WITH_ROOT(references_of_a_claim_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

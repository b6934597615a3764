#include "unit/source_helper.h"

#ifdef __x86_64__
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#endif
#include <sys/wait.h>

#include "base/limits.h"
#include "source/child.h"
#include "source/confine.h"

/* A PDF of one font and one line a page, after ISO 32000-1, sections 7.5 and 9.4; `extra` goes into the trailer. */
struct writer {
	char *bytes;
	size_t len, cap, *offsets;
};

__attribute__((format(printf, 2, 3))) static void say(struct writer *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	w->len += (size_t)vsnprintf(w->bytes + w->len, w->cap - w->len, fmt, ap);
	va_end(ap);
	assert_true(w->len < w->cap);
}

static void write_pdf(struct writer *w, size_t pages, const char *const *lines, size_t n_lines, const char *extra)
{
	size_t objects = 3 + pages * 2, xref;

	w->cap = 4096 + pages * 1024 + n_lines * pages * 200;
	w->bytes = malloc(w->cap);
	w->offsets = calloc(objects + 1, sizeof *w->offsets);
	assert_non_null(w->bytes);
	assert_non_null(w->offsets);
	w->len = 0;
	say(w, "%%PDF-1.4\n");
	w->offsets[1] = w->len;
	say(w, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	w->offsets[2] = w->len;
	say(w, "2 0 obj\n<< /Type /Pages /Count %zu /Kids [", pages);
	for (size_t i = 0; i < pages; i++)
		say(w, "%zu 0 R ", 4 + i * 2);
	say(w, "] >>\nendobj\n");
	w->offsets[3] = w->len;
	say(w, "3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
	for (size_t i = 0; i < pages; i++) {
		char stream[4096] = "";
		size_t len = 0;
		for (size_t k = 0; k < n_lines; k++)
			len += (size_t)snprintf(stream + len, sizeof stream - len, "BT /F1 12 Tf 72 %zu Td (%s %zu) Tj ET\n",
			                        720 - k * 14, lines[k], i + 1);
		w->offsets[4 + i * 2] = w->len;
		say(w, "%zu 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %zu 0 R "
		       "/Resources << /Font << /F1 3 0 R >> >> >>\nendobj\n", 4 + i * 2, 5 + i * 2);
		w->offsets[5 + i * 2] = w->len;
		say(w, "%zu 0 obj\n<< /Length %zu >>\nstream\n%sendstream\nendobj\n", 5 + i * 2, len, stream);
	}
	xref = w->len;
	say(w, "xref\n0 %zu\n0000000000 65535 f \n", objects + 1);
	for (size_t i = 1; i <= objects; i++)
		say(w, "%010zu 00000 n \n", w->offsets[i]);
	say(w, "trailer\n<< /Size %zu /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", objects + 1, extra, xref);
}

static void drop(struct writer *w)
{
	free(w->bytes);
	free(w->offsets);
}

static bool no_pdftotext(void)
{
	struct arena a;
	bool none;

	arena_init(&a);
	none = child_find(&a, "pdftotext").len == 0;
	arena_release(&a);
	return none;
}

static void pages_and_places(void **state)
{
	struct place_of_test *t = *state;
	static const char *const lines[] = { "The first line of page", "The second line of page" };
	const struct document *d;
	struct document_place p;
	struct writer w;
	size_t at;

	if (no_pdftotext())
		skip();
	write_pdf(&w, 2000, lines, 2, "");
	put_bytes(t, "corpus/long.pdf", w.bytes, w.len);
	drop(&w);
	assert_int_equal(OPEN(t, "corpus"), 0);
	d = acquire(t, "long");
	if (d == NULL)
		print_error("%s\n", t->error.text);
	assert_non_null(d);
	assert_true(d->paged);
	assert_int_equal(d->n_pages, 2000);
	at = str_find(d->text, STR("second line of page 1234"), 0);
	assert_int_not_equal(at, SIZE_MAX);
	document_place(d, (struct span){ at, at + 6 }, &p);
	assert_int_equal(p.page, 1234);
	assert_int_equal(p.start.line, 2);
	assert_int_equal(p.start.column, 5);
	assert_int_equal(p.end.column, 11);
	at = str_find(d->text, STR("The first line of page 7"), 0);
	document_place(d, (struct span){ at, at + 3 }, &p);
	assert_int_equal(p.page, 7);
	assert_int_equal(p.start.line, 1);
	assert_int_equal(p.start.column, 1);
}

static void what_cannot_be_read(void **state)
{
	struct place_of_test *t = *state;
	static const char *const lines[] = { "Some words on page" };
	static const struct { const char *id; int code; const char *says; } cases[] = {
		{ "truncated", CC_ESYNTAX, "truncated" }, { "encrypted", CC_EKIND, "encrypted" }, { "none", CC_EKIND, "no PDF" },
		{ "empty", CC_EKIND, "no PDF" },          { "scan", CC_EKIND, "without text" },
	};
	struct writer w;

	if (no_pdftotext())
		skip();
	write_pdf(&w, 20, lines, 1, "");
	put_bytes(t, "corpus/truncated.pdf", w.bytes, w.len / 2);
	drop(&w);
	/* a password that nobody knows: the standard handler with a wrong user entry */
	write_pdf(&w, 1, lines, 1,
	          "/ID [<0123456789abcdef0123456789abcdef> <0123456789abcdef0123456789abcdef>] /Encrypt << /Filter /Standard "
	          "/V 1 /R 2 /P -60 /O <0000000000000000000000000000000000000000000000000000000000000000> "
	          "/U <1111111111111111111111111111111111111111111111111111111111111111> >>");
	put_bytes(t, "corpus/encrypted.pdf", w.bytes, w.len);
	drop(&w);
	write_pdf(&w, 3, lines, 0, "");
	put_bytes(t, "corpus/scan.pdf", w.bytes, w.len);
	drop(&w);
	put(t, "corpus/none.pdf", "<html>not found</html>");
	put(t, "corpus/empty.pdf", "");
	assert_int_equal(OPEN(t, "corpus"), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_null(acquire(t, cases[i].id));
		if (strstr(t->error.text, cases[i].says) == NULL)
			print_error("%s: %s\n", cases[i].id, t->error.text);
		assert_int_equal(t->error.code, cases[i].code);
		assert_non_null(strstr(t->error.text, cases[i].says));
	}
}

static void children_are_bounded(void **state)
{
	struct child_limits short_ = { .output = 1000, .memory = MIB(512), .seconds = 1 }, limits = short_;
	struct child_result r;
	const char *const slow[] = { "/bin/sleep", "1000", NULL }, *const much[] = { "/usr/bin/yes", NULL };
	const char *const quiet[] = { "/bin/cat", "/nonexistent", NULL }, *const missing[] = { "/nonexistent/x", NULL };

	(void)state;
	limits.seconds = 300;
	assert_int_equal(child_run(&r, slow, &short_, NULL), 0);
	assert_int_equal(r.end, CHILD_TIME);
	child_result_release(&r);
	assert_int_equal(child_run(&r, much, &limits, NULL), 0);
	assert_int_equal(r.end, CHILD_OUTPUT);
	child_result_release(&r);
	assert_int_equal(child_run(&r, quiet, &limits, NULL), 0);
	assert_int_equal(r.end, CHILD_EXITED);
	assert_int_equal(r.status, 1);
	assert_non_null(strstr(r.complaint, "/nonexistent"));
	child_result_release(&r);
	assert_int_equal(child_run(&r, missing, &limits, NULL), 0);
	assert_int_equal(r.status, 127);
	child_result_release(&r);
}

static int run_confined(struct child_result *r, const char *const *argv, const char *readable)
{
	struct child_limits limits = { .output = 1000, .memory = MIB(512), .seconds = 300, .confined = true, .readable = readable };

	return child_run(r, argv, &limits, NULL);
}

/* A confined child reads its file and the system's libraries, and nothing else; it writes nothing and has no network. */
static void children_are_confined(void **state)
{
	struct place_of_test *t = *state;
	char mine[PATH_MAX * 2], other[PATH_MAX * 2], made[PATH_MAX * 2];
	const char *const read_mine[] = { "/bin/cat", mine, NULL }, *const read_other[] = { "/bin/cat", other, NULL };
	const char *const list[] = { "/bin/ls", t->root, NULL }, *const make[] = { "/usr/bin/touch", made, NULL };
	const char *const net[] = { "/bin/bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9", NULL };
	struct child_limits free_ = { .output = 1000, .memory = MIB(512), .seconds = 300 };
	struct child_result r;

	put(t, "mine", "mine\n");
	put(t, "other", "other\n");
	snprintf(mine, sizeof mine, "%s/mine", t->root);
	snprintf(other, sizeof other, "%s/other", t->root);
	snprintf(made, sizeof made, "%s/made", t->root);
	assert_int_equal(run_confined(&r, read_mine, mine), 0);
	assert_int_equal(r.status, 0);
	assert_str(buf_str(&r.out), "mine\n");
	child_result_release(&r);
	if (confine_has_files()) {
		const char *const *const refused[] = { read_other, list, make };
		for (size_t i = 0; i < 3; i++) {
			assert_int_equal(run_confined(&r, refused[i], mine), 0);
			assert_int_not_equal(r.status, 0);
			assert_int_equal(r.out.len, 0);
			child_result_release(&r);
		}
		assert_int_not_equal(access(made, F_OK), 0);
	}
	if (confine_has_network() && access(net[0], X_OK) == 0) {
		assert_int_equal(child_run(&r, net, &free_, NULL), 0);
		assert_int_equal(r.status, 0); /* nobody is asked before something is sent */
		child_result_release(&r);
		assert_int_equal(run_confined(&r, net, NULL), 0);
		assert_int_not_equal(r.status, 0);
		child_result_release(&r);
	}
	/* the same things, free to do them */
	assert_int_equal(child_run(&r, read_other, &free_, NULL), 0);
	assert_int_equal(r.status, 0);
	child_result_release(&r);
	assert_int_equal(child_run(&r, make, &free_, NULL), 0);
	assert_int_equal(access(made, F_OK), 0);
	child_result_release(&r);
}

#ifdef __x86_64__
/* A kernel without Landlock answers "no such call": the child runs all the same. */
static void kernels_without_landlock(void **state)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 444, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 446, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
	const char *const say[] = { "/bin/echo", "here", NULL };
	int status = 1;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct child_result r;
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
			_exit(0);
		_exit(confine_has_files() || run_confined(&r, say, "/etc/passwd") < 0 || r.status != 0 || r.out.len != 5);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}
#else
static void kernels_without_landlock(void **state)
{
	(void)state;
	skip();
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ROOT(pages_and_places),
		WITH_ROOT(what_cannot_be_read),
		cmocka_unit_test(children_are_bounded),
		WITH_ROOT(children_are_confined),
		cmocka_unit_test(kernels_without_landlock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "source/confine.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- files: Landlock ---
 *
 * The numbers stand here and not in a header: headers are older than kernels. */

#define NR_CREATE 444 /* the same on every architecture */
#define NR_ADD 445
#define NR_RESTRICT 446
#define CREATE_VERSION 1u
#define RULE_PATH_BENEATH 1
#define FS_EXECUTE (1ull << 0)
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
#define SCOPES 3ull           /* abstract sockets, signals */
#define NET_TCP 3ull          /* bind, connect */
#define PROGRAM_BYTES 4096

struct ruleset {
	uint64_t fs, net, scoped;
};

struct path_rule {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

/* What each version of the interface can hold back, and how much of the struct it knows. */
static const struct {
	unsigned fs_bits;
	bool net, scoped;
} versions[] = {
	{ 0, false, false }, { 13, false, false }, { 14, false, false }, { 15, false, false },
	{ 15, true, false }, { 16, true, false },  { 16, true, true },
};

static const char *const readable[] = {
	"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store", "/etc/ld.so.cache",
	"/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/fonts", "/etc/localtime", "/etc/alternatives",
};

static long version(void)
{
	long v = syscall(NR_CREATE, NULL, (size_t)0, CREATE_VERSION);
	long last = (long)(sizeof versions / sizeof *versions) - 1;

	return v < 0 ? 0 : v > last ? last : v;
}

static void allow(int set, const char *path, uint64_t access)
{
	struct path_rule rule = { .allowed = access, .parent = open(path, O_PATH | O_CLOEXEC) };

	if (rule.parent < 0)
		return;
	/* a file has no entries to list */
	if (syscall(NR_ADD, set, RULE_PATH_BENEATH, &rule, 0u) < 0 && errno == EINVAL) {
		rule.allowed &= ~FS_READ_DIR;
		syscall(NR_ADD, set, RULE_PATH_BENEATH, &rule, 0u);
	}
	close(rule.parent);
}

/* A program outside the system's folders: itself, and the libraries beside its folder. */
static void allow_program(int set, const char *program)
{
	static const char lib[] = "/../lib";
	char path[PROGRAM_BYTES];
	const char *slash = strrchr(program, '/');
	size_t n = slash != NULL ? (size_t)(slash - program) : 0;

	allow(set, program, FS_EXECUTE | FS_READ_FILE);
	if (n == 0 || n + sizeof lib > sizeof path)
		return;
	memcpy(path, program, n);
	memcpy(path + n, lib, sizeof lib);
	allow(set, path, FS_EXECUTE | FS_READ_FILE | FS_READ_DIR);
}

static void hold_files(const char *program, const char *file)
{
	long v = version();
	struct ruleset rules = { 0 };
	size_t size = sizeof rules.fs;
	int set;

	if (v < 1)
		return;
	rules.fs = (1ull << versions[v].fs_bits) - 1;
	if (versions[v].net) {
		rules.net = NET_TCP;
		size = offsetof(struct ruleset, scoped);
	}
	if (versions[v].scoped) {
		rules.scoped = SCOPES;
		size = sizeof rules;
	}
	set = (int)syscall(NR_CREATE, &rules, size, 0u);
	if (set < 0)
		return;
	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
		allow(set, readable[i], FS_EXECUTE | FS_READ_FILE | FS_READ_DIR);
	allow_program(set, program);
	if (file != NULL)
		allow(set, file, FS_READ_FILE);
	syscall(NR_RESTRICT, set, 0u);
	close(set);
}

bool confine_has_files(void)
{
	return version() >= 1;
}

/* --- sockets and the like: seccomp --- */

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#endif

#ifdef ARCH

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define NOT(nr) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (nr), 0, 1), REFUSE
#define X32 0x40000000u

/* A reader of one file needs none of these. */
static void hold_calls(void)
{
	struct sock_filter filter[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, 0, 1),
		REFUSE,
		NOT(SYS_socket), NOT(SYS_socketpair), NOT(SYS_connect), NOT(SYS_bind), NOT(SYS_listen), NOT(SYS_accept),
		NOT(SYS_accept4), NOT(SYS_ptrace), NOT(SYS_process_vm_readv), NOT(SYS_process_vm_writev), NOT(SYS_mount),
		NOT(SYS_umount2), NOT(SYS_unshare), NOT(SYS_setns), NOT(SYS_pivot_root), NOT(SYS_chroot), NOT(SYS_bpf),
		NOT(SYS_perf_event_open), NOT(SYS_keyctl), NOT(SYS_add_key), NOT(SYS_request_key), NOT(SYS_userfaultfd),
		NOT(425 /* io_uring_setup */), NOT(426), NOT(427),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof filter / sizeof *filter, filter };

	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

bool confine_has_network(void)
{
	/* asked with no filter the kernel says whether it would take one */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL) < 0 && errno == EFAULT;
}

#else

static void hold_calls(void)
{
}

bool confine_has_network(void)
{
	return false;
}

#endif

void confine_self(const char *program, const char *file)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return;
	hold_files(program, file);
	hold_calls();
}

#else /* no Linux */

void confine_self(const char *program, const char *file)
{
	(void)program;
	(void)file;
}

bool confine_has_files(void)
{
	return false;
}

bool confine_has_network(void)
{
	return false;
}

#endif

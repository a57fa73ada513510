// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/sandbox.h"

#include "sys/child.h"
#include "sys/clock.h"
#include "sys/io.h"

#include <errno.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self  446
#endif

#ifndef SECCOMP_RET_KILL_PROCESS /* Linux 4.14; an older kernel takes it for SECCOMP_RET_KILL */
#define SECCOMP_RET_KILL_PROCESS 0x80000000U
#endif

/* All rights of Landlock's first version (include/uapi/linux/landlock.h, Linux 5.13). */
enum { LANDLOCK_RIGHTS = (1 << 13) - 1 };

/* ---- The filter ---- */

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define THIS_ARCH AUDIT_ARCH_RISCV64
#endif

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
/* The lower half of an argument: the architectures above are little-endian. */
#define LOAD_ARGUMENT(n)	  LOAD(args[n])
#define RETURN(action)		  BPF_STMT(BPF_RET | BPF_K, action)
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count)
#define SKIP_IF_ANY(bits, count)  BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, count, 0)

#define DENY			  SECCOMP_RET_KILL_PROCESS
#define FAIL(e)			  (SECCOMP_RET_ERRNO | (e))

/* What needs no look at the arguments. */
#define ALLOW(call) SKIP_UNLESS(SYS_##call, 1), RETURN(SECCOMP_RET_ALLOW)
/* libblkid asks sysfs about the device, which is no use here, and goes on without an answer. */
#define WITHOUT(call) SKIP_UNLESS(SYS_##call, 1), RETURN(FAIL(EACCES))
/* A call whose first argument must be this file. */
#define ALLOW_ON(call, fd)                                                            \
	SKIP_UNLESS(SYS_##call, 4), LOAD_ARGUMENT(0), SKIP_UNLESS((uint32_t)(fd), 1), \
		RETURN(SECCOMP_RET_ALLOW), RETURN(DENY)
/* fstat(2), as C libraries make it of others; a path is denied, unless it begins with a slash. */
#define STAT_ON(call, fd)                                                             \
	SKIP_UNLESS(SYS_##call, 4), LOAD_ARGUMENT(0), SKIP_UNLESS((uint32_t)(fd), 1), \
		RETURN(SECCOMP_RET_ALLOW), RETURN(FAIL(EACCES))
/* Memory that nothing can execute. */
#define ALLOW_MEMORY(call)                                                       \
	SKIP_UNLESS(SYS_##call, 4), LOAD_ARGUMENT(2), SKIP_IF_ANY(PROT_EXEC, 1), \
		RETURN(SECCOMP_RET_ALLOW), RETURN(DENY)

#ifdef SYS_open /* only older architectures have these */
#define WITHOUT_OLD_CALLS \
	WITHOUT(open), WITHOUT(stat), WITHOUT(lstat), WITHOUT(readlink), WITHOUT(access),
#else
#define WITHOUT_OLD_CALLS
#endif

/* Returns 0 or -E... */
static int filter_calls(int fd, int say_fd)
{
#ifdef THIS_ARCH
	struct sock_filter filter[] = {
		LOAD(arch),
		SKIP_UNLESS(THIS_ARCH, 1),
		BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
		RETURN(DENY),
		LOAD(nr),
		ALLOW_ON(read, fd),
		ALLOW_ON(pread64, fd),
		ALLOW_ON(lseek, fd),
		ALLOW_ON(fstat, fd),
		ALLOW_ON(write, say_fd),
		/* The size of the device and of its sectors. */
		SKIP_UNLESS(SYS_ioctl, 6),
		LOAD_ARGUMENT(1),
		SKIP_UNLESS(BLKGETSIZE64, 1),
		RETURN(SECCOMP_RET_ALLOW),
		SKIP_UNLESS(BLKSSZGET, 1),
		RETURN(SECCOMP_RET_ALLOW),
		RETURN(FAIL(ENOTTY)),
		/* No file is mapped. */
		SKIP_UNLESS(SYS_mmap, 6),
		LOAD_ARGUMENT(4),
		SKIP_UNLESS(UINT32_MAX, 3),
		LOAD_ARGUMENT(2),
		SKIP_IF_ANY(PROT_EXEC, 1),
		RETURN(SECCOMP_RET_ALLOW),
		RETURN(DENY),
		ALLOW_MEMORY(mprotect),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(brk),
		ALLOW(rt_sigprocmask),
		ALLOW(exit_group),
#ifdef __SANITIZE_ADDRESS__ /* before a function that does not return */
		ALLOW(sigaltstack),
#endif
		WITHOUT(fadvise64),
		WITHOUT(openat),
		STAT_ON(newfstatat, fd),
		WITHOUT(readlinkat),
		WITHOUT(faccessat),
		STAT_ON(statx, fd),
		WITHOUT_OLD_CALLS RETURN(DENY),
	};
	const struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]), filter };

	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		return -errno;
	return 0;
#else
	return fd == say_fd ? -EINVAL : -ENOSYS;
#endif
}

/* ---- The child ---- */

static int forbid_paths(void)
{
	const uint64_t rights = LANDLOCK_RIGHTS;
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof(rights), 0);

	if (fd < 0 || syscall(SYS_landlock_restrict_self, fd, 0) < 0)
		return -errno;
	return 0;
}

static void limit(int resource, rlim_t value)
{
	struct rlimit limit;

	/* It never rises: a limit that the caller has is kept. */
	if (getrlimit(resource, &limit) == 0 && value < limit.rlim_cur) {
		limit.rlim_cur = value;
		(void)setrlimit(resource, &limit);
	}
}

static enum sandbox_kind enter(int fd, int say_fd, unsigned int seconds)
{
	bool no_paths;

	limit(RLIMIT_CPU, seconds);
#ifndef __SANITIZE_ADDRESS__ /* which reserves terabytes */
	limit(RLIMIT_AS, SANDBOX_BYTES);
#endif
	limit(RLIMIT_CORE, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return SANDBOX_CHILD;
	no_paths = forbid_paths() == 0;
	if (filter_calls(fd, say_fd) < 0)
		return SANDBOX_CHILD;
	return no_paths ? SANDBOX_LANDLOCK : SANDBOX_SECCOMP;
}

struct job {
	int fd;
	void (*work)(void *context, void *bytes);
	void *context;
	struct sandbox_answer *answer;
};

/* The answer: how it was enclosed, before it reads anything; then the bytes. */
static void work_inside(void *context, int say_fd)
{
	const struct job *job = context;
	uint8_t kind = (uint8_t)enter(job->fd, say_fd, job->answer->seconds);

	if (io_write(say_fd, &kind, sizeof(kind)) < 0)
		return;
	job->work(job->context, job->answer->bytes);
	if (io_write(say_fd, job->answer->bytes, job->answer->size) < 0)
		return;
}

/* ---- The parent ---- */

/* Read len bytes until the deadline. Returns 0; -ETIMEDOUT; -ENODATA if the child says no more. */
static int hear(int fd, void *bytes, size_t len, uint64_t deadline)
{
	for (size_t done = 0; done < len;) {
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
		uint64_t now = clock_now();
		int ready = now < deadline ? poll(&poll_fd, 1, (int)((deadline - now) / 1000) + 1)
					   : 0;
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return -ETIMEDOUT;
		n = read(fd, (uint8_t *)bytes + done, len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -ENODATA;
		done += (size_t)n;
	}
	return 0;
}

static enum sandbox_end end_of_signal(int number)
{
	switch (number) {
	case SIGSYS:
		return SANDBOX_REFUSED;
	case SIGXCPU:
		return SANDBOX_TIMEOUT;
	case SIGKILL:
		return SANDBOX_KILLED;
	default:
		return SANDBOX_CRASHED;
	}
}

int sandbox_run(int fd, void (*work)(void *context, void *bytes), void *context,
		struct sandbox_answer *answer)
{
	struct job job = { fd, work, context, answer };
	struct child child;
	uint64_t deadline = clock_now() + answer->seconds * UINT64_C(1000000);
	uint8_t kind = SANDBOX_CHILD;
	int status, heard, r = child_begin(&child, work_inside, &job);

	if (r < 0)
		return r;
	heard = hear(child.fd, &kind, sizeof(kind), deadline);
	if (heard == 0)
		heard = hear(child.fd, answer->bytes, answer->size, deadline);
	if (heard < 0)
		kill(child.pid, SIGKILL); /* it has ended, unless it was too slow */
	close(child.fd);
	status = child_wait(child.pid);
	answer->kind = kind <= SANDBOX_LANDLOCK ? kind : SANDBOX_CHILD;
	if (heard == 0)
		answer->end = SANDBOX_ANSWERED;
	else if (heard == -ETIMEDOUT)
		answer->end = SANDBOX_TIMEOUT;
	else
		answer->end = status > 128 ? end_of_signal(status - 128) : SANDBOX_SILENT;
	return 0;
}

const char *sandbox_why(enum sandbox_end end)
{
	static const char *const texts[] = {
		[SANDBOX_ANSWERED] = "it ended well",
		[SANDBOX_REFUSED] = "it made a system call that is refused there",
		[SANDBOX_CRASHED] = "it crashed",
		[SANDBOX_TIMEOUT] = "it did not end in time",
		[SANDBOX_KILLED] = "it was killed, perhaps for want of memory",
		[SANDBOX_SILENT] = "it gave no answer",
	};

	return texts[end];
}

const char *sandbox_name(enum sandbox_kind kind)
{
	static const char *const names[] = {
		[SANDBOX_UNKNOWN] = "",
		[SANDBOX_CHILD] = "child process",
		[SANDBOX_SECCOMP] = "seccomp",
		[SANDBOX_LANDLOCK] = "seccomp and Landlock",
	};

	return names[kind];
}

/* ---- Constants ---- */

struct constant {
	uintptr_t address;
	bool found;
};

static int look_in_program(struct dl_phdr_info *info, size_t size unused, void *context)
{
	struct constant *constant = context;

	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
		uintptr_t start = info->dlpi_addr + segment->p_vaddr;

		if (segment->p_type != PT_LOAD || segment->p_flags & PF_W ||
		    constant->address < start || constant->address - start >= segment->p_memsz)
			continue;
		constant->found = memchr((const void *)constant->address, '\0',
					 segment->p_memsz - (constant->address - start)) != NULL;
	}
	return 1; /* the program comes first; libraries have no constants of ours */
}

bool sandbox_is_constant(const char *string)
{
	struct constant constant = { (uintptr_t)string, false };

	dl_iterate_phdr(look_in_program, &constant);
	return constant.found;
}

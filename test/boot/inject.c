// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * inject N PROGRAM ARGUMENT...: run a program whose Nth system call, of those that map and mount,
 * fails with EIO. Prints which one it was. Exit status: the program's; 99 if it made fewer.
 *
 * As PID 1 (rdinit=/bin/inject): become /init, whose first attempt to make the new root the root
 * fails.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_REACHED = 99, LOOP_IOCTLS = 0x4c, DM_IOCTLS = 0xfd, DM_REMOVE = 4 };

static const struct call {
	long number;
	const char *name;
} calls[] = {
	{ SYS_mount, "mount" },		{ SYS_fsopen, "fsopen" },
	{ SYS_fsconfig, "fsconfig" },	{ SYS_fsmount, "fsmount" },
	{ SYS_open_tree, "open_tree" }, { SYS_move_mount, "move_mount" },
	{ SYS_mkdir, "mkdir" },		{ SYS_symlink, "symlink" },
	{ SYS_rename, "rename" },	{ SYS_chdir, "chdir" },
	{ SYS_fchown, "fchown" },	{ SYS_fchmod, "fchmod" },
	{ SYS_ioctl, "ioctl" },
};

/* One that makes something: where undoing it fails, something is left, and nobody can help it. */
static int is_step(unsigned long request)
{
	unsigned int type = request >> 8 & 0xff, number = request & 0xff;

	return type == LOOP_IOCTLS || (type == DM_IOCTLS && number != DM_REMOVE);
}

static const char *find(const struct user_regs_struct *regs)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].number == (long)regs->orig_rax)
			return calls[i].number == SYS_ioctl && !is_step(regs->rsi) ? NULL
										   : calls[i].name;
	return NULL;
}

/* Does this mount(".", "/", MS_MOVE) of PID 1 make the new root the root? */
static const char *find_switch(pid_t pid, const struct user_regs_struct *regs)
{
	if (regs->orig_rax != SYS_mount || regs->r10 != MS_MOVE)
		return NULL;
	return (ptrace(PTRACE_PEEKDATA, pid, (void *)regs->rdi, NULL) & 0xffff) == '.' ? "switch"
										       : NULL;
}

/* Let the call fail that a traced process is about to make: in its place it makes none. */
static void spoil_call(pid_t pid, struct user_regs_struct *regs, const char *name)
{
	printf("%s\n", name);
	fflush(stdout);
	regs->orig_rax = (unsigned long)-1;
	ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

static void return_error(pid_t pid, struct user_regs_struct *regs)
{
	regs->rax = (unsigned long)-EIO;
	ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

/*
 * Trace a process that has stopped, until it ends, or is PID 1 and has had its failure. Returns its
 * status, as waitpid(); *left is what remains of the number of the call that fails.
 */
static int trace(pid_t pid, int status, int *left)
{
	int entering = 1, spoil = 0;

	for (;;) {
		struct user_regs_struct regs;
		int signal = 0;

		if (WIFSTOPPED(status) && WSTOPSIG(status) == (SIGTRAP | 0x80)) {
			const char *name;

			ptrace(PTRACE_GETREGS, pid, NULL, &regs);
			name = !entering ? NULL : pid == 1 ? find_switch(pid, &regs) : find(&regs);
			if (name && --*left == 0) {
				spoil_call(pid, &regs, name);
				spoil = 1;
			} else if (!entering && spoil) {
				return_error(pid, &regs);
				spoil = 0;
				if (pid == 1)
					return ptrace(PTRACE_DETACH, pid, NULL, NULL) < 0;
			}
			entering = !entering;
		} else if (WIFSTOPPED(status) && WSTOPSIG(status) != SIGTRAP) {
			signal = WSTOPSIG(status);
		}
		ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)signal);
		if (waitpid(pid, &status, __WALL) < 0 || WIFEXITED(status) || WIFSIGNALED(status))
			return status;
	}
}

/* As PID 1: become /init, which a child traces. */
static int become_init(char **argv)
{
	int ends[2], left = 1, status = 0;
	char ready = 0;

	if (pipe(ends) < 0)
		return 2;
	if (fork() == 0) {
		if (ptrace(PTRACE_SEIZE, 1, NULL, PTRACE_O_TRACESYSGOOD) < 0 ||
		    ptrace(PTRACE_INTERRUPT, 1, NULL, NULL) < 0)
			_exit(1);
		close(ends[1]);
		if (waitpid(1, &status, __WALL) < 0)
			_exit(1);
		_exit(trace(1, SIGTRAP << 8 | 0x7f, &left));
	}
	close(ends[1]);
	while (read(ends[0], &ready, 1) < 0 && errno == EINTR)
		;
	close(ends[0]);
	argv[0] = (char[]){ "/init" };
	execv("/init", argv);
	return 2;
}

int main(int argc, char **argv)
{
	int left = argc > 2 ? atoi(argv[1]) : 0, status;
	pid_t pid;

	if (getpid() == 1)
		return become_init(argv);
	if (left < 1)
		return 2;
	pid = fork();
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
	status = trace(pid, status, &left);
	if (left > 0)
		return NOT_REACHED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

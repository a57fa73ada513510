// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * inject N PROGRAM ARGUMENT...: run a program whose Nth system call, of those that map and mount,
 * fails with EIO. Prints which one it was. Exit status: the program's; 99 if it made fewer.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

int main(int argc, char **argv)
{
	int left = argc > 2 ? atoi(argv[1]) : 0, status, entering = 1, spoil = 0;
	pid_t pid;

	if (left < 1)
		return 2;
	pid = fork();
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	for (ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);;) {
		struct user_regs_struct regs;
		int signal = 0;

		if (WIFSTOPPED(status) && WSTOPSIG(status) == (SIGTRAP | 0x80)) {
			ptrace(PTRACE_GETREGS, pid, NULL, &regs);
			if (entering && find(&regs) && --left == 0) {
				printf("%s\n", find(&regs));
				fflush(stdout);
				regs.orig_rax = (unsigned long)-1;
				ptrace(PTRACE_SETREGS, pid, NULL, &regs);
				spoil = 1;
			} else if (!entering && spoil) {
				regs.rax = (unsigned long)-EIO;
				ptrace(PTRACE_SETREGS, pid, NULL, &regs);
				spoil = 0;
			}
			entering = !entering;
		} else if (WIFSTOPPED(status) && WSTOPSIG(status) != SIGTRAP) {
			signal = WSTOPSIG(status);
		}
		ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)signal);
		if (waitpid(pid, &status, 0) < 0)
			return 2;
		if (WIFEXITED(status) || WIFSIGNALED(status))
			break;
	}
	if (left > 0)
		return NOT_REACHED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

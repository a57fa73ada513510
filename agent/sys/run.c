// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/run.h"

#include "sys/child.h"
#include "sys/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>

static void execute_program(char *const arguments[], char *const environment[])
{
	sigset_t none;

	(void)setpgid(0, 0);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)execve(arguments[0], arguments, environment);
	_exit(127);
}

/* Wait until the process ends. 0, or -ETIMEDOUT. */
static int wait_at_most(int pidfd, unsigned int seconds)
{
	uint64_t now = clock_now(), end = now + seconds * UINT64_C(1000000);
	struct pollfd fds = { .fd = pidfd, .events = POLLIN };

	for (; now < end; now = clock_now())
		if (poll(&fds, 1, (int)((end - now) / 1000) + 1) > 0)
			return 0;
	return -ETIMEDOUT;
}

int run_program(char *const arguments[], char *const environment[], unsigned int seconds,
		void (*slow)(void *context), void *context)
{
	cleanup_close int pidfd = -1;
	pid_t pid = fork();
	int status, r;

	if (pid == 0)
		execute_program(arguments, environment);
	if (pid < 0)
		return -errno;
	(void)setpgid(pid, pid); /* the child does it too: one of them is first */
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	/* Without a pidfd (Linux 5.3) the time cannot be limited. */
	r = pidfd >= 0 ? wait_at_most(pidfd, RUN_SLOW) : 0;
	if (r < 0) {
		slow(context);
		r = wait_at_most(pidfd, seconds - RUN_SLOW);
	}
	if (r < 0)
		(void)kill(-pid, SIGKILL);
	status = child_wait(pid);
	/* Processes that it left in its group would continue in the new root. */
	(void)kill(-pid, SIGKILL);
	return r < 0 ? r : status;
}

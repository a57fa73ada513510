// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/child.h"

#include "sys/io.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>

int child_status(int wait_status)
{
	return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

int child_wait(int pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return child_status(status);
}

int child_begin(struct child *ret, void (*work)(void *context, int say_fd), void *context)
{
	int ends[2], error;
	pid_t pid;

	*ret = (struct child)CHILD_NONE;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	pid = fork();
	if (pid == 0) {
		work(context, ends[1]);
		_exit(0);
	}
	error = pid < 0 ? errno : 0;
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return -error;
	}
	*ret = (struct child){ .fd = ends[0], .pid = pid };
	return 0;
}

int child_say(int say_fd)
{
	return io_write(say_fd, "", 1);
}

int child_hear(const struct child *child)
{
	char byte;

	return child->fd >= 0 && io_read(child->fd, &byte, 1) == 1;
}

void child_end(struct child *child, bool wait)
{
	bool ended = wait;
	char byte;

	if (child->fd < 0)
		return;
	if (!ended)
		ended = fcntl(child->fd, F_SETFL, O_NONBLOCK) == 0 &&
			io_read(child->fd, &byte, 1) == 0;
	if (ended)
		child_wait(child->pid);
	else
		(void)waitpid(child->pid, NULL, WNOHANG);
	close(child->fd);
	*child = (struct child)CHILD_NONE;
}

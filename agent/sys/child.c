// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/child.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>

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

void child_say(int say_fd)
{
	ssize_t n;

	do
		n = write(say_fd, "", 1);
	while (n < 0 && errno == EINTR);
}

int child_hear(const struct child *child)
{
	ssize_t n;
	char byte;

	if (child->fd < 0)
		return 0;
	do
		n = read(child->fd, &byte, 1);
	while (n < 0 && errno == EINTR);
	return n == 1;
}

void child_end(struct child *child, bool wait)
{
	bool ended = wait;
	char byte;

	if (child->fd < 0)
		return;
	if (!ended)
		ended = fcntl(child->fd, F_SETFL, O_NONBLOCK) == 0 &&
			read(child->fd, &byte, 1) == 0;
	while (waitpid(child->pid, NULL, ended ? 0 : WNOHANG) < 0 && errno == EINTR)
		;
	close(child->fd);
	*child = (struct child)CHILD_NONE;
}

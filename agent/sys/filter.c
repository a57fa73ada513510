// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/filter.h"

#include "sys/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>

/* The limit of memory in bytes: untrusted input can make a program allocate any amount. */
enum { DATA_MAX = 1 << 30 };

/* Fork a child with this standard input and output. Returns 0 in the child, and its pid or -E... in
 * the parent. */
static int fork_between(int in_fd, int out_fd)
{
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid > 0)
		return pid;
	if (dup2(in_fd, 0) < 0 || dup2(out_fd, 1) < 0)
		_exit(127);
	return 0;
}

static bool is_there(const char *program)
{
	const char *path = getenv("PATH");
	char file[4096];

	for (path = path ? path : "/usr/bin:/bin"; *path;) {
		int len = (int)strcspn(path, ":");

		if (snprintf(file, sizeof(file), "%.*s/%s", len, path, program) <
			    (int)sizeof(file) &&
		    access(file, X_OK) == 0)
			return true;
		path += len + (path[len] == ':');
	}
	return false;
}

static void limit_memory(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_DATA, &limit) < 0 || limit.rlim_cur <= DATA_MAX)
		return;
	limit.rlim_cur = limit.rlim_max = DATA_MAX;
	(void)setrlimit(RLIMIT_DATA, &limit);
}

int filter_begin(struct filter *ret, char *const arguments[], void (*feed)(void *context, int fd),
		 void *context)
{
	int to[2] = { -1, -1 }, from[2] = { -1, -1 }, null_fd = -1, r = 0;

	*ret = (struct filter){ .fd = -1 };
	if (!is_there(arguments[0]))
		return -ENOENT;
	null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null_fd < 0 || pipe2(to, O_CLOEXEC) < 0 || pipe2(from, O_CLOEXEC) < 0)
		r = -errno;
	if (r == 0)
		r = ret->program = fork_between(to[0], from[1]);
	if (r == 0) {
		(void)dup2(null_fd, 2);
		limit_memory();
		(void)execvp(arguments[0], arguments);
		_exit(127);
	}
	if (r > 0)
		r = ret->feeder = fork_between(null_fd, to[1]);
	if (r == 0) {
		close(to[0]);
		close(from[0]);
		(void)signal(SIGPIPE, SIG_DFL);
		feed(context, to[1]);
		_exit(0);
	}
	cleanup_close_fd(&null_fd);
	cleanup_close_fd(&to[0]);
	cleanup_close_fd(&to[1]);
	cleanup_close_fd(&from[1]);
	ret->fd = from[0];
	if (r < 0)
		filter_end(ret);
	return r < 0 ? r : 0;
}

static void kill_child(pid_t pid)
{
	if (pid <= 0)
		return;
	(void)kill(pid, SIGKILL);
	child_wait(pid);
}

void filter_end(struct filter *filter)
{
	cleanup_close_fd(&filter->fd);
	kill_child(filter->feeder);
	kill_child(filter->program);
	*filter = (struct filter){ .fd = -1 };
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/console.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/child.h"
#include "sys/file.h"
#include "sys/io.h"
#include "sys/program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

unsigned int console_open_standard(void)
{
	unsigned int opened = 0;

	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		/* open(2) returns the lowest free number, which is fd. */
		if (open("/dev/console", O_RDWR | O_NOCTTY) < 0 && open("/dev/null", O_RDWR) < 0)
			break;
		opened |= 1U << fd;
	}
	return opened;
}

void console_close_standard(unsigned int opened)
{
	for (int fd = 0; fd <= 2; fd++)
		if (opened & 1U << fd)
			close(fd);
}

bool console_shows(int level)
{
	char value[64];
	uint64_t limit;

	if (file_read("/proc/sys/kernel/printk", value, sizeof(value)) < 0)
		return false;
	value[strcspn(value, " \t")] = '\0';
	return number_parse_string(value, UINT64_MAX, &limit) == 0 && (uint64_t)level < limit;
}

int console_log(int level, const char *line)
{
	char message[512];
	/* Opened for each line, because the kernel limits the rate per open file. */
	cleanup_close int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	text_print_cut(message, sizeof(message), "<%d>%s", level, line);
	return io_write_value(fd, message);
}

/*
 * Make the terminal of the console the controlling terminal. /dev/console itself cannot be one. The
 * last name in /sys/class/tty/console/active is its terminal.
 */
static void take_terminal(void)
{
	char active[256], path[PATH_MAX];
	const char *name;
	int fd;

	if (file_read("/sys/class/tty/console/active", active, sizeof(active)) <= 0)
		return;
	name = strrchr(active, ' ');
	name = name ? name + 1 : active;
	if (text_print(path, sizeof(path), "/dev/%s", name) < 0)
		return;
	fd = open(path, O_RDWR | O_NOCTTY);
	if (fd < 0)
		return;
	if (ioctl(fd, TIOCSCTTY, 0) == 0) {
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
	}
	if (fd > 2)
		close(fd);
}

int console_run(int program_fd, char *const arguments[])
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		setsid();
		take_terminal();
		if (program_execute_fd(program_fd, arguments) < 0)
			_exit(127);
	}
	for (;;) {
		pid_t ended = waitpid(getpid() == 1 ? -1 : pid, &status, 0);

		if (ended == pid)
			break;
		if (ended < 0 && errno != EINTR)
			return -errno;
	}
	return child_status(status);
}

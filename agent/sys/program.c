// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/program.h"

#include "sys/open.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>

extern char **environ;

static int open_in_root(const char *root, const char *path)
{
	cleanup_close int root_fd = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);

	return root_fd < 0 ? -errno : open_resolved(root_fd, path, O_PATH, RESOLVE_IN_ROOT);
}

bool program_has(const char *root, const char *path)
{
	cleanup_close int fd = open_in_root(root, path);

	return fd >= 0;
}

int program_check(const char *root, const char *path)
{
	cleanup_close int fd = open_in_root(root, path);
	struct stat st;

	if (fd < 0)
		return fd;
	if (fstat(fd, &st) < 0)
		return -errno;
	return S_ISREG(st.st_mode) && (st.st_mode & 0111) ? 0 : -EACCES;
}

bool program_is_other(const char *path, const char *than)
{
	struct stat one, two;

	return stat(path, &one) == 0 && stat(than, &two) == 0 &&
	       (one.st_dev != two.st_dev || one.st_ino != two.st_ino);
}

int program_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int program_execute(const char *path, char *const arguments[])
{
	(void)execv(path, arguments);
	return -errno;
}

int program_execute_fd(int fd, char *const arguments[])
{
	(void)fexecve(fd, arguments, environ);
	return -errno;
}

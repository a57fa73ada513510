// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/open.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { TRIES_MAX = 128 };

/* Non-blocking: a FIFO may replace the file after the check, and a file of /proc may block. */
enum { READ_FLAGS = O_RDONLY | O_NONBLOCK };

int open_resolved(int directory_fd, const char *path, int flags, uint64_t resolve)
{
	struct open_how how = { .flags = (uint64_t)flags | O_CLOEXEC, .resolve = resolve };
	long fd;

	/* -EAGAIN: there was a rename or a mount in the system while ".." was resolved. */
	for (int tries = 0; tries < TRIES_MAX; tries++) {
		fd = syscall(SYS_openat2, directory_fd, path, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd < 0 ? -errno : (int)fd;
}

static int check_regular(mode_t mode)
{
	if (S_ISREG(mode))
		return 0;
	return S_ISDIR(mode) ? -EISDIR : -EINVAL;
}

int open_regular(const char *path)
{
	struct stat st;
	int r = stat(path, &st) < 0 ? -errno : check_regular(st.st_mode), fd;

	if (r < 0)
		return r;
	fd = open(path, READ_FLAGS | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int open_regular_below(int directory_fd, const char *path)
{
	cleanup_close int seen = open_resolved(directory_fd, path, O_PATH, RESOLVE_IN_ROOT);
	struct stat st;
	int r;

	if (seen < 0)
		return seen;
	if (fstat(seen, &st) < 0)
		return -errno;
	r = check_regular(st.st_mode);
	if (r == 0 && !(st.st_mode & (S_IRUSR | S_IRGRP | S_IROTH)))
		r = -EACCES;
	return r < 0 ? r : open_resolved(directory_fd, path, READ_FLAGS, RESOLVE_IN_ROOT);
}

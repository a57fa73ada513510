// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/block.h"

#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

static int block_read(void *context, uint64_t offset, void *buf, size_t len)
{
	int fd = *(int *)context;
	char *to = buf;

	while (len > 0) {
		ssize_t n = pread(fd, to, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return -EIO;
		to += n;
		offset += (uint64_t)n;
		len -= (size_t)n;
	}
	return 0;
}

int block_open(const char *path, int *fd, struct reader *ret)
{
	cleanup_close int opened = open(path, O_RDONLY | O_CLOEXEC);
	uint64_t size;
	struct stat st;

	if (opened < 0 || fstat(opened, &st) < 0)
		return -errno;
	if (S_ISBLK(st.st_mode)) {
		if (ioctl(opened, BLKGETSIZE64, &size) < 0)
			return -errno;
	} else if (S_ISREG(st.st_mode)) {
		size = (uint64_t)st.st_size;
	} else {
		return -ENOTBLK;
	}
	*fd = steal_fd(&opened);
	*ret = (struct reader){ .read = block_read, .context = fd, .size = size };
	return 0;
}

bool block_has_dax(const char *name)
{
	char path[128], value[8];

	return text_print(path, sizeof(path), "/sys/class/block/%s/queue/dax", name) == 0 &&
	       file_read(path, value, sizeof(value)) > 0 && value[0] == '1';
}

int block_set_read_only(int fd)
{
	int on = 1;

	return ioctl(fd, BLKROSET, &on) < 0 ? -errno : 0;
}

int block_is_read_only(int fd)
{
	int read_only = 0;

	return ioctl(fd, BLKROGET, &read_only) < 0 ? -errno : read_only != 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/image_file.h"

#include "base/text.h"
#include "sys/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

int image_file_reopen(int fd)
{
	char path[32];
	int opened;

	text_print_cut(path, sizeof(path), "/proc/self/fd/%d", fd);
	opened = open(path, O_RDWR | O_CLOEXEC);
	return opened < 0 ? -errno : opened;
}

int image_file_write(int fd, uint64_t offset, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = pwrite(fd, at, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		at += n;
		offset += (uint64_t)n;
		len -= (size_t)n;
	}
	return 0;
}

int image_file_sync(int fd)
{
	return fsync(fd) < 0 ? -errno : 0;
}

int image_copy_begin(struct image_copy *ret, int from_fd, uint64_t size, const char *path)
{
	int r = 0;

	*ret = (struct image_copy){ .fd = -1, .path = path };
	if (text_print(ret->part, sizeof(ret->part), "%s.part", path) < 0)
		return -ENAMETOOLONG;
	ret->fd = open(ret->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (ret->fd < 0)
		return -errno;
	if (ioctl(ret->fd, FICLONE, from_fd) < 0)
		r = stream_copy(ret->fd, from_fd, 0, size);
	if (r < 0)
		image_copy_undo(ret);
	return r;
}

int image_copy_end(struct image_copy *copy)
{
	int r = image_file_sync(copy->fd);

	if (r == 0 && rename(copy->part, copy->path) < 0)
		r = -errno;
	if (r < 0)
		image_copy_undo(copy);
	cleanup_close_fd(&copy->fd);
	return r;
}

void image_copy_undo(struct image_copy *copy)
{
	(void)unlink(copy->part);
	cleanup_close_fd(&copy->fd);
	copy->fd = -1;
}

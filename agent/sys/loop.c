// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/loop.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>

enum { ATTEMPTS_MAX = 64 };

/*
 * Configure a free loop device. If another process takes it first (-EBUSY), try the next one.
 * Returns the fd of the device, or -E...
 */
static int configure_free(int control_fd, const struct loop_config *config, struct loop *loop)
{
	for (unsigned int n = 0; n < ATTEMPTS_MAX; n++) {
		int number = ioctl(control_fd, LOOP_CTL_GET_FREE);
		cleanup_close int fd = -1;

		if (number < 0)
			return -errno;
		if (text_print(loop->path, sizeof(loop->path), "/dev/loop%d", number) < 0)
			return -ENAMETOOLONG;
		fd = open(loop->path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return -errno;
		if (ioctl(fd, LOOP_CONFIGURE, config) == 0)
			return steal_fd(&fd);
		if (errno != EBUSY)
			return -errno;
	}
	return -EBUSY;
}

static int attach(int backing_fd, const struct extent *extent, uint32_t flags, struct loop *ret)
{
	struct loop_config config = {
		.fd = (unsigned int)backing_fd,
		.info = {
			.lo_offset = extent->offset,
			.lo_sizelimit = extent->len,
			.lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_DIRECT_IO | flags,
		},
	};
	cleanup_close int control_fd = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	struct loop_info64 info;
	int fd;

	if (control_fd < 0)
		return -errno;
	fd = configure_free(control_fd, &config, ret);
	if (fd < 0)
		return fd;
	ret->fd = fd;
	ret->direct_io = ioctl(fd, LOOP_GET_STATUS64, &info) == 0 &&
			 (info.lo_flags & LO_FLAGS_DIRECT_IO);
	return 0;
}

int loop_attach(int backing_fd, const struct extent *extent, struct loop *ret)
{
	return attach(backing_fd, extent, LO_FLAGS_AUTOCLEAR, ret);
}

int loop_attach_lasting(int backing_fd, const struct extent *extent, char *path)
{
	struct loop loop;
	int r = attach(backing_fd, extent, 0, &loop);

	if (r < 0)
		return r;
	close(loop.fd);
	text_copy_cut(path, LOOP_NAME_MAX, loop.path);
	return 0;
}

int loop_detach(const char *path)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	return ioctl(fd, LOOP_CLR_FD) < 0 ? -errno : 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/stream.h"

#include "sys/io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>

/* Of a pipe, if the kernel allows it (/proc/sys/fs/pipe-max-size). */
enum { PIPE_SIZE = 1 << 20, STEP_MAX = 1 << 30, BUFFER_SIZE = 128 << 10 };

/* For an fd that sendfile(2) does not write to, such as a file opened for appending. */
static int copy_by_buffer(int to_fd, int from_fd, uint64_t offset, uint64_t len)
{
	cleanup_free uint8_t *buf = malloc(BUFFER_SIZE);
	int r = buf ? 0 : -ENOMEM;

	while (r == 0 && len > 0) {
		size_t n = len < BUFFER_SIZE ? (size_t)len : BUFFER_SIZE;

		r = io_read_at(from_fd, offset, buf, n);
		if (r == 0)
			r = io_write(to_fd, buf, n);
		offset += n;
		len -= n;
	}
	return r;
}

int stream_copy(int to_fd, int from_fd, uint64_t offset, uint64_t len)
{
	off_t at = (off_t)offset;

	(void)fcntl(to_fd, F_SETPIPE_SZ, PIPE_SIZE);
	while (len > 0) {
		ssize_t n = sendfile(to_fd, from_fd, &at, len < STEP_MAX ? (size_t)len : STEP_MAX);

		if (n < 0 && (errno == EINVAL || errno == ENOSYS))
			return copy_by_buffer(to_fd, from_fd, (uint64_t)at, len);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return -errno;
		if (n == 0)
			return -EIO;
		len -= n > 0 ? (uint64_t)n : 0;
	}
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/io.h"

#include <errno.h>
#include <string.h>

enum direction { READ, READ_AT, WRITE };

static ssize_t transfer_some(enum direction direction, int fd, uint64_t offset, char *buf,
			     size_t len)
{
	switch (direction) {
	case READ:
		return read(fd, buf, len);
	case READ_AT:
		return pread(fd, buf, len, (off_t)offset);
	case WRITE:
		break;
	}
	return write(fd, buf, len);
}

/* Returns the number of bytes, which is less than len only at the end of the file, or -E... */
static ssize_t transfer(enum direction direction, int fd, uint64_t offset, char *buf, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = transfer_some(direction, fd, offset + done, buf + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

int io_read(int fd, void *buf, size_t size)
{
	return (int)transfer(READ, fd, 0, buf, size);
}

int io_end_text(char *buf, size_t size, int len)
{
	if (len < 0)
		return len;
	if ((size_t)len == size)
		return -E2BIG;
	if (len > 0 && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return len;
}

int io_read_all(int fd, size_t max, uint8_t **ret)
{
	/* The size of an attribute is unknown, and memory that is not used costs nothing. */
	uint8_t *buf = malloc(max + 1);
	int len = buf ? io_read(fd, buf, max + 1) : -ENOMEM;

	if (len < 0)
		free(buf);
	else
		*ret = buf;
	return len;
}

int io_end_all(uint8_t *bytes, int len, size_t max, uint8_t **ret)
{
	if (len < 0 || (size_t)len > max) {
		free(bytes);
		return len < 0 ? len : -E2BIG;
	}
	*ret = bytes;
	return len;
}

/* Returns 0 if all bytes were transferred, the error of the transfer, or else too_little. */
static int expect_all(ssize_t n, size_t len, int too_little)
{
	if (n < 0)
		return (int)n;
	return (size_t)n == len ? 0 : too_little;
}

int io_read_exactly(int fd, void *buf, size_t len)
{
	return expect_all(transfer(READ, fd, 0, buf, len), len, -ENODATA);
}

int io_read_at(int fd, uint64_t offset, void *buf, size_t len)
{
	return expect_all(transfer(READ_AT, fd, offset, buf, len), len, -EIO);
}

int io_write(int fd, const void *bytes, size_t len)
{
	return expect_all(transfer(WRITE, fd, 0, (char *)(uintptr_t)bytes, len), len, -EIO);
}

int io_write_value(int fd, const char *value)
{
	size_t len = strlen(value);
	ssize_t n = write(fd, value, len);

	return expect_all(n < 0 ? -errno : n, len, -EIO);
}

int io_read_link(int fd, char *buf, size_t size)
{
	ssize_t n = readlinkat(fd, "", buf, size);

	if (n < 0)
		return -errno;
	if ((size_t)n == size)
		return -ENAMETOOLONG;
	buf[n] = '\0';
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/block.h"

#include "base/text.h"
#include "sys/file.h"
#include "sys/io.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

enum { SECTOR = 512 };

static int block_read(void *context, uint64_t offset, void *buf, size_t len)
{
	return io_read_at(*(const int *)context, offset, buf, len);
}

/* Read through the page cache, now and later. */
static int read_cached(int *fd, uint64_t offset, void *buf, size_t len)
{
	if (fcntl(*fd, F_SETFL, 0) < 0)
		return -errno;
	return block_read(fd, offset, buf, len);
}

static int block_read_direct(void *context, uint64_t offset, void *buf, size_t len)
{
	_Alignas(SECTOR) char rest[SECTOR];
	size_t whole = len - len % SECTOR;
	int *fd = context, r;

	if (offset % SECTOR || (uintptr_t)buf % SECTOR)
		return read_cached(fd, offset, buf, len);
	r = block_read(fd, offset, buf, whole);
	if (r == 0 && whole < len)
		r = block_read(fd, offset + whole, rest, SECTOR);
	/* The sectors of the device are larger. */
	if (r == -EINVAL)
		return read_cached(fd, offset, buf, len);
	if (r == 0)
		memcpy((char *)buf + whole, rest, len - whole);
	return r;
}

static int open_at(const char *path, int flags, int *fd, struct reader *ret)
{
	cleanup_close int opened = -1;
	uint64_t size;
	struct stat st;

	/* Check the kind before opening: opening a FIFO would wait for a writer. */
	if (stat(path, &st) < 0)
		return -errno;
	if (!S_ISBLK(st.st_mode) && !S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : -ENOTBLK;
	opened = open(path, O_RDONLY | O_CLOEXEC | flags | (S_ISREG(st.st_mode) ? O_NONBLOCK : 0));
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
	*ret = (struct reader){ .read = flags ? block_read_direct : block_read,
				.context = fd,
				.size = size };
	return S_ISBLK(st.st_mode) ? 1 : 0;
}

int block_open(const char *path, int *fd, struct reader *ret)
{
	int r = open_at(path, 0, fd, ret);

	return r < 0 ? r : 0;
}

const char *block_why(int error)
{
	if (error == -EISDIR)
		return "it is a directory, not an image";
	return error == -ENOTBLK ? "it is neither a file nor a block device" : strerror(-error);
}

int block_open_direct(const char *path, int *fd, struct reader *ret)
{
	int r = open_at(path, O_DIRECT, fd, ret);

	/* Only for block devices: the end of a file may not be a whole sector. */
	if (r == 0)
		close(*fd);
	return r == 1 ? 0 : block_open(path, fd, ret);
}

struct reader block_reader(int *fd, uint64_t size)
{
	return (struct reader){ .read = block_read, .context = fd, .size = size };
}

unsigned int block_sector_size(int fd)
{
	int size;

	return ioctl(fd, BLKSSZGET, &size) == 0 && size >= SECTOR ? (unsigned int)size : SECTOR;
}

bool block_has_dax(const char *name)
{
	char path[128], value[8];

	return text_print(path, sizeof(path), "/sys/class/block/%s/queue/dax", name) == 0 &&
	       file_read(path, value, sizeof(value)) > 0 && value[0] == '1';
}

bool block_is_of_disk(const char *name, const char *disk)
{
	size_t len = strlen(disk);

	if (len == 0 || !text_begins(name, disk))
		return false;
	name += len;
	if (*name == '\0')
		return true;
	/* As the kernel names them (Linux 6.12, block/partitions/core.c, add_partition()). */
	if (strchr("0123456789", disk[len - 1]) && *name++ != 'p')
		return false;
	return *name != '\0' && name[strspn(name, "0123456789")] == '\0';
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

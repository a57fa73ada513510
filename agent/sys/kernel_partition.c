// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/kernel_partition.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <linux/blkpg.h>
#include <sys/ioctl.h>

enum { SECTOR = 512 };

static int change(int fd, int operation, unsigned int number, const struct extent *extent)
{
	struct blkpg_partition partition = { .pno = (int)number,
					     .start = (long long)extent->offset,
					     .length = (long long)extent->len };
	struct blkpg_ioctl_arg request = { .op = operation,
					   .datalen = sizeof(partition),
					   .data = &partition };

	return ioctl(fd, BLKPG, &request) < 0 ? -errno : 0;
}

int kernel_partition_forget(int fd, const char *disk, const struct partition *partition)
{
	char path[128], value[32];
	uint64_t start;

	if (text_print(path, sizeof(path), "/sys/class/block/%s%s%u/start", disk,
		       partition_infix(disk), partition->number) < 0 ||
	    file_read(path, value, sizeof(value)) < 0 ||
	    number_parse_string(value, UINT64_MAX, &start) < 0 ||
	    start != partition->extent.offset / SECTOR)
		return -ENOENT;
	return change(fd, BLKPG_DEL_PARTITION, partition->number, &partition->extent);
}

int kernel_partition_restore(int fd, unsigned int number, const struct extent *extent)
{
	return change(fd, BLKPG_ADD_PARTITION, number, extent);
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/kernel_partition.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <linux/blkpg.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

enum { SECTOR = 512 };

int kernel_partition_forget(int fd, const char *disk, const struct partition *partition)
{
	struct blkpg_partition which = { .pno = (int)partition->number };
	struct blkpg_ioctl_arg request = { .op = BLKPG_DEL_PARTITION,
					   .datalen = sizeof(which),
					   .data = &which };
	char path[128], value[32];
	uint64_t start;

	if (text_print(path, sizeof(path), "/sys/class/block/%s%s%u/start", disk,
		       partition_infix(disk), partition->number) < 0 ||
	    file_read(path, value, sizeof(value)) < 0 ||
	    number_parse_string(value, UINT64_MAX, &start) < 0 ||
	    start != partition->extent.offset / SECTOR)
		return -ENOENT;
	return ioctl(fd, BLKPG, &request) < 0 ? -errno : 0;
}

int kernel_partition_reread(int fd)
{
	return ioctl(fd, BLKRRPART) < 0 ? -errno : 0;
}

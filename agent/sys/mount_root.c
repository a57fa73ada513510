// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mount_root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/syscall.h>

#ifndef STATX_ATTR_MOUNT_ROOT
#define STATX_ATTR_MOUNT_ROOT 0x00002000
#endif

int mount_root_ask(const char *path)
{
	struct statx st;

	if (syscall(SYS_statx, AT_FDCWD, path, 0, STATX_TYPE, &st) < 0)
		return errno == ENOSYS ? -EOPNOTSUPP : -errno;
	if (!(st.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT))
		return -EOPNOTSUPP;
	return (st.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

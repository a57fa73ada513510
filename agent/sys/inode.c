// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/inode.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static int copy_attribute(int from_fd, int to_fd, const char *name)
{
	char value[XATTR_SIZE_MAX];
	ssize_t len = fgetxattr(from_fd, name, value, sizeof(value));

	if (len < 0)
		return errno == ENODATA ? 0 : -errno;
	if (fsetxattr(to_fd, name, value, (size_t)len, 0) < 0 && errno != EOPNOTSUPP)
		return -errno;
	return 0;
}

static int copy_attributes(int from_fd, int to_fd)
{
	cleanup_free char *names = NULL;
	ssize_t len = flistxattr(from_fd, NULL, 0);

	if (len < 0)
		return errno == EOPNOTSUPP ? 0 : -errno;
	if (len == 0)
		return 0;
	names = malloc((size_t)len);
	if (!names)
		return -ENOMEM;
	len = flistxattr(from_fd, names, (size_t)len);
	if (len < 0)
		return -errno;
	for (const char *name = names; name < names + len; name += strlen(name) + 1) {
		int r = text_begins(name, "trusted.overlay.")
				? 0
				: copy_attribute(from_fd, to_fd, name);

		if (r < 0)
			return r;
	}
	return 0;
}

int inode_copy_attributes(const char *from, const char *to)
{
	cleanup_close int from_fd = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	cleanup_close int to_fd = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat st;

	if (from_fd < 0 || to_fd < 0 || fstat(from_fd, &st) < 0)
		return -errno;
	/* Set the owner before the mode, because a change of owner clears the set-id bits. */
	if (fchown(to_fd, st.st_uid, st.st_gid) < 0 || fchmod(to_fd, st.st_mode & 07777) < 0)
		return -errno;
	return copy_attributes(from_fd, to_fd);
}

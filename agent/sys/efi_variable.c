// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/efi_variable.h"

#include "base/text.h"
#include "sys/mount.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

#define EFIVARS "/sys/firmware/efi/efivars"

/* EFI_VARIABLE_NON_VOLATILE, _BOOTSERVICE_ACCESS and _RUNTIME_ACCESS (UEFI 2.10, 8.2.1) */
enum { ATTRIBUTES = 7, ATTRIBUTES_SIZE = 4 };

/* efivarfs makes a variable immutable, so that nobody removes one by mistake. */
static int set_immutable(const char *path, bool immutable)
{
	cleanup_close int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int flags;

	if (fd < 0)
		return -errno;
	if (ioctl(fd, FS_IOC_GETFLAGS, &flags) < 0)
		return -errno;
	flags = immutable ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
	return ioctl(fd, FS_IOC_SETFLAGS, &flags) < 0 ? -errno : 0;
}

/* Attributes and value must come in one write(2). */
static int write_value(const char *path, const void *bytes, size_t len)
{
	uint8_t buf[ATTRIBUTES_SIZE + EFI_VARIABLE_WRITE_MAX] = { ATTRIBUTES };
	cleanup_close int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
	ssize_t n;

	if (fd < 0)
		return -errno;
	memcpy(buf + ATTRIBUTES_SIZE, bytes, len);
	n = write(fd, buf, ATTRIBUTES_SIZE + len);
	if (n < 0)
		return -errno;
	return (size_t)n == ATTRIBUTES_SIZE + len ? 0 : -EIO;
}

static int write_variable(const char *path, const void *bytes, size_t len)
{
	int r = set_immutable(path, false), again;

	if (r < 0 && r != -ENOENT)
		return r;
	r = write_value(path, bytes, len);
	again = set_immutable(path, true);
	return r < 0 ? r : again;
}

int efi_variable_write(const char *name, const void *bytes, size_t len)
{
	char path[PATH_MAX];
	bool mounted = !mount_is_point(EFIVARS);
	int r = text_print(path, sizeof(path), EFIVARS "/%s", name);

	if (r == 0 && len > EFI_VARIABLE_WRITE_MAX)
		r = -E2BIG;
	if (r < 0)
		return r;
	if (mounted)
		r = mount_at("efivarfs", EFIVARS, "efivarfs", "nosuid,nodev,noexec");
	if (r < 0)
		return r;
	r = write_variable(path, bytes, len);
	if (mounted)
		mount_detach(EFIVARS);
	return r;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/switch_root.h"

#include "base/text.h"
#include "sys/mount.h"
#include "sys/remove.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>

bool switch_root_is_initramfs(void)
{
	struct statfs fs;

	return getpid() == 1 && statfs("/", &fs) == 0 &&
	       (fs.f_type == RAMFS_MAGIC || fs.f_type == TMPFS_MAGIC);
}

static void move_into(const char *root, const char *directory)
{
	char target[PATH_MAX];

	if (!mount_is_point(directory))
		return;
	if (text_print(target, sizeof(target), "%s%s", root, directory) < 0 ||
	    (mkdir(target, 0755) < 0 && errno != EEXIST) || mount_move(directory, target) < 0)
		mount_detach(directory);
}

int switch_root_to(const char *root)
{
	static const char *const directories[] = { "/dev", "/sys", "/run", "/proc" };
	cleanup_close int initramfs_fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat here, there;
	pid_t pid;

	if (!switch_root_is_initramfs())
		return -EPERM;
	if (initramfs_fd < 0 || fstat(initramfs_fd, &here) < 0 || stat(root, &there) < 0)
		return -errno;
	if (here.st_dev == there.st_dev)
		return -EINVAL; /* not a mount: the new root would be deleted */
	if (chdir(root) < 0)
		return -errno;
	/* /proc is last, because libmount reads it. */
	for (size_t i = 0; i < array_size(directories); i++)
		move_into(root, directories[i]);
	if (mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0)
		return -errno;
	/*
	 * Delete only now, so that a failure before leaves the initramfs unchanged. Nobody waits
	 * for the child: the new init reaps it like any orphan.
	 */
	pid = fork();
	if (pid <= 0)
		remove_below(steal_fd(&initramfs_fd));
	if (pid == 0)
		_exit(0);
	return 0;
}

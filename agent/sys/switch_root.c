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

/* Is this process PID 1, and may its root be emptied? */
static bool may_leave(void)
{
	struct statfs fs;

	return getpid() == 1 && statfs("/", &fs) == 0 &&
	       (fs.f_type == RAMFS_MAGIC || fs.f_type == TMPFS_MAGIC);
}

/*
 * A container may have a tmpfs as its root, too. The kernel's own PID namespace has this inode
 * (PROC_PID_INIT_INO, include/linux/proc_ns.h). Where /proc is not mounted yet: process 2 of that
 * namespace is kthreadd, whose process group is 0.
 */
static bool in_first_pid_namespace(void)
{
	struct stat st;

	if (stat("/proc/self/ns/pid", &st) == 0)
		return st.st_ino == 0xeffffffc;
	return getpgid(2) == 0;
}

bool switch_root_is_initramfs(void)
{
	return may_leave() && in_first_pid_namespace();
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

/* /proc is last, because libmount reads it. */
static const char *const directories[] = { "/dev", "/sys", "/run", "/proc" };

/* For the shell and the next try, which come after a failure. */
static void move_back(const char *root)
{
	char moved[PATH_MAX];

	for (size_t i = array_size(directories); i-- > 0;)
		if (text_print(moved, sizeof(moved), "%s%s", root, directories[i]) == 0 &&
		    !mount_is_point(directories[i]) && mount_is_point(moved) &&
		    mount(moved, directories[i], NULL, MS_MOVE, NULL) < 0)
			mount_detach(moved);
}

/* Make the working directory the root directory. 0; or -E..., and all is where it was. */
static int enter_root(const char *root)
{
	int error;

	if (mount(".", "/", NULL, MS_MOVE, NULL) < 0)
		return -errno;
	if (chroot(".") == 0)
		return 0;
	error = -errno;
	/* For this process "/" is still what is below. */
	return mount(".", root, NULL, MS_MOVE, NULL) < 0 ? -errno : error;
}

int switch_root_to(const char *root)
{
	cleanup_close int initramfs_fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat here, there;
	pid_t pid;
	int r;

	if (!may_leave())
		return -EPERM;
	if (initramfs_fd < 0 || fstat(initramfs_fd, &here) < 0 || stat(root, &there) < 0)
		return -errno;
	if (here.st_dev == there.st_dev)
		return -EINVAL; /* not a mount: the new root would be deleted */
	if (chdir(root) < 0)
		return -errno;
	for (size_t i = 0; i < array_size(directories); i++)
		move_into(root, directories[i]);
	r = enter_root(root);
	if (r < 0)
		move_back(root);
	if (chdir("/") < 0 || r < 0)
		return r < 0 ? r : -errno;
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

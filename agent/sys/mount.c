// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mount.h"

#include "sys/mount_root.h"

#include <errno.h>
#include <fcntl.h>
#include <libmount/libmount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* libmount returns -errno, or a positive number for an error of its own. */
static int context_error(struct libmnt_context *context, int r)
{
	if (r == 0)
		return 0;
	if (mnt_context_syscall_called(context) && mnt_context_get_syscall_errno(context) != 0)
		return -mnt_context_get_syscall_errno(context);
	return r < 0 ? r : -EIO;
}

static int mount_context(const char *source, const char *target, const char *fstype,
			 const char *options, unsigned long flags)
{
	struct libmnt_context *context = mnt_new_context();
	int r;

	if (!context)
		return -ENOMEM;
	/* Pass everything to the kernel as given: no helper program, no mtab, no guesses. */
	mnt_context_disable_helpers(context, 1);
	mnt_context_disable_mtab(context, 1);
	mnt_context_disable_canonicalize(context, 1);
	r = mnt_context_set_source(context, source);
	if (r == 0)
		r = mnt_context_set_target(context, target);
	if (r == 0 && fstype)
		r = mnt_context_set_fstype(context, fstype);
	if (r == 0 && options)
		r = mnt_context_set_options(context, options);
	if (r == 0)
		r = mnt_context_set_mflags(context, flags);
	if (r == 0)
		r = mnt_context_mount(context);
	r = context_error(context, r);
	mnt_free_context(context);
	return r;
}

int mount_at(const char *source, const char *target, const char *fstype, const char *options)
{
	return mount_context(source, target, fstype, options, 0);
}

int mount_in(const char *folder, const char *source, const char *target, const char *fstype,
	     const char *options)
{
	cleanup_close int here_fd = -1;
	int r;

	if (!folder)
		return mount_at(source, target, fstype, options);
	here_fd = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (here_fd < 0 || chdir(folder) < 0)
		return -errno;
	r = mount_at(source, target, fstype, options);
	if (fchdir(here_fd) < 0 && r == 0)
		r = -errno;
	return r;
}

int mount_free(const char *path, uint64_t *ret)
{
	struct statvfs fs;

	if (statvfs(path, &fs) < 0)
		return -errno;
	*ret = (uint64_t)fs.f_bfree * fs.f_frsize;
	return 0;
}

int mount_bind(const char *from, const char *to, const char *options)
{
	return mount_context(from, to, NULL, options, MS_BIND);
}

int mount_move(const char *from, const char *to)
{
	return mount_context(from, to, NULL, NULL, MS_MOVE);
}

void mount_detach(const char *target)
{
	(void)umount2(target, MNT_DETACH | UMOUNT_NOFOLLOW);
}

/* Before Linux 5.8. It doesn't see a bind mount of the same file system. */
static bool has_other_device(const char *path)
{
	char parent[4096];
	struct stat here, above;
	int n = snprintf(parent, sizeof(parent), "%s/..", path);

	if (n < 0 || (size_t)n >= sizeof(parent))
		return false;
	return stat(path, &here) == 0 && stat(parent, &above) == 0 && here.st_dev != above.st_dev;
}

bool mount_is_point(const char *path)
{
	int r = mount_root_ask(path);

	return r == -EOPNOTSUPP ? has_other_device(path) : r > 0;
}

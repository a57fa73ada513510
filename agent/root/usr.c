// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/usr.h"

#include "base/text.h"
#include "sys/file.h"
#include "sys/program.h"

#include <errno.h>
#include <string.h>

#define BASE "/run/pmemboot/base"

static int make_directories(void)
{
	static const struct {
		const char *path;
		mode_t mode;
	} directories[] = {
		{ BASE "/dev", 0755 },	{ BASE "/etc", 0755 },	{ BASE "/home", 0755 },
		{ BASE "/proc", 0555 }, { BASE "/run", 0755 },	{ BASE "/root", 0700 },
		{ BASE "/sys", 0555 },	{ BASE "/tmp", 01777 }, { BASE "/usr", 0755 },
		{ BASE "/var", 0755 },
	};
	int r = file_make_directories(BASE);

	for (size_t i = 0; r == 0 && i < array_size(directories); i++)
		r = file_make_directory(directories[i].path, directories[i].mode);
	return r;
}

static int make_links(const char *usr, struct mounts *mounts)
{
	static const char *const names[] = { "bin", "lib", "lib32", "lib64", "libx32", "sbin" };
	int r = 0;

	for (size_t i = 0; r == 0 && i < array_size(names); i++) {
		char target[16], path[64];

		if (!program_has(usr, names[i]))
			continue;
		r = text_print(target, sizeof(target), "usr/%s", names[i]);
		if (r == 0)
			r = text_print(path, sizeof(path), BASE "/%s", names[i]);
		if (r == 0)
			r = mounts_link(mounts, target, path);
	}
	return r;
}

int usr_make_base(const char *usr, struct mounts *mounts, const char **ret, struct failure *why)
{
	int r = make_directories();

	if (r == 0)
		r = make_links(usr, mounts);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r,
				   "cannot make a root in memory for /usr: %s", strerror(-r));
	*ret = BASE;
	return 0;
}

/* A link would lead the mount into the initramfs. */
int usr_mount(const char *usr, const char *root, struct mounts *mounts, struct failure *why)
{
	char path[MOUNTS_TARGET_MAX];
	int r = text_print(path, sizeof(path), "%s/usr", root);

	if (r == 0 && !file_is_directory_or_none(path))
		r = -ENOTDIR;
	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "cannot mount /usr in the root: %s",
				   strerror(-r));
	return mounts_bind(mounts, usr, path, "ro", why);
}

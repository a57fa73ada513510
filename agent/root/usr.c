// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/usr.h"

#include "base/text.h"
#include "sys/file.h"
#include "sys/program.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#define BASE "/run/pmemboot/base"

/* No other way to map helps against that. */
static int refuse_usr(int error, struct failure *why)
{
	return failure_set(why, FAILURE_UNSUPPORTED, error, "cannot mount /usr in the root: %s",
			   strerror(-error));
}

static int make_directories(void)
{
	static const struct {
		char name[6];
		uint16_t mode;
	} directories[] = {
		{ "dev", 0755 }, { "etc", 0755 },  { "home", 0755 }, { "proc", 0555 },
		{ "run", 0755 }, { "root", 0700 }, { "sys", 0555 },  { "tmp", 01777 },
		{ "usr", 0755 }, { "var", 0755 },
	};
	int r = 0;

	for (size_t i = 0; r == 0 && i < array_size(directories); i++) {
		char path[64];

		r = text_print(path, sizeof(path), BASE "/%s", directories[i].name);
		if (r == 0)
			r = file_make_directory(path, directories[i].mode);
	}
	return r;
}

static int make_links(const char *usr, struct mounts *mounts)
{
	static const char names[][8] = { "bin", "lib", "lib32", "lib64", "libx32", "sbin" };
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

/* In a file system of its own: it is undone as a whole, and stays when the initramfs goes. */
int usr_make_base(const char *usr, struct mounts *mounts, const char **ret, struct failure *why)
{
	int r = mounts_make(mounts, NULL, "tmpfs", BASE, "tmpfs", "mode=0755,size=64k", why);

	if (r < 0)
		return r;
	r = make_directories();
	if (r == 0)
		r = make_links(usr, mounts);
	if (r < 0)
		return refuse_usr(r, why);
	*ret = BASE;
	return 0;
}

/* A link would lead the mount into the initramfs. */
int usr_mount(const char *usr, const char *root, struct mounts *mounts, struct failure *why)
{
	char path[MOUNTS_TARGET_MAX];
	int r = text_print(path, sizeof(path), "%s/usr", root);

	if (r == 0)
		r = file_make_directories(path);
	if (r == 0 && !file_is_directory_or_none(path))
		r = -ENOTDIR;
	if (r < 0)
		return refuse_usr(r, why);
	return mounts_bind(mounts, usr, path, "ro", why);
}

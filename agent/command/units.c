// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/units.h"

#include "base/text.h"
#include "log/log.h"
#include "model/device_unit.h"
#include "sys/file.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#define SYSROOT "sysroot.mount"

/* Its service mounts the root, so that What= and Type= have no effect. */
static const char sysroot_mount[] = "[Unit]\n"
				    "Requires=pmemboot-root.service\n"
				    "After=pmemboot-root.service\n"
				    "Before=initrd-root-fs.target\n"
				    "[Mount]\n"
				    "What=pmemboot\n"
				    "Where=/sysroot\n"
				    "Type=none\n";

static int print_path(char *path, const char *early, const char *folder, const char *name)
{
	int r = text_print(path, PATH_MAX, "%s/%s", early, folder);

	if (r == 0)
		r = file_make_directories(path);
	return r < 0 ? r : text_append(path, PATH_MAX, "%s%s", *folder ? "/" : "", name);
}

static int log_failure(const char *name, int r)
{
	if (r < 0)
		log_error("cannot write the unit %s: %s", name, strerror(-r));
	return r;
}

static int write_unit(const char *early, const char *folder, const char *name, const char *text)
{
	char path[PATH_MAX];
	int r = print_path(path, early, folder, name);

	/* Another generator may write this file at the same time: replace it as a whole. */
	return log_failure(name, r < 0 ? r : file_replace(path, text));
}

static int link_unit(const char *early, const char *folder, const char *name, const char *target)
{
	char path[PATH_MAX];
	int r = print_path(path, early, folder, name);

	return log_failure(name, r < 0 ? r : file_make_link(target, path));
}

int units_want_sysroot(const char *early)
{
	return link_unit(early, "initrd-root-fs.target.wants", SYSROOT, "../" SYSROOT);
}

/* A link to /dev/null in a folder of dependencies takes the dependency away. */
static int mask_device(const char *early, const char *root)
{
	char unit[NAME_MAX + 1];
	int r = root ? device_unit_print(unit, sizeof(unit), root) : -ENOENT;

	if (r < 0) /* a name that is too long is none of a unit either */
		return 0;
	return link_unit(early, "initrd.target.wants", unit, "/dev/null");
}

int units_take_over(const char *early, const char *root)
{
	/* A drop-in changes a unit that another generator has written to the early directory. */
	int r = write_unit(early, SYSROOT ".d", "pmemboot.conf", sysroot_mount);

	if (r == 0)
		r = write_unit(early, "", SYSROOT, sysroot_mount);
	if (r == 0)
		r = link_unit(early, "initrd-root-fs.target.requires", SYSROOT, "../" SYSROOT);
	if (r == 0)
		r = link_unit(early, "initrd-root-device.target.d", "50-root-device.conf",
			      "/dev/null");
	return r < 0 ? r : mask_device(early, root);
}

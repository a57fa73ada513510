// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "log/log.h"
#include "root/shutdown_root.h"
#include "sys/dm.h"
#include "sys/file.h"
#include "sys/loop.h"
#include "sys/mount_table.h"
#include "sys/power.h"
#include "sys/switch_root.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* Is it a mount of the shutdown root itself? */
static bool is_own_mount(const char *target)
{
	static const char *const own[] = { "/", "/proc", "/sys", "/dev", "/run" };

	for (size_t i = 0; i < array_size(own); i++)
		if (strcmp(target, own[i]) == 0)
			return true;
	return text_begins(target, "/proc/") || text_begins(target, "/sys/") ||
	       text_begins(target, "/dev/");
}

/* The devices that remain after everything is unmounted. */
struct left {
	unsigned int removed, in_use;
	bool tell;
};

/* Read the name of a device-mapper device, or the file of a loop device; false for others. */
static bool read_origin(const char *device, char *ret, size_t size)
{
	bool is_dm = text_begins(device, "dm-");
	char path[128];

	return (is_dm || text_begins(device, "loop")) &&
	       text_print(path, sizeof(path), "/sys/block/%s/%s", device,
			  is_dm ? "dm/name" : "loop/backing_file") == 0 &&
	       file_read(path, ret, size) >= 0;
}

static int detach_loop(const char *device)
{
	char path[128];
	int r = text_print(path, sizeof(path), "/dev/%s", device);

	return r < 0 ? r : loop_detach(path);
}

/*
 * A layer's loop device disappears with its mount. A partition's stays, and a device-mapper device
 * may have to be removed.
 */
static int remove_device(void *context, const char *device)
{
	struct left *left = context;
	char origin[256];
	int r = -EBUSY;

	if (!read_origin(device, origin, sizeof(origin)))
		return 0;
	if (text_begins(device, "dm-"))
		r = dm_remove_now(origin);
	else if (detach_loop(device) == 0 && !read_origin(device, origin, sizeof(origin)))
		r = 0;
	left->removed += r == 0;
	left->in_use += r < 0 && r != -ENXIO;
	if (left->tell && r < 0 && r != -ENXIO)
		log_error("shutdown: %s (%s) is still in use", device, origin);
	return 0;
}

/* Remove the devices, and repeat that for the devices under them. */
static bool remove_devices(void)
{
	cleanup_tree struct tree tree = TREE_NONE;
	struct left left;
	int r;

	if (tree_open(&tree, "/") < 0)
		return false;
	do {
		left = (struct left){ 0 };
		r = tree_each(&tree, "sys/block", remove_device, &left);
	} while (r == 0 && left.removed > 0 && left.in_use > 0);
	left.tell = true;
	if (r == 0 && left.in_use > 0)
		r = tree_each(&tree, "sys/block", remove_device, &left);
	return r == 0 && left.in_use == 0;
}

/*
 * systemd-shutdown executes this as PID 1, with the old root at /oldroot. The argument is the last
 * step: poweroff, reboot, halt or kexec.
 */
static int shutdown_command(int argc, char **argv)
{
	int r;

	if (!switch_root_is_initramfs()) {
		line_write(stderr, "pmemboot: shutdown runs only as PID 1 of a shutdown root\n");
		return STATUS_USAGE;
	}
	log_to_kernel();
	r = mount_table_clear(is_own_mount);
	if (r < 0)
		log_error("shutdown: cannot unmount: %s", strerror(-r));
	if (remove_devices())
		log_notice("shutdown: everything is unmounted");
	power_end(argc > 1 ? argv[1] : "");
	for (;;)
		power_wait(UINT_MAX);
}

const struct command command_shutdown = {
	.name = "shutdown",
	.arguments = "poweroff|reboot|halt|kexec",
	.most = UCHAR_MAX,
	.help = "Run as PID 1 of the shutdown root: unmount everything, then end the machine",
	.run = shutdown_command,
};

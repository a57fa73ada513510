// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/dm.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dm-ioctl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { SECTOR = 512, TARGETS_MAX = 64, PARAMETERS_MAX = 48 };

/*
 * The uevent of an activation carries a cookie, whose upper half is for udev's rules
 * (libdevmapper.h, DM_UDEV_*, of LVM2; udev/10-dm.rules.in): the device is active, they shall make
 * no links to it, in /dev/mapper and /dev/disk, which they would take away again with the next
 * event, and look for no volumes on it. The lower half, 0, says that nobody waits for them.
 */
enum {
	UDEV_DISABLE_DM_RULES = 1 << 16,
	UDEV_DISABLE_SUBSYSTEM_RULES = 2 << 16,
	UDEV_DISABLE_DISK_RULES = 4 << 16,
	UDEV_PRIMARY_SOURCE = 0x40 << 16,
};

/* A linear target's specification and, padded to 8 bytes, its parameters. */
struct target {
	struct dm_target_spec spec;
	char parameters[PARAMETERS_MAX];
};

static const uint32_t udev_cookie = UDEV_DISABLE_DM_RULES | UDEV_DISABLE_SUBSYSTEM_RULES |
				    UDEV_DISABLE_DISK_RULES | UDEV_PRIMARY_SOURCE;

/* What an ioctl takes: its header and, for DM_TABLE_LOAD, the targets. */
struct request {
	struct dm_ioctl header;
	struct target targets[TARGETS_MAX];
};

static void begin(struct dm_ioctl *header, const char *name, size_t size, uint32_t flags)
{
	memset(header, 0, sizeof(*header));
	header->version[0] = DM_VERSION_MAJOR;
	header->data_size = (uint32_t)size;
	header->data_start = sizeof(*header);
	header->flags = flags;
	text_copy_cut(header->name, sizeof(header->name), name);
}

static int command(int control_fd, unsigned long request, const char *name, uint32_t flags,
		   uint64_t *device)
{
	struct dm_ioctl header;

	begin(&header, name, sizeof(header), flags);
	if (request == DM_DEV_SUSPEND)
		header.event_nr = udev_cookie;
	if (ioctl(control_fd, request, &header) < 0)
		return -errno;
	if (device)
		*device = header.dev;
	return 0;
}

static int fill_table(struct request *request, dev_t disk, const struct extent *extents,
		      unsigned int n)
{
	uint64_t sector = 0;

	for (unsigned int i = 0; i < n; i++) {
		struct target *target = &request->targets[i];
		int r;

		if (extents[i].offset % SECTOR || extents[i].len % SECTOR || extents[i].len == 0)
			return -EINVAL;
		target->spec.sector_start = sector;
		target->spec.length = extents[i].len / SECTOR;
		target->spec.next = sizeof(*target);
		text_copy_cut(target->spec.target_type, sizeof(target->spec.target_type), "linear");
		r = text_print(target->parameters, sizeof(target->parameters), "%u:%u %" PRIu64,
			       major(disk), minor(disk), extents[i].offset / SECTOR);
		if (r < 0)
			return r;
		sector += target->spec.length;
	}
	request->header.target_count = n;
	return 0;
}

static int load_table(int control_fd, const char *name, dev_t disk, const struct extent *extents,
		      unsigned int n)
{
	struct request request;
	int r;

	memset(&request, 0, sizeof(request));
	begin(&request.header, name, sizeof(request), DM_READONLY_FLAG);
	r = fill_table(&request, disk, extents, n);
	if (r == 0 && ioctl(control_fd, DM_TABLE_LOAD, &request) < 0)
		r = -errno;
	return r;
}

static int open_control(void)
{
	int fd = open("/dev/" DM_DIR "/" DM_CONTROL_NODE, O_RDWR | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int dm_create(const char *name, int fd, const struct extent *extents, unsigned int n,
	      struct dm *ret)
{
	cleanup_close int control_fd = open_control();
	uint64_t device;
	struct stat st;
	int r;

	if (control_fd < 0)
		return control_fd;
	if (n == 0 || n > TARGETS_MAX)
		return -EINVAL;
	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISBLK(st.st_mode))
		return -ENOTBLK;
	r = text_print(ret->name, sizeof(ret->name), "%s", name);
	if (r == 0)
		r = command(control_fd, DM_DEV_CREATE, name, DM_READONLY_FLAG, &device);
	if (r < 0)
		return r;
	r = load_table(control_fd, name, st.st_rdev, extents, n);
	if (r == 0) /* resume: the table becomes the live one */
		r = command(control_fd, DM_DEV_SUSPEND, name, 0, NULL);
	if (r == 0)
		r = text_print(ret->path, sizeof(ret->path), "/dev/dm-%u", minor((dev_t)device));
	if (r < 0)
		(void)!command(control_fd, DM_DEV_REMOVE, name, 0, NULL);
	return r;
}

void dm_remove(const struct dm *dm)
{
	cleanup_close int control_fd = open_control();

	if (control_fd >= 0)
		(void)!command(control_fd, DM_DEV_REMOVE, dm->name, DM_DEFERRED_REMOVE, NULL);
}

int dm_remove_now(const char *name)
{
	cleanup_close int control_fd = open_control();

	return control_fd < 0 ? control_fd : command(control_fd, DM_DEV_REMOVE, name, 0, NULL);
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/dm.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dm-ioctl.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

enum { SECTOR = 512, TARGETS_MAX = 64, LINEAR_SIZE = 96, TABLE_MAX = TARGETS_MAX * LINEAR_SIZE };

/*
 * The uevent of an activation has a cookie. Its upper half is for udev's rules (libdevmapper.h of
 * LVM2, DM_UDEV_*; udev/10-dm.rules.in). These flags say that the device is active, and that the
 * rules must not look for volumes on it or make links to it in /dev/mapper and /dev/disk, which
 * they would remove with the next event. The lower half is 0: nobody waits for the rules.
 */
enum {
	UDEV_DISABLE_DM_RULES = 1 << 16,
	UDEV_DISABLE_SUBSYSTEM_RULES = 2 << 16,
	UDEV_DISABLE_DISK_RULES = 4 << 16,
	UDEV_PRIMARY_SOURCE = 0x40 << 16,
};

static const uint32_t udev_cookie = UDEV_DISABLE_DM_RULES | UDEV_DISABLE_SUBSYSTEM_RULES |
				    UDEV_DISABLE_DISK_RULES | UDEV_PRIMARY_SOURCE;

/* The argument of DM_TABLE_LOAD: the header, and targets, each followed by its parameters. */
struct request {
	struct dm_ioctl header;
	_Alignas(8) char table[TABLE_MAX];
};

static void fill_header(struct dm_ioctl *header, const char *name, size_t size, uint32_t flags)
{
	memset(header, 0, sizeof(*header));
	header->version[0] = DM_VERSION_MAJOR;
	header->data_size = (uint32_t)size;
	header->data_start = sizeof(*header);
	header->flags = flags;
	text_copy_cut(header->name, sizeof(header->name), name);
}

static int dm_command(int control_fd, unsigned long request, const char *name, uint32_t flags,
		      uint64_t *device)
{
	struct dm_ioctl header;

	fill_header(&header, name, sizeof(header), flags);
	if (request == DM_DEV_SUSPEND)
		header.event_nr = udev_cookie;
	if (ioctl(control_fd, request, &header) < 0)
		return -errno;
	if (device)
		*device = header.dev;
	return 0;
}

/* Begin a target: the caller writes its parameters after it. NULL if there is no more space. */
static struct dm_target_spec *begin_target(struct request *request, size_t *used, uint64_t start,
					   uint64_t sectors, const char *type)
{
	struct dm_target_spec *spec = (void *)(request->table + *used);

	if (*used + sizeof(*spec) > sizeof(request->table))
		return NULL;
	spec->sector_start = start;
	spec->length = sectors;
	text_copy_cut(spec->target_type, sizeof(spec->target_type), type);
	return spec;
}

/* End a target whose parameters are written: add their length to *used. */
static void end_target(struct request *request, size_t *used, struct dm_target_spec *spec)
{
	size_t len = sizeof(*spec) + strlen((char *)(spec + 1)) + 1;

	spec->next = (uint32_t)((len + 7) / 8 * 8);
	*used += spec->next;
	request->header.target_count++;
}

static int fill_linear(struct request *request, dev_t disk, const struct extent *extents,
		       unsigned int n)
{
	uint64_t sector = 0;
	size_t used = 0;

	for (unsigned int i = 0; i < n; i++) {
		struct dm_target_spec *spec;

		if (extents[i].offset % SECTOR || extents[i].len % SECTOR || extents[i].len == 0)
			return -EINVAL;
		spec = begin_target(request, &used, sector, extents[i].len / SECTOR, "linear");
		if (!spec)
			return -E2BIG;
		if (text_print((char *)(spec + 1), sizeof(request->table) - used - sizeof(*spec),
			       "%u:%u %" PRIu64, major(disk), minor(disk),
			       extents[i].offset / SECTOR) < 0)
			return -E2BIG;
		sector += spec->length;
		end_target(request, &used, spec);
	}
	return 0;
}

enum { DEVICE_MAX = 24 };

/* The numbers of the device at a path, as a table has them. */
static int print_device(const char *path, char *ret)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return -errno;
	if (!S_ISBLK(st.st_mode))
		return -ENOTBLK;
	return text_print(ret, DEVICE_MAX, "%u:%u", major(st.st_rdev), minor(st.st_rdev));
}

static int fill_verity(struct request *request, const struct verity_table *table)
{
	char data[DEVICE_MAX], hashes[DEVICE_MAX], fec[DEVICE_MAX];
	struct verity_table printed = *table;
	struct dm_target_spec *spec;
	size_t used = 0;
	int r = print_device(table->data, data);

	if (r == 0)
		r = print_device(table->hashes, hashes);
	if (r == 0 && table->parts & VERITY_TABLE_FEC)
		r = print_device(table->fec, fec);
	if (r < 0)
		return r;
	printed.data = data;
	printed.hashes = hashes;
	printed.fec = fec;
	spec = begin_target(request, &used, 0,
			    table->data_blocks * (table->data_block_size / SECTOR), "verity");
	r = verity_table_print(&printed, (char *)(spec + 1),
			       sizeof(request->table) - sizeof(*spec));
	if (r == 0)
		end_target(request, &used, spec);
	return r;
}

static int open_control(void)
{
	int fd = open("/dev/" DM_DIR "/" DM_CONTROL_NODE, O_RDWR | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* Make a device with this table. */
static int create_device(const char *name, struct request *request, struct dm *ret)
{
	cleanup_close int control_fd = open_control();
	uint32_t targets = request->header.target_count;
	uint64_t device;
	int r;

	if (control_fd < 0)
		return control_fd;
	r = text_print(ret->name, sizeof(ret->name), "%s", name);
	if (r == 0)
		r = dm_command(control_fd, DM_DEV_CREATE, name, DM_READONLY_FLAG, &device);
	if (r < 0)
		return r;
	fill_header(&request->header, name, sizeof(*request), DM_READONLY_FLAG);
	request->header.data_start = offsetof(struct request, table);
	request->header.target_count = targets;
	if (ioctl(control_fd, DM_TABLE_LOAD, request) < 0)
		r = -errno;
	if (r == 0) /* resume: the table becomes the live one */
		r = dm_command(control_fd, DM_DEV_SUSPEND, name, 0, NULL);
	if (r == 0)
		r = text_print(ret->path, sizeof(ret->path), "/dev/dm-%u", minor((dev_t)device));
	if (r < 0)
		dm_command(control_fd, DM_DEV_REMOVE, name, 0, NULL);
	return r;
}

int dm_create(const char *name, int fd, const struct extent *extents, unsigned int n,
	      struct dm *ret)
{
	struct request request = { 0 };
	struct stat st;
	int r;

	if (n == 0 || n > TARGETS_MAX)
		return -EINVAL;
	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISBLK(st.st_mode))
		return -ENOTBLK;
	r = fill_linear(&request, st.st_rdev, extents, n);
	return r < 0 ? r : create_device(name, &request, ret);
}

int dm_create_verity(const char *name, const struct verity_table *table, struct dm *ret)
{
	struct request request = { 0 };
	int r = fill_verity(&request, table);

	return r < 0 ? r : create_device(name, &request, ret);
}

bool dm_is_corrupted(const struct dm *dm)
{
	cleanup_close int control_fd = open_control();
	struct request request = { 0 };
	const struct dm_target_spec *spec = (const void *)request.table;

	if (control_fd < 0)
		return false;
	fill_header(&request.header, dm->name, sizeof(request), 0);
	request.header.data_start = offsetof(struct request, table);
	/* "V" or "C" (verity_status()). */
	return ioctl(control_fd, DM_TABLE_STATUS, &request) == 0 &&
	       request.header.target_count == 1 && *(const char *)(spec + 1) == 'C';
}

void dm_remove(const struct dm *dm)
{
	cleanup_close int control_fd = open_control();

	if (control_fd >= 0)
		dm_command(control_fd, DM_DEV_REMOVE, dm->name, DM_DEFERRED_REMOVE, NULL);
}

int dm_remove_now(const char *name)
{
	cleanup_close int control_fd = open_control();

	return control_fd < 0 ? control_fd : dm_command(control_fd, DM_DEV_REMOVE, name, 0, NULL);
}

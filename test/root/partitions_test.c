// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/partitions.h"

#include "root/private.h"
#include "sys/file.h"
#include "sys/kernel_partition.h"
#include "sys/mount.h"
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>

#define RULE "/run/udev/rules.d/61-pmemboot.rules"
#define LINK "/dev/disk/by-label/SEED"

enum { DISK_SIZE = 16 << 20 };

static struct partition_devices devices;
static struct drivers drivers = { .ahead = CHILD_NONE };

/* A loop device of a disk whose second partition is an ext4, in place of a pmem disk. */
static void make_medium(struct medium *medium, struct loop *loop)
{
	const struct extent whole = { 0, DISK_SIZE };
	int fd;

	private_tmpfs("/mnt");
	private_run("mkdir -p /mnt/at /dev/disk && truncate -s 16M /mnt/disk /mnt/fs && "
		    "printf 'label: gpt\\nsize=4M, name=boot\\nsize=8M, name=seed\\n' | "
		    "sfdisk -q /mnt/disk && "
		    "truncate -s 8M /mnt/fs && mke2fs -q -t ext4 -L SEED /mnt/fs && "
		    "dd if=/mnt/fs of=/mnt/disk bs=1M seek=5 conv=notrunc status=none");
	private_tmpfs("/run");
	private_tmpfs("/dev/disk");
	fd = open("/mnt/disk", O_RDONLY | O_CLOEXEC);
	CHECK(loop_attach(fd, &whole, loop) == 0);
	close(fd);
	*medium = (struct medium){ .fd = loop->fd, .size = DISK_SIZE };
	strcpy(medium->path, loop->path);
	strcpy(medium->disk, loop->path + strlen("/dev/"));
}

static bool can_be_written(const char *device)
{
	static const char block[512];
	cleanup_close int fd = open(device, O_RDWR | O_CLOEXEC);

	return fd >= 0 && pwrite(fd, block, sizeof(block), 0) == sizeof(block) && fsync(fd) == 0;
}

TEST(partitions_of_a_held_disk_can_be_mounted)
{
	struct partitions_request request = { .drivers = &drivers, .covered = UINT64_MAX };
	struct medium medium;
	struct loop loop;
	char path[LOOP_NAME_MAX];
	int holder_fd;

	make_medium(&medium, &loop);
	request.medium = &medium;
	holder_fd = open(loop.path, O_RDONLY | O_EXCL | O_CLOEXEC);
	CHECK(holder_fd >= 0);
	partitions_map(&devices, &request);
	CHECK(devices.table && devices.plan.n_mapped == 2);
	strcpy(path, devices.paths[1]);
	CHECK(file_leads_to(LINK, path) && file_leads_to("/dev/disk/by-partlabel/seed", path));
	CHECK(file_exists(RULE));
	CHECK(mount_at(LINK, "/mnt/at", "ext4", "ro") == 0 && umount("/mnt/at") == 0);
	CHECK(!can_be_written(path));
	partitions_undo(&devices);
	CHECK(!devices.table && !file_exists(LINK) && !file_exists(RULE));
	CHECK(mount_at(path, "/mnt/at", "ext4", "ro") < 0);
	close(holder_fd);
	close(loop.fd);
}

TEST(partitions_leave_the_links_of_others)
{
	struct partitions_request request = { .drivers = &drivers, .covered = UINT64_MAX };
	struct medium medium;
	struct loop loop;

	make_medium(&medium, &loop);
	request.medium = &medium;
	private_run("mkdir /dev/disk/by-label && ln -s ../../null " LINK);
	partitions_map(&devices, &request);
	CHECK(file_leads_to(LINK, "/dev/null"));
	partitions_undo(&devices);
	CHECK(file_leads_to(LINK, "/dev/null"));
	close(loop.fd);
}

TEST(partitions_that_nothing_covers)
{
	struct partitions_request request = { .drivers = &drivers, .covered = 0 };
	struct medium medium;
	struct loop loop;

	make_medium(&medium, &loop);
	request.medium = &medium;
	partitions_map(&devices, &request);
	CHECK(devices.plan.n_mapped == 0 && !file_exists(RULE) && !file_exists(LINK));
	partitions_undo(&devices);
	request.covered = 6 << 20;
	partitions_map(&devices, &request);
	CHECK(devices.plan.n_mapped == 1 && devices.paths[0][0] && !devices.paths[1][0]);
	partitions_undo(&devices);
	close(loop.fd);
}

TEST(kernel_partition_is_forgotten_and_restored)
{
	const struct partition first = { .number = 1, .extent = { 1 << 20, 4 << 20 } };
	const struct partition other = { .number = 1, .extent = { 2 << 20, 4 << 20 } };
	struct medium medium;
	struct loop loop;
	char path[64];

	make_medium(&medium, &loop);
	CHECK(kernel_partition_forget(loop.fd, medium.disk, &first) == -ENOENT);
	private_run("losetup -j /mnt/disk | cut -d: -f1 | xargs partx -a");
	snprintf(path, sizeof(path), "/sys/class/block/%sp1", medium.disk);
	CHECK(file_exists(path));
	CHECK(kernel_partition_forget(loop.fd, medium.disk, &other) == -ENOENT);
	CHECK(file_exists(path));
	CHECK(kernel_partition_forget(loop.fd, medium.disk, &first) == 0);
	CHECK(!file_exists(path));
	CHECK(kernel_partition_forget(loop.fd, medium.disk, &first) == -ENOENT);
	CHECK(kernel_partition_restore(loop.fd, 1, &first.extent) == 0);
	CHECK(file_exists(path));
	CHECK(kernel_partition_forget(loop.fd, medium.disk, &first) == 0);
	private_run("losetup -j /mnt/disk | cut -d: -f1 | xargs partx -d");
	close(loop.fd);
}

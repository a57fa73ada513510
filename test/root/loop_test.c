// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/loop.h"

#include "base/text.h"
#include "root/private.h"
#include "sys/file.h"
#include "sys/mount.h"
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

enum { OFFSET = 6 * 2048 }; /* where the tests put the image: no multiple of 4096 */

/* A squashfs behind OFFSET bytes of something else, as in an ISO. Returns its extent and fd. */
static int make_image(struct extent *extent)
{
	struct stat st;
	int fd;

	private_tmpfs("/mnt");
	private_run("mkdir /mnt/tree /mnt/at && echo hello >/mnt/tree/greeting && "
		    "mksquashfs /mnt/tree /mnt/squashfs -quiet -no-progress && "
		    "{ head -c 12288 /dev/urandom && cat /mnt/squashfs; } >/mnt/image");
	fd = open("/mnt/image", O_RDONLY | O_CLOEXEC);
	CHECK(fd >= 0 && fstat(fd, &st) == 0);
	*extent = (struct extent){ OFFSET, (uint64_t)st.st_size - OFFSET };
	return fd;
}

static bool is_attached(const struct loop *loop)
{
	char path[128];

	CHECK(text_print(path, sizeof(path), "/sys/block/%s/loop/backing_file", loop->path + 5) ==
	      0);
	return file_exists(path);
}

static bool can_be_written(const char *device)
{
	static const char block[512];
	cleanup_close int fd = open(device, O_RDWR | O_CLOEXEC);

	return fd >= 0 && pwrite(fd, block, sizeof(block), 0) == sizeof(block) && fsync(fd) == 0;
}

TEST(loop_maps_an_extent_read_only)
{
	struct extent extent;
	int fd = make_image(&extent);
	char greeting[16];
	struct loop loop;

	CHECK(loop_attach(fd, &extent, &loop) == 0);
	CHECK(is_attached(&loop));
	CHECK(!can_be_written(loop.path));
	CHECK(mount_at(loop.path, "/mnt/at", "squashfs", "ro,noatime") == 0);
	close(loop.fd);
	CHECK(file_read("/mnt/at/greeting", greeting, sizeof(greeting)) == 5);
	CHECK_STRING(greeting, "hello");
	CHECK(open("/mnt/at/new", O_CREAT | O_WRONLY | O_CLOEXEC, 0644) < 0 && errno == EROFS);
	CHECK(is_attached(&loop));
	CHECK(umount("/mnt/at") == 0);
	CHECK(!is_attached(&loop));
}

TEST(loop_goes_when_the_mount_fails)
{
	struct extent extent;
	int fd = make_image(&extent);
	struct loop loop;

	extent.offset += 512;
	CHECK(loop_attach(fd, &extent, &loop) == 0);
	CHECK(mount_at(loop.path, "/mnt/at", "squashfs", "ro") < 0);
	close(loop.fd);
	CHECK(!is_attached(&loop));
}

TEST(loop_of_a_closed_file)
{
	struct extent extent = { 0, 4096 };
	struct loop loop;

	private_mounts();
	CHECK(loop_attach(-1, &extent, &loop) == -EBADF);
}

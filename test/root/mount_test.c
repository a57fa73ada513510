// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mount.h"

#include "root/private.h"
#include "sys/file.h"
#include "sys/nd.h"
#include "unit/test.h"

#include <errno.h>

TEST(mount_and_detach)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/a/b/c") == 0);
	CHECK(!mount_is_point("/mnt/a/b/c"));
	CHECK(mount_at("tmpfs", "/mnt/a/b/c", "tmpfs", "size=1m,nosuid") == 0);
	CHECK(mount_is_point("/mnt/a/b/c"));
	mount_detach("/mnt/a/b/c");
	CHECK(!mount_is_point("/mnt/a/b/c"));
}

TEST(mount_errors_are_the_kernels)
{
	private_tmpfs("/mnt");
	CHECK(mount_at("none", "/mnt", "nosuchfs", "ro") == -ENODEV);
	CHECK(mount_at("tmpfs", "/mnt/no/such", "tmpfs", NULL) == -ENOENT);
	CHECK(mount_at("/mnt/no", "/mnt", "squashfs", "ro") < 0);
}

TEST(mount_bind_read_only)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/from") == 0 && file_make_directories("/mnt/to") == 0);
	CHECK(mount_bind("/mnt/from", "/mnt/to", "ro") == 0);
	CHECK(file_make_directories("/mnt/to/x") == -EROFS);
	CHECK(file_make_directories("/mnt/from/x") == 0);
}

/* The device tells nothing: both are of one file system. */
TEST(mount_is_point_of_a_bind)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/from") == 0 && file_make_directories("/mnt/to") == 0);
	CHECK(!mount_is_point("/mnt/to") && !mount_is_point("/mnt/none"));
	CHECK(mount_bind("/mnt/from", "/mnt/to", NULL) == 0);
	CHECK(mount_is_point("/mnt/to") && mount_is_point("/mnt/to/") &&
	      !mount_is_point("/mnt/from"));
}

TEST(mount_move_takes_what_is_below)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/a") == 0 && file_make_directories("/mnt/b") == 0);
	CHECK(mount_at("tmpfs", "/mnt/a", "tmpfs", NULL) == 0);
	CHECK(file_make_directories("/mnt/a/sub") == 0);
	CHECK(mount_at("tmpfs", "/mnt/a/sub", "tmpfs", NULL) == 0);
	CHECK(mount_move("/mnt/a", "/mnt/b") == 0);
	CHECK(mount_is_point("/mnt/b/sub") && !mount_is_point("/mnt/a"));
}

TEST(mount_overlay_of_many_layers)
{
	private_tmpfs("/mnt");
	private_run("cd /mnt && mkdir -p l0 l1 l2 upper work root && echo 0 >l0/f && echo 2 >l2/f");
	CHECK(mount_at("overlay", "/mnt/root", "overlay",
		       "lowerdir=/mnt/l2:/mnt/l1:/mnt/l0,upperdir=/mnt/upper,workdir=/mnt/work") ==
	      0);
	private_run(
		"test \"$(cat /mnt/root/f)\" = 2 && touch /mnt/root/new && test -e /mnt/upper/new");
}

TEST(mount_in_a_folder)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/f/a") == 0 && file_make_directories("/mnt/f/b") == 0);
	CHECK(file_make_directories("/mnt/o") == 0);
	/* The layers are named from where the folder is; this process stays where it was. */
	CHECK(mount_in("/mnt/f", "overlay", "/mnt/o", "overlay", "lowerdir=a:b,ro") == 0);
	CHECK(mount_is_point("/mnt/o"));
	CHECK(mount_in("/mnt/no", "overlay", "/mnt/o", "overlay", "lowerdir=a:b,ro") == -ENOENT);
	CHECK(mount_in("/", "overlay", "/mnt/f/a", "overlay", "lowerdir=a:b,ro") < 0);
}

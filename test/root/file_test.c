// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"

#include "root/private.h"
#include "unit/test.h"

#include <errno.h>
#include <sys/stat.h>

/* Where the test may make files: a tmpfs of its own. */
static void begin(void)
{
	private_tmpfs("/mnt");
	CHECK(mkdir("/mnt/root", 0755) == 0 && mkdir("/mnt/root/d", 0755) == 0);
	CHECK(symlink("/outside", "/mnt/root/absolute") == 0);
	CHECK(symlink("../../../../outside", "/mnt/root/d/relative") == 0);
	CHECK(symlink("d/file", "/mnt/root/link") == 0);
	CHECK(file_copy("/proc/self/exe", "/mnt/root/d/file", 0755) == 0);
	CHECK(file_copy("/proc/self/exe", "/mnt/outside", 0644) == 0);
}

TEST(file_open_below_stays_there)
{
	int fd;

	begin();
	fd = file_open_below("/mnt/root", "link");
	CHECK(fd >= 0 && close(fd) == 0);
	CHECK(file_open_below("/mnt/root", "absolute") == -ENOENT);
	CHECK(file_open_below("/mnt/root", "d/relative") == -ENOENT);
	CHECK(file_open_below("/mnt/root", "d") == -EISDIR);
	CHECK(file_open_below("/mnt/nothing", "d") == -ENOENT);
}

TEST(file_make_link_below_stays_there)
{
	char target[64];
	int tree;

	begin();
	CHECK(file_make_link_below("/mnt/root", "/run/live", "/d/mount") == 0);
	tree = file_open_tree("/mnt/root");
	CHECK(file_link_at(tree, "d/mount", target, sizeof(target)) == 0);
	CHECK_STRING(target, "/run/live");
	CHECK(file_make_link_below("/mnt/root", "x", "/d/mount") == -EEXIST);
	CHECK(file_make_link_below("/mnt/root", "x", "/no/such") == -ENOENT);
	CHECK(file_make_link_below("/mnt/root", "x", "/absolute/y") == -ENOENT);
	close(tree);
}

TEST(file_is_directory_or_none_sees_links)
{
	begin();
	CHECK(file_is_directory_or_none("/mnt/root/d"));
	CHECK(file_is_directory_or_none("/mnt/root/nothing"));
	CHECK(!file_is_directory_or_none("/mnt/root/link"));
	CHECK(!file_is_directory_or_none("/mnt/root/d/file"));
}

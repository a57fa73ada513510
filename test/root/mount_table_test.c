// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mount_table.h"

#include "base/text.h"
#include "root/private.h"
#include "sys/file.h"
#include "sys/mount.h"
#include "unit/test.h"

static bool is_elsewhere(const char *target)
{
	return !text_begins(target, "/mnt/");
}

TEST(mount_table_clear_takes_what_lies_on_each_other)
{
	private_tmpfs("/mnt");
	CHECK(file_make_directories("/mnt/a") == 0 && file_make_directories("/mnt/b") == 0);
	CHECK(mount_at("tmpfs", "/mnt/a", "tmpfs", "size=1m") == 0);
	CHECK(file_make_directories("/mnt/a/in a") == 0);
	CHECK(mount_at("tmpfs", "/mnt/a/in a", "tmpfs", "size=1m") == 0);
	CHECK(mount_bind("/mnt/a/in a", "/mnt/b", "ro") == 0);
	CHECK(mount_table_clear(is_elsewhere) == 0);
	CHECK(!mount_is_point("/mnt/a") && !mount_is_point("/mnt/b"));
	CHECK(mount_is_point("/mnt"));
}

TEST(mount_table_has_option_of_the_mount)
{
	private_tmpfs("/mnt");
	CHECK(mount_table_has_option("/mnt", "mode"));
	CHECK(!mount_table_has_option("/mnt", "dax"));
	CHECK(!mount_table_has_option("/nowhere", "mode"));
}

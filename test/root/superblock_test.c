// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/superblock.h"

#include "root/private.h"
#include "sys/block.h"
#include "unit/test.h"

#include <errno.h>

static struct superblock probe(const char *path)
{
	struct superblock superblock;
	struct reader reader;
	int fd = -1;

	CHECK(block_open(path, &fd, &reader) == 0);
	CHECK(superblock_probe(fd, &superblock) == 0);
	close(fd);
	return superblock;
}

TEST(superblock_of_an_iso)
{
	struct superblock superblock;

	private_tmpfs("/mnt");
	private_run("mkdir /mnt/tree && xorriso -as mkisofs -quiet -R -V 'My ISO' -o /mnt/iso "
		    "/mnt/tree 2>/dev/null");
	superblock = probe("/mnt/iso");
	CHECK_STRING(superblock.type, "iso9660");
	CHECK_STRING(superblock.label, "My ISO");
	CHECK(strlen(superblock.uuid) == strlen("2026-01-01-00-00-00-00"));
}

TEST(superblock_of_nothing)
{
	private_tmpfs("/mnt");
	private_run("head -c 4000000 /dev/zero >/mnt/zero");
	CHECK_STRING(probe("/mnt/zero").type, "");
}

TEST(block_of_what_is_no_block_device)
{
	struct reader reader;
	int fd = -1;

	CHECK(block_open("/dev/null", &fd, &reader) == -ENOTBLK && fd == -1);
	CHECK(block_open("/no/such", &fd, &reader) == -ENOENT && fd == -1);
}

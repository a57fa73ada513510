// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/partition.h"

#include "root/private.h"
#include "sys/block.h"
#include "unit/test.h"

static struct partitions partitions;

static void read_file(const char *path)
{
	struct reader reader;
	int fd = -1;

	CHECK(block_open(path, &fd, &reader) == 0);
	CHECK(partitions_read(&reader, fd, &partitions) == 0);
	close(fd);
}

TEST(partitions_of_a_gpt)
{
	private_tmpfs("/mnt");
	private_run("truncate -s 16M /mnt/disk && "
		    "printf 'label: gpt\\nsize=4M, type=U, name=boot\\n"
		    "size=8M, type=4f68bce3-e8cd-4db1-96e7-fbcaf984b709, name=\"the root\", "
		    "attrs=\"GUID:63\", uuid=22222222-2222-2222-2222-222222222222\\n' | "
		    "sfdisk -q /mnt/disk && "
		    "truncate -s 8M /mnt/fs && mke2fs -q -t ext4 /mnt/fs && "
		    "dd if=/mnt/fs of=/mnt/disk bs=1M seek=5 conv=notrunc status=none");
	read_file("/mnt/disk");
	CHECK_STRING(partitions.table, "gpt");
	CHECK(partitions.count == 2);
	CHECK(partitions.list[0].number == 1 && !partitions.list[0].no_auto);
	CHECK_STRING(partitions.list[0].fstype, "");
	CHECK(partitions.list[1].extent.offset == 5 << 20 &&
	      partitions.list[1].extent.len == 8 << 20);
	CHECK_STRING(partitions.list[1].type, "4f68bce3-e8cd-4db1-96e7-fbcaf984b709");
	CHECK_STRING(partitions.list[1].uuid, "22222222-2222-2222-2222-222222222222");
	CHECK_STRING(partitions.list[1].name, "the root");
	CHECK_STRING(partitions.list[1].fstype, "ext4");
	CHECK(partitions.list[1].no_auto);
}

TEST(partitions_of_a_dos_table)
{
	private_tmpfs("/mnt");
	private_run("truncate -s 16M /mnt/disk && "
		    "printf 'label: dos\\nlabel-id: 0x12345678\\nsize=4M, type=83\\n' | "
		    "sfdisk -q /mnt/disk");
	read_file("/mnt/disk");
	CHECK_STRING(partitions.table, "dos");
	CHECK(partitions.count == 1);
	CHECK_STRING(partitions.list[0].type, "0x83");
	CHECK_STRING(partitions.list[0].uuid, "12345678-01");
}

TEST(partitions_of_nothing)
{
	private_tmpfs("/mnt");
	private_run("truncate -s 4M /mnt/disk");
	read_file("/mnt/disk");
	CHECK(partitions.count == 0 && !partitions.table[0]);
}

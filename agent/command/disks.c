// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What pmemboot.root= and pmemboot.overlay= can name, for a shell that has no blkid.
 */
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "log/log.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/superblock.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

/* An empty drive and a loop device without a file have fewer bytes. */
enum { SIZE_MIN = 64 << 10 };

struct disk {
	int fd;
	struct reader reader;
	struct partitions partitions;
};

static void print_field(const char *name, const char *value)
{
	if (value[0])
		line_write(stdout, " %s=\"%s\"", name, value);
}

/* Print what is in a disk or partition, up to the end of the line. */
static void print_content(const struct disk *disk, const struct extent *extent,
			  const struct partition *partition)
{
	struct superblock superblock;
	char bytes[32];

	line_write(stdout, " %10s", text_size(bytes, sizeof(bytes), extent->len));
	if (superblock_probe_extent(disk->fd, extent, &superblock) == 0) {
		line_write(stdout, "  %-9s", superblock.type[0] ? superblock.type : "-");
		print_field("LABEL", superblock.label);
		print_field("UUID", superblock.uuid);
	}
	if (partition) {
		print_field("PARTLABEL", partition->name);
		print_field("PARTUUID", partition->uuid);
	}
	line_write(stdout, "\n");
}

static void print_partitions(struct disk *disk)
{
	/* A table that is refused is that of a disk without partitions. */
	if (partitions_read(&disk->reader, disk->fd, &disk->partitions) < 0)
		return;
	for (unsigned int i = 0; i < disk->partitions.count; i++) {
		const struct partition *partition = &disk->partitions.list[i];

		line_write(stdout, "  partition %-3u", partition->number);
		print_content(disk, &partition->extent, partition);
	}
}

static int print_disk(void *context unused, const char *name)
{
	static struct disk disk;
	cleanup_close int fd = -1;
	char path[64];
	int r = text_print(path, sizeof(path), "/dev/%s", name);

	for (char *c = path; *c; c++)
		*c = *c == '!' ? '/' : *c; /* as in cciss!c0d0 */
	if (r == 0)
		r = block_open(path, &fd, &disk.reader);
	if (r == -ENOMEDIUM || (r == 0 && disk.reader.size < SIZE_MIN))
		return 0;
	line_write(stdout, "%-15s", path);
	if (r < 0) {
		line_write(stdout, " cannot be opened: %s\n", block_why(r));
		return 0;
	}
	disk.fd = fd;
	print_content(&disk, &(struct extent){ 0, disk.reader.size }, NULL);
	print_partitions(&disk);
	return 0;
}

static int disks_command(int argc unused, char **argv unused)
{
	cleanup_tree struct tree tree = TREE_NONE;
	int r = tree_open(&tree, "/");

	if (r == 0)
		r = tree_each(&tree, "sys/block", print_disk, NULL);
	if (r < 0)
		log_error("cannot read /sys/block: %s", strerror(-r));
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_disks = {
	.name = "disks",
	.arguments = "",
	.help = "List the disks and partitions, with the labels and UUIDs that the kernel command line can name",
	.run = disks_command,
};

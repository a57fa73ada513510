// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What pmemboot.root= and pmemboot.overlay= can name, for a shell that has no blkid, and for
 * programs.
 */
#include "base/json.h"
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/options.h"
#include "log/log.h"
#include "log/version.h"
#include "model/partition_json.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/superblock.h"
#include "sys/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* An empty drive and a loop device without a file have fewer bytes. */
enum { SIZE_MIN = 64 << 10 };

struct disk {
	char path[64];
	const char *why_not; /* why it cannot be read, or "" */
	uint64_t size;
	struct superblock content;
	struct partitions partitions;
};

/* ---- For people ---- */

static void print_field(const char *name, const char *value)
{
	if (value[0])
		line_write(stdout, " %s=\"%s\"", name, value);
}

static void print_content(uint64_t size, const char *fstype, const char *label, const char *uuid)
{
	char bytes[32];

	line_write(stdout, " %10s  %-9s", text_size(bytes, sizeof(bytes), size),
		   fstype[0] ? fstype : "-");
	print_field("LABEL", label);
	print_field("UUID", uuid);
}

static void print_disk(const struct disk *disk)
{
	line_write(stdout, "%-15s", disk->path);
	if (disk->why_not[0])
		line_write(stdout, " cannot be opened: %s", disk->why_not);
	else
		print_content(disk->size, disk->content.type, disk->content.label,
			      disk->content.uuid);
	line_write(stdout, "\n");
	for (unsigned int i = 0; i < disk->partitions.count; i++) {
		const struct partition *partition = &disk->partitions.list[i];

		line_write(stdout, "  partition %-3u", partition->number);
		print_content(partition->extent.len, partition->fstype, partition->label,
			      partition->fs_uuid);
		print_field("PARTLABEL", partition->name);
		print_field("PARTUUID", partition->uuid);
		line_write(stdout, "\n");
	}
}

/* ---- For programs ---- */

static void write_disk(struct json *j, const struct disk *disk)
{
	json_begin(j, NULL, '{');
	json_string(j, "device", disk->path);
	json_string(j, "why_not", disk->why_not);
	json_u64(j, "size", disk->size);
	json_string(j, "fstype", disk->content.type);
	json_string(j, "label", disk->content.label);
	json_string(j, "fs_uuid", disk->content.uuid);
	json_begin(j, "partitions", '[');
	for (unsigned int i = 0; i < disk->partitions.count; i++)
		partition_write_json(j, &disk->partitions.list[i]);
	json_end(j, ']');
	json_end(j, '}');
}

/* ---- What there is ---- */

/* Returns false for what is no disk now. */
static bool examine_disk(struct disk *ret, const char *name)
{
	struct reader reader = { 0 };
	cleanup_close int fd = -1;
	int r;

	memset(ret, 0, sizeof(*ret));
	r = text_print(ret->path, sizeof(ret->path), "/dev/%s", name);
	for (char *c = ret->path; *c; c++)
		*c = *c == '!' ? '/' : *c; /* as in cciss!c0d0 */
	if (r == 0)
		r = block_open(ret->path, &fd, &reader);
	ret->why_not = r < 0 ? block_why(r) : "";
	ret->size = reader.size;
	if (r == -ENOMEDIUM || (r == 0 && ret->size < SIZE_MIN))
		return false;
	if (r < 0)
		return true;
	/* What cannot be read is a disk without contents, and a table that is refused one without
	 * partitions. */
	if (superblock_probe(fd, &ret->content) < 0)
		ret->content = (struct superblock){ 0 };
	if (partitions_read(&reader, fd, &ret->partitions) < 0)
		ret->partitions.count = 0;
	return true;
}

static int show_disk(void *json, const char *name)
{
	static struct disk disk;

	if (!examine_disk(&disk, name))
		return 0;
	if (json)
		write_disk(json, &disk);
	else
		print_disk(&disk);
	return 0;
}

static int show_disks(struct json *json)
{
	cleanup_tree struct tree tree = TREE_NONE;
	int r = tree_open(&tree, "/");

	if (r == 0)
		r = tree_each(&tree, "sys/block", show_disk, json);
	if (r < 0)
		log_error("cannot read /sys/block: %s", strerror(-r));
	return r;
}

static int write_disks(struct json *j)
{
	int r;

	json_begin(j, NULL, '{');
	json_u64(j, "schema", 1);
	json_string(j, "pmemboot", PMEMBOOT_VERSION);
	json_begin(j, "disks", '[');
	r = show_disks(j);
	json_end(j, ']');
	json_bool(j, "ok", r == 0);
	json_end(j, '}');
	return r;
}

enum { DISKS_JSON };

static const struct option disks_options[] = {
	[DISKS_JSON] = { "--json", NULL, "print JSON, for programs" }, { 0 }
};

static int disks_command(int argc unused, char **argv)
{
	struct json j = { .stream = stdout, .first = true };
	struct options options;
	bool as_json = false;
	int r;

	options_begin(&options, &command_disks, argv);
	while (options_next(&options))
		as_json = as_json || options.id == DISKS_JSON;
	r = as_json ? write_disks(&j) : show_disks(NULL);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_disks = {
	.name = "disks",
	.arguments = "",
	.options = disks_options,
	.help = "List the disks and partitions, with the labels and UUIDs that the kernel command line can name",
	.run = disks_command,
};

// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_udev.h"

#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static const char *const folders[PARTITION_LINKS] = {
	[PARTITION_BY_LABEL] = "by-label",
	[PARTITION_BY_UUID] = "by-uuid",
	[PARTITION_BY_PARTLABEL] = "by-partlabel",
	[PARTITION_BY_PARTUUID] = "by-partuuid",
};

const char *partition_udev_folder(enum partition_link link)
{
	return folders[link];
}

static const char *name_for(const struct partition *partition, enum partition_link link)
{
	const char *const names[PARTITION_LINKS] = {
		[PARTITION_BY_LABEL] = partition->label,
		[PARTITION_BY_UUID] = partition->fs_uuid,
		[PARTITION_BY_PARTLABEL] = partition->name,
		[PARTITION_BY_PARTUUID] = partition->uuid,
	};

	return names[link];
}

static bool is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       strchr("#+-.:=@_", c) != NULL;
}

static int append_encoded(char *buf, size_t size, const char *name)
{
	int r = 0;

	while (r == 0 && *name) {
		unsigned int len = text_utf8_length(name);

		if (len > 1 || is_plain(*name)) {
			len = len > 1 ? len : 1;
			r = text_append(buf, size, "%.*s", (int)len, name);
		} else {
			len = 1;
			r = text_append(buf, size, "\\x%02x", (unsigned char)*name);
		}
		name += len;
	}
	return r;
}

int partition_udev_link(const struct partition *partition, enum partition_link link, char *buf,
			size_t size)
{
	const char *name = name_for(partition, link);
	size_t prefix = strlen(folders[link]) + 1;

	if (!name[0] || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return -ENOENT;
	if (text_print(buf, size, "%s/", folders[link]) < 0 ||
	    append_encoded(buf, size, name) < 0 || strlen(buf) - prefix > 255)
		return -ENOENT;
	return 0;
}

/* udev knows the label and the UUID of the file system itself, but not what is in the table. */
static int append_links(char *buf, size_t size, const struct partition *partition)
{
	char link[PARTITION_LINK_MAX];
	int r = 0;

	for (enum partition_link i = PARTITION_BY_PARTLABEL; r == 0 && i < PARTITION_LINKS; i++)
		if (partition_udev_link(partition, i, link, sizeof(link)) == 0)
			r = text_append(buf, size, ", SYMLINK+=\"disk/%s\"", link);
	return r;
}

static int append_device(char *buf, size_t size, const struct partition_plan_entry *entry,
			 unsigned int before)
{
	int r = text_append(buf, size,
			    "ATTR{loop/offset}==\"%" PRIu64 "\", OPTIONS+=\"link_priority=%d\"",
			    entry->extent.offset, -(int)before);

	if (r == 0)
		r = append_links(buf, size, entry->partition);
	return r < 0 ? r : text_append(buf, size, "\n");
}

static bool maps_volume(const struct partition_plan *plan)
{
	for (unsigned int i = 0; i < plan->count; i++)
		if (plan->list[i].is_volume && plan->list[i].use == PARTITION_MAPPED)
			return true;
	return false;
}

int partition_udev_rule(const struct partition_plan *plan, const char *disk, char *buf, size_t size)
{
	unsigned int n = 0;
	int r = text_print(buf, size,
			   "# Written by pmemboot: the partitions of %s are loop devices.\n"
			   "SUBSYSTEM!=\"block\", GOTO=\"pmemboot_end\"\n"
			   "KERNEL==\"%s%s[0-9]*\", OPTIONS+=\"link_priority=-100\"\n",
			   disk, disk, partition_infix(disk));

	if (r == 0 && maps_volume(plan))
		r = text_append(buf, size, "KERNEL==\"%s\", OPTIONS+=\"link_priority=-99\"\n",
				disk);
	if (r == 0)
		r = text_append(buf, size,
				"KERNEL!=\"loop[0-9]*\", GOTO=\"pmemboot_end\"\n"
				"ATTR{loop/backing_file}!=\"/dev/%s\", GOTO=\"pmemboot_end\"\n",
				disk);
	for (unsigned int i = 0; r == 0 && i < plan->count; i++)
		if (plan->list[i].use == PARTITION_MAPPED)
			r = append_device(buf, size, &plan->list[i], n++);
	return r < 0 ? r : text_append(buf, size, "LABEL=\"pmemboot_end\"\n");
}

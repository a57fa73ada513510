/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of partitions in /dev/disk, and the rule that makes udev give these names to the
 * partitions' devices (udev(7)). Labels and names come from the image: they are encoded as udev
 * encodes them (libblkid, blkid_encode_string()), which leaves no character that means something in
 * a rule or in a path.
 */
#pragma once

#include "base/attributes.h"
#include "model/partition_plan.h"

#include <stddef.h>

enum partition_link {
	PARTITION_BY_LABEL,
	PARTITION_BY_UUID,
	PARTITION_BY_PARTLABEL,
	PARTITION_BY_PARTUUID,
	PARTITION_LINKS,
};

/* A part of the path and a NUL; the longest name of a file has 255 bytes. */
enum { PARTITION_LINK_MAX = 16 + 255 + 1 };

/* The size of the buffer for the rule: its frame, and two links for each device. */
enum { PARTITION_RULE_MAX = 1024 + PARTITION_PLAN_DEVICES_MAX * (192 + 2 * PARTITION_LINK_MAX) };

/* The folder of a kind of links, relative to /dev/disk: "by-label". */
const char *partition_udev_folder(enum partition_link link);

/*
 * The path of a partition's link, relative to /dev/disk: "by-label/CIDATA". Returns 0; -ENOENT if
 * it has no such name, or one that no file can have.
 */
must_check int partition_udev_link(const struct partition *partition, enum partition_link link,
				   char *buf, size_t size);

/*
 * The rule for the partitions of a disk ("pmem0"), whose loop devices it knows by their offsets. Of
 * two devices with the same label, the loop device of the first partition gets the link; then
 * follow the disk, if its volume is mapped, and the disk's own partitions. size is
 * PARTITION_RULE_MAX. Returns 0 or -ENAMETOOLONG.
 */
must_check int partition_udev_rule(const struct partition_plan *plan, const char *disk, char *buf,
				   size_t size);

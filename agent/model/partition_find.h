/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which partitions of a disk hold the root, /usr, and what belongs to them: by their types
 * (Discoverable Partitions Specification of the UAPI group, "Defined Partition Type UUIDs"), or as
 * somebody names them.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/partition.h"

#include <stddef.h>

/* What a partition is for. */
enum partition_use { PARTITION_ROOT, PARTITION_USR };

/* What belongs to it. */
enum partition_part { PARTITION_DATA, PARTITION_TREE, PARTITION_SIGNATURE, PARTITION_PARTS };

struct partition_wanted {
	enum partition_use use;
	const char *name; /* "PARTUUID=...", "PARTLABEL=...", "UUID=..." or "LABEL=...", as systemd
			     has it; NULL: by the type */
	const char *hash; /* the root hash as text, or NULL */
};

/* Has the disk a partition of the type that may be found by it? */
bool partition_exists(const struct partitions *partitions, enum partition_use use);

/* Is this partition of the type? */
bool partition_is_for(const struct partition *partition, enum partition_use use);

/*
 * Find the partition. Of several with the type, the one whose UUID is the first half of the root
 * hash, as systemd-repart(8) makes it (VerityMatchKey=); one with the name "_empty", which
 * systemd-sysupdate(8) fills later, is none. Returns 0; or -ENOTUNIQ or -ESRCH, and the reason.
 */
must_check int partition_find(const struct partitions *partitions,
			      const struct partition_wanted *wanted, const struct partition **ret,
			      struct failure *why);

/*
 * The partition with its hash tree, or with the signature of its root hash, on a disk of this size
 * in bytes: the only one, or that whose UUID is the last half of the root hash. NULL if there is
 * none.
 */
const struct partition *partition_find_part(const struct partitions *partitions,
					    const struct partition_wanted *wanted,
					    enum partition_part part, uint64_t size);

/* Its type for people: the words of systemd-repart, or of fdisk for a DOS table. */
const char *partition_type_name(const struct partition *partition);

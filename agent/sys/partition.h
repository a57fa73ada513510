/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The partition table of a block device or a file, as libblkid reads it.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"

#include <stdbool.h>

enum {
	PARTITIONS_MAX = 128,
	PARTITION_ID_MAX = 40,
	PARTITION_NAME_MAX = 112, /* 36 characters of at most 3 bytes, and the end */
	PARTITION_FSTYPE_MAX = 16,
};

struct partition {
	unsigned int number;
	struct extent extent;	     /* may lie outside of the device: the table is the image's */
	char type[PARTITION_ID_MAX]; /* the type GUID in lower case; "0x83" in a DOS table */
	char uuid[PARTITION_ID_MAX];
	char name[PARTITION_NAME_MAX]; /* "" in a DOS table */
	bool no_auto;		       /* GPT: not to be found by its type */
	char fstype[PARTITION_FSTYPE_MAX];
};

struct partitions {
	char table[8];	     /* "gpt", "dos"; "" for none */
	const char *refused; /* why the table isn't read, a sentence; or NULL */
	unsigned int count;
	struct partition list[PARTITIONS_MAX];
};

/*
 * Read the table, and what file system is in each partition. 0, also without a table; -E2BIG for
 * more than PARTITIONS_MAX or what table_look() refuses, and then ret->refused says so; or -E...
 * Without 0 there are no partitions.
 */
must_check int partitions_read(const struct reader *reader, int fd, struct partitions *ret);

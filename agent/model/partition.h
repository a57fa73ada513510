/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The partition table of a block device or a file, and the file system in each partition.
 * sys/partition.c reads it.
 */
#pragma once

#include "base/extent.h"

#include <stdbool.h>
#include <string.h>

enum {
	PARTITIONS_MAX = 128,
	PARTITION_ID_MAX = 40,
	PARTITION_NAME_MAX = 112, /* 36 characters of at most 3 bytes, and a NUL */
	PARTITION_FSTYPE_MAX = 16,
	PARTITION_LABEL_MAX = 256,
};

struct partition {
	unsigned int number;
	struct extent extent;	     /* not checked: may be outside the device */
	char type[PARTITION_ID_MAX]; /* the type GUID in lower case; "0x83" in a DOS table */
	char uuid[PARTITION_ID_MAX];
	char name[PARTITION_NAME_MAX]; /* "" in a DOS table */
	bool no_auto;		       /* GPT: must not be found by its type */
	char fstype[PARTITION_FSTYPE_MAX];
	char label[PARTITION_LABEL_MAX]; /* the file system's, or "" */
	char fs_uuid[PARTITION_ID_MAX];	 /* the file system's, or "" */
};

struct partitions {
	char table[8];	     /* "gpt", "dos"; "" for none */
	const char *refused; /* why the table was not read, as a sentence; or NULL */
	unsigned int count;
	struct partition list[PARTITIONS_MAX];
};

/* What the kernel puts between the name of a disk and a partition's number: "p" after a digit. */
static inline const char *partition_infix(const char *disk)
{
	size_t len = strlen(disk);

	return len > 0 && strchr("0123456789", disk[len - 1]) ? "p" : "";
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A FAT file system (FAT12, FAT16, FAT32) with long names, read-only: folders, path lookup, and the
 * bytes of files. An EFI system partition is one. Offsets, clusters and sizes in it are not
 * trusted: each is checked before it is used. One budget limits the work of all requests on it.
 * Source: Microsoft, "FAT: General Overview of On-Disk Format" 1.03; Linux, fs/fat/.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "parse/fault.h"

#include <stdbool.h>

enum {
	FAT_SECTOR = 512,	     /* bytes that are read of a folder at once */
	FAT_NAME_MAX = 255,	     /* bytes of a name; of a longer one the short name counts */
	FAT_DEPTH_MAX = 16,	     /* parts of a path */
	FAT_DIRECTORY_MAX = 2 << 20, /* bytes of a folder: 65,536 records */
	FAT_LONG_MAX = 20,	     /* records of a long name, of 13 characters each */
	FAT_LONG_PART = 13,
	FAT_WINDOW = 512, /* bytes of the table that are read at once */
};

/* The budget, in bytes of folders: bytes that are read again count again. */
enum { FAT_BUDGET_TIMES = 16, FAT_BUDGET_MIN = 1 << 20, FAT_BUDGET_MAX = 256 << 20 };

struct fat {
	const struct reader *reader;
	struct extent extent;  /* of the file system in the reader */
	unsigned int bits;     /* 12, 16 or 32 */
	uint32_t cluster_size; /* bytes */
	uint32_t n_clusters;   /* their numbers begin at 2 */
	uint64_t table;	       /* where the first table begins, from the start of the extent */
	uint64_t data;	       /* where the first cluster begins */
	struct extent root;    /* the root folder of a FAT12 or FAT16, from the same start */
	uint32_t root_cluster; /* that of a FAT32 */
	struct fault fault;    /* set whenever -EBADMSG or -E2BIG is returned, but by fat_open() */
	struct budget budget;
	uint64_t window_start; /* the part of the table in the window */
	size_t window_len;
	uint8_t window[FAT_WINDOW];
};

/* Where a request is in a chain of clusters. */
struct fat_chain {
	uint32_t first, current, index; /* current is the index-th of the chain, from 0 */
};

struct fat_entry {
	char name[FAT_NAME_MAX + 1]; /* UTF-8 */
	bool is_directory;
	uint32_t size;		/* bytes; 0 for a folder */
	struct fat_chain chain; /* first is 0 for an empty file, and for a root folder of its own */
};

struct fat_directory {
	struct fat *fat;
	struct fat_entry folder;
	uint32_t position; /* of the next record, from the folder's start */
	/* The long name that the last records had; n_missing parts of it are to come. */
	unsigned int n_missing;
	bool has_long;
	uint8_t checksum;
	uint16_t name[FAT_LONG_MAX * FAT_LONG_PART + 1];
	uint8_t sector[FAT_SECTOR];
};

/*
 * Open the FAT file system that begins at an offset of the reader, which must outlive it. Returns
 * 0; -ENOENT if there is none; -EBADMSG if its sizes contradict each other, or it is not all inside
 * the reader; a read error.
 */
must_check int fat_open(struct fat *fat, const struct reader *reader, uint64_t offset);

/*
 * Find a path from the root. Slashes separate its parts; leading slashes are ignored; "" is the
 * root. The case of ASCII letters does not matter. Returns 0; -ENOENT; -E2BIG if a limit is
 * exceeded; -EBADMSG for a damaged chain of clusters; a read error.
 */
must_check int fat_lookup(struct fat *fat, const char *path, struct fat_entry *ret);

/* Begin to list a folder that fat_lookup() or fat_next() found. Returns 0 or -ENOTDIR. */
must_check int fat_list(struct fat *fat, const struct fat_entry *folder, struct fat_directory *ret);

/*
 * The next file or folder in it, without ".", ".." and the label of the volume. Returns 1 with an
 * entry, 0 at the end, or an error as fat_lookup().
 */
must_check int fat_next(struct fat_directory *directory, struct fat_entry *ret);

/*
 * Read len bytes of a file from an offset. It is fast if the offsets of the requests ascend.
 * Returns 0; -ERANGE if they are not all inside the file; -EBADMSG if its chain of clusters ends
 * before; or a read error.
 */
must_check int fat_read(struct fat *fat, struct fat_entry *file, uint64_t offset, void *buf,
			size_t len);

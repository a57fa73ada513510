/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Block devices: their size, their bytes, their read-only flag.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"

#include <stdbool.h>

/*
 * Open a block device, or a regular file in its place, for reading and describe it as a reader.
 * The reader's context is *fd, which the caller owns and keeps open, at the same address, for as
 * long as it reads. Returns 0 or -E...
 */
must_check int block_open(const char *path, int *fd, struct reader *ret);

/*
 * The same past the page cache, for who reads all of a block device once, in large pieces: what is
 * read at multiples of 512 into memory at one isn't cached.
 */
must_check int block_open_direct(const char *path, int *fd, struct reader *ret);

/* The bytes of a logical sector (BLKSSZGET); 512 of a file. */
unsigned int block_sector_size(int fd);

/* Can a file system on the disk of this name ("dm-0") use DAX? */
bool block_has_dax(const char *name);

/* Is this the name of the disk ("pmem1") or of one of its partitions ("pmem1p2", "sda1")? */
bool block_is_of_disk(const char *name, const char *disk);

/* Set or ask the disk's read-only flag (BLKROSET, BLKROGET). 0, or the flag, or -E... */
must_check int block_set_read_only(int fd);
must_check int block_is_read_only(int fd);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Block devices: their size, bytes and read-only flag.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"

#include <stdbool.h>

/*
 * Open a block device, or a regular file instead, for reading, and make a reader of it. The
 * reader's context is *fd. The caller owns it, and keeps it open and at the same address as long as
 * the reader is used. Returns 0 or -E...
 */
must_check int block_open(const char *path, int *fd, struct reader *ret);

/* Why block_open() failed, for people. */
const char *block_why(int error);

/*
 * The same for a block device that is read once, in large pieces: reads at multiples of 512, into
 * memory that is aligned to 512, bypass the page cache.
 */
must_check int block_open_direct(const char *path, int *fd, struct reader *ret);

/* A reader of a device of this size that is open as *fd, as block_open() makes it. */
struct reader block_reader(int *fd, uint64_t size);

/* The size of a logical sector in bytes (BLKSSZGET); for a file 512. */
unsigned int block_sector_size(int fd);

/* Can a file system on the disk of this name ("dm-0") use DAX? */
bool block_has_dax(const char *name);

/* Is this the name of the disk ("pmem1") or of one of its partitions ("pmem1p2", "sda1")? */
bool block_is_of_disk(const char *name, const char *disk);

/* Set or get the disk's read-only flag (BLKROSET, BLKROGET). Returns 0, the flag, or -E... */
must_check int block_set_read_only(int fd);
must_check int block_is_read_only(int fd);

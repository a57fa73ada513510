/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Image files that a tool changes in place, or copies.
 */
#pragma once

#include "base/attributes.h"

#include <limits.h>
#include <stdint.h>

/*
 * Open the same file or block device again, for writing. Returns the fd, which the caller closes,
 * or -E...
 */
must_check int image_file_reopen(int fd);

/* Write all bytes at an offset, or wait until what was written is on the disk. 0 or -E... */
must_check int image_file_write(int fd, uint64_t offset, const void *bytes, size_t len);
must_check int image_file_sync(int fd);

/* A copy that gets its name when it is complete. Nothing is left of one that is not. */
struct image_copy {
	int fd; /* -1: none */
	const char *path;
	char part[PATH_MAX]; /* the path until then */
};

/*
 * Copy a file, which is open as from_fd and has this size; its blocks are shared where the file
 * system can. Returns 0, and then call image_copy_end() or image_copy_undo(); -EEXIST if PATH.part
 * exists; or -E...
 */
must_check int image_copy_begin(struct image_copy *ret, int from_fd, uint64_t size,
				const char *path);

/* Wait until the copy is on the disk, and give it its name. An existing file is replaced. */
must_check int image_copy_end(struct image_copy *copy);
void image_copy_undo(struct image_copy *copy);

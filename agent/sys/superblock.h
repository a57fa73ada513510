/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The type, label and UUID that libblkid finds on a block device.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

enum { SUPERBLOCK_WORD_MAX = 64, SUPERBLOCK_LABEL_MAX = 256 };

struct superblock {
	char type[SUPERBLOCK_WORD_MAX];	  /* "iso9660", "squashfs", ...; "" if nothing is found */
	char label[SUPERBLOCK_LABEL_MAX]; /* "" if there is none */
	char uuid[SUPERBLOCK_WORD_MAX];
};

/*
 * Probe the whole device of fd. Returns 0, also if nothing is recognised; -EUCLEAN if several file
 * systems are; or -E...
 */
must_check int superblock_probe(int fd, struct superblock *ret);

/* The same for a part of the device, cut at its end. A length of 0 means the whole device. */
must_check int superblock_probe_extent(int fd, const struct extent *extent, struct superblock *ret);

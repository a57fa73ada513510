/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What libblkid says is on a block device.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

enum { SUPERBLOCK_WORD_MAX = 64, SUPERBLOCK_LABEL_MAX = 256 };

struct superblock {
	char type[SUPERBLOCK_WORD_MAX];	  /* "iso9660", "squashfs", ...; "" if nothing is known */
	char label[SUPERBLOCK_LABEL_MAX]; /* "" if there is none */
	char uuid[SUPERBLOCK_WORD_MAX];
};

/*
 * Probe the whole device behind fd. Returns 0, also when nothing is recognised; -EUCLEAN when
 * several file systems are; or -E...
 */
must_check int superblock_probe(int fd, struct superblock *ret);

/* The same for a part of it, at most up to its end; a length of 0 is the whole device. */
must_check int superblock_probe_extent(int fd, const struct extent *extent, struct superblock *ret);

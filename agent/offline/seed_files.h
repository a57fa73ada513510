/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a folder that becomes a seed.
 */
#pragma once

#include "base/attributes.h"
#include "offline/fat_image.h"

struct seed_files {
	struct fat_image_tree tree; /* its nodes are below, each with bytes of its own */
	uint64_t total;		    /* bytes of all files */
	struct fat_image_node nodes[FAT_IMAGE_NODES_MAX];
	char *paths[FAT_IMAGE_NODES_MAX]; /* of the nodes, from the folder on */
};

/*
 * Read a folder and all that is in it, in the order of strverscmp(3). Links are followed, but none
 * leads out of the folder. All files together have at most SEED_SIZE_MAX bytes. Returns 0, or
 * -E..., which is logged. In both cases call seed_files_free().
 */
must_check int seed_files_read(struct seed_files *ret, const char *directory);
void seed_files_free(struct seed_files *files);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Write a FAT file system (FAT12 or FAT16, with long names) that holds a tree of files, all at once
 * and into memory. The same files give the same bytes: there are no dates in it but 1980-01-01, and
 * its serial number is a checksum. Source: Microsoft, "FAT: General Overview of On-Disk Format",
 * 1.03.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	FAT_IMAGE_NODES_MAX = 1024,
	FAT_IMAGE_LABEL_MAX = 11, /* bytes */
};

/* A file or a folder. */
struct fat_image_node {
	const char *name; /* UTF-8, without its folder */
	int folder; /* the index of its folder, which is before it in the list; -1: the root */
	bool is_folder;
	struct slice bytes; /* of a file */
};

struct fat_image_tree {
	const struct fat_image_node *nodes;
	unsigned int count; /* at most FAT_IMAGE_NODES_MAX */
};

/* What is wrong with a tree that cannot be written. */
struct fat_image_problem {
	unsigned int node; /* -EINVAL, -EEXIST: the index of this node */
	uint64_t needed;   /* -ENOSPC: bytes that a file system of this tree takes */
};

/* May a file system have this label? It has 1 to 11 bytes of printable ASCII, but not
 * "*?.,;:/\|+=<>[] . */
bool fat_image_label_is_valid(const char *label);

/*
 * Write the file system to size bytes, a multiple of 512 up to 64 MiB, which are zero. Returns 0;
 * -ENOSPC if the tree does not fit; -EINVAL if a name cannot be in a FAT; -EEXIST if a name is that
 * of an earlier node in its folder, except for the case of its letters. After a failure the bytes
 * are undefined.
 */
must_check int fat_image_write(uint8_t *bytes, size_t size, const char *label,
			       const struct fat_image_tree *tree,
			       struct fat_image_problem *problem);

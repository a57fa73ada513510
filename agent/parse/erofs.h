/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The EROFS superblock and inodes (fs/erofs/erofs_fs.h, Linux 6.18).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum { EROFS_SUPERBLOCK_OFFSET = 1024, EROFS_SUPERBLOCK_SIZE = 128 };

/* Features without which an image cannot be read (feature_incompat), as far as they matter here. */
enum {
	EROFS_CHUNKS = 0x04,
	EROFS_TAIL_PACKING = 0x10,
	EROFS_FRAGMENTS = 0x20, /* or deduplication */
	EROFS_XATTR_PREFIXES = 0x40,
	EROFS_48BIT = 0x80,
	EROFS_METABOX = 0x100, /* inodes may be compressed */
	EROFS_FEATURES_KNOWN = 0x1ff,
};

/* Algorithms (available_compr_algs). */
enum { EROFS_LZ4 = 1, EROFS_LZMA = 2, EROFS_DEFLATE = 4, EROFS_ZSTD = 8 };

struct erofs {
	uint64_t size;	     /* bytes: the block count times the block size */
	uint32_t block_size; /* bytes, a power of two */
	uint64_t inodes;
	uint32_t features;    /* EROFS_CHUNKS | ... */
	bool compressed;      /* some of its files may be compressed */
	uint16_t algorithms;  /* by these: EROFS_LZ4 | ... */
	uint64_t metadata;    /* bytes from the start: where the inodes are */
	uint64_t root;	      /* the number of the root directory's inode */
	unsigned int devices; /* number of additional devices that it needs */
};

/*
 * Parse the EROFS_SUPERBLOCK_SIZE bytes at EROFS_SUPERBLOCK_OFFSET of an image. Returns 0; -ENOENT
 * if this is not an EROFS; -EBADMSG if its block size or block count is not valid.
 */
must_check int erofs_parse(struct slice bytes, struct erofs *ret);

enum {
	EROFS_INODE_SIZE = 32, /* bytes of a compact inode */
	EROFS_SLOT = 32,       /* bytes; the unit of inode numbers */
	EROFS_DIRENT_SIZE = 12,
	EROFS_TYPE_FILE = 1,
	EROFS_TYPE_DIRECTORY = 2,
};

struct erofs_inode {
	bool is_file, is_directory;
	bool is_plain, is_inline, is_compressed; /* how its data is stored; else in chunks */
	uint64_t size;				 /* bytes */
	uint64_t block;				 /* the first one of its data */
	uint32_t tail; /* bytes from the start of the inode to its inline data */
};

/* Parse the first EROFS_INODE_SIZE bytes of an inode. Returns 0 or -EBADMSG. */
must_check int erofs_inode_parse(struct slice bytes, struct erofs_inode *ret);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan: what of an image will be mounted, and where it lies on the medium. model/planner.c
 * makes it.
 */
#pragma once

#include "base/extent.h"
#include "model/layout.h"

#include <stdbool.h>

enum { PLAN_PATH_MAX = 256, PLAN_EXTENTS_MAX = 64, PLAN_ALIGNMENT_MAX = 2 << 20 };

/* How a layer becomes a block device. */
enum plan_map {
	PLAN_MAP_AUTO,
	PLAN_MAP_DM,	/* linear targets over its extents on the medium */
	PLAN_MAP_LOOP,	/* a loop device at its extent, with direct I/O */
	PLAN_MAP_FILE,	/* a loop device on the file in the mounted ISO: cached twice */
	PLAN_MAP_WHOLE, /* the medium is it */
};

/* One file system of the root. */
struct plan_layer {
	char path[PLAN_PATH_MAX]; /* in the ISO, without a leading slash; or "partition2" */
	const char *fstype;	  /* "squashfs", "erofs"; "ext4" ... in a partition */
	const char *compressor;	  /* squashfs's, or "" */
	const char *options;	  /* more of them for the mount, ",noload", or "" */
	const char *nested;	  /* the image in it that is the root, or NULL */
	const char *no_dax;	  /* why its files can't be used where they lie, or NULL */
	uint64_t size;		  /* bytes, as its superblock has it, or the partition's */
	uint64_t file_size;	  /* bytes, as the ISO's directory has it, or the partition's */
	uint64_t inodes;	  /* 0 if that isn't known */
	uint64_t offset;	  /* bytes from the file's start to the layer's, in an archive */
	uint64_t alignment;	  /* of its extents: a power of two, at most PLAN_ALIGNMENT_MAX */
	bool whole;		  /* the medium itself is the layer */
	struct extent tree;	  /* dm-verity's hash device, on the medium; len 0: there is none */
	unsigned int n_extents;
	struct extent extents[PLAN_EXTENTS_MAX]; /* on the medium; in an ISO whole sectors */
};

enum { PLAN_CHECKS_MAX = 48 };

/* What an image provides to be checked by. */
enum plan_check_kind {
	PLAN_CHECK_ISOMD5SUM,	   /* in its volume descriptor: the MD5 of the volume */
	PLAN_CHECK_CHECKMEDIA,	   /* there too, SUSE's */
	PLAN_CHECK_SUMS,	   /* a file with the sums of files */
	PLAN_CHECK_LAYER_SUM,	   /* a file with the sum of a layer */
	PLAN_CHECK_SUMS_SIGNATURE, /* of a file of sums */
	PLAN_CHECK_SIGNATURE,	   /* of a layer */
	PLAN_CHECK_FOREIGN,	   /* a signature of a kind that pmemboot can't check */
	PLAN_CHECK_VERITY,	   /* a layer's hash tree */
};

struct plan_check {
	enum plan_check_kind kind;
	unsigned int layer;	  /* its index, if the check is a layer's */
	char path[PLAN_PATH_MAX]; /* in the ISO; a description where it is no file */
};

enum { PLAN_WORDS_MAX = 320 }; /* bytes, with the disk's name and the NUL */

struct plan_checks {
	unsigned int count;
	struct plan_check list[PLAN_CHECKS_MAX];
};

struct plan {
	const char *medium; /* "iso9660", "gpt", "dos", or the file system right on the device */
	const char *layout; /* name; "guess" or "named" where no layout was recognised */
	const char *title;  /* the layout for people */
	const char *assist; /* why only its own initramfs can boot it, or NULL */
	const char *words;  /* kernel parameters that its userspace looks for, or NULL */
	bool guessed;
	unsigned int guesses;	   /* how many images the guess was made from */
	char label[33];		   /* of the volume */
	uint64_t volume_size;	   /* bytes */
	struct plan_checks checks; /* those that the image provides, of the wanted ones */
	struct contract contract;
	enum plan_map map; /* DM, LOOP, FILE or WHOLE: what to try first */
	const char *map_why;
	unsigned int n_layers;
	struct plan_layer layers[LAYOUT_LAYERS_MAX]; /* lowest first */
};

/*
 * The plan's words as the command line of a boot from this disk ("/dev/pmem1") has them, into buf;
 * "" if there are none. disk is "" where it isn't known. Returns 0 or -ENAMETOOLONG.
 */
must_check int plan_print_words(const struct plan *plan, const char *disk, char *buf, size_t size);

/* The name of a way to map, as pmemboot.map= has it: "dm", "loop" ... */
const char *plan_map_name(enum plan_map map);

/* How a layer is mapped in a boot that maps by map: the first way from there on that it allows. */
enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map);

/* The way to try after map has failed; PLAN_MAP_AUTO if there is none. */
enum plan_map plan_map_after(enum plan_map map);

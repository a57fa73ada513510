/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan: which parts of an image are mounted, and where they are on the medium. model/planner.c
 * makes it.
 */
#pragma once

#include "base/extent.h"
#include "model/failure.h"
#include "model/image.h"
#include "model/layout.h"

#include <stdbool.h>

enum { PLAN_PATH_MAX = 256, PLAN_EXTENTS_MAX = 64, PLAN_ALIGNMENT_MAX = 2 << 20 };

/* How a layer becomes a block device. */
enum plan_map {
	PLAN_MAP_AUTO,
	PLAN_MAP_DM,	/* linear targets over its extents on the medium */
	PLAN_MAP_LOOP,	/* a loop device at its extent, with direct I/O */
	PLAN_MAP_FILE,	/* a loop device on the file in the mounted ISO, which caches data twice */
	PLAN_MAP_WHOLE, /* the medium itself is the layer */
};

/* One file system of the root. */
struct plan_layer {
	char path[PLAN_PATH_MAX];	  /* in the ISO, without a leading slash; or "partition2" */
	const char *fstype;		  /* "squashfs", "erofs"; "ext4" ... in a partition */
	char compressor[IMAGE_WORDS_MAX]; /* of struct image_kind, as the next one */
	char features[IMAGE_WORDS_MAX];
	const char *options; /* additional mount options: ",noload", or "" */
	const char *nested;  /* path of a nested image that is the root, or NULL */
	bool may_be_root;    /* if there is no nested image, it is the root itself */
	const char *no_dax;  /* why its files cannot be used with DAX, or NULL */
	uint64_t size;	     /* bytes, from its superblock, or of the partition */
	uint64_t file_size;  /* bytes, from the ISO's directory, or of the partition */
	uint64_t inodes;     /* 0 if unknown */
	uint64_t offset;     /* bytes, start of the layer in its file, if that is an archive */
	uint64_t alignment;  /* of its extents: a power of two, at most PLAN_ALIGNMENT_MAX */
	bool whole;	     /* the medium itself is the layer */
	struct extent tree;  /* dm-verity's hash device on the medium; len 0: none */
	struct extent codes; /* the error correction codes of both; len 0: none */
	struct extent root_signature; /* a partition with that of the root hash; len 0: none */
	unsigned int n_extents;
	struct extent extents[PLAN_EXTENTS_MAX]; /* on the medium; whole sectors in an ISO */
};

enum { PLAN_CHECKS_MAX = 48 };

/* The kinds of checks that an image can provide. */
enum plan_check_kind {
	PLAN_CHECK_ISOMD5SUM,	   /* MD5 of the volume, in its volume descriptor */
	PLAN_CHECK_CHECKMEDIA,	   /* SUSE's digest of the volume, in its volume descriptor */
	PLAN_CHECK_SUMS,	   /* a file with the sums of files */
	PLAN_CHECK_LAYER_SUM,	   /* a file with the sum of a layer */
	PLAN_CHECK_SUMS_SIGNATURE, /* a signature of a file of sums */
	PLAN_CHECK_SIGNATURE,	   /* a signature of a layer */
	PLAN_CHECK_FOREIGN,	   /* a signature of a kind that pmemboot cannot check */
	PLAN_CHECK_VERITY,	   /* a layer's hash tree */
	PLAN_CHECK_ROOT_SIGNATURE, /* a signature of its root hash, which the kernel can check */
	PLAN_CHECK_CODES,	   /* error correction codes, by which dm-verity repairs blocks */
	PLAN_CHECK_VOLUME,	   /* the signature after the volume */
};

struct plan_check {
	enum plan_check_kind kind;
	unsigned int layer;	  /* its index, if the check is for a layer */
	char path[PLAN_PATH_MAX]; /* in the ISO; a description if it is not a file */
};

enum { PLAN_PARAMETERS_MAX = 640 }; /* bytes, with the disk's name and the NUL */

struct plan_checks {
	unsigned int count;
	struct plan_check list[PLAN_CHECKS_MAX];
};

struct plan {
	const char *medium; /* "iso9660", "gpt", "dos", or the file system directly on the device */
	const char *layout; /* its name; "guess" or "named" if no layout was recognised */
	const char *title;  /* title of the layout, for people */
	const char *assist; /* why only its own initramfs can boot it, or NULL */
	const char *parameters;	    /* kernel parameters that its userspace looks for, or NULL */
	const char *folder_word;    /* begins the one that names the folder, or NULL */
	char folder[PLAN_PATH_MAX]; /* that it names */
	const char *rootflags;	    /* more options to mount the root of a disk with, or NULL */
	const char *usrflags;	    /* the same for its /usr */
	bool guessed;
	char label[33];		   /* of the volume */
	uint64_t volume_size;	   /* bytes */
	uint64_t padding_cut;	   /* bytes of its end that are missing, after all files */
	struct plan_checks checks; /* the wanted checks that the image provides */
	struct contract contract;
	enum plan_map map; /* DM, LOOP, FILE or WHOLE: what to try first */
	const char *map_why;
	unsigned int n_layers;
	bool has_usr; /* the topmost layer is mounted at /usr; if it is the only one, the root is
			 made in memory */
	struct plan_layer layers[LAYOUT_LAYERS_MAX]; /* lowest first */
};

/* Is the layer mounted at /usr? */
bool plan_is_usr(const struct plan *plan, unsigned int layer);

/*
 * The plan's words as the command line of a boot from this disk ("/dev/pmem1") has them, into buf;
 * "" if there are none. disk is "" where it isn't known. Returns 0 or -ENAMETOOLONG.
 */
must_check int plan_print_parameters(const struct plan *plan, const char *disk, char *buf,
				     size_t size);

/* Is the root mounted with the options of rootflags=: is it in a disk image, or right on a disk? */
bool plan_takes_rootflags(const struct plan *plan);

/* Take the options of rootflags= and mount.usrflags=, or NULL, if the root is mounted with such. */
void plan_take_flags(struct plan *plan, const char *rootflags, const char *usrflags);

/*
 * Does pmemboot.root=auto accept the image in memory that may be somebody's NVDIMM, too? Only an
 * ISO: a disk image or a file system could as well be that person's data.
 */
bool plan_is_found_on_nvdimm(const struct plan *plan);

/* The name of a way to map, as in pmemboot.map=: "dm", "loop" ... */
const char *plan_map_name(enum plan_map map);

/* How a layer is mapped if the boot tries map: by map, or by the next way that the layer allows. */
enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map);

/*
 * The way to try after map has failed with code. requested is pmemboot.map=. PLAN_MAP_AUTO if no
 * other way is left or allowed, or if the failure does not depend on how layers are mapped.
 */
enum plan_map plan_map_after(enum plan_map map, enum plan_map requested, enum failure_code code);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plan: what of an image will be mounted, from where. Planning only reads, through a reader,
 * so the plan for /dev/pmem0 and for a file on a workstation is made by the same code.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "model/failure.h"
#include "model/layout.h"
#include "model/partition.h"

#include <stdbool.h>

enum {
	PLAN_PATH_MAX = 256,
	PLAN_TARGET_MAX = 320,
	PLAN_EXTENTS_MAX = 64,
	PLAN_ALIGNMENT_MAX = 2 << 20
};

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
	bool inline_data;	  /* the ends of files lie beside their inodes, if looked for */
	struct extent tree;	  /* dm-verity's hash device, on the medium; len 0: there is none */
	unsigned int n_extents;
	struct extent extents[PLAN_EXTENTS_MAX]; /* on the medium; in an ISO whole sectors */
};

enum { PLAN_CHECKS_MAX = 48 };

/* What an image offers to be checked by. */
enum plan_check_kind {
	PLAN_CHECK_ISOMD5SUM,	   /* in its volume descriptor: the MD5 of the volume */
	PLAN_CHECK_CHECKMEDIA,	   /* there too, SUSE's */
	PLAN_CHECK_SUMS,	   /* a file of the sums of files */
	PLAN_CHECK_LAYER_SUM,	   /* one of the sum of a layer */
	PLAN_CHECK_SUMS_SIGNATURE, /* of a file of sums */
	PLAN_CHECK_SIGNATURE,	   /* of a layer */
	PLAN_CHECK_FOREIGN,	   /* of a kind that isn't known here */
	PLAN_CHECK_VERITY,	   /* a layer's hash tree */
};

struct plan_check {
	enum plan_check_kind kind;
	unsigned int layer;	  /* that it is of, if it is a layer's */
	char path[PLAN_PATH_MAX]; /* in the ISO; where it is no file, what it is */
};

struct plan_checks {
	unsigned int count;
	struct plan_check list[PLAN_CHECKS_MAX];
};

/* Which of them are wanted. */
enum { PLAN_WANTS_SUMS = 1, PLAN_WANTS_SIGNATURES = 2, PLAN_WANTS_VERITY = 4, PLAN_WANTS_ALL = 7 };

struct plan {
	const char *medium; /* "iso9660", "gpt", "dos", or the file system right on the device */
	const char *layout; /* name; "guess" or "named" where no layout was recognised */
	const char *title;  /* the same for people */
	const char *assist; /* why only its own initramfs can boot it, or NULL */
	const char *words;  /* of the command line that its userspace looks for, or NULL */
	bool guessed;
	unsigned int guesses;	    /* how many images a guess had to choose from */
	char label[33];		    /* of the volume */
	uint64_t volume_size;	    /* bytes */
	const char *initrds;	    /* pattern: where the image's own initramfs may be */
	char initrd[PLAN_PATH_MAX]; /* of the image itself, if it was looked for; or "" */
	bool thorough;		    /* the initramfs and all checks were looked for */
	struct plan_checks checks;  /* that the image offers, of those that are wanted */
	struct contract contract;
	enum plan_map map; /* DM or LOOP or FILE: what to begin with */
	const char *map_why;
	unsigned int n_layers;
	struct plan_layer layers[LAYOUT_LAYERS_MAX]; /* lowest first */
};

#define PLAN_PARTLABEL "PARTLABEL="
#define PLAN_PARTUUID  "PARTUUID="

/* What the user named; with nothing named the layout is recognised. */
struct plan_wishes {
	const char *const *paths; /* root images in the ISO, lowest first */
	unsigned int n_paths;
	const char *partition; /* "PARTLABEL=..." or "PARTUUID=...", or NULL */
	const char *layerfs;   /* casper's topmost image, or NULL */
	enum plan_map map;     /* AUTO, or what is forced */
	bool thorough;	       /* look for what a boot doesn't need: the initrd, inline data */
	unsigned int checks;   /* PLAN_WANTS_SUMS | ...: those to look for */
};

/* The words for them, as pmemboot.map= has them: "dm", "loop" ... */
const char *plan_map_name(enum plan_map map);

/* How a layer is mapped in a boot that maps by map: what can't be done gets the next that can. */
enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map);

/* What to try when a boot failed that mapped by map: PLAN_MAP_AUTO if there is no other way. */
enum plan_map plan_map_after(enum plan_map map);

/* One of the mounts that are there when the root runs. */
struct plan_mount {
	enum { PLAN_MEDIUM, PLAN_OUTER, PLAN_LAYER, PLAN_UPPER, PLAN_INSIDE } what;
	unsigned int layer; /* of PLAN_OUTER and PLAN_LAYER */
	char target[PLAN_TARGET_MAX];
};

/*
 * Where a layer is mounted. In a folder it is named as its image: what has a meaning in overlayfs's
 * options (':', ',' and '\\') is replaced, and a name that is taken gets a number. 0 or
 * -ENAMETOOLONG.
 */
must_check int plan_layer_target(const struct plan *plan, unsigned int index, char *buf,
				 size_t size);

/* The mount of an index, in their order. 1, or 0 at the end. */
int plan_mount(const struct plan *plan, unsigned int index, struct plan_mount *ret);

/*
 * Make the plan for the image behind a reader. partitions is its table, or NULL if it wasn't read;
 * an ISO that has one too is an ISO, unless a partition is wished for. Returns 0, or -E... with the
 * reason in *why: no image, truncated, damaged, no root image, ambiguous, unsupported, read error.
 */
must_check int plan_make(struct plan *plan, const struct reader *reader,
			 const struct partitions *partitions, const struct plan_wishes *wishes,
			 struct failure *why);

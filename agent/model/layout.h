/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The layouts of live images: how each is recognised, where the layers of its root are in the ISO,
 * and which mounts its userspace expects. To add a layout, add an entry to the table.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	LAYOUT_LAYERS_MAX = 16,
	LAYOUT_IMAGES_MAX = 4,
	LAYOUT_MARKERS_MAX = 3,
	CONTRACT_LINKS_MAX = 3
};

struct contract_link {
	const char *path;
	const char *target; /* CONTRACT_DEVICE, or a target for symlink(2) */
};

#define CONTRACT_DEVICE "" /* the device that the ISO is mounted from */

/*
 * What must exist when the root's init starts. Mount points are paths below /run, which moves into
 * the root.
 */
struct contract {
	const char *medium;  /* mount point of the ISO; NULL: not mounted */
	const char *lower;   /* with a slash at its end: folder of one mount point a layer, named
				after its image; otherwise mount point of the lowest layer */
	const char *overlay; /* the tmpfs with the upper and the work directory */
	const char *outer;   /* mount point of the image around a nested one; or NULL */
	const char *source;  /* the source of the overlay in /proc/mounts; NULL: "overlay" */
	const char *mapped;  /* another name of the lowest layer's device in /dev/mapper; or NULL */
	const char *inside;  /* folder in the root where the ISO is also mounted; or NULL */
	struct contract_link links[CONTRACT_LINKS_MAX];
	struct contract_link root_link; /* link in the root, unless its name exists there */
	bool reopens;  /* the userspace opens the medium's device again: no device-mapper */
	bool shutdown; /* it shuts down through /run/initramfs/shutdown */
};

enum layout_order {
	LAYOUT_LISTED,	/* images[], lowest first */
	LAYOUT_FOLDER,	/* all with the endings, by their names or by LAYOUT_LIST */
	LAYOUT_BUNDLES, /* all with the endings in the subfolders images[], one after the other */
	LAYOUT_CASPER,	/* those with the endings that casper stacks */
	LAYOUT_TREEINFO /* the image that .treeinfo names, or images[0] */
};

#define LAYOUT_LIST	   "filesystem"
#define LAYOUT_LIST_ENDING ".module"

/* The nested images of dracut's dmsquash-live. */
#define LAYOUT_NESTED "LiveOS/rootfs.img|LiveOS/ext3fs.img"

/* Stands for the medium's disk, in words. */
#define LAYOUT_DISK "/dev/pmemN"

/*
 * A pattern is a path in the ISO, or alternatives, of which the first that exists counts: "a|b". A
 * part of a path may have a "*". If several files match it, the one for this machine's architecture
 * counts, or else the first. The pattern of an optional image begins with "?".
 *
 * The folder of the images may have any name. If several match a star, and each has images, the
 * image is ambiguous. A parameter of the live scripts can name another folder.
 */
struct layout {
	const char *name;
	const char *title;   /* for people */
	const char *scripts; /* HINTS_...: whose parameters choose among its images; or NULL */
	const char *module;  /* HINTS_MODULE_..., if that alone distinguishes it; or NULL */
	const char *markers[LAYOUT_MARKERS_MAX]; /* patterns, all of which must match */
	const char *folders; /* pattern of the folder of its images; NULL: the top */
	enum layout_order order;
	const char *endings; /* "a|b": of its images, for orders that take all of a folder */
	const char *images[LAYOUT_IMAGES_MAX + 1]; /* patterns in the folder */
	const char *nested;	 /* "a|b": paths of an image inside an almost empty one; or NULL */
	bool archive;		 /* the image is the first file of a cpio archive */
	const char *assist;	 /* why only its own initramfs can boot it; or NULL */
	const char *parameters;	 /* kernel parameters that the userspace looks for; or NULL. They
				    end with LAYOUT_DISK if they name the medium */
	const char *folder_word; /* "live-media-path=/": begins the parameter that names the folder,
				    if there are no words or it is another than folders; or NULL */
	const char *initrds;	 /* pattern: its own initramfs */
	struct contract contract;
};

/* The table, in the order in which it is tried; ends with an entry whose name is NULL. */
extern const struct layout layouts[];

/* The first layout with this name, or NULL. */
const struct layout *layout_find(const char *name);

/*
 * The contract for an image that was guessed or named by the user, for which no convention exists.
 */
extern const struct contract layout_own_contract;

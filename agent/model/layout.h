/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The layouts of live images: how one is recognised, where in the ISO the layers of the root are,
 * and which mounts the userspace in it expects to find. One table; to add a layout is to add an
 * entry.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

enum { LAYOUT_LAYERS_MAX = 16, LAYOUT_MARKERS_MAX = 3, CONTRACT_LINKS_MAX = 3 };

struct contract_link {
	const char *path;
	const char *target; /* CONTRACT_DEVICE, or as symlink(2) takes it */
};

#define CONTRACT_DEVICE "" /* the device that the ISO is mounted from */

/*
 * What stays after the handover. The mounts are paths below /run, which moves into the root.
 */
struct contract {
	const char *medium;  /* the ISO; NULL: there is none */
	const char *lower;   /* ends with a slash: folder with one mount point a layer, named as
				its image; otherwise the mount point of the lowest layer */
	const char *overlay; /* the tmpfs with the upper and the work directory */
	const char *outer;   /* where the image around a nested one is mounted; or NULL */
	const char *source;  /* what /proc/mounts calls the overlay; NULL: "overlay" */
	const char *mapped;  /* another name of the lowest layer's device in /dev/mapper; or NULL */
	const char *inside;  /* folder in the root where the ISO is mounted too; or NULL */
	struct contract_link links[CONTRACT_LINKS_MAX];
	struct contract_link root_link; /* in the root, unless something is there */
	bool reopens;  /* the userspace opens the medium's device again: no device-mapper */
	bool shutdown; /* it ends in /run/initramfs, which has /shutdown */
};

enum layout_order {
	LAYOUT_LISTED,	/* images[], lowest first */
	LAYOUT_FOLDER,	/* all of the folder images[0], in the order of names or of LAYOUT_MODULE */
	LAYOUT_CASPER,	/* those of the folder images[0] that casper stacks */
	LAYOUT_TREEINFO /* what .treeinfo names, or images[0] */
};

#define LAYOUT_MODULE "filesystem.module"

/* Stands for the medium's disk, in words. */
#define LAYOUT_DISK "/dev/pmemN"

/*
 * A pattern is a path in the ISO, or several of which the first that is there counts: "a|b". One
 * part of a path may have a "*"; where several fit, the one of this machine's architecture counts,
 * or the first. An image that may be missing begins with "?".
 */
struct layout {
	const char *name;
	const char *title;  /* for people */
	const char *labels; /* "A|B": how the volume's label begins; NULL: it doesn't matter */
	const char *markers[LAYOUT_MARKERS_MAX]; /* patterns, all of which must be there */
	enum layout_order order;
	const char *images[LAYOUT_LAYERS_MAX + 1]; /* patterns */
	const char *nested; /* "a|b": an image with hardly a file is around one of these; or NULL */
	bool archive;	    /* the image is the first file of a cpio archive */
	const char *assist; /* why nobody but its own initramfs can boot it; or NULL */
	const char *words;  /* of the kernel command line, that the userspace looks for; or NULL.
			       They end with LAYOUT_DISK if they name the medium */
	const char *initrds; /* pattern: its own initramfs */
	struct contract contract;
};

/* The table, in the order in which it is tried; ends with an entry whose name is NULL. */
extern const struct layout layouts[];

/* The first layout of a name, or NULL. */
const struct layout *layout_find(const char *name);

/* What is used when the image was guessed or named by the user: no peer expects anything. */
extern const struct contract layout_own_contract;

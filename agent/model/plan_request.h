/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The requests for a plan: what the user named, and which checks to look for.
 */
#pragma once

#include "model/hints.h"
#include "model/plan.h"

#define PLAN_PARTLABEL "PARTLABEL="
#define PLAN_PARTUUID  "PARTUUID="

/* The checks to look for. */
enum { PLAN_WANTS_SUMS = 1, PLAN_WANTS_SIGNATURES = 2, PLAN_WANTS_VERITY = 4, PLAN_WANTS_ALL = 7 };

/* If neither a path nor a partition is named, the layout is recognised. */
struct plan_request {
	const char *const *paths; /* root images in the ISO, lowest layer first */
	unsigned int n_paths;
	const char *partition; /* "PARTLABEL=..." or "PARTUUID=...", or NULL */
	const char *layerfs;   /* casper's topmost image, or NULL */
	const char *rootflags; /* options to mount the root of a disk with, or NULL */
	const char *roothash;  /* of the lowest layer, as text, or NULL */
	const char *usr;       /* the partition of /usr (struct partition_wanted), or NULL */
	const char *usrflags;  /* options to mount it with, or NULL */
	const char *usrhash;   /* its root hash, as text, or NULL */
	bool in_memory;	       /* root=tmpfs, systemd's: beside a /usr use no root */
	struct hints hints;    /* what the command line says of the layout */
	enum plan_map map;     /* AUTO, or the way that is requested */
	unsigned int checks;   /* PLAN_WANTS_SUMS | ... */
	/*
	 * Another initramfs builds the root: an ISO in which none is recognised has a plan
	 * without layers, and is not refused.
	 */
	bool assists;
};

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which drivers a boot needs, and loading them.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "sys/child.h"

#include <stdbool.h>

struct tree;

enum { DRIVERS_LIST_MAX = 65536, DRIVERS_MISSING_MAX = 256 };

struct drivers {
	const struct tree *tree;   /* the live system (sys/tree.h); the caller's */
	struct child ahead;	   /* loads what drivers_begin() was told */
	const char *const *wanted; /* its names */
	unsigned int n_ahead;	   /* of them are there */
	bool has_list;		   /* without one, something else (udev) loads the drivers */
	size_t len;
	char list[DRIVERS_LIST_MAX];
	bool claimed;			   /* firmware describes persistent memory */
	char missing[DRIVERS_MISSING_MAX]; /* drivers of present providers that aren't in the list
					    */
};

/* Read the list of the initramfs, if it has one: the file "drivers" in the base folder. */
void drivers_open(struct drivers *drivers, const struct tree *tree, const char *base);

/*
 * Load a driver by name; one that drivers_begin() was told is waited for first. Without a list
 * nothing is done. Returns 0, -ENOENT if the list has no such driver, or -E... of the load, which
 * was logged.
 */
must_check int drivers_load(struct drivers *drivers, const char *name);

/* The same where the boot goes on without it, or where what needs it shows that it is missing. */
void drivers_try(struct drivers *drivers, const char *name);

/*
 * Begin to load drivers that will be needed, beside what the boot does until then; names ends with
 * a NULL. drivers_end() waits until they are there; whoever needs one loads it, if it isn't.
 */
void drivers_begin(struct drivers *drivers, const char *const *names);
void drivers_end(struct drivers *drivers);

/*
 * Find the providers of persistent memory that this machine has and load their drivers; sets
 * claimed and missing. Done again when a device appears: what is loaded costs little.
 */
void drivers_load_providers(struct drivers *drivers);

/* Load the driver that makes disks of namespaces, when their regions are read-only. */
void drivers_load_pmem(struct drivers *drivers);

/* Load the drivers that the maker of the initramfs added. */
void drivers_load_extra(struct drivers *drivers);

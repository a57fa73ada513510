/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Find out which drivers a boot needs, and load them.
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
	struct child ahead;	   /* loads the drivers of drivers_begin() */
	const char *const *wanted; /* the names of these drivers */
	unsigned int n_ahead;	   /* so many of them are loaded */
	bool has_list;		   /* false: kmod loads the drivers */
	bool loads;		   /* by the list or by kmod; false: only others may load them */
	size_t len;
	char list[DRIVERS_LIST_MAX];
	bool claimed;			   /* firmware describes persistent memory */
	char missing[DRIVERS_MISSING_MAX]; /* drivers of claims that were not loaded */
};

/* Read the list of the initramfs, if it has one: the file "drivers" in the base folder. */
void drivers_open(struct drivers *drivers, const struct tree *tree, const char *base);

/*
 * Load a driver by name. If it is one of drivers_begin(), wait for the child first. Without a list,
 * run /sbin/modprobe; without that, or without its index of this kernel's modules, return 0: others
 * may load it. Returns 0, -ENOENT if the list has no such driver or modprobe does not load it,
 * -EKEYREJECTED if the kernel refuses the signature of one of its files, or another -E... of the
 * load, which was logged.
 */
must_check int drivers_load(struct drivers *drivers, const char *name);

/* The same if the boot continues without the driver, or a later step reports that it is missing. */
void drivers_try(struct drivers *drivers, const char *name);

/*
 * Start to load drivers that will be needed later, in a child. names ends with NULL. drivers_end()
 * waits until all are loaded. Whoever needs a driver still has to call drivers_load().
 */
void drivers_begin(struct drivers *drivers, const char *const *names);
void drivers_end(struct drivers *drivers);

/*
 * Find the providers of persistent memory of this machine, load their drivers, and set claimed and
 * missing. It is called again when a device appears; a driver that is already loaded costs little.
 */
void drivers_load_providers(struct drivers *drivers);

/*
 * Is there a provider's device that needs no claim besides (claims_gather()), or a region that the
 * kernel made of a provider? No driver is loaded, and a device needs none to be seen.
 */
bool drivers_see_provider(const struct drivers *drivers);

/* Load nd_pmem, which makes disks of namespaces. Their regions must be read-only before. */
void drivers_load_pmem(struct drivers *drivers);

/* Load the drivers that were added to the initramfs on request (--add-driver). */
void drivers_load_extra(struct drivers *drivers);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an entry of a boot menu does if its image is booted from persistent memory.
 */
#pragma once

#include "offline/initrds.h"
#include "offline/menu_entry.h"

/* What an entry boots into, as far as its files show it. */
enum menu_boot {
	MENU_BOOT_PMEMBOOT,	/* pmemboot finds the medium */
	MENU_BOOT_DRIVERS,	/* its own initramfs, which has the drivers of persistent memory */
	MENU_BOOT_NO_DRIVERS,	/* its own initramfs, in which some are missing */
	MENU_BOOT_UNKNOWN,	/* its initramfs cannot be read */
	MENU_BOOT_MISSING_FILE, /* it names a file that is not there */
	MENU_BOOT_NO_INITRD,	/* a kernel, or another program, without an initramfs */
};

enum { MENU_BOOT_TEXT_MAX = 512 };

/*
 * Judge an entry. why is of MENU_BOOT_TEXT_MAX bytes: which drivers or files are missing, or why it
 * is unknown; "" otherwise.
 */
enum menu_boot menu_boot_judge(const struct menu_entry *entry, struct initrds *initrds,
			       struct boot_files *files, const struct plan *plan, char *why);

/* Its name for programs: "pmemboot", "own-with-drivers" ... */
const char *menu_boot_name(enum menu_boot boot);

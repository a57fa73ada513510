/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unified kernel image: an EFI program with a kernel, an initramfs and kernel parameters in it
 * (UAPI.5), as a menu entry. It is one of its own: firmware or systemd-boot offers it.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "offline/boot_files.h"
#include "offline/menu_entry.h"

enum {
	UKI_ADDONS_MAX = 16, /* files that are looked at for one image */
	UKI_STUB_WITH_ADDON =
		257, /* the first systemd-stub that takes an initramfs from an addon */
};

struct uki {
	unsigned int stub; /* the version of systemd-stub; 0: it is another one */
	struct menu_entry entry;
};

/*
 * Read the image that is file, at a path. Its addons (PATH.extra.d/NAME.addon.efi),
 * with parameters and initramfs images too, count if systemd-stub takes them: from a FAT. Returns
 * 0; -ENOENT if the file is no such image. Sections that cannot be read are passed over.
 */
must_check int uki_read_file(struct boot_files *files, struct boot_file *file, const char *path,
			     struct uki *ret);

/* The same, where the caller has read the first bytes already: all, or PE_HEAD_MAX of them. */
must_check int uki_read(struct boot_files *files, struct boot_file *file, const char *path,
			struct slice head, struct uki *ret);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot menu inside a GRUB EFI program that grub-mkstandalone made: the file boot/grub/grub.cfg
 * of a tar archive, the memdisk, which is an object in the program's section "mods". FAI's fai-cd
 * makes such programs. Source: GRUB's include/grub/kernel.h and util/mkimage.c, the PE/COFF
 * specification, POSIX ustar.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { GRUB_IMAGE_MEMBERS_MAX = 4096 }; /* files in the archive; a memdisk has some 300 */

/*
 * Find the menu. *ret is a part of image, at most 1 MiB in practice, and is untouched on failure.
 * Returns 0; -ENOENT if the program has none; -EBADMSG if its structure is malformed; -E2BIG if
 * the archive has too many files. If the program is signed, the menu cannot change
 * (pe_is_signed()).
 */
must_check int grub_image_menu(struct slice image, struct slice *ret);

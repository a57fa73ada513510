/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The initramfs images of an image, each unpacked only once.
 */
#pragma once

#include "model/survey.h"
#include "offline/initrd.h"
#include "offline/menu_entry.h"

enum { INITRDS_MAX = 8 };

struct initrds {
	bool ignored; /* none is unpacked: nobody asks for what they have */
	unsigned int count;
	struct {
		struct menu_file file;
		struct initrd initrd;
	} list[INITRDS_MAX];
};

/*
 * Read the initramfs at the place of a file in the image of the plan, as initrd_read() does, or
 * take what was found before. Beyond INITRDS_MAX images, or if they are ignored, none is read: ret
 * says why not.
 */
void initrds_read(struct initrds *initrds, struct boot_files *files, const struct plan *plan,
		  const struct menu_file *file, struct initrd *ret);

/*
 * The same for the initramfs that the survey of the image found, joined with the archive, which its
 * menus load along with it. If the archive is an initramfs of pmemboot, it needs no other: it takes
 * the place of the initramfs in the survey. ret is unchanged if there is neither.
 */
void initrds_read_survey(struct initrds *initrds, struct boot_files *files, const struct plan *plan,
			 struct survey *survey, struct initrd *ret);

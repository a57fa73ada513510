// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/initrds.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

static bool is_same_place(const struct menu_file *a, const struct menu_file *b)
{
	return a->volume == b->volume && strcmp(a->place, b->place) == 0 &&
	       a->part.offset == b->part.offset && a->part.len == b->part.len;
}

static void read_place(struct initrd *ret, struct boot_files *files, const struct plan *plan,
		       const struct menu_file *place)
{
	struct boot_file file;
	int r = boot_files_lookup(files, place->volume, place->place, &file);

	*ret = (struct initrd){ .format = "cpio" };
	if (r == 0 && file.is_directory)
		r = -EISDIR;
	if (r < 0) {
		text_copy_cut(ret->why_not, sizeof(ret->why_not), strerror(-r));
		return;
	}
	if (place->part.len > 0) {
		file.start = place->part.offset;
		file.size = place->part.len;
	}
	initrd_read(ret, files, &file, plan);
}

void initrds_read(struct initrds *initrds, struct boot_files *files, const struct plan *plan,
		  const struct menu_file *file, struct initrd *ret)
{
	unsigned int i = 0;

	if (initrds->ignored) {
		*ret = (struct initrd){ .format = "cpio", .why_not = "it was not to be read" };
		return;
	}
	while (i < initrds->count && !is_same_place(&initrds->list[i].file, file))
		i++;
	if (i == INITRDS_MAX) {
		*ret = (struct initrd){ .format = "cpio" };
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "%d other initramfs images were read", INITRDS_MAX);
		return;
	}
	if (i == initrds->count) {
		initrds->list[i].file = *file;
		read_place(&initrds->list[i].initrd, files, plan, file);
		initrds->count++;
	}
	*ret = initrds->list[i].initrd;
}

static void read_in_iso(struct initrds *initrds, struct boot_files *files, const struct plan *plan,
			const char *path, struct initrd *ret)
{
	struct menu_file file = { .volume = BOOT_FILES_ISO };

	text_copy_cut(file.place, sizeof(file.place), path);
	initrds_read(initrds, files, plan, &file, ret);
}

void initrds_read_survey(struct initrds *initrds, struct boot_files *files, const struct plan *plan,
			 struct survey *survey, struct initrd *ret)
{
	struct initrd archive;

	if (survey->initrd[0])
		read_in_iso(initrds, files, plan, survey->initrd, ret);
	if (!survey->archive[0])
		return;
	read_in_iso(initrds, files, plan, survey->archive, &archive);
	initrd_join(ret, &archive);
	if (ret->way == INITRD_STANDALONE) {
		text_copy_cut(survey->initrd, sizeof(survey->initrd), survey->archive);
		survey->archive[0] = '\0';
	}
}

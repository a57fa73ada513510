// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/initrds.h"

#include "base/text.h"

#include <string.h>

void initrds_read(struct initrds *initrds, const struct reader *reader, const struct plan *plan,
		  const char *path, struct initrd *ret)
{
	unsigned int i = 0;

	while (i < initrds->count && strcmp(initrds->list[i].path, path) != 0)
		i++;
	if (i == INITRDS_MAX) {
		*ret = (struct initrd){ .format = "cpio" };
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "%d other initramfs images were read", INITRDS_MAX);
		return;
	}
	if (i == initrds->count) {
		initrd_read(&initrds->list[i].initrd, reader, plan, path);
		text_copy_cut(initrds->list[i].path, sizeof(initrds->list[i].path), path);
		initrds->count++;
	}
	*ret = initrds->list[i].initrd;
}

void initrds_read_survey(struct initrds *initrds, const struct reader *reader,
			 const struct plan *plan, struct survey *survey, struct initrd *ret)
{
	struct initrd archive;

	if (survey->initrd[0])
		initrds_read(initrds, reader, plan, survey->initrd, ret);
	if (!survey->archive[0])
		return;
	initrds_read(initrds, reader, plan, survey->archive, &archive);
	initrd_join(ret, &archive);
	if (ret->way == INITRD_STANDALONE) {
		text_copy_cut(survey->initrd, sizeof(survey->initrd), survey->archive);
		survey->archive[0] = '\0';
	}
}

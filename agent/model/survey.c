// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/survey.h"

#include "model/inline_data.h"
#include "model/iso_failure.h"
#include "model/pattern.h"
#include "parse/iso9660.h"

#include <errno.h>
#include <string.h>

_Static_assert((int)PATTERN_PATH_MAX == (int)PLAN_PATH_MAX, "a plan takes what is found");

/* Possible paths of the initramfs in an image of unknown layout. */
#define INITRDS "boot/initrd*|initrd*|live/initrd*|install/initrd.gz|install.*/initrd.gz"

/* Next to the root images, wherever they are. */
#define INITRDS_IN_FOLDER "initrd.img|initrd*|boot/*/initramfs*.img|boot/initr*"

static int find_initrd(struct iso9660 *iso, const struct plan *plan, char *ret)
{
	const struct layout *layout = layout_find(plan->layout);
	int r = pattern_find(iso, layout ? layout->initrds : INITRDS, ret);

	if (r == -ENOENT && plan->folder[0])
		r = pattern_find_in(iso, plan->folder, INITRDS_IN_FOLDER, ret);
	if (r < 0)
		ret[0] = '\0';
	return r == -ENOENT ? 0 : r;
}

int survey_make(struct survey *ret, const struct plan *plan, const struct reader *reader,
		struct failure *why)
{
	struct iso9660 iso;
	int r;

	*ret = (struct survey){ 0 };
	r = iso9660_open(&iso, reader);
	if (r == -ENOENT)
		return 0;
	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++)
		if (!plan->layers[i].no_dax)
			r = inline_data_find(reader, &plan->layers[i].extents[0],
					     &ret->has_inline_data[i]);
	if (r == 0)
		r = find_initrd(&iso, plan, ret->initrd);
	return r < 0 ? iso_failure(&iso, r, "initramfs", why) : 0;
}

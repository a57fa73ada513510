// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/survey.h"

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

/* What pmemboot-remaster adds, and an initramfs of pmemboot-mkinitramfs by its usual name. */
#define ARCHIVES \
	"pmemboot*.cpio|pmemboot*.img|*/pmemboot*.cpio|*/pmemboot*.img|boot/*/pmemboot*.img"

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

static int find_archive(struct iso9660 *iso, char *ret)
{
	int r = pattern_find(iso, ARCHIVES, ret);

	if (r < 0)
		ret[0] = '\0';
	return r == -ENOENT ? 0 : r;
}

static int look_inside(const struct plan *plan, unsigned int layer, const struct reader *reader,
		       struct inline_data *ret, struct failure *why)
{
	const struct plan_layer *one = &plan->layers[layer];
	int r = one->no_dax ? 0 : inline_data_find(reader, &one->extents[0], ret);

	return r < 0 ? failure_set(why, FAILURE_READ, r, "%s: cannot read: %s", one->path,
				   strerror(-r))
		     : 0;
}

int survey_make(struct survey *ret, const struct plan *plan, const struct reader *reader,
		struct failure *why)
{
	struct iso9660 iso;
	int r;

	*ret = (struct survey){ 0 };
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		r = look_inside(plan, i, reader, &ret->inside[i], why);
		if (r < 0)
			return r;
	}
	r = iso9660_open(&iso, reader);
	if (r == -ENOENT)
		return 0;
	if (r == 0)
		r = find_initrd(&iso, plan, ret->initrd);
	if (r == 0)
		r = find_archive(&iso, ret->archive);
	return r < 0 ? iso_failure(&iso, r, "initramfs", why) : 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/overlay.h"

#include "base/text.h"
#include "log/log.h"
#include "root/upper.h"
#include "sys/file.h"
#include "sys/inode.h"
#include "sys/mount.h"

#include <errno.h>
#include <string.h>

/*
 * An option of fsconfig(2) has 255 bytes, those of mount(2) together a page. Where the layers'
 * names take more, they get short ones in here.
 */
#define SHORT_NAMES "/run/pmemboot/layers"

enum { OPTION_MAX = 255, OPTIONS_SIZE = 1024 };

/* "lowerdir=", the highest layer first, as overlayfs wants it. */
static int lower_by_name(const struct overlay *overlay, char *buf, size_t size)
{
	int r = text_print(buf, size, "lowerdir=");

	for (unsigned int i = overlay->n_lower; r == 0 && i-- > 0;)
		r = text_append(buf, size, "%s%s", overlay->lower[i], i > 0 ? ":" : "");
	return r == 0 && strlen(buf) > OPTION_MAX ? -ENAMETOOLONG : r;
}

static int lower_by_number(struct overlay *overlay, char *buf, size_t size)
{
	int r = text_print(buf, size, "lowerdir=");

	for (unsigned int i = overlay->n_lower; r == 0 && i-- > 0;) {
		char path[64];

		r = text_print(path, sizeof(path), SHORT_NAMES "/%u", i);
		if (r == 0)
			r = mounts_link(overlay->mounts, overlay->lower[i], path);
		if (r == 0)
			r = text_append(buf, size, "%u%s", i, i > 0 ? ":" : "");
	}
	return r;
}

/* The upper and the work directory in a folder; the upper looks as the lowest layer's root does. */
static int add_upper(struct overlay *overlay, const char *folder, char *options, size_t size)
{
	char upper[MOUNTS_TARGET_MAX], work[MOUNTS_TARGET_MAX];
	bool is_new;
	int r = text_print(upper, sizeof(upper), "%s/rw", folder);

	if (r == 0)
		r = text_print(work, sizeof(work), "%s/work", folder);
	is_new = r == 0 && !file_exists(upper);
	if (r == 0)
		r = file_make_directories(upper);
	if (r == 0)
		r = file_make_directories(work);
	if (r == 0 && is_new)
		r = inode_copy_attributes(overlay->lower[0], upper);
	if (r == 0)
		r = text_append(options, size, ",upperdir=%s,workdir=%s", upper, work);
	return r;
}

static int mount_tmpfs(struct overlay *overlay, struct failure *why)
{
	const char *target = overlay->medium->plan.contract.overlay;
	char options[64];
	int r = text_print(options, sizeof(options), "noatime,mode=0755,size=%s",
			   overlay->config->overlay_size);

	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "the overlay's size is too long");
	text_copy_cut(overlay->upper, sizeof(overlay->upper), "tmpfs");
	return mounts_make(overlay->mounts, NULL, "tmpfs", target, "tmpfs", options, why);
}

/* Where changes go, into the options. */
static int mount_upper(struct overlay *overlay, char *options, size_t size, struct failure *why)
{
	const struct config *config = overlay->config;
	const char *target = overlay->medium->plan.contract.overlay;
	char folder[MOUNTS_TARGET_MAX];
	int r = -ENOENT;

	text_copy_cut(folder, sizeof(folder), target);
	if (config->overlay_device) {
		struct failure reason = { 0 };

		r = upper_mount(overlay, folder, sizeof(folder), &reason);
		if (r < 0 && config->overlay_required) {
			*why = reason;
			return r;
		}
		if (r < 0)
			log_warning("%s; changes go to a tmpfs and are lost at the end",
				    reason.line);
	}
	if (r < 0)
		r = mount_tmpfs(overlay, why);
	if (r < 0)
		return r;
	r = add_upper(overlay, folder, options, size);
	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "cannot prepare %s: %s", folder,
				   strerror(-r));
	return 0;
}

int overlay_mount(struct overlay *overlay, struct failure *why)
{
	const char *source = overlay->medium->plan.contract.source, *folder = NULL;
	bool writable = overlay->config->overlay;
	char options[OPTIONS_SIZE];
	int r;

	if (!writable && overlay->n_lower == 1)
		return mounts_bind(overlay->mounts, overlay->lower[0], overlay->directory, "ro",
				   why);
	r = lower_by_name(overlay, options, sizeof(options));
	if (r < 0) {
		folder = SHORT_NAMES;
		r = lower_by_number(overlay, options, sizeof(options));
	}
	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "cannot give the layers short names: %s",
				   strerror(-r));
	if (writable)
		r = mount_upper(overlay, options, sizeof(options), why);
	else
		r = text_append(options, sizeof(options), ",ro");
	if (r < 0)
		return r;
	return mounts_make(overlay->mounts, folder, source ? source : "overlay", overlay->directory,
			   "overlay", options, why);
}

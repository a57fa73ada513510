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
 * An option of fsconfig(2) has at most 255 bytes, all options of mount(2) together at most a page.
 * If the layers' paths need more, they get short links in this folder.
 */
#define SHORT_NAMES "/run/pmemboot/layers"

enum { OPTION_MAX = 255, OPTIONS_SIZE = 1024 };

/* Print "lowerdir=", the highest layer first, as overlayfs expects. */
static int lower_by_name(const struct overlay *overlay, char *buf, size_t size)
{
	int r = text_print(buf, size, "lowerdir=");

	for (unsigned int i = overlay->n_lower; r == 0 && i-- > 0;)
		r = text_append(buf, size, "%s%s", overlay->lower[i], i > 0 ? ":" : "");
	return r == 0 && strlen(buf) > OPTION_MAX ? -ENAMETOOLONG : r;
}

static int lower_by_number(const struct overlay *overlay, struct mounts *mounts, char *buf,
			   size_t size)
{
	int r = text_print(buf, size, "lowerdir=");

	for (unsigned int i = overlay->n_lower; r == 0 && i-- > 0;) {
		char path[64];

		r = text_print(path, sizeof(path), SHORT_NAMES "/%u", i);
		if (r == 0)
			r = mounts_link(mounts, overlay->lower[i], path);
		if (r == 0)
			r = text_append(buf, size, "%u%s", i, i > 0 ? ":" : "");
	}
	return r;
}

/*
 * Make the upper and the work directory in a folder, and add them to the options. The upper one
 * gets owner, mode and attributes of the lowest layer's root, because it becomes the root
 * directory.
 */
static int add_upper(const struct overlay *overlay, const char *folder, char *options, size_t size)
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

static int mount_tmpfs(const struct root_context *context, struct mounts *mounts,
		       struct failure *why)
{
	char options[64];
	int r = text_print(options, sizeof(options), "noatime,mode=0755,size=%s",
			   context->config->overlay_size);

	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r,
				   "the size in pmemboot.overlay= is too long");
	return mounts_make(mounts, NULL, "tmpfs", context->plan->contract.overlay, "tmpfs", options,
			   why);
}

/* Mount the place that pmemboot.overlay= names for changes; a tmpfs if it names none, or a bad one.
 */
static int mount_changes(struct upper *ret, const struct root_context *context,
			 struct mounts *mounts, struct failure *why)
{
	const struct config *config = context->config;

	if (config->overlay_device) {
		struct failure reason = { 0 };
		int r = upper_mount(ret, context, mounts, &reason);

		if (r == 0)
			return 0;
		if (config->overlay_required) {
			*why = reason;
			return r;
		}
		log_warning("%s; changes go to a tmpfs and are lost at shutdown", reason.line);
	}
	text_copy_cut(ret->device, sizeof(ret->device), "tmpfs");
	text_copy_cut(ret->folder, sizeof(ret->folder), context->plan->contract.overlay);
	return mount_tmpfs(context, mounts, why);
}

/* Mount the place for changes, and add it to the options. */
static int mount_upper(struct overlay *overlay, const struct root_context *context,
		       struct mounts *mounts, char *options, size_t size, struct failure *why)
{
	struct upper upper;
	int r = mount_changes(&upper, context, mounts, why);

	if (r < 0)
		return r;
	text_copy_cut(overlay->upper, sizeof(overlay->upper), upper.device);
	r = add_upper(overlay, upper.folder, options, size);
	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "cannot prepare %s: %s", upper.folder,
				   strerror(-r));
	return 0;
}

/* Print "lowerdir=" into the options. *folder: where its relative paths start; NULL for "/". */
static int name_lower(const struct overlay *overlay, struct mounts *mounts, char *options,
		      size_t size, const char **folder)
{
	int r = lower_by_name(overlay, options, size);

	*folder = r < 0 ? SHORT_NAMES : NULL;
	return r < 0 ? lower_by_number(overlay, mounts, options, size) : 0;
}

int overlay_mount(struct overlay *overlay, const struct root_context *context,
		  struct mounts *mounts, struct failure *why)
{
	const char *source = context->plan->contract.source, *folder;
	bool writable = context->config->overlay;
	char options[OPTIONS_SIZE];
	int r;

	if (!writable && overlay->n_lower == 1)
		return mounts_bind(mounts, overlay->lower[0], overlay->directory, "ro", why);
	r = name_lower(overlay, mounts, options, sizeof(options), &folder);
	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r,
				   "cannot make short links to the layers: %s", strerror(-r));
	if (writable)
		r = mount_upper(overlay, context, mounts, options, sizeof(options), why);
	else
		r = text_append(options, sizeof(options), ",ro");
	if (r < 0)
		return r;
	return mounts_make(mounts, folder, source ? source : "overlay", overlay->directory,
			   "overlay", options, why);
}

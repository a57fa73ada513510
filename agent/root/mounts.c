// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/mounts.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/file.h"
#include "sys/mount.h"

#include <errno.h>
#include <string.h>

/* Fill in the next entry. The caller counts it once it is mounted. */
static int begin_entry(struct mounts *mounts, const char *source, const char *target,
		       const char *fstype, struct mounts_entry **ret)
{
	struct mounts_entry *entry;

	if (mounts->count == MOUNTS_MAX)
		return -E2BIG;
	*ret = entry = &mounts->list[mounts->count];
	text_copy_cut(entry->source, sizeof(entry->source), source);
	text_copy_cut(entry->fstype, sizeof(entry->fstype), fstype);
	return text_print(entry->target, sizeof(entry->target), "%s", target);
}

static int mount_failure(const char *source, const char *target, const char *fstype, int error,
			 struct failure *why)
{
	if (error == -ENODEV)
		return failure_set(why, FAILURE_DRIVER_MISSING, error,
				   "the kernel has no driver for %s, which %s needs", fstype,
				   target);
	return failure_set(why, FAILURE_MOUNT, error, "cannot mount %s on %s as %s: %s", source,
			   target, fstype, strerror(-error));
}

int mounts_make(struct mounts *mounts, const char *folder, const char *source, const char *target,
		const char *fstype, const char *options, struct failure *why)
{
	struct mounts_entry *entry;
	int r = begin_entry(mounts, source, target, fstype, &entry);

	if (r == 0)
		r = file_make_directories(target);
	if (r == 0)
		r = mount_in(folder, source, target, fstype, options);
	if (r < 0)
		return mount_failure(source, target, fstype, r, why);
	mounts->count++;
	log_debug("mounted %s on %s (%s, %s)", source, target, fstype, options);
	return 0;
}

int mounts_bind(struct mounts *mounts, const char *from, const char *to, const char *options,
		struct failure *why)
{
	struct mounts_entry *entry;
	int r = begin_entry(mounts, from, to, "none", &entry);

	if (r == 0)
		r = file_make_directories(to);
	if (r == 0)
		r = mount_bind(from, to, options);
	if (r < 0)
		return mount_failure(from, to, "none", r, why);
	mounts->count++;
	log_debug("bound %s to %s", from, to);
	return 0;
}

int mounts_link(struct mounts *mounts, const char *target, const char *path)
{
	char *entry, folder[MOUNTS_TARGET_MAX];
	int r;

	if (mounts->n_links == MOUNTS_LINKS_MAX)
		return -E2BIG;
	entry = mounts->links[mounts->n_links];
	r = text_print(entry, MOUNTS_TARGET_MAX, "%s", path);
	if (r < 0)
		return r;
	memcpy(folder, entry, sizeof(folder));
	*strrchr(folder, '/') = '\0';
	r = folder[0] ? file_make_directories(folder) : 0;
	if (r == 0)
		r = file_make_link(target, path);
	if (r == 0)
		mounts->n_links++;
	return r;
}

void mounts_undo_last(struct mounts *mounts)
{
	mount_detach(mounts->list[--mounts->count].target);
}

void mounts_undo(struct mounts *mounts)
{
	while (mounts->n_links > 0)
		file_remove(mounts->links[--mounts->n_links]);
	while (mounts->count > 0)
		mounts_undo_last(mounts);
}

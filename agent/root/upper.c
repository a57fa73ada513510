// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/upper.h"

#include "base/text.h"
#include "log/log.h"
#include "model/filesystem.h"
#include "parse/ext4.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/mount.h"
#include "sys/superblock.h"
#include "sys/tree.h"
#include "sys/uevent_socket.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <string.h>
#include <strings.h>

enum { FREE_MIN = 4 << 20, PATIENCE = 10000000, NOTICE = 2000000 };

/* What is looked for, and what was found. */
struct search {
	const char *wish;   /* "LABEL=...", "UUID=..." or a path */
	const char *medium; /* its disk's name: never that */
	char path[UPPER_DEVICE_MAX];
	struct superblock superblock;
};

static bool is_wanted(const struct search *search, const char *path,
		      const struct superblock *superblock)
{
	if (text_begins(search->wish, "LABEL="))
		return strcmp(superblock->label, search->wish + 6) == 0;
	if (text_begins(search->wish, "UUID="))
		return strcasecmp(superblock->uuid, search->wish + 5) == 0;
	return strcmp(path, search->wish) == 0;
}

/* Is this disk or partition it? 1 and it is the search's, or 0. */
static int look_at(void *context, const char *name)
{
	struct search *search = context;
	struct superblock superblock;
	cleanup_close int fd = -1;
	struct reader reader;
	char path[UPPER_DEVICE_MAX];

	if (block_is_of_disk(name, search->medium) || text_begins(name, "loop") ||
	    text_begins(name, "ram") || text_begins(name, "dm-") ||
	    text_print(path, sizeof(path), "/dev/%s", name) < 0)
		return 0;
	if (search->wish[0] == '/' && strcmp(path, search->wish) != 0)
		return 0;
	if (block_open(path, &fd, &reader) < 0 || superblock_probe(fd, &superblock) < 0 ||
	    !is_wanted(search, path, &superblock))
		return 0;
	memcpy(search->path, path, sizeof(path));
	search->superblock = superblock;
	return 1;
}

static int find_disk(struct search *search, const struct tree *tree)
{
	int r = tree_each(tree, "sys/class/block", look_at, search);

	return r == 0 || r == -ENOENT ? -ENOENT : r;
}

/* Wait until it is there. 0, -ETIMEDOUT, or -E... */
static int find_patiently(struct search *search, const struct root_context *context)
{
	cleanup_close int socket_fd = uevent_socket_open();
	uint64_t now = clock_now(), end = now + PATIENCE, notice = now + NOTICE;

	if (context->config->timeout_given)
		end = now + context->config->timeout * UINT64_C(1000000);
	for (;;) {
		struct pollfd fds = { .fd = socket_fd, .events = POLLIN };
		int r = find_disk(search, context->drivers->tree);

		now = clock_now();
		if (r != -ENOENT)
			return r < 0 ? r : 0;
		if (socket_fd < 0 || now >= end)
			return -ETIMEDOUT;
		if (now >= notice) {
			log_notice("waiting for %s, %" PRIu64 " s left", search->wish,
				   (end - now) / 1000000);
			notice = end;
		}
		(void)poll(&fds, 1, (int)(((now < notice ? notice : end) - now) / 1000) + 1);
		uevent_socket_drain(&socket_fd);
	}
}

/* Does the file system itself say that it needs a repair? */
static bool has_errors(const struct search *search)
{
	uint8_t buf[EXT4_SUPERBLOCK_SIZE];
	struct slice bytes = { buf, sizeof(buf) };
	cleanup_close int fd = -1;
	struct reader reader;

	return block_open(search->path, &fd, &reader) == 0 &&
	       reader_read(&reader, EXT4_SUPERBLOCK_OFFSET, buf, sizeof(buf)) == 0 &&
	       ext4_has_errors(bytes);
}

/* The folder of one image's changes: another image's don't lie on its layers. */
static int name_folder(struct upper *upper, const struct root_context *context)
{
	const char *uuid = context->medium->superblock.uuid, *label = context->plan->label;
	const char *parent = context->plan->contract.overlay;
	int r = text_print(upper->folder, sizeof(upper->folder), "%s/pmemboot-%s", parent,
			   uuid[0]    ? uuid
			   : label[0] ? label
				      : "image");

	/* What overlayfs's options can't say, and what leads elsewhere. */
	for (char *c = upper->folder + strlen(parent) + 1; r == 0 && *c; c++)
		if (strchr(":,\\/", *c) || (unsigned char)*c <= ' ')
			*c = '_';
	return r;
}

/* Is the file system one that can keep changes, and sound? */
static int check_filesystem(const struct search *search, const struct filesystem *filesystem,
			    struct failure *why)
{
	const char *type = search->superblock.type;

	if (!filesystem || !filesystem->writable)
		return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s holds %s; ext4, xfs or btrfs can keep changes", search->path,
				   type[0] ? type : "no file system");
	if (has_errors(search))
		return failure_set(why, FAILURE_DAMAGED, -EUCLEAN,
				   "%s: its file system has errors; e2fsck repairs it",
				   search->path);
	return 0;
}

static int check_space(const char *path, const char *target, struct failure *why)
{
	uint64_t free_bytes;
	int r = mount_free(target, &free_bytes);

	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "%s: %s", path, strerror(-r));
	if (free_bytes < FREE_MIN)
		return failure_set(why, FAILURE_MOUNT, -ENOSPC, "%s is full", path);
	return 0;
}

static int mount_disk(const struct search *search, const struct root_context *context,
		      struct mounts *mounts, struct failure *why)
{
	const struct filesystem *filesystem = filesystem_find(search->superblock.type);
	const char *target = context->plan->contract.overlay;
	int r = check_filesystem(search, filesystem, why);

	if (r < 0)
		return r;
	if (drivers_load(context->drivers, filesystem->fstype) == -ENOENT)
		log_warning("the initramfs lacks the driver %s", filesystem->fstype);
	r = mounts_make(mounts, NULL, search->path, target, filesystem->fstype, "noatime", why);
	if (r < 0)
		return r;
	r = check_space(search->path, target, why);
	if (r < 0)
		mounts_undo_last(mounts);
	return r;
}

int upper_mount(struct upper *ret, const struct root_context *context, struct mounts *mounts,
		struct failure *why)
{
	struct search search = { .wish = context->config->overlay_device,
				 .medium = context->medium->disk };
	int r = find_patiently(&search, context);

	if (r < 0)
		return failure_set(why, FAILURE_NOT_FOUND, r,
				   "pmemboot.overlay=%s: there is no such file system",
				   search.wish);
	if (name_folder(ret, context) < 0)
		return failure_set(why, FAILURE_SYSTEM, -ENAMETOOLONG,
				   "the folder's name is too long");
	r = mount_disk(&search, context, mounts, why);
	if (r < 0)
		return r;
	text_copy_cut(ret->device, sizeof(ret->device), search.path);
	log_info("changes to the root are kept on %s (%s)", search.path, search.superblock.type);
	return 0;
}

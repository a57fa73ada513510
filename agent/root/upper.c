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

enum { DISK_PATH_MAX = 64, FREE_MIN = 4 << 20, PATIENCE = 10000000, NOTICE = 2000000 };

/* What is looked for, and what was found. */
struct search {
	const char *wish;   /* "LABEL=...", "UUID=..." or a path */
	const char *medium; /* its disk's name: never that */
	char path[DISK_PATH_MAX];
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
	char path[DISK_PATH_MAX];

	if (text_begins(name, search->medium) || text_begins(name, "loop") ||
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

static int find(struct search *search, const struct tree *tree)
{
	int r = tree_each(tree, "sys/class/block", look_at, search);

	return r == 0 || r == -ENOENT ? -ENOENT : r;
}

/* Wait until it is there. 0, -ETIMEDOUT, or -E... */
static int find_patiently(struct search *search, const struct overlay *overlay)
{
	cleanup_close int socket_fd = uevent_socket_open();
	uint64_t now = clock_now(), end = now + PATIENCE, notice = now + NOTICE;

	if (overlay->config->timeout_given)
		end = now + overlay->config->timeout * UINT64_C(1000000);
	for (;;) {
		struct pollfd fds = { .fd = socket_fd, .events = POLLIN };
		char buf[UEVENT_SIZE_MAX];
		struct uevent event;
		int r = find(search, overlay->drivers->tree);

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
		while (uevent_socket_receive(socket_fd, buf, &event) != 0)
			;
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
static int name_folder(const struct overlay *overlay, char *folder, size_t size)
{
	const struct superblock *superblock = &overlay->medium->superblock;
	const char *name = superblock->uuid[0] ? superblock->uuid : overlay->medium->plan.label;
	size_t len = strlen(folder);
	int r = text_append(folder, size, "/pmemboot-%s", name[0] ? name : "image");

	/* What overlayfs's options can't say, and what leads elsewhere. */
	for (char *c = folder + len + 1; *c; c++)
		if (strchr(":,\\/", *c) || (unsigned char)*c <= ' ')
			*c = '_';
	return r;
}

static int mount_disk(struct overlay *overlay, const struct search *search, struct failure *why)
{
	const struct filesystem *filesystem = filesystem_find(search->superblock.type);
	const char *target = overlay->medium->plan.contract.overlay;
	uint64_t free_bytes;
	int r;

	if (!filesystem || !filesystem->writable)
		return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s holds %s; ext4, xfs or btrfs can keep changes", search->path,
				   search->superblock.type[0] ? search->superblock.type
							      : "no file system");
	if (has_errors(search))
		return failure_set(why, FAILURE_DAMAGED, -EUCLEAN,
				   "%s: its file system has errors; e2fsck repairs it",
				   search->path);
	if (drivers_load(overlay->drivers, filesystem->fstype) == -ENOENT)
		log_warning("the initramfs lacks the driver %s", filesystem->fstype);
	r = mounts_make(overlay->mounts, NULL, search->path, target, filesystem->fstype, "noatime",
			why);
	if (r < 0)
		return r;
	r = mount_free(target, &free_bytes);
	if (r < 0)
		(void)failure_set(why, FAILURE_MOUNT, r, "%s: %s", search->path, strerror(-r));
	else if (free_bytes < FREE_MIN)
		r = failure_set(why, FAILURE_MOUNT, -ENOSPC, "%s is full", search->path);
	if (r < 0)
		mount_detach(overlay->mounts->list[--overlay->mounts->count].target);
	return r;
}

int upper_mount(struct overlay *overlay, char *folder, size_t size, struct failure *why)
{
	struct search search = { .wish = overlay->config->overlay_device,
				 .medium = overlay->medium->disk };
	int r = find_patiently(&search, overlay);

	if (r < 0)
		return failure_set(why, FAILURE_NOT_FOUND, r,
				   "pmemboot.overlay=%s: there is no such file system",
				   search.wish);
	r = mount_disk(overlay, &search, why);
	if (r < 0)
		return r;
	text_copy_cut(overlay->upper, sizeof(overlay->upper), search.path);
	log_info("changes to the root are kept on %s (%s)", search.path, search.superblock.type);
	r = name_folder(overlay, folder, size);
	return r < 0 ? failure_set(why, FAILURE_SYSTEM, r, "the folder's name is too long") : 0;
}

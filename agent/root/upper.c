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

enum { FREE_MIN = 4 << 20 }; /* bytes */

/* Microseconds: how long to wait for the disk, and when to say so. */
enum { PATIENCE = 10000000, NOTICE = 2000000 };

/* The disk that is requested, and where it was found. */
struct search {
	const char *request; /* "LABEL=...", "UUID=..." or a path */
	const char *medium;  /* the name of the medium's disk, which is left out */
	char path[UPPER_DEVICE_MAX];
	struct superblock superblock;
};

/* ---- Finding the disk ---- */

static bool is_wanted(const struct search *search, const char *path,
		      const struct superblock *superblock)
{
	if (text_begins(search->request, "LABEL="))
		return strcmp(superblock->label, search->request + 6) == 0;
	if (text_begins(search->request, "UUID="))
		return strcasecmp(superblock->uuid, search->request + 5) == 0;
	return strcmp(path, search->request) == 0;
}

/* Is this the requested disk or partition? Returns 1 and fills in the search, or 0. */
static int take_disk(void *context, const char *name)
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
	if (search->request[0] == '/' && strcmp(path, search->request) != 0)
		return 0;
	if (block_open(path, &fd, &reader) < 0 || superblock_probe(fd, &superblock) < 0 ||
	    !is_wanted(search, path, &superblock))
		return 0;
	memcpy(search->path, path, sizeof(path));
	search->superblock = superblock;
	return 1;
}

/* Returns 0; -ENOENT if the disk is not there; or another -E... */
static int find_disk(struct search *search, const struct tree *tree)
{
	int r = tree_each(tree, "sys/class/block", take_disk, search);

	if (r == 0)
		return -ENOENT;
	return r < 0 ? r : 0;
}

/* ---- Waiting for the disk ---- */

/* When the wait ends, and when to say that there is one: times of clock_now(). */
struct patience {
	uint64_t end, notice;
};

static struct patience begin_patience(const struct config *config)
{
	uint64_t now = clock_now();
	uint64_t limit = config->timeout_given ? config->timeout * UINT64_C(1000000) : PATIENCE;

	return (struct patience){ .end = now + limit, .notice = now + NOTICE };
}

/* Say once that we are waiting, when that has taken some time. */
static void announce_wait(struct patience *patience, const struct search *search, uint64_t now)
{
	if (now < patience->notice)
		return;
	log_notice("waiting for %s, %" PRIu64 " s left", search->request,
		   (patience->end - now) / 1000000);
	patience->notice = patience->end;
}

/*
 * Sleep until the kernel reports a device, at most until a time. The messages themselves do not
 * matter, because all disks are looked at again. Returns 0; -E... if the socket is broken.
 */
static int wait_for_device(int socket_fd, uint64_t until)
{
	struct pollfd fds = { .fd = socket_fd, .events = POLLIN };
	uint64_t now = clock_now();

	if (poll(&fds, 1, now < until ? (int)((until - now) / 1000) + 1 : 0) <= 0)
		return 0;
	return uevent_socket_drain(socket_fd);
}

/* Find the disk, and wait until it is there. Returns 0; -ETIMEDOUT; or another -E... */
static int wait_for_disk(struct search *search, const struct root_context *context)
{
	/* Opened before the first look, so that no device is missed between two looks. */
	cleanup_close int socket_fd = uevent_socket_open();
	struct patience patience = begin_patience(context->config);

	for (;;) {
		int r = find_disk(search, context->drivers->tree);
		uint64_t now = clock_now();

		if (r != -ENOENT)
			return r;
		if (socket_fd < 0)
			return socket_fd;
		if (now >= patience.end)
			return -ETIMEDOUT;
		announce_wait(&patience, search, now);
		r = wait_for_device(socket_fd, patience.notice < patience.end ? patience.notice
									      : patience.end);
		if (r < 0)
			return r;
	}
}

/* ---- Mounting it ---- */

/* Does the superblock say that the file system has errors? */
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

/* Name the folder for the changes to this image: each image has its own, as its layers differ. */
static int name_folder(struct upper *upper, const struct root_context *context)
{
	const char *uuid = context->medium->superblock.uuid, *label = context->plan->label;
	const char *parent = context->plan->contract.overlay;
	int r = text_print(upper->folder, sizeof(upper->folder), "%s/pmemboot-%s", parent,
			   uuid[0]    ? uuid
			   : label[0] ? label
				      : "image");

	/* These are special in the options of overlayfs, or lead to another folder. */
	for (char *c = upper->folder + strlen(parent) + 1; r == 0 && *c; c++)
		if (strchr(":,\\/", *c) || (unsigned char)*c <= ' ')
			*c = '_';
	return r;
}

/* Is the file system one that can keep changes, and without errors? */
static int check_filesystem(const struct search *search, const struct filesystem *filesystem,
			    struct failure *why)
{
	const char *type = search->superblock.type;

	if (!filesystem || !filesystem->writable)
		return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s has %s, but changes need ext4, xfs or btrfs", search->path,
				   type[0] ? type : "no file system");
	if (has_errors(search))
		return failure_set(why, FAILURE_DAMAGED, -EUCLEAN,
				   "the file system on %s has errors: repair it with e2fsck",
				   search->path);
	return 0;
}

static int check_space(const char *path, const char *target, struct failure *why)
{
	uint64_t free_bytes;
	int r = mount_free(target, &free_bytes);

	if (r < 0)
		return failure_set(why, FAILURE_MOUNT, r, "cannot tell the free space on %s: %s",
				   path, strerror(-r));
	if (free_bytes < FREE_MIN)
		return failure_set(why, FAILURE_MOUNT, -ENOSPC,
				   "%s is full: it has less than 4 MiB free", path);
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
		log_warning("the driver %s is missing from the initramfs", filesystem->fstype);
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
	struct search search = { .request = context->config->overlay_device,
				 .medium = context->medium->disk };
	int r = wait_for_disk(&search, context);

	if (r < 0)
		return failure_set(why, FAILURE_NOT_FOUND, r,
				   "pmemboot.overlay=%s: there is no such file system",
				   search.request);
	if (name_folder(ret, context) < 0)
		return failure_set(why, FAILURE_SYSTEM, -ENAMETOOLONG,
				   "the name of the folder for changes is too long");
	r = mount_disk(&search, context, mounts, why);
	if (r < 0)
		return r;
	text_copy_cut(ret->device, sizeof(ret->device), search.path);
	log_info("changes to the root are kept on %s (%s)", search.path, search.superblock.type);
	return 0;
}

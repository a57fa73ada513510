// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan.h"

#include "base/text.h"
#include "model/disk.h"
#include "model/image.h"
#include "parse/iso9660.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

_Static_assert((int)PLAN_EXTENTS_MAX == (int)ISO9660_EXTENTS_MAX, "a layer takes a file's extents");

enum { SECTOR = 512 };
enum { GUESS_DEPTH_MAX = 8, GUESS_ENTRIES_MAX = 100000, GUESS_BYTES_MAX = 64 << 20 };

/* An error of the ISO reader, in words. */
static int iso_failure(const struct iso9660 *iso, int error, const char *path, struct failure *why)
{
	const struct iso9660_fault *fault = &iso->fault;

	switch (error) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error, "ISO 9660: bad %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -E2BIG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "ISO 9660: over the limit: %s at byte %" PRIu64, fault->what,
				   fault->offset);
	case -EOPNOTSUPP:
		return failure_set(why, FAILURE_UNSUPPORTED, error, "ISO 9660: %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -ENOENT:
	case -ENOTDIR:
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, error, "the ISO holds no %s", path);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read: %s", strerror(-error));
	}
}

/* Look at the file system in a file. 0, -ENOENT if it is none, or an error. */
static int identify(const struct iso9660 *iso, const struct iso9660_entry *file,
		    struct plan_layer *layer)
{
	struct image_kind image;
	int r = -ENOENT;

	if (file->n_extents > 0)
		r = image_identify(iso->reader, &file->extents[0], &image);
	if (r == 0) {
		layer->fstype = image.fstype;
		layer->compressor = image.compressor;
		layer->size = image.size;
	}
	return r;
}

static int check_layer(const struct iso9660_entry *file, struct plan_layer *layer, int error,
		       struct failure *why)
{
	if (error == -ENOENT)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, error,
				   "%s is neither squashfs nor erofs", layer->path);
	if (error == -EBADMSG)
		return failure_set(why, FAILURE_DAMAGED, error, "%s: bad superblock", layer->path);
	if (error < 0)
		return failure_set(why, FAILURE_READ, error, "%s: cannot read: %s", layer->path,
				   strerror(-error));
	if (layer->size > file->size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "%s is truncated: its superblock says %" PRIu64
				   " bytes, the ISO's directory %" PRIu64,
				   layer->path, layer->size, file->size);
	return 0;
}

/*
 * A file owns its last sector to the end, and inside the device that is part of its extent. Block
 * devices are made of 512 bytes at least.
 */
static void set_extents(struct plan_layer *layer, const struct iso9660_entry *file,
			uint64_t medium_size)
{
	struct extent *last = &layer->extents[file->n_extents - 1];
	uint64_t bits = 0;

	memcpy(layer->extents, file->extents, file->n_extents * sizeof(*layer->extents));
	layer->n_extents = file->n_extents;
	layer->file_size = file->size;
	for (uint64_t unit = ISO9660_SECTOR; unit >= SECTOR; unit = unit == SECTOR ? 0 : SECTOR) {
		uint64_t len = (last->len + unit - 1) / unit * unit;

		if (len <= medium_size - last->offset) {
			last->len = len;
			break;
		}
	}
	for (unsigned int i = 0; i < layer->n_extents; i++)
		bits |= layer->extents[i].offset |
			(&layer->extents[i] == last ? 0 : layer->extents[i].len);
	bits |= PLAN_ALIGNMENT_MAX;
	layer->alignment = bits & -bits;
}

/* Take a file of the ISO as the next layer upward. */
static int add_layer(struct plan *plan, struct iso9660 *iso, const char *path, struct failure *why)
{
	struct plan_layer *layer = &plan->layers[plan->n_layers];
	struct iso9660_entry file;
	int r;

	path += strspn(path, "/");
	if (plan->n_layers == LAYOUT_LAYERS_MAX)
		return failure_set(why, FAILURE_UNSUPPORTED, -E2BIG, "more than %d layers",
				   LAYOUT_LAYERS_MAX);
	if (text_print(layer->path, sizeof(layer->path), "%s", path) < 0)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ENAMETOOLONG,
				   "the path is too long: %s", path);
	r = iso9660_lookup(iso, path, &file);
	if (r == 0 && file.type != ISO9660_FILE)
		r = -ENOENT;
	if (r < 0)
		return iso_failure(iso, r, path, why);
	r = check_layer(&file, layer, identify(iso, &file, layer), why);
	if (r < 0)
		return r;
	layer->options = "";
	set_extents(layer, &file, iso->reader->size);
	plan->n_layers++;
	return 0;
}

/* ---- The guess: the largest squashfs or erofs of the ISO ---- */

struct guess {
	struct iso9660 *iso;
	unsigned int entries;
	uint64_t bytes; /* of directories, read so far */
	unsigned int found;
	uint64_t size; /* of the largest so far */
	char best[PLAN_PATH_MAX];
	char path[PLAN_PATH_MAX]; /* where the walk is */
};

static bool looks_like_image(const char *name)
{
	static const char *const endings[] = { ".squashfs", ".squash", ".sfs", ".erofs", ".img" };
	size_t len = strlen(name);

	for (size_t i = 0; i < array_size(endings); i++) {
		size_t n = strlen(endings[i]);

		if (len > n && strcmp(name + len - n, endings[i]) == 0)
			return true;
	}
	return false;
}

static int guess_file(struct guess *guess, const struct iso9660_entry *file)
{
	struct plan_layer layer;
	int r;

	if (file->type != ISO9660_FILE || !looks_like_image(file->name))
		return 0;
	r = identify(guess->iso, file, &layer);
	if (r == -ENOENT || r == -EBADMSG)
		return 0;
	if (r < 0)
		return r;
	guess->found++;
	if (file->size > guess->size) {
		guess->size = file->size;
		text_copy_cut(guess->best, sizeof(guess->best), guess->path);
	}
	return 0;
}

static int guess_in(struct guess *guess, const struct iso9660_entry *entry, unsigned int depth)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	size_t len = strlen(guess->path);
	int r = iso9660_list(guess->iso, entry, &directory);

	if (r < 0)
		return r == -ENOTDIR ? 0 : r; /* a directory without a byte */
	guess->bytes += directory.extent.len;
	if (guess->bytes > GUESS_BYTES_MAX)
		return 0;
	while ((r = iso9660_next(&directory, &child)) > 0) {
		if (++guess->entries > GUESS_ENTRIES_MAX)
			return 0;
		/* What is too long to be named can't be the root. */
		if (text_append(guess->path, sizeof(guess->path), "%s%s", len ? "/" : "",
				child.name) == 0) {
			if (child.type != ISO9660_DIRECTORY)
				r = guess_file(guess, &child);
			else if (depth < GUESS_DEPTH_MAX)
				r = guess_in(guess, &child, depth + 1);
		}
		guess->path[len] = '\0';
		if (r < 0)
			return r;
	}
	return r;
}

static int plan_guess(struct plan *plan, struct iso9660 *iso, struct failure *why)
{
	struct guess guess = { .iso = iso };
	struct iso9660_entry root;
	int r = iso9660_lookup(iso, "", &root);

	if (r == 0)
		r = guess_in(&guess, &root, 0);
	if (r < 0)
		return iso_failure(iso, r, "root directory", why);
	if (guess.found == 0)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ENOENT,
				   "the ISO \"%s\" holds no root image that pmemboot recognises",
				   iso->label);
	plan->layout = "guess";
	plan->guessed = true;
	plan->guesses = guess.found;
	plan->contract = layout_own_contract;
	return add_layer(plan, iso, guess.best, why);
}

/* ---- Layouts ---- */

/* 1 if the ISO has all the images of the layout, 0 if not, or an error. */
static int has_layout(struct iso9660 *iso, const struct layout *layout)
{
	for (const char *const *image = layout->images; *image; image++) {
		struct iso9660_entry file;
		int r = iso9660_lookup(iso, *image, &file);

		if (r == -ENOENT || r == -ENOTDIR)
			return 0;
		if (r < 0)
			return r;
		if (file.type != ISO9660_FILE)
			return 0;
	}
	return 1;
}

static int plan_layout(struct plan *plan, struct iso9660 *iso, struct failure *why)
{
	for (const struct layout *layout = layouts; layout->name; layout++) {
		int r = has_layout(iso, layout);

		if (r < 0)
			return iso_failure(iso, r, layout->name, why);
		if (r == 0)
			continue;
		plan->layout = layout->name;
		plan->contract = layout->contract;
		for (const char *const *image = layout->images; *image; image++) {
			r = add_layer(plan, iso, *image, why);
			if (r < 0)
				return r;
		}
		return 0;
	}
	return plan_guess(plan, iso, why);
}

static int plan_named(struct plan *plan, struct iso9660 *iso, const char *const *paths,
		      unsigned int n_paths, struct failure *why)
{
	plan->layout = "named";
	plan->contract = layout_own_contract;
	for (unsigned int i = 0; i < n_paths; i++) {
		int r = add_layer(plan, iso, paths[i], why);

		if (r < 0)
			return r;
	}
	return 0;
}

static int plan_iso(struct plan *plan, struct iso9660 *iso, const struct plan_wishes *wishes,
		    int error, struct failure *why)
{
	/* First of all: everything in a truncated image may point past its end. */
	if (iso->volume_size > iso->reader->size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "the image is truncated: the ISO's volume has %" PRIu64
				   " bytes, the device only %" PRIu64,
				   iso->volume_size, iso->reader->size);
	if (error < 0)
		return iso_failure(iso, error, "volume", why);
	text_copy_cut(plan->label, sizeof(plan->label), iso->label);
	plan->medium = "iso9660";
	plan->volume_size = iso->volume_size;
	if (wishes->n_paths > 0)
		return plan_named(plan, iso, wishes->paths, wishes->n_paths, why);
	return plan_layout(plan, iso, why);
}

/* ---- Mapping ---- */

const char *plan_map_name(enum plan_map map)
{
	static const char *const names[] = { "auto", "dm", "loop", "file", "whole" };

	return names[map];
}

enum plan_map plan_layer_map(const struct plan_layer *layer, enum plan_map map)
{
	if (layer->whole)
		return PLAN_MAP_WHOLE;
	/* A loop device has one extent, and a file of the ISO can be read wherever it lies. */
	if (map == PLAN_MAP_LOOP && layer->n_extents > 1)
		return PLAN_MAP_FILE;
	return map;
}

enum plan_map plan_map_after(enum plan_map map)
{
	switch (map) {
	case PLAN_MAP_DM:
		return PLAN_MAP_LOOP;
	case PLAN_MAP_LOOP:
		return PLAN_MAP_FILE;
	default:
		return PLAN_MAP_AUTO;
	}
}

static void choose_map(struct plan *plan, const struct plan_wishes *wishes)
{
	if (wishes->map != PLAN_MAP_AUTO) {
		plan->map = wishes->map;
		plan->map_why = "pmemboot.map= asks for it";
	} else if (plan->n_layers == 1 && plan->layers[0].whole) {
		plan->map = PLAN_MAP_WHOLE;
		plan->map_why = "the medium is the root image";
	} else if (plan->contract.reopens) {
		plan->map = PLAN_MAP_LOOP;
		plan->map_why = "the userspace opens the medium again";
	} else {
		plan->map = PLAN_MAP_DM;
		plan->map_why = "the fastest";
	}
}

int plan_make(struct plan *plan, const struct reader *reader, const struct partitions *partitions,
	      const struct plan_wishes *wishes, struct failure *why)
{
	struct iso9660 iso;
	int r = wishes->partition ? -ENOENT : iso9660_open(&iso, reader);

	*plan = (struct plan){ 0 };
	if (r != -ENOENT)
		r = plan_iso(plan, &iso, wishes, r, why);
	else
		r = disk_plan(plan, reader, partitions, wishes, why);
	if (r == -ENOENT)
		return failure_set(why, FAILURE_NO_IMAGE, r,
				   "holds neither an ISO 9660 volume nor a disk image nor a root "
				   "image");
	if (r == 0)
		choose_map(plan, wishes);
	return r;
}

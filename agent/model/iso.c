// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/iso.h"

#include "base/text.h"
#include "model/checks.h"
#include "model/guess.h"
#include "model/image.h"
#include "model/inline_data.h"
#include "model/recognise.h"
#include "parse/cpio.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

_Static_assert((int)PLAN_EXTENTS_MAX == (int)ISO9660_EXTENTS_MAX, "a layer takes a file's extents");

/* An image around another one holds that, and a folder or two. */
enum { SECTOR = 512, DAX_UNIT = 4096, NESTED_INODES_MAX = 16 };

int iso_failure(const struct iso9660 *iso, int error, const char *path, struct failure *why)
{
	const struct fault *fault = &iso->fault;

	switch (error) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error, "ISO 9660: bad %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -E2BIG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "ISO 9660: over the limit of %" PRIu64 ": %s at byte %" PRIu64,
				   fault->limit, fault->what, fault->offset);
	case -EOPNOTSUPP:
		return failure_set(why, FAILURE_UNSUPPORTED, error, "ISO 9660: %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -ENOENT:
	case -ENOTDIR:
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH, "the ISO holds no %s", path);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read: %s", strerror(-error));
	}
}

/* ---- Layers ---- */

static int check_kind(const struct plan_layer *layer, int error, struct failure *why)
{
	uint64_t at = layer->n_extents > 0 ? layer->extents[0].offset : 0;

	switch (error) {
	case 0:
		break;
	case -ENOENT:
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "%s is neither squashfs nor erofs", layer->path);
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "%s: bad superblock at byte %" PRIu64, layer->path, at);
	case -EOPNOTSUPP:
		return failure_set(why, FAILURE_UNSUPPORTED, error,
				   "%s is an erofs that needs further devices", layer->path);
	default:
		return failure_set(why, FAILURE_READ, error, "%s: cannot read: %s", layer->path,
				   strerror(-error));
	}
	if (layer->size > layer->file_size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "%s is truncated: its superblock says %" PRIu64
				   " bytes, the ISO's directory %" PRIu64,
				   layer->path, layer->size, layer->file_size);
	return 0;
}

/* The extents of the file; of a file in an archive, without what is before it. */
static void set_extents(struct plan_layer *layer, const struct iso9660_entry *file,
			uint64_t medium_size)
{
	struct extent *last = &layer->extents[file->n_extents - 1];
	uint64_t bits = PLAN_ALIGNMENT_MAX;

	memcpy(layer->extents, file->extents, file->n_extents * sizeof(*layer->extents));
	layer->n_extents = file->n_extents;
	layer->extents[0].offset += layer->offset;
	layer->extents[0].len -= layer->offset;
	/*
	 * A file owns its last sector to the end, and inside the device that is part of its extent.
	 * Block devices are made of 512 bytes at least.
	 */
	for (uint64_t unit = ISO9660_SECTOR; layer->offset == 0; unit = SECTOR) {
		uint64_t len = (last->len + unit - 1) / unit * unit;

		if (len <= medium_size - last->offset)
			last->len = len;
		if (len <= medium_size - last->offset || unit == SECTOR)
			break;
	}
	for (unsigned int i = 0; i < layer->n_extents; i++)
		bits |= layer->extents[i].offset |
			(&layer->extents[i] == last ? 0 : layer->extents[i].len);
	layer->alignment = bits & -bits;
}

/* Where the first file of the archive begins, and how long it is. */
static int open_archive(const struct iso9660 *iso, const struct iso9660_entry *file,
			struct plan_layer *layer)
{
	uint8_t buf[CPIO_HEADER_SIZE];
	struct cpio_file inner;
	int r = iso9660_read(iso, file, 0, buf, sizeof(buf));

	if (r == 0)
		r = cpio_parse((struct slice){ buf, sizeof(buf) }, &inner);
	if (r < 0)
		return r == -ERANGE ? -ENOENT : r;
	if (inner.data_offset > file->extents[0].len || inner.size > file->size - inner.data_offset)
		return -EBADMSG;
	layer->offset = inner.data_offset;
	layer->file_size = inner.size;
	return 0;
}

/*
 * For DAX the device, too, is of whole units (fs_dax_get_by_bdev(), drivers/dax/super.c, Linux
 * 6.12): the rest of the ISO's last sector is left out. The file ends before it.
 */
static void end_for_dax(struct plan_layer *layer)
{
	struct extent *last = &layer->extents[layer->n_extents - 1];
	uint64_t total = 0, rest;

	for (unsigned int i = 0; i < layer->n_extents; i++)
		total += layer->extents[i].len;
	rest = total % DAX_UNIT;
	if (total - rest >= layer->file_size && last->len > rest)
		last->len -= rest;
	else if (rest > 0)
		layer->no_dax = "it doesn't end at a multiple of 4 KiB";
}

static int fill_layer(struct plan_layer *layer, const struct iso9660 *iso,
		      const struct iso9660_entry *file, const struct layout *layout)
{
	struct image_kind image;
	int r = file->n_extents > 0 ? 0 : -ENOENT;

	layer->options = "";
	layer->file_size = file->size;
	if (r == 0 && layout && layout->archive)
		r = open_archive(iso, file, layer);
	if (r < 0)
		return r;
	set_extents(layer, file, iso->reader->size);
	r = image_identify(iso->reader, &layer->extents[0], &image);
	if (r < 0)
		return r;
	layer->fstype = image.fstype;
	layer->compressor = image.compressor;
	layer->no_dax = image.no_dax;
	layer->size = image.size;
	layer->inodes = image.inodes;
	if (layout && layout->nested && image.inodes <= NESTED_INODES_MAX)
		layer->nested = layout->nested;
	if (!layer->no_dax && layer->alignment < DAX_UNIT)
		layer->no_dax = "it doesn't begin at a multiple of 4 KiB";
	if (!layer->no_dax)
		end_for_dax(layer);
	return 0;
}

int iso_add_layer(struct plan *plan, struct iso9660 *iso, const char *path,
		  const struct layout *layout, struct failure *why)
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
	if (file.zisofs)
		return failure_set(
			why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
			"%s is compressed by zisofs: it lies nowhere on the medium as it "
			"is",
			path);
	r = check_kind(layer, fill_layer(layer, iso, &file, layout), why);
	if (r == 0)
		plan->n_layers++;
	return r;
}

/* ---- The plan ---- */

static void take_layout(struct plan *plan, const struct layout *layout)
{
	plan->layout = layout->name;
	plan->title = layout->title;
	plan->assist = layout->assist;
	plan->words = layout->words;
	plan->initrds = layout->initrds;
	plan->contract = layout->contract;
}

static int plan_layers(struct plan *plan, struct iso9660 *iso, const struct plan_wishes *wishes,
		       struct failure *why)
{
	char names[LAYOUT_LAYERS_MAX][PLAN_PATH_MAX];
	struct images images = { 0, names };
	const struct layout *layout;
	int r = recognise(iso, wishes, &layout, &images, why);

	if (r < 0)
		return r;
	if (layout && !(layout->assist && wishes->n_paths > 0)) {
		take_layout(plan, layout);
	} else {
		layout = NULL;
		plan->layout = "named";
		plan->title = "named by the user";
		plan->contract = layout_own_contract;
	}
	if (wishes->n_paths > 0) {
		for (unsigned int i = 0; r == 0 && i < wishes->n_paths; i++)
			r = iso_add_layer(plan, iso, wishes->paths[i], layout, why);
		return r;
	}
	if (!layout)
		return guess_plan(plan, iso, why);
	for (unsigned int i = 0; r == 0 && i < images.count; i++)
		r = iso_add_layer(plan, iso, images.names[i], layout, why);
	return r;
}

/* What a boot has no use for, but a person has. */
static int look_closer(struct plan *plan, struct iso9660 *iso)
{
	int r = 0;

	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++)
		if (!plan->layers[i].no_dax)
			r = inline_data_find(iso->reader, &plan->layers[i].extents[0],
					     &plan->layers[i].inline_data);
	if (r == 0)
		r = recognise_file(iso, plan->initrds, plan->initrd);
	if (r < 0)
		plan->initrd[0] = '\0';
	return r == -ENOENT ? 0 : r;
}

int iso_plan(struct plan *plan, const struct reader *reader, const struct plan_wishes *wishes,
	     struct failure *why)
{
	struct iso9660 iso;
	int error = iso9660_open(&iso, reader), r;

	if (error == -ENOENT)
		return error;
	/* First of all: everything in a truncated image may point past its end. */
	if (iso.volume_size > reader->size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "the image is truncated: the ISO's volume has %" PRIu64
				   " bytes, the device only %" PRIu64,
				   iso.volume_size, reader->size);
	if (error < 0)
		return iso_failure(&iso, error, "volume", why);
	text_copy_cut(plan->label, sizeof(plan->label), iso.label);
	plan->medium = "iso9660";
	plan->initrds = "boot/initrd*|initrd*|live/initrd*|install/initrd.gz|install.*/initrd.gz";
	plan->volume_size = iso.volume_size;
	r = plan_layers(plan, &iso, wishes, why);
	if (r == 0 && wishes->checks)
		r = checks_find(plan, &iso, wishes->checks);
	if (r == 0 && wishes->thorough)
		r = look_closer(plan, &iso);
	if (r < 0 && why->code == FAILURE_NONE)
		return iso_failure(&iso, r, "sums", why);
	return r;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/layer.h"

#include "base/text.h"
#include "model/filesystem.h"
#include "model/image.h"
#include "model/iso_failure.h"
#include "parse/cpio.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

_Static_assert((int)PLAN_EXTENTS_MAX == (int)ISO9660_EXTENTS_MAX, "a layer takes a file's extents");

/*
 * An image around a nested one contains hardly anything else: a few inodes at most. Where no layout
 * expects one, only the two folders and the image.
 */
enum { NESTED_INODES_MAX = 16, NESTED_ALONE_MAX = 4 };
enum { BLOCK = 512, DAX_UNIT = 4096, CUT_PADDING_MAX = 1 << 20 };

/*
 * Has the directory only the low 32 bits of the file's size? mkisofs -udf -allow-limited-size does
 * that: UDF has all of them. The padding of a file system to 4 KiB may be in between.
 */
static bool is_cut(const struct plan_layer *layer)
{
	return layer->n_extents == 1 && layer->size > UINT32_MAX &&
	       layer->file_size <= UINT32_MAX &&
	       layer->file_size - (layer->size & UINT32_MAX) < CUT_PADDING_MAX;
}

static int refuse_layer(const struct plan_layer *layer, int error, struct failure *why)
{
	uint64_t at = layer->n_extents > 0 ? layer->extents[0].offset : 0;

	switch (error) {
	case -ENOENT:
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "%s holds no file system that a root can have", layer->path);
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "%s: bad superblock at byte %" PRIu64, layer->path, at);
	case -EOPNOTSUPP:
		return failure_set(why, FAILURE_UNSUPPORTED, error,
				   "%s is a file system that needs additional devices, or of a "
				   "version that Linux does not mount",
				   layer->path);
	default:
		return failure_set(why, FAILURE_READ, error, "%s: cannot read: %s", layer->path,
				   strerror(-error));
	}
}

static int check_size(const struct plan_layer *layer, const char *container, struct failure *why)
{
	if (layer->size > layer->file_size && is_cut(layer))
		return failure_set(
			why, FAILURE_TRUNCATED, -EBADMSG,
			"%s: the ISO's directory cuts its size at 4 GiB: make the ISO with "
			"-iso-level 3",
			layer->path);
	if (layer->size > layer->file_size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "%s is truncated: its superblock says %" PRIu64
				   " bytes, %s has only %" PRIu64,
				   layer->path, layer->size, container, layer->file_size);
	return 0;
}

/* Take the extents of the file, or those of the first file in an archive. */
static void take_extents(struct plan_layer *layer, const struct iso9660_entry *file)
{
	memcpy(layer->extents, file->extents, file->n_extents * sizeof(*layer->extents));
	layer->n_extents = file->n_extents;
	layer->extents[0].offset += layer->offset;
	layer->extents[0].len -= layer->offset;
}

/*
 * No other file uses the rest of a file's last sector: round the last extent up to whole sectors,
 * or, if the medium ends before that, to the 512-byte units of block devices.
 */
static void round_last_extent(struct plan_layer *layer, uint64_t medium_size)
{
	static const uint64_t units[] = { ISO9660_SECTOR, BLOCK };
	struct extent *last = &layer->extents[layer->n_extents - 1];

	for (size_t i = 0; i < array_size(units); i++) {
		uint64_t len = (last->len + units[i] - 1) / units[i] * units[i];

		if (len <= medium_size - last->offset) {
			last->len = len;
			return;
		}
	}
}

/*
 * The largest power of two of which all extents' begins are multiples, and all their ends but the
 * last.
 */
static uint64_t find_alignment(const struct plan_layer *layer)
{
	uint64_t bits = PLAN_ALIGNMENT_MAX;

	for (unsigned int i = 0; i < layer->n_extents; i++) {
		bits |= layer->extents[i].offset;
		if (i + 1 < layer->n_extents)
			bits |= layer->extents[i].len;
	}
	return bits & -bits;
}

/* Find the offset and the size of the first file in the archive. */
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
 * For DAX, the size of the device must be a multiple of DAX_UNIT too (fs_dax_get_by_bdev(),
 * drivers/dax/super.c, Linux 6.12). Cut off the rest of the ISO's last sector, which is after the
 * end of the file.
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
		layer->no_dax = "it does not end at a multiple of 4 KiB";
}

static void judge_dax(struct plan_layer *layer)
{
	if (!layer->no_dax && layer->alignment < DAX_UNIT)
		layer->no_dax = "it does not begin at a multiple of 4 KiB";
	if (!layer->no_dax)
		end_for_dax(layer);
}

static int take_kind(struct plan_layer *layer, const struct image_kind *image,
		     const char *container, struct failure *why)
{
	const struct filesystem *filesystem = filesystem_find(image->fstype);

	layer->fstype = image->fstype;
	memcpy(layer->compressor, image->compressor, sizeof(layer->compressor));
	memcpy(layer->features, image->features, sizeof(layer->features));
	layer->options = filesystem ? filesystem->options : "";
	layer->no_dax = image->no_dax;
	layer->size = image->size;
	layer->inodes = image->inodes;
	layer->alignment = find_alignment(layer);
	judge_dax(layer);
	return check_size(layer, container, why);
}

int layer_take_features(struct plan_layer *layer, const struct reader *reader, struct failure *why)
{
	struct image_kind image;
	int r = image_identify_any(reader, &layer->extents[0], &image);

	if (r == 0)
		memcpy(layer->features, image.features, sizeof(layer->features));
	/* A superblock that is bad here may be good for the kernel, or have a copy. */
	return r == -EOPNOTSUPP ? refuse_layer(layer, r, why) : 0;
}

int layer_identify(struct plan_layer *layer, const struct reader *reader, const char *container,
		   struct failure *why)
{
	struct image_kind image;
	int r = image_identify(reader, &layer->extents[0], &image);

	if (r < 0)
		return r == -ENOENT ? r : refuse_layer(layer, r, why);
	return take_kind(layer, &image, container, why);
}

void layer_expect_nested(struct plan_layer *layer)
{
	if (layer->inodes == 0 || layer->inodes > NESTED_ALONE_MAX)
		return;
	layer->nested = LAYOUT_NESTED;
	layer->may_be_root = true;
}

static int find_layer(struct plan_layer *layer, const struct iso9660 *iso,
		      const struct iso9660_entry *file, const struct layout *layout)
{
	int r = file->n_extents > 0 ? 0 : -ENOENT;

	layer->file_size = file->size;
	if (r == 0 && layout && layout->archive)
		r = open_archive(iso, file, layer);
	if (r < 0)
		return r;
	take_extents(layer, file);
	if (layer->offset == 0)
		round_last_extent(layer, iso->reader->size);
	return 0;
}

static int fill_layer(struct plan_layer *layer, const struct iso9660 *iso,
		      const struct iso9660_entry *file, const struct layout *layout,
		      struct failure *why)
{
	struct image_kind image;
	int r = find_layer(layer, iso, file, layout);

	if (r < 0)
		return refuse_layer(layer, r, why);
	r = image_identify_any(iso->reader, &layer->extents[0], &image);
	if (r < 0)
		return refuse_layer(layer, r, why);
	r = take_kind(layer, &image, "the ISO's directory", why);
	if (r == 0 && !layout)
		layer_expect_nested(layer);
	else if (r == 0 && layout->nested && layer->inodes > 0 &&
		 layer->inodes <= NESTED_INODES_MAX)
		layer->nested = layout->nested;
	return r;
}

int layer_add(struct plan *plan, struct iso9660 *iso, const char *path, const struct layout *layout,
	      struct failure *why)
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
	r = iso9660_lookup_file(iso, path, &file);
	if (r < 0)
		return iso_failure(iso, r, path, why);
	if (file.zisofs)
		return failure_set(
			why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
			"%s is compressed by zisofs, so it cannot be mapped from the medium", path);
	r = fill_layer(layer, iso, &file, layout, why);
	if (r == 0)
		plan->n_layers++;
	return r;
}

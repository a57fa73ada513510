/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Layers: the images that hold the file systems of the root, in files of an ISO, in partitions or
 * right on the device.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/plan.h"
#include "parse/iso9660.h"

/*
 * Take the features of a layer in another file system of a disk, for people: see struct image_kind.
 * Returns 0, also if the superblock is not understood; -EOPNOTSUPP and the reason if the file
 * system needs additional devices.
 */
must_check int layer_take_features(struct plan_layer *layer, const struct reader *reader,
				   struct failure *why);

/*
 * Take what the superblock at the layer's first extent says. path, file_size and the extents are
 * set before. An image that is longer than its container ("the partition") is refused. Returns 0;
 * -ENOENT, without a reason, if it is neither squashfs nor erofs; or another -E... and the reason.
 */
must_check int layer_identify(struct plan_layer *layer, const struct reader *reader,
			      const char *container, struct failure *why);

/*
 * An image that holds hardly anything, where no layout says what it is: it may hold a nested image
 * as dracut's dmsquash-live expects one.
 */
void layer_expect_nested(struct plan_layer *layer);

/*
 * Add a file of the ISO to the plan as the topmost layer. layout tells whether the image is in an
 * archive or contains a nested image; NULL: neither. Returns 0 or -E... and the reason.
 */
must_check int layer_add(struct plan *plan, struct iso9660 *iso, const char *path,
			 const struct layout *layout, struct failure *why);

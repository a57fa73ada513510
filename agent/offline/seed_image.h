/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The seed (model/seed.h) of an image: where it is, and the bytes of a new one.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/seed.h"

/* Find it after the volume of an ISO, or anywhere in another image. Returns NULL if there is none.
 */
const struct partition *seed_image_find(const struct reader *reader,
					const struct partitions *partitions);

/* What a new seed is made of. */
struct seed_image_request {
	const char *directory;
	const char *label; /* of its file system; fat_image_label_is_valid() */
	const char *key;   /* minisign's secret key that signs it, without a passphrase; or NULL */
	const char *comment; /* the trusted comment of the signature */
};

/*
 * Make the bytes of a seed, of a valid size. minisign signs it. Returns 0, and the caller frees
 * *ret; or -E..., which is logged.
 */
must_check int seed_image_make(const struct seed_image_request *request, uint64_t size,
			       uint8_t **ret);

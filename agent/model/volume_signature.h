/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature of a volume: a text of signify or minisign after its end, at a multiple of 512
 * bytes.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "base/slice.h"

/* What it is called, as a check of the image. */
#define VOLUME_SIGNATURE_NAME "the signature after the volume"

/*
 * Find the signature after a volume of so many bytes. Its text is written to bytes, of size bytes;
 * *offset is where it begins, up to which the medium is signed. If there is none, the text is
 * empty. Returns 0, or an error as reader_read().
 */
must_check int volume_signature_find(const struct reader *reader, uint64_t volume_size,
				     uint8_t *bytes, size_t size, struct slice *text,
				     uint64_t *offset);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader: how the pure floors reach the bytes of an image. A block device, a file, a test's
 * buffer or a fuzzer's input all look the same to a parser.
 */
#pragma once

#include "base/attributes.h"

#include <errno.h>
#include <stdint.h>

struct reader {
	/* Fill buf with exactly len bytes from offset. 0, or -E... ; never called outside size. */
	int (*read)(void *context, uint64_t offset, void *buf, size_t len);
	void *context;
	uint64_t size; /* bytes */
};

/*
 * Read len bytes at offset. Returns 0; -ERANGE if they do not lie inside the reader, and then
 * nothing was read; or the -E... of the reader's own function.
 */
must_check static inline int reader_read(const struct reader *r, uint64_t offset, void *buf,
					 size_t len)
{
	if (offset > r->size || len > r->size - offset)
		return -ERANGE;
	return r->read(r->context, offset, buf, len);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader: how parse/ and model/ read the bytes of an image. A block device, a file, a test's
 * buffer and a fuzzer's input look the same to a parser.
 */
#pragma once

#include "base/attributes.h"

#include <errno.h>
#include <stdint.h>

struct reader {
	/*
	 * Fill buf with exactly len bytes from offset. Returns 0 or -E... Never called for bytes
	 * outside size.
	 */
	int (*read)(void *context, uint64_t offset, void *buf, size_t len);
	void *context;
	uint64_t size; /* bytes */
};

/*
 * Read len bytes at offset. Returns 0; -ERANGE, without reading, if they are not inside the reader;
 * or the -E... of the reader's function.
 */
must_check static inline int reader_read(const struct reader *r, uint64_t offset, void *buf,
					 size_t len)
{
	if (offset > r->size || len > r->size - offset)
		return -ERANGE;
	return r->read(r->context, offset, buf, len);
}

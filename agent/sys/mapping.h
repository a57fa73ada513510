/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes of a file or a block device, mapped into memory for reading. A read error is not returned
 * but raises SIGBUS: use mappings only in a worker (sys/workers.h).
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

struct mapping {
	const uint8_t *data; /* len bytes; NULL if nothing is mapped */
	uint64_t len;
	void *start; /* of the pages */
	uint64_t size;
	int fd;	      /* the caller's */
	off_t offset; /* of the pages */
};

/* Map len bytes at an offset. Returns 0, or -E... and then *ret is all zeros. */
must_check int mapping_open(struct mapping *ret, int fd, uint64_t offset, uint64_t len);

/* Unmap it, and drop its pages from the page cache, because they are not read again. */
void mapping_close(struct mapping *mapping);

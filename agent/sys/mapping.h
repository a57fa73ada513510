/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes of a file or a block device, mapped into memory for reading. What can't be read then is
 * no error but a signal, SIGBUS: use it in a worker (sys/workers.h) only.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

struct mapping {
	const uint8_t *data; /* len bytes; NULL if there is none */
	uint64_t len;
	void *start; /* of the pages */
	uint64_t size;
	int fd;	      /* the caller's */
	off_t offset; /* of the pages */
};

/* Map len bytes at an offset. 0, or -E... and *ret is all zeros. */
must_check int mapping_open(struct mapping *ret, int fd, uint64_t offset, uint64_t len);

/* Unmap it. What the page cache holds of it is let go: it was read once. */
void mapping_close(struct mapping *mapping);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The header of a file in a cpio archive of the "new ASCII" format
 * (Documentation/driver-api/early-userspace/buffer-format.rst, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { CPIO_HEADER_SIZE = 110, CPIO_NAME_MAX = 4096 };

struct cpio_file {
	uint32_t mode;
	uint64_t size;	      /* bytes of the file */
	uint32_t name_offset; /* bytes from the header's start */
	uint32_t name_len;    /* bytes, without the NUL */
	uint32_t data_offset; /* bytes from the header's start, if that is at a multiple of 4 */
	uint64_t next;	      /* bytes from this header's start to the next header */
};

/*
 * Parse the CPIO_HEADER_SIZE bytes of a header. Returns 0; -ENOENT if the magic number is missing;
 * -EBADMSG if a number in it is malformed; -E2BIG for a name of more than CPIO_NAME_MAX bytes.
 */
must_check int cpio_parse(struct slice bytes, struct cpio_file *ret);

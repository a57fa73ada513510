/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What implantisomd5 writes into a volume's application bytes (isomd5sum 1.2.3: libimplantisomd5.c
 * writes, libcheckisomd5.c reads):
 *
 *	ISO MD5SUM = HEX;SKIPSECTORS = 15;RHLISOSTATUS=0;FRAGMENT SUMS = HEX;FRAGMENT COUNT = 20;...
 *
 * The sum covers the volume without the last SKIPSECTORS sectors; the application bytes
 * (MEDIA_TAGS_OFFSET) count as spaces. The reader digests the volume in steps of 32 KiB. The sum of
 * a fragment is the MD5 of all bytes from the start of the volume to the end of the first step that
 * begins inside the fragment (or at its first byte). Only its first bytes are kept, as one digit
 * each: the high digit, or the low one if the high one is 0.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	ISOMD5SUM_STEP = 32768,
	ISOMD5SUM_SECTOR = 2048,
	ISOMD5SUM_FRAGMENT_DIGITS = 60, /* at most, of all fragments together */
	ISOMD5SUM_FRAGMENTS_MIN = 4,	/* else each would have more digits than MD5 has bytes */
};

struct isomd5sum {
	uint8_t md5[16];
	uint64_t skip_sectors;	      /* at the end of the volume, of ISOMD5SUM_SECTOR bytes */
	unsigned int fragment_count;  /* 0: there are no usable sums of fragments */
	unsigned int fragment_digits; /* digits of each fragment, 1 to 15 */
	char fragment_sums[ISOMD5SUM_FRAGMENT_DIGITS + 1]; /* lower case */
};

/*
 * Parse the MEDIA_TAGS_SIZE application bytes. Returns 0; -ENOENT if there is no ISO MD5SUM;
 * -EBADMSG if it is malformed, or SKIPSECTORS is missing or malformed. If the sums of fragments are
 * missing, incomplete or malformed, that is not an error: only the sum of the whole volume is used
 * then.
 */
must_check int isomd5sum_parse(struct slice application, struct isomd5sum *ret);

/* How many bytes of a volume of volume_size bytes the sum covers; 0 if all would be skipped. */
uint64_t isomd5sum_total(const struct isomd5sum *sum, uint64_t volume_size);

/*
 * How many bytes must have been digested to compare a fragment (1 to fragment_count), of total
 * bytes (isomd5sum_total()). The result is at most total and grows with the fragment. It is 0 if
 * the fragment must be skipped: if fragments are shorter than a step, implantisomd5 leaves some of
 * them out, without recording which.
 */
uint64_t isomd5sum_fragment_end(const struct isomd5sum *sum, uint64_t total, unsigned int fragment);

/*
 * The same for a reader that digests in steps of ISOMD5SUM_STEP: the fragment to compare after
 * offset bytes, or 0.
 */
unsigned int isomd5sum_fragment(const struct isomd5sum *sum, uint64_t total, uint64_t offset);

/*
 * Does this MD5 of all bytes up to isomd5sum_fragment_end() fit the sum of the fragment (1 to
 * fragment_count)?
 */
bool isomd5sum_fragment_fits(const struct isomd5sum *sum, unsigned int fragment,
			     const uint8_t digest[16]);

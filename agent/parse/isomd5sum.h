/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What implantisomd5 writes into a volume's application bytes (isomd5sum 1.2.3,
 * libimplantisomd5.c, and libcheckisomd5.c for what is made of it):
 *
 *	ISO MD5SUM = HEX;SKIPSECTORS = 15;RHLISOSTATUS=0;FRAGMENT SUMS = HEX;FRAGMENT COUNT = 20;...
 *
 * The sum is of the volume, without the last sectors that are to be skipped, and with the
 * application bytes taken as spaces (MEDIA_TAGS_OFFSET). Its reader digests steps of 32 KiB. With
 * the first step that begins in a further fragment (or at its first byte) digested, the MD5 of all
 * bytes from the volume's first one on is that fragment's sum. Of it the first digits are kept, one
 * a byte: the high one, or the low one where the high one is 0.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum {
	ISOMD5SUM_STEP = 32768,
	ISOMD5SUM_SECTOR = 2048,
	ISOMD5SUM_FRAGMENT_DIGITS = 60, /* of all fragments together, at most */
	ISOMD5SUM_FRAGMENTS_MIN = 4,	/* an MD5 has not enough bytes for fewer */
};

struct isomd5sum {
	uint8_t md5[16];
	uint64_t skip_sectors;	      /* at the end of the volume, of ISOMD5SUM_SECTOR bytes */
	unsigned int fragment_count;  /* 0: there are no sums of fragments that are of use */
	unsigned int fragment_digits; /* of each fragment, 1 to 15 */
	char fragment_sums[ISOMD5SUM_FRAGMENT_DIGITS + 1]; /* lower case */
};

/*
 * Parse the MEDIA_TAGS_SIZE application bytes. Returns 0; -ENOENT if there is no ISO MD5SUM in
 * them; -EBADMSG if it is none, or SKIPSECTORS is missing or none. Sums of fragments that are
 * missing, too few or none are no error, but no use either: the whole sum counts.
 */
must_check int isomd5sum_parse(struct slice application, struct isomd5sum *ret);

/* How many bytes of a volume of this size (bytes) are summed; 0 if all would be skipped. */
uint64_t isomd5sum_total(const struct isomd5sum *sum, uint64_t volume_size);

/*
 * How many bytes have been digested when fragment 1 to fragment_count is to be compared; at most
 * the total, which is isomd5sum_total()'s. 0 if the fragment is to be passed over: where fragments
 * are shorter than a step implantisomd5 leaves some out, without saying which. They grow with the
 * fragment.
 */
uint64_t isomd5sum_fragment_end(const struct isomd5sum *sum, uint64_t total, unsigned int fragment);

/*
 * The same for those who digest steps of ISOMD5SUM_STEP: the fragment that is to be compared once
 * offset bytes have been digested, or 0.
 */
unsigned int isomd5sum_fragment(const struct isomd5sum *sum, uint64_t total, uint64_t offset);

/* Is this, the MD5 of all bytes up to its end, the sum of fragment 1 to fragment_count? */
bool isomd5sum_fragment_fits(const struct isomd5sum *sum, unsigned int fragment,
			     const uint8_t digest[16]);

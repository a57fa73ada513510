/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What SUSE's tagmedia writes into a volume's application bytes (checkmedia, README.adoc and
 * mediacheck.c):
 *
 *	check=1;pad=150;sha256sum=HEX;partition=10432,9135936,HEX;signature=20864
 *
 * The digest covers the whole volume, but some bytes are replaced first. The application bytes
 * (MEDIA_TAGS_OFFSET) count as spaces. These count as zeros: the first CHECKMEDIA_MBR_SIZE bytes;
 * the last pad_bytes; and the CHECKMEDIA_SIGNATURE_SIZE bytes at signature_offset, except for the
 * first CHECKMEDIA_SIGNATURE_MAGIC_SIZE of them. The OpenPGP signature there, the digest of a
 * partition and the sums of fragments are not used.
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/slice.h"

enum {
	CHECKMEDIA_MBR_SIZE = 512,
	CHECKMEDIA_PAD_BLOCK = 2048,
	CHECKMEDIA_SIGNATURE_BLOCK = 512, /* the unit of signature= */
	CHECKMEDIA_SIGNATURE_SIZE = 2048,
	CHECKMEDIA_SIGNATURE_MAGIC_SIZE = 64,
};

struct checkmedia {
	enum digest_kind kind;
	uint8_t digest[DIGEST_SIZE_MAX];
	uint64_t pad_bytes;	   /* may be larger than the volume: the caller checks */
	uint64_t signature_offset; /* bytes, a multiple of 512; 0 if there is no signature */
};

/*
 * Parse the MEDIA_TAGS_SIZE application bytes. If a tag occurs several times, the last one counts,
 * as for checkmedia. Returns 0; -ENOENT if there is no digest or the last one is that of isomd5sum
 * ("ISO MD5SUM"); -EBADMSG if a known tag is malformed.
 */
must_check int checkmedia_parse(struct slice application, struct checkmedia *ret);

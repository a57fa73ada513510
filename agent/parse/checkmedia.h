/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What SUSE's tagmedia writes into a volume's application bytes (checkmedia, README.adoc and
 * mediacheck.c):
 *
 *	check=1;pad=150;sha256sum=HEX;partition=10432,9135936,HEX;signature=20864
 *
 * The digest is of the whole volume, where some bytes count as others: the first
 * CHECKMEDIA_MBR_SIZE as zeros; the application bytes as spaces (MEDIA_TAGS_OFFSET); the last
 * pad_bytes as zeros; and of the CHECKMEDIA_SIGNATURE_SIZE bytes at signature_offset those behind
 * the first CHECKMEDIA_SIGNATURE_MAGIC_SIZE as zeros, whatever they are. Their OpenPGP signature,
 * the digest of a partition and fragments are not looked at.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	CHECKMEDIA_MBR_SIZE = 512,
	CHECKMEDIA_PAD_BLOCK = 2048,
	CHECKMEDIA_SIGNATURE_BLOCK = 512, /* of which signature= counts */
	CHECKMEDIA_SIGNATURE_SIZE = 2048,
	CHECKMEDIA_SIGNATURE_MAGIC_SIZE = 64,
};

struct checkmedia {
	uint8_t digest[64];
	size_t digest_len;  /* says the algorithm: 16 MD5, 20 SHA-1, 28, 32, 48 and 64 SHA-2 */
	uint64_t pad_bytes; /* not compared to the volume's size, which may be smaller */
	uint64_t signature_offset; /* in bytes, a multiple of 512; 0: there is none */
};

/*
 * Parse the MEDIA_TAGS_SIZE application bytes. Returns 0; -ENOENT if there is no digest in them or
 * the last one is isomd5sum's ("ISO MD5SUM"); -EBADMSG if one of the tags we know is malformed. As
 * for checkmedia the last one of several counts.
 */
must_check int checkmedia_parse(struct slice application, struct checkmedia *ret);

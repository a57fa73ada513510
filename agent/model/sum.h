/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The digest of bytes of a medium, read once, with the bytes put in that whoever made the digest
 * had there.
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/extent.h"
#include "base/reader.h"
#include "parse/isomd5sum.h"

enum { SUM_PATCHES_MAX = 4, SUM_BUFFER = 128 << 10 };

/* So many bytes from an offset count as this one. */
struct sum_patch {
	uint64_t offset, len;
	uint8_t fill;
};

struct sum {
	enum digest_kind kind;
	const struct reader *reader;
	const struct extent *extents; /* of the reader, one behind the other */
	unsigned int n_extents;
	uint64_t len; /* bytes of them that are digested, from the first on */
	unsigned int n_patches;
	struct sum_patch patches[SUM_PATCHES_MAX]; /* at offsets in what is digested */
	const struct isomd5sum *fragments;	   /* their sums are compared on the way; or NULL */
	uint64_t *done; /* bytes, that all who share it have digested; or NULL */
	/* The outcome. */
	uint8_t digest[DIGEST_SIZE_MAX];
	uint64_t good, bad; /* of -EILSEQ: bytes that fit their sums, and that don't */
};

/*
 * Digest, with a buffer of SUM_BUFFER bytes at a multiple of 4096. Returns 0; -EILSEQ at the first
 * fragment whose sum is another; -ERANGE if the extents are less than len; a read error.
 */
must_check int sum_make(struct sum *sum, uint8_t *buf);

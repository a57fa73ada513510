/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The digest of bytes of a medium, which are read once. Some bytes are replaced by those that were
 * there when the digest was made.
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/extent.h"
#include "base/reader.h"
#include "parse/isomd5sum.h"

enum { SUM_PATCHES_MAX = 4, SUM_BUFFER = 128 << 10 };

/* len bytes from an offset are replaced by this byte. */
struct sum_patch {
	uint64_t offset, len;
	uint8_t fill;
};

struct sum {
	enum digest_kind kind;
	const struct reader *reader;
	const struct extent *extents; /* of the reader, digested in this order */
	unsigned int n_extents;
	uint64_t len; /* number of bytes to digest, from the first extent on */
	unsigned int n_patches;
	struct sum_patch patches[SUM_PATCHES_MAX]; /* offsets count the digested bytes */
	const struct isomd5sum *fragments; /* sums of fragments to compare on the way; or NULL */
	uint64_t *done; /* bytes digested so far, a counter that others may share; or NULL */
	/* The result. */
	uint8_t digest[DIGEST_SIZE_MAX];
	uint64_t good, bad; /* with -EILSEQ: bytes that match their sums, and bytes that do not */
};

/*
 * Make the digest. buf has SUM_BUFFER bytes and is aligned to 4096. Returns 0; -EILSEQ at the first
 * fragment whose sum differs; -ERANGE if the extents have less than len bytes; a read error.
 */
must_check int sum_make(struct sum *sum, uint8_t *buf);

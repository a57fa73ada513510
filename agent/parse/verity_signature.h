/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature partition of dm-verity: a JSON object with a root hash and its PKCS#7 signature,
 * followed by zeros (UAPI Group, Discoverable Partitions Specification, "Verity Signature
 * Partitions"; systemd 257, src/shared/dissect-image.c, load_verity_sig_partition()).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "parse/verity.h"

/* Bytes of the partition that are looked at: systemd-repart makes partitions of 16 KiB. */
enum { VERITY_SIGNATURE_TEXT_MAX = 16 << 10, VERITY_SIGNATURE_NESTED_MAX = 8 };

struct verity_signature {
	uint8_t root[VERITY_DIGEST_MAX];
	unsigned int root_size;
	struct slice certificate; /* SHA-256 of the signer's certificate, hexadecimal; or empty */
	struct slice signature;	  /* DER, as base 64; not empty */
};

/*
 * Parse the bytes of a partition. Members of other names are passed over. Strings borrow from the
 * bytes. Returns 0; -ENOENT if there is only zeros; -EBADMSG for anything else than such an object.
 * ret is untouched on failure.
 */
must_check int verity_signature_parse(struct slice bytes, struct verity_signature *ret);

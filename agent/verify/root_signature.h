/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PKCS#7 signatures of dm-verity's root hashes. Only the kernel checks them, when it makes the
 * device, by the keys in its own keyrings (drivers/md/dm-verity-verify-sig.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "parse/verity.h"
#include "verify/check.h"

struct root_signature {
	const char *path;	/* of the file or the partition, in the plan; NULL: there is none */
	char by[KEY_NAME_MAX];	/* the signer's certificate, if that is known; or "" */
	unsigned int root_size; /* of the root hash that a partition has; 0 for a file */
	uint8_t root[VERITY_DIGEST_MAX];
	uint8_t *bytes; /* DER */
	size_t len;
};

#define cleanup_root_signature __attribute__((cleanup(root_signature_free)))

/*
 * Read the signature of a layer's root hash. Returns 0, and ret->path is NULL if there is none;
 * -E... and the reason if it cannot be read or is damaged. The caller frees it.
 */
must_check int root_signature_read(const struct check *check, unsigned int layer,
				   struct root_signature *ret, struct failure *why);
void root_signature_free(struct root_signature *signature);

/*
 * Report, for a tool, the signatures that the image has and that are not checked here: those of
 * root hashes, and those of kinds that pmemboot does not know.
 */
void root_signature_report(const struct check *check);

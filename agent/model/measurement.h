/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a boot measures: a list of events, which a TPM extends a PCR with, one by one. An event is a
 * line of text, and its digest in a bank is the bank's hash of that text. The texts follow from the
 * image, the policy and the command line alone, so that a workstation can predict them.
 *
 * The events of a boot are, in this order:
 *
 *	pmemboot:policy:sha256:HEX	the policy of the initramfs, or
 *	pmemboot:policy:none
 *	pmemboot:image:volume=V[;layer=L...][;usr=L]
 *	pmemboot:seed:sha256:HEX	the file system of the seed, if it is used (model/seed.h)
 *
 * and then, if what follows is not the image's root: pmemboot:failed, pmemboot:aside or
 * pmemboot:shell.
 *
 * V and each L, one for each layer, lowest first, the last one for /usr if that is a layer, say
 *what fixes the bytes that are used:
 *
 *	verity:HASH:HEX		the root hash of dm-verity
 *	HASH:HEX		the sum in a signed list
 *	ed25519:HEX		the signature by a trusted key
 *	volume			the signature of the volume
 *	unused			nothing, and none of it is used besides the layers
 *	none			nothing: any bytes are used
 *
 * There is always an event of the image, and in it always a part for each layer. Otherwise code in
 * an image that nothing fixes could extend the PCR by what is missing.
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/extent.h"
#include "base/reader.h"
#include "model/layout.h"

enum { MEASUREMENT_TEXT_MAX = 3072 }; /* bytes, with the NUL */

#define MEASUREMENT_FAILED "pmemboot:failed" /* the boot failed */
#define MEASUREMENT_ASIDE  "pmemboot:aside"  /* another root is booted */
#define MEASUREMENT_SHELL  "pmemboot:shell"  /* a person gets a shell */

/* What fixes bytes: a boot uses these or fails. */
enum commitment_kind {
	COMMITMENT_NONE,
	COMMITMENT_UNUSED,
	COMMITMENT_VOLUME,
	COMMITMENT_VERITY,
	COMMITMENT_SUM,
	COMMITMENT_ED25519,
};

struct commitment {
	enum commitment_kind kind;
	enum digest_kind hash; /* of COMMITMENT_VERITY and COMMITMENT_SUM */
	uint8_t bytes[64];     /* the root hash, the sum or the signature */
};

struct measurement_image {
	struct commitment volume;
	unsigned int n_layers; /* 0 if the image's own initramfs mounts the root */
	bool has_usr;	       /* the topmost one is mounted at /usr */
	struct commitment layers[LAYOUT_LAYERS_MAX];
};

/* Write the texts to ret, of MEASUREMENT_TEXT_MAX bytes. The policy is its text, or "". */
void measurement_print_policy(const char *policy, char *ret);
void measurement_print_image(const struct measurement_image *image, char *ret);

/* Likewise of the seed, of which the content is read. Returns 0, or the -E... of the reader. */
must_check int measurement_print_seed(const struct reader *reader, const struct extent *content,
				      char *ret);

/* The digest of an event's text, to ret, of digest_size() bytes. */
void measurement_digest(enum digest_kind kind, const char *text, uint8_t *ret);

/* Extend the value of a PCR, of digest_size() bytes, by an event, as a TPM does. */
void measurement_extend(enum digest_kind kind, const char *text, uint8_t *pcr);

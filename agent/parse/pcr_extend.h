/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command TPM2_PCR_Extend and its response ("Trusted Platform Module Library", family 2.0: part
 * 3, 22.2; part 2, 6.3, 6.9 and 10.9; part 1, 18). All numbers are big endian.
 *
 * There is no TPM library here, because this is the only command that a measurement takes: it has
 * no secret, its session is that of the empty password, and its response has no data. The two
 * libraries of tpm2-tss that build this command are larger than the agent, and need OpenSSL.
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"

enum {
	PCR_EXTEND_BANKS_MAX = 4, /* those of pcr_extend_knows() */
	PCR_EXTEND_COMMAND_MAX = 256,
	PCR_EXTEND_RESPONSE_MAX = 4096, /* TPM_BUFSIZE of the kernel: no response is longer */
};

struct pcr_extend_digest {
	enum digest_kind kind;
	uint8_t bytes[DIGEST_SIZE_MAX];
};

/* Can a bank of this kind be extended: SHA-1, SHA-256, SHA-384 or SHA-512? */
bool pcr_extend_knows(enum digest_kind kind);

/*
 * Write the command that extends a PCR, in n banks at once, to ret, of PCR_EXTEND_COMMAND_MAX
 * bytes. There is one digest for each bank, at most PCR_EXTEND_BANKS_MAX, of kinds that
 * pcr_extend_knows(). Returns the length.
 */
size_t pcr_extend_write(uint8_t *ret, unsigned int pcr, const struct pcr_extend_digest *digests,
			unsigned int n);

/*
 * Parse the response. Returns 0; -EREMOTEIO if the TPM refuses the command, and *code is its
 * response code; -EBADMSG if the response is malformed.
 */
must_check int pcr_extend_parse(struct slice response, uint32_t *code);

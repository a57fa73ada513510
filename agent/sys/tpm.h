/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The TPM 2.0 of this machine, by the kernel's resource manager: /dev/tpmrm0
 * (Documentation/security/tpm/tpm_event_log.rst and drivers/char/tpm, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "parse/pcr_extend.h"

struct tree;

/* The banks of PCRs that are active. */
struct tpm_banks {
	unsigned int count;
	enum digest_kind list[PCR_EXTEND_BANKS_MAX]; /* that can be extended here, in this order */
	bool others; /* there are banks that cannot: of SM3 or SHA-3 */
};

/*
 * Wait until the kernel has made the device of the TPM, at most so many seconds, and not at all if
 * neither ACPI nor the Device Tree describes a TPM 2.0. Returns 0; -ENODEV if there is none;
 * -ETIMEDOUT.
 */
must_check int tpm_wait(const struct tree *tree, unsigned int seconds);

/* Find the banks in sysfs. Returns 0; -ENOENT if there is none to extend (before Linux 5.12). */
must_check int tpm_find_banks(const struct tree *tree, struct tpm_banks *ret);

/*
 * Send a command, and read the response to ret, of PCR_EXTEND_RESPONSE_MAX bytes. Returns the
 * length of the response, which the TPM may have made up, or -E...
 */
must_check int tpm_transmit(const uint8_t *command, size_t len, uint8_t *ret);

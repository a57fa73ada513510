/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The records of an event log in the canonical form of the TCG ("Canonical Event Log Format" 1.0,
 * 5.2, CEL-JSON). The content is of a type of our own: {"string": TEXT}, and each digest is that of
 * the text. systemd's log (tpm2-measure.log) has records of this form too.
 */
#pragma once

#include "base/digest.h"
#include "base/json.h"

/*
 * Write a record as the next element: with its number, that of the PCR unless it is < 0, and a
 * digest for each of n banks.
 */
void cel_write_record(struct json *j, uint64_t number, int pcr, const enum digest_kind *banks,
		      unsigned int n, const char *text);

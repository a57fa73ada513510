/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of a dm-verity device (Documentation/admin-guide/device-mapper/verity.rst, Linux 6.12),
 * and what to leave out of it if a kernel refuses it.
 */
#pragma once

#include "base/attributes.h"
#include "parse/verity.h"

#include <stdbool.h>

/* Parts of a table that a kernel may be unable to use. */
enum { VERITY_TABLE_SIGNATURE = 1, VERITY_TABLE_FEC = 2 };

struct verity_table {
	const char *data, *hashes; /* paths of the devices; to print it, "MAJOR:MINOR" */
	uint64_t hash_start;	   /* hash blocks before the tree, including the superblock's */
	uint32_t data_block_size, hash_block_size; /* bytes */
	uint64_t data_blocks;
	const char *algorithm, *root, *salt; /* hexadecimal; salt may be "" */
	bool panic; /* a corrupted block causes a panic, not an I/O error (Linux 5.9) */

	unsigned int parts;   /* VERITY_TABLE_SIGNATURE | ... */
	const char *key;      /* description of the key that holds the root hash's signature */
	const char *fec;      /* the device with the error correction codes, as data */
	uint64_t fec_start;   /* blocks before them */
	struct verity_fec of; /* their layout */
};

/* Print the parameters of the target. Returns 0 or -ENAMETOOLONG. */
must_check int verity_table_print(const struct verity_table *table, char *buf, size_t size);

/*
 * The parts to try next, out of those that there are, after the kernel has refused a table that had
 * the parts tried, with an error. Returns a negative number if nothing is left to try, or if the
 * signature is wrong: see verity_table_is_wrong().
 */
must_check int verity_table_retry(unsigned int parts, unsigned int tried, int error);

/*
 * Is it the error of a signature that the kernel has checked, and that does not match? Any other
 * one only says that this kernel cannot use the signature or has no key for it.
 */
bool verity_table_is_wrong(unsigned int tried, int error);

// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verity_table.h"

#include "base/text.h"

#include <errno.h>
#include <inttypes.h>

/* The arguments of each part (verity_parse_opt_args()). */
enum { PANIC_ARGUMENTS = 1, SIGNATURE_ARGUMENTS = 2, FEC_ARGUMENTS = 8 };

static unsigned int count_arguments(const struct verity_table *table)
{
	return (table->panic ? PANIC_ARGUMENTS : 0) +
	       (table->parts & VERITY_TABLE_SIGNATURE ? SIGNATURE_ARGUMENTS : 0) +
	       (table->parts & VERITY_TABLE_FEC ? FEC_ARGUMENTS : 0);
}

int verity_table_print(const struct verity_table *table, char *buf, size_t size)
{
	unsigned int arguments = count_arguments(table);
	int r = text_print(buf, size, "1 %s %s %u %u %" PRIu64 " %" PRIu64 " %s %s %s", table->data,
			   table->hashes, table->data_block_size, table->hash_block_size,
			   table->data_blocks, table->hash_start, table->algorithm, table->root,
			   table->salt[0] ? table->salt : "-");

	if (r == 0 && arguments > 0)
		r = text_append(buf, size, " %u%s", arguments,
				table->panic ? " panic_on_corruption" : "");
	if (r == 0 && table->parts & VERITY_TABLE_SIGNATURE)
		r = text_append(buf, size, " root_hash_sig_key_desc %s", table->key);
	if (r == 0 && table->parts & VERITY_TABLE_FEC)
		r = text_append(buf, size,
				" use_fec_from_device %s fec_roots %u fec_blocks %" PRIu64
				" fec_start %" PRIu64,
				table->fec, table->of.roots, table->of.blocks, table->fec_start);
	return r;
}

/* The kernel knows the option, but not the key or the algorithm of the signature. */
static bool is_unknown_key(int error)
{
	return error == -ENOKEY || error == -ENOPKG;
}

bool verity_table_is_wrong(unsigned int tried, int error)
{
	return tried & VERITY_TABLE_SIGNATURE &&
	       (error == -EKEYREJECTED || error == -EKEYREVOKED || error == -EBADMSG);
}

int verity_table_retry(unsigned int parts, unsigned int tried, int error)
{
	if (verity_table_is_wrong(tried, error) || tried == 0)
		return -1;
	if (tried & VERITY_TABLE_SIGNATURE && is_unknown_key(error))
		return (int)(tried & ~(unsigned int)VERITY_TABLE_SIGNATURE);
	/* Which of the two does the kernel refuse? First try without the one that only repairs. */
	if (tried == (VERITY_TABLE_SIGNATURE | VERITY_TABLE_FEC))
		return VERITY_TABLE_SIGNATURE;
	if (tried == VERITY_TABLE_SIGNATURE)
		return (int)(parts & VERITY_TABLE_FEC);
	return 0;
}

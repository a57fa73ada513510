// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/info_block.h"

#include "base/attributes.h"

#include <string.h>

const char *info_block_mode(struct slice block)
{
	/*
	 * Each signature has 16 bytes with its terminating NUL; that of BTT is padded with one more
	 * NUL.
	 */
	static const struct {
		const char *mode;
		char signature[INFO_BLOCK_SIGNATURE_SIZE];
	} modes[] = {
		{ "btt", "BTT_ARENA_INFO" },
		{ "pfn", "NVDIMM_PFN_INFO" },
		{ "dax", "NVDIMM_DAX_INFO" },
	};

	if (block.len < INFO_BLOCK_SIGNATURE_SIZE)
		return NULL;
	for (size_t i = 0; i < array_size(modes); i++)
		if (memcmp(block.data, modes[i].signature, INFO_BLOCK_SIGNATURE_SIZE) == 0)
			return modes[i].mode;
	return NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The info block at byte 4096 of a namespace: it gives the namespace a mode (struct btt_sb in
 * drivers/nvdimm/btt.h, struct nd_pfn_sb in drivers/nvdimm/pfn.h, Linux 6.12). In an image it is a
 * leftover of former use of the memory, or an attack: a PFN block makes the kernel overwrite the
 * image.
 */
#pragma once

#include "base/slice.h"

enum { INFO_BLOCK_OFFSET = 4096, INFO_BLOCK_SIGNATURE_SIZE = 16 };

/*
 * Returns "btt", "pfn" or "dax" by the signature of the block, or NULL. Nothing else in the block
 * is checked.
 */
const char *info_block_mode(struct slice block);

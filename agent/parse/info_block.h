/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The info block of a namespace, at byte 4096 of it: it gives the namespace a mode (struct btt_sb
 * in drivers/nvdimm/btt.h, struct nd_pfn_sb in drivers/nvdimm/pfn.h, Linux 6.12). In an image it is
 * what a former use of the memory left, or a trap: a PFN block has the kernel write over the image.
 */
#pragma once

#include "base/slice.h"

enum { INFO_BLOCK_OFFSET = 4096, INFO_BLOCK_SIGNATURE_SIZE = 16 };

/* "btt", "pfn" or "dax"; NULL without the signature of one. The rest is not looked at. */
const char *info_block_mode(struct slice block);

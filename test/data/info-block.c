// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * info-block btt|pfn|dax: writes a valid info block to standard output: what a former use of the
 * memory, or somebody who means harm, may have left in the ISO's system area. The namespace has 256
 * MiB, or more than 35 for BTT (drivers/nvdimm/btt.h, struct btt_sb; drivers/nvdimm/pfn.h, struct
 * nd_pfn_sb; Linux 6.12).
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint8_t block[4096];

static void put(size_t at, uint64_t value, int width)
{
	for (int i = 0; i < width; i++)
		block[at + (size_t)i] = (uint8_t)(value >> 8 * i);
}

/* nd_fletcher64(): sums of little-endian words, with the checksum as 0. */
static uint64_t fletcher64(void)
{
	uint32_t low = 0;
	uint64_t high = 0;

	for (size_t i = 0; i < sizeof(block); i += 4) {
		low += (uint32_t)block[i] | (uint32_t)block[i + 1] << 8 |
		       (uint32_t)block[i + 2] << 16 | (uint32_t)block[i + 3] << 24;
		high += low;
	}
	return high << 32 | low;
}

static void make_btt(void)
{
	memcpy(block, "BTT_ARENA_INFO\0", 16);
	memset(block + 16, 0x5a, 16); /* uuid; the parent's stays null */
	put(52, 1, 2);		      /* version 1.1 */
	put(54, 1, 2);
	put(56, 512, 4);       /* external block size */
	put(60, 8000, 4);      /* external blocks */
	put(64, 512, 4);       /* internal block size */
	put(68, 8256, 4);      /* internal blocks */
	put(72, 256, 4);       /* free blocks */
	put(76, 4096, 4);      /* info block size */
	put(88, 4096, 8);      /* data */
	put(96, 32 << 20, 8);  /* map */
	put(104, 33 << 20, 8); /* log */
	put(112, 34 << 20, 8); /* second info block */
}

/* The pages' descriptors are to lie in the namespace: the kernel writes them over the image. */
static void make_pfn(const char *signature)
{
	memcpy(block, signature, 15);
	memset(block + 16, 0x5a, 16); /* uuid; the parent's stays null */
	put(52, 1, 2);		      /* version 1.4 */
	put(54, 4, 2);
	put(56, 8 << 20, 8);		/* data */
	put(64, (248 << 20) / 4096, 8); /* pages */
	put(72, 2, 4);			/* PFN_MODE_PMEM */
	put(84, 2 << 20, 4);		/* alignment */
	put(88, 4096, 4);		/* page size */
	put(92, 64, 2);			/* size of struct page */
}

int main(int argc, char **argv)
{
	const char *kind = argc == 2 ? argv[1] : "";

	if (strcmp(kind, "btt") == 0)
		make_btt();
	else if (strcmp(kind, "pfn") == 0)
		make_pfn("NVDIMM_PFN_INFO");
	else if (strcmp(kind, "dax") == 0)
		make_pfn("NVDIMM_DAX_INFO");
	else
		return 2;
	put(4088, fletcher64(), 8);
	return fwrite(block, sizeof(block), 1, stdout) != 1;
}

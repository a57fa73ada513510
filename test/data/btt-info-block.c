// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes a valid BTT info block (drivers/nvdimm/btt.h, struct btt_sb, Linux 6.12) of a 32 MiB arena
 * to standard output: what a former use of the memory may have left in the ISO's system area.
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

int main(void)
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
	put(4088, fletcher64(), 8);
	return fwrite(block, sizeof(block), 1, stdout) != 1;
}

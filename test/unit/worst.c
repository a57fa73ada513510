// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/worst.h"

#include "unit/test.h"

static int read_worst(void *context, uint64_t offset, void *buf, size_t len)
{
	struct worst *worst = context;

	CHECK(offset <= WORST_SIZE && len <= WORST_SIZE - offset);
	memcpy(buf, worst->data + offset, len);
	worst->reads++;
	worst->bytes += len;
	return 0;
}

void worst_put(uint8_t *to, uint64_t value, unsigned int width)
{
	for (unsigned int i = 0; i < width; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

struct worst *worst_new(void)
{
	struct worst *worst = calloc(1, sizeof(*worst));

	CHECK(worst);
	worst->reader = (struct reader){ read_worst, worst, WORST_SIZE };
	return worst;
}

static size_t put_record(uint8_t *to, const char *name, size_t name_len, uint8_t flags,
			 unsigned int sector, uint32_t len)
{
	size_t size = 33 + name_len + (name_len % 2 == 0);

	to[0] = (uint8_t)size;
	worst_put(to + 2, sector, 4);
	worst_put(to + 10, len, 4);
	to[25] = flags;
	to[32] = (uint8_t)name_len;
	memcpy(to + 33, name, name_len);
	return size;
}

void worst_directory(struct worst *worst, unsigned int sector, unsigned int sectors)
{
	uint8_t *to = worst->data + sector * WORST_SECTOR;
	size_t size = put_record(to, "\0", 1, 2, sector, sectors * WORST_SECTOR);

	memcpy(to + size, "SP\x07\x01\xbe\xef", 7);
	to[0] = (uint8_t)(size + 8);
	worst->at = to + to[0];
	worst->at += put_record(worst->at, "\1", 1, 2, sector, sectors * WORST_SECTOR);
	worst->end = to + sectors * WORST_SECTOR;
}

struct worst *worst_iso(unsigned int root_sectors)
{
	struct worst *worst = worst_new();
	uint8_t *pvd = worst->data + 16 * WORST_SECTOR, *end = pvd + WORST_SECTOR;

	memcpy(pvd, "\1CD001\1", 7);
	memset(pvd + 40, ' ', 32);
	worst_put(pvd + 80, WORST_SECTORS, 4);
	worst_put(pvd + 128, WORST_SECTOR, 2);
	put_record(pvd + 156, "\0", 1, 2, WORST_ROOT, root_sectors * WORST_SECTOR);
	memcpy(end, "\377CD001\1", 7);
	worst_directory(worst, WORST_ROOT, root_sectors);
	return worst;
}

bool worst_record(struct worst *worst, const char *name, uint8_t flags, unsigned int sector,
		  uint32_t len, const void *use, size_t use_len)
{
	size_t name_len = strlen(name), size = 34 + 5 + name_len + use_len;
	size_t used = (size_t)(worst->at - worst->data) % WORST_SECTOR;

	size += size % 2;
	CHECK(size < 256);
	if (used + size > WORST_SECTOR)
		worst->at += WORST_SECTOR - used;
	if (worst->at + size > worst->end)
		return false;
	put_record(worst->at, "A", 1, flags, sector, len);
	memcpy(worst->at + 34, "NM", 2);
	worst->at[36] = (uint8_t)(5 + name_len);
	worst->at[37] = 1;
	memcpy(worst->at + 39, name, name_len);
	if (use_len > 0)
		memcpy(worst->at + 39 + name_len, use, use_len);
	worst->at[0] = (uint8_t)size;
	worst->at += size;
	return true;
}

size_t worst_continuation(uint8_t *buf, unsigned int sector, unsigned int offset, uint32_t len)
{
	memset(buf, 0, 28);
	memcpy(buf, "CE\x1c\x01", 4);
	worst_put(buf + 4, sector, 4);
	worst_put(buf + 12, offset, 4);
	worst_put(buf + 20, len, 4);
	return 28;
}

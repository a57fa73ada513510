// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/image.h"

#include "unit/test.h"

static int read_image(void *context, uint64_t offset, void *buf, size_t len)
{
	struct image *image = context;

	CHECK(offset + len <= sizeof(image->data));
	memcpy(buf, image->data + offset, len);
	image->reads += len;
	return 0;
}

void image_put32(uint8_t *to, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static void put_record(uint8_t *to, const char *name, size_t name_len, uint8_t flags,
		       unsigned int sector, uint32_t len)
{
	to[0] = (uint8_t)(33 + name_len + (name_len % 2 == 0));
	image_put32(to + 2, sector);
	image_put32(to + 10, len);
	to[25] = flags;
	to[32] = (uint8_t)name_len;
	memcpy(to + 33, name, name_len);
}

uint8_t *image_add(struct image *image, unsigned int directory, const char *name, uint8_t flags,
		   unsigned int sector, uint32_t len, const void *system_use, size_t use_len)
{
	uint8_t *to = image->data + directory * SECTOR;
	size_t name_len = *name ? strlen(name) : 1;

	while (*to)
		to += *to;
	put_record(to, name, name_len, flags, sector, len);
	if (use_len > 0)
		memcpy(to + to[0], system_use, use_len);
	to[0] = (uint8_t)(to[0] + use_len);
	return to;
}

void image_directory(struct image *image, unsigned int sector, bool with_sp)
{
	image_add(image, sector, "", 2, sector, SECTOR, "SP\x07\x01\xbe\xef", with_sp ? 7 : 0);
	image_add(image, sector, "\1", 2, IMAGE_ROOT, SECTOR, NULL, 0);
}

struct image *image_new(bool rock_ridge)
{
	struct image *image = calloc(1, sizeof(*image));
	uint8_t *pvd = image->data + 16 * SECTOR, *end = pvd + SECTOR;

	image->reader = (struct reader){ read_image, image, sizeof(image->data) };
	memcpy(pvd, "\1CD001\1", 7);
	memset(pvd + 40, ' ', 32);
	memcpy(pvd + 40, "TEST", 4);
	image_put32(pvd + 80, IMAGE_SECTORS);
	pvd[129] = 8; /* blocks of 2048 bytes */
	put_record(pvd + 156, "", 1, 2, IMAGE_ROOT, SECTOR);
	memcpy(end, "\377CD001\1", 7);
	image_directory(image, IMAGE_ROOT, rock_ridge);
	return image;
}

size_t image_nm(uint8_t *buf, uint8_t flags, const char *name)
{
	size_t len = strlen(name);

	memcpy(buf, "NM", 2);
	buf[2] = (uint8_t)(5 + len);
	buf[3] = 1;
	buf[4] = flags;
	memcpy(buf + 5, name, len);
	return 5 + len;
}

void image_squashfs(struct image *image, unsigned int sector, uint32_t bytes_used)
{
	uint8_t *to = image->data + sector * SECTOR;

	memcpy(to, "hsqs", 4);
	to[14] = 2; /* 128 KiB */
	to[20] = 1;
	to[22] = 17;
	to[28] = 4;
	image_put32(to + 40, bytes_used);
}
